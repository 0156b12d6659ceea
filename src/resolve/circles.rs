//! Circles: places within themselves, plans, statements and figures that lead back to themselves.
//!
//! In: the records that could be built, and where their telling keys stand. Out: one fault for each circle. It must not
//! change anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Fault, Origin, catalogue};
use crate::model::{Place, PlaceKind, Record, Ref, Slots, Subject};

/// Where the keys stand that may close a circle, by the places of the records in their tables.
pub(super) struct Origins {
    pub(super) parents: Vec<Origin>,
    pub(super) superiors: Vec<Origin>,
    pub(super) targets: Vec<Origin>,
    pub(super) milestones: Vec<Origin>,
    pub(super) supersedes: Vec<Origin>,
}

/// Reports every circle, at the first record that a walk meets again.
pub(super) fn all(slots: &Slots, origins: &Origins, faults: &mut Vec<Diagnostic>) {
    let parents = next(&slots.places, |place| place.parent);
    report(&parents, &slots.places, &origins.parents, &catalogue::PLACE_CYCLE, faults);
    levels(slots, &origins.parents, &parents, faults);
    let superiors = next(&slots.plans, |plan| plan.superior);
    report(&superiors, &slots.plans, &origins.superiors, &catalogue::SUPERIOR_CYCLE, faults);
    let supersedes = next(&slots.observations, |observation| observation.supersedes);
    report(&supersedes, &slots.observations, &origins.supersedes, &catalogue::SUPERSEDES_CYCLE, faults);
    for subject in found(&restatements(slots)) {
        let (id, origin) = match subject {
            Subject::Target(target) => (named(&slots.targets, target), origins.targets[target.index()]),
            Subject::Milestone(one) => (named(&slots.milestones, one), origins.milestones[one.index()]),
            _ => continue,
        };
        faults.push(Diagnostic::new(&catalogue::RESTATES_CYCLE, origin).with("id", id));
    }
}

/// Reports a place that lies within one of its own or a lower level. Parts of a town, schools and parks have no level among
/// themselves: a school may have a part of its own.
fn levels(
    slots: &Slots,
    origins: &[Origin],
    parents: &BTreeMap<Ref<Place>, Ref<Place>>,
    faults: &mut Vec<Diagnostic>,
) {
    let mut circular: BTreeSet<Ref<Place>> = BTreeSet::new();
    for start in found(parents) {
        let mut place = start;
        while circular.insert(place) {
            place = parents[&place];
        }
    }
    for (index, (place, origin)) in slots.places.iter().zip(origins).enumerate() {
        let Some(place) = place.as_ref().filter(|_| !circular.contains(&Ref::new(index))) else { continue };
        let parent = place.parent.and_then(|parent| slots.places.get(parent.index())?.as_ref());
        let Some(parent) = parent.filter(|parent| parent.id != place.id) else { continue };
        if parent.kind >= place.kind && place.kind <= PlaceKind::Town {
            faults.push(
                Diagnostic::new(&catalogue::PLACE_ORDER, *origin)
                    .with("id", &*place.id)
                    .with("parent", &*parent.id)
                    .with_each("kind", |lang| place.kind.words().get(lang).to_owned())
                    .with_each("above", |lang| parent.kind.words().get(lang).to_owned()),
            );
        }
    }
}

fn restatements(slots: &Slots) -> BTreeMap<Subject, Subject> {
    let targets =
        slots.targets.iter().enumerate().filter_map(|(index, target)| {
            Some((Subject::Target(Ref::new(index)), target.as_ref()?.restates?))
        });
    let milestones = slots.milestones.iter().enumerate().filter_map(|(index, milestone)| {
        Some((Subject::Milestone(Ref::new(index)), milestone.as_ref()?.restates?))
    });
    targets.chain(milestones).collect()
}

fn next<T>(slots: &[Option<T>], of: impl Fn(&T) -> Option<Ref<T>>) -> BTreeMap<Ref<T>, Ref<T>> {
    let step = |(index, slot): (usize, &Option<T>)| Some((Ref::new(index), of(slot.as_ref()?)?));
    slots.iter().enumerate().filter_map(step).collect()
}

fn named<T: Record>(slots: &[Option<T>], reference: Ref<T>) -> &str {
    slots.get(reference.index()).and_then(Option::as_ref).map_or("", Record::id)
}

fn report<T: Record>(
    next: &BTreeMap<Ref<T>, Ref<T>>,
    slots: &[Option<T>],
    origins: &[Origin],
    fault: &'static Fault,
    faults: &mut Vec<Diagnostic>,
) {
    for reference in found(next) {
        faults.push(Diagnostic::new(fault, origins[reference.index()]).with("id", named(slots, reference)));
    }
}

/// One record of each circle. The walk from a record ends where there is no next one, or where a walk has been before.
fn found<K: Copy + Ord>(next: &BTreeMap<K, K>) -> Vec<K> {
    let mut circles = Vec::new();
    let mut done: BTreeSet<K> = BTreeSet::new();
    for start in next.keys() {
        let mut walk: BTreeSet<K> = BTreeSet::new();
        let mut current = Some(*start);
        while let Some(record) = current.filter(|record| !done.contains(record)) {
            if !walk.insert(record) {
                circles.push(record);
                break;
            }
            current = next.get(&record).copied();
        }
        done.extend(walk);
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_circle_is_found_once_and_a_chain_is_none() {
        let next = BTreeMap::from([(1, 2), (2, 3), (3, 2), (4, 3), (5, 6), (7, 7), (8, 9)]);
        assert_eq!(found(&next), [2, 7]);
        assert!(found(&BTreeMap::from([(1, 2), (2, 3)])).is_empty());
    }
}
