//! The questions that readers bring to this repository's site, answered from its pages alone; and what must hold of every
//! page: its size, and that each verdict looks like itself.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read the project and may stop")]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use dajuan::assess::{Qualifier, RULES, VerdictKind};
use dajuan::chart::{Chart, Figure, Fonts, Form, VerdictPart, Verdicts, Words, svg};
use dajuan::diagnostic::Diagnostic;
use dajuan::language::KINDS;
use support::{checked, composed};

/// The most bytes of a page without its pictures.
const HEAVIEST: usize = 100_000;
/// The longest list of a page.
const LONGEST: usize = 200;

/// This repository's site, composed once.
fn site() -> &'static BTreeMap<String, String> {
    static SITE: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    SITE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (sources, faults) = dajuan::read::folder::texts(root).unwrap();
        let checked = checked(sources, faults);
        assert!(!checked.faults.iter().any(Diagnostic::is_error));
        let project = checked.project.unwrap();
        composed(&project)
    })
}

/// A page as it is read: without markup, pictures and white space.
fn read(path: &str) -> String {
    let page = without_pictures(&site()[path]);
    let mut text = String::new();
    let mut outside = true;
    for c in page.chars() {
        match c {
            '<' => outside = false,
            '>' => outside = true,
            c if outside && !c.is_whitespace() => text.push(c),
            _ => {}
        }
    }
    text.replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&")
}

fn without_pictures(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<svg") {
        text.push_str(before);
        rest = after.split_once("</svg>").map_or("", |(_, rest)| rest);
    }
    text + rest
}

/// The part of a page between a heading and the next section.
fn section<'p>(page: &'p str, heading: &str) -> &'p str {
    let start = page.find(heading).unwrap_or_else(|| panic!("{heading} is there"));
    let rest = &page[start..];
    rest.find("</section>").map_or(rest, |end| &rest[..end])
}

fn pages() -> impl Iterator<Item = (&'static String, &'static String)> {
    site().iter().filter(|(path, _)| path.ends_with(".html"))
}

#[test]
fn nobody_leads_the_provincial_tasks_and_every_task_says_so() {
    for number in 1..=25 {
        let page = read(&format!("plans/yunnan-2023/tasks/{number}.html"));
        assert!(page.contains("牵头单位文件未写明；由责任单位按职责分工负责"), "task {number}");
    }
    assert!(!site().contains_key("plans/yunnan-2023/tasks/26.html"));
    assert!(read("plans/yunnan-2023.html").contains("文件没有写明任何一项任务的牵头单位"));
    let committee = read("bodies/yunnan-education-committee.html");
    assert!(committee.contains("牵头任务0项，责任任务25项"), "to stand first is not to lead");
    assert!(committee.contains("排在前面不等于牵头"));
}

#[test]
fn the_finance_bureau_of_the_district_shares_eight_tasks() {
    let page = &site()["bodies/dongchuan-finance-bureau.html"];
    assert!(read("bodies/dongchuan-finance-bureau.html").contains("牵头任务0项，责任任务8项"));
    let shared = section(page, "id=\"h-responsible\"");
    let tasks: Vec<u32> = (1..=17)
        .filter(|number| shared.contains(&format!("../plans/dongchuan-2023/tasks/{number}.html")))
        .collect();
    assert_eq!(tasks, [1, 2, 3, 4, 5, 8, 12, 13]);
}

#[test]
fn rank_targets_of_each_year_say_which_way_is_better() {
    let ranks = [("suburban-senior-minimum-line-rank", "332"), ("suburban-junior-exam-average-rank", "543")];
    for (indicator, by_year) in ranks {
        let path = format!("figures/dongchuan/{indicator}.html");
        let page = read(&path);
        assert!(page.contains("方向越低越好"), "{indicator}");
        let svg = &site()[&format!("figures/dongchuan/{indicator}.svg")];
        for (year, rank) in (2023..=2025).zip(by_year.chars()) {
            assert!(svg.contains(&format!("{year}年目标：{rank}")), "{indicator} {year}");
            // A hollow mark says that no result is reported.
            assert!(svg.contains(&format!("{year}年：未见报告结果")), "{indicator} {year}");
        }
        assert!(svg.contains("数值越低越好"));
    }
}

#[test]
fn the_statements_on_the_first_school_that_contradict_each_other_name_each_other() {
    let goal = read("plans/dongchuan-2023/2025.html");
    assert!(goal.contains("规划另一处的“东川一中晋升等级”写作“晋升为一级三等示范高中”"), "from 2025");
    let task = read("plans/dongchuan-2023/tasks/10.html");
    assert!(task.contains("晋升为一级三等示范高中"));
}

#[test]
fn deadlines_before_the_plan_are_listed_with_their_projects() {
    let page = &site()["deadlines.html"];
    let early = section(page, "id=\"h-early\"");
    for project in
        ["东川福在幼儿园建设", "昆三中东川学校篮球场建设和足球场硬化", "五小除风雨球馆外的收尾工程"]
    {
        assert!(early.contains(project), "{project}");
    }
    assert_eq!(early.matches("早于印发日期").count() - 2, 3, "three, beside the heading and the caption");
    assert_eq!(early.matches("印发当月").count() - 2, 1, "the school that is due in the same month");
}

#[test]
fn targets_that_stand_in_one_copy_only_are_listed_with_the_document() {
    let page = section(&site()["documents/zhaotong-plan-2023.html"], "id=\"h-in-some\"").to_owned();
    for printed in ["达94%以上", "达50%", "达98%以上", "稳定在60%以上", "达93%以上", "达到或超过全省平均水平"]
    {
        assert!(page.contains(printed), "{printed}");
    }
    assert!(page.contains("仅见于报纸版面"));
}

#[test]
fn the_district_follows_the_plan_of_its_own_city() {
    let page = section(&site()["plans/dongchuan-2023.html"], "id=\"h-about\"").to_owned();
    assert!(page.contains("昆明市教育高质量发展三年行动计划"));
    let levels = read("levels.html");
    let hierarchy = "云南省三年行动计划（云南省）昆明市三年行动计划（昆明市，文件未收录）东川区三年行动计划（东川区）\
                     昭通市三年行动方案（昭通市）";
    assert!(levels.contains(hierarchy));
    assert!(levels.contains("昭通市三年行动方案：高于上级（云南省三年行动计划），相差+4个百分点"));
    assert!(!levels.contains("东川区三年行动计划：高于上级（昭通市"), "no plan follows Zhaotong's");
}

#[test]
fn yearly_statements_of_the_counties_make_thirty_three_cells() {
    let page = section(&site()["plans/zhaotong-2023/duties.html"], "id=\"zt-080\"").to_owned();
    let page = page.split("class=\"duty\"").next().unwrap();
    assert!(page.contains("登记 0 次，按频次至今至少应有 33 次"));
    for county in ["水富市", "绥江县", "大关县", "昭阳区", "未具名的县（市、区）等（7 个）"]
    {
        assert!(page.contains(county), "{county}");
    }
    assert_eq!(page.matches("无记录").count(), 15, "five rows of three years");
}

#[test]
fn annexes_that_are_withheld_and_passages_that_are_not_used_are_told() {
    let yunnan = section(&site()["documents/yunnan-plan-2023.html"], "id=\"h-annexes\"").to_owned();
    assert_eq!(yunnan.matches("不公开</span>").count(), 8);
    let report = section(&site()["documents/zhaotong-report-2025.html"], "id=\"h-excluded\"").to_owned();
    assert_eq!(report.matches("<li>").count(), 3);
}

#[test]
fn no_page_is_heavier_than_its_reader_bears() {
    // The book is the whole report for paper: it is as long as that.
    for (path, page) in pages().filter(|(path, _)| !path.ends_with("book.html")) {
        let size = without_pictures(page).len();
        assert!(size <= HEAVIEST, "{path}: {size} bytes without pictures");
        let longest = page.split("<tbody>").map(|part| part.split("</tbody>").next().unwrap_or_default());
        let longest = longest.map(|rows| rows.matches("<tr").count()).max().unwrap_or(0);
        assert!(longest <= LONGEST, "{path}: {longest} rows");
    }
}

fn fonts() -> Fonts {
    let regular = include_bytes!("../themes/default/fonts/DajuanSansSC-Regular.otf");
    Fonts::new(regular, include_bytes!("../themes/default/fonts/DajuanSansSC-Bold.otf"), None).unwrap()
}

/// A bar of one verdict.
fn figure(key: &'static str) -> Figure {
    let text = |text: &str| text.to_owned();
    Figure {
        id: text("bar"),
        chart: Chart::Verdicts(Verdicts {
            parts: vec![VerdictPart { key, label: text(key), count: 1 }],
            total_label: text("1"),
        }),
        title: text("t"),
        subtitle: text("s"),
        notes: Vec::new(),
        source: String::new(),
        edition: String::new(),
        licence: String::new(),
        words: Words::default().into(),
    }
}

/// Kinds that are parts of another record's data, or have no id of their own.
const WITHOUT_DATA_FILE: &[&str] = &["copy", "defect", "annex", "excluded", "phase", "action", "safeguard"];

#[test]
fn every_kind_of_record_has_a_data_file() {
    for kind in KINDS.iter().filter(|kind| !WITHOUT_DATA_FILE.contains(&kind.key)) {
        let name = match kind.key.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{}s", kind.key),
        };
        assert!(site().contains_key(&format!("data/{name}.csv")), "data/{name}.csv for [[{}]]", kind.key);
    }
}

#[test]
fn every_kind_of_verdict_looks_like_itself() {
    let chart = &site()["chart.css"];
    for kind in VerdictKind::ALL {
        let key = kind.key();
        let badge = chart.lines().find(|rule| rule.starts_with(&format!(".badge--{key}{{")));
        assert!(badge.is_some_and(|rule| rule.contains("--sign:url(")), "palette.rs has no look for {key}");
        assert!(chart.contains(&format!(".c-part-{key}{{")));
        let bar = figure(key);
        for form in [Form::Inline, Form::File] {
            let drawn = svg(&bar, form, "zh-Hans", &fonts());
            assert!(drawn.is_ok(), "palette.rs has no pattern for {key}: {:?}", drawn.err());
        }
    }
}

#[test]
fn every_verdict_and_qualifier_is_explained_on_the_page_of_the_method() {
    let method = &site()["pages/method.html"];
    let verdicts = VerdictKind::ALL.iter().map(|kind| (kind.words(), kind.meaning()));
    for (words, meaning) in verdicts.chain(Qualifier::ALL.iter().map(|kind| (kind.words(), kind.meaning()))) {
        let row = format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", words.zh, meaning.zh);
        assert_eq!(method.matches(&row).count(), 1, "{}", words.zh);
    }
    for kind in VerdictKind::ALL {
        assert!(RULES.iter().any(|rule| rule.gives.contains(kind)), "no rule gives {}", kind.key());
    }
}

#[test]
fn every_demand_of_the_documents_has_its_page() {
    let table = include_str!("../docs/requirements.md");
    for number in 1..=49 {
        assert_eq!(table.matches(&format!("\n| SYS-{number:02} | ")).count(), 1, "SYS-{number:02}");
    }
    let named = table.split('`').skip(1).step_by(2).filter(|name| !name.contains(['<', '…', '=']));
    let paths: Vec<&str> = named.filter(|name| name.ends_with(".html") || name.ends_with(".csv")).collect();
    assert!(paths.len() > 20);
    for path in paths.iter().filter(|path| path.contains(|c: char| c.is_ascii_alphabetic())) {
        let is_ending = path.starts_with('.') || *path == "whole.html";
        assert!(is_ending || site().contains_key(*path), "{path}");
    }
}
