//! Plans and what they promise: phases, actions, safeguards, tasks, targets, milestones, provisions, duties.
//!
//! In: the values of a raw record. Out: the record, or `None` where a fault was reported.

use super::condition::{bound, condition};
use super::fields::Fields;
use super::{Built, slot};
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::model::{
    Duty, Indicator, Judge, Milestone, Part, PartKind, Period, Phase, PlaceKind, Plan, Provision,
    ProvisionKind, Recurrence, Ref, Subject, Target, Task, Under,
};

pub(super) fn plan(fields: &mut Fields<'_, '_>) -> Option<Plan> {
    let origin = fields.record();
    let place = fields.reference("place");
    let superior = fields.reference_to_other("superior");
    let document = fields.reference("document");
    let related = fields.references("related");
    let issued = fields.dated("issued");
    let from_origin = fields.origin("from");
    let (from, to) = (fields.year("from")?, fields.year("to")?);
    if from > to {
        let fault = Diagnostic::new(&catalogue::PLAN_YEARS, from_origin);
        fields.fault(fault.with("from", from.to_string()).with("to", to.to_string()));
    }
    Some(Plan {
        id: fields.line("id")?,
        title: fields.text("title")?,
        short: fields.text("short")?,
        place: place?,
        issuers: fields.texts("issuers"),
        issued,
        from,
        to,
        superior,
        document,
        related,
        summary: fields.text("summary"),
        sort_key: fields.line("sort_key"),
        note: fields.text("note"),
        phases: Vec::new(),
        origin,
    })
}

pub(super) fn phase(fields: &mut Fields<'_, '_>, plans: &mut Built<Plan>) -> Option<()> {
    let origin = fields.origin("year");
    let plan = fields.reference::<Plan>("plan")?;
    let phase = Phase {
        year: fields.year("year")?,
        theme: fields.text("theme")?,
        modality: fields.modality(),
        at: fields.text("at"),
    };
    let plan = plans.get_mut(plan.index())?.as_mut()?;
    if !(plan.from..=plan.to).contains(&phase.year) {
        fields.fault(outside(origin, &phase.year.to_string(), plan));
    }
    if plan.phases.iter().any(|other| other.year == phase.year) {
        fields.fault(Diagnostic::new(&catalogue::PHASE_TWICE, origin).with("year", phase.year.to_string()));
    }
    plan.phases.push(phase);
    plan.phases.sort_by_key(|phase| phase.year);
    Some(())
}

pub(super) fn part(fields: &mut Fields<'_, '_>) -> Option<Part> {
    let origin = fields.record();
    let kind = if fields.kind() == "action" { PartKind::Action } else { PartKind::Safeguard };
    let plan = fields.reference("plan");
    Some(Part {
        id: fields.line("id")?,
        kind,
        plan: plan?,
        number: fields.integer("number")?,
        title: fields.text("title")?,
        at: fields.text("at")?,
        summary: fields.text("summary"),
        origin,
    })
}

pub(super) fn task(fields: &mut Fields<'_, '_>, plans: &Built<Plan>) -> Option<Task> {
    let origin = fields.record();
    let plan = fields.reference::<Plan>("plan");
    let action = fields.reference("action");
    let (lead, responsible) = (fields.references("lead"), fields.references("responsible"));
    let (deadline_origin, deadline) = (fields.origin("deadline"), fields.dated("deadline"));
    if let Some(deadline) = &deadline {
        within(fields, plans, plan, deadline, deadline_origin);
    }
    let source = fields.source();
    Some(Task {
        id: fields.line("id")?,
        plan: plan?,
        number: fields.number_in("number", 1..=9999)?,
        title: fields.text("title")?,
        action,
        lead,
        responsible,
        deadline,
        summary: fields.text("summary"),
        source: source?,
        note: fields.text("note"),
        origin,
    })
}

/// What was built before the records of plans.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) plans: &'a Built<Plan>,
    pub(super) tasks: &'a Built<Task>,
    pub(super) indicators: &'a Built<Indicator>,
}

/// The part of the plan that `under` names; a task brings its action.
fn under(fields: &mut Fields<'_, '_>, tasks: &Built<Task>) -> Under {
    match fields.part("under") {
        Some(Subject::Task(task)) => {
            let part = slot(tasks, task).and_then(|task| task.action);
            Under { part, task: Some(task) }
        }
        Some(Subject::Part(part)) => Under { part: Some(part), task: None },
        _ => Under::default(),
    }
}

pub(super) fn target(fields: &mut Fields<'_, '_>, known: Known<'_>) -> Option<Target> {
    let origin = fields.record();
    let plan = fields.reference("plan");
    let place = fields.reference("place");
    let indicator = fields.reference::<Indicator>("indicator");
    let under = under(fields, known.tasks);
    let restates = fields.subject("restates");
    let contradicts = fields.subjects("contradicts");
    let (period_origin, period) = (fields.origin("period"), fields.period("period"));
    if let Some(period) = &period {
        within(fields, known.plans, plan, period, period_origin);
    }
    let measured = indicator.and_then(|indicator| slot(known.indicators, indicator));
    let condition = measured.and_then(|indicator| condition(fields, indicator, place));
    let source = fields.source();
    Some(Target {
        id: fields.line("id")?,
        plan: plan?,
        place: place?,
        indicator: indicator?,
        name: fields.rare("name"),
        period: period?,
        condition: condition?,
        printed: fields.text("printed")?,
        modality: fields.modality(),
        judge: fields.choice("judge", Judge::from_key).unwrap_or(Judge::ByEnd),
        each: fields.choice("each", PlaceKind::from_key),
        restates,
        contradicts: contradicts.into(),
        under,
        source: source?,
        note: fields.rare("note"),
        origin,
    })
}

pub(super) fn milestone(fields: &mut Fields<'_, '_>, known: Known<'_>) -> Option<Milestone> {
    let origin = fields.record();
    let plan = fields.reference("plan");
    let place = fields.reference("place");
    let under = under(fields, known.tasks);
    let restates = fields.subject("restates");
    let contradicts = fields.subjects("contradicts");
    let (period_origin, period) = (fields.origin("period"), fields.period("period"));
    if let Some(period) = &period {
        within(fields, known.plans, plan, period, period_origin);
    }
    let source = fields.source();
    Some(Milestone {
        id: fields.line("id")?,
        plan: plan?,
        place: place?,
        name: fields.text("name")?,
        state: fields.text("becomes")?,
        period: period?,
        modality: fields.modality(),
        restates,
        contradicts: contradicts.into(),
        under,
        source: source?,
        note: fields.text("note"),
        origin,
    })
}

pub(super) fn provision(fields: &mut Fields<'_, '_>, known: Known<'_>) -> Option<Provision> {
    let origin = fields.record();
    let plan = fields.reference("plan");
    let under = under(fields, known.tasks);
    let condition = bound(fields);
    let source = fields.source();
    Some(Provision {
        id: fields.line("id")?,
        plan: plan?,
        kind: fields.choice("kind", ProvisionKind::from_key)?,
        name: fields.text("name")?,
        condition: condition?,
        unit: fields.unit("unit")?,
        printed: fields.text("printed")?,
        modality: fields.modality(),
        period: fields.period("period"),
        under,
        source: source?,
        note: fields.text("note"),
        origin,
    })
}

pub(super) fn duty(fields: &mut Fields<'_, '_>, known: Known<'_>) -> Option<Duty> {
    let origin = fields.record();
    let plan = fields.reference("plan");
    let under = under(fields, known.tasks);
    let bodies = fields.references("body");
    let number = fields.reference("number");
    let source = fields.source();
    let maximum_origin = fields.origin("maximum");
    let (minimum, maximum) = (fields.decimal("minimum"), fields.decimal("maximum"));
    if let (Some(minimum), Some(maximum)) = (minimum, maximum)
        && minimum > maximum
    {
        let fault = Diagnostic::new(&catalogue::RANGE_MINIMUM, maximum_origin);
        fields.fault(fault.with("minimum", minimum.to_string()).with("maximum", maximum.to_string()));
    }
    Some(Duty {
        id: fields.line("id")?,
        plan: plan?,
        name: fields.text("name")?,
        frequency: fields.choice("frequency", Recurrence::from_key),
        minimum,
        maximum,
        unit: fields.unit("unit"),
        bodies,
        toward: fields.text("toward"),
        each: fields.choice("each", PlaceKind::from_key),
        number,
        under,
        source: source?,
        note: fields.text("note"),
        origin,
    })
}

/// Reports a period on the time axis that lies outside its plan.
fn within(
    fields: &mut Fields<'_, '_>,
    plans: &Built<Plan>,
    plan: Option<Ref<Plan>>,
    period: &Period,
    origin: Origin,
) {
    let Some(plan) = plan.and_then(|plan| slot(plans, plan)) else { return };
    if let Some((from, to)) = period.years()
        && (from < plan.from || to > plan.to)
    {
        fields.fault(outside(origin, &period.to_string(), plan));
    }
}

fn outside(origin: Origin, period: &str, plan: &Plan) -> Diagnostic {
    Diagnostic::new(&catalogue::PERIOD_OUTSIDE_PLAN, origin)
        .with("period", period)
        .with("from", plan.from.to_string())
        .with("to", plan.to.to_string())
}
