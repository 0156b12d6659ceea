//! This repository's own site, built with the real program, and what its pages are made of.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build a site and may stop")]
#![allow(dead_code, reason = "not every test needs all of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::copy_tree;

pub(crate) const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A site: the bytes of its files by their path, with `/` between the parts.
pub(crate) type Site = BTreeMap<String, Vec<u8>>;
/// A row of a data file by the names of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// The site of this repository, built once.
pub(crate) fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| build(Path::new(ROOT), &[], "022"))
}

/// Builds a project with the real program, under an umask and with an environment of its own.
pub(crate) fn build(project: &Path, environment: &[(&str, &str)], umask: &str) -> Site {
    let room = tempfile::tempdir().unwrap();
    let out = room.path().join("deep").join("site");
    fs::create_dir(room.path().join("deep")).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "umask \"$1\" && shift && exec \"$@\"", "sh", umask, env!("CARGO_BIN_EXE_dajuan")]);
    command.args(["build", "--lang", "en", "--project"]).arg(project).arg("--out").arg(&out);
    let done = command.current_dir(room.path()).envs(environment.iter().copied()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut files = Site::new();
    collect(&out, "", &mut files);
    assert!(files.len() > 50, "the site is there");
    files
}

pub(crate) fn collect(folder: &Path, prefix: &str, files: &mut Site) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// A copy of this repository's project; without its theme if asked for.
pub(crate) fn copy(with_theme: bool) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content", "seeds", "themes"].iter().filter(|folder| with_theme || **folder != "themes") {
        fs::create_dir(root.path().join(folder)).unwrap();
        copy_tree(&Path::new(ROOT).join(folder), &root.path().join(folder));
    }
    root
}

/// The same project in other languages.
pub(crate) fn in_languages(languages: &str) -> Site {
    let root = copy(true);
    let path = root.path().join("content/site.toml");
    let text = fs::read_to_string(&path).unwrap();
    let lines = text.lines().map(|line| match line.starts_with("languages") {
        true => format!("languages = {languages}"),
        false => line.to_owned(),
    });
    fs::write(&path, lines.collect::<Vec<_>>().join("\n")).unwrap();
    build(root.path(), &[], "022")
}

pub(crate) fn same(a: &Site, b: &Site) {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = a.keys().filter(|path| a[*path] != b[*path]).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

pub(crate) fn text<'s>(site: &'s Site, path: &str) -> &'s str {
    std::str::from_utf8(site.get(path).unwrap_or_else(|| panic!("{path} is there"))).unwrap()
}

pub(crate) fn pages(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    let pages = site.keys().filter(|path| path.ends_with(".html"));
    pages.map(|path| (path.as_str(), text(site, path)))
}

pub(crate) fn rows(site: &Site, name: &str) -> Vec<Row> {
    rows_of(&site[&format!("data/{name}.csv")])
}

pub(crate) fn rows_of(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(bytes);
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row =
        |record: csv::StringRecord| header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A start tag: its name and its attributes, and where the text after it begins.
pub(crate) struct Tag<'t> {
    pub(crate) name: &'t str,
    pub(crate) attributes: Vec<(&'t str, String)>,
    pub(crate) end: usize,
}

impl Tag<'_> {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|classes| classes.split_whitespace().any(|other| other == class))
    }
}

/// The start tags of a page, in order.
pub(crate) fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut place = 0;
    while let Some(start) = page[place..].find('<').map(|start| start + place) {
        place = start + 1;
        let rest = &page[place..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let name = rest.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap();
        place += name.len();
        let mut attributes = Vec::new();
        loop {
            place += page[place..].len()
                - page[place..].trim_start_matches(|c: char| c.is_whitespace() || c == '/').len();
            if page[place..].starts_with('>') || page[place..].is_empty() {
                break;
            }
            let rest = &page[place..];
            let key = rest.split(|c: char| c.is_whitespace() || c == '=' || c == '>').next().unwrap();
            place += key.len();
            let mut value = "";
            if let Some(quoted) = page[place..].strip_prefix("=\"") {
                value = quoted.split('"').next().unwrap();
                place += value.len() + 3;
            } else {
                assert!(
                    !page[place..].starts_with('='),
                    "the value of {key} in <{name}> has its quotation marks"
                );
            }
            attributes.push((key, unescaped(value)));
        }
        tags.push(Tag { name, attributes, end: (place + 1).min(page.len()) });
    }
    tags
}

pub(crate) fn unescaped(text: &str) -> String {
    let named =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

/// The text of a part of a page, without its tags.
pub(crate) fn plain(page: &str) -> String {
    let mut text = String::new();
    let mut within = false;
    for c in page.chars() {
        match c {
            '<' => within = true,
            '>' => within = false,
            c if !within => text.push(c),
            _ => {}
        }
    }
    unescaped(&text)
}

/// From the start of a tag that is marked so to the next closing tag of its name.
pub(crate) fn part<'p>(page: &'p str, mark: &str, close: &str) -> &'p str {
    let start = page.find(mark).unwrap_or_else(|| panic!("{mark} is on the page"));
    let rest = &page[start..];
    &rest[..rest.find(close).unwrap_or(rest.len())]
}

/// Where a relative address leads from a page: the path and the fragment.
pub(crate) fn resolved(from: &str, address: &str) -> (String, String) {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    if path.is_empty() {
        return (from.to_owned(), fragment.to_owned());
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {address} leads out of the site"),
            "." => {}
            part => parts.push(part),
        }
    }
    (parts.join("/"), fragment.to_owned())
}

pub(crate) const ADDRESSES: &[&str] =
    &["href", "src", "srcset", "xlink:href", "data", "action", "formaction", "poster", "cite", "background"];
