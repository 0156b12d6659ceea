//! The TOML language as one table: which kinds of records there are, which keys they have, what may stand there.
//!
//! In: nothing. Out: [`KINDS`] and the reading of single values ([`Type::read`]). Readers, "did you mean", and the
//! reference for authors all come from this table; it must not know how a file is taken apart.

mod examples;
mod headings;
mod keys;
#[rustfmt::skip]
mod kinds;
mod names;
mod raw;
pub mod reference;
mod schema;
mod value;

pub use headings::{folded, heading, headings, is_known_elsewhere, title};
pub use keys::Keys;
pub use kinds::{KINDS, PROSE, SITE, defaults, is_inherited};
pub use names::Names;
pub use raw::{Inherited, RawRecord};
pub use schema::Schema;
pub use value::{
    FormulaTerm, Literal, MAX_TEXT, Misfit, RawValue, Spanned, is_clean, is_device, is_id, unprintable,
};

use crate::bilingual::{Bilingual, Lang};
use crate::model::Choice;

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// The name of its table: `target`.
    pub key: &'static str,
    /// What readers of the reference call it.
    pub words: Bilingual,
    /// How many of it a file may hold.
    pub many: Many,
    /// How its records are found.
    pub ids: Ids,
    /// Its keys.
    pub fields: Keys,
    /// Groups of keys of which exactly one has to be given.
    pub one_of: &'static [&'static [&'static str]],
    /// A whole record as it stands in a file; of a table within a record, its value.
    pub example: &'static str,
}

/// How a kind stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    /// `[[target]]`, any number.
    Records,
    /// `[plan]` for a file about one, whose id is then the default of the others, or `[[plan]]`.
    OneOrRecords,
    /// A table within a record: `benchmark = { … }`.
    Within,
    /// The keys at the top of `content/site.toml`.
    Top,
}

/// How the records of a kind are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ids {
    /// By an id that is unique among the records of the kind.
    Own,
    /// By an id that is unique among all kinds of statements, so that an id names one statement whatever it is.
    Statement,
    /// As [`Ids::Statement`], in a table of this name that several kinds share.
    In(&'static str),
    /// Not at all: they are parts of the record that they name.
    Attached,
}

/// A key of a kind.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What may stand there.
    pub of: Type,
    /// Whether it has to be given.
    pub need: Need,
    /// What it means.
    pub words: Bilingual,
    /// An example as it stands in TOML.
    pub example: &'static str,
}

/// Whether a key has to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It has to be given.
    Required,
    /// It has to be given, in the record or at the top of its file.
    RequiredOrInherited,
    /// It may be left out; a value at the top of the file holds.
    Inherited,
    /// It may be left out.
    Optional,
}

impl Need {
    /// Whether it has to be given somewhere.
    pub const fn is_required(self) -> bool {
        matches!(self, Need::Required | Need::RequiredOrInherited)
    }

    /// Whether it may stand at the top of a file.
    pub fn is_inherited(self) -> bool {
        matches!(self, Need::Inherited | Need::RequiredOrInherited)
    }
}

/// Whether a key holds words of a document as printed, which other languages show as they are.
pub fn is_quoted(key: &str) -> bool {
    matches!(key, "printed" | "says" | "aliases" | "number")
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// Text for readers: a string, or `{ zh = "…", en = "…" }`.
    Text,
    /// A plain string.
    Line,
    /// The record's id.
    Id,
    /// The id of a record of one of these kinds.
    Ref(&'static [&'static str]),
    /// A decimal number.
    Decimal,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Flag,
    /// `true`: what does not hold is left out.
    Mark,
    /// A day.
    Date,
    /// A period.
    Period,
    /// Since when.
    Since,
    /// One of these words.
    Choice(&'static [Choice]),
    /// A unit as printed.
    Unit,
    /// 64 hexadecimal digits.
    Sha256,
    /// A web address.
    Url,
    /// A language tag.
    Tag,
    /// A formula over observations: `{rs-012} - {rs-013}`.
    Formula,
    /// A list.
    List(&'static Type),
    /// One value or a list of them.
    OneOrMore(&'static Type),
    /// Two numbers, the lower first.
    Pair,
    /// A table within the record.
    Table(&'static Kind),
}

/// The kind with this key among those that a file may hold.
pub fn kind(key: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.key == key)
}

impl Kind {
    /// The table that holds its records, as the model calls it.
    pub fn table(&self) -> &'static str {
        match self.ids {
            Ids::In(table) => table,
            Ids::Own | Ids::Statement | Ids::Attached => self.key,
        }
    }

    /// The kind as messages name it: `目标 [[target]]`.
    pub fn title(&self, lang: Lang) -> String {
        let (words, key) = (self.words.get(lang), self.key);
        match self.many {
            Many::Records => format!("{words} [[{key}]]"),
            Many::OneOrRecords => format!("{words} [{key}]"),
            Many::Within => format!("{words} `{key}`"),
            Many::Top => words.to_owned(),
        }
    }

    /// The key with this name and its place in [`Kind::fields`].
    #[inline]
    pub fn field(&self, key: &str) -> Option<(usize, &'static Field)> {
        let place = self.fields.place(key)?;
        Some((place, &self.fields.all()[place]))
    }
}
