//! The part of the reading shell that touches files.
//!
//! In: a project's folder. Out: the texts of `content/` and `seeds/` and the files of themes. It must not write,
//! follow links, read outside the project, or take anything apart.
#![expect(clippy::disallowed_methods, reason = "the reading shell")]

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::theme::{self, SETTINGS, Settings};
use super::{SITE_FILE, content};
use crate::bilingual::both;
use crate::diagnostic::{Diagnostic, FileId, Origin, Sources, catalogue};

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
    let (mut sources, kept, faults) = each(root, |(): &mut (), _, _, text| text.map(str::to_owned))?;
    for (id, text) in (0u32..).map(FileId).zip(kept) {
        text.into_iter().for_each(|text| sources.give_back(id, text));
    }
    Ok((sources, faults))
}

/// What was read, what was made of each file, and the faults.
pub type Looked<T> = (Sources, Vec<T>, Vec<Diagnostic>);

/// Reads the texts of `content/` and `seeds/` in the order of their paths, makes something of each and lets it go; `look` is given
/// the number, the path and the text of a file, without a text where it could not be read as one, and what it keeps from one file to
/// the next of those that a thread reads.
///
/// # Errors
/// As [`texts`].
pub fn each<K: Default, T: Send>(
    root: &Path,
    look: impl Fn(&mut K, FileId, &str, Option<&str>) -> T + Sync,
) -> Result<Looked<T>, ReadError> {
    let mut sources = Sources::default();
    let (mut faults, mut looked) = (Vec::new(), Vec::new());
    let mut entries = Vec::new();
    for folder in ["content", "seeds"] {
        list(root, folder, &mut entries)?;
    }
    entries.sort();
    let one = |kept: &mut K, (number, entry): (usize, &Entry)| {
        let file = FileId(u32::try_from(number).unwrap_or(u32::MAX));
        let text = text(root, entry)?;
        let made = look(kept, file, &entry.path, text.as_deref().ok());
        Ok((text.err(), made))
    };
    let read: Vec<Result<(Option<Refused>, T), ReadError>> =
        entries.par_iter().enumerate().map_init(K::default, one).collect();
    for (entry, read) in entries.iter().zip(read) {
        let (refused, made) = read?;
        looked.push(made);
        let Some(refused) = refused else {
            sources.add_let_go(entry.path.as_str());
            continue;
        };
        let file = sources.add_unread(entry.path.as_str());
        let fault = |fault| Diagnostic::new(fault, Origin::File(file)).with("path", &entry.path);
        faults.push(match refused {
            Refused::Misplaced => super::misplaced(file, &entry.path),
            Refused::Link => fault(&catalogue::SYMBOLIC_LINK),
            Refused::TooLarge { size } => fault(&catalogue::FILE_TOO_LARGE)
                .with("size", size.to_string())
                .with("limit", MAX_FILE.to_string()),
            Refused::NotUtf8 { line, byte } => {
                fault(&catalogue::NOT_UTF8).with("line", line.to_string()).with("byte", byte.to_string())
            }
        });
    }
    names(&entries, &sources, &mut faults);
    if !entries.iter().any(|entry| entry.path == SITE_FILE) {
        faults.push(Diagnostic::new(&catalogue::NO_SITE, Origin::Project));
    }
    Ok((sources, looked, faults))
}

/// A text of the project once more.
///
/// # Errors
/// [`ReadError`] where the world keeps it from being read, or where it is no text any more.
pub fn again(root: &Path, path: &str) -> Result<String, ReadError> {
    let path = root.join(path);
    fs::read_to_string(&path).map_err(|cause| ReadError { path, cause })
}

/// A file of the project, its bytes from the first.
///
/// # Errors
/// What the world says.
pub fn opened(root: &Path, path: &str) -> io::Result<fs::File> {
    fs::File::open(root.join(path))
}

/// The bytes of a file that a person named, wherever it lies.
///
/// # Errors
/// [`ReadError`] where the world keeps it from being read, or where it is larger than [`MAX_FILE`].
pub fn file(path: &Path) -> Result<Vec<u8>, ReadError> {
    let failed = |cause| ReadError { path: path.to_path_buf(), cause };
    if fs::metadata(path).map_err(failed)?.len() > MAX_FILE {
        return Err(failed(io::ErrorKind::FileTooLarge.into()));
    }
    fs::read(path).map_err(failed)
}

/// Reports names that are lost or refused where the project is copied to Windows or macOS. Files have the ids of their entries.
fn names(entries: &[Entry], sources: &Sources, faults: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (entry, (file, _)) in entries.iter().zip(sources.iter()) {
        let path = &entry.path;
        if path.split('/').any(is_unportable) {
            faults.push(Diagnostic::new(&catalogue::UNPORTABLE_NAME, Origin::File(file)).with("path", path));
        }
        let folded: String = path.nfc().collect::<String>().to_lowercase();
        match seen.get(&folded) {
            None => _ = seen.insert(folded, path),
            Some(other) => faults.push(
                Diagnostic::new(&catalogue::PATH_CLASH, Origin::File(file))
                    .with("path", path)
                    .with("other", *other),
            ),
        }
    }
}

/// Whether Windows refuses a name.
fn is_unportable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    crate::language::is_device(stem.trim_end())
        || name.ends_with(['.', ' '])
        || name.contains(['<', '>', ':', '"', '|', '?', '*', '\\'])
        || name.chars().any(char::is_control)
}

/// What is found in a folder, with its path below the root.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    path: String,
    /// Whether it is a file, and not a link or something else that is not followed.
    is_file: bool,
    /// Whether its name is UTF-8, so that the path is its own.
    is_named: bool,
}

/// Why a file is not read as text.
enum Refused {
    /// A file that does not belong to a project: its name is the fault, and it is not opened.
    Misplaced,
    Link,
    NotUtf8 {
        line: usize,
        byte: usize,
    },
    TooLarge {
        size: u64,
    },
}

fn text(root: &Path, entry: &Entry) -> Result<Result<String, Refused>, ReadError> {
    if !entry.is_file {
        return Ok(Err(Refused::Link));
    }
    if !entry.is_named || content(&entry.path).is_none() {
        return Ok(Err(Refused::Misplaced));
    }
    let path = &root.join(&entry.path);
    let failed = |cause| ReadError { path: path.clone(), cause };
    let size = fs::symlink_metadata(path).map_err(failed)?.len();
    if size > MAX_FILE {
        return Ok(Err(Refused::TooLarge { size }));
    }
    Ok(String::from_utf8(fs::read(path).map_err(failed)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good].iter().filter(|byte| **byte == b'\n').count();
        Refused::NotUtf8 { line, byte: good + 1 }
    }))
}

fn list(root: &Path, folder: &str, entries: &mut Vec<Entry>) -> Result<(), ReadError> {
    let top = root.join(folder);
    if fs::symlink_metadata(&top).is_err() {
        return Ok(());
    }
    let is_hidden =
        |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let found = WalkDir::new(&top).follow_links(false).follow_root_links(false).into_iter();
    for entry in found.filter_entry(|entry| !is_hidden(entry)) {
        let entry = entry.map_err(|error| ReadError {
            path: error.path().unwrap_or(&top).to_owned(),
            cause: error.into(),
        })?;
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        entries.push(Entry {
            path: portable(below),
            is_file: entry.file_type().is_file(),
            is_named: below.to_str().is_some(),
        });
    }
    Ok(())
}

/// A path with `/` between its parts, whatever the system writes.
pub(super) fn portable(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() }
}

/// The folder of a theme in which its fonts stand.
pub const FONTS: &str = "fonts/";

/// The files of a theme as paths below its folder and bytes.
pub type ThemeFiles = Vec<(String, Vec<u8>)>;

/// A theme of a project, as far as it could be read.
#[derive(Debug)]
pub struct Layer {
    /// Its name, that of its folder.
    pub name: String,
    /// Its files.
    pub files: ThemeFiles,
    /// What it says of itself.
    pub settings: Settings,
}

/// The theme that lies below all others: the one in the program, with the files of a project's own `themes/default/` over it.
pub const LOWEST: &str = "default";

/// A theme of a project and those that it extends, each below the one before, down to `themes/default/`; none where the project
/// has no such folder. Of fonts only `font` is read, a file in the `fonts/` of one of them. What cannot be read comes as faults.
///
/// # Errors
/// [`ReadError`] where the world keeps a file from being read.
pub fn themes(
    root: &Path,
    name: &str,
    font: Option<&str>,
) -> Result<(Vec<Layer>, Vec<Diagnostic>), ReadError> {
    let font = font.map(|font| format!("{FONTS}{font}"));
    let (mut layers, mut faults): (Vec<Layer>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    let (mut next, mut by) = (name.to_owned(), SITE_FILE.to_owned());
    loop {
        let mut chain: Vec<&str> = layers.iter().map(|layer| layer.name.as_str()).collect();
        if chain.contains(&next.as_str()) {
            chain.push(&next);
            let fault = Diagnostic::new(&catalogue::THEME_CIRCLE, Origin::Project);
            faults.push(fault.with("chain", chain.join(" → ")));
            break;
        }
        let layer = layer(root, &next, font.as_ref(), &mut faults)?;
        let is_lowest = next == LOWEST;
        if layer.files.is_empty() && !is_lowest {
            let fault = Diagnostic::new(&catalogue::UNKNOWN_THEME, Origin::Project);
            faults.push(fault.with("theme", next).with("by", by));
            break;
        }
        by = format!("themes/{next}/{SETTINGS}");
        next = layer.settings.extends.clone().unwrap_or_else(|| LOWEST.to_owned());
        if is_lowest && layer.settings.extends.is_some() {
            let words =
                both("`default` 在最下面，不继承别的主题", "`default` is the lowest and extends no other");
            faults.push(theme::settings_fault(LOWEST, |lang| words.get(lang).to_owned()));
        }
        layers.push(layer);
        if is_lowest {
            break;
        }
    }
    let has = |font: &String| layers.iter().any(|layer| layer.files.iter().any(|(path, _)| path == font));
    if let Some(font) = font.as_ref().filter(|font| !has(font)) {
        faults.push(theme_file(name, font));
    }
    Ok((layers, faults))
}

/// One theme; without files where the project has no such folder.
fn layer(
    root: &Path,
    name: &str,
    font: Option<&String>,
    faults: &mut Vec<Diagnostic>,
) -> Result<Layer, ReadError> {
    let top = root.join("themes").join(name);
    let mut entries = Vec::new();
    list(&top, "", &mut entries)?;
    entries.sort();
    let mut files = Vec::new();
    let is_read = |entry: &Entry| !entry.path.starts_with(FONTS) || font == Some(&entry.path);
    for entry in entries.into_iter().filter(is_read) {
        let full = top.join(&entry.path);
        let failed = |cause| ReadError { path: full.clone(), cause };
        let is_small = || fs::symlink_metadata(&full).map(|known| known.len() <= MAX_FILE).map_err(failed);
        if entry.is_file && entry.is_named && !entry.path.split('/').any(is_unportable) && is_small()? {
            files.push((entry.path, fs::read(&full).map_err(failed)?));
        } else {
            faults.push(theme_file(name, &entry.path));
        }
    }
    let own = files.iter().find(|(path, _)| path == SETTINGS);
    let settings = own.map(|(_, bytes)| theme::settings(name, &String::from_utf8_lossy(bytes)));
    let (settings, found) = settings.unwrap_or_default();
    faults.extend(found);
    Ok(Layer { name: name.to_owned(), files, settings })
}

/// The fault of a file of a theme that cannot be used.
pub fn theme_file(theme: &str, path: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::THEME_FILE, Origin::Project).with("path", format!("themes/{theme}/{path}"))
}
