//! The part of the reading shell that touches files.
//!
//! In: a project's folder. Out: the texts of `content/` and `seeds/` and the files of a theme. It must not write,
//! follow links, read outside the project, or take anything apart.
#![expect(clippy::disallowed_methods, reason = "the reading shell")]

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::WalkDir;

use super::SITE_FILE;
use crate::diagnostic::{Diagnostic, Origin, Sources, catalogue};

/// The largest file that is read, in bytes.
pub const MAX_FILE: u64 = 64 * 1024 * 1024;

/// The world kept a file from being read.
#[derive(Debug)]
pub struct ReadError {
    /// The file or folder.
    pub path: PathBuf,
    /// The cause.
    pub cause: io::Error,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.cause)
    }
}

impl std::error::Error for ReadError {}

/// Reads the texts of `content/` and `seeds/` in the order of their paths.
///
/// # Errors
/// [`ReadError`] where the world keeps a file from being read. What is wrong with a file itself comes as faults.
pub fn texts(root: &Path) -> Result<(Sources, Vec<Diagnostic>), ReadError> {
    let mut sources = Sources::default();
    let mut faults = Vec::new();
    let mut paths = Vec::new();
    for folder in ["content", "seeds"] {
        list(root, folder, &mut paths, &mut faults)?;
    }
    paths.sort();
    let read: Vec<Result<Text, ReadError>> =
        paths.par_iter().map(|path| text(&root.join(path))).collect();
    for (path, text) in paths.iter().zip(read) {
        match text? {
            Text::Good(text) => {
                sources.add(path.as_str(), text);
            }
            Text::NotUtf8 { byte } => {
                let file = sources.add(path.as_str(), "");
                let fault = Diagnostic::new(&catalogue::NOT_UTF8, Origin::File(file));
                faults.push(fault.with("byte", byte.to_string()));
            }
            Text::TooLarge { size } => {
                let file = sources.add(path.as_str(), "");
                let fault = Diagnostic::new(&catalogue::FILE_TOO_LARGE, Origin::File(file));
                faults.push(fault.with("size", size.to_string()).with("limit", MAX_FILE.to_string()));
            }
        }
    }
    if !paths.iter().any(|path| path == SITE_FILE) {
        faults.push(Diagnostic::new(&catalogue::NO_SITE, Origin::Project));
    }
    Ok((sources, faults))
}

enum Text {
    Good(String),
    NotUtf8 { byte: usize },
    TooLarge { size: u64 },
}

fn text(path: &Path) -> Result<Text, ReadError> {
    let failed = |cause| ReadError { path: path.to_owned(), cause };
    let size = fs::symlink_metadata(path).map_err(failed)?.len();
    if size > MAX_FILE {
        return Ok(Text::TooLarge { size });
    }
    Ok(match String::from_utf8(fs::read(path).map_err(failed)?) {
        Ok(text) => Text::Good(text),
        Err(error) => Text::NotUtf8 { byte: error.utf8_error().valid_up_to() + 1 },
    })
}

fn list(
    root: &Path,
    folder: &str,
    paths: &mut Vec<String>,
    faults: &mut Vec<Diagnostic>,
) -> Result<(), ReadError> {
    let top = root.join(folder);
    if !top.is_dir() {
        return Ok(());
    }
    for entry in WalkDir::new(&top).follow_links(false) {
        let entry = entry.map_err(|error| ReadError {
            path: error.path().unwrap_or(&top).to_owned(),
            cause: error.into(),
        })?;
        let hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        if hidden || entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let path = below.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file() {
            paths.push(path);
        } else {
            faults.push(Diagnostic::new(&catalogue::SYMBOLIC_LINK, Origin::Project).with("path", path));
        }
    }
    Ok(())
}

/// The files of `themes/<name>/` as paths below it and bytes; none where the project has no such folder.
///
/// # Errors
/// [`ReadError`] where the world keeps a file from being read.
pub fn theme(root: &Path, name: &str) -> Result<Vec<(String, Vec<u8>)>, ReadError> {
    let top = root.join("themes").join(name);
    let (mut paths, mut links) = (Vec::new(), Vec::new());
    list(&top, "", &mut paths, &mut links)?;
    paths.sort();
    paths
        .into_iter()
        .filter(|path| !path.starts_with("fonts/"))
        .map(|path| {
            let full = top.join(&path);
            fs::read(&full).map(|bytes| (path, bytes)).map_err(|cause| ReadError { path: full, cause })
        })
        .collect()
}
