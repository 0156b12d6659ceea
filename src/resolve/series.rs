//! Figures against their neighbours: what a statistician looks at before a table goes to print.
//!
//! In: the records that could be built, and where their figures stand. Out: warnings and faults. It must not change
//! anything, and must not doubt a figure whose record explains itself in a `note`.

use std::collections::BTreeMap;

use super::slot;
use crate::bilingual::{Lang, both};
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::model::{Decimal, Dimension, Indicator, Measure, Observation, Place, Ref, Slots, Status};

/// An exact level with where it stands, on the scale of its indicator.
#[derive(Clone, Copy)]
struct Level<'a> {
    observation: &'a Observation,
    origin: Origin,
    year: i16,
    value: Decimal,
}

impl Level<'_> {
    /// The place and the indicator of which it is one.
    fn series(&self) -> (Ref<Place>, Ref<Indicator>) {
        (self.observation.place, self.observation.indicator)
    }

    fn key(&self) -> ((Ref<Place>, Ref<Indicator>), i16) {
        (self.series(), self.year)
    }
}

/// Checks the observations; `origins` has the place of the figure of each.
pub(super) fn all(slots: &Slots, origins: &[Origin], faults: &mut Vec<Diagnostic>) {
    apart(slots, origins, faults);
    let mut levels: Vec<Level<'_>> = Vec::with_capacity(slots.observations.len());
    for (observation, origin) in
        slots.observations.iter().zip(origins).filter_map(|(slot, origin)| Some((slot.as_ref()?, *origin)))
    {
        below_zero(observation, origin, faults);
        ahead(slots, observation, origin, faults);
        replaced(slots, observation, faults);
        if let (Some(year), Some(value)) = (observation.period.single_year(), on_scale(slots, observation)) {
            levels.push(Level { observation, origin, year, value });
        }
    }
    // Of several values for a year the last one counts.
    levels.sort_by_key(Level::key);
    levels.dedup_by(|later, kept| {
        let is_same = later.key() == kept.key();
        if is_same {
            *kept = *later;
        }
        is_same
    });
    let pairs = levels.windows(2).filter(|pair| pair[0].series() == pair[1].series());
    for pair in pairs {
        factor_ten(slots, &pair[0], &pair[1], faults);
    }
    for total in &levels {
        let ((place, indicator), year) = total.key();
        let Some(parts) = slot(&slots.indicators, indicator).map(|indicator| &*indicator.parts) else {
            continue;
        };
        let part = |part: &Ref<Indicator>| {
            let key = ((place, *part), year);
            levels.binary_search_by_key(&key, Level::key).ok().map(|found| &levels[found])
        };
        let parts: Option<Vec<&Level<'_>>> = parts.iter().map(part).collect();
        if let Some(parts) = parts.filter(|parts| !parts.is_empty()) {
            add_up(slots, total, &parts, faults);
        }
    }
}

fn on_scale(slots: &Slots, observation: &Observation) -> Option<Decimal> {
    let indicator = slot(&slots.indicators, observation.indicator)?;
    let is_level = observation.measure == Measure::Level && observation.status != Status::Forecast;
    let value = observation.value.exact().filter(|_| is_level)?;
    observation.unit.rescaled(value, &indicator.unit)
}

/// The most years between the first and the last of a series: what the axis of a chart can show.
pub(super) const MAX_YEARS: i16 = 200;

/// Reports a place and indicator whose figures and targets lie further apart than an axis can show.
fn apart(slots: &Slots, origins: &[Origin], faults: &mut Vec<Diagnostic>) {
    let all = || {
        let figures = slots.observations.iter().zip(origins).filter_map(|(slot, origin)| {
            let observation = slot.as_ref()?;
            Some(((observation.place, observation.indicator), observation.period.years()?, *origin))
        });
        let targets = slots.targets.iter().flatten().filter_map(|target| {
            Some(((target.place, target.indicator), target.period.years()?, target.origin))
        });
        figures.chain(targets)
    };
    let first = all().map(|(_, (from, _), _)| from).min();
    let last = all().map(|(_, (_, to), _)| to).max();
    if first.zip(last).is_none_or(|(first, last)| last - first <= MAX_YEARS) {
        return;
    }
    let mut ends: BTreeMap<_, [(i16, Origin); 2]> = BTreeMap::new();
    for (series, (from, to), origin) in all() {
        let [first, last] = ends.entry(series).or_insert([(from, origin), (to, origin)]);
        *first = (*first).min((from, origin));
        *last = (*last).max((to, origin));
    }
    for [(from, first), (to, last)] in ends.into_values().filter(|[first, last]| last.0 - first.0 > MAX_YEARS)
    {
        faults.push(
            Diagnostic::new(&catalogue::YEARS_APART, last)
                .with("from", from.to_string())
                .with("to", to.to_string())
                .with("years", (to - from).to_string())
                .with("limit", MAX_YEARS.to_string())
                .and(first, both("最早的一条", "the first")),
        );
    }
}

/// A number of things is not below zero; an amount of money may be.
fn below_zero(observation: &Observation, origin: Origin, faults: &mut Vec<Diagnostic>) {
    let number = observation.value.number();
    let counts =
        observation.unit.dimension() == Dimension::Amount && !observation.unit.base().ends_with('元');
    if number.is_negative() && counts && observation.measure == Measure::Level && observation.note.is_none() {
        faults.push(
            Diagnostic::new(&catalogue::NEGATIVE_COUNT, origin)
                .with("value", number.to_string())
                .with("unit", observation.unit.printed()),
        );
    }
}

/// A document cannot report on a time that begins after it.
fn ahead(slots: &Slots, observation: &Observation, origin: Origin, faults: &mut Vec<Diagnostic>) {
    let Some(issued) =
        slot(&slots.documents, observation.source.document).and_then(|known| known.issued.as_ref())
    else {
        return;
    };
    if let (Some(begins), Some(issue)) = (observation.period.first_day(), issued.last_day())
        && begins > issue
        && observation.status != Status::Forecast
    {
        faults.push(
            Diagnostic::new(&catalogue::RESULT_AHEAD, origin)
                .with("period", observation.period.to_string())
                .with("issued", issued.to_string()),
        );
    }
}

/// What replaces a figure is the same figure.
fn replaced(slots: &Slots, observation: &Observation, faults: &mut Vec<Diagnostic>) {
    let Some(other) = observation.supersedes.and_then(|other| slot(&slots.observations, other)) else {
        return;
    };
    let cell = |one: &Observation| (one.place, one.indicator, one.period.clone());
    if cell(observation) != cell(other) {
        faults.push(
            Diagnostic::new(&catalogue::SUPERSEDES_OTHER, observation.origin)
                .with("id", &*observation.id)
                .with("other", &*other.id)
                .and(other.origin, both("被取代的数据", "what it replaces")),
        );
    }
}

/// Reports a step by about a factor of ten or a hundred between neighbouring years, where the figures have enough digits for
/// it to be more than a small number that grew.
fn factor_ten(slots: &Slots, earlier: &Level<'_>, later: &Level<'_>, faults: &mut Vec<Diagnostic>) {
    if earlier.observation.note.is_some() || later.observation.note.is_some() {
        return;
    }
    let is_share = later.observation.unit.dimension() == Dimension::Percent;
    let small = Decimal::from_integer(100);
    let (before, after) = (earlier.value.abs(), later.value.abs());
    if before.is_zero() || after.is_zero() || (!is_share && before < small && after < small) {
        return;
    }
    // Few figures are eight times as large as their neighbours.
    let (large, little) = if before > after { (before, after) } else { (after, before) };
    if large.cmp_ratio(little, Decimal::from_integer(8)).is_some_and(std::cmp::Ordering::is_lt) {
        return;
    }
    for factor in [10_i64, 100] {
        let close = |large: Decimal, little: Decimal| {
            let of = |tenths| Decimal::from_integer(factor * tenths).shifted(-1);
            let (Some(low), Some(high)) = (of(8), of(12)) else { return false };
            large.cmp_ratio(little, low).is_some_and(std::cmp::Ordering::is_ge)
                && large.cmp_ratio(little, high).is_some_and(std::cmp::Ordering::is_le)
        };
        let words = match (factor, close(after, before), close(before, after)) {
            (10, true, _) => both("10倍", "ten times"),
            (_, true, _) => both("100倍", "a hundred times"),
            (10, _, true) => both("十分之一", "a tenth of"),
            (_, _, true) => both("百分之一", "a hundredth of"),
            _ => continue,
        };
        let unit = slot(&slots.indicators, later.observation.indicator);
        let unit = unit.map_or("", |indicator| indicator.unit.printed());
        let shown = |level: &Level<'_>, lang| {
            let (period, value) = (&level.observation.period, level.value);
            if lang == Lang::Zh {
                format!("{period}年的{value}{unit}")
            } else {
                format!("{value} {unit} ({period})")
            }
        };
        faults.push(
            Diagnostic::new(&catalogue::FACTOR_TEN, later.origin)
                .with_each("later", |lang| shown(later, lang))
                .with_each("earlier", |lang| shown(earlier, lang))
                .with_each("factor", |lang| words.get(lang).to_owned())
                .and(earlier.origin, both("前一次的数据", "the figure before")),
        );
    }
}

/// Reports a total from which its declared parts differ by more than rounding: half a unit of the last place that is written
/// for each figure, and nothing where all are whole numbers on one scale.
fn add_up(slots: &Slots, total: &Level<'_>, parts: &[&Level<'_>], faults: &mut Vec<Diagnostic>) {
    let Some(indicator) = slot(&slots.indicators, total.observation.indicator) else { return };
    let mut sum = Some(Decimal::ZERO);
    let mut slack = Some(Decimal::ZERO);
    for level in parts.iter().copied().chain([total]) {
        if !std::ptr::eq(level, total) {
            sum = sum.and_then(|sum| sum.checked_add(level.value));
        }
        slack =
            slack.zip(half_of_last_place(level, indicator)).and_then(|(slack, half)| slack.checked_add(half));
    }
    let (Some(sum), Some(slack)) = (sum, slack) else { return };
    let differs = sum.checked_add(-total.value).is_some_and(|difference| difference.abs() > slack);
    if differs && total.observation.note.is_none() {
        let shown = |value: Decimal| format!("{}{}", value.trimmed(), indicator.unit.printed());
        let fault = Diagnostic::new(&catalogue::PARTS_DISAGREE, total.origin)
            .with("total", shown(total.value))
            .with("sum", shown(sum));
        let part = both("其中的一部分", "one of the parts");
        faults.push(parts.iter().fold(fault, |fault, level| fault.and(level.origin, part)));
    }
}

/// Half of the last place in which a value is written, on the scale of the indicator; nothing for whole things.
fn half_of_last_place(level: &Level<'_>, indicator: &Indicator) -> Option<Decimal> {
    let written = level.observation.value.number();
    let is_whole = written.decimals() == 0 && level.observation.unit == indicator.unit;
    if is_whole && indicator.unit.dimension() == Dimension::Amount {
        return Some(Decimal::ZERO);
    }
    let half = Decimal::from_integer(5).shifted(-1 - i32::try_from(written.decimals()).ok()?)?;
    level.observation.unit.rescaled(half, &indicator.unit)
}
