//! Where a site is published: the target, the names beside it, and whether the target may be replaced.
//!
//! In: the folder that the user named. Out: a [`Place`] with absolute paths, or what speaks against it. It must
//! not change the target, and makes nothing but the folders above it.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::{MARKER, MARKER_LINE, PublishError, Refusal};

/// How many names of one kind are tried; more than one is taken only if leftovers cannot be removed.
const NUMBERS: u32 = 10_000;

/// A target and its surroundings, by absolute path: a later change of the current folder moves nothing.
pub(super) struct Place {
    /// The folder that is replaced.
    pub(super) target: PathBuf,
    parent: PathBuf,
    name: OsString,
}

/// What stands at the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing.
    Missing,
    /// An empty folder.
    Empty,
    /// A site of this program.
    Site,
}

/// A kind of folder beside the target that only this program makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// A tree that is being written or removed: never whole for certain.
    Staging,
    /// The published tree while the new one takes its place in two steps: always whole.
    Old,
}

impl Beside {
    fn word(self) -> &'static str {
        match self {
            Beside::Staging => "staging",
            Beside::Old => "old",
        }
    }
}

impl Place {
    /// Finds the target's true place, and makes the folders above it if need be.
    pub(super) fn find(target: &Path) -> Result<Place, PublishError> {
        let Some(name) = target.file_name() else {
            // `/`, `.`, `..` and the like have no name of their own, but the folder they stand for may have.
            let real = fs::canonicalize(target).map_err(PublishError::io("find the folder", target))?;
            let refused = || PublishError::Refused { path: real.clone(), reason: Refusal::Root };
            return Place::at(
                real.parent().ok_or_else(refused)?,
                real.file_name().ok_or_else(refused)?.into(),
            );
        };
        let parent = target.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(PublishError::io("create the folder", parent))?;
        let parent = fs::canonicalize(parent).map_err(PublishError::io("find the folder", parent))?;
        Place::at(&parent, name.to_owned())
    }

    fn at(parent: &Path, name: OsString) -> Result<Place, PublishError> {
        Ok(Place { target: parent.join(&name), parent: parent.to_owned(), name })
    }

    /// The folder in which the target stands.
    pub(super) fn above(&self) -> &Path {
        &self.parent
    }

    /// The lock file.
    pub(super) fn lock(&self) -> PathBuf {
        self.parent.join(self.hidden(".lock"))
    }

    /// A path of this kind that is not taken.
    pub(super) fn free(&self, kind: Beside) -> Result<PathBuf, PublishError> {
        let prefix = self.prefix(kind);
        for number in 1..NUMBERS {
            let mut name = prefix.clone();
            name.push(number.to_string());
            let path = self.parent.join(name);
            if standing_at(&path)?.is_none() {
                return Ok(path);
            }
        }
        let full = io::Error::other("every name is taken");
        Err(PublishError::io("find a free name beside", &self.target)(full))
    }

    /// The folders of this kind beside the target; the newest name first.
    pub(super) fn siblings(&self, kind: Beside) -> Result<Vec<PathBuf>, PublishError> {
        let prefix = self.prefix(kind);
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.parent).map_err(PublishError::io("list", &self.parent))? {
            let entry = entry.map_err(PublishError::io("list", &self.parent))?;
            let name = entry.file_name();
            let number = name.as_bytes().strip_prefix(prefix.as_bytes()).and_then(number);
            let folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if let (Some(number), true) = (number, folder) {
                found.push((number, entry.path()));
            }
        }
        found.sort();
        Ok(found.into_iter().rev().map(|(_, path)| path).collect())
    }

    /// Judges what stands at the target; `inputs` are absolute and must not lie in it.
    pub(super) fn inspect(&self, inputs: &[PathBuf]) -> Result<Standing, PublishError> {
        let refuse = |reason| Err(PublishError::Refused { path: self.target.clone(), reason });
        let Some(found) = standing_at(&self.target)? else { return Ok(Standing::Missing) };
        if found.is_symlink() {
            return refuse(Refusal::Symlink);
        }
        if !found.is_dir() {
            return refuse(Refusal::NotAFolder);
        }
        if env::current_dir().is_ok_and(|current| current.starts_with(&self.target)) {
            return refuse(Refusal::HoldsCurrentFolder);
        }
        if let Some(input) = inputs.iter().find(|input| input.starts_with(&self.target)) {
            return refuse(Refusal::HoldsInput(input.clone()));
        }
        let above = fs::metadata(&self.parent).map_err(PublishError::io("look at", &self.parent))?;
        if above.dev() != found.dev() {
            return refuse(Refusal::MountPoint);
        }
        if standing_at(&self.target.join(".git"))?.is_some() {
            return refuse(Refusal::Repository);
        }
        if is_empty(&self.target)? {
            return Ok(Standing::Empty);
        }
        match marker(&self.target)? {
            None => refuse(Refusal::Foreign),
            Some(false) => refuse(Refusal::OtherMarker),
            Some(true) => Ok(Standing::Site),
        }
    }

    fn prefix(&self, kind: Beside) -> OsString {
        self.hidden(&format!(".{}-", kind.word()))
    }

    fn hidden(&self, ending: &str) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(ending);
        name
    }
}

/// Whether a folder is one that a switch put aside whole: a site, or the empty folder that was there before.
pub(super) fn is_whole(folder: &Path) -> Result<bool, PublishError> {
    Ok(marker(folder)? == Some(true) || is_empty(folder)?)
}

/// What stands at a path itself, links not followed.
pub(super) fn standing_at(path: &Path) -> Result<Option<fs::Metadata>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(PublishError::io("look at", path)(error)),
    }
}

/// Our numbers only: `.site.staging-notes` is somebody's folder.
fn number(digits: &[u8]) -> Option<u32> {
    let plain = digits.iter().all(u8::is_ascii_digit) && !digits.starts_with(b"0");
    std::str::from_utf8(digits).ok().filter(|_| plain)?.parse().ok().filter(|number| *number < NUMBERS)
}

fn is_empty(folder: &Path) -> Result<bool, PublishError> {
    let mut entries = fs::read_dir(folder).map_err(PublishError::io("list", folder))?;
    Ok(entries.next().is_none())
}

/// Whether the marker begins as it should, if there is one.
fn marker(folder: &Path) -> Result<Option<bool>, PublishError> {
    let path = folder.join(MARKER);
    match standing_at(&path)? {
        Some(found) if found.is_file() => {}
        _ => return Ok(None),
    }
    let mut start = Vec::new();
    let limit = MARKER_LINE.len() as u64 + 2;
    fs::File::open(&path)
        .and_then(|file| file.take(limit).read_to_end(&mut start))
        .map_err(PublishError::io("read", &path))?;
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    Ok(Some(line.strip_suffix(b"\r").unwrap_or(line) == MARKER_LINE.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_are_siblings() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::find(&folder.path().join("site")).unwrap();
        for name in ["1", "12", "9", "", "notes", "1a", "-1", "01", "+2", "99999999999"] {
            fs::create_dir(folder.path().join(format!(".site.staging-{name}"))).unwrap();
        }
        fs::create_dir(folder.path().join(".site2.staging-3")).unwrap();
        fs::write(folder.path().join(".site.staging-4"), "a file").unwrap();
        std::os::unix::fs::symlink("/tmp", folder.path().join(".site.staging-5")).unwrap();
        let found = place.siblings(Beside::Staging).unwrap();
        let ends: Vec<_> =
            found.iter().map(|path| path.to_string_lossy().rsplit('-').next().unwrap().to_owned()).collect();
        assert_eq!(ends, ["12", "9", "1"]);
        assert!(place.free(Beside::Staging).unwrap().ends_with(".site.staging-2"));
    }

    #[test]
    fn all_spellings_of_a_target_are_one_place() {
        let folder = tempfile::tempdir().unwrap();
        let real = fs::canonicalize(folder.path()).unwrap();
        fs::create_dir(real.join("a")).unwrap();
        for spelling in ["site", "site/", "./site", "a/../site", "site/."] {
            assert_eq!(Place::find(&real.join(spelling)).unwrap().target, real.join("site"), "{spelling}");
        }
        assert_eq!(Place::find(&real.join("a/..")).unwrap().target, real);
    }
}
