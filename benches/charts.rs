//! What charts cost: `cargo run --release --example charts` draws the charts of a built site anew and times each part.
//!
//! In: nothing, or a folder of SVG files. Out: a table of times and sizes on standard output. CPU time of one thread;
//! on a busy machine only the ratios compare.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench looks at the clock and prints"
)]

use std::time::Instant;

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
        words: Words {
            reported: text("文件写明"),
            derived: text("推算"),
            gap: text("其间没有数据"),
            target: text("目标"),
            cropped: text("纵轴不从零开始"),
            ..Words::default()
        },
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

fn main() {
    let fonts = fonts();
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
    if let Some(out) = std::env::args().nth(1) {
        std::fs::write(out, &picture).unwrap();
    }
}
