//! The page of a plan: how it stands, and in one line each what it promised, laid down and charged whom with.
//!
//! In: the scene and a plan. Out: [`PlanView`] and the verdict bar. What a line says in full stands on the pages of the
//! years, tasks and duties, so that this page can be read through.

use serde::Serialize;

use super::figure::{ChartView, Fact, chart_view};
use super::rows::{BriefRow, FindingView};
use super::task::{TaskRow, task_rows};
use crate::assess::{Group, Standing, Tally, Verdict, account, deadlines};
use crate::model::{Duty, Modality, Part, PartKind, Period, Phase, Plan, Record, Ref, Subject};
use crate::site::frame::Frame;
use crate::site::picture::{ChartOf, Picture};
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Link, Scene, TallyView, promised_year};

/// What the template `plan.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct PlanView {
    frame: Frame,
    title: String,
    place: Link,
    summary: Option<String>,
    by_name: bool,
    answer: String,
    registered: String,
    facts: Vec<Fact>,
    related: Vec<Link>,
    tally: TallyView,
    groups: Vec<GroupRow>,
    chart: Option<ChartView>,
    prose: Vec<ProseView>,
    phases: Vec<PhaseView>,
    whole: Option<PhaseView>,
    tasks: Vec<TaskRow>,
    lead_unsaid: bool,
    bodies_chart: Option<ChartView>,
    results_chart: Option<ChartView>,
    promises: Vec<PromiseGroup>,
    actions: Vec<PartView>,
    safeguards: Vec<PartView>,
    provisions: Vec<ProvisionRow>,
    duties: Vec<DutyRow>,
    standing: usize,
    all_duties: Link,
    deadlines: Link,
    deadlines_note: String,
    documents: Vec<Link>,
}

/// A piece of prose within a page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ProseView {
    pub(crate) title: String,
    pub(crate) html: String,
}

/// Promises with a common date, with their tally.
#[derive(Debug, Serialize)]
struct PromiseGroup {
    id: String,
    title: String,
    sentence: String,
    page: Link,
    rows: Vec<BriefRow>,
}

/// One group of promises and its counts.
#[derive(Debug, Serialize)]
pub(crate) struct GroupRow {
    name: String,
    tally: TallyView,
}

#[derive(Debug, Serialize)]
struct PhaseView {
    year: String,
    theme: String,
    aspired: Option<String>,
    /// The place in the document.
    at: Option<String>,
    sentence: String,
    report: Link,
}

/// An action or safeguard.
#[derive(Debug, Serialize)]
struct PartView {
    id: String,
    number: i64,
    title: String,
    summary: Option<String>,
    source: Link,
    tasks: Vec<Link>,
    promises: Vec<Link>,
    duties: Vec<Link>,
    findings: Vec<FindingView>,
}

#[derive(Debug, Serialize)]
struct ProvisionRow {
    id: String,
    name: String,
    kind: String,
    printed: String,
    modality: String,
    period: String,
    note: Option<String>,
    source: Link,
}

/// A recurring duty in one line.
#[derive(Debug, Serialize)]
struct DutyRow {
    name: Link,
    frequency: String,
    bodies: Vec<Link>,
    recorded: String,
}

/// The promises of a plan with their judged year: the end of their period, or none for the plan's whole time.
pub(super) fn promises_of(scene: &Scene<'_>, plan: Ref<Plan>) -> Vec<(Option<i16>, Subject)> {
    let project = scene.project;
    let record = &project.plans[plan];
    let year = |period: &Period| promised_year(period);
    let own = scene.index.plan(plan);
    let targets =
        own.targets.iter().map(|target| (year(&project.targets[*target].period), Subject::Target(*target)));
    let milestones = own.milestones.iter();
    let milestones = milestones.map(|one| (year(&project.milestones[*one].period), Subject::Milestone(*one)));
    let mut promises: Vec<_> = targets.chain(milestones).collect();
    promises.sort_by_key(|(year, subject)| (year.unwrap_or(record.to + 1), scene.subject_id(*subject)));
    promises
}

pub(super) fn verdicts<'a>(
    scene: &'a Scene<'_>,
    promises: &'a [(Option<i16>, Subject)],
) -> impl Iterator<Item = &'a Verdict> + 'a {
    promises.iter().flat_map(|(_, subject)| scene.assessment.of(*subject))
}

/// The page of a plan, and its verdict bar.
pub(crate) fn plan<'p>(
    scene: &Scene<'p>,
    reference: Ref<Plan>,
    prose: Vec<ProseView>,
) -> (PlanView, Vec<Picture>) {
    let project = scene.project;
    let record = &project.plans[reference];
    let route = Route::Plan(record);
    let path = scene.path(route);
    let title = scene.text(&record.title);
    let own = scene.index.plan(reference);
    let promises = promises_of(scene, reference);
    let tally = Tally::of(verdicts(scene, &promises));
    let picture = scene.picture(ChartOf::Verdicts(reference));
    let bodies = scene.picture(ChartOf::Bodies(reference));
    let results = scene.picture(ChartOf::Results(reference));
    let answer = answer(scene, record, &tally);
    let place = &project.places[record.place];
    let crumbs = scene.crumbs(&path, &[(Route::Place(place), scene.text(&place.name))]);
    let numbered = |kind| {
        let parts = own.parts.iter().filter(|part| project.parts[**part].kind == kind);
        let mut views: Vec<PartView> = parts.map(|part| part_view(scene, &path, *part)).collect();
        views.sort_by_key(|view| view.number);
        views
    };
    let duties = recurring(scene, &path, reference);
    let link = |route, key: &str| Link { href: scene.href(&path, route), text: scene.say(key, &[]) };
    let mut frame = scene.frame(&path, title.clone(), answer.clone(), crumbs);
    frame.head = scene.head_of_report(&path, &title, &answer);
    let feed = project.site.base_url.as_ref().map(|_| route.path(scene.prefix, Form::Feed));
    frame.head.feed = feed.map(|feed| relative(&path, &feed));
    let view = PlanView {
        frame,
        place: scene.place_link(&path, record.place),
        summary: record.summary.as_ref().map(|summary| scene.text(summary)),
        by_name: record.document.is_none(),
        registered: scene.registered_note(),
        facts: facts(scene, &path, record),
        related: record.related.iter().map(|document| scene.document_link(&path, *document)).collect(),
        groups: group_rows(scene, reference),
        chart: picture.as_ref().map(|picture| chart_view(scene, &path, picture)),
        results_chart: results.as_ref().map(|picture| chart_view(scene, &path, picture)),
        prose,
        phases: phases(scene, &path, record, &promises),
        whole: whole(scene, &path, record, &promises),
        tasks: task_rows(scene, &path, &own.tasks),
        lead_unsaid: own.tasks.iter().all(|task| project.tasks[*task].lead.is_empty()),
        bodies_chart: bodies.as_ref().map(|picture| chart_view(scene, &path, picture)),
        promises: promise_groups(scene, &path, record, &promises),
        actions: numbered(PartKind::Action),
        safeguards: numbered(PartKind::Safeguard),
        provisions: provisions(scene, &path, reference),
        standing: own.duties.len() - duties.len(),
        duties,
        all_duties: link(Route::PlanDuties(record), "plan.all-duties"),
        deadlines: link(Route::PlanDeadlines(record), "plan.deadlines"),
        deadlines_note: deadlines_note(scene, reference),
        documents: record.document.iter().map(|document| scene.document_link(&path, *document)).collect(),
        tally: scene.tally(&tally),
        title,
        answer,
    };
    (view, picture.into_iter().chain(results).chain(bodies).collect())
}

/// The counts of a plan, by group; groups without promises are left out.
pub(super) fn group_rows(scene: &Scene<'_>, plan: Ref<Plan>) -> Vec<GroupRow> {
    let groups = scene.tally_by_group(plan).into_iter().filter(|(_, tally)| tally.total() > 0);
    let row = |(group, tally): (Group, Tally)| GroupRow {
        name: group.words().get(scene.lang).to_owned(),
        tally: scene.tally(&tally),
    };
    groups.map(row).collect()
}

fn answer(scene: &Scene<'_>, plan: &Plan, tally: &Tally) -> String {
    if plan.document.is_none() {
        return scene.say("plan.by-name", &[]);
    }
    let due = scene.project.site.as_of.year() > plan.to
        || scene.project.site.as_of.to_string() >= format!("{}-12-31", plan.to);
    let key = if due { "plan.answer.due" } else { "plan.answer" };
    scene.say(key, &[("total", &tally.total().to_string()), ("sentence", &scene.tally_sentence(tally))])
}

fn deadlines_note(scene: &Scene<'_>, plan: Ref<Plan>) -> String {
    let all = deadlines(scene.assessment, plan, &scene.index.plan(plan).tasks);
    let count = |standing| all.iter().filter(|deadline| deadline.standing == standing).count();
    let early = count(Standing::BeforeIssue);
    let mut note = scene.say("plan.deadlines.note", &[("count", &all.len().to_string())]);
    if early > 0 {
        note.push_str(&scene.say("plan.deadlines.early", &[("count", &early.to_string())]));
    }
    note
}

fn facts(scene: &Scene<'_>, path: &str, plan: &Plan) -> Vec<Fact> {
    let project = scene.project;
    let fact =
        |key: &str, value: String, href: Option<String>| Fact { key: scene.say(key, &[]), value, href };
    let mut facts = Vec::new();
    if !plan.issuers.is_empty() {
        let issuers: Vec<String> = plan.issuers.iter().map(|issuer| scene.text(issuer)).collect();
        facts.push(fact("fact.issuers", scene.phrase.list(&issuers), None));
    }
    facts.extend(plan.issued.as_ref().map(|issued| fact("fact.issued", scene.phrase.period(issued), None)));
    facts.push(fact("fact.period", scene.phrase.period(&Period::Years(plan.from, plan.to)), None));
    facts.extend(plan.superior.map(|superior| {
        let superior = &project.plans[superior];
        fact("fact.superior", scene.text(&superior.title), Some(scene.href(path, Route::Plan(superior))))
    }));
    facts.extend(plan.document.map(|document| {
        let link = scene.document_link(path, document);
        fact("fact.document", link.text, Some(link.href))
    }));
    facts.extend(plan.note.as_ref().map(|note| fact("fact.note", scene.text(note), None)));
    facts
}

pub(super) fn year_link(scene: &Scene<'_>, path: &str, plan: &Plan, year: i16) -> Link {
    Link {
        href: scene.href(path, Route::Year(plan, year)),
        text: scene.say("year.report", &[("year", &scene.phrase.year(year))]),
    }
}

/// The years for which a plan has a report: those of the plan.
pub(crate) fn report_years(scene: &Scene<'_>, plan: Ref<Plan>) -> Vec<i16> {
    let record = &scene.project.plans[plan];
    if record.document.is_some() { (record.from..=record.to).collect() } else { Vec::new() }
}

/// The page of what a plan promised for its whole time.
pub(super) fn whole_link(scene: &Scene<'_>, path: &str, plan: &Plan) -> Link {
    Link { href: scene.href(path, Route::Whole(plan)), text: scene.say("promises.whole", &[]) }
}

fn phases(scene: &Scene<'_>, path: &str, plan: &Plan, promises: &[(Option<i16>, Subject)]) -> Vec<PhaseView> {
    let view = |phase: &Phase| {
        let of_year: Vec<_> =
            promises.iter().filter(|(year, _)| *year == Some(phase.year)).copied().collect();
        let tally = Tally::of(verdicts(scene, &of_year));
        PhaseView {
            year: scene.phrase.year(phase.year),
            theme: scene.text(&phase.theme),
            aspired: (phase.modality == Modality::Aspire)
                .then(|| phase.modality.words().get(scene.lang).to_owned()),
            at: phase.at.as_ref().map(|at| scene.text(at)),
            sentence: counted(scene, &tally),
            report: year_link(scene, path, plan, phase.year),
        }
    };
    plan.phases.iter().map(view).collect()
}

fn whole(
    scene: &Scene<'_>,
    path: &str,
    plan: &Plan,
    promises: &[(Option<i16>, Subject)],
) -> Option<PhaseView> {
    let undated: Vec<_> = promises.iter().filter(|(year, _)| year.is_none()).copied().collect();
    (!undated.is_empty()).then(|| PhaseView {
        year: scene.phrase.period(&Period::Years(plan.from, plan.to)),
        theme: String::new(),
        aspired: None,
        at: None,
        sentence: counted(scene, &Tally::of(verdicts(scene, &undated))),
        report: whole_link(scene, path, plan),
    })
}

/// `18 项：1 项已达到，…`.
pub(super) fn counted(scene: &Scene<'_>, tally: &Tally) -> String {
    if tally.total() == 0 {
        return scene.say("count.none", &[]);
    }
    scene.say("count", &[("total", &tally.total().to_string()), ("sentence", &scene.tally_sentence(tally))])
}

fn promise_groups(
    scene: &Scene<'_>,
    path: &str,
    plan: &Plan,
    promises: &[(Option<i16>, Subject)],
) -> Vec<PromiseGroup> {
    let years = (plan.from..=plan.to).map(Some).chain([None]);
    let group = |year: Option<i16>| {
        let of_year: Vec<_> = promises.iter().filter(|(other, _)| *other == year).copied().collect();
        let rows = of_year.iter().filter_map(|(_, subject)| scene.brief(path, *subject)).collect();
        let (id, title, page) = match year {
            Some(year) => {
                let title = scene.say("promises.year", &[("year", &scene.phrase.year(year))]);
                (format!("y{year}"), title, year_link(scene, path, plan, year))
            }
            None => ("whole".to_owned(), scene.say("promises.whole", &[]), whole_link(scene, path, plan)),
        };
        let tally = Tally::of(verdicts(scene, &of_year));
        PromiseGroup { id, title, sentence: counted(scene, &tally), page, rows }
    };
    years.map(group).filter(|group| !group.rows.is_empty()).collect()
}

fn part_view(scene: &Scene<'_>, path: &str, reference: Ref<Part>) -> PartView {
    let project = scene.project;
    let part = &project.parts[reference];
    let own = scene.index.part(reference);
    let tasks = scene.index.plan(part.plan).tasks.iter().copied();
    let tasks: Vec<_> = tasks.filter(|task| project.tasks[*task].action == Some(reference)).collect();
    let document = project.plans[part.plan].document;
    let link = |subject| scene.subject_link(path, subject);
    // What belongs to a task is listed with the task.
    let has_no_task = |subject: &Subject| match subject {
        Subject::Duty(duty) => project.duties[*duty].under.task.is_none(),
        subject => project.promise(*subject).is_none_or(|promise| promise.under.task.is_none()),
    };
    PartView {
        id: part.id().to_owned(),
        number: part.number,
        title: scene.text(&part.title),
        summary: part.summary.as_ref().map(|summary| scene.text(summary)),
        source: Link {
            href: document.map(|document| scene.document_link(path, document).href).unwrap_or_default(),
            text: scene.text(&part.at),
        },
        tasks: tasks.into_iter().map(|task| link(Subject::Task(task))).collect(),
        promises: own.promises().filter(has_no_task).map(link).collect(),
        duties: own.duties.iter().map(|duty| Subject::Duty(*duty)).filter(has_no_task).map(link).collect(),
        findings: scene.findings(path, Subject::Part(reference)),
    }
}

fn provisions(scene: &Scene<'_>, path: &str, plan: Ref<Plan>) -> Vec<ProvisionRow> {
    let of_plan =
        scene.index.plan(plan).provisions.iter().map(|provision| &scene.project.provisions[*provision]);
    of_plan
        .map(|provision| ProvisionRow {
            id: provision.id().to_owned(),
            name: scene.text(&provision.name),
            kind: provision.kind.words().get(scene.lang).to_owned(),
            printed: scene.original(&provision.printed),
            modality: provision.modality.words().get(scene.lang).to_owned(),
            period: provision.period.as_ref().map(|period| scene.phrase.period(period)).unwrap_or_default(),
            note: provision.note.as_ref().map(|note| scene.text(note)),
            source: scene.source_link(path, &provision.source, provision.id()),
        })
        .collect()
}

/// How often a duty has to be done: `每学期 1—2 次`, `每月至少 1 篇`, `长期`.
pub(super) fn frequency(scene: &Scene<'_>, duty: &Duty) -> String {
    let Some(frequency) = duty.frequency else { return scene.say("duty.standing", &[]) };
    let often = frequency.words().get(scene.lang);
    let n = |number| scene.phrase.number(number);
    let amount = |number| match &duty.unit {
        Some(unit) => scene.phrase.amount(number, unit),
        None => n(number),
    };
    let times =
        |often: &str, times: String| scene.say("duty.times.often", &[("often", often), ("times", &times)]);
    match (duty.minimum, duty.maximum) {
        (Some(low), Some(high)) if low == high => times(often, amount(low)),
        (Some(low), Some(high)) => times(often, format!("{}{}{}", n(low), scene.phrase.dash(), amount(high))),
        (Some(low), None) => scene.say("duty.least", &[("often", often), ("times", &amount(low))]),
        (None, Some(high)) => scene.say("duty.most", &[("often", often), ("times", &amount(high))]),
        (None, None) => often.to_owned(),
    }
}

/// The duties that have to be done again and again; standing ones are counted alone.
fn recurring(scene: &Scene<'_>, path: &str, plan: Ref<Plan>) -> Vec<DutyRow> {
    let project = scene.project;
    let of_plan = scene.index.plan(plan).duties.iter().map(|duty| (*duty, &project.duties[*duty]));
    let row = |(reference, duty): (Ref<Duty>, &Duty)| DutyRow {
        name: scene.subject_link(path, Subject::Duty(reference)),
        frequency: frequency(scene, duty),
        bodies: duty.bodies.iter().map(|body| scene.body_link(path, *body)).collect(),
        recorded: recorded(scene, reference),
    };
    of_plan.filter(|(_, duty)| duty.frequency.is_some()).map(row).collect()
}

/// How many occurrences of a duty are on record, and how many there should be: `记录 1 次，应有 33 次`.
pub(super) fn recorded(scene: &Scene<'_>, duty: Ref<Duty>) -> String {
    let account = account(scene.assessment, &scene.project.duties[duty], scene.index.occurrences(duty));
    let recorded = account.recorded.to_string();
    match account.expected {
        Some(expected) => scene.say(
            "duty.recorded.of",
            &[("recorded", &recorded), ("expected", &scene.phrase.number(expected))],
        ),
        None => scene.say("duty.recorded", &[("recorded", &recorded)]),
    }
}
