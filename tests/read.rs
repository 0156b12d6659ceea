//! Reading: the same facts in TOML and CSV are the same project, places are where people look for them, and no text,
//! however strange, brings the program down or forges its output.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::fs;

use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Origin, Sources, to_json, to_text};
use dajuan::model::{Observation, Project, Value};
use proptest::prelude::*;
use support::{Checked, check, checked, project};

fn with(files: &[(&str, &str)]) -> Checked {
    let root = project();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    check(root.path())
}

fn sound(checked: Checked) -> Project {
    assert_eq!(to_text(&checked.faults, &checked.sources, Lang::En, false), "");
    checked.project.unwrap()
}

/// An observation without the place where it was written.
fn plain(observation: &Observation) -> Observation {
    Observation { origin: Origin::Project, ..observation.clone() }
}

const TOML: &str = r#"format = 1
document = "zhaotong-report-2025"
place = "zhaotong"
at = "导语"
indicator = "junior-exam-pass-rate"

[[observation]]
id = "rs-001"
period = 2025
value = 98.20
printed = "达到98.2%，居全省前列"
status = "P"

[[observation]]
id = "rs-002"
period = 2025
change = 23.96
since = 2022
said_by = "局长\"周\""

[[observation]]
id = "rs-003"
period = 2022
formula = "{rs-001} - {rs-002}"

[[observation]]
id = "rs-004"
period = "2023/2025"
indicator = "schools"
counted = ["一所", "二所"]
"#;

const CSV: &str =
    "id,place,indicator,period,value,change,since,formula,counted,printed,status,said_by,document,at
rs-001,zhaotong,junior-exam-pass-rate,2025,98.20,,,,,\"达到98.2%，居全省前列\",P,,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,,23.96,2022,,,,,\"局长\"\"周\"\"\",zhaotong-report-2025,导语
rs-003,zhaotong,junior-exam-pass-rate,2022,,,,{rs-001} - {rs-002},,,,,zhaotong-report-2025,导语
rs-004,zhaotong,schools,2023/2025,,,,,一所;二所,,,,zhaotong-report-2025,导语
";

#[test]
fn a_table_gives_the_same_project_as_the_same_records_in_toml() {
    let toml = sound(with(&[("content/results/2025.toml", TOML)]));
    let dressed = |csv: String| sound(with(&[("content/results/observations-2025.csv", csv.as_str())]));
    let shown =
        |project: &Project| format!("{:?}", project.observations.iter().map(plain).collect::<Vec<_>>());
    let bom = dressed(format!("\u{FEFF}{CSV}"));
    let windows = dressed(CSV.replace('\n', "\r\n"));
    let blank = dressed(CSV.replacen('\n', "\n\n,,,,,,,,,,,,,\n", 2));
    for table in [dressed(CSV.to_owned()), bom, windows, blank] {
        assert_eq!(shown(&table), shown(&toml));
    }
    assert_eq!(toml.observations.len(), 4);
}

#[test]
fn a_derived_value_is_exact_and_zeros_at_the_end_are_kept() {
    let project = sound(with(&[("content/results/2025.toml", TOML)]));
    let value = |id: &str| match &project.observations[project.observations.find(id).unwrap()].value {
        Value::Exact(number) => number.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(value("rs-001"), "98.20");
    assert_eq!(value("rs-003"), "74.24");
    assert_eq!(value("rs-004"), "2");
}

#[test]
fn what_stands_at_the_top_holds_below_unless_a_record_says_otherwise() {
    let text = TOML
        .replace("id = \"rs-001\"\n", "id = \"rs-001\"\nplace = \"yunnan\"\n")
        .replace("rs-003", "rs-00x");
    let text = text.split("[[observation]]\nid = \"rs-00x\"").next().unwrap().to_owned();
    let project = sound(with(&[("content/results/2025.toml", &text)]));
    let place = |id: &str| {
        let observation = &project.observations[project.observations.find(id).unwrap()];
        project.places[observation.place].id.to_string()
    };
    assert_eq!(place("rs-001"), "yunnan");
    assert_eq!(place("rs-002"), "zhaotong");
}

#[test]
fn a_default_stands_for_its_own_file_alone() {
    let bare = "format = 1\n\n[[observation]]\nid = \"rs-010\"\nperiod = 2024\nvalue = 1\n";
    let checked = with(&[("content/results/a.toml", TOML), ("content/results/b.toml", bare)]);
    let names: Vec<_> = checked.faults.iter().map(|fault| fault.fault.name).collect();
    assert_eq!(names, ["missing-key"; 4], "place, indicator, document and at");
}

#[test]
fn a_file_of_drafts_is_left_out_whole_and_counted() {
    let records = "[document]\nid = \"notice\"\ntitle = \"通知\"\nkind = \"notice\"\nplace = \"zhaotong\"\n\n\
                   [[copy]]\nid = \"web\"\nmedium = \"网页\"\n\n[[annex]]\nnumber = 1\ntitle = \"表\"\n";
    for head in ["state = \"draft\"", "audience = \"internal\""] {
        let text = format!("format = 1\n{head}\n\n{records}");
        let project = sound(with(&[("seeds/notice.toml", &text)]));
        assert!(project.documents.find("notice").is_none());
        assert_eq!(project.left_out, 3, "{head}");
    }
    let text = format!("format = 1\nstate = \"approved\"\n\n{records}");
    assert!(sound(with(&[("seeds/notice.toml", &text)])).documents.find("notice").is_some());
}

#[test]
fn the_one_document_of_a_file_is_the_document_of_its_records() {
    let text = "format = 1\n\n[document]\nid = \"notice\"\ntitle = \"通知\"\nkind = \"notice\"\nplace = \"zhaotong\"\n\n\
                [[copy]]\nid = \"web\"\nmedium = \"网页\"\n\n[[defect]]\nat = \"末段\"\nprinted = \"2032\"\nread_as = \"2023\"\n\
                copies = [\"web\"]\n";
    let project = sound(with(&[("seeds/notice.toml", text)]));
    let document = &project.documents[project.documents.find("notice").unwrap()];
    assert_eq!((document.copies.len(), document.defects.len()), (1, 1));
    let plan = &project.plans[project.plans.find("zhaotong-2023").unwrap()];
    assert!(plan.document.is_some(), "a default at the top holds for `[plan]` too");
    let target = &project.targets[project.targets.find("zt-001").unwrap()];
    assert_eq!(
        &*project.plans[target.plan].id, "zhaotong-2023",
        "`[plan]` is the plan of the records of its file"
    );
}

#[test]
fn several_documents_of_a_file_stand_beside_their_copies() {
    let text = r#"format = 1
[[document]]
id = "a"
title = "甲"
kind = "notice"
place = "zhaotong"
[[document]]
id = "b"
title = "乙"
kind = "notice"
place = "zhaotong"
[[copy]]
document = "b"
id = "print"
medium = "纸质"
"#;
    let project = sound(with(&[("seeds/notices.toml", text)]));
    let copies = |id| project.documents[project.documents.find(id).unwrap()].copies.len();
    assert_eq!((copies("a"), copies("b")), (0, 1));
}

#[test]
fn line_ends_and_marks_of_other_systems_change_nothing() {
    let page = "+++\ntitle = \"关于\"\n+++\n\n正文。\n";
    for text in [page.to_owned(), page.replace('\n', "\r\n"), format!("\u{FEFF}{page}")] {
        let project = sound(with(&[("content/pages/about.md", &text)]));
        assert_eq!(project.prose[0].markdown.trim(), "正文。");
        assert_eq!(&text[project.prose[0].start..], &*project.prose[0].markdown);
    }
    for text in [TOML.replace('\n', "\r\n"), format!("\u{FEFF}{TOML}")] {
        assert_eq!(sound(with(&[("content/results/2025.toml", &text)])).observations.len(), 4);
    }
}

#[test]
fn faults_in_json_have_the_line_and_column_that_people_count() {
    let text = TOML
        .replace("said_by = \"局长\\\"周\\\"\"", "\"说的人\" = \"局长\"")
        .replace("status = \"P\"", "status = \"Q\"");
    let table = CSV.replace("rs-00", "rs-01").replace(",98.20,", ",九十八,");
    let checked = with(&[("content/results/2025.toml", &text), ("content/results/observations.csv", &table)]);
    for lang in Lang::ALL {
        let document: serde_json::Value =
            serde_json::from_str(&to_json(&checked.faults, &checked.sources, lang, None)).unwrap();
        assert_eq!(document["format"], 1);
        assert_eq!(document["errors"], 3);
        assert_eq!(document["warnings"], 0);
        let place = |index: usize| {
            let place = &document["diagnostics"][index]["place"];
            (
                place["file"].as_str().unwrap().to_owned(),
                place["line"].as_u64().unwrap(),
                place["column"].as_u64().unwrap(),
            )
        };
        assert_eq!(place(0), ("content/results/2025.toml".to_owned(), 12, 10));
        assert_eq!(place(1), ("content/results/2025.toml".to_owned(), 19, 1));
        assert_eq!(place(2), ("content/results/observations.csv".to_owned(), 2, 5));
        assert_eq!(document["diagnostics"][1]["code"], "D106");
    }
    let inline =
        "format = 1\n\n[[place]]\nid = \"a\"\nname = { zh = \"水富市\", fr = \"x\" }\nkind = \"county\"\n";
    let checked = with(&[("content/places.toml", inline)]);
    let document: serde_json::Value =
        serde_json::from_str(&to_json(&checked.faults, &checked.sources, Lang::Zh, None)).unwrap();
    assert_eq!(document["diagnostics"][0]["place"]["column"], 22, "columns count characters, not bytes");
}

#[test]
fn a_missing_or_broken_settings_file_is_never_silent() {
    for text in
        ["", "format = 1", "format = 1\ntitle = \"x\"\nlanguages = []\nas_of = 2025-12-31\n", "= 1", "title"]
    {
        let checked = with(&[("content/site.toml", text)]);
        assert!(checked.faults.iter().any(|fault| fault.is_error()), "{text}");
    }
}

#[test]
fn hidden_files_are_not_read_nor_what_hidden_folders_hold() {
    let checked = with(&[("content/.git/x.toml", "nonsense"), ("content/.x.toml", "nonsense")]);
    sound(checked);
}

#[test]
fn a_long_chain_of_formulas_is_no_trouble() {
    let mut text = TOML.to_owned();
    let mut before = "rs-001".to_owned();
    for number in 0..20_000 {
        let id = format!("chain-{:05}", 99_999 - number);
        text.push_str(&format!(
            "\n[[observation]]\nid = \"{id}\"\nperiod = \"window:{number}\"\nformula = \"{{{before}}}\"\n"
        ));
        before = id;
    }
    let project = sound(with(&[("content/results/2025.toml", &text)]));
    let last = &project.observations[project.observations.find(&before).unwrap()];
    assert_eq!(last.value.exact().unwrap().to_string(), "98.20");
}

/// Nothing that a terminal would obey, and nothing that turns the direction of a line.
fn is_harmless(text: &str) -> bool {
    let turns = |c: char| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().all(|c| c == '\n' || !c.is_control() && !turns(c))
}

/// Texts of any characters, and texts that nearly are what a file holds.
fn strange() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "format = 1\n",
        "[[observation]]\n",
        "[document]\n",
        "[[target]]\n",
        "[[place]]\n",
        "id = \"a\"\n",
        "id = \"b-1\"\n",
        "period = ",
        "2025\n",
        "value = ",
        "1e5",
        "99.5\n",
        "\"{a} - {b-1}\"",
        "formula = ",
        "{ zh = \"文\" }",
        "name = ",
        "\n",
        "\r\n",
        ",",
        "\"",
        "'",
        "+++\n",
        "title = \"题\"\n",
        "[",
        "]",
        "{",
        "}",
        "=",
        "\u{FEFF}",
        "\u{202E}",
        "\u{0}",
        "\u{1b}[31m",
        "昭通",
        "at,at,id,value\n",
        "id,place,indicator,period,value\n",
        "a,b,c,2025,1\n",
        "#",
        "true",
        "covers = [{}]\n",
        "\\u0007",
        "change = {",
        "since = 2022",
    ]);
    prop_oneof![
        any::<String>(),
        "[\\x00-\\x7f]{0,200}",
        prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_brings_the_reader_down_or_forges_its_output(toml in strange(), csv in strange(), page in strange(), site in strange()) {
        let mut sources = Sources::default();
        sources.add("content/observations.csv", csv);
        sources.add("content/pages/x.md", page);
        sources.add("content/site.toml", site);
        sources.add("content/x.toml", toml);
        let Checked { sources, project, faults } = checked(sources, Vec::new());
        prop_assert!(project.is_some() || faults.iter().any(|fault| fault.is_error()));
        for lang in Lang::ALL {
            let text = to_text(&faults, &sources, lang, false);
            prop_assert!(is_harmless(&text), "{text:?}");
            let json = to_json(&faults, &sources, lang, None);
            prop_assert!(is_harmless(&json), "{json:?}");
            prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
        }
    }
}
