//! What several tests need: a small sound project, the check of a project, and expectations kept in files.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]
#![allow(dead_code, reason = "not every test needs all of it")]

pub(crate) mod site;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Mutex;

use dajuan::assess::assess;
use dajuan::diagnostic::{Diagnostic, Sources, sort};
use dajuan::edition::Editions;
use dajuan::model::{Date, Project};
use dajuan::site::{Failure, Sink, Theme, compose};
use tempfile::TempDir;

/// The folder of the cases.
pub(crate) const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases");

/// A project after reading and resolving.
pub(crate) struct Checked {
    pub(crate) sources: Sources,
    pub(crate) project: Option<Project>,
    pub(crate) faults: Vec<Diagnostic>,
}

/// A copy of the base project.
pub(crate) fn project() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    copy_tree(&Path::new(CASES).join("base"), root.path());
    root
}

/// Runs the program in a folder, as in an English environment.
pub(crate) fn dajuan(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
    command.args(arguments).current_dir(folder);
    command.env_remove("LC_ALL").env("LANG", "en_GB.UTF-8").output().unwrap()
}

/// What a run said to a person.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Checks a project as far as its faults allow: reads, resolves, and composes the site without keeping it.
pub(crate) fn check(root: &Path) -> Checked {
    check_as_of(root, None)
}

/// Checks a project as it was known by the end of a day.
pub(crate) fn check_as_of(root: &Path, day: Option<Date>) -> Checked {
    let (sources, mut faults) = dajuan::read::folder::texts(root).unwrap();
    let (raw, found) = dajuan::read::parse(&sources);
    faults.extend(found);
    let (project, found) = match day {
        None => dajuan::resolve::resolve(raw),
        Some(day) => dajuan::resolve::resolve_as_of(raw, day),
    };
    faults.extend(found);
    let (editions, found) = dajuan::project::editions(root).unwrap();
    faults.extend(found);
    if let Some(project) = &project {
        let now = dajuan::site::snapshot(&assess(project));
        faults.extend(dajuan::edition::check(&editions, &now, &|id| project.origin_of(id)));
    }
    sort(&mut faults);
    let mut checked = Checked { sources, project, faults };
    let sound = !checked.faults.iter().any(Diagnostic::is_error);
    if let Some(project) = checked.project.as_mut().filter(|_| sound) {
        let (layers, found) = {
            let site = &project.site;
            dajuan::read::folder::themes(root, &site.theme, site.font.as_deref()).unwrap()
        };
        let is_whole = found.is_empty();
        checked.faults.extend(found);
        match Theme::new(layers) {
            Ok(_) if !is_whole => {}
            Ok(theme) => {
                if day.is_some() {
                    dajuan::site::drop_early_prose(project, &theme, &mut checked.faults);
                }
                dajuan::site::check(&assess(project), &theme, &editions, &mut checked.faults);
            }
            Err(found) => checked.faults.extend(found),
        }
        sort(&mut checked.faults);
    }
    checked
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, String>>);

impl Sink for Memory {
    type Error = Infallible;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Infallible> {
        self.0.lock().unwrap().insert(path.to_owned(), String::from_utf8_lossy(bytes).into_owned());
        Ok(())
    }

    /// Pixels are looked at in `release.rs`.
    fn wants(&self, path: &str) -> bool {
        path == "data/edition.json"
    }
}

/// The files of a project's site in the default theme, by their paths; or the faults that are found in composing it.
pub(crate) fn composition(project: &Project) -> Result<BTreeMap<String, String>, Vec<Diagnostic>> {
    let theme = Theme::new(Vec::new()).unwrap();
    let memory = Memory::default();
    match compose(&assess(project), &theme, &memory, &mut Vec::new()) {
        Ok(_) => Ok(memory.0.into_inner().unwrap()),
        Err(Failure::Faults(faults)) => Err(faults),
    }
}

/// The files of a sound project's site.
pub(crate) fn composed(project: &Project) -> BTreeMap<String, String> {
    composition(project).unwrap()
}

/// The files of the site of a project that has editions.
pub(crate) fn composed_after(project: &Project, editions: &Editions) -> BTreeMap<String, String> {
    let theme = Theme::new(Vec::new()).unwrap();
    let memory = Memory::default();
    dajuan::site::compose_after(&assess(project), &theme, editions, &memory, &mut Vec::new()).unwrap();
    memory.0.into_inner().unwrap()
}

/// Resolves texts that were read.
pub(crate) fn checked(sources: Sources, mut faults: Vec<Diagnostic>) -> Checked {
    let (raw, found) = dajuan::read::parse(&sources);
    faults.extend(found);
    let (project, found) = dajuan::resolve::resolve(raw);
    faults.extend(found);
    sort(&mut faults);
    Checked { sources, project, faults }
}

/// Copies a folder over another; files of the same path are replaced.
pub(crate) fn copy_tree(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Compares with what a file expects; with `DAJUAN_BLESS=1` writes the file, but never where `CI=true`.
pub(crate) fn agrees(path: &Path, text: &str) -> Result<(), String> {
    let is_set = |name: &str, value: &str| std::env::var(name).is_ok_and(|set| set == value);
    if is_set("DAJUAN_BLESS", "1") {
        assert!(!is_set("CI", "true"), "expectations are not written where CI=true");
        fs::write(path, text).unwrap();
        return Ok(());
    }
    let expected = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    if expected == text {
        Ok(())
    } else {
        Err(format!("{}\n--- expected\n{expected}\n--- found\n{text}", path.display()))
    }
}
