//! The search of the site: what can be found, and the parts of the index that a reader's browser loads.
//!
//! In: the scene and the sections of prose. Out: [`Search`], whose files are classic scripts, so that they load from a folder
//! without a server. Two kinds of parts: postings, which say for two neighbouring characters in which entries they stand, and
//! entries with title, words and address. A query loads the postings of its own characters and the entries that
//! it shows or has to look at. It must not know how results look: that is `search.js` of the theme.

mod entries;
mod postings;

pub(crate) use entries::{Section, sections};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::scene::Scene;
use entries::{Entry, Item, KINDS, Make};
use postings::Postings;

/// So many entries stand in one file.
const ENTRIES: usize = 128;

/// So many entries are held at a time.
const HELD: usize = 32 * ENTRIES;

/// The index of one language.
pub(crate) struct Search {
    items: Vec<Item>,
    postings: Postings,
}

impl Search {
    /// The index of everything that can be found; the files of its entries are put while it is made.
    ///
    /// # Errors
    /// What `put` says, which gets a path and bytes.
    pub(crate) fn of<E: Send>(
        scene: &Scene<'_>,
        sections: &[Section],
        put: impl Fn(&str, &[u8]) -> Result<(), E> + Sync,
    ) -> Result<Search, E> {
        let (items, make) = (Item::all(scene, sections.len()), Make::new(scene, sections));
        let mut postings = Postings::default();
        for (round, held) in items.chunks(HELD).enumerate() {
            let entries: Vec<Entry> = held.par_iter().map(|item| make.entry(*item)).collect();
            entries.par_chunks(ENTRIES).enumerate().try_for_each(|(place, file)| {
                let number = round * (HELD / ENTRIES) + place;
                let rows: Vec<Value> =
                    file.iter().map(|entry| json!([entry.title, entry.href, entry.text])).collect();
                let script = call("entries", number, &Value::Array(rows).to_string());
                put(&scene.prefix.search('e', number), &script)
            })?;
            postings.add(round * HELD, &entries);
        }
        postings.end();
        Ok(Search { items, postings })
    }

    /// What the script has to know before it loads anything: how many files there are, and where each kind begins and ends.
    pub(crate) fn outline(&self, scene: &Scene<'_>) -> String {
        let mut start = 0;
        let mut kinds: Vec<Value> = Vec::new();
        for key in KINDS {
            let count = self.items[start..].iter().take_while(|item| item.kind() == key).count();
            if count > 0 {
                kinds.push(json!([scene.say(&format!("search.kind.{key}"), &[]), start, start + count]));
            }
            start += count;
        }
        json!({ "size": ENTRIES, "postings": self.postings.len(), "kinds": kinds }).to_string()
    }

    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// The files that say in which entries characters stand: path and bytes.
    pub(crate) fn files<'s>(
        &'s self,
        scene: &'s Scene<'_>,
    ) -> impl ParallelIterator<Item = (String, Vec<u8>)> + 's {
        self.postings.parts().enumerate().map(move |(number, part)| {
            (scene.prefix.search('p', number), call("part", number, &part.to_string()))
        })
    }
}

/// The half-width form of a character of full width.
pub(crate) fn half_width(character: char) -> char {
    match u32::from(character) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(character),
        0x3000 => ' ',
        _ => character,
    }
}

/// A script that hands a part to the search: JSON, with the two characters escaped that JSON allows in strings and ES5 does not.
fn call(function: &str, number: usize, json: &str) -> Vec<u8> {
    let safe = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").replace('<', "\\u003c");
    format!("dajuanSearch.{function}({number},{safe});\n").into_bytes()
}
