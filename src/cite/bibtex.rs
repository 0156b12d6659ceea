//! BibTeX entries in UTF-8, with the fields of biblatex.
//!
//! In: a work. Out: one entry. Names of bodies stand in double braces, so that nothing takes them for persons.

use super::{Work, WorkKind, line};
use crate::bilingual::Lang;

/// The entry of a work, with a line break at its end.
pub(super) fn entry(work: &Work) -> String {
    let kind = match work.kind {
        WorkKind::Dataset => "dataset",
        WorkKind::News => "article",
        WorkKind::Official => "misc",
    };
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut text = |key, value: Option<&str>| {
        if let Some(value) = value {
            fields.push((key, braced(&escaped(value))));
        }
    };
    text("title", Some(&work.title));
    text("number", work.number.as_deref());
    text("journaltitle", work.container.as_deref());
    text("publisher", work.publisher.as_deref());
    text("version", work.version.as_deref());
    text("date", work.date.as_ref().map(ToString::to_string).as_deref());
    text("note", work.fixity().as_deref());
    text("langid", Some(if work.lang == Lang::Zh { "chinese" } else { "english" }));
    if !work.creators.is_empty() {
        let name = |creator: &super::Creator| match creator.is_body {
            true => braced(&escaped(&creator.name)),
            false => escaped(&creator.name),
        };
        let names: Vec<String> = work.creators.iter().map(name).collect();
        fields.insert(0, ("author", braced(&names.join(" and "))));
    }
    // An address is read as it stands.
    fields.extend(work.address.as_ref().map(|address| ("url", braced(&line(address)))));
    let fields: Vec<String> = fields.iter().map(|(key, value)| ["  ", key, " = ", value].concat()).collect();
    format!("@{kind}{{{},\n{}\n}}\n", work.key, fields.join(",\n"))
}

/// A text as the value of a field, or as a name that is not taken apart.
fn braced(text: &str) -> String {
    ["{", text, "}"].concat()
}

/// A text in which nothing is a command. A brace is written by its name: BibTeX counts braces, escaped or not.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in line(text).chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            c => escaped.push(c),
        }
    }
    escaped
}
