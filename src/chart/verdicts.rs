//! The verdicts of a plan as one bar, from left to right, with every count written beside it.
//!
//! In: [`Verdicts`]. Out: its plan and then its drawing. The bar begins at zero and is divided by whole
//! counts; every verdict has a pattern as well as a colour, and every count stands in the legend whatever
//! fits above.

use super::ChartError;
use super::block::Block;
use super::drawing::Canvas;
use super::layout::{Area, Spot};
use super::lines::Measure;
use super::palette::{Mark, Pattern};
use super::plan::{Plan, Setting};
use super::sign::{Sign, part};
use super::spec::Verdicts;
use super::svg::Hold;

/// The clear ground between two parts, in tenths of a unit.
const GAP: i32 = 20;

/// A verdict bar that is laid out.
pub(super) struct VerdictsPlan<'a> {
    verdicts: &'a Verdicts,
    parts: Vec<Part>,
    total: Block,
    bottom: i32,
}

struct Part {
    mark: Mark,
    pattern: Pattern,
    area: Area,
    label: String,
    text: Option<Text>,
}

/// A count beside its part; below the bar it has a leader.
struct Text {
    text: String,
    middle: Spot,
    leader: Option<[Spot; 2]>,
}

impl<'a> VerdictsPlan<'a> {
    /// Lays the bar out.
    pub(super) fn new(verdicts: &'a Verdicts, setting: Setting<'a>) -> Result<VerdictsPlan<'a>, ChartError> {
        let measure = setting.measure(Mark::CountText);
        let size = measure.size;
        let (left, right) = (setting.left(), setting.right());
        let total = Block::new(Mark::CountText, &verdicts.total_label, setting, left, right - left);
        let top = total.area.bottom + size / 2 * 2 + 120;
        let bar = Area { left, top, right, bottom: top + setting.pick(420, 560) };
        let mut parts = divide(verdicts, bar)?;
        write_counts(&mut parts, verdicts, measure, bar);
        let below = parts.iter().flat_map(|part| &part.text).any(|text| text.leader.is_some());
        let bottom = bar.bottom + if below { 150 + size } else { 40 };
        Ok(VerdictsPlan { verdicts, parts, total, bottom })
    }
}

impl Plan for VerdictsPlan<'_> {
    fn bottom(&self) -> i32 {
        self.bottom
    }

    /// Every verdict with its count; those that count zero too.
    fn signs(&self) -> Vec<(Sign, String)> {
        let sign = |part: &super::VerdictPart| {
            let (mark, pattern) = Mark::of_verdict(part.key)?;
            Some((Sign::Part(mark, pattern), format!("{} {}", part.label, part.count)))
        };
        self.verdicts.parts.iter().filter_map(sign).collect()
    }

    /// Draws the bar; the labels that are left to the legend are given back.
    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        self.total.draw(canvas)?;
        let mut dropped = Vec::new();
        canvas.open("c-parts", None);
        for item in &self.parts {
            canvas.open("c-part", Some(&item.label));
            part(canvas, item.mark, item.pattern, item.area)?;
            match &item.text {
                Some(text) => {
                    if let Some(leader) = text.leader {
                        canvas.path(Mark::Leader, &leader)?;
                    }
                    canvas.text(Mark::CountText, Hold::Middle, text.middle, &text.text)?;
                }
                None => dropped.push(item.label.clone()),
            }
            canvas.close();
        }
        canvas.close();
        Ok(dropped)
    }
}

/// Divides the bar by the counts; the edges are rounded sums, so that no error adds up. A part is never
/// narrower than 2 units.
fn divide(verdicts: &Verdicts, bar: Area) -> Result<Vec<Part>, ChartError> {
    let counted: Vec<_> = verdicts.parts.iter().filter(|part| part.count > 0).collect();
    let total: i64 = counted.iter().map(|part| i64::from(part.count)).sum();
    if counted.is_empty() {
        return Err(ChartError::Empty);
    }
    let count = i64::try_from(counted.len()).unwrap_or(1);
    let least = 20;
    let free = i64::from(bar.right - bar.left) - (count - 1) * i64::from(GAP) - count * least;
    let mut parts = Vec::with_capacity(counted.len());
    let (mut before, mut sum) = (0, 0);
    for (index, part) in (0..).zip(counted) {
        let (mark, pattern) =
            Mark::of_verdict(part.key).ok_or_else(|| ChartError::Verdict(part.key.to_owned()))?;
        sum += i64::from(part.count);
        let upto = (free.max(0) * sum * 2 + total) / (total * 2);
        let offset = index * (i64::from(GAP) + least);
        let left = bar.left + i32::try_from(before + offset).unwrap_or(0);
        let right = bar.left + i32::try_from(upto + offset + least).unwrap_or(0);
        before = upto;
        let area = Area { left, right, ..bar };
        let label = format!("{} {}", part.label, part.count);
        parts.push(Part { mark, pattern, area, label, text: None });
    }
    Ok(parts)
}

/// Writes the counts above the bar, below it with a leader where there is no room, else nowhere. A part that
/// is wide enough carries the verdict's name too.
fn write_counts(parts: &mut [Part], verdicts: &Verdicts, measure: Measure<'_>, bar: Area) {
    let counted = verdicts.parts.iter().filter(|part| part.count > 0);
    let mut taken: Vec<Area> = Vec::new();
    for (part, source) in parts.iter_mut().zip(counted) {
        let middle = (part.area.left + part.area.right) / 2;
        let named = measure.reserved(&part.label) <= part.area.right - part.area.left;
        let text = if named { part.label.clone() } else { source.count.to_string() };
        let half = measure.reserved(&text) / 2 + 10;
        let x = middle.clamp(bar.left + half, (bar.right - half).max(bar.left + half));
        let above = (x, bar.top - 40 - measure.size / 2);
        let below = (x, bar.bottom + 140 + measure.size / 2);
        for (spot, leader) in
            [(above, None), (below, Some([(middle, bar.bottom + 20), (middle, bar.bottom + 120)]))]
        {
            let area = Area::around(spot, half * 2, measure.size);
            if !taken.iter().any(|other| other.meets(area.grown(20))) {
                taken.push(area);
                part.text = Some(Text { text, middle: spot, leader });
                break;
            }
        }
    }
}
