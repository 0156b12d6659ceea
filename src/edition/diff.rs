//! What differs between two snapshots: values, targets, verdicts, tasks, documents and wording, each with old, new, reason and
//! source.
//!
//! In: two [`Snapshot`]s, from the earlier to the later. Out: a [`Diff`]. It must not need anything else: both may be of programs
//! and projects that are gone.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::rows::{Order, Row, pairs};
use super::snapshot::{Key, Snapshot};
use crate::model::{Decimal, choices};

choices! {
    /// What a change is a change of.
    Subject {
        /// Observations.
        Values = "values", "数据", "values";
        /// What became of targets and milestones.
        Verdicts = "verdicts", "评价", "verdicts";
        /// Targets, milestones and provisions.
        Targets = "targets", "目标", "targets";
        /// Tasks, duties and what was done of them.
        Tasks = "tasks", "任务和职责", "tasks and duties";
        /// Documents and their copies.
        Documents = "documents", "文件", "documents";
        /// Words: as printed, of documents' statements, of the site's own prose and registers.
        Wording = "wording", "文字", "wording";
    }
}

/// Which snapshot a diff compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The name of the edition; none for a site that is not frozen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The day as of which it speaks.
    pub as_of: String,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is a change of.
    #[serde(serialize_with = "subject_key")]
    pub subject: Subject,
    /// The table of the record.
    pub table: String,
    /// What tells the record from others of the table.
    pub id: String,
    /// What changed of it: a column, `value` for everything that makes a figure, `record` where it is new or gone.
    pub field: String,
    /// What it was; none where there was no such record.
    pub old: Option<String>,
    /// What it is; none where there is no such record any more.
    pub new: Option<String>,
    /// The name of the record.
    pub name: String,
    /// The id of the place.
    pub place: String,
    /// The id of the indicator.
    pub indicator: String,
    /// The id of the plan.
    pub plan: String,
    /// For when.
    pub period: String,
    /// Why: the reason of a revision, or of a verdict.
    pub reason: String,
    /// The kind of the revision that stands behind it.
    pub revision: String,
    /// The id of the document, and the place in it.
    pub document: String,
    /// The place in the document.
    pub locator: String,
}

fn subject_key<S: serde::Serializer>(subject: &Subject, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(subject.key())
}

/// Everything that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The version of this form.
    pub format: u32,
    /// The earlier side.
    pub from: Side,
    /// The later side.
    pub to: Side,
    /// The changes, by subject, table and key.
    pub changes: Vec<Change>,
}

/// The tables whose records verdicts rest on.
const EVIDENCE: [&str; 2] = ["observations", "findings"];
/// The tables whose records have verdicts.
const PROMISES: [&str; 2] = ["targets", "milestones"];
/// The columns that together make a figure.
const FIGURE: &[&str] =
    &["op", "value", "value_max", "unit", "grade", "bound", "benchmark", "tolerance", "state"];
/// The columns that together make a verdict.
const VERDICT: &[&str] = &["verdict", "qualifiers"];
/// The columns that follow from others and are not told.
const FOLLOWS: &[&str] = &["margin", "margin_unit", "evidence", "early", "derived", "due", "counts_once"];
/// The columns that hold words.
const WORDS: &[&str] = &[
    "name",
    "short",
    "title",
    "printed",
    "note",
    "locator",
    "says",
    "said_by",
    "because",
    "summary",
    "theme",
    "aliases",
    "definition",
    "basis",
    "toward",
    "result",
    "text",
    "read_as",
];

/// What a table's records are about, and whether its records count as changes of their own when they come and go.
fn subject_of(table: &str) -> Subject {
    match table {
        "observations" => Subject::Values,
        "verdicts" => Subject::Verdicts,
        "targets" | "milestones" | "provisions" | "plans" | "phases" => Subject::Targets,
        "tasks" | "duties" | "occurrences" | "parts" => Subject::Tasks,
        "documents" | "copies" | "defects" | "annexes" => Subject::Documents,
        _ => Subject::Wording,
    }
}

/// What differs from one snapshot to another.
pub fn diff(from: &Snapshot, to: &Snapshot) -> Diff {
    let tables: BTreeSet<&str> = from.tables().chain(to.tables()).collect();
    let pair = Pair { from: ById::of(from), to: ById::of(to), revisions: revisions(from, to) };
    let told = tables.into_par_iter().filter(|table| *table != "revisions").map(|table| pair.table(table));
    let mut changes = told.collect::<Vec<_>>().concat();
    changes
        .sort_by(|a, b| (a.subject, &a.table, &a.id, &a.field).cmp(&(b.subject, &b.table, &b.id, &b.field)));
    let side = |snapshot: &Snapshot| Side {
        edition: snapshot.name.as_deref().map(str::to_owned),
        as_of: snapshot.as_of.to_string(),
    };
    Diff { format: super::FORMAT, from: side(from), to: side(to), changes }
}

/// A snapshot in which the records that verdicts rest on are found by their ids.
struct ById<'s> {
    snapshot: &'s Snapshot,
    orders: BTreeMap<&'static str, Order>,
}

impl<'s> ById<'s> {
    fn of(snapshot: &'s Snapshot) -> ById<'s> {
        let order = |table| (table, Order::by(snapshot.rows(table), |row| row.value("id")));
        let tables = [EVIDENCE, PROMISES].concat();
        ById { snapshot, orders: tables.into_par_iter().map(order).collect() }
    }

    /// The row with an id in the first of these tables that has it.
    fn find(&self, tables: &[&str], id: &str) -> Option<Row<'s>> {
        let in_table = |table: &&str| {
            let order = self.orders.get(table)?;
            order.of(self.snapshot.rows(table), |row| row.value("id"), &id).next()
        };
        if id.is_empty() { None } else { tables.iter().find_map(in_table) }
    }
}

struct Pair<'s> {
    from: ById<'s>,
    to: ById<'s>,
    /// The revisions that only the later side knows, by the record that they revise or withdraw.
    revisions: BTreeMap<&'s str, Row<'s>>,
}

/// The revisions that only the later side knows, by the record that they revise or withdraw: the latest of each.
fn revisions<'s>(from: &'s Snapshot, to: &'s Snapshot) -> BTreeMap<&'s str, Row<'s>> {
    let mut revisions: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for row in unknown_revisions(from, to) {
        for column in ["of", "withdraws"] {
            let id = row.value(column);
            let is_later = |other: &Row<'_>| other.value("date") > row.value("date");
            if !id.is_empty() && !revisions.get(id).is_some_and(is_later) {
                revisions.insert(id, row);
            }
        }
    }
    revisions
}

impl<'s> Pair<'s> {
    /// What differs between the two sides of a table.
    fn table(&self, table: &str) -> Vec<Change> {
        let mut changes = Vec::new();
        let (old, new) = (self.from.snapshot.rows(table), self.to.snapshot.rows(table));
        for pair in pairs(old, new, |row| Key::of(table, row)) {
            match pair {
                (Some(old), Some(new)) => self.changed(table, (old, new), &mut changes),
                (None, Some(new)) => {
                    let shown = Some(shown(table, new));
                    changes.push(self.change(subject_of(table), table, new, "record", (None, shown)));
                }
                (Some(old), None) => {
                    let shown = Some(shown(table, old));
                    changes.push(self.change(subject_of(table), table, old, "record", (shown, None)));
                }
                (None, None) => {}
            }
        }
        changes
    }

    /// What differs between two rows for one record.
    fn changed(&self, table: &str, (old, new): (Row<'s>, Row<'s>), changes: &mut Vec<Change>) {
        let differs =
            |column: &&str| !FOLLOWS.contains(column) && !is_same(old.value(column), new.value(column));
        let mut columns: BTreeSet<&str> = old.columns().chain(new.columns()).filter(differs).collect();
        let whole = if table == "verdicts" { VERDICT } else { FIGURE };
        if columns.iter().any(|column| whole.contains(column)) {
            columns.retain(|column| !whole.contains(column));
            if table == "verdicts" {
                // A verdict's reason changes with it and stands beside it.
                columns.remove("reason");
            }
            let sides = (Some(shown(table, old)), Some(shown(table, new)));
            let field = if table == "verdicts" { "verdict" } else { "value" };
            changes.push(self.change(subject_of(table), table, new, field, sides));
        }
        for column in columns {
            let is_wording = WORDS.contains(&column) && subject_of(table) != Subject::Documents;
            let subject = if is_wording { Subject::Wording } else { subject_of(table) };
            let sides = (Some(old.value(column).to_owned()), Some(new.value(column).to_owned()));
            changes.push(self.change(subject, table, new, column, sides));
        }
    }

    fn change(
        &self,
        subject: Subject,
        table: &str,
        row: Row<'s>,
        field: &str,
        (old, new): (Option<String>, Option<String>),
    ) -> Change {
        let text = |column: &str| row.value(column).to_owned();
        let id = Key::of(table, row).to_string();
        let about = if table == "verdicts" { row.value("target") } else { row.value("id") };
        let revision = self.revisions.get(about).filter(|_| old.is_some() && subject != Subject::Verdicts);
        let reason = match revision {
            Some(revision) => revision.value("reason").to_owned(),
            None if table == "verdicts" => text("reason"),
            None => text("because"),
        };
        let (document, locator) = self.source(table, row);
        Change {
            subject,
            table: table.to_owned(),
            id,
            field: field.to_owned(),
            old,
            new,
            name: self.name(table, row),
            place: text("place"),
            indicator: text("indicator"),
            plan: text("plan"),
            period: text("period"),
            reason,
            revision: revision.map(|revision| revision.value("kind").to_owned()).unwrap_or_default(),
            document,
            locator,
        }
    }

    /// The document of a record, and the place in it; of a verdict those of its first evidence.
    fn source(&self, table: &str, row: Row<'s>) -> (String, String) {
        let of = |row: Row<'_>| (row.value("document").to_owned(), row.value("locator").to_owned());
        if table == "documents" {
            return (row.value("id").to_owned(), String::new());
        }
        if table != "verdicts" {
            return of(row);
        }
        let evidence = row.value("evidence").split(';').next().unwrap_or_default();
        let found = self.to.find(&EVIDENCE, evidence);
        found.or_else(|| self.to.find(&PROMISES, row.value("target"))).map(of).unwrap_or_default()
    }

    fn name(&self, table: &str, row: Row<'s>) -> String {
        if table == "verdicts" {
            let target = row.value("target");
            let side = |side: &ById<'s>| side.find(&PROMISES, target);
            let promise = side(&self.to).or_else(|| side(&self.from));
            return promise.map_or(target, |row| row.value("name")).to_owned();
        }
        let named = ["name", "title", "short", "says", "medium", "theme", "printed"];
        named
            .iter()
            .map(|column| row.value(column))
            .find(|name| !name.is_empty())
            .unwrap_or_default()
            .to_owned()
    }
}

/// The revisions that the later of two snapshots knows and the earlier does not.
pub(super) fn unknown_revisions<'s>(from: &'s Snapshot, to: &'s Snapshot) -> impl Iterator<Item = Row<'s>> {
    let known: BTreeSet<&str> = from.rows("revisions").iter().map(|row| row.value("id")).collect();
    to.rows("revisions").iter().filter(move |row| !known.contains(row.value("id")))
}

/// Whether two texts say the same: as texts, or as numbers.
pub(super) fn is_same(old: &str, new: &str) -> bool {
    let number = |text: &str| Decimal::parse(text).ok().map(Decimal::trimmed);
    old == new || (number(old).is_some() && number(old) == number(new))
}

/// What a row says where it is one line: its figure, its verdict, its words.
pub(super) fn shown(table: &str, row: Row<'_>) -> String {
    let text = |column: &str| row.value(column);
    match table {
        "verdicts" if text("qualifiers").is_empty() => text("verdict").to_owned(),
        "verdicts" => format!("{};{}", text("verdict"), text("qualifiers")),
        "milestones" => text("state").to_owned(),
        "observations" | "targets" | "provisions" => figure(row),
        "documents" => text("issued").to_owned(),
        "tasks" => text("deadline").to_owned(),
        "findings" => text("says").to_owned(),
        "prose" => text("text").to_owned(),
        "copies" => text("published").to_owned(),
        _ => String::new(),
    }
}

/// The figure of an observation or a target, with its sign and unit.
fn figure(row: Row<'_>) -> String {
    let text = |column: &str| row.value(column);
    if !text("grade").is_empty() {
        return format!("{}{}", sign(text("op")), text("grade"));
    }
    let number = match text("value_max") {
        "" => text("value").to_owned(),
        high => format!("{}–{high}", text("value")),
    };
    let unit = if number.is_empty() { "" } else { text("unit") };
    let space = if unit.starts_with(|c: char| c.is_ascii_alphabetic()) { " " } else { "" };
    let amount = format!("{}{number}{space}{unit}", sign(text("bound")));
    match text("op") {
        "benchmark" => format!("{}{}", sign(text("bound")), text("benchmark")),
        "change" => format!("Δ {amount}"),
        "rises" => "↑".to_owned(),
        "falls" => "↓".to_owned(),
        "never-falls" => "↗".to_owned(),
        op if text("measure") == "change" && !number.starts_with(['-', '−']) && !number.is_empty() => {
            format!("{}+{amount}", sign(op))
        }
        op => format!("{}{amount}", sign(op)),
    }
}

fn sign(op: &str) -> &'static str {
    match op {
        ">=" => "≥ ",
        "<=" => "≤ ",
        ">" => "> ",
        "<" => "< ",
        "~" => "≈ ",
        _ => "",
    }
}

impl Diff {
    /// The diff as JSON, for programs.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The changes of a subject.
    pub fn of(&self, subject: Subject) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.subject == subject)
    }

    /// The corrections of the site's own errors.
    pub fn corrections(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.revision == "correction")
    }

    /// How often a verdict turned into another, by the keys of both; none where there was or is none.
    pub fn turns(&self) -> BTreeMap<(Option<&str>, Option<&str>), usize> {
        fn kind(side: &Option<String>) -> Option<&str> {
            side.as_deref().map(|words| words.split(';').next().unwrap_or_default())
        }
        let mut turns = BTreeMap::new();
        for change in self.of(Subject::Verdicts).filter(|change| change.field != "reason") {
            *turns.entry((kind(&change.old), kind(&change.new))).or_default() += 1;
        }
        turns
    }
}
