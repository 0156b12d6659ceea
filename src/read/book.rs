//! A workbook or a table as it was written, before anybody says what its cells mean.
//!
//! In: nothing. Out: the types [`Book`], [`Sheet`] and [`Cell`]. They know rows, columns and how a cell is shown; they must
//! not know records, nor turn a number into a float: a number is its digits.

use std::collections::{BTreeMap, BTreeSet};

/// A file of tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its sheets in their order; a table of text has one without a name.
    pub sheets: Vec<Sheet>,
    /// The encoding of a table of text.
    pub encoding: Option<&'static str>,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a table of text.
    pub name: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
    /// What stands in it, by row and column, each counted from 0.
    pub cells: BTreeMap<Place, Cell>,
    /// The areas that were merged into one cell.
    pub merged: Vec<Area>,
    /// The rows and columns that are hidden or filtered away.
    pub hidden_rows: BTreeSet<u32>,
    /// The columns that are hidden.
    pub hidden_columns: BTreeSet<u32>,
    /// The cells that have a comment.
    pub comments: BTreeSet<Place>,
}

/// Row and column, each counted from 0.
pub type Place = (u32, u32);

/// A rectangle of cells, both corners within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The first row and column.
    pub first: Place,
    /// The last row and column.
    pub last: Place,
}

impl Area {
    /// Whether a cell lies in it.
    pub fn holds(&self, (row, column): Place) -> bool {
        (self.first.0..=self.last.0).contains(&row) && (self.first.1..=self.last.1).contains(&column)
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The value.
    pub value: CellValue,
    /// How numbers are shown, where it says so: `0.0%`.
    pub format: Option<String>,
    /// The formula that gave the value.
    pub formula: Option<String>,
}

/// A value as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellValue {
    /// A formula without a value.
    Empty,
    /// A text.
    Text(String),
    /// A number, with the digits of the file.
    Number(String),
    /// A day, or a moment of one, by its year, month, day; the number of days where there is no such day.
    Day(i32, u8, u8),
    /// `TRUE` or `FALSE`.
    Flag(bool),
    /// `#DIV/0!` and the like.
    Error(String),
}

/// The name of a cell as people say it: `C5`.
pub fn cell_name((row, column): Place) -> String {
    format!("{}{}", column_name(column), u64::from(row) + 1)
}

/// The letters of a column: `A`, `AB`.
pub fn column_name(column: u32) -> String {
    let (mut rest, mut letters) = (u64::from(column) + 1, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The place behind a name: `C5`, `$C$5`.
pub fn place_of(name: &str) -> Option<Place> {
    let name = name.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at(letters);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().fold(0u32, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

impl Sheet {
    /// The place whose value a cell shows: the first of the area into which it was merged, or itself.
    pub fn shown(&self, place: Place) -> Place {
        self.merged.iter().find(|area| area.holds(place)).map_or(place, |area| area.first)
    }

    /// The last row and column with something in them.
    pub fn extent(&self) -> Option<Place> {
        let row = self.cells.keys().next_back()?.0;
        let column = self.cells.keys().map(|(_, column)| *column).max()?;
        Some((row, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_name_them() {
        for (place, name) in
            [((0, 0), "A1"), ((4, 2), "C5"), ((9, 26), "AA10"), ((1_048_575, 16_383), "XFD1048576")]
        {
            assert_eq!(cell_name(place), name);
            assert_eq!(place_of(name), Some(place));
        }
        assert_eq!(place_of("$C$5"), Some((4, 2)));
        for wrong in ["", "5", "C", "C0", "ABCD1", "C5x", "中1"] {
            assert_eq!(place_of(wrong), None, "{wrong}");
        }
    }
}
