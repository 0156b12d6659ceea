//! What was published does not change silently: a figure that differs from an edition, or a record that is gone, needs a
//! `[[revision]]`.
//!
//! In: the editions, the snapshot of the site that is being made, and where records are written. Out: faults. It must not mend
//! anything.

use std::collections::{BTreeMap, BTreeSet};

use super::Editions;
use super::diff::{is_same, shown};
use super::snapshot::{Row, Snapshot, value};
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
    origin: &dyn Fn(&str) -> Option<Origin>,
) -> Vec<Diagnostic> {
    let mut faults = BTreeMap::new();
    let revisions = now.by_key("revisions");
    for edition in editions.before(now) {
        let known = edition.by_key("revisions");
        let since: Vec<&Row> =
            revisions.iter().filter(|(id, _)| !known.contains_key(*id)).map(|(_, row)| *row).collect();
        let check = Check { edition, now, since, origin };
        for table in PUBLISHED {
            check.vanished(table, &mut faults);
        }
        for (table, columns) in FIGURES {
            check.changed(table, columns, &mut faults);
        }
    }
    faults.into_values().collect()
}

struct Check<'a> {
    edition: &'a Snapshot,
    now: &'a Snapshot,
    /// The revisions that the edition does not know.
    since: Vec<&'a Row>,
    origin: &'a dyn Fn(&str) -> Option<Origin>,
}

type Found = BTreeMap<String, Diagnostic>;

impl Check<'_> {
    fn fault(&self, fault: &'static Fault, id: &str) -> Diagnostic {
        let origin = (self.origin)(id).unwrap_or(Origin::Project);
        Diagnostic::new(fault, origin).with("id", id).with("edition", self.edition.label())
    }

    fn vanished(&self, table: &str, faults: &mut Found) {
        let now: BTreeSet<&str> = self.now.rows(table).iter().map(|row| value(row, "id")).collect();
        for row in self.edition.rows(table) {
            let id = value(row, "id");
            let is_withdrawn = self.since.iter().any(|revision| value(revision, "withdraws") == id);
            if !now.contains(id) && !is_withdrawn {
                let was = match shown(table, row) {
                    words if words.is_empty() => value(row, "name").to_owned(),
                    words => words,
                };
                faults.insert(id.to_owned(), self.fault(&catalogue::RECORD_VANISHED, id).with("old", was));
            }
        }
    }

    fn changed(&self, table: &str, columns: &[&str], faults: &mut Found) {
        let now = self.now.by_key(table);
        for old in self.edition.rows(table) {
            let id = value(old, "id");
            let Some(new) = now.get(id) else { continue };
            let differing: Vec<&str> = columns
                .iter()
                .copied()
                .filter(|column| !is_same(value(old, column), value(new, column)))
                .collect();
            // A derived value follows from its terms: they are what changed.
            let is_followed = differing == ["value"] && !value(new, "formula").is_empty();
            if differing.is_empty() || is_followed {
                continue;
            }
            let fault = match self.standing(id, old, new) {
                Standing::Explained => continue,
                Standing::Silent => &catalogue::CHANGED_SILENTLY,
                Standing::Otherwise => &catalogue::REVISION_DISAGREES,
            };
            // What differs in no part of the figure is told by the columns that do differ.
            let told = |row: &Row| match (shown(table, row), differing.as_slice()) {
                (words, ["value" | "state", ..]) if !words.is_empty() => words,
                (words, columns) => {
                    let cells = columns.iter().map(|column| format!("{column} = {}", value(row, column)));
                    format!("{words} ({})", cells.collect::<Vec<_>>().join(", "))
                }
            };
            faults.insert(id.to_owned(), self.fault(fault, id).with("old", told(old)).with("new", told(new)));
        }
    }

    /// Whether the revisions since the edition lead from what it published to what stands now.
    fn standing(&self, id: &str, old: &Row, new: &Row) -> Standing {
        let of: Vec<&&Row> = self.since.iter().filter(|revision| value(revision, "of") == id).collect();
        if of.is_empty() {
            return Standing::Silent;
        }
        let agrees = |column: &str, published: &str| {
            of.iter().any(|revision| {
                let said = value(revision, column);
                said.is_empty() || is_same(said, published)
            })
        };
        if agrees("old", value(old, "value")) && agrees("new", value(new, "value")) {
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
