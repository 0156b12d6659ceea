//! What was published does not change silently: a figure that differs from an edition, or a record that is gone, needs a
//! `[[revision]]`.
//!
//! In: the editions, the snapshot of the site that is being made, and where records are written. Out: faults. It must not mend
//! anything.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Editions;
use super::diff::{is_same, shown, unknown_revisions};
use super::rows::{Row, pairs};
use super::snapshot::Snapshot;
use crate::diagnostic::{Diagnostic, Fault, Origin, catalogue};

/// The tables whose records may not vanish.
const PUBLISHED: &[&str] = &[
    "documents",
    "duties",
    "findings",
    "milestones",
    "observations",
    "occurrences",
    "plans",
    "provisions",
    "targets",
    "tasks",
];

/// The tables whose figures may not change, and the columns that make them.
const FIGURES: &[(&str, &[&str])] = &[
    ("milestones", &["place", "period", "state"]),
    (
        "observations",
        &[
            "place",
            "indicator",
            "period",
            "measure",
            "since",
            "op",
            "value",
            "value_max",
            "unit",
            "grade",
            "formula",
        ],
    ),
    ("provisions", &["op", "value", "value_max", "unit"]),
    (
        "targets",
        &[
            "place",
            "indicator",
            "period",
            "op",
            "value",
            "value_max",
            "unit",
            "since",
            "bound",
            "benchmark",
            "grade",
            "tolerance",
        ],
    ),
];

/// Reports what differs from an edition without a revision, once for each record, naming the last edition that has it otherwise.
pub fn check(
    editions: &Editions,
    now: &Snapshot,
    origin: &(dyn Fn(&str) -> Option<Origin> + Sync),
) -> Vec<Diagnostic> {
    let mut faults = BTreeMap::new();
    for edition in editions.before(now) {
        let mut check = Check { edition, now, withdrawn: BTreeSet::new(), revised: BTreeMap::new(), origin };
        for revision in unknown_revisions(edition, now) {
            check.withdrawn.insert(revision.value("withdraws"));
            check.revised.entry(revision.value("of")).or_default().push(revision);
        }
        let found: Vec<Found> = PUBLISHED.par_iter().map(|table| check.table(table)).collect();
        faults.extend(found.into_iter().flatten());
    }
    faults.into_values().collect()
}

struct Check<'a> {
    edition: &'a Snapshot,
    now: &'a Snapshot,
    /// What the revisions withdraw that the edition does not know.
    withdrawn: BTreeSet<&'a str>,
    /// These revisions by what they revise.
    revised: BTreeMap<&'a str, Vec<Row<'a>>>,
    origin: &'a (dyn Fn(&str) -> Option<Origin> + Sync),
}

/// Faults by their records: the id and the table.
type Found = Vec<((String, &'static str), Diagnostic)>;

impl Check<'_> {
    fn fault(&self, fault: &'static Fault, id: &str) -> Diagnostic {
        let origin = (self.origin)(id).unwrap_or(Origin::Project);
        Diagnostic::new(fault, origin).with("id", id).with("edition", self.edition.label())
    }

    fn table(&self, table: &'static str) -> Found {
        let columns = FIGURES.iter().find(|(figures, _)| *figures == table).map(|(_, columns)| *columns);
        let rows = pairs(self.edition.rows(table), self.now.rows(table), |row| row.value("id"));
        let faults = rows.into_iter().filter_map(|pair| match pair {
            (Some(old), None) => Some((old, self.vanished(table, old)?)),
            (Some(old), Some(new)) => Some((old, self.changed(table, columns?, old, new)?)),
            (None, _) => None,
        });
        faults.map(|(row, fault)| ((row.value("id").to_owned(), table), fault)).collect()
    }

    fn vanished(&self, table: &str, row: Row<'_>) -> Option<Diagnostic> {
        let id = row.value("id");
        if self.withdrawn.contains(id) {
            return None;
        }
        let was = match shown(table, row) {
            words if words.is_empty() => row.value("name").to_owned(),
            words => words,
        };
        Some(self.fault(&catalogue::RECORD_VANISHED, id).with("old", was))
    }

    fn changed(&self, table: &str, columns: &[&str], old: Row<'_>, new: Row<'_>) -> Option<Diagnostic> {
        let id = old.value("id");
        let differing: Vec<&str> =
            columns.iter().copied().filter(|column| !is_same(old.value(column), new.value(column))).collect();
        // A derived value follows from its terms: they are what changed.
        let is_followed = differing == ["value"] && !new.value("formula").is_empty();
        if differing.is_empty() || is_followed {
            return None;
        }
        let fault = match self.standing(id, old, new) {
            Standing::Explained => return None,
            Standing::Silent => &catalogue::CHANGED_SILENTLY,
            Standing::Otherwise => &catalogue::REVISION_DISAGREES,
        };
        // What differs in no part of the figure is told by the columns that do differ.
        let told = |row: Row<'_>| match (shown(table, row), differing.as_slice()) {
            (words, ["value" | "state", ..]) if !words.is_empty() => words,
            (words, columns) => {
                let cells = columns.iter().map(|column| format!("{column} = {}", row.value(column)));
                format!("{words} ({})", cells.collect::<Vec<_>>().join(", "))
            }
        };
        Some(self.fault(fault, id).with("old", told(old)).with("new", told(new)))
    }

    /// Whether the revisions since the edition lead from what it published to what stands now.
    fn standing(&self, id: &str, old: Row<'_>, new: Row<'_>) -> Standing {
        let Some(of) = self.revised.get(id) else { return Standing::Silent };
        let agrees = |column: &str, published: &str| {
            of.iter().any(|revision| {
                let said = revision.value(column);
                said.is_empty() || is_same(said, published)
            })
        };
        if agrees("old", old.value("value")) && agrees("new", new.value("value")) {
            Standing::Explained
        } else {
            Standing::Otherwise
        }
    }
}

/// What revisions say of a difference.
enum Standing {
    /// They say what it was and what it is.
    Explained,
    /// There are none.
    Silent,
    /// They say something else.
    Otherwise,
}
