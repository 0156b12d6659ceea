//! Tables of records in the order of their ids, and typed references into them.
//!
//! In: records with ids. Out: [`Table`] and [`Ref`], by which records name each other without strings. It must
//! not be changed once built: a reference is a place in the order.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Index;

/// A record that has an id.
pub trait Record {
    /// The name of the table that holds the records of this type.
    const TABLE: &'static str;
    /// The id: ASCII, stable for ever.
    fn id(&self) -> &str;
}

/// A reference to a record in the [`Table`] of its kind.
pub struct Ref<T> {
    /// One more than the place, so that a reference that may be missing takes no more room.
    number: NonZeroU32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// The reference to the record with this place in its table.
    pub fn new(index: usize) -> Ref<T> {
        let number = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
        Ref { number: NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX), kind: PhantomData }
    }

    /// The place in the table.
    pub fn index(self) -> usize {
        self.number.get() as usize - 1
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ref<T> {}
impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}
impl<T> Eq for Ref<T> {}
impl<T> PartialOrd for Ref<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Ref<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}
impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref({})", self.index())
    }
}

/// Records of one kind in the order of their ids.
#[derive(Clone, Debug)]
pub struct Table<T>(Vec<T>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table(Vec::new())
    }
}

impl<T: Record> Table<T> {
    /// A table of records that are already in the order of their ids.
    pub fn from_sorted(records: Vec<T>) -> Table<T> {
        debug_assert!(records.is_sorted_by(|a, b| a.id() <= b.id()));
        Table(records)
    }

    /// A table of these records, which are in the order of their ids; nothing where one of them could not be built.
    pub fn complete(slots: Vec<Option<T>>) -> Option<Table<T>> {
        slots.into_iter().collect::<Option<Vec<T>>>().map(Table::from_sorted)
    }

    /// The record with this id.
    pub fn find(&self, id: &str) -> Option<Ref<T>> {
        self.0.binary_search_by(|record| record.id().cmp(id)).ok().map(Ref::new)
    }

    /// All records in the order of their ids.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    /// All records with their references.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Ref<T>, &T)> + ExactSizeIterator {
        self.0.iter().enumerate().map(|(index, record)| (Ref::new(index), record))
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> Index<Ref<T>> for Table<T> {
    type Output = T;
    fn index(&self, reference: Ref<T>) -> &T {
        &self.0[reference.index()]
    }
}
