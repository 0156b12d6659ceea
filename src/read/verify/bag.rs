//! Bags: a folder with `bagit.txt`, or a zip of one.
//!
//! In: its path. Out: a [`Report`] on each of its files. It must not unpack: entries of a zip are read where they are.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::files::{self, Folder, Hashed};
use super::{Kind, Report, VerifyError, Watch};
use crate::archive::{
    Difference, Entry, Expectations, Expected, Found, MAX_TAG_FILE, PAYLOAD, Unzip, What, ZipFault, compare,
    expectations, is_safe, is_tag_file,
};
use crate::model::{Algorithm, Hasher};

/// The tag files of a bag: their texts, where they are texts.
type Tags = BTreeMap<String, Option<String>>;

pub(super) fn folder(root: &Path, watch: Watch<'_>) -> Result<Report, VerifyError> {
    let listed = Folder::list(root)?;
    let mut tags = Tags::new();
    for path in listed.paths.iter().filter(|path| is_tag_file(path)) {
        let bytes = files::tag(&root.join(path))?;
        tags.insert(path.clone(), bytes.and_then(|bytes| String::from_utf8(bytes).ok()));
    }
    let said = expectations(&tags);
    let found = listed.hash(root, &said.files, watch)?;
    Ok(report(said, &found, listed.differences))
}

/// Sets what a bag says against what was found.
fn report(said: Expectations, found: &Hashed, mut differences: Vec<Difference>) -> Report {
    let has_tag_manifest = said.files.contains_key("bagit.txt");
    // Tag manifests are in no manifest; without one, nothing is said of other files outside of the payload.
    let is_free = |path: &str| {
        !path.starts_with(PAYLOAD)
            && (!has_tag_manifest || path.starts_with("tagmanifest-") && is_tag_file(path))
    };
    differences.extend(compare(&said.files, &found.files, is_free));
    differences.extend(said.differences);
    let payload = found.files.iter().filter(|(path, _)| path.starts_with(PAYLOAD));
    let held = payload.fold((0, 0), |(bytes, files), (_, file)| (bytes + file.bytes, files + 1));
    if differences.is_empty() && said.oxum.is_some_and(|oxum| oxum != held) {
        differences.push(Difference::at("bag-info.txt", What::Malformed));
    }
    differences.sort();
    differences.dedup();
    Report { files: found.files.len(), bytes: found.bytes, differences, ..Report::empty(Kind::Bag) }
}

pub(super) fn zipped(path: &Path, watch: Watch<'_>) -> Result<Report, VerifyError> {
    let mut zip = open(path)?;
    let entries = zip.entries.clone();
    let Some(top) = entries.iter().find_map(|entry| top(&entry.path)) else {
        return Err(VerifyError::Unknown(path.to_owned()));
    };
    let mut differences = Vec::new();
    let mut inside: BTreeMap<&str, &Entry> = BTreeMap::new();
    for entry in entries.iter() {
        match entry.path.strip_prefix(top) {
            _ if !is_safe(&entry.path) => differences.push(Difference::at(&entry.path, What::UnsafeName)),
            _ if !entry.is_file => differences.push(Difference::at(&entry.path, What::NotAFile)),
            None => differences.push(Difference::at(&entry.path, What::Added)),
            Some(below) => _ = inside.insert(below, entry),
        }
    }
    let mut tags = Tags::new();
    for (below, entry) in inside.iter().filter(|(below, _)| is_tag_file(below)) {
        let mut bytes = Vec::new();
        let is_small = entry.bytes <= MAX_TAG_FILE;
        let read =
            if is_small { zip.read(entry, |piece| bytes.extend_from_slice(piece)).is_ok() } else { false };
        tags.insert((*below).to_owned(), String::from_utf8(bytes).ok().filter(|_| read));
    }
    let said = expectations(&tags);
    let found = hash((path, &zip), &inside, &said.files, watch)?;
    differences.extend(found.differences);
    Ok(report(said, &found.hashed, differences))
}

fn open(path: &Path) -> Result<Unzip<Shared>, VerifyError> {
    let file = File::open(path).map_err(VerifyError::io(path))?;
    let file = Shared { file: Arc::new(file), at: 0 };
    Unzip::open(file).map_err(|fault| VerifyError::Archive(path.to_owned(), fault))
}

/// A file that several read, each from a place of its own, so that all of them use one list of entries.
#[derive(Clone)]
struct Shared {
    file: Arc<File>,
    at: u64,
}

impl Read for Shared {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(to, self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.file.metadata()?.len().checked_add_signed(by),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// The folder of the bag in an archive, with its `/`: that of `bagit.txt`, at most one below the top.
fn top(path: &str) -> Option<&str> {
    let top = path.strip_suffix("bagit.txt")?;
    let name = top.strip_suffix('/').unwrap_or_default();
    (top.is_empty() || top.ends_with('/') && !name.contains('/')).then_some(top)
}

#[derive(Default)]
struct Unpacked {
    hashed: Hashed,
    differences: Vec<Difference>,
}

/// Takes the digests of all entries: each core reads a share of them.
fn hash(
    (path, zip): (&Path, &Unzip<Shared>),
    inside: &BTreeMap<&str, &Entry>,
    expected: &BTreeMap<String, Expected>,
    watch: Watch<'_>,
) -> Result<Unpacked, VerifyError> {
    let entries: Vec<(&&str, &&Entry)> = inside.iter().collect();
    let done = AtomicUsize::new(0);
    let share = entries.len().div_ceil(rayon::current_num_threads()).max(1);
    let shares: Result<Vec<Unpacked>, VerifyError> = entries
        .par_chunks(share)
        .map(|share| {
            let mut zip = zip.clone();
            let mut unpacked = Unpacked::default();
            for (below, entry) in share {
                let algorithms: Vec<Algorithm> = expected
                    .get(**below)
                    .map(|expected| expected.digests.iter().map(|(algorithm, _)| *algorithm).collect())
                    .unwrap_or_default();
                let mut hasher = Hasher::of(&algorithms);
                match zip.read(entry, |piece| hasher.add(piece)) {
                    Ok(bytes) => {
                        unpacked.hashed.bytes += bytes;
                        let digests = hasher.finish();
                        unpacked.hashed.files.insert((**below).to_owned(), Found { bytes, digests });
                    }
                    Err(ZipFault::Io(cause)) => return Err(VerifyError::io(path)(cause)),
                    Err(fault) => {
                        // It is there and cannot be unpacked: its bytes are not those that were packed.
                        let none = Found { bytes: 0, digests: Vec::new() };
                        unpacked.hashed.files.insert((**below).to_owned(), none);
                        match fault {
                            ZipFault::TooLarge => {
                                unpacked.differences.push(Difference::at(**below, What::TooLarge));
                            }
                            _ if expected.contains_key(**below) => {}
                            _ => unpacked.differences.push(Difference::at(**below, What::Changed)),
                        }
                    }
                }
                watch(done.fetch_add(1, Ordering::Relaxed) + 1, entries.len());
            }
            Ok(unpacked)
        })
        .collect();
    let mut all = Unpacked::default();
    for share in shares? {
        all.hashed.bytes += share.hashed.bytes;
        all.hashed.files.extend(share.hashed.files);
        all.differences.extend(share.differences);
    }
    Ok(all)
}
