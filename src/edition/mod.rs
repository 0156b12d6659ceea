//! Editions: the data of a site as one file that outlives it, what differs between two of them, and what may not differ silently.
//!
//! In: a [`Snapshot`] of the site that is being made, and those of frozen editions as texts. Out: the text of
//! `data/edition.json`, a [`Diff`], faults. A diff needs nothing but two snapshots. Pure: it must not read or write files, and
//! must not know the model: a snapshot of ten years ago has to mean the same to a later program.

mod diff;
mod history;
mod json;
mod lines;
mod revision;
mod rows;
mod snapshot;
mod words;

use std::sync::Arc;

pub use diff::{Change, Diff, Side, Subject, diff};
pub use history::{History, Line};
pub use revision::check;
pub use rows::{Row, Rows, Tables};
pub use snapshot::{FORMAT, Key, ReadFault, Snapshot, Written};
pub use words::Words;

/// What a site knows of its own past: the editions before it.
#[derive(Debug, Default)]
pub struct Editions {
    /// The editions, in the order of their days and names.
    pub earlier: Vec<Arc<Snapshot>>,
    /// The site as it is now, where that was taken already.
    now: Option<Arc<Snapshot>>,
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
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.earlier.is_empty()
    }

    /// Each edition against the one before it, and the site that is being made against the last.
    pub fn compared(&self, now: &Snapshot) -> Vec<Compared> {
        let mut all: Vec<&Snapshot> = self.before(now).map(Arc::as_ref).collect();
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
        Editions { earlier: earlier.into_iter().map(Arc::new).collect(), now: None }
    }

    /// Keeps the snapshot of the site that follows these editions.
    pub fn keep(&mut self, now: Snapshot) {
        self.now = Some(Arc::new(now));
    }

    /// The site that follows them becomes an edition of this name.
    pub fn name(&mut self, name: &str) {
        let named = |now| Arc::new(Snapshot::named(Arc::unwrap_or_clone(now), Some(name.into())));
        self.now = self.now.take().map(named);
    }

    /// The snapshot of the site that follows them: the one that was kept, or the one that is taken now.
    pub fn now(&self, take: impl FnOnce() -> Snapshot) -> Arc<Snapshot> {
        self.now.clone().unwrap_or_else(|| Arc::new(take()))
    }

    /// The editions that a site follows: those of later days have nothing to say to it, nor has it to itself.
    pub fn before<'e>(&'e self, now: &'e Snapshot) -> impl DoubleEndedIterator<Item = &'e Arc<Snapshot>> {
        let is_other = |edition: &&Arc<Snapshot>| now.name.is_none() || edition.name != now.name;
        self.earlier.iter().filter(is_other).filter(|edition| edition.as_of <= now.as_of)
    }
}
