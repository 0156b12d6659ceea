//! CSV tables become raw records: the same kinds, with their keys as columns. The one place that reads `csv`.
//!
//! In: the text of a table whose name begins with its kind (`observations-2025.csv`). Out: [`RawRecord`]s and
//! every fault with row and column. Lists within a cell are joined with `;`; tables within a cell do not exist.

use super::toml::{complete, misfit_fault, name_of};
use super::{known_keys, near};
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

/// The records of a table.
pub(super) fn records(
    file: FileId,
    text: &str,
    kind: &'static Kind,
    faults: &mut Vec<Diagnostic>,
) -> Vec<RawRecord> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut row = csv::StringRecord::new();
    let mut columns: Option<Vec<Option<usize>>> = None;
    let mut records = Vec::new();
    loop {
        match rows.read_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return records,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                let origin = Origin::Cell { file, row: narrow(line), column: 1 };
                faults.push(Diagnostic::new(&catalogue::SYNTAX, origin).with("detail", error.to_string()));
                return records;
            }
        }
        let line = narrow(row.position().map_or(1, csv::Position::line));
        let at = |column: usize| Origin::Cell { file, row: line, column: narrow(column as u64 + 1) };
        match &columns {
            None => columns = Some(header(&row, kind, at, faults)),
            Some(columns) if columns.len() != row.len() => faults.push(
                Diagnostic::new(&catalogue::TABLE_ROW, at(0))
                    .with("found", row.len().to_string())
                    .with("expected", columns.len().to_string()),
            ),
            Some(columns) => records.push(record(&row, kind, columns, at, faults)),
        }
    }
}

fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn header(
    row: &csv::StringRecord,
    kind: &Kind,
    at: impl Fn(usize) -> Origin,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let place = |(column, name): (usize, &str)| {
        let field = kind.field(name.trim()).filter(|(_, field)| is_cell(field.of));
        if field.is_none() {
            let candidate = nearest(name, kind.fields.iter().map(|field| field.key));
            faults.push(
                Diagnostic::new(&catalogue::TABLE_HEADER, at(column))
                    .with("key", name)
                    .with("kind", name_of(kind))
                    .with("known", known_keys(kind))
                    .with("near", near(candidate)),
            );
        }
        field.map(|(place, _)| place)
    };
    row.iter().enumerate().map(place).collect()
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
    columns: &[Option<usize>],
    at: impl Fn(usize) -> Origin,
    faults: &mut Vec<Diagnostic>,
) -> RawRecord {
    let (mut fields, mut unread) = (Vec::with_capacity(columns.len()), Vec::new());
    for (column, cell) in row.iter().enumerate() {
        let Some(Some(place)) = columns.get(column).filter(|_| !cell.is_empty()) else { continue };
        let field = &kind.fields[*place];
        match read(field, cell, at(column)) {
            Ok(value) => fields.push((*place, Spanned { value, origin: at(column) })),
            Err(misfit) => {
                unread.push(*place);
                faults.push(misfit_fault(field, &misfit, at(column), cell));
            }
        }
    }
    let record = RawRecord { kind, origin: at(0), fields };
    complete(&record, &unread, faults);
    record
}

fn read(field: &Field, cell: &str, origin: Origin) -> Result<RawValue, Misfit> {
    match field.of {
        Type::List(of) | Type::OneOrMore(of) => {
            let items = cell.split(';').map(|item| {
                of.read(Literal::Cell(item.trim())).map(|value| Spanned { value, origin })
            });
            items.collect::<Result<Vec<_>, _>>().map(RawValue::List)
        }
        of => of.read(Literal::Cell(cell)),
    }
}
