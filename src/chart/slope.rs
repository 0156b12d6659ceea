//! Slopes: what has one unit, at two times.
//!
//! In: a [`Slope`]. Out: its plan and then its drawing. A line is dashed where years lie between its ends; each end
//! has its value beside it, moved along the axis where two would meet, with a line that leads to it.

use super::block::Block;
use super::drawing::Canvas;
use super::layout::{Area, Spot};
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::scale::{Micros, ValueScale, micros};
use super::sign::{Sign, marker, point_signs, zigzag};
use super::spec::{Slope, SlopeEnd, SlopeLine, ValueAxis};
use super::{ChartError, describe};

/// What lies between an axis and the texts beside it: half a marker, and room for a leader.
const ASIDE: i32 = 170;
/// Where a leader begins.
const LEAD: i32 = 90;
/// The clear space between two texts of a column.
const APART: i32 = 50;

/// A slope that is laid out.
pub(super) struct SlopePlan<'a> {
    slope: &'a Slope,
    setting: Setting<'a>,
    pub(super) lines: Vec<Line<'a>>,
    axes: [i32; 2],
    frame: Area,
    cropped: bool,
    times: [Block; 2],
}

/// A line that is laid out.
pub(super) struct Line<'a> {
    line: &'a SlopeLine,
    pub(super) ends: [Spot; 2],
    before: Block,
    after: [Block; 2],
}

/// The texts of a column, each with the height at which it wants its first line.
struct Wish {
    place: usize,
    height: i32,
    wanted: i32,
}

impl<'a> SlopePlan<'a> {
    /// Lays a slope out.
    pub(super) fn new(slope: &'a Slope, setting: Setting<'a>) -> Result<SlopePlan<'a>, ChartError> {
        if slope.lines.is_empty() {
            return Err(ChartError::Empty);
        }
        let value =
            |end: &SlopeEnd| micros(end.value).ok_or_else(|| ChartError::Value(end.value.to_string()));
        let pairs = slope.lines.iter().map(|line| Ok([value(&line.before)?, value(&line.after)?]));
        let values: Vec<[Micros; 2]> = pairs.collect::<Result<_, ChartError>>()?;
        let (left, right) = (setting.left(), setting.right());
        let widest = slope.lines.iter().map(|line| setting.width(&line.before.text, Mark::Value)).max();
        let wide = widest.unwrap_or(0).clamp(300, (right - left) / 4);
        let room = setting.pick(1780, 2700);
        let axes = [left + wide + ASIDE, right - room - ASIDE];
        let mut befores = Vec::new();
        let mut afters = Vec::new();
        for line in &slope.lines {
            befores.push(Block::new(Mark::Value, &line.before.text, setting, left, wide).ending(left + wide));
            let from = right - room;
            afters.push([
                Block::new(Mark::Value, &line.after.text, setting, from, room),
                Block::new(Mark::RowText, &line.label, setting, from, room),
            ]);
        }
        let heights = |blocks: &[i32]| blocks.iter().map(|height| height + APART).sum::<i32>();
        let of_after: Vec<i32> =
            afters.iter().map(|blocks| blocks.iter().map(|block| block.area.height()).sum()).collect();
        let of_before: Vec<i32> = befores.iter().map(|block| block.area.height()).collect();
        let high = heights(&of_after).max(heights(&of_before)).max(setting.pick(1800, 2600));
        let frame = Area { left: axes[0], right: axes[1], top: setting.top, bottom: setting.top + high };
        let all: Vec<Micros> = values.iter().flatten().copied().collect();
        let scale = ValueScale::new(&all, ValueAxis::Fitted, 4);
        let half = setting.line(Mark::Value) / 2;
        let y = |value: Micros| scale.place(value, frame.bottom - half, frame.top + half);
        let ends: Vec<[Spot; 2]> =
            values.iter().map(|pair| [(axes[0], y(pair[0])), (axes[1], y(pair[1]))]).collect();
        let column = |heights: &[i32], end: usize| {
            let wish = |(place, height): (usize, &i32)| Wish {
                place,
                height: *height,
                wanted: ends[place][end].1 - half,
            };
            stacked(heights.iter().enumerate().map(wish).collect(), (frame.top, frame.bottom))
        };
        let (tops_before, tops_after) = (column(&of_before, 0), column(&of_after, 1));
        let mut lines = Vec::new();
        for (place, (before, [value, name])) in befores.into_iter().zip(afters).enumerate() {
            let value = value.moved(tops_after[place]);
            let name = name.moved(value.area.bottom);
            let before = before.moved(tops_before[place]);
            lines.push(Line { line: &slope.lines[place], ends: ends[place], before, after: [value, name] });
        }
        let middle = (axes[0] + axes[1]) / 2;
        let below = Setting { top: frame.bottom + 50, ..setting };
        // Each time below its axis, as far as the edges and the other time leave room.
        let time = |text: &str, axis: i32, (from, to): (i32, i32)| {
            let block = Block::new(Mark::TickText, text, below, from, to - from);
            let wide = block.area.width();
            block.ending((axis + wide / 2).clamp(from + wide, to.max(from + wide)))
        };
        let times =
            [time(&slope.from, axes[0], (left, middle - 40)), time(&slope.to, axes[1], (middle + 40, right))];
        Ok(SlopePlan { slope, setting, lines, axes, frame, cropped: scale.cropped(), times })
    }
}

/// The upper edges of texts in a column, by their places: each as near to where it is wanted as the others let it be.
fn stacked(mut wishes: Vec<Wish>, (top, bottom): (i32, i32)) -> Vec<i32> {
    wishes.sort_by_key(|wish| (wish.wanted, wish.place));
    let mut tops = vec![0; wishes.len()];
    let mut free = top;
    for wish in &wishes {
        tops[wish.place] = wish.wanted.max(free);
        free = tops[wish.place] + wish.height + APART;
    }
    let mut limit = bottom;
    for wish in wishes.iter().rev() {
        tops[wish.place] = tops[wish.place].min(limit - wish.height);
        limit = tops[wish.place] - APART;
    }
    tops
}

impl Line<'_> {
    fn draw(&self, canvas: &Canvas<'_>, mark: Mark) -> Result<(), ChartError> {
        canvas.path(mark, &self.ends)?;
        marker(canvas, self.line.before.kind, self.ends[0])?;
        marker(canvas, self.line.after.kind, self.ends[1])?;
        self.before.draw(canvas)?;
        self.after.iter().try_for_each(|block| block.draw(canvas))
    }

    /// The lines that lead from its ends to texts that stand elsewhere.
    fn leaders(&self, half: i32) -> Vec<[Spot; 2]> {
        let sides = [(self.ends[0], -1, self.before.area), (self.ends[1], 1, self.after[0].area)];
        let is_moved = |(_, y): Spot, text: Area| text.height() > 0 && (text.top + half - y).abs() > 30;
        let moved = sides.into_iter().filter(|(end, _, text)| is_moved(*end, *text));
        moved
            .map(|((x, y), way, text)| [(x + way * LEAD, y), (x + way * (ASIDE - 30), text.top + half)])
            .collect()
    }
}

impl Plan for SlopePlan<'_> {
    fn bottom(&self) -> i32 {
        self.times.iter().map(|block| block.area.bottom).max().unwrap_or(self.frame.bottom) + 20
    }

    fn signs(&self) -> Vec<(Sign, String)> {
        let words = self.setting.words;
        let kinds = || self.lines.iter().flat_map(|line| [line.line.before.kind, line.line.after.kind]);
        let mut signs = point_signs(words, |kind| kinds().any(|used| used == kind));
        if self.slope.has_gap {
            signs.push((Sign::Gap, words.gap.clone()));
        }
        if self.cropped {
            signs.push((Sign::Break, words.cropped.clone()));
        }
        signs
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        let foot = self.frame.bottom;
        for x in self.axes {
            canvas.path(Mark::Axis, &[(x, self.frame.top), (x, foot)])?;
            if self.cropped {
                canvas.path(Mark::Break, &zigzag((x, foot), (x, foot - 240)))?;
            }
        }
        self.times.iter().try_for_each(|time| time.draw(canvas))?;
        let half = self.setting.line(Mark::Value) / 2;
        for leader in self.lines.iter().flat_map(|line| line.leaders(half)) {
            canvas.path(Mark::Leader, &leader)?;
        }
        let mark = if self.slope.has_gap { Mark::Gap } else { Mark::Line };
        for line in &self.lines {
            canvas.open("c-row", Some(&describe::slope_line(line.line, self.slope, self.setting.lang)));
            line.draw(canvas, mark)?;
            canvas.close();
        }
        Ok(Vec::new())
    }
}
