//! The registers: places, bodies, documents, plans with their parts and tasks, indicators.
//!
//! In: nothing; `resolve` fills them. Out: plain data with public fields; each record knows where it was written.
//! It must not name TOML, charts, templates or files.

use super::date::Period;
use super::decimal::Decimal;
use super::record::Condition;
use super::table::Ref;
use super::text::Text;
use super::unit::Unit;
use super::words::{BodyKind, Direction, DocumentKind, Modality, PlaceKind, Stage};
use crate::diagnostic::Origin;

/// Where a record was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The document.
    pub document: Ref<Document>,
    /// The place in it, as people find it: 三年工作目标—2025年.
    pub at: Text,
    /// What few sources say: it takes no room in those that do not.
    pub rare: Option<Box<RareSource>>,
}

/// What few sources say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RareSource {
    /// The copies that carry it, by their place in [`Document::copies`]; empty where every copy does.
    pub copies: Box<[usize]>,
    /// Who says it, where the document names someone.
    pub said_by: Option<Text>,
}

impl Source {
    /// The copies that carry it, by their place in [`Document::copies`]; empty where every copy does.
    pub fn copies(&self) -> &[usize] {
        self.rare.as_ref().map_or(&[], |rare| &rare.copies)
    }

    /// Who says it, where the document names someone.
    pub fn said_by(&self) -> Option<&Text> {
        self.rare.as_ref()?.said_by.as_ref()
    }
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
    /// How the name is sorted by pinyin, where the dictionary is wrong.
    pub sort_key: Option<Box<str>>,
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
    /// How the name is sorted by pinyin, where the dictionary is wrong.
    pub sort_key: Option<Box<str>>,
    /// Where it has its seat or power.
    pub place: Option<Ref<Place>>,
    /// What kind of body it is.
    pub kind: BodyKind,
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

/// An annex of a document.
#[derive(Clone, Debug)]
pub struct Annex {
    /// The number.
    pub number: i64,
    /// The title as printed.
    pub title: Text,
    /// Whether it is not public: 不公开. That is no missing data.
    pub is_withheld: bool,
    /// A note for readers.
    pub note: Option<Text>,
}

/// A passage that stands in the same source and is not about the subject of the site: nothing is taken from it.
#[derive(Clone, Debug)]
pub struct Excluded {
    /// Where.
    pub at: Text,
    /// What it is about, in the site's own words.
    pub about: Text,
    /// The copies that carry it; empty where every copy does.
    pub copies: Vec<usize>,
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
    /// How the name is sorted by pinyin, where the dictionary is wrong.
    pub sort_key: Option<Box<str>>,
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
    /// Whether nothing but its title is known: it is named by other documents and is no source.
    pub is_title_only: bool,
    /// The places and years on which it reports results.
    pub covers: Vec<Coverage>,
    /// The copies.
    pub copies: Vec<Copy>,
    /// The defects.
    pub defects: Vec<Defect>,
    /// The annexes, by number.
    pub annexes: Vec<Annex>,
    /// The passages that are not about the subject of the site.
    pub excluded: Vec<Excluded>,
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
    /// How the name is sorted by pinyin, where the dictionary is wrong.
    pub sort_key: Option<Box<str>>,
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
    /// Other documents that the plan names as belonging to it.
    pub related: Vec<Ref<Document>>,
    /// What it is about, in the site's own words.
    pub summary: Option<Text>,
    /// A note for readers.
    pub note: Option<Text>,
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

/// The part of a plan to which a record belongs: an action or safeguard, and a task where the document has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Under {
    /// The action or safeguard; that of the task, where there is one.
    pub part: Option<Ref<Part>>,
    /// The task.
    pub task: Option<Ref<Task>>,
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
    /// What it is about, in the site's own words.
    pub summary: Option<Text>,
    /// Where it was taken from.
    pub source: Source,
    /// A note for readers.
    pub note: Option<Text>,
    /// Where it was written.
    pub origin: Origin,
}

/// A warning that is raised where a value meets a condition.
#[derive(Clone, Debug)]
pub struct Alert {
    /// What it is called: 黄牌.
    pub name: Text,
    /// The condition that raises it: one of ≥, ≤, > and <.
    pub condition: Condition,
    /// Who laid it down where; it is never made up.
    pub basis: Text,
}

/// What is measured.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// The id.
    pub id: Box<str>,
    /// The name as printed in the plan.
    pub name: Text,
    /// How the name is sorted by pinyin, where the dictionary is wrong.
    pub sort_key: Option<Box<str>>,
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
    /// A note for readers.
    pub note: Option<Text>,
    /// Other names that documents use for the same measure.
    pub aliases: Vec<Text>,
    /// The indicators whose values add up to this one's, where the author says so.
    pub parts: Vec<Ref<Indicator>>,
    /// Why the other names mean the same.
    pub basis: Option<Text>,
    /// The grades from worst to best, where it has grades.
    pub grades: Vec<Box<str>>,
    /// The warnings that values may raise (红牌、黄牌), as whoever set them laid them down.
    pub alerts: Vec<Alert>,
    /// Where it was written.
    pub origin: Origin,
}

impl Indicator {
    /// The number that stands for a grade: 1 for the worst. It orders grades and is never shown.
    pub fn grade_number(place: usize) -> Decimal {
        Decimal::from_integer(i64::try_from(place).unwrap_or(i64::MAX - 1) + 1)
    }

    /// The grade for which a number stands, where the indicator has grades.
    pub fn grade_of(&self, number: Decimal) -> Option<&str> {
        let stands = |place: &usize| Indicator::grade_number(*place) == number;
        (0..self.grades.len()).find(stands).map(|place| &*self.grades[place])
    }
}
