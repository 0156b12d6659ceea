//! Verdicts: what became of each target and milestone, with the reason and the records that decided it.
//!
//! In: a validated [`Project`]. Out: an [`Assessment`]. Pure functions: nothing is shown, nothing is typed in. The
//! rules and their order stand in [`rules`]; the literature they follow: GB/T 8170—2008 (comparison of unrounded
//! values, 全数值比较法), and for the straight line from the baseline (时间进度) OECD, Measuring Distance to the
//! SDG Targets, 2022, ch. 2. No score, index or ranking is made.

mod change;
mod deadlines;
mod duties;
mod interval;
mod levels;
mod lists;
mod measured;
mod method;
mod progress;
mod rules;
mod tally;
mod verdict;

pub use deadlines::{Deadline, Standing, deadlines};
pub use duties::{Doer, DutyAccount, DutyRow, Slot, account};
pub use levels::{Against, LevelRow, Strictness, Topic, levels, superiors};
pub(crate) use lists::Lists;
pub use method::{RULES, Rule};
pub use progress::{Series, SeriesPoint, alerts, series};
pub use tally::{Group, Tally};
pub use verdict::{Clause, Evidence, Known, Margin, Qualifier, Verdict, VerdictKind};

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::model::{
    Document, Finding, Indicator, Measure, Observation, Place, Plan, Project, Ref, Relation, Subject, Target,
};

/// All verdicts of a project, and the indexes by which they were found.
#[derive(Debug)]
pub struct Assessment<'p> {
    /// The project.
    pub project: &'p Project,
    /// The verdicts: of targets, then of milestones, each in the order of ids and years.
    pub verdicts: Vec<Verdict>,
    by_plan: Lists<Ref<Plan>, Ref<Verdict>>,
    by_observation: Lists<Ref<Observation>, Ref<Verdict>>,
    evidence: EvidenceIndex,
}

/// A place and an indicator: what a figure is.
pub type Cell = (Ref<Place>, Ref<Indicator>);

/// The first and the last year on which a document reports.
type Covered = (i16, i16, Ref<Document>);

/// The targets, observations, findings and documents of a project by what they are about.
#[derive(Debug)]
pub struct EvidenceIndex {
    observations: Lists<Cell, Ref<Observation>>,
    targets: Lists<Cell, Ref<Target>>,
    /// What documents report on, by place.
    covers: Lists<Ref<Place>, Covered>,
    /// The places whose parent a place is.
    inner: Lists<Ref<Place>, Ref<Place>>,
    findings: Lists<Subject, Ref<Finding>>,
    replaced: BTreeSet<Ref<Observation>>,
    repeats: BTreeSet<Subject>,
}

impl EvidenceIndex {
    fn of(project: &Project) -> EvidenceIndex {
        let observations = project.observations.entries();
        let targets = project.targets.entries();
        let covers = project.documents.entries().flat_map(|(reference, document)| {
            document.covers.iter().map(move |cover| (cover.place, (cover.from, cover.to, reference)))
        });
        let inner =
            project.places.entries().filter_map(|(reference, place)| Some((place.parent?, reference)));
        let findings = project.findings.entries();
        EvidenceIndex {
            observations: Lists::of(
                observations.map(|(reference, of)| ((of.place, of.indicator), reference)),
            ),
            targets: Lists::of(targets.map(|(reference, of)| ((of.place, of.indicator), reference))),
            covers: Lists::of(covers),
            inner: Lists::of(inner),
            findings: Lists::of(
                findings.flat_map(|(reference, of)| of.about.iter().map(move |about| (*about, reference))),
            ),
            replaced: project.observations.iter().flat_map(|of| of.supersedes).collect(),
            repeats: repeats(project),
        }
    }

    /// The targets of an indicator at a place, in the order of ids.
    pub fn targets(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> &[Ref<Target>] {
        self.targets.get(&(place, indicator))
    }

    /// All observations of a place, by indicator.
    pub fn of_place(&self, place: Ref<Place>) -> &[Ref<Observation>] {
        self.observations.range(|(other, _)| other.cmp(&place))
    }

    /// The places whose parent a place is, in the order of ids.
    pub fn inner(&self, place: Ref<Place>) -> &[Ref<Place>] {
        self.inner.get(&place)
    }

    /// A place and the places within it, however deep, in the order of ids.
    pub fn within(&self, place: Ref<Place>) -> Vec<Ref<Place>> {
        let mut places = vec![place];
        let mut next = 0;
        while let Some(outer) = places.get(next) {
            next += 1;
            let inner = self.inner(*outer);
            places.extend_from_slice(inner);
        }
        places.sort_unstable();
        places
    }

    /// The documents that report on a place, or on one around it, in a year; in the order of ids.
    pub fn covering(&self, project: &Project, place: Ref<Place>, year: i16) -> Vec<Ref<Document>> {
        let mut documents = Vec::new();
        for place in std::iter::successors(Some(place), |place| project.places[*place].parent) {
            let covers = self.covers.get(&place).iter();
            documents.extend(
                covers.filter(|(from, to, _)| (*from..=*to).contains(&year)).map(|(.., document)| *document),
            );
        }
        documents.sort_unstable();
        documents.dedup();
        documents
    }

    /// All observations of an indicator at a place, replaced ones included, in the order of ids.
    pub fn observations(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> &[Ref<Observation>] {
        self.observations.get(&(place, indicator))
    }

    /// The documents behind the observations and targets of an indicator at a place, each once, in the order of ids.
    pub fn documents(
        &self,
        project: &Project,
        place: Ref<Place>,
        indicator: Ref<Indicator>,
    ) -> Vec<Ref<Document>> {
        let observations = self.observations(place, indicator).iter();
        let observations = observations.map(|reference| project.observations[*reference].source.document);
        let targets = self.targets(place, indicator).iter();
        let targets = targets.map(|reference| project.targets[*reference].source.document);
        let mut documents: Vec<Ref<Document>> = observations.chain(targets).collect();
        documents.sort_unstable();
        documents.dedup();
        documents
    }

    /// The places and indicators for which there are observations.
    pub fn cells(&self) -> &[Cell] {
        self.observations.keys()
    }

    /// Whether a record restates another, or contradicts one that comes before it: both count once.
    pub fn is_repeat(&self, subject: Subject) -> bool {
        self.repeats.contains(&subject)
    }

    /// Whether another observation replaces this one.
    pub fn is_replaced(&self, observation: Ref<Observation>) -> bool {
        self.replaced.contains(&observation)
    }

    /// The findings about a record, in the order of ids.
    pub fn findings(&self, subject: Subject) -> &[Ref<Finding>] {
        self.findings.get(&subject)
    }

    fn with_relation<'p>(
        &'p self,
        project: &'p Project,
        subject: Subject,
        relation: Relation,
    ) -> impl Iterator<Item = Ref<Finding>> + 'p {
        let findings = self.findings(subject).iter().copied();
        findings.filter(move |finding| project.findings[*finding].relation == relation)
    }

    /// The observations that hold, of a level or of a change.
    fn current<'p>(
        &'p self,
        project: &'p Project,
        place: Ref<Place>,
        indicator: Ref<Indicator>,
        level: bool,
    ) -> impl Iterator<Item = (Ref<Observation>, &'p Observation)> + 'p {
        let all = self.observations(place, indicator).iter().copied();
        all.filter(move |reference| !self.is_replaced(*reference))
            .map(move |reference| (reference, &project.observations[reference]))
            .filter(move |(_, observation)| (observation.measure == Measure::Level) == level)
    }
}

/// The records that restate another, or contradict one that comes before them in the order of kinds and ids.
fn repeats(project: &Project) -> BTreeSet<Subject> {
    let of = |subject: Subject, restates: Option<Subject>, contradicts: &[Subject]| {
        let later = contradicts.iter().map(|other| subject.max(*other));
        restates.map(|_| subject).into_iter().chain(later).collect::<Vec<Subject>>()
    };
    let targets = project.targets.entries();
    let milestones = project.milestones.entries();
    targets
        .flat_map(|(own, target)| of(Subject::Target(own), target.restates, &target.contradicts))
        .chain(milestones.flat_map(|(own, milestone)| {
            of(Subject::Milestone(own), milestone.restates, &milestone.contradicts)
        }))
        .collect()
}

/// Judges every target and milestone of a project.
pub fn assess(project: &Project) -> Assessment<'_> {
    let evidence = EvidenceIndex::of(project);
    let targets = (0..project.targets.len())
        .into_par_iter()
        .map(Ref::new)
        .flat_map_iter(|reference| rules::target(project, &evidence, reference, &project.targets[reference]));
    let milestones = (0..project.milestones.len()).into_par_iter().map(Ref::new).flat_map_iter(|reference| {
        rules::milestone(project, &evidence, reference, &project.milestones[reference])
    });
    let verdicts: Vec<Verdict> = targets.chain(milestones).collect();
    let entries = || verdicts.iter().enumerate().map(|(place, verdict)| (Ref::new(place), verdict));
    Assessment {
        project,
        by_plan: Lists::of(entries().map(|(place, verdict)| (project.plan_of(verdict.subject), place))),
        by_observation: Lists::of(entries().flat_map(|(place, verdict)| {
            observations(verdict).into_iter().map(move |observation| (observation, place))
        })),
        verdicts,
        evidence,
    }
}

/// The observations on which a verdict rests, each once.
fn observations(verdict: &Verdict) -> BTreeSet<Ref<Observation>> {
    let observation = |evidence: &Evidence| match evidence {
        Evidence::Observation(observation) => Some(*observation),
        Evidence::Finding(_) => None,
    };
    verdict.evidence.iter().filter_map(observation).collect()
}

impl Assessment<'_> {
    /// The verdicts on the records of a plan.
    pub fn of_plan(&self, plan: Ref<Plan>) -> impl Iterator<Item = &Verdict> + '_ {
        self.by_plan.get(&plan).iter().map(|place| &self.verdicts[place.index()])
    }

    /// The verdicts that rest on an observation.
    pub fn resting_on(&self, observation: Ref<Observation>) -> impl Iterator<Item = &Verdict> + '_ {
        self.by_observation.get(&observation).iter().map(|place| &self.verdicts[place.index()])
    }

    /// The verdicts on a record: one, or one for each year of a recurring target.
    pub fn of(&self, subject: Subject) -> impl Iterator<Item = &Verdict> + '_ {
        let from = self.verdicts.partition_point(|verdict| verdict.subject < subject);
        self.verdicts[from..].iter().take_while(move |verdict| verdict.subject == subject)
    }

    /// The verdicts on a target.
    pub fn of_target(&self, target: Ref<Target>) -> impl Iterator<Item = &Verdict> + '_ {
        self.of(Subject::Target(target))
    }

    /// Observations and findings by what they are about.
    pub fn evidence(&self) -> &EvidenceIndex {
        &self.evidence
    }
}
