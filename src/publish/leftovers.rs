//! Puts right what a killed build left beside the target.
//!
//! In: a place whose lock is held. Out: the target as the last whole site, the names beside it free; what could
//! not be removed is returned, for it hinders nobody. It must not touch the target if there is one.

use std::fs;
use std::path::PathBuf;

use super::PublishError;
use super::place::{Beside, Place, is_whole, standing_at};

/// Recovers, then cleans; returns the folders that withstood removal.
pub(super) fn clear(place: &Place) -> Result<Vec<PathBuf>, PublishError> {
    recover(place)?;
    let mut rest = place.siblings(Beside::Staging)?;
    rest.extend(place.siblings(Beside::Old)?);
    rest.retain(|folder| fs::remove_dir_all(folder).is_err());
    Ok(rest)
}

/// A kill between the two renames of a switch leaves no target: the tree put aside takes its place again.
fn recover(place: &Place) -> Result<(), PublishError> {
    if standing_at(&place.target)?.is_some() {
        return Ok(());
    }
    for old in place.siblings(Beside::Old)? {
        if is_whole(&old)? {
            return fs::rename(&old, &place.target).map_err(PublishError::io("put back", &old));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::publish::{MARKER, MARKER_LINE};

    fn site(folder: &Path, text: &str) {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join(MARKER), format!("{MARKER_LINE}\n")).unwrap();
        fs::write(folder.join("index.html"), text).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_old_site_comes_back_only_if_it_is_whole_and_missed() {
        for (target, whole, expected) in [
            (false, true, Some("old")),
            (true, true, Some("target")),
            (false, false, None),
            (true, false, Some("target")),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let place = Place::find(&folder.path().join("site")).unwrap();
            if target {
                site(&place.target, "target");
            }
            site(&folder.path().join(".site.old-1"), "old");
            site(&folder.path().join(".site.staging-1"), "new, but never published");
            if !whole {
                fs::remove_file(folder.path().join(".site.old-1").join(MARKER)).unwrap();
            }
            assert!(clear(&place).unwrap().is_empty());
            assert_eq!(fs::read_to_string(place.target.join("index.html")).ok().as_deref(), expected);
            assert_eq!(names(folder.path()), expected.map_or(vec![], |_| vec!["site".to_owned()]));
        }
    }
}
