//! The legend: what each sign in the picture means.
//!
//! In: signs with their words. Out: rows that fit the width, then the drawing of them. How a sign looks is
//! said in `sign`; which ones a picture uses, its chart says.

use super::drawing::Canvas;
use super::font::{Fonts, Weight};
use super::layout::Spot;
use super::lines::Measure;
use super::palette::Mark;
use super::sign::{SIGN, Sign};
use super::svg::Hold;
use super::{ChartError, Form};

/// A sign, its words and where they stand.
#[derive(Debug)]
struct Entry {
    sign: Sign,
    lines: Vec<String>,
    /// The left edge and the middle of the first line.
    spot: Spot,
}

/// A legend whose rows are broken.
#[derive(Debug)]
pub(super) struct Legend {
    entries: Vec<Entry>,
    pub(super) bottom: i32,
    line: i32,
}

const AFTER_SIGN: i32 = 70;
const BETWEEN: i32 = 180;

/// How much longer a text becomes where readers set it wider: by 0.12 em for a letter and 0.16 em for a blank (WCAG 1.4.12).
fn stretch(line: &str, size: i32) -> i32 {
    let (letters, blanks) = (line.chars().count(), line.matches(' ').count());
    i32::try_from(letters * 12 + blanks * 16).unwrap_or(0).saturating_mul(size) / 100
}

impl Legend {
    /// Breaks the entries into rows below `top`. The lines of one are about as long as each other: a count does not stand alone.
    pub(super) fn new(signs: Vec<(Sign, String)>, form: Form, fonts: &Fonts, top: i32) -> Legend {
        let size = form.size(Mark::LegendText);
        let measure = Measure { fonts, size, weight: Weight::Regular };
        let (left, right) = (form.margin(), form.width() - form.margin());
        let line = size * 3 / 2;
        let (mut x, mut y) = (left, top);
        let mut used = 0;
        let mut entries = Vec::new();
        for (sign, words) in signs {
            let lines = measure.lines(&words, right - left - SIGN - AFTER_SIGN, true);
            let widest = lines.iter().map(|line| measure.reserved(line)).max().unwrap_or(0);
            let width = SIGN + AFTER_SIGN + widest;
            if x > left && x + width > right {
                x = left;
                y += line * used;
                used = 0;
            }
            used = used.max(i32::try_from(lines.len()).unwrap_or(1));
            let longer = match form {
                Form::Inline => lines.iter().map(|line| stretch(line, size)).max().unwrap_or(0),
                Form::File => 0,
            };
            entries.push(Entry { sign, lines, spot: (x, y + line / 2) });
            x += width + longer.max(BETWEEN);
        }
        Legend { entries, bottom: y + line * used, line }
    }

    /// Draws signs and words.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        if self.entries.is_empty() {
            return Ok(());
        }
        canvas.open("c-legend", None);
        for entry in &self.entries {
            let (x, y) = entry.spot;
            entry.sign.draw(canvas, (x + SIGN / 2, y))?;
            for (index, words) in entry.lines.iter().enumerate() {
                let down = self.line * i32::try_from(index).unwrap_or(0);
                canvas.text(Mark::LegendText, Hold::Start, (x + SIGN + AFTER_SIGN, y + down), words)?;
            }
        }
        canvas.close();
        Ok(())
    }
}
