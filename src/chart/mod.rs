//! Charts: from what is to be shown to the text of an SVG.
//!
//! In: a [`Figure`] in the terms of the report, and the bundled [`Fonts`]. Out: an SVG for a page
//! ([`Form::Inline`]) or for download ([`Form::File`]), a sentence that reads the chart out and an
//! alternative text ([`Description`]), and the rules of its classes ([`stylesheet`]). The path is `spec` →
//! `scale` and `layout` → the file of the kind (`trend`, `bars`, …), which fulfils `plan` → `compose` →
//! `drawing` (plotters) → `svg`. No file is read, nothing is printed, no float decides a place, and the same
//! figure gives the same bytes on every machine.
//!
//! # Classes
//! Groups: `c-scales`, `c-targets`, `c-series`, `c-labels`, `c-legend`, `c-parts`, `c-part`, `c-row`. Root: `c-chart`. Shapes: `c-grid`, `c-axis`, `c-break`, `c-tick`, `c-line`, `c-gap`,
//! `c-reported`, `c-derived`, `c-provisional`, `c-bound`, `c-silent`, `c-target`, `c-aspire`, `c-leader`,
//! `c-gutter`, `c-hatch`, `c-hatch-open`, `c-part-` with the key of each verdict, `c-bar-first`, `c-bar-second`,
//! `c-bar-third`, `c-bar-hollow`, `c-bar-dashed`, `c-rule`, `c-stretch`, `c-deadline-early`,
//! `c-deadline-due`, `c-deadline-open`.
//! Text: `c-tick-text`, `c-value`, `c-target-text`, `c-legend-text`, `c-count`, `c-row-text`, `c-absent`,
//! `c-rule-text`.
//! Inline charts have no colour of their own. A file has none of these classes; in both, what may be faint is
//! called `background`, `grid`, `axis`, `leader` or `shade`. [`stylesheet`] paints them through custom
//! properties (`--c-ground`, `--c-text`, `--c-series`, …); `--c-ground` must be the colour behind the chart,
//! because halos and hollow markers are filled with it. An inline chart keeps text at 12 pixels down to a
//! column of 288 pixels; a page should not let it grow much wider than 540.

mod bar;
mod bars;
mod block;
#[cfg(test)]
mod bullet_tests;
mod bullets;
mod compose;
mod describe;
mod dots;
mod drawing;
mod font;
mod layout;
mod legend;
mod lines;
mod pairs;
mod palette;
mod plan;
mod raster;
#[cfg(test)]
mod row_tests;
mod scale;
mod sign;
mod slope;
#[cfg(test)]
mod slope_tests;
mod spec;
mod svg;
#[cfg(test)]
mod tests;
mod timeline;
mod trend;
mod verdicts;

use std::error::Error;
use std::fmt;

pub use describe::{Description, told_as};
pub use font::{FontBytes, Fonts};
pub use palette::stylesheet;
pub use raster::{Caption, PNG_WIDTH, outlined, png};
pub use spec::{
    BarRow, BarValue, Bars, BulletRow, Bullets, Chart, Direction, DotPoint, DotRow, DotTarget, Dots, Figure,
    PairEnd, PairRow, Pairs, Point, PointKind, Slope, SlopeEnd, SlopeLine, TargetMark, Timeline,
    TimelineKind, TimelineMark, TimelineRow, Trend, ValueAxis, VerdictPart, Verdicts, Words,
};

use describe::describe;
use palette::Mark;

/// Where a chart will be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// On a page, which says the title and the source itself: 360 units wide, classes instead of colours.
    Inline,
    /// On its own: 800 units wide, light colours as attributes, title and source within the picture.
    File,
}

/// A drawn chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The picture.
    pub svg: String,
    /// The labels that found no free place, in order of their year (in a bar, of their part): the table must
    /// name these values.
    pub dropped: Vec<String>,
    /// The picture in words: they stand in it as its title and its description.
    pub words: Description,
    /// Width and height in units, rounded up.
    pub size: (u32, u32),
}

/// Why a chart cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartError {
    /// The bytes are not a usable font.
    Font(String),
    /// There is no point, target, counted part or row.
    Empty,
    /// The years span more than two centuries or run backwards.
    Years(i32, i32),
    /// Two points stand for one year.
    TwoPoints(i32),
    /// A bar that begins at zero cannot show this.
    Negative(String),
    /// The row has more parts than the legend has words for, or the legend has more than three.
    Parts(String),
    /// The value cannot be placed: too many digits.
    Value(String),
    /// Not the key of a verdict.
    Verdict(String),
    /// The drawing library refused.
    Drawing(String),
}

impl fmt::Display for ChartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChartError::Font(what) => write!(f, "not a usable font: {what}"),
            ChartError::Empty => write!(f, "there is nothing to draw"),
            ChartError::Years(first, last) => write!(f, "no year axis from {first} to {last}"),
            ChartError::TwoPoints(year) => write!(f, "two points for {year}"),
            ChartError::Negative(value) => write!(f, "no bar from zero shows {value}"),
            ChartError::Parts(row) => write!(f, "too many parts in the bar of {row}"),
            ChartError::Value(value) => write!(f, "too many digits to draw: {value}"),
            ChartError::Verdict(key) => write!(f, "not a verdict: {key}"),
            ChartError::Drawing(what) => write!(f, "drawing failed: {what}"),
        }
    }
}

impl Error for ChartError {}

/// Draws a figure.
///
/// # Errors
/// See [`ChartError`].
pub fn svg(figure: &Figure, form: Form, lang: &str, fonts: &Fonts) -> Result<String, ChartError> {
    draw(figure, form, lang, fonts).map(|drawn| drawn.svg)
}

/// Draws a figure and says which labels found no free place.
///
/// # Errors
/// See [`ChartError`].
pub fn draw(figure: &Figure, form: Form, lang: &str, fonts: &Fonts) -> Result<Drawn, ChartError> {
    draw_told(figure, form, describe(figure, lang), lang, fonts)
}

/// Draws a figure that was put into words before, for a picture of another form: they are the same in both.
///
/// # Errors
/// See [`ChartError`].
pub fn draw_told(
    figure: &Figure,
    form: Form,
    words: Description,
    lang: &str,
    fonts: &Fonts,
) -> Result<Drawn, ChartError> {
    let picture = compose::picture(figure, form, words, lang, fonts)?;
    let units = |tenths: i32| u32::try_from((tenths + 9) / 10).unwrap_or_default();
    let size = (units(picture.size.0), units(picture.size.1));
    Ok(Drawn { svg: picture.svg, dropped: picture.dropped, words: picture.words, size })
}

impl Form {
    /// The width of the picture in tenths of a unit.
    fn width(self) -> i32 {
        match self {
            Form::Inline => 3600,
            Form::File => 8000,
        }
    }

    /// The free margin left and right.
    fn margin(self) -> i32 {
        match self {
            Form::Inline => 20,
            Form::File => 320,
        }
    }

    /// The size of most text. 15 of 360 units are 12 pixels in a column of 288.
    fn base_size(self) -> i32 {
        match self {
            Form::Inline => 150,
            Form::File => 160,
        }
    }

    /// The size of a text.
    fn size(self, mark: Mark) -> i32 {
        match (self, mark) {
            (Form::Inline, _) => 150,
            (Form::File, Mark::Title) => 260,
            (Form::File, Mark::Value | Mark::CountText) => 180,
            (Form::File, Mark::Foot) => 140,
            (Form::File, _) => 160,
        }
    }
}
