//! The page of a place: what it promised, what is reported on it, what lies within it.
//!
//! In: the scene and a place. Out: [`PlaceView`].

use std::collections::BTreeMap;
use std::iter;

use serde::Serialize;

use super::duties::recorded_at;
use super::figure::{ChartView, Fact, chart_view};
use super::plan::frequency;
use super::rows::{Grouped, PromiseRow};
use crate::assess::{Tally, series};
use crate::model::{Duty, Indicator, Place, Record, Ref, Subject};
use crate::site::frame::Frame;
use crate::site::picture::{ChartOf, Picture};
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Link, Scene, VerdictView};

/// What the template `place.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct PlaceView {
    frame: Frame,
    name: String,
    kind: String,
    answer: String,
    facts: Vec<Fact>,
    groups: Vec<Grouped<FigureRow>>,
    plans: Vec<PlanRow>,
    promises: Vec<PromiseRow>,
    duties: Vec<OwnDuty>,
    csv: Option<String>,
    change: Option<ChartView>,
    pairs: Option<ChartView>,
    within: Vec<WithinRow>,
    documents: Vec<Link>,
}

/// A figure of the place.
#[derive(Debug, Serialize)]
pub(crate) struct FigureRow {
    name: String,
    href: String,
    value: String,
    period: String,
    change: String,
    verdicts: Vec<VerdictView>,
    promised: Vec<String>,
}

/// A duty that each place of this kind has, with what is on record of this one.
#[derive(Debug, Serialize)]
struct OwnDuty {
    name: Link,
    plan: Link,
    frequency: String,
    cells: Vec<String>,
}

#[derive(Debug, Serialize)]
struct PlanRow {
    plan: Link,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct WithinRow {
    place: Link,
    kind: String,
    note: String,
}

/// The page of a place.
pub(crate) fn place(scene: &Scene<'_>, reference: Ref<Place>) -> (PlaceView, Vec<Picture>) {
    let project = scene.project;
    let record = &project.places[reference];
    let path = scene.path(Route::Place(record));
    let name = scene.text(&record.name);
    let cells: Vec<Ref<Indicator>> = scene.figures_of(reference).collect();
    let own = scene.index.place(reference);
    let plans = own.plans.iter().map(|plan| (*plan, &project.plans[*plan]));
    let reports = &own.documents;
    let values = cells
        .iter()
        .filter(|indicator| !scene.assessment.evidence().observations(reference, **indicator).is_empty())
        .count();
    let states = own.promises.iter().filter(|subject| matches!(subject, Subject::Milestone(_))).count();
    let counts = [cells.len(), values, states].map(|count| count.to_string());
    let answer = scene
        .say("place.answer", &[("figures", &counts[0]), ("values", &counts[1]), ("milestones", &counts[2])]);
    let parent = record.parent.map(|parent| &project.places[parent]);
    let crumbs: Vec<_> =
        parent.iter().map(|parent| (Route::Place(parent), scene.text(&parent.name))).collect();
    let picture = scene.picture(ChartOf::Pairs(reference));
    let change = scene.picture(ChartOf::Change(reference));
    let view = PlaceView {
        frame: scene.frame(&path, name.clone(), answer.clone(), scene.crumbs(&path, &crumbs)),
        kind: record.kind.words().get(scene.lang).to_owned(),
        facts: facts(scene, &path, record),
        groups: groups(scene, &path, reference, &cells),
        plans: plans
            .map(|(plan, record)| PlanRow {
                plan: Link { href: scene.href(&path, Route::Plan(record)), text: scene.text(&record.title) },
                sentence: match record.document {
                    Some(_) => scene.tally_sentence(&Tally::of(scene.verdicts_of(plan))),
                    None => scene.say("plan.by-name", &[]),
                },
            })
            .collect(),
        promises: if own.plans.is_empty() {
            own.promises.iter().filter_map(|subject| scene.promise(&path, *subject)).collect()
        } else {
            Vec::new()
        },
        duties: duties(scene, &path, reference),
        csv: (!own.promises.is_empty())
            .then(|| relative(&path, &Route::Place(record).path(scene.prefix, Form::Csv))),
        change: change.as_ref().map(|picture| chart_view(scene, &path, picture)),
        pairs: picture.as_ref().map(|picture| chart_view(scene, &path, picture)),
        within: within(scene, &path, reference),
        documents: reports.iter().map(|document| scene.document_link(&path, *document)).collect(),
        name,
        answer,
    };
    (view, change.into_iter().chain(picture).collect())
}

/// The duties that plans of the places around lay on each place of this kind.
fn duties(scene: &Scene<'_>, path: &str, place: Ref<Place>) -> Vec<OwnDuty> {
    let project = scene.project;
    let kind = project.places[place].kind;
    let around = iter::successors(project.places[place].parent, |outer| project.places[*outer].parent);
    let plans = around.flat_map(|outer| scene.index.place(outer).plans.iter());
    let duties = plans.flat_map(|plan| scene.index.plan(*plan).duties.iter().copied());
    let row = |reference: Ref<Duty>| {
        let duty = &project.duties[reference];
        OwnDuty {
            name: scene.subject_link(path, Subject::Duty(reference)),
            plan: scene.plan_link(path, duty.plan),
            frequency: frequency(scene, duty),
            cells: recorded_at(scene, reference, place),
        }
    };
    duties.filter(|duty| project.duties[*duty].each == Some(kind)).map(row).collect()
}

fn facts(scene: &Scene<'_>, path: &str, record: &Place) -> Vec<Fact> {
    let parent = record.parent.map(|parent| &scene.project.places[parent]);
    let mut facts = Vec::new();
    facts.extend(parent.map(|parent| Fact {
        key: scene.say("fact.parent", &[]),
        value: scene.text(&parent.name),
        href: Some(scene.href(path, Route::Place(parent))),
    }));
    facts.extend(record.note.as_ref().map(|note| Fact {
        key: scene.say("fact.note", &[]),
        value: scene.text(note),
        href: None,
    }));
    facts
}

fn groups(
    scene: &Scene<'_>,
    path: &str,
    place: Ref<Place>,
    cells: &[Ref<Indicator>],
) -> Vec<Grouped<FigureRow>> {
    let mut stages: BTreeMap<_, Vec<FigureRow>> = BTreeMap::new();
    for indicator in cells {
        let stage = scene.project.indicators[*indicator].stage;
        stages.entry(stage).or_default().push(row(scene, path, place, *indicator));
    }
    stages
        .into_iter()
        .map(|(stage, rows)| Grouped {
            id: stage.map_or("other", crate::model::Stage::key).to_owned(),
            title: stage.map_or_else(
                || scene.say("stage.none", &[]),
                |stage| stage.words().get(scene.lang).to_owned(),
            ),
            rows,
        })
        .collect()
}

/// The figures before and after one, in the order in which its place lists them.
pub(super) fn neighbours(
    scene: &Scene<'_>,
    path: &str,
    place: Ref<Place>,
    indicator: Ref<Indicator>,
) -> (Option<Link>, Option<Link>) {
    let order = |indicator: &Ref<Indicator>| (scene.project.indicators[*indicator].stage, *indicator);
    let own = order(&indicator);
    let before = scene.figures_of(place).filter(|other| order(other) < own).max_by_key(order);
    let after = scene.figures_of(place).filter(|other| order(other) > own).min_by_key(order);
    let link = |indicator: Ref<Indicator>| {
        let text = scene.text(&scene.project.indicators[indicator].name);
        Some(Link { href: scene.figure_href(path, place, indicator)?, text })
    };
    (before.and_then(link), after.and_then(link))
}

/// The row of a figure: its latest value, its change, and its verdicts.
pub(super) fn row(scene: &Scene<'_>, path: &str, place: Ref<Place>, indicator: Ref<Indicator>) -> FigureRow {
    let project = scene.project;
    let record = &project.indicators[indicator];
    let evidence = scene.assessment.evidence();
    let series = series(project, evidence, place, indicator);
    let latest = series.points.last().map(|point| point.observation);
    let any = latest.or_else(|| evidence.observations(place, indicator).last().copied());
    let shown = any.map(|observation| &project.observations[observation]);
    let targets = scene.targets_at(place, indicator);
    let (mut verdicts, mut promised) = (Vec::new(), Vec::new());
    for (reference, target) in targets {
        verdicts
            .extend(scene.assessment.of_target(reference).map(|verdict| scene.verdict(path, verdict, false)));
        promised.push(scene.text(&target.printed));
    }
    verdicts.dedup_by(|a, b| a.kind == b.kind && a.more == b.more);
    FigureRow {
        name: scene.text(&record.name),
        href: scene.figure_href(path, place, indicator).unwrap_or_default(),
        value: shown.map(|observation| scene.phrase.observed(observation)).unwrap_or_default(),
        period: shown.map(|observation| scene.phrase.period(&observation.period)).unwrap_or_default(),
        change: series
            .ends()
            .and_then(|(first, _)| {
                let change = scene.change_of(&series, record)?;
                Some(
                    scene.say("row.change", &[("from", &scene.phrase.year(first.year)), ("change", &change)]),
                )
            })
            .unwrap_or_default(),
        verdicts,
        promised,
    }
}

fn within(scene: &Scene<'_>, path: &str, outer: Ref<Place>) -> Vec<WithinRow> {
    let project = scene.project;
    let inner =
        scene.assessment.evidence().inner(outer).iter().map(|place| (*place, &project.places[*place]));
    let mut rows: Vec<_> = inner.collect();
    rows.sort_by_key(|(_, place)| (place.kind, place.id().to_owned()));
    rows.into_iter()
        .map(|(reference, record)| {
            let figures = scene.figures_of(reference).count();
            let promises = scene.index.place(reference).promises.iter();
            let milestones = promises.filter(|subject| matches!(subject, Subject::Milestone(_))).count();
            WithinRow {
                place: scene.place_link(path, reference),
                kind: record.kind.words().get(scene.lang).to_owned(),
                note: scene.say(
                    "place.within",
                    &[("figures", &figures.to_string()), ("milestones", &milestones.to_string())],
                ),
            }
        })
        .collect()
}
