//! The reading shell: folders become texts, texts become typed raw records with origins.
//!
//! In: a project's folder. Out: [`Sources`](crate::diagnostic::Sources) and [`Raw`] records, with every fault of
//! syntax and type. [`folder`] alone touches files; it must not write, and nothing here may resolve a reference.

pub mod folder;
mod prose;
mod table;
mod toml;

pub use prose::RawProse;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, FileId, Origin, SourceFile, Sources, catalogue};
use crate::language::{Kind, RawRecord};

/// Everything that was written, before any reference is resolved.
#[derive(Debug, Default)]
pub struct Raw {
    /// The settings.
    pub site: Option<RawRecord>,
    /// The records of all files, in the order of files and lines.
    pub records: Vec<RawRecord>,
    /// The Markdown files.
    pub prose: Vec<RawProse>,
}

/// The path of the settings below the project's folder.
pub const SITE_FILE: &str = "content/site.toml";

/// Takes all texts apart, in parallel, and collects every fault. A file's tree is dropped once it is read.
pub fn parse(sources: &Sources) -> (Raw, Vec<Diagnostic>) {
    let files: Vec<(FileId, &SourceFile)> = sources.iter().collect();
    let parsed: Vec<(Raw, Vec<Diagnostic>)> = files.into_par_iter().map(|(id, file)| one(id, file)).collect();
    let mut all = Raw::default();
    let mut faults = Vec::new();
    for (raw, found) in parsed {
        all.site = all.site.or(raw.site);
        all.records.extend(raw.records);
        all.prose.extend(raw.prose);
        faults.extend(found);
    }
    (all, faults)
}

fn one(id: FileId, file: &SourceFile) -> (Raw, Vec<Diagnostic>) {
    let mut raw = Raw::default();
    let mut faults = Vec::new();
    match ending(&file.path) {
        "toml" if file.path == SITE_FILE => raw.site = toml::site(id, &file.text, &mut faults),
        "toml" => raw.records = toml::records(id, &file.text, &mut faults),
        "md" => raw.prose.extend(prose::parse(id, file, &mut faults)),
        "csv" => match table::kind_of(&file.path) {
            Some(kind) => raw.records = table::records(id, &file.text, kind, &mut faults),
            None => faults.push(misplaced(id, &file.path)),
        },
        _ => faults.push(misplaced(id, &file.path)),
    }
    (raw, faults)
}

/// The words of a theme: each key with a text in both languages.
pub fn words(text: &str) -> std::collections::BTreeMap<String, [String; 2]> {
    toml::words(text)
}

fn misplaced(id: FileId, path: &str) -> Diagnostic {
    Diagnostic::new(&catalogue::FILE_NAME, Origin::File(id)).with("path", path)
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The names of a kind's keys, for messages.
fn known_keys(kind: &Kind) -> String {
    kind.fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ")
}

/// `: candidate?` for a message, or nothing where none is near.
pub(crate) fn near(candidate: Option<&str>) -> String {
    candidate.map(|word| format!(" → `{word}`")).unwrap_or_default()
}
