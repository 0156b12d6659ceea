//! What changed since an edition, for readers: corrections first, then what results answered, then everything else.
//!
//! In: the scene and a diff. Out: [`DiffView`] and [`ChangesView`]. It must not find changes itself: that is `edition`.

use serde::Serialize;

use super::history::{RevisionRow, old_period, old_words, revisions};
use crate::assess::{Qualifier, VerdictKind};
use crate::bilingual::Lang;
use crate::edition::{Change, Compared, Diff, Side, Subject};
use crate::model::Date;
use crate::site::data;
use crate::site::frame::Frame;
use crate::site::phrase::requote;
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Link, Scene, capital};

/// The most rows that a table of the page has; the CSV has all.
const ROWS: usize = 200;

/// The most characters of a long text that the page shows.
const LONG: usize = 240;

/// What the template `diff.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct DiffView {
    frame: Frame,
    title: String,
    /// From when to when.
    days: String,
    /// What changed, in one sentence.
    answer: String,
    corrections: Vec<ChangeRow>,
    /// What became of promises that had no answer.
    answers: Option<Answers>,
    sections: Vec<Section>,
    downloads: Vec<Link>,
    back: Link,
}

/// The verdicts that changed.
#[derive(Debug, Serialize)]
struct Answers {
    lede: String,
    turns: Vec<Turn>,
    plans: Vec<PlanAnswers>,
}

/// How often a verdict turned into another.
#[derive(Debug, Serialize)]
struct Turn {
    from: Option<Badge>,
    to: Option<Badge>,
    count: usize,
}

/// A verdict as a badge.
#[derive(Clone, Debug, Serialize)]
struct Badge {
    kind: &'static str,
    words: String,
    more: String,
}

/// The promises of a plan whose verdict changed.
#[derive(Debug, Serialize)]
struct PlanAnswers {
    id: String,
    plan: String,
    rows: Vec<AnswerRow>,
    /// How many are silent as before, in another way.
    silent: Option<String>,
}

#[derive(Debug, Serialize)]
struct AnswerRow {
    name: Link,
    about: String,
    old: Option<Badge>,
    new: Option<Badge>,
    reason: String,
    source: Option<Link>,
}

/// The changes of a subject.
#[derive(Debug, Serialize)]
struct Section {
    id: &'static str,
    title: String,
    /// Whether all rows are records that did not stand before.
    are_new: bool,
    rows: Vec<ChangeRow>,
    /// That the CSV has more.
    more: Option<String>,
}

/// One change.
#[derive(Debug, Serialize)]
struct ChangeRow {
    name: Link,
    about: String,
    what: String,
    old: String,
    new: String,
    reason: String,
    source: Option<Link>,
}

/// What the template `changes.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct ChangesView {
    frame: Frame,
    title: String,
    rows: Vec<ComparedRow>,
    revisions: Vec<RevisionRow>,
}

#[derive(Debug, Serialize)]
struct ComparedRow {
    page: Link,
    days: String,
    answer: String,
    corrections: usize,
}

/// All pairs of editions, the latest first.
pub(crate) fn changes(scene: &Scene<'_>) -> ChangesView {
    let path = scene.path(Route::Changes);
    let title = scene.say("changes.title", &[]);
    let row = |compared: &Compared| ComparedRow {
        page: Link {
            href: scene.href(&path, Route::Diff(&compared.stem)),
            text: title_of(scene, &compared.diff),
        },
        days: days(scene, &compared.diff),
        answer: answer(scene, &compared.diff),
        corrections: compared.diff.corrections().count(),
    };
    ChangesView {
        frame: scene.frame(&path, title.clone(), title.clone(), scene.crumbs(&path, &[])),
        rows: scene.past.compared.iter().rev().map(row).collect(),
        revisions: revisions(scene, &path),
        title,
    }
}

/// What changed between two editions.
pub(crate) fn diff(scene: &Scene<'_>, compared: &Compared) -> DiffView {
    let route = Route::Diff(&compared.stem);
    let path = scene.path(route);
    let diff = &compared.diff;
    let title = title_of(scene, diff);
    let answer = answer(scene, diff);
    let page = Page { scene, path: &path, diff };
    let order = [Subject::Documents, Subject::Values, Subject::Targets, Subject::Tasks, Subject::Wording];
    // The data stands once for all languages.
    let file = |form, key: &str| Link {
        href: relative(&path, &route.path(crate::site::route::Prefix(""), form)),
        text: scene.say(key, &[]),
    };
    let crumbs = [(Route::Changes, scene.say("changes.title", &[]))];
    DiffView {
        frame: scene.frame(&path, title.clone(), answer.clone(), scene.crumbs(&path, &crumbs)),
        days: days(scene, diff),
        corrections: diff.corrections().map(|change| page.row(change)).collect(),
        answers: page.answers(),
        sections: order.into_iter().filter_map(|subject| page.section(subject)).collect(),
        downloads: vec![file(Form::Csv, "changes.csv"), file(Form::Json, "changes.json")],
        back: Link { href: scene.href(&path, Route::Changes), text: scene.say("changes.all", &[]) },
        title,
        answer,
    }
}

fn side(scene: &Scene<'_>, side: &Side) -> String {
    match &side.edition {
        Some(name) => scene.say("changes.edition", &[("name", name)]),
        None => scene.say("changes.now", &[]),
    }
}

fn title_of(scene: &Scene<'_>, diff: &Diff) -> String {
    scene.say("changes.from-to", &[("from", &side(scene, &diff.from)), ("to", &side(scene, &diff.to))])
}

fn day(scene: &Scene<'_>, day: &str) -> String {
    Date::parse(day).map_or_else(|| day.to_owned(), |day| scene.phrase.date(day))
}

fn days(scene: &Scene<'_>, diff: &Diff) -> String {
    let days = [("from", &*day(scene, &diff.from.as_of)), ("to", &*day(scene, &diff.to.as_of))];
    scene.say("changes.days", &days)
}

/// How many changes there are of each subject, in a sentence.
fn answer(scene: &Scene<'_>, diff: &Diff) -> String {
    let is_new = |change: &&Change| change.field == "record" && change.old.is_none();
    let is_answer = |change: &&Change| {
        let kind = badge(scene, change.new.as_deref());
        kind.is_some_and(|badge| VerdictKind::from_key(badge.kind).is_some_and(|kind| !kind.is_silent()))
    };
    let count =
        |subject, test: &dyn Fn(&&Change) -> bool| diff.of(subject).filter(|change| test(change)).count();
    let documents =
        diff.of(Subject::Documents).filter(|change| change.table == "documents" && is_new(change));
    let values = diff.of(Subject::Values).filter(|change| !is_new(change) && change.old.is_some());
    let counts = [
        ("changes.n.corrections", diff.corrections().count()),
        ("changes.n.documents", documents.count()),
        ("changes.n.new", count(Subject::Values, &is_new)),
        ("changes.n.values", values.count()),
        ("changes.n.answers", count(Subject::Verdicts, &is_answer)),
        ("changes.n.targets", diff.of(Subject::Targets).count()),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| scene.say(key, &[("count", &count.to_string())]))
        .collect();
    if parts.is_empty() {
        let key = if diff.changes.is_empty() { "changes.none" } else { "changes.minor" };
        return scene.say(key, &[]);
    }
    let stop = scene.say("stop", &[]);
    capital(parts.join(&scene.say("comma", &[])), scene.lang) + &stop
}

/// A verdict from its keys.
fn badge(scene: &Scene<'_>, words: Option<&str>) -> Option<Badge> {
    let mut keys = words?.split(';');
    let kind = VerdictKind::from_key(keys.next()?)?;
    let more: Vec<String> = keys
        .filter_map(Qualifier::from_key)
        .map(|qualifier| qualifier.words().get(scene.lang).to_owned())
        .collect();
    Some(Badge {
        kind: kind.key(),
        words: kind.words().get(scene.lang).to_owned(),
        more: more.join(match scene.lang {
            Lang::Zh => "，",
            Lang::En => ", ",
        }),
    })
}

struct Page<'a, 'p> {
    scene: &'a Scene<'p>,
    path: &'a str,
    diff: &'a Diff,
}

impl Page<'_, '_> {
    fn answers(&self) -> Option<Answers> {
        let changes: Vec<&Change> = self.diff.of(Subject::Verdicts).collect();
        if changes.is_empty() {
            return None;
        }
        let turns = self.diff.turns().into_iter().map(|((from, to), count)| Turn {
            from: badge(self.scene, from),
            to: badge(self.scene, to),
            count,
        });
        let mut turns: Vec<Turn> = turns.collect();
        // What was answered comes first, then what merely moved.
        let is_silent = |badge: &Option<Badge>| {
            badge
                .as_ref()
                .and_then(|badge| VerdictKind::from_key(badge.kind))
                .is_none_or(VerdictKind::is_silent)
        };
        turns.sort_by_key(|turn| (is_silent(&turn.to), std::cmp::Reverse(turn.count)));
        let mut plans: Vec<&str> = changes.iter().map(|change| &*change.plan).collect();
        plans.sort_unstable();
        plans.dedup();
        let mut plans: Vec<PlanAnswers> =
            plans.into_iter().map(|plan| self.of_plan(plan, &changes)).collect();
        plans.sort_by_key(|plan| plan.rows.is_empty());
        Some(Answers { lede: self.scene.say("changes.answers.lede", &[]), turns, plans })
    }

    fn of_plan(&self, plan: &str, changes: &[&Change]) -> PlanAnswers {
        let scene = self.scene;
        let of_plan = || changes.iter().filter(|change| change.plan == plan);
        let is_told = |change: &&&Change| {
            let kind = |words: &Option<String>| {
                badge(scene, words.as_deref()).and_then(|badge| VerdictKind::from_key(badge.kind))
            };
            [kind(&change.old), kind(&change.new)].into_iter().flatten().any(|kind| !kind.is_silent())
        };
        let told: Vec<&&Change> = of_plan().filter(is_told).collect();
        let silent = of_plan().count() - told.len();
        let name = scene.project.plans.find(plan).map(|plan| scene.text(&scene.project.plans[plan].short));
        PlanAnswers {
            id: plan.to_owned(),
            plan: name.unwrap_or_else(|| plan.to_owned()),
            rows: told.into_iter().map(|change| self.answer_row(change)).collect(),
            silent: (silent > 0).then(|| scene.say("changes.silent", &[("count", &silent.to_string())])),
        }
    }

    fn answer_row(&self, change: &Change) -> AnswerRow {
        AnswerRow {
            name: self.name(change),
            about: self.about(change),
            old: badge(self.scene, change.old.as_deref()),
            new: badge(self.scene, change.new.as_deref()),
            reason: self.sentence(self.words(change, &change.reason)),
            source: self.source(change),
        }
    }

    /// A reason as a sentence: an edition keeps it without its stop.
    fn sentence(&self, reason: String) -> String {
        let stop = if reason.is_empty() || reason.ends_with(['。', '.']) {
            String::new()
        } else {
            self.scene.say("stop", &[])
        };
        capital(reason, self.scene.lang) + &stop
    }

    fn section(&self, subject: Subject) -> Option<Section> {
        // A place, body or indicator that is new came with the records that name it: they are told. Copies and slips of print that
        // come with a new document are part of it.
        let comes_along = |change: &Change| match change.table.as_str() {
            "bodies" | "indicators" | "places" => true,
            "annexes" | "copies" | "defects" => self.comes(&change.document),
            _ => false,
        };
        let is_told = |change: &&Change| change.field != "record" || !comes_along(change);
        let changes: Vec<&Change> = self.diff.of(subject).filter(is_told).collect();
        let id = subject.key();
        let more = changes.len().saturating_sub(ROWS);
        (!changes.is_empty()).then(|| Section {
            id,
            title: self.scene.say(&format!("changes.{id}"), &[("count", &changes.len().to_string())]),
            are_new: changes.iter().all(|change| change.field == "record" && change.old.is_none()),
            rows: changes.into_iter().take(ROWS).map(|change| self.row(change)).collect(),
            more: (more > 0).then(|| self.scene.say("changes.more", &[("count", &more.to_string())])),
        })
    }

    /// Whether a document is new or gone as a whole.
    fn comes(&self, document: &str) -> bool {
        let mut changes = self.diff.of(Subject::Documents);
        changes.any(|change| change.table == "documents" && change.field == "record" && change.id == document)
    }

    fn row(&self, change: &Change) -> ChangeRow {
        let scene = self.scene;
        let revision = match change.revision.as_str() {
            "" => String::new(),
            kind => scene.say(&format!("revision.{kind}"), &[]),
        };
        let side = |side: &Option<String>| self.words(change, side.as_deref().unwrap_or_default());
        let (old, new) = match change.field.as_str() {
            "text" => paragraphs(&change.old, &change.new),
            _ => (side(&change.old), side(&change.new)),
        };
        let document = scene.project.documents.find(&change.id).filter(|_| change.table == "documents");
        let new = match document.filter(|_| change.field == "record" && change.new.is_some()) {
            Some(document) => super::document::when(scene, &scene.project.documents[document]),
            None => new,
        };
        let reason = self.words(change, &change.reason);
        let colon = scene.say("colon", &[]);
        ChangeRow {
            name: self.name(change),
            about: self.about(change),
            what: self.what(change),
            old: short(&old),
            new: short(&new),
            reason: if revision.is_empty() || reason.is_empty() {
                format!("{revision}{reason}")
            } else {
                format!("{revision}{colon}{reason}")
            },
            source: self.source(change),
        }
    }

    /// A text of the record in the language of the page.
    fn words(&self, change: &Change, text: &str) -> String {
        old_words(self.scene, (&change.table, &change.id), text)
    }

    /// What changed of the record: that it is new or gone, or the words of its column.
    fn what(&self, change: &Change) -> String {
        match (change.field.as_str(), &change.old, &change.new) {
            ("record", None, _) => self.scene.say("changes.new", &[]),
            ("record", _, None) => self.scene.say("changes.gone", &[]),
            (field, ..) => match data::column(&change.table, field) {
                Some(column) => column.words.get(self.scene.lang).to_owned(),
                None => self.scene.say("changes.text", &[]),
            },
        }
    }

    /// The name, with a link to the page of the record where there is one.
    fn name(&self, change: &Change) -> Link {
        let scene = self.scene;
        let project = scene.project;
        let id = change.id.split(' ').next().unwrap_or_default();
        let figure = || {
            let cell = (project.places.find(&change.place)?, project.indicators.find(&change.indicator)?);
            scene.figure_href(self.path, cell.0, cell.1)
        };
        let page = || match change.table.as_str() {
            "documents" => project.documents.find(id).map(|found| scene.document_link(self.path, found).href),
            "plans" => project.plans.find(id).map(|found| scene.plan_link(self.path, found).href),
            "tasks" => project
                .tasks
                .find(id)
                .map(|found| scene.subject_link(self.path, crate::model::Subject::Task(found)).href),
            _ => {
                let found = project.targets.find(id).map(crate::model::Subject::Target);
                let found =
                    found.or_else(|| project.milestones.find(id).map(crate::model::Subject::Milestone));
                found.map(|subject| scene.subject_link(self.path, subject).href)
            }
        };
        let text = if change.name.is_empty() {
            change.id.clone()
        } else {
            capital(short(&self.words(change, &change.name)), scene.lang)
        };
        Link { href: figure().or_else(page).unwrap_or_default(), text }
    }

    /// Where and for when.
    fn about(&self, change: &Change) -> String {
        let scene = self.scene;
        let place = scene.project.places.find(&change.place);
        let place = place.map(|place| scene.text(&scene.project.places[place].name));
        let period = old_period(scene, &change.period);
        let parts: Vec<String> = place.into_iter().chain((!period.is_empty()).then_some(period)).collect();
        parts.join(&scene.say("comma", &[]))
    }

    /// The place in the document, with a link where the document is still registered.
    fn source(&self, change: &Change) -> Option<Link> {
        let scene = self.scene;
        if change.document.is_empty() || change.table == "documents" {
            return None;
        }
        let found = scene.project.documents.find(&change.document);
        let link = found.map(|document| scene.document_link(self.path, document));
        let title = link.as_ref().map_or_else(|| change.document.clone(), |link| link.text.clone());
        let text = match change.locator.is_empty() {
            true => title,
            false => {
                format!("{title}{}{}", scene.say("comma", &[]), requote(&self.words(change, &change.locator)))
            }
        };
        Some(Link { href: link.map(|link| link.href).unwrap_or_default(), text })
    }
}

/// The paragraphs of two texts that only one of them has.
fn paragraphs(old: &Option<String>, new: &Option<String>) -> (String, String) {
    let parts = |text: &Option<String>| -> Vec<String> {
        let text = text.as_deref().unwrap_or_default();
        text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let (old, new) = (parts(old), parts(new));
    let only = |of: &[String], other: &[String]| {
        of.iter().filter(|part| !other.contains(part)).cloned().collect::<Vec<_>>().join(" … ")
    };
    (only(&old, &new), only(&new, &old))
}

/// The beginning of a long text.
fn short(text: &str) -> String {
    let plain = text.replace(['\n', '\r'], " ");
    match plain.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}……", &plain[..end]),
        None => plain,
    }
}
