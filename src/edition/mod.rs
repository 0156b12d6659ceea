//! Editions: the data of a site as one file that outlives it, what differs between two of them, and what may not differ silently.
//!
//! In: a [`Snapshot`] of the site that is being made, and those of frozen editions as texts. Out: the text of
//! `data/edition.json`, a [`Diff`], faults. A diff needs nothing but two snapshots. Pure: it must not read or write files, and
//! must not know the model: a snapshot of ten years ago has to mean the same to a later program.

mod diff;
mod history;
mod lines;
mod revision;
mod snapshot;
mod words;

pub use diff::{Change, Diff, Side, Subject, diff};
pub use history::{History, Line, history};
pub use revision::check;
pub use snapshot::{FORMAT, MAX_BYTES, ReadFault, Row, Snapshot, Written, key};
pub use words::Words;

use crate::diagnostic::Diagnostic;
use crate::read::editions::{EDITIONS, unreadable};

/// What a site knows of its own past: the editions before it.
#[derive(Debug, Default)]
pub struct Editions {
    /// The editions, in the order of their days and names.
    pub earlier: Vec<Snapshot>,
}

/// Two snapshots that a site compares, and the name of the page that tells what changed.
#[derive(Debug)]
pub struct Compared {
    /// `2023..2025`, or `2025..now` where the later side is no edition.
    pub stem: String,
    /// What differs.
    pub diff: Diff,
}

impl Editions {
    /// Reads the editions from the names of their folders and their texts; an edition is called after its folder. What cannot be
    /// read comes as faults.
    pub fn read(texts: Vec<(String, String)>, faults: &mut Vec<Diagnostic>) -> Vec<Snapshot> {
        let mut editions = Vec::new();
        for (name, text) in texts {
            match Snapshot::from_json(&text) {
                Ok(snapshot) => editions.push(Snapshot { name: Some(name.into()), ..snapshot }),
                Err(fault) => {
                    faults.push(unreadable(&format!("{EDITIONS}/{name}"), |lang| fault.message(lang)));
                }
            }
        }
        editions
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// Each edition against the one before it, and the site that is being made against the last.
    pub fn compared(&self, now: &Snapshot) -> Vec<Compared> {
        let mut all: Vec<&Snapshot> = self.before(now).collect();
        all.push(now);
        let label = |snapshot: &Snapshot| snapshot.name.as_deref().unwrap_or("now").to_owned();
        let pair = |pair: &[&Snapshot]| Compared {
            stem: format!("{}..{}", label(pair[0]), label(pair[1])),
            diff: diff(pair[0], pair[1]),
        };
        all.windows(2).map(pair).collect()
    }

    /// The editions in the order of their days and names.
    pub fn new(mut earlier: Vec<Snapshot>) -> Editions {
        earlier.sort_by(|a, b| (a.as_of, &a.name).cmp(&(b.as_of, &b.name)));
        Editions { earlier }
    }

    /// The editions that a site follows: those of later days have nothing to say to it, nor has it to itself.
    pub fn before<'e>(&'e self, now: &'e Snapshot) -> impl DoubleEndedIterator<Item = &'e Snapshot> {
        let is_other = |edition: &&Snapshot| now.name.is_none() || edition.name != now.name;
        self.earlier.iter().filter(is_other).filter(|edition| edition.as_of <= now.as_of)
    }
}
