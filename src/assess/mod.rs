//! Verdicts: what became of each target and milestone, with the reason and the records that decided it.
//!
//! In: a validated [`Project`]. Out: an [`Assessment`]. Pure functions: nothing is shown, nothing is typed in. The
//! rules and their order stand in [`rules`]; the literature they follow: GB/T 8170—2008 (comparison of unrounded
//! values, 全数值比较法), and for the straight line from the baseline (时间进度) OECD, Measuring Distance to the
//! SDG Targets, 2022, ch. 2. No score, index or ranking is made.

mod change;
mod interval;
mod measured;
mod progress;
mod rules;
mod tally;
mod verdict;

pub use progress::{Series, SeriesPoint, series};
pub use tally::{Group, Tally};
pub use verdict::{Clause, Evidence, Known, Margin, Qualifier, Verdict, VerdictKind};

use std::collections::BTreeMap;

use crate::model::{
    Finding, Indicator, Measure, Milestone, Observation, Place, Project, Ref, Relation, Subject, Target,
};

/// All verdicts of a project, and the indexes by which they were found.
#[derive(Debug)]
pub struct Assessment<'p> {
    /// The project.
    pub project: &'p Project,
    /// The verdicts: of targets, then of milestones, each in the order of ids and years.
    pub verdicts: Vec<Verdict>,
    by_subject: BTreeMap<Subject, Vec<usize>>,
    evidence: EvidenceIndex,
}

/// A place and an indicator: what a figure is.
pub type Cell = (Ref<Place>, Ref<Indicator>);

/// The observations and findings of a project by what they are about.
#[derive(Debug, Default)]
pub struct EvidenceIndex {
    observations: BTreeMap<Cell, Vec<Ref<Observation>>>,
    findings: BTreeMap<Subject, Vec<Ref<Finding>>>,
    replaced: Vec<Ref<Observation>>,
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
        index
    }

    /// All observations of an indicator at a place, replaced ones included, in the order of ids.
    pub fn observations(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> &[Ref<Observation>] {
        self.observations.get(&(place, indicator)).map_or(&[], Vec::as_slice)
    }

    /// The places and indicators for which there are observations.
    pub fn cells(&self) -> impl Iterator<Item = (Ref<Place>, Ref<Indicator>)> + '_ {
        self.observations.keys().copied()
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
    let mut by_subject: BTreeMap<Subject, Vec<usize>> = BTreeMap::new();
    for (place, verdict) in verdicts.iter().enumerate() {
        by_subject.entry(verdict.subject).or_default().push(place);
    }
    Assessment { project, verdicts, by_subject, evidence }
}

impl Assessment<'_> {
    /// The verdicts on a record: one, or one for each year of a recurring target.
    pub fn of(&self, subject: Subject) -> impl Iterator<Item = &Verdict> + '_ {
        self.by_subject.get(&subject).into_iter().flatten().map(|place| &self.verdicts[*place])
    }

    /// The verdicts on a target.
    pub fn of_target(&self, target: Ref<Target>) -> impl Iterator<Item = &Verdict> + '_ {
        self.of(Subject::Target(target))
    }

    /// The verdicts on a milestone.
    pub fn of_milestone(&self, milestone: Ref<Milestone>) -> impl Iterator<Item = &Verdict> + '_ {
        self.of(Subject::Milestone(milestone))
    }

    /// Observations and findings by what they are about.
    pub fn evidence(&self) -> &EvidenceIndex {
        &self.evidence
    }
}
