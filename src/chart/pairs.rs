//! Values of different units, each before and after.
//!
//! In: [`Pairs`]. Out: its plan and then its drawing. Both bars of a row begin at zero and share a scale that
//! belongs to this row alone, which the legend says; before and after differ by fill and by pattern.

use super::bar::{Bar, Length, Track, kind_signs};
use super::block::{Block, Column};
use super::drawing::Canvas;
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::sign::{BAR_PARTS, Sign};
use super::spec::{PairEnd, PairRow, Pairs, PointKind};
use super::{ChartError, describe};

/// The places of before and after among the looks of bars.
const BEFORE: usize = 1;
const AFTER: usize = 0;

/// Pairs that are laid out.
pub(super) struct PairsPlan<'a> {
    setting: Setting<'a>,
    pub(super) rows: Vec<Row<'a>>,
    zero: i32,
    bottom: i32,
}

/// A row that is laid out.
pub(super) struct Row<'a> {
    row: &'a PairRow,
    label: Block,
    change: Option<Block>,
    /// The time and the bar of both ends.
    pub(super) ends: [(Block, Bar<'a>); 2],
}

/// Where the columns of all rows stand.
#[derive(Clone, Copy)]
struct Columns {
    label: Column,
    /// How wide the times are.
    when: i32,
    zero: i32,
}

impl<'a> PairsPlan<'a> {
    /// Lays the pairs out.
    pub(super) fn new(pairs: &'a Pairs, setting: Setting<'a>) -> Result<PairsPlan<'a>, ChartError> {
        if pairs.rows.is_empty() {
            return Err(ChartError::Empty);
        }
        let names = pairs.rows.iter().flat_map(|row| [Some(&row.label), row.change.as_ref()]);
        let label = Column::new(names.flatten().map(String::as_str), setting);
        let times = pairs.rows.iter().flat_map(|row| [&row.before.when, &row.after.when]);
        let widest = times.map(|when| setting.width(when, Mark::RowText)).max().unwrap_or(0);
        let when = widest.clamp(300, (setting.right() - label.end) / 3);
        let columns = Columns { label, when, zero: label.end + when + 70 };
        let mut top = setting.top;
        let mut rows = Vec::with_capacity(pairs.rows.len());
        for row in &pairs.rows {
            let row = Row::new(row, columns, Setting { top, ..setting })?;
            top = row.bottom() + setting.pick(130, 150);
            rows.push(row);
        }
        let bottom = rows.last().map_or(top, Row::bottom) + 40;
        Ok(PairsPlan { setting, rows, zero: columns.zero, bottom })
    }
}

impl<'a> Row<'a> {
    fn new(row: &'a PairRow, columns: Columns, setting: Setting<'a>) -> Result<Row<'a>, ChartError> {
        let label = columns.label.label(&row.label, setting);
        let change = row.change.as_ref().map(|text| change(text, &label, columns.label, setting));
        let length = |end: &'a PairEnd, part| Length::new(&[(part, end.value)], &end.text, end.kind);
        let lengths = [length(&row.before, BEFORE)?, length(&row.after, AFTER)?];
        let track = Track::new(columns.zero, setting.right(), &lengths, setting);
        let mut top = setting.top;
        if !columns.label.is_beside() {
            top = change.iter().fold(label.area.bottom, |low, change| low.max(change.area.bottom)) + 10;
        }
        let [before, after] = lengths;
        let mut lay = |end: &PairEnd, length: &Length<'a>| {
            let setting = Setting { top, ..setting };
            let when = Block::new(Mark::RowText, &end.when, setting, columns.label.end, columns.when);
            let thick = setting.pick(130, 180);
            let high = track.bar(length, setting, thick).bottom - top;
            let lower = ((when.area.height() - high) / 2).max(0);
            let bar = track.bar(length, Setting { top: top + lower, ..setting }, thick);
            // The time stands beside the bar, not beside a text above it.
            let when = {
                let middle = bar.area.middle().1 - when.area.height() / 2;
                when.moved(middle.max(top))
            };
            top = bar.bottom.max(when.area.bottom) + 15;
            (when, bar)
        };
        let ends = [lay(&row.before, &before), lay(&row.after, &after)];
        Ok(Row { row, label, change, ends })
    }

    fn bottom(&self) -> i32 {
        let mut areas = vec![self.label.area.bottom];
        areas.extend(self.change.iter().map(|change| change.area.bottom));
        areas.extend(self.ends.iter().flat_map(|(when, bar)| [when.area.bottom, bar.bottom]));
        areas.into_iter().max().unwrap_or(0)
    }
}

/// The change stands below the label of a file, else at the right end of its line, or below where it does not
/// fit.
fn change(text: &str, label: &Block, column: Column, setting: Setting<'_>) -> Block {
    let width =
        if column.is_beside() { column.end - 160 - setting.left() } else { setting.right() - setting.left() };
    let block = Block::new(Mark::CountText, text, setting, setting.left(), width);
    let line = setting.line(Mark::RowText);
    let room = label.area.height() <= line && block.area.height() <= setting.line(Mark::CountText);
    if !column.is_beside() && room && label.area.right + 150 + block.area.width() <= setting.right() {
        return block.ending(setting.right());
    }
    block.moved(label.area.bottom)
}

impl Plan for PairsPlan<'_> {
    fn bottom(&self) -> i32 {
        self.bottom
    }

    fn signs(&self) -> Vec<(Sign, String)> {
        let words = self.setting.words;
        let part = |number: usize| Sign::Part(BAR_PARTS[number].0, BAR_PARTS[number].1);
        let mut signs = vec![(part(BEFORE), words.before.clone()), (part(AFTER), words.after.clone())];
        let ends = self.rows.iter().flat_map(|row| [&row.row.before, &row.row.after]);
        let kinds: Vec<PointKind> = ends.map(|end| end.kind).collect();
        signs.extend(kind_signs(&kinds, words, false));
        if self.rows.len() > 1 {
            signs.push((Sign::OwnScale, words.own_scale.clone()));
        }
        signs
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        for row in &self.rows {
            canvas.open("c-row", Some(&describe::pair_row(row.row, self.setting.lang)));
            row.label.draw(canvas)?;
            row.change.iter().try_for_each(|change| change.draw(canvas))?;
            for (when, bar) in &row.ends {
                when.draw(canvas)?;
                bar.draw(canvas)?;
            }
            for (_, bar) in &row.ends {
                canvas
                    .path(Mark::Axis, &[(self.zero, bar.area.top - 15), (self.zero, bar.area.bottom + 15)])?;
            }
            canvas.close();
        }
        Ok(Vec::new())
    }
}
