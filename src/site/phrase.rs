//! Values, periods, conditions and reasons as words in one language.
//!
//! In: parts of the model and of verdicts. Out: finished strings for pages, charts and data files. It must not
//! decide anything, and must not escape anything: templates do that.

mod amount;

use std::cmp::Ordering;

use crate::assess::{Clause, Known, Margin, Qualifier, Verdict};
use crate::bilingual::{Bilingual, Lang, both};
use crate::model::{
    Condition, Date, Decimal, Dimension, Indicator, Measure, Observation, Period, Project, Since, Text, Unit,
    Value,
};

/// Makes phrases in one language.
#[derive(Clone, Copy)]
pub(crate) struct Phrase<'p> {
    pub(crate) lang: Lang,
    pub(crate) project: &'p Project,
}

impl<'p> Phrase<'p> {
    /// A text as printed: in another language than the document's with a translation in brackets, where there is one.
    pub(crate) fn original(self, text: &Text) -> String {
        let (original, words) = (text.original(self.project.site.lang()), text.get(self.lang));
        if original == words { original.to_owned() } else { format!("{original} [{words}]") }
    }

    /// Words of a document between quotation marks; a translation follows in brackets.
    pub(crate) fn quoted(self, text: &Text) -> String {
        let (original, words) = (text.original(self.project.site.lang()), text.get(self.lang));
        let quoted = format!("“{}”", requote(original));
        if original == words { quoted } else { format!("{quoted} [{words}]") }
    }

    /// A value with its unit: `74.48%`, `99%以上`, `超过2000人`.
    pub(crate) fn value(self, value: Value, unit: &Unit, indicator: &Indicator) -> String {
        let number = |n| match indicator.grade_of(n) {
            Some(grade) => self.project.translations.find(self.lang, grade).to_owned(),
            None => self.amount(self.rounded(n, indicator), unit),
        };
        match (self.lang, value) {
            (_, Value::Exact(n)) => number(n),
            (Lang::Zh, Value::AtLeast(n)) => format!("{}以上", number(n)),
            (Lang::Zh, Value::MoreThan(n)) => format!("超过{}", number(n)),
            (Lang::Zh, Value::AtMost(n)) => format!("{}以下", number(n)),
            (Lang::Zh, Value::LessThan(n)) => format!("低于{}", number(n)),
            (Lang::Zh, Value::About(n)) => format!("{}左右", number(n)),
            (Lang::En, Value::AtLeast(n)) => format!("{} or more", number(n)),
            (Lang::En, Value::MoreThan(n)) => format!("more than {}", number(n)),
            (Lang::En, Value::AtMost(n)) => format!("{} or less", number(n)),
            (Lang::En, Value::LessThan(n)) => format!("less than {}", number(n)),
            (Lang::En, Value::About(n)) => format!("about {}", number(n)),
            (Lang::Zh, Value::Between(a, b)) => format!("{}—{}", self.of_indicator(a, indicator), number(b)),
            (Lang::En, Value::Between(a, b)) => format!("{} to {}", number(a), number(b)),
        }
    }

    /// The value of an observation; a change carries its sign.
    pub(crate) fn observed(self, observation: &Observation) -> String {
        let indicator = &self.project.indicators[observation.indicator];
        let text = self.value(observation.value, &observation.unit, indicator);
        match (&observation.measure, observation.value.exact()) {
            (Measure::Change(_), Some(n)) if !n.is_negative() => format!("+{text}"),
            _ => text,
        }
    }

    /// A margin with sign and unit; a bound says so.
    pub(crate) fn margin(self, margin: &Margin) -> String {
        let rounded = if margin.is_rounded { "≈ " } else { "" };
        let amount = [rounded, &self.signed(margin.value), &self.unit(&margin.unit)].concat();
        match (margin.known, self.lang) {
            (Known::Exactly, _) => amount,
            (Known::AtLeast, Lang::Zh) => format!("{amount}（至少）"),
            (Known::AtLeast, Lang::En) => format!("{amount} (at least)"),
            (Known::AtMost, Lang::Zh) => format!("{amount}（至多）"),
            (Known::AtMost, Lang::En) => format!("{amount} (at most)"),
        }
    }

    /// A year: `2025年`.
    pub(crate) fn year(self, year: i16) -> String {
        match self.lang {
            Lang::Zh => year.to_string() + "年",
            Lang::En => year.to_string(),
        }
    }

    /// Years as a list: `2023年、2024年`.
    pub(crate) fn years(self, years: &[i16]) -> String {
        let words: Vec<String> = years.iter().map(|year| self.year(*year)).collect();
        self.list(&words)
    }

    /// A list of words.
    pub(crate) fn list(self, words: &[String]) -> String {
        words.join(match self.lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        })
    }

    /// The mark between the ends of a range.
    pub(crate) fn dash(self) -> char {
        match self.lang {
            Lang::Zh => '—',
            Lang::En => '–',
        }
    }

    /// A day: `2025年12月31日`.
    pub(crate) fn date(self, date: Date) -> String {
        match self.lang {
            Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
            Lang::En => format!("{} {} {}", date.day(), month(date.month()), date.year()),
        }
    }

    /// A period.
    pub(crate) fn period(self, period: &Period) -> String {
        let zh = self.lang == Lang::Zh;
        match period {
            Period::Year(year) => self.year(*year),
            Period::Years(from, to) if zh => format!("{from}—{to}年"),
            Period::Years(from, to) => format!("{from}–{to}"),
            Period::Month(year, m) if zh => format!("{year}年{m}月"),
            Period::Month(year, m) => format!("{} {year}", month(*m)),
            Period::Months((y, m), (to_y, to_m)) if zh && y == to_y => format!("{y}年{m}—{to_m}月"),
            Period::Months((y, m), (to_y, to_m)) if zh => format!("{y}年{m}月—{to_y}年{to_m}月"),
            Period::Months((y, m), (to_y, to_m)) if y == to_y => {
                format!("{}–{} {y}", month(*m), month(*to_m))
            }
            Period::Months((y, m), (to_y, to_m)) => format!("{} {y} – {} {to_y}", month(*m), month(*to_m)),
            Period::Date(date) => self.date(*date),
            Period::Recurring(recurrence) => recurrence.words().get(self.lang).to_owned(),
            Period::Window(label) | Period::Moment(label) => {
                self.project.translations.find(self.lang, label).to_owned()
            }
            Period::Unstated => both("未注明时间", "time not stated").get(self.lang).to_owned(),
        }
    }

    /// Since when a change counts: `比2022年`.
    pub(crate) fn since(self, since: &Since) -> String {
        match (since, self.lang) {
            (Since::Period(period), Lang::Zh) => format!("比{}", self.period(period)),
            (Since::Period(period), Lang::En) => format!("since {}", self.period(period)),
            (Since::PreviousYear, Lang::Zh) => "同比".to_owned(),
            (Since::PreviousYear, Lang::En) => "since the year before".to_owned(),
            (Since::Unstated, Lang::Zh) => "起点未注明".to_owned(),
            (Since::Unstated, Lang::En) => "base not stated".to_owned(),
        }
    }

    /// A change as a verb: `上升23.96个百分点`, `增加9所`.
    pub(crate) fn change(self, change: Decimal, unit: &Unit) -> String {
        let unit_words = self.unit(unit);
        let counted = unit.dimension() == Dimension::Amount;
        let verb = match (self.lang, change.is_zero(), change.is_negative(), counted) {
            (Lang::Zh, true, ..) => return "没有变化".to_owned(),
            (Lang::En, true, ..) => return "no change".to_owned(),
            (Lang::Zh, _, true, true) => "减少",
            (Lang::Zh, _, false, true) => "增加",
            (Lang::Zh, _, true, false) => "下降",
            (Lang::Zh, _, false, false) => "上升",
            (Lang::En, _, true, _) => return format!("down {}", self.amount(change.abs(), unit)),
            (Lang::En, _, false, _) => return format!("up {}", self.amount(change.abs(), unit)),
        };
        [verb, &self.number(change.abs()), unit_words.trim_start()].concat()
    }

    /// What a verdict's qualifiers add in brackets; empty where there are none.
    pub(crate) fn qualifiers(self, verdict: &Verdict) -> String {
        let words: Vec<String> = verdict
            .qualifiers
            .iter()
            .filter(|qualifier| **qualifier != Qualifier::Aspirational)
            .map(|qualifier| qualifier.words().get(self.lang).to_owned())
            .collect();
        self.list(&words)
    }

    /// The reason of a verdict in one line, for data files.
    pub(crate) fn reason(self, verdict: &Verdict) -> String {
        let (sums, why) = self.clauses(verdict);
        let all: Vec<String> = sums.into_iter().chain(why).collect();
        all.join(match self.lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        })
    }

    /// The reason of a verdict: calculations, and sentences without a full stop.
    pub(crate) fn clauses(self, verdict: &Verdict) -> (Vec<String>, Vec<String>) {
        let (mut sums, mut why) = (Vec::new(), Vec::new());
        for clause in &verdict.reason {
            match self.sum(clause) {
                Some(sum) => sums.push(sum),
                None => why.push(self.sentence(clause)),
            }
        }
        (sums, why)
    }

    fn sum(self, clause: &Clause) -> Option<String> {
        let n = |number| self.number(number);
        let minus = |a: Decimal, b: Decimal, result: String| {
            // A number below zero that is taken off stands in brackets.
            let b = if b.is_negative() { format!("({})", n(b)) } else { n(b) };
            [&*n(a), " − ", &b, " = ", &result].concat()
        };
        Some(match clause {
            Clause::Difference { value, bound, margin } => minus(*value, *bound, self.margin(margin)),
            Clause::Order { value, bound } => {
                let sign = order(value.cmp(bound));
                format!("{} {sign} {}", n(*value), n(*bound))
            }
            Clause::Grades { indicator, value, bound } => {
                let indicator = &self.project.indicators[*indicator];
                let sign = order(value.cmp(bound));
                let words = |grade| self.project.translations.find(self.lang, grade);
                let grade = |number| indicator.grade_of(number).map(words).unwrap_or_default();
                format!("{} {sign} {}", grade(*value), grade(*bound))
            }
            Clause::Sum { parts, total } => {
                let parts: Vec<String> = parts.iter().map(|part| n(*part)).collect();
                format!("{} = {}", parts.join(" + "), n(*total))
            }
            Clause::RelativeChange { now, before, bound, change, unit } => {
                let target = both("，目标为", ", target").get(self.lang);
                let unit = self.unit(unit);
                let (now, before, change) = (n(*now), n(*before), self.signed(*change));
                format!("({now} − {before}) ÷ {before} ≈ {change}{unit}{target} {}{unit}", n(*bound))
            }
            Clause::Change { now, before, change, .. } => minus(*now, *before, self.margin(change)),
            Clause::Gap { value, margin, .. } => minus(*value, *value - margin.value, self.margin(margin)),
            _ => return None,
        })
    }

    fn sentence(self, clause: &Clause) -> String {
        match (fixed(clause), self.lang) {
            (Some(words), lang) => words.get(lang).to_owned(),
            (None, Lang::Zh) => self.sentence_zh(clause),
            (None, Lang::En) => self.sentence_en(clause),
        }
    }

    fn sentence_zh(self, clause: &Clause) -> String {
        let n = |number| self.number(number);
        match clause {
            Clause::StatedChange { change, since } => {
                format!("文件写明{}变化 {}", self.since(since), self.margin(change))
            }
            Clause::EachFails { place } => format!("{}没有达到，即不符合“每个”的要求", self.place(*place)),
            Clause::EachUnproven { kind } => {
                format!("要求每个{}都达到，已登记的数据不能逐一证明", kind.words().zh)
            }
            Clause::YearsWithoutValue { years } => {
                format!("要求保持，须看历年数据；{}没有数据", self.years(years))
            }
            Clause::SumIncomplete { years } => {
                format!("累计须有各年数据，{}没有数据", self.years(years))
            }
            Clause::Excess { value, high, excess } => {
                format!("超过范围上限：{} − {} = {}", n(*value), n(*high), self.margin(excess))
            }
            Clause::NotHeld { year } => format!("{}没有保持", self.year(*year)),
            Clause::HeldLater { year } => format!("到期年份未达到，{}的数据达到", self.year(*year)),
            Clause::TimeUnknown { year } => {
                format!("到期年份没有数据，{}的数据达到，何时达到不明", self.year(*year))
            }
            Clause::Pace { year, expected, actual } => format!(
                "基期到目标的直线在{}为 {}，实际为 {}（直线只作参照）",
                self.year(*year),
                n(*expected),
                n(*actual)
            ),
            Clause::Says(finding) => self.says(*finding),
            Clause::NoBenchmark(place) => format!("没有{}的同期数据可比", self.place(*place)),
            Clause::NoTolerance { value, about } => format!(
                "“左右”没有规定容许差，不作判断；{} − {} = {}",
                n(*value),
                n(*about),
                self.signed(*value - *about)
            ),
            Clause::NotDue(date) => format!("{}到期", self.date(*date)),
            Clause::Silent(documents) => match documents.len() {
                1 => "已登记的 1 份有关材料没有提及".to_owned(),
                n => format!("已登记的 {n} 份有关材料均没有提及"),
            },
            // Calculations and fixed sentences are made elsewhere.
            _ => String::new(),
        }
    }

    fn sentence_en(self, clause: &Clause) -> String {
        let n = |number| self.number(number);
        match clause {
            Clause::StatedChange { change, since } => {
                format!("the document states a change of {} {}", self.margin(change), self.since(since))
            }
            Clause::EachFails { place } => {
                format!("{} did not reach it, and each one has to", self.place(*place))
            }
            Clause::EachUnproven { kind } => {
                format!(
                    "each {} has to reach it, and the registered figures do not prove that",
                    kind.words().en
                )
            }
            Clause::YearsWithoutValue { years } => {
                format!("it has to be held year by year, and there is no figure for {}", self.years(years))
            }
            Clause::SumIncomplete { years } => {
                format!("the sum needs every year, and there is no figure for {}", self.years(years))
            }
            Clause::Excess { value, high, excess } => {
                format!("above the range: {} − {} = {}", n(*value), n(*high), self.margin(excess))
            }
            Clause::NotHeld { year } => format!("it was not held in {year}"),
            Clause::HeldLater { year } => format!("not reached in the year it was due; reached in {year}"),
            Clause::TimeUnknown { year } => {
                format!(
                    "no figure for the year it was due; the figure for {year} reaches it, since when is unknown"
                )
            }
            Clause::Pace { year, expected, actual } => format!(
                "the straight line from the baseline to the target stands at {} in {year}, the figure at {} (for orientation only)",
                n(*expected),
                n(*actual)
            ),
            Clause::Says(finding) => self.says(*finding),
            Clause::NoBenchmark(place) => format!("no figure for {} to compare with", self.place(*place)),
            Clause::NoTolerance { value, about } => format!(
                "“about” has no stated tolerance and is not judged; {} − {} = {}",
                n(*value),
                n(*about),
                self.signed(*value - *about)
            ),
            Clause::NotDue(date) => format!("due on {}", self.date(*date)),
            Clause::Silent(documents) => match documents.len() {
                1 => "the 1 registered document that reports on this place and time does not mention it"
                    .to_owned(),
                n => format!(
                    "none of the {n} registered documents that report on this place and time mentions it"
                ),
            },
            // Calculations and fixed sentences are made elsewhere.
            _ => String::new(),
        }
    }

    fn says(self, finding: crate::model::Ref<crate::model::Finding>) -> String {
        let finding = &self.project.findings[finding];
        let words = self.quoted(&finding.says);
        let quoted = match self.lang {
            Lang::Zh => format!("文件称：{words}"),
            Lang::En => format!("the document says: {words}"),
        };
        match &finding.because {
            Some(because) => {
                let because = because.get(self.lang).trim_end_matches(['。', '.']);
                let stop = both("。", ". ").get(self.lang);
                format!("{quoted}{stop}{because}")
            }
            None => quoted,
        }
    }

    fn place(self, place: crate::model::Ref<crate::model::Place>) -> &'p str {
        self.project.places[place].name.get(self.lang)
    }

    /// A condition as a label of a chart: `≥60%`.
    pub(crate) fn label(self, condition: &Condition, indicator: &Indicator) -> Option<String> {
        let number = |n: Decimal| self.amount(n, &indicator.unit);
        Some(match condition {
            Condition::AtLeast(n) => format!("≥{}", number(*n)),
            Condition::AtMost(n) => format!("≤{}", number(*n)),
            Condition::MoreThan(n) => format!(">{}", number(*n)),
            Condition::LessThan(n) => format!("<{}", number(*n)),
            Condition::Reach(n) => number(*n),
            Condition::About(n, _) => format!("≈{}", number(*n)),
            Condition::Between(a, b) => format!("{}{}{}", self.number(*a), self.dash(), number(*b)),
            _ => return None,
        })
    }
}

/// The sign between two numbers or grades.
fn order(order: Ordering) -> char {
    match order {
        Ordering::Less => '<',
        Ordering::Equal => '=',
        Ordering::Greater => '>',
    }
}

/// Sentences that name nothing of their own.
fn fixed(clause: &Clause) -> Option<Bilingual> {
    Some(match clause {
        Clause::ReportedBeforeDue => both("报告时点早于期限", "reported before it was due"),
        Clause::BoundTooWeak => both(
            "文件只给出约数、上限或下限，不足以判断",
            "the document gives a bound or a rough figure that does not decide",
        ),
        Clause::Conflict => both(
            "文件给出的数值不一致，依其中之一达到，依另一个未达到",
            "the documents give different figures; one reaches the target, the other does not",
        ),
        Clause::ValuesDiffer => both(
            "文件给出的数值不一致，依任何一个结论相同",
            "the documents give different figures; each leads to the same verdict",
        ),
        Clause::StatementsConflict => {
            both("文件的说法相反，并列而不作取舍", "the documents state opposite outcomes; both stand")
        }
        Clause::OnlyForecast => both(
            "只有预计数，预计数不作评价依据",
            "only a forecast is registered, and a forecast decides nothing",
        ),
        Clause::NoBaseline => both("没有起算年份的数据", "no figure for the base year"),
        Clause::NoDocument => both(
            "没有登记报告该地区该时期的材料；未收录不等于未完成",
            "no registered document reports on this place and time; that does not mean it was not done",
        ),
        _ => return None,
    })
}

/// Double quotation marks within a quotation become single ones.
pub(crate) fn requote(text: &str) -> String {
    text.replace('“', "‘").replace('”', "’")
}

fn month(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|place| NAMES.get(place)).copied().unwrap_or_default()
}
