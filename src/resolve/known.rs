//! What was known by a day: records whose document is later do not exist yet, and nothing refers to them.
//!
//! In: all raw records of a sound project, and the day. Out: those that existed then, with the settings of that day, and which
//! documents were later. The rules stand in `docs/editions.md`. It must not read values or judge anything: which keys refer to
//! what comes from the language table.

use std::collections::{BTreeMap, BTreeSet};

use super::registry::id_of;
use crate::language::{self, Field, Kind, RawRecord, RawValue, Spanned, Type};
use crate::model::{Date, Decimal, Period};
use crate::read::Raw;

/// What a day cuts off.
#[derive(Debug)]
pub(super) struct Cut {
    /// The documents that are later.
    pub(super) documents: BTreeSet<Box<str>>,
}

/// Ids by the table to which they belong.
type Ids = BTreeMap<&'static str, BTreeSet<Box<str>>>;

/// Which ids do not exist yet.
#[derive(Default)]
struct Later {
    ids: Ids,
    /// Copies by their document and their own id.
    copies: BTreeSet<(Box<str>, Box<str>)>,
}

/// The records that were known by the end of a day.
pub(super) fn by(mut raw: Raw, day: Date) -> (Raw, Cut) {
    let named = names(&raw.records);
    let published = first_published(&raw.records);
    let later_revisions = first_after(&raw.records, day);
    let mut later = Later::default();
    retain(&mut raw.records, |record| {
        let is_later = date(record, &published).is_some_and(|date| date > day);
        if is_later {
            later.add(record);
        }
        !is_later
    });
    loop {
        let before = raw.records.iter().map(Vec::len).sum::<usize>();
        retain(&mut raw.records, |record| {
            let stays = strip(record, &later);
            if !stays {
                later.add(record);
            }
            stays
        });
        let still = names(&raw.records);
        retain(&mut raw.records, |record| {
            let is_orphan = is_register(record) && is_in(&named, record) && !is_in(&still, record);
            if is_orphan {
                later.add(record);
            }
            !is_orphan
        });
        if raw.records.iter().map(Vec::len).sum::<usize>() == before {
            break;
        }
    }
    unrevise(&mut raw.records, &later_revisions);
    raw.prose.retain_mut(|prose| {
        let plan = prose.path.strip_prefix("content/plans/").and_then(|rest| rest.split('/').next());
        let is_homeless = plan.is_some_and(|plan| later.has(&["plan"], plan));
        !is_homeless && strip(&mut prose.head, &later)
    });
    if let Some(site) = &mut raw.site {
        set_day(site, day);
    }
    let documents = later.ids.remove("document").unwrap_or_default();
    (raw, Cut { documents })
}

/// Keeps records of which `is_kept` says so.
fn retain(files: &mut [Vec<RawRecord>], mut is_kept: impl FnMut(&mut RawRecord) -> bool) {
    files.iter_mut().for_each(|records| records.retain_mut(&mut is_kept));
}

fn set_day(site: &mut RawRecord, day: Date) {
    let place = site.kind.fields.place("as_of");
    site.edit(|key, value, _| {
        if Some(key) == place {
            *value = RawValue::Date(day);
        }
        true
    });
}

/// The day on which each document was first published, by its copies.
fn first_published(records: &[Vec<RawRecord>]) -> BTreeMap<Box<str>, Date> {
    let mut first: BTreeMap<Box<str>, Date> = BTreeMap::new();
    for copy in records.iter().flatten().filter(|record| record.kind.key == "copy") {
        if let (Some(document), Some(day)) = (line(copy, "document"), last_day(copy, "published")) {
            first.entry(document.into()).and_modify(|known| *known = day.min(*known)).or_insert(day);
        }
    }
    first
}

/// The day from which a record that has a date of its own exists; an imprecise date counts as its last day.
fn date(record: &RawRecord, published: &BTreeMap<Box<str>, Date>) -> Option<Date> {
    match record.kind.key {
        "document" => last_day(record, "issued")
            .or_else(|| id_of(record).and_then(|(id, _)| published.get(id).copied())),
        "plan" if line(record, "document").is_none() => last_day(record, "issued"),
        "copy" => last_day(record, "published"),
        "revision" => day_of(record, "date"),
        _ => None,
    }
}

fn day_of(record: &RawRecord, key: &str) -> Option<Date> {
    match record.get(key)?.value {
        RawValue::Date(day) => Some(*day),
        _ => None,
    }
}

/// The old value of the first revision after a day, by the record that it revises.
fn first_after(records: &[Vec<RawRecord>], day: Date) -> BTreeMap<Box<str>, (Date, Option<Decimal>)> {
    let mut first: BTreeMap<Box<str>, (Date, Option<Decimal>)> = BTreeMap::new();
    for revision in records.iter().flatten().filter(|record| record.kind.key == "revision") {
        let old = revision.get("old").and_then(|old| match old.value {
            RawValue::Decimal(old) => Some(*old),
            _ => None,
        });
        if let (Some(of), Some(date)) = (line(revision, "of"), day_of(revision, "date"))
            && date > day
            && first.get(of).is_none_or(|(known, _)| date < *known)
        {
            first.insert(of.into(), (date, old));
        }
    }
    first
}

/// Gives records the value that they had before their later revisions.
fn unrevise(records: &mut [Vec<RawRecord>], revisions: &BTreeMap<Box<str>, (Date, Option<Decimal>)>) {
    for record in records.iter_mut().flatten() {
        let old = id_of(record).and_then(|(id, _)| revisions.get(id)).and_then(|(_, old)| *old);
        let (Some(old), [keys, ..]) = (old, record.kind.one_of) else { continue };
        let kind = record.kind;
        record.edit(|place, value, _| {
            if keys.contains(&kind.fields[place].key) {
                put(value, old);
            }
            true
        });
    }
}

/// Puts a number in the place of a value, or of the bound of a change.
fn put(value: &mut RawValue, number: Decimal) {
    match value {
        RawValue::Decimal(old) => *old = number,
        RawValue::Pair(pair) => pair.0 = number,
        RawValue::Table(record) => record.edit(|_, inner, _| {
            put(inner, number);
            true
        }),
        _ => {}
    }
}

fn last_day(record: &RawRecord, key: &str) -> Option<Date> {
    match record.get(key)?.value {
        RawValue::Period(period) => Period::last_day(period),
        _ => None,
    }
}

fn line<'r>(record: &'r RawRecord, key: &str) -> Option<&'r str> {
    record.get(key)?.value.line()
}

/// Whether a record has no date and no document: it is known from when something known names it.
fn is_register(record: &RawRecord) -> bool {
    match record.kind.key {
        "place" | "body" | "indicator" => true,
        "document" => record.get("title_only").is_some(),
        "plan" => record.get("document").is_none(),
        _ => false,
    }
}

/// The kinds that a type refers to.
fn referred(of: Type) -> &'static [&'static str] {
    match of {
        Type::Ref(kinds) => kinds,
        Type::Formula => &["observation"],
        Type::List(inner) | Type::OneOrMore(inner) => referred(*inner),
        _ => &[],
    }
}

/// Everything that records name.
fn names(records: &[Vec<RawRecord>]) -> Ids {
    fn add(names: &mut Ids, value: &RawValue, kinds: &[&str]) {
        match value {
            RawValue::Name(id) => {
                for table in kinds.iter().filter_map(|kind| language::kind(kind)).map(Kind::table) {
                    names.entry(table).or_default().insert((&**id).into());
                }
            }
            RawValue::List(items) => items.iter().for_each(|item| add(names, &item.value, kinds)),
            RawValue::Table(record) => all(names, record),
            _ => {}
        }
    }
    fn all(names: &mut Ids, record: &RawRecord) {
        for (place, value) in record.values() {
            add(names, value.value, referred(record.kind.fields[place].of));
        }
    }
    let mut names = Ids::new();
    records.iter().flatten().for_each(|record| all(&mut names, record));
    names
}

fn is_in(ids: &Ids, record: &RawRecord) -> bool {
    let id = id_of(record).map(|(id, _)| id);
    ids.get(record.kind.table()).zip(id).is_some_and(|(ids, id)| ids.contains(id))
}

impl Later {
    fn add(&mut self, record: &RawRecord) {
        let Some((id, _)) = id_of(record) else { return };
        if let ("copy", Some(document)) = (record.kind.key, line(record, "document")) {
            self.copies.insert((document.into(), id.into()));
        } else if record.kind.ids != language::Ids::Attached {
            self.ids.entry(record.kind.table()).or_default().insert(id.into());
        }
    }

    fn has(&self, kinds: &[&str], id: &str) -> bool {
        let mut tables = kinds.iter().filter_map(|kind| language::kind(kind)).map(Kind::table);
        tables.any(|table| self.ids.get(table).is_some_and(|ids| ids.contains(id)))
    }

    fn has_copy(&self, document: &str, copy: &str) -> bool {
        self.copies.iter().any(|(of, id)| **of == *document && **id == *copy)
    }
}

/// Takes what does not exist yet out of a record; says whether the record can exist without it.
fn strip(record: &mut RawRecord, later: &Later) -> bool {
    let kind = record.kind;
    let document: Option<Box<str>> = line(record, "document").map(Into::into);
    let mut stays = true;
    let before = compared(record);
    record.edit(|place, value, _| {
        let field = &kind.fields[place];
        let is_left = match &document {
            Some(document) if field.key == "copies" => is_any_copy_left(value, document, later),
            _ => is_left(value, field.of, later),
        };
        stays &= is_left || !is_needed(kind, field);
        is_left
    });
    // One statement that is left of several is no comparison.
    stays && (compared(record) > 1 || compared(record) == before)
}

/// Whether a record means nothing without a key.
fn is_needed(kind: &Kind, field: &Field) -> bool {
    field.need.is_required()
        || matches!(field.key, "document" | "copies")
        || kind.one_of.iter().any(|keys| keys.contains(&field.key))
}

/// How many statements a comparison sets side by side.
fn compared(record: &RawRecord) -> usize {
    let of = if record.kind.key == "comparison" { record.get("of") } else { None };
    match of.map(|of| of.value) {
        Some(RawValue::List(items)) => items.len(),
        _ => 0,
    }
}

/// Keeps the items of a list of which something is left.
fn keep(items: &mut Box<[Spanned<RawValue>]>, is_left: impl FnMut(&mut Spanned<RawValue>) -> bool) {
    let mut all = std::mem::take(items).into_vec();
    all.retain_mut(is_left);
    *items = all.into();
}

fn is_any_copy_left(value: &mut RawValue, document: &str, later: &Later) -> bool {
    let RawValue::List(copies) = value else { return true };
    keep(copies, |copy| !matches!(&copy.value, RawValue::Line(id) if later.has_copy(document, id)));
    !copies.is_empty()
}

/// Takes later ids out of a value; says whether anything of it is left.
fn is_left(value: &mut RawValue, of: Type, later: &Later) -> bool {
    let kinds = referred(of);
    match value {
        RawValue::Name(id) => !later.has(kinds, id),
        RawValue::Formula(terms) => !terms.iter().any(|term| later.has(kinds, &term.id)),
        RawValue::List(items) => {
            let (Type::List(inner) | Type::OneOrMore(inner)) = of else { return true };
            let before = items.len();
            keep(items, |item| is_left(&mut item.value, *inner, later));
            before == 0 || !items.is_empty()
        }
        RawValue::Table(record) => strip(record, later),
        _ => true,
    }
}
