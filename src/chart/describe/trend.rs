//! Reads a trend out.
//!
//! In: a [`Trend`]. Out: a sentence with every value or the ones that matter most, the years without data and
//! the targets. Nothing is computed here.

use super::{list_en, told};
use crate::bilingual::Lang;
use crate::chart::spec::{Point, TargetMark, Trend};

/// More points than this are summed up: first, last, highest and lowest.
const ALL_TOLD: usize = 5;

/// The trend in a sentence or two.
pub(super) fn sentence(trend: &Trend, tongue: Lang) -> String {
    match tongue {
        Lang::Zh => trend_zh(trend),
        Lang::En => trend_en(trend),
    }
}

/// The points in order of their year.
fn by_year(trend: &Trend) -> Vec<&Point> {
    let mut points: Vec<&Point> = trend.points.iter().collect();
    points.sort_by_key(|point| point.year);
    points
}

/// The years between the first and the last point, those of targets and those that are silent, without a
/// point.
fn missing(trend: &Trend) -> Vec<i32> {
    let has = |year: &i32| trend.points.iter().any(|point| point.year == *year);
    let first = trend.points.iter().map(|point| point.year).min();
    let last = trend.points.iter().map(|point| point.year).max();
    let mut years: Vec<i32> = match (first, last) {
        (Some(first), Some(last)) => (first..=last).take(400).collect(),
        _ => Vec::new(),
    };
    years.extend(trend.targets.iter().map(|goal| goal.year));
    years.extend(&trend.silent);
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
    let say = |point: &Point| format!("{}年为{}", point.year, told(&point.label, point.kind, Lang::Zh));
    match points.as_slice() {
        [first, .., last] if points.len() > ALL_TOLD => {
            clauses.extend([say(first), say(last)]);
            clauses.extend(trend.change.clone());
            let (high, low) = extremes(&points);
            let between = [high.map(|point| ("最高", point)), low.map(|point| ("最低", point))];
            let told: Vec<String> = between
                .into_iter()
                .flatten()
                .map(|(word, point)| {
                    format!("{word}为{}年的{}", point.year, told(&point.label, point.kind, Lang::Zh))
                })
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
    let say = |point: &Point| format!("{} in {}", told(&point.label, point.kind, Lang::En), point.year);
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
