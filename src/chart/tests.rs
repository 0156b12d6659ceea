//! Holds the module to its promises: nothing overlaps, nothing is clipped, nothing is hidden, the bytes are
//! fixed.

use std::sync::Arc;

use proptest::prelude::*;

use super::compose::{self, Picture};
use super::layout::Spot;
use super::plan::Setting;
use super::trend::TrendPlan;
use super::*;
use crate::model::Decimal;

pub(super) fn fonts() -> &'static Fonts {
    static FONTS: std::sync::OnceLock<Fonts> = std::sync::OnceLock::new();
    FONTS.get_or_init(|| {
        let regular = include_bytes!("../../themes/default/fonts/DajuanSansSC-Regular.otf");
        let bold = include_bytes!("../../themes/default/fonts/DajuanSansSC-Bold.otf");
        Fonts::new(regular, bold, None).unwrap()
    })
}

pub(super) fn d(text: &str) -> Decimal {
    Decimal::parse(text).unwrap()
}

fn point(year: i32, value: &str, kind: PointKind) -> Point {
    Point { year, value: d(value), label: format!("{value}%"), kind }
}

fn goal(year: i32, value: &str) -> TargetMark {
    TargetMark {
        year,
        value: d(value),
        upper: None,
        label: format!("目标 ≥{value}%"),
        phrase: format!("{value}%以上"),
        direction: Direction::AtLeast,
        aspirational: false,
    }
}

fn trend(points: Vec<Point>, targets: Vec<TargetMark>) -> Trend {
    Trend {
        points,
        targets,
        silent: vec![],
        first_year: 2022,
        last_year: 2025,
        unit: "%".into(),
        axis: ValueAxis::Fitted,
        ceiling: Some(d("100")),
        tick_shift: 0,
        tick_suffix: "%".into(),
        lower_is_better: false,
        change: None,
    }
}

pub(super) fn figure(chart: Chart) -> Figure {
    let words = Words {
        reported: "公布值".into(),
        derived: "推算值".into(),
        revised: "修订后的数".into(),
        provisional: "初步数".into(),
        at_least: "不低于此值".into(),
        at_most: "不高于此值".into(),
        gap: "其间年份无数据".into(),
        target: "目标".into(),
        aspirational: "力争目标".into(),
        cropped: "纵轴未从零开始".into(),
        lower_is_better: "数值越低越好".into(),
        thousands: String::new(),
        cropped_across: "横轴未从零开始".into(),
        silent: "已到期，未见报告结果".into(),
        before_issue: "印发前已到期".into(),
        due: "已到期".into(),
        not_due: "未到期".into(),
        stretch: "期限为一段时间".into(),
        own_scale: "各行比例尺不同".into(),
        before: "较早时点".into(),
        after: "较晚时点".into(),
    };
    Figure {
        id: "f".into(),
        chart,
        title: "中考合格率三年提高23.96个百分点".into(),
        subtitle: "初中学业水平考试合格率，昭通市，2022—2025年，单位：%".into(),
        notes: vec![],
        source: "来源：《昭通日报》".into(),
        edition: "版本：2025".into(),
        licence: "许可：CC BY 4.0".into(),
        words: Arc::new(words),
    }
}

fn exam() -> Figure {
    let points = vec![point(2022, "50.52", PointKind::Derived), point(2025, "74.48", PointKind::Reported)];
    let mut trend = trend(points, vec![goal(2025, "60")]);
    trend.change = Some("上升23.96个百分点".into());
    figure(Chart::Trend(trend))
}

pub(super) fn drawn(figure: &Figure, form: Form) -> Picture {
    compose::picture(figure, form, describe(figure, "zh-Hans"), "zh-Hans", fonts()).unwrap()
}

pub(super) fn assert_inside(picture: &Picture) {
    let sheet = layout::Area { left: 0, top: 0, right: picture.size.0, bottom: picture.size.1 };
    for (text, area) in &picture.texts {
        assert!(sheet.holds(*area), "{text} at {area:?} leaves {sheet:?}");
    }
}

#[test]
fn years_without_data_are_bridged_by_a_dashed_line_that_the_legend_explains() {
    let page = drawn(&exam(), Form::Inline).svg;
    assert!(page.contains("class=\"c-gap\"") && !page.contains("class=\"c-line\""));
    assert!(page.contains("其间年份无数据") && page.contains("推算值") && !page.contains("初步数"));
    let joined =
        trend(vec![point(2024, "50", PointKind::Reported), point(2025, "60", PointKind::Reported)], vec![]);
    let page = drawn(&figure(Chart::Trend(joined)), Form::Inline).svg;
    assert!(page.contains("class=\"c-line\"") && !page.contains("c-gap") && !page.contains("其间年份无数据"));
}

#[test]
fn a_rank_is_never_joined_across_years_without_data() {
    let mut ranks =
        trend(vec![point(2022, "9", PointKind::Reported), point(2025, "5", PointKind::Reported)], vec![]);
    ranks.axis = ValueAxis::Rank;
    let page = drawn(&figure(Chart::Trend(ranks)), Form::Inline).svg;
    assert!(!page.contains("c-gap") && !page.contains("c-line"));
}

#[test]
fn an_inline_chart_has_classes_and_a_file_has_attributes() {
    let page = drawn(&exam(), Form::Inline).svg;
    let file = drawn(&exam(), Form::File).svg;
    // On a page there may be other pictures; a file is a document of its own.
    for (text, name, reading) in [(&page, "f-t", "f-d"), (&file, "t", "d")] {
        assert!(!text.contains("style=") && !text.contains("<style") && !text.contains("dominant-baseline"));
        assert!(text.contains(&format!("role=\"img\" aria-labelledby=\"{name} {reading}\"")));
        assert!(text.contains(&format!("<title id=\"{name}\">")) && text.contains("50.52%（推算）"));
        assert!(text.contains(&format!("<desc id=\"{reading}\">2022年为50.52%（推算）")));
    }
    assert!(page.contains("focusable=\"false\""));
    assert!(page.split("class=\"").skip(1).all(|rest| rest.starts_with("c-")));
    assert!(!page.contains('#') && !page.contains("fill=") && page.contains("viewBox=\"0 0 360 "));
    assert!(
        !file.contains("class=\"c-")
            && file.contains("viewBox=\"0 0 800 ")
            && file.contains("xml:lang=\"zh-Hans\"")
    );
    for text in ["中考合格率三年提高23.96个百分点", "来源：《昭通日报》", "版本：2025", "许可：CC BY 4.0"]
    {
        assert!(file.contains(&format!(">{text}</text>")) && !page.contains(text), "{text}");
    }
}

#[test]
fn a_cropped_axis_says_so() {
    let high = trend(vec![point(2025, "96.55", PointKind::Reported)], vec![goal(2025, "94")]);
    let page = drawn(&figure(Chart::Trend(high)), Form::Inline).svg;
    assert!(page.contains("c-break") && page.contains("纵轴未从零开始"));
    assert!(!drawn(&exam(), Form::Inline).svg.contains("c-break"));
}

#[test]
fn hostile_words_stay_words() {
    let mut figure = exam();
    figure.id = "\"><script>".into();
    figure.title = "</text><script>alert(1)</script>\u{0}".into();
    Arc::make_mut(&mut figure.words).target = "<b onload='x'>".into();
    for form in [Form::Inline, Form::File] {
        let svg = drawn(&figure, form).svg;
        assert!(!svg.contains("<script") && !svg.contains("<b ") && !svg.contains('\u{0}'));
    }
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let refuse = |chart| svg(&figure(chart), Form::File, "zh", fonts()).unwrap_err();
    assert_eq!(refuse(Chart::Trend(trend(vec![], vec![]))), ChartError::Empty);
    let twice = vec![point(2025, "1", PointKind::Reported), point(2025, "2", PointKind::Reported)];
    assert_eq!(refuse(Chart::Trend(trend(twice, vec![]))), ChartError::TwoPoints(2025));
    let far = vec![point(i32::MAX, "1", PointKind::Reported)];
    assert_eq!(refuse(Chart::Trend(trend(far, vec![]))), ChartError::Years(2022, i32::MAX));
    let part = VerdictPart { key: "score", label: "分数".into(), count: 1 };
    let parts = Verdicts { parts: vec![part], total_label: "共1项".into() };
    assert_eq!(refuse(Chart::Verdicts(parts)), ChartError::Verdict("score".into()));
}

#[test]
fn the_fonts_name_what_they_lack() {
    assert_eq!(fonts().lacks("中考合格率74.48%\n"), Vec::<char>::new());
    assert_eq!(fonts().lacks("𰻝面𰻝"), vec!['𰻝']);
}

#[test]
fn sentences_read_as_an_editor_would_write_them() {
    let said = describe(&exam(), "zh-Hans");
    assert_eq!(
        said.sentence,
        "2022年为50.52%（推算），2025年为74.48%，上升23.96个百分点；2023年、2024年没有数据。2025年目标：60%以上。"
    );
    assert_ne!(said.alt, exam().title);
    let yearly = trend(vec![], vec![goal(2023, "20"), goal(2024, "60"), goal(2025, "100")]);
    let said = describe(&figure(Chart::Trend(yearly)), "zh");
    assert_eq!(
        said.sentence,
        "2023—2025年没有数据。2023年、2024年、2025年目标依次：20%以上、60%以上、100%以上。"
    );
    let mut bound = trend(vec![point(2025, "99", PointKind::AtLeast)], vec![]);
    bound.points[0].label = "≥99%".into();
    let bound = figure(Chart::Trend(bound));
    assert_eq!(describe(&bound, "zh").sentence, "2025年为99%以上。");
    assert_eq!(describe(&bound, "en").sentence, "At least 99% in 2025.");
}

/// Six hundred series that move as real ones do; a fixed sequence, so that the test cannot fail by chance.
#[test]
fn first_last_and_target_are_labelled_in_series_that_move_as_real_ones_do() {
    let mut state = 12_345_u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).unwrap()
    };
    for (form, years) in [(Form::File, 2018..2026), (Form::Inline, 2018..2026), (Form::Inline, 2022..2026)] {
        for _ in 0..200 {
            let mut value = 5_000;
            let mut points = Vec::new();
            for year in years.clone() {
                value = (value + next(1_200) - 400).clamp(0, 10_000);
                points.push(point(year, &format!("{}.{:02}", value / 100, value % 100), PointKind::Reported));
            }
            let target = goal(2025, &next(100).to_string());
            let ends =
                [points[0].label.clone(), points[points.len() - 1].label.clone(), target.label.clone()];
            let picture = drawn(&figure(Chart::Trend(trend(points, vec![target]))), form);
            assert!(ends.iter().all(|label| !picture.dropped.contains(label)), "{:?}", picture.dropped);
        }
    }
}

#[test]
fn a_value_in_place_of_an_earlier_one_has_a_marker_of_its_own() {
    let point = |year, kind| Point { year, value: d("50"), label: "50%".into(), kind };
    let points = vec![point(2023, PointKind::Reported), point(2024, PointKind::Revised)];
    let picture = drawn(&figure(Chart::Trend(trend(points, Vec::new()))), Form::Inline);
    let squares = picture.svg.lines().filter(|line| line.starts_with("<rect"));
    // Once in the picture and once in the legend.
    assert_eq!(squares.count(), 2);
    assert!(picture.texts.iter().any(|(text, _)| text == "修订后的数"));
    assert!(picture.svg.contains("2024年：50%（修订）"));
}

#[test]
fn a_count_does_not_stand_alone_in_a_legend() {
    let part = |key, label: &str, count| VerdictPart { key, label: label.into(), count };
    let parts =
        vec![part("met", "met", 6), part("no-report", "not reported in the registered documents", 57)];
    let verdicts = Verdicts { parts, total_label: "63 in all".into() };
    let picture = drawn(&figure(Chart::Verdicts(verdicts)), Form::Inline);
    let texts: Vec<&str> = picture.texts.iter().map(|(text, _)| text.as_str()).collect();
    assert!(texts.iter().any(|text| text.ends_with("documents 57")), "{texts:?}");
    // Above its part of the bar.
    assert_eq!(texts.iter().filter(|text| **text == "57").count(), 1, "{texts:?}");
}

/// Any series of up to twelve years, with any kinds of points and targets.
fn any_trend() -> impl Strategy<Value = Trend> {
    let kind = super::row_tests::any_kind();
    let points = prop::collection::btree_map(2016i32..2027, (0i64..10_001, kind), 0..9);
    let side = prop::sample::select(vec![Direction::AtLeast, Direction::AtMost, Direction::About]);
    let targets = prop::collection::vec((2020i32..2028, 0i64..10_001, side, any::<bool>()), 0..4);
    let axis = prop::sample::select(vec![ValueAxis::Fitted, ValueAxis::FromZero, ValueAxis::Rank]);
    let scale = prop::sample::select(vec![-4i32, -2, 0, 3]);
    let silent = prop::collection::vec(2016i32..2028, 0..5);
    (points, targets, axis, scale, any::<bool>(), silent)
        .prop_map(|(points, targets, axis, scale, narrow, silent)| {
            let value = |v: i64| {
                let v = if narrow { 9_000 + v / 10 } else { v };
                Decimal::from_integer(v).shifted(scale).unwrap()
            };
            let points = points
                .into_iter()
                .map(|(year, (v, kind))| Point {
                    year,
                    value: value(v),
                    label: format!("{}%", value(v)),
                    kind,
                })
                .collect();
            let targets = targets
                .into_iter()
                .map(|(year, v, direction, aspirational)| TargetMark {
                    upper: (direction == Direction::About).then(|| value(v + 300)),
                    value: value(v),
                    label: format!("目标 {}%", value(v)),
                    phrase: format!("{}%", value(v)),
                    year,
                    direction,
                    aspirational,
                })
                .collect();
            let mut made = trend(points, targets);
            made.axis = axis;
            made.silent = silent;
            made.unit = if narrow { "万人次".into() } else { "%".into() };
            made
        })
        .prop_filter("something to draw", |trend| !trend.points.is_empty() || !trend.targets.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn labels_touch_nothing_and_texts_are_never_clipped(trend in any_trend(), file: bool) {
        let form = if file { Form::File } else { Form::Inline };
        let figure = figure(Chart::Trend(trend.clone()));
        let setting = Setting { form, fonts: fonts(), words: &figure.words, lang: "zh", top: 40 };
        let plan = TrendPlan::new(&trend, setting).unwrap();
        let taken = plan.taken();
        let (marks, rings) = (plan.marks(), plan.silent.iter().map(|year| plan.ring(*year)));
        for ring in rings {
            prop_assert_eq!(ring.bottom + 5, plan.frame.bottom);
            prop_assert!(!marks.areas.iter().any(|area| area.meets(ring)));
            prop_assert!(!marks.segments.iter().any(|segment| ring.is_crossed(*segment)));
        }
        let seats: Vec<_> = plan.labels.iter().filter_map(|label| label.seat).collect();
        let places: Vec<_> = seats.iter().map(|seat| seat.place).collect();
        for (index, place) in places.iter().enumerate() {
            prop_assert!(plan.frame.holds(*place));
            prop_assert!(!taken.areas.iter().any(|area| area.meets(*place)));
            prop_assert!(!taken.segments.iter().any(|segment| place.is_crossed(*segment)));
            prop_assert!(!places[..index].iter().any(|other| other.meets(*place)));
            prop_assert!(!seats.iter().filter_map(|seat| seat.leader).any(|line| line.meets(*place)));
        }
        let picture = drawn(&figure, form);
        assert_inside(&picture);
        prop_assert_eq!(picture.dropped.len(), plan.labels.len() - places.len());
        prop_assert_eq!(picture.svg, drawn(&figure, form).svg);
    }

    #[test]
    fn verdict_bars_fill_their_width_and_keep_every_count(
        counts in prop::collection::vec(0u32..200, 10), total in "[共项目标 a-z]{0,40}", file: bool,
    ) {
        let keys: Vec<_> = palette::VERDICTS.iter().map(|look| look.key).collect();
        let parts: Vec<_> = keys.iter().zip(&counts)
            .map(|(key, count)| VerdictPart { key, label: format!("评价{key}"), count: *count }).collect();
        let form = if file { Form::File } else { Form::Inline };
        let figure = figure(Chart::Verdicts(Verdicts { parts, total_label: total }));
        prop_assume!(counts.iter().any(|count| *count > 0));
        let picture = drawn(&figure, form);
        assert_inside(&picture);
        for (key, count) in keys.iter().zip(&counts) {
            let named = format!("评价{key} {count}");
            prop_assert!(picture.texts.iter().any(|(text, _)| *text == named));
        }
    }
}

#[test]
fn a_silent_year_has_a_ring_on_the_lower_edge_and_a_legend_entry() {
    let Chart::Trend(mut asked) = exam().chart else { unreachable!("a trend") };
    asked.silent = vec![2023, 2024, 2025, 2023];
    for axis in [ValueAxis::Fitted, ValueAxis::FromZero, ValueAxis::Rank] {
        asked.axis = axis;
        let shown = figure(Chart::Trend(asked.clone()));
        let page = drawn(&shown, Form::Inline).svg;
        // 2025 has a result: it is not silent. The third ring is that of the legend.
        assert_eq!(page.matches(" r=\"5.2\"").count(), 3);
        assert!(
            page.contains("<title>2023年：未见报告结果</title>") && page.contains(">已到期，未见报告结果<")
        );
        assert_eq!(
            describe(&shown, "zh").sentence,
            describe(&figure(Chart::Trend(Trend { silent: vec![], ..asked.clone() })), "zh").sentence
        );
    }
    assert!(!drawn(&exam(), Form::Inline).svg.contains("c-silent"));
}

#[test]
fn the_ends_of_a_target_turn_to_the_wanted_side_of_a_rank_too() {
    use super::sign::Turn;
    assert_eq!(Turn::toward(Direction::AtMost, true), Turn::Onward);
    assert_eq!(Turn::toward(Direction::AtMost, false), Turn::Back);
    assert_eq!(Turn::toward(Direction::AtLeast, true), Turn::Back);
    assert_eq!(Turn::toward(Direction::AtLeast, false), Turn::Onward);
    assert_eq!(Turn::toward(Direction::About, true), Turn::Nowhere);
}

/// Whether every element that begins ends in its turn, every attribute is quoted and every `&` begins an
/// entity.
pub(super) fn well_formed(svg: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some((text, after)) = rest.split_once('<') {
        let Some((tag, after)) = after.split_once('>') else { return false };
        rest = after;
        let entities = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        let plain =
            |text: &str| entities.iter().fold(text.to_owned(), |text, entity| text.replace(entity, ""));
        if plain(text).contains(['&', '>']) || plain(tag).contains('&') || tag.matches('"').count() % 2 != 0 {
            return false;
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) if open.pop() != Some(name) => return false,
            (false, false) => open.push(name),
            _ => {}
        }
    }
    open.is_empty() && rest.trim().is_empty()
}

#[test]
fn the_check_of_markup_can_fail() {
    for (svg, good) in [
        ("<a><b c=\"d\"/>e &amp; f</a>", true),
        ("<a><b></a></b>", false),
        ("<a>b & c</a>", false),
        ("<a b=\"c/>", false),
        ("<a>", false),
    ] {
        assert_eq!(well_formed(svg), good, "{svg}");
    }
}

pub(super) fn place(text: &str) -> Option<i32> {
    d(text).shifted(1)?.to_string().parse().ok()
}

/// The elements of a picture that have no text within.
pub(super) fn elements<'s>(svg: &'s str, name: &str) -> Vec<&'s str> {
    svg.lines().filter(|line| line.starts_with(&format!("<{name} "))).collect()
}

/// Every stroke of a path.
pub(super) fn strokes(svg: &str) -> Vec<(Spot, Spot)> {
    let mut strokes = Vec::new();
    for path in elements(svg, "path") {
        let (_, course) = path.split_once(" d=\"").unwrap();
        let course = course.split('"').next().unwrap();
        let mut here: Spot = (0, 0);
        for (at, command) in course.match_indices(|c: char| c.is_ascii_uppercase()) {
            let numbers = course[at + 1..].split(|c: char| c.is_ascii_uppercase()).next().unwrap();
            let (x, y) = numbers.split_once(' ').unwrap_or((numbers, numbers));
            let (x, y) = (place(x).unwrap(), place(y).unwrap());
            let there = [(command == "V", here.0, x), (command == "H", here.1, y)];
            let [x, y] = there.map(|(stays, here, there)| if stays { here } else { there });
            strokes.extend((command != "M").then_some((here, (x, y))));
            here = (x, y);
        }
    }
    strokes
}
