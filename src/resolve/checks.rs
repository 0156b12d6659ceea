//! Checks that need many records at once: figures against each other, numbers of tasks.
//!
//! In: the records that could be built, and where their figures stand. Out: faults. It must not change anything.

use std::collections::{BTreeMap, BTreeSet};

use super::results::{is_share, since};
use super::{Built, slot};
use crate::bilingual::both;
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::model::{
    Decimal, Dimension, Indicator, Measure, Observation, Period, Place, Plan, Quantity, Ref, Status, Task,
};

/// Reports numbers that two tasks of a plan share, at the later one.
pub(super) fn shared_numbers(tasks: &Built<Task>, numbers: &[Origin], faults: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(Ref<Plan>, i64), Origin> = BTreeMap::new();
    for (task, origin) in
        tasks.iter().zip(numbers).filter_map(|(task, origin)| Some((task.as_ref()?, *origin)))
    {
        match seen.get(&(task.plan, task.number)) {
            None => _ = seen.insert((task.plan, task.number), origin),
            Some(first) => faults.push(
                Diagnostic::new(&catalogue::TASK_NUMBER_TWICE, origin.max(*first))
                    .with("number", task.number.to_string())
                    .and(origin.min(*first), both("已在此处使用", "used here already")),
            ),
        }
    }
}

/// The observations that could be built, with what they are about.
struct Figures<'a> {
    observations: &'a Built<Observation>,
    indicators: &'a Built<Indicator>,
    origins: &'a [Origin],
}

/// Checks the figures against each other.
pub(super) fn figures(
    observations: &Built<Observation>,
    indicators: &Built<Indicator>,
    origins: &[Origin],
    faults: &mut Vec<Diagnostic>,
) {
    let figures = Figures { observations, indicators, origins };
    for (observation, origin) in figures.iter().filter(|(one, _)| one.note.is_none() && !is_share(one)) {
        let value = observation.value.number().to_string();
        faults.push(Diagnostic::new(&catalogue::PERCENT_RANGE, origin).with("value", value));
    }
    let levels = figures.levels();
    figures.conflicts(&levels, faults);
    for (change, origin) in figures.iter() {
        figures.change(&levels, change, origin, faults);
    }
}

/// A place, an indicator and a time.
type Cell<'a> = (Ref<Place>, Ref<Indicator>, &'a Period);

fn cell(observation: &Observation) -> Cell<'_> {
    (observation.place, observation.indicator, &observation.period)
}

impl<'a> Figures<'a> {
    fn iter(&self) -> impl Iterator<Item = (&'a Observation, Origin)> {
        self.observations
            .iter()
            .zip(self.origins)
            .filter_map(|(slot, origin)| Some((slot.as_ref()?, *origin)))
    }

    /// The places of the levels on the time axis that no other observation replaces, in the order of their cells.
    fn levels(&self) -> Vec<u32> {
        let replaced: BTreeSet<usize> =
            self.iter().filter_map(|(observation, _)| observation.supersedes).map(Ref::index).collect();
        let counts = |place: &u32| {
            self.level(*place).is_some_and(|(observation, _)| {
                let is_level = observation.measure == Measure::Level && observation.period.years().is_some();
                is_level && !replaced.contains(&(*place as usize))
            })
        };
        let mut levels: Vec<u32> = (0..self.observations.len() as u32).filter(counts).collect();
        levels.sort_by_key(|place| self.level(*place).map(|(level, _)| cell(level)));
        levels
    }

    fn level(&self, place: u32) -> Option<(&'a Observation, Origin)> {
        let place = place as usize;
        Some((self.observations.get(place)?.as_ref()?, *self.origins.get(place)?))
    }

    fn conflicts(&self, levels: &[u32], faults: &mut Vec<Diagnostic>) {
        let cell = |place: &u32| self.level(*place).map(|(level, _)| cell(level));
        for same in levels.chunk_by(|a, b| cell(a) == cell(b)) {
            let mut same = same.iter().filter_map(|place| self.level(*place));
            let Some((first, first_origin)) = same.next() else { continue };
            let Some(indicator) = slot(self.indicators, first.indicator) else { continue };
            let on_scale = |observation| quantity(observation)?.on_scale_of(&indicator.unit);
            for (other, origin) in same {
                let is_forecast = |one: &Observation| one.status == Status::Forecast;
                if is_forecast(first) != is_forecast(other) || are_of_other_copies(first, other) {
                    continue;
                }
                if let (Some(a), Some(b)) = (on_scale(first), on_scale(other))
                    && a != b
                {
                    let fault = conflict((first, a), (other, b), origin);
                    faults.push(fault.and(first_origin, both("另一个数值", "the other value")));
                }
            }
        }
    }

    /// Value − change must give the registered base, where all three are registered.
    fn change(&self, levels: &[u32], change: &Observation, origin: Origin, faults: &mut Vec<Diagnostic>) {
        let level = |year| {
            let period = Period::Year(year);
            let wanted = Some((change.place, change.indicator, &period));
            let cell = |place: &u32| self.level(*place).map(|(level, _)| cell(level));
            let start = levels.partition_point(|other| cell(other) < wanted);
            let mut same = levels[start..].iter().take_while(|other| cell(other) == wanted);
            same.find_map(|place| {
                let (observation, origin) = self.level(*place)?;
                Some((quantity(observation)?, origin))
            })
        };
        let Some((_, to)) = change.period.years() else { return };
        let Some(base) = since(change).and_then(|since| since.base_year(to)) else { return };
        let (Some((now, _)), Some((base, base_origin)), Some(step)) =
            (level(to), level(base), quantity(change))
        else {
            return;
        };
        if let Some(computed) = now.combine(true, &step)
            && let Some(stated) = base.on_scale_of(&computed.unit)
            && stated != computed.value
            && step.unit.dimension() != Dimension::Multiple
            && Some(&step.unit) == now.unit.of_difference().as_ref()
        {
            faults.push(
                Diagnostic::new(&catalogue::CHANGE_DISAGREES, origin)
                    .with("computed", computed.value.to_string())
                    .with("stated", stated.to_string())
                    .and(base_origin, both("登记的基期数值", "the registered base")),
            );
        }
    }
}

/// Whether two values stand in different copies of one document, as their records say.
fn are_of_other_copies(first: &Observation, other: &Observation) -> bool {
    let (ours, theirs) = (&first.source, &other.source);
    ours.document == theirs.document
        && !ours.copies().is_empty()
        && !theirs.copies().is_empty()
        && ours.copies().iter().all(|copy| !theirs.copies().contains(copy))
}

/// The fault of two values of one figure: a slipped unit, a document at odds with itself, or two documents at odds.
fn conflict(
    (first, a): (&Observation, Decimal),
    (other, b): (&Observation, Decimal),
    origin: Origin,
) -> Diagnostic {
    let shown = |one: &Observation| format!("{}{}", one.value.number(), one.unit.printed());
    let is_slipped =
        first.unit != other.unit && first.value.number().trimmed() == other.value.number().trimmed();
    if is_slipped {
        return Diagnostic::new(&catalogue::UNIT_SLIP, origin)
            .with("first", shown(first))
            .with("second", shown(other));
    }
    let is_one = first.source.document == other.source.document;
    let fault = if is_one { &catalogue::CHANGED_WITHOUT_REVISION } else { &catalogue::CONFLICTING_VALUES };
    Diagnostic::new(fault, origin).with_each("values", |lang| lang.list([a.to_string(), b.to_string()]))
}

/// The value of an observation, where it is exact.
fn quantity(observation: &Observation) -> Option<Quantity> {
    Some(Quantity { value: observation.value.exact()?, unit: observation.unit.clone() })
}
