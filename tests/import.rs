//! Tables that people keep, and what becomes of each of their cells; workbooks that are made to harm; templates.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use dajuan::archive::Zip;
use dajuan::bilingual::Lang;
use dajuan::diagnostic::lessons::{self, Example};
use dajuan::diagnostic::{catalogue, to_text};
use dajuan::import::{self, Form, Given, Import, Request};
use dajuan::language;
use dajuan::read;
use dajuan::read::xlsx::Unreadable;
use proptest::prelude::*;
use support::{CASES, agrees, check, dajuan, project, said};
use tempfile::TempDir;

/// Imports a table into the base project, from the report and for the city where it does not say otherwise.
fn imported(name: &str, bytes: &[u8], kind: &str) -> Import {
    imported_as(&project(), (name, bytes), kind, Form::Toml, None)
}

fn imported_as(
    root: &TempDir,
    (name, bytes): (&str, &[u8]),
    kind: &str,
    form: Form,
    sheet: Option<&str>,
) -> Import {
    let base = check(root.path()).project.unwrap();
    let mut given = Given { sheet: sheet.map(str::to_owned), ..Given::default() };
    for (key, value) in
        [("document", "zhaotong-report-2025"), ("place", "zhaotong"), ("plan", "zhaotong-2023")]
    {
        given.values.insert(key, value.to_owned());
    }
    let book = read::book(bytes).unwrap();
    let kind = language::kind(kind).unwrap();
    import::import(&Request { name, book: &book, kind, given: &given, form, lang: Lang::Zh }, &base)
}

fn codes(import: &Import) -> BTreeSet<&'static str> {
    import.faults.iter().map(|fault| fault.fault.code).collect()
}

fn troubles() -> Import {
    imported(
        "troubles.xlsx",
        &fs::read(Path::new(CASES).join("import/troubles.xlsx")).unwrap(),
        "observation",
    )
}

/// What became of the cells of `troubles.xlsx`: the figure that was taken from a cell, and the codes that name it.
#[test]
fn each_cell_of_a_troubled_workbook_has_its_fate() {
    let import = troubles();
    let taken: BTreeMap<&str, String> = import
        .rows
        .iter()
        .map(|row| {
            let of = |key: &str| {
                row.values.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
            };
            let keys = ["period", "value", "more_than", "between", "unit", "status"];
            let words = keys.iter().filter_map(|key| of(key));
            (row.cell.as_str(), words.collect::<Vec<_>>().join(" "))
        })
        .collect();
    let named = |cell: &str| -> Vec<&str> {
        let start = format!("{cell}：");
        let about = import.faults.iter().filter(|fault| fault.message(Lang::Zh).starts_with(&start));
        about.map(|fault| fault.fault.code).collect()
    };
    for (cell, expected, told) in FATES {
        let cell = format!("数据!{cell}");
        assert_eq!(taken.get(cell.as_str()).map(String::as_str), *expected, "{cell}");
        assert_eq!(named(&cell), *told, "{cell}");
    }
    for (cell, expected) in [("分年!C2", "2044 41"), ("分年!D2", "2045 42 \"F\""), ("分年!E2", "2046 43")]
    {
        assert_eq!(taken[cell], expected);
    }
    let known: BTreeSet<String> = FATES.iter().map(|(cell, ..)| format!("数据!{cell}")).collect();
    let untold: Vec<&&str> =
        taken.keys().filter(|cell| !known.contains(**cell) && !cell.starts_with("分年")).collect();
    assert!(untold.is_empty(), "records of which nothing is said here: {untold:?}");
    for (code, words) in [
        ("D704", "封面"),
        ("D706", "责任人"),
        ("D726", "底稿"),
        ("D727", "40"),
        ("D728", "I"),
        ("D729", "D4"),
    ] {
        let fault = import.faults.iter().find(|fault| fault.fault.code == code).unwrap();
        assert!(fault.message(Lang::Zh).contains(words), "{code}: {}", fault.message(Lang::Zh));
    }
    assert!(!import.is_sound(), "a table with errors is not taken in part");
}

/// Cell, what is taken from it, and which messages name it.
type Fate = (&'static str, Option<&'static str>, &'static [&'static str]);

const FATES: &[Fate] = &[
    ("D4", Some("2001 74.48"), &[]),
    ("D5", Some("2002 74.5"), &["D733"]),
    ("D6", Some("2003 1234"), &["D733"]),
    ("D7", Some("2004 12345"), &[]),
    ("D8", Some("2005 1.2 \"万人\""), &[]),
    ("D9", Some("2006 1.3 \"万人\""), &[]),
    ("D10", Some("2007 74.5"), &[]),
    ("D11", Some("2008 0.746"), &["D737"]),
    ("D12", Some("2009 74.7"), &[]),
    ("D13", Some("2010 75.1"), &["D735"]),
    ("D14", None, &["D710"]),
    ("D15", None, &["D710"]),
    ("D16", None, &["D732"]),
    ("D17", None, &["D731"]),
    ("D18", None, &["D709"]),
    ("D19", None, &["D709"]),
    ("D20", Some("2017 75.48"), &["D734"]),
    ("D21", None, &["D711"]),
    ("D22", Some("2019 82.5"), &[]),
    ("D23", Some("2020 82.46"), &["D736"]),
    ("D24", None, &["D721"]),
    ("D25", Some("2022 1.25 \"万人\""), &[]),
    ("D26", None, &["D713"]),
    ("C27", None, &["D712"]),
    ("C28", None, &["D712"]),
    ("D29", Some("2025 76.3"), &[]),
    ("D30", Some("\"2024-03\" 31"), &[]),
    ("B31", None, &["D714"]),
    ("B32", None, &["D714"]),
    ("E33", None, &["D716"]),
    ("F34", None, &["D714"]),
    ("D35", Some("2029 2000"), &[]),
    ("D36", None, &["D710"]),
    ("D37", Some("2001 74.48"), &["D719"]),
    ("B38", None, &["D730"]),
    ("D40", None, &[]),
    ("D41", None, &["D710"]),
    ("D42", None, &["D710"]),
    ("D43", Some("2034 [12, 15]"), &[]),
    ("D44", None, &["D710"]),
    ("D45", Some("2036 21"), &[]),
    ("D46", Some("2037 22"), &[]),
    ("D47", Some("2038 23"), &[]),
    ("D48", None, &["D717"]),
    ("B49", None, &["D708"]),
    ("D50", Some("2041 25"), &["D733"]),
    ("D51", Some("2042 26"), &[]),
    ("C52", None, &["D712"]),
    ("D53", None, &["D710"]),
    ("B54", None, &["D730"]),
];

#[test]
fn messages_name_sheet_and_cell_cause_and_remedy() {
    let import = troubles();
    for (lang, key) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let shown = to_text(&import.faults, &import.sources, lang, false);
        if let Err(difference) = agrees(&Path::new(CASES).join(format!("import/expected.{key}.txt")), &shown)
        {
            panic!("{difference}");
        }
        for hole in
            ["{cell}", "{text}", "{reason}", "{kind}", "{near}", "{words}", "{unit}", "{other}", "{format}"]
        {
            assert!(!shown.contains(hole), "{hole}");
        }
    }
    assert!(
        to_text(&import.faults, &import.sources, Lang::En, false)
            .contains("did you mean `初中学业水平考试合格率`?")
    );
}

#[test]
fn every_code_is_taught_by_a_table_that_raises_it() {
    let mut raised = codes(&troubles());
    for lesson in lessons::all() {
        let Example::Table { faulty, mended } = lesson.example else { continue };
        let found = codes(&imported("table.csv", faulty.as_bytes(), "observation"));
        assert!(found.contains(lesson.code), "{}: {found:?}", lesson.code);
        raised.insert(lesson.code);
        let import = imported("table.csv", mended.as_bytes(), "observation");
        assert_eq!(to_text(&import.faults, &import.sources, Lang::En, false), "", "{}", lesson.code);
        assert!(import.is_sound(), "{}", lesson.code);
    }
    // Raised by deeds: D701, D702 and D718 in tests of their own below, the others here.
    raised.extend(["D701", "D702", "D718"]);
    let table = "指标,年份,数值,地区\n学校数,2025,10-12,昭通市\n".as_bytes();
    let root = project();
    raised.extend(codes(&imported_as(&root, ("t.csv", table), "observation", Form::Csv, None)));
    raised.extend(codes(&imported_as(&root, ("t.csv", table), "observation", Form::Toml, Some("另一张"))));
    fs::write(
        root.path().join("content/more.toml"),
        "format = 1\n\n[[place]]\nid = \"other\"\nname = \"昭通市\"\nkind = \"town\"\n",
    )
    .unwrap();
    raised.extend(codes(&imported_as(&root, ("t.csv", table), "observation", Form::Toml, None)));
    let codes: BTreeSet<&str> =
        catalogue::ALL.iter().map(|fault| fault.code).filter(|code| code.starts_with("D7")).collect();
    assert_eq!(raised.intersection(&codes).copied().collect::<BTreeSet<_>>(), codes);
}

#[test]
fn targets_are_read_with_their_conditions_and_in_the_units_of_their_indicators() {
    let table = "指标,目标年,目标值,备注\n教师数,2024,1.2万人以上,\n初中学业水平考试合格率,2023年,≥75%,\n学校数,2023-2025年,不超过12所,撤并\n教师数,2025,2000,\n学校数,2025,10-12,\n";
    let import = imported("targets.csv", table.as_bytes(), "target");
    assert_eq!(to_text(&import.faults, &import.sources, Lang::En, false), "");
    let expected = "# 由 dajuan import 从 targets.csv 导入
format = 1
plan = \"zhaotong-2023\"
place = \"zhaotong\"
document = \"zhaotong-report-2025\"

[[target]]
id = \"zhaotong-report-2025-target-001\"
indicator = \"teachers\"
period = 2024
at_least = 12000
printed = \"1.2万人以上\"
at = \"表格 C2\"
";
    assert!(import.text.starts_with(expected), "{}", import.text);
    for line in [
        "at_least = 75\nprinted = \"≥75%\"",
        "period = \"2023/2025\"\nat_most = 12",
        "reach = 2000",
        "between = [10, 12]",
    ] {
        assert!(import.text.contains(line), "{line} in {}", import.text);
    }
}

#[test]
fn tasks_name_their_bodies_whole_or_between_semicolons() {
    let table = "序号,任务名称,责任单位,完成时限,所在位置\n1,改造管网,市教育体育局,2024年12月31日,清单\n2,修订常规,市教育体育局；市教体局,2025年,清单\n3,其他,市教育体育局、财政局,2025年,清单\n";
    let import = imported("tasks.csv", table.as_bytes(), "task");
    assert_eq!(
        import.faults.iter().filter(|fault| fault.fault.code == "D714").count(),
        2,
        "never split at 、"
    );
    let first = &import.rows[0];
    assert!(first.values.contains(&("responsible", "[\"zhaotong-education\"]".to_owned())), "{first:?}");
    assert!(first.values.contains(&("deadline", "\"2024-12-31\"".to_owned())), "{first:?}");
}

#[test]
fn what_is_written_passes_the_check_and_nothing_is_written_over() {
    let root = project();
    let table = "指标,年份,数值,地区\n学校数,2024,31,昭通市\n教师数,2024,1.25万,昭通市\n";
    // As Excel saves it in China.
    fs::write(root.path().join("2024年.csv"), encoding_rs::GBK.encode(table).0).unwrap();
    let import = ["import", "2024年.csv", "--as", "observations", "--document", "昭通教育三年成效"];
    let shown = dajuan(&import, root.path());
    assert_eq!(shown.status.code(), Some(0), "{}", said(&shown));
    assert!(said(&shown).contains("nothing is written yet"), "{}", said(&shown));
    let table = String::from_utf8(shown.stdout).unwrap();
    assert!(table.contains("A   指标 → indicator") && table.contains("2 records"), "{table}");
    assert!(!root.path().join("content/results").exists());
    let written = dajuan(&[&import[..], &["--write"]].concat(), root.path());
    assert_eq!(written.status.code(), Some(0), "{}", said(&written));
    let text = fs::read_to_string(root.path().join("content/results/2024年.toml")).unwrap();
    assert!(
        text.contains("id = \"zhaotong-report-2025-002\"") && text.contains("at = \"表格 C3\""),
        "{text}"
    );
    assert_eq!(::dajuan::tidy::format(&text), text);
    let checked = check(root.path());
    assert_eq!(to_text(&checked.faults, &checked.sources, Lang::En, false), "");
    assert_eq!(checked.project.unwrap().observations.iter().count(), 2);
    // The same figures again are no new ones; another file of the same name is left alone.
    let again = dajuan(&[&import[..], &["--write"]].concat(), root.path());
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("D719"), "{}", said(&again));
    fs::write(root.path().join("2024年.csv"), "指标,年份,数值,地区\n学校数,2023,30,昭通市\n").unwrap();
    let refused = dajuan(&[&import[..], &["--write"]].concat(), root.path());
    assert_eq!(refused.status.code(), Some(3), "{}", said(&refused));
    assert_eq!(fs::read_to_string(root.path().join("content/results/2024年.toml")).unwrap(), text);
    let csv =
        dajuan(&[&import[..], &["--write", "--out", "content/observations-2023.csv"]].concat(), root.path());
    assert_eq!(csv.status.code(), Some(0), "{}", said(&csv));
    let checked = check(root.path());
    assert_eq!(to_text(&checked.faults, &checked.sources, Lang::En, false), "");
    for outside in ["../observations.toml", "elsewhere/a.toml", "/tmp/a.toml", "content/../a.toml"] {
        let refused = dajuan(
            &[&import[..], &["--prefix", "z", "--period", "2022", "--write", "--out", outside]].concat(),
            root.path(),
        );
        assert_ne!(refused.status.code(), Some(0), "{outside}");
    }
}

#[test]
fn a_template_is_made_filled_in_and_imported() {
    let root = project();
    for kind in ["observations", "targets", "tasks"] {
        let made =
            dajuan(&["import", "--template", "--as", kind, "--out", &format!("{kind}.xlsx")], root.path());
        assert_eq!(made.status.code(), Some(0), "{}", said(&made));
        let empty = dajuan(&["import", &format!("{kind}.xlsx"), "--as", kind], root.path());
        assert_eq!(empty.status.code(), Some(1), "an empty template has no records: {}", said(&empty));
        let again = dajuan(&["import", "--template", "--out", &format!("{kind}.xlsx")], root.path());
        assert_eq!(again.status.code(), Some(3), "a template is not written over");
    }
}

/// A workbook of these parts, beside those that every workbook has.
fn workbook(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = Zip::new(Cursor::new(Vec::new()));
    let fixed = [
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
    ];
    for (path, text) in fixed.iter().filter(|(path, _)| parts.iter().all(|(own, _)| own != path)).chain(parts)
    {
        archive.add(path, text.len() as u64, text.as_bytes(), |_| {}).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> Vec<u8> {
    workbook(&[("xl/worksheets/sheet1.xml", &format!("<worksheet>{rows}</worksheet>"))])
}

#[test]
fn workbooks_that_are_made_to_harm_are_bounded() {
    // A bomb: 300 MB of blanks in a few hundred kilobytes.
    let bomb = sheet(&" ".repeat(300 * 1024 * 1024));
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read::book(&bomb).unwrap_err(), Unreadable::TooLarge);
    // A sheet that claims every cell there is, with one cell at each corner.
    let far = sheet(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
    );
    assert_eq!(read::book(&far).unwrap().sheets[0].cells.len(), 2);
    assert!(codes(&imported("far.xlsx", &far, "observation")).contains("D703"));
    // A place that no spreadsheet has, parts that are missing, XML that is none, an entity that refers to itself.
    for broken in [
        sheet("<sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData>"),
        sheet("<sheetData><row r=\"1\"></sheetData>"),
        workbook(&[]),
        workbook(&[("xl/workbook.xml", "<workbook/>")]),
    ] {
        assert!(read::book(&broken).is_err());
    }
    let entity = workbook(&[(
        "xl/worksheets/sheet1.xml",
        "<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;指标</t></is></c></row></sheetData></worksheet>",
    )]);
    let _ = read::book(&entity);
    // A formula that was never calculated.
    let formula = sheet(
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>指标</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>年份</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t>数值</t></is></c></row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>学校数</t></is></c><c r=\"B2\"><v>2025</v></c><c r=\"C2\"><f>1+1</f></c></row></sheetData>",
    );
    assert_eq!(codes(&imported("formula.xlsx", &formula, "observation")), BTreeSet::from(["D718"]));
}

#[test]
fn what_is_no_table_is_told_with_its_cause() {
    let root = project();
    for (name, bytes) in [
        ("a.xls", &[0xD0u8, 0xCF, 0x11, 0xE0][..]),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.csv", &[0xFF, 0xFF]),
        ("b.csv", b""),
    ] {
        fs::File::create(root.path().join(name)).unwrap().write_all(bytes).unwrap();
        let refused = dajuan(&["import", name, "--as", "observations"], root.path());
        assert_eq!(refused.status.code(), Some(1), "{name}");
        assert!(said(&refused).contains("D701"), "{name}: {}", said(&refused));
    }
    assert_eq!(dajuan(&["import", "none.csv", "--as", "tasks"], root.path()).status.code(), Some(2));
    assert_eq!(dajuan(&["import"], root.path()).status.code(), Some(3));
    fs::write(root.path().join("c.csv"), "指标,年份,数值\n学校数,2025,1\n").unwrap();
    let refused = dajuan(&["import", "c.csv", "--as", "observations", "--place", "没有的县"], root.path());
    assert_eq!(refused.status.code(), Some(3));
    assert!(said(&refused).contains("--place"), "{}", said(&refused));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever stands in a table, what comes out of it can be read, and is what stood there.
    #[test]
    fn no_table_brings_the_program_down_and_what_is_sound_can_be_read(
        rows in proptest::collection::vec(("[学校数教师 ]{0,4}|学校数", "2025|20[0-9]{2}年?|.{0,6}", "[0-9]{1,3}(\\.[0-9]{1,2})?|[0-9,.%万人—①*()（）]{0,8}|.{0,6}", "[所人万%]{0,2}"), 1..6)
    ) {
        let mut table = String::from("指标\t年份\t数值\t单位\n");
        for (indicator, year, value, unit) in &rows {
            let clean = |text: &str| text.replace(['\t', '\n', '\r', '"', '\0'], " ");
            table.push_str(&format!("{}\t{}\t{}\t{}\n", clean(indicator), clean(year), clean(value), clean(unit)));
        }
        let import = imported("table.tsv", table.as_bytes(), "observation");
        if import.is_sound() {
            let root = project();
            fs::create_dir_all(root.path().join("content/results")).unwrap();
            fs::write(root.path().join("content/results/a.toml"), &import.text).unwrap();
            let checked = check(root.path());
            let errors: Vec<_> = checked.faults.iter().filter(|fault| fault.is_error()).map(|fault| fault.message(Lang::En)).collect();
            // Figures that contradict each other are a matter of the project, not of the table.
            prop_assert!(errors.is_empty() || checked.faults.iter().all(|fault| fault.fault.code.starts_with("D3")), "{table}\n{}\n{errors:?}", import.text);
        }
    }
}

/// The same table by three programs (`cases/import/producers.py`).
#[test]
fn a_table_is_read_alike_whatever_program_wrote_it() {
    for producer in ["openpyxl", "xlsxwriter", "libreoffice"] {
        let path = Path::new(CASES).join(format!("import/producers/{producer}.xlsx"));
        let import = imported("t.xlsx", &fs::read(path).unwrap(), "observation");
        assert!(import.is_sound(), "{producer}: {:?}", codes(&import));
        let said: Vec<&str> =
            import.text.lines().filter(|line| line.starts_with(['v', 'u', 'p', 'n'])).collect();
        let joined = said.join("; ");
        for part in [
            "value = 71.4",
            "value = 72.5",
            "note = \"初步数\"",
            "value = 12345",
            "value = 1.2",
            "unit = \"万所\"",
            "note = \"按口径计\"",
        ] {
            assert!(joined.contains(part), "{producer}: {part} in {joined}");
        }
        let comments = codes(&import).contains("D729");
        assert_eq!(comments, producer != "xlsxwriter", "{producer}: its comment is told");
        assert_eq!(import.text.matches("[[observation]]").count(), 4, "{producer}");
    }
}
