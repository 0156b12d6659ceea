//! The pages of bodies: what each leads, what it shares, and which duties it has; and the list of all.
//!
//! In: the scene and a body. Out: [`BodyView`], [`BodiesView`]. Who leads is told only where a document says so.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::figure::Fact;
use super::paged::{Paged, PartLink};
use super::plan::{frequency, recorded};
use super::rows::{BriefRow, Grouped};
use super::task::{TaskRow, task_rows};
use crate::model::{Body, Duty, Record, Ref, Subject, Task};
use crate::site::frame::Frame;
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Link, Scene, promised_year};

/// What the template `body.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct BodyView {
    frame: Frame,
    name: String,
    answer: String,
    lead_unsaid: bool,
    facts: Vec<Fact>,
    lead: Vec<TaskRow>,
    responsible: Vec<TaskRow>,
    duties: Vec<DutyRow>,
    years: Vec<Grouped<BriefRow>>,
    csv: String,
}

/// A duty of the body.
#[derive(Debug, Serialize)]
struct DutyRow {
    name: Link,
    under: Option<Link>,
    plan: Link,
    frequency: String,
    toward: Option<String>,
    recorded: String,
}

/// What the template `bodies.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct BodiesView {
    frame: Frame,
    title: String,
    answer: String,
    groups: Vec<Grouped<BodyRow>>,
    parts: Vec<PartLink>,
}

/// A body in the list.
#[derive(Debug, Serialize)]
struct BodyRow {
    body: Link,
    kind: String,
    lead: usize,
    responsible: usize,
    duties: usize,
}

/// The page of a body.
pub(crate) fn body(scene: &Scene<'_>, reference: Ref<Body>) -> BodyView {
    let record = &scene.project.bodies[reference];
    let route = Route::Body(record);
    let path = scene.path(route);
    let name = scene.text(&record.name);
    let own = scene.index.body(reference);
    let count = |count: usize| count.to_string();
    let answer = scene.say(
        "body.answer",
        &[
            ("lead", &count(own.lead.len())),
            ("responsible", &count(own.responsible.len())),
            ("duties", &count(own.duties.len())),
        ],
    );
    let place = record.place.map(|place| scene.text(&scene.project.places[place].name));
    let place = place.map(|place| scene.say("bracket", &[("words", &place)])).unwrap_or_default();
    let full = format!("{name}{place}");
    let shares_unled = |task: &Ref<Task>| scene.project.tasks[*task].lead.is_empty();
    let crumbs = scene.crumbs(&path, &[(Route::Bodies, scene.say("nav.bodies", &[]))]);
    BodyView {
        frame: scene.frame(&path, full, answer.clone(), crumbs),
        lead_unsaid: own.responsible.iter().any(shares_unled),
        facts: facts(scene, &path, record),
        lead: task_rows(scene, &path, &own.lead),
        responsible: task_rows(scene, &path, &own.responsible),
        duties: own.duties.iter().map(|duty| duty_row(scene, &path, *duty)).collect(),
        years: years(scene, &path, reference),
        csv: relative(&path, &route.path(scene.prefix, Form::Csv)),
        name,
        answer,
    }
}

fn facts(scene: &Scene<'_>, path: &str, record: &Body) -> Vec<Fact> {
    let fact = |key: &str, value, href| Fact { key: scene.say(key, &[]), value, href };
    let mut facts = vec![fact("fact.kind", record.kind.words().get(scene.lang).to_owned(), None)];
    facts.extend(record.place.map(|place| {
        let Link { href, text } = scene.place_link(path, place);
        fact("fact.place", text, Some(href))
    }));
    if !record.aliases.is_empty() {
        let names: Vec<String> = record.aliases.iter().map(|alias| scene.original(alias)).collect();
        facts.push(fact("fact.aliases", scene.phrase.list(&names), None));
    }
    facts.extend(record.note.as_ref().map(|note| fact("fact.note", scene.text(note), None)));
    facts
}

fn duty_row(scene: &Scene<'_>, path: &str, reference: Ref<Duty>) -> DutyRow {
    let duty = &scene.project.duties[reference];
    let under = duty.under.task.map(Subject::Task).or(duty.under.part.map(Subject::Part));
    DutyRow {
        name: scene.subject_link(path, Subject::Duty(reference)),
        under: under.map(|subject| scene.subject_link(path, subject)),
        plan: scene.plan_link(path, duty.plan),
        frequency: frequency(scene, duty),
        toward: duty.toward.as_ref().map(|toward| scene.text(toward)),
        recorded: if duty.frequency.is_some() { recorded(scene, reference) } else { String::new() },
    }
}

/// The tasks in which a body takes part, each once.
fn tasks_of(scene: &Scene<'_>, body: Ref<Body>) -> BTreeSet<Ref<Task>> {
    let own = scene.index.body(body);
    own.lead.iter().chain(&own.responsible).copied().collect()
}

/// What was promised under the tasks of a body, by the year in which it is due.
fn years(scene: &Scene<'_>, path: &str, body: Ref<Body>) -> Vec<Grouped<BriefRow>> {
    let mut years: BTreeMap<i16, Vec<BriefRow>> = BTreeMap::new();
    for subject in tasks_of(scene, body).iter().flat_map(|task| scene.index.task(*task).promises()) {
        let year = scene.project.promise(subject).and_then(|promise| promised_year(promise.period));
        years.entry(year.unwrap_or(i16::MAX)).or_default().extend(scene.brief(path, subject));
    }
    let group = |(year, rows)| match year {
        i16::MAX => Grouped { id: "whole".to_owned(), title: scene.say("promises.whole", &[]), rows },
        year => Grouped {
            id: format!("y{year}"),
            title: scene.say("promises.year", &[("year", &scene.phrase.year(year))]),
            rows,
        },
    };
    years.into_iter().map(group).collect()
}

/// What a body answers for, each with its part in it: for the data file beside its page.
pub(crate) fn agenda(scene: &Scene<'_>, body: Ref<Body>) -> Vec<(&'static str, Subject)> {
    let own = scene.index.body(body);
    let mut items: Vec<(&'static str, Subject)> = Vec::new();
    for (role, tasks) in [("lead", &own.lead), ("responsible", &own.responsible)] {
        for task in tasks {
            items.push((role, Subject::Task(*task)));
            items.extend(scene.index.task(*task).promises().map(|subject| (role, subject)));
        }
    }
    items.extend(own.duties.iter().map(|duty| ("duty", Subject::Duty(*duty))));
    items
}

/// The bodies in the order of their list: by place, then by kind, those with most tasks first.
pub(crate) fn bodies_in_order(scene: &Scene<'_>) -> Vec<Ref<Body>> {
    let mut bodies: Vec<Ref<Body>> = scene.project.bodies.entries().map(|(body, _)| body).collect();
    bodies.sort_by_cached_key(|body| {
        let (record, own) = (&scene.project.bodies[*body], scene.index.body(*body));
        let tasks = usize::MAX - own.lead.len() - own.responsible.len();
        let kind = record.place.map(|place| scene.project.places[place].kind);
        (kind, record.place, record.kind, tasks, usize::MAX - own.duties.len(), *body)
    });
    bodies
}

/// A part of the list of bodies.
pub(crate) fn bodies(scene: &Scene<'_>, all: &[Ref<Body>], paged: &Paged) -> BodiesView {
    let project = scene.project;
    let path = &paged.path;
    let title = paged.title(&scene.say("nav.bodies", &[]));
    let answer = scene.say("bodies.answer", &[("count", &all.len().to_string())]);
    let mut groups: Vec<Grouped<BodyRow>> = Vec::new();
    for reference in &all[paged.rows.clone()] {
        let record = &project.bodies[*reference];
        let own = scene.index.body(*reference);
        let row = BodyRow {
            body: scene.body_link(path, *reference),
            kind: record.kind.words().get(scene.lang).to_owned(),
            lead: own.lead.len(),
            responsible: own.responsible.len(),
            duties: own.duties.len(),
        };
        let id = record.place.map_or("none", |place| project.places[place].id());
        match groups.last_mut().filter(|group| group.id == id) {
            Some(group) => group.rows.push(row),
            None => groups.push(Grouped {
                id: id.to_owned(),
                title: match record.place {
                    Some(place) => scene.text(&project.places[place].name),
                    None => scene.say("bodies.no-place", &[]),
                },
                rows: vec![row],
            }),
        }
    }
    BodiesView {
        frame: scene.frame(path, title.clone(), answer.clone(), scene.crumbs(path, &[])),
        parts: paged.parts.clone(),
        groups,
        title,
        answer,
    }
}
