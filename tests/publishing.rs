//! What servers and programs get: the sitemap, the feeds, the page for lost addresses; and the examples of docs/publishing.md.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use support::{composed, project};

const BASE: &str = "https://www.example.gov.cn/answers";

/// The base project as a site with an address, or without one.
fn site(settings: &str) -> BTreeMap<String, String> {
    let root = project();
    let path = root.path().join("content/site.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}\n{settings}\n")).unwrap();
    let checked = support::check(root.path());
    composed(&checked.project.unwrap())
}

fn between<'t>(text: &'t str, start: &'t str, end: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split_once(end).map(|(own, _)| own))
}

#[test]
fn with_an_address_the_site_has_a_sitemap_of_its_pages() {
    let site = site(&format!("base_url = \"{BASE}\""));
    let listed: BTreeSet<&str> = between(&site["sitemap.xml"], "<loc>", "</loc>").collect();
    assert!(listed.len() > 10);
    for address in &listed {
        let path = address.strip_prefix(&format!("{BASE}/")).unwrap();
        assert!(site.contains_key(path), "{path} is there");
    }
    let is_listed = |path: &str| listed.contains(format!("{BASE}/{path}").as_str());
    let parts = |path: &str| path.contains(".embed.") || path == "404.html";
    for path in site.keys().filter(|path| path.ends_with(".html") && !parts(path)) {
        assert!(is_listed(path), "{path} is listed");
    }
}

#[test]
fn with_an_address_each_plan_has_a_feed() {
    let site = site(&format!("base_url = \"{BASE}\""));
    let feeds: Vec<&String> = site.keys().filter(|path| path.ends_with(".atom.xml")).collect();
    assert!(!feeds.is_empty());
    for path in feeds {
        let (feed, page) = (&site[path], path.replace(".atom.xml", ".html"));
        assert!(feed.contains(&format!("href=\"{BASE}/{path}\"")), "{path} names itself");
        let name = path.rsplit('/').next().unwrap();
        let link = "rel=\"alternate\" type=\"application/atom+xml\"";
        assert!(site[&page].contains(link) && site[&page].contains(&format!("href=\"{name}\"")), "{page}");
        let ids: Vec<&str> = between(feed, "<id>", "</id>").collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{path}: each entry once");
        assert!(
            between(feed, "<updated>", "</updated>").all(|time| time.len() == 20 && time <= "2026"),
            "{path}"
        );
    }
    assert!(site["404.html"].contains(&format!("href=\"{BASE}/site.css\"")));
}

#[test]
fn without_an_address_nothing_is_absolute() {
    let site = site("");
    assert!(site.keys().all(|path| !path.ends_with(".xml")));
    assert!(site["404.html"].contains("href=\"site.css\"") && !site["404.html"].contains("https:"));
}
