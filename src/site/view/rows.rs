//! Rows that several pages share: promises with their verdicts, values with their sources.
//!
//! In: the scene and a record. Out: a row of finished strings. It must not escape anything.

use serde::Serialize;

use crate::assess::Verdict;
use crate::model::{Finding, Measure, Modality, Observation, Promise, Record, Ref, Subject};
use crate::site::route::follow;
use crate::site::scene::{Link, Scene, VerdictView};

/// What a target or milestone asks for, and what became of it.
#[derive(Debug, Serialize)]
pub(crate) struct Aim {
    printed: String,
    tags: Vec<String>,
    period: String,
    verdicts: Vec<VerdictView>,
}

/// A target or milestone with its verdict.
#[derive(Debug, Serialize)]
pub(crate) struct PromiseRow {
    pub(crate) id: String,
    name: String,
    href: Option<String>,
    place: Option<Link>,
    printed: String,
    tags: Vec<String>,
    period: String,
    results: Vec<String>,
    verdicts: Vec<VerdictView>,
    notes: Vec<String>,
    source: Link,
    plan: Link,
}

impl Scene<'_> {
    /// What a target or milestone asks for; nothing for other records.
    pub(crate) fn aim(&self, from: &str, subject: Subject) -> Option<Aim> {
        let promise = self.project.promise(subject)?;
        let verdicts: Vec<&Verdict> = self.assessment.of(subject).collect();
        Some(Aim {
            printed: self.original(promise.printed),
            tags: self.tags(&promise),
            period: self.phrase.period(promise.period),
            verdicts: self.merged(from, &verdicts),
        })
    }

    /// What stands beside the words of a promise: which copies alone carry it, and how firmly it was made.
    fn tags(&self, promise: &Promise<'_>) -> Vec<String> {
        let modality = Some(promise.modality).filter(|modality| *modality != Modality::Firm);
        let modality = modality.map(|modality| modality.words().get(self.lang).to_owned());
        self.copies_tag(promise.source).into_iter().chain(modality).collect()
    }

    /// The row of a target or milestone; nothing for other records.
    pub(crate) fn promise(&self, from: &str, subject: Subject) -> Option<PromiseRow> {
        let promise = self.project.promise(subject)?;
        let Aim { printed, tags, period, verdicts } = self.aim(from, subject)?;
        let mut notes: Vec<String> = promise.note.iter().map(|note| self.text(note)).collect();
        if let Some(other) = promise.restates {
            notes.push(self.say("note.restates", &[("name", &self.subject_name(other))]));
        }
        for other in promise.contradicts {
            let words = self.printed_of(*other);
            notes.push(
                self.say("note.contradicts", &[("name", &self.subject_name(*other)), ("words", &words)]),
            );
        }
        let mut results: Vec<String> =
            self.assessment.of(subject).flat_map(|verdict| self.results(verdict)).collect();
        results.dedup();
        let href = promise.indicator.and_then(|indicator| self.figure_href(from, promise.place, indicator));
        let home = self.project.plans[promise.plan].place;
        Some(PromiseRow {
            id: promise.id.to_owned(),
            name: self.subject_name(subject),
            href: href.filter(|href| !is_self(from, href)),
            place: (promise.place != home)
                .then(|| self.place_link(from, promise.place))
                .filter(|place| !is_self(from, &place.href)),
            printed,
            tags,
            period,
            results,
            verdicts,
            notes,
            source: self.source_link(from, promise.source, promise.id),
            plan: self.subject_link(from, subject),
        })
    }

    /// The verdicts of a promise; years with the same verdict for the same reason share one.
    fn merged(&self, from: &str, verdicts: &[&Verdict]) -> Vec<VerdictView> {
        let recurring = verdicts.len() > 1;
        let mut merged: Vec<VerdictView> = Vec::new();
        for verdict in verdicts {
            let view = self.verdict(from, verdict, recurring);
            match merged.last_mut().filter(|last| last.says_the_same(&view)) {
                Some(last) => {
                    let periods: Vec<String> = last.period.take().into_iter().chain(view.period).collect();
                    last.period = Some(self.phrase.list(&periods));
                }
                None => merged.push(view),
            }
        }
        merged
    }

    fn printed_of(&self, subject: Subject) -> String {
        match subject {
            Subject::Target(target) => self.original(&self.project.targets[target].printed),
            Subject::Milestone(milestone) => self.original(&self.project.milestones[milestone].state),
            other => self.subject_name(other),
        }
    }
}

/// What a verdict is called, without its reason.
#[derive(Debug, Serialize)]
pub(crate) struct BadgeView {
    kind: &'static str,
    words: String,
    more: String,
}

/// A target or milestone in one line.
#[derive(Debug, Serialize)]
pub(crate) struct BriefRow {
    name: Link,
    place: Option<Link>,
    printed: String,
    period: String,
    tags: Vec<String>,
    badges: Vec<BadgeView>,
}

impl Scene<'_> {
    /// A target or milestone in one line, with a link to where it stands in full; nothing for other records.
    pub(crate) fn brief(&self, from: &str, subject: Subject) -> Option<BriefRow> {
        let promise = self.project.promise(subject)?;
        let home = self.project.plans[promise.plan].place;
        Some(BriefRow {
            name: self.subject_link(from, subject),
            place: (promise.place != home).then(|| self.place_link(from, promise.place)),
            printed: self.original(promise.printed),
            period: self.phrase.period(promise.period),
            tags: self.tags(&promise),
            badges: self.badges(subject),
        })
    }

    /// The verdicts on a record, each kind once.
    pub(crate) fn badges(&self, subject: Subject) -> Vec<BadgeView> {
        let mut badges: Vec<BadgeView> = Vec::new();
        for verdict in self.assessment.of(subject) {
            let more = self.phrase.qualifiers(verdict);
            if !badges.iter().any(|badge| badge.kind == verdict.kind.key() && badge.more == more) {
                badges.push(BadgeView {
                    kind: verdict.kind.key(),
                    words: verdict.kind.words().get(self.lang).to_owned(),
                    more,
                });
            }
        }
        badges
    }
}

/// What a document says about a record.
#[derive(Debug, Serialize)]
pub(crate) struct FindingView {
    says: String,
    because: Option<String>,
    source: Link,
    relation: String,
}

impl Scene<'_> {
    /// The findings about a record.
    pub(crate) fn findings(&self, from: &str, subject: Subject) -> Vec<FindingView> {
        let all = self.assessment.evidence().findings(subject).iter();
        let view = |finding: &Ref<Finding>| {
            let finding = &self.project.findings[*finding];
            FindingView {
                says: self.original(&finding.says),
                because: finding.because.as_ref().map(|because| self.text(because)),
                source: self.source_link(from, &finding.source, finding.id()),
                relation: finding.relation.words().get(self.lang).to_owned(),
            }
        };
        all.map(view).collect()
    }
}

/// A value with its source.
#[derive(Debug, Serialize)]
pub(crate) struct ValueRow {
    id: String,
    name: String,
    href: Option<String>,
    place: Link,
    period: String,
    measure: String,
    value: String,
    printed: Option<String>,
    derived: Option<String>,
    status: Option<String>,
    said_by: Option<String>,
    note: Option<String>,
    source: Link,
    document: Link,
    copies: Option<String>,
    replaced: bool,
}

impl Scene<'_> {
    /// The row of an observation.
    pub(crate) fn value_row(&self, from: &str, reference: Ref<Observation>) -> ValueRow {
        let observation = &self.project.observations[reference];
        let href = self.figure_href(from, observation.place, observation.indicator);
        ValueRow {
            id: observation.id().to_owned(),
            name: self.observation_name(observation),
            href: href.filter(|href| !is_self(from, href)),
            place: self.place_link(from, observation.place),
            period: self.phrase.period(&observation.period),
            measure: match &observation.measure {
                Measure::Level => String::new(),
                Measure::Change(since) => self.phrase.since(since),
            },
            value: self.phrase.observed(observation),
            printed: observation.printed.as_ref().map(|text| self.text(text)),
            derived: self.arithmetic(observation),
            status: (observation.status != crate::model::Status::Normal)
                .then(|| observation.status.words().get(self.lang).to_owned()),
            said_by: observation.source.said_by().map(|text| self.text(text)),
            note: observation.note.as_ref().map(|text| self.text(text)),
            source: self.source_link(from, &observation.source, observation.id()),
            document: self.document_link(from, observation.source.document),
            copies: self.copies_tag(&observation.source),
            replaced: self.assessment.evidence().is_replaced(reference),
        }
    }
}

/// Rows under a common heading.
#[derive(Debug, Serialize)]
pub(crate) struct Grouped<T> {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) rows: Vec<T>,
}

/// Whether a link leads to the page that it stands on.
fn is_self(from: &str, href: &str) -> bool {
    follow(from, href).as_deref() == Some(from)
}
