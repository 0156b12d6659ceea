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
mod measured;
mod method;
mod progress;
mod rules;
mod tally;
mod verdict;

pub use deadlines::{Deadline, Standing, deadlines};
pub use duties::{Doer, DutyAccount, DutyRow, Slot, account};
pub use levels::{Against, LevelRow, Strictness, Topic, levels, superiors};
pub use method::{RULES, Rule};
pub use progress::{Series, SeriesPoint, alerts, series};
pub use tally::{Group, Tally};
pub use verdict::{Clause, Evidence, Known, Margin, Qualifier, Verdict, VerdictKind};

use std::collections::{BTreeMap, BTreeSet};

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
    by_subject: BTreeMap<Subject, Vec<usize>>,
    by_plan: BTreeMap<Ref<Plan>, Vec<usize>>,
    by_observation: BTreeMap<Ref<Observation>, Vec<usize>>,
    evidence: EvidenceIndex,
}

/// A place and an indicator: what a figure is.
pub type Cell = (Ref<Place>, Ref<Indicator>);

/// The first and the last year on which a document reports.
type Covered = (i16, i16, Ref<Document>);

/// The targets, observations, findings and documents of a project by what they are about.
#[derive(Debug, Default)]
pub struct EvidenceIndex {
    observations: BTreeMap<Cell, Vec<Ref<Observation>>>,
    targets: BTreeMap<Cell, Vec<Ref<Target>>>,
    /// What documents report on, by place.
    covers: BTreeMap<Ref<Place>, Vec<Covered>>,
    /// The places whose parent a place is.
    inner: BTreeMap<Ref<Place>, Vec<Ref<Place>>>,
    findings: BTreeMap<Subject, Vec<Ref<Finding>>>,
    replaced: Vec<Ref<Observation>>,
    repeats: BTreeSet<Subject>,
}

impl EvidenceIndex {
    fn of(project: &Project) -> EvidenceIndex {
        let mut index = EvidenceIndex::default();
        for (reference, observation) in project.observations.entries() {
            let cell = (observation.place, observation.indicator);
            index.observations.entry(cell).or_default().push(reference);
            index.replaced.extend(observation.supersedes);
        }
        index.replaced.sort_unstable();
        for (reference, finding) in project.findings.entries() {
            for subject in &finding.about {
                index.findings.entry(*subject).or_default().push(reference);
            }
        }
        for (reference, target) in project.targets.entries() {
            index.targets.entry((target.place, target.indicator)).or_default().push(reference);
            index.note_repeats(Subject::Target(reference), target.restates, &target.contradicts);
        }
        for (reference, milestone) in project.milestones.entries() {
            index.note_repeats(Subject::Milestone(reference), milestone.restates, &milestone.contradicts);
        }
        for (reference, document) in project.documents.entries() {
            for cover in &document.covers {
                index.covers.entry(cover.place).or_default().push((cover.from, cover.to, reference));
            }
        }
        for (reference, place) in project.places.entries() {
            if let Some(parent) = place.parent {
                index.inner.entry(parent).or_default().push(reference);
            }
        }
        index
    }

    /// Of two records that contradict each other, the later one in the order of kinds and ids is the repetition.
    fn note_repeats(&mut self, subject: Subject, restates: Option<Subject>, contradicts: &[Subject]) {
        self.repeats.extend(restates.map(|_| subject));
        self.repeats.extend(contradicts.iter().map(|other| subject.max(*other)));
    }

    /// The targets of an indicator at a place, in the order of ids.
    pub fn targets(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> &[Ref<Target>] {
        self.targets.get(&(place, indicator)).map_or(&[], Vec::as_slice)
    }

    /// All observations of a place, by indicator.
    pub fn of_place(&self, place: Ref<Place>) -> impl Iterator<Item = Ref<Observation>> + '_ {
        let cells = self
            .observations
            .range((place, Ref::new(0))..)
            .take_while(move |((other, _), _)| *other == place);
        cells.flat_map(|(_, references)| references.iter().copied())
    }

    /// The places whose parent a place is, in the order of ids.
    pub fn inner(&self, place: Ref<Place>) -> &[Ref<Place>] {
        self.inner.get(&place).map_or(&[], Vec::as_slice)
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
            let covers = self.covers.get(&place).into_iter().flatten();
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
        self.observations.get(&(place, indicator)).map_or(&[], Vec::as_slice)
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
    pub fn cells(&self) -> impl Iterator<Item = (Ref<Place>, Ref<Indicator>)> + '_ {
        self.observations.keys().copied()
    }

    /// Whether a record restates another, or contradicts one that comes before it: both count once.
    pub fn is_repeat(&self, subject: Subject) -> bool {
        self.repeats.contains(&subject)
    }

    /// Whether another observation replaces this one.
    pub fn is_replaced(&self, observation: Ref<Observation>) -> bool {
        self.replaced.binary_search(&observation).is_ok()
    }

    /// The findings about a record, in the order of ids.
    pub fn findings(&self, subject: Subject) -> &[Ref<Finding>] {
        self.findings.get(&subject).map_or(&[], Vec::as_slice)
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

/// Judges every target and milestone of a project.
pub fn assess(project: &Project) -> Assessment<'_> {
    let evidence = EvidenceIndex::of(project);
    let mut verdicts = Vec::with_capacity(project.targets.len() + project.milestones.len());
    for (reference, target) in project.targets.entries() {
        verdicts.extend(rules::target(project, &evidence, reference, target));
    }
    for (reference, milestone) in project.milestones.entries() {
        verdicts.extend(rules::milestone(project, &evidence, reference, milestone));
    }
    let mut assessment = Assessment {
        project,
        verdicts: Vec::new(),
        by_subject: BTreeMap::new(),
        by_plan: BTreeMap::new(),
        by_observation: BTreeMap::new(),
        evidence,
    };
    for (place, verdict) in verdicts.iter().enumerate() {
        assessment.enter(place, verdict);
    }
    assessment.verdicts = verdicts;
    assessment
}

impl Assessment<'_> {
    /// Enters a verdict and its place among all verdicts into the indexes.
    fn enter(&mut self, place: usize, verdict: &Verdict) {
        self.by_subject.entry(verdict.subject).or_default().push(place);
        let plan = match verdict.subject {
            Subject::Target(target) => Some(self.project.targets[target].plan),
            Subject::Milestone(milestone) => Some(self.project.milestones[milestone].plan),
            _ => None,
        };
        if let Some(plan) = plan {
            self.by_plan.entry(plan).or_default().push(place);
        }
        for evidence in &verdict.evidence {
            if let Evidence::Observation(observation) = evidence {
                let places = self.by_observation.entry(*observation).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
    }

    /// The verdicts on the records of a plan.
    pub fn of_plan(&self, plan: Ref<Plan>) -> impl Iterator<Item = &Verdict> + '_ {
        self.by_plan.get(&plan).into_iter().flatten().map(|place| &self.verdicts[*place])
    }

    /// The verdicts that rest on an observation.
    pub fn resting_on(&self, observation: Ref<Observation>) -> impl Iterator<Item = &Verdict> + '_ {
        self.by_observation.get(&observation).into_iter().flatten().map(|place| &self.verdicts[*place])
    }

    /// The verdicts on a record: one, or one for each year of a recurring target.
    pub fn of(&self, subject: Subject) -> impl Iterator<Item = &Verdict> + '_ {
        self.by_subject.get(&subject).into_iter().flatten().map(|place| &self.verdicts[*place])
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
