//! The one step by which a staged tree becomes the published one.
//!
//! In: a finished staging folder and a target whose lock is held. Out: the target is the new tree, and the path of
//! the old one, if any; on an error the target is the old tree. It must not look inside either.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::PublishError;
use super::place::{Beside, Place, Standing};

/// Makes `staged` the target; returns where the replaced tree now lies.
pub(super) fn switch(
    place: &Place,
    staged: &Path,
    standing: Standing,
) -> Result<Option<PathBuf>, PublishError> {
    if standing == Standing::Missing {
        fs::rename(staged, &place.target).map_err(PublishError::io("publish", &place.target))?;
        return Ok(None);
    }
    match renameat_with(CWD, staged, CWD, &place.target, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(Some(staged.to_owned())),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => in_two_steps(place, staged).map(Some),
        Err(errno) => Err(PublishError::io("publish", &place.target)(errno.into())),
    }
}

/// For file systems that cannot exchange: there is no target between the two renames, see `leftovers`.
fn in_two_steps(place: &Place, staged: &Path) -> Result<PathBuf, PublishError> {
    let aside = place.free(Beside::Old)?;
    fs::rename(&place.target, &aside).map_err(PublishError::io("put aside", &place.target))?;
    if let Err(cause) = fs::rename(staged, &place.target) {
        return Err(put_back(place, &aside, cause));
    }
    // The old tree leaves its name before it is taken apart, so that whatever bears that name is whole.
    // Should this fail, it is removed under the old name: there is a target, so nothing is recovered from it.
    Ok(if fs::rename(&aside, staged).is_ok() { staged.to_owned() } else { aside })
}

/// Undoes the first step after the second one failed.
fn put_back(place: &Place, aside: &Path, cause: io::Error) -> PublishError {
    match fs::rename(aside, &place.target) {
        Ok(()) => PublishError::io("publish", &place.target)(cause),
        Err(cause) => PublishError::io("put back (the next build tries again) the old site", aside)(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> (tempfile::TempDir, Place, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::find(&folder.path().join("site")).unwrap();
        let staged = place.free(Beside::Staging).unwrap();
        fs::create_dir(&staged).unwrap();
        fs::write(staged.join("index.html"), "new").unwrap();
        fs::create_dir(&place.target).unwrap();
        fs::write(place.target.join("index.html"), "old").unwrap();
        (folder, place, staged)
    }

    fn read(folder: &Path) -> String {
        fs::read_to_string(folder.join("index.html")).unwrap()
    }

    #[test]
    fn both_ways_end_alike() {
        for way in [
            |place: &Place, staged: &Path| switch(place, staged, Standing::Site).map(Option::unwrap),
            in_two_steps,
        ] {
            let (folder, place, staged) = scene();
            let old = way(&place, &staged).unwrap();
            assert_eq!((read(&place.target).as_str(), read(&old).as_str()), ("new", "old"));
            assert_eq!(old, staged);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        }
    }

    #[test]
    fn when_the_second_rename_fails_the_old_site_is_put_back() {
        let (folder, place, staged) = scene();
        fs::remove_dir_all(&staged).unwrap();
        let error = in_two_steps(&place, &staged).unwrap_err();
        assert!(matches!(error, PublishError::Io { action: "publish", .. }), "{error}");
        assert_eq!(read(&place.target), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
