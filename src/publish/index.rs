//! What has been put so far, as a tree of names, so that no two files meet in one place.
//!
//! In: checked paths, one after the other. Out: leave to write a file and whether the published site has its
//! folder, or the clash. It must not write: folders are made by the caller's function, once each.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use super::PublishError;
use super::path::{SitePath, fold, name};

/// All names that have been given out.
pub(super) struct Index {
    top: Folder,
}

struct Folder {
    /// Whether the published site has this folder, as a folder and not as a link to one.
    published: bool,
    /// By folded name.
    entries: BTreeMap<Box<str>, Entry>,
}

struct Entry {
    /// The name as it was given, where folding changed it.
    spelled: Option<Box<str>>,
    /// Its contents, if it is a folder.
    folder: Option<Folder>,
}

impl Index {
    /// An empty tree; `published` says whether there is an earlier site to link from.
    pub(super) fn new(published: bool) -> Index {
        Index { top: Folder { published, entries: BTreeMap::new() } }
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
        let clash = |taken: &str, spelled: &Option<Box<str>>| PublishError::Clash {
            path: path.as_str().to_owned(),
            earlier: respell(taken, spelled.as_deref()),
        };
        let mut folder = &mut self.top;
        for taken in path.folders() {
            let above = folder.published;
            let entry = match folder.entries.entry(fold(name(taken)).into()) {
                Slot::Occupied(slot) => slot.into_mut(),
                Slot::Vacant(slot) => {
                    let inner = Folder { published: make(taken, above)?, entries: BTreeMap::new() };
                    slot.insert(Entry::new(name(taken), Some(inner)))
                }
            };
            let same = entry.is_spelled(name(taken));
            match &mut entry.folder {
                Some(inner) if same => folder = inner,
                _ => return Err(clash(taken, &entry.spelled)),
            }
        }
        match folder.entries.entry(fold(name(path.as_str())).into()) {
            Slot::Occupied(slot) => Err(clash(path.as_str(), &slot.get().spelled)),
            Slot::Vacant(slot) => {
                slot.insert(Entry::new(name(path.as_str()), None));
                Ok(folder.published)
            }
        }
    }
}

impl Entry {
    fn new(name: &str, folder: Option<Folder>) -> Entry {
        let spelled = (fold(name) != name).then(|| name.into());
        Entry { spelled, folder }
    }

    fn is_spelled(&self, name: &str) -> bool {
        self.spelled.as_deref().map_or_else(|| fold(name) == name, |spelled| spelled == name)
    }
}

/// The path of the entry that was there first: same folder, its own spelling.
fn respell(taken: &str, spelled: Option<&str>) -> String {
    let first = spelled.map_or_else(|| fold(name(taken)), str::to_owned);
    taken.rsplit_once('/').map_or_else(|| first.clone(), |(folder, _)| format!("{folder}/{first}"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
