//! One build at a time for each target, by a lock that dies with the process.
//!
//! In: the path of the lock file. Out: a [`Lock`] that is held until it is dropped, or `Busy` at once. It must
//! not trust the file: one left behind by a killed build binds nobody, for the kernel has let go of its lock.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;

use super::PublishError;

/// How often a lock file may vanish under our hands before we call it busy.
const ATTEMPTS: usize = 100;

/// The right to write beside one target. Dropping it removes the lock file and lets the next build in.
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock or fails at once; it never waits.
    pub(super) fn take(path: PathBuf) -> Result<Lock, PublishError> {
        for _ in 0..ATTEMPTS {
            let file = open(&path).map_err(PublishError::io("open the lock file", &path))?;
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => {}
                Err(Errno::WOULDBLOCK) => return Err(PublishError::Busy { lock: path }),
                Err(Errno::INTR) => continue,
                Err(errno) => return Err(PublishError::io("lock", &path)(errno.into())),
            }
            // The build before us removes the file as it ends. A lock on a file that has lost its name keeps
            // nobody out, so only the file that still has the name counts.
            if is_at(&file, &path).map_err(PublishError::io("look at the lock file", &path))? {
                return Ok(Lock { path, _file: file });
            }
        }
        Err(PublishError::Busy { lock: path })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while still locked. If this fails, the file stays, and hinders nobody.
        let _ = fs::remove_file(&self.path);
    }
}

fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::NOFOLLOW.bits().cast_signed();
    OpenOptions::new().read(true).write(true).create(true).truncate(false).custom_flags(flags).open(path)
}

fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(named) => Ok(named.dev() == ours.dev() && named.ino() == ours.ino()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_taker_is_turned_away_until_the_first_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".site.lock");
        let first = Lock::take(path.clone()).unwrap();
        assert!(matches!(Lock::take(path.clone()), Err(PublishError::Busy { .. })));
        drop(first);
        assert!(!path.exists());
        Lock::take(path).unwrap();
    }

    #[test]
    fn a_file_left_by_a_killed_build_binds_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".site.lock");
        fs::write(&path, "").unwrap();
        Lock::take(path.clone()).unwrap();
        assert!(!path.exists());
    }

    #[test]
    fn a_lock_file_that_is_a_link_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".site.lock");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &path).unwrap();
        assert!(matches!(Lock::take(path), Err(PublishError::Io { .. })));
        assert!(!folder.path().join("elsewhere").exists());
    }

    #[test]
    fn many_takers_never_hold_it_together() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".site.lock");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        let order = std::sync::atomic::Ordering::SeqCst;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..500 {
                        let Ok(lock) = Lock::take(path.clone()) else { continue };
                        assert_eq!(inside.fetch_add(1, order), 0);
                        inside.fetch_sub(1, order);
                        drop(lock);
                    }
                });
            }
        });
    }
}
