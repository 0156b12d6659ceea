//! The frozen editions of a project, as what a site is compared with.
//!
//! In: a project's folder, or the path of an edition. Out: snapshots, and what was read of each. Data are taken apart as they are
//! read: those of a country are larger than what is made of them. It must not compare: that is `edition`.

use std::io::{self, BufReader, Read};
use std::path::Path;

use rayon::prelude::*;

use super::{Error, Faults};
use crate::diagnostic::{Diagnostic, Sources};
use crate::edition::{self, Editions, ReadFault, Snapshot};
use crate::model::{Algorithm, Hasher};
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

/// A file whose digest is taken while it is read.
struct Digesting<R> {
    from: R,
    hasher: Hasher,
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.from.read(to)?;
        self.hasher.add(&to[..count]);
        Ok(count)
    }
}

/// Takes a file apart; its digest is that of the whole where it is sound.
fn take(file: &DataFile) -> Result<(Result<Snapshot, ReadFault>, String), ReadError> {
    let taken = file.open().and_then(|opened| {
        let digesting = Digesting { from: opened, hasher: Hasher::of(&[Algorithm::Sha256]) };
        let mut reader = BufReader::with_capacity(64 * 1024, digesting);
        Ok((edition::read(&mut reader)?, reader.into_inner().hasher))
    });
    let (snapshot, hasher) = taken.map_err(|cause| ReadError { path: file.path.clone(), cause })?;
    Ok((snapshot, hasher.finish().into_iter().map(|(_, digits)| digits).collect()))
}

/// Reads the past of a project; an edition is called after its folder.
pub(super) fn read(root: &Path) -> Result<Past, ReadError> {
    let (files, mut faults) = editions::data(root)?;
    let read: Vec<_> = files.par_iter().map(|(_, file)| take(file)).collect();
    let (mut snapshots, mut taken) = (Vec::new(), Vec::new());
    for ((name, file), read) in files.into_iter().zip(read) {
        match read? {
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
