//! The reading shell: folders become texts, texts become typed raw records with origins.
//!
//! In: a project's folder. Out: [`Sources`] and [`Raw`] records, with every fault of
//! syntax and type. [`folder`], [`editions`] and [`verify`] alone touch files; they must not write, and nothing here may resolve a reference.

pub mod book;
mod bytes;
mod delimited;
pub mod editions;
mod faults;
pub mod folder;
mod plain;
mod prose;
mod records;
mod table;
pub mod theme;
mod toml;
mod tree;
pub mod verify;
pub mod xlsx;

pub use prose::RawProse;

use rayon::prelude::*;

use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, FileId, Origin, SourceFile, Sources, catalogue};
use crate::language::{Kind, Names, RawRecord};
use crate::model::Wording;

/// Everything that was written, before any reference is resolved.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// The settings.
    pub site: Option<RawRecord>,
    /// The records of each file that has some, in the order of files and lines.
    pub records: Vec<Vec<RawRecord>>,
    /// The Markdown files.
    pub prose: Vec<RawProse>,
    /// The words of originals in other languages.
    pub translations: Vec<RawTranslation>,
    /// Whether a file could not be taken apart, so that records may be missing that exist.
    pub is_partial: bool,
}

/// An original with its words in another language, as they were written.
#[derive(Clone, Debug)]
pub struct RawTranslation {
    /// The language of the words.
    pub lang: Lang,
    /// The original, as records have it.
    pub original: Box<str>,
    /// The words.
    pub wording: Wording,
    /// Where they stand.
    pub origin: Origin,
}

/// The path of the settings below the project's folder.
pub const SITE_FILE: &str = "content/site.toml";

/// The largest data of an edition that is read, in bytes: those of about a million figures.
pub const MAX_EDITION: u64 = 4 * 1024 * 1024 * 1024 - 1;

/// The most records that a file may hold.
pub const MAX_RECORDS: usize = 1_000_000;

/// How many records a file holds at most: the lines of a table, the heads `[[…]]` of a file of records.
fn most_records(path: &str, text: &str) -> usize {
    // The shortest record takes a few bytes: most files need not be looked at.
    match path.rsplit('.').next() {
        Some("csv") if text.len() > MAX_RECORDS => text.bytes().filter(|byte| *byte == b'\n').count(),
        Some("toml") if text.len() > MAX_RECORDS * 5 => text.matches("\n[[").count(),
        _ => 0,
    }
}

/// Takes all texts apart, in parallel, and collects every fault.
pub fn parse(sources: &Sources) -> (Raw, Vec<Diagnostic>) {
    let files: Vec<(FileId, &SourceFile)> = sources.iter().collect();
    let one = |names: &mut Names, (id, file): (FileId, &SourceFile)| {
        parse_file(id, &file.path, file.text.as_deref(), names)
    };
    gather(files.into_par_iter().map_init(Names::default, one).collect())
}

/// What was written in a file, and its faults.
pub type Parsed = (Raw, Vec<Diagnostic>);

/// What was written in all files, in their order, and their faults.
pub fn gather(parsed: Vec<Parsed>) -> Parsed {
    let mut all = Raw::default();
    let mut faults = Vec::new();
    for (raw, found) in parsed {
        all.site = all.site.or(raw.site);
        all.records.extend(raw.records);
        all.prose.extend(raw.prose);
        all.translations.extend(raw.translations);
        all.is_partial |= raw.is_partial;
        faults.extend(found);
    }
    (all, faults)
}

/// Takes the text of a file apart; none stands for a file that could not be read as text. Its tree is dropped once it is read. `names`
/// are the references of the files before it.
pub fn parse_file(id: FileId, path: &str, text: Option<&str>, names: &mut Names) -> Parsed {
    let mut raw = Raw::default();
    let mut faults = Vec::new();
    let Some(text) = text else {
        raw.is_partial = may_hold_records(path);
        return (raw, faults);
    };
    let count = most_records(path, text);
    if count > MAX_RECORDS {
        faults.push(
            Diagnostic::new(&catalogue::TOO_MANY_RECORDS, Origin::File(id))
                .with("count", count.to_string())
                .with("limit", MAX_RECORDS.to_string()),
        );
        raw.is_partial = true;
        return (raw, faults);
    }
    match content(path) {
        Some(Content::Site) => raw.site = records::site(id, text, names, &mut faults),
        Some(Content::Records) => set(&mut raw, records::records(id, text, names, &mut faults)),
        Some(Content::Table(kind)) => set(&mut raw, table::records(id, text, kind, names, &mut faults)),
        Some(Content::Translations(lang)) => {
            raw.translations = records::translations(id, text, lang, &mut faults);
        }
        Some(Content::Prose) => raw.prose.extend(prose::parse(id, path, text, names, &mut faults)),
        None => {
            faults.push(misplaced(id, path));
            raw.is_partial = may_hold_records(path);
        }
    }
    (raw, faults)
}

/// The cells of a workbook or a table of text, by what its bytes are.
///
/// # Errors
/// [`xlsx::Unreadable`] where it is neither, or too large.
pub fn book(bytes: &[u8]) -> Result<book::Book, xlsx::Unreadable> {
    // Archives, and what Excel wrote before there were any, say so in their first bytes.
    let is_workbook = bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    if is_workbook { xlsx::read(bytes) } else { delimited::read(bytes) }
}

/// What is wrong with the syntax of a TOML file, whatever it says.
pub fn syntax(file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let _ = toml::tree(file, text, &mut faults);
    faults
}

fn set(raw: &mut Raw, records: Option<Vec<RawRecord>>) {
    raw.is_partial = records.is_none();
    raw.records.extend(records.filter(|records| !records.is_empty()));
}

fn misplaced(id: FileId, path: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::FILE_NAME, Origin::File(id)).with("path", path)
}

/// Whether a file that is not read was perhaps meant to hold records: a table, or a link to a folder of them.
fn may_hold_records(path: &str) -> bool {
    path.rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .is_none_or(|(_, ending)| matches!(ending, "toml" | "csv"))
}

/// What a file holds.
enum Content {
    Site,
    Records,
    Table(&'static Kind),
    Translations(Lang),
    Prose,
}

/// What a file with this path holds; `None` where it does not belong to a project.
fn content(path: &str) -> Option<Content> {
    let (_, ending) = path.rsplit_once('.')?;
    match (path.split_once('/')?.0, ending) {
        _ if path == SITE_FILE => Some(Content::Site),
        ("content", _) if path.starts_with(TRANSLATIONS) => {
            let lang = Lang::ALL.into_iter().find(|lang| folder_of(path) == lang.key());
            lang.filter(|_| ending == "toml").map(Content::Translations)
        }
        ("content" | "seeds", "toml") => Some(Content::Records),
        ("content", "csv") => table::kind_of(path).map(Content::Table),
        ("content", "md") => Some(Content::Prose),
        _ => None,
    }
}

/// The folder of the translations below the project's folder; each language has a folder in it.
const TRANSLATIONS: &str = "content/translations/";

/// The folder in that of the translations in which a file lies.
fn folder_of(path: &str) -> &str {
    let below = path.strip_prefix(TRANSLATIONS).unwrap_or_default();
    below.split_once('/').map_or("", |(folder, _)| folder)
}

/// The names of a kind's keys, for messages.
fn known_keys(kind: &Kind) -> impl Fn(Lang) -> String {
    |lang| lang.list(kind.fields.iter().map(|field| field.key))
}
