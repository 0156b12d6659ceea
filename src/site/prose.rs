//! What prose may take from the data: values, changes, verdicts, counts, and links to other pages.
//!
//! In: a piece of prose and the scene. Out: its HTML; what it refers to must exist. It must not read Markdown
//! itself: that is `markdown`.

use super::markdown::{self, Bindings, CallFault, Inserted};
use super::route::{follow, relative};
use super::scene::Scene;
use crate::assess::{Tally, series};
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{Observation, Place, Prose, Record, Ref, Subject, Table};

/// The data as seen from a page of prose.
pub(crate) struct Bound<'s, 'p> {
    pub(crate) scene: &'s Scene<'p>,
    /// The path of the page on which the prose stands.
    pub(crate) from: &'s str,
    /// The place of the plan to which the prose belongs.
    pub(crate) place: Option<Ref<Place>>,
}

impl Bound<'_, '_> {
    /// The HTML of a piece of prose.
    pub(crate) fn render(&self, prose: &Prose, faults: &mut Vec<Diagnostic>) -> String {
        let page = markdown::Page { markdown: &prose.markdown, file: prose.file, start: prose.start };
        markdown::render(&page, self, faults)
    }

    fn observation(&self, id: &str) -> Result<Ref<Observation>, CallFault> {
        found(&self.scene.project.observations, id)
    }

    fn subject(&self, id: &str) -> Result<Subject, CallFault> {
        let project = self.scene.project;
        let found = project.targets.find(id).map(Subject::Target);
        let found = found.or_else(|| project.milestones.find(id).map(Subject::Milestone));
        found.ok_or_else(|| {
            let known =
                project.targets.iter().map(Record::id).chain(project.milestones.iter().map(Record::id));
            CallFault::UnknownId { id: id.to_owned(), near: nearest(id, known).map(str::to_owned) }
        })
    }

    /// A value with a link to its place in its document.
    fn value(&self, id: &str) -> Result<Inserted, CallFault> {
        let observation = &self.scene.project.observations[self.observation(id)?];
        let link = self.scene.source_link(self.from, &observation.source, observation.id());
        Ok(anchor(&link.href, &self.scene.phrase.observed(observation)))
    }

    /// A change without its sign, for sentences that have their own verb.
    fn change(&self, id: &str) -> Result<Inserted, CallFault> {
        let observation = &self.scene.project.observations[self.observation(id)?];
        let link = self.scene.source_link(self.from, &observation.source, observation.id());
        let text = self.scene.phrase.observed(observation);
        Ok(anchor(&link.href, text.trim_start_matches(['+', '−'])))
    }

    /// The change of a figure between two years. A figure is `place/indicator`; in the prose of a plan its place
    /// may be left out.
    fn change_between(&self, figure: &str, from: &str, to: &str) -> Result<Inserted, CallFault> {
        let project = self.scene.project;
        let (place, indicator) = figure.split_once('/').map_or((None, figure), |(p, i)| (Some(p), i));
        let place = match place {
            Some(id) => found(&project.places, id)?,
            None => self.place.ok_or(CallFault::UnknownCall)?,
        };
        let indicator = found(&project.indicators, indicator)?;
        let series = series(project, self.scene.assessment.evidence(), place, indicator);
        let value = |year: &str| {
            let point = series.points.iter().find(|point| point.year.to_string() == year);
            point.and_then(|point| point.value.exact()).ok_or(CallFault::UnknownCall)
        };
        let change = value(to)? - value(from)?;
        let unit = project.indicators[indicator].unit.of_difference().ok_or(CallFault::UnknownCall)?;
        let amount = format!("{}{}", self.scene.phrase.number(change.abs()), self.scene.phrase.unit(&unit));
        let href = self.scene.figure_href(self.from, place, indicator).unwrap_or_default();
        Ok(anchor(&href, &amount))
    }

    /// The title of a document, with a link to its page.
    fn cite(&self, id: &str) -> Result<Inserted, CallFault> {
        let document = found(&self.scene.project.documents, id)?;
        let link = self.scene.document_link(self.from, document);
        Ok(anchor(&link.href, &self.scene.titled(document)))
    }

    fn verdict(&self, id: &str) -> Result<Inserted, CallFault> {
        let subject = self.subject(id)?;
        let words =
            self.scene.assessment.of(subject).next().map(|verdict| verdict.kind.words().get(self.scene.lang));
        let link = self.scene.subject_link(self.from, subject);
        Ok(anchor(&link.href, words.unwrap_or_default()))
    }

    /// How many verdicts of a kind a plan has, or how many promises in all.
    fn count(&self, plan: &str, kind: Option<&str>) -> Result<Inserted, CallFault> {
        let reference = found(&self.scene.project.plans, plan)?;
        let tally = Tally::of(self.scene.verdicts_of(reference));
        let count = match kind {
            None => tally.total(),
            Some(kind) => {
                let entry = tally.entries().find(|(other, _)| other.key() == kind);
                entry.ok_or(CallFault::UnknownCall)?.1
            }
        };
        Ok(Inserted::Text(count.to_string()))
    }
}

impl Bindings for Bound<'_, '_> {
    fn call(&self, name: &str, arguments: &[&str]) -> Result<Inserted, CallFault> {
        match (name, arguments) {
            ("value", [id]) => self.value(id),
            ("change", [id]) => self.change(id),
            ("change", [figure, from, to]) => self.change_between(figure, from, to),
            ("cite", [id]) => self.cite(id),
            ("verdict", [id]) => self.verdict(id),
            ("count", [plan]) => self.count(plan, None),
            ("count", [plan, kind]) => self.count(plan, Some(kind)),
            _ => Err(CallFault::UnknownCall),
        }
    }

    /// A relative link leads to a page of the site in the same language; its address is written as seen from the
    /// site's folder in the default language.
    fn link(&self, target: &str) -> Option<String> {
        let (page, fragment) = target.split_once('#').map_or((target, None), |(page, id)| (page, Some(id)));
        let path = self.scene.prefix.below(&follow("index.html", page)?);
        let known = self.scene.pages.contains(&path);
        let href = relative(self.from, &path);
        known.then(|| fragment.map_or(href.clone(), |id| format!("{href}#{id}")))
    }

    fn near(&self, figure: &str) -> Option<String> {
        let same =
            |observation: &&Observation| self.scene.phrase.number(observation.value.number()) == figure;
        self.scene.project.observations.iter().find(same).map(|observation| observation.id().to_owned())
    }
}

/// A link of the program's own making.
fn anchor(href: &str, text: &str) -> Inserted {
    Inserted::Html(format!("<a href=\"{}\">{}</a>", markdown::attribute(href), markdown::attribute(text)))
}

/// The record with this id, or the fault that names the nearest one.
fn found<T: Record>(table: &Table<T>, id: &str) -> Result<Ref<T>, CallFault> {
    table.find(id).ok_or_else(|| CallFault::UnknownId {
        id: id.to_owned(),
        near: nearest(id, table.iter().map(Record::id)).map(str::to_owned),
    })
}
