//! An edition that is frozen: a folder that is written once, and never again.
//!
//! In: the files of the frozen site, the inputs for its bag. Out: `editions/NAME/` as a whole, flushed to the disk, or nothing;
//! where it stands already, whether it is the same to the byte. It must not replace anything.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::index::Noted;
use super::lock::Lock;
use super::place::{Beside, Place, standing_at};
use super::{PublishError, Refusal, Staging};
use crate::archive::{Bag, Inputs, MANIFEST, SIGNATURE, piece, write_bag, write_manifest};
use crate::model::{Algorithm, Hasher};

/// What became of a freeze.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Whether the edition was written now; otherwise it stood already, the same to the byte.
    pub is_new: bool,
    /// The digest of the whole, as its manifest says it.
    pub digest: String,
    /// The number of files, the manifest among them.
    pub files: usize,
    /// Their size together, in bytes.
    pub bytes: u64,
}

/// A file that a bag takes from elsewhere.
pub struct Further<'f> {
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256, where it has to be what it was when that was taken.
    pub sha256: Option<&'f str>,
    /// Opens it.
    pub open: Box<dyn Fn() -> io::Result<Box<dyn Read + 'f>> + Sync + 'f>,
}

/// Told how many files of a bag are being packed or are done, and how many there are.
type Packed<'w> = &'w (dyn Fn(usize, usize) + Sync);

impl Staging {
    /// Locks the place of an edition and makes an empty staging folder beside it, whether the edition stands already or not.
    ///
    /// # Errors
    /// `Busy` if another freeze runs, `Io` if the world fails.
    pub fn begin_edition(target: &Path) -> Result<Staging, PublishError> {
        let place = Place::find(target)?;
        let lock = Lock::take(place.lock())?;
        for left in place.siblings(Beside::Staging)? {
            // What withstands removal is tried again by the next one, and hinders nobody.
            let _ = fs::remove_dir_all(left);
        }
        let mut staging = Staging::make(place, Vec::new(), false, None, lock)?;
        staging.digests = &[Algorithm::Sha256, Algorithm::Sm3];
        Ok(staging)
    }

    /// Packs a bag: what its payload names below `site/` is taken from the files that were put, the rest from `inputs`.
    ///
    /// # Errors
    /// `Io` if the world fails, a file is not, read back, what was put, or an input has changed.
    pub fn pack(
        &self,
        path: &str,
        bag: &Bag<'_>,
        inputs: &BTreeMap<String, Further<'_>>,
        watch: Packed<'_>,
    ) -> Result<(), PublishError> {
        self.or_fail(self.try_pack(path, bag, inputs, watch))
    }

    fn try_pack(
        &self,
        path: &str,
        bag: &Bag<'_>,
        inputs: &BTreeMap<String, Further<'_>>,
        watch: Packed<'_>,
    ) -> Result<(), PublishError> {
        let (file, _) = self.claim(path)?;
        let failed = |cause| PublishError::io("write", &file)(cause);
        let new = OpenOptions::new().write(true).create_new(true).open(&file).map_err(failed)?;
        let begun = AtomicUsize::new(0);
        let open = |path: &str| -> io::Result<Box<dyn Read + '_>> {
            watch(begun.fetch_add(1, Ordering::Relaxed) + 1, bag.payload.len());
            match inputs.get(path) {
                Some(file) => (file.open)(),
                None => Ok(Box::new(File::open(self.folder.join(path))?)),
            }
        };
        let (out, digests) = write_bag(BufWriter::new(new), bag, open).map_err(failed)?;
        out.into_inner().map_err(|error| failed(error.into_error()))?.flush().map_err(failed)?;
        for entry in self.index().files() {
            if digests.get(&entry.path).is_some_and(|digits| *digits != entry.sha256) {
                let other = io::Error::other("it is not, read back, what was written");
                return Err(PublishError::io("read", &self.folder.join(&entry.path))(other));
            }
        }
        for (path, input) in inputs {
            if input.sha256.is_some_and(|known| digests.get(path).is_some_and(|digits| digits != known)) {
                let other = io::Error::other("it has changed since it was read");
                return Err(PublishError::io("read", Path::new(path))(other));
            }
        }
        let mut digests = Hasher::of(self.digests);
        let bytes = each_piece(&file, |piece| digests.add(piece)).map_err(PublishError::io("read", &file))?;
        self.note(path, Noted::of(bytes, digests));
        Ok(())
    }

    /// Where a file that was put stands until it is published.
    pub fn staged(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// The sizes of the files that were put, by their paths.
    pub fn sizes(&self) -> BTreeMap<String, u64> {
        self.index().files().map(|entry| (entry.path, entry.bytes)).collect()
    }

    /// Writes the manifest and makes what was put the edition, in one step; it is on the disk when this returns.
    ///
    /// # Errors
    /// `Refused` if an edition of this name stands with other bytes, `Incomplete` if a file could not be put, `Io` if the world
    /// fails. Nothing that stood before is touched.
    pub fn freeze(mut self, name: &str, as_of: String, inputs: Inputs) -> Result<Frozen, PublishError> {
        let mut text = Vec::new();
        let digest = write_manifest(&mut text, Some(name), &as_of, &inputs, self.index().files())
            .map_err(PublishError::io("write", &self.folder))?;
        self.write(MANIFEST, &text)?;
        self.is_complete()?;
        let (files, bytes) = self.index().files().fold((0, 0), |(n, sum), file| (n + 1, sum + file.bytes));
        let frozen = Frozen { is_new: true, digest, files, bytes };
        if standing_at(&self.place.target)?.is_some() {
            return match self.difference()? {
                None => Ok(Frozen { is_new: false, ..frozen }),
                Some(first) => Err(self.refused(Refusal::Frozen(first))),
            };
        }
        for entry in self.index().files() {
            let file = self.folder.join(&entry.path);
            fs::set_permissions(&file, fs::Permissions::from_mode(0o444))
                .map_err(PublishError::io("keep the permissions of", &file))?;
        }
        flush(&self.folder)?;
        match renameat_with(CWD, &self.folder, CWD, &self.place.target, RenameFlags::NOREPLACE) {
            Ok(()) => {}
            Err(Errno::EXIST) => return Err(self.refused(Refusal::Frozen(String::new()))),
            // Where the system has no such call, the lock and the look above keep others out.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                fs::rename(&self.folder, &self.place.target)
                    .map_err(PublishError::io("publish", &self.place.target))?;
            }
            Err(errno) => return Err(PublishError::io("publish", &self.place.target)(errno.into())),
        }
        self.finished = true;
        flush_folder(self.place.above())?;
        Ok(frozen)
    }

    fn refused(&self, reason: Refusal) -> PublishError {
        PublishError::Refused { path: self.place.target.clone(), reason }
    }

    /// The first file in which the edition that stands differs from what was put; signatures beside its manifest are no part of
    /// it.
    fn difference(&self) -> Result<Option<String>, PublishError> {
        let (mut staged, mut standing) = (Vec::new(), Vec::new());
        list(&self.folder, "", &mut staged)?;
        list(&self.place.target, "", &mut standing)?;
        standing.retain(|path| path != SIGNATURE && path != "manifest.json.sig");
        staged.sort();
        standing.sort();
        if let Some((one, other)) = staged.iter().zip(&standing).find(|(one, other)| one != other) {
            return Ok(Some(one.min(other).clone()));
        }
        if staged.len() != standing.len() {
            let shorter = staged.len().min(standing.len());
            return Ok(staged.get(shorter).or(standing.get(shorter)).cloned());
        }
        for path in staged {
            let (one, other) = (self.folder.join(&path), self.place.target.join(&path));
            if !is_same(&one, &other).map_err(PublishError::io("read", &other))? {
                return Ok(Some(path));
            }
        }
        Ok(None)
    }
}

/// The paths of all that is no folder below a folder.
fn list(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Result<(), PublishError> {
    for entry in fs::read_dir(folder).map_err(PublishError::io("list", folder))? {
        let entry = entry.map_err(PublishError::io("list", folder))?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            list(&entry.path(), &format!("{path}/"), paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

/// Whether two plain files hold the same bytes.
pub(super) fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let (of_one, of_other) = (fs::symlink_metadata(one)?, fs::symlink_metadata(other)?);
    if !of_one.is_file() || !of_other.is_file() || of_one.len() != of_other.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut left, mut right) = (piece(of_one.len()), piece(of_other.len()));
    loop {
        let count = one.read(&mut left)?;
        if count == 0 {
            return Ok(other.read(&mut right)? == 0);
        }
        if other.read_exact(&mut right[..count]).is_err() || left[..count] != right[..count] {
            return Ok(false);
        }
    }
}

/// Shows a file piece by piece and returns its size.
pub(super) fn each_piece(path: &Path, mut seen: impl FnMut(&[u8])) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let (mut piece, mut bytes) = (piece(file.metadata()?.len()), 0);
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            return Ok(bytes);
        }
        bytes += count as u64;
        seen(&piece[..count]);
    }
}

/// Brings a whole tree to the disk. Where the system can, in one call for its file system; else file by file.
pub(super) fn flush(tree: &Path) -> Result<(), PublishError> {
    #[cfg(target_os = "linux")]
    {
        let file = File::open(tree).map_err(PublishError::io("flush", tree))?;
        rustix::fs::syncfs(&file).map_err(|errno| PublishError::io("flush", tree)(errno.into()))
    }
    #[cfg(not(target_os = "linux"))]
    {
        for entry in fs::read_dir(tree).map_err(PublishError::io("list", tree))? {
            let path = entry.map_err(PublishError::io("list", tree))?.path();
            let is_folder = fs::symlink_metadata(&path).is_ok_and(|found| found.is_dir());
            if is_folder { flush(&path)? } else { flush_folder(&path)? }
        }
        flush_folder(tree)
    }
}

/// Brings the names in a folder to the disk.
pub(super) fn flush_folder(folder: &Path) -> Result<(), PublishError> {
    File::open(folder).and_then(|file| file.sync_all()).map_err(PublishError::io("flush", folder))
}
