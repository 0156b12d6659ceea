//! The home page: the answer at a glance.
//!
//! In: the scene. Out: [`HomeView`]: for each plan its counts, its key figures, and what became of what it promised.

use rayon::prelude::*;
use serde::Serialize;

use super::figure::{ChartView, chart_view};
use super::place::{FigureRow, row};
use super::plan::{GroupRow, group_rows, report_years};
use super::rows::PromiseRow;
use crate::assess::{Tally, series};
use crate::model::{Indicator, Plan, Ref, Subject};
use crate::site::frame::Frame;
use crate::site::index::is_unanswered;
use crate::site::picture::ChartOf;
use crate::site::route::Route;
use crate::site::scene::{Link, Scene, TallyView};

/// The most key figures that a plan shows on the home page.
const KEY_FIGURES: usize = 8;

/// The most plans that the home page shows with their figures and targets; of more it shows how each stands.
const PLANS_IN_FULL: usize = 6;

/// The most plans that the home page sums up; the list of plans has all.
const SUMMED: usize = 50;

/// The most documents that the home page lists.
const DOCUMENTS: usize = 50;

/// What the template `home.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct HomeView {
    frame: Frame,
    title: String,
    registered: String,
    restated: usize,
    summary: Vec<SummaryRow>,
    all_plans: Link,
    plans: Vec<PlanBlock>,
    documents: Vec<DocumentRow>,
    all_documents: Link,
}

/// How a plan stands, in one line.
#[derive(Debug, Serialize)]
struct SummaryRow {
    plan: Link,
    place: Link,
    total: u32,
    /// The counts of the groups: numeric, aspirational, qualitative.
    groups: Vec<u32>,
    sentence: String,
}

/// How a plan stands.
#[derive(Debug, Serialize)]
struct PlanBlock {
    id: String,
    plan: Link,
    place: Link,
    answer: String,
    tally: TallyView,
    chart: Option<ChartView>,
    groups: Vec<GroupRow>,
    keys: Vec<FigureRow>,
    decided: Vec<PromiseRow>,
    silent: u32,
    years: Vec<YearRow>,
}

/// What was due in a year.
#[derive(Debug, Serialize)]
struct YearRow {
    year: Link,
    theme: String,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct DocumentRow {
    document: Link,
    kind: String,
    when: String,
}

/// The home page.
pub(crate) fn home(scene: &Scene<'_>) -> HomeView {
    let project = scene.project;
    let path = scene.path(Route::Home);
    let with_document: Vec<(Ref<Plan>, &Plan)> =
        scene.index.in_order.iter().map(|plan| (*plan, &project.plans[*plan])).collect();
    let in_full = with_document.len() <= PLANS_IN_FULL;
    // Of many plans the summary says how each stands; a block for each would bury it.
    let shown = if in_full { with_document.as_slice() } else { &[] };
    let plans: Vec<PlanBlock> =
        shown.par_iter().map(|(reference, plan)| block(scene, &path, *reference, plan)).collect();
    let title = scene.text(&project.site.title);
    let documents = project.sources().take(DOCUMENTS).map(|(reference, document)| DocumentRow {
        document: scene.document_link(&path, reference),
        kind: document.kind.words().get(scene.lang).to_owned(),
        when: super::document::when(scene, document),
    });
    let description = plans.first().map(|plan| plan.answer.clone()).unwrap_or_default();
    let mut frame = scene.frame(&path, title.clone(), description.clone(), Vec::new());
    frame.head = scene.head_of_report(&path, &title, &description);
    HomeView {
        frame,
        registered: scene.registered_note(),
        restated: scene.assessment.verdicts.iter().filter(|verdict| verdict.is_repeat).count(),
        documents: documents.collect(),
        all_documents: Link {
            href: scene.href(&path, Route::Documents),
            text: scene.say("home.all-documents", &[("count", &project.sources().count().to_string())]),
        },
        summary: with_document.iter().take(SUMMED).map(|(plan, _)| summary(scene, &path, *plan)).collect(),
        all_plans: Link {
            href: scene.href(&path, Route::Plans),
            text: scene.say("home.all-plans", &[("count", &project.plans.len().to_string())]),
        },
        title,
        plans,
    }
}

fn summary(scene: &Scene<'_>, path: &str, plan: Ref<Plan>) -> SummaryRow {
    let tally = Tally::of(scene.verdicts_of(plan));
    SummaryRow {
        plan: scene.plan_link(path, plan),
        place: scene.place_link(path, scene.project.plans[plan].place),
        total: tally.total(),
        groups: scene.tally_by_group(plan).iter().map(|(_, tally)| tally.total()).collect(),
        sentence: scene.tally_sentence(&tally),
    }
}

fn block(scene: &Scene<'_>, path: &str, reference: Ref<Plan>, plan: &Plan) -> PlanBlock {
    let tally = Tally::of(scene.verdicts_of(reference));
    let in_full = !is_unanswered(&tally);
    let picture = in_full
        .then(|| scene.picture_as(ChartOf::Verdicts(reference), format!("chart-{}", plan.id)))
        .flatten();
    let mut decided: Vec<Subject> = Vec::new();
    for verdict in scene
        .verdicts_of(reference)
        .filter(|verdict| in_full && !verdict.kind.is_silent() && !verdict.is_repeat)
    {
        if !decided.contains(&verdict.subject) {
            decided.push(verdict.subject);
        }
    }
    decided.sort_by_key(|subject| scene.assessment.of(*subject).map(|verdict| verdict.kind).min());
    let years = report_years(scene, reference).into_iter().map(|year| {
        let due = scene.verdicts_of(reference).filter(|verdict| verdict.period.single_year() == Some(year));
        let theme = plan.phases.iter().find(|phase| phase.year == year);
        YearRow {
            year: Link { href: scene.href(path, Route::Year(plan, year)), text: scene.phrase.year(year) },
            theme: theme.map(|phase| scene.text(&phase.theme)).unwrap_or_default(),
            sentence: scene.tally_sentence(&Tally::of(due)),
        }
    });
    PlanBlock {
        id: plan.id.to_string(),
        plan: Link { href: scene.href(path, Route::Plan(plan)), text: scene.text(&plan.title) },
        place: scene.place_link(path, plan.place),
        answer: scene.say(
            "home.answer",
            &[("total", &tally.total().to_string()), ("sentence", &scene.tally_sentence(&tally))],
        ),
        chart: picture.as_ref().map(|picture| chart_view(scene, path, picture)),
        groups: group_rows(scene, reference),
        keys: if in_full { key_figures(scene, path, plan) } else { Vec::new() },
        decided: decided.into_iter().filter_map(|subject| scene.promise(path, subject)).collect(),
        silent: tally.silent(),
        // A plan of decades has years in which nothing is due.
        years: years.filter(|year| !year.sentence.is_empty() || !year.theme.is_empty()).collect(),
        tally: scene.tally(&tally),
    }
}

/// Figures of the plan's place whose targets are decided, then those with a change over time.
fn key_figures(scene: &Scene<'_>, path: &str, plan: &Plan) -> Vec<FigureRow> {
    let here = scene.figures_of(plan.place);
    let evidence = scene.assessment.evidence();
    let rank = |indicator: &Ref<Indicator>| {
        let mut of_figure = scene.targets_at(plan.place, *indicator);
        let decided = of_figure.any(|(reference, _)| {
            let mut verdicts = scene.assessment.of_target(reference);
            verdicts.any(|verdict| verdict.kind.is_decided() && verdict.margin.is_some())
        });
        let moves = series(scene.project, evidence, plan.place, *indicator).ends().is_some();
        match (decided, moves) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        }
    };
    let mut ranked: Vec<(u8, Ref<Indicator>)> = here.map(|indicator| (rank(&indicator), indicator)).collect();
    ranked.retain(|(rank, _)| *rank < 3);
    ranked.sort();
    ranked.truncate(KEY_FIGURES);
    ranked.into_iter().map(|(_, indicator)| row(scene, path, plan.place, indicator)).collect()
}
