//! What a chart shows, in the terms of the report: years, values, targets, counts and finished words.
//!
//! In: what the caller has computed and worded. Out: nothing but the types. No pixel, colour or font size may
//! stand here, and no text is made here: every string arrives finished, in the language of the page.

use crate::model::Decimal;

/// One picture with everything that must travel with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Unique on the page; the prefix of every element id (`ID-t`, `ID-d`).
    pub id: String,
    /// What is drawn.
    pub chart: Chart,
    /// The finding, as a headline.
    pub title: String,
    /// What is measured, where, when and in which unit.
    pub subtitle: String,
    /// Lines under the legend of a file (“未见报告不等于未完成”). A page prints them itself.
    pub notes: Vec<String>,
    /// The finished source line (“来源：……”).
    pub source: String,
    /// The finished line that names the edition.
    pub edition: String,
    /// The finished licence line.
    pub licence: String,
    /// The words of the legend.
    pub words: Words,
}

/// The kinds of chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Values over years, with targets.
    Trend(Trend),
    /// How many targets have which verdict.
    Verdicts(Verdicts),
}

/// Values of one indicator at one place over years, and what was planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// At most one per year; any order.
    pub points: Vec<Point>,
    /// Any number per year.
    pub targets: Vec<TargetMark>,
    /// The first year of the axis; points and targets outside widen it.
    pub first_year: i32,
    /// The last year of the axis.
    pub last_year: i32,
    /// Heads the value axis unless it equals `tick_suffix`; may be empty.
    pub unit: String,
    /// Where the value axis begins.
    pub axis: ValueAxis,
    /// No tick stands above this (100 for a share).
    pub ceiling: Option<Decimal>,
    /// Numbers on the axis are divided by this power of ten (4 writes 106000 as 10.6).
    pub tick_shift: i32,
    /// Follows each number on the axis (`%`, `万`); may be empty.
    pub tick_suffix: String,
    /// Says so in the legend.
    pub lower_is_better: bool,
    /// The finished change from the first point to the last (“上升23.96个百分点”), where there is one.
    pub change: Option<String>,
}

/// Where a value axis begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ValueAxis {
    /// At zero where the data fill it reasonably, else cropped, with a break mark and a legend entry.
    #[default]
    Fitted,
    /// At zero.
    FromZero,
    /// A rank: the axis is upside down, and years without data are never bridged.
    Rank,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The year it stands for.
    pub year: i32,
    /// Where it is drawn.
    pub value: Decimal,
    /// What is printed beside it (`74.48%`, `≥99%`). In sentences a leading `≥` or `≤` of a bound becomes words.
    pub label: String,
    /// How it came about.
    pub kind: PointKind,
}

/// How a value came about; each kind has a marker of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointKind {
    /// A document states it: a filled circle.
    Reported,
    /// Computed from stated values: a hollow circle.
    Derived,
    /// Stated as provisional: a hollow diamond.
    Provisional,
    /// A lower bound: a triangle that points up.
    AtLeast,
    /// An upper bound: a triangle that points down.
    AtMost,
}

/// One planned value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetMark {
    /// The year it is due.
    pub year: i32,
    /// The planned value, or the lower end of a span.
    pub value: Decimal,
    /// The upper end of a span.
    pub upper: Option<Decimal>,
    /// What is printed beside it (`目标 ≥60%`).
    pub label: String,
    /// The same inside a sentence (`60%以上`).
    pub phrase: String,
    /// Which side of it is wanted.
    pub direction: Direction,
    /// Strived for, not promised: drawn dashed.
    pub aspirational: bool,
}

/// Which side of a target is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The value or more.
    AtLeast,
    /// The value or less.
    AtMost,
    /// Near the value.
    About,
}

/// The verdicts of a plan, as one bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// In the order of the bar. A part that counts zero stands in the legend only.
    pub parts: Vec<VerdictPart>,
    /// The finished total (“共88项目标”).
    pub total_label: String,
}

/// One verdict and how often it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictPart {
    /// `met`, `met-late`, `missed`, `in-progress`, `reported`, `not-comparable`, `not-assessable`, `not-due`,
    /// `no-report` or `no-source`.
    pub key: &'static str,
    /// The verdict's name.
    pub label: String,
    /// How many.
    pub count: u32,
}

/// The words of the legend, finished, in the language of the page. Only those that a chart needs are used.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Words {
    /// A stated value (“公布值”).
    pub reported: String,
    /// A computed value (“推算值”).
    pub derived: String,
    /// A provisional value (“初步数”).
    pub provisional: String,
    /// A lower bound (“不低于此值”).
    pub at_least: String,
    /// An upper bound (“不高于此值”).
    pub at_most: String,
    /// The dashed connector (“其间年份无数据”).
    pub gap: String,
    /// A target (“目标”).
    pub target: String,
    /// A target that is strived for (“力争目标”).
    pub aspirational: String,
    /// The break mark (“纵轴未从零开始”).
    pub cropped: String,
    /// “数值越低越好”.
    pub lower_is_better: String,
    /// Between groups of three digits on the axis; empty for none.
    pub thousands: String,
}
