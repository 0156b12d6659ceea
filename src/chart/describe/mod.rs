//! Reads a chart out: the only folder of the module that knows a language.
//!
//! In: a figure whose figures and names are finished strings, and the language of the page (Chinese where it
//! begins with `zh`, else English). Out: a sentence and an alternative text. Nothing is computed here.

mod rows;
mod trend;

pub(super) use rows::{bar_row, bullet_row, dot_row, pair_row, slope_line, timeline_row};

use super::spec::{Chart, Figure, Point, PointKind, TargetMark, Verdicts};
use crate::bilingual::Lang;

/// A chart in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Reads the chart out: every value, the years without data, the targets.
    pub sentence: String,
    /// The alternative text: the kind of the chart and what it is about; never equal to the title.
    pub alt: String,
}

/// Puts a figure into words.
pub(super) fn describe(figure: &Figure, lang: &str) -> Description {
    let tongue = tongue(lang);
    let words = &figure.words;
    let ((zh, en), sentence) = match &figure.chart {
        Chart::Trend(trend) => (("折线图", "Line chart"), trend::sentence(trend, tongue)),
        Chart::Verdicts(verdicts) => (("条形图", "Bar chart"), verdicts_sentence(verdicts, tongue)),
        Chart::Bars(bars) => (("条形图", "Bar chart"), rows::bars(bars, lang)),
        Chart::Dots(dots) => (("点图", "Dot plot"), rows::dots(dots, lang)),
        Chart::Timeline(timeline) => (("时间线", "Timeline"), rows::timeline(timeline, words, lang)),
        Chart::Pairs(pairs) => (("对比条形图", "Paired bar chart"), rows::pairs(pairs, lang)),
        Chart::Bullets(bullets) => (("子弹图", "Bullet chart"), rows::bullets(bullets, lang)),
        Chart::Slope(slope) => (("斜率图", "Slope chart"), rows::slope(slope, lang)),
    };
    let sentence = if tongue == Lang::En { capitalised(sentence) } else { sentence };
    let about = if figure.subtitle.is_empty() { &figure.title } else { &figure.subtitle };
    let alt = match tongue {
        Lang::Zh => format!("{zh}：{about}"),
        Lang::En => format!("{en}: {about}"),
    };
    Description { sentence, alt }
}

/// A sentence that begins as sentences do.
fn capitalised(mut sentence: String) -> String {
    if let Some(first) = sentence.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    sentence
}

/// A point in words: “2022年：50.52%（推算）”.
pub(super) fn point(point: &Point, lang: &str) -> String {
    let told = told(&point.label, point.kind, tongue(lang));
    match tongue(lang) {
        Lang::Zh => format!("{}年：{told}", point.year),
        Lang::En => format!("{}: {told}", point.year),
    }
}

/// A silent year in words.
pub(super) fn silent(year: i32, lang: &str) -> String {
    match tongue(lang) {
        Lang::Zh => format!("{year}年：未见报告结果"),
        Lang::En => format!("{year}: no result reported"),
    }
}

/// A target in words: “2025年目标：60%以上”.
pub(super) fn target(goal: &TargetMark, lang: &str) -> String {
    match (tongue(lang), goal.aspirational) {
        (Lang::Zh, false) => format!("{}年目标：{}", goal.year, goal.phrase),
        (Lang::Zh, true) => format!("{}年力争目标：{}", goal.year, goal.phrase),
        (Lang::En, false) => format!("target for {}: {}", goal.year, goal.phrase),
        (Lang::En, true) => format!("aim for {}: {}", goal.year, goal.phrase),
    }
}

/// The language that a page of this tag is read out in.
fn tongue(lang: &str) -> Lang {
    Lang::from_tag(lang).unwrap_or(Lang::En)
}

/// A value in words that say how it came about: “50.52%（推算）”, “99%以上”.
pub fn told_as(label: &str, kind: PointKind, lang: &str) -> String {
    told(label, kind, tongue(lang))
}

/// A value in words: how it came about is said, and the sign of a bound becomes words.
fn told(label: &str, kind: PointKind, tongue: Lang) -> String {
    match (kind, tongue) {
        (PointKind::Reported, _) => label.to_owned(),
        (PointKind::Derived, Lang::Zh) => format!("{label}（推算）"),
        (PointKind::Derived, Lang::En) => format!("{label} (derived)"),
        (PointKind::Revised, Lang::Zh) => format!("{label}（修订）"),
        (PointKind::Revised, Lang::En) => format!("{label} (revised)"),
        (PointKind::Provisional, Lang::Zh) => format!("{label}（初步数）"),
        (PointKind::Provisional, Lang::En) => format!("{label} (provisional)"),
        (PointKind::AtLeast | PointKind::AtMost, _) => bound(label, tongue),
    }
}

/// A bound as words: the sign gives way to words before or after the figure.
fn bound(label: &str, tongue: Lang) -> String {
    let mut rest = label.chars();
    let (before, after) = match (rest.next(), tongue) {
        (Some('≥'), Lang::Zh) => ("", "以上"),
        (Some('≥'), Lang::En) => ("at least ", ""),
        (Some('>'), Lang::Zh) => ("超过", ""),
        (Some('>'), Lang::En) => ("more than ", ""),
        (Some('≤'), Lang::Zh) => ("", "以下"),
        (Some('≤'), Lang::En) => ("at most ", ""),
        (Some('<'), Lang::Zh) => ("低于", ""),
        (Some('<'), Lang::En) => ("less than ", ""),
        _ => return label.to_owned(),
    };
    format!("{before}{}{after}", rest.as_str().trim_start())
}

/// `a`, `a and b`, `a, b and c`.
fn list_en(parts: &mut Vec<String>) -> String {
    let last = parts.pop().unwrap_or_default();
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}

fn verdicts_sentence(verdicts: &Verdicts, tongue: Lang) -> String {
    let parts = verdicts.parts.iter();
    match tongue {
        Lang::Zh => {
            let parts: Vec<_> = parts.map(|part| format!("{}{}项", part.label, part.count)).collect();
            format!("{}：{}。", verdicts.total_label, parts.join("，"))
        }
        Lang::En => {
            let parts: Vec<_> = parts.map(|part| format!("{} {}", part.label, part.count)).collect();
            format!("{}: {}.", verdicts.total_label, parts.join(", "))
        }
    }
}
