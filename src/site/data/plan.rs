//! The files of what plans promise: plans, targets, milestones, provisions, tasks, duties.
//!
//! In: the project. Out: one file each. It must not say whether a promise was kept: that is `verdicts.csv`.

use super::cell::{Judged, id, ids, maybe_id, shown};
use super::{Input, Records, records};
use crate::model::{Condition, Direction, Target};

/// What a duty without a recurrence has in the column `frequency`.
const STANDING: &str = "standing";

pub(super) fn plans(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let rows = project.plans.iter().map(move |plan| {
        [
            plan.id.to_string(),
            input.text(&plan.title),
            id(&project.places, plan.place),
            maybe_id(&project.plans, plan.superior),
            shown(plan.issued.as_ref()),
            plan.from.to_string(),
            plan.to.to_string(),
            maybe_id(&project.documents, plan.document),
        ]
    });
    records("plans", ["id", "title", "place", "superior", "issued", "start", "end", "document"], rows)
}

/// The columns of a target.
pub(super) const TARGET: [&str; 26] = [
    "id",
    "plan",
    "place",
    "indicator",
    "name",
    "period",
    "op",
    "value",
    "value_max",
    "unit",
    "modality",
    "judge",
    "each",
    "since",
    "printed",
    "copies",
    "restates",
    "contradicts",
    "document",
    "locator",
    "bound",
    "benchmark",
    "grade",
    "tolerance",
    "note",
    "under",
];

pub(super) fn targets(input: Input<'_>) -> Records<'_> {
    records("targets", TARGET, input.project.targets.iter().map(move |target| target_row(input, target)))
}

pub(super) fn target_row(input: Input<'_>, target: &Target) -> [String; 26] {
    let project = input.project;
    let indicator = &project.indicators[target.indicator];
    let judged = Judged::of(&target.condition, indicator.direction);
    let (benchmark, grade) = match &target.condition {
        Condition::Benchmark { place, .. } => (id(&project.places, *place), String::new()),
        Condition::GradeAtLeast(grade) => (String::new(), shown(indicator.grades.get(*grade))),
        _ => (String::new(), String::new()),
    };
    let (document, locator) = input.cited(&target.source);
    [
        target.id.to_string(),
        id(&project.plans, target.plan),
        id(&project.places, target.place),
        indicator.id.to_string(),
        input.text(target.name.as_deref().unwrap_or(&indicator.name)),
        target.period.to_string(),
        judged.op.into(),
        judged.value,
        judged.value_max,
        judged.unit.as_ref().unwrap_or(&indicator.unit).printed().into(),
        target.modality.key().into(),
        target.judge.key().into(),
        shown(target.each.map(|kind| kind.key())),
        judged.since,
        input.text(&target.printed),
        input.copies(&target.source),
        target.restates.map(|subject| input.subject(subject)).unwrap_or_default(),
        input.subjects(&target.contradicts),
        document,
        locator,
        judged.bound.into(),
        benchmark,
        grade,
        judged.tolerance,
        input.maybe_text(target.note.as_deref()),
        input.under(target.under),
    ]
}

pub(super) fn milestones(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let header = [
        "id",
        "plan",
        "place",
        "name",
        "period",
        "due",
        "state",
        "modality",
        "document",
        "locator",
        "copies",
        "restates",
        "contradicts",
        "note",
        "under",
    ];
    let rows = project.milestones.iter().map(move |milestone| {
        let (document, locator) = input.cited(&milestone.source);
        [
            milestone.id.to_string(),
            id(&project.plans, milestone.plan),
            id(&project.places, milestone.place),
            input.text(&milestone.name),
            milestone.period.to_string(),
            input.due(&milestone.period, milestone.plan),
            input.text(&milestone.state),
            milestone.modality.key().into(),
            document,
            locator,
            input.copies(&milestone.source),
            milestone.restates.map(|subject| input.subject(subject)).unwrap_or_default(),
            input.subjects(&milestone.contradicts),
            input.maybe_text(milestone.note.as_ref()),
            input.under(milestone.under),
        ]
    });
    records("milestones", header, rows)
}

pub(super) fn provisions(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let header = [
        "id",
        "plan",
        "kind",
        "name",
        "op",
        "value",
        "value_max",
        "unit",
        "document",
        "locator",
        "modality",
        "printed",
        "copies",
        "note",
        "under",
    ];
    let rows = project.provisions.iter().map(move |provision| {
        // A provision has no indicator, so 达到 has no direction.
        let judged = Judged::of(&provision.condition, Direction::Neither);
        let (document, locator) = input.cited(&provision.source);
        [
            provision.id.to_string(),
            id(&project.plans, provision.plan),
            provision.kind.key().into(),
            input.text(&provision.name),
            judged.op.into(),
            judged.value,
            judged.value_max,
            judged.unit.as_ref().unwrap_or(&provision.unit).printed().into(),
            document,
            locator,
            provision.modality.key().into(),
            input.text(&provision.printed),
            input.copies(&provision.source),
            input.maybe_text(provision.note.as_ref()),
            input.under(provision.under),
        ]
    });
    records("provisions", header, rows)
}

pub(super) fn tasks(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let header = [
        "id",
        "plan",
        "number",
        "action",
        "title",
        "lead",
        "responsible",
        "deadline",
        "document",
        "locator",
        "note",
    ];
    let rows = project.tasks.iter().map(move |task| {
        let (document, locator) = input.cited(&task.source);
        [
            task.id.to_string(),
            id(&project.plans, task.plan),
            task.number.to_string(),
            maybe_id(&project.parts, task.action),
            input.text(&task.title),
            ids(&project.bodies, &task.lead),
            ids(&project.bodies, &task.responsible),
            shown(task.deadline.as_ref()),
            document,
            locator,
            input.maybe_text(task.note.as_ref()),
        ]
    });
    records("tasks", header, rows)
}

pub(super) fn duties(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let header = [
        "id",
        "plan",
        "name",
        "frequency",
        "minimum",
        "maximum",
        "body",
        "toward",
        "document",
        "locator",
        "unit",
        "copies",
        "note",
        "under",
        "each",
        "number",
    ];
    let rows = project.duties.iter().map(move |duty| {
        let (document, locator) = input.cited(&duty.source);
        [
            duty.id.to_string(),
            id(&project.plans, duty.plan),
            input.text(&duty.name),
            duty.frequency.map_or(STANDING, |frequency| frequency.key()).into(),
            shown(duty.minimum),
            shown(duty.maximum),
            ids(&project.bodies, &duty.bodies),
            input.maybe_text(duty.toward.as_ref()),
            document,
            locator,
            shown(duty.unit.as_ref().map(|unit| unit.printed())),
            input.copies(&duty.source),
            input.maybe_text(duty.note.as_ref()),
            input.under(duty.under),
            shown(duty.each.map(|kind| kind.key())),
            maybe_id(&project.observations, duty.number),
        ]
    });
    records("duties", header, rows)
}
