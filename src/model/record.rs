//! What plans promise and what documents say of it: targets, milestones, duties, observations, findings.
//!
//! In: nothing; `resolve` fills them. Out: plain data with public fields; each record knows where it was written.
//! It must not name TOML, charts, templates or files. A text that few of a nation's million records have stands in a box of its own,
//! so that it takes little room in the others.

use super::date::{Date, Period, Recurrence, Since};
use super::decimal::Decimal;
use super::register::{Body, Document, Indicator, Part, Place, Plan, Source, Task, Under};
use super::table::Ref;
use super::text::Text;
use super::unit::Unit;
use super::words::{
    Judge, Likeness, Modality, Outcome, PlaceKind, ProvisionKind, Relation, RevisionKind, Status,
};
use crate::diagnostic::Origin;

/// What a value has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// ≥.
    AtLeast(Decimal),
    /// ≤.
    AtMost(Decimal),
    /// >.
    MoreThan(Decimal),
    /// <.
    LessThan(Decimal),
    /// 达、达到 without 以上: judged by the indicator's direction.
    Reach(Decimal),
    /// 左右, with a tolerance where the plan states one.
    About(Decimal, Option<Decimal>),
    /// 2—3: met at or above the lower bound.
    Between(Decimal, Decimal),
    /// Measured against the value of another place.
    Benchmark {
        /// The other place.
        place: Ref<Place>,
        /// The bound on the lead over the other place's value: one of ≥, ≤, > and < with 0.
        lead: Box<Condition>,
    },
    /// A change since another time.
    Change {
        /// The bound on the change: never a benchmark or another change.
        bound: Box<Condition>,
        /// The unit of the change.
        unit: Unit,
        /// Since when.
        since: Since,
    },
    /// 提升、扩大.
    Rises(Since),
    /// 下降、减少.
    Falls(Since),
    /// 只增不减.
    NeverFalls(Since),
    /// At least this grade, by its place in [`Indicator::grades`].
    GradeAtLeast(usize),
}

/// A promise with a number or a direction.
#[derive(Clone, Debug)]
pub struct Target {
    /// The id.
    pub id: Box<str>,
    /// The plan.
    pub plan: Ref<Plan>,
    /// The place.
    pub place: Ref<Place>,
    /// The indicator.
    pub indicator: Ref<Indicator>,
    /// The name as printed, where it differs from the indicator's.
    pub name: Option<Box<Text>>,
    /// By when or for when.
    pub period: Period,
    /// What the value has to be.
    pub condition: Condition,
    /// The figure as printed: 94%以上.
    pub printed: Text,
    /// How binding the words are.
    pub modality: Modality,
    /// How it is judged over time.
    pub judge: Judge,
    /// The kind of places each of which has to reach it: 每个县.
    pub each: Option<PlaceKind>,
    /// The record that it repeats.
    pub restates: Option<Subject>,
    /// The records that it contradicts.
    pub contradicts: Box<[Subject]>,
    /// The part of the plan to which it belongs.
    pub under: Under,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Box<Text>>,
    /// Where it was written.
    pub origin: Origin,
}

/// A promise that is a state, not a number.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// The id.
    pub id: Box<str>,
    /// The plan.
    pub plan: Ref<Plan>,
    /// The place.
    pub place: Ref<Place>,
    /// The name as printed.
    pub name: Text,
    /// The state as printed: 通过省级评估.
    pub state: Text,
    /// By when.
    pub period: Period,
    /// How binding the words are.
    pub modality: Modality,
    /// The record that it repeats.
    pub restates: Option<Subject>,
    /// The records that it contradicts.
    pub contradicts: Box<[Subject]>,
    /// The part of the plan to which it belongs.
    pub under: Under,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// A threshold or ceiling that a plan lays down: listed, never judged.
#[derive(Clone, Debug)]
pub struct Provision {
    /// The id.
    pub id: Box<str>,
    /// The plan.
    pub plan: Ref<Plan>,
    /// The kind.
    pub kind: ProvisionKind,
    /// The name.
    pub name: Text,
    /// The bound.
    pub condition: Condition,
    /// The unit of the bound.
    pub unit: Unit,
    /// The figure as printed.
    pub printed: Text,
    /// How binding the words are.
    pub modality: Modality,
    /// For when.
    pub period: Option<Period>,
    /// The part of the plan to which it belongs.
    pub under: Under,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// A duty without an end, often a recurring one.
#[derive(Clone, Debug)]
pub struct Duty {
    /// The id.
    pub id: Box<str>,
    /// The plan.
    pub plan: Ref<Plan>,
    /// What is to be done.
    pub name: Text,
    /// How often; none for a standing duty.
    pub frequency: Option<Recurrence>,
    /// How many times at least in each recurrence.
    pub minimum: Option<Decimal>,
    /// How many times at most in each recurrence.
    pub maximum: Option<Decimal>,
    /// What is counted: 次, 篇.
    pub unit: Option<Unit>,
    /// Who has to do it.
    pub bodies: Vec<Ref<Body>>,
    /// Toward whom.
    pub toward: Option<Text>,
    /// The kind of places in each of which it has to be done: 各县.
    pub each: Option<PlaceKind>,
    /// The observation that says how many such places there are; the documents need not name all of them.
    pub number: Option<Ref<Observation>>,
    /// The part of the plan to which it belongs.
    pub under: Under,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// One time that a duty was done.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The id.
    pub id: Box<str>,
    /// The duty.
    pub duty: Ref<Duty>,
    /// In which recurrence.
    pub period: Period,
    /// By whom.
    pub body: Option<Ref<Body>>,
    /// Where.
    pub place: Option<Ref<Place>>,
    /// On which day.
    pub date: Option<Date>,
    /// What it was: the title of a report, the name of a meeting.
    pub title: Option<Text>,
    /// Toward whom, or what was looked at.
    pub toward: Option<Text>,
    /// What came of it.
    pub result: Option<Text>,
    /// The records of the plan that it was about.
    pub about: Vec<Subject>,
    /// Where it was taken from.
    pub source: Source,
    /// Where it was written.
    pub origin: Origin,
}

/// What an observation gives: a value, or as much as is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// The value.
    Exact(Decimal),
    /// The value or more.
    AtLeast(Decimal),
    /// More than the value.
    MoreThan(Decimal),
    /// The value or less.
    AtMost(Decimal),
    /// Less than the value.
    LessThan(Decimal),
    /// About the value.
    About(Decimal),
    /// From the first to the second value.
    Between(Decimal, Decimal),
}

impl Value {
    /// The number that is printed: the lower one of two.
    pub fn number(self) -> Decimal {
        match self {
            Value::Exact(n)
            | Value::AtLeast(n)
            | Value::MoreThan(n)
            | Value::AtMost(n)
            | Value::LessThan(n)
            | Value::About(n)
            | Value::Between(n, _) => n,
        }
    }

    /// The number, where it is known exactly.
    pub fn exact(self) -> Option<Decimal> {
        match self {
            Value::Exact(n) => Some(n),
            _ => None,
        }
    }
}

/// Whether an observation is a level or a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A level at a time.
    Level,
    /// A change since another time.
    Change(Box<Since>),
}

/// How a value was derived, where no document states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// By a formula over other observations.
    Formula(Formula),
    /// By counting what a document lists.
    Counted(Vec<Text>),
}

/// A sum or difference of observations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The observations, each with whether it is subtracted.
    pub terms: Vec<(bool, Ref<Observation>)>,
}

/// A value that a document reports, or that follows from such values.
#[derive(Clone, Debug)]
pub struct Observation {
    /// The id.
    pub id: Box<str>,
    /// The place.
    pub place: Ref<Place>,
    /// The indicator.
    pub indicator: Ref<Indicator>,
    /// The name as printed, where it differs from the indicator's.
    pub name: Option<Box<Text>>,
    /// For when.
    pub period: Period,
    /// Level or change.
    pub measure: Measure,
    /// The value.
    pub value: Value,
    /// The unit of the value.
    pub unit: Unit,
    /// How it was derived, where it was.
    pub derivation: Option<Box<Derivation>>,
    /// The status.
    pub status: Status,
    /// The value as printed, where plain digits do not say it.
    pub printed: Option<Box<Text>>,
    /// The observation that it replaces.
    pub supersedes: Option<Ref<Observation>>,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Box<Text>>,
    /// Where it was written.
    pub origin: Origin,
}

/// A record of a plan that statements are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A target.
    Target(Ref<Target>),
    /// A milestone.
    Milestone(Ref<Milestone>),
    /// A task.
    Task(Ref<Task>),
    /// A duty.
    Duty(Ref<Duty>),
    /// A provision.
    Provision(Ref<Provision>),
    /// An action or a safeguard.
    Part(Ref<Part>),
    /// A plan.
    Plan(Ref<Plan>),
}

/// What a document says, without a number, about a record of a plan.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The id.
    pub id: Box<str>,
    /// What it is about.
    pub about: Vec<Subject>,
    /// What it says about it.
    pub relation: Relation,
    /// The result that it states.
    pub outcome: Option<Outcome>,
    /// Whether the document says 基本: largely.
    pub largely: bool,
    /// What the document says, as printed.
    pub says: Text,
    /// Observations that belong to it.
    pub observations: Vec<Ref<Observation>>,
    /// Why it relates so, in the site's own words.
    pub because: Option<Text>,
    /// The place.
    pub place: Ref<Place>,
    /// For when.
    pub period: Period,
    /// Where it was taken from.
    pub source: Source,
    /// Where it was written.
    pub origin: Origin,
}

/// Statements of several plans on one subject, set side by side, and how far they can be compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The id.
    pub id: Box<str>,
    /// The subject, in the site's own words.
    pub name: Text,
    /// The statements.
    pub of: Vec<Subject>,
    /// How far they can be compared.
    pub likeness: Likeness,
    /// Why, in the site's own words.
    pub because: Option<Text>,
    /// Results that belong to the subject.
    pub results: Vec<Ref<Observation>>,
    /// Where it was written.
    pub origin: Origin,
}

/// What a revision changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revised {
    /// A value.
    Observation(Ref<Observation>),
    /// A target.
    Target(Ref<Target>),
    /// A milestone.
    Milestone(Ref<Milestone>),
    /// A provision.
    Provision(Ref<Provision>),
    /// A record that is not there any more, by its id.
    Withdrawn(Box<str>),
}

/// A published value that changed, or a published record that was withdrawn. The record itself has what holds now.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The id.
    pub id: Box<str>,
    /// What was revised.
    pub of: Revised,
    /// Why it changed: whose doing it was.
    pub kind: RevisionKind,
    /// The value before, where it is a number.
    pub old: Option<Decimal>,
    /// The value after, where it is a number.
    pub new: Option<Decimal>,
    /// Since when the new value is known.
    pub date: Date,
    /// Why, in the site's own words.
    pub reason: Text,
    /// The document that says so.
    pub document: Option<Ref<Document>>,
    /// The place in it.
    pub at: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}
