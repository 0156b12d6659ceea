//! `dajuan fmt`: no record, comment or digit changes, what stands in order stays so; completions and the manual name every command.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use dajuan::bilingual::Lang;
use dajuan::diagnostic::Sources;
use dajuan::language::{KINDS, RawRecord, RawValue};
use dajuan::starter::Answers;
use dajuan::tidy;
use proptest::prelude::*;
use support::{CASES, dajuan};

/// All TOML files below a folder.
fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        if entry.file_type().unwrap().is_dir() {
            files(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|ending| ending == "toml")
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            found.push((entry.path().to_string_lossy().into_owned(), text));
        }
    }
}

/// What a text says, without the places at which it says it.
fn records(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    sources.add("content/a.toml", text);
    let (raw, faults) = dajuan::read::parse(&sources);
    let mut lines: Vec<String> = raw.records.iter().flatten().map(said).collect();
    lines.extend(faults.iter().map(|fault| format!("{} {}", fault.fault.code, fault.message(Lang::En))));
    lines
}

fn said(record: &RawRecord) -> String {
    let values = record.values().map(|(key, value)| format!("{key} {}", value_of(value.value)));
    format!("{} {{{}}}", record.kind.key, values.collect::<Vec<_>>().join(", "))
}

fn value_of(value: &RawValue) -> String {
    match value {
        RawValue::List(items) => {
            format!("[{}]", items.iter().map(|item| value_of(&item.value)).collect::<Vec<_>>().join(", "))
        }
        RawValue::Table(record) => said(record),
        other => format!("{other:?}"),
    }
}

/// The comments of a text, in order. `#` within a text is part of its line either way.
fn comments(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.split_once('#'))
        .map(|(_, comment)| comment.trim_end().to_owned())
        .collect()
}

#[test]
fn what_this_repository_holds_stands_in_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for part in ["seeds", "content"] {
        files(&root.join(part), &mut found);
    }
    assert!(found.len() >= 5);
    let untidy: Vec<&String> =
        found.iter().filter(|(_, text)| tidy::format(text) != *text).map(|(path, _)| path).collect();
    assert!(untidy.is_empty(), "run `cargo run -- fmt`: {untidy:?}");
    for lang in Lang::ALL {
        for (path, text) in Answers::usual(lang).files() {
            assert!(!path.ends_with(".toml") || tidy::format(&text) == text, "{path}");
        }
    }
}

#[test]
fn every_file_of_the_tests_keeps_its_records_and_comments() {
    let mut found = Vec::new();
    files(Path::new(CASES), &mut found);
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), &mut found);
    assert!(found.len() > 200);
    for (path, text) in found {
        let formatted = tidy::format(&text);
        assert_eq!(records(&formatted), records(&text), "{path}");
        assert_eq!(comments(&formatted), comments(&text), "{path}");
        assert_eq!(tidy::format(&formatted), formatted, "{path}");
    }
}

proptest! {
    /// Blank space, put wherever it may stand, comes out as it was before.
    #[test]
    fn blank_space_is_all_that_changes(kind in 0..KINDS.len(), blanks in proptest::collection::vec(0usize..4, 40)) {
        let example = KINDS[kind].example;
        prop_assume!(example.starts_with('['));
        let mut blanks = blanks.into_iter().cycle();
        let mut blank = || " ".repeat(blanks.next().unwrap());
        let mut shaken = String::new();
        for line in example.lines() {
            match line.split_once(" = ") {
                Some((key, value)) => shaken.push_str(&format!("{}{key}{}={}{value}{}# 注 {key}\r\n\n\n", blank(), blank(), blank(), blank())),
                None => shaken.push_str(&format!("{}{line}{}\n", blank(), blank())),
            }
        }
        let formatted = tidy::format(&shaken);
        prop_assert_eq!(records(&formatted), records(example));
        prop_assert_eq!(comments(&formatted), comments(&shaken));
        prop_assert_eq!(tidy::format(&formatted), formatted.clone());
        prop_assert!(!formatted.contains("\n\n\n") && !formatted.contains(" \n"));
    }
}

#[test]
fn check_lists_and_changes_nothing_and_a_faulty_file_is_left_alone() {
    let root = support::project();
    assert_eq!(dajuan(&["fmt", "--check"], root.path()).status.code(), Some(0));
    let (messy, faulty) = (root.path().join("content/messy.toml"), root.path().join("content/faulty.toml"));
    fs::write(&messy, "format=1\n").unwrap();
    let listed = dajuan(&["fmt", "--check"], root.path());
    assert_eq!(listed.status.code(), Some(1));
    assert_eq!(String::from_utf8(listed.stdout).unwrap(), "./content/messy.toml\n");
    assert_eq!(fs::read_to_string(&messy).unwrap(), "format=1\n");
    fs::write(&faulty, "format=1\nplace = “甲”\n").unwrap();
    let run = dajuan(&["fmt"], root.path());
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stderr).contains("D134"));
    assert_eq!(fs::read_to_string(&messy).unwrap(), "format = 1\n");
    assert_eq!(fs::read_to_string(&faulty).unwrap(), "format=1\nplace = “甲”\n");
    let named = dajuan(&["fmt", "content/messy.toml"], root.path());
    assert_eq!(named.status.code(), Some(0));
    assert_eq!(dajuan(&["fmt", "content/none.toml"], root.path()).status.code(), Some(2));
}

#[test]
fn completions_and_the_manual_name_every_command() {
    let root = tempfile::tempdir().unwrap();
    let help = String::from_utf8(dajuan(&["--help"], root.path()).stdout).unwrap();
    let commands = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let commands: Vec<&str> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let commands: Vec<&str> =
        commands.into_iter().filter(|word| word.is_ascii() && *word != "help").collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = String::from_utf8(dajuan(&["completions", shell], root.path()).stdout).unwrap();
        for command in &commands {
            assert!(script.contains(command), "{shell} does not complete {command}");
        }
        assert!(script.contains("project"), "{shell}");
    }
    assert_eq!(dajuan(&["completions", "tcl"], root.path()).status.code(), Some(3));
    let manual = String::from_utf8(dajuan(&["man"], root.path()).stdout).unwrap();
    assert!(manual.contains(".TH dajuan 1"), "{manual}");
    for command in &commands {
        assert!(manual.replace("\\-", "-").contains(&format!("dajuan-{command}")), "{command}");
        let page = dajuan(&["man", command], root.path());
        assert_eq!(page.status.code(), Some(0), "{command}");
    }
    assert_eq!(dajuan(&["man", "nothing"], root.path()).status.code(), Some(3));
}

/// Where bash is there, what it makes of the script is looked at.
#[test]
fn bash_reads_its_completions() {
    let root = tempfile::tempdir().unwrap();
    let script = dajuan(&["completions", "bash"], root.path()).stdout;
    fs::write(root.path().join("c.bash"), script).unwrap();
    let typed = "source ./c.bash; COMP_WORDS=(dajuan bui); COMP_CWORD=1; _dajuan dajuan bui dajuan; echo \"${COMPREPLY[*]}\"";
    match Command::new("bash").args(["--norc", "-c", typed]).current_dir(root.path()).output() {
        Ok(run) => assert_eq!(String::from_utf8_lossy(&run.stdout).trim(), "build"),
        Err(_) if std::env::var("DAJUAN_REQUIRE_TOOLS").is_err() => eprintln!("skipped: there is no bash"),
        Err(error) => panic!("{error}"),
    }
}
