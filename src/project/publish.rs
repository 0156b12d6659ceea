//! A build: the site is made, the editions are copied into it, and it takes the place of the one before.
//!
//! In: what was read, and where the site goes. Out: [`Built`]. It must not write: that is the staging folder's.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::load::Loaded;
use super::{Built, Step, Watch};
use crate::assess::assess;
use crate::diagnostic::Diagnostic;
use crate::publish::{Pieces, PublishError, Releases, Staging};
use crate::read::editions::{self, Archived, EDITIONS, EditionsError};
use crate::read::folder::ReadError;
use crate::site::{self, Failure, Sink};

/// Where a site goes.
#[derive(Clone, Debug)]
pub enum Target {
    /// A folder that is replaced.
    Folder(PathBuf),
    /// A folder of releases, of which so many stay.
    Releases(PathBuf, usize),
}

impl Target {
    /// What is served.
    pub fn shown(&self) -> PathBuf {
        match self {
            Target::Folder(folder) => folder.clone(),
            Target::Releases(folder, _) => folder.join("current"),
        }
    }
}

/// The frozen editions of a project.
pub(super) fn carried(root: &Path) -> Result<Vec<Archived>, PublishError> {
    editions::archived(root).map_err(|error| match error {
        EditionsError::World(ReadError { path, cause }) => PublishError::Io { action: "read", path, cause },
        EditionsError::Damaged(path) => PublishError::Damaged { path },
    })
}

/// Copies editions into the site that is being made, byte for byte.
fn carry(staging: &Staging, all: &[Archived], watch: Watch<'_>) -> Result<(), PublishError> {
    let count = all.iter().map(|archived| archived.edition.files.len()).sum();
    let done = AtomicUsize::new(0);
    all.iter().try_for_each(|archived| {
        let folder = format!("{EDITIONS}/{}", archived.edition.name);
        archived.edition.files.par_iter().try_for_each(|file| {
            staging.carry(&format!("{folder}/{}", file.path), &archived.folder.join(&*file.path), file)?;
            watch(Step::Carrying, done.fetch_add(1, Ordering::Relaxed) + 1, count);
            Ok(())
        })
    })
}

/// Makes the site from what was read, and puts it in its place.
pub(super) fn publish(
    root: &Path,
    target: &Target,
    (loaded, carried): (&Loaded, &[Archived]),
    faults: &mut Vec<Diagnostic>,
    watch: Watch<'_>,
) -> Result<Built, Failure<PublishError>> {
    let Some((project, theme)) = &loaded.project else { return Err(Failure::Faults(Vec::new())) };
    let folders: Vec<_> =
        ["content", "seeds", "themes", "editions"].iter().map(|name| root.join(name)).collect();
    let mut apart: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    apart.push(root);
    let (releases, staging) = match target {
        Target::Folder(folder) => (None, Staging::begin_apart_from(folder, &apart).map_err(Failure::Sink)?),
        Target::Releases(folder, keep) => {
            let (releases, staging) = Releases::begin(folder).map_err(Failure::Sink)?;
            (Some((releases, *keep)), staging)
        }
    };
    watch(Step::Composing, 0, 0);
    match site::compose_after(&assess(project), theme, &loaded.past.editions, &staging, faults) {
        Ok(composed) => {
            carry(&staging, carried, watch).map_err(Failure::Sink)?;
            watch(Step::Flushing, 0, 0);
            let inputs = loaded.inputs_digest();
            staging.put_manifest(project.site.as_of.to_string(), inputs).map_err(Failure::Sink)?;
            let published = match releases {
                None => staging.publish(),
                Some((releases, keep)) => releases.publish(staging, keep).map(|released| released.published),
            };
            let at = target.shown();
            published.map(|published| Built { composed, published, at }).map_err(Failure::Sink)
        }
        Err(Failure::Faults(found)) => {
            faults.extend(found);
            Err(Failure::Faults(Vec::new()))
        }
        Err(failure) => Err(failure),
    }
}

impl Sink for Staging {
    type Error = PublishError;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        Staging::put(self, path, bytes)
    }

    fn put_pieces(&self, path: &str, write: Pieces<'_>) -> Result<(), PublishError> {
        Staging::put_pieces(self, path, write)
    }

    fn earlier(&self, path: &str) -> Option<Vec<u8>> {
        Staging::published(self, path)
    }
}
