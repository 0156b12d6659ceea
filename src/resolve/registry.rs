//! Which ids exist: the first pass over the raw records.
//!
//! In: raw records. Out: [`Registry`], by which ids become references before any record is built. It must not
//! look at anything of a record but its kind, its id and whether it may be shown.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::map::Entry;
use indexmap::{IndexMap, IndexSet};
use rayon::prelude::*;

use crate::bilingual::{Lang, both};
use crate::diagnostic::{Diagnostic, Origin, catalogue, nearest};
use crate::language::{self, Ids, RawRecord, RawValue};
use crate::model::{Audience, Document, Record, Ref, Subject};

/// The records of a project by kind, in the order of their ids, and the ids that are left out.
#[derive(Debug, Default)]
pub(super) struct Registry {
    /// The ids of each table; there are so few tables that looking through them is the fastest way to one.
    ids: Vec<(&'static str, IndexSet<Box<str>>)>,
    left_out: BTreeSet<Box<str>>,
    /// Whether files could not be taken apart: an id that is not there may stand in one of them.
    is_partial: bool,
}

/// The records that belong to one table, in the order of their ids.
pub(super) type Groups = BTreeMap<&'static str, Vec<RawRecord>>;

/// The id of a record, where it has one.
pub(super) fn id_of(record: &RawRecord) -> Option<(&str, Origin)> {
    record.get("id").and_then(|id| match &id.value {
        RawValue::Line(line) => Some((&**line, id.origin)),
        _ => None,
    })
}

fn is_left_out(record: &RawRecord, audience: Audience) -> bool {
    let says = |key: &str, word: &str| {
        record.get(key).is_some_and(|value| matches!(value.value, RawValue::Choice(key) if key == word))
    };
    audience == Audience::Public && (says("state", "draft") || says("audience", "internal"))
}

impl Registry {
    /// Sorts records into groups and reports ids that are used twice. Returns how many records are left out.
    pub(super) fn build(
        records: Vec<RawRecord>,
        is_partial: bool,
        audience: Audience,
        faults: &mut Vec<Diagnostic>,
    ) -> (Registry, Groups, usize) {
        let mut registry = Registry { is_partial, ..Registry::default() };
        let mut tables: Vec<(&'static str, Vec<Identified>)> = Vec::new();
        let mut count = 0;
        for record in records {
            if is_left_out(&record, audience) {
                count += 1;
                registry.left_out.extend(id_of(&record).map(|(id, _)| id.into()));
                continue;
            }
            let table = record.kind.table();
            let record = Identified::of(record);
            match tables.iter_mut().find(|(name, _)| *name == table) {
                Some((_, records)) => records.push(record),
                None => tables.push((table, vec![record])),
            }
        }
        tables.sort_by_key(|(name, _)| *name);
        report_duplicates(&tables, faults);
        let mut groups = Groups::new();
        let in_order = |(table, records): (&'static str, Vec<Identified>)| (table, in_order(records));
        let ordered: Vec<_> = tables.into_par_iter().map(in_order).collect();
        for (table, (ids, records)) in ordered {
            registry.ids.extend(ids.map(|ids| (table, ids)));
            groups.insert(table, records);
        }
        (registry, groups, count)
    }

    /// The reference to the record of a type with this id.
    pub(super) fn find<T: Record>(&self, id: &str) -> Option<Ref<T>> {
        self.ids(T::TABLE)?.get_index_of(id).map(Ref::new)
    }

    fn ids(&self, table: &str) -> Option<&IndexSet<Box<str>>> {
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

    /// The id of a document.
    pub(super) fn document_id(&self, document: Ref<Document>) -> &str {
        self.ids(Document::TABLE).and_then(|ids| ids.get_index(document.index())).map_or("", |id| id)
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

/// A record with its id, where it has one by which it is found.
struct Identified {
    id: Option<(Box<str>, Origin)>,
    record: RawRecord,
}

impl Identified {
    fn of(record: RawRecord) -> Identified {
        let id = id_of(&record).filter(|_| record.kind.ids != Ids::Attached);
        Identified { id: id.map(|(id, origin)| (id.into(), origin)), record }
    }

    fn is_twin(&self, other: &Identified) -> bool {
        matches!((&self.id, &other.id), (Some((id, _)), Some((other, _))) if id == other)
    }
}

/// Puts the records of a group in the order of their ids, each id once, and gives the ids in that order; records that are found by
/// no id stay as they are.
fn in_order(mut by_id: Vec<Identified>) -> (Option<IndexSet<Box<str>>>, Vec<RawRecord>) {
    if by_id.first().is_none_or(|first| first.record.kind.ids == Ids::Attached) {
        return (None, by_id.into_iter().map(|one| one.record).collect());
    }
    by_id.par_sort_by(|a, b| a.id.cmp(&b.id));
    by_id.dedup_by(|a, b| a.is_twin(b));
    let mut ids = IndexSet::with_capacity(by_id.len());
    let mut records = Vec::with_capacity(by_id.len());
    for (place, Identified { id, record }) in by_id.into_iter().enumerate() {
        // A record without an id holds its place under a name that is none.
        ids.insert(id.map_or_else(|| format!("?{place}").into(), |(id, _)| id));
        records.push(record);
    }
    (Some(ids), records)
}

fn report_duplicates(tables: &[(&'static str, Vec<Identified>)], faults: &mut Vec<Diagnostic>) {
    let mut spaces: BTreeMap<&str, IndexMap<&str, Origin>> = BTreeMap::new();
    for (table, records) in tables {
        let space = match records.first().map(|one| one.record.kind.ids) {
            None | Some(Ids::Attached) => continue,
            Some(Ids::Own) => table,
            Some(Ids::Statement | Ids::In(_)) => "statement",
        };
        let seen = spaces.entry(space).or_default();
        seen.reserve(records.len());
        for (id, origin) in records.iter().filter_map(|one| one.id.as_ref()) {
            match seen.entry(id) {
                Entry::Vacant(new) => _ = new.insert(*origin),
                Entry::Occupied(first) => {
                    let first = *first.get();
                    let (first, second) = (first.min(*origin), first.max(*origin));
                    faults.push(
                        Diagnostic::new(&catalogue::DUPLICATE_ID, second)
                            .with("id", &**id)
                            .and(first, both("已在此处使用", "used here already")),
                    );
                }
            }
        }
    }
}
