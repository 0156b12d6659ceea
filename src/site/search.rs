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
use entries::{Entry, KINDS};
use postings::Postings;

/// So many entries stand in one file.
const ENTRIES: usize = 128;

/// The index of one language.
pub(crate) struct Search {
    entries: Vec<Entry>,
    postings: Postings,
}

impl Search {
    /// The index of everything that can be found.
    pub(crate) fn of(scene: &Scene<'_>, sections: Vec<Section>) -> Search {
        let entries = entries::all(scene, sections);
        let postings = Postings::of(&entries);
        Search { entries, postings }
    }

    /// What the script has to know before it loads anything: how many files there are, and where each kind begins and ends.
    pub(crate) fn outline(&self, scene: &Scene<'_>) -> String {
        let mut start = 0;
        let mut kinds: Vec<Value> = Vec::new();
        for (place, key) in KINDS.iter().enumerate() {
            let count = self.entries[start..].iter().take_while(|entry| entry.kind == place).count();
            if count > 0 {
                kinds.push(json!([scene.say(&format!("search.kind.{key}"), &[]), start, start + count]));
            }
            start += count;
        }
        json!({ "size": ENTRIES, "postings": self.postings.len(), "kinds": kinds }).to_string()
    }

    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Every file of the index: its path and its bytes.
    pub(crate) fn files<'s>(
        &'s self,
        scene: &'s Scene<'_>,
    ) -> impl ParallelIterator<Item = (String, Vec<u8>)> + 's {
        let parts = self.postings.parts().enumerate().map(move |(number, part)| {
            (scene.prefix.search('p', number), call("part", number, &part.to_string()))
        });
        let entries = self.entries.par_chunks(ENTRIES).enumerate().map(move |(number, chunk)| {
            let rows: Vec<Value> =
                chunk.iter().map(|entry| json!([entry.title, entry.href, entry.text])).collect();
            (scene.prefix.search('e', number), call("entries", number, &Value::Array(rows).to_string()))
        });
        parts.chain(entries)
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
