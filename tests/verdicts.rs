//! Each rule and trap of the verdicts, as a folder: a small project laid over the base project, and the rows that
//! have to come out of it. The rows were decided by hand from the rules; nothing here writes them anew.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read files and may stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use dajuan::assess::{Qualifier, Tally, VerdictKind, assess};
use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Diagnostic, to_text};
use dajuan::model::Project;
use dajuan::site::{Sink, Theme, compose};
use support::{CASES, checked, copy_tree, project};

/// The columns of an expectation, after those of `data/verdicts.csv`.
const COLUMNS: [&str; 11] = [
    "target",
    "period",
    "due",
    "verdict",
    "early",
    "qualifiers",
    "margin",
    "margin_unit",
    "evidence",
    "reason_zh",
    "reason_en",
];

fn folders() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(Path::new(CASES).join("verdicts")).unwrap().map(|entry| entry.unwrap());
    let mut folders: Vec<_> =
        entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path())).collect();
    folders.sort();
    folders
}

/// The project of a folder, which has no errors.
fn load(folder: &Path) -> Project {
    let root = project();
    copy_tree(&folder.join("input"), root.path());
    let (sources, faults) = dajuan::read::folder::texts(root.path()).unwrap();
    let checked = checked(sources, faults);
    let errors: Vec<Diagnostic> = checked.faults.into_iter().filter(Diagnostic::is_error).collect();
    assert!(
        errors.is_empty(),
        "{}: {}",
        folder.display(),
        to_text(&errors, &checked.sources, Lang::En, false)
    );
    checked.project.unwrap()
}

/// Keeps the data file of the verdicts and lets everything else go.
#[derive(Default)]
struct Verdicts(Mutex<Vec<u8>>);

impl Sink for Verdicts {
    type Error = std::convert::Infallible;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Self::Error> {
        if path == "data/verdicts.csv" {
            *self.0.lock().unwrap() = bytes.to_vec();
        }
        Ok(())
    }

    fn wants(&self, _: &str) -> bool {
        false
    }
}

/// The rows of `data/verdicts.csv` in one language, each with the columns that are asked for.
fn rows(project: &mut Project, language: &str, columns: &[&str]) -> Vec<Vec<String>> {
    project.site.languages = vec![language.into()];
    let theme = Theme::new(Vec::new()).unwrap();
    let sink = Verdicts::default();
    assert!(compose(&assess(project), &theme, &sink, &mut Vec::new()).is_ok());
    table(&sink.0.into_inner().unwrap(), columns)
}

fn table(bytes: &[u8], columns: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().clone();
    let places: Vec<usize> =
        columns.iter().map(|column| header.iter().position(|name| name == *column).unwrap()).collect();
    let cells = |record: csv::StringRecord| places.iter().map(|place| record[*place].to_owned()).collect();
    reader.records().map(|record| cells(record.unwrap())).collect()
}

/// The rows as in an expectation; the base project's own target is left out.
fn found(folder: &Path) -> Vec<Vec<String>> {
    let mut project = load(folder);
    let mut columns = COLUMNS[..9].to_vec();
    columns.push("reason");
    let mut zh = rows(&mut project, "zh-Hans", &columns);
    let en = rows(&mut project, "en", &["reason"]);
    for (row, reason) in zh.iter_mut().zip(en) {
        row.extend(reason);
    }
    zh.retain(|row| row[0] != "zt-001");
    zh
}

#[test]
fn each_rule_gives_the_verdict_that_was_decided_by_hand() {
    let mut failures = Vec::new();
    for (name, folder) in folders() {
        let mut expected = table(&fs::read(folder.join("expected.csv")).unwrap(), &COLUMNS);
        let mut found = found(&folder);
        expected.sort();
        found.sort();
        if expected != found {
            let lines = |rows: &[Vec<String>]| rows.iter().map(|row| row.join(" | ")).collect::<Vec<_>>();
            failures.push(format!(
                "{name}\n  expected {}\n  found    {}",
                lines(&expected).join("\n           "),
                lines(&found).join("\n           ")
            ));
        }
    }
    assert!(failures.is_empty(), "{} of the folders differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_verdict_and_qualifier_has_a_folder() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for (_, folder) in folders() {
        let rows = table(&fs::read(folder.join("expected.csv")).unwrap(), &["verdict", "qualifiers"]);
        seen.extend(rows.iter().flatten().flat_map(|cell| cell.split(';')).map(str::to_owned));
    }
    let verdicts = VerdictKind::ALL.iter().map(|kind| kind.key());
    let all = verdicts.chain(Qualifier::ALL.iter().map(|qualifier| qualifier.key()));
    let missing: Vec<&str> = all.filter(|key| !seen.contains(*key)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn what_restates_another_target_is_judged_but_not_counted() {
    let project = load(&Path::new(CASES).join("verdicts/restated-counts-once"));
    let assessment = assess(&project);
    assert_eq!(assessment.verdicts.len(), 3, "the base project's target, ours, and its restatement");
    assert!(assessment.verdicts.iter().all(|verdict| verdict.kind == VerdictKind::Met));
    let tally = Tally::of(&assessment.verdicts);
    assert_eq!((tally.total(), tally.count(VerdictKind::Met)), (2, 2));
}

#[test]
fn no_verdict_is_without_a_reason_in_either_language() {
    for (name, folder) in folders() {
        for row in found(&folder) {
            assert!(row[9..].iter().all(|reason| !reason.trim().is_empty()), "{name}: {row:?}");
            assert!(!row[9..].iter().any(|reason| reason.contains('{')), "{name}: {row:?}");
        }
    }
}

/// A verdict without what hangs on the names of records.
fn outcome(row: &[String]) -> String {
    let mut row = row.to_vec();
    // Of several values that lead to one verdict, the smallest margin comes first, whatever their ids are.
    row.remove(8);
    row.join(" | ")
}

#[test]
fn a_verdict_does_not_depend_on_the_order_or_the_names_of_records() {
    for (name, folder) in folders() {
        // What is said word by word follows the order of ids: opposite statements side by side.
        if name == "outcomes-that-contradict" {
            continue;
        }
        let (root, before) = (project(), found(&folder));
        copy_tree(&folder.join("input"), root.path());
        let path = root.path().join("content/results.toml");
        let Ok(text) = fs::read_to_string(&path) else { continue };
        fs::write(path, reversed(&text)).unwrap();
        let shuffled = tempfile::tempdir().unwrap();
        copy_tree(root.path(), &shuffled.path().join("input"));
        let lines = |rows: Vec<Vec<String>>| rows.iter().map(|row| outcome(row)).collect::<BTreeSet<_>>();
        assert_eq!(lines(before), lines(found(shuffled.path())), "{name}");
    }
}

/// The records of a results file in the opposite order, with ids that sort the other way round.
fn reversed(text: &str) -> String {
    let (head, rest) = text.split_once("\n[[").unwrap();
    let mut records: Vec<String> = rest.split("\n[[").map(str::to_owned).collect();
    let ids: Vec<String> = records.iter().map(|record| id(record).to_owned()).collect();
    let mut sorted = ids.clone();
    sorted.sort();
    for record in &mut records {
        for (place, old) in sorted.iter().enumerate() {
            let new = format!("z{:03}-renamed", sorted.len() - place);
            *record = record.replace(&format!("\"{old}\""), &format!("\"{new}\""));
            *record = record.replace(&format!("{{{old}}}"), &format!("{{{new}}}"));
        }
    }
    records.reverse();
    records.iter().fold(format!("{head}\n"), |text, record| format!("{text}\n[[{record}\n"))
}

fn id(record: &str) -> &str {
    record.split("id = \"").nth(1).unwrap().split('"').next().unwrap()
}

/// One target and one value: what has to hold whatever their numbers are.
mod numbers {
    use super::{COLUMNS, checked, fs, outcome, project, rows};
    use proptest::prelude::*;

    /// The verdict on a target for teachers, of whom a value is reported.
    fn verdict(target: &str, value: &str) -> Vec<String> {
        let root = project();
        let head =
            "format = 1\nplace = \"zhaotong\"\nindicator = \"teachers\"\nperiod = 2025\nat = \"导语\"\n";
        let plan = format!(
            "{head}document = \"zhaotong-plan-2023\"\nplan = \"zhaotong-2023\"\n[[target]]\nid = \"t-1\"\nindicator = \"teachers\"\n{target}\nprinted = \"…\"\n"
        );
        let report = format!(
            "{head}document = \"zhaotong-report-2025\"\n[[observation]]\nid = \"o-1\"\nindicator = \"teachers\"\n{value}\n"
        );
        fs::write(root.path().join("content/a.toml"), plan).unwrap();
        fs::write(root.path().join("content/b.toml"), report).unwrap();
        let (sources, faults) = dajuan::read::folder::texts(root.path()).unwrap();
        let mut project = checked(sources, faults).project.unwrap();
        let found = rows(&mut project, "en", &COLUMNS[..9]);
        found.into_iter().find(|row| row[0] == "t-1").unwrap()
    }

    /// A number of ten-thousandths as a literal.
    fn scaled(n: i64) -> String {
        format!("{}.{:04}", n / 10_000, n % 10_000)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_wider_bound_never_turns_met_into_missed(
            key in prop::sample::select(vec!["at_least", "more_than", "at_most", "less_than"]),
            observed in prop::sample::select(vec!["value", "at_least", "more_than", "at_most", "less_than"]),
            bound in 100i64..200, wider in 0i64..50, value in 50i64..250,
        ) {
            let eased = if matches!(key, "at_least" | "more_than") { bound - wider } else { bound + wider };
            let value = format!("{observed} = {value}");
            let narrow = verdict(&format!("{key} = {bound}"), &value);
            let wide = verdict(&format!("{key} = {eased}"), &value);
            prop_assert!(narrow[3] != "met" || wide[3] == "met", "{narrow:?} {wide:?}");
            prop_assert!(wide[3] != "missed" || narrow[3] == "missed", "{narrow:?} {wide:?}");
        }

        #[test]
        fn values_on_another_scale_give_the_same_verdict(
            key in prop::sample::select(vec!["at_least", "more_than", "at_most", "less_than", "reach"]),
            observed in prop::sample::select(vec!["value", "at_least", "more_than", "at_most", "less_than", "about"]),
            bound in 1i64..2_000_000, off in -2i64..3,
        ) {
            let (target, value) = (format!("{key} = {bound}"), (bound + off).max(0));
            let plain = verdict(&target, &format!("{observed} = {value}"));
            let other = verdict(&target, &format!("{observed} = {}\nunit = \"万人\"", scaled(value)));
            prop_assert_eq!(outcome(&plain), outcome(&other));
        }
    }
}
