//! What a TOML text says, as a tree: tables whose keys are in order, and values that know their place.
//!
//! In: what `plain.rs` or the `toml` crate took out of a text. Out: [`Table`]s, from which `records.rs` makes records; nothing
//! in them is copied that can be borrowed from the text. It must not know which keys there are, or how a text is taken apart.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{FileId, Origin};

/// Bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(super) fn new(range: Range<usize>) -> Span {
        let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: narrow(range.start), end: narrow(range.end) }
    }

    /// The place of these bytes of a file.
    pub(super) fn origin(self, file: FileId) -> Origin {
        Origin::Span { file, start: self.start, end: self.end }
    }
}

/// Something with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct At<T> {
    pub(super) is: T,
    pub(super) span: Span,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'t> {
    Text(Cow<'t, str>),
    /// A number in decimal digits.
    Number(Cow<'t, str>),
    /// A number in digits of another base, without the letters that say which.
    OtherBase(Cow<'t, str>),
    Flag(bool),
    Date(Cow<'t, str>),
    List(Vec<At<Value<'t>>>),
    Table(Table<'t>),
}

impl Value<'_> {
    /// The text, where it is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_table(&self) -> bool {
        matches!(self, Value::Table(_))
    }
}

/// A key with its value.
pub(super) type Entry<'t> = (At<Cow<'t, str>>, At<Value<'t>>);

/// Keys with their values, in the order of the keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table<'t>(Vec<Entry<'t>>);

impl<'t> Table<'t> {
    /// The table of these entries; none where a key is given twice.
    pub(super) fn of(mut entries: Vec<Entry<'t>>) -> Option<Table<'t>> {
        // Most keys differ in their first letter.
        let first = |key: &str| key.bytes().next();
        let order = |a: &str, b: &str| first(a).cmp(&first(b)).then_with(|| a.cmp(b));
        entries.sort_by(|(a, _), (b, _)| order(&a.is, &b.is));
        let is_told_apart = entries.windows(2).all(|pair| pair[0].0.is != pair[1].0.is);
        is_told_apart.then_some(Table(entries))
    }

    /// The table of these entries, whose keys are told apart and in order.
    pub(super) fn in_order(entries: Vec<Entry<'t>>) -> Table<'t> {
        debug_assert!(entries.is_sorted_by(|(a, _), (b, _)| a.is < b.is));
        Table(entries)
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Entry<'t>> {
        self.0.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The value at a key.
    pub(super) fn get(&self, key: &str) -> Option<&At<Value<'t>>> {
        let place = self.0.binary_search_by(|(other, _)| (*other.is).cmp(key)).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }
}
