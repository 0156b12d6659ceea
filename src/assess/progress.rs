//! Series over time: the values of an indicator at a place, the baseline, and the straight line to a target.
//!
//! In: a project and its evidence. Out: [`Series`] and points of lines. The straight line (时间进度) is after OECD,
//! Measuring Distance to the SDG Targets, 2022: `b + (T − b) · (y − y₀) ÷ (y_T − y₀)`. It is named where it is
//! shown, and never drawn for ranks.

use super::EvidenceIndex;
use super::interval::{Decision, Interval};
use super::measured::{is_evidence, on_scale};
use crate::model::{Alert, Decimal, Indicator, Observation, Place, Project, Ref, Rounding, Value};

/// A value of a series.
#[derive(Clone, Copy, Debug)]
pub struct SeriesPoint {
    /// The year.
    pub year: i16,
    /// The observation.
    pub observation: Ref<Observation>,
    /// The value in the indicator's unit.
    pub value: Value,
}

/// The levels of an indicator at a place, by year.
#[derive(Clone, Debug)]
pub struct Series {
    /// One point for each level that stands for a single year, in the order of years and ids.
    pub points: Vec<SeriesPoint>,
}

impl Series {
    /// The first and the last point, where they are of different years.
    pub fn ends(&self) -> Option<(&SeriesPoint, &SeriesPoint)> {
        let (first, last) = (self.points.first()?, self.points.last()?);
        (first.year < last.year).then_some((first, last))
    }
}

/// The series of an indicator at a place; observations that are replaced are left out.
pub fn series(
    project: &Project,
    index: &EvidenceIndex,
    place: Ref<Place>,
    indicator: Ref<Indicator>,
) -> Series {
    let unit = &project.indicators[indicator].unit;
    let point = |(reference, observation): (Ref<Observation>, &Observation)| {
        let year = observation.period.single_year()?;
        Some(SeriesPoint { year, observation: reference, value: on_scale(observation, unit)? })
    };
    let mut points: Vec<SeriesPoint> =
        index.current(project, place, indicator, true).filter_map(point).collect();
    points.sort_by_key(|point| (point.year, point.observation));
    Series { points }
}

/// Whether the last value of a series raises each alert of its indicator: `None` where the value does not decide it, or
/// only a forecast is known.
pub fn alerts(project: &Project, series: &Series, indicator: Ref<Indicator>) -> Vec<Option<bool>> {
    let record = &project.indicators[indicator];
    let last = series.points.iter().rev().find(|point| is_evidence(&project.observations[point.observation]));
    let raised = |alert: &Alert| {
        let asked = Interval::asked(&alert.condition, record.direction)?;
        match Interval::decide(Interval::known(last?.value)?, asked) {
            Decision::Holds => Some(true),
            Decision::Fails => Some(false),
            Decision::Undecided => None,
        }
    };
    record.alerts.iter().map(raised).collect()
}

/// The last exact level before a year: the baseline of a plan that begins then.
pub(super) fn baseline(
    project: &Project,
    index: &EvidenceIndex,
    place: Ref<Place>,
    indicator: Ref<Indicator>,
    before: i16,
) -> Option<(i16, Decimal)> {
    let series = series(project, index, place, indicator);
    let mut earlier = series.points.iter().rev().filter_map(|point| Some((point.year, point.value.exact()?)));
    let base = earlier.find(|(year, _)| *year < before)?;
    // Two values for one year are no baseline.
    earlier.take_while(|(year, _)| *year == base.0).all(|other| other == base).then_some(base)
}

/// Where the straight line from a baseline to a target stands in a year, rounded to two places.
///
/// From 50 in 2022 to 60 in 2025, the line stands at 53.33 in 2023.
pub(super) fn straight_line(
    base: (i16, Decimal),
    target: (i16, Decimal),
    year: i16,
    rounding: Rounding,
) -> Option<Decimal> {
    let years = |n: i16| Decimal::from_integer(i64::from(n));
    if target.0 <= base.0 {
        return None;
    }
    let whole = years(target.0 - base.0);
    let way = (target.1 - base.1).checked_mul(years(year - base.0))?;
    // One division at the end: rounding twice is not rounding.
    base.1.checked_mul(whole)?.checked_add(way)?.ratio(whole, 2, rounding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_documentation_is_right() {
        let n = |text| Decimal::parse(text).unwrap();
        let line = |year| {
            straight_line((2022, n("50")), (2025, n("60")), year, Rounding::Gb8170).unwrap().to_string()
        };
        assert_eq!([line(2022), line(2023), line(2025)], ["50.00", "53.33", "60.00"]);
        assert_eq!(straight_line((2025, n("1")), (2025, n("2")), 2025, Rounding::Gb8170), None);
    }
}
