//! Reads out the charts that have a row for each thing: bars, dots, timelines and pairs.
//!
//! In: rows whose figures and names are finished strings. Out: a sentence for the whole and the words of each
//! row, which are its title in the picture too. Nothing is computed here.

use super::{told, tongue};
use crate::bilingual::Lang;
use crate::chart::spec::{
    BarRow, Bars, BulletRow, Bullets, DotRow, DotTarget, Dots, PairEnd, PairRow, Pairs, Slope, SlopeEnd,
    SlopeLine, Timeline, TimelineKind, TimelineRow, Words,
};

/// More rows than this are not all read out.
const ALL_TOLD: usize = 12;

/// Rows as a sentence: all of them, or the first ones and how many more.
fn sentence(rows: impl ExactSizeIterator<Item = String>, lang: &str) -> String {
    let more = rows.len().saturating_sub(ALL_TOLD);
    let mut told: Vec<String> = rows.take(ALL_TOLD).collect();
    let (stop, end) = match tongue(lang) {
        Lang::Zh => ("；", "。"),
        Lang::En => ("; ", "."),
    };
    match (more, tongue(lang)) {
        (0, _) => {}
        (_, Lang::Zh) => told.push(format!("另有{more}行，见数据表")),
        (1, Lang::En) => told.push("1 more row in the table".to_owned()),
        (_, Lang::En) => told.push(format!("{more} more rows in the table")),
    }
    format!("{}{end}", told.join(stop))
}

/// The name of a row and what is said of it.
fn named(label: &str, said: &str, lang: &str) -> String {
    match tongue(lang) {
        Lang::Zh => format!("{label}：{said}"),
        Lang::En => format!("{label}: {said}"),
    }
}

fn comma(lang: &str) -> &'static str {
    match tongue(lang) {
        Lang::Zh => "，",
        Lang::En => ", ",
    }
}

pub(super) fn bars(bars: &Bars, lang: &str) -> String {
    sentence(bars.rows.iter().map(|row| bar_row(row, &bars.parts, lang)), lang)
}

/// A bar in words: “昭通市：9项，其中已完成5项，进行中4项”.
pub(in crate::chart) fn bar_row(row: &BarRow, parts: &[String], lang: &str) -> String {
    let whole =
        if row.values.is_empty() { row.text.clone() } else { told(&row.text, row.kind, tongue(lang)) };
    if row.values.len() < 2 {
        return named(&row.label, &whole, lang);
    }
    let space = if tongue(lang) == Lang::Zh { "" } else { " " };
    let each = parts.iter().zip(&row.values).map(|(part, value)| format!("{part}{space}{}", value.text));
    let each = each.collect::<Vec<_>>().join(comma(lang));
    match tongue(lang) {
        Lang::Zh => named(&row.label, &format!("{whole}，其中{each}"), lang),
        Lang::En => named(&row.label, &format!("{whole}, of which {each}"), lang),
    }
}

pub(super) fn dots(dots: &Dots, lang: &str) -> String {
    sentence(dots.rows.iter().map(|row| dot_row(row, lang)), lang)
}

/// A row of dots in words: “昭通市：74.48%，目标60%以上”.
pub(in crate::chart) fn dot_row(row: &DotRow, lang: &str) -> String {
    let mut said: Vec<String> =
        row.points.iter().map(|point| told(&point.label, point.kind, tongue(lang))).collect();
    said.extend(row.targets.iter().map(|target| aim(target, lang)));
    if said.is_empty() {
        let nothing = if tongue(lang) == Lang::Zh { "没有数据" } else { "no data" };
        said.push(row.empty.clone().unwrap_or_else(|| nothing.to_owned()));
    }
    named(&row.label, &said.join(comma(lang)), lang)
}

fn aim(target: &DotTarget, lang: &str) -> String {
    match (tongue(lang), target.aspirational) {
        (Lang::Zh, false) => format!("目标{}", target.phrase),
        (Lang::Zh, true) => format!("力争目标{}", target.phrase),
        (Lang::En, false) => format!("target {}", target.phrase),
        (Lang::En, true) => format!("aim {}", target.phrase),
    }
}

pub(super) fn bullets(bullets: &Bullets, lang: &str) -> String {
    sentence(bullets.rows.iter().map(|row| bullet_row(row, lang)), lang)
}

/// A value and its target in words: “普惠性幼儿园覆盖率：2025年96.55%，目标94%以上”.
pub(in crate::chart) fn bullet_row(row: &BulletRow, lang: &str) -> String {
    let said = [told(&row.text, row.kind, tongue(lang)), aim(&row.target, lang)];
    named(&row.label, &said.join(comma(lang)), lang)
}

pub(super) fn slope(slope: &Slope, lang: &str) -> String {
    sentence(slope.lines.iter().map(|line| slope_line(line, slope, lang)), lang)
}

/// A line of a slope in words: “本科上线率：2022年为39.68%（推算值），2025年为51.35%，上升11.67个百分点”.
pub(in crate::chart) fn slope_line(line: &SlopeLine, slope: &Slope, lang: &str) -> String {
    let end = |when: &str, end: &SlopeEnd| at(when, &told(&end.text, end.kind, tongue(lang)), lang);
    let mut said = vec![end(&slope.from, &line.before), end(&slope.to, &line.after)];
    said.extend(line.change.clone());
    named(&line.label, &said.join(comma(lang)), lang)
}

/// A value and its time in words: “2022年为12.4万人”.
fn at(when: &str, value: &str, lang: &str) -> String {
    match tongue(lang) {
        Lang::Zh => format!("{when}为{value}"),
        Lang::En if when.starts_with(char::is_lowercase) => format!("{value} {when}"),
        Lang::En => format!("{value} in {when}"),
    }
}

pub(super) fn timeline(timeline: &Timeline, words: &Words, lang: &str) -> String {
    let rows = sentence(timeline.rows.iter().map(|row| timeline_row(row, words, lang)), lang);
    let marks: Vec<&str> = timeline.marks.iter().map(|mark| mark.label.as_str()).collect();
    match (marks.is_empty(), timeline.rows.is_empty(), tongue(lang)) {
        (true, _, _) => rows,
        (false, true, Lang::Zh) => format!("{}。", marks.join("，")),
        (false, true, Lang::En) => capital(&format!("{}.", marks.join(", "))),
        (false, false, Lang::Zh) => format!("{}。{rows}", marks.join("，")),
        (false, false, Lang::En) => capital(&format!("{}. {rows}", marks.join(", "))),
    }
}

/// A sentence with its first letter large.
fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A deadline in words: “2023年9月1日：福在幼儿园等3项（已到期）”.
pub(in crate::chart) fn timeline_row(row: &TimelineRow, words: &Words, lang: &str) -> String {
    let kind = match row.kind {
        TimelineKind::BeforeIssue => &words.before_issue,
        TimelineKind::Due => &words.due,
        TimelineKind::NotDue => &words.not_due,
    };
    match (kind.is_empty(), tongue(lang)) {
        (true, _) => row.label.clone(),
        (false, Lang::Zh) => format!("{}（{kind}）", row.label),
        (false, Lang::En) => format!("{} ({kind})", row.label),
    }
}

pub(super) fn pairs(pairs: &Pairs, lang: &str) -> String {
    sentence(pairs.rows.iter().map(|row| pair_row(row, lang)), lang)
}

/// A pair in words: “在校生人数：2022年12.4万人，2025年10.3万人，减少2.1万人”.
pub(in crate::chart) fn pair_row(row: &PairRow, lang: &str) -> String {
    let end = |end: &PairEnd| at(&end.when, &told(&end.text, end.kind, tongue(lang)), lang);
    let mut said = vec![end(&row.before), end(&row.after)];
    said.extend(row.change.clone());
    named(&row.label, &said.join(comma(lang)), lang)
}
