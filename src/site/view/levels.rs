//! The levels side by side: what the plans along the hierarchy ask for on one subject; and all plans in one year.
//!
//! In: the scene, and a year. Out: [`LevelsView`], [`AllPlansView`]. What only looks alike is shown with the reason and
//! never set against each other; a plan of which only an excerpt is at hand says so where it is silent.

use std::iter;

use serde::Serialize;

use super::annual::due_in;
use super::paged::{Paged, PartLink};
use super::plan::year_link;
use super::rows::BriefRow;
use crate::assess::{Against, LevelRow, Strictness, Tally, Topic, levels};
use crate::model::{Likeness, Observation, Period, Plan, Record, Ref, Subject};
use crate::site::frame::Frame;
use crate::site::route::Route;
use crate::site::scene::{Link, Scene, TallyView};

/// What the template `levels.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct LevelsView {
    frame: Frame,
    title: String,
    answer: String,
    hierarchy: Vec<PlanNode>,
    columns: Vec<Link>,
    groups: Vec<LikenessGroup>,
    years: Vec<Link>,
}

/// A plan in the hierarchy, with how many stand above it.
#[derive(Debug, Serialize)]
struct PlanNode {
    depth: usize,
    plan: Link,
    place: Link,
    note: Option<String>,
}

/// The rows that can be compared to one degree.
#[derive(Debug, Serialize)]
struct LikenessGroup {
    id: String,
    title: String,
    rows: Vec<TopicRow>,
}

/// One subject across plans.
#[derive(Debug, Serialize)]
struct TopicRow {
    id: String,
    name: String,
    href: Option<String>,
    because: Option<String>,
    cells: Vec<Cell>,
    against: Vec<String>,
    results: Vec<ResultLink>,
}

/// What a plan says on the subject.
#[derive(Debug, Serialize)]
struct Cell {
    plan: String,
    statements: Vec<Statement>,
    silence: String,
}

#[derive(Debug, Serialize)]
struct Statement {
    name: Option<String>,
    what: Link,
    when: String,
    tags: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ResultLink {
    place: String,
    value: String,
    link: Link,
}

/// What the template `years.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct AllPlansView {
    frame: Frame,
    title: String,
    answer: String,
    plans: Vec<YearBlock>,
    others: Vec<Link>,
    parts: Vec<PartLink>,
}

/// What one plan meant to reach in the year.
#[derive(Debug, Serialize)]
struct YearBlock {
    id: String,
    plan: Link,
    report: Link,
    theme: Option<String>,
    tally: TallyView,
    rows: Vec<BriefRow>,
}

/// More plans than this have no column each: their statements are counted.
const COLUMNS: usize = 6;

/// The plans of the hierarchy from the top down, each with how many stand above it.
fn hierarchy(scene: &Scene<'_>) -> Vec<(usize, Ref<Plan>)> {
    let plans = &scene.project.plans;
    let mut found = Vec::new();
    let roots = plans.entries().filter(|(_, plan)| plan.superior.is_none()).map(|(plan, _)| (0, plan));
    let mut waiting: Vec<(usize, Ref<Plan>)> = roots.collect();
    waiting.reverse();
    while let Some((depth, plan)) = waiting.pop() {
        found.push((depth, plan));
        let below = plans.entries().filter(|(_, other)| other.superior == Some(plan));
        let mut below: Vec<_> = below.map(|(other, _)| (depth + 1, other)).collect();
        below.reverse();
        waiting.extend(below);
    }
    found
}

/// The page of levels.
pub(crate) fn levels_page(scene: &Scene<'_>) -> LevelsView {
    let path = scene.path(Route::Levels);
    let title = scene.say("nav.levels", &[]);
    let rows = levels(scene.assessment);
    let has_columns = scene.project.plans.len() <= COLUMNS;
    let plans = if has_columns { hierarchy(scene) } else { Vec::new() };
    let answer = scene.say("levels.answer", &[("rows", &rows.len().to_string())]);
    let group = |likeness: &Likeness| LikenessGroup {
        id: likeness.key().to_owned(),
        title: likeness.words().get(scene.lang).to_owned(),
        rows: rows
            .iter()
            .filter(|row| row.likeness == *likeness)
            .map(|row| topic_row(scene, &path, row, &plans))
            .collect(),
    };
    let groups = Likeness::ALL.iter().map(group).filter(|group| !group.rows.is_empty());
    LevelsView {
        frame: scene.frame(&path, title.clone(), answer.clone(), scene.crumbs(&path, &[])),
        hierarchy: plans.iter().map(|(depth, plan)| node(scene, &path, *depth, *plan)).collect(),
        columns: plans.iter().map(|(_, plan)| scene.plan_link(&path, *plan)).collect(),
        groups: groups.collect(),
        years: all_years(scene).into_iter().map(|year| side_link(scene, &path, year)).collect(),
        title,
        answer,
    }
}

fn node(scene: &Scene<'_>, path: &str, depth: usize, plan: Ref<Plan>) -> PlanNode {
    let record = &scene.project.plans[plan];
    PlanNode {
        depth,
        plan: scene.plan_link(path, plan),
        place: scene.place_link(path, record.place),
        note: record.document.is_none().then(|| scene.say("levels.by-name", &[])),
    }
}

fn topic_row(scene: &Scene<'_>, path: &str, row: &LevelRow, plans: &[(usize, Ref<Plan>)]) -> TopicRow {
    let project = scene.project;
    let (id, name, href, because) = match row.topic {
        Topic::Indicator(indicator) => {
            let record = &project.indicators[indicator];
            let href = scene.href(path, Route::Indicator(record));
            (record.id(), scene.text(&record.name), Some(href), None)
        }
        Topic::Comparison(comparison) => {
            let record = &project.comparisons[comparison];
            let because = record.because.as_ref().map(|because| scene.text(because));
            (record.id(), scene.text(&record.name), None, because)
        }
    };
    TopicRow {
        id: id.to_owned(),
        name,
        href,
        because,
        cells: plans.iter().map(|(_, plan)| cell(scene, path, row, *plan)).collect(),
        against: if plans.is_empty() {
            vec![counts(scene, row)]
        } else {
            row.against.iter().map(|against| against_words(scene, against)).collect()
        },
        results: row.results.iter().map(|result| result_link(scene, path, *result)).collect(),
    }
}

fn cell(scene: &Scene<'_>, path: &str, row: &LevelRow, plan: Ref<Plan>) -> Cell {
    let project = scene.project;
    let record = &project.plans[plan];
    let topic = match row.topic {
        Topic::Indicator(indicator) => scene.text(&project.indicators[indicator].name),
        Topic::Comparison(comparison) => scene.text(&project.comparisons[comparison].name),
    };
    let statements = row.by_plan.get(&plan).into_iter().flatten();
    let statements: Vec<Statement> =
        statements.map(|subject| statement(scene, path, *subject, &topic)).collect();
    let excerpt = record.document.is_some_and(|document| project.documents[document].excerpt);
    let silence = match (record.document, excerpt) {
        (None, _) => "levels.by-name",
        (Some(_), true) => "levels.silent.excerpt",
        (Some(_), false) => "levels.silent",
    };
    Cell { plan: scene.text(&record.short), statements, silence: scene.say(silence, &[]) }
}

fn statement(scene: &Scene<'_>, path: &str, subject: Subject, topic: &str) -> Statement {
    let project = scene.project;
    let link = scene.subject_link(path, subject);
    let (what, when, tags) = match (project.promise(subject), subject) {
        (Some(promise), _) => {
            let tags = scene.copies_tag(promise.source).into_iter();
            let modality = promise.modality;
            let bound = (modality != crate::model::Modality::Firm)
                .then(|| modality.words().get(scene.lang).to_owned());
            let printed = scene.text(promise.printed);
            (printed, scene.phrase.period(promise.period), tags.chain(bound).collect())
        }
        (None, Subject::Provision(provision)) => {
            let record = &project.provisions[provision];
            let when = record.period.as_ref().map(|period| scene.phrase.period(period));
            (scene.original(&record.printed), when.unwrap_or_default(), Vec::new())
        }
        (None, Subject::Duty(duty)) => {
            let often = super::plan::frequency(scene, &project.duties[duty]);
            (link.text.clone(), often, Vec::new())
        }
        _ => (link.text.clone(), String::new(), Vec::new()),
    };
    let name = (link.text != topic && link.text != what).then(|| link.text.clone());
    Statement { name, what: Link { href: link.href, text: what }, when, tags }
}

/// `昭通市三年行动方案高于上级（云南省三年行动计划）：94 − 90 = +4 个百分点`.
fn against_words(scene: &Scene<'_>, against: &Against) -> String {
    let project = scene.project;
    let upper = &project.targets[against.upper];
    let (below, above) = (&project.plans[against.plan], &project.plans[upper.plan]);
    let (below, above) = (scene.text(&below.short), scene.text(&above.short));
    let is_excerpt = |plan: &Plan| plan.document.is_some_and(|it| project.documents[it].excerpt);
    let words = match against.strictness {
        Strictness::Missing if is_excerpt(&project.plans[against.plan]) => {
            scene.say("levels.silent.excerpt", &[])
        }
        strictness => strictness.words().get(scene.lang).to_owned(),
    };
    let mut text = scene.say("levels.against", &[("lower", &below), ("upper", &above), ("how", &words)]);
    if let Some(margin) = &against.margin {
        text.push_str(&scene.say("levels.margin", &[("margin", &scene.phrase.margin(margin))]));
    }
    if let (Strictness::OtherYear, Some(lower)) = (against.strictness, against.lower) {
        let period = |period: &Period| scene.phrase.period(period);
        let (own, other) = (period(&project.targets[lower].period), period(&upper.period));
        text.push_str(&scene.say("levels.periods", &[("own", &own), ("other", &other)]));
    }
    text
}

/// How many plans of many have a statement, and how they stand to those above.
fn counts(scene: &Scene<'_>, row: &LevelRow) -> String {
    let plans = row.by_plan.len().to_string();
    let parts: Vec<String> = Strictness::ALL
        .iter()
        .map(|kind| (kind, row.against.iter().filter(|against| against.strictness == *kind).count()))
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| {
            scene.say("levels.count", &[("how", kind.words().get(scene.lang)), ("count", &count.to_string())])
        })
        .collect();
    scene.say("levels.counts", &[("plans", &plans), ("sentence", &scene.phrase.list(&parts))])
}

fn result_link(scene: &Scene<'_>, path: &str, result: Ref<Observation>) -> ResultLink {
    let observation = &scene.project.observations[result];
    let href = scene.figure_href(path, observation.place, observation.indicator).unwrap_or_default();
    let when = scene.say("bracket", &[("words", &scene.phrase.period(&observation.period))]);
    ResultLink {
        place: scene.text(&scene.project.places[observation.place].name),
        value: format!("{}{when}", scene.phrase.observed(observation)),
        link: Link { href, text: scene.observation_name(observation) },
    }
}

/// The years of all plans, each once.
pub(crate) fn all_years(scene: &Scene<'_>) -> Vec<i16> {
    let plans = scene.index.in_order.iter().map(|plan| &scene.project.plans[*plan]);
    let mut years: Vec<i16> = plans.flat_map(|plan| plan.from..=plan.to).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn side_link(scene: &Scene<'_>, path: &str, year: i16) -> Link {
    let words = scene.phrase.year(year);
    Link {
        href: scene.href(path, Route::AllPlans(year)),
        text: scene.say("annual.side", &[("year", &words)]),
    }
}

/// The plans that run in a year, from the top of the hierarchy down.
pub(crate) fn plans_in(scene: &Scene<'_>, year: i16) -> Vec<Ref<Plan>> {
    let project = scene.project;
    let height = |plan: &Ref<Plan>| {
        let above = |place: &Ref<crate::model::Place>| project.places[*place].parent;
        iter::successors(Some(project.plans[*plan].place), above).count()
    };
    let mut plans: Vec<Ref<Plan>> = scene.index.in_order.clone();
    plans.retain(|plan| (project.plans[*plan].from..=project.plans[*plan].to).contains(&year));
    plans.sort_by_key(|plan| (height(plan), *plan));
    plans
}

/// All plans in one year.
pub(crate) fn all_plans(scene: &Scene<'_>, year: i16, plans: &[Ref<Plan>], paged: &Paged) -> AllPlansView {
    let project = scene.project;
    let path = paged.path.clone();
    let words = scene.phrase.year(year);
    let title = paged.title(&scene.say("annual.side", &[("year", &words)]));
    let in_full = plans.len() <= COLUMNS;
    let block = |plan: &Ref<Plan>| {
        let record = &project.plans[*plan];
        let due = due_in(scene, *plan, Some(year));
        let tally = Tally::of(due.iter().flat_map(|subject| scene.assessment.of(*subject)));
        let theme = record.phases.iter().find(|phase| phase.year == year);
        YearBlock {
            id: record.id().to_owned(),
            plan: scene.plan_link(&path, *plan),
            report: year_link(scene, &path, record, year),
            theme: theme.map(|phase| scene.text(&phase.theme)),
            tally: scene.tally(&tally),
            rows: if in_full {
                due.iter().filter_map(|subject| scene.brief(&path, *subject)).collect()
            } else {
                Vec::new()
            },
        }
    };
    let answer = scene.say("years.answer", &[("count", &plans.len().to_string()), ("year", &words)]);
    let crumbs = scene.crumbs(&path, &[(Route::Levels, scene.say("nav.levels", &[]))]);
    AllPlansView {
        frame: scene.frame(&path, title.clone(), answer.clone(), crumbs),
        plans: plans[paged.rows.clone()].iter().map(block).collect(),
        parts: paged.parts.clone(),
        others: all_years(scene)
            .into_iter()
            .filter(|other| *other != year)
            .map(|other| side_link(scene, &path, other))
            .collect(),
        title,
        answer,
    }
}
