//! A record as it was written: the values of its own, and those that hold for every record of its kind in a file.
//!
//! In: typed values, each at the place of its key in [`Kind::fields`]. Out: [`RawRecord`], which finds them by key. It must not
//! copy what many records share, nor resolve a reference.

use std::sync::Arc;

use super::{Kind, RawValue, Spanned};
use crate::diagnostic::Origin;

/// A value with the place of its key in [`Kind::fields`], and where it stands in the file of its record. A nation has some million
/// of them: the file is not said again, and the place takes the bits that no length needs.
#[derive(Clone, Debug)]
struct Placed {
    value: RawValue,
    /// The first byte, or the column of a table.
    start: u32,
    /// The place in the lowest bits, and above them the length in bytes.
    place_and_length: u32,
}

/// How many bits a place takes: a kind has 64 keys at most.
const PLACE: u32 = 6;

impl Placed {
    fn new(place: usize, value: Spanned<RawValue>) -> Placed {
        let (start, length) = match value.origin {
            Origin::Span { start, end, .. } => (start, end.saturating_sub(start).min(u32::MAX >> PLACE)),
            Origin::Cell { column, .. } => (column, 0),
            Origin::Project | Origin::File(_) => (0, 0),
        };
        Placed { value: value.value, start, place_and_length: length << PLACE | place as u32 }
    }

    fn place(&self) -> usize {
        (self.place_and_length & ((1 << PLACE) - 1)) as usize
    }

    /// Where it stands, if it is one of the values of a record that stands here.
    fn origin(&self, record: Origin) -> Origin {
        let (start, length) = (self.start, self.place_and_length >> PLACE);
        match record {
            Origin::Span { file, .. } => Origin::Span { file, start, end: start.saturating_add(length) },
            Origin::Cell { file, row, .. } => Origin::Cell { file, row, column: start },
            other => other,
        }
    }

    fn spanned(&self, record: Origin) -> Spanned<&RawValue> {
        Spanned { value: &self.value, origin: self.origin(record) }
    }
}

/// What the records of a kind take over from the top of their file, where they do not say otherwise.
#[derive(Clone, Debug, Default)]
pub struct Inherited {
    values: Arc<[Placed]>,
    /// The places of the values, as bits.
    places: u64,
    /// The places of keys whose value at the top could not be read, as bits.
    unread: u64,
}

impl Inherited {
    /// These values by the places of their keys, and the places of keys whose value could not be read.
    pub fn new(values: Vec<(usize, Spanned<RawValue>)>, unread: &[usize]) -> Inherited {
        let places = bits(values.iter().map(|(place, _)| *place));
        let values = values.into_iter().map(|(place, value)| Placed::new(place, value)).collect();
        Inherited { values, places, unread: bits(unread.iter().copied()) }
    }
}

/// A record as it was written: every value has its type, no reference is resolved.
#[derive(Clone, Debug)]
pub struct RawRecord {
    /// The kind.
    pub kind: &'static Kind,
    /// Where it stands: its values stand in the same file, and in the same row of a table.
    pub origin: Origin,
    own: Vec<Placed>,
    shared: Option<Arc<[Placed]>>,
    /// The places of the keys that have a value, as bits.
    values: u64,
    /// The places of the keys that were given, but with a value that could not be read, as bits.
    unread: u64,
}

impl RawRecord {
    /// A record without values, with room for some.
    pub fn new(kind: &'static Kind, origin: Origin, room: usize) -> RawRecord {
        RawRecord { kind, origin, own: Vec::with_capacity(room), shared: None, values: 0, unread: 0 }
    }

    /// Gives the key at a place its value.
    pub fn set(&mut self, place: usize, value: Spanned<RawValue>) {
        self.own.push(Placed::new(place, value));
        self.values |= 1 << place;
    }

    /// Notes that the key at a place was given, but with a value that could not be read.
    pub fn set_unread(&mut self, place: usize) {
        self.unread |= 1 << place;
    }

    /// Takes over what it does not say itself.
    pub fn inherit(&mut self, from: &Inherited) {
        let taken = from.places & !self.given();
        if taken != 0 {
            self.shared = Some(Arc::clone(&from.values));
            self.values |= taken;
        }
        self.unread |= from.unread;
    }

    /// The value at a key, where it was given.
    #[inline]
    pub fn get(&self, key: &str) -> Option<Spanned<&RawValue>> {
        self.place(key).and_then(|place| self.at(place))
    }

    /// The first value at one of the keys of which exactly one has to be given.
    pub fn one_of(&self) -> Option<Spanned<&RawValue>> {
        let given = self.kind.fields.one_of() & self.values;
        if given == 0 { None } else { self.at(given.trailing_zeros() as usize) }
    }

    /// The record's own value at a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut RawValue> {
        let place = self.place(key)?;
        self.own.iter_mut().find(|one| one.place() == place).map(|one| &mut one.value)
    }

    /// Takes the value at a key out of the record.
    #[inline]
    pub fn take(&mut self, key: &str) -> Option<Spanned<RawValue>> {
        self.place(key).and_then(|place| self.take_at(place))
    }

    fn take_at(&mut self, place: usize) -> Option<Spanned<RawValue>> {
        self.values &= !(1 << place);
        let taken = match self.own.iter().position(|one| one.place() == place) {
            Some(own) => self.own.swap_remove(own),
            None => self.inherited().find(|one| one.place() == place)?.clone(),
        };
        Some(Spanned { origin: taken.origin(self.origin), value: taken.value })
    }

    /// Passes over the value at a key, as if it had been taken, but without a copy of what many records share.
    #[inline]
    pub fn pass(&mut self, key: &str) -> Option<Spanned<&RawValue>> {
        let place = self.place(key)?;
        self.values &= !(1 << place);
        self.at(place)
    }

    /// Whether a key was given, be it with a value that could not be read.
    #[inline]
    pub fn is_given(&self, key: &str) -> bool {
        self.kind.fields.place(key).is_some_and(|place| self.given() >> place & 1 == 1)
    }

    /// The keys that were given, be it with a value that could not be read, as bits by their places in [`Kind::fields`].
    pub fn given(&self) -> u64 {
        self.values | self.unread
    }

    /// All values with the places of their keys.
    pub fn values(&self) -> impl Iterator<Item = (usize, Spanned<&RawValue>)> {
        let all = self.own.iter().chain(self.taken_over());
        all.map(|one| (one.place(), one.spanned(self.origin)))
    }

    /// Looks through all values, which become those of this record alone, and keeps those of which `is_kept` says so. It is given
    /// the place of the key, the value and where it stands.
    pub fn edit(&mut self, mut is_kept: impl FnMut(usize, &mut RawValue, Origin) -> bool) {
        let (shared, origin): (Vec<Placed>, Origin) = (self.taken_over().cloned().collect(), self.origin);
        self.own.extend(shared);
        self.own.retain_mut(|one| {
            let (place, origin) = (one.place(), one.origin(origin));
            is_kept(place, &mut one.value, origin)
        });
        self.values = bits(self.own.iter().map(Placed::place));
        self.shared = None;
    }

    /// The place of a key that has a value. Nearly all keys that are asked for are constants: their place is looked up for the most part
    /// while the program is compiled.
    #[inline]
    fn place(&self, key: &str) -> Option<usize> {
        self.kind.fields.place(key).filter(|place| self.values >> place & 1 == 1)
    }

    /// The value of the key at a place.
    fn at(&self, place: usize) -> Option<Spanned<&RawValue>> {
        let own = self.own.iter().find(|one| one.place() == place);
        own.or_else(|| self.inherited().find(|one| one.place() == place)).map(|one| one.spanned(self.origin))
    }

    fn inherited(&self) -> impl Iterator<Item = &Placed> {
        self.shared.iter().flat_map(|values| values.iter())
    }

    /// What it does not say itself.
    fn taken_over(&self) -> impl Iterator<Item = &Placed> {
        let own = bits(self.own.iter().map(Placed::place));
        self.inherited().filter(move |one| self.values & !own & (1 << one.place()) != 0)
    }
}

/// Places as bits.
fn bits(places: impl Iterator<Item = usize>) -> u64 {
    places.fold(0, |bits, place| bits | 1 << place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::kind;

    fn line(text: &str) -> Spanned<RawValue> {
        Spanned { value: RawValue::Line(text.into()), origin: Origin::Project }
    }

    fn said(record: &RawRecord, key: &str) -> Option<String> {
        record.get(key).map(|value| match value.value {
            RawValue::Line(line) => line.to_string(),
            other => format!("{other:?}"),
        })
    }

    #[test]
    fn what_a_record_says_itself_stands_before_what_its_file_says() {
        let kind = kind("observation").unwrap();
        let place = |key: &str| kind.fields.place(key).unwrap();
        let from = Inherited::new(
            vec![(place("document"), line("report")), (place("place"), line("zt"))],
            &[place("period")],
        );
        let mut record = RawRecord::new(kind, Origin::Project, 2);
        record.set(place("place"), line("dc"));
        record.set_unread(place("at"));
        record.inherit(&from);
        assert_eq!(said(&record, "place").as_deref(), Some("dc"));
        assert_eq!(said(&record, "document").as_deref(), Some("report"));
        assert!(record.is_given("period") && record.is_given("at") && record.get("period").is_none());
        assert_eq!(record.values().count(), 2);

        let mut other = RawRecord::new(kind, Origin::Project, 0);
        other.inherit(&from);
        assert!(record.take("document").is_some() && record.take("document").is_none());
        assert_eq!(said(&other, "document").as_deref(), Some("report"), "what is shared stays");
        other.edit(|at, value, _| {
            *value = RawValue::Line("ky".into());
            at == place("place")
        });
        assert_eq!((said(&other, "place").as_deref(), other.get("document").is_none()), (Some("ky"), true));
        assert_eq!(said(&record, "place").as_deref(), Some("dc"));
    }
    #[test]
    fn a_value_knows_where_it_stands() {
        let file = crate::diagnostic::FileId(3);
        let kind = kind("observation").unwrap();
        let places = [
            (Origin::span(file, 10..20), Origin::span(file, 700..702)),
            (Origin::span(file, 10..20), Origin::span(file, 4_000_000_000..4_000_000_000)),
            (Origin::Cell { file, row: 7, column: 1 }, Origin::Cell { file, row: 7, column: 12 }),
            (Origin::Project, Origin::Project),
        ];
        for (head, origin) in places {
            let mut record = RawRecord::new(kind, head, 1);
            for place in [0, kind.fields.len() - 1] {
                record.set(place, Spanned { value: RawValue::Flag(true), origin });
            }
            let found: Vec<_> = record.values().map(|(place, value)| (place, value.origin)).collect();
            assert_eq!(found, [(0, origin), (kind.fields.len() - 1, origin)]);
        }
        assert_eq!(size_of::<Placed>(), 32);
    }
}
