//! What has been put so far, as a tree of names, so that no two files meet in one place and the manifest tells of each.
//!
//! In: checked paths, one after the other, and what is noted of their files. Out: leave to write a file and whether the
//! published site has its folder, or the clash; all files in the order of their paths. It must not write: folders are made by
//! the caller's function, once each. It lasts through a whole build: a name stands in it once, digests are bytes, and what belongs
//! to a folder stands together, apart from what pages take and give back.

use std::collections::BTreeMap;

use hashbrown::HashTable;

use super::path::{SitePath, folded, is_alike, name};
use super::{MARKER, PublishError};
use crate::archive::FileEntry;
use crate::model::{Hasher, digits};

/// All names that have been given out; the marker's is from the beginning.
pub(super) struct Index {
    top: Folder,
}

/// A folder and what it holds. Names that a case-blind file system takes for one are equal.
#[derive(Default)]
struct Folder {
    /// Whether the published site has this folder, as a folder and not as a link to one.
    published: bool,
    /// The names of the entries as they were given, one after the other.
    names: String,
    entries: Vec<Entry>,
    /// The places of the entries, by their names.
    places: HashTable<u32>,
    folders: Vec<Folder>,
    /// The lengths of the files, and their SHA-256.
    noted: Vec<(u64, [u8; 32])>,
    /// Their SM3, by the places of their notes: in editions alone.
    sm3: BTreeMap<u32, [u8; 32]>,
}

struct Entry {
    /// Where its name ends among the names of its folder.
    end: u32,
    is: Is,
}

/// What an entry is, with its place among the folders or the notes of its folder.
#[derive(Clone, Copy)]
enum Is {
    Folder(u32),
    /// A file that stands.
    File(u32),
    /// A file of which nothing is noted, before it stands.
    Claimed,
}

/// What the manifest says of a file.
pub(super) struct Noted {
    pub(super) bytes: u64,
    pub(super) sha256: [u8; 32],
    /// In editions.
    sm3: Option<[u8; 32]>,
}

impl Index {
    /// An empty tree; `published` says whether there is an earlier site to link from.
    pub(super) fn new(published: bool) -> Index {
        let mut top = Folder { published, ..Folder::default() };
        top.enter(MARKER, Is::Claimed);
        Index { top }
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
            let inner = match folder.find(name(taken)) {
                Some(place) if folder.name(place) != name(taken) => {
                    return Err(clash(respell(taken, folder.name(place))));
                }
                Some(place) => match folder.entries[place].is {
                    Is::Folder(inner) => inner,
                    Is::File(_) | Is::Claimed => return Err(clash(taken.to_owned())),
                },
                None => {
                    let published = make(taken, folder.published)?;
                    folder.folders.push(Folder { published, ..Folder::default() });
                    let inner = last(&folder.folders);
                    folder.enter(name(taken), Is::Folder(inner));
                    inner
                }
            };
            folder = &mut folder.folders[inner as usize];
        }
        match folder.find(name(path.as_str())) {
            Some(place) => Err(clash(respell(path.as_str(), folder.name(place)))),
            None => {
                folder.enter(name(path.as_str()), Is::Claimed);
                Ok(folder.published)
            }
        }
    }

    /// Notes what stands under a path that was given out.
    pub(super) fn note(&mut self, path: &str, noted: Noted) {
        let mut folder = &mut self.top;
        for part in path.split('/') {
            let Some(place) = folder.find(part) else { return };
            match folder.entries[place].is {
                Is::Folder(inner) => folder = &mut folder.folders[inner as usize],
                Is::File(before) => {
                    folder.noted[before as usize] = (noted.bytes, noted.sha256);
                    return folder.note_sm3(before, noted.sm3);
                }
                Is::Claimed => {
                    push(&mut folder.noted, (noted.bytes, noted.sha256));
                    let own = last(&folder.noted);
                    folder.entries[place].is = Is::File(own);
                    return folder.note_sm3(own, noted.sm3);
                }
            }
        }
    }

    /// Every file of which something is noted, in the order of the paths.
    pub(super) fn files(&self) -> impl Iterator<Item = FileEntry> + '_ {
        let mut open = vec![(String::new(), &self.top, self.top.in_order())];
        std::iter::from_fn(move || {
            while let Some((above, folder, entries)) = open.last_mut() {
                let folder: &Folder = folder;
                let Some((name, is)) = entries.next() else {
                    open.pop();
                    continue;
                };
                match is {
                    Is::File(noted) => {
                        return Some(folder.entry(noted, format!("{above}{name}")));
                    }
                    Is::Claimed => {}
                    Is::Folder(inner) => {
                        let (below, inner) = (format!("{above}{name}/"), &folder.folders[inner as usize]);
                        open.push((below, inner, inner.in_order()));
                    }
                }
            }
            None
        })
    }
}

impl Folder {
    /// The place of the entry with this name, however it is spelt.
    fn find(&self, name: &str) -> Option<usize> {
        let is_it = |place: &u32| is_alike(self.name(*place as usize), name);
        self.places.find(hash(name), is_it).map(|place| *place as usize)
    }

    /// The name of an entry as it was given.
    fn name(&self, place: usize) -> &str {
        name_of(&self.names, &self.entries, place)
    }

    /// Adds an entry whose name is not there.
    fn enter(&mut self, name: &str, is: Is) {
        if self.names.capacity() - self.names.len() < name.len() {
            self.names.reserve_exact(name.len() + self.names.len() / STEP);
        }
        self.names.push_str(name);
        let end = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        push(&mut self.entries, Entry { end, is });
        let (names, entries) = (&self.names, &self.entries);
        let hash_of = |place: &u32| hash(name_of(names, entries, *place as usize));
        self.places.insert_unique(hash(name), last(entries), hash_of);
    }

    fn note_sm3(&mut self, place: u32, sm3: Option<[u8; 32]>) {
        match sm3 {
            Some(sm3) => _ = self.sm3.insert(place, sm3),
            None => _ = self.sm3.remove(&place),
        }
    }

    /// What the manifest says of the file at a path whose note has this place.
    fn entry(&self, place: u32, path: String) -> FileEntry {
        let (bytes, sha256) = &self.noted[place as usize];
        let sm3 = self.sm3.get(&place).map(|bytes| digits(bytes));
        FileEntry { path, bytes: *bytes, sha256: digits(sha256), sm3 }
    }

    /// The entries in the order that the paths of all files below them have: a folder's name ends in `/`.
    fn in_order(&self) -> std::vec::IntoIter<(&str, Is)> {
        let all = self.entries.iter().enumerate().map(|(place, entry)| (self.name(place), entry.is));
        let mut entries: Vec<(&str, Is)> = all.collect();
        entries.sort_by(|one, other| bytes(*one).cmp(bytes(*other)));
        entries.into_iter()
    }
}

fn name_of<'n>(names: &'n str, entries: &[Entry], place: usize) -> &'n str {
    let start = place.checked_sub(1).map_or(0, |before| entries[before].end);
    &names[start as usize..entries[place].end as usize]
}

/// By which part of itself a list grows when it is full. Twice its length, as lists grow by themselves, would leave a third of their
/// room empty: a nation has as many folders as places, and all of them stay until the manifest is written.
const STEP: usize = 8;

fn push<T>(all: &mut Vec<T>, one: T) {
    if all.len() == all.capacity() {
        all.reserve_exact(4 + all.len() / STEP);
    }
    all.push(one);
}

/// The place of the last of some.
fn last<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX).saturating_sub(1)
}

/// The same for all spellings of a name, in the way of FNV: names are short, and each is asked for several times.
fn hash(name: &str) -> u64 {
    let mix = |hash: u64, c: char| (hash ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3);
    let hash = name.chars().fold(0xcbf2_9ce4_8422_2325, |hash, c| match c.is_ascii() {
        // What `folded` makes of it, without the tables of Unicode.
        true => mix(hash, c.to_ascii_lowercase()),
        false => folded(c.encode_utf8(&mut [0; 4])).fold(hash, mix),
    });
    // A table looks at the first bits and at the last: both know all characters.
    hash ^ hash.rotate_right(29)
}

/// The bytes of a name as they stand in paths.
fn bytes((name, is): (&str, Is)) -> impl Iterator<Item = u8> + '_ {
    name.bytes().chain(matches!(is, Is::Folder(_)).then_some(b'/'))
}

impl Noted {
    /// What is noted of bytes that went through a hasher for SHA-256 and perhaps SM3.
    pub(super) fn of(bytes: u64, hasher: Hasher) -> Noted {
        let taken = hasher.fingerprints();
        Noted { bytes, sha256: taken.sha256.unwrap_or_default(), sm3: taken.sm3 }
    }
}

/// The path of the entry that was there first: same folder, its own spelling.
fn respell(taken: &str, first: &str) -> String {
    taken.rsplit_once('/').map_or_else(|| first.to_owned(), |(folder, _)| format!("{folder}/{first}"))
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
