//! What prose takes from the data, and what is said of a figure that it does not: the records that may be meant.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::fs;

use dajuan::bilingual::Lang;
use dajuan::diagnostic::to_text;
use support::{Checked, check, composed, project};
use tempfile::TempDir;

const RESULTS: &str =
    "format = 1\ndocument = \"zhaotong-report-2025\"\nplace = \"zhaotong\"\nperiod = 2025\nat = \"导语\"
[[observation]]\nid = \"rs-001\"\nindicator = \"junior-exam-pass-rate\"\nvalue = 74.48
[[observation]]\nid = \"rs-002\"\nindicator = \"junior-exam-pass-rate\"\nchange = -23.96\nsince = 2022
[[observation]]\nid = \"rs-003\"\nindicator = \"teachers\"\nvalue = 1.2\nunit = \"万人\"
[[observation]]\nid = \"rs-004\"\nindicator = \"junior-exam-pass-rate\"\nperiod = 2023\nvalue = 71
[[observation]]\nid = \"rs-005\"\nindicator = \"junior-exam-pass-rate\"\nperiod = 2024\nvalue = 69
[[observation]]\nid = \"rs-006\"\nindicator = \"schools\"\nvalue = 5
[[observation]]\nid = \"rs-007\"\nindicator = \"schools\"\nperiod = 2024\nvalue = 5
[[observation]]\nid = \"rs-008\"\nindicator = \"schools\"\nperiod = 2023\nvalue = 5
[[observation]]\nid = \"rs-009\"\nindicator = \"schools\"\nperiod = 2022\nvalue = 5
";

const TARGETS: &str = "format = 1\ndocument = \"zhaotong-plan-2023\"\nplace = \"zhaotong\"\nplan = \"zhaotong-2023\"\nat = \"三年工作目标\"
[[target]]\nid = \"zt-010\"\nindicator = \"junior-exam-pass-rate\"\nperiod = \"2023/2025\"\njudge = \"each-year\"\nat_least = 70\nprinted = \"70%以上\"
";

/// The base project with results and a page that says this.
fn saying(text: &str) -> TempDir {
    let root = project();
    fs::write(root.path().join("content/results.toml"), RESULTS).unwrap();
    fs::write(root.path().join("content/targets.toml"), TARGETS).unwrap();
    fs::create_dir_all(root.path().join("content/pages")).unwrap();
    fs::write(root.path().join("content/pages/notes.md"), format!("+++\ntitle = \"小结\"\n+++\n\n{text}\n"))
        .unwrap();
    root
}

/// What the check says of the figures of a page, in English.
fn warned(text: &str) -> Vec<String> {
    let Checked { sources, faults, .. } = check(saying(text).path());
    let of_figures: Vec<_> = faults.iter().filter(|fault| fault.fault.code == "D406").cloned().collect();
    of_figures.iter().map(|fault| to_text(std::slice::from_ref(fault), &sources, Lang::En, false)).collect()
}

/// The page in Chinese, between its heading and its end.
fn page(text: &str) -> String {
    let root = saying(text);
    composed(&check(root.path()).project.unwrap())["pages/notes.html"].clone()
}

#[test]
fn a_figure_without_a_record_is_told_with_the_records_that_it_may_mean() {
    for (text, digits, calls) in [
        (
            "合格率为74.48%。",
            "74.48",
            &["{{ value(\"rs-001\") }} (昭通市 · 初中学业水平考试合格率 · 2025年)"][..],
        ),
        // A change is meant without its sign, and a value in whatever scale it is written.
        ("下降23.96个百分点。", "23.96", &["{{ change(\"rs-002\") }}"]),
        ("教师1.2万人。", "1.2", &["{{ value(\"rs-003\") }}"]),
        ("教师12,000人。", "12,000", &["{{ value(\"rs-003\") }}"]),
        ("教师１２０００人。", "12000", &["{{ value(\"rs-003\") }}"]),
        // Never more than three.
        (
            "学校5所。",
            "5",
            &["{{ value(\"rs-006\") }}", "{{ value(\"rs-007\") }}", "{{ value(\"rs-008\") }}"],
        ),
    ] {
        let found = warned(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].contains(&format!("`{digits}`")), "{text}: {}", found[0]);
        assert_eq!(
            found[0].matches("{{ value(").count() + found[0].matches("{{ change(").count(),
            calls.len(),
            "{}",
            found[0]
        );
        for call in calls {
            assert!(found[0].contains(call), "{text}: {call} in {}", found[0]);
        }
    }
}

#[test]
fn what_no_record_says_has_no_candidate_and_what_is_bound_or_no_figure_is_not_told() {
    let found = warned("合格率为74.49%。");
    assert!(found.len() == 1 && found[0].contains("{{ value(\"…\") }}"), "{found:?}");
    for text in [
        "合格率为{{ value(\"rs-001\") }}，2025年9月6日公布。",
        "第3条，《“十四五”规划》。",
        "`74.48`",
        "到2025年，{{ verdict(\"zt-001\") }}。",
    ] {
        assert_eq!(warned(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_verdict_is_that_of_the_year_that_is_asked_for() {
    let of = |call: &str| {
        let page = page(&format!("甲{call}乙"));
        let inner = page.split('甲').nth(1).unwrap().split('乙').next().unwrap().to_owned();
        let mut text = String::new();
        let mut is_tag = false;
        for c in inner.chars() {
            match c {
                '<' => is_tag = true,
                '>' => is_tag = false,
                c if !is_tag => text.push(c),
                _ => {}
            }
        }
        text
    };
    assert_eq!(of("{{ verdict(\"zt-010\", \"2023\") }}"), "已达到");
    assert_eq!(of("{{ verdict(\"zt-010\", \"2024\") }}"), "未达到");
    assert_eq!(of("{{ verdict(\"zt-010\", \"2025\") }}"), "已达到");
    // Without a year, verdicts that differ are each said with theirs.
    let all = of("{{ verdict(\"zt-010\") }}");
    assert!(all.contains("2023") && all.contains("2024") && all.contains("未达到"), "{all}");
    assert_eq!(of("{{ verdict(\"zt-001\") }}"), "已达到");
}

#[test]
fn a_verdict_of_another_year_or_of_nothing_is_a_fault() {
    for (call, code) in [
        ("{{ verdict(\"zt-010\", \"2031\") }}", "D40"),
        ("{{ verdict(\"zt-010\", \"\") }}", "D40"),
        ("{{ verdict(\"zt-01\") }}", "D40"),
        ("{{ verdict(\"rs-001\") }}", "D40"),
        ("{{ verdict() }}", "D40"),
    ] {
        let Checked { faults, .. } = check(saying(call).path());
        let errors: Vec<_> = faults.iter().filter(|fault| fault.is_error()).collect();
        assert!(errors.len() == 1 && errors[0].fault.code.starts_with(code), "{call}: {errors:?}");
    }
}
