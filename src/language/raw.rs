//! A record as it was written: the values of its own, and those that hold for every record of its kind in a file.
//!
//! In: typed values, each at the place of its key in [`Kind::fields`]. Out: [`RawRecord`], which finds them by key. It must not
//! copy what many records share, nor resolve a reference.

use std::sync::Arc;

use super::{Kind, RawValue, Spanned};
use crate::diagnostic::Origin;

/// A value with the place of its key in [`Kind::fields`].
type Placed = (u8, Spanned<RawValue>);

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
        let values = values.into_iter().map(|(place, value)| (place as u8, value)).collect();
        Inherited { values, places, unread: bits(unread.iter().copied()) }
    }
}

/// A record as it was written: every value has its type, no reference is resolved.
#[derive(Clone, Debug)]
pub struct RawRecord {
    /// The kind.
    pub kind: &'static Kind,
    /// Where it stands.
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
        self.own.push((place as u8, value));
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
    pub fn get(&self, key: &str) -> Option<&Spanned<RawValue>> {
        self.at(self.kind.fields.place(key)?)
    }

    /// The value of the key at a place, where it was given.
    pub fn at(&self, place: usize) -> Option<&Spanned<RawValue>> {
        if place >= 64 || self.values >> place & 1 == 0 {
            return None;
        }
        let own = self.own.iter().find(|(other, _)| usize::from(*other) == place);
        let found = own.or_else(|| self.inherited().find(|(other, _)| usize::from(*other) == place));
        found.map(|(_, value)| value)
    }

    /// The record's own value at a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Spanned<RawValue>> {
        let place = self.kind.fields.place(key).filter(|place| self.values >> place & 1 == 1)?;
        self.own.iter_mut().find(|(other, _)| usize::from(*other) == place).map(|(_, value)| value)
    }

    /// The first value at one of the keys of which exactly one has to be given.
    pub fn one_of(&self) -> Option<&Spanned<RawValue>> {
        let given = self.kind.fields.one_of() & self.values;
        self.at(given.trailing_zeros() as usize)
    }

    /// Takes the value at a key out of the record.
    pub fn take(&mut self, key: &str) -> Option<Spanned<RawValue>> {
        let place = self.kind.fields.place(key).filter(|place| self.values >> place & 1 == 1)?;
        self.values &= !(1 << place);
        match self.own.iter().position(|(other, _)| usize::from(*other) == place) {
            Some(own) => Some(self.own.swap_remove(own).1),
            None => self.inherited().find(|(other, _)| usize::from(*other) == place).map(|(_, v)| v.clone()),
        }
    }

    /// Passes over the value at a key, as if it had been taken.
    pub fn pass(&mut self, key: &str) {
        if let Some(place) = self.kind.fields.place(key) {
            self.values &= !(1 << place);
        }
    }

    /// Whether a key was given, be it with a value that could not be read.
    pub fn is_given(&self, key: &str) -> bool {
        self.kind.fields.place(key).is_some_and(|place| self.given() >> place & 1 == 1)
    }

    /// The keys that were given, be it with a value that could not be read, as bits by their places in [`Kind::fields`].
    pub fn given(&self) -> u64 {
        self.values | self.unread
    }

    /// All values with the places of their keys.
    pub fn values(&self) -> impl Iterator<Item = (usize, &Spanned<RawValue>)> {
        let own = bits(self.own.iter().map(|(place, _)| usize::from(*place)));
        let is_held = move |place: u8| self.values & !own & (1 << place) != 0;
        let shared = self.inherited().filter(move |(place, _)| is_held(*place));
        self.own.iter().chain(shared).map(|(place, value)| (usize::from(*place), value))
    }

    /// Looks through all values, which become those of this record alone, and keeps those of which `is_kept` says so.
    pub fn edit(&mut self, mut is_kept: impl FnMut(usize, &mut Spanned<RawValue>) -> bool) {
        let own = bits(self.own.iter().map(|(place, _)| usize::from(*place)));
        let shared = self.values().filter(|(place, _)| own >> place & 1 == 0);
        let shared: Vec<Placed> = shared.map(|(place, value)| (place as u8, value.clone())).collect();
        let mut all = std::mem::take(&mut self.own);
        all.extend(shared);
        all.retain_mut(|(place, value)| is_kept(usize::from(*place), value));
        self.values = bits(all.iter().map(|(place, _)| usize::from(*place)));
        (self.own, self.shared) = (all, None);
    }

    fn inherited(&self) -> impl Iterator<Item = &Placed> {
        self.shared.iter().flat_map(|values| values.iter())
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
        record.get(key).map(|value| match &value.value {
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
        other.edit(|at, value| {
            value.value = RawValue::Line("ky".into());
            at == place("place")
        });
        assert_eq!((said(&other, "place").as_deref(), other.get("document").is_none()), (Some("ky"), true));
        assert_eq!(said(&record, "place").as_deref(), Some("dc"));
    }
}
