//! The page of a document: its bibliographic facts, copies, defects, and every record taken from it.
//!
//! In: the scene and a document. Out: [`DocumentView`].

use serde::Serialize;

use super::figure::Fact;
use super::rows::Grouped;
use crate::model::{Document, Excluded, Record, Ref, Source, Subject, Text};
use crate::site::cited::CitationView;
use crate::site::frame::Frame;
use crate::site::route::Route;
use crate::site::scene::{Link, Scene};

/// What the template `document.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct DocumentView {
    frame: Frame,
    title: String,
    kind: String,
    answer: String,
    facts: Vec<Fact>,
    note: Option<String>,
    copies: Vec<CopyView>,
    defects: Vec<DefectView>,
    annexes: Vec<AnnexView>,
    excluded: Vec<ExcludedView>,
    title_only: bool,
    citation: CitationView,
    named_by: Vec<Link>,
    in_some: Vec<RecordRow>,
    places: Vec<Grouped<RecordRow>>,
    count: usize,
}

#[derive(Debug, Serialize)]
struct CopyView {
    id: String,
    medium: String,
    title: Option<String>,
    published: Option<String>,
    sha256: Option<String>,
    differs: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct DefectView {
    at: String,
    printed: String,
    read_as: String,
    copies: Vec<String>,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct AnnexView {
    number: i64,
    title: String,
    withheld: bool,
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct ExcludedView {
    at: String,
    about: String,
    copies: Vec<String>,
}

/// A record taken from the document.
#[derive(Clone, Debug, Serialize)]
struct RecordRow {
    id: String,
    kind: String,
    name: String,
    href: Option<String>,
    content: String,
    derived: Option<String>,
    period: String,
    tag: Option<String>,
    said_by: Option<String>,
    used: Vec<Link>,
}

/// When a document was issued: `2023年9月6日`, an inferred date in brackets.
pub(super) fn when(scene: &Scene<'_>, document: &Document) -> String {
    match &document.issued {
        None => scene.say("document.undated", &[]),
        Some(issued) if document.issued_basis.is_some() => {
            scene.say("document.inferred", &[("date", &scene.phrase.period(issued))])
        }
        Some(issued) => scene.phrase.period(issued),
    }
}

/// The page of a document.
pub(crate) fn document(scene: &Scene<'_>, reference: Ref<Document>) -> DocumentView {
    let record = &scene.project.documents[reference];
    let path = scene.path(Route::Document(record));
    let title = scene.text(&record.title);
    let rows = records(scene, &path, reference);
    let count = rows.len();
    let key = if record.is_title_only { "document.title-only" } else { "document.answer" };
    let answer = scene.say(key, &[("count", &count.to_string())]);
    let crumbs = scene.crumbs(&path, &[(Route::Documents, scene.say("nav.documents", &[]))]);
    let work = scene.document_work(reference);
    let mut frame = scene.frame(&path, title.clone(), answer.clone(), crumbs);
    frame.head = scene.head_of_document((&path, &title, &answer), &work);
    DocumentView {
        frame,
        kind: record.kind.words().get(scene.lang).to_owned(),
        facts: facts(scene, &path, record),
        note: record.note.as_ref().map(|note| scene.text(note)),
        copies: copies(scene, record),
        defects: defects(scene, record),
        annexes: annexes(scene, record),
        excluded: excluded(scene, record),
        title_only: record.is_title_only,
        citation: scene.citation(&work),
        named_by: named_by(scene, &path, reference),
        in_some: rows.iter().map(|(_, row)| row).filter(|row| row.tag.is_some()).cloned().collect(),
        places: by_locator(rows),
        title,
        answer,
        count,
    }
}

fn facts(scene: &Scene<'_>, path: &str, document: &Document) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact { key: scene.say(key, &[]), value, href: None };
    let list =
        |texts: &[Text]| scene.phrase.list(&texts.iter().map(|text| scene.text(text)).collect::<Vec<_>>());
    let mut facts = Vec::new();
    facts.extend(scene.untranslated(&document.title).map(|title| fact("fact.original-title", title)));
    if !document.issuers.is_empty() {
        facts.push(fact("fact.issuers", list(&document.issuers)));
    }
    if !document.authors.is_empty() {
        facts.push(fact("fact.authors", list(&document.authors)));
    }
    facts.extend(document.number.as_ref().map(|number| fact("fact.number", scene.text(number))));
    facts.extend(document.published_in.as_ref().map(|place| fact("fact.published-in", scene.text(place))));
    facts.push(fact("fact.issued", when(scene, document)));
    facts.extend(document.issued_basis.as_ref().map(|basis| fact("fact.issued-basis", scene.text(basis))));
    let place = &scene.project.places[document.place];
    facts.push(Fact {
        key: scene.say("fact.about", &[]),
        value: scene.text(&place.name),
        href: Some(scene.href(path, Route::Place(place))),
    });
    let extent = if document.excerpt { "document.excerpt" } else { "document.whole" };
    facts.push(fact("fact.extent", scene.say(extent, &[])));
    let covers: Vec<String> = document
        .covers
        .iter()
        .map(|cover| {
            let name = scene.text(&scene.project.places[cover.place].name);
            let years = if cover.from == cover.to {
                cover.from.to_string()
            } else {
                format!("{}{}{}", cover.from, scene.phrase.dash(), cover.to)
            };
            scene.say("document.covers", &[("place", &name), ("years", &years)])
        })
        .collect();
    if !covers.is_empty() {
        facts.push(fact("fact.covers", scene.phrase.list(&covers)));
    }
    facts.extend(document.url.as_ref().map(|url| Fact {
        key: scene.say("fact.url", &[]),
        value: url.to_string(),
        href: Some(url.to_string()),
    }));
    facts
}

fn copies(scene: &Scene<'_>, document: &Document) -> Vec<CopyView> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| scene.text(text));
    let view = |copy: &crate::model::Copy| CopyView {
        id: copy.id.to_string(),
        medium: scene.text(&copy.medium),
        title: text(&copy.title),
        published: copy.published.as_ref().map(|period| scene.phrase.period(period)),
        sha256: copy.sha256.as_ref().map(ToString::to_string),
        differs: text(&copy.differs),
        note: text(&copy.note),
    };
    document.copies.iter().map(view).collect()
}

/// The media of some of a document's copies.
fn media(scene: &Scene<'_>, document: &Document, copies: &[usize]) -> Vec<String> {
    let known = copies.iter().filter_map(|place| document.copies.get(*place));
    known.map(|copy| scene.text(&copy.medium)).collect()
}

fn excluded(scene: &Scene<'_>, document: &Document) -> Vec<ExcludedView> {
    let view = |passage: &Excluded| ExcludedView {
        at: scene.text(&passage.at),
        about: scene.text(&passage.about),
        copies: media(scene, document, &passage.copies),
    };
    document.excluded.iter().map(view).collect()
}

/// The plans that name a document as belonging to them.
fn named_by(scene: &Scene<'_>, path: &str, document: Ref<Document>) -> Vec<Link> {
    let plans = scene.index.document(document).named_by.iter();
    plans.map(|plan| scene.plan_link(path, *plan)).collect()
}

fn defects(scene: &Scene<'_>, document: &Document) -> Vec<DefectView> {
    let view = |defect: &crate::model::Defect| DefectView {
        at: scene.text(&defect.at),
        printed: scene.original(&defect.printed),
        read_as: scene.text(&defect.read_as),
        copies: media(scene, document, &defect.copies),
        note: defect.note.as_ref().map(|note| scene.text(note)),
    };
    document.defects.iter().map(view).collect()
}

fn annexes(scene: &Scene<'_>, document: &Document) -> Vec<AnnexView> {
    let view = |annex: &crate::model::Annex| AnnexView {
        number: annex.number,
        title: scene.original(&annex.title),
        withheld: annex.is_withheld,
        note: annex.note.as_ref().map(|note| scene.text(note)),
    };
    document.annexes.iter().map(view).collect()
}

/// Collects the records taken from a document.
struct Taken<'s, 'p> {
    scene: &'s Scene<'p>,
    path: &'s str,
    document: Ref<Document>,
    rows: Vec<(String, RecordRow)>,
}

impl Taken<'_, '_> {
    fn add<T: Record>(&mut self, record: &T, source: &Source, fill: impl FnOnce(&mut RecordRow)) {
        if source.document != self.document {
            return;
        }
        let mut row = RecordRow {
            id: record.id().to_owned(),
            kind: self.scene.kind_of::<T>(),
            name: String::new(),
            href: None,
            content: String::new(),
            derived: None,
            period: String::new(),
            tag: self.scene.copies_tag(source),
            said_by: source.said_by().map(|text| self.scene.text(text)),
            used: Vec::new(),
        };
        fill(&mut row);
        self.rows.push((self.scene.text(&source.at), row));
    }

    fn subjects(&mut self) {
        let (scene, path) = (self.scene, self.path);
        let (project, own) = (scene.project, scene.index.document(self.document));
        for reference in own.targets.iter().copied() {
            let target = &project.targets[reference];
            self.add(target, &target.source, |row| {
                row.name = scene.subject_name(Subject::Target(reference));
                row.href = Some(scene.subject_link(path, Subject::Target(reference)).href);
                row.content = scene.original(&target.printed);
                row.period = scene.phrase.period(&target.period);
            });
        }
        for reference in own.milestones.iter().copied() {
            let milestone = &project.milestones[reference];
            self.add(milestone, &milestone.source, |row| {
                row.name = scene.text(&milestone.name);
                row.href = Some(scene.subject_link(path, Subject::Milestone(reference)).href);
                row.content = scene.original(&milestone.state);
                row.period = scene.phrase.period(&milestone.period);
            });
        }
        for reference in own.provisions.iter().copied() {
            let provision = &project.provisions[reference];
            self.add(provision, &provision.source, |row| {
                row.name = scene.text(&provision.name);
                row.href = Some(scene.subject_link(path, Subject::Provision(reference)).href);
                row.content = scene.original(&provision.printed);
                row.period =
                    provision.period.as_ref().map(|period| scene.phrase.period(period)).unwrap_or_default();
            });
        }
        for reference in own.duties.iter().copied() {
            let duty = &project.duties[reference];
            self.add(duty, &duty.source, |row| {
                row.name = scene.text(&duty.name);
                row.href = Some(scene.subject_link(path, Subject::Duty(reference)).href);
                row.period = super::plan::frequency(scene, duty);
            });
        }
        for reference in own.tasks.iter().copied() {
            let task = &project.tasks[reference];
            self.add(task, &task.source, |row| {
                row.name = scene.text(&task.title);
                row.href = Some(scene.subject_link(path, Subject::Task(reference)).href);
                row.period =
                    task.deadline.as_ref().map(|period| scene.phrase.period(period)).unwrap_or_default();
            });
        }
    }

    fn statements(&mut self) {
        let (scene, path) = (self.scene, self.path);
        let (project, own) = (scene.project, scene.index.document(self.document));
        for reference in own.observations.iter().copied() {
            let observation = &project.observations[reference];
            self.add(observation, &observation.source, |row| {
                row.name = scene.observation_name(observation);
                row.href = scene.figure_href(path, observation.place, observation.indicator);
                row.content = scene.phrase.observed(observation);
                row.derived = scene.arithmetic(observation);
                row.period = scene.phrase.period(&observation.period);
                row.used = used(scene, path, reference);
            });
        }
        for finding in own.findings.iter().map(|reference| &project.findings[*reference]) {
            self.add(finding, &finding.source, |row| {
                row.name = finding.relation.words().get(scene.lang).to_owned();
                row.content = scene.original(&finding.says);
                row.period = scene.phrase.period(&finding.period);
                row.used = finding.about.iter().map(|subject| scene.subject_link(path, *subject)).collect();
            });
        }
        for occurrence in own.occurrences.iter().map(|reference| &project.occurrences[*reference]) {
            self.add(occurrence, &occurrence.source, |row| {
                row.name = scene.text(&project.duties[occurrence.duty].name);
                row.period = scene.phrase.period(&occurrence.period);
            });
        }
        let document = self.document;
        for revision in project.revisions.iter().filter(|one| one.document == Some(document)) {
            let at = revision.at.clone().unwrap_or_else(|| Text::plain(scene.say("not-stated", &[])));
            let source = Source { document, at, rare: None };
            let told = super::history::row(scene, path, revision);
            self.add(revision, &source, |row| {
                row.name = told.name.text;
                row.href = Some(told.name.href).filter(|href| !href.is_empty());
                row.content = told.reason;
                row.period = told.date;
            });
        }
    }
}

/// The targets and milestones that an observation decided.
fn used(scene: &Scene<'_>, path: &str, observation: Ref<crate::model::Observation>) -> Vec<Link> {
    let decided = scene.assessment.resting_on(observation);
    decided.map(|verdict| scene.subject_link(path, verdict.subject)).collect()
}

fn records(scene: &Scene<'_>, path: &str, document: Ref<Document>) -> Vec<(String, RecordRow)> {
    let mut taken = Taken { scene, path, document, rows: Vec::new() };
    taken.subjects();
    taken.statements();
    taken.rows
}

/// Rows by their locator, locators in the order of their first record.
fn by_locator(rows: Vec<(String, RecordRow)>) -> Vec<Grouped<RecordRow>> {
    let mut groups: Vec<Grouped<RecordRow>> = Vec::new();
    for (locator, row) in rows {
        match groups.iter_mut().find(|group| group.title == locator) {
            Some(group) => group.rows.push(row),
            None => groups.push(Grouped {
                id: format!("at-{}", groups.len() + 1),
                title: locator,
                rows: vec![row],
            }),
        }
    }
    groups
}
