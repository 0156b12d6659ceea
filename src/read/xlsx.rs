//! Workbooks of Excel become [`Book`]s. The one place that names `quick_xml`.
//!
//! In: the bytes of an `.xlsx` file, which are hostile. Out: what its cells store, to the digit, and how they show it; or why
//! it cannot be read. It must not calculate, follow a link to another file, or unpack more than [`MAX_UNPACKED`] bytes.
//!
//! Cells are taken from the file's own XML: a library that hands out floats would lose the digits, the number formats, hidden
//! rows and comments, and makes room for as many cells as a file claims to have.

use std::collections::BTreeMap;
use std::io::Cursor;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::book::{Area, Book, Cell, CellValue, Place, Sheet, place_of};
use crate::archive::{Unzip, ZipFault};
use crate::bilingual::{Bilingual, both};

/// The most bytes that a workbook may have once it is unpacked.
pub const MAX_UNPACKED: u64 = 256 * 1024 * 1024;
/// The most cells that are read.
pub const MAX_CELLS: usize = 2_000_000;
/// Rows and columns beyond these do not exist in Excel.
const MAX_PLACE: Place = (1_048_575, 16_383);
const MAX_SHEETS: usize = 256;

/// Why a workbook cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no workbook.
    Broken(Bilingual),
    /// It holds more than is read.
    TooLarge,
}

type Result<T> = std::result::Result<T, Unreadable>;

const NO_ARCHIVE: Unreadable = Unreadable::Broken(both(
    "它不是 .xlsx 工作簿（旧的 .xls 和加密的文件也读不了）",
    "it is no .xlsx workbook (old .xls files and encrypted ones cannot be read either)",
));
const BAD_PART: Unreadable =
    Unreadable::Broken(both("工作簿内部残缺或损坏", "a part of the workbook is missing or broken"));

/// Reads a workbook.
///
/// # Errors
/// [`Unreadable`] where it is no workbook, or too large a one.
pub fn read(bytes: &[u8]) -> Result<Book> {
    let archive = Unzip::open(Cursor::new(bytes)).map_err(|fault| match fault {
        ZipFault::TooLarge | ZipFault::TooMany => Unreadable::TooLarge,
        _ => NO_ARCHIVE,
    })?;
    let mut parts = Parts { archive, left: MAX_UNPACKED };
    let book = parts.text("xl/workbook.xml")?.ok_or(NO_ARCHIVE)?;
    let targets = relations(&parts.text("xl/_rels/workbook.xml.rels")?.unwrap_or_default())?;
    let styles = Styles::read(&parts.text("xl/styles.xml")?.unwrap_or_default())?;
    let shared = shared_strings(&parts.text("xl/sharedStrings.xml")?.unwrap_or_default())?;
    let (heads, from_1904) = heads(&book)?;
    let context = Context { styles, shared, from_1904 };
    let (mut sheets, mut cells) = (Vec::new(), 0);
    for head in heads {
        let Some(target) = targets.get(&head.relation) else { continue };
        let path = part_path("xl", &target.path);
        let Some(text) = parts.text(&path)? else { return Err(BAD_PART) };
        let mut sheet = Sheet { name: head.name, is_hidden: head.is_hidden, ..Sheet::default() };
        context.sheet(&text, &mut sheet, MAX_CELLS - cells)?;
        cells += sheet.cells.len();
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let beside = relations(&parts.text(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default())?;
        for target in beside.values().filter(|target| target.kind.ends_with("/comments")) {
            comments(&parts.text(&part_path(folder, &target.path))?.unwrap_or_default(), &mut sheet)?;
        }
        sheets.push(sheet);
    }
    if sheets.is_empty() { Err(BAD_PART) } else { Ok(Book { sheets, encoding: None }) }
}

/// The parts of a workbook, and how much may still be unpacked.
struct Parts<'b> {
    archive: Unzip<Cursor<&'b [u8]>>,
    left: u64,
}

impl Parts<'_> {
    /// The text of a part, where there is one.
    fn text(&mut self, path: &str) -> Result<Option<String>> {
        let entry = self.archive.entries.iter().find(|entry| entry.path == path && entry.is_file).cloned();
        let Some(entry) = entry else { return Ok(None) };
        self.left = self.left.checked_sub(entry.bytes).ok_or(Unreadable::TooLarge)?;
        let mut bytes = Vec::new();
        self.archive.read(&entry, |piece| bytes.extend_from_slice(piece)).map_err(|fault| match fault {
            ZipFault::TooLarge => Unreadable::TooLarge,
            _ => BAD_PART,
        })?;
        String::from_utf8(bytes).map(Some).map_err(|_| BAD_PART)
    }
}

/// The path of a part as seen from a folder: `worksheets/sheet1.xml`, `/xl/…`, `../comments1.xml`.
fn part_path(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What is met on the way through a part.
enum Node<'n> {
    Open(&'n str, &'n BytesStart<'n>),
    Text(&'n str),
    Close(&'n str),
}

/// Walks through a part. Names are without their namespace; entities that XML does not know are left out.
fn walk(xml: &str, mut meet: impl FnMut(Node<'_>) -> Result<()>) -> Result<()> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().map_err(|_| BAD_PART)? {
            Event::Start(start) => meet(Node::Open(start.local_name().as_ref(), &start))?,
            Event::Empty(start) => {
                meet(Node::Open(start.local_name().as_ref(), &start))?;
                meet(Node::Close(start.local_name().as_ref()))?;
            }
            Event::End(end) => meet(Node::Close(end.local_name().as_ref()))?,
            Event::Text(text) => meet(Node::Text(&text.xml10_content()))?,
            Event::CData(text) => meet(Node::Text(&text.xml10_content()))?,
            Event::GeneralRef(entity) => {
                let known = match &*entity.xml10_content() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => entity.resolve_char_ref().ok().flatten(),
                };
                if let Some(c) = known {
                    meet(Node::Text(c.encode_utf8(&mut [0; 4])))?;
                }
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// An attribute by its name without a namespace.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn is_set(start: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(start, name).as_deref(), Some("1" | "true"))
}

/// Where a relation leads.
struct Target {
    path: String,
    kind: String,
}

fn relations(xml: &str) -> Result<BTreeMap<String, Target>> {
    let mut found = BTreeMap::new();
    walk(xml, |node| {
        if let Node::Open("Relationship", start) = node
            && attribute(start, "TargetMode").as_deref() != Some("External")
            && let (Some(id), Some(path), Some(kind)) =
                (attribute(start, "Id"), attribute(start, "Target"), attribute(start, "Type"))
        {
            found.insert(id, Target { path, kind });
        }
        Ok(())
    })?;
    Ok(found)
}

struct Head {
    name: String,
    relation: String,
    is_hidden: bool,
}

/// The sheets that a workbook names, and whether its days are counted from 1904.
fn heads(xml: &str) -> Result<(Vec<Head>, bool)> {
    let (mut heads, mut from_1904) = (Vec::new(), false);
    walk(xml, |node| {
        match node {
            Node::Open("workbookPr", start) => from_1904 = is_set(start, "date1904"),
            Node::Open("sheet", start) if heads.len() < MAX_SHEETS => heads.push(Head {
                name: attribute(start, "name").unwrap_or_default(),
                // The key is r:id; a sheet has another id of its own, sheetId.
                relation: attribute(start, "id").unwrap_or_default(),
                is_hidden: attribute(start, "state").is_some_and(|state| state != "visible"),
            }),
            _ => {}
        }
        Ok(())
    })?;
    Ok((heads, from_1904))
}

/// The texts that cells share, without the readings that stand above characters.
fn shared_strings(xml: &str) -> Result<Vec<String>> {
    let (mut texts, mut text, mut within, mut reading) = (Vec::new(), String::new(), false, 0);
    walk(xml, |node| {
        match node {
            Node::Open("si", _) => text.clear(),
            Node::Open("rPh", _) => reading += 1,
            Node::Close("rPh") => reading -= 1,
            Node::Open("t", _) => within = true,
            Node::Close("t") => within = false,
            Node::Text(part) if within && reading == 0 => text.push_str(part),
            Node::Close("si") => texts.push(std::mem::take(&mut text)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(texts)
}

fn comments(xml: &str, sheet: &mut Sheet) -> Result<()> {
    walk(xml, |node| {
        if let Node::Open("comment", start) = node {
            sheet.comments.extend(attribute(start, "ref").and_then(|name| place_of(&name)));
        }
        Ok(())
    })
}

/// The number format of each style.
struct Styles(Vec<Option<String>>);

impl Styles {
    fn read(xml: &str) -> Result<Styles> {
        let mut own: BTreeMap<u32, String> = BTreeMap::new();
        let (mut formats, mut in_cells) = (Vec::new(), false);
        walk(xml, |node| {
            match node {
                Node::Open("numFmt", start) => {
                    let id = attribute(start, "numFmtId").and_then(|id| id.parse().ok());
                    own.extend(id.zip(attribute(start, "formatCode")));
                }
                Node::Open("cellXfs", _) => in_cells = true,
                Node::Close("cellXfs") => in_cells = false,
                Node::Open("xf", start) if in_cells => {
                    let id: u32 = attribute(start, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    formats.push(own.get(&id).cloned().or_else(|| built_in(id).map(str::to_owned)));
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(Styles(formats))
    }
}

/// The formats that have a number and no text of their own; 27 to 36 and 50 to 58 are days in Chinese editions.
fn built_in(id: u32) -> Option<&'static str> {
    Some(match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 | 30 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        18..=21 | 32..=35 | 45..=47 | 55 | 56 => "h:mm:ss",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

/// Whether a format shows a day or an hour: it has a letter of one outside quotation marks, brackets and escapes.
fn is_day(format: &str) -> bool {
    let first = format.split(';').next().unwrap_or_default();
    let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
    first.chars().any(|c| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' | '_' | '*' | '!' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracketed = true,
            ']' if !quoted => bracketed = false,
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' if !quoted && !bracketed => {
                return true;
            }
            _ => {}
        }
        false
    }) && !first.eq_ignore_ascii_case("general")
}

/// The day with a number, counted from the end of 1899, or from the beginning of 1904. Excel takes 1900 for a leap year.
fn day(number: &str, from_1904: bool) -> Option<CellValue> {
    let days: i64 = number.split('.').next()?.parse().ok()?;
    let since_epoch = match (from_1904, days) {
        (true, 0..=2_957_003) => days - 24_107,
        (false, 61..=2_958_465) => days - 25_569,
        (false, 1..=59) => days - 25_568,
        _ => return None,
    };
    // Civil from days: years of 400, counted from March.
    let shifted = since_epoch + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(CellValue::Day(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// What the sheets of a workbook share.
struct Context {
    styles: Styles,
    shared: Vec<String>,
    from_1904: bool,
}

/// A cell while it is read.
#[derive(Default)]
struct Draft {
    place: Place,
    style: usize,
    kind: String,
    value: Option<String>,
    text: Option<String>,
    formula: Option<String>,
}

/// The part of a cell in which a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Nothing,
    Value,
    Formula,
    Text,
}

impl Context {
    fn sheet(&self, xml: &str, sheet: &mut Sheet, most: usize) -> Result<()> {
        let mut draft = Draft::default();
        let mut within = Within::Nothing;
        let mut next: Place = (0, 0);
        walk(xml, |node| {
            match node {
                Node::Open("col", start) if is_set(start, "hidden") => hide_columns(start, sheet),
                Node::Open("row", start) => {
                    let row = attribute(start, "r").and_then(|row| row.parse::<u32>().ok()?.checked_sub(1));
                    next = (row.unwrap_or(next.0), 0);
                    if is_set(start, "hidden") {
                        sheet.hidden_rows.insert(next.0);
                    }
                }
                Node::Close("row") => next = (next.0.saturating_add(1), 0),
                Node::Open("c", start) => {
                    let place = attribute(start, "r").and_then(|name| place_of(&name)).unwrap_or(next);
                    next = (place.0, place.1.saturating_add(1));
                    let style = attribute(start, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                    let kind = attribute(start, "t").unwrap_or_default();
                    draft = Draft { place, style, kind, ..Draft::default() };
                }
                Node::Open("v", _) => (within, draft.value) = (Within::Value, Some(String::new())),
                Node::Open("f", _) => (within, draft.formula) = (Within::Formula, Some(String::new())),
                Node::Open("t", _) => {
                    within = Within::Text;
                    draft.text.get_or_insert_default();
                }
                Node::Close("v" | "f" | "t") => within = Within::Nothing,
                Node::Text(text) => draft.push(within, text),
                Node::Close("c") => self.put(std::mem::take(&mut draft), sheet, most)?,
                Node::Open("mergeCell", start) => sheet.merged.extend(area(start)),
                _ => {}
            }
            Ok(())
        })
    }

    fn put(&self, draft: Draft, sheet: &mut Sheet, most: usize) -> Result<()> {
        let place = draft.place;
        if place.0 > MAX_PLACE.0 || place.1 > MAX_PLACE.1 {
            return Err(BAD_PART);
        }
        if let Some(cell) = self.cell(draft) {
            sheet.cells.insert(place, cell);
        }
        if sheet.cells.len() > most { Err(Unreadable::TooLarge) } else { Ok(()) }
    }

    fn cell(&self, draft: Draft) -> Option<Cell> {
        let format = self.styles.0.get(draft.style).cloned().flatten();
        let stored = draft.value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        let value = match (draft.kind.as_str(), stored) {
            ("s", Some(index)) => CellValue::Text(self.shared.get(index.parse::<usize>().ok()?)?.clone()),
            ("inlineStr", _) => CellValue::Text(draft.text?),
            ("str", _) => CellValue::Text(draft.value.unwrap_or_default()),
            ("b", Some(flag)) => CellValue::Flag(flag == "1"),
            ("e", Some(error)) => CellValue::Error(error.to_owned()),
            ("d", Some(day)) => CellValue::Text(day.to_owned()),
            (_, Some(number)) if format.as_deref().is_some_and(is_day) => {
                day(number, self.from_1904).unwrap_or_else(|| CellValue::Number(number.to_owned()))
            }
            (_, Some(number)) => CellValue::Number(number.to_owned()),
            (_, None) if draft.formula.is_some() => CellValue::Empty,
            (_, None) => return None,
        };
        let is_blank = matches!(&value, CellValue::Text(text) if text.trim().is_empty());
        (!is_blank || draft.formula.is_some()).then_some(Cell { value, format, formula: draft.formula })
    }
}

impl Draft {
    fn push(&mut self, within: Within, text: &str) {
        let part = match within {
            Within::Nothing => return,
            Within::Value => &mut self.value,
            Within::Formula => &mut self.formula,
            Within::Text => &mut self.text,
        };
        part.get_or_insert_default().push_str(text);
    }
}

fn hide_columns(start: &BytesStart<'_>, sheet: &mut Sheet) {
    let number = |name| attribute(start, name).and_then(|number| number.parse::<u32>().ok());
    if let (Some(first), Some(last)) = (number("min"), number("max")) {
        sheet.hidden_columns.extend(first.saturating_sub(1)..last.min(MAX_PLACE.1 + 1));
    }
}

fn area(start: &BytesStart<'_>) -> Option<Area> {
    let name = attribute(start, "ref")?;
    let (first, last) = name.split_once(':').unwrap_or((&name, &name));
    Some(Area { first: place_of(first)?, last: place_of(last)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_excel_counts_them() {
        for (number, from_1904, expected) in [
            ("1", false, (1900, 1, 1)),
            ("59", false, (1900, 2, 28)),
            ("61", false, (1900, 3, 1)),
            ("45292", false, (2024, 1, 1)),
            ("45351.75", false, (2024, 2, 29)),
            ("43830", true, (2024, 1, 1)),
            ("0", true, (1904, 1, 1)),
        ] {
            let (year, month, day_) = expected;
            assert_eq!(day(number, from_1904), Some(CellValue::Day(year, month, day_)), "{number}");
        }
        for wrong in ["60", "0", "-1", "9999999", "x"] {
            assert_eq!(day(wrong, false), None, "{wrong}");
        }
    }

    #[test]
    fn a_format_shows_a_day_where_a_letter_says_so() {
        for format in ["yyyy/m/d", "[$-804]yyyy\"年\"m\"月\"", "d-mmm", "h:mm:ss", "m\"月\"d\"日\""] {
            assert!(is_day(format), "{format}");
        }
        for format in
            ["General", "0.0%", "0.00\"亿元\"", "#,##0", "[Red]0.0", "\"days\" 0", "0\\d", "[DBNum1]0", "@"]
        {
            assert!(!is_day(format), "{format}");
        }
    }

    #[test]
    fn parts_are_found_from_where_they_are_named() {
        assert_eq!(part_path("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(part_path("xl/worksheets", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(part_path("xl", "/xl/worksheets/a.xml"), "xl/worksheets/a.xml");
        assert_eq!(part_path("xl", "../../../etc/passwd"), "etc/passwd");
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", b"id,name\n", &[0xD0, 0xCF, 0x11, 0xE0]] {
            assert_eq!(read(bytes), Err(NO_ARCHIVE));
        }
    }
}
