//! Releases in a folder of their own, and a link to the current one.
//!
//! In: the folder. Out: `releases/NNNN` with the new site, whole and on the disk, then `current` pointing to it, in one step;
//! old releases beyond the last few are removed. It must not touch a release that `current` points to, or any folder whose name
//! is not a number.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::freeze::{flush, flush_folder};
use super::lock::Lock;
use super::place::{Place, is_whole, standing_at};
use super::{PublishError, Published, Refusal, Staging};

/// The folder of the releases.
const RELEASES: &str = "releases";

/// The link to the one that is served.
const CURRENT: &str = "current";

/// The link before it takes its place.
const NEXT: &str = ".current.next";

/// Releases that are about to get a new one.
pub struct Releases {
    root: PathBuf,
    name: String,
    /// The release to which the link leads now.
    current: Option<String>,
}

/// What was released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// The release to which `current` now leads.
    pub name: String,
    /// Whether it is new; otherwise the current one is the same to the byte, and stays.
    pub is_new: bool,
    /// What it holds.
    pub published: Published,
}

impl Releases {
    /// Locks the folder, cleans up after killed builds and makes an empty staging folder for the next release.
    ///
    /// # Errors
    /// `Refused` where `current` is no link or the file system has none, `Busy` if another build runs, `Io` if the world fails.
    pub fn begin(root: &Path) -> Result<(Releases, Staging), PublishError> {
        let releases = root.join(RELEASES);
        fs::create_dir_all(&releases).map_err(PublishError::io("create the folder", &releases))?;
        let root = fs::canonicalize(root).map_err(PublishError::io("find the folder", root))?;
        let lock = Lock::take(root.join(".current.lock"))?;
        let current = current(&root)?;
        check_links(&root)?;
        let releases = root.join(RELEASES);
        clear(&releases)?;
        let last = numbers(&releases)?.last().copied().unwrap_or(0);
        let name = format!("{:04}", last + 1);
        let place = Place::find(&releases.join(&name))?;
        let earlier = match &current {
            Some(name) if is_whole(&releases.join(name)).unwrap_or(false) => Some(releases.join(name)),
            _ => None,
        };
        let staging = Staging::make_beside(place, earlier, lock)?;
        Ok((Releases { root, name, current }, staging))
    }

    /// Makes the staged site the next release and the current one; `keep` releases stay, the current one among them.
    ///
    /// # Errors
    /// As [`Staging::publish`]. Until the link is exchanged, the current release is as it was; an old one that cannot be removed is
    /// a warning.
    pub fn publish(self, mut staging: Staging, keep: usize) -> Result<Released, PublishError> {
        let Releases { root, name, current } = self;
        staging.mark()?;
        let mut published = staging.so_far();
        if let Some(current) = current.as_ref().filter(|_| published.linked == published.files) {
            // Every file is that of the current release, and its manifest lists no other.
            let name = current.clone();
            return Ok(Released { name, is_new: false, published });
        }
        let releases = root.join(RELEASES);
        flush(&staging.folder)?;
        fs::rename(&staging.folder, &staging.place.target)
            .map_err(PublishError::io("publish", &staging.place.target))?;
        staging.finished = true;
        flush_folder(&releases)?;
        point(&root, &name)?;
        flush_folder(&root)?;
        published.leftover = prune(&releases, &name, keep)?;
        Ok(Released { name, is_new: true, published })
    }
}

/// The release to which the link leads; none where there is no link yet, or it leads nowhere.
fn current(root: &Path) -> Result<Option<String>, PublishError> {
    let path = root.join(CURRENT);
    let Some(found) = standing_at(&path)? else { return Ok(None) };
    if !found.is_symlink() {
        return Err(PublishError::Refused { path, reason: Refusal::NotALink });
    }
    let target = fs::read_link(&path).map_err(PublishError::io("look at", &path))?;
    let name = target.strip_prefix(RELEASES).ok().and_then(Path::to_str).map(str::to_owned);
    Ok(name.filter(|name| number(name).is_some() && root.join(RELEASES).join(name).is_dir()))
}

/// Whether the file system has links, found out before anything is written.
fn check_links(root: &Path) -> Result<(), PublishError> {
    let next = root.join(NEXT);
    let _ = fs::remove_file(&next);
    match symlink(RELEASES, &next) {
        Ok(()) => fs::remove_file(&next).map_err(PublishError::io("write", &next)),
        Err(error)
            if matches!(error.kind(), io::ErrorKind::Unsupported) || error.raw_os_error() == Some(1) =>
        {
            Err(PublishError::Refused { path: root.to_owned(), reason: Refusal::NoLinks })
        }
        Err(error) => Err(PublishError::io("write", &next)(error)),
    }
}

/// Lets the link lead to a release, in one step.
fn point(root: &Path, name: &str) -> Result<(), PublishError> {
    let (next, path) = (root.join(NEXT), root.join(CURRENT));
    symlink(Path::new(RELEASES).join(name), &next).map_err(PublishError::io("write", &next))?;
    fs::rename(&next, &path).map_err(PublishError::io("publish", &path))
}

/// The number of a release's name: digits, at least four.
fn number(name: &str) -> Option<u32> {
    let is_plain = name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_digit());
    name.parse().ok().filter(|_| is_plain)
}

/// The numbers of the releases, in order.
fn numbers(releases: &Path) -> Result<Vec<u32>, PublishError> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(releases).map_err(PublishError::io("list", releases))? {
        let entry = entry.map_err(PublishError::io("list", releases))?;
        numbers.extend(entry.file_name().to_str().and_then(number));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Removes what killed builds left: `.NNNN.staging-N`, which is ours alone.
fn clear(releases: &Path) -> Result<(), PublishError> {
    for entry in fs::read_dir(releases).map_err(PublishError::io("list", releases))? {
        let entry = entry.map_err(PublishError::io("list", releases))?;
        let name = entry.file_name();
        let is_ours =
            name.to_str().and_then(|name| name.strip_prefix('.')?.split_once(".staging-")).is_some_and(
                |(release, turn)| number(release).is_some() && turn.bytes().all(|byte| byte.is_ascii_digit()),
            );
        if is_ours {
            // What withstands removal is tried again by the next build.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    Ok(())
}

/// Removes old releases but for the last few; returns one that withstood.
fn prune(releases: &Path, current: &str, keep: usize) -> Result<Option<PathBuf>, PublishError> {
    let names: Vec<String> = numbers(releases)?.into_iter().map(|number| format!("{number:04}")).collect();
    let others: Vec<&String> = names.iter().filter(|name| *name != current).collect();
    let surplus = (others.len() + 1).saturating_sub(keep.max(1));
    let mut stuck = None;
    for name in others.into_iter().take(surplus) {
        let folder = releases.join(name);
        // Another folder than a site of ours is nobody's release.
        if is_whole(&folder)? {
            // Out of its name first: whatever bears a number is whole.
            let aside = releases.join(format!(".{name}.staging-0"));
            if fs::rename(&folder, &aside).and_then(|()| fs::remove_dir_all(&aside)).is_err() {
                stuck = Some(folder);
            }
        }
    }
    Ok(stuck)
}
