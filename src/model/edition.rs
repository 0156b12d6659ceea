//! A frozen edition, as the site that carries it knows it.
//!
//! In: its manifest, read by the reading shell. Out: [`Edition`]. It must not know how editions are stored.

use std::collections::BTreeMap;

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
    /// The SHA-256 of the files of its site, by their paths below it.
    pub files: BTreeMap<Box<str>, Box<str>>,
}
