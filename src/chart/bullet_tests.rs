//! Holds bars with targets to the promises of the room: nothing touches, and a bar and its target share a scale from zero.

use proptest::prelude::*;

use super::bullets::BulletsPlan;
use super::layout::Area;
use super::row_tests::{any_kind, any_value, assert_measured, both_forms, dot_row, setting};
use super::tests::{d, figure};
use super::*;

/// A value in per cent and the least that was planned.
pub(super) fn bullet(label: &str, value: &str, target: &str) -> BulletRow {
    let [target] = dot_row("", &[], &[target], None).targets.try_into().unwrap();
    let text = format!("2025年{value}%");
    BulletRow { label: label.into(), value: d(value), text, kind: PointKind::Reported, target }
}

fn any_bullets() -> impl Strategy<Value = Bullets> {
    let side = prop::sample::select(vec![Direction::AtLeast, Direction::AtMost, Direction::About]);
    let upper = prop::option::of(any_value());
    let target = (any_value(), upper, "[目标≥0-9.%a-z ]{0,40}", side, any::<bool>()).prop_map(
        |(value, more, label, direction, aspirational)| {
            let upper = more.map(|more| value + more);
            DotTarget { value, upper, phrase: label.clone(), label, direction, aspirational }
        },
    );
    let row = ("[覆盖率 a-z（）]{0,50}", any_value(), "[0-9年.亿元人a-z ]{1,40}", any_kind(), target)
        .prop_map(|(label, value, text, kind, target)| BulletRow { label, value, text, kind, target });
    let shared = prop::option::of(any_value());
    (prop::collection::vec(row, 1..7), shared).prop_map(|(rows, shared)| Bullets { rows, shared })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn bullets_touch_nothing(bullets in any_bullets()) {
        both_forms(Chart::Bullets(bullets));
    }

    #[test]
    fn a_bar_and_its_target_share_a_scale_from_zero(bullets in any_bullets(), file: bool) {
        let form = if file { Form::File } else { Form::Inline };
        let shown = figure(Chart::Bullets(bullets.clone()));
        let plan = BulletsPlan::new(&bullets, setting(&shown, form)).unwrap();
        for (row, laid) in bullets.rows.iter().zip(&plan.rows) {
            let to = |x: i32| Area { right: x, ..laid.bar };
            let mut measured = vec![(row.value, laid.bar)];
            let ends = [Some((row.target.value, laid.target.0)), row.target.upper.zip(laid.target.1)];
            for (value, x) in ends.into_iter().flatten().filter(|(value, x)| !value.is_zero() && *x > laid.bar.left) {
                measured.push((value, to(x)));
            }
            // A bar that is seen only because it is more than nothing has no length to compare.
            measured.retain(|(_, area)| area.width() > 10 || area.width() == 0);
            assert_measured(&measured, laid.bar.left);
        }
    }
}
