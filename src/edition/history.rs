//! The history of figures: what each edition said of them, and what the site says now.
//!
//! In: snapshots from the earliest to the latest. Out: lines by place and indicator. It must not judge: a difference that needs a
//! reason is told by `revision`.

use std::collections::BTreeMap;

use super::diff::shown;
use super::snapshot::{Row, Snapshot, value};

/// What the editions said of one value or target, in the order of the editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `observations`, `targets` or `verdicts`.
    pub table: &'static str,
    /// The id of the observation or target.
    pub id: String,
    /// The name of it.
    pub name: String,
    /// For when.
    pub period: String,
    /// Since when, where it is a change.
    pub since: String,
    /// What each edition said; none where it did not know of it.
    pub cells: Vec<Option<String>>,
}

/// The lines of each figure, by the ids of its place and its indicator.
pub type History = BTreeMap<(String, String), Vec<Line>>;

/// The lines of a figure while they are found, by table and key.
type Found = BTreeMap<(&'static str, String), Line>;

/// The history of all figures.
pub fn history(snapshots: &[&Snapshot]) -> History {
    let mut lines: BTreeMap<(String, String), Found> = BTreeMap::new();
    for (number, snapshot) in snapshots.iter().enumerate() {
        for table in ["observations", "targets", "verdicts"] {
            for row in snapshot.rows(table).iter().filter(|row| !value(row, "indicator").is_empty()) {
                let cell = (value(row, "place").to_owned(), value(row, "indicator").to_owned());
                let (id, key) = (id(table, row), super::key(table, row));
                let line = lines.entry(cell).or_default().entry((table, key)).or_insert_with(|| Line {
                    table,
                    id,
                    name: String::new(),
                    period: String::new(),
                    since: String::new(),
                    cells: vec![None; snapshots.len()],
                });
                // The latest edition that has it says what it is called.
                line.name = value(row, "name").to_owned();
                line.period = value(row, "period").to_owned();
                line.since = value(row, "since").to_owned();
                line.cells[number] = Some(shown(table, row));
            }
        }
    }
    lines.into_iter().map(|(cell, lines)| (cell, lines.into_values().collect())).collect()
}

fn id(table: &str, row: &Row) -> String {
    value(row, if table == "verdicts" { "target" } else { "id" }).to_owned()
}
