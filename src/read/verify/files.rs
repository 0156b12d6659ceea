//! The files of a folder with their digests, taken on all cores.
//!
//! In: a folder and what is expected in it. Out: what stands there. It must not follow a link or open a device, and reads each
//! file once, a piece at a time.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::super::folder::portable;
use super::{VerifyError, Watch};
use crate::archive::{Difference, Expected, Found, MAX_FILES, MAX_TAG_FILE, What, is_safe};
use crate::model::{Algorithm, Hasher};

/// How many bytes are read at a time.
const CHUNK: usize = 256 * 1024;

/// The plain files of a folder.
pub(super) struct Folder {
    /// Their paths below it, in order.
    pub(super) paths: Vec<String>,
    /// What is no plain file, or has a name that cannot be.
    pub(super) differences: Vec<Difference>,
}

/// Files with what they are.
#[derive(Default)]
pub(super) struct Hashed {
    pub(super) files: BTreeMap<String, Found>,
    pub(super) bytes: u64,
}

impl Folder {
    /// Lists a folder.
    pub(super) fn list(root: &Path) -> Result<Folder, VerifyError> {
        let mut folder = Folder { paths: Vec::new(), differences: Vec::new() };
        for entry in WalkDir::new(root).min_depth(1).follow_links(false) {
            let entry = entry.map_err(|error| VerifyError::Io {
                path: error.path().unwrap_or(root).to_owned(),
                cause: error.into(),
            })?;
            if entry.file_type().is_dir() {
                continue;
            }
            let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let path = portable(below);
            if !entry.file_type().is_file() {
                folder.differences.push(Difference::at(path, What::NotAFile));
            } else if below.to_str().is_none() || !is_safe(&path) {
                folder.differences.push(Difference::at(path, What::UnsafeName));
            } else {
                folder.paths.push(path);
            }
            if folder.paths.len() + folder.differences.len() > MAX_FILES {
                return Err(VerifyError::TooMany(root.to_owned()));
            }
        }
        folder.paths.sort_unstable();
        Ok(folder)
    }

    /// Takes the digests that are expected. A file of another size than expected, or that nothing is said of, is not read.
    pub(super) fn hash(
        &self,
        root: &Path,
        expected: &BTreeMap<String, Expected>,
        watch: Watch<'_>,
    ) -> Result<Hashed, VerifyError> {
        let done = AtomicUsize::new(0);
        let all = self.paths.len();
        let found: Result<Vec<(String, Found)>, VerifyError> = self
            .paths
            .par_iter()
            .map(|path| {
                let found = hash(&root.join(path), expected.get(path))?;
                watch(done.fetch_add(1, Ordering::Relaxed) + 1, all);
                Ok((path.clone(), found))
            })
            .collect();
        let files: BTreeMap<String, Found> = found?.into_iter().collect();
        let bytes = files.values().map(|found| found.bytes).sum();
        Ok(Hashed { files, bytes })
    }
}

fn hash(path: &Path, expected: Option<&Expected>) -> Result<Found, VerifyError> {
    let failed = |cause| VerifyError::io(path)(cause);
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let Some(expected) = expected.filter(|expected| expected.bytes.is_none_or(|bytes| bytes == length))
    else {
        return Ok(Found { bytes: length, digests: Vec::new() });
    };
    let algorithms: Vec<Algorithm> = expected.digests.iter().map(|(algorithm, _)| *algorithm).collect();
    let mut hasher = Hasher::of(&algorithms);
    let mut chunk = vec![0; CHUNK.min(usize::try_from(length).unwrap_or(CHUNK) + 1)];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut chunk).map_err(failed)?;
        if count == 0 {
            return Ok(Found { bytes, digests: hasher.finish() });
        }
        hasher.add(&chunk[..count]);
        bytes += count as u64;
    }
}

/// The bytes of a manifest, tag file or signature; none where it is no plain file or larger than any of ours.
pub(super) fn tag(path: &Path) -> Result<Option<Vec<u8>>, VerifyError> {
    let found = fs::symlink_metadata(path).map_err(VerifyError::io(path))?;
    if !found.is_file() || found.len() > MAX_TAG_FILE {
        return Ok(None);
    }
    fs::read(path).map(Some).map_err(VerifyError::io(path))
}
