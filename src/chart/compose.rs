//! Puts a picture together: headline, chart, legend, foot.
//!
//! In: a figure. Out: the picture, its size, the labels without a place and where every text stands. It
//! decides what stands below what; each kind of chart is laid out in its own file.

use super::bars::BarsPlan;
use super::block::Block;
use super::bullets::BulletsPlan;
use super::dots::DotsPlan;
use super::drawing::Canvas;
use super::font::Fonts;
use super::layout::Area;
use super::legend::Legend;
use super::pairs::PairsPlan;
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::slope::SlopePlan;
use super::spec::{Chart, Figure};
use super::svg::Head;
use super::timeline::TimelinePlan;
use super::trend::TrendPlan;
use super::verdicts::VerdictsPlan;
use super::{ChartError, Description, Form};

/// A finished picture.
pub(super) struct Picture {
    pub(super) svg: String,
    pub(super) dropped: Vec<String>,
    pub(super) words: Description,
    /// Where each text stands: the tests look here.
    #[cfg_attr(not(test), expect(dead_code, reason = "what the property tests look at"))]
    pub(super) texts: Vec<(String, Area)>,
    pub(super) size: (i32, i32),
}

/// Lays out a chart of any kind.
fn plan<'a>(chart: &'a Chart, setting: Setting<'a>) -> Result<Box<dyn Plan + 'a>, ChartError> {
    Ok(match chart {
        Chart::Trend(trend) => Box::new(TrendPlan::new(trend, setting)?),
        Chart::Verdicts(verdicts) => Box::new(VerdictsPlan::new(verdicts, setting)?),
        Chart::Bars(bars) => Box::new(BarsPlan::new(bars, setting)?),
        Chart::Dots(dots) => Box::new(DotsPlan::new(dots, setting)?),
        Chart::Timeline(timeline) => Box::new(TimelinePlan::new(timeline, setting)?),
        Chart::Pairs(pairs) => Box::new(PairsPlan::new(pairs, setting)?),
        Chart::Bullets(bullets) => Box::new(BulletsPlan::new(bullets, setting)?),
        Chart::Slope(slope) => Box::new(SlopePlan::new(slope, setting)?),
    })
}

/// Lays out and draws a figure.
pub(super) fn picture(
    figure: &Figure,
    form: Form,
    words: Description,
    lang: &str,
    fonts: &Fonts,
) -> Result<Picture, ChartError> {
    let mut setting = Setting { form, fonts, words: &figure.words, lang, top: 40 };
    let mut blocks = Vec::new();
    if form == Form::File {
        setting.top = 260;
        head(&mut blocks, figure, &mut setting);
    }
    let plan = plan(&figure.chart, setting)?;
    let mut signs = plan.signs();
    signs.retain(|(_, words)| !words.is_empty());
    let legend = Legend::new(signs, form, fonts, plan.bottom() + setting.pick(60, 160));
    let bottom = match form {
        Form::Inline => legend.bottom + 20,
        Form::File => {
            setting.top = legend.bottom + 160;
            foot(&mut blocks, figure, &mut setting);
            setting.top + 240
        }
    };
    let canvas = Canvas::new(form, fonts, bottom);
    if form == Form::File {
        canvas.rectangle(Mark::Ground, Area { left: 0, top: 0, right: form.width(), bottom })?;
    }
    blocks.iter().try_for_each(|block| block.draw(&canvas))?;
    let dropped = plan.draw(&canvas)?;
    legend.draw(&canvas)?;
    let (svg, texts) = canvas.finish(&Head {
        id: &figure.id,
        lang,
        name: &words.alt,
        reading: &words.sentence,
        width: form.width(),
        height: bottom,
    });
    Ok(Picture { svg, dropped, words, texts, size: (form.width(), bottom) })
}

/// Headline and subtitle; what follows stands below them.
fn head(blocks: &mut Vec<Block>, figure: &Figure, setting: &mut Setting<'_>) {
    stack(blocks, Mark::Title, &figure.title, setting);
    setting.top += 50;
    stack(blocks, Mark::Subtitle, &figure.subtitle, setting);
    setting.top += 180;
}

/// Notes, source, edition and licence; what follows stands below them.
fn foot(blocks: &mut Vec<Block>, figure: &Figure, setting: &mut Setting<'_>) {
    let lines = figure.notes.iter().chain([&figure.source, &figure.edition, &figure.licence]);
    for text in lines.filter(|text| !text.is_empty()) {
        stack(blocks, Mark::Foot, text, setting);
    }
}

fn stack(blocks: &mut Vec<Block>, mark: Mark, text: &str, setting: &mut Setting<'_>) {
    let width = setting.right() - setting.left();
    let block = Block::new(mark, text, *setting, setting.left(), width);
    setting.top = block.area.bottom;
    blocks.push(block);
}
