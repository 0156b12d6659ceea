//! Each fault that reading and resolving can raise, as an author meets it: a folder of files and the messages for it
//! in both languages. `DAJUAN_BLESS=1 cargo test --test cases` writes the messages anew; read what it wrote.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Diagnostic, catalogue, to_text};
use support::{CASES, Checked, agrees, check, copy_tree, project};

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
    check(root.path())
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
        catalogue::ALL.iter().map(|fault| fault.code).filter(|code| !with_folder.contains(*code)).collect();
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
