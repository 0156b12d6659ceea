//! What a chart shows, in the terms of the report: years, values, targets, counts and finished words.
//!
//! In: what the caller has computed and worded. Out: nothing but the types. No pixel, colour or font size may
//! stand here, and no text is made here: every string arrives finished, in the language of the page.

use std::sync::Arc;

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
    /// The words of the legend, which all figures of a language share.
    pub words: Arc<Words>,
}

/// The kinds of chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chart {
    /// Values over years, with targets.
    Trend(Trend),
    /// How many targets have which verdict.
    Verdicts(Verdicts),
    /// Counts or amounts of several things.
    Bars(Bars),
    /// One indicator at several places or in several plans.
    Dots(Dots),
    /// Deadlines in time.
    Timeline(Timeline),
    /// Values of different units, each before and after.
    Pairs(Pairs),
    /// Values of different units, each against its target.
    Bullets(Bullets),
    /// Values of one unit at two times.
    Slope(Slope),
}

/// Values of one indicator at one place over years, and what was planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trend {
    /// At most one per year; any order.
    pub points: Vec<Point>,
    /// Any number per year.
    pub targets: Vec<TargetMark>,
    /// Years for which a target was due and no result is reported; a year that has a point is passed over.
    pub silent: Vec<i32>,
    /// The first year of the axis; points, targets and silent years outside widen it.
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
    /// What is printed beside it (`74.48%`, `≥99%`). In sentences the sign of a bound that leads it
    /// (`≥`, `>`, `≤`, `<`) becomes words.
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
    /// Stated, and in place of a value that was stated before: a filled square.
    Revised,
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
    /// One of those that have a look: see `palette`.
    pub key: &'static str,
    /// The verdict's name.
    pub label: String,
    /// How many.
    pub count: u32,
}

/// Counts or amounts as bars: a row for each thing, all on one scale from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// In the order of the picture.
    pub rows: Vec<BarRow>,
    /// What the parts of a bar are (“已完成”, “进行中”), three at most. With one part or none there is no legend.
    pub parts: Vec<String>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarRow {
    /// What it is about (“昭通市”).
    pub label: String,
    /// Its parts, from zero on, one for each of `Bars.parts`. Without any the row has no bar and `text` says
    /// why.
    pub values: Vec<BarValue>,
    /// The finished whole (“9 项”, “2.35亿元”), or why there is none (“未见报告金额”).
    pub text: String,
    /// How the whole came about.
    pub kind: PointKind,
}

/// One part of a bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarValue {
    /// How long it is; not negative.
    pub value: Decimal,
    /// The finished value (“5 项”): read out where a bar has more than one part.
    pub text: String,
}

/// One indicator at several places or in several plans: a row for each, one value axis for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// In the order of the picture.
    pub rows: Vec<DotRow>,
    /// Stands at the end of the value axis unless it equals `tick_suffix`; may be empty.
    pub unit: String,
    /// Where the value axis begins. Of ranks the first stands at the right.
    pub axis: ValueAxis,
    /// No tick stands above this (100 for a share).
    pub ceiling: Option<Decimal>,
    /// Numbers on the axis are divided by this power of ten (4 writes 106000 as 10.6).
    pub tick_shift: i32,
    /// Follows each number on the axis (`%`, `万`); may be empty.
    pub tick_suffix: String,
    /// Says so in the legend, with an arrow that points to the better side.
    pub lower_is_better: bool,
}

/// What is known of one place or plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DotRow {
    /// The place or plan.
    pub label: String,
    /// Its values; any number.
    pub points: Vec<DotPoint>,
    /// What was planned; any number.
    pub targets: Vec<DotTarget>,
    /// Stands in a row that has neither values nor targets (“未设目标”, “文件未收录”).
    pub empty: Option<String>,
}

/// One value in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DotPoint {
    /// Where it is drawn.
    pub value: Decimal,
    /// What is printed beside it (`74.48%`, `2025年 ≥99%`). In sentences a leading `≥` or `≤` of a bound
    /// becomes words.
    pub label: String,
    /// How it came about.
    pub kind: PointKind,
}

/// One planned value in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DotTarget {
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

/// Deadlines in time: a row for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// In the order of the picture.
    pub rows: Vec<TimelineRow>,
    /// Days that all rows are read against (“规划印发”, “数据截至”).
    pub marks: Vec<TimelineMark>,
    /// The first year of the axis; rows and marks outside widen it.
    pub first_year: i32,
    /// The last year of the axis.
    pub last_year: i32,
}

/// One deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    /// When and what, finished (“2023年9月1日：福在幼儿园等3项”).
    pub label: String,
    /// The last day, counted from 1970-01-01.
    pub day: i32,
    /// The first day, where only a month, a year or another span is stated.
    pub from: Option<i32>,
    /// Where it stands in time.
    pub kind: TimelineKind,
}

/// Where a deadline stands in time; each kind has a marker of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimelineKind {
    /// Before the plan was issued: a filled diamond.
    BeforeIssue,
    /// Passed: a filled square.
    Due,
    /// To come: a hollow square.
    NotDue,
}

/// A day that all rows are read against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineMark {
    /// Counted from 1970-01-01.
    pub day: i32,
    /// What happened, finished (“2023年12月5日印发”).
    pub label: String,
}

/// Values of one unit at two times, joined by a line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slope {
    /// The finished earlier time (“2022年”).
    pub from: String,
    /// The finished later time.
    pub to: String,
    /// In the order in which they are read out.
    pub lines: Vec<SlopeLine>,
    /// Whether years without data lie between the two.
    pub has_gap: bool,
}

/// One thing at two times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlopeLine {
    /// What is measured (“本科上线率”).
    pub label: String,
    /// The earlier value.
    pub before: SlopeEnd,
    /// The later value.
    pub after: SlopeEnd,
    /// The finished change (“上升11.67个百分点”).
    pub change: Option<String>,
}

/// A value at one end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlopeEnd {
    /// Where it stands.
    pub value: Decimal,
    /// The finished value (“51.35%”).
    pub text: String,
    /// How it came about.
    pub kind: PointKind,
}

/// Values against their targets, from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bullets {
    /// In the order of the picture.
    pub rows: Vec<BulletRow>,
    /// The end of the scale that all rows share (100 for shares); none where each has a scale of its own.
    pub shared: Option<Decimal>,
}

/// One value and its target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletRow {
    /// What is measured (“普惠性幼儿园覆盖率”).
    pub label: String,
    /// How long the bar is; not negative.
    pub value: Decimal,
    /// The finished value with its time (“2025年 96.55%”).
    pub text: String,
    /// How it came about.
    pub kind: PointKind,
    /// What was planned.
    pub target: DotTarget,
}

/// Values of different units, each before and after: each row has a scale of its own, from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// In the order of the picture.
    pub rows: Vec<PairRow>,
}

/// One thing before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairRow {
    /// What is measured (“在校生人数”).
    pub label: String,
    /// The earlier value.
    pub before: PairEnd,
    /// The later value.
    pub after: PairEnd,
    /// The finished change (“增加2.1万人”).
    pub change: Option<String>,
}

/// A value at one end of a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairEnd {
    /// The finished time (“2022年”, “2021—2022学年”).
    pub when: String,
    /// How long the bar is; not negative.
    pub value: Decimal,
    /// The finished value (“12.4万人”).
    pub text: String,
    /// How it came about.
    pub kind: PointKind,
}

/// The words of the legend, finished, in the language of the page. Only those that a chart needs are used.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Words {
    /// A stated value (“公布值”).
    pub reported: String,
    /// A computed value (“推算值”).
    pub derived: String,
    /// A value in place of an earlier one (“修订后的数”).
    pub revised: String,
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
    /// The break mark on a level axis (“横轴未从零开始”).
    pub cropped_across: String,
    /// “数值越低越好”.
    pub lower_is_better: String,
    /// A year whose target was due (“已到期，未见报告结果”).
    pub silent: String,
    /// A deadline before the plan was issued (“印发前已到期”).
    pub before_issue: String,
    /// A deadline that has passed (“已到期”).
    pub due: String,
    /// A deadline to come (“未到期”).
    pub not_due: String,
    /// A deadline that is a span (“期限为一段时间”).
    pub stretch: String,
    /// “各行比例尺不同”.
    pub own_scale: String,
    /// The earlier bar of a pair (“较早时点”).
    pub before: String,
    /// The later bar of a pair (“较晚时点”).
    pub after: String,
    /// Between groups of three digits on the axis; empty for none.
    pub thousands: String,
}

impl Words {
    /// What the legend calls values that came about in each way, in the order of the legend.
    pub(super) fn kinds(&self) -> [(PointKind, &String); 6] {
        [
            (PointKind::Reported, &self.reported),
            (PointKind::Derived, &self.derived),
            (PointKind::Revised, &self.revised),
            (PointKind::Provisional, &self.provisional),
            (PointKind::AtLeast, &self.at_least),
            (PointKind::AtMost, &self.at_most),
        ]
    }
}
