//! The two axes: exact integers in, tenths of a unit out.
//!
//! In: values as millionths and years. Out: places, ticks and the text of ticks. Integer arithmetic alone, so
//! that every machine draws the same picture; no float, no logarithm, no power.

use super::ChartError;
use super::spec::ValueAxis;
use crate::model::{Decimal, Rounding};

/// A value in millionths: every literal that the model accepts is a whole number of them.
pub(super) type Micros = i128;

const UNIT: Micros = 1_000_000;

/// A value in millionths; a computed value with more decimals is rounded, for its place alone.
pub(super) fn micros(value: Decimal) -> Option<Micros> {
    value.round(6, Rounding::Gb8170).in_units(6)
}

/// A length in millionths.
///
/// # Errors
/// [`ChartError::Value`] where it has too many digits, [`ChartError::Negative`] where it is less than nothing.
pub(super) fn length(value: Decimal) -> Result<Micros, ChartError> {
    let length = micros(value).ok_or_else(|| ChartError::Value(value.to_string()))?;
    if length < 0 { Err(ChartError::Negative(value.to_string())) } else { Ok(length) }
}

/// The value axis: what stands at its ends and how far apart its ticks are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ValueScale {
    pub(super) low: Micros,
    pub(super) high: Micros,
    pub(super) step: Micros,
    /// No tick above this.
    pub(super) ceiling: Option<Micros>,
    /// Small values on top.
    pub(super) upside_down: bool,
    /// Free space below the lowest and above the highest tick, in tenths of a unit.
    pub(super) pads: (i32, i32),
}

impl ValueScale {
    /// The scale for these values with at most `intervals` steps between its ticks.
    pub(super) fn new(values: &[Micros], axis: ValueAxis, intervals: i128) -> ValueScale {
        let least = values.iter().copied().min().unwrap_or(0);
        let most = values.iter().copied().max().unwrap_or(UNIT);
        let (mut from, mut to) = (least, most);
        if axis == ValueAxis::Rank {
            from = UNIT.min(least);
        } else if axis == ValueAxis::FromZero || !worth_cropping(least, most) {
            from = from.min(0);
            to = to.max(0);
        } else {
            // A cropped axis shows a twentieth of the value at least: a small difference must not look large.
            from = from.min(most - most.abs().max(least.abs()) / 20);
        }
        if from == to {
            to = from + UNIT;
        }
        // Between whole numbers of things there is nothing: no tick stands at 0.2 schools.
        let whole_steps = axis == ValueAxis::Rank || values.iter().all(|value| value % UNIT == 0);
        let mut step = 1;
        loop {
            let (low, high) = (floor_to(from, step), ceil_to(to, step));
            let fits = (high - low) / step <= intervals;
            if fits && (!whole_steps || step >= UNIT) {
                let upside_down = axis == ValueAxis::Rank;
                let low = if upside_down { from } else { low };
                return ValueScale { low, high, step, ceiling: None, upside_down, pads: (0, 0) };
            }
            step = next_step(step);
        }
    }

    /// Whether zero lies outside an axis that could show it.
    pub(super) fn cropped(&self) -> bool {
        !self.upside_down && (self.low > 0 || self.high < 0)
    }

    /// The values of the ticks, from low to high.
    pub(super) fn ticks(&self) -> Vec<Micros> {
        let mut ticks = Vec::new();
        let mut tick = ceil_to(self.low, self.step);
        if self.upside_down && tick != self.low {
            ticks.push(self.low);
        }
        while tick <= self.high {
            let allowed = self.ceiling.is_none_or(|ceiling| tick <= ceiling);
            // On a rank axis the tick beside the first place would crowd it.
            let crowded = self.upside_down && tick > self.low && (tick - self.low) * 2 <= self.step;
            if allowed && !crowded {
                ticks.push(tick);
            }
            tick += self.step;
        }
        ticks
    }

    /// The place of a value between the lower and the upper edge of the plot.
    pub(super) fn place(&self, value: Micros, bottom: i32, top: i32) -> i32 {
        let (bottom, top) = (bottom - self.pads.0, top + self.pads.1);
        let (start, end) = if self.upside_down { (top, bottom) } else { (bottom, top) };
        let span = (self.high - self.low).max(1);
        let twice = (value - self.low) * i128::from(end - start) * 2 + span;
        // Most values fit the machine's own numbers, which divide ten times as fast.
        let rounded = match (i64::try_from(twice), i64::try_from(span * 2)) {
            (Ok(twice), Ok(span)) => i32::try_from(twice.div_euclid(span)),
            _ => i32::try_from(twice.div_euclid(span * 2)),
        };
        start.saturating_add(rounded.unwrap_or(0))
    }
}

/// Cropping is worth it where the data would fill less than a quarter of an axis that begins at zero.
fn worth_cropping(least: Micros, most: Micros) -> bool {
    let farthest = least.abs().max(most.abs());
    (least > 0 || most < 0) && most > least && (most - least) * 4 < farthest
}

fn floor_to(value: Micros, step: Micros) -> Micros {
    value.div_euclid(step) * step
}

fn ceil_to(value: Micros, step: Micros) -> Micros {
    -floor_to(-value, step)
}

/// 1, 2, 5, 10, 20, 25, 50, 100 …: 25 but not 2.5, because an axis of whole numbers stays whole.
fn next_step(step: Micros) -> Micros {
    let mut power = 1;
    while step / power >= 10 {
        power *= 10;
    }
    match step / power {
        1 => 2 * power,
        2 if step % power != 0 => 5 * power,
        2 if power >= 10 * UNIT => 2 * power + power / 2,
        2 => 5 * power,
        _ => 10 * power,
    }
}

/// The text of a tick: divided by a power of ten, digits in groups of three where a separator is given.
pub(super) fn tick_text(value: Micros, shift: i32, suffix: &str, thousands: &str) -> String {
    let decimals = usize::try_from(6 + shift.clamp(-6, 18)).unwrap_or(6);
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let fraction = fraction.trim_end_matches('0');
    let mut text = String::from(if value < 0 { "−" } else { "" });
    for (place, digit) in whole.char_indices() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push_str(thousands);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text.push_str(suffix);
    text
}

/// The year axis: each year has a slot of equal width and stands in its middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YearScale {
    pub(super) first: i32,
    pub(super) last: i32,
    /// A tick every so many years, counted back from the last.
    pub(super) every: i32,
}

impl YearScale {
    /// How many years the axis holds.
    pub(super) fn years(self) -> i32 {
        self.last - self.first + 1
    }

    /// The place of a year between the left and the right edge of the plot.
    pub(super) fn place(self, year: i32, left: i32, right: i32) -> i32 {
        let slots = i64::from(self.years()) * 2;
        let way = (i64::from(year - self.first) * 2 + 1) * i64::from(right - left);
        left.saturating_add(i32::try_from((way * 2 + slots).div_euclid(slots * 2)).unwrap_or(0))
    }

    /// Sets ticks as close as labels of this width allow: every year where eight or fewer are shown.
    pub(super) fn spaced(mut self, width: i32, label: i32) -> YearScale {
        let steps = [1, 2, 5, 10, 20, 50, 100];
        let fits = |every: &&i32| width / self.years().max(1) * **every >= label;
        self.every = if self.years() <= 8 { 1 } else { *steps.iter().find(fits).unwrap_or(&200) };
        self
    }

    /// The years that have a tick.
    pub(super) fn ticks(self) -> Vec<i32> {
        let mut ticks: Vec<i32> =
            (0..self.years()).step_by(self.every.max(1) as usize).map(|back| self.last - back).collect();
        ticks.reverse();
        ticks
    }
}

/// The day axis: from the first day of a year to the last day of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayScale {
    pub(super) first: i32,
    pub(super) last: i32,
}

impl DayScale {
    /// The first and the last year.
    pub(super) fn years(self) -> (i32, i32) {
        (self.first, self.last)
    }

    /// The first day of a month, counted from 1970-01-01.
    pub(super) fn day(year: i32, month: i32) -> i32 {
        // Years that begin in March end with their leap day.
        let (year, month) = (i64::from(year) - i64::from(month < 3), i64::from(month + 9) % 12);
        let days = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        i32::try_from(days + (month * 153 + 2) / 5 - 719_468).unwrap_or(if year < 0 {
            i32::MIN
        } else {
            i32::MAX
        })
    }

    /// The year of a day.
    pub(super) fn year(day: i32) -> i32 {
        let near = 1970 + i32::try_from(i64::from(day) * 400 / 146_097).unwrap_or(0);
        let begun = |year: &i32| DayScale::day(*year, 1) <= day;
        (near - 1..=near + 1).rev().find(begun).unwrap_or(near - 2)
    }

    /// The place of a day between the left and the right edge of the plot.
    pub(super) fn place(self, day: i32, left: i32, right: i32) -> i32 {
        let (from, to) = (DayScale::day(self.first, 1), DayScale::day(self.last + 1, 1));
        let span = (i64::from(to) - i64::from(from)).max(1);
        let way = (i64::from(day) - i64::from(from)) * i64::from(right - left);
        left.saturating_add(i32::try_from((way * 2 + span).div_euclid(span * 2)).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ticks(values: &[i128], axis: ValueAxis, intervals: i128) -> Vec<String> {
        let scaled: Vec<Micros> = values.iter().map(|v| v * UNIT / 100).collect();
        let scale = ValueScale::new(&scaled, axis, intervals);
        scale.ticks().into_iter().map(|tick| tick_text(tick, 0, "", "")).collect()
    }

    #[test]
    fn ticks_are_round_numbers() {
        assert_eq!(ticks(&[5052, 7448, 6000], ValueAxis::Fitted, 4), ["0", "20", "40", "60", "80"]);
        assert_eq!(ticks(&[9655, 9400], ValueAxis::Fitted, 4), ["90", "92", "94", "96", "98"]);
        assert_eq!(ticks(&[1800, 6300, 10000], ValueAxis::FromZero, 4), ["0", "25", "50", "75", "100"]);
        assert_eq!(ticks(&[-310, 420], ValueAxis::Fitted, 5), ["−4", "−2", "0", "2", "4", "6"]);
        assert_eq!(ticks(&[300, 1200], ValueAxis::Rank, 4), ["1", "5", "10", "15"]);
        assert_eq!(ticks(&[0, 100], ValueAxis::FromZero, 4), ["0", "1"]);
        assert_eq!(ticks(&[0, 150], ValueAxis::FromZero, 4), ["0", "0.5", "1", "1.5"]);
    }

    #[test]
    fn tick_texts_shift_and_group() {
        assert_eq!(tick_text(106_000 * UNIT, 4, "万", ""), "10.6万");
        assert_eq!(tick_text(106_000 * UNIT, 0, "", ","), "106,000");
        assert_eq!(tick_text(-2_500_000, 0, "%", ""), "−2.5%");
    }

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        assert_eq!(
            (DayScale::day(1970, 1), DayScale::day(2000, 3), DayScale::day(2024, 10)),
            (0, 11_017, 19_997)
        );
        for year in 1600..2400 {
            assert_eq!(DayScale::year(DayScale::day(year, 1)), year);
            assert_eq!(DayScale::year(DayScale::day(year, 1) - 1), year - 1);
        }
    }

    proptest! {
        #[test]
        fn values_lie_between_the_ends_and_bars_reach_zero(
            values in prop::collection::vec(-99_999_999i128..99_999_999, 1..9),
        ) {
            let scale = ValueScale::new(&values, ValueAxis::Fitted, 4);
            prop_assert!(values.iter().all(|v| scale.low <= *v && *v <= scale.high));
            prop_assert!((2..=5).contains(&scale.ticks().len()));
            let zero = ValueScale::new(&values, ValueAxis::FromZero, 4);
            prop_assert!(zero.low <= 0 && 0 <= zero.high);
        }

        #[test]
        fn greater_values_stand_higher(a in -99_999i128..99_999, b in -99_999i128..99_999) {
            let scale = ValueScale::new(&[a, b], ValueAxis::FromZero, 4);
            prop_assert_eq!(scale.place(a, 2000, 0) >= scale.place(b, 2000, 0), a <= b || scale.place(a, 2000, 0) == scale.place(b, 2000, 0));
        }
    }
}
