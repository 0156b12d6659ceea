//! The history of figures: what each edition said of them, and what the site says now.
//!
//! In: snapshots from the earliest to the latest. Out: the lines of a figure when they are asked for. It must not judge: a
//! difference that needs a reason is told by `revision`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::diff::shown;
use super::rows::{Order, Row};
use super::snapshot::{Key, Snapshot};

/// What the editions said of one value or target, in the order of the editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `observations`, `targets` or `verdicts`.
    pub table: &'static str,
    /// The id of the observation or target.
    pub id: String,
    /// For when.
    pub period: String,
    /// Since when, where it is a change.
    pub since: String,
    /// What each edition said; none where it did not know of it.
    pub cells: Vec<Option<String>>,
}

/// The tables that say something of figures.
const TABLES: [&str; 3] = ["observations", "targets", "verdicts"];

/// What all editions said of all figures.
#[derive(Debug, Default)]
pub struct History {
    /// The snapshots, and the rows of each table by place and indicator.
    snapshots: Vec<(Arc<Snapshot>, [Order; 3])>,
}

/// Of which figure a row speaks: its place and its indicator.
fn figure(row: Row<'_>) -> (&str, &str) {
    (row.value("place"), row.value("indicator"))
}

impl History {
    /// The history of these snapshots, from the earliest to the latest.
    pub fn of(snapshots: impl Iterator<Item = Arc<Snapshot>>) -> History {
        let ordered = snapshots.map(|snapshot| {
            let orders = TABLES.map(|table| Order::by(snapshot.rows(table), figure));
            (snapshot, orders)
        });
        History { snapshots: ordered.collect() }
    }

    /// The lines of a figure, by the ids of its place and its indicator.
    pub fn lines(&self, place: &str, indicator: &str) -> Vec<Line> {
        let mut lines: BTreeMap<(&'static str, Key<'_>), Line> = BTreeMap::new();
        for (number, (snapshot, orders)) in self.snapshots.iter().enumerate() {
            for (table, order) in TABLES.into_iter().zip(orders) {
                for row in order.of(snapshot.rows(table), figure, &(place, indicator)) {
                    let line = lines.entry((table, Key::of(table, row))).or_insert_with(|| Line {
                        table,
                        id: row.value(if table == "verdicts" { "target" } else { "id" }).to_owned(),
                        period: String::new(),
                        since: String::new(),
                        cells: vec![None; self.snapshots.len()],
                    });
                    // The latest edition that has it says for when it is.
                    line.period = row.value("period").to_owned();
                    line.since = row.value("since").to_owned();
                    line.cells[number] = Some(shown(table, row));
                }
            }
        }
        lines.into_values().collect()
    }
}
