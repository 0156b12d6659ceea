//! What every kind of chart is to the picture that it stands in.
//!
//! In: where a chart stands, its words, and the faces on which it is measured. Out: the trait that each kind
//! fulfils. It must not know any kind: a new one is a type in `spec`, a file, and a line in `compose` and
//! `describe`.

use super::drawing::Canvas;
use super::font::{Fonts, Weight};
use super::lines::Measure;
use super::palette::Mark;
use super::sign::Sign;
use super::spec::Words;
use super::{ChartError, Form};

/// A chart that is laid out but not drawn.
pub(super) trait Plan {
    /// The lower edge of everything that it draws.
    fn bottom(&self) -> i32;

    /// The signs that it uses, each with its words.
    fn signs(&self) -> Vec<(Sign, String)>;

    /// Draws it; gives the labels that found no place.
    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError>;
}

/// Where a chart stands and what it is set in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) form: Form,
    pub(super) fonts: &'a Fonts,
    pub(super) words: &'a Words,
    pub(super) lang: &'a str,
    /// The chart stands below this.
    pub(super) top: i32,
}

impl<'a> Setting<'a> {
    /// The left edge of the chart.
    pub(super) fn left(self) -> i32 {
        self.form.margin()
    }

    /// The right edge of the chart.
    pub(super) fn right(self) -> i32 {
        self.form.width() - self.form.margin()
    }

    /// How texts of this mark are measured.
    pub(super) fn measure(self, mark: Mark) -> Measure<'a> {
        let weight = mark.letters().map_or(Weight::Regular, |letters| letters.weight);
        Measure { fonts: self.fonts, size: self.form.size(mark), weight }
    }

    /// The width that a text of this mark needs, with its reserve.
    pub(super) fn width(self, text: &str, mark: Mark) -> i32 {
        self.measure(mark).reserved(text)
    }

    /// The height of a line of this mark.
    pub(super) fn line(self, mark: Mark) -> i32 {
        self.form.size(mark) * 3 / 2
    }

    /// Either length, by the form of the picture.
    pub(super) fn pick(self, inline: i32, file: i32) -> i32 {
        if self.form == Form::Inline { inline } else { file }
    }
}
