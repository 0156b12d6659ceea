//! CSV tables become raw records: the same kinds, with their keys as columns. The one place that reads `csv`.
//!
//! In: the text of a table whose name begins with its kind (`observations-2025.csv`). Out: [`RawRecord`]s and
//! every fault with row and column. Lists within a cell are joined with `;`; tables within a cell do not exist.

use super::faults::{complete, misfit_fault, missing, not_one_of};
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue, nearest};
use crate::language::{Field, KINDS, Kind, Literal, Misfit, RawRecord, RawValue, Spanned, Type};

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
    faults: &mut Vec<Diagnostic>,
) -> Option<Vec<RawRecord>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut row = csv::StringRecord::new();
    let mut header: Option<Header> = None;
    let mut records = Vec::new();
    let (mut line, mut counted) = (1, 0);
    // A text is UTF-8 and rows may have any length, so that reading ends at the end of the text alone.
    while rows.read_record(&mut row).is_ok_and(|more| more) {
        let end = usize::try_from(rows.position().byte()).unwrap_or(text.len()).min(text.len());
        let start = row_start(text, row.position(), end);
        line += text[counted..start].matches('\n').count();
        counted = start;
        let number = u32::try_from(line).unwrap_or(u32::MAX);
        let at = |column: usize| Origin::Cell { file, row: number, column: narrow(column + 1) };
        if text[start..end].matches('"').count() % 2 == 1 {
            faults.push(Diagnostic::new(&catalogue::TABLE_QUOTE, at(0)));
            return None;
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match &header {
            None => header = Some(Header::read(&row, kind, at, faults)),
            Some(header) if header.columns.len() != row.len() => faults.push(
                Diagnostic::new(&catalogue::TABLE_ROW, at(0))
                    .with("found", row.len().to_string())
                    .with("expected", header.columns.len().to_string()),
            ),
            Some(header) => records.push(record(&row, kind, header, at, faults)),
        }
    }
    Some(records)
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
        row: &csv::StringRecord,
        kind: &'static Kind,
        at: impl Fn(usize) -> Origin,
        faults: &mut Vec<Diagnostic>,
    ) -> Header {
        let (mut columns, mut absent) = (Vec::with_capacity(row.len()), Vec::new());
        for (column, name) in row.iter().map(str::trim).enumerate() {
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
        let first = RawRecord {
            kind,
            origin,
            fields: Vec::new(),
            unread: self.columns.iter().flatten().copied().collect(),
        };
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
    row: &csv::StringRecord,
    kind: &'static Kind,
    header: &Header,
    at: impl Fn(usize) -> Origin,
    faults: &mut Vec<Diagnostic>,
) -> RawRecord {
    let (mut fields, mut unread) = (Vec::with_capacity(row.len()), header.absent.clone());
    for (column, cell) in row.iter().map(str::trim).enumerate() {
        let Some(Some(place)) = header.columns.get(column).filter(|_| !cell.is_empty()) else { continue };
        let field = &kind.fields[*place];
        match read(field, cell, at(column)) {
            Ok(value) => fields.push((*place, Spanned { value, origin: at(column) })),
            Err(misfit) => {
                unread.push(*place);
                faults.push(misfit_fault(field, &misfit, at(column), cell));
            }
        }
    }
    let record = RawRecord { kind, origin: at(0), fields, unread };
    let cell = |place| header.columns.iter().position(|column| *column == Some(place)).map_or(at(0), &at);
    complete(&record, cell, faults);
    record
}

fn read(field: &Field, cell: &str, origin: Origin) -> Result<RawValue, Misfit> {
    match field.of {
        Type::List(of) | Type::OneOrMore(of) => {
            let items = cell
                .split(';')
                .map(|item| of.read(Literal::Cell(item.trim())).map(|value| Spanned { value, origin }));
            items.collect::<Result<Vec<_>, _>>().map(RawValue::List)
        }
        of => of.read(Literal::Cell(cell)),
    }
}
