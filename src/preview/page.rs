//! What the preview adds to a page on its way to a browser, and the pages of its own.
//!
//! In: a page as it is built. Out: the same with a script that waits for changes. It must not alter what is built.

use std::borrow::Cow;

use super::shown::Shown;
use crate::bilingual::{Lang, both, counted};

/// Where the preview's own files are: no site has a path with this character.
pub(super) const OWN: &str = "~preview/";

/// The script of each page.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// The look of what the script shows.
pub(super) const STYLE: &str = include_str!("page.css");

/// The policy of a page begins so; the script and its questions are added to it.
const POLICY: &str = "http-equiv=\"Content-Security-Policy\" content=\"";

/// A page with the script, and with a policy that lets it run.
pub(super) fn with_script(page: &str, (site, look): (&str, &str)) -> String {
    let page = allowed(page);
    let script =
        format!("<script src=\"/{OWN}page.js\" data-site=\"{site}\" data-look=\"{look}\" defer></script>\n");
    let at = page.find("</head>").unwrap_or(0);
    format!("{}{script}{}", &page[..at], &page[at..])
}

/// A page whose policy allows a script and questions to the site that it comes from.
fn allowed(page: &str) -> Cow<'_, str> {
    let Some((before, rest)) = page.split_once(POLICY) else { return Cow::Borrowed(page) };
    let Some((policy, after)) = rest.split_once('"') else { return Cow::Borrowed(page) };
    let mut directives: Vec<String> = policy.split(';').map(|part| part.trim().to_owned()).collect();
    directives.retain(|directive| !directive.is_empty());
    for name in ["script-src", "connect-src", "style-src"] {
        let is_named = |directive: &&mut String| directive.split_whitespace().next() == Some(name);
        match directives.iter_mut().find(is_named) {
            Some(directive) if directive.split_whitespace().any(|source| source == "'self'") => {}
            Some(directive) if directive.ends_with("'none'") => *directive = format!("{name} 'self'"),
            Some(directive) => directive.push_str(" 'self'"),
            None => directives.push(format!("{name} 'self'")),
        }
    }
    Cow::Owned(format!("{before}{POLICY}{}\"{after}", directives.join("; ")))
}

/// A page of the preview's own: nothing stands at an address, or there is no site yet.
pub(super) fn own(shown: &Shown, lang: Lang) -> String {
    let words = match &shown.site {
        Some(_) => both("这里没有网页", "There is no page here"),
        None if shown.turn == 0 => both("正在生成网站……", "The site is being made…"),
        None => both("还不能生成网站", "There is no site yet"),
    };
    let words = words.get(lang);
    let link = match &shown.site {
        Some(_) => format!("<p><a href=\"/index.html\">{}</a></p>\n", both("首页", "Home").get(lang)),
        None => format!("<noscript><pre>{}</pre></noscript>\n", escaped(&shown.faults)),
    };
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{words}</title>\n</head>\n\
         <body>\n<h1>{words}</h1>\n{link}</body>\n</html>\n",
        match lang {
            Lang::Zh => "zh-Hans",
            Lang::En => "en",
        },
    );
    with_script(&page, (&site_of(shown), &look_of(shown)))
}

/// The name of the site that a state shows; empty where there is none.
pub(super) fn site_of(shown: &Shown) -> String {
    shown.site.as_ref().map(|site| site.name()).unwrap_or_default()
}

/// The name of its styles.
fn look_of(shown: &Shown) -> String {
    shown.site.as_ref().map(|site| site.look()).unwrap_or_default()
}

/// What a waiting page is told.
pub(super) fn state(shown: &Shown, lang: Lang) -> String {
    let (errors, warnings) = (shown.errors, shown.warnings);
    let title = match (lang, errors) {
        (Lang::Zh, 0) => format!("警告 {warnings} 处"),
        (Lang::En, 0) => counted(warnings, "warning"),
        (Lang::Zh, _) => {
            format!("错误 {errors} 处，警告 {warnings} 处。网页是改错之前的样子；改正后自动更新")
        }
        (Lang::En, _) => {
            let counts = format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"));
            format!("{counts}. The page is as it was before; it is renewed once they are mended")
        }
    };
    let state = serde_json::json!({
        "turn": shown.turn.to_string(),
        "site": site_of(shown),
        "look": look_of(shown),
        "errors": errors,
        "warnings": warnings,
        "title": title,
        "faults": shown.faults.trim_end(),
        "lost": both("预览已停止；重新运行 dajuan serve 后自动恢复", "The preview has stopped; run dajuan serve again and it goes on").get(lang),
    });
    state.to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_in_the_head_and_the_policy_lets_it_run() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
                    img-src 'self' data:\"></head><body></body>";
        assert_eq!(
            with_script(page, ("7-1", "7-0")),
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; \
             img-src 'self' data:; script-src 'self'; connect-src 'self'\">\
             <script src=\"/~preview/page.js\" data-site=\"7-1\" data-look=\"7-0\" defer></script>\n</head><body></body>"
        );
    }

    #[test]
    fn other_policies_are_widened_and_pages_without_one_are_left() {
        let policy = |own: &str| format!("<meta {POLICY}{own}\"></head>");
        assert_eq!(
            allowed(&policy("script-src 'none'; connect-src https://a.example")),
            policy("script-src 'self'; connect-src https://a.example 'self'; style-src 'self'")
        );
        assert_eq!(allowed("<p>"), "<p>");
        assert!(with_script("<p>", ("", "")).starts_with("<script"));
    }
}
