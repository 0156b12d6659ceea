//! Results against targets: each row a bar from zero and the stroke of its target.
//!
//! In: [`Bullets`]. Out: its plan and then its drawing. The bar and the target of a row share a scale: that of all
//! rows where they have one unit, else one of their own, which the legend says. What stands where is told by words above and below the bar, so that
//! no text meets a stroke.

use super::bar::kind_signs;
use super::block::{Block, Column};
use super::drawing::Canvas;
use super::layout::Area;
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::scale::{Micros, length};
use super::sign::{Sign, TARGET_ENDS, TIP, Turn, bar, has_tip, tip, upright, upright_signs, upright_span};
use super::spec::{BulletRow, Bullets, PointKind};
use super::{ChartError, describe};

/// How far the stroke of a target reaches beyond its bar, up and down.
const BEYOND: i32 = 30;

/// Bars with targets that are laid out.
pub(super) struct BulletsPlan<'a> {
    setting: Setting<'a>,
    /// Whether each row has a scale of its own.
    is_own: bool,
    pub(super) rows: Vec<Row<'a>>,
    bottom: i32,
}

/// A row that is laid out.
pub(super) struct Row<'a> {
    row: &'a BulletRow,
    label: Block,
    value: Block,
    pub(super) bar: Area,
    /// Where the stroke of the target stands, and its second end.
    pub(super) target: (i32, Option<i32>),
    aim: Block,
    turn: Turn,
}

impl<'a> BulletsPlan<'a> {
    /// Lays the rows out.
    pub(super) fn new(bullets: &'a Bullets, setting: Setting<'a>) -> Result<BulletsPlan<'a>, ChartError> {
        if bullets.rows.is_empty() {
            return Err(ChartError::Empty);
        }
        let most = |row: &BulletRow| -> Result<Micros, ChartError> {
            let ends = [Some(row.value), Some(row.target.value), row.target.upper];
            ends.into_iter().flatten().try_fold(1, |most: Micros, end| Ok(most.max(length(end)?)))
        };
        let shared = match bullets.shared {
            None => None,
            Some(end) => {
                Some(bullets.rows.iter().try_fold(length(end)?, |all, row| Ok(all.max(most(row)?)))?)
            }
        };
        let column = Column::new(bullets.rows.iter().map(|row| row.label.as_str()), setting);
        let mut top = setting.top;
        let mut rows = Vec::with_capacity(bullets.rows.len());
        for row in &bullets.rows {
            let end = shared.map_or_else(|| most(row), Ok)?;
            let row = Row::new(row, column, end, Setting { top, ..setting })?;
            top = row.bottom() + setting.pick(120, 150);
            rows.push(row);
        }
        let bottom = rows.last().map_or(top, Row::bottom) + 40;
        Ok(BulletsPlan { setting, is_own: shared.is_none() && rows.len() > 1, rows, bottom })
    }
}

impl<'a> Row<'a> {
    fn new(
        row: &'a BulletRow,
        column: Column,
        most: Micros,
        setting: Setting<'a>,
    ) -> Result<Row<'a>, ChartError> {
        let target = &row.target;
        let (value, low) = (length(row.value)?, length(target.value)?);
        let high = target.upper.map(length).transpose()?;
        let label = column.label(&row.label, setting);
        let (left, right) = (column.end + TARGET_ENDS + 20, setting.right());
        let top = if column.is_beside() { setting.top } else { label.area.bottom };
        let value_text =
            Block::new(Mark::CountText, &row.text, Setting { top, ..setting }, left, right - left);
        // The longest of all keeps clear of the right edge, its ends and its tip included.
        let reach = i128::from(right - left - TIP.max(TARGET_ENDS + 20));
        let at = |value: Micros| left + i32::try_from((value * reach * 2 + most) / (most * 2)).unwrap_or(0);
        let from = value_text.area.bottom + BEYOND + 10;
        // What is more than nothing is seen.
        let least = if value > 0 { left + 10 } else { left };
        let bottom = from + setting.pick(110, 140);
        let bar = Area { left, right: at(value).max(least), top: from, bottom };
        let aim_top = bar.bottom + BEYOND + 10;
        let aim = Setting { top: aim_top, ..setting };
        let aim = Block::new(Mark::TargetText, &target.label, aim, left, right - left);
        Ok(Row {
            label,
            value: value_text,
            bar,
            target: (at(low), high.map(at)),
            aim,
            turn: Turn::toward(target.direction, false),
            row,
        })
    }

    fn bottom(&self) -> i32 {
        self.aim.area.bottom.max(self.label.area.bottom)
    }

    fn mark(&self) -> Mark {
        if self.row.target.aspirational { Mark::Aspire } else { Mark::Target }
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        self.label.draw(canvas)?;
        self.value.draw(canvas)?;
        let zero = [(self.bar.left, self.bar.top - 15), (self.bar.left, self.bar.bottom + 15)];
        if self.bar.width() > 0 {
            bar(canvas, self.row.kind, 0, self.bar)?;
        }
        if has_tip(self.row.kind) {
            tip(canvas, self.row.kind, 0, Area { left: self.bar.right, ..self.bar })?;
        }
        let middle = self.bar.middle().1;
        let half = self.bar.height() / 2 + BEYOND;
        // A gap in the colour of the ground, so that the stroke is seen on the bar.
        for x in
            [Some(self.target.0), self.target.1].into_iter().flatten().filter(|x| *x <= self.bar.right + 40)
        {
            canvas.path(Mark::Gutter, &[(x, self.bar.top), (x, self.bar.bottom)])?;
        }
        match self.target {
            (low, Some(high)) => upright_span(canvas, self.mark(), (low, middle), high, half)?,
            (low, None) => upright(canvas, self.mark(), self.turn, (low, middle), half)?,
        }
        canvas.path(Mark::Axis, &zero)?;
        self.aim.draw(canvas)
    }
}

impl Plan for BulletsPlan<'_> {
    fn bottom(&self) -> i32 {
        self.bottom
    }

    fn signs(&self) -> Vec<(Sign, String)> {
        let words = self.setting.words;
        let kinds: Vec<PointKind> = self.rows.iter().map(|row| row.row.kind).collect();
        let mut signs = kind_signs(&kinds, words, true);
        signs.extend(upright_signs(words, |aspirational| {
            let row = self.rows.iter().find(|row| row.row.target.aspirational == aspirational)?;
            Some((row.turn, row.target.1.is_some()))
        }));
        if self.is_own {
            signs.push((Sign::OwnScale, words.own_scale.clone()));
        }
        signs
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        for row in &self.rows {
            canvas.open("c-row", Some(&describe::bullet_row(row.row, self.setting.lang)));
            row.draw(canvas)?;
            canvas.close();
        }
        Ok(Vec::new())
    }
}
