//! The yearly report of a plan, and the page of what it promised for its whole time.
//!
//! In: the scene, a plan and a year. Out: [`AnnualView`]: what was due, which tasks that concerns, what was reported.

use std::collections::BTreeMap;

use serde::Serialize;

use super::plan::{counted, promises_of, report_years, verdicts, whole_link, year_link};
use super::rows::{BriefRow, Grouped, PromiseRow, ValueRow};
use crate::assess::Tally;
use crate::model::{Period, Plan, Record, Ref, Subject, Task};
use crate::site::frame::Frame;
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Link, Scene, TallyView};

/// What the template `annual.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct AnnualView {
    frame: Frame,
    kicker: String,
    title: String,
    plan: Link,
    theme: Option<String>,
    answer: String,
    covered: Option<String>,
    tally: TallyView,
    others: Vec<Link>,
    side: Option<Link>,
    due_title: String,
    due: Vec<PromiseRow>,
    tasks: Vec<TaskList>,
    unpromised: Vec<Grouped<ValueRow>>,
    documents: Option<Vec<Link>>,
    csv: String,
}

/// A task with what is due under it.
#[derive(Debug, Serialize)]
struct TaskList {
    task: Link,
    number: i64,
    bodies: Vec<Link>,
    rows: Vec<BriefRow>,
}

/// What is due in a year of a plan, or over its whole time.
pub(crate) fn due_in(scene: &Scene<'_>, plan: Ref<Plan>, year: Option<i16>) -> Vec<Subject> {
    let all = promises_of(scene, plan).into_iter();
    all.filter(|(other, _)| *other == year).map(|(_, subject)| subject).collect()
}

/// The report of a plan for a year: what was due, what was reported.
pub(crate) fn annual(scene: &Scene<'_>, reference: Ref<Plan>, year: i16) -> AnnualView {
    let record = &scene.project.plans[reference];
    let route = Route::Year(record, year);
    let path = scene.path(route);
    let words = scene.phrase.year(year);
    let title = scene.say("annual.title", &[("plan", &scene.text(&record.short)), ("year", &words)]);
    let documents = scene.assessment.evidence().covering(scene.project, record.place, year);
    let theme = record.phases.iter().find(|phase| phase.year == year);
    let mut view = page(scene, reference, Some(year), title);
    if year == record.to && !due_in(scene, reference, None).is_empty() {
        let rest: Vec<_> = promises_of(scene, reference);
        let rest: Vec<_> = rest.into_iter().filter(|(year, _)| year.is_none()).collect();
        let count = counted(scene, &Tally::of(verdicts(scene, &rest)));
        view.answer.push_str(&scene.say("annual.answer.whole", &[("count", &count)]));
    }
    view.theme = theme.map(|phase| scene.text(&phase.theme));
    view.covered =
        Some(scene.say("annual.covered", &[("year", &words), ("count", &documents.len().to_string())]));
    view.side = Some(Link {
        href: scene.href(&path, Route::AllPlans(year)),
        text: scene.say("annual.side", &[("year", &words)]),
    });
    view.unpromised = unpromised(scene, &path, record, year);
    view.documents =
        Some(documents.into_iter().map(|document| scene.document_link(&path, document)).collect());
    view
}

/// What a plan promised for its whole time, or for each of its years without naming one.
pub(crate) fn whole(scene: &Scene<'_>, reference: Ref<Plan>) -> AnnualView {
    let record = &scene.project.plans[reference];
    let title = scene.say("whole.title", &[("plan", &scene.text(&record.short))]);
    page(scene, reference, None, title)
}

fn page(scene: &Scene<'_>, reference: Ref<Plan>, year: Option<i16>, title: String) -> AnnualView {
    let record = &scene.project.plans[reference];
    let route = year.map_or(Route::Whole(record), |year| Route::Year(record, year));
    let path = scene.path(route);
    let due: Vec<(Option<i16>, Subject)> =
        due_in(scene, reference, year).into_iter().map(|subject| (year, subject)).collect();
    let tally = Tally::of(verdicts(scene, &due));
    let key = if year.is_some() { "annual.answer" } else { "whole.answer" };
    let answer = scene.say(key, &[("count", &counted(scene, &tally))]);
    let crumbs = scene.crumbs(&path, &[(Route::Plan(record), scene.text(&record.short))]);
    let years = report_years(scene, reference).into_iter().filter(|other| Some(*other) != year);
    let mut others: Vec<Link> = years.map(|other| year_link(scene, &path, record, other)).collect();
    others.extend(year.map(|_| whole_link(scene, &path, record)));
    let subjects: Vec<Subject> = due.iter().map(|(_, subject)| *subject).collect();
    AnnualView {
        frame: scene.frame(&path, title.clone(), answer.clone(), crumbs),
        kicker: scene.say(if year.is_some() { "annual.kicker" } else { "whole.kicker" }, &[]),
        plan: Link { href: scene.href(&path, Route::Plan(record)), text: scene.text(&record.title) },
        theme: None,
        covered: None,
        tally: scene.tally(&tally),
        others,
        side: None,
        due_title: scene.say(if year.is_some() { "annual.due" } else { "whole.due" }, &[]),
        due: subjects.iter().filter_map(|subject| scene.promise(&path, *subject)).collect(),
        tasks: task_lists(scene, &path, &subjects),
        unpromised: Vec::new(),
        documents: None,
        csv: relative(&path, &route.path(scene.prefix, Form::Csv)),
        title,
        answer,
    }
}

/// The list of key tasks: each task under which something is due, with who answers for it.
fn task_lists(scene: &Scene<'_>, path: &str, due: &[Subject]) -> Vec<TaskList> {
    let project = scene.project;
    let mut by_task: BTreeMap<(i64, Ref<Task>), Vec<BriefRow>> = BTreeMap::new();
    for subject in due {
        let Some(task) = project.promise(*subject).and_then(|promise| promise.under.task) else { continue };
        let rows = by_task.entry((project.tasks[task].number, task)).or_default();
        rows.extend(scene.brief(path, *subject));
    }
    let list = |((number, reference), rows): ((i64, Ref<Task>), Vec<BriefRow>)| {
        let task = &project.tasks[reference];
        let bodies = task.lead.iter().chain(&task.responsible);
        TaskList {
            task: scene.subject_link(path, Subject::Task(reference)),
            number,
            bodies: bodies.map(|body| scene.body_link(path, *body)).collect(),
            rows,
        }
    };
    by_task.into_iter().map(list).collect()
}

/// Values of the plan's place and the places within it that no target of the plan asks for, by place.
fn unpromised(scene: &Scene<'_>, path: &str, plan: &Plan, year: i16) -> Vec<Grouped<ValueRow>> {
    let project = scene.project;
    let is_last = year == plan.to;
    let of_year = |period: &Period| match period.years() {
        Some((_, to)) => to == year,
        None => is_last,
    };
    let mut groups: Vec<Grouped<ValueRow>> = Vec::new();
    let evidence = scene.assessment.evidence();
    let within = evidence.within(plan.place);
    let mut here: Vec<_> = within.into_iter().flat_map(|place| evidence.of_place(place)).copied().collect();
    here.sort_unstable();
    for reference in here {
        let observation = &project.observations[reference];
        let promised = !evidence.targets(observation.place, observation.indicator).is_empty();
        if promised || !of_year(&observation.period) {
            continue;
        }
        let place = &project.places[observation.place];
        let row = scene.value_row(path, reference);
        match groups.iter_mut().find(|group| group.id == place.id()) {
            Some(group) => group.rows.push(row),
            None => groups.push(Grouped {
                id: place.id().to_owned(),
                title: scene.text(&place.name),
                rows: vec![row],
            }),
        }
    }
    groups
}
