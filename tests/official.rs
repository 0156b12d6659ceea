//! What a government's site says of itself: each page tag is what the page shows, and none is there unless it is asked for.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::BTreeMap;
use std::fs;

use support::site::{plain, tags};
use support::{composed, project};

const SETTINGS: &str = r#"
contact = "0870-0000000"

[footer]
sponsor = "昭通市人民政府"
undertaker = "昭通市教育体育局"
icp = "滇ICP备00000000号"
police = "滇公网安备53000000000000号"
links = [{ text = "云南省教育厅", url = "https://www.example.gov.cn/" }]

[government]
site_name = "昭通市人民政府门户网站"
domain = "www.example.gov.cn"
id_code = "5300000000"
column_type = "规划计划"
source = "昭通市教育体育局办公室"
published = "2026-01-15 09:00"
"#;

const SITE: [&str; 3] = ["SiteName", "SiteDomain", "SiteIDCode"];
const COLUMN: [&str; 2] = ["ColumnName", "ColumnType"];
const CONTENT: [&str; 4] = ["ArticleTitle", "PubDate", "ContentSource", "Keywords"];

fn site(settings: &str) -> BTreeMap<String, String> {
    let root = project();
    let path = root.path().join("content/site.toml");
    fs::write(&path, format!("{}\n{settings}\n", fs::read_to_string(&path).unwrap())).unwrap();
    composed(&support::check(root.path()).project.unwrap())
}

/// The pages of the site but those within others and the one for lost addresses, which stand alone.
fn pages(site: &BTreeMap<String, String>) -> impl Iterator<Item = (&str, &str)> {
    let is_page =
        |path: &str| path.ends_with(".html") && !path.ends_with(".embed.html") && path != "404.html";
    site.iter().map(|(path, page)| (path.as_str(), page.as_str())).filter(move |(path, _)| is_page(path))
}

/// The named tags of a page.
fn named(page: &str) -> BTreeMap<String, String> {
    let all = tags(page);
    let metas = all.iter().filter(|tag| tag.name == "meta");
    metas
        .filter_map(|tag| Some((tag.get("name")?.to_owned(), tag.get("content").unwrap().to_owned())))
        .collect()
}

/// What is seen of a page, each run of blank space as one.
fn seen(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    plain(body).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_tag_says_what_its_page_shows() {
    let base = "base_url = \"https://www.example.gov.cn/answers\"\n";
    let site = site(&format!("{base}{SETTINGS}"));
    let mut kinds = [0; 3];
    for (path, page) in pages(&site) {
        let (named, seen) = (named(page), seen(page));
        assert!(SITE.iter().all(|key| named.contains_key(*key)), "{path}");
        let is_column = named.contains_key("ColumnName") && !named.contains_key("ArticleTitle");
        let is_content = named.contains_key("ArticleTitle");
        kinds[usize::from(is_column) + 2 * usize::from(is_content)] += 1;
        assert!(!is_content || CONTENT.iter().chain(&COLUMN).all(|key| named.contains_key(*key)), "{path}");
        assert!(!is_column || COLUMN.iter().all(|key| named.contains_key(*key)), "{path}");
        assert!(!named.contains_key("description"), "{path}: one description");
        for key in
            SITE.iter().chain(&COLUMN).chain(&CONTENT).chain(&["Url", "Description", "ColumnDescription"])
        {
            let Some(content) = named.get(*key) else { continue };
            // The book says what it is on paper, not on its first screen.
            if path == "book.html" && *key == "Description" {
                continue;
            }
            assert!(!content.trim().is_empty(), "{path}: {key}");
            for words in content.split(if *key == "Keywords" { "," } else { "\n" }) {
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(seen.contains(&words), "{path}: {key} {words}");
            }
        }
        if let Some(title) = named.get("ArticleTitle") {
            let heading = page.split_once("<h1").unwrap().1.split_once('>').unwrap().1;
            let heading = plain(heading.split("</h1>").next().unwrap());
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            assert!(bare(title).contains(&bare(&heading)), "{path}: {title}, {heading}");
        }
    }
    assert!(kinds.iter().all(|count| *count > 1), "{kinds:?}");
}

#[test]
fn pages_are_what_the_guideline_calls_them() {
    let site = site(SETTINGS);
    let of = |path: &str| named(&site[path]);
    assert!(!of("index.html").contains_key("ColumnName"));
    assert_eq!(of("places/index.html")["ColumnName"], "地区和学校");
    let figures = site.keys().filter(|path| path.starts_with("figures/") && path.ends_with(".html"));
    let figure = of(figures.filter(|path| !path.ends_with(".embed.html")).min().unwrap());
    assert_eq!(figure["PubDate"], "2026-01-15 09:00");
    assert_eq!(figure["ContentSource"], "昭通市教育体育局办公室");
    assert_eq!(figure["ColumnType"], "规划计划");
}

#[test]
fn the_foot_names_what_is_set_and_fetches_nothing() {
    let site = site(SETTINGS);
    for (path, page) in pages(&site) {
        let foot = page.split_once("<footer").unwrap().1;
        for part in [
            "主办：昭通市人民政府",
            "承办：昭通市教育体育局",
            "网站标识码：5300000000",
            "联系：0870-0000000",
            "<a href=\"https://beian.miit.gov.cn/\">滇ICP备00000000号</a>",
            "webSearch?code=53000000000000\">滇公网安备53000000000000号</a>",
            "<a href=\"https://www.example.gov.cn/\">云南省教育厅</a>",
        ] {
            assert!(foot.contains(part), "{path}: {part}");
        }
        assert!(tags(foot).iter().all(|tag| !["img", "script", "iframe"].contains(&tag.name)), "{path}");
    }
}

#[test]
fn a_site_that_asks_for_nothing_has_no_tag_and_no_dead_link() {
    let site = site("");
    for (path, page) in pages(&site) {
        let named = named(page);
        assert!(named.contains_key("description"), "{path}");
        let has = |key: &&str| named.contains_key(*key);
        assert!(!SITE.iter().chain(&COLUMN).chain(&CONTENT).any(has), "{path}");
        assert!(!page.contains("foot__links") && !page.contains("class=\"issue\""), "{path}");
    }
}
