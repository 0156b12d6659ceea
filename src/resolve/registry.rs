//! Which ids exist: the first pass over the raw records.
//!
//! In: raw records. Out: [`Registry`], by which ids become references before any record is built. It must not
//! look at anything of a record but its kind, its id and whether it may be shown.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::bilingual::{Lang, both};
use crate::diagnostic::{Diagnostic, Origin, catalogue, nearest};
use crate::language::{self, Ids, RawRecord, RawValue};
use crate::model::{Audience, Record, Ref, Subject};

/// The records of a project by kind, in the order of their ids, and the ids that are left out.
#[derive(Debug, Default)]
pub(super) struct Registry {
    /// The ids of each table; there are so few tables that looking through them is the fastest way to one.
    ids: Vec<(&'static str, IndexSet<Box<str>, FxBuildHasher>)>,
    left_out: BTreeSet<Box<str>>,
    /// Whether files could not be taken apart: an id that is not there may stand in one of them.
    is_partial: bool,
}

/// The records that belong to one table, in the order of their ids.
pub(super) type Groups = BTreeMap<&'static str, Vec<RawRecord>>;

/// The id of a record, where it has one.
pub(super) fn id_of(record: &RawRecord) -> Option<(&str, Origin)> {
    record.get("id").and_then(|id| match id.value {
        RawValue::Line(line) => Some((&**line, id.origin)),
        _ => None,
    })
}

fn is_left_out(record: &RawRecord, audience: Audience) -> bool {
    let says = |key: &str, word: &str| {
        record.get(key).is_some_and(|value| matches!(value.value, RawValue::Choice(key) if *key == word))
    };
    audience == Audience::Public && (says("state", "draft") || says("audience", "internal"))
}

impl Registry {
    /// Sorts records into groups and reports ids that are used twice. Returns how many records are left out.
    pub(super) fn build(
        records: Vec<Vec<RawRecord>>,
        is_partial: bool,
        audience: Audience,
        faults: &mut Vec<Diagnostic>,
    ) -> (Registry, Groups, usize) {
        let mut registry = Registry { is_partial, ..Registry::default() };
        let mut tables = room(&records);
        let mut count = 0;
        for record in records.into_iter().flatten() {
            if is_left_out(&record, audience) {
                count += 1;
                registry.left_out.extend(id_of(&record).map(|(id, _)| id.into()));
                continue;
            }
            let table = record.kind.table();
            if let Some((_, records)) = tables.iter_mut().find(|(name, _)| *name == table) {
                records.push(record);
            }
        }
        tables.retain(|(_, records)| !records.is_empty());
        let ordered = |(table, records): (&'static str, Vec<RawRecord>)| (table, in_order(records));
        let ordered: Vec<_> = tables.into_par_iter().map(ordered).collect();
        report_duplicates(&ordered, faults);
        let mut groups = Groups::new();
        for (table, Ordered { ids, records, .. }) in ordered {
            registry.ids.extend(ids.map(|ids| (table, ids)));
            groups.insert(table, records);
        }
        (registry, groups, count)
    }

    /// The reference to the record of a type with this id.
    pub(super) fn find<T: Record>(&self, id: &str) -> Option<Ref<T>> {
        self.ids(T::TABLE)?.get_index_of(id).map(Ref::new)
    }

    fn ids(&self, table: &str) -> Option<&IndexSet<Box<str>, FxBuildHasher>> {
        self.ids.iter().find(|(name, _)| *name == table).map(|(_, ids)| ids)
    }

    /// The record of a plan with this id, whatever its kind.
    pub(super) fn subject(&self, id: &str) -> Option<Subject> {
        self.find(id)
            .map(Subject::Target)
            .or_else(|| self.find(id).map(Subject::Milestone))
            .or_else(|| self.find(id).map(Subject::Task))
            .or_else(|| self.find(id).map(Subject::Duty))
            .or_else(|| self.find(id).map(Subject::Provision))
            .or_else(|| self.find(id).map(Subject::Part))
            .or_else(|| self.find(id).map(Subject::Plan))
    }

    /// The id of a record.
    pub(super) fn id<T: Record>(&self, record: Ref<T>) -> &str {
        self.ids(T::TABLE).and_then(|ids| ids.get_index(record.index())).map_or("", |id| id)
    }

    /// The ids of each table, in the order of its records. They are copied, so that they stand together (see [`super::fields`]).
    pub(super) fn into_ids(self) -> BTreeMap<&'static str, Vec<Box<str>>> {
        let copied = |(table, ids): (&'static str, IndexSet<Box<str>, _>)| {
            let ids: Vec<Box<str>> = ids.into_iter().collect();
            (table, ids.into_par_iter().map(|id| Box::from(&*id)).collect())
        };
        self.ids.into_iter().map(copied).collect()
    }

    /// Whether a record that is not there may stand in a file that could not be taken apart.
    pub(super) fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// The fault of an id that names no record of these kinds; none where the record may stand in a file that could
    /// not be taken apart.
    pub(super) fn missing(&self, id: &str, kinds: &[&'static str], origin: Origin) -> Option<Diagnostic> {
        if self.left_out.contains(id) {
            return Some(Diagnostic::new(&catalogue::LEFT_OUT_REFERENCE, origin).with("id", id));
        }
        if self.is_partial {
            return None;
        }
        let known =
            kinds.iter().filter_map(|kind| self.ids(language::kind(kind)?.table())).flatten().map(|id| &**id);
        let candidate = nearest(id, known);
        let quoted = |word: &str| match origin {
            Origin::Cell { .. } => word.to_owned(),
            _ => format!("\"{word}\""),
        };
        let titles = |lang: Lang| {
            lang.list(kinds.iter().filter_map(|key| language::kind(key)).map(|kind| kind.title(lang)))
        };
        Some(
            Diagnostic::new(&catalogue::UNKNOWN_REFERENCE, origin)
                .with("id", id)
                .with_each("kind", titles)
                .near(candidate)
                .suggest(candidate.map(quoted)),
        )
    }
}

/// The tables of some records in the order of their names, with room for as many as there are and none in them.
fn room(records: &[Vec<RawRecord>]) -> Vec<(&'static str, Vec<RawRecord>)> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let alike = |one: &RawRecord, next: &RawRecord| std::ptr::eq(one.kind, next.kind);
    for records in records.iter().flat_map(|records| records.chunk_by(alike)) {
        *counts.entry(records[0].kind.table()).or_default() += records.len();
    }
    counts.into_iter().map(|(table, count)| (table, Vec::with_capacity(count))).collect()
}

/// Records of a table that have the same id: the first, another one, and the id.
type Twins = Vec<(Origin, Origin, Box<str>)>;

/// A table's records in the order of their ids, each id once, with what was found of it. The ids stand beside the records, which
/// get them when all records are built: they are too many to be held twice.
struct Ordered {
    /// Whether its ids are unique among all statements, or in the table alone.
    space: Ids,
    /// None where records are found by no id.
    ids: Option<IndexSet<Box<str>, FxBuildHasher>>,
    records: Vec<RawRecord>,
    twins: Twins,
}

/// Puts the records of a group in the order of their ids; records that are found by no id stay as they are.
fn in_order(mut records: Vec<RawRecord>) -> Ordered {
    let space = records.first().map_or(Ids::Attached, |first| first.kind.ids);
    if space == Ids::Attached {
        return Ordered { space, ids: None, records, twins: Vec::new() };
    }
    // A record without an id holds its place under a name that is none.
    let id = |(place, record): (usize, &mut RawRecord)| {
        let id = record.get_mut("id").and_then(|id| match id {
            RawValue::Line(line) => Some(std::mem::take(line)),
            _ => None,
        });
        (id.unwrap_or_else(|| format!("?{place}").into()), place as u32)
    };
    let mut order: Vec<(Box<str>, u32)> = records.par_iter_mut().enumerate().map(id).collect();
    order.par_sort_unstable();
    arrange(&mut records, &order);
    let mut ids = IndexSet::with_capacity_and_hasher(records.len(), FxBuildHasher);
    let (mut twins, mut first) = (Twins::new(), Origin::Project);
    let mut order = order.into_iter();
    records.retain(|record| {
        let origin = record.get("id").map_or(record.origin, |id| id.origin);
        let Some((id, _)) = order.next() else { return true };
        let is_first = ids.last() != Some(&id);
        if is_first {
            first = origin;
            ids.insert(id);
        } else {
            twins.push((first, origin, id));
        }
        is_first
    });
    Ordered { space, ids: Some(ids), records, twins }
}

/// Puts records in an order, which says of each where it stands now.
fn arrange(records: &mut [RawRecord], order: &[(Box<str>, u32)]) {
    let mut from: Vec<u32> = order.iter().map(|(_, place)| *place).collect();
    for first in 0..from.len() {
        // Each record goes to its place, and the one that stood there makes room for the next.
        let mut place = first;
        loop {
            let next = std::mem::replace(&mut from[place], place as u32) as usize;
            if next == first || next == place {
                break;
            }
            records.swap(place, next);
            place = next;
        }
    }
}

/// The ids that two tables of statements have both.
fn shared_ids(one: &Ordered, other: &Ordered) -> Twins {
    let (Some(ids), Some(others)) = (&one.ids, &other.ids) else { return Twins::new() };
    let origin = |table: &Ordered, place: usize| {
        table.records.get(place).and_then(|record| record.get("id")).map_or(Origin::Project, |id| id.origin)
    };
    let (few, many) = if ids.len() < others.len() { (ids, others) } else { (others, ids) };
    let both = few.iter().filter(|id| !id.starts_with('?') && many.contains(*id));
    let twins = both.filter_map(|id| {
        Some((origin(one, ids.get_index_of(id)?), origin(other, others.get_index_of(id)?), id.clone()))
    });
    twins.collect()
}

fn report_duplicates(tables: &[(&'static str, Ordered)], faults: &mut Vec<Diagnostic>) {
    let statements = |(_, table): &&(&str, Ordered)| matches!(table.space, Ids::Statement | Ids::In(_));
    let statements: Vec<_> = tables.iter().filter(statements).collect();
    let pairs: Vec<(usize, usize)> =
        (0..statements.len()).flat_map(|one| (0..one).map(move |other| (other, one))).collect();
    let across = pairs.par_iter().flat_map_iter(|(a, b)| shared_ids(&statements[*a].1, &statements[*b].1));
    let across: Twins = across.collect();
    for (first, second, id) in tables.iter().flat_map(|(_, table)| &table.twins).chain(&across) {
        let (first, second) = (first.min(second), first.max(second));
        faults.push(
            Diagnostic::new(&catalogue::DUPLICATE_ID, *second)
                .with("id", &**id)
                .and(*first, both("已在此处使用", "used here already")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Spanned, kind};
    use proptest::prelude::*;

    fn record((number, id): (usize, &String)) -> RawRecord {
        let kind = kind("observation").unwrap();
        let mut record = RawRecord::new(kind, Origin::Project, 2);
        for (key, value) in [("id", id.clone()), ("note", number.to_string())] {
            let value = Spanned { value: RawValue::Line(value.into()), origin: Origin::Project };
            record.set(kind.fields.place(key).unwrap(), value);
        }
        record
    }

    fn number(record: &RawRecord) -> usize {
        match record.get("note").unwrap().value {
            RawValue::Line(line) => line.parse().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    proptest! {
        #[test]
        fn records_stand_in_the_order_of_their_ids_each_once(ids in proptest::collection::vec("[a-e]{1,2}", 0..40)) {
            let ordered = in_order(ids.iter().enumerate().map(record).collect());
            let expected: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            prop_assert!(ordered.ids.iter().flatten().map(|id| &**id).eq(expected.iter().copied()));
            prop_assert_eq!(ordered.records.len(), expected.len());
            prop_assert_eq!(ordered.twins.len(), ids.len() - expected.len());
            // Each record has its number as its note.
            for (id, record) in expected.iter().zip(&ordered.records) {
                prop_assert_eq!(number(record), ids.iter().position(|other| other == id).unwrap());
            }
        }
    }
}
