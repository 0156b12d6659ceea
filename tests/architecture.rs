//! The rules of the rooms that no compiler watches: the direction of the flow, the one place of each outside crate,
//! what every file says of itself, its length and its name.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read files and may stop")]

use std::fs;
use std::path::Path;

/// The rooms in the order in which data flows: each may name itself and what stands before it.
const ROOMS: &[&str] = &[
    "bilingual",
    "diagnostic",
    "model",
    "archive",
    "language",
    "read",
    "resolve",
    "assess",
    "chart",
    "cite",
    "edition",
    "site",
    "tidy",
    "starter",
    "import",
    "publish",
    "project",
    "preview",
    "cli",
];

/// The outside crates that belong to one room, with the files or folders that may name them.
const CRATES: &[(&str, &[&str])] = &[
    ("toml", &["read/toml.rs"]),
    ("toml_parser", &["tidy.rs"]),
    ("quick_xml", &["read/xlsx.rs"]),
    ("encoding_rs", &["read/delimited.rs"]),
    ("csv", &["read/table.rs", "read/delimited.rs", "site/data.rs", "site/data/"]),
    ("zip", &["archive/zip.rs"]),
    ("minisign_verify", &["archive/seal.rs"]),
    ("plotters", &["chart/drawing.rs", "chart/svg.rs"]),
    ("plotters_backend", &["chart/drawing.rs", "chart/svg.rs"]),
    ("skrifa", &["chart/font.rs"]),
    ("resvg", &["chart/raster.rs"]),
    ("png", &["chart/raster.rs"]),
    ("crc32fast", &["chart/raster.rs"]),
    ("ring", &["model/digest.rs"]),
    ("sm3", &["model/digest.rs"]),
    ("tera", &["site/template.rs"]),
    ("pulldown_cmark", &["site/markdown.rs", "site/markdown/"]),
    ("rust_decimal", &["model/decimal.rs"]),
    ("rustc_hash", &["resolve/registry.rs"]),
    ("jiff", &["model/date.rs"]),
    ("http_body_util", &["preview/server.rs"]),
    ("hyper", &["preview/"]),
    ("hyper_util", &["preview/server.rs"]),
    ("notify", &["preview/watch.rs"]),
    ("tokio", &["preview/"]),
    ("annotate_snippets", &["diagnostic/render.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("indicatif", &["cli/"]),
    ("rustix", &["publish/"]),
    ("unicode_normalization", &["read/folder.rs", "resolve/names.rs"]),
    ("walkdir", &["read/"]),
];

/// The direct dependencies by the names that Cargo.toml gives them.
#[test]
fn every_direct_dependency_has_its_reason() {
    let manifest = include_str!("../Cargo.toml");
    let page = include_str!("../ARCHITECTURE.md");
    let reasons = page.split("### Outside libraries").nth(1).unwrap().split("\n### ").next().unwrap();
    let mut count = 0;
    for section in ["[dependencies]\n", "[dev-dependencies]\n"] {
        let (_, rest) = manifest.split_once(section).unwrap();
        for line in rest.lines().take_while(|line| !line.starts_with('[')) {
            let Some((name, _)) = line.split_once(" = ") else { continue };
            assert!(reasons.contains(&format!("`{name}`")), "ARCHITECTURE.md gives no reason for {name}");
            count += 1;
        }
    }
    assert_eq!(
        count,
        reasons.matches("`").count() / 2 - OTHER_NAMES,
        "a reason for what is not used any more"
    );
}

/// The names between backquotes in the section on outside libraries that are no libraries.
const OTHER_NAMES: usize = 6;

/// The most lines that a file has before its tests.
const MAX_LINES: usize = 600;
/// The files that are still longer. The list may only become shorter.
const TOO_LONG: &[&str] = &[];

const VAGUE_NAMES: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc"];

/// The files below `src/` as paths with `/` and their texts.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{name}/"), files);
            } else if name.ends_with(".rs") {
                files.push((name, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut files);
    files.sort();
    assert!(files.len() > 20, "the sources are found");
    files
}

/// Identifiers and marks; comments and literals are left out, and `::` is one mark.
fn tokens(source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut tokens, mut i) = (Vec::new(), 0);
    while i < chars.len() {
        let raw = raw_string(&chars, i);
        if at(i) == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if at(i) == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            loop {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 || i >= chars.len() {
                    break;
                }
            }
        } else if let Some(end) = raw {
            i = end;
        } else if at(i) == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if at(i) == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else if is_word(at(i)) {
            let start = i;
            while is_word(at(i)) {
                i += 1;
            }
            tokens.push(chars[start..i].iter().collect());
        } else if at(i) == ':' && at(i + 1) == ':' {
            tokens.push("::".to_owned());
            i += 2;
        } else {
            if !at(i).is_whitespace() {
                tokens.push(at(i).to_string());
            }
            i += 1;
        }
    }
    tokens
}

/// The end of a raw string that starts here.
fn raw_string(chars: &[char], start: usize) -> Option<usize> {
    let is_start = start == 0 || !(chars[start - 1].is_alphanumeric() || chars[start - 1] == '_');
    let mut i = start;
    if is_start && chars.get(i) == Some(&'b') {
        i += 1;
    }
    if !is_start || chars.get(i) != Some(&'r') {
        return None;
    }
    i += 1;
    let hashes = chars[i..].iter().take_while(|c| **c == '#').count();
    i += hashes;
    if chars.get(i) != Some(&'"') {
        return None;
    }
    i += 1;
    while i < chars.len() {
        if chars[i] == '"' && chars[i + 1..].iter().take_while(|c| **c == '#').count() >= hashes {
            return Some(i + 1 + hashes);
        }
        i += 1;
    }
    Some(i)
}

/// A path in the code, with the number of modules within the file that it stands in.
#[derive(Debug)]
struct Named {
    parts: Vec<String>,
    depth: usize,
}

/// All paths of a file, those of grouped `use` written out.
fn paths(tokens: &[String]) -> Vec<Named> {
    let is_word = |token: &str| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let word = |place: usize| tokens.get(place).map(String::as_str).unwrap_or_default();
    let (mut found, mut modules, mut braces, mut i) = (Vec::new(), Vec::new(), 0usize, 0);
    while i < tokens.len() {
        match word(i) {
            "mod" if word(i + 2) == "{" => {
                braces += 1;
                modules.push(braces);
                i += 3;
            }
            "{" => (braces, i) = (braces + 1, i + 1),
            "}" => {
                if modules.last() == Some(&braces) {
                    modules.pop();
                }
                (braces, i) = (braces.saturating_sub(1), i + 1);
            }
            // `use<'a>` in a type captures lifetimes and imports nothing.
            "use" if word(i + 1) != "<" => {
                let mut parts = Vec::new();
                i = tree(tokens, i + 1, &mut parts, &mut |parts| {
                    found.push(Named { parts: parts.to_vec(), depth: modules.len() });
                });
            }
            start if is_word(start) && word(i + 1) == "::" => {
                let mut parts = vec![start.to_owned()];
                while word(i + 1) == "::" && is_word(word(i + 2)) {
                    parts.push(word(i + 2).to_owned());
                    i += 2;
                }
                found.push(Named { parts, depth: modules.len() });
                i += 1;
            }
            _ => i += 1,
        }
    }
    found
}

/// Reads a tree of a `use` and returns where it ends.
fn tree(
    tokens: &[String],
    mut i: usize,
    parts: &mut Vec<String>,
    found: &mut impl FnMut(&[String]),
) -> usize {
    let before = parts.len();
    let mut grouped = false;
    while let Some(token) = tokens.get(i) {
        match token.as_str() {
            "{" => {
                grouped = true;
                i += 1;
                while tokens.get(i).is_some_and(|token| token != "}") {
                    i = tree(tokens, i, parts, found);
                    if tokens.get(i).is_some_and(|token| token == ",") {
                        i += 1;
                    }
                }
                i += 1;
            }
            "as" => i += 2,
            "::" => i += 1,
            "," | "}" | ";" => break,
            word => {
                parts.push(word.to_owned());
                i += 1;
            }
        }
    }
    if !grouped {
        found(parts);
    }
    parts.truncate(before);
    i
}

/// The modules that a file is: `read/toml.rs` is `read::toml`, `read/mod.rs` is `read`.
fn module_of(file: &str) -> Vec<&str> {
    let stem = file.strip_suffix(".rs").unwrap();
    stem.strip_suffix("/mod").unwrap_or(stem).split('/').collect()
}

/// What breaks the direction of the flow in a file.
fn against_the_flow(file: &str, source: &str) -> Vec<String> {
    if matches!(file, "lib.rs" | "main.rs") {
        return Vec::new();
    }
    let module = module_of(file);
    let place = |room: &str| ROOMS.iter().position(|known| *known == room);
    let Some(own) = place(module[0]) else {
        return vec![format!("{file}: the room has no place in the order")];
    };
    let mut faults = Vec::new();
    for Named { parts, depth } in paths(&tokens(source)) {
        let supers =
            parts.iter().skip_while(|part| *part == "self").take_while(|part| *part == "super").count();
        let selfs = parts.iter().take_while(|part| *part == "self").count();
        let target = match parts[0].as_str() {
            "crate" => parts.get(1),
            _ if supers > 0 && supers == module.len() + depth => parts.get(selfs + supers),
            _ => continue,
        };
        let Some(target) = target else {
            faults.push(format!("{file}: names the whole crate: {}", parts.join("::")));
            continue;
        };
        match place(target) {
            Some(room) if room <= own => {}
            _ => {
                faults.push(format!("{file}: {} is not before `{}` in the flow", parts.join("::"), module[0]))
            }
        }
    }
    faults
}

/// The outside crates that a file names without being their room.
fn crates_out_of_their_room(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let is_local = |name: &str| tokens.windows(2).any(|pair| pair[0] == "mod" && pair[1] == name);
    let is_room = |rooms: &[&str]| {
        rooms.iter().any(|room| file == *room || room.ends_with('/') && file.starts_with(room))
    };
    let mut faults = Vec::new();
    for Named { parts, .. } in paths(&tokens) {
        let outside = CRATES.iter().find(|(name, _)| parts[0] == *name && !is_local(name));
        if let Some((name, rooms)) = outside
            && !is_room(rooms)
        {
            faults.push(format!("{file}: names `{name}`, whose room is {}", rooms.join(" or ")));
        }
    }
    faults
}

fn all(check: impl Fn(&str, &str) -> Vec<String>) -> Vec<String> {
    sources().iter().flat_map(|(file, source)| check(file, source)).collect()
}

#[test]
fn each_room_names_only_rooms_before_it() {
    let faults = all(against_the_flow);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_outside_crate_is_named_in_its_room_alone() {
    let faults = all(crates_out_of_their_room);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is() {
    let faults = all(|file, source| if source.starts_with("//! ") { vec![] } else { vec![file.to_owned()] });
    assert!(faults.is_empty(), "no `//!` at the head of {}", faults.join(", "));
}

/// The lines of a file before its tests.
fn lines(source: &str) -> usize {
    source.lines().take_while(|line| line.trim() != "#[cfg(test)]").count()
}

#[test]
fn no_file_is_long() {
    let long = all(|file, source| {
        if !file.ends_with("/tests.rs") && lines(source) > MAX_LINES { vec![file.to_owned()] } else { vec![] }
    });
    assert_eq!(long, TOO_LONG, "files of more than {MAX_LINES} lines");
}

#[test]
fn every_file_is_named_after_its_subject() {
    let vague = |file: &str, _: &str| {
        module_of(file).iter().filter(|part| VAGUE_NAMES.contains(part)).map(|_| file.to_owned()).collect()
    };
    assert_eq!(all(vague), Vec::<String>::new());
}

#[test]
fn planted_violations_are_found_in_every_form() {
    for source in [
        "use crate::site::Route;",
        "use crate::{bilingual::Lang, site::{self, Route}};",
        "use crate::{model::{Date, Period}, chart};",
        "pub use crate::site as place;",
        "fn f() -> crate::site::Route { crate::model::g() }",
        "fn f() { let _ = x::<crate::cli::Exit>(); }",
        "use super::super::site::Route;",
        "fn f() { super::super::publish::g() }",
        "use self::super::super::site;",
        "mod tests { use super::super::super::site::Route; }",
        "mod tests { fn f() {} } use super::super::site;",
        "const A: char = '\"'; use crate::site::A;",
        "const A: &str = r#\"\"\"#; use crate::site::A;",
        "/* /* */ */ use crate::site::A;",
        "fn f<'a>(x: &'a str) { crate::site::g(x) }",
        "macro_rules! m { () => { $crate::site::g() } }",
        "use crate::*;",
        "use crate::{self};",
        "use crate::{site};",
    ] {
        assert!(!against_the_flow("read/toml.rs", source).is_empty(), "{source}");
    }
    for source in [
        "use crate::{bilingual::Lang, diagnostic, model::{Date, site}};",
        "use super::site::Route;",
        "mod tests { use super::super::site; }",
        "// use crate::site::Route;\nconst A: &str = \"crate::site\"; const B: &str = r\"crate::site\";",
        "use crate::read::Raw; use crate::language::KINDS;",
    ] {
        assert_eq!(against_the_flow("read/toml.rs", source), Vec::<String>::new(), "{source}");
    }
    assert_eq!(against_the_flow("read/mod.rs", "use super::site::Route;").len(), 1);
    assert_eq!(against_the_flow("elsewhere.rs", "").len(), 1);
    for source in [
        "use toml::de;",
        "use toml;",
        "use {csv::Reader as R, toml as t};",
        "fn f() { toml::from_str(x) }",
        "extern crate x; use ::toml::de;",
    ] {
        assert!(!crates_out_of_their_room("read/mod.rs", source).is_empty(), "{source}");
    }
    for source in [
        "mod toml; fn f() { toml::site() }",
        "use super::toml::front;",
        "use crate::read::{toml::front, csv};",
    ] {
        assert_eq!(crates_out_of_their_room("read/prose.rs", source), Vec::<String>::new(), "{source}");
    }
    assert_eq!(crates_out_of_their_room("cli/run.rs", "use clap::Parser;"), Vec::<String>::new());
    assert_eq!(crates_out_of_their_room("client.rs", "use clap::Parser;").len(), 1);
    assert_eq!(lines("a\nb\n#[cfg(test)]\nmod tests {}\n"), 2);
}
