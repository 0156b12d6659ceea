//! The frozen editions of a project: what their manifests say, so that a site can carry them.
//!
//! In: a project's folder. Out: each edition with its files. It must not judge their contents: they are compared with the manifest
//! when they are copied.
#![expect(clippy::disallowed_methods, reason = "the reading shell")]

use std::fs;
use std::path::{Path, PathBuf};

use super::folder::ReadError;
use crate::archive::{MANIFEST, MAX_TAG_FILE, Manifest, SIGNATURE, is_edition_name};
use crate::model::Edition;

/// The folder of editions below the project's, and below a site's.
pub const EDITIONS: &str = "editions";

/// The names of signatures beside a manifest.
const SIGNATURES: [&str; 2] = [SIGNATURE, "manifest.json.sig"];

/// An edition as it lies in the archive.
#[derive(Clone, Debug)]
pub struct Archived {
    /// What a site knows of it.
    pub edition: Edition,
    /// Its folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
    /// The manifest and the signatures over it, by their names: the files that no manifest lists.
    pub unlisted: Vec<(&'static str, Vec<u8>)>,
}

/// Why the editions cannot be carried.
#[derive(Debug)]
pub enum EditionsError {
    /// The world kept a file from being read.
    World(ReadError),
    /// An edition has no manifest, or one that was altered.
    Damaged(PathBuf),
}

/// The editions of a project, by their day and name.
///
/// # Errors
/// [`EditionsError`].
pub fn editions(root: &Path) -> Result<Vec<Archived>, EditionsError> {
    let top = root.join(EDITIONS);
    if fs::symlink_metadata(&top).is_err() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(&top).map_err(world(&top))? {
        let entry = entry.map_err(world(&top))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && !name.starts_with('.') {
            all.push(edition(&entry.path(), &name)?);
        }
    }
    all.sort_by(|one, other| {
        let key = |archived: &Archived| (archived.edition.as_of.clone(), archived.edition.name.clone());
        key(one).cmp(&key(other))
    });
    Ok(all)
}

fn edition(folder: &Path, name: &str) -> Result<Archived, EditionsError> {
    let path = folder.join(MANIFEST);
    let damaged = || EditionsError::Damaged(path.clone());
    let found = fs::symlink_metadata(&path).map_err(|_| damaged())?;
    if !found.is_file() || found.len() > MAX_TAG_FILE || !is_edition_name(name) {
        return Err(damaged());
    }
    let bytes = fs::read(&path).map_err(world(&path))?;
    let manifest = Manifest::parse(&bytes).map_err(|_| damaged())?;
    if manifest.edition.as_deref() != Some(name) {
        return Err(damaged());
    }
    let mut unlisted = vec![(MANIFEST, bytes)];
    for signature in SIGNATURES {
        let path = folder.join(signature);
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_file() && found.len() < 1 << 20) {
            unlisted.push((signature, fs::read(&path).map_err(world(&path))?));
        }
    }
    let bag = manifest.file(&format!("{name}.zip"));
    let site =
        manifest.files.iter().filter_map(|file| Some((file.path.strip_prefix("site/")?, &file.sha256)));
    let edition = Edition {
        name: name.into(),
        as_of: manifest.as_of.as_str().into(),
        digest: manifest.digest.as_str().into(),
        size: (manifest.files.len(), manifest.bytes()),
        bag: bag.map(|file| (file.bytes, file.sha256.as_str().into(), file.sm3.as_deref().map(Into::into))),
        is_signed: unlisted.iter().any(|(name, _)| *name == SIGNATURE),
        files: site.map(|(path, digits)| (path.into(), digits.as_str().into())).collect(),
    };
    Ok(Archived { edition, folder: folder.to_owned(), manifest, unlisted })
}

fn world(path: &Path) -> impl FnOnce(std::io::Error) -> EditionsError {
    let path = path.to_owned();
    move |cause| EditionsError::World(ReadError { path, cause })
}
