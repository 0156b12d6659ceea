//! Lines of one kind of text, stacked.
//!
//! In: a text, where it stands and how wide it may be. Out: its lines, the area that they cover, and their
//! drawing. Where a block stands is decided by who makes it.

use super::drawing::Canvas;
use super::layout::Area;
use super::palette::Mark;
use super::plan::Setting;
use super::svg::Hold;
use super::{ChartError, Form};

/// Lines of text below each other.
#[derive(Clone, Debug)]
pub(super) struct Block {
    mark: Mark,
    lines: Vec<String>,
    /// What the lines cover, the reserve of the widest one included.
    pub(super) area: Area,
    line: i32,
}

impl Block {
    /// Breaks a text into lines of this width at most; they begin at `left`, below `top`.
    pub(super) fn new(mark: Mark, text: &str, setting: Setting<'_>, left: i32, width: i32) -> Block {
        let measure = setting.measure(mark);
        let lines = measure.lines(text, width, mark == Mark::Title);
        let widest = lines.iter().map(|line| measure.reserved(line)).max().unwrap_or(0);
        let line = setting.line(mark);
        let height = line * i32::try_from(lines.len()).unwrap_or(0);
        let top = setting.top;
        let area = Area { left, top, right: left + widest, bottom: top + height };
        Block { mark, lines, area, line }
    }

    /// The block at another height.
    pub(super) fn moved(mut self, top: i32) -> Block {
        self.area = Area { top, bottom: top + self.area.height(), ..self.area };
        self
    }

    /// The block with its right edge here.
    pub(super) fn ending(mut self, right: i32) -> Block {
        self.area = Area { left: right - self.area.width(), right, ..self.area };
        self
    }

    /// Draws the lines from the left edge.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        let mut y = self.area.top + self.line / 2;
        for line in &self.lines {
            canvas.text(self.mark, Hold::Start, (self.area.left, y), line)?;
            y += self.line;
        }
        Ok(())
    }
}

/// Where the labels of rows stand: above what they name, or in a column left of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    left: i32,
    width: i32,
    beside: bool,
    /// Where what they name begins.
    pub(super) end: i32,
}

impl Column {
    /// Above the rows of a page; in a file, a column as wide as the widest label, up to a third of the
    /// picture.
    pub(super) fn new<'l>(labels: impl Iterator<Item = &'l str>, setting: Setting<'_>) -> Column {
        let (left, right) = (setting.left(), setting.right());
        match setting.form {
            Form::Inline => Column { left, width: right - left, beside: false, end: left },
            Form::File => {
                let widest = labels.map(|label| setting.width(label, Mark::RowText)).max().unwrap_or(0);
                let width = widest.clamp(600, (right - left) / 3);
                Column { left, width, beside: true, end: left + width + 160 }
            }
        }
    }

    /// A label at the top of its row.
    pub(super) fn label(self, text: &str, setting: Setting<'_>) -> Block {
        Block::new(Mark::RowText, text, setting, self.left, self.width)
    }

    /// Where what a label names has its upper edge, if it is so high.
    pub(super) fn below(self, label: &Block, high: i32) -> i32 {
        if self.beside {
            label.area.top + ((label.area.height() - high) / 2).max(0)
        } else {
            label.area.bottom + 10
        }
    }

    /// The label, set on the middle of what it names where that is higher.
    pub(super) fn settled(self, label: Block, high: i32) -> Block {
        let top = label.area.top;
        let lower = if self.beside { ((high - label.area.height()) / 2).max(0) } else { 0 };
        label.moved(top + lower)
    }

    /// Whether the labels stand left of what they name.
    pub(super) fn is_beside(self) -> bool {
        self.beside
    }
}
