//! The records of a project once they are validated: what each means, in the field's terms.
//!
//! In: nothing; `resolve` fills them. Out: plain data with public fields; each record knows where it was written.
//! It must not name TOML, charts, templates or files.

use super::choice::choices;
use super::date::{Date, Period, Recurrence, Since};
use super::decimal::Decimal;
use super::table::{Record, Ref};
use super::text::Text;
use super::unit::Unit;
use crate::diagnostic::Origin;

choices! {
    /// What kind of place a figure is about.
    PlaceKind {
        /// A state.
        Country = "country", "国家", "country";
        /// A part of a state that serves as a benchmark alone.
        Region = "region", "区域", "region";
        /// 省.
        Province = "province", "省", "province";
        /// 州、市.
        Prefecture = "prefecture", "州、市", "prefecture";
        /// 县（市、区）.
        County = "county", "县（市、区）", "county";
        /// 乡镇（街道）.
        Town = "town", "乡镇（街道）", "town";
        /// A part of a town that is no unit of administration.
        Area = "area", "片区", "area";
        /// 学校.
        School = "school", "学校", "school";
        /// 园区.
        Park = "park", "园区", "park";
    }
}

choices! {
    /// Which values of an indicator are better.
    Direction {
        /// More is better.
        Higher = "higher", "越高越好", "higher is better";
        /// Less is better.
        Lower = "lower", "越低越好", "lower is better";
        /// Neither is better in itself.
        Neither = "none", "不分高低", "neither";
    }
}

choices! {
    /// The stage of education that an indicator is about.
    Stage {
        /// Kindergartens.
        Preschool = "preschool", "学前教育", "pre-school";
        /// Primary and junior secondary schools.
        Compulsory = "compulsory", "义务教育", "compulsory education";
        /// Junior secondary schools alone.
        Junior = "junior", "初中", "junior secondary";
        /// Senior secondary schools.
        Senior = "senior", "高中阶段", "senior secondary";
        /// Vocational schools.
        Vocational = "vocational", "职业教育", "vocational education";
        /// Universities and colleges.
        Higher = "higher", "高等教育", "higher education";
        /// Special education.
        Special = "special", "特殊教育", "special education";
        /// No stage in particular.
        All = "all", "综合", "all stages";
    }
}

choices! {
    /// What kind of document a source is.
    DocumentKind {
        /// A plan.
        Plan = "plan", "规划文件", "plan";
        /// A notice.
        Notice = "notice", "通知", "notice";
        /// A report of results.
        Report = "report", "成效报道", "report";
        /// An article.
        Article = "article", "文章", "article";
        /// A policy.
        Policy = "policy", "政策文件", "policy";
    }
}

choices! {
    /// How binding the words of a target are.
    Modality {
        /// 达到、完成: a promise.
        Firm = "firm", "应达到", "firm";
        /// 力争、努力: an aspiration.
        Aspire = "aspire", "力争", "aspiration";
        /// 鼓励: an encouragement.
        Encourage = "encourage", "鼓励", "encouraged";
        /// 探索: an exploration.
        Explore = "explore", "探索", "exploratory";
    }
}

choices! {
    /// How a target is judged over time.
    Judge {
        /// By the end of its period.
        ByEnd = "by-end", "期末达到", "by the end of the period";
        /// In each year of its period.
        EachYear = "each-year", "逐年达到", "in each year";
        /// By the sum over its period.
        Cumulative = "cumulative", "累计达到", "by the sum over the period";
        /// Reached and held: 稳定在、保持.
        Held = "held", "达到并保持", "reached and held";
    }
}

choices! {
    /// What a provision lays down.
    ProvisionKind {
        /// Who may or should take part.
        Eligibility = "eligibility", "适用条件", "eligibility";
        /// What may not be exceeded.
        Ceiling = "ceiling", "上限", "ceiling";
        /// What must not be undercut.
        Floor = "floor", "下限", "floor";
        /// How many persons of what kind.
        Staffing = "staffing", "配备标准", "staffing";
        /// Anything else.
        Other = "other", "其他规定", "other";
    }
}

choices! {
    /// What a statement without a number says about a record of the plan.
    Relation {
        /// It states the result.
        Outcome = "outcome", "报告结果", "states the outcome";
        /// It reports activity whose end cannot be decided.
        Activity = "activity", "报告进展", "reports activity";
        /// Evidence is registered that cannot decide.
        Insufficient = "insufficient", "证据不足以判断", "evidence cannot decide";
        /// A figure or an honour that only looks like what was promised.
        LookAlike = "look-alike", "口径不同", "only looks alike";
        /// Announced as future work.
        Intention = "intention", "下一步打算", "announced as future work";
    }
}

choices! {
    /// The result that a document states.
    Outcome {
        /// Reached.
        Met = "met", "已达到", "met";
        /// Not reached.
        Missed = "missed", "未达到", "missed";
    }
}

choices! {
    /// The status of an observation: letters of SDMX CL_OBS_STATUS.
    Status {
        /// Normal.
        Normal = "A", "正常", "normal value";
        /// Break in the series.
        Break = "B", "口径有中断", "break in series";
        /// Definition differs.
        Differs = "D", "定义不同", "definition differs";
        /// Estimated.
        Estimated = "E", "估计数", "estimated";
        /// Forecast.
        Forecast = "F", "预计数", "forecast";
        /// Provisional.
        Provisional = "P", "初步数", "provisional";
    }
}

/// Where a record was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The document.
    pub document: Ref<Document>,
    /// The place in it, as people find it: 三年工作目标—2025年.
    pub at: Text,
    /// The copies that carry it, by their place in [`Document::copies`]; empty where every copy does.
    pub copies: Vec<usize>,
    /// Who says it, where the document names someone.
    pub said_by: Option<Text>,
}

/// Geography: what a figure is about.
#[derive(Clone, Debug)]
pub struct Place {
    /// The id.
    pub id: Box<str>,
    /// The name.
    pub name: Text,
    /// The kind.
    pub kind: PlaceKind,
    /// The place of which it is a part.
    pub parent: Option<Ref<Place>>,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// Who answers: an office or a group of offices.
#[derive(Clone, Debug)]
pub struct Body {
    /// The id.
    pub id: Box<str>,
    /// The name; it may contain `、` and is never split.
    pub name: Text,
    /// Where it has its seat or power.
    pub place: Option<Ref<Place>>,
    /// Other names that the documents use.
    pub aliases: Vec<Text>,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// One of several copies of a document.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The id within the document.
    pub id: Box<str>,
    /// The medium.
    pub medium: Text,
    /// The title, where it differs from the document's.
    pub title: Option<Text>,
    /// When it was published.
    pub published: Option<Period>,
    /// SHA-256 of the text that was used, in hexadecimal digits.
    pub sha256: Option<Box<str>>,
    /// How it differs from the other copies.
    pub differs: Option<Text>,
    /// A note for readers.
    pub note: Option<Text>,
}

/// What is wrong in a document itself, and how it is read.
#[derive(Clone, Debug)]
pub struct Defect {
    /// Where.
    pub at: Text,
    /// What is printed.
    pub printed: Text,
    /// How it is read here.
    pub read_as: Text,
    /// The copies that carry it; empty where every copy does.
    pub copies: Vec<usize>,
    /// A note for readers.
    pub note: Option<Text>,
}

/// A place and the years on which a document reports.
#[derive(Clone, Copy, Debug)]
pub struct Coverage {
    /// The place; the places within it are covered too.
    pub place: Ref<Place>,
    /// The first year.
    pub from: i16,
    /// The last year.
    pub to: i16,
}

/// A source: its bibliographic facts and a fingerprint, not its text.
#[derive(Clone, Debug)]
pub struct Document {
    /// The id.
    pub id: Box<str>,
    /// The title.
    pub title: Text,
    /// The kind.
    pub kind: DocumentKind,
    /// The place that it is about.
    pub place: Ref<Place>,
    /// Who issued it.
    pub issuers: Vec<Text>,
    /// Who wrote it.
    pub authors: Vec<Text>,
    /// The newspaper or site.
    pub published_in: Option<Text>,
    /// The document number: 昭发〔2023〕1号.
    pub number: Option<Text>,
    /// The address.
    pub url: Option<Box<str>>,
    /// When it was issued, as precisely as is known.
    pub issued: Option<Period>,
    /// From what the date of issue was inferred, where the document does not state it.
    pub issued_basis: Option<Text>,
    /// Whether only an excerpt is at hand.
    pub excerpt: bool,
    /// The places and years on which it reports results.
    pub covers: Vec<Coverage>,
    /// The copies.
    pub copies: Vec<Copy>,
    /// The defects.
    pub defects: Vec<Defect>,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// A plan: what a government means to reach in some years.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The id.
    pub id: Box<str>,
    /// The title.
    pub title: Text,
    /// A short title for navigation.
    pub short: Text,
    /// The place.
    pub place: Ref<Place>,
    /// Who issued it.
    pub issuers: Vec<Text>,
    /// When it was issued.
    pub issued: Option<Period>,
    /// The first year.
    pub from: i16,
    /// The last year.
    pub to: i16,
    /// The plan that it follows.
    pub superior: Option<Ref<Plan>>,
    /// The document; none for a plan known by its name alone.
    pub document: Option<Ref<Document>>,
    /// What it is about, in the site's own words.
    pub summary: Option<Text>,
    /// The phases, by year.
    pub phases: Vec<Phase>,
    /// Where it was written.
    pub origin: Origin,
}

/// The theme of one year of a plan.
#[derive(Clone, Debug)]
pub struct Phase {
    /// The year.
    pub year: i16,
    /// The theme as printed.
    pub theme: Text,
    /// How binding the words are.
    pub modality: Modality,
    /// The place in the document.
    pub at: Option<Text>,
}

/// Whether a part of a plan says what to do or how to secure it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartKind {
    /// 行动.
    Action,
    /// 保障措施.
    Safeguard,
}

/// An action or a safeguard of a plan.
#[derive(Clone, Debug)]
pub struct Part {
    /// The id.
    pub id: Box<str>,
    /// Action or safeguard.
    pub kind: PartKind,
    /// The plan.
    pub plan: Ref<Plan>,
    /// The number within its kind.
    pub number: i64,
    /// The title as printed.
    pub title: Text,
    /// The place in the document.
    pub at: Text,
    /// What it is about, in the site's own words.
    pub summary: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// A task of a plan.
#[derive(Clone, Debug)]
pub struct Task {
    /// The id.
    pub id: Box<str>,
    /// The plan.
    pub plan: Ref<Plan>,
    /// The number within the plan.
    pub number: i64,
    /// The title as printed.
    pub title: Text,
    /// The action to which it belongs.
    pub action: Option<Ref<Part>>,
    /// The bodies that lead, only where the document names them so.
    pub lead: Vec<Ref<Body>>,
    /// The responsible bodies.
    pub responsible: Vec<Ref<Body>>,
    /// The deadline.
    pub deadline: Option<Period>,
    /// Where it was taken from.
    pub source: Source,
    /// Where it was written.
    pub origin: Origin,
}

/// What is measured.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// The id.
    pub id: Box<str>,
    /// The name as printed in the plan.
    pub name: Text,
    /// The unit of its values.
    pub unit: Unit,
    /// Which values are better.
    pub direction: Direction,
    /// Decimal places for display; none shows values as they were written.
    pub decimals: Option<u32>,
    /// The stage of education.
    pub stage: Option<Stage>,
    /// What is counted: 县, 学校.
    pub counts: Option<Text>,
    /// What it means.
    pub definition: Option<Text>,
    /// Other names that documents use for the same measure.
    pub aliases: Vec<Text>,
    /// Why the other names mean the same.
    pub basis: Option<Text>,
    /// The grades from worst to best, where it has grades.
    pub grades: Vec<Box<str>>,
    /// Where it was written.
    pub origin: Origin,
}

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
        /// At least (or else at most) the other place's value.
        at_least: bool,
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
    pub name: Option<Text>,
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
    pub contradicts: Vec<Subject>,
    /// The part of the plan to which it belongs.
    pub under: Option<Ref<Part>>,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Text>,
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
    pub contradicts: Vec<Subject>,
    /// The part of the plan to which it belongs.
    pub under: Option<Ref<Part>>,
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
    pub under: Option<Ref<Part>>,
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
    /// The part of the plan to which it belongs.
    pub under: Option<Ref<Part>>,
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
    Change(Since),
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
    pub name: Option<Text>,
    /// For when.
    pub period: Period,
    /// Level or change.
    pub measure: Measure,
    /// The value.
    pub value: Value,
    /// The unit of the value.
    pub unit: Unit,
    /// How it was derived, where it was.
    pub derivation: Option<Derivation>,
    /// The status.
    pub status: Status,
    /// The value as printed, where plain digits do not say it.
    pub printed: Option<Text>,
    /// The observation that it replaces.
    pub supersedes: Option<Ref<Observation>>,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Text>,
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

macro_rules! records {
    ($($name:ident),+) => { $(impl Record for $name { fn id(&self) -> &str { &self.id } })+ };
}
records!(
    Place,
    Body,
    Document,
    Plan,
    Part,
    Task,
    Indicator,
    Target,
    Milestone,
    Provision,
    Duty,
    Occurrence,
    Observation,
    Finding
);
