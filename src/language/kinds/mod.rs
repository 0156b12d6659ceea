//! The table of kinds: each key with its type, its rule, its meaning in both languages and an example.
//!
//! In: nothing. Out: [`KINDS`], put together from the files of this folder. It must not contain logic: what cannot be said in the
//! table is said in `resolve`.

mod conditions;
mod documents;
mod plans;
mod registers;
mod results;
mod shared;
mod site;

use super::examples;
use super::{Field, Ids, Keys, Kind, Many, Need, Type};
use crate::bilingual::both;
use shared::field;

pub use site::SITE;

/// The kinds that a file may hold, in the order in which an author meets them.
pub const KINDS: &[&Kind] = &joined::<COUNT>(PARTS);

const PARTS: &[&[&Kind]] = &[documents::KINDS, registers::KINDS, plans::KINDS, results::KINDS];
const COUNT: usize = documents::KINDS.len() + registers::KINDS.len() + plans::KINDS.len() + results::KINDS.len();

/// The kinds of all parts in one list.
const fn joined<const N: usize>(parts: &[&[&'static Kind]]) -> [&'static Kind; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut place, mut filled) = (0, 0, 0);
    while part < parts.len() {
        if place < parts[part].len() {
            all[filled] = parts[part][place];
            filled += 1;
            place += 1;
        } else {
            part += 1;
            place = 0;
        }
    }
    all
}

/// The kind of the front matter of a Markdown file.
pub static PROSE: Kind = Kind {
    key: "prose",
    words: both("Markdown 题头", "front matter"),
    many: Many::Top,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("title", Type::Text, Need::Required, "标题", "the title", "\"…\""),
        field("document", Type::Ref(&["document"]), Need::Optional, "据哪份文件写成：在该文件之前的年度版里没有这一篇", "the document after which it was written: an edition as of an earlier day lacks it", "\"zhaotong-report-2025\""),
    ], &[]),
    one_of: &[],
    example: examples::PROSE,
};

/// Whether a key may stand at the top of a file as a default: whether some kind inherits it.
pub fn is_inherited(key: &str) -> bool {
    KINDS.iter().any(|kind| kind.field(key).is_some_and(|(_, field)| field.need.is_inherited()))
}

/// The keys that may stand at the top of a file as defaults, each once, in the order of the table.
pub fn defaults() -> Vec<&'static Field> {
    let mut defaults: Vec<&Field> = Vec::new();
    for field in KINDS.iter().flat_map(|kind| kind.fields).filter(|field| field.need.is_inherited()) {
        if defaults.iter().all(|known| known.key != field.key) {
            defaults.push(field);
        }
    }
    defaults
}
