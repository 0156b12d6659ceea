//! What has been put so far, as a tree of names, so that no two files meet in one place and the manifest tells of each.
//!
//! In: checked paths, one after the other, and what is noted of their files. Out: leave to write a file and whether the
//! published site has its folder, or the clash; all files in the order of their paths. It must not write: folders are made by
//! the caller's function, once each. It lasts through a whole build: a name stands in it once, and digests are bytes.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use super::path::{SitePath, compare, name};
use super::{MARKER, PublishError};
use crate::archive::FileEntry;
use crate::model::{Hasher, digits};

/// All names that have been given out; the marker's is from the beginning.
pub(super) struct Index {
    top: Folder,
}

struct Folder {
    /// Whether the published site has this folder, as a folder and not as a link to one.
    published: bool,
    entries: BTreeMap<Name, Entry>,
}

enum Entry {
    Folder(Box<Folder>),
    /// Nothing is noted of a file before it stands.
    File(Option<Box<Noted>>),
}

/// A name as it was given. Those that a case-blind file system takes for one are equal.
struct Name(Box<str>);

/// What the manifest says of a file.
pub(super) struct Noted {
    pub(super) bytes: u64,
    pub(super) sha256: [u8; 32],
    /// In editions.
    sm3: Option<Box<[u8; 32]>>,
}

impl Index {
    /// An empty tree; `published` says whether there is an earlier site to link from.
    pub(super) fn new(published: bool) -> Index {
        let entries = BTreeMap::from([(Name::of(MARKER), Entry::File(None))]);
        Index { top: Folder { published, entries } }
    }

    /// Whether there is an earlier site to link from.
    pub(super) fn is_published(&self) -> bool {
        self.top.published
    }

    /// Gives out a path, once. For each folder that is new, `make` gets its path and whether the published site
    /// has the folder above it, makes it, and answers whether the published site has it too.
    ///
    /// Returns whether the published site has the folder of the file.
    pub(super) fn claim(
        &mut self,
        path: SitePath<'_>,
        mut make: impl FnMut(&str, bool) -> Result<bool, PublishError>,
    ) -> Result<bool, PublishError> {
        let clash = |earlier| PublishError::Clash { path: path.as_str().to_owned(), earlier };
        let mut folder = &mut self.top;
        for taken in path.folders() {
            let above = folder.published;
            let entry = match folder.entries.entry(Name::of(name(taken))) {
                Slot::Occupied(slot) if *slot.key().0 != *name(taken) => {
                    return Err(clash(respell(taken, slot.key())));
                }
                Slot::Occupied(slot) => slot.into_mut(),
                Slot::Vacant(slot) => {
                    let inner = Folder { published: make(taken, above)?, entries: BTreeMap::new() };
                    slot.insert(Entry::Folder(Box::new(inner)))
                }
            };
            match entry {
                Entry::Folder(inner) => folder = inner,
                Entry::File(_) => return Err(clash(taken.to_owned())),
            }
        }
        match folder.entries.entry(Name::of(name(path.as_str()))) {
            Slot::Occupied(slot) => Err(clash(respell(path.as_str(), slot.key()))),
            Slot::Vacant(slot) => {
                slot.insert(Entry::File(None));
                Ok(folder.published)
            }
        }
    }

    /// Notes what stands under a path that was given out.
    pub(super) fn note(&mut self, path: &str, noted: Noted) {
        let mut folder = &mut self.top;
        for part in path.split('/') {
            match folder.entries.get_mut(&Name::of(part)) {
                Some(Entry::Folder(inner)) => folder = inner,
                Some(Entry::File(file)) => {
                    *file = Some(Box::new(noted));
                    return;
                }
                None => return,
            }
        }
    }

    /// Every file of which something is noted, in the order of the paths.
    pub(super) fn files(&self) -> impl Iterator<Item = FileEntry> + '_ {
        let mut open = vec![(String::new(), self.top.in_order())];
        std::iter::from_fn(move || {
            while let Some((above, entries)) = open.last_mut() {
                match entries.next() {
                    Some((Name(name), Entry::File(Some(noted)))) => {
                        return Some(noted.entry(format!("{above}{name}")));
                    }
                    Some((_, Entry::File(None))) => {}
                    Some((Name(name), Entry::Folder(inner))) => {
                        let below = format!("{above}{name}/");
                        open.push((below, inner.in_order()));
                    }
                    None => {
                        open.pop();
                    }
                }
            }
            None
        })
    }
}

impl Folder {
    /// The entries in the order that the paths of all files below them have: a folder's name ends in `/`.
    fn in_order(&self) -> std::vec::IntoIter<(&Name, &Entry)> {
        let mut entries: Vec<(&Name, &Entry)> = self.entries.iter().collect();
        entries.sort_by(|one, other| bytes(*one).cmp(bytes(*other)));
        entries.into_iter()
    }
}

/// The bytes of a name as they stand in paths.
fn bytes<'n>((Name(name), entry): (&'n Name, &'n Entry)) -> impl Iterator<Item = u8> + 'n {
    name.bytes().chain(matches!(entry, Entry::Folder(_)).then_some(b'/'))
}

impl Noted {
    /// What is noted of bytes that went through a hasher for SHA-256 and perhaps SM3.
    pub(super) fn of(bytes: u64, hasher: Hasher) -> Noted {
        let taken = hasher.fingerprints();
        Noted { bytes, sha256: taken.sha256.unwrap_or_default(), sm3: taken.sm3.map(Box::new) }
    }

    fn entry(&self, path: String) -> FileEntry {
        let sm3 = self.sm3.as_deref().map(|bytes| digits(bytes));
        FileEntry { path, bytes: self.bytes, sha256: digits(&self.sha256), sm3 }
    }
}

impl Name {
    fn of(name: &str) -> Name {
        Name(name.into())
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Name) -> Ordering {
        compare(&self.0, &other.0)
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Name) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Name {}

/// The path of the entry that was there first: same folder, its own spelling.
fn respell(taken: &str, Name(first): &Name) -> String {
    taken.rsplit_once('/').map_or_else(|| first.to_string(), |(folder, _)| format!("{folder}/{first}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::model::Algorithm;

    fn claim(index: &mut Index, path: &str) -> Result<Vec<String>, String> {
        let mut made = Vec::new();
        let path = SitePath::parse(path).unwrap();
        let answer = index.claim(path, |folder, _| {
            made.push(folder.to_owned());
            Ok(false)
        });
        answer.map(|_| made).map_err(|error| error.to_string())
    }

    #[test]
    fn a_folder_is_made_once_and_before_its_contents() {
        let mut index = Index::new(false);
        assert_eq!(claim(&mut index, "a/b/one").unwrap(), ["a", "a/b"]);
        assert_eq!(claim(&mut index, "a/b/two").unwrap(), [""; 0]);
        assert_eq!(claim(&mut index, "a/c/one").unwrap(), ["a/c"]);
    }

    #[test]
    fn each_clash_names_what_was_there() {
        let mut index = Index::new(false);
        claim(&mut index, "Data/Forest.csv").unwrap();
        claim(&mut index, "note").unwrap();
        let cases = [
            ("Data/Forest.csv", "`Data/Forest.csv` is written twice"),
            ("Data/forest.csv", "`Data/Forest.csv` stands in the way of `Data/forest.csv`"),
            ("data/other.csv", "`Data` stands in the way of `data/other.csv`"),
            ("Data", "`Data` is written twice"),
            ("Data/Forest.csv/x", "`Data/Forest.csv` stands in the way of `Data/Forest.csv/x`"),
            ("NOTE", "`note` stands in the way of `NOTE`"),
        ];
        for (path, message) in cases {
            assert_eq!(claim(&mut index, path).unwrap_err(), message);
        }
    }

    #[test]
    fn a_folder_that_could_not_be_made_is_tried_again() {
        let mut index = Index::new(false);
        let path = SitePath::parse("a/x").unwrap();
        assert!(index.claim(path, |_, _| Err(PublishError::Incomplete)).is_err());
        assert_eq!(claim(&mut index, "a/x").unwrap(), ["a"]);
    }

    #[test]
    fn the_marker_is_taken_before_anything_is_put() {
        let mut index = Index::new(false);
        assert_eq!(claim(&mut index, MARKER).unwrap_err(), format!("`{MARKER}` is written twice"));
        assert_eq!(index.files().count(), 0);
    }

    proptest! {
        #[test]
        fn files_come_in_the_order_of_their_paths(paths in prop::collection::btree_set("[a.ä-]{1,2}(/[a.ä-]{1,2}){0,2}", 0..20)) {
            let (mut index, mut put) = (Index::new(false), BTreeSet::new());
            for path in paths {
                let Ok(checked) = SitePath::parse(&path) else { continue };
                if index.claim(checked, |_, _| Ok(false)).is_ok() && path.len() % 5 > 0 {
                    let mut hasher = Hasher::of(&[Algorithm::Sha256, Algorithm::Sm3]);
                    hasher.add(path.as_bytes());
                    index.note(&path, Noted::of(path.len() as u64, hasher));
                    put.insert(path);
                }
            }
            let files: Vec<FileEntry> = index.files().collect();
            prop_assert!(files.iter().map(|file| &file.path).eq(&put));
            prop_assert!(files.iter().all(|file| file.sha256 == crate::model::sha256([&file.path])));
            prop_assert!(files.iter().all(|file| file.sm3.as_ref().is_some_and(|digits| digits.len() == 64)));
        }
    }
}
