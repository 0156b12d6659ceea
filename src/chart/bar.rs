//! A bar from zero with its value beside its end.
//!
//! In: the lengths of a bar, its text and the track that it lies in. Out: where its parts and its text stand,
//! and their drawing. Every bar of a track is as long as its value on one scale, and its text never meets it.

use super::ChartError;
use super::block::Block;
use super::drawing::Canvas;
use super::layout::{Area, Spot};
use super::palette::Mark;
use super::plan::Setting;
use super::scale::{Micros, length};
use super::sign::{Sign, TIP, bar, has_tip, tip};
use super::spec::{PointKind, Words};
use super::svg::Hold;
use crate::model::Decimal;

/// The clear space between the end of a bar and its text.
const BESIDE: i32 = 50;

/// What a bar shows.
#[derive(Clone, Debug)]
pub(super) struct Length<'a> {
    /// Its parts, from zero on, each with its place in the legend.
    parts: Vec<(usize, Micros)>,
    text: &'a str,
    kind: PointKind,
}

/// The strip that bars of one scale lie in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Track {
    pub(super) left: i32,
    pub(super) right: i32,
    /// This value is so long.
    most: (Micros, i32),
}

/// A bar that is laid out.
#[derive(Clone, Debug)]
pub(super) struct Bar<'a> {
    kind: PointKind,
    /// Each with its place in the legend.
    pub(super) parts: Vec<(usize, Area)>,
    /// The whole bar, the tip left out.
    pub(super) area: Area,
    text: Text<'a>,
    /// The edges of everything, a text above the bar included.
    pub(super) top: i32,
    pub(super) bottom: i32,
}

#[derive(Clone, Debug)]
enum Text<'a> {
    Beside(Mark, Spot, &'a str),
    Above(Block),
}

impl<'a> Length<'a> {
    /// Reads the values of a bar; each has its place in the legend.
    pub(super) fn new(
        values: &[(usize, Decimal)],
        text: &'a str,
        kind: PointKind,
    ) -> Result<Length<'a>, ChartError> {
        let mut parts = Vec::with_capacity(values.len());
        for (place, value) in values {
            parts.push((*place, length(*value)?));
        }
        Ok(Length { parts, text, kind })
    }

    fn sum(&self) -> Micros {
        self.parts.iter().map(|(_, length)| length).sum()
    }

    /// How a bar looks that has parts; a row without any has no bar to look like something.
    pub(super) fn look(&self) -> Option<PointKind> {
        (!self.parts.is_empty()).then_some(self.kind)
    }

    fn mark(&self) -> Mark {
        if self.parts.is_empty() { Mark::Absent } else { Mark::CountText }
    }

    /// What stands between the end of the bar and the end of its text.
    fn beside(&self, setting: Setting<'_>) -> i32 {
        let tip = if has_tip(self.kind) { TIP } else { 0 };
        tip + BESIDE + setting.width(self.text, self.mark())
    }

    /// Whether the text is so long that it stands above its bar.
    fn is_wordy(&self, setting: Setting<'_>, width: i32) -> bool {
        self.beside(setting) * 2 > width
    }
}

impl Track {
    /// The strip between two edges, with the longest scale on which every text still stands beside its bar.
    pub(super) fn new(left: i32, right: i32, lengths: &[Length<'_>], setting: Setting<'_>) -> Track {
        let most = lengths.iter().map(Length::sum).max().unwrap_or(0).max(1);
        let width = right - left;
        let mut reach = i128::from(width - TIP);
        for length in lengths.iter().filter(|length| length.sum() > 0) {
            if !length.is_wordy(setting, width) {
                let room = i128::from(width - length.beside(setting));
                reach = reach.min(room * most / length.sum());
            }
        }
        Track { left, right, most: (most, i32::try_from(reach).unwrap_or(width)) }
    }

    /// How long a value is.
    fn long(self, value: Micros) -> i32 {
        let (most, reach) = self.most;
        i32::try_from((value * i128::from(reach) * 2 + most) / (most * 2)).unwrap_or(reach)
    }

    /// Lays a bar out below `setting.top`: `thick` is the bar alone.
    pub(super) fn bar<'a>(self, length: &Length<'a>, setting: Setting<'_>, thick: i32) -> Bar<'a> {
        let size = setting.form.size(Mark::CountText);
        let wordy = length.is_wordy(setting, self.right - self.left);
        let width = self.right - self.left;
        // In a file a line marks zero beside every text; on a page the label above begins where the text
        // does.
        let inset = setting.pick(0, BESIDE);
        let above =
            wordy.then(|| Block::new(length.mark(), length.text, setting, self.left + inset, width - inset));
        let top = above.as_ref().map_or(setting.top, |block| block.area.bottom + 10);
        let high = if wordy { thick } else { thick.max(size + 20) };
        let middle = top + high / 2;
        let place = |from, to| Area {
            left: self.left + self.long(from),
            right: self.left + self.long(to),
            top: middle - thick / 2,
            bottom: middle - thick / 2 + thick,
        };
        let mut sum = 0;
        let mut parts = Vec::new();
        for (number, part) in length.parts.iter().filter(|(_, part)| *part > 0) {
            parts.push((*number, place(sum, sum + part)));
            sum += part;
        }
        let mut area = place(0, sum);
        // What is more than nothing is seen.
        if let ([.., (_, last)], true) = (parts.as_mut_slice(), area.width() < 10) {
            area.right = area.left + 10;
            last.right = area.right;
        }
        let end = area.right + if has_tip(length.kind) { TIP } else { 0 };
        let text = match above {
            Some(block) => Text::Above(block),
            None if length.parts.is_empty() => {
                Text::Beside(length.mark(), (self.left + inset, middle), length.text)
            }
            None => Text::Beside(length.mark(), (end + BESIDE, middle), length.text),
        };
        let without = wordy && length.parts.is_empty();
        let bottom = if without { top } else { top + high };
        Bar { kind: length.kind, parts, area, text, top: setting.top, bottom }
    }
}

impl Bar<'_> {
    /// Draws the bar and its text.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        for (number, area) in &self.parts {
            bar(canvas, self.kind, *number, *area)?;
        }
        if let Some((number, _)) = self.parts.last() {
            tip(canvas, self.kind, *number, Area { left: self.area.right, ..self.area })?;
        }
        match &self.text {
            Text::Beside(mark, spot, text) => canvas.text(*mark, Hold::Start, *spot, text),
            Text::Above(block) => block.draw(canvas),
        }
    }
}

/// The legend entries for how values came about, where not all are stated. `plain` is whether stated values
/// have an entry of their own: where parts have one, it would look the same.
pub(super) fn kind_signs(kinds: &[PointKind], words: &Words, plain: bool) -> Vec<(Sign, String)> {
    let all = words.kinds();
    if kinds.iter().all(|kind| *kind == PointKind::Reported) {
        return Vec::new();
    }
    let told = |kind: PointKind| kinds.contains(&kind) && (plain || kind != PointKind::Reported);
    let used = all.into_iter().filter(|(kind, _)| told(*kind));
    used.map(|(kind, text)| (Sign::Bar(kind), text.clone())).collect()
}
