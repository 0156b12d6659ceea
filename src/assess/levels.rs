//! The levels against each other: what the plans along a hierarchy ask for on one subject, and whose is stricter.
//!
//! In: an assessment. Out: [`LevelRow`]s. Two targets are compared only where they measure the same for the same
//! year and one plan follows the other, directly or through plans between: a condition is stricter where every number
//! that meets it meets the other too, and not the other way round. What only looks alike is shown, never compared.

use std::collections::{BTreeMap, BTreeSet};

use super::Assessment;
use super::interval::{Decision, Interval};
use super::measured::bound_number;
use super::verdict::{Known, Margin};
use crate::model::{
    Comparison, Condition, Indicator, Likeness, Observation, Plan, Project, Ref, Subject, Target, choices,
};

choices! {
    /// How a target stands to that of the plan above.
    Strictness {
        /// It asks for more.
        Stricter = "stricter", "高于上级", "stricter";
        /// It asks for the same.
        Same = "same", "与上级相同", "the same";
        /// It asks for less.
        Looser = "looser", "低于上级", "less strict";
        /// It is for another year.
        OtherYear = "other-year", "年份不同", "for another year";
        /// The conditions have no order.
        Open = "open", "不能比较高低", "without an order";
        /// The plan above asks for something, this plan says nothing.
        Missing = "missing", "未设目标", "no target";
    }
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// An indicator for which several plans have targets.
    Indicator(Ref<Indicator>),
    /// Statements that an author has set side by side.
    Comparison(Ref<Comparison>),
}

/// A plan's statement against that of a plan above.
#[derive(Clone, Debug)]
pub struct Against {
    /// The plan below.
    pub plan: Ref<Plan>,
    /// Its target; none where it says nothing.
    pub lower: Option<Ref<Target>>,
    /// The target of the plan above.
    pub upper: Ref<Target>,
    /// How they stand.
    pub strictness: Strictness,
    /// `lower − upper`, where both name a number and their difference has a meaning.
    pub margin: Option<Margin>,
}

/// One subject across plans.
#[derive(Clone, Debug)]
pub struct LevelRow {
    /// What it is about.
    pub topic: Topic,
    /// How far the statements can be compared.
    pub likeness: Likeness,
    /// The statements of each plan that has some.
    pub by_plan: BTreeMap<Ref<Plan>, Vec<Subject>>,
    /// Plans against those above them.
    pub against: Vec<Against>,
    /// Results that belong to the subject.
    pub results: Vec<Ref<Observation>>,
}

/// The plan above a plan, the one above that, and so on.
pub fn superiors(project: &Project, plan: Ref<Plan>) -> Vec<Ref<Plan>> {
    let mut above: Vec<Ref<Plan>> = Vec::new();
    let mut next = project.plans[plan].superior;
    while let Some(plan) = next.filter(|plan| !above.contains(plan)) {
        above.push(plan);
        next = project.plans[plan].superior;
    }
    above
}

/// The rows: first what authors have set side by side, then every other indicator that several plans have targets for.
pub fn levels(assessment: &Assessment<'_>) -> Vec<LevelRow> {
    let project = assessment.project;
    let mut rows = Vec::new();
    let mut covered: BTreeSet<Subject> = BTreeSet::new();
    for (reference, comparison) in project.comparisons.entries() {
        covered.extend(&comparison.of);
        rows.push(compared(project, reference, comparison));
    }
    let mut by_indicator: BTreeMap<Ref<Indicator>, BTreeMap<Ref<Plan>, Vec<Subject>>> = BTreeMap::new();
    for (reference, target) in project.targets.entries() {
        if !covered.contains(&Subject::Target(reference)) {
            let plans = by_indicator.entry(target.indicator).or_default();
            plans.entry(target.plan).or_default().push(Subject::Target(reference));
        }
    }
    for (indicator, by_plan) in by_indicator.into_iter().filter(|(_, plans)| plans.len() > 1) {
        let against = against(project, &by_plan, true);
        let topic = Topic::Indicator(indicator);
        rows.push(LevelRow { topic, likeness: Likeness::Comparable, by_plan, against, results: Vec::new() });
    }
    rows
}

fn compared(project: &Project, reference: Ref<Comparison>, comparison: &Comparison) -> LevelRow {
    let mut by_plan: BTreeMap<Ref<Plan>, Vec<Subject>> = BTreeMap::new();
    for subject in &comparison.of {
        by_plan.entry(project.plan_of(*subject)).or_default().push(*subject);
    }
    let against = match comparison.likeness {
        Likeness::Comparable => against(project, &by_plan, true),
        Likeness::Partly => against(project, &by_plan, false),
        Likeness::Alike | Likeness::Context => Vec::new(),
    };
    LevelRow {
        topic: Topic::Comparison(reference),
        likeness: comparison.likeness,
        by_plan,
        against,
        results: comparison.results.clone(),
    }
}

/// Every plan that follows another, against the nearest above it that has a target on the subject.
fn against(project: &Project, by_plan: &BTreeMap<Ref<Plan>, Vec<Subject>>, is_whole: bool) -> Vec<Against> {
    let targets = |plan: Ref<Plan>| -> Vec<Ref<Target>> {
        let subjects = by_plan.get(&plan).into_iter().flatten();
        subjects
            .filter_map(|subject| match subject {
                Subject::Target(target) if project.targets[*target].restates.is_none() => Some(*target),
                _ => None,
            })
            .collect()
    };
    let mut found = Vec::new();
    for (plan, record) in project.plans.entries().filter(|(_, plan)| plan.document.is_some()) {
        let upper = superiors(project, plan).into_iter().map(&targets).find(|targets| !targets.is_empty());
        let Some(upper) = upper else { continue };
        let lower = targets(plan);
        let says_nothing = !by_plan.contains_key(&plan);
        if says_nothing && is_whole && project.is_within(record.place, project.targets[upper[0]].place) {
            let missing = |upper: &Ref<Target>| Against {
                plan,
                lower: None,
                upper: *upper,
                strictness: Strictness::Missing,
                margin: None,
            };
            found.extend(upper.iter().take(1).map(missing));
        }
        for below in &lower {
            found.extend(nearest(project, *below, &upper).map(|above| judged(project, plan, *below, above)));
        }
    }
    found
}

/// The target above that is for the same year and the same measure, else for the same measure, else none.
fn nearest(project: &Project, below: Ref<Target>, above: &[Ref<Target>]) -> Option<Ref<Target>> {
    let own = &project.targets[below];
    let same = |other: &&Ref<Target>| project.targets[**other].indicator == own.indicator;
    let year = |target: &Target| target.period.years().map(|(_, to)| to);
    let of_year = |other: &&Ref<Target>| year(&project.targets[**other]) == year(own);
    let alike: Vec<&Ref<Target>> = above.iter().filter(same).collect();
    alike.iter().copied().find(of_year).or_else(|| alike.first().copied()).copied()
}

fn judged(project: &Project, plan: Ref<Plan>, lower: Ref<Target>, upper: Ref<Target>) -> Against {
    let (below, above) = (&project.targets[lower], &project.targets[upper]);
    let year = |target: &Target| target.period.years().map(|(_, to)| to);
    let strictness =
        if year(below) == year(above) { strictness(project, below, above) } else { Strictness::OtherYear };
    let unit = project.indicators[below.indicator].unit.of_difference();
    let numbers = bound_number(&below.condition).zip(bound_number(&above.condition)).zip(unit);
    let margin = numbers
        .filter(|((a, b), _)| a != b && matches!(strictness, Strictness::Stricter | Strictness::Looser))
        .map(|((a, b), unit)| Margin { value: a - b, unit, known: Known::Exactly, is_rounded: false });
    Against { plan, lower: Some(lower), upper, strictness, margin }
}

fn strictness(project: &Project, below: &Target, above: &Target) -> Strictness {
    let direction = project.indicators[below.indicator].direction;
    let asked = |condition: &Condition| Interval::asked(condition, direction);
    let each = below.each == above.each;
    let (Some(low), Some(high)) = (asked(&below.condition), asked(&above.condition)) else {
        let same = each && below.condition == above.condition;
        return if same { Strictness::Same } else { Strictness::Open };
    };
    let within = |inner, outer| Interval::decide(inner, outer) == Decision::Holds;
    match (within(low, high), within(high, low)) {
        _ if !each => Strictness::Open,
        (true, true) => Strictness::Same,
        (true, false) => Strictness::Stricter,
        (false, true) => Strictness::Looser,
        (false, false) => Strictness::Open,
    }
}
