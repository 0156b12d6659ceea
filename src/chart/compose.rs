//! Puts a picture together: headline, chart, legend, foot.
//!
//! In: a figure. Out: the picture, its size, the labels without a place and where every text stands. It decides
//! what stands below what; the charts themselves are laid out in `trend` and `verdicts`.

use super::drawing::Canvas;
use super::font::{Fonts, Weight};
use super::layout::{Area, Measure};
use super::legend::{Legend, Sign};
use super::palette::Mark;
use super::spec::{Chart, Figure};
use super::svg::{Head, Hold};
use super::trend::TrendPlan;
use super::verdicts::VerdictsPlan;
use super::{ChartError, Form, describe};

/// A finished picture.
pub(super) struct Picture {
    pub(super) svg: String,
    pub(super) dropped: Vec<String>,
    /// Where each text stands: the tests look here.
    #[cfg_attr(not(test), expect(dead_code, reason = "what the property tests look at"))]
    pub(super) texts: Vec<(String, Area)>,
    #[cfg_attr(not(test), expect(dead_code, reason = "what the property tests look at"))]
    pub(super) size: (i32, i32),
}

/// Lines of one kind of text, stacked.
struct Block {
    mark: Mark,
    lines: Vec<String>,
    top: i32,
    line: i32,
}

/// A chart that is laid out but not drawn.
enum Plan<'a> {
    Trend(TrendPlan<'a>),
    Verdicts(VerdictsPlan<'a>),
}

/// Lays out and draws a figure.
pub(super) fn picture(figure: &Figure, form: Form, lang: &str, fonts: &Fonts) -> Result<Picture, ChartError> {
    let mut blocks = Vec::new();
    let mut y = match form {
        Form::Inline => 40,
        Form::File => head(&mut blocks, figure, fonts),
    };
    let plan = match &figure.chart {
        Chart::Trend(trend) => Plan::Trend(TrendPlan::new(trend, &figure.words, form, fonts, y)?),
        Chart::Verdicts(verdicts) => Plan::Verdicts(VerdictsPlan::new(verdicts, form, fonts, y)?),
    };
    y = plan.bottom() + if form == Form::File { 160 } else { 60 };
    let legend = Legend::new(plan.signs(figure), form, fonts, y);
    y = match form {
        Form::Inline => legend.bottom + 20,
        Form::File => foot(&mut blocks, figure, fonts, legend.bottom + 160) + 240,
    };
    let canvas = Canvas::new(form, fonts, y);
    if form == Form::File {
        canvas.rectangle(Mark::Ground, Area { left: 0, top: 0, right: form.width(), bottom: y })?;
    }
    for block in &blocks {
        block.draw(&canvas, form)?;
    }
    let dropped = match &plan {
        Plan::Trend(plan) => plan.draw(&canvas, lang)?,
        Plan::Verdicts(plan) => plan.draw(&canvas)?,
    };
    legend.draw(&canvas)?;
    let description = describe::describe(figure, lang);
    let (svg, texts) = canvas.finish(&Head {
        id: &figure.id,
        lang,
        name: &description.alt,
        reading: &description.sentence,
        width: form.width(),
        height: y,
    });
    Ok(Picture { svg, dropped, texts, size: (form.width(), y) })
}

/// Headline and subtitle; gives the place below them.
fn head(blocks: &mut Vec<Block>, figure: &Figure, fonts: &Fonts) -> i32 {
    let title = Block::new(Mark::Title, &figure.title, fonts, 260);
    let subtitle = Block::new(Mark::Subtitle, &figure.subtitle, fonts, title.bottom() + 50);
    let bottom = subtitle.bottom();
    blocks.extend([title, subtitle]);
    bottom + 180
}

/// Notes, source, edition and licence; gives the place below them.
fn foot(blocks: &mut Vec<Block>, figure: &Figure, fonts: &Fonts, top: i32) -> i32 {
    let mut y = top;
    let lines = figure.notes.iter().chain([&figure.source, &figure.edition, &figure.licence]);
    for text in lines.filter(|text| !text.is_empty()) {
        let block = Block::new(Mark::Foot, text, fonts, y);
        y = block.bottom();
        blocks.push(block);
    }
    y
}

impl Block {
    fn new(mark: Mark, text: &str, fonts: &Fonts, top: i32) -> Block {
        let form = Form::File;
        let size = form.size(mark);
        let weight = mark.letters().map_or(Weight::Regular, |letters| letters.weight);
        let measure = Measure { fonts, size, weight };
        let lines = measure.lines(text, form.width() - 2 * form.margin());
        Block { mark, lines, top, line: size * 3 / 2 }
    }

    fn bottom(&self) -> i32 {
        self.top + self.line * i32::try_from(self.lines.len()).unwrap_or(0)
    }

    fn draw(&self, canvas: &Canvas<'_>, form: Form) -> Result<(), ChartError> {
        let mut y = self.top + self.line / 2;
        for line in &self.lines {
            canvas.text(self.mark, Hold::Start, (form.margin(), y), line)?;
            y += self.line;
        }
        Ok(())
    }
}

impl Plan<'_> {
    fn bottom(&self) -> i32 {
        match self {
            Plan::Trend(plan) => plan.bottom,
            Plan::Verdicts(plan) => plan.bottom,
        }
    }

    fn signs(&self, figure: &Figure) -> Vec<(Sign, String)> {
        match self {
            Plan::Trend(plan) => plan.signs(&figure.words),
            Plan::Verdicts(plan) => plan.signs(),
        }
    }
}
