//! What stands in a cell: conditions as operators and numbers, lists, sources, ids.
//!
//! In: parts of records. Out: their text in a data file, unescaped. It must not know a file or its columns.

use super::Input;
use crate::model::{
    Condition, Decimal, Direction, Document, Period, Record, Ref, Since, Source, Subject, Table, Text, Under,
    Unit, Value,
};

/// Joins a list within a cell.
pub(super) fn list<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> String {
    let mut joined = String::new();
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            joined.push(';');
        }
        joined.push_str(item.as_ref());
    }
    joined
}

/// The text of anything that may be missing.
pub(super) fn shown(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// `true` or `false`.
pub(super) fn flag(value: bool) -> String {
    if value { "true" } else { "false" }.to_owned()
}

/// The id of a record.
pub(super) fn id<T: Record>(table: &Table<T>, reference: Ref<T>) -> String {
    table[reference].id().to_owned()
}

/// The id of a record that may be missing.
pub(super) fn maybe_id<T: Record>(table: &Table<T>, reference: Option<Ref<T>>) -> String {
    reference.map(|reference| id(table, reference)).unwrap_or_default()
}

/// The ids of records.
pub(super) fn ids<T: Record>(table: &Table<T>, references: &[Ref<T>]) -> String {
    list(references.iter().map(|reference| table[*reference].id()))
}

impl Input<'_> {
    /// A text in the language of the files.
    pub(super) fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// A text that may be missing.
    pub(super) fn maybe_text(&self, text: Option<&Text>) -> String {
        text.map(|text| self.text(text)).unwrap_or_default()
    }

    /// Texts as a list.
    pub(super) fn texts(&self, texts: &[Text]) -> String {
        list(texts.iter().map(|text| text.get(self.lang)))
    }

    /// The document of a source and the place in it.
    pub(super) fn cited(&self, source: &Source) -> (String, String) {
        (id(&self.project.documents, source.document), self.text(&source.at))
    }

    /// Who says it.
    pub(super) fn said_by(&self, source: &Source) -> String {
        self.maybe_text(source.said_by())
    }

    /// The copies that alone carry it; empty where every copy does.
    pub(super) fn copies(&self, source: &Source) -> String {
        let document: &Document = &self.project.documents[source.document];
        list(source.copies().iter().filter_map(|place| document.copies.get(*place)).map(|copy| &*copy.id))
    }

    /// The id of what a statement is about.
    pub(super) fn subject(&self, subject: Subject) -> String {
        let project = self.project;
        match subject {
            Subject::Target(reference) => id(&project.targets, reference),
            Subject::Milestone(reference) => id(&project.milestones, reference),
            Subject::Task(reference) => id(&project.tasks, reference),
            Subject::Duty(reference) => id(&project.duties, reference),
            Subject::Provision(reference) => id(&project.provisions, reference),
            Subject::Part(reference) => id(&project.parts, reference),
            Subject::Plan(reference) => id(&project.plans, reference),
        }
    }

    /// The action, safeguard or task to which a record belongs.
    pub(super) fn under(&self, under: Under) -> String {
        match under.task {
            Some(task) => id(&self.project.tasks, task),
            None => maybe_id(&self.project.parts, under.part),
        }
    }

    /// The ids of several subjects.
    pub(super) fn subjects(&self, subjects: &[Subject]) -> String {
        list(subjects.iter().map(|subject| self.subject(*subject)))
    }

    /// The day on which something is due: the last of its period, or of the plan where the period has none.
    pub(super) fn due(&self, period: &Period, plan: Ref<crate::model::Plan>) -> String {
        shown(self.project.due(period, plan))
    }
}

/// A condition as it is judged.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Judged {
    /// `>=`, `<=`, `>`, `<`, `=`, `~`, `range`, `benchmark`, `change`, `rises`, `falls`, `never-falls`.
    pub(super) op: &'static str,
    /// The bound, the lower one of two; empty where there is no number.
    pub(super) value: String,
    /// The upper bound.
    pub(super) value_max: String,
    /// The unit, where it is another than the indicator's: that of a change.
    pub(super) unit: Option<Unit>,
    /// Since when a change counts.
    pub(super) since: String,
    /// How the bound of a change or a benchmark is compared: `>=`, `<=`, …
    pub(super) bound: &'static str,
    /// By how much 左右 may differ, where the plan says so.
    pub(super) tolerance: String,
}

impl Judged {
    fn number(op: &'static str, value: Decimal) -> Judged {
        Judged { op, value: value.to_string(), ..Judged::default() }
    }

    fn direction(op: &'static str, since: &Since) -> Judged {
        Judged { op, since: since.to_string(), ..Judged::default() }
    }

    /// 达到 is judged by the indicator's direction; the grade of a scale is no number and stands in its own column.
    pub(super) fn of(condition: &Condition, direction: Direction) -> Judged {
        match condition {
            Condition::AtLeast(n) => Judged::number(">=", *n),
            Condition::AtMost(n) => Judged::number("<=", *n),
            Condition::MoreThan(n) => Judged::number(">", *n),
            Condition::LessThan(n) => Judged::number("<", *n),
            Condition::Reach(n) => Judged::number(reached(direction), *n),
            Condition::About(n, tolerance) => {
                Judged { tolerance: shown(*tolerance), ..Judged::number("~", *n) }
            }
            Condition::Between(low, high) => {
                Judged { value_max: high.to_string(), ..Judged::number("range", *low) }
            }
            Condition::Benchmark { lead, .. } => {
                Judged { op: "benchmark", bound: Judged::of(lead, direction).op, ..Judged::default() }
            }
            Condition::Change { bound, unit, since } => {
                let inner = Judged::of(bound, direction);
                Judged {
                    op: "change",
                    bound: inner.op,
                    unit: Some(unit.clone()),
                    since: since.to_string(),
                    ..inner
                }
            }
            Condition::Rises(since) => Judged::direction("rises", since),
            Condition::Falls(since) => Judged::direction("falls", since),
            Condition::NeverFalls(since) => Judged::direction("never-falls", since),
            Condition::GradeAtLeast(_) => Judged { op: ">=", ..Judged::default() },
        }
    }
}

fn reached(direction: Direction) -> &'static str {
    match direction {
        Direction::Higher => ">=",
        Direction::Lower => "<=",
        Direction::Neither => "=",
    }
}

/// What is known of an observed value: operator, number, and the upper number of two.
pub(super) fn observed(value: Value) -> (&'static str, String, String) {
    let op = match value {
        Value::Exact(_) => "=",
        Value::AtLeast(_) => ">=",
        Value::MoreThan(_) => ">",
        Value::AtMost(_) => "<=",
        Value::LessThan(_) => "<",
        Value::About(_) => "~",
        Value::Between(..) => "range",
    };
    let high = match value {
        Value::Between(_, high) => high.to_string(),
        _ => String::new(),
    };
    (op, value.number().to_string(), high)
}
