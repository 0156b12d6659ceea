//! What a verdict is: its kind, its qualifiers, its margin, its reason and its evidence.
//!
//! In: nothing. Out: plain data without a language: [`Clause`]s become sentences in `site`.

use crate::model::choices;
use crate::model::{
    Date, Decimal, Document, Finding, Indicator, Observation, Period, Place, PlaceKind, Ref, Since, Subject,
    Unit,
};

choices! {
    /// What became of a target or milestone.
    VerdictKind {
        /// Reached.
        Met = "met", "已达到", "met";
        /// Reached after it was due.
        MetLate = "met-late", "逾期达到", "met late";
        /// Not reached.
        Missed = "missed", "未达到", "missed";
        /// Not yet due, and not yet reached.
        InProgress = "in-progress", "推进中", "in progress";
        /// Activity is reported whose end cannot be decided.
        Reported = "reported", "有进展报告", "progress reported";
        /// What is reported only looks alike.
        NotComparable = "not-comparable", "口径不同", "not comparable";
        /// Evidence is registered but cannot decide.
        NotAssessable = "not-assessable", "无法评价", "not assessable";
        /// Not yet due, and nothing is reported.
        NotDue = "not-due", "未到期", "not due";
        /// Due, and the documents that report on it are silent.
        NoReport = "no-report", "已登记材料中未见报告", "not reported in the registered documents";
        /// Due, and no registered document reports on the place and period.
        NoSource = "no-source", "未收录报告材料", "no report registered";
    }
}

choices! {
    /// What limits a verdict.
    Qualifier {
        /// The document states the result without figures that could be checked.
        AsReported = "as-reported", "据报道", "as reported";
        /// The level is reached; that it was held is not evidenced.
        LevelOnly = "level-only", "仅当期水平", "level only";
        /// Only the direction was promised.
        DirectionOnly = "direction-only", "仅方向", "direction only";
        /// The value is known as a bound.
        Bound = "bound", "以界限值判断", "judged on a bound";
        /// The document says 基本.
        Largely = "largely", "基本", "largely";
        /// It holds, but since when is unknown.
        TimeUnknown = "time-unknown", "达到时间不明", "time unknown";
        /// It was an aspiration: 力争.
        Aspirational = "aspirational", "力争目标", "aspirational";
    }
}

/// What a value has beyond the bound, in the direction of the number line: `value − bound`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Whether the margin itself is known or only a bound on it.
    pub known: Known,
    /// Whether it was rounded, because it is a ratio, or taken from a rough value (左右).
    pub is_rounded: bool,
}

/// How much is known of a margin, because of how much is known of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// The margin.
    Exactly,
    /// It is at least this: the value is known from below.
    AtLeast,
    /// It is at most this: the value is known from above.
    AtMost,
}

impl Margin {
    /// Whether it is only a bound on the margin.
    pub fn is_bound(&self) -> bool {
        self.known != Known::Exactly
    }
}

/// A record that decided a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// An observation.
    Observation(Ref<Observation>),
    /// A finding.
    Finding(Ref<Finding>),
}

/// A part of a verdict's reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// `value − bound = margin`.
    Difference {
        /// The observed value.
        value: Decimal,
        /// The bound.
        bound: Decimal,
        /// Their difference.
        margin: Margin,
    },
    /// `value < bound`, where a difference has no meaning: ranks.
    Order {
        /// The observed value.
        value: Decimal,
        /// The bound.
        bound: Decimal,
    },
    /// The grade that was reached against the grade that was asked for.
    Grades {
        /// The scale.
        indicator: Ref<Indicator>,
        /// The number of the observed grade, see [`Indicator::grade_of`].
        value: Decimal,
        /// The number of the grade that was asked for.
        bound: Decimal,
    },
    /// A value above the range that was asked for: `value − high = excess`.
    Excess {
        /// The observed value.
        value: Decimal,
        /// The upper end of the range.
        high: Decimal,
        /// Their difference.
        excess: Margin,
    },
    /// `2000 + 1500 = 3500`.
    Sum {
        /// The value of each year.
        parts: Vec<Decimal>,
        /// Their sum.
        total: Decimal,
    },
    /// `(now − before) ÷ before = change`, compared with a bound.
    RelativeChange {
        /// The later value.
        now: Decimal,
        /// The earlier value.
        before: Decimal,
        /// The bound, in the unit of the change.
        bound: Decimal,
        /// The change, rounded to as many places as tell it from the bound, two at least.
        change: Decimal,
        /// The unit of the change: % or 倍.
        unit: Unit,
    },
    /// `now − before = change`.
    Change {
        /// The later value.
        now: Decimal,
        /// The earlier value.
        before: Decimal,
        /// The change with its unit.
        change: Margin,
        /// The base year.
        since: i16,
    },
    /// A document states the change.
    StatedChange {
        /// The change with its unit.
        change: Margin,
        /// Since when.
        since: Since,
    },
    /// Each of several places has to reach it, and this one did not.
    EachFails {
        /// The place that did not.
        place: Ref<Place>,
    },
    /// Each of several places has to reach it; an average or a total proves nothing.
    EachUnproven {
        /// The kind of places.
        kind: PlaceKind,
    },
    /// The level has to be held; for these years there is no value.
    YearsWithoutValue {
        /// The years.
        years: Vec<i16>,
    },
    /// The sum needs every year; for these years there is no value.
    SumIncomplete {
        /// The years.
        years: Vec<i16>,
    },
    /// It was not held in this year.
    NotHeld {
        /// The year.
        year: i16,
    },
    /// The value for the due period failed; a later one holds.
    HeldLater {
        /// The later year.
        year: i16,
    },
    /// There is no value for the due period; a later one holds.
    TimeUnknown {
        /// The later year.
        year: i16,
    },
    /// The document that reports it is older than the due date.
    ReportedBeforeDue,
    /// The straight line from the baseline to the target.
    Pace {
        /// The year of the latest value.
        year: i16,
        /// Where the line stands in that year, rounded to two places.
        expected: Decimal,
        /// The latest value.
        actual: Decimal,
    },
    /// What is still missing until the bound.
    Gap {
        /// The latest value.
        value: Decimal,
        /// The year of the latest value.
        year: i16,
        /// The difference to the bound.
        margin: Margin,
    },
    /// A finding says so; its words and reason are shown.
    Says(Ref<Finding>),
    /// The bound that is known does not reach far enough to decide.
    BoundTooWeak,
    /// Two documents give values that lead to different verdicts.
    Conflict,
    /// Two documents give different values, and both lead to this verdict.
    ValuesDiffer,
    /// Two documents state opposite outcomes.
    StatementsConflict,
    /// The value of the benchmark is not registered.
    NoBenchmark(Ref<Place>),
    /// The value from which the change is counted is not registered.
    NoBaseline,
    /// Only a forecast is registered: what is expected decides nothing.
    OnlyForecast,
    /// 左右 without a tolerance: the difference is shown.
    NoTolerance {
        /// The observed value.
        value: Decimal,
        /// The number in the plan.
        about: Decimal,
    },
    /// It is not due yet.
    NotDue(Date),
    /// The documents that cover the place and year are silent.
    Silent(Vec<Ref<Document>>),
    /// No registered document covers the place and year.
    NoDocument,
}

/// The verdict on a target or milestone, for a period.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The target or milestone.
    pub subject: Subject,
    /// The period that is judged.
    pub period: Period,
    /// The day on which it is due.
    pub due: Option<Date>,
    /// What became of it.
    pub kind: VerdictKind,
    /// Whether the report is older than the due date.
    pub early: bool,
    /// What limits the verdict, in the order of their kinds.
    pub qualifiers: Box<[Qualifier]>,
    /// What the value has beyond the bound.
    pub margin: Option<Margin>,
    /// The reason.
    pub reason: Box<[Clause]>,
    /// The records that decided it.
    pub evidence: Box<[Evidence]>,
    /// Whether it is on a record that restates or contradicts an earlier one and is therefore not counted.
    pub is_repeat: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_and_its_reason_stay_small() {
        assert!(size_of::<Clause>() <= 80);
        assert!(size_of::<Verdict>() <= 144);
    }
}
