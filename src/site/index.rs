//! What belongs to what: for each plan, part, place, document and indicator its records, found in one pass.
//!
//! In: the project and its figures. Out: [`Index`]. With it a page costs what it shows, whatever else the site
//! holds: no page may look through all records. Every list is in the order of ids.

use std::collections::BTreeSet;

use super::scene::Scene;
use crate::assess::{Assessment, Lists, Tally};
use crate::bilingual::Lang;
use crate::model::{
    Body, Document, Duty, Finding, Indicator, Milestone, Observation, Occurrence, Part, Place, Plan, Project,
    Prose, ProseHome, Provision, Record, Ref, Relation, Subject, Table, Target, Task, Under,
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

/// The records under an action, a safeguard or a task.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfPart {
    pub(crate) targets: Vec<Ref<Target>>,
    pub(crate) milestones: Vec<Ref<Milestone>>,
    pub(crate) duties: Vec<Ref<Duty>>,
    pub(crate) provisions: Vec<Ref<Provision>>,
}

/// What a body answers for.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfBody {
    /// The tasks that it leads.
    pub(crate) lead: Vec<Ref<Task>>,
    /// The tasks for which it is responsible, by its own share.
    pub(crate) responsible: Vec<Ref<Task>>,
    pub(crate) duties: Vec<Ref<Duty>>,
}

/// The records of a place.
#[derive(Clone, Debug, Default)]
pub(crate) struct OfPlace {
    pub(crate) plans: Vec<Ref<Plan>>,
    pub(crate) documents: Vec<Ref<Document>>,
    /// What was promised for it, targets before milestones.
    pub(crate) promises: Vec<Subject>,
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
    /// The plans that name it as belonging to them.
    pub(crate) named_by: Vec<Ref<Plan>>,
}

/// What belongs to what.
pub(crate) struct Index<'p> {
    plans: Vec<OfPlan>,
    parts: Vec<OfPart>,
    tasks: Vec<OfPart>,
    bodies: Vec<OfBody>,
    occurrences: Lists<Ref<Duty>, Ref<Occurrence>>,
    places: Vec<OfPlace>,
    documents: Vec<OfDocument>,
    indicators: Lists<Ref<Indicator>, Ref<Place>>,
    look_alikes: Lists<Ref<Observation>, Ref<Finding>>,
    /// The prose that has pages of its own.
    pub(crate) pages: Vec<&'p Prose>,
    /// The plans whose document is registered: those that a report answers first, then from the widest place down.
    pub(crate) in_order: Vec<Ref<Plan>>,
}

fn empty<T: Record, V: Clone + Default>(table: &Table<T>) -> Vec<V> {
    vec![V::default(); table.len()]
}

impl<'p> Index<'p> {
    /// Looks through every table once.
    pub(crate) fn of(
        assessment: &Assessment<'p>,
        figures: &BTreeSet<(Ref<Place>, Ref<Indicator>)>,
        lang: Lang,
    ) -> Index<'p> {
        let project = assessment.project;
        let mut index = Index {
            plans: empty(&project.plans),
            parts: empty(&project.parts),
            tasks: empty(&project.tasks),
            bodies: empty(&project.bodies),
            occurrences: Lists::of(project.occurrences.entries().map(|(own, record)| (record.duty, own))),
            places: empty(&project.places),
            documents: empty(&project.documents),
            indicators: from_the_widest(project, figures),
            look_alikes: look_alikes(project),
            pages: project.prose_in(lang).into_iter().filter(|prose| prose.home == ProseHome::Page).collect(),
            in_order: plans_in_order(assessment),
        };
        index.registers(project);
        index.promises(project);
        index.duties(project);
        index.statements(project);
        index
    }

    fn registers(&mut self, project: &Project) {
        for (reference, document) in project.documents.entries() {
            self.places[document.place.index()].documents.push(reference);
        }
        for (reference, plan) in project.plans.entries() {
            self.places[plan.place.index()].plans.push(reference);
            for document in &plan.related {
                self.documents[document.index()].named_by.push(reference);
            }
        }
        for (reference, part) in project.parts.entries() {
            self.plans[part.plan.index()].parts.push(reference);
        }
    }

    /// Enters a record into the part and the task to which it belongs.
    fn under(&mut self, under: Under, enter: impl Fn(&mut OfPart)) {
        if let Some(part) = under.part {
            enter(&mut self.parts[part.index()]);
        }
        if let Some(task) = under.task {
            enter(&mut self.tasks[task.index()]);
        }
    }

    fn promises(&mut self, project: &Project) {
        for (reference, target) in project.targets.entries() {
            self.plans[target.plan.index()].targets.push(reference);
            self.documents[target.source.document.index()].targets.push(reference);
            self.places[target.place.index()].promises.push(Subject::Target(reference));
            self.under(target.under, |own| own.targets.push(reference));
        }
        for (reference, milestone) in project.milestones.entries() {
            self.plans[milestone.plan.index()].milestones.push(reference);
            self.documents[milestone.source.document.index()].milestones.push(reference);
            self.places[milestone.place.index()].promises.push(Subject::Milestone(reference));
            self.under(milestone.under, |own| own.milestones.push(reference));
        }
    }

    fn duties(&mut self, project: &Project) {
        for (reference, provision) in project.provisions.entries() {
            self.plans[provision.plan.index()].provisions.push(reference);
            self.documents[provision.source.document.index()].provisions.push(reference);
            self.under(provision.under, |own| own.provisions.push(reference));
        }
        for (reference, duty) in project.duties.entries() {
            self.plans[duty.plan.index()].duties.push(reference);
            self.documents[duty.source.document.index()].duties.push(reference);
            self.under(duty.under, |own| own.duties.push(reference));
            for body in &duty.bodies {
                self.bodies[body.index()].duties.push(reference);
            }
        }
        for (reference, task) in project.tasks.entries() {
            self.plans[task.plan.index()].tasks.push(reference);
            self.documents[task.source.document.index()].tasks.push(reference);
            for body in &task.lead {
                self.bodies[body.index()].lead.push(reference);
            }
            for body in &task.responsible {
                self.bodies[body.index()].responsible.push(reference);
            }
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
        }
    }

    pub(crate) fn plan(&self, plan: Ref<Plan>) -> &OfPlan {
        &self.plans[plan.index()]
    }

    pub(crate) fn part(&self, part: Ref<Part>) -> &OfPart {
        &self.parts[part.index()]
    }

    pub(crate) fn task(&self, task: Ref<Task>) -> &OfPart {
        &self.tasks[task.index()]
    }

    pub(crate) fn body(&self, body: Ref<Body>) -> &OfBody {
        &self.bodies[body.index()]
    }

    /// The registered occurrences of a duty.
    pub(crate) fn occurrences(&self, duty: Ref<Duty>) -> &[Ref<Occurrence>] {
        self.occurrences.get(&duty)
    }

    pub(crate) fn place(&self, place: Ref<Place>) -> &OfPlace {
        &self.places[place.index()]
    }

    pub(crate) fn document(&self, document: Ref<Document>) -> &OfDocument {
        &self.documents[document.index()]
    }

    /// The places that have a figure of an indicator, from the widest kind down.
    pub(crate) fn places_with(&self, indicator: Ref<Indicator>) -> &[Ref<Place>] {
        self.indicators.get(&indicator)
    }

    /// The findings by which some of these observations only look like what another target asks for, each once.
    pub(crate) fn look_alikes(&self, observations: &[Ref<Observation>]) -> Vec<Ref<Finding>> {
        let found = observations.iter().flat_map(|observation| self.look_alikes.get(observation));
        let mut findings: Vec<Ref<Finding>> = found.copied().collect();
        findings.sort_unstable();
        findings.dedup();
        findings
    }
}

impl OfPart {
    /// The promises, targets before milestones.
    pub(crate) fn promises(&self) -> impl Iterator<Item = Subject> + '_ {
        let milestones = self.milestones.iter().map(|milestone| Subject::Milestone(*milestone));
        self.targets.iter().map(|target| Subject::Target(*target)).chain(milestones)
    }
}

/// The places of each indicator's figures, from the widest kind down.
fn from_the_widest(
    project: &Project,
    figures: &BTreeSet<(Ref<Place>, Ref<Indicator>)>,
) -> Lists<Ref<Indicator>, Ref<Place>> {
    let mut figures: Vec<_> = figures.iter().map(|(place, indicator)| (*indicator, *place)).collect();
    figures.sort_by_key(|(_, place)| (project.places[*place].kind, *place));
    Lists::of(figures)
}

/// The findings that say of an observation that it only looks like what is asked for.
fn look_alikes(project: &Project) -> Lists<Ref<Observation>, Ref<Finding>> {
    let findings = project.findings.entries().filter(|(_, finding)| finding.relation == Relation::LookAlike);
    Lists::of(findings.flat_map(|(own, finding)| finding.observations.iter().map(move |of| (*of, own))))
}

/// Whether no material about any of the targets is registered.
pub(crate) fn is_unanswered(tally: &Tally) -> bool {
    tally.silent() == tally.total()
}

fn plans_in_order(assessment: &Assessment<'_>) -> Vec<Ref<Plan>> {
    let project = assessment.project;
    let with_document = project.plans.entries().filter(|(_, plan)| plan.document.is_some());
    let mut plans: Vec<(Ref<Plan>, &Plan)> = with_document.collect();
    let height = |place| {
        std::iter::successors(Some(place), |place: &Ref<Place>| project.places[*place].parent).count()
    };
    plans.sort_by_cached_key(|(reference, plan)| {
        let is_silent = is_unanswered(&Tally::of(assessment.of_plan(*reference)));
        (is_silent, height(plan.place), *reference)
    });
    plans.into_iter().map(|(reference, _)| reference).collect()
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
