//! CSV tables become raw records: the same kinds, with their keys as columns. The one place that reads `csv`.
//!
//! In: the text of a table whose name begins with its kind (`observations-2025.csv`). Out: [`RawRecord`]s and
//! every fault with row and column. Lists within a cell are joined with `;`; tables within a cell do not exist.

use super::bytes::before;
use super::faults::{complete, misfit_fault, missing, not_one_of};
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue, nearest};
use crate::language::{Field, KINDS, Kind, Literal, Misfit, Names, RawRecord, RawValue, Spanned, Type};

/// The kind that a table's name begins with: `observations-2025.csv` holds observations.
pub(super) fn kind_of(path: &str) -> Option<&'static Kind> {
    let name = path.rsplit('/').next()?;
    let word = name.split(['-', '.']).next()?;
    KINDS.iter().copied().find(|kind| word.strip_suffix('s') == Some(kind.key) || plural(kind) == word)
}

fn plural(kind: &Kind) -> String {
    kind.key.strip_suffix('y').map_or_else(|| format!("{}s", kind.key), |stem| format!("{stem}ies"))
}

/// The records of a table; none where it cannot be taken apart.
pub(super) fn records(
    file: FileId,
    text: &str,
    kind: &'static Kind,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Vec<RawRecord>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut rows = Rows { file, kind, header: None, records: Vec::new(), names, faults };
    if text.contains('"') || text.starts_with('\u{FEFF}') {
        rows.quoted(text)?;
    } else {
        rows.plain(text);
    }
    Some(rows.records)
}

/// A table while it is read.
struct Rows<'f> {
    file: FileId,
    kind: &'static Kind,
    header: Option<Header>,
    records: Vec<RawRecord>,
    names: &'f mut Names,
    faults: &'f mut Vec<Diagnostic>,
}

impl Rows<'_> {
    /// Reads a table with quotation marks; none where one is not closed.
    fn quoted(&mut self, text: &str) -> Option<()> {
        let mut rows =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut row = csv::StringRecord::new();
        let (mut line, mut counted) = (1, 0);
        // A text is UTF-8 and rows may have any length, so that reading ends at the end of the text alone.
        while rows.read_record(&mut row).is_ok_and(|more| more) {
            let end = usize::try_from(rows.position().byte()).unwrap_or(text.len()).min(text.len());
            let start = row_start(text, row.position(), end);
            line += text[counted..start].matches('\n').count();
            counted = start;
            if text[start..end].matches('"').count() % 2 == 1 {
                let origin = Origin::Cell { file: self.file, row: narrow(line), column: 1 };
                self.faults.push(Diagnostic::new(&catalogue::TABLE_QUOTE, origin));
                return None;
            }
            self.row(line, &row.iter().collect::<Vec<_>>());
        }
        Some(())
    }

    /// Reads a table without quotation marks: each comma parts cells, each end of a line rows. The `csv` crate says the same, but
    /// copies the text and looks at it letter by letter.
    fn plain(&mut self, text: &str) {
        let (bytes, mut cells) = (text.as_bytes(), Vec::new());
        let (mut line, mut start) = (1, 0);
        while let Some(rest) = bytes.get(start..) {
            let length = cell_length(rest);
            let (cell, mark) = (&text[start..start + length], rest.get(length));
            cells.push(cell);
            if mark != Some(&b',') {
                if cells.len() > 1 || !cell.is_empty() {
                    self.row(line, &cells);
                }
                cells.clear();
                line += usize::from(mark == Some(&b'\n'));
            }
            start += length + 1;
        }
    }

    /// Reads a row, which starts at a line counted from 1.
    fn row(&mut self, line: usize, cells: &[&str]) {
        let (file, row) = (self.file, narrow(line));
        let at = |column: usize| Origin::Cell { file, row, column: narrow(column + 1) };
        if cells.iter().all(|cell| trimmed(cell).is_empty()) {
            return;
        }
        match &self.header {
            None => self.header = Some(Header::read(cells, self.kind, at, self.faults)),
            Some(header) if header.columns.len() != cells.len() => self.faults.push(
                Diagnostic::new(&catalogue::TABLE_ROW, at(0))
                    .with("found", cells.len().to_string())
                    .with("expected", header.columns.len().to_string()),
            ),
            Some(header) => {
                self.records.push(record(cells, (self.kind, header), at, self.names, self.faults));
            }
        }
    }
}

/// The length of the cell that stands first in a text without quotation marks.
fn cell_length(text: &[u8]) -> usize {
    let mut length = 0;
    loop {
        // Few bytes are less than a comma without being the end of a cell.
        length += before(&text[length..], |eight| eight.below(b',' + 1));
        match text.get(length) {
            None | Some(b',' | b'\n' | b'\r') => return length,
            Some(_) => length += 1,
        }
    }
}

/// A cell without the blanks at its ends.
fn trimmed(cell: &str) -> &str {
    let is_mark = |b: Option<&u8>| b.is_none_or(u8::is_ascii_graphic);
    let bytes = cell.as_bytes();
    if is_mark(bytes.first()) && is_mark(bytes.last()) { cell } else { cell.trim() }
}

/// The byte at which a row starts: blank lines before it belong to the row for the `csv` crate.
fn row_start(text: &str, position: Option<&csv::Position>, end: usize) -> usize {
    let start = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(end).min(end));
    start + text[start..end].bytes().take_while(|byte| matches!(byte, b'\n' | b'\r')).count()
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What the first row of a table says.
struct Header {
    /// The place of each column's key in [`Kind::fields`].
    columns: Vec<Option<usize>>,
    /// Keys without a column, which is reported once and not for each row.
    absent: Vec<usize>,
}

impl Header {
    fn read(
        row: &[&str],
        kind: &'static Kind,
        at: impl Fn(usize) -> Origin,
        faults: &mut Vec<Diagnostic>,
    ) -> Header {
        let (mut columns, mut absent) = (Vec::with_capacity(row.len()), Vec::new());
        for (column, name) in row.iter().map(|name| name.trim()).enumerate() {
            let field = kind.field(name).filter(|(_, field)| is_cell(field.of)).map(|(place, _)| place);
            let place = field.filter(|place| !columns.contains(&Some(*place)));
            if place.is_none() {
                let candidate = field.is_none().then(|| nearest(name, cells(kind))).flatten();
                absent.extend(candidate.and_then(|key| kind.field(key)).map(|(place, _)| place));
                faults.push(
                    Diagnostic::new(&catalogue::TABLE_HEADER, at(column))
                        .with("key", name)
                        .with_each("kind", |lang| kind.title(lang))
                        .with_each("known", |lang| lang.list(cells(kind)))
                        .near(candidate)
                        .suggest(candidate),
                );
            }
            columns.push(place);
        }
        let mut header = Header { columns, absent };
        header.complete(kind, at(0), faults);
        header
    }

    /// Reports the columns that every row would lack.
    fn complete(&mut self, kind: &'static Kind, origin: Origin, faults: &mut Vec<Diagnostic>) {
        let mut first = RawRecord::new(kind, origin, 0);
        self.columns.iter().flatten().for_each(|place| first.set_unread(*place));
        let has = |key: &str| {
            first.is_given(key) || kind.field(key).is_some_and(|(at, _)| self.absent.contains(&at))
        };
        let mut absent = Vec::new();
        for (place, field) in kind.fields.iter().enumerate() {
            if field.need.is_required() && !has(field.key) {
                faults.push(missing(kind, field, origin));
                absent.push(place);
            }
        }
        for group in kind.one_of.iter().filter(|group| group.iter().all(|key| !has(key))) {
            faults.push(not_one_of(kind, group, &[], origin));
            absent.extend(group.first().and_then(|key| kind.field(key)).map(|(place, _)| place));
        }
        self.absent.extend(absent);
    }
}

/// The keys that can be columns.
fn cells(kind: &Kind) -> impl Iterator<Item = &'static str> {
    kind.fields.iter().filter(|field| is_cell(field.of)).map(|field| field.key)
}

fn is_cell(of: Type) -> bool {
    match of {
        Type::Table(_) | Type::Pair => false,
        Type::List(of) | Type::OneOrMore(of) => is_cell(*of),
        _ => true,
    }
}

fn record(
    cells: &[&str],
    (kind, header): (&'static Kind, &Header),
    at: impl Fn(usize) -> Origin,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> RawRecord {
    let count = cells.iter().filter(|cell| !cell.is_empty()).count();
    let mut record = RawRecord::new(kind, at(0), count);
    header.absent.iter().for_each(|place| record.set_unread(*place));
    for (column, (cell, place)) in cells.iter().zip(&header.columns).enumerate() {
        let (cell, Some(place)) = (trimmed(cell), place) else { continue };
        if cell.is_empty() {
            continue;
        }
        let (field, origin) = (&kind.fields[*place], at(column));
        match read(field, cell, origin, names) {
            Ok(value) => record.set(*place, Spanned { value, origin }),
            Err(misfit) => {
                record.set_unread(*place);
                faults.push(misfit_fault(field, &misfit, origin, cell));
            }
        }
    }
    let cell = |place| header.columns.iter().position(|column| *column == Some(place)).map_or(at(0), &at);
    complete(&record, cell, faults);
    record
}

fn read(field: &Field, cell: &str, origin: Origin, names: &mut Names) -> Result<RawValue, Misfit> {
    match field.of {
        Type::List(of) | Type::OneOrMore(of) => {
            let items = cell.split(';').map(|item| {
                names.read(*of, Literal::Cell(item.trim())).map(|value| Spanned { value, origin })
            });
            items.collect::<Result<Box<[_]>, _>>().map(RawValue::List)
        }
        of => names.read(of, Literal::Cell(cell)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a way of reading makes of a text.
    fn read_by(text: &str, way: fn(&mut Rows<'_>, &str)) -> String {
        let kind = kind_of("observations.csv").unwrap();
        let mut faults = Vec::new();
        let (file, names) = (FileId(0), &mut Names::default());
        let mut rows = Rows { file, kind, header: None, records: Vec::new(), names, faults: &mut faults };
        way(&mut rows, text);
        let records = std::mem::take(&mut rows.records);
        format!("{records:?} {faults:?}")
    }

    proptest! {
        #[test]
        fn tables_without_quotation_marks_are_what_the_library_says(text in "(id|value|place|,|[ a\u{3000}1\r\n])*") {
            let library = read_by(&text, |rows, text| _ = rows.quoted(text));
            prop_assert_eq!(read_by(&text, |rows, text| rows.plain(text)), library);
        }
    }
}
