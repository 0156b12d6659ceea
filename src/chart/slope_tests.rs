//! Holds slopes to the promises of the room: nothing touches, greater values stand higher, and no text leaves its place
//! for another's.

use proptest::prelude::*;

use super::row_tests::{any_kind, any_value, both_forms, setting};
use super::slope::SlopePlan;
use super::tests::{d, figure};
use super::*;

/// A slope as a reader meets it.
pub(super) fn slope() -> Slope {
    let end =
        |value: &str| SlopeEnd { value: d(value), text: format!("{value}%"), kind: PointKind::Reported };
    let change = Some("上升11.67个百分点".into());
    let line =
        SlopeLine { label: "本科上线率".into(), before: end("39.68"), after: end("51.35"), change };
    Slope { from: "2022年".into(), to: "2025年".into(), lines: vec![line], has_gap: true }
}

fn any_slope() -> impl Strategy<Value = Slope> {
    let end = || {
        (any_value(), "[0-9.%万人a-z ]{1,24}", any_kind()).prop_map(|(value, text, kind)| SlopeEnd {
            value,
            text,
            kind,
        })
    };
    let line = ("[合格率 a-z（）]{1,40}", end(), end(), prop::option::of("[上升0-9.个百分点]{1,30}"))
        .prop_map(|(label, before, after, change)| SlopeLine { label, before, after, change });
    ("[0-9年 a-z]{0,30}", "[0-9年 a-z]{0,30}", prop::collection::vec(line, 1..8), any::<bool>())
        .prop_map(|(from, to, lines, has_gap)| Slope { from, to, lines, has_gap })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn slopes_touch_nothing(slope in any_slope()) {
        both_forms(Chart::Slope(slope));
    }

    #[test]
    fn greater_values_stand_higher_on_both_sides(slope in any_slope(), file: bool) {
        let form = if file { Form::File } else { Form::Inline };
        let shown = figure(Chart::Slope(slope.clone()));
        let plan = SlopePlan::new(&slope, setting(&shown, form)).unwrap();
        let ends = slope.lines.iter().zip(&plan.lines);
        let ends: Vec<_> = ends
            .flat_map(|(line, laid)| [(line.before.value, laid.ends[0].1), (line.after.value, laid.ends[1].1)])
            .collect();
        for (value, y) in &ends {
            prop_assert!(ends.iter().all(|(other, lower)| other >= value || lower >= y));
        }
    }
}
