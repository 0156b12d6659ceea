//! Revisions: published values that changed.
//!
//! In: the values of a raw record; the records that could be built. Out: the record, and faults where it says of a value what the
//! value is not. Whether a change needs a revision is known only beside the editions: that is `edition`.

use super::fields::Fields;
use super::slot;
use crate::bilingual::both;
use crate::diagnostic::{Diagnostic, catalogue};
use crate::model::{Condition, Decimal, Revised, Revision, RevisionKind, Slots};

pub(super) fn revision(fields: &mut Fields<'_, '_>) -> Option<Revision> {
    let origin = fields.record();
    let of = if fields.has("withdraws") {
        let at = fields.origin("withdraws");
        let id = fields.line("withdraws");
        if let Some(id) = id.as_ref().filter(|id| fields.is_statement(id)) {
            fields.fault(Diagnostic::new(&catalogue::WITHDRAWN_IS_THERE, at).with("id", &**id));
        }
        id.map(Revised::Withdrawn)
    } else {
        fields.revised("of")
    };
    let document = fields.reference("document");
    Some(Revision {
        id: fields.line("id")?,
        of: of?,
        kind: fields.choice("kind", RevisionKind::from_key)?,
        old: fields.decimal("old"),
        new: fields.decimal("new"),
        date: fields.date("date")?,
        reason: fields.text("reason")?,
        document,
        at: fields.text("at"),
        origin,
    })
}

/// Reports a last revision whose new value is not that of its record.
pub(super) fn all(slots: &Slots, faults: &mut Vec<Diagnostic>) {
    for revision in slots.revisions.iter().flatten() {
        let Some(new) = revision.new else { continue };
        let later = |other: &Revision| other.of == revision.of && other.date > revision.date;
        if slots.revisions.iter().flatten().any(later) {
            continue;
        }
        let stated = match &revision.of {
            Revised::Observation(of) => {
                slot(&slots.observations, *of).map(|one| (one.value.number(), one.origin))
            }
            Revised::Target(of) => {
                slot(&slots.targets, *of).and_then(|one| Some((number(&one.condition)?, one.origin)))
            }
            Revised::Provision(of) => {
                slot(&slots.provisions, *of).and_then(|one| Some((number(&one.condition)?, one.origin)))
            }
            Revised::Milestone(_) | Revised::Withdrawn(_) => None,
        };
        if let Some((value, origin)) = stated
            && value.trimmed() != new.trimmed()
        {
            faults.push(
                Diagnostic::new(&catalogue::REVISED_OTHERWISE, revision.origin)
                    .with("new", new.to_string())
                    .with("value", value.to_string())
                    .and(origin, both("这条记录", "the record")),
            );
        }
    }
}

/// The number of a condition that has one.
fn number(condition: &Condition) -> Option<Decimal> {
    match condition {
        Condition::AtLeast(number)
        | Condition::AtMost(number)
        | Condition::MoreThan(number)
        | Condition::LessThan(number)
        | Condition::Reach(number)
        | Condition::About(number, _)
        | Condition::Between(number, _) => Some(*number),
        Condition::Change { bound, .. } => self::number(bound),
        _ => None,
    }
}
