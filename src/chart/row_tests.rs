//! Holds the charts with a row for each thing to the promises of the room: their texts touch nothing, their
//! bars begin at zero, their sentences read as an editor would write them, and hostile words stay words.

use std::sync::Arc;

use proptest::prelude::*;

use super::bars::BarsPlan;
use super::bullet_tests::bullet;
use super::compose::Picture;
use super::layout::Area;
use super::pairs::PairsPlan;
use super::plan::Setting;
use super::slope_tests::slope;
use super::tests::{assert_inside, d, drawn, elements, figure, fonts, place, strokes, well_formed};
use super::*;
use crate::model::Decimal;

const KINDS: [PointKind; 6] = [
    PointKind::Reported,
    PointKind::Derived,
    PointKind::Revised,
    PointKind::Provisional,
    PointKind::AtLeast,
    PointKind::AtMost,
];

fn bar_row(label: &str, values: &[&str], text: &str) -> BarRow {
    let value = |value: &&str| BarValue { value: d(value), text: format!("{value}项") };
    let values = values.iter().map(value).collect();
    BarRow { label: label.into(), values, text: text.into(), kind: PointKind::Reported }
}

pub(super) fn dot_row(label: &str, points: &[&str], targets: &[&str], empty: Option<&str>) -> DotRow {
    let point =
        |value: &&str| DotPoint { value: d(value), label: format!("{value}%"), kind: PointKind::Reported };
    let target = |value: &&str| DotTarget {
        value: d(value),
        upper: None,
        label: format!("目标 ≥{value}%"),
        phrase: format!("{value}%以上"),
        direction: Direction::AtLeast,
        aspirational: false,
    };
    DotRow {
        label: label.into(),
        points: points.iter().map(point).collect(),
        targets: targets.iter().map(target).collect(),
        empty: empty.map(Into::into),
    }
}

fn dots(rows: Vec<DotRow>) -> Dots {
    Dots {
        rows,
        unit: "%".into(),
        axis: ValueAxis::Fitted,
        ceiling: Some(d("100")),
        tick_shift: 0,
        tick_suffix: "%".into(),
        lower_is_better: false,
    }
}

fn timeline(rows: Vec<TimelineRow>) -> Timeline {
    let marks = vec![TimelineMark { day: 19_696, label: "2023年12月5日印发".into() }];
    Timeline { rows, marks, first_year: 2023, last_year: 2026 }
}

fn deadline(label: &str, day: i32, kind: TimelineKind) -> TimelineRow {
    TimelineRow { label: label.into(), day, from: None, kind }
}

fn end(when: &str, value: &str, text: &str) -> PairEnd {
    PairEnd { when: when.into(), value: d(value), text: text.into(), kind: PointKind::Reported }
}

fn pair(before: PairEnd, after: PairEnd) -> PairRow {
    PairRow { label: "在校生人数".into(), before, after, change: Some("减少2.1万人".into()) }
}

/// A chart with rows as a reader meets it, and what it says.
struct Sample {
    chart: Chart,
    sentence: &'static str,
    alt: &'static str,
    /// The words of one of its rows.
    title: &'static str,
}

/// A sample of each kind of chart that has rows.
fn samples() -> Vec<Sample> {
    let rows = vec![bar_row("云南省", &["12", "8"], "20项"), bar_row("昭通市", &["3", "0"], "3项")];
    let days = vec![
        deadline("2023年9月1日：福在幼儿园等3项", 19_601, TimelineKind::BeforeIssue),
        deadline("2026年底：验收", 20_818, TimelineKind::NotDue),
    ];
    let pupils = pair(end("2022年", "124000", "12.4万人"), end("2025年", "103000", "10.3万人"));
    let places =
        vec![dot_row("昭通市", &["74.48"], &["30"], None), dot_row("大关县", &[], &[], Some("未设目标"))];
    vec![
        Sample {
            chart: Chart::Bars(Bars { rows, parts: vec!["已完成".into(), "进行中".into()] }),
            sentence: "云南省：20项，其中已完成12项，进行中8项；昭通市：3项，其中已完成3项，进行中0项。",
            alt: "Bar chart",
            title: "云南省：20项，其中已完成12项，进行中8项",
        },
        Sample {
            chart: Chart::Dots(dots(places)),
            sentence: "昭通市：74.48%，目标30%以上；大关县：未设目标。",
            alt: "Dot plot",
            title: "大关县：未设目标",
        },
        Sample {
            chart: Chart::Timeline(timeline(days)),
            sentence: "2023年12月5日印发。2023年9月1日：福在幼儿园等3项（印发前已到期）；2026年底：验收（未到期）。",
            alt: "Timeline",
            title: "2026年底：验收（未到期）",
        },
        Sample {
            chart: Chart::Pairs(Pairs { rows: vec![pupils.clone(), pupils] }),
            sentence: "在校生人数：2022年为12.4万人，2025年为10.3万人，减少2.1万人；\
                       在校生人数：2022年为12.4万人，2025年为10.3万人，减少2.1万人。",
            alt: "Paired bar chart",
            title: "在校生人数：2022年为12.4万人，2025年为10.3万人，减少2.1万人",
        },
        Sample {
            chart: Chart::Bullets(Bullets {
                rows: vec![bullet("覆盖率", "96.55", "94"), bullet("巩固率", "95", "98")],
                shared: Some(d("100")),
            }),
            sentence: "覆盖率：2025年96.55%，目标94%以上；巩固率：2025年95%，目标98%以上。",
            alt: "Bullet chart",
            title: "巩固率：2025年95%，目标98%以上",
        },
        Sample {
            chart: Chart::Slope(slope()),
            sentence: "本科上线率：2022年为39.68%，2025年为51.35%，上升11.67个百分点。",
            alt: "Slope chart",
            title: "本科上线率：2022年为39.68%，2025年为51.35%，上升11.67个百分点",
        },
    ]
}

/// The sample of a kind.
fn sample(is_kind: impl Fn(&Chart) -> bool) -> Chart {
    samples().into_iter().map(|sample| sample.chart).find(is_kind).unwrap()
}

/// The same chart with every text replaced. A new kind of chart stops the build here: it needs its arm, and a sample.
fn with_words(chart: Chart, words: &str) -> Chart {
    let text = || words.to_owned();
    match chart {
        Chart::Trend(mut trend) => {
            trend.unit = text();
            trend.points.iter_mut().for_each(|point| point.label = text());
            Chart::Trend(trend)
        }
        Chart::Verdicts(mut verdicts) => {
            verdicts.total_label = text();
            verdicts.parts.iter_mut().for_each(|part| part.label = text());
            Chart::Verdicts(verdicts)
        }
        Chart::Bars(mut bars) => {
            bars.parts.iter_mut().for_each(|part| *part = text());
            for row in &mut bars.rows {
                (row.label, row.text) = (text(), text());
                row.values.iter_mut().for_each(|value| value.text = text());
            }
            Chart::Bars(bars)
        }
        Chart::Dots(mut dots) => {
            (dots.unit, dots.tick_suffix) = (text(), "<".to_owned());
            for row in &mut dots.rows {
                row.label = text();
                row.points.iter_mut().for_each(|point| point.label = text());
                row.targets.iter_mut().for_each(|target| (target.label, target.phrase) = (text(), text()));
                row.empty = row.empty.as_ref().map(|_| text());
            }
            Chart::Dots(dots)
        }
        Chart::Timeline(mut timeline) => {
            timeline.marks.iter_mut().for_each(|mark| mark.label = text());
            timeline.rows.iter_mut().for_each(|row| row.label = text());
            Chart::Timeline(timeline)
        }
        Chart::Pairs(mut pairs) => {
            for row in &mut pairs.rows {
                row.label = text();
                (row.before.when, row.before.text) = (text(), text());
                (row.after.when, row.after.text) = (text(), text());
                row.change = Some(text());
            }
            Chart::Pairs(pairs)
        }
        Chart::Bullets(mut bullets) => {
            for row in &mut bullets.rows {
                (row.label, row.text) = (text(), text());
                (row.target.label, row.target.phrase) = (text(), text());
            }
            Chart::Bullets(bullets)
        }
        Chart::Slope(mut slope) => {
            (slope.from, slope.to) = (text(), text());
            for line in &mut slope.lines {
                (line.label, line.before.text, line.after.text) = (text(), text(), text());
                line.change = Some(text());
            }
            Chart::Slope(slope)
        }
    }
}

/// The value of an attribute in tenths.
fn tenths_of(element: &str, name: &str) -> Option<i32> {
    let (_, rest) = element.split_once(&format!(" {name}=\""))?;
    place(rest.split('"').next()?)
}

/// What every rectangle, circle and polygon covers; the ground of a file is left out.
fn shapes(svg: &str) -> Vec<Area> {
    let mut shapes = Vec::new();
    for rect in elements(svg, "rect").iter().filter(|rect| !rect.contains("background")) {
        let [left, top, width, height] =
            ["x", "y", "width", "height"].map(|name| tenths_of(rect, name).unwrap());
        shapes.push(Area { left, top, right: left + width, bottom: top + height });
    }
    for circle in elements(svg, "circle") {
        let [x, y, radius] = ["cx", "cy", "r"].map(|name| tenths_of(circle, name).unwrap());
        shapes.push(Area::around((x, y), radius * 2, radius * 2));
    }
    for polygon in elements(svg, "polygon") {
        let (_, points) = polygon.split_once("points=\"").unwrap();
        let corners = points.split('"').next().unwrap().split([' ', ',']).map(|text| place(text).unwrap());
        let corners: Vec<i32> = corners.collect();
        let (xs, ys) = (corners.iter().step_by(2), corners.iter().skip(1).step_by(2));
        let (left, right) = (*xs.clone().min().unwrap(), *xs.max().unwrap());
        shapes.push(Area { left, top: *ys.clone().min().unwrap(), right, bottom: *ys.max().unwrap() });
    }
    shapes
}

/// Texts lie in the picture and touch neither each other nor a shape nor a stroke.
fn assert_clear(picture: &Picture) {
    assert_inside(picture);
    let (shapes, strokes) = (shapes(&picture.svg), strokes(&picture.svg));
    let sheet = Area { left: 0, top: 0, right: picture.size.0, bottom: picture.size.1 };
    assert!(shapes.iter().all(|shape| sheet.holds(*shape)), "a shape leaves the picture");
    for (index, (text, area)) in picture.texts.iter().enumerate() {
        let touched = picture.texts[..index].iter().find(|(_, other)| other.meets(*area));
        assert!(touched.is_none(), "{text} touches {touched:?}");
        let shape = shapes.iter().find(|shape| shape.meets(*area));
        assert!(shape.is_none(), "{text} at {area:?} touches {shape:?}");
        let stroke = strokes.iter().find(|stroke| area.is_crossed(**stroke));
        assert!(stroke.is_none(), "{text} at {area:?} is crossed by {stroke:?}");
    }
    assert!(well_formed(&picture.svg));
}

pub(super) fn both_forms(chart: Chart) {
    let figure = figure(chart);
    for (form, lang) in
        [(Form::Inline, "zh-Hans"), (Form::File, "zh"), (Form::Inline, "en"), (Form::File, "en")]
    {
        let picture = compose::picture(&figure, form, describe(&figure, lang), lang, fonts()).unwrap();
        assert_clear(&picture);
        assert_eq!(
            picture.svg,
            compose::picture(&figure, form, describe(&figure, lang), lang, fonts()).unwrap().svg
        );
        let said = describe(&figure, lang);
        assert_ne!(said.alt, figure.title);
        assert!(!said.sentence.is_empty());
    }
}

pub(super) fn setting<'a>(figure: &'a Figure, form: Form) -> Setting<'a> {
    Setting { form, fonts: fonts(), words: &figure.words, lang: "zh", top: 40 }
}

pub(super) fn any_kind() -> impl Strategy<Value = PointKind> {
    prop::sample::select(KINDS.to_vec())
}

pub(super) fn any_value() -> impl Strategy<Value = Decimal> {
    let number = prop_oneof![Just(0i64), 1i64..40, 0i64..1_000_000_000];
    (number, -4i32..3).prop_map(|(number, scale)| Decimal::from_integer(number).shifted(scale).unwrap())
}

fn any_bars() -> impl Strategy<Value = Bars> {
    let row = (
        "[昭通市教育 a-z（）]{0,50}",
        prop::collection::vec(any_value(), 0..4),
        "[0-9.亿元项a-z ]{1,30}",
        any_kind(),
    );
    (prop::collection::vec(row, 1..9), prop::collection::vec("[已完成a-z ]{1,20}", 3)).prop_map(
        |(rows, parts)| {
            let row = |(label, values, text, kind): (String, Vec<Decimal>, String, PointKind)| BarRow {
                label,
                values: values.into_iter().map(|value| BarValue { value, text: value.to_string() }).collect(),
                text,
                kind,
            };
            Bars { rows: rows.into_iter().map(row).collect(), parts }
        },
    )
}

fn any_dots() -> impl Strategy<Value = Dots> {
    let side = prop::sample::select(vec![Direction::AtLeast, Direction::AtMost, Direction::About]);
    let point = (0i64..10_001, any_kind());
    let target = (0i64..10_001, side, any::<bool>());
    let row = (
        "[昭通市教育 a-z（）]{0,40}",
        prop::collection::vec(point, 0..4),
        prop::collection::vec(target, 0..3),
        prop::option::of("[未设目标a-z ]{1,60}"),
    );
    let axis = prop::sample::select(vec![ValueAxis::Fitted, ValueAxis::FromZero, ValueAxis::Rank]);
    let scale = prop::sample::select(vec![-4i32, -2, 0, 4]);
    (prop::collection::vec(row, 1..7), axis, scale, "[万人次 a-z]{0,60}", any::<bool>()).prop_map(
        |(rows, axis, scale, unit, narrow)| {
            let value = |v: i64| {
                Decimal::from_integer(if narrow { 9_000 + v / 10 } else { v }).shifted(scale).unwrap()
            };
            let rows = rows.into_iter().map(|(label, points, targets, empty)| DotRow {
                label,
                points: points
                    .into_iter()
                    .map(|(v, kind)| DotPoint { value: value(v), label: format!("{}%", value(v)), kind })
                    .collect(),
                targets: targets
                    .into_iter()
                    .map(|(v, direction, aspirational)| DotTarget {
                        value: value(v),
                        upper: (direction == Direction::About).then(|| value(v + 300)),
                        label: format!("目标 {}%", value(v)),
                        phrase: format!("{}%", value(v)),
                        direction,
                        aspirational,
                    })
                    .collect(),
                empty,
            });
            Dots { rows: rows.collect(), axis, unit, lower_is_better: narrow, ..dots(vec![]) }
        },
    )
}

fn any_timeline() -> impl Strategy<Value = Timeline> {
    let kinds = vec![TimelineKind::BeforeIssue, TimelineKind::Due, TimelineKind::NotDue];
    let row = (
        "[0-9年月日：教育 a-z]{0,70}",
        18_000i32..22_000,
        prop::option::of(0i32..900),
        prop::sample::select(kinds),
    );
    let mark = (18_000i32..22_000, "[0-9年月日印发 a-z]{1,40}");
    (prop::collection::vec(row, 1..9), prop::collection::vec(mark, 0..5), 2000i32..2030, 0i32..12).prop_map(
        |(rows, marks, first_year, years)| Timeline {
            rows: rows
                .into_iter()
                .map(|(label, day, before, kind)| TimelineRow {
                    label,
                    day,
                    from: before.map(|days| day - days),
                    kind,
                })
                .collect(),
            marks: marks.into_iter().map(|(day, label)| TimelineMark { day, label }).collect(),
            first_year,
            last_year: first_year + years,
        },
    )
}

fn any_pairs() -> impl Strategy<Value = Pairs> {
    let end = || {
        ("[0-9年学期 a-z]{0,30}", any_value(), "[0-9.亿元人a-z ]{1,30}", any_kind())
            .prop_map(|(when, value, text, kind)| PairEnd { when, value, text, kind })
    };
    let row = ("[在校生人数 a-z（）]{0,50}", end(), end(), prop::option::of("[增加0-9万人a-z ]{1,60}"))
        .prop_map(|(label, before, after, change)| PairRow { label, before, after, change });
    prop::collection::vec(row, 1..6).prop_map(|rows| Pairs { rows })
}

/// Bars begin where zero is; what is longer is more, and lengths are to each other as values are.
pub(super) fn assert_measured(bars: &[(Decimal, Area)], zero: i32) {
    for (value, area) in bars {
        assert_eq!(area.left, zero);
        assert_eq!(area.width() > 0, !value.is_zero(), "{value} is {} long", area.width());
        for (other, longer) in bars.iter().filter(|(other, _)| other > value) {
            assert!(area.width() <= longer.width(), "{value} is longer than {other}");
            let (lesser, greater) = (scale::micros(*value).unwrap(), scale::micros(*other).unwrap());
            let drawn = i128::from(area.width()) * greater - i128::from(longer.width()) * lesser;
            assert!(area.width() <= 10 || drawn.abs() <= greater * 2, "{value} and {other}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn bars_touch_nothing(bars in any_bars()) {
        both_forms(Chart::Bars(bars));
    }

    #[test]
    fn dots_touch_nothing(dots in any_dots()) {
        prop_assume!(dots.rows.iter().any(|row| !row.points.is_empty() || !row.targets.is_empty()));
        both_forms(Chart::Dots(dots));
    }

    #[test]
    fn timelines_touch_nothing(timeline in any_timeline()) {
        both_forms(Chart::Timeline(timeline));
    }

    #[test]
    fn pairs_touch_nothing(pairs in any_pairs()) {
        both_forms(Chart::Pairs(pairs));
    }

    #[test]
    fn bars_begin_at_zero_and_are_as_long_as_their_values(bars in any_bars(), file: bool) {
        let form = if file { Form::File } else { Form::Inline };
        let shown = figure(Chart::Bars(bars.clone()));
        let plan = BarsPlan::new(&bars, setting(&shown, form)).unwrap();
        let mut measured = Vec::new();
        for (row, laid) in bars.rows.iter().zip(&plan.rows) {
            let sum = row.values.iter().fold(Decimal::ZERO, |sum, part| sum + part.value);
            measured.push((sum, laid.bar.area));
            let parts = &laid.bar.parts;
            prop_assert!(parts.windows(2).all(|pair| pair[0].1.right == pair[1].1.left));
            prop_assert!(parts.first().is_none_or(|(_, area)| area.left == laid.bar.area.left));
            prop_assert!(parts.last().is_none_or(|(_, area)| area.right == laid.bar.area.right));
        }
        assert_measured(&measured, measured[0].1.left);
    }

    #[test]
    fn both_bars_of_a_pair_share_a_scale_from_zero(pairs in any_pairs(), file: bool) {
        let form = if file { Form::File } else { Form::Inline };
        let shown = figure(Chart::Pairs(pairs.clone()));
        let plan = PairsPlan::new(&pairs, setting(&shown, form)).unwrap();
        let zero = plan.rows[0].ends[0].1.area.left;
        for (row, laid) in pairs.rows.iter().zip(&plan.rows) {
            let ends = [&row.before, &row.after].map(|end| end.value);
            assert_measured(&[(ends[0], laid.ends[0].1.area), (ends[1], laid.ends[1].1.area)], zero);
        }
    }
}

#[test]
fn hostile_words_stay_words_in_every_kind() {
    let bad = "</title></text><script>alert('1')&\u{0}\"";
    for chart in samples().into_iter().map(|sample| with_words(sample.chart, bad)) {
        let mut figure = figure(chart);
        let words = Arc::make_mut(&mut figure.words);
        (words.due, words.before) = (bad.into(), bad.into());
        for form in [Form::Inline, Form::File] {
            let svg = drawn(&figure, form).svg;
            assert!(well_formed(&svg) && !svg.contains("<script") && !svg.contains('\u{0}'));
            assert!(svg.contains("&lt;script&gt;"));
        }
    }
}

#[test]
fn every_kind_reads_its_rows_out() {
    let said = |figure: &Figure, lang| describe(figure, lang).sentence;
    for sample in samples() {
        let shown = figure(sample.chart);
        assert_eq!(said(&shown, "zh"), sample.sentence);
        assert_eq!(describe(&shown, "en").alt.split(':').next(), Some(sample.alt));
    }
    let mut one = bar_row("Zhaotong", &["9"], "≥9");
    one.kind = PointKind::AtLeast;
    let mut many = vec![one.clone(); 13];
    let tell =
        |rows: &[BarRow], lang| said(&figure(Chart::Bars(Bars { rows: rows.to_vec(), parts: vec![] })), lang);
    assert_eq!(tell(&many[..2], "en"), "Zhaotong: at least 9; Zhaotong: at least 9.");
    assert!(tell(&many, "en").ends_with("; Zhaotong: at least 9; 1 more row in the table."));
    many.push(one);
    assert!(tell(&many, "zh").ends_with("；Zhaotong：9以上；另有2行，见数据表。"));
    assert_eq!(tell(&many, "en").matches("Zhaotong").count(), 12);
    let row = pair(end("2022", "1", "1,200"), end("2025", "2", "2,400"));
    let row = PairRow { label: "Pupils".into(), change: Some("up 1,200".into()), ..row };
    assert_eq!(describe::pair_row(&row, "en"), "Pupils: 1,200 in 2022, 2,400 in 2025, up 1,200");
}

#[test]
fn a_row_says_its_words_as_its_title() {
    for Sample { chart, title, .. } in samples() {
        let figure = figure(chart);
        for form in [Form::Inline, Form::File] {
            assert!(drawn(&figure, form).svg.contains(&format!("<title>{title}</title>")), "{title}");
        }
    }
}

#[test]
fn the_legend_explains_what_is_used_and_nothing_else() {
    let has = |chart: &Chart, words: &str| {
        let picture = drawn(&figure(chart.clone()), Form::Inline);
        picture.texts.iter().any(|(text, _)| text == words)
    };
    let bars = sample(|chart| matches!(chart, Chart::Bars(_)));
    let dotted = sample(|chart| matches!(chart, Chart::Dots(_)));
    let days = sample(|chart| matches!(chart, Chart::Timeline(_)));
    let pairs = sample(|chart| matches!(chart, Chart::Pairs(_)));
    assert!(has(&bars, "已完成") && has(&bars, "进行中") && !has(&bars, "公布值"));
    let mut single = bar_row("昭通市", &["3"], "3项");
    let plain = Chart::Bars(Bars { rows: vec![single.clone()], parts: vec!["项".into()] });
    assert!(!has(&plain, "项") && !has(&plain, "公布值"));
    single.kind = PointKind::Derived;
    let derived = Chart::Bars(Bars { rows: vec![bar_row("省", &["1"], "1项"), single], parts: vec![] });
    assert!(has(&derived, "推算值") && has(&derived, "公布值") && !has(&derived, "不低于此值"));
    assert!(
        has(&dotted, "公布值")
            && has(&dotted, "目标")
            && !has(&dotted, "力争目标")
            && !has(&dotted, "横轴未从零开始")
    );
    let high = Chart::Dots(dots(vec![dot_row("昭通市", &["96.55", "94"], &[], None)]));
    assert!(has(&high, "横轴未从零开始") && !has(&high, "纵轴未从零开始") && !has(&high, "目标"));
    assert!(
        has(&days, "印发前已到期")
            && has(&days, "未到期")
            && !has(&days, "已到期")
            && !has(&days, "期限为一段时间")
    );
    let span = TimelineRow { from: Some(20_000), ..deadline("2025年", 20_300, TimelineKind::Due) };
    assert!(has(&Chart::Timeline(timeline(vec![span])), "期限为一段时间"));
    assert!(has(&pairs, "较早时点") && has(&pairs, "较晚时点") && has(&pairs, "各行比例尺不同"));
}

#[test]
fn of_ranks_the_first_stands_at_the_right() {
    let mut ranks = dots(vec![dot_row("昭通市", &["14", "3"], &[], None)]);
    ranks.axis = ValueAxis::Rank;
    ranks.lower_is_better = true;
    let shown = figure(Chart::Dots(ranks));
    let picture = drawn(&shown, Form::Inline);
    let x = |words: &str| picture.texts.iter().find(|(text, _)| text == words).unwrap().1.middle().0;
    assert!(x("3%") > x("14%"));
    assert!(picture.texts.iter().any(|(text, _)| text == "数值越低越好"));
}

#[test]
fn what_has_no_rows_or_no_length_is_refused() {
    let refuse = |chart| svg(&figure(chart), Form::Inline, "zh", fonts()).unwrap_err();
    assert_eq!(refuse(Chart::Bars(Bars { rows: vec![], parts: vec![] })), ChartError::Empty);
    assert_eq!(refuse(Chart::Dots(dots(vec![dot_row("县", &[], &[], Some("未设目标"))]))), ChartError::Empty);
    assert_eq!(refuse(Chart::Timeline(timeline(vec![]))), ChartError::Empty);
    assert_eq!(refuse(Chart::Pairs(Pairs { rows: vec![] })), ChartError::Empty);
    assert_eq!(refuse(Chart::Bullets(Bullets { rows: vec![], shared: None })), ChartError::Empty);
    let nothing = Slope { lines: vec![], ..slope() };
    assert_eq!(refuse(Chart::Slope(nothing)), ChartError::Empty);
    let below = vec![bullet("县", "-1", "2")];
    assert_eq!(
        refuse(Chart::Bullets(Bullets { rows: below, shared: None })),
        ChartError::Negative("-1".into())
    );
    let less = vec![bar_row("县", &["-1"], "-1项")];
    assert_eq!(refuse(Chart::Bars(Bars { rows: less, parts: vec![] })), ChartError::Negative("-1".into()));
    let two = vec![bar_row("县", &["1", "2"], "3项")];
    assert_eq!(
        refuse(Chart::Bars(Bars { rows: two, parts: vec!["甲".into()] })),
        ChartError::Parts("县".into())
    );
    let far = timeline(vec![deadline("远", i32::MAX, TimelineKind::NotDue)]);
    assert!(matches!(refuse(Chart::Timeline(far)), ChartError::Years(..)));
    let mut backwards = timeline(vec![deadline("近", 20_000, TimelineKind::Due)]);
    backwards.last_year = i32::MIN;
    assert!(matches!(refuse(Chart::Timeline(backwards)), ChartError::Years(..)));
}
