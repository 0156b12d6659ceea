//! Reads a chart out: the only file of the module that knows a language.
//!
//! In: a figure whose figures and names are finished strings, and the language of the page (Chinese where it
//! begins with `zh`, else English). Out: a sentence and an alternative text. Nothing is computed here.

use super::spec::{Chart, Figure, Point, PointKind, TargetMark, Trend, Verdicts};

/// A chart in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Reads the chart out: every value, the years without data, the targets.
    pub sentence: String,
    /// The alternative text: the kind of the chart and what it is about; never equal to the title.
    pub alt: String,
}

/// More points than this are summed up: first, last, highest and lowest.
const ALL_TOLD: usize = 5;

/// Puts a figure into words.
pub fn describe(figure: &Figure, lang: &str) -> Description {
    let chinese = is_chinese(lang);
    let kind = match (&figure.chart, chinese) {
        (Chart::Trend(_), true) => "折线图",
        (Chart::Trend(_), false) => "Line chart",
        (Chart::Verdicts(_), true) => "条形图",
        (Chart::Verdicts(_), false) => "Bar chart",
    };
    let about = if figure.subtitle.is_empty() { &figure.title } else { &figure.subtitle };
    let alt = if chinese { format!("{kind}：{about}") } else { format!("{kind}: {about}") };
    let sentence = match (&figure.chart, chinese) {
        (Chart::Trend(trend), true) => trend_zh(trend),
        (Chart::Trend(trend), false) => trend_en(trend),
        (Chart::Verdicts(verdicts), true) => verdicts_zh(verdicts),
        (Chart::Verdicts(verdicts), false) => verdicts_en(verdicts),
    };
    Description { sentence, alt }
}

/// A point in words: “2022年：50.52%（推算）”.
pub(super) fn point(point: &Point, lang: &str) -> String {
    if is_chinese(lang) {
        format!("{}年：{}", point.year, told_zh(point))
    } else {
        format!("{}: {}", point.year, told_en(point))
    }
}

/// A target in words: “2025年目标：60%以上”.
pub(super) fn target(goal: &TargetMark, lang: &str) -> String {
    match (is_chinese(lang), goal.aspirational) {
        (true, false) => format!("{}年目标：{}", goal.year, goal.phrase),
        (true, true) => format!("{}年力争目标：{}", goal.year, goal.phrase),
        (false, false) => format!("target for {}: {}", goal.year, goal.phrase),
        (false, true) => format!("aim for {}: {}", goal.year, goal.phrase),
    }
}

fn is_chinese(lang: &str) -> bool {
    lang == "zh" || lang.starts_with("zh-")
}

fn told_zh(point: &Point) -> String {
    match point.kind {
        PointKind::Derived => format!("{}（推算）", point.label),
        PointKind::Provisional => format!("{}（初步数）", point.label),
        PointKind::AtLeast => bound(&point.label, '≥', "", "以上"),
        PointKind::AtMost => bound(&point.label, '≤', "", "以下"),
        PointKind::Reported => point.label.clone(),
    }
}

fn told_en(point: &Point) -> String {
    match point.kind {
        PointKind::Derived => format!("{} (derived)", point.label),
        PointKind::Provisional => format!("{} (provisional)", point.label),
        PointKind::AtLeast => bound(&point.label, '≥', "at least ", ""),
        PointKind::AtMost => bound(&point.label, '≤', "at most ", ""),
        PointKind::Reported => point.label.clone(),
    }
}

/// A bound as words: the sign gives way to words before or after the figure.
fn bound(label: &str, sign: char, before: &str, after: &str) -> String {
    match label.strip_prefix(sign) {
        Some(figure) => format!("{before}{}{after}", figure.trim_start()),
        None => label.to_owned(),
    }
}

/// The points in order of their year.
fn by_year(trend: &Trend) -> Vec<&Point> {
    let mut points: Vec<&Point> = trend.points.iter().collect();
    points.sort_by_key(|point| point.year);
    points
}

/// The years between the first and the last point, and the years of targets, that have no point.
fn missing(trend: &Trend) -> Vec<i32> {
    let has = |year: &i32| trend.points.iter().any(|point| point.year == *year);
    let first = trend.points.iter().map(|point| point.year).min();
    let last = trend.points.iter().map(|point| point.year).max();
    let mut years: Vec<i32> = match (first, last) {
        (Some(first), Some(last)) => (first..=last).take(400).collect(),
        _ => Vec::new(),
    };
    years.extend(trend.targets.iter().map(|goal| goal.year));
    years.retain(|year| !has(year));
    years.sort_unstable();
    years.dedup();
    years
}

/// Years as runs of neighbours.
fn runs(years: &[i32]) -> Vec<(i32, i32)> {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *year => *last = *year,
            _ => runs.push((*year, *year)),
        }
    }
    runs
}

/// Years as a reader names them: three or more in a row become a span.
fn name_years(years: &[i32], suffix: &str, dash: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (first, last) in runs(years) {
        if last - first >= 2 {
            names.push(format!("{first}{dash}{last}{suffix}"));
        } else {
            names.extend((first..=last).map(|year| format!("{year}{suffix}")));
        }
    }
    names
}

/// The highest and the lowest point, where they are neither the first nor the last.
fn extremes<'a>(points: &[&'a Point]) -> (Option<&'a Point>, Option<&'a Point>) {
    let Some((first, rest)) = points.split_first() else { return (None, None) };
    let Some((last, inner)) = rest.split_last() else { return (None, None) };
    let high = inner.iter().rev().max_by_key(|point| point.value).copied();
    let low = inner.iter().min_by_key(|point| point.value).copied();
    let high = high.filter(|point| point.value > first.value && point.value > last.value);
    (high, low.filter(|point| point.value < first.value && point.value < last.value))
}

fn trend_zh(trend: &Trend) -> String {
    let points = by_year(trend);
    let mut clauses: Vec<String> = Vec::new();
    let say = |point: &Point| format!("{}年为{}", point.year, told_zh(point));
    match points.as_slice() {
        [first, .., last] if points.len() > ALL_TOLD => {
            clauses.extend([say(first), say(last)]);
            clauses.extend(trend.change.clone());
            let (high, low) = extremes(&points);
            let between = [high.map(|point| ("最高", point)), low.map(|point| ("最低", point))];
            let told: Vec<String> = between
                .into_iter()
                .flatten()
                .map(|(word, point)| format!("{word}为{}年的{}", point.year, told_zh(point)))
                .collect();
            if !told.is_empty() {
                clauses.push(format!("其间{}", told.join("，")));
            }
        }
        _ => {
            clauses.extend(points.iter().map(|point| say(point)));
            clauses.extend(trend.change.clone());
        }
    }
    let mut sentence = clauses.join("，");
    let missing = name_years(&missing(trend), "年", "—");
    if !missing.is_empty() {
        let stop = if sentence.is_empty() { "" } else { "；" };
        sentence.push_str(&format!("{stop}{}没有数据", missing.join("、")));
    }
    if !sentence.is_empty() {
        sentence.push('。');
    }
    for (aspirational, word) in [(false, "目标"), (true, "力争目标")] {
        let goals = goals(trend, aspirational);
        let years = goals.iter().map(|goal| format!("{}年", goal.year)).collect::<Vec<_>>().join("、");
        let phrases = goals.iter().map(|goal| goal.phrase.as_str()).collect::<Vec<_>>().join("、");
        let each = if goals.len() > 1 { "依次" } else { "" };
        if !goals.is_empty() {
            sentence.push_str(&format!("{years}{word}{each}：{phrases}。"));
        }
    }
    sentence
}

fn goals(trend: &Trend, aspirational: bool) -> Vec<&TargetMark> {
    let mut goals: Vec<&TargetMark> =
        trend.targets.iter().filter(|goal| goal.aspirational == aspirational).collect();
    goals.sort_by_key(|goal| goal.year);
    goals.dedup();
    goals
}

fn trend_en(trend: &Trend) -> String {
    let points = by_year(trend);
    let say = |point: &Point| format!("{} in {}", told_en(point), point.year);
    let mut parts: Vec<String> = match points.as_slice() {
        [first, .., last] if points.len() > ALL_TOLD => vec![say(first), say(last)],
        _ => points.iter().map(|point| say(point)).collect(),
    };
    let mut sentence = String::new();
    if !parts.is_empty() {
        sentence = list_en(&mut parts);
        if let Some(change) = &trend.change {
            sentence.push_str(&format!(", {change}"));
        }
        if points.len() > ALL_TOLD {
            let (high, low) = extremes(&points);
            let told = [high.map(|point| ("highest", point)), low.map(|point| ("lowest", point))];
            for (word, point) in told.into_iter().flatten() {
                sentence.push_str(&format!("; {word} {}", say(point)));
            }
        }
    }
    let mut missing = name_years(&missing(trend), "", "–");
    if !missing.is_empty() {
        let (start, years) = (if sentence.is_empty() { "No" } else { "; no" }, list_en(&mut missing));
        sentence.push_str(&format!("{start} data for {years}"));
    }
    if !sentence.is_empty() {
        sentence.push('.');
    }
    for (aspirational, word) in [(false, "Target"), (true, "Aim")] {
        let mut told: Vec<String> = goals(trend, aspirational)
            .iter()
            .map(|goal| format!("{} for {}", goal.phrase, goal.year))
            .collect();
        if !told.is_empty() {
            let space = if sentence.is_empty() { "" } else { " " };
            sentence.push_str(&format!("{space}{word}: {}.", list_en(&mut told)));
        }
    }
    sentence
}

/// `a`, `a and b`, `a, b and c`.
fn list_en(parts: &mut Vec<String>) -> String {
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}

fn verdicts_zh(verdicts: &Verdicts) -> String {
    let parts: Vec<String> =
        verdicts.parts.iter().map(|part| format!("{}{}项", part.label, part.count)).collect();
    format!("{}：{}。", verdicts.total_label, parts.join("，"))
}

fn verdicts_en(verdicts: &Verdicts) -> String {
    let parts: Vec<String> =
        verdicts.parts.iter().map(|part| format!("{} {}", part.label, part.count)).collect();
    format!("{}: {}.", verdicts.total_label, parts.join(", "))
}
