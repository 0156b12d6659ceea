//! Tests of the data files: their bytes, and cells that mean harm.

use super::*;
use crate::assess::{Evidence, Known, Margin, Qualifier, VerdictKind, assess};
use crate::diagnostic::{Diagnostic, Sources};
use crate::model::{Decimal, Unit};

const SITE: &str = "format = 1\ntitle = \"t\"\nlanguages = [\"zh-Hans\"]\nas_of = 2025-12-31\n";

const REGISTER: &str = r#"format = 1
[[place]]
id = "p"
kind = "prefecture"
name = '=HYPERLINK("http://x")'
[[place]]
id = "q"
kind = "county"
parent = "p"
name = """a "b",
c"""
[[place]]
id = "china"
kind = "country"
name = "中国"
[[plan]]
id = "x"
title = "方案"
short = "方案"
place = "p"
from = 2023
to = 2025
[[indicator]]
id = "rate"
name = "合格率"
unit = "%"
direction = "higher"
[[indicator]]
id = "place-in-order"
name = "排名"
unit = "位"
direction = "lower"
"#;

const DOCUMENT: &str = r#"format = 1
[document]
id = "d"
title = { zh = "报告", en = "Report" }
kind = "report"
place = "p"
issued = "2025-07/2025-08"
issued_basis = "推断"
covers = [{ place = "p", from = 2023, to = 2025 }]
[[copy]]
id = "print"
medium = "报纸"
[[copy]]
id = "web"
medium = "网络"
"#;

const RECORDS: &str = r#"format = 1
document = "d"
place = "p"
plan = "x"
[[target]]
id = "t-b"
indicator = "rate"
period = 2025
reach = 94.00
printed = "达94%"
at = "a"
copies = ["print", "web"]
[[target]]
id = "t-a"
indicator = "place-in-order"
period = 2025
reach = 3
printed = "第3"
at = "a"
[[target]]
id = "t-c"
indicator = "rate"
period = 2024
change = { at_most = -10, since = "previous-year", unit = "%" }
printed = "下降10%以上"
at = "a"
[[target]]
id = "t-d"
indicator = "rate"
period = 2025
benchmark = { place = "china", at_least = true }
printed = "不低于全国"
at = "a"
contradicts = ["t-b", "t-a"]
[[target]]
id = "t-e"
indicator = "rate"
period = 2024
between = [2, 3]
printed = "2—3"
at = "a"
[[observation]]
id = "o-1"
indicator = "rate"
period = 2025
value = 98.20
at = "a"
note = "-1+1"
[[observation]]
id = "o-2"
indicator = "rate"
period = 2025
change = -0.00
since = 2022
at = "a"
[[observation]]
id = "o-3"
indicator = "rate"
period = 2022
formula = "{o-1} - {o-2}"
at = "a"
[[observation]]
id = "o-4"
place = "q"
indicator = "rate"
period = "window:3年来"
more_than = 90
at = "a"
[[observation]]
id = "o-5"
place = "q"
indicator = "place-in-order"
period = 2024
counted = ["甲", "乙;丙"]
at = "a"
[[milestone]]
id = "m"
name = "节点"
becomes = "建成"
period = "yearly"
at = "a"
[[duty]]
id = "u"
name = "职责"
at = "a"
[[finding]]
id = "f"
about = ["m", "u"]
relation = "activity"
period = 2025
says = "推进"
at = "a"
"#;

fn project() -> Project {
    let mut sources = Sources::default();
    sources.add(crate::read::SITE_FILE, SITE);
    sources.add("content/register.toml", REGISTER);
    sources.add("content/records.toml", RECORDS);
    sources.add("seeds/d.toml", DOCUMENT);
    let (raw, mut faults) = crate::read::parse(&sources);
    let (project, found) = crate::resolve::resolve(raw);
    faults.extend(found);
    faults.retain(Diagnostic::is_error);
    assert!(faults.is_empty(), "{}", crate::diagnostic::to_text(&faults, &sources, Lang::En, false));
    project.unwrap()
}

fn cells(files: &[DataFile], name: &str, row: &str, column: &str) -> String {
    let path = format!("data/{name}.csv");
    let (_, bytes) = files.iter().find(|(found, _)| *found == path).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let column = reader.headers().unwrap().iter().position(|name| name == column).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    rows.iter().find(|record| &record[0] == row).unwrap()[column].to_owned()
}

fn files(
    assessment: &Assessment<'_>,
    lang: Lang,
    reason: &(dyn Fn(&Verdict) -> String + Sync),
) -> Vec<DataFile> {
    Files::of(assessment, lang, reason).in_turn().collect()
}

/// The names of the columns of a file.
fn header(bytes: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.headers().unwrap().iter().map(str::to_owned).collect()
}

fn written() -> Vec<DataFile> {
    files(&assess(&project()), Lang::Zh, &|verdict| format!("{:?}", verdict.kind))
}

#[test]
fn the_text_of_an_edition_is_that_of_its_records() {
    let project = project();
    let assessment = assess(&project);
    let files = Files::of(&assessment, Lang::Zh, &|_| "缘由".to_owned());
    let held = snapshot(&files);
    let mut written = Vec::new();
    write_edition(&files, &mut written).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), held.to_json());
    assert!(held.rows("observations").len() > 1 && !held.rows("copies").is_empty());
}

#[test]
fn bytes_are_rfc_4180_and_rows_are_sorted() {
    for (path, bytes) in written() {
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(!text.starts_with('\u{FEFF}') && text.ends_with("\r\n"), "{path}");
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let ids: Vec<String> = reader.records().map(|row| row.unwrap()[0].to_owned()).collect();
        if path != "data/verdicts.csv" {
            assert!(ids.is_sorted(), "{path}: {ids:?}");
        }
        let quoted = text.replace("\"=HYPERLINK(\"\"http://x\"\")\"", "").replace("\"a \"\"b\"\",\nc\"", "");
        assert!(!quoted.contains('"'), "{path} quotes without need: {quoted}");
        assert!(!quoted.replace("\r\n", "").contains(['\r', '\n']), "{path}");
    }
}

#[test]
fn hostile_cells_come_back_as_they_were() {
    let files = written();
    assert_eq!(cells(&files, "places", "p", "name"), "=HYPERLINK(\"http://x\")");
    assert_eq!(cells(&files, "places", "q", "name"), "a \"b\",\nc");
    assert_eq!(cells(&files, "observations", "o-1", "note"), "-1+1");
}

#[test]
fn conditions_stand_as_they_are_judged() {
    let files = written();
    let of = |id, column| cells(&files, "targets", id, column);
    assert_eq!([of("t-b", "op"), of("t-b", "value"), of("t-b", "copies")], [">=", "94.00", "print;web"]);
    assert_eq!([of("t-a", "op"), of("t-a", "value"), of("t-a", "name")], ["<=", "3", "排名"]);
    let change = ["op", "value", "unit", "since", "bound"].map(|column| of("t-c", column));
    assert_eq!(change, ["change", "-10", "%", "previous-year", "<="]);
    let benchmark = ["op", "value", "bound", "benchmark", "contradicts"].map(|column| of("t-d", column));
    assert_eq!(benchmark, ["benchmark", "", ">=", "china", "t-b;t-a"]);
    assert_eq!(["op", "value", "value_max"].map(|column| of("t-e", column)), ["range", "2", "3"]);
}

#[test]
fn observations_keep_their_digits_and_show_their_arithmetic() {
    let files = written();
    let of = |id, column| cells(&files, "observations", id, column);
    assert_eq!([of("o-1", "op"), of("o-1", "value"), of("o-1", "derived")], ["=", "98.20", "false"]);
    let change = ["measure", "since", "value", "unit"].map(|column| of("o-2", column));
    assert_eq!(change, ["change", "2022", "0.00", "个百分点"]);
    assert_eq!(["derived", "formula"].map(|column| of("o-3", column)), ["true", "{o-1} - {o-2}"]);
    assert_eq!([of("o-4", "op"), of("o-4", "period")], [">", "3年来"]);
    assert_eq!([of("o-5", "value"), of("o-5", "formula")], ["2", "count: 甲; 乙;丙"]);
    assert_eq!(cells(&files, "findings", "f", "about"), "m;u");
    assert_eq!(cells(&files, "duties", "u", "frequency"), "standing");
    assert_eq!(cells(&files, "milestones", "m", "due"), "2025-12-31");
    assert_eq!(cells(&files, "documents", "d", "copies"), "print;web");
}

#[test]
fn texts_stand_in_the_language_that_is_asked_for() {
    let project = project();
    let files = files(&assess(&project), Lang::En, &|_| String::new());
    assert_eq!(cells(&files, "documents", "d", "title"), "Report");
}

#[test]
fn margins_say_what_they_are() {
    let project = project();
    let mut assessment = assess(&project);
    let verdict = &mut assessment.verdicts[0];
    verdict.kind = VerdictKind::Met;
    verdict.qualifiers = [Qualifier::Aspirational].into();
    verdict.evidence =
        [Evidence::Observation(crate::model::Ref::new(0)), Evidence::Finding(crate::model::Ref::new(0))]
            .into();
    let value = Decimal::parse("-14.30").unwrap();
    verdict.margin =
        Some(Margin { value, unit: Unit::parse("%").unwrap(), known: Known::AtLeast, is_rounded: true });
    let files = files(&assessment, Lang::Zh, &|_| "=1, \"2\"".to_owned());
    let of = |column| cells(&files, "verdicts", "t-a", column);
    let row = ["verdict", "early", "qualifiers", "margin", "margin_unit", "reason", "evidence"].map(of);
    assert_eq!(row, ["met", "false", "bound;aspirational", "~-14.30", "%", "=1, \"2\"", "o-1;f"]);
}

#[test]
fn every_column_is_explained_and_every_explanation_has_its_column() {
    let files = written();
    let mut seen = std::collections::BTreeSet::new();
    for (path, bytes) in &files {
        let file = path.trim_start_matches("data/").trim_end_matches(".csv");
        for name in header(bytes) {
            let found = column(file, &name).unwrap_or_else(|| panic!("{path}: {name} is not explained"));
            seen.insert(std::ptr::from_ref(found));
        }
    }
    let unused: Vec<_> =
        column::ALL.iter().filter(|known| !seen.contains(&std::ptr::from_ref(*known))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_package_describes_the_files_as_they_are() {
    let (project, files) = (project(), written());
    let assessment = assess(&project);
    let reason = |verdict: &Verdict| format!("{:?}", verdict.kind);
    let made = Files::of(&assessment, Lang::Zh, &reason).each(|file| file.write(&mut std::io::sink()));
    let tables: Vec<Table> = made.unwrap();
    let described: serde_json::Value = serde_json::from_slice(&package(&project, Lang::Zh, &tables)).unwrap();
    let resources = described["resources"].as_array().unwrap();
    assert_eq!(resources.len(), files.len());
    for (resource, (path, bytes)) in resources.iter().zip(&files) {
        assert_eq!(format!("data/{}", resource["path"].as_str().unwrap()), *path);
        assert_eq!(resource["bytes"], bytes.len());
        assert_eq!(resource["hash"], format!("sha256:{}", crate::model::sha256([bytes])));
        let names: Vec<String> = header(bytes);
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert!(fields.iter().map(|field| field["name"].as_str().unwrap()).eq(names.iter()));
        for key in resource["schema"]["primaryKey"].as_array().unwrap() {
            assert!(names.iter().any(|name| key == name), "{path}");
        }
    }
}
