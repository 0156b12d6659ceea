//! Tests of prose: what it becomes, which faults it gets, and that hostile prose stays harmless.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::bilingual::Lang;

struct Site;

impl Bindings for Site {
    fn call(&self, name: &str, arguments: &[&str]) -> Result<Inserted, CallFault> {
        match (name, arguments) {
            ("value", ["rs-012"]) => Ok(Inserted::Text("74.48 %".to_owned())),
            ("value", ["rs_<b>"]) => Ok(Inserted::Text("<b>&".to_owned())),
            ("verdict", ["zt-057"]) => Ok(Inserted::Html("<a href=\"t.html\">已达到</a>".to_owned())),
            ("value", [id]) => {
                Err(CallFault::UnknownId { id: (*id).to_owned(), near: Some("rs-012".to_owned()) })
            }
            _ => Err(CallFault::UnknownCall),
        }
    }

    fn link(&self, target: &str) -> Option<String> {
        (!target.contains("nowhere")).then(|| target.to_owned())
    }

    fn near(&self, figure: &str) -> Vec<String> {
        (figure == "74.48").then(|| "{{ value(\"rs-012\") }} (中考合格率)".to_owned()).into_iter().collect()
    }
}

fn full(markdown: &str) -> (String, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let anchors = Anchors { prefix: "s".to_owned(), label: "链接：{heading}".to_owned() };
    let page = Page { markdown, file: FileId(7), start: 100, anchors };
    let html = render(&page, &Site, &mut faults);
    (html, faults)
}

fn html(markdown: &str) -> String {
    full(markdown).0
}

/// HTML without what headings get besides their words.
fn without_anchors(html: &str) -> String {
    let mut text = String::new();
    for (number, piece) in html.split("<a class=\"anchor\"").enumerate() {
        let kept = if number == 0 { piece } else { piece.split_once("</a>").map_or("", |(_, rest)| rest) };
        text.push_str(kept);
    }
    let mut pieces = text.split(" id=\"s");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |all, piece| all + piece.split_once('"').map_or("", |(_, rest)| rest))
}

/// The faults as code and faulty text.
fn faults(markdown: &str) -> Vec<(&'static str, String)> {
    let place = |fault: &Diagnostic| match fault.origin {
        Origin::Span { file: FileId(7), start, end } => &markdown[start as usize - 100..end as usize - 100],
        _ => panic!("a fault without a place"),
    };
    full(markdown).1.iter().map(|fault| (fault.fault.code, place(fault).to_owned())).collect()
}

#[test]
fn calls_survive_markdown_and_text_is_escaped() {
    assert_eq!(
        html("为{{ value(\"rs-012\") }}，**{{ value(\"rs-012\") }}**的"),
        "<p>为74.48 %，<strong>74.48 %</strong>的</p>\n"
    );
    assert_eq!(html("{{ value(\"rs_<b>\") }}_"), "<p>&lt;b&gt;&amp;_</p>\n");
    assert_eq!(html("（{{ verdict(\"zt-057\") }}）"), "<p>（<a href=\"t.html\">已达到</a>）</p>\n");
    assert_eq!(html("[{{ value(\"rs-012\") }}](a.html)"), "<p><a href=\"a.html\">74.48 %</a></p>\n");
    assert_eq!(
        html("![图{{ verdict(\"zt-057\") }}](a.svg)"),
        "<p><img src=\"a.svg\" alt=\"图已达到\" /></p>\n"
    );
}

#[test]
fn calls_in_code_and_escaped_ones_stay_as_they_are() {
    assert_eq!(faults("`{{ value(\"x\") }}` \\{{ nothing }}\n\n    {{ value(\"x\") }}\n"), []);
    assert_eq!(html("`{{ value(\"x\") }}`"), "<p><code>{{ value(\"x\") }}</code></p>\n");
    assert_eq!(html("```\n{{ value(\"x\") }}\n```"), "<pre><code>{{ value(\"x\") }}\n</code></pre>\n");
    assert_eq!(html("\\{{ nothing }}"), "<p>{{ nothing }}</p>\n");
}

#[test]
fn calls_that_cannot_be_read_are_reported_where_they_stand() {
    let unknown = |text: &str| {
        faults(text).into_iter().filter(|(code, _)| *code == "D402").map(|(_, text)| text).collect::<Vec<_>>()
    };
    assert_eq!(unknown("甲{{ valu(\"rs-012\") }}乙"), ["{{ valu(\"rs-012\") }}"]);
    assert_eq!(unknown("甲{{ value(“rs-012”) }}乙"), ["{{ value(“rs-012”) }}"]);
    assert_eq!(unknown("甲{{x}}乙 {{ value(\"a\"\n丙"), ["{{x}}", "{{ value(\"a\""]);
    assert_eq!(unknown("| {{ a|b }} | c |\n|---|---|\n| {{ value }} | d |"), ["{{ a|b }}", "{{ value }}"]);
    assert_eq!(html("{{ <b> }}"), "<p>{{ &lt;b&gt; }}</p>\n");
}

#[test]
fn unknown_ids_are_reported_with_what_was_meant() {
    let (_, found) = full("> 见{{ value(\"rs-021\") }}");
    assert_eq!(found[0].fault.code, "D403");
    assert_eq!(found[0].suggestion.as_deref(), Some("{{ value(\"rs-012\") }}"));
    assert_eq!(found[0].remedy(Lang::Zh), "改正编号 → `rs-012`");
    assert_eq!(faults("> 见{{ value(\"rs-021\") }}"), [("D403", "{{ value(\"rs-021\") }}".to_owned())]);
}

#[test]
fn chinese_emphasis_reads_as_it_is_meant() {
    for (markdown, expected) in [
        ("**“普及普惠”**的", "<strong>“普及普惠”</strong>的"),
        ("**覆盖率达到六成。**届时", "<strong>覆盖率达到六成。</strong>届时"),
        ("**《规划》**提出", "<strong>《规划》</strong>提出"),
        ("*全县（市）*的", "<em>全县（市）</em>的"),
        ("的**“甲”**的**乙**", "的<strong>“甲”</strong>的<strong>乙</strong>"),
        ("和**（甲）**、**（乙）**", "和<strong>（甲）</strong>、<strong>（乙）</strong>"),
        ("***“甲”***乙", "<em><strong>“甲”</strong></em>乙"),
        ("**甲*“乙”*丙**丁", "<strong>甲<em>“乙”</em>丙</strong>丁"),
        ("[**“甲”**乙](a.html)", "<a href=\"a.html\"><strong>“甲”</strong>乙</a>"),
        ("**[甲](a.html)。**乙", "<strong><a href=\"a.html\">甲</a>。</strong>乙"),
        ("**`a`。**乙", "<strong><code>a</code>。</strong>乙"),
        ("**{{ value(\"rs-012\") }}。**乙", "<strong>74.48 %。</strong>乙"),
        (r"\*\*“甲”\*\*乙", "**“甲”**乙"),
        (r"**“甲”\**乙", "**“甲”**乙"),
        ("`**“甲”**乙`", "<code>**“甲”**乙</code>"),
        ("甲 * 乙 * 丙", "甲 * 乙 * 丙"),
        ("**“甲”乙", "**“甲”乙"),
        ("_甲_ **“乙”**丙", "<em>甲</em> <strong>“乙”</strong>丙"),
    ] {
        let got = html(markdown);
        let got = got.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>\n")).unwrap();
        assert_eq!(got, expected, "{markdown}");
    }
}

#[test]
fn a_line_break_between_chinese_characters_makes_no_space() {
    assert_eq!(
        html("甲\n乙。\n“丙”\n丁 a\n戊\n**己**\n庚"),
        "<p>甲乙。“丙”丁 a\n戊<strong>己</strong>庚</p>\n"
    );
    assert_eq!(
        html("甲\n{{ verdict(\"zt-057\") }}\n{{ value(\"rs-012\") }}"),
        "<p>甲<a href=\"t.html\">已达到</a>\n74.48 %</p>\n"
    );
    assert_eq!(html("> 甲\n> 乙"), "<blockquote>\n<p>甲乙</p>\n</blockquote>\n");
    assert_eq!(html("甲  \n乙"), "<p>甲<br />\n乙</p>\n");
}

#[test]
fn headings_go_one_level_down() {
    assert_eq!(without_anchors(&html("# a\n###### b")), "<h2>a</h2>\n<h6>b</h6>\n");
}

#[test]
fn headings_have_an_address_and_a_link_to_it() {
    assert_eq!(
        html("# 规则的**次序** `a`"),
        "<h2 id=\"s-规则的次序-a\">规则的<strong>次序</strong> <code>a</code>\
         <a class=\"anchor\" href=\"#s-规则的次序-a\" aria-label=\"链接：规则的次序 a\">#</a></h2>\n"
    );
    assert_eq!(html("#"), "<h2></h2>\n");
    let twice = html("# 甲\n\n# 甲 {{ value(\"rs_<b>\") }}\n\n# 甲\n");
    for id in ["id=\"s-甲\"", "id=\"s-甲-b\"", "id=\"s-甲-2\""] {
        assert!(twice.contains(id), "{id} in {twice}");
    }
}

#[test]
fn tables_with_the_same_head_have_names_of_their_own() {
    let table = "| 事项 | 数额 |\n|---|---|\n| 甲 | 乙 |\n";
    let html = html(&format!("{table}\n文字\n\n{table}"));
    assert_eq!(html.matches("aria-label=\"事项 · 数额\"").count(), 1);
    assert_eq!(html.matches("aria-label=\"事项 · 数额 · 2\"").count(), 1);
}

#[test]
fn tables_scroll_and_name_themselves() {
    let expected = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"甲 &amp; &quot;b&quot; · 74.48 %\"><table>\
        <caption class=\"hidden\">甲 &amp; &quot;b&quot; · 74.48 %</caption><thead><tr><th scope=\"col\">甲 &amp; \"b\"</th><th scope=\"col\" class=\"right\">74.48 %</th></tr></thead><tbody>\n\
        <tr><th scope=\"row\">丙</th><td class=\"right\"></td></tr>\n</tbody></table>\n</div>\n";
    assert_eq!(html("| 甲 & \"b\" | {{ value(\"rs-012\") }} |\n|---|--:|\n| 丙 |"), expected);
}

#[test]
fn raw_html_is_reported_and_shown_as_text() {
    let markdown = "<div onclick=\"x\">\n甲{{ value(\"q\") }}\n</div>\n\n乙<b>丙</b><!-- c -->";
    let found = [
        ("D404", "<div onclick=\"x\">\n甲{{ value(\"q\") }}\n</div>\n"),
        ("D404", "<b>"),
        ("D404", "</b>"),
        ("D404", "<!-- c -->"),
    ];
    assert_eq!(faults(markdown), found.map(|(code, text)| (code, text.to_owned())));
    let expected = "<p>&lt;div onclick=\"x\"&gt;\n甲{{ value(\"q\") }}\n&lt;/div&gt;\n</p>\n\
        <p>乙&lt;b&gt;丙&lt;/b&gt;&lt;!-- c --&gt;</p>\n";
    assert_eq!(html(markdown), expected);
}

#[test]
fn links_that_lead_elsewhere_are_reported_and_shown_as_text() {
    assert_eq!(html("[甲](javascript:x) <javascript:x> [乙](nowhere.html)"), "<p>甲 javascript:x 乙</p>\n");
    assert_eq!(
        html("![甲**乙**](https://x/y.png) ![丙](a.png \"标\")"),
        "<p>甲<strong>乙</strong> <img src=\"a.png\" alt=\"丙\" title=\"标\" /></p>\n"
    );
    assert_eq!(
        html("<https://x/2024> <a@b.cn>"),
        "<p><a href=\"https://x/2024\">https://x/2024</a> <a href=\"mailto:a@b.cn\">a@b.cn</a></p>\n"
    );
    assert_eq!(
        faults("<https://x/12345> [a](//b) [c][d]\n\n[d]: data:x"),
        [("D405", "[a](//b)".to_owned()), ("D405", "[c][d]".to_owned())]
    );
    assert_eq!(faults("[a]({{value(\"rs-012\")}})"), [("D405", "[a]({{value(\"rs-012\")}})".to_owned())]);
}

#[test]
fn figures_without_a_record_are_warned_of() {
    let (_, found) = full("为74.48%");
    assert_eq!((found[0].fault.code, found[0].is_error()), ("D406", false));
    assert!(found[0].remedy(Lang::Zh).contains("改用 {{ value(\"rs-012\") }} (中考合格率)"));
    let markdown = "# 1. 目标\n\n1. 建**9**所，`12`，[见14](a15.html)\n\n2023年9月6日，为{{ value(\"rs-012\") }}，《报告16》，&#49;7&nbsp;所\n";
    let found: Vec<String> = faults(markdown).into_iter().map(|(_, text)| text).collect();
    assert_eq!(found, ["9", "14", "&#49;7"]);
}

/// Plain CommonMark with the headings one level down.
fn plain(markdown: &str) -> String {
    let shift = |event| match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        event => event,
    };
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, Options::empty()).map(shift));
    html
}

/// The same with the asterisks of all lines read anew.
fn reread(markdown: &str) -> String {
    let (mut events, mut line, mut in_code) = (Vec::new(), Vec::new(), false);
    for (event, range) in Parser::new_ext(markdown, Options::empty()).into_offset_iter() {
        in_code = match event {
            Event::Start(Tag::CodeBlock(_)) => true,
            Event::End(TagEnd::CodeBlock) => false,
            _ => in_code,
        };
        if repair::is_inline(&event) && !in_code {
            line.push((event, range));
        } else {
            events.extend(
                repair::reread(markdown, std::mem::take(&mut line)).into_iter().map(|(event, _)| event),
            );
            events.push(event);
        }
    }
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    html
}

/// What a reader sees, without asterisks and white space.
fn seen(html: &str) -> String {
    repair::visible(html).chars().filter(|c| *c != '*' && !c.is_whitespace()).collect()
}

/// The tags of a page, found as naively as a browser finds them.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()).collect()
}

/// The names and values of a tag's attributes.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = tag.trim_end_matches('/').split_once(' ').map_or("", |(_, rest)| rest);
    while let Some((name, tail)) = rest.split_once("=\"") {
        let (value, tail) = tail.split_once('"').unwrap();
        found.push((name.trim().to_owned(), value.to_owned()));
        rest = tail;
    }
    assert!(rest.trim().is_empty(), "{tag}");
    found
}

fn assert_harmless(markdown: &str) {
    let html = html(markdown);
    for tag in tags(&html) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap().to_owned();
        let known = [
            "p",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "em",
            "strong",
            "a",
            "img",
            "code",
            "pre",
            "ul",
            "ol",
            "li",
            "blockquote",
            "br",
            "hr",
            "div",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        ];
        assert!(known.contains(&&*name), "{tag} in {html}");
        for (key, value) in attributes(tag) {
            let allowed = [
                "href",
                "src",
                "alt",
                "title",
                "class",
                "start",
                "tabindex",
                "role",
                "aria-label",
                "scope",
                "id",
            ];
            assert!(allowed.contains(&&*key), "{key} in {html}");
            let is_address = matches!(&*key, "href" | "src");
            let address = value.to_ascii_lowercase();
            let head = address.split(['/', '?', '#']).next().unwrap();
            let scheme = head.split_once(':').map(|(scheme, _)| scheme.to_owned());
            assert!(
                !is_address || scheme.is_none_or(|scheme| matches!(&*scheme, "https" | "http" | "mailto")),
                "{value}"
            );
            assert!(!is_address || !value.starts_with("//"), "{value}");
        }
    }
}

#[test]
fn deep_nesting_neither_overflows_nor_takes_long() {
    for piece in ["[", "![", "*甲", "**“", "> ", "- ", "](", "{{", "《", "“", "_甲", "<a", "`", "\u{E000}"]
    {
        assert_harmless(&piece.repeat(3000));
    }
    assert_harmless(&format!("{}甲{}", "**“".repeat(4000), "”**乙".repeat(4000)));
    assert_harmless("&#xE000;&#xF0000;xx {{ value(\"rs-012\") }}");
    assert_harmless(
        "\u{E000}\u{F0000}xxxx {{ value(\"rs-012\") }} ![\u{E000}\u{F0000}](a \"\u{E000}\u{F0000}\")",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40000))]

    #[test]
    fn ascii_prose_is_plain_markdown(markdown in r"[ab *_`\\\n.,!()\[\]#>~+-]{0,40}") {
        let (html, faults) = full(&markdown);
        prop_assume!(faults.iter().all(|fault| fault.fault.code != "D405"));
        prop_assert_eq!(without_anchors(&html), plain(&markdown));
    }

    #[test]
    fn asterisks_in_ascii_are_read_as_commonmark_does(markdown in r"[ab *_`\\\n.,!()\[\]-]{0,30}") {
        let html = reread(&markdown);
        let mut expected = String::new();
        pulldown_cmark::html::push_html(&mut expected, Parser::new_ext(&markdown, Options::empty()));
        prop_assert_eq!(html, expected);
    }

    #[test]
    fn mending_loses_no_character(markdown in r"[甲“”。（）a *_`\\\n!()\[\]1-]{0,40}") {
        let (html, faults) = full(&markdown);
        // A picture whose address is refused is shown as its words.
        prop_assume!(faults.iter().all(|fault| fault.fault.code != "D405"));
        prop_assert_eq!(seen(&without_anchors(&html)), seen(&plain(&markdown)));
    }

    #[test]
    fn hostile_prose_is_harmless(markdown in concat!(
        r#"(<script>|</script>|<img src=x onerror=x>|javascript:|JaVa&#115;cript&colon;|\]\]>|\[|\]|!\[|\(|\)|\]\(|"|'|<|>|&|"#,
        r#"\{\{ value\("rs-012"\) \}\}|\{\{ verdict\("zt-057"\) \}\}|\{\{ |\}\}|//evil|data:x|https://x| onclick="x"| style="x"|"#,
        "\u{E000}|\u{F0000}|",
        r#"\n\n|\n|\||\|-\||:|-|```|`|\*|\*\*|甲|“|”|。|\\|\t|#|1\. |&quot;|mailto:a|<!--|-->|\[a\]: ){0,20}"#
    )) {
        assert_harmless(&markdown);
        faults(&markdown);
    }
}
