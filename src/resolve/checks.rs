//! Checks that need the whole project: figures against each other, circles of places.
//!
//! In: the project. Out: faults. It must not change anything.

use std::collections::BTreeMap;

use super::results::{is_share, since};
use crate::bilingual::both;
use crate::diagnostic::{Diagnostic, catalogue};
use crate::model::{Indicator, Measure, Observation, Period, Place, Project, Quantity, Ref};

pub(super) fn check(project: &Project, faults: &mut Vec<Diagnostic>) {
    places(project, faults);
    for observation in project.observations.iter().filter(|observation| !is_share(observation)) {
        faults.push(
            Diagnostic::new(&catalogue::PERCENT_RANGE, observation.origin)
                .with("value", observation.value.number().to_string()),
        );
    }
    let levels = levels(project);
    conflicts(&levels, project, faults);
    changes(&levels, project, faults);
}

fn places(project: &Project, faults: &mut Vec<Diagnostic>) {
    for (reference, place) in project.places.entries() {
        let mut parent = place.parent;
        for _ in 0..project.places.len() {
            match parent {
                Some(current) if current == reference => {
                    faults.push(Diagnostic::new(&catalogue::PLACE_CYCLE, place.origin).with("id", &*place.id));
                    break;
                }
                Some(current) => parent = project.places[current].parent,
                None => break,
            }
        }
    }
}

type Cell = (Ref<Place>, Ref<Indicator>, Period);

/// The levels on the time axis that no other observation replaces, by cell.
fn levels(project: &Project) -> BTreeMap<Cell, Vec<&Observation>> {
    let replaced: Vec<Ref<Observation>> =
        project.observations.iter().filter_map(|observation| observation.supersedes).collect();
    let mut cells: BTreeMap<Cell, Vec<&Observation>> = BTreeMap::new();
    for (reference, observation) in project.observations.entries() {
        let counts = observation.measure == Measure::Level && observation.period.years().is_some();
        if counts && !replaced.contains(&reference) {
            let cell = (observation.place, observation.indicator, observation.period.clone());
            cells.entry(cell).or_default().push(observation);
        }
    }
    cells
}

fn conflicts(cells: &BTreeMap<Cell, Vec<&Observation>>, project: &Project, faults: &mut Vec<Diagnostic>) {
    for ((_, indicator, _), observations) in cells {
        let unit = &project.indicators[*indicator].unit;
        let on_scale = |observation: &Observation| {
            let value = observation.value.exact()?;
            Quantity { value, unit: observation.unit.clone() }.on_scale_of(unit)
        };
        let Some((first, rest)) = observations.split_first() else { continue };
        for other in rest {
            if let (Some(a), Some(b)) = (on_scale(first), on_scale(other))
                && a != b
            {
                faults.push(
                    Diagnostic::new(&catalogue::CONFLICTING_VALUES, other.origin)
                        .with("values", format!("{a}, {b}"))
                        .and(first.origin, both("另一个数值", "the other value")),
                );
            }
        }
    }
}

/// Value − change must give the registered base, where all three are registered.
fn changes(cells: &BTreeMap<Cell, Vec<&Observation>>, project: &Project, faults: &mut Vec<Diagnostic>) {
    for change in project.observations.iter() {
        let Some(base) = since(change).zip(change.period.years()).and_then(|(since, (_, to))| since.base_year(to))
        else {
            continue;
        };
        let Some(to) = change.period.years().map(|(_, to)| to) else { continue };
        let quantity = |observation: &Observation| {
            let value = observation.value.exact()?;
            Some(Quantity { value, unit: observation.unit.clone() })
        };
        let level = |year| {
            let cell = (change.place, change.indicator, Period::Year(year));
            let found = cells.get(&cell)?.iter().find_map(|observation| Some((*observation, quantity(observation)?)));
            found
        };
        let (Some((_, now)), Some((before, base)), Some(step)) = (level(to), level(base), quantity(change)) else {
            continue;
        };
        if let Some(computed) = now.combine(true, &step)
            && let Some(stated) = base.on_scale_of(&computed.unit)
            && stated != computed.value
            && step.unit.dimension() != crate::model::Dimension::Multiple
            && Some(&step.unit) == now.unit.of_difference().as_ref()
        {
            faults.push(
                Diagnostic::new(&catalogue::CHANGE_DISAGREES, change.origin)
                    .with("computed", computed.value.to_string())
                    .with("stated", stated.to_string())
                    .and(before.origin, both("登记的基期数值", "the registered base")),
            );
        }
    }
}
