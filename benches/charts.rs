//! What charts cost: `cargo run --release --example charts` times the drawing of a chart and of its pixels.
//!
//! In: nothing, or a folder of SVG files. Out: times and sizes on standard output: of one chart on one thread; or, for a folder,
//! of all its pictures as PNG on all cores, beside the rasteriser alone. On a busy machine only the ratios compare.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench looks at the clock and prints"
)]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use resvg::{tiny_skia, usvg};

use dajuan::chart::{
    Caption, Chart, Direction, Figure, Fonts, Form, Point, PointKind, TargetMark, Trend, ValueAxis, Words,
    draw, png,
};
use dajuan::model::Decimal;

fn fonts() -> Fonts {
    let regular = include_bytes!("../themes/default/fonts/DajuanSansSC-Regular.otf");
    Fonts::new(regular, include_bytes!("../themes/default/fonts/DajuanSansSC-Bold.otf"), None).unwrap()
}

/// The trend of the README: two points, a target, a gap.
fn trend() -> Figure {
    let text = |text: &str| text.to_owned();
    let number = |text: &str| Decimal::parse(text).unwrap();
    let point = |year, value, kind| Point { year, value: number(value), label: format!("{value}%"), kind };
    Figure {
        id: text("chart"),
        chart: Chart::Trend(Trend {
            points: vec![point(2022, "50.52", PointKind::Derived), point(2025, "74.48", PointKind::Reported)],
            targets: vec![TargetMark {
                year: 2025,
                value: number("60"),
                upper: None,
                label: text("目标 ≥60%"),
                phrase: text("稳定在60%以上"),
                direction: Direction::AtLeast,
                aspirational: false,
            }],
            silent: Vec::new(),
            first_year: 2022,
            last_year: 2025,
            unit: text("%"),
            axis: ValueAxis::Fitted,
            ceiling: Some(number("100")),
            tick_shift: 0,
            tick_suffix: text("%"),
            lower_is_better: false,
            change: Some(text("上升23.96个百分点")),
        }),
        title: text("昭通市初中学业水平考试合格率比2022年上升23.96个百分点"),
        subtitle: text("昭通市 · 初中学业水平考试合格率 · 2022—2025年 · 单位：%"),
        notes: Vec::new(),
        source: text("来源：《昭通市教育高质量发展三年行动方案（2023—2025年）》《昭通教育三年行动答卷》"),
        edition: text("版本：未冻结，数据截至2025年12月31日"),
        licence: text("许可：CC BY 4.0"),
        words: Arc::new(Words {
            reported: text("文件写明"),
            derived: text("推算"),
            gap: text("其间没有数据"),
            target: text("目标"),
            cropped: text("纵轴不从零开始"),
            ..Words::default()
        }),
    }
}

/// The median time of a call in microseconds.
fn micros(times: usize, mut call: impl FnMut()) -> f64 {
    let mut spent: Vec<f64> = (0..times)
        .map(|_| {
            let started = Instant::now();
            call();
            started.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    spent.sort_by(f64::total_cmp);
    spent[spent.len() / 2]
}

/// The SVG files below a folder.
fn pictures(folder: &Path) -> Vec<String> {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let is_picture = |path: &Path| path.extension().is_some_and(|ending| ending == "svg");
    let below = entries.into_iter().flat_map(|path| {
        let own = is_picture(&path).then(|| std::fs::read_to_string(&path).unwrap());
        own.into_iter().chain(if path.is_dir() { pictures(&path) } else { Vec::new() })
    });
    below.collect()
}

/// The rasteriser alone: the same width, the same faces, no words in the file.
fn alone(picture: &str, faces: &Arc<usvg::fontdb::Database>) -> usize {
    let mut options = usvg::Options { fontdb: Arc::clone(faces), ..usvg::Options::default() };
    options.font_family = "Dajuan Sans SC".to_owned();
    let tree = usvg::Tree::from_str(picture, &options).unwrap();
    let scale = 1600.0 / tree.size().width();
    let mut pixels = tiny_skia::Pixmap::new(1600, (tree.size().height() * scale).ceil() as u32).unwrap();
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().unwrap().len()
}

/// All pictures of a folder as PNG on all cores, turn by turn with the rasteriser alone.
fn compare(folder: &Path, fonts: &Fonts) {
    let pictures = pictures(folder);
    assert!(!pictures.is_empty(), "{} has no SVG", folder.display());
    let mut faces = usvg::fontdb::Database::new();
    faces.load_font_data(include_bytes!("../themes/default/fonts/DajuanSansSC-Regular.otf").to_vec());
    faces.load_font_data(include_bytes!("../themes/default/fonts/DajuanSansSC-Bold.otf").to_vec());
    let faces = Arc::new(faces);
    let caption = Caption { title: "t", description: "d", source: "s", licence: "l" };
    let timed = |each: &(dyn Fn(&String) -> usize + Sync)| {
        let started = Instant::now();
        let bytes: usize = pictures.par_iter().map(each).sum();
        (started.elapsed().as_secs_f64(), bytes)
    };
    for _ in 0..3 {
        let (own, bytes) = timed(&|picture| png(picture, caption, fonts, || None).unwrap().len());
        let (other, plain) = timed(&|picture| alone(picture, &faces));
        println!(
            "{} pictures: PNG {own:.2} s, {} kB each; rasteriser alone {other:.2} s, {} kB each; ratio {:.2}",
            pictures.len(),
            bytes / pictures.len() / 1000,
            plain / pictures.len() / 1000,
            own / other
        );
    }
}

fn main() {
    let fonts = fonts();
    if let Some(folder) = std::env::args().skip_while(|word| word != "--pngs").nth(1) {
        return compare(Path::new(&folder), &fonts);
    }
    let figure = trend();
    let file = draw(&figure, Form::File, "zh-Hans", &fonts).unwrap().svg;
    for form in [Form::Inline, Form::File] {
        let each =
            micros(20_000, || drop(std::hint::black_box(draw(&figure, form, "zh-Hans", &fonts).unwrap())));
        println!("trend SVG, {form:?}: {each:.1} us");
    }
    if std::env::args().any(|word| word == "--svg") {
        return;
    }
    let caption = Caption { title: "t", description: "d", source: "s", licence: "l" };
    let picture = png(&file, caption, &fonts, || None).unwrap();
    let whole = micros(31, || drop(std::hint::black_box(png(&file, caption, &fonts, || None).unwrap())));
    println!("PNG {} bytes: {:.2} ms", picture.len(), whole / 1e3);
}
