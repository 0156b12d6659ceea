//! Finding one's way: the figures before and after, the address to copy, headings and terms that can be linked to.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build a site and may stop")]

mod support;

use std::fs;

use support::site::{Site, pages, part, plain, resolved, site, tags, text};

/// Where the links with this relation lead from a page.
fn related(page: &str, path: &str, relation: &str) -> Option<String> {
    let tags = tags(page);
    let link = tags.iter().find(|tag| tag.name == "a" && tag.get("rel") == Some(relation))?;
    Some(resolved(path, link.get("href").unwrap()).0)
}

/// The figures of a place in the order of its page.
fn listed(site: &Site, place: &str) -> Vec<String> {
    let path = format!("places/{place}.html");
    let page = text(site, &path);
    let mut figures = Vec::new();
    for table in page.split("table--figures").skip(1) {
        let table = table.split("</table>").next().unwrap();
        let rows = table.split("<th scope=\"row\">").skip(1);
        figures.extend(rows.map(|row| resolved(&path, tags(row)[0].get("href").unwrap()).0));
    }
    figures
}

#[test]
fn the_figures_of_a_place_follow_each_other_as_its_page_lists_them() {
    let site = site();
    let mut longest = 0;
    for path in site.keys().filter(|path| path.starts_with("places/") && path.ends_with(".html")) {
        let place = path.trim_start_matches("places/").trim_end_matches(".html");
        let figures = if place == "index" { Vec::new() } else { listed(site, place) };
        longest = longest.max(figures.len());
        for (number, figure) in figures.iter().enumerate() {
            let page = text(site, figure);
            let before = number.checked_sub(1).map(|before| figures[before].clone());
            assert_eq!(related(page, figure, "prev"), before, "{figure}");
            assert_eq!(related(page, figure, "next"), figures.get(number + 1).cloned(), "{figure}");
        }
    }
    assert!(longest > 10);
}

#[test]
fn pages_about_one_thing_show_their_address() {
    let shown = |page: &str| {
        let at = page.find("class=\"address\"")?;
        let code = page[at..].split_once("<code>")?.1.split_once("</code>")?.0;
        Some(code.to_owned())
    };
    for (path, page) in pages(site()) {
        let below = path.strip_prefix("en/").unwrap_or(path);
        let is_one = ["figures/", "documents/", "plans/"].iter().any(|folder| below.starts_with(folder))
            && !below.ends_with("index.html")
            && !below.ends_with(".embed.html");
        if is_one {
            assert_eq!(shown(page).as_deref(), Some(path));
        } else if !below.contains('/') || below.ends_with("index.html") {
            assert_eq!(shown(page), None, "{path}");
        }
    }
    let root = support::project();
    let settings = root.path().join("content/site.toml");
    let base = "base_url = \"https://www.example.gov.cn/answers/\"\n";
    fs::write(&settings, fs::read_to_string(&settings).unwrap() + base).unwrap();
    let site = support::composed(&support::check(root.path()).project.unwrap());
    let address = shown(&site["plans/zhaotong-2023.html"]);
    assert_eq!(address.as_deref(), Some("https://www.example.gov.cn/answers/plans/zhaotong-2023.html"));
}

#[test]
fn headings_of_prose_are_linked_and_found() {
    let site = site();
    let mut count = 0;
    for (path, page) in pages(site).filter(|(path, _)| path.contains("pages/")) {
        let prose = page.split_once("<div class=\"prose\">").unwrap().1.split_once("</main>").unwrap().0;
        for heading in prose.split("<h2").skip(1) {
            let heading = heading.split("</h2>").next().unwrap();
            let id = heading.strip_prefix(" id=\"s-").unwrap_or_else(|| panic!("{path}: {heading}"));
            let id = id.split('"').next().unwrap();
            let link = part(heading, "<a class=\"anchor\"", "</a>");
            assert!(link.contains(&format!("href=\"#s-{id}\"")) && link.contains("aria-label=\""), "{path}");
            count += 1;
        }
    }
    assert!(count > 10);
    let index: String = site
        .iter()
        .filter(|(path, _)| path.starts_with("search/e"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(index.contains("[\"评价方法 · 规则的次序\",\"pages/method.html#s-规则的次序\""));
    assert!(!index.contains("规则的次序#"), "the sign of the link is no word");
}

#[test]
fn verdicts_and_terms_lead_to_what_they_mean() {
    let site = site();
    for prefix in ["", "en/"] {
        let terms = text(site, &format!("{prefix}terms.html"));
        let meanings: Vec<&str> = terms.split("<dd>").skip(1).collect();
        assert!(meanings.len() > 25);
        assert!(meanings.iter().all(|meaning| plain(meaning.split("</dd>").next().unwrap()).len() > 10));
        for path in ["figures/zhaotong/junior-exam-pass-rate.html", "plans/zhaotong-2023.html"] {
            let path = format!("{prefix}{path}");
            let page = text(site, &path);
            let links = tags(page);
            let to_terms: Vec<(String, String)> = links
                .iter()
                .filter_map(|tag| Some(resolved(&path, tag.get("href")?)))
                .filter(|(target, fragment)| *target == format!("{prefix}terms.html") && !fragment.is_empty())
                .collect();
            assert!(to_terms.iter().any(|(_, fragment)| fragment == "met"), "{path}");
        }
    }
}

#[test]
fn many_places_are_listed_by_value_too() {
    let root = support::project();
    let values =
        [("a", 2025, "61.5"), ("b", 2025, "90"), ("c", 2025, "61.4"), ("d", 2024, "99"), ("e", 2025, "7")];
    let more = [("f", 2025, "8"), ("g", 2025, "50"), ("h", 2023, "1")];
    let mut records = "format = 1\ndocument = \"zhaotong-report-2025\"\nat = \"各县区\"\n".to_owned();
    for (id, year, value) in values.iter().chain(&more) {
        records += &format!(
            "\n[[place]]\nid = \"{id}\"\nname = \"{id}县\"\nkind = \"county\"\nparent = \"zhaotong\"\n\n[[observation]]\n\
             id = \"v-{id}\"\nplace = \"{id}\"\nindicator = \"junior-exam-pass-rate\"\nperiod = {year}\nvalue = {value}\n"
        );
    }
    fs::write(root.path().join("content/counties.toml"), records).unwrap();
    let checked = support::check(root.path());
    let site = support::composed(&checked.project.unwrap());
    let page = &site["indicators/junior-exam-pass-rate/values.html"];
    let order: Vec<String> = page
        .split("<th scope=\"row\">")
        .skip(1)
        .map(|row| plain(row.split("</th>").next().unwrap()).trim_end_matches('县').to_owned())
        .collect();
    assert_eq!(order, ["b", "a", "c", "g", "f", "e", "d", "h"]);
    let years: Vec<&str> =
        page.split("<h2 id=\"year-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(years, ["2025", "2024", "2023"]);
    assert!(site["indicators/junior-exam-pass-rate.html"].contains("junior-exam-pass-rate/values.html\""));
    assert!(!site.contains_key("indicators/schools/values.html"), "few places need no other order");
}
