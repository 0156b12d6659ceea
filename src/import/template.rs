//! A workbook to hand out: the headings of a kind, and a guide.
//!
//! In: a kind, a language, and the names that a project knows. Out: the bytes of an `.xlsx` file, the same each time. It must not hold an
//! example where data are read: examples stand in the guide, which an import passes over.

use std::io::Cursor;

use crate::archive::Zip;
use crate::bilingual::{Bilingual, Lang, both};
use crate::language::{self, Field, Kind};
use crate::model::Project;

const GUIDE: Bilingual = both("填写说明", "Guide");
const DATA: Bilingual = both("数据", "Data");

/// Whether a sheet is the guide of a template.
pub fn is_guide(name: &str) -> bool {
    Lang::ALL.iter().any(|lang| GUIDE.get(*lang) == name)
}

/// The keys of a kind that a template has a column for.
fn keys(kind: &Kind) -> &'static [&'static str] {
    match kind.key {
        "observation" => &["indicator", "period", "value", "unit", "place", "document", "at", "note"],
        "target" => &["indicator", "period", "reach", "unit", "place", "plan", "document", "at"],
        _ => &["number", "title", "lead", "responsible", "deadline", "plan", "document", "at"],
    }
}

/// What is written under a heading.
fn guide(key: &str) -> Bilingual {
    match key {
        "indicator" => {
            both("登记过的指标名称、别名或编号", "the name, alias or id of an indicator that is registered")
        }
        "period" => both("2024、2023-2025年、2024年3月、2024年上半年", "2024, 2023-2025, 2024-03, 2024Q1"),
        "value" => both(
            "照文件写数字：82.5；“2000多人”“95%以上”也认得；没有数值写 —",
            "the digits of the document: 82.5; “more than 2,000” is understood too; — for no value",
        ),
        "reach" => both(
            "照文件写：95、95%以上、不超过10、2-3",
            "as the document has it: 95, at least 95%, no more than 10, 2-3",
        ),
        "unit" => both("与指标相同的可以不写；万人、亿元照写", "may be left out where it is the indicator's"),
        "place" => both(
            "登记过的地区名称或编号；全表相同的可以用 --place 给出",
            "the name or id of a place; where all rows have one, --place gives it",
        ),
        "document" => both(
            "登记过的文件标题或编号；全表相同的可以用 --document 给出",
            "the title or id of a document; where all rows have one, --document gives it",
        ),
        "plan" => both(
            "登记过的规划名称或编号；全表相同的可以用 --plan 给出",
            "the name or id of a plan; where all rows have one, --plan gives it",
        ),
        "at" => both(
            "在文件中的位置：第二部分、附表3；可以不写",
            "the place in the document: Part 2, Table 3; may be left out",
        ),
        "note" => both("给读者的说明，可以不写", "a note for readers; may be left out"),
        "number" => both("规划里的序号：1、2、3", "its number in the plan: 1, 2, 3"),
        "title" => both("任务名称（原文）", "the task as printed"),
        "lead" | "responsible" => {
            both("登记过的单位；几个单位之间用分号", "bodies that are registered, parted by semicolons")
        }
        "deadline" => both("2025年12月31日、2025年、2025-12", "2025-12-31, 2025, 2025-12"),
        _ => both("", ""),
    }
}

/// The workbook.
pub fn workbook(kind: &Kind, lang: Lang, project: Option<&Project>) -> Vec<u8> {
    let fields: Vec<&Field> =
        keys(kind).iter().filter_map(|key| kind.field(key)).map(|(_, field)| field).collect();
    let mut data = String::from("<row r=\"1\">");
    for field in &fields {
        data.push_str(&cell(language::title(field, lang), 1));
    }
    data.push_str("</row>");
    let mut guide_rows = row(&[(GUIDE.get(lang), 1), (kind.words.get(lang), 1)]);
    guide_rows.push_str(&row(&[(
        match lang {
            Lang::Zh => "填在“数据”表里，第一行不改；列可以删减、调换。单元格的批注和隐藏的行列不读。",
            Lang::En => "Fill in the sheet “Data” and keep its first row; columns may be left out or moved. Comments and what is hidden are not read.",
        },
        0,
    )]));
    for field in &fields {
        guide_rows.push_str(&row(&[(language::title(field, lang), 1), (guide(field.key).get(lang), 0)]));
    }
    let names = project.filter(|_| kind.key != "task").map(|project| {
        project
            .indicators
            .iter()
            .map(|indicator| (indicator.name.get(lang), indicator.unit.printed()))
            .collect::<Vec<_>>()
    });
    for (name, unit) in names.unwrap_or_default() {
        guide_rows.push_str(&row(&[(language::title(fields[0], lang), 0), (name, 0), (unit, 0)]));
    }
    parts(&[(DATA.get(lang), sheet(&data, fields.len())), (GUIDE.get(lang), sheet(&guide_rows, 3))])
}

fn row(cells: &[(&str, u8)]) -> String {
    let cells: String = cells.iter().map(|(text, style)| cell(text, *style)).collect();
    format!("<row>{cells}</row>")
}

fn cell(text: &str, style: u8) -> String {
    format!("<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
}

/// A text as it stands in XML. Characters that XML does not know cannot come here: names are checked when they are read.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

fn sheet(rows: &str, columns: usize) -> String {
    let pane = "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
    let columns = format!("<cols><col min=\"1\" max=\"{columns}\" width=\"24\" customWidth=\"1\"/></cols>");
    format!("{HEAD}<worksheet xmlns=\"{MAIN}\">{pane}{columns}<sheetData>{rows}</sheetData></worksheet>")
}

/// The archive with its fixed parts. Entries have no time of their own.
fn parts(sheets: &[(&str, String)]) -> Vec<u8> {
    let numbered = |make: &dyn Fn(usize, &str) -> String| {
        sheets.iter().enumerate().map(|(place, (name, _))| make(place + 1, name)).collect::<String>()
    };
    let types = numbered(&|n, _| {
        format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>")
    });
    let heads =
        numbered(&|n, name| format!("<sheet name=\"{}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>", escaped(name)));
    let relations = numbered(&|n, _| {
        format!(
            "<Relationship Id=\"rId{n}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        )
    });
    let last = sheets.len() + 1;
    let mut files = vec![
        (
            "[Content_Types].xml".to_owned(),
            format!(
                "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPE}.styles+xml\"/>{types}</Types>"
            ),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!(
                "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{heads}</sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">{relations}<Relationship Id=\"rId{last}\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        ("xl/styles.xml".to_owned(), STYLES.replace("MAIN", MAIN)),
    ];
    files.extend(
        sheets
            .iter()
            .enumerate()
            .map(|(place, (_, text))| (format!("xl/worksheets/sheet{}.xml", place + 1), text.clone())),
    );
    let mut archive = Zip::new(Cursor::new(Vec::new()));
    for (path, text) in files {
        let put = archive.add(&path, text.len() as u64, text.as_bytes(), |_| {});
        debug_assert!(put.is_ok(), "an archive in memory takes every file");
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

/// Two looks of a cell: plain, and bold.
const STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"MAIN\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/></cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::xlsx;

    #[test]
    fn a_template_has_headings_that_an_import_knows_and_no_data() {
        for key in super::super::KINDS {
            let kind = language::kind(key).unwrap();
            for lang in Lang::ALL {
                let bytes = workbook(kind, lang, None);
                assert_eq!(bytes, workbook(kind, lang, None), "the same bytes each time");
                let book = xlsx::read(&bytes).unwrap();
                assert_eq!(book.sheets.len(), 2);
                assert!(is_guide(&book.sheets[1].name) && !is_guide(&book.sheets[0].name));
                for cell in book.sheets[0].cells.values() {
                    let crate::read::book::CellValue::Text(text) = &cell.value else { panic!("{cell:?}") };
                    assert!(language::heading(kind, text).is_some(), "{text}");
                }
            }
        }
    }
}
