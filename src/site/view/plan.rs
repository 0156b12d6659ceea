//! The page of a plan and its yearly reports.
//!
//! In: the scene and a plan, or a plan and a year. Out: [`PlanView`], [`AnnualView`] and the verdict bar.

use serde::Serialize;

use super::figure::{ChartView, Fact, chart_view};
use super::rows::{Grouped, PromiseRow, ValueRow};
use crate::assess::{Group, Tally, Verdict};
use crate::model::{Duty, Modality, Part, PartKind, Period, Plan, Record, Ref, Subject};
use crate::site::picture::Picture;
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Frame, Link, Scene, TallyView};

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
    years: Vec<Link>,
    tally: TallyView,
    groups: Vec<GroupRow>,
    chart: Option<ChartView>,
    prose: Vec<ProseView>,
    phases: Vec<PhaseView>,
    promises: Vec<PromiseGroup>,
    actions: Vec<PartView>,
    safeguards: Vec<PartView>,
    provisions: Vec<ProvisionRow>,
    duties: Vec<DutyRow>,
    tasks: Vec<TaskRow>,
    documents: Vec<Link>,
}

/// A piece of prose within a page.
#[derive(Debug, Serialize)]
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
    rows: Vec<PromiseRow>,
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
    sentence: String,
    report: Link,
}

#[derive(Debug, Serialize)]
struct PartView {
    id: String,
    number: i64,
    title: String,
    summary: Option<String>,
    source: Link,
    promises: Vec<Link>,
    duties: Vec<Link>,
    findings: Vec<FindingView>,
}

#[derive(Debug, Serialize)]
struct FindingView {
    says: String,
    because: Option<String>,
    source: Link,
    relation: String,
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

#[derive(Debug, Serialize)]
struct DutyRow {
    id: String,
    name: String,
    frequency: String,
    bodies: String,
    toward: Option<String>,
    note: Option<String>,
    source: Link,
    findings: Vec<FindingView>,
}

#[derive(Debug, Serialize)]
struct TaskRow {
    id: String,
    number: i64,
    title: String,
    lead: String,
    responsible: String,
    deadline: String,
}

/// The promises of a plan with their judged year: the end of their period, or none for the plan's whole time.
fn promises_of(scene: &Scene<'_>, plan: Ref<Plan>) -> Vec<(Option<i16>, Subject)> {
    let project = scene.project;
    let record = &project.plans[plan];
    let year = |period: &Period| match period.years() {
        Some((from, to)) if from == to => Some(to),
        Some(_) | None => None,
    };
    let own = scene.index.plan(plan);
    let targets =
        own.targets.iter().map(|target| (year(&project.targets[*target].period), Subject::Target(*target)));
    let milestones = own.milestones.iter();
    let milestones = milestones.map(|one| (year(&project.milestones[*one].period), Subject::Milestone(*one)));
    let mut promises: Vec<_> = targets.chain(milestones).collect();
    promises.sort_by_key(|(year, subject)| (year.unwrap_or(record.to + 1), scene.subject_id(*subject)));
    promises
}

fn verdicts<'a>(
    scene: &'a Scene<'_>,
    promises: &'a [(Option<i16>, Subject)],
) -> impl Iterator<Item = &'a Verdict> + 'a {
    promises.iter().flat_map(|(_, subject)| scene.assessment.of(*subject))
}

/// The page of a plan, and its verdict bar.
pub(crate) fn plan(
    scene: &Scene<'_>,
    reference: Ref<Plan>,
    prose: Vec<ProseView>,
) -> (PlanView, Option<Picture>) {
    let project = scene.project;
    let record = &project.plans[reference];
    let route = Route::Plan(record);
    let path = scene.path(route);
    let title = scene.text(&record.title);
    let promises = promises_of(scene, reference);
    let tally = Tally::of(verdicts(scene, &promises));
    let picture = (tally.total() > 0).then(|| scene.verdict_bar(record, &tally)).flatten();
    let file = relative(&path, &route.path(scene.prefix, Form::Svg));
    let answer = answer(scene, record, &tally);
    let crumbs = scene.crumbs(
        &path,
        &[(Route::Place(&project.places[record.place]), scene.text(&project.places[record.place].name))],
    );
    let years = report_years(scene, reference);
    let parts = scene.index.plan(reference).parts.iter().map(|part| (*part, &project.parts[*part]));
    let parts = |kind| parts.clone().filter(move |(_, part)| part.kind == kind);
    let numbered = |kind| {
        let mut views: Vec<PartView> =
            parts(kind).map(|(part, record)| part_view(scene, &path, part, record)).collect();
        views.sort_by_key(|view| view.number);
        views
    };
    let view = PlanView {
        frame: scene.frame(&path, title.clone(), answer.clone(), crumbs),
        place: scene.place_link(&path, record.place),
        summary: record.summary.as_ref().map(|summary| scene.text(summary)),
        by_name: record.document.is_none(),
        registered: scene.registered_note(),
        facts: facts(scene, &path, record),
        years: years.iter().map(|year| year_link(scene, &path, record, *year)).collect(),
        groups: group_rows(scene, reference),
        chart: picture.as_ref().map(|picture| chart_view(picture, file, scene.lang)),
        prose,
        phases: phases(scene, &path, record, &promises),
        promises: promise_groups(scene, &path, record, &promises),
        actions: numbered(PartKind::Action),
        safeguards: numbered(PartKind::Safeguard),
        provisions: provisions(scene, &path, reference),
        duties: duties(scene, &path, reference),
        tasks: tasks(scene, reference),
        documents: record.document.iter().map(|document| scene.document_link(&path, *document)).collect(),
        tally: scene.tally(&tally),
        title,
        answer,
    };
    (view, picture)
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

fn year_link(scene: &Scene<'_>, path: &str, plan: &Plan, year: i16) -> Link {
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

fn phases(scene: &Scene<'_>, path: &str, plan: &Plan, promises: &[(Option<i16>, Subject)]) -> Vec<PhaseView> {
    let view = |phase: &crate::model::Phase| {
        let of_year: Vec<_> =
            promises.iter().filter(|(year, _)| *year == Some(phase.year)).copied().collect();
        let tally = Tally::of(verdicts(scene, &of_year));
        PhaseView {
            year: scene.phrase.year(phase.year),
            theme: scene.text(&phase.theme),
            aspired: (phase.modality == Modality::Aspire)
                .then(|| phase.modality.words().get(scene.lang).to_owned()),
            sentence: counted(scene, &tally),
            report: year_link(scene, path, plan, phase.year),
        }
    };
    plan.phases.iter().map(view).collect()
}

/// `18 项：1 项已达到，…`.
fn counted(scene: &Scene<'_>, tally: &Tally) -> String {
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
        let rows: Vec<PromiseRow> =
            of_year.iter().filter_map(|(_, subject)| scene.promise(path, *subject)).collect();
        let (id, title) = match year {
            Some(year) => {
                (format!("y{year}"), scene.say("promises.year", &[("year", &scene.phrase.year(year))]))
            }
            None => ("whole".to_owned(), scene.say("promises.whole", &[])),
        };
        let tally = Tally::of(verdicts(scene, &of_year));
        PromiseGroup { id, title, sentence: counted(scene, &tally), rows }
    };
    years.map(group).filter(|group| !group.rows.is_empty()).collect()
}

fn part_view(scene: &Scene<'_>, path: &str, reference: Ref<Part>, part: &Part) -> PartView {
    let project = scene.project;
    let own = scene.index.part(reference);
    let milestones = own.milestones.iter().map(|milestone| Subject::Milestone(*milestone));
    let subjects = own.targets.iter().map(|target| Subject::Target(*target)).chain(milestones);
    let document = project.plans[part.plan].document;
    PartView {
        id: part.id().to_owned(),
        number: part.number,
        title: scene.text(&part.title),
        summary: part.summary.as_ref().map(|summary| scene.text(summary)),
        source: Link {
            href: document.map(|document| scene.document_link(path, document).href).unwrap_or_default(),
            text: scene.text(&part.at),
        },
        promises: subjects.map(|subject| anchor(scene.subject_link(path, subject))).collect(),
        duties: own
            .duties
            .iter()
            .map(|duty| anchor(scene.subject_link(path, Subject::Duty(*duty))))
            .collect(),
        findings: findings(scene, path, Subject::Part(reference)),
    }
}

/// A link within the same page.
fn anchor(link: Link) -> Link {
    let href = link.href.rsplit_once('#').map_or(link.href.clone(), |(_, id)| format!("#{id}"));
    Link { href, text: link.text }
}

fn findings(scene: &Scene<'_>, path: &str, subject: Subject) -> Vec<FindingView> {
    let all = scene.assessment.evidence().findings(subject).iter();
    all.map(|finding| {
        let finding = &scene.project.findings[*finding];
        FindingView {
            says: scene.text(&finding.says),
            because: finding.because.as_ref().map(|because| scene.text(because)),
            source: scene.source_link(path, &finding.source, finding.id()),
            relation: finding.relation.words().get(scene.lang).to_owned(),
        }
    })
    .collect()
}

fn provisions(scene: &Scene<'_>, path: &str, plan: Ref<Plan>) -> Vec<ProvisionRow> {
    let of_plan =
        scene.index.plan(plan).provisions.iter().map(|provision| &scene.project.provisions[*provision]);
    of_plan
        .map(|provision| ProvisionRow {
            id: provision.id().to_owned(),
            name: scene.text(&provision.name),
            kind: provision.kind.words().get(scene.lang).to_owned(),
            printed: scene.text(&provision.printed),
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
    let unit = duty.unit.as_ref().map(|unit| scene.phrase.unit(unit)).unwrap_or_default();
    let n = |number| scene.phrase.number(number);
    match (duty.minimum, duty.maximum) {
        (Some(low), Some(high)) if low == high => format!("{often} {}{unit}", n(low)),
        (Some(low), Some(high)) => format!("{often} {}—{}{unit}", n(low), n(high)),
        (Some(low), None) => {
            scene.say("duty.least", &[("often", often), ("times", &format!("{}{unit}", n(low)))])
        }
        (None, Some(high)) => {
            scene.say("duty.most", &[("often", often), ("times", &format!("{}{unit}", n(high)))])
        }
        (None, None) => often.to_owned(),
    }
}

fn duties(scene: &Scene<'_>, path: &str, plan: Ref<Plan>) -> Vec<DutyRow> {
    let project = scene.project;
    let of_plan = scene.index.plan(plan).duties.iter().map(|duty| (*duty, &project.duties[*duty]));
    of_plan
        .map(|(reference, duty)| {
            let bodies: Vec<String> =
                duty.bodies.iter().map(|body| scene.text(&project.bodies[*body].name)).collect();
            DutyRow {
                id: duty.id().to_owned(),
                name: scene.text(&duty.name),
                frequency: frequency(scene, duty),
                bodies: if bodies.is_empty() {
                    scene.say("duty.nobody", &[])
                } else {
                    scene.phrase.list(&bodies)
                },
                toward: duty.toward.as_ref().map(|toward| scene.text(toward)),
                note: duty.note.as_ref().map(|note| scene.text(note)),
                source: scene.source_link(path, &duty.source, duty.id()),
                findings: findings(scene, path, Subject::Duty(reference)),
            }
        })
        .collect()
}

fn tasks(scene: &Scene<'_>, plan: Ref<Plan>) -> Vec<TaskRow> {
    let project = scene.project;
    let bodies = |list: &[Ref<crate::model::Body>]| {
        let names: Vec<String> = list.iter().map(|body| scene.text(&project.bodies[*body].name)).collect();
        if names.is_empty() { scene.say("task.no-lead", &[]) } else { scene.phrase.list(&names) }
    };
    let of_plan = scene.index.plan(plan).tasks.iter().map(|task| &project.tasks[*task]);
    let mut rows: Vec<TaskRow> = of_plan
        .map(|task| TaskRow {
            id: task.id().to_owned(),
            number: task.number,
            title: scene.text(&task.title),
            lead: bodies(&task.lead),
            responsible: bodies(&task.responsible),
            deadline: task.deadline.as_ref().map(|period| scene.phrase.period(period)).unwrap_or_default(),
        })
        .collect();
    rows.sort_by_key(|row| row.number);
    rows
}

/// What the template `annual.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct AnnualView {
    frame: Frame,
    title: String,
    plan: Link,
    theme: Option<String>,
    answer: String,
    covered: String,
    tally: TallyView,
    others: Vec<Link>,
    due: Vec<PromiseRow>,
    whole: Vec<PromiseRow>,
    unpromised: Vec<Grouped<ValueRow>>,
    documents: Vec<Link>,
    is_last: bool,
}

/// The report of a plan for a year: what was due, what was reported.
pub(crate) fn annual(scene: &Scene<'_>, reference: Ref<Plan>, year: i16) -> AnnualView {
    let project = scene.project;
    let record = &project.plans[reference];
    let path = scene.path(Route::Year(record, year));
    let all = promises_of(scene, reference);
    let due: Vec<_> = all.iter().filter(|(other, _)| *other == Some(year)).copied().collect();
    let is_last = year == record.to;
    let whole: Vec<_> = all.iter().filter(|(other, _)| is_last && other.is_none()).copied().collect();
    let tally = Tally::of(verdicts(scene, &due));
    let title = scene
        .say("annual.title", &[("plan", &scene.text(&record.short)), ("year", &scene.phrase.year(year))]);
    let rest = counted(scene, &Tally::of(verdicts(scene, &whole)));
    let mut answer = scene.say("annual.answer", &[("count", &counted(scene, &tally))]);
    if !whole.is_empty() {
        answer.push_str(&scene.say("annual.answer.whole", &[("count", &rest)]));
    }
    let documents = scene.assessment.evidence().covering(project, record.place, year);
    let crumbs = scene.crumbs(&path, &[(Route::Plan(record), scene.text(&record.short))]);
    let years = report_years(scene, reference).into_iter().filter(|other| *other != year);
    let theme = record.phases.iter().find(|phase| phase.year == year);
    AnnualView {
        frame: scene.frame(&path, title.clone(), answer.clone(), crumbs),
        plan: Link { href: scene.href(&path, Route::Plan(record)), text: scene.text(&record.title) },
        theme: theme.map(|phase| scene.text(&phase.theme)),
        covered: scene.say(
            "annual.covered",
            &[("year", &scene.phrase.year(year)), ("count", &documents.len().to_string())],
        ),
        tally: scene.tally(&tally),
        others: years.map(|other| year_link(scene, &path, record, other)).collect(),
        due: due.iter().filter_map(|(_, subject)| scene.promise(&path, *subject)).collect(),
        whole: whole.iter().filter_map(|(_, subject)| scene.promise(&path, *subject)).collect(),
        unpromised: unpromised(scene, &path, record, year),
        documents: documents.into_iter().map(|document| scene.document_link(&path, document)).collect(),
        is_last,
        title,
        answer,
    }
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
    let mut here: Vec<_> = within.into_iter().flat_map(|place| evidence.of_place(place)).collect();
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

impl Scene<'_> {
    /// The id of a record of a plan, for sorting.
    fn subject_id(&self, subject: Subject) -> &str {
        match subject {
            Subject::Target(target) => self.project.targets[target].id(),
            Subject::Milestone(milestone) => self.project.milestones[milestone].id(),
            Subject::Task(task) => self.project.tasks[task].id(),
            Subject::Duty(duty) => self.project.duties[duty].id(),
            Subject::Provision(provision) => self.project.provisions[provision].id(),
            Subject::Part(part) => self.project.parts[part].id(),
            Subject::Plan(plan) => self.project.plans[plan].id(),
        }
    }
}
