//! What readers of several languages meet: the same pages in each, every part in its language, and a mark where one is missing.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build a site and may stop")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dajuan::bilingual::Lang;
use support::site::*;
use support::{Checked, check, composed, project};

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// The text of a page that says nothing of its language: what stands in elements with `lang`, in drawings, and in the title is left out.
fn unmarked(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let tag = &rest[start..];
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let open = &tag[..end];
        let name: String = open[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let skipped = ["script", "svg", "title"].contains(&name.as_str())
            || (open.contains(" lang=\"zh") && name != "html");
        rest = if skipped && !name.is_empty() {
            let close = format!("</{name}>");
            tag.find(&close).map_or("", |end| &tag[end + close.len()..])
        } else {
            &tag[end..]
        };
    }
    out + rest
}

fn english(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    pages(site).filter(|(path, _)| path.starts_with("en/"))
}

#[test]
fn this_repository_lacks_no_words_in_english_and_has_none_too_many() {
    let Checked { faults, .. } = check(Path::new(ROOT));
    let codes: Vec<&str> = faults.iter().map(|fault| fault.fault.code).collect();
    assert!(!codes.contains(&"D510") && !codes.contains(&"D511"), "{codes:?}");
}

#[test]
fn every_chinese_word_on_an_english_page_says_that_it_is_chinese() {
    let mut marked = 0;
    for (path, page) in english(site()) {
        let rest = unmarked(page);
        assert!(!rest.contains(is_han), "{path}: {:?}", rest.lines().find(|line| line.contains(is_han)));
        assert!(!page.contains("in Chinese only"), "{path}");
        marked += page.matches("<span lang=\"zh-Hans\">").count();
    }
    assert!(marked > 100, "{marked}");
}

#[test]
fn headings_links_and_charts_of_english_pages_are_english() {
    for (path, page) in english(site()) {
        for (open, close) in [("<h1", "</h1>"), ("<title>", "</title>"), ("<nav class=\"nav\"", "</nav>")] {
            if let Some(start) = page.find(open) {
                let text = page[start..].split(close).next().unwrap();
                // One name quotes a phrase that no one can explain.
                let text = text.replace("中高级管理", "");
                assert!(!text.contains(is_han), "{path}: {text}");
            }
        }
        for drawing in page.split("<svg").skip(1) {
            let drawing = drawing.split("</svg>").next().unwrap().replace("中高级管理", "");
            assert!(!drawing.contains(is_han), "{path}");
        }
    }
    for (path, bytes) in site().iter().filter(|(path, _)| path.starts_with("en/") && path.ends_with(".svg")) {
        // A source is cited by its title in the language of the page.
        let drawing = String::from_utf8_lossy(bytes).replace("中高级管理", "");
        assert!(!drawing.contains(is_han), "{path}");
    }
}

#[test]
fn every_page_leads_to_itself_in_the_other_language() {
    // The page for lost addresses is shown by servers at any address: it has no counterpart to lead to.
    let same = |path: &str| path.ends_with(".embed.html") || path.ends_with("404.html");
    for (path, page) in pages(site()).filter(|(path, _)| !same(path)) {
        let other = path.strip_prefix("en/").map_or_else(|| format!("en/{path}"), str::to_owned);
        let alternates: BTreeMap<String, String> = tags(page)
            .iter()
            .filter(|tag| {
                tag.name == "link" && tag.get("rel") == Some("alternate") && tag.get("hreflang").is_some()
            })
            .map(|tag| (tag.get("hreflang").unwrap().to_owned(), resolved(path, tag.get("href").unwrap()).0))
            .collect();
        let (zh, en) = if path.starts_with("en/") { (other.as_str(), path) } else { (path, other.as_str()) };
        assert_eq!(alternates.get("zh-Hans").map(String::as_str), Some(zh), "{path}");
        assert_eq!(alternates.get("en").map(String::as_str), Some(en), "{path}");
        let switch: Vec<String> = tags(part(page, "<nav class=\"languages\"", "</nav>"))
            .iter()
            .filter(|tag| tag.name == "a")
            .map(|tag| resolved(path, tag.get("href").unwrap()).0)
            .collect();
        assert_eq!(switch, [other.as_str()], "{path}");
        assert!(site().contains_key(&other), "{other}");
    }
}

#[test]
fn the_data_stands_once_and_is_the_same_for_all_readers() {
    let alone = in_languages("[\"zh-Hans\"]");
    for (path, bytes) in alone
        .iter()
        .filter(|(path, _)| path.ends_with(".csv") || path.starts_with("data/") && !path.ends_with(".html"))
    {
        assert_eq!(site().get(path), Some(bytes), "{path}");
    }
    assert!(!site().keys().any(|path| path.starts_with("en/data/") && path.ends_with(".csv")));
}

/// The base project in both languages with more files, by their paths.
fn bilingual(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let root = project();
    let site = "format = 1\ntitle = { zh = \"示例\", en = \"Example\" }\nlanguages = [\"zh-Hans\", \"en\"]\nas_of = 2025-12-31\n";
    for (path, text) in [("content/site.toml", site)].iter().chain(files) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let checked = check(root.path());
    composed(&checked.project.unwrap())
}

#[test]
fn what_exists_in_chinese_only_is_shown_with_a_mark() {
    let site = bilingual(&[("content/pages/about.md", "+++\ntitle = \"关于本站\"\n+++\n\n正文。\n")]);
    let page = plain(&site["en/places/zhaotong.html"]);
    assert!(page.contains("昭通市 (in Chinese only)"), "{page}");
    assert!(plain(&site["en/pages/about.html"]).contains("关于本站 (in Chinese only)"));
    assert!(!site["places/zhaotong.html"].contains("仅有英文"));
    let site = bilingual(&[
        ("content/translations/en/places.toml", "format = 1\n\n\"昭通市\" = \"Zhaotong\"\n"),
        ("content/pages/about.md", "+++\ntitle = \"关于本站\"\n+++\n\n正文。\n"),
        ("content/pages/about.en.md", "+++\ntitle = \"About\"\n+++\n\nText.\n"),
    ]);
    let page = plain(&site["en/places/zhaotong.html"]);
    assert!(page.contains("Zhaotong") && !page.contains("昭通市 (in Chinese only)"), "{page}");
    assert!(plain(&site["places/zhaotong.html"]).contains("昭通市"));
    assert!(site["en/pages/about.html"].contains("Text.") && site["pages/about.html"].contains("正文。"));
    assert!(!site.contains_key("pages/about.en.html"));
}

#[test]
fn amounts_are_english_amounts() {
    let page = |name: &str| plain(text(site(), &format!("en/{name}")));
    let funds = page("pages/finance.html");
    for amount in ["4.6 billion yuan", "50 million yuan", "235 million yuan", "20 million yuan"] {
        assert!(funds.contains(amount), "{amount}");
    }
    assert!(page("figures/zhaotong/junior-exam-pass-rate.html").contains("+23.96 percentage points"));
    for (path, html) in english(site()) {
        // 2.5 万人 are 25,000 people, or 2.5 × 10,000: never “2.5 10,000 people”.
        for scale in ["10,000 ", "100 million "] {
            let before = html.match_indices(scale).map(|(at, _)| html[..at].trim_end().chars().last());
            assert!(!before.flatten().any(|c| c.is_ascii_digit()), "{path}: {scale}");
        }
        assert!(!plain(html).contains("万") || html.contains("lang=\"zh-Hans\""), "{path}");
    }
}

#[test]
fn citations_keep_the_original_with_a_translation() {
    let page = plain(text(site(), "en/documents/zhaotong-report-2025.html"));
    assert!(page.contains("沈迅 [Shen Xun]"), "the author");
    assert!(page.contains("交出新答卷 [Zhaotong, led by Party building"), "the title");
}

#[test]
fn the_words_of_the_theme_are_in_their_languages() {
    let theme = fs::read_to_string(Path::new(ROOT).join("themes/default/strings.toml")).unwrap();
    for line in theme.lines().filter(|line| line.starts_with('"')) {
        let (zh, en) = line.split_once(", en = \"").unwrap();
        assert!(!Lang::Zh.is_seen_in(en), "{line}");
        assert!(!zh.contains("zh = \"\"") || en.starts_with('"') || en.len() > 4, "{line}");
    }
}

/// What nothing reads may belong to a record that could not be read itself: one fault brings no row of others with it.
#[test]
fn a_file_that_cannot_be_read_makes_no_translation_unused() {
    let root = project();
    let site = root.path().join("content/site.toml");
    let both = fs::read_to_string(&site).unwrap().replace("[\"zh-Hans\"]", "[\"zh-Hans\", \"en\"]");
    fs::write(&site, both).unwrap();
    fs::create_dir_all(root.path().join("content/translations/en")).unwrap();
    let words = "format = 1\n\"只有这里有的话\" = \"Words that stand here alone\"\n\"哪里都没有的话\" = \"Words that stand nowhere\"\n";
    fs::write(root.path().join("content/translations/en/words.toml"), words).unwrap();
    let unused = |value: &str| {
        let results = format!(
            "format = 1\ndocument = \"zhaotong-report-2025\"\nplace = \"zhaotong\"\nperiod = 2025\nat = \"导语\"\n
[[observation]]\nid = \"rs-001\"\nindicator = \"teachers\"\nvalue = {value}\nnote = \"只有这里有的话\"\n"
        );
        fs::write(root.path().join("content/results.toml"), results).unwrap();
        let project = dajuan::Project::open(root.path()).unwrap();
        let list = project.faults().list().to_vec();
        (list.iter().filter(|fault| fault.fault.code == "D511").count(), project.faults().has_errors())
    };
    assert_eq!(unused("5"), (1, false), "one of them stands nowhere");
    assert_eq!(unused("five"), (0, true));
    assert_eq!(unused("\"five\""), (0, true));
}
