//! The frozen editions of a project: their data, so that they can be compared, and what their manifests say, so that a site can
//! carry them.
//!
//! In: a project's folder. Out: where the data lie, or each edition with its files. It must not judge their contents: files are compared
//! with the manifest when they are copied, and data are taken apart by `edition`.
#![expect(clippy::disallowed_methods, reason = "the reading shell")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::MAX_EDITION;
use super::folder::ReadError;
use crate::archive::{MANIFEST, MAX_TAG_FILE, Manifest, SIGNATURE, is_edition_name};
use crate::bilingual::{Bilingual, Lang, both};
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::model::{Edition, FrozenFile, from_digits, sha256};

/// The folder of editions below the project's, and below a site's.
pub const EDITIONS: &str = "editions";

/// Where the data of an edition stands below its folder.
pub const EDITION_DATA: &str = "site/data/edition.json";

/// A file that holds the data of an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Where it stands.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

impl DataFile {
    /// Its bytes, from the first.
    ///
    /// # Errors
    /// What the world says.
    pub fn open(&self) -> io::Result<File> {
        File::open(&self.path)
    }

    /// All of them.
    ///
    /// # Errors
    /// What the world says; they are more than they were.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.bytes).unwrap_or_default());
        self.open()?.take(self.bytes.saturating_add(1)).read_to_end(&mut bytes)?;
        match bytes.len() as u64 > self.bytes {
            true => Err(io::Error::other("the file grew while it was read")),
            false => Ok(bytes),
        }
    }
}

/// The names of signatures beside a manifest.
const SIGNATURES: [&str; 2] = [SIGNATURE, "manifest.json.sig"];

/// An edition as it lies in the archive.
#[derive(Clone, Debug)]
pub struct Archived {
    /// What a site knows of it.
    pub edition: Edition,
    /// Its folder.
    pub folder: PathBuf,
}

/// Why the editions cannot be carried.
#[derive(Debug)]
pub enum EditionsError {
    /// The world kept a file from being read.
    World(ReadError),
    /// An edition has no manifest, or one that was altered.
    Damaged(PathBuf),
}

/// The names and folders of the editions of a project. What a freeze is still writing, or what a system keeps, begins with a dot.
fn folders(root: &Path) -> Result<Vec<(String, PathBuf)>, ReadError> {
    let top = root.join(EDITIONS);
    if fs::symlink_metadata(&top).is_err() {
        return Ok(Vec::new());
    }
    let failed = |cause| ReadError { path: top.clone(), cause };
    let mut folders = Vec::new();
    for entry in fs::read_dir(&top).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().map_err(failed)?.is_dir() && !name.starts_with('.') {
            folders.push((name, entry.path()));
        }
    }
    folders.sort();
    Ok(folders)
}

/// The names of the folders of editions with the files of their data.
pub type DataFiles = Vec<(String, DataFile)>;

/// The data of all editions of a project, by the names of their folders; what has none comes as faults.
///
/// # Errors
/// [`ReadError`] where the world keeps a folder from being read.
pub fn data(root: &Path) -> Result<(DataFiles, Vec<Diagnostic>), ReadError> {
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for (name, folder) in folders(root)? {
        match data_at(&folder)? {
            Ok(file) => files.push((name, file)),
            Err(detail) => {
                faults.push(unreadable(&format!("{EDITIONS}/{name}"), |lang| detail.get(lang).to_owned()));
            }
        }
    }
    Ok((files, faults))
}

/// The data of an edition at a path: its folder, its site, or the file itself; or why there are none.
///
/// # Errors
/// [`ReadError`] where the world keeps the file from being looked at.
pub fn data_at(path: &Path) -> Result<Result<DataFile, Bilingual>, ReadError> {
    let places = [path.join(EDITION_DATA), path.join("data/edition.json"), path.to_owned()];
    let is_file = |path: &PathBuf| fs::symlink_metadata(path).is_ok_and(|known| known.is_file());
    let Some(path) = places.into_iter().find(is_file) else {
        return Ok(Err(both("没有 data/edition.json", "there is no data/edition.json")));
    };
    let bytes = match fs::symlink_metadata(&path) {
        Ok(found) => found.len(),
        Err(cause) => return Err(ReadError { path, cause }),
    };
    let is_small = bytes <= MAX_EDITION;
    Ok(if is_small { Ok(DataFile { path, bytes }) } else { Err(both("文件过大", "too large")) })
}

/// The fault of an edition that cannot be read.
pub fn unreadable(path: &str, detail: impl Fn(Lang) -> String) -> Diagnostic {
    Diagnostic::new(&catalogue::EDITION_UNREADABLE, Origin::Project)
        .with("path", path)
        .with_each("detail", detail)
}

/// The editions of a project with all that is in them, by their day and name.
///
/// # Errors
/// [`EditionsError`].
pub fn archived(root: &Path) -> Result<Vec<Archived>, EditionsError> {
    let folders = folders(root).map_err(EditionsError::World)?;
    let mut all: Vec<Archived> =
        folders.iter().map(|(name, folder)| edition(folder, name)).collect::<Result<_, _>>()?;
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
    let frozen = |path: &str, bytes: u64, sha256: &str| {
        let sha256 = from_digits(sha256).ok_or_else(damaged)?;
        Ok(FrozenFile { path: path.into(), bytes, sha256 })
    };
    let listed = manifest.files.iter().map(|file| frozen(&file.path, file.bytes, &file.sha256));
    let mut files: Vec<FrozenFile> = listed.collect::<Result<_, EditionsError>>()?;
    // Neither the manifest nor what is signed over it is listed.
    files.push(frozen(MANIFEST, bytes.len() as u64, &sha256([&bytes]))?);
    let mut is_signed = false;
    for signature in SIGNATURES {
        let path = folder.join(signature);
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_file() && found.len() < 1 << 20) {
            let bytes = fs::read(&path).map_err(world(&path))?;
            files.push(frozen(signature, bytes.len() as u64, &sha256([&bytes]))?);
            is_signed |= signature == SIGNATURE;
        }
    }
    files.sort_unstable();
    let bag = manifest.file(&format!("{name}.zip"));
    let edition = Edition {
        name: name.into(),
        as_of: manifest.as_of.as_str().into(),
        digest: manifest.digest.as_str().into(),
        size: (manifest.files.len(), manifest.bytes()),
        bag: bag.map(|file| (file.bytes, file.sha256.as_str().into(), file.sm3.as_deref().map(Into::into))),
        is_signed,
        files: files.into(),
    };
    Ok(Archived { edition, folder: folder.to_owned() })
}

fn world(path: &Path) -> impl FnOnce(std::io::Error) -> EditionsError {
    let path = path.to_owned();
    move |cause| EditionsError::World(ReadError { path, cause })
}
