//! What belongs to what: for each plan, part, place, document and indicator its records, found in one pass.
//!
//! In: the project and its figures. Out: [`Index`]. With it a page costs what it shows, whatever else the site
//! holds: no page may look through all records. Every list is in the order of ids.

use std::collections::{BTreeMap, BTreeSet};

use super::scene::Scene;
use crate::model::{
    Document, Duty, Finding, Indicator, Milestone, Observation, Occurrence, Part, Place, Plan, Project,
    Prose, ProseHome, Provision, Record, Ref, Relation, Table, Target, Task,
};

/// The records of a plan.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfPlan {
    pub(crate) targets: Vec<Ref<Target>>,
    pub(crate) milestones: Vec<Ref<Milestone>>,
    pub(crate) parts: Vec<Ref<Part>>,
    pub(crate) provisions: Vec<Ref<Provision>>,
    pub(crate) duties: Vec<Ref<Duty>>,
    pub(crate) tasks: Vec<Ref<Task>>,
}

/// The records under an action or safeguard.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfPart {
    pub(crate) targets: Vec<Ref<Target>>,
    pub(crate) milestones: Vec<Ref<Milestone>>,
    pub(crate) duties: Vec<Ref<Duty>>,
}

/// The records of a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfPlace {
    pub(crate) plans: Vec<Ref<Plan>>,
    pub(crate) documents: Vec<Ref<Document>>,
    pub(crate) milestones: usize,
}

/// The records taken from a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfDocument {
    pub(crate) targets: Vec<Ref<Target>>,
    pub(crate) milestones: Vec<Ref<Milestone>>,
    pub(crate) provisions: Vec<Ref<Provision>>,
    pub(crate) duties: Vec<Ref<Duty>>,
    pub(crate) tasks: Vec<Ref<Task>>,
    pub(crate) observations: Vec<Ref<Observation>>,
    pub(crate) findings: Vec<Ref<Finding>>,
    pub(crate) occurrences: Vec<Ref<Occurrence>>,
}

/// What belongs to what.
pub(crate) struct Index<'p> {
    plans: Vec<OfPlan>,
    parts: Vec<OfPart>,
    places: Vec<OfPlace>,
    documents: Vec<OfDocument>,
    indicators: Vec<Vec<Ref<Place>>>,
    look_alikes: BTreeMap<Ref<Observation>, Vec<Ref<Finding>>>,
    /// The prose that has pages of its own.
    pub(crate) pages: Vec<&'p Prose>,
}

fn empty<T: Record, V: Clone + Default>(table: &Table<T>) -> Vec<V> {
    vec![V::default(); table.len()]
}

impl<'p> Index<'p> {
    /// Looks through every table once.
    pub(crate) fn of(project: &'p Project, figures: &BTreeSet<(Ref<Place>, Ref<Indicator>)>) -> Index<'p> {
        let mut index = Index {
            plans: empty(&project.plans),
            parts: empty(&project.parts),
            places: empty(&project.places),
            documents: empty(&project.documents),
            indicators: empty(&project.indicators),
            look_alikes: BTreeMap::new(),
            pages: project.prose.iter().filter(|prose| prose.home == ProseHome::Page).collect(),
        };
        index.registers(project);
        index.promises(project);
        index.duties(project);
        index.statements(project);
        for (place, indicator) in figures {
            index.indicators[indicator.index()].push(*place);
        }
        index
    }

    fn registers(&mut self, project: &Project) {
        for (reference, document) in project.documents.entries() {
            self.places[document.place.index()].documents.push(reference);
        }
        for (reference, plan) in project.plans.entries() {
            self.places[plan.place.index()].plans.push(reference);
        }
        for (reference, part) in project.parts.entries() {
            self.plans[part.plan.index()].parts.push(reference);
        }
    }

    fn promises(&mut self, project: &Project) {
        for (reference, target) in project.targets.entries() {
            self.plans[target.plan.index()].targets.push(reference);
            self.documents[target.source.document.index()].targets.push(reference);
            if let Some(part) = target.under.part {
                self.parts[part.index()].targets.push(reference);
            }
        }
        for (reference, milestone) in project.milestones.entries() {
            self.plans[milestone.plan.index()].milestones.push(reference);
            self.documents[milestone.source.document.index()].milestones.push(reference);
            self.places[milestone.place.index()].milestones += 1;
            if let Some(part) = milestone.under.part {
                self.parts[part.index()].milestones.push(reference);
            }
        }
    }

    fn duties(&mut self, project: &Project) {
        for (reference, provision) in project.provisions.entries() {
            self.plans[provision.plan.index()].provisions.push(reference);
            self.documents[provision.source.document.index()].provisions.push(reference);
        }
        for (reference, duty) in project.duties.entries() {
            self.plans[duty.plan.index()].duties.push(reference);
            self.documents[duty.source.document.index()].duties.push(reference);
            if let Some(part) = duty.under.part {
                self.parts[part.index()].duties.push(reference);
            }
        }
        for (reference, task) in project.tasks.entries() {
            self.plans[task.plan.index()].tasks.push(reference);
            self.documents[task.source.document.index()].tasks.push(reference);
        }
    }

    fn statements(&mut self, project: &Project) {
        for (reference, observation) in project.observations.entries() {
            self.documents[observation.source.document.index()].observations.push(reference);
        }
        for (reference, occurrence) in project.occurrences.entries() {
            self.documents[occurrence.source.document.index()].occurrences.push(reference);
        }
        for (reference, finding) in project.findings.entries() {
            self.documents[finding.source.document.index()].findings.push(reference);
            if finding.relation == Relation::LookAlike {
                for observation in &finding.observations {
                    self.look_alikes.entry(*observation).or_default().push(reference);
                }
            }
        }
    }

    pub(crate) fn plan(&self, plan: Ref<Plan>) -> &OfPlan {
        &self.plans[plan.index()]
    }

    pub(crate) fn part(&self, part: Ref<Part>) -> &OfPart {
        &self.parts[part.index()]
    }

    pub(crate) fn place(&self, place: Ref<Place>) -> &OfPlace {
        &self.places[place.index()]
    }

    pub(crate) fn document(&self, document: Ref<Document>) -> &OfDocument {
        &self.documents[document.index()]
    }

    /// The places that have a figure of an indicator.
    pub(crate) fn places_with(&self, indicator: Ref<Indicator>) -> &[Ref<Place>] {
        &self.indicators[indicator.index()]
    }

    /// The findings by which some of these observations only look like what another target asks for, each once.
    pub(crate) fn look_alikes(&self, observations: &[Ref<Observation>]) -> Vec<Ref<Finding>> {
        let found = observations.iter().filter_map(|observation| self.look_alikes.get(observation));
        let mut findings: Vec<Ref<Finding>> = found.flatten().copied().collect();
        findings.sort_unstable();
        findings.dedup();
        findings
    }
}

impl Scene<'_> {
    /// The indicators of which a place has a figure.
    pub(crate) fn figures_of(&self, place: Ref<Place>) -> impl Iterator<Item = Ref<Indicator>> + '_ {
        let from_here = self.figures.range((place, Ref::new(0))..);
        from_here.take_while(move |(other, _)| *other == place).map(|(_, indicator)| *indicator)
    }

    /// The targets of an indicator at a place, with their references.
    pub(crate) fn targets_at(
        &self,
        place: Ref<Place>,
        indicator: Ref<Indicator>,
    ) -> impl Iterator<Item = (Ref<Target>, &Target)> + '_ {
        let targets = self.assessment.evidence().targets(place, indicator).iter();
        targets.map(|reference| (*reference, &self.project.targets[*reference]))
    }
}
