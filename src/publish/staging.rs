//! A build's own folder: begun beside the target, filled from many threads, published or dropped.
//!
//! In: paths and bytes. Out: a [`Published`] site; or, if dropped, nothing at all. It must not write in place,
//! follow a link out of the published tree, or publish a tree in which a file is missing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::index::{Index, Noted};
use super::lock::Lock;
use super::place::{Beside, Place, Standing};
use super::{MARKER, MARKER_LINE, PublishError, SitePath, leftovers, switch};
use crate::archive::{Inputs, MANIFEST, write_manifest};
use crate::model::{Algorithm, Hasher};

/// What [`MARKER`] says to people, below its first line.
const NOTICE: &str = "本文件夹由程序生成，每次生成网站时整个替换：请勿在此修改或存放文件。\n\
    This folder is generated and is replaced as a whole by each build: do not change or keep files in it.\n";

/// How many bytes of a published file are compared at a time.
const CHUNK: usize = 16 * 1024;

/// A site that is being written. Dropping it without [`Staging::publish`] removes all it wrote.
pub struct Staging {
    pub(super) place: Place,
    pub(super) folder: PathBuf,
    /// The site before, from which files that did not change are linked.
    pub(super) earlier: PathBuf,
    inputs: Vec<PathBuf>,
    /// What was put, for the manifest as well.
    index: Mutex<Index>,
    files: AtomicU64,
    bytes: AtomicU64,
    linked: AtomicU64,
    failed: AtomicBool,
    pub(super) finished: bool,
    /// The digests that its manifest gives of each file.
    pub(super) digests: &'static [Algorithm],
    leftover: Option<PathBuf>,
    /// Last: it is let go only after everything else is done.
    _lock: Lock,
}

/// What a build has published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The number of files, the marker among them.
    pub files: u64,
    /// Their size together, in bytes.
    pub bytes: u64,
    /// How many of the files did not change and kept their inode and time stamp.
    pub linked: u64,
    /// A folder beside the target that could not be removed: worth a warning.
    pub leftover: Option<PathBuf>,
}

impl Staging {
    /// Locks the target, cleans up after killed builds and makes an empty staging folder beside it.
    ///
    /// # Errors
    /// `Refused` if the target must not be replaced, `Busy` if another build runs, `Io` if the world fails.
    pub fn begin(target: &Path) -> Result<Staging, PublishError> {
        Staging::begin_apart_from(target, &[])
    }

    /// As [`Staging::begin`], and refuses a target that is or contains one of `inputs`: the project and the like.
    ///
    /// # Errors
    /// As [`Staging::begin`].
    pub fn begin_apart_from(target: &Path, inputs: &[&Path]) -> Result<Staging, PublishError> {
        let place = Place::find(target)?;
        let inputs: Vec<PathBuf> = inputs.iter().filter_map(|input| fs::canonicalize(input).ok()).collect();
        // Before the lock, so that a refused folder gets no lock file beside it; again after it, for the truth.
        place.inspect(&inputs)?;
        let lock = Lock::take(place.lock())?;
        let leftover = leftovers::clear(&place)?.into_iter().next();
        let standing = place.inspect(&inputs)?;
        Staging::make(place, inputs, standing == Standing::Site, leftover, lock)
    }

    /// Makes the staging folder of a place whose lock is held.
    pub(super) fn make(
        place: Place,
        inputs: Vec<PathBuf>,
        replaces_site: bool,
        leftover: Option<PathBuf>,
        lock: Lock,
    ) -> Result<Staging, PublishError> {
        let folder = place.free(Beside::Staging)?;
        fs::create_dir(&folder).map_err(PublishError::io("create the folder", &folder))?;
        Ok(Staging {
            earlier: place.target.clone(),
            place,
            folder,
            inputs,
            index: Mutex::new(Index::new(replaces_site)),
            files: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            linked: AtomicU64::new(0),
            failed: AtomicBool::new(false),
            finished: false,
            digests: &[Algorithm::Sha256],
            leftover,
            _lock: lock,
        })
    }

    /// Makes the staging folder of a place at which nothing stands, with the site before it elsewhere.
    pub(super) fn make_beside(
        place: Place,
        earlier: Option<PathBuf>,
        lock: Lock,
    ) -> Result<Staging, PublishError> {
        let mut staging = Staging::make(place, Vec::new(), earlier.is_some(), None, lock)?;
        if let Some(earlier) = earlier {
            staging.earlier = earlier;
        }
        Ok(staging)
    }

    /// Writes one file of the site. May be called from many threads; each path may be given once.
    ///
    /// # Errors
    /// `Path` and `Clash` for a path that cannot be, `Io` if the world fails. After any of them the site can no
    /// longer be published.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.write(path, bytes)
    }

    /// Writes the manifest of everything that was put so far and of the marker; it comes last.
    ///
    /// # Errors
    /// As [`Staging::put`].
    pub fn put_manifest(&self, as_of: String, inputs: Inputs) -> Result<(), PublishError> {
        self.index().note(MARKER, self.noted(marker_text().as_bytes()));
        self.put_last(MANIFEST, &|to| {
            write_manifest(to, None, &as_of, &inputs, self.index().files()).map(|_| ())
        })
    }

    /// Everything that was put so far.
    pub(super) fn index(&self) -> MutexGuard<'_, Index> {
        // A thread that panicked here left the index whole: names are entered last.
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The bytes of a plain file of the published site, where there is one and the world lets us read it.
    pub fn published(&self, path: &str) -> Option<Vec<u8>> {
        SitePath::parse(path).ok()?;
        let mut file = self.earlier.clone();
        for part in path.split('/') {
            file.push(part);
            if fs::symlink_metadata(&file).ok()?.is_symlink() {
                return None;
            }
        }
        fs::read(file).ok()
    }

    /// Makes what was put the published site, in one step, and removes the site before it.
    ///
    /// # Errors
    /// `Incomplete` if a file could not be put, `Refused` if the target changed meanwhile into what must not be
    /// replaced, `Io` if the world fails. The published site is then as it was.
    pub fn publish(mut self) -> Result<Published, PublishError> {
        self.mark()?;
        let standing = self.place.inspect(&self.inputs)?;
        self.keep_permissions(standing)?;
        let old = switch::switch(&self.place, &self.folder, standing)?;
        self.finished = true;
        let stuck = old.filter(|old| fs::remove_dir_all(old).is_err());
        let leftover = stuck.or_else(|| self.leftover.take());
        Ok(Published { leftover, ..self.so_far() })
    }

    /// Writes the marker, the last file of a site.
    pub(super) fn mark(&self) -> Result<(), PublishError> {
        let published = self.index().is_published();
        self.or_fail(self.fill(MARKER, published, marker_text().as_bytes()))?;
        self.is_complete()
    }

    /// What was put so far.
    pub(super) fn so_far(&self) -> Published {
        Published {
            files: self.files.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            linked: self.linked.load(Ordering::Relaxed),
            leftover: None,
        }
    }

    /// Whether every file could be put.
    pub(super) fn is_complete(&self) -> Result<(), PublishError> {
        if self.failed.load(Ordering::Relaxed) { Err(PublishError::Incomplete) } else { Ok(()) }
    }

    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.or_fail(self.try_write(path, bytes))
    }

    /// Notes that a file could not be put.
    pub(super) fn or_fail<T>(&self, result: Result<T, PublishError>) -> Result<T, PublishError> {
        if result.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        result
    }

    /// Gives out a path: its place in the staging folder, and whether the published site has the folder of the file.
    pub(super) fn claim(&self, path: &str) -> Result<(PathBuf, bool), PublishError> {
        let checked =
            SitePath::parse(path).map_err(|fault| PublishError::Path { path: path.to_owned(), fault })?;
        let published = self.index().claim(checked, |folder, above| self.make_folder(folder, above))?;
        Ok((self.folder.join(path), published))
    }

    /// Notes a file that stands in the staging folder.
    pub(super) fn note(&self, path: &str, noted: Noted) {
        self.count(noted.bytes);
        self.index().note(path, noted);
    }

    /// Counts a file that stands in the staging folder.
    pub(super) fn count(&self, bytes: u64) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Notes that a file was linked from the published site.
    pub(super) fn note_linked(&self) {
        self.linked.fetch_add(1, Ordering::Relaxed);
    }

    fn try_write(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let (_, published) = self.claim(path)?;
        self.fill(path, published, bytes)
    }

    /// Writes or links a file whose path was given out.
    fn fill(&self, path: &str, published: bool, bytes: &[u8]) -> Result<(), PublishError> {
        let file = self.folder.join(path);
        if published && link_unchanged(&self.earlier.join(path), &file, bytes) {
            self.note_linked();
        } else {
            write_new(&file, bytes).map_err(PublishError::io("write", &file))?;
        }
        self.note(path, self.noted(bytes));
        Ok(())
    }

    /// What the manifest says of these bytes.
    fn noted(&self, bytes: &[u8]) -> Noted {
        let mut hasher = Hasher::of(self.digests);
        hasher.add(bytes);
        Noted::of(bytes.len() as u64, hasher)
    }

    /// Makes a folder in staging; answers whether the published site has it too, not as a link to elsewhere.
    fn make_folder(&self, path: &str, published_above: bool) -> Result<bool, PublishError> {
        let folder = self.folder.join(path);
        fs::create_dir(&folder).map_err(PublishError::io("create the folder", &folder))?;
        let published = self.earlier.join(path);
        Ok(published_above && fs::symlink_metadata(published).is_ok_and(|found| found.is_dir()))
    }

    /// A folder that was closed to others stays closed: the new tree takes the old one's permissions, though never
    /// so few that its owner could not remove it.
    fn keep_permissions(&self, standing: Standing) -> Result<(), PublishError> {
        if standing == Standing::Missing {
            return Ok(());
        }
        let target = &self.place.target;
        fs::metadata(target)
            .and_then(|found| {
                let mode = found.permissions().mode() | 0o700;
                fs::set_permissions(&self.folder, fs::Permissions::from_mode(mode))
            })
            .map_err(PublishError::io("keep the permissions of", target))
    }
}

/// The text of the marker.
fn marker_text() -> String {
    format!("{MARKER_LINE}\n{NOTICE}")
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.finished {
            // What withstands removal is tried again by the next build.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Links a published file into staging if it is a plain file with these very bytes.
///
/// Whatever hinders it (other owner, too many links, a file system without links), the file is written anew.
fn link_unchanged(published: &Path, staged: &Path, bytes: &[u8]) -> bool {
    let alike = fs::symlink_metadata(published)
        .is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
        && holds(published, bytes).unwrap_or(false);
    alike && fs::hard_link(published, staged).is_ok()
}

/// Whether a file holds these bytes and no more.
fn holds(path: &Path, mut bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut chunk = [0; CHUNK];
    loop {
        let count = file.read(&mut chunk)?;
        if count == 0 {
            return Ok(bytes.is_empty());
        }
        match bytes.strip_prefix(&chunk[..count]) {
            Some(rest) => bytes = rest,
            None => return Ok(false),
        }
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}
