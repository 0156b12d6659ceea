//! A frozen edition, as the site that carries it knows it.
//!
//! In: its manifest, read by the reading shell. Out: [`Edition`]. It must not know how editions are stored.

use std::sync::Arc;

/// A frozen edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its name, which is that of its folder.
    pub name: Box<str>,
    /// The day as of which it was made, as its manifest writes it.
    pub as_of: Box<str>,
    /// The digest of the whole.
    pub digest: Box<str>,
    /// The number of its files and their bytes.
    pub size: (usize, u64),
    /// The bag with site and inputs: its bytes, SHA-256 and, where its manifest gives one, SM3.
    pub bag: Option<(u64, Box<str>, Option<Box<str>>)>,
    /// Whether a signature stands beside its manifest.
    pub is_signed: bool,
    /// All its files, in the order of their paths.
    pub files: Arc<[FrozenFile]>,
}

/// A file of a frozen edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FrozenFile {
    /// Its path below the folder of the edition.
    pub path: Box<str>,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: [u8; 32],
}

impl Edition {
    /// The file of its site with this path.
    pub fn of_site(&self, path: &str) -> Option<&FrozenFile> {
        let path = format!("site/{path}");
        let found = self.files.binary_search_by(|file| (*file.path).cmp(&path)).ok()?;
        self.files.get(found)
    }
}
