//! Counts or amounts as bars, a row for each thing.
//!
//! In: [`Bars`]. Out: its plan and then its drawing. All bars begin at zero and share one scale; the parts of
//! a bar differ by fill and by pattern, and every row says its value in words.

use super::bar::{Bar, Length, Track, kind_signs};
use super::block::{Block, Column};
use super::drawing::Canvas;
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::sign::{BAR_PARTS, Sign};
use super::spec::{BarRow, Bars, PointKind};
use super::{ChartError, describe};
use crate::model::Decimal;

/// Bars that are laid out.
pub(super) struct BarsPlan<'a> {
    bars: &'a Bars,
    setting: Setting<'a>,
    pub(super) rows: Vec<Row<'a>>,
    /// Where zero is.
    zero: i32,
    /// Whether one line marks zero for all rows.
    joined: bool,
    bottom: i32,
}

/// A row that is laid out.
pub(super) struct Row<'a> {
    row: &'a BarRow,
    label: Block,
    pub(super) bar: Bar<'a>,
    look: Option<PointKind>,
}

impl<'a> BarsPlan<'a> {
    /// Lays the bars out.
    pub(super) fn new(bars: &'a Bars, setting: Setting<'a>) -> Result<BarsPlan<'a>, ChartError> {
        if bars.rows.is_empty() {
            return Err(ChartError::Empty);
        }
        let lengths = bars.rows.iter().map(|row| read(row, bars)).collect::<Result<Vec<_>, _>>()?;
        let column = Column::new(bars.rows.iter().map(|row| row.label.as_str()), setting);
        let track = Track::new(column.end, setting.right(), &lengths, setting);
        let thick = setting.pick(150, 200);
        let mut top = setting.top;
        let mut rows = Vec::with_capacity(lengths.len());
        for (row, length) in bars.rows.iter().zip(&lengths) {
            let setting = Setting { top, ..setting };
            let label = column.label(&row.label, setting);
            let high = track.bar(length, setting, thick).bottom - top;
            let bar = track.bar(length, Setting { top: column.below(&label, high), ..setting }, thick);
            let label = column.settled(label, high);
            top = bar.bottom.max(label.area.bottom) + setting.pick(100, 80);
            rows.push(Row { row, label, bar, look: length.look() });
        }
        let bottom = rows.last().map_or(top, |row| row.bar.bottom.max(row.label.area.bottom)) + 40;
        Ok(BarsPlan { bars, setting, rows, zero: track.left, joined: column.is_beside(), bottom })
    }
}

/// The length of a row; its parts have places in the legend.
fn read<'a>(row: &'a BarRow, bars: &Bars) -> Result<Length<'a>, ChartError> {
    if row.values.len() > bars.parts.len().max(1) || bars.parts.len() > BAR_PARTS.len() {
        return Err(ChartError::Parts(row.label.clone()));
    }
    let values: Vec<(usize, Decimal)> = row.values.iter().map(|part| part.value).enumerate().collect();
    Length::new(&values, &row.text, row.kind)
}

impl Plan for BarsPlan<'_> {
    fn bottom(&self) -> i32 {
        self.bottom
    }

    fn signs(&self) -> Vec<(Sign, String)> {
        let mut signs = Vec::new();
        if self.bars.parts.len() > 1 {
            let used = |place: usize| self.bars.rows.iter().any(|row| row.values.len() > place);
            let parts = BAR_PARTS.iter().zip(&self.bars.parts).enumerate();
            signs.extend(
                parts
                    .filter(|(place, _)| used(*place))
                    .map(|(_, ((mark, pattern), words))| (Sign::Part(*mark, *pattern), words.clone())),
            );
        }
        let kinds: Vec<PointKind> = self.rows.iter().filter_map(|row| row.look).collect();
        signs.extend(kind_signs(&kinds, self.setting.words, self.bars.parts.len() < 2));
        signs
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        for row in &self.rows {
            canvas.open("c-row", Some(&describe::bar_row(row.row, &self.bars.parts, self.setting.lang)));
            row.label.draw(canvas)?;
            row.bar.draw(canvas)?;
            if !self.joined && row.look.is_some() {
                let area = row.bar.area;
                canvas.path(Mark::Axis, &[(self.zero, area.top - 20), (self.zero, area.bottom + 20)])?;
            }
            canvas.close();
        }
        if self.joined {
            let top = self.rows.first().map_or(0, |row| row.bar.top);
            let bottom = self.rows.last().map_or(0, |row| row.bar.bottom);
            canvas.path(Mark::Axis, &[(self.zero, top - 20), (self.zero, bottom + 20)])?;
        }
        Ok(Vec::new())
    }
}
