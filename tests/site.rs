//! The site of this repository's own project, as readers get it: the same bytes wherever it is built, links that
//! lead somewhere, nothing that a strict reader's browser would refuse, and figures that agree with the data.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build a site and may stop")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use support::site::*;

#[test]
fn the_same_input_gives_the_same_bytes_everywhere() {
    let other = copy(true);
    let there = [
        ("TZ", "Pacific/Kiritimati"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "zh_CN.GB18030"),
        ("RAYON_NUM_THREADS", "1"),
    ];
    let here = [("TZ", "America/Anchorage"), ("LC_ALL", "C"), ("LANG", "C"), ("RAYON_NUM_THREADS", "4")];
    same(site(), &build(other.path(), &there, "077"));
    same(site(), &build(Path::new(ROOT), &here, "002"));
}

#[test]
fn every_link_is_relative_and_leads_to_what_exists() {
    check_links(site());
}

fn check_links(site: &Site) {
    let ids: BTreeMap<&str, BTreeSet<String>> = pages(site)
        .map(|(path, page)| {
            let ids: Vec<String> =
                tags(page).iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
            let distinct: BTreeSet<String> = ids.iter().cloned().collect();
            assert_eq!(ids.len(), distinct.len(), "{path} has an id twice");
            (path, distinct)
        })
        .collect();
    let mut links = 0;
    for (path, page) in pages(site) {
        for tag in tags(page) {
            for (_, address) in tag.attributes.iter().filter(|(key, _)| ADDRESSES.contains(key)) {
                if tag.name == "a" && address.starts_with("https://") {
                    continue;
                }
                assert!(
                    !address.starts_with('/') && !address.contains(':'),
                    "{path}: {address} is not relative"
                );
                assert!(!address.ends_with('/'), "{path}: {address} does not spell out its page");
                let (target, fragment) = resolved(path, address);
                assert!(site.contains_key(&target), "{path}: {address} leads nowhere");
                let known = fragment.is_empty()
                    || ids.get(target.as_str()).is_some_and(|ids| ids.contains(&fragment));
                assert!(known, "{path}: {address} names an anchor that is not there");
                links += 1;
            }
        }
    }
    assert!(links > 1000, "links are found: {links}");
}

#[test]
fn no_page_holds_what_a_strict_policy_refuses() {
    for (path, page) in pages(site()) {
        let tags = tags(page);
        let head: Vec<&Tag<'_>> = tags.iter().skip_while(|tag| tag.name != "head").skip(1).take(2).collect();
        assert_eq!(head[0].get("charset"), Some("utf-8"), "{path}");
        assert_eq!(head[1].get("http-equiv"), Some("Content-Security-Policy"), "{path}");
        assert!(head[1].get("content").unwrap().starts_with("default-src 'none';"), "{path}");
        for tag in &tags {
            if tag.name == "script" && tag.get("type") == Some("application/ld+json") {
                let json = page[tag.end..].split("</script>").next().unwrap();
                let about: serde_json::Value = serde_json::from_str(json).unwrap();
                assert_eq!(about["@context"], "https://schema.org", "{path}");
                assert!(!json.contains(['<', '>', '&']), "{path}");
                continue;
            }
            // The search has a form, and the one script of the site.
            let is_script =
                tag.get("src").is_some_and(|source| matches!(source, "search.js" | "../search.js"));
            if path.ends_with("search.html") && (tag.name == "form" || is_script) {
                continue;
            }
            assert!(
                !["script", "style", "iframe", "object", "embed", "base", "form"].contains(&tag.name),
                "{path}: <{}>",
                tag.name
            );
            for (key, value) in &tag.attributes {
                assert!(*key != "style" && !key.starts_with("on"), "{path}: {key} in <{}>", tag.name);
                let is_name = key.starts_with("xmlns");
                assert!(is_name || !value.contains("http:"), "{path}: {key}=\"{value}\"");
            }
        }
        assert!(!plain(page).contains("http:"), "{path}: an address without https");
    }
}

#[test]
fn pictures_and_styles_fetch_nothing() {
    for (path, bytes) in site() {
        if path.ends_with(".svg") {
            let picture = std::str::from_utf8(bytes).unwrap();
            for tag in tags(picture) {
                assert!(
                    !["script", "style", "foreignObject", "image", "use"].contains(&tag.name),
                    "{path}: <{}>",
                    tag.name
                );
                for (key, value) in &tag.attributes {
                    assert!(
                        *key != "style" && !key.starts_with("on") && !key.ends_with("href"),
                        "{path}: {key}"
                    );
                    assert!(key.starts_with("xmlns") || !value.contains("url("), "{path}: {key}=\"{value}\"");
                }
            }
        } else if path.ends_with(".css") {
            let style = std::str::from_utf8(bytes).unwrap();
            assert!(
                !style.contains("@import") && !style.contains("http:") && !style.contains("https:"),
                "{path}"
            );
            let mut addresses = style.split("url(").skip(1);
            assert!(addresses.all(|address| address.starts_with("\"data:image/svg+xml,")), "{path}");
        }
    }
}

#[test]
fn only_pictures_and_prose_are_written_unescaped() {
    let mut safe = BTreeSet::new();
    for (name, template) in templates() {
        for call in template.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()) {
            if call.contains("safe") && call.split('|').skip(1).any(|filter| filter.trim() == "safe") {
                safe.insert((name.clone(), call.trim().to_owned()));
            }
        }
        assert!(!template.contains("autoescape"), "{name} changes what is escaped");
    }
    let expected = [
        ("base.html", "frame.head.json_ld"),
        ("components.html", "chart.svg"),
        ("embed.html", "svg"),
        ("plan.html", "item.html"),
        ("prose.html", "prose.html"),
    ];
    let expected = expected.map(|(name, what)| (name.to_owned(), format!("{what} | safe")));
    assert_eq!(safe, BTreeSet::from(expected));
}

const FIGURE: &str = "figures/zhaotong/junior-exam-pass-rate.html";

#[test]
fn the_best_known_figure_says_all_of_its_truth() {
    let page = text(site(), FIGURE);
    let whole = plain(page);
    for words in ["50.52%", "74.48%", "+23.96 个百分点", "74.48 − 23.96 = 50.52"] {
        assert!(whole.contains(words), "{words}");
    }
    let baseline = plain(part(page, "<tr id=\"rs-014\"", "</tr>"));
    for words in ["2022年", "50.52%", "推算", "74.48 − 23.96 = 50.52"] {
        assert!(baseline.contains(words), "{words} in {baseline}");
    }
    assert!(
        !plain(part(page, "<tr id=\"rs-012\"", "</tr>")).contains("推算"),
        "what is reported is not derived"
    );
    let target = plain(part(page, "<tr id=\"zt-060\"", "</tr>"));
    for words in
        ["60%", "已达到", "仅当期水平", "74.48 − 60 = +14.48 个百分点", "2023年、2024年没有数据", "报纸版面"]
    {
        assert!(target.contains(words), "{words} in {target}");
    }
    assert!(!target.contains("提前"), "a report before the due day is not an early success");
    let picture = part(page, "<svg xmlns", "</svg>");
    let gaps = tags(picture).iter().filter(|tag| tag.name == "path" && tag.has_class("c-gap")).count();
    assert!(gaps >= 1, "years without figures are bridged by a dashed connector alone");
    assert!(!picture.contains("class=\"c-line\""), "no solid line runs over years without figures");
    assert!(picture.contains("class=\"c-derived\""), "the derived value has its own marker");
    let sources = plain(part(page, "<ol class=\"sources\"", "</ol>"));
    for copy in ["报纸版面", "网络文章"] {
        assert!(sources.contains(copy), "{copy} in {sources}");
    }
    let anchored: Vec<String> = tags(page)
        .iter()
        .filter_map(|tag| tag.get("href").map(str::to_owned))
        .filter(|href| href.contains("documents/") && href.contains('#'))
        .collect();
    for (document, record) in [("zhaotong-plan-2023", "zt-060"), ("zhaotong-report-2025", "rs-014")] {
        assert!(anchored.contains(&format!("../../documents/{document}.html#{record}")), "{record}");
    }
}

#[test]
fn every_value_stands_in_the_table_of_its_figure() {
    let site = site();
    let rounded: BTreeSet<String> = rows(site, "indicators")
        .into_iter()
        .filter(|row| !row["decimals"].is_empty())
        .map(|row| row["id"].clone())
        .collect();
    for row in rows(site, "observations") {
        let page = text(site, &format!("figures/{}/{}.html", row["place"], row["indicator"]));
        let shown = plain(part(page, &format!("<tr id=\"{}\"", row["id"]), "</tr>"));
        for value in [&row["value"], &row["value_max"]] {
            let value = if rounded.contains(&row["indicator"]) {
                value.split('.').next().unwrap().to_owned()
            } else {
                value.clone()
            };
            assert!(shown.contains(&value.replace('-', "−")), "{}: {value} in {shown}", row["id"]);
        }
        assert_eq!(
            shown.contains("推算") || shown.contains("点数"),
            row["derived"] == "true",
            "{}: {shown}",
            row["id"]
        );
    }
}

/// The texts of charts that have one of these classes, of their own or from the group that they stand in.
fn chart_texts(page: &str, classes: &[&str]) -> Vec<String> {
    let tags = tags(page);
    let mut group = None;
    let mut texts = Vec::new();
    for tag in &tags {
        match tag.name {
            "g" => group = Some(tag),
            "text" => {
                let own = Some(tag).filter(|tag| tag.attributes.iter().any(|(key, _)| *key == "class"));
                if own.or(group).is_some_and(|tag| classes.iter().any(|class| tag.has_class(class))) {
                    texts.push(unescaped(page[tag.end..].split('<').next().unwrap()));
                }
            }
            _ => {}
        }
    }
    texts
}

#[test]
fn every_label_of_a_chart_stands_in_the_table_beside_it() {
    let mut labels = 0;
    for (path, page) in pages(site()).filter(|(path, _)| path.starts_with("figures/")) {
        let Some(data) = page.find("id=\"h-data\"") else { continue };
        let table = plain(&page[data..]);
        for label in chart_texts(page, &["c-value"]) {
            // A bound is a sign in the chart and a word in the table.
            let number = label.trim_start_matches(['≥', '≤', '>', '<', '≈']);
            assert!(table.contains(number), "{path}: {label}");
            labels += 1;
        }
    }
    assert!(labels > 10, "labels are found: {labels}");
}

#[test]
fn every_value_of_a_chart_that_sets_things_side_by_side_stands_in_its_own_table() {
    let mut values = 0;
    for (path, page) in pages(site()).filter(|(path, _)| path.starts_with("p")) {
        for id in ["h-results", "h-change", "h-pairs", "h-bodies"] {
            let Some(start) = page.find(&format!("<figure class=\"chart\" aria-labelledby=\"{id}\">")) else {
                continue;
            };
            let figure = page[start..].split("</figure>").next().unwrap();
            let table = plain(part(figure, "<table", "</table>")).replace("&gt;", ">");
            for label in chart_texts(figure, &["c-value", "c-count"]) {
                let digits =
                    label.rsplit(['年', ' ']).find(|word| word.contains(|c: char| c.is_ascii_digit()));
                assert!(table.contains(digits.unwrap()), "{path} {id}: {label}");
                values += 1;
            }
        }
    }
    assert!(values > 30, "{values}");
}

#[test]
fn every_promise_has_its_verdicts() {
    let site = site();
    let judged: BTreeSet<String> =
        rows(site, "verdicts").into_iter().map(|row| row["target"].clone()).collect();
    let targets = rows(site, "targets").into_iter().chain(rows(site, "milestones"));
    let promised: BTreeSet<String> = targets.map(|row| row["id"].clone()).collect();
    assert_eq!(judged, promised);
    for row in rows(site, "verdicts") {
        assert!(!row["reason"].is_empty(), "{}: no reason", row["target"]);
    }
}

#[test]
fn the_home_page_counts_what_the_data_holds() {
    let site = site();
    let mut promises = rows(site, "targets");
    promises.extend(rows(site, "milestones"));
    let mut repeats: BTreeSet<String> = BTreeSet::new();
    let place = |id: &str| promises.iter().position(|row| row["id"] == id).unwrap();
    for row in &promises {
        if !row["restates"].is_empty() {
            repeats.insert(row["id"].clone());
        }
        // Of two that contradict each other the later one is not counted: targets come before milestones.
        for other in row["contradicts"].split(';').filter(|id| !id.is_empty()) {
            let later = place(&row["id"]).max(place(other));
            repeats.insert(promises[later]["id"].clone());
        }
    }
    let page = text(site, "index.html");
    let mut plans: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for row in rows(site, "verdicts").into_iter().filter(|row| !repeats.contains(&row["target"])) {
        *plans.entry(row["plan"].clone()).or_default().entry(row["verdict"].clone()).or_default() += 1;
    }
    assert!(!plans.is_empty());
    for (plan, counts) in plans {
        let block = part(page, &format!("<h2 id=\"plan-{plan}\""), "</ul>");
        let mut shown: BTreeMap<String, usize> = BTreeMap::new();
        let (mut number, mut zeros) = (0, 0);
        for tag in tags(block) {
            if tag.has_class("tally__n") {
                number = block[tag.end..].split('<').next().unwrap().parse().unwrap();
                zeros += usize::from(number == 0);
            } else if tag.has_class("badge") {
                let badge = tag.get("class").unwrap().split("badge--").nth(1).unwrap();
                shown.insert(badge.to_owned(), number);
            }
        }
        assert!(shown.len() > zeros);
        shown.retain(|_, count| *count > 0);
        assert_eq!(shown, counts, "{plan}");
        let total: usize = counts.values().sum();
        assert!(plain(block).contains(&total.to_string()), "{plan}: {total} in all");
    }
}

/// The columns that were promised: a line for each data file. New ones may be written with `DAJUAN_BLESS=1`; none is ever
/// renamed, moved or removed.
const COLUMNS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/columns.txt");

#[test]
fn the_data_files_begin_with_the_columns_that_were_promised() {
    let mut written = BTreeMap::new();
    for (path, bytes) in site() {
        let Some(name) = path.strip_prefix("data/").and_then(|path| path.strip_suffix(".csv")) else {
            continue;
        };
        let bytes = std::str::from_utf8(bytes).unwrap();
        assert!(
            !bytes.starts_with('\u{feff}') && bytes.ends_with("\r\n"),
            "{name} is RFC 4180 without a mark"
        );
        written.insert(name.to_owned(), bytes.lines().next().unwrap().trim_end_matches('\r').to_owned());
    }
    for line in fs::read_to_string(COLUMNS).unwrap().lines() {
        let (name, promised) = line.split_once(": ").unwrap();
        let header = written.get(name).unwrap_or_else(|| panic!("data/{name}.csv was promised"));
        assert!(header == promised || header.starts_with(&format!("{promised},")), "{name}: {header}");
    }
    let lines: String = written.iter().map(|(name, header)| format!("{name}: {header}\n")).collect();
    support::agrees(Path::new(COLUMNS), &lines).unwrap();
}

#[test]
fn each_figure_is_cited_with_the_digest_of_its_own_table() {
    let mut count = 0;
    let own = |path: &str| path.starts_with("figures/") && !path.ends_with(".embed.html");
    for (path, page) in pages(site()).filter(|(path, _)| own(path)) {
        // What is said to machines alone is looked at in `release.rs`.
        let page = plain(page.split("<body>").nth(1).unwrap());
        let csv = &site()[&path.replace(".html", ".csv")];
        let digest: String = Sha256::digest(csv).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        // Once in each of the five forms, but for one that is the same as the first.
        let same = ["与上面的引文相同", "The same as the reference above"];
        let same: usize = same.iter().map(|words| page.matches(words).count()).sum();
        assert_eq!(page.matches(&format!("sha256:{digest}")).count() + same, 5, "{path}");
        assert!(same <= 1, "{path}");
        assert!(page.contains("[DS/OL]") && page.contains("[引用日期]") && page.contains(path), "{path}");
        count += 1;
    }
    assert!(count > 100);
}

/// A site without its manifest, which says from which inputs it was made.
fn unlisted(site: &Site) -> Site {
    let mut site = site.clone();
    site.remove("manifest.json").expect("a manifest");
    site
}

#[test]
fn the_theme_within_the_program_is_the_one_in_the_folder() {
    same(&unlisted(site()), &unlisted(&build(copy(false).path(), &[], "022")));
    let source = fs::read_to_string(Path::new(ROOT).join("src/site/theme.rs")).unwrap();
    let list = part(&source, "embedded!(\n", ");");
    let embedded: BTreeSet<String> = list.split('"').skip(1).step_by(2).map(str::to_owned).collect();
    let mut folder = Site::new();
    collect(&Path::new(ROOT).join("themes/default"), "", &mut folder);
    let files: BTreeSet<String> = folder.into_keys().filter(|path| !path.starts_with("fonts/")).collect();
    assert_eq!(embedded, files);
}

fn templates() -> Vec<(String, String)> {
    let folder = Path::new(ROOT).join("themes/default/templates");
    let mut files = Site::new();
    collect(&folder, "", &mut files);
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// The keys of the theme's words; each has both languages.
fn words() -> BTreeSet<String> {
    let text = fs::read_to_string(Path::new(ROOT).join("themes/default/strings.toml")).unwrap();
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let keys: Vec<String> = lines
        .map(|line| {
            assert!(line.contains("{ zh = \"") && line.contains(", en = \""), "{line}");
            line.split('"').nth(1).unwrap().to_owned()
        })
        .collect();
    let distinct: BTreeSet<String> = keys.iter().cloned().collect();
    assert_eq!(keys.len(), distinct.len());
    distinct
}

/// The string literals of the room that makes the site, its tests left out.
fn literals() -> BTreeSet<String> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), found);
            } else if entry.file_name() != "tests.rs" {
                found.push(entry.path());
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(ROOT).join("src/site"), &mut files);
    let mut literals = BTreeSet::new();
    for file in files {
        let source = fs::read_to_string(file).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            literals.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    literals
}

/// Whether a key is one of those that a literal with a hole makes: `list.{key}.name`.
fn fits(key: &str, pattern: &str) -> bool {
    let Some((before, rest)) = pattern.split_once('{') else { return false };
    let Some((_, after)) = rest.split_once('}') else { return false };
    before.ends_with('.')
        && key
            .strip_prefix(before)
            .and_then(|key| key.strip_suffix(after))
            .is_some_and(|hole| !hole.is_empty() && !hole.contains('.'))
}

#[test]
fn every_word_that_is_used_exists_and_every_word_that_exists_is_used() {
    let words = words();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (name, template) in templates() {
        for call in template.split("t(key=").skip(1) {
            let literal =
                call.strip_prefix('"').unwrap_or_else(|| panic!("{name}: a key that is not a literal"));
            used.insert(literal.split('"').next().unwrap().to_owned());
        }
    }
    let missing: Vec<&String> = used.iter().filter(|key| !words.contains(*key)).collect();
    assert!(missing.is_empty(), "templates use words that are not there: {missing:?}");
    let literals = literals();
    let families: BTreeSet<&str> =
        words.iter().filter_map(|key| key.split_once('.')).map(|(family, _)| family).collect();
    let is_key = |literal: &str| {
        let is_word =
            |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        literal.split('.').all(is_word)
            && literal.split_once('.').is_some_and(|(family, rest)| {
                families.contains(family) && !["html", "csv", "svg", "css", "toml", "js"].contains(&rest)
            })
    };
    let missing: Vec<&String> = literals.iter().filter(|key| is_key(key) && !words.contains(*key)).collect();
    assert!(missing.is_empty(), "the program uses words that are not there: {missing:?}");
    let unused: Vec<&String> = words
        .iter()
        .filter(|key| !used.contains(*key) && !literals.contains(*key))
        .filter(|key| !literals.iter().any(|pattern| fits(key, pattern)))
        .collect();
    assert!(unused.is_empty(), "nothing uses {unused:?}");
}

#[test]
fn a_project_in_english_builds_as_well() {
    let site = in_languages("[\"en\"]");
    check_links(&site);
    let page = text(&site, FIGURE);
    assert!(page.contains("<html lang=\"en\">"));
    for words in ["met", "level only", "percentage points", "derived"] {
        assert!(plain(page).contains(words), "{words}");
    }
    let headers = |site: &Site| -> Vec<(String, usize)> {
        site.keys()
            .filter(|path| path.starts_with("data/"))
            .map(|path| (path.clone(), text(site, path).lines().count()))
            .collect()
    };
    let (own, other): (Vec<_>, Vec<_>) = (headers(&site), headers(self::site()));
    let tables = |all: Vec<(String, usize)>| {
        all.into_iter().filter(|(path, _)| path.ends_with(".csv")).collect::<Vec<_>>()
    };
    assert_eq!(tables(own), tables(other), "the data has the same rows in every language");
}

#[test]
fn a_bilingual_project_has_two_trees_of_the_same_pages() {
    let site = site();
    let (en, zh): (Vec<&str>, Vec<&str>) =
        pages(site).map(|(path, _)| path).partition(|path| path.starts_with("en/"));
    let below: Vec<&str> = en.iter().map(|path| &path[3..]).collect();
    assert_eq!(below, zh);
    for (path, page) in pages(site) {
        let english = path.starts_with("en/");
        assert!(
            page.contains(if english { "<html lang=\"en\">" } else { "<html lang=\"zh-Hans\">" }),
            "{path}"
        );
        for address in tags(page)
            .iter()
            .filter(|tag| tag.name == "a" && tag.get("hreflang").is_none())
            .filter_map(|tag| tag.get("href").map(str::to_owned))
        {
            if address.starts_with("https://") {
                continue;
            }
            let (target, _) = resolved(path, &address);
            let shared = target.starts_with("data/") && !target.ends_with(".html");
            assert!(shared || target.starts_with("en/") == english, "{path}: {address} leaves its language");
        }
    }
}

#[test]
fn the_picture_in_the_documentation_is_the_one_that_is_built() {
    if let Ok(kept) = fs::read(Path::new(ROOT).join("docs/images/junior-exam-pass-rate.svg")) {
        assert_eq!(kept, site()["figures/zhaotong/junior-exam-pass-rate.svg"]);
    }
}
