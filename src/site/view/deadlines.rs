//! Deadlines: the calendar of a plan, and what is due across all plans.
//!
//! In: the scene, and a plan. Out: [`CalendarView`], [`DeadlinesView`]. A deadline that lay before the day of the plan
//! is named as such; whether it was kept is told by its verdict alone.

use serde::Serialize;

use super::figure::{ChartView, chart_view};
use super::paged::{Paged, PartLink};
use super::rows::BadgeView;
use crate::assess::{Deadline, Standing, Tally, deadlines};
use crate::model::{Milestone, Plan, Ref, Subject, Target, Task};
use crate::site::frame::Frame;
use crate::site::picture::{ChartOf, Picture};
use crate::site::route::Route;
use crate::site::scene::{Link, Scene};

/// What the template `calendar.html` shows: the deadlines of a plan.
#[derive(Debug, Serialize)]
pub(crate) struct CalendarView {
    frame: Frame,
    title: String,
    plan: Link,
    answer: String,
    chart: Option<ChartView>,
    early: Vec<DeadlineRow>,
    days: Vec<DayGroup>,
    at_end: Option<DayGroup>,
}

/// What is due on one day.
#[derive(Debug, Serialize)]
struct DayGroup {
    id: String,
    title: String,
    rows: Vec<DeadlineRow>,
}

/// A deadline.
#[derive(Debug, Serialize)]
struct DeadlineRow {
    plan: Link,
    name: Link,
    printed: String,
    when: String,
    kind: String,
    bodies: Vec<Link>,
    badges: Vec<BadgeView>,
    standing: Option<String>,
}

/// What the template `deadlines.html` shows: all plans.
#[derive(Debug, Serialize)]
pub(crate) struct DeadlinesView {
    frame: Frame,
    title: String,
    answer: String,
    plans: Vec<PlanRow>,
    early: Vec<DeadlineRow>,
    next: Vec<DeadlineRow>,
    parts: Vec<PartLink>,
}

/// How the deadlines of a plan stand.
#[derive(Debug, Serialize)]
struct PlanRow {
    plan: Link,
    calendar: Link,
    issued: String,
    total: usize,
    early: usize,
    due: usize,
    open: usize,
    silent: u32,
}

/// The most deadlines to come that are named.
const NEXT: usize = 20;

fn all_of<'a>(scene: &'a Scene<'_>, plan: Ref<Plan>) -> Vec<Deadline<'a>> {
    deadlines(scene.assessment, plan, &scene.index.plan(plan).tasks)
}

fn row(scene: &Scene<'_>, path: &str, deadline: &Deadline<'_>) -> DeadlineRow {
    let project = scene.project;
    let subject = deadline.subject;
    let promise = project.promise(subject);
    let task = match subject {
        Subject::Task(task) => Some(task),
        _ => promise.and_then(|promise| promise.under.task),
    };
    let bodies = task.map(|task| &project.tasks[task]);
    let bodies = bodies.into_iter().flat_map(|task| task.lead.iter().chain(&task.responsible));
    DeadlineRow {
        plan: scene.plan_link(path, project.plan_of(subject)),
        name: scene.subject_link(path, subject),
        printed: promise.map(|promise| scene.text(promise.printed)).unwrap_or_default(),
        when: scene.phrase.period(&deadline.period),
        kind: match subject {
            Subject::Task(_) => scene.kind_of::<Task>(),
            Subject::Target(_) => scene.kind_of::<Target>(),
            _ => scene.kind_of::<Milestone>(),
        },
        bodies: bodies.map(|body| scene.body_link(path, *body)).collect(),
        badges: deadline.verdict.map(|_| scene.badges(subject)).unwrap_or_default(),
        standing: match deadline.standing {
            Standing::BeforeIssue => Some(scene.say("deadline.before-issue", &[])),
            Standing::MonthOfIssue => Some(scene.say("deadline.month-of-issue", &[])),
            Standing::Due | Standing::NotDue => None,
        },
    }
}

fn is_early(deadline: &Deadline<'_>) -> bool {
    matches!(deadline.standing, Standing::BeforeIssue | Standing::MonthOfIssue)
}

/// The calendar of a plan.
pub(crate) fn calendar(scene: &Scene<'_>, reference: Ref<Plan>) -> (CalendarView, Option<Picture>) {
    let record = &scene.project.plans[reference];
    let path = scene.path(Route::PlanDeadlines(record));
    let all = all_of(scene, reference);
    let title = scene.say("deadlines.title", &[("plan", &scene.text(&record.short))]);
    let count = |standing| all.iter().filter(|deadline| deadline.standing == standing).count().to_string();
    let answer = scene.say(
        "deadlines.answer",
        &[
            ("total", &all.len().to_string()),
            ("early", &count(Standing::BeforeIssue)),
            ("open", &count(Standing::NotDue)),
        ],
    );
    let rows = |deadline: &Deadline<'_>| row(scene, &path, deadline);
    let mut days: Vec<DayGroup> = Vec::new();
    for deadline in all.iter().filter(|deadline| deadline.is_own) {
        let title = scene.phrase.period(&deadline.period);
        match days.last_mut().filter(|day| day.title == title) {
            Some(day) => day.rows.push(rows(deadline)),
            None => {
                let id = format!("d-{}-{}", deadline.due, days.len());
                days.push(DayGroup { id, title, rows: vec![rows(deadline)] });
            }
        }
    }
    let at_end: Vec<DeadlineRow> = all.iter().filter(|deadline| !deadline.is_own).map(rows).collect();
    let crumbs = scene.crumbs(&path, &[(Route::Plan(record), scene.text(&record.short))]);
    let picture = scene.picture(ChartOf::Deadlines(reference));
    let view = CalendarView {
        frame: scene.frame(&path, title.clone(), answer.clone(), crumbs),
        plan: Link { href: scene.href(&path, Route::Plan(record)), text: scene.text(&record.title) },
        chart: picture.as_ref().map(|picture| chart_view(scene, &path, picture)),
        early: all.iter().filter(|deadline| is_early(deadline)).map(rows).collect(),
        at_end: (!at_end.is_empty()).then(|| DayGroup {
            id: "whole".to_owned(),
            title: scene.say("deadlines.whole", &[("to", &scene.phrase.year(record.to))]),
            rows: at_end,
        }),
        days,
        title,
        answer,
    };
    (view, picture)
}

/// The deadlines of all plans.
pub(crate) fn deadlines_of_all(scene: &Scene<'_>, paged: &Paged) -> DeadlinesView {
    let project = scene.project;
    let path = paged.path.clone();
    let title = paged.title(&scene.say("nav.deadlines", &[]));
    let (mut plans, mut early, mut next) = (Vec::new(), Vec::new(), Vec::new());
    for plan in &scene.index.in_order[paged.rows.clone()] {
        let record = &project.plans[*plan];
        let all = all_of(scene, *plan);
        early.extend(all.iter().filter(|deadline| is_early(deadline)).map(|one| row(scene, &path, one)));
        let count = |standing| all.iter().filter(|deadline| deadline.standing == standing).count();
        let open = count(Standing::NotDue);
        next.extend(all.iter().filter(|one| one.standing == Standing::NotDue).take(NEXT).cloned());
        let tally = Tally::of(all.iter().filter_map(|deadline| deadline.verdict));
        plans.push(PlanRow {
            plan: scene.plan_link(&path, *plan),
            calendar: Link {
                href: scene.href(&path, Route::PlanDeadlines(record)),
                text: scene.say("plan.deadlines", &[]),
            },
            issued: record.issued.as_ref().map(|issued| scene.phrase.period(issued)).unwrap_or_default(),
            total: all.len(),
            early: count(Standing::BeforeIssue),
            due: all.len() - open,
            open,
            silent: tally.silent(),
        });
    }
    next.sort_by_key(|deadline| deadline.due);
    let answer = scene.say(
        "deadlines.all",
        &[("date", &scene.phrase.date(project.site.as_of)), ("early", &early.len().to_string())],
    );
    DeadlinesView {
        frame: scene.frame(&path, title.clone(), answer.clone(), scene.crumbs(&path, &[])),
        plans,
        early,
        parts: paged.parts.clone(),
        next: next.iter().take(NEXT).map(|deadline| row(scene, &path, deadline)).collect(),
        title,
        answer,
    }
}
