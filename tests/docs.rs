//! The documentation does what it says: each step of the tutorial and each example is followed, the pages are a site that this
//! program makes, and the further projects in `examples/` are sound.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests read files, run programs and may stop"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dajuan::Project;
use support::site::ROOT;

/// The pages of the documentation: names and texts.
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(ROOT).join("docs/guide/content/pages");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let page = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(page).collect()
}

/// A block of code: what stands behind its fence, and its text.
struct Block {
    info: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some(Block { info: info.to_owned(), text: String::new() }),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => block.text += &format!("{line}\n"),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is closed");
    blocks
}

/// Follows a page in a project's folder: writes its files, runs its commands. How many of both there were.
fn follow(name: &str, page: &str, root: &Path) -> (usize, usize) {
    let (mut written, mut run) = (0, 0);
    for block in blocks(page) {
        match block.info.as_str() {
            "sh" | "sh fails" => {
                for line in block.text.lines() {
                    let words: Vec<&str> = line.split_whitespace().collect();
                    assert_eq!(words[0], "dajuan", "{name}: {line}");
                    let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
                    let done = command.args(&words[1..]).current_dir(root).output().unwrap();
                    let said = String::from_utf8_lossy(&done.stderr);
                    assert_eq!(done.status.success(), block.info == "sh", "{name}: {line}\n{said}");
                    assert!(!said.contains("warning["), "{name}: {line}\n{said}");
                    run += 1;
                }
            }
            "sh unrun" => {
                let done = Command::new("sh").args(["-n", "-c", &block.text]).status().unwrap();
                assert!(done.success(), "{name}: {}", block.text);
            }
            "rust" => assert_eq!(name, "how-to-library", "Rust is held by a test of its own"),
            "toml" | "toml faulty" | "csv" | "markdown" => {
                let (first, rest) = block.text.split_once('\n').unwrap();
                let path =
                    first.strip_prefix("# ").unwrap_or_else(|| panic!("{name}: {first} names no file"));
                let path = root.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, rest).unwrap();
                written += 1;
            }
            other => panic!("{name}: nothing follows a block of `{other}`"),
        }
    }
    (written, run)
}

#[test]
fn the_tutorial_leads_from_an_empty_folder_to_a_report() {
    let root = tempfile::tempdir().unwrap();
    let (_, page) = pages().into_iter().find(|(name, _)| name == "tutorial").unwrap();
    assert_eq!(page.matches("\n## ").count(), 10, "ten steps");
    let (written, run) = follow("tutorial", &page, root.path());
    assert!(written >= 10 && run >= 8, "{written} files, {run} commands");
    let read = |path: &str| fs::read_to_string(root.path().join("public").join(path)).unwrap();
    let verdicts = read("data/verdicts.csv");
    assert!(verdicts.contains("qx-001") && verdicts.contains(",met,"), "{verdicts}");
    assert!(verdicts.contains("qx-002") && verdicts.contains(",missed,"), "{verdicts}");
    let summary = read("pages/summary.html");
    assert!(summary.contains("<svg") && summary.contains("43.5%"), "{summary}");
}

#[test]
fn every_example_of_the_other_pages_holds() {
    for (name, page) in pages().into_iter().filter(|(name, _)| name != "tutorial") {
        let root = support::project();
        follow(&name, &page, root.path());
    }
}

/// The example for programs, word for word. It is compiled here and run on a sound project.
#[test]
fn the_example_for_programs_is_one_that_compiles() {
    fn example() -> Result<(), dajuan::Error> {
        let project = dajuan::Project::open("qingxi")?.check()?;
        for record in project.records().into_iter().flat_map(|records| records.observations.iter()) {
            println!("{}", record.id);
        }
        let built = dajuan::Project::open("qingxi")?.build("public")?;
        println!("{} pages", built.composed.pages);
        Ok(())
    }
    assert!(example().is_err(), "there is no such folder here");
    let (_, page) = pages().into_iter().find(|(name, _)| name == "how-to-library").unwrap();
    let code = blocks(&page).into_iter().find(|block| block.info == "rust").unwrap().text;
    for line in code.lines() {
        assert!(include_str!("docs.rs").contains(line.trim()), "{line}");
    }
}

/// A project is sound, without so much as a warning, and its site is made.
fn is_sound(folder: &Path) -> support::site::Site {
    let mut project = Project::open(folder).unwrap();
    let room = tempfile::tempdir().unwrap();
    let out = room.path().join("site");
    let built = project.build(&out);
    assert!(project.faults().list().is_empty(), "{}: {}", folder.display(), project.faults());
    built.unwrap();
    let mut files = support::site::Site::new();
    support::site::collect(&out, "", &mut files);
    files
}

#[test]
fn the_documentation_is_a_site_that_this_program_makes() {
    let site = is_sound(&Path::new(ROOT).join("docs/guide"));
    for (name, page) in pages() {
        assert!(site.contains_key(&format!("pages/{name}.html")), "{name}");
        let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        let outside: String = page.split("```").step_by(2).collect();
        let english =
            outside.split_whitespace().filter(|word| word.chars().all(|c| c.is_ascii_alphabetic())).count();
        assert!(outside.contains(is_chinese) && english > 30, "{name} is in both languages");
    }
}

#[test]
fn the_projects_of_examples_are_sound() {
    let mut count = 0;
    for entry in fs::read_dir(Path::new(ROOT).join("examples")).unwrap() {
        let site = is_sound(&entry.unwrap().path());
        assert!(site.contains_key("index.html"));
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn the_carbon_budgets_are_judged_by_what_was_read() {
    let site = is_sound(&Path::new(ROOT).join("examples/uk-carbon-budgets"));
    let rows = support::site::rows(&site, "verdicts");
    let verdict = |target: &str| {
        let row = rows.iter().find(|row| row["target"] == target).unwrap();
        (row["verdict"].clone(), row["margin"].clone())
    };
    // As the documents have it: 36.3 and 391.2 million tonnes below the cap.
    assert_eq!(verdict("budget-1"), ("met".into(), "-36.3".into()));
    assert_eq!(verdict("budget-2"), ("met".into(), String::new()));
    assert_eq!(verdict("budget-3"), ("met".into(), "-391.2".into()));
    assert_eq!(verdict("budget-4"), ("not-due".into(), String::new()));
    // The page of the search has examples in both scripts: it finds words in both.
    let is_page = |path: &str| path.ends_with(".html") && path != "search.html";
    for (path, bytes) in site.iter().filter(|(path, _)| is_page(path)) {
        let page = String::from_utf8_lossy(bytes);
        let chinese = page.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        assert_eq!(chinese, 0, "{path} is in English alone");
        assert!(!page.contains("school"), "{path} is not about schools");
    }
}
