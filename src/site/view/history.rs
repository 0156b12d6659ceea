//! The history of published values: what each edition said of a figure, and the revisions with their reasons.
//!
//! In: the scene and what the page is about. Out: rows for tables. It must not compare: what changed between editions is found by
//! `edition`.

use serde::Serialize;

use crate::assess::VerdictKind;
use crate::edition::Line;
use crate::model::{Decimal, Indicator, Period, Place, Record, Ref, Revised, Revision, Since, Unit};
use crate::site::route::Route;
use crate::site::scene::{Link, Scene, capital};

/// What each edition said of a figure, and why it changed.
#[derive(Debug, Serialize)]
pub(crate) struct HistoryView {
    /// The editions, the last of which is this site.
    heads: Vec<String>,
    rows: Vec<HistoryRow>,
    revisions: Vec<RevisionRow>,
}

#[derive(Debug, Serialize)]
struct HistoryRow {
    what: String,
    about: String,
    cells: Vec<HistoryCell>,
}

#[derive(Debug, Serialize)]
struct HistoryCell {
    text: String,
    /// Whether it differs from what the edition before said.
    is_changed: bool,
}

/// A revision for readers.
#[derive(Debug, Serialize)]
pub(crate) struct RevisionRow {
    pub(super) date: String,
    kind: String,
    pub(super) name: Link,
    old: String,
    new: String,
    pub(super) reason: String,
    source: Option<Link>,
}

/// The history of a figure; nothing where no edition knows it and nothing was revised.
pub(crate) fn history(
    scene: &Scene<'_>,
    path: &str,
    place: Ref<Place>,
    indicator: Ref<Indicator>,
) -> Option<HistoryView> {
    let project = scene.project;
    let is_of = |revision: &&Revision| match &revision.of {
        Revised::Observation(of) => {
            let of = &project.observations[*of];
            (of.place, of.indicator) == (place, indicator)
        }
        Revised::Target(of) => {
            let of = &project.targets[*of];
            (of.place, of.indicator) == (place, indicator)
        }
        _ => false,
    };
    let revisions: Vec<RevisionRow> =
        project.revisions.iter().filter(is_of).map(|revision| row(scene, path, revision)).collect();
    let lines = scene.past.history.lines(project.places[place].id(), project.indicators[indicator].id());
    // What only the site itself says is no history.
    let is_old = |line: &&Line| line.cells.iter().rev().skip(1).any(Option::is_some);
    if revisions.is_empty() && !lines.iter().any(|line| is_old(&line)) {
        return None;
    }
    Some(HistoryView {
        heads: heads(scene),
        rows: lines.iter().map(|line| of_line(scene, line)).collect(),
        revisions,
    })
}

/// What a target asks for that names no figure.
const DIRECTIONS: [(&str, &str); 3] =
    [("↑", "changes.rises"), ("↓", "changes.falls"), ("↗", "changes.never-falls")];

/// A text of a record of an edition in the language of the page, as far as it is known; which record that is, is said by its table
/// and key.
pub(super) fn old_words(scene: &Scene<'_>, (table, key): (&str, &str), text: &str) -> String {
    // Targets without a figure have a sign in its place.
    if let Some((_, key)) = DIRECTIONS.iter().find(|(sign, _)| *sign == text) {
        return scene.say(key, &[]);
    }
    let Some(words) = scene.past.words.get(&scene.lang) else { return text.to_owned() };
    match words.say(table, key, text) {
        same if same == text => figure(scene, text).unwrap_or_else(|| text.to_owned()),
        said => said.to_owned(),
    }
}

/// A figure of an edition, such as `≥ 353所`, with its unit in the language of the page.
fn figure(scene: &Scene<'_>, text: &str) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let start = text.find(|c: char| is_digit(c) || c == '-')?;
    let end = start + 1 + text[start + 1..].find(|c| !is_digit(c))?;
    let unit = Unit::parse(text[end..].trim_start())?;
    let number = Decimal::parse(&text[start..end]).ok()?;
    Some(format!("{}{}", &text[..start], scene.phrase.amount(number, &unit)))
}

/// A time of an edition as words: labels such as 3年来 are texts of the records.
pub(super) fn old_period(scene: &Scene<'_>, text: &str) -> String {
    let label = || scene.project.translations.find(scene.lang, text).to_owned();
    Period::parse(text).map_or_else(label, |period| scene.phrase.period(&period))
}

/// All revisions, the latest first.
pub(crate) fn revisions(scene: &Scene<'_>, path: &str) -> Vec<RevisionRow> {
    let mut all: Vec<&Revision> = scene.project.revisions.iter().collect();
    all.sort_by_key(|revision| std::cmp::Reverse(revision.date));
    all.into_iter().map(|revision| row(scene, path, revision)).collect()
}

fn heads(scene: &Scene<'_>) -> Vec<String> {
    let head = |label: &String| match label.as_str() {
        "" => capital(scene.say("changes.now", &[]), scene.lang),
        name => scene.say("changes.edition", &[("name", name)]),
    };
    scene.past.labels.iter().map(head).collect()
}

fn of_line(scene: &Scene<'_>, line: &Line) -> HistoryRow {
    let text = |cell: &Option<String>| match cell.as_deref() {
        None => scene.say("changes.nothing", &[]),
        Some(words) if line.table == "verdicts" => {
            let kind = words.split(';').next().and_then(VerdictKind::from_key);
            kind.map_or_else(|| words.to_owned(), |kind| kind.words().get(scene.lang).to_owned())
        }
        Some(words) => old_words(scene, (line.table, &line.id), words),
    };
    let before = std::iter::once(None).chain(line.cells.iter().map(Some));
    let cells = line.cells.iter().zip(before).map(|(cell, before)| HistoryCell {
        text: text(cell),
        is_changed: before.is_some_and(|before| before != cell),
    });
    let period = old_period(scene, &line.period);
    let since = Since::parse(&line.since).map(|since| scene.phrase.since(&since));
    let about: Vec<String> = std::iter::once(period).chain(since).collect();
    HistoryRow {
        what: scene.say(&format!("history.{}", line.table), &[]),
        about: about.join(&scene.say("comma", &[])),
        cells: cells.collect(),
    }
}

/// A revision as a row.
pub(super) fn row(scene: &Scene<'_>, path: &str, revision: &Revision) -> RevisionRow {
    let project = scene.project;
    let figure = |place, indicator, text| Link {
        href: scene.figure_href(path, place, indicator).unwrap_or_default(),
        text,
    };
    let (name, unit) = match &revision.of {
        Revised::Observation(of) => {
            let record = &project.observations[*of];
            let unit = scene.phrase.unit(&record.unit);
            (figure(record.place, record.indicator, scene.observation_name(record)), unit)
        }
        Revised::Target(of) => {
            let record = &project.targets[*of];
            let unit = scene.phrase.unit(&project.indicators[record.indicator].unit);
            let name = scene.subject_name(crate::model::Subject::Target(*of));
            (figure(record.place, record.indicator, name), unit)
        }
        Revised::Milestone(of) => {
            (scene.subject_link(path, crate::model::Subject::Milestone(*of)), String::new())
        }
        Revised::Provision(of) => {
            (scene.subject_link(path, crate::model::Subject::Provision(*of)), String::new())
        }
        Revised::Withdrawn(id) => {
            let text = scene.say("revision.withdrawn", &[("id", id)]);
            (Link { href: String::new(), text }, String::new())
        }
    };
    let number = |value: Option<crate::model::Decimal>| {
        value.map(|value| format!("{}{unit}", scene.phrase.number(value))).unwrap_or_default()
    };
    let source = revision.document.map(|document| {
        let record = &project.documents[document];
        let at = revision.at.as_ref().map(|at| format!("{}{}", scene.say("comma", &[]), scene.text(at)));
        Link {
            href: scene.href(path, Route::Document(record)),
            text: format!("{}{}", scene.text(&record.title), at.unwrap_or_default()),
        }
    });
    RevisionRow {
        date: scene.phrase.date(revision.date),
        kind: revision.kind.words().get(scene.lang).to_owned(),
        name,
        old: number(revision.old),
        new: number(revision.new),
        reason: scene.text(&revision.reason),
        source,
    }
}
