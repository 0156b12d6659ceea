//! The page of a task: who leads it, who shares it, by when, and what was promised under it.
//!
//! In: the scene and a task. Out: [`TaskView`], and [`TaskRow`]s for the pages that list tasks.

use serde::Serialize;

use super::duties::{DutyView, duty_view};
use super::figure::Fact;
use super::rows::{FindingView, PromiseRow};
use crate::assess::Tally;
use crate::model::{Body, Plan, Record, Ref, Subject, Task};
use crate::site::frame::Frame;
use crate::site::route::Route;
use crate::site::scene::{Link, Scene};

/// What the template `task.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct TaskView {
    frame: Frame,
    kicker: String,
    title: String,
    plan: Link,
    answer: String,
    summary: Option<String>,
    lead: Vec<Link>,
    responsible: Vec<Link>,
    facts: Vec<Fact>,
    promises: Vec<PromiseRow>,
    duties: Vec<DutyView>,
    provisions: Vec<Link>,
    findings: Vec<FindingView>,
    before: Option<Link>,
    after: Option<Link>,
}

/// A task in a list.
#[derive(Debug, Serialize)]
pub(crate) struct TaskRow {
    number: i64,
    task: Link,
    plan: Link,
    lead: Vec<Link>,
    responsible: Vec<Link>,
    deadline: String,
    sentence: String,
}

/// Tasks as rows, by plan and number.
pub(super) fn task_rows(scene: &Scene<'_>, path: &str, tasks: &[Ref<Task>]) -> Vec<TaskRow> {
    let mut tasks = tasks.to_vec();
    tasks.sort_by_key(|task| (scene.project.tasks[*task].plan, scene.project.tasks[*task].number));
    let row = |reference: &Ref<Task>| {
        let task = &scene.project.tasks[*reference];
        TaskRow {
            number: task.number,
            task: scene.subject_link(path, Subject::Task(*reference)),
            plan: scene.plan_link(path, task.plan),
            lead: links(scene, path, &task.lead),
            responsible: links(scene, path, &task.responsible),
            deadline: deadline(scene, task),
            sentence: sentence(scene, *reference),
        }
    };
    tasks.iter().map(row).collect()
}

fn links(scene: &Scene<'_>, path: &str, bodies: &[Ref<Body>]) -> Vec<Link> {
    bodies.iter().map(|body| scene.body_link(path, *body)).collect()
}

fn deadline(scene: &Scene<'_>, task: &Task) -> String {
    match &task.deadline {
        Some(period) => scene.phrase.period(period),
        None => scene.say("task.unsaid", &[]),
    }
}

/// How what was promised under a task stands: `6 项目标：6 项未收录报告材料`.
fn sentence(scene: &Scene<'_>, task: Ref<Task>) -> String {
    let promises: Vec<Subject> = scene.index.task(task).promises().collect();
    let tally = Tally::of(promises.iter().flat_map(|subject| scene.assessment.of(*subject)));
    if tally.total() == 0 {
        return scene.say("task.no-promise", &[]);
    }
    let total = tally.total().to_string();
    scene.say("task.promises", &[("total", &total), ("sentence", &scene.tally_sentence(&tally))])
}

/// The page of a task.
pub(crate) fn task(scene: &Scene<'_>, reference: Ref<Task>) -> TaskView {
    let project = scene.project;
    let record = &project.tasks[reference];
    let plan = &project.plans[record.plan];
    let path = scene.path(Route::Task(plan, record));
    let number = record.number.to_string();
    let title = scene.text(&record.title);
    let own = scene.index.task(reference);
    let crumbs = scene.crumbs(&path, &[(Route::Plan(plan), scene.text(&plan.short))]);
    let answer = sentence(scene, reference);
    let full = scene
        .say("task.title", &[("plan", &scene.text(&plan.short)), ("number", &number), ("title", &title)]);
    let (before, after) = neighbours(scene, &path, record.plan, reference);
    TaskView {
        frame: scene.frame(&path, full, answer.clone(), crumbs),
        kicker: scene.say("task.kicker", &[("number", &number)]),
        plan: Link { href: scene.href(&path, Route::Plan(plan)), text: scene.text(&plan.title) },
        summary: record.summary.as_ref().map(|summary| scene.text(summary)),
        lead: links(scene, &path, &record.lead),
        responsible: links(scene, &path, &record.responsible),
        facts: facts(scene, &path, reference),
        promises: own.promises().filter_map(|subject| scene.promise(&path, subject)).collect(),
        duties: own.duties.iter().map(|duty| duty_view(scene, &path, *duty)).collect(),
        provisions: own
            .provisions
            .iter()
            .map(|provision| {
                let subject = Subject::Provision(*provision);
                let printed = scene.original(&project.provisions[*provision].printed);
                let Link { href, text } = scene.subject_link(&path, subject);
                Link { href, text: scene.say("task.provision", &[("name", &text), ("printed", &printed)]) }
            })
            .collect(),
        findings: scene.findings(&path, Subject::Task(reference)),
        before,
        after,
        title,
        answer,
    }
}

fn facts(scene: &Scene<'_>, path: &str, reference: Ref<Task>) -> Vec<Fact> {
    let record = &scene.project.tasks[reference];
    let fact = |key: &str, value, href| Fact { key: scene.say(key, &[]), value, href };
    let mut facts = vec![fact("col.deadline", deadline(scene, record), None)];
    facts.extend(record.action.map(|action| {
        let Link { href, text } = scene.subject_link(path, Subject::Part(action));
        fact("fact.action", text, Some(href))
    }));
    let source = scene.source_link(path, &record.source, record.id());
    let document = scene.document_link(path, record.source.document);
    facts.push(fact("fact.document", document.text, Some(document.href)));
    facts.push(fact("fact.at", source.text, Some(source.href)));
    facts.extend(record.note.as_ref().map(|note| fact("fact.note", scene.text(note), None)));
    facts
}

/// The task before and the one after, by number.
fn neighbours(
    scene: &Scene<'_>,
    path: &str,
    plan: Ref<Plan>,
    task: Ref<Task>,
) -> (Option<Link>, Option<Link>) {
    let mut tasks = scene.index.plan(plan).tasks.clone();
    tasks.sort_by_key(|task| scene.project.tasks[*task].number);
    let place = tasks.iter().position(|other| *other == task).unwrap_or(0);
    let link = |place: Option<usize>| {
        let task = *tasks.get(place?)?;
        let Link { href, text } = scene.subject_link(path, Subject::Task(task));
        let number = scene.project.tasks[task].number.to_string();
        Some(Link { href, text: scene.say("task.numbered", &[("number", &number), ("title", &text)]) })
    };
    (link(place.checked_sub(1)), link(Some(place + 1)))
}
