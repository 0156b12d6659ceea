//! Each fault that reading and resolving can raise, as an author meets it: a folder of files and the messages for it
//! in both languages. `DAJUAN_BLESS=1 cargo test --test cases` writes the messages anew; read what it wrote.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dajuan::bilingual::Lang;
use dajuan::diagnostic::lessons::{self, Example};
use dajuan::diagnostic::{Diagnostic, catalogue, to_text};
use dajuan::model::Date;
use support::{CASES, Checked, agrees, check, check_as_of, copy_tree, project};
use tempfile::TempDir;

/// What cannot be kept in a folder of small files is done to the copy of it.
fn prepare(name: &str, root: &Path) {
    match name {
        "d103-file-too-large" => {
            let file =
                fs::OpenOptions::new().write(true).open(root.join("content/results/2025.toml")).unwrap();
            file.set_len(64 * 1024 * 1024 + 1).unwrap();
        }
        "d118-text-too-long" => {
            let path = root.join("content/results/2025.toml");
            let text = fs::read_to_string(&path).unwrap();
            fs::write(path, format!("{text}note = \"{}\"\n", "长".repeat(20_001))).unwrap();
        }
        // Names that not every system can hold are made here.
        #[cfg(target_os = "linux")]
        "d130-path-clash" => {
            fs::write(root.join("content/Own.toml"), "format = 1\n").unwrap();
            // One name, with é as one character and as two.
            fs::write(root.join("content/caf\u{E9}.toml"), "format = 1\n").unwrap();
            fs::write(root.join("content/cafe\u{301}.toml"), "format = 1\n").unwrap();
        }
        #[cfg(target_os = "linux")]
        "d131-unportable-name" => {
            for name in ["con.toml", "a?.toml", "b\\c.toml", "Lpt1.csv", "end.toml. "] {
                fs::write(root.join("content").join(name), "format = 1\n").unwrap();
            }
        }
        "d133-too-many-records" => {
            fs::write(root.join("content/places.csv"), "id\n".repeat(1_000_002)).unwrap();
        }
        "d506-theme-file" => {
            fs::create_dir_all(root.join("themes/own/templates")).unwrap();
            fs::write(root.join("themes/own/templates/list.html"), [0xC3, 0x28]).unwrap();
            #[cfg(unix)]
            std::os::unix::fs::symlink("/etc/hostname", root.join("themes/own/link.css")).unwrap();
        }
        "d124-no-site" => fs::remove_file(root.join("content/site.toml")).unwrap(),
        #[cfg(unix)]
        "d125-symbolic-link" => {
            std::os::unix::fs::symlink("/etc/hostname", root.join("content/outside.toml")).unwrap();
            fs::rename(root.join("seeds"), root.join("elsewhere")).unwrap();
            std::os::unix::fs::symlink("elsewhere", root.join("seeds")).unwrap();
        }
        _ => {}
    }
}

fn folders() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(Path::new(CASES).join("faulty")).unwrap().map(|entry| entry.unwrap());
    let mut folders: Vec<_> =
        entries.map(|entry| (entry.file_name().into_string().unwrap(), entry.path())).collect();
    folders.sort();
    folders
}

/// The code that a folder's name begins with.
fn code(name: &str) -> Option<String> {
    let word = name.split('-').next()?;
    (word.len() == 4 && word.starts_with('d')).then(|| word.to_uppercase())
}

fn checked(name: &str, folder: &Path) -> Checked {
    let root = project();
    copy_tree(&folder.join("input"), root.path());
    prepare(name, root.path());
    // A folder with a day is checked as of it.
    let day = fs::read_to_string(folder.join("as-of.txt")).ok();
    check_as_of(root.path(), day.map(|day| Date::parse(day.trim()).unwrap()))
}

#[test]
fn the_base_project_is_sound() {
    let checked = check(project().path());
    assert_eq!(to_text(&checked.faults, &checked.sources, Lang::En, false), "");
    assert!(checked.project.is_some());
}

#[test]
fn each_fault_is_explained_as_expected() {
    let mut failures = Vec::new();
    for (name, folder) in folders() {
        let by_system = ["d125-symbolic-link", "d130-path-clash", "d131-unportable-name", "d506-theme-file"];
        if cfg!(not(target_os = "linux")) && by_system.contains(&name.as_str()) {
            continue;
        }
        let checked = checked(&name, &folder);
        for (lang, key) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let shown = to_text(&checked.faults, &checked.sources, lang, false);
            failures.extend(agrees(&folder.join(format!("expected.{key}.txt")), &shown).err());
        }
        if let Some(code) = code(&name)
            && checked.faults.iter().all(|fault| fault.fault.code != code)
        {
            failures.push(format!("{name}: {code} is not raised"));
        }
        if checked.project.is_none() && !checked.faults.iter().any(Diagnostic::is_error) {
            failures.push(format!("{name}: there is no project, and no error says why"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_code_has_a_folder() {
    let with_folder: BTreeSet<String> = folders().iter().filter_map(|(name, _)| code(name)).collect();
    let without: Vec<&str> =
        // Tables that are imported are in `tests/import.rs`.
        catalogue::ALL
            .iter()
            .map(|fault| fault.code)
            .filter(|code| *code < "D700" && !with_folder.contains(*code))
            .collect();
    assert_eq!(without, [""; 0]);
    let known: BTreeSet<&str> = catalogue::ALL.iter().map(|fault| fault.code).collect();
    assert!(
        with_folder.iter().all(|code| known.contains(code.as_str())),
        "a folder names a code that does not exist"
    );
}

#[test]
fn no_hole_of_a_message_stays_open() {
    for (name, folder) in folders() {
        for fault in checked(&name, &folder).faults {
            for lang in Lang::ALL {
                let own = [fault.fault.message, fault.fault.cause, fault.fault.remedy];
                let filled = [fault.message(lang), fault.cause(lang), fault.remedy(lang)];
                for (template, text) in own.iter().zip(filled) {
                    for hole in holes(template.get(lang)) {
                        assert!(!text.contains(&hole), "{name}: {hole} in {text}");
                    }
                }
            }
        }
    }
}

/// The holes `{name}` of a template.
fn holes(template: &str) -> Vec<String> {
    let parts = template.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts
        .filter(|(name, _)| name.bytes().all(|b| b.is_ascii_lowercase()))
        .map(|(name, _)| format!("{{{name}}}"))
        .collect()
}

#[test]
fn faults_of_all_files_and_stages_come_at_once() {
    let checked =
        checked("several-in-several-files", &Path::new(CASES).join("faulty/several-in-several-files"));
    let codes: BTreeSet<&str> = checked.faults.iter().map(|fault| fault.fault.code).collect();
    let all = ["D106", "D110", "D111", "D202", "D203", "D301", "D308", "D314", "D401"];
    assert_eq!(codes, BTreeSet::from(all));
    let files: BTreeSet<_> = checked.faults.iter().filter_map(|fault| fault.origin.file()).collect();
    assert_eq!(files.len(), 5, "each of the five files has its faults");
}

/// The faults of all small cases in one project: each file in a place of its own, each statement under an id of its own.
/// What cannot be taken apart hides no fault but references to what may stand in it.
fn all_at_once(with_unreadable: bool) -> TempDir {
    let root = project();
    let is_left_out = |code: &str| !with_unreadable && UNREADABLE.contains(&code);
    for (number, (name, folder)) in folders().into_iter().enumerate() {
        if code(&name).is_some_and(|code| is_left_out(&code)) {
            continue;
        }
        let mut files = Vec::new();
        for part in ["content", "seeds"] {
            walk(&folder.join("input").join(part), part, &mut files);
        }
        let is_own = |path: &str| path.ends_with(".toml") && path != "content/site.toml";
        for (path, bytes) in files.into_iter().filter(|(path, _)| is_own(path)) {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let (part, rest) = path.split_once('/').unwrap();
            let target = root.path().join(part).join(&name).join(rest.replace('/', "-"));
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, with_own_ids(&text, number)).unwrap();
        }
    }
    for (number, lesson) in lessons::all().enumerate() {
        let Example::File { path, faulty, .. } = lesson.example else { continue };
        let name = path.rsplit('/').next().unwrap();
        let (ending, is_apart) =
            (name.rsplit('.').next().unwrap(), name == "site.toml" || !path.starts_with("content/"));
        if is_apart || !["toml", "csv"].contains(&ending) || is_left_out(lesson.code) {
            continue;
        }
        let target = root.path().join("content/lessons").join(format!("{number}-{}", lesson.code)).join(name);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        let head = if ending == "toml" && !faulty.starts_with("format") { "format = 1\n\n" } else { "" };
        fs::write(target, format!("{head}{}\n", with_own_ids(faulty, number + 1000))).unwrap();
    }
    root
}

/// The codes of files that cannot be taken apart.
const UNREADABLE: &[&str] = &["D101", "D122", "D123", "D126", "D127", "D128", "D134", "D135"];

fn walk(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.map(|entry| entry.unwrap()) {
        let path = format!("{prefix}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &path, files);
        } else {
            files.push((path, fs::read(entry.path()).unwrap()));
        }
    }
}

/// `rs-001` becomes `rs-001-7`: records of one case still find each other, and no other's.
fn with_own_ids(text: &str, number: usize) -> String {
    let base = ["zt-001", "zt-002"];
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = ["rs-", "zt-"].iter().filter_map(|start| rest.find(start)).min() {
        let digits = rest[at + 3..].bytes().take_while(u8::is_ascii_digit).count();
        let end = at + 3 + digits;
        shown.push_str(&rest[..end]);
        if digits > 0 && !base.contains(&&rest[at..end]) {
            shown.push_str(&format!("-{number}"));
        }
        rest = &rest[end..];
    }
    shown + rest
}

#[test]
fn two_hundred_faults_of_all_kinds_come_in_one_run_and_in_order() {
    let checked = check(all_at_once(true).path());
    assert!(checked.faults.len() >= 200, "{} faults", checked.faults.len());
    let mut found: BTreeSet<&str> = checked.faults.iter().map(|fault| fault.fault.code).collect();
    let readable = check(all_at_once(false).path());
    assert!(readable.faults.len() >= 200, "{} faults", readable.faults.len());
    found.extend(readable.faults.iter().map(|fault| fault.fault.code));
    // What is made by hand, or concerns the settings and the site, does not stand beside the others.
    let apart = ["D102", "D103", "D118", "D124", "D125", "D126", "D130", "D131", "D133", "D323"];
    let codes = catalogue::ALL.iter().map(|fault| fault.code).filter(|code| *code < "D400");
    let missing: Vec<&str> = codes.filter(|code| !apart.contains(code) && !found.contains(code)).collect();
    assert_eq!(missing, [""; 0]);
    let places: Vec<_> = checked.faults.iter().map(|fault| fault.origin).collect();
    assert!(places.is_sorted(), "faults stand in the order of files and lines");
    assert!(checked.faults.windows(2).all(|pair| {
        (pair[0].origin, pair[0].message(Lang::En)) != (pair[1].origin, pair[1].message(Lang::En))
    }));
}

#[test]
fn no_fault_is_told_twice() {
    for (name, folder) in folders() {
        let mut seen = BTreeSet::new();
        for fault in checked(&name, &folder).faults {
            assert!(
                seen.insert((fault.origin, fault.message(Lang::En))),
                "{name}: {}",
                fault.message(Lang::En)
            );
        }
    }
}
