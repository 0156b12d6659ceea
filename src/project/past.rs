//! The frozen editions of a project, as what a site is compared with.
//!
//! In: a project's folder, or the path of an edition. Out: snapshots, and what was read of each. Files are read one after the other
//! and not kept: those of a country are larger than what is made of them. It must not compare: that is `edition`.

use std::path::Path;

use super::{Error, Faults};
use crate::diagnostic::{Diagnostic, Sources};
use crate::edition::{Editions, ReadFault, Snapshot};
use crate::model::sha256;
use crate::read::editions::{self, DataFile, EDITIONS, unreadable};
use crate::read::folder::ReadError;

/// The data of an edition that were read.
#[derive(Debug)]
pub(super) struct Taken {
    /// The name of the edition.
    pub(super) name: String,
    /// Where they lie.
    pub(super) file: DataFile,
    /// The SHA-256 of what was read.
    pub(super) digest: String,
}

/// The past of a project: its editions, what was read of them, and what of them cannot be read.
#[derive(Debug, Default)]
pub(super) struct Past {
    pub(super) editions: Editions,
    pub(super) taken: Vec<Taken>,
    pub(super) faults: Vec<Diagnostic>,
}

/// Takes a file apart, and takes its digest.
fn take(file: &DataFile) -> Result<(Result<Snapshot, ReadFault>, String), ReadError> {
    let read = file.read().map_err(|cause| ReadError { path: file.path.clone(), cause })?;
    Ok(rayon::join(|| Snapshot::from_json(&read), || sha256([&read])))
}

/// Reads the past of a project; an edition is called after its folder.
pub(super) fn read(root: &Path) -> Result<Past, ReadError> {
    let (files, mut faults) = editions::data(root)?;
    let (mut snapshots, mut taken) = (Vec::new(), Vec::new());
    for (name, file) in files {
        match take(&file)? {
            (Ok(snapshot), digest) => {
                snapshots.push(snapshot.named(Some(name.as_str().into())));
                taken.push(Taken { name, file, digest });
            }
            (Err(fault), _) => {
                faults.push(unreadable(&format!("{EDITIONS}/{name}"), |lang| fault.message(lang)));
            }
        }
    }
    Ok(Past { editions: Editions::new(snapshots), taken, faults })
}

/// The editions of a project, and what is wrong with them.
///
/// # Errors
/// [`ReadError`] where the world keeps one from being read.
pub fn editions(root: &Path) -> Result<(Editions, Vec<Diagnostic>), ReadError> {
    read(root).map(|past| (past.editions, past.faults))
}

/// The data of the edition at a path: its folder, its site, or the file itself; none where no data lie there.
///
/// # Errors
/// [`Error::Faults`] where the data are damaged, [`Error::Read`] where the world keeps them from being read.
pub fn edition(path: &Path) -> Result<Option<Snapshot>, Error> {
    let Ok(file) = editions::data_at(path)? else { return Ok(None) };
    match take(&file)?.0 {
        Ok(snapshot) => Ok(Some(snapshot)),
        Err(fault) => {
            let fault = unreadable(&path.display().to_string(), |lang| fault.message(lang));
            Err(Error::Faults(Faults { list: vec![fault], sources: Sources::default() }))
        }
    }
}
