//! Duties: who has to do what how often, and which times are on record; for a plan, and for all plans.
//!
//! In: the scene, and a plan. Out: [`PlanDutiesView`], [`DutiesView`]. A recurrence without a record says so and is no
//! failure: nothing here is a verdict.

use serde::Serialize;

use super::paged::{Paged, PartLink};
use super::plan::{frequency, recorded};
use super::rows::{FindingView, Grouped};
use crate::assess::{Doer, DutyAccount, DutyRow, Slot, account};
use crate::model::{Duty, Occurrence, Period, Place, Plan, Record, Recurrence, Ref, Subject};
use crate::site::frame::Frame;
use crate::site::route::Route;
use crate::site::scene::{Link, Scene};

/// A duty in full.
#[derive(Debug, Serialize)]
pub(crate) struct DutyView {
    id: String,
    name: String,
    frequency: String,
    bodies: Vec<Link>,
    toward: Option<String>,
    under: Option<Link>,
    note: Option<String>,
    source: Link,
    recorded: Option<String>,
    grid: Option<Grid>,
    occurrences: Vec<OccurrenceView>,
    findings: Vec<FindingView>,
}

/// Recurrences and those who have to do the duty, as a table.
#[derive(Debug, Serialize)]
struct Grid {
    corner: String,
    columns: Vec<String>,
    rows: Vec<GridRow>,
}

#[derive(Debug, Serialize)]
struct GridRow {
    name: String,
    href: Option<String>,
    cells: Vec<GridCell>,
}

#[derive(Debug, Serialize)]
struct GridCell {
    text: String,
    kind: &'static str,
}

/// A registered occurrence.
#[derive(Debug, Serialize)]
struct OccurrenceView {
    id: String,
    when: String,
    title: Option<String>,
    body: Option<Link>,
    place: Option<Link>,
    toward: Option<String>,
    result: Option<String>,
    about: Vec<Link>,
    unplaced: bool,
    source: Link,
    document: Link,
}

/// What the template `duties.html` shows: the duties of a plan.
#[derive(Debug, Serialize)]
pub(crate) struct PlanDutiesView {
    frame: Frame,
    title: String,
    plan: Link,
    answer: String,
    convention: bool,
    recurring: Vec<DutyView>,
    standing: Vec<Grouped<DutyView>>,
}

/// What the template `all-duties.html` shows: the recurring duties of all plans.
#[derive(Debug, Serialize)]
pub(crate) struct DutiesView {
    frame: Frame,
    title: String,
    answer: String,
    plans: Vec<PlanBlock>,
    parts: Vec<PartLink>,
}

#[derive(Debug, Serialize)]
struct PlanBlock {
    id: String,
    plan: Link,
    all: Link,
    sentence: String,
    rows: Vec<RecurringRow>,
}

#[derive(Debug, Serialize)]
struct RecurringRow {
    name: Link,
    frequency: String,
    bodies: Vec<Link>,
    toward: Option<String>,
    recorded: String,
}

/// More plans than this are listed without their duties.
const PLANS_IN_FULL: usize = 12;

/// A duty in full, with what is on record.
pub(super) fn duty_view(scene: &Scene<'_>, path: &str, reference: Ref<Duty>) -> DutyView {
    let duty = &scene.project.duties[reference];
    let account = account(scene.assessment, duty, scene.index.occurrences(reference));
    let under = duty.under.task.map(Subject::Task).or(duty.under.part.map(Subject::Part));
    DutyView {
        id: duty.id().to_owned(),
        name: scene.text(&duty.name),
        frequency: frequency(scene, duty),
        bodies: duty.bodies.iter().map(|body| scene.body_link(path, *body)).collect(),
        toward: duty.toward.as_ref().map(|toward| scene.text(toward)),
        under: under.map(|subject| scene.subject_link(path, subject)),
        note: duty.note.as_ref().map(|note| scene.text(note)),
        source: scene.source_link(path, &duty.source, duty.id()),
        recorded: duty.frequency.map(|_| recorded(scene, reference)),
        grid: grid(scene, path, duty, &account),
        occurrences: scene
            .index
            .occurrences(reference)
            .iter()
            .map(|occurrence| occurrence_view(scene, path, *occurrence, &account))
            .collect(),
        findings: scene.findings(path, Subject::Duty(reference)),
    }
}

fn occurrence_view(
    scene: &Scene<'_>,
    path: &str,
    reference: Ref<Occurrence>,
    account: &DutyAccount,
) -> OccurrenceView {
    let record = &scene.project.occurrences[reference];
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(|text| scene.text(text));
    OccurrenceView {
        id: record.id().to_owned(),
        when: match record.date {
            Some(date) => scene.phrase.date(date),
            None => scene.phrase.period(&record.period),
        },
        title: text(&record.title),
        body: record.body.map(|body| scene.body_link(path, body)),
        place: record.place.map(|place| scene.place_link(path, place)),
        toward: text(&record.toward),
        result: text(&record.result),
        about: record.about.iter().map(|subject| scene.subject_link(path, *subject)).collect(),
        unplaced: !account.slots.is_empty() && account.unplaced.contains(&reference),
        source: scene.source_link(path, &record.source, record.id()),
        document: scene.document_link(path, record.source.document),
    }
}

/// The table of what is on record: months by year, all other recurrences in their order.
fn grid(scene: &Scene<'_>, path: &str, duty: &Duty, account: &DutyAccount) -> Option<Grid> {
    if account.slots.is_empty() {
        return None;
    }
    if duty.frequency == Some(Recurrence::Monthly) {
        return Some(months(scene, path, account));
    }
    let row = |row: &DutyRow| {
        let (name, href) = doer(scene, path, row.doer);
        let cells = (0..account.slots.len()).map(|slot| cell(scene, account, row, slot)).collect();
        GridRow { name, href, cells }
    };
    let by_place = account.rows.iter().any(|row| matches!(row.doer, Doer::Place(_) | Doer::Unnamed(_)));
    Some(Grid {
        corner: scene.say(if by_place { "col.place" } else { "duty.doer" }, &[]),
        columns: account.slots.iter().map(|slot| slot_name(scene, *slot)).collect(),
        rows: account.rows.iter().map(row).collect(),
    })
}

fn months(scene: &Scene<'_>, path: &str, account: &DutyAccount) -> Grid {
    let mut years: Vec<i16> =
        account.slots.iter().filter_map(|slot| month_of(*slot)).map(|(y, _)| y).collect();
    years.dedup();
    let mut rows = Vec::new();
    for row in &account.rows {
        for year in &years {
            let slot = |month| account.slots.iter().position(|slot| *slot == Slot::Month(*year, month));
            let cells = (1..=12).map(|month| match slot(month) {
                Some(slot) => cell(scene, account, row, slot),
                None => GridCell { text: "—".to_owned(), kind: "none" },
            });
            let (name, href) = doer(scene, path, row.doer);
            let name = match account.rows.len() {
                1 => scene.phrase.year(*year),
                _ => scene.say("duty.doer.year", &[("name", &name), ("year", &scene.phrase.year(*year))]),
            };
            rows.push(GridRow { name, href, cells: cells.collect() });
        }
    }
    let columns = (1..=12).map(|month: i8| scene.say("duty.month", &[("month", &month.to_string())]));
    Grid { corner: scene.say("duty.year", &[]), columns: columns.collect(), rows }
}

fn month_of(slot: Slot) -> Option<(i16, i8)> {
    match slot {
        Slot::Month(year, month) => Some((year, month)),
        _ => None,
    }
}

fn cell(scene: &Scene<'_>, account: &DutyAccount, row: &DutyRow, slot: usize) -> GridCell {
    match (row.cells[slot].len(), slot < account.over) {
        (0, true) => GridCell { text: scene.say("duty.no-record", &[]), kind: "silent" },
        (0, false) => GridCell { text: scene.say("duty.running", &[]), kind: "none" },
        (times, _) => {
            GridCell { text: scene.say("duty.times", &[("times", &times.to_string())]), kind: "done" }
        }
    }
}

/// What is on record of a duty that each place has, for one of them: `2023年：无记录`.
pub(super) fn recorded_at(scene: &Scene<'_>, duty: Ref<Duty>, place: Ref<Place>) -> Vec<String> {
    let account = account(scene.assessment, &scene.project.duties[duty], scene.index.occurrences(duty));
    let Some(row) = account.rows.iter().find(|row| row.doer == Doer::Place(place)) else { return Vec::new() };
    let line = |(slot, period): (usize, &Slot)| {
        let words = cell(scene, &account, row, slot).text;
        scene.say("duty.cell", &[("period", &slot_name(scene, *period)), ("words", &words)])
    };
    account.slots.iter().enumerate().map(line).collect()
}

fn doer(scene: &Scene<'_>, path: &str, doer: Doer) -> (String, Option<String>) {
    let linked = |Link { href, text }| (text, Some(href));
    match doer {
        Doer::Anyone => (scene.say("duty.anyone", &[]), None),
        Doer::Body(body) => linked(scene.body_link(path, body)),
        Doer::Place(place) => linked(scene.place_link(path, place)),
        Doer::Unnamed(count) => (scene.say("duty.unnamed", &[("count", &count.to_string())]), None),
        Doer::Unsaid => (scene.say("duty.unsaid", &[]), None),
    }
}

/// `2024年`, `2023—2024年`, `2023—2024学年`, `2023年秋季学期`.
fn slot_name(scene: &Scene<'_>, slot: Slot) -> String {
    let years = |key: &str, from: i16| {
        scene.say(key, &[("from", &from.to_string()), ("to", &(from + 1).to_string())])
    };
    match slot {
        Slot::Year(year) => scene.phrase.year(year),
        Slot::TwoYears(year) => scene.phrase.period(&Period::Years(year, year + 1)),
        Slot::Month(year, month) => scene.phrase.period(&Period::Month(year, month)),
        Slot::SchoolYear(year) => years("duty.school-year", year),
        Slot::Term(year, false) => years("duty.autumn", year),
        Slot::Term(year, true) => years("duty.spring", year),
    }
}

/// The duties of a plan.
pub(crate) fn plan_duties(scene: &Scene<'_>, reference: Ref<Plan>) -> PlanDutiesView {
    let project = scene.project;
    let record = &project.plans[reference];
    let path = scene.path(Route::PlanDuties(record));
    let title = scene.say("duties.title", &[("plan", &scene.text(&record.short))]);
    let all = &scene.index.plan(reference).duties;
    let (recurring, standing): (Vec<_>, Vec<_>) =
        all.iter().copied().partition(|duty| project.duties[*duty].frequency.is_some());
    let answer = scene.say(
        "duties.answer",
        &[("recurring", &recurring.len().to_string()), ("standing", &standing.len().to_string())],
    );
    let schooled = |duty: &Ref<Duty>| {
        matches!(project.duties[*duty].frequency, Some(Recurrence::Termly | Recurrence::SchoolYearly))
    };
    let mut groups: Vec<Grouped<DutyView>> = Vec::new();
    for duty in &standing {
        let part = project.duties[*duty].under.part;
        let (id, title) = match part {
            Some(part) => (project.parts[part].id().to_owned(), scene.text(&project.parts[part].title)),
            None => ("other".to_owned(), scene.say("duties.other", &[])),
        };
        let view = duty_view(scene, &path, *duty);
        match groups.iter_mut().find(|group| group.id == id) {
            Some(group) => group.rows.push(view),
            None => groups.push(Grouped { id, title, rows: vec![view] }),
        }
    }
    let crumbs = scene.crumbs(&path, &[(Route::Plan(record), scene.text(&record.short))]);
    PlanDutiesView {
        frame: scene.frame(&path, title.clone(), answer.clone(), crumbs),
        plan: Link { href: scene.href(&path, Route::Plan(record)), text: scene.text(&record.title) },
        convention: recurring.iter().any(schooled),
        recurring: recurring.iter().map(|duty| duty_view(scene, &path, *duty)).collect(),
        standing: groups,
        title,
        answer,
    }
}

/// The recurring duties of all plans.
pub(crate) fn duties(scene: &Scene<'_>, paged: &Paged) -> DutiesView {
    let project = scene.project;
    let path = paged.path.clone();
    let title = paged.title(&scene.say("nav.duties", &[]));
    let in_full = scene.index.in_order.len() <= PLANS_IN_FULL;
    let block = |plan: &Ref<Plan>| {
        let record = &project.plans[*plan];
        let all = &scene.index.plan(*plan).duties;
        let recurring = || all.iter().filter(|duty| project.duties[**duty].frequency.is_some());
        let row = |duty: &Ref<Duty>| {
            let record = &project.duties[*duty];
            RecurringRow {
                name: scene.subject_link(&path, Subject::Duty(*duty)),
                frequency: frequency(scene, record),
                bodies: record.bodies.iter().map(|body| scene.body_link(&path, *body)).collect(),
                toward: record.toward.as_ref().map(|toward| scene.text(toward)),
                recorded: recorded(scene, *duty),
            }
        };
        PlanBlock {
            id: record.id().to_owned(),
            plan: scene.plan_link(&path, *plan),
            all: Link {
                href: scene.href(&path, Route::PlanDuties(record)),
                text: scene.say("plan.all-duties", &[]),
            },
            sentence: scene.say(
                "duties.answer",
                &[
                    ("recurring", &recurring().count().to_string()),
                    ("standing", &(all.len() - recurring().count()).to_string()),
                ],
            ),
            rows: if in_full { recurring().map(row).collect() } else { Vec::new() },
        }
    };
    let answer = scene.say("duties.all", &[("records", &project.occurrences.len().to_string())]);
    DutiesView {
        frame: scene.frame(&path, title.clone(), answer.clone(), scene.crumbs(&path, &[])),
        plans: scene.index.in_order[paged.rows.clone()].iter().map(block).collect(),
        parts: paged.parts.clone(),
        title,
        answer,
    }
}
