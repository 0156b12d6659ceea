//! Frozen editions: complete, the same whenever they are made, never rewritten, and sound as bags.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build editions and may stop")]
#![allow(clippy::too_many_lines, reason = "the standard is read in one piece")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use dajuan::archive::Unzip;
use dajuan::model::{Algorithm, Hasher};
use support::site::{Site, collect};

fn run(project: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
    command.args(arguments).args(["--lang", "en", "--project"]).arg(project);
    command.current_dir("/").envs(environment.iter().copied()).output().unwrap()
}

fn freeze(project: &Path, name: &str) -> Output {
    run(project, &["freeze", name], &[])
}

fn frozen(project: &Path, name: &str) -> Site {
    let done = freeze(project, name);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    edition(project, name)
}

fn edition(project: &Path, name: &str) -> Site {
    let mut files = Site::new();
    collect(&project.join("editions").join(name), "", &mut files);
    files
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn an_edition_is_whole_and_its_pages_know_it() {
    let project = support::project();
    let files = frozen(project.path(), "2025");
    for name in ["manifest.json", "checks.json", "checks.txt", "2025.zip", "site/index.html"] {
        assert!(files.contains_key(name), "{name}");
    }
    let home = text(&files["site/index.html"]);
    assert!(home.contains("年度版 2025") && home.contains("href=\"../../../editions.html\""), "{home}");
    assert!(!home.contains("尚未冻结"));
    let pages = files.iter().filter(|(path, _)| path.starts_with("site/figures/") && path.ends_with(".html"));
    let cited = pages.filter(|(_, page)| text(page).contains("年度版2025，数据截至")).count();
    assert!(cited > 0, "citations name the edition");
    assert!(text(&files["checks.txt"]).contains("不是检测机构的结论"));
    let verified =
        run(project.path(), &["verify", project.path().join("editions/2025").to_str().unwrap()], &[]);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    let names: Vec<_> =
        fs::read_dir(project.path().join("editions")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["2025"], "nothing is left beside it");
}

#[test]
fn frozen_again_it_is_the_same_wherever_and_however_it_is_made() {
    let first = support::project();
    let files = frozen(first.path(), "2025");
    let room = tempfile::tempdir().unwrap();
    let other = room.path().join("在 别处/项目");
    fs::create_dir_all(&other).unwrap();
    support::copy_tree(first.path(), &other);
    fs::remove_dir_all(other.join("editions")).unwrap();
    let environment =
        [("TZ", "America/St_Johns"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1"), ("SOURCE_DATE_EPOCH", "1")];
    assert!(run(&other, &["freeze", "2025"], &environment).status.success());
    let again = edition(&other, "2025");
    let differing: Vec<_> = files.keys().filter(|path| files.get(*path) != again.get(*path)).collect();
    assert_eq!((differing, files.len()), (Vec::new(), again.len()));
}

#[test]
fn an_edition_is_never_rewritten() {
    let project = support::project();
    let files = frozen(project.path(), "2025");
    let manifest = project.path().join("editions/2025/manifest.json");
    let before = fs::metadata(&manifest).unwrap().modified().unwrap();
    // The same bytes: done, and nothing is touched. A signature beside the manifest does not matter.
    fs::write(project.path().join("editions/2025/manifest.json.minisig"), "signed").unwrap();
    let again = freeze(project.path(), "2025");
    assert!(again.status.success() && text(&again.stderr).contains("already"), "{}", text(&again.stderr));
    assert_eq!(fs::metadata(&manifest).unwrap().modified().unwrap(), before);
    // Other bytes: refused, and nothing is touched.
    let site = project.path().join("content/site.toml");
    let other = fs::read_to_string(&site).unwrap().replacen("title = \"", "title = \"另", 1);
    fs::write(&site, other).unwrap();
    let refused = freeze(project.path(), "2025");
    assert_eq!(refused.status.code(), Some(3), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("an edition is never rewritten"));
    fs::remove_file(project.path().join("editions/2025/manifest.json.minisig")).unwrap();
    assert_eq!(edition(project.path(), "2025"), files);
    assert!(freeze(project.path(), "2026").status.success(), "another name is free");
    for name in ["../2025", ".hidden", "a/b", "", "年"] {
        assert_eq!(freeze(project.path(), name).status.code(), Some(3), "{name:?}");
    }
}

/// A project with a report of a day, and a value from it.
fn with_report(day: &str) -> tempfile::TempDir {
    let project = support::project();
    let report = project.path().join("seeds/zhaotong-report-2025.toml");
    let dated =
        fs::read_to_string(&report).unwrap().replacen("kind =", &format!("issued = \"{day}\"\nkind ="), 1);
    fs::write(&report, dated).unwrap();
    let results = "format = 1\ndocument = \"zhaotong-report-2025\"\nplace = \"zhaotong\"\nperiod = 2025\nat = \"导语\"\n
[[observation]]\nid = \"rs-001\"\nindicator = \"junior-exam-pass-rate\"\nvalue = 74.48\n";
    fs::write(project.path().join("content/results.toml"), results).unwrap();
    project
}

#[test]
fn from_the_inputs_in_its_bag_an_edition_is_made_again_to_the_byte() {
    let project = with_report("2025-08");
    assert!(run(project.path(), &["freeze", "2023", "--as-of", "2023-12-31"], &[]).status.success());
    let files = frozen(project.path(), "2025");
    assert!(
        files.contains_key("site/changes/2023..2025.html"),
        "it tells what changed since the edition before"
    );
    let other = tempfile::tempdir().unwrap();
    for (path, bytes) in bag(&files) {
        if let Some(path) = path.strip_prefix("data/inputs/") {
            let path = other.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
    let before = other.path().join("editions/2023/site/data/edition.json");
    assert!(before.is_file(), "the data of the edition before is among the inputs");
    assert!(frozen(other.path(), "2025") == files, "the edition made from its own inputs is the same");
}

#[test]
fn an_older_edition_that_comes_later_leaves_the_younger_as_it_is() {
    let project = with_report("2025-08");
    let files = frozen(project.path(), "2025");
    let older = ["freeze", "2023", "--as-of", "2023-12-31"];
    assert!(run(project.path(), &older, &[]).status.success());
    let again = run(project.path(), &older, &[]);
    assert!(again.status.success() && text(&again.stderr).contains("already"), "{}", text(&again.stderr));
    // Its site would now tell what changed since 2023, and an edition is never rewritten.
    assert_eq!(freeze(project.path(), "2025").status.code(), Some(3));
    assert_eq!(edition(project.path(), "2025"), files);
    // A build says it all the same.
    assert!(run(project.path(), &["build"], &[]).status.success());
    assert!(project.path().join("public/changes/2023..2025.html").is_file());
}

#[test]
fn without_a_day_an_edition_is_the_site_as_it_is_built() {
    let project = with_report("2026-02-01");
    let done = freeze(project.path(), "2025");
    assert!(done.status.success() && text(&done.stderr).contains("warning"), "{}", text(&done.stderr));
    let whole = edition(project.path(), "2025");
    assert!(text(&whole["site/data/edition.json"]).contains("74.48"));
    let other = with_report("2026-02-01");
    assert!(run(other.path(), &["freeze", "2025", "--as-of", "2025-12-31"], &[]).status.success());
    let cut = edition(other.path(), "2025");
    assert!(!text(&cut["site/data/edition.json"]).contains("74.48"), "what is later is not known");
}

#[test]
fn as_json_one_document_says_what_was_found_and_what_came_of_it() {
    let project = support::project();
    let json = |arguments: &[&str]| -> serde_json::Value {
        let done = run(project.path(), &[arguments, &["--format", "json"]].concat(), &[]);
        serde_json::from_slice(&done.stdout).unwrap_or_else(|error| panic!("{error}: {}", text(&done.stdout)))
    };
    let frozen = json(&["freeze", "2025"]);
    assert_eq!((&frozen["errors"], &frozen["frozen"]["new"]), (&0.into(), &true.into()), "{frozen}");
    assert_eq!(frozen["frozen"]["digest"].as_str().map(str::len), Some(64), "{frozen}");
    assert_eq!(json(&["freeze", "2025"])["frozen"]["new"], false);
    let built = json(&["build"]);
    assert!(built["built"]["pages"].as_u64() > Some(5) && built["diagnostics"].is_array(), "{built}");
    let refused = json(&["build", "--out", "/"]);
    assert!(refused["error"].as_str().is_some_and(|words| !words.is_empty()), "{refused}");
    fs::write(project.path().join("content/site.toml"), "format = 1\n").unwrap();
    assert_ne!(json(&["build"])["errors"], 0);
}

#[test]
fn a_project_with_faults_is_not_frozen() {
    let project = support::project();
    let site = project.path().join("content/site.toml");
    let broken = fs::read_to_string(&site).unwrap() + "\nunknown = 1\n";
    fs::write(&site, broken).unwrap();
    assert_eq!(freeze(project.path(), "2025").status.code(), Some(1));
    assert!(!project.path().join("editions/2025").exists());
}

/// The files of the bag by their paths below its folder.
fn bag(files: &Site) -> Site {
    let mut zip = Unzip::open(std::io::Cursor::new(files["2025.zip"].as_slice())).unwrap();
    let mut bag = Site::new();
    for entry in zip.entries.clone().iter() {
        let mut content = Vec::new();
        zip.read(entry, |piece| content.extend_from_slice(piece)).unwrap();
        bag.insert(entry.path.strip_prefix("2025/").expect("one folder at the top").to_owned(), content);
    }
    bag
}

/// RFC 8493, read strictly, and by nothing that the program uses to write a bag but the hash functions.
fn strict(bag: &Site) -> Vec<String> {
    let mut faults = Vec::new();
    let mut hold = |holds: bool, what: String| {
        if !holds {
            faults.push(what)
        }
    };
    let digest = |algorithm: Algorithm, bytes: &[u8]| {
        let mut hasher = Hasher::of(&[algorithm]);
        hasher.add(bytes);
        hasher.finish().remove(0).1
    };
    hold(
        bag["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "2.1.1: the declaration".to_owned(),
    );
    let payload: BTreeSet<&str> =
        bag.keys().map(String::as_str).filter(|path| path.starts_with("data/")).collect();
    hold(!payload.is_empty(), "2.1.2: a payload".to_owned());
    let tags: BTreeSet<&str> =
        bag.keys().map(String::as_str).filter(|path| !path.starts_with("data/")).collect();
    for (algorithm, word) in [(Algorithm::Sha256, "sha256"), (Algorithm::Sha512, "sha512")] {
        for (name, whole) in [
            (format!("manifest-{word}.txt"), payload.clone()),
            (
                format!("tagmanifest-{word}.txt"),
                tags.iter().copied().filter(|path| !path.starts_with("tagmanifest-")).collect(),
            ),
        ] {
            let list = text(&bag[&name]);
            hold(list.ends_with('\n') && !list.contains('\r'), format!("{name}: lines"));
            let mut listed = BTreeMap::new();
            for line in list.lines() {
                let (digits, path) = line.split_once("  ").expect("a digest, two blanks, a path");
                let is_hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
                hold(digits.chars().all(is_hex), format!("{name}: digits of {path}"));
                hold(listed.insert(path, digits).is_none(), format!("2.1.3: {path} twice in {name}"));
                let found = bag.get(path).map(|bytes| digest(algorithm, bytes));
                hold(found.as_deref() == Some(digits), format!("3: {path} in {name}"));
                let is_relative = !path.starts_with(['/', '~'])
                    && !path.split('/').any(|part| matches!(part, "." | ".." | ""));
                hold(is_relative && !path.contains(['\\', '%']), format!("5.1: {path}"));
            }
            let names: BTreeSet<&str> = listed.keys().copied().collect();
            hold(names == whole, format!("3: {name} lists each file"));
            let order: Vec<_> =
                list.lines().filter_map(|line| line.split_once("  ")).map(|(_, path)| path).collect();
            hold(order.is_sorted(), format!("{name}: sorted"));
        }
    }
    let info: BTreeMap<&str, &str> = text(&bag["bag-info.txt"])
        .lines()
        .map(|line| line.split_once(": ").expect("a label and a value"))
        .collect();
    let bytes: usize = payload.iter().map(|path| bag[*path].len()).sum();
    hold(info["Payload-Oxum"] == format!("{bytes}.{}", payload.len()), "2.2.2: Payload-Oxum".to_owned());
    let date = info["Bagging-Date"];
    hold(date.len() == 10 && date.matches('-').count() == 2, "2.2.2: Bagging-Date".to_owned());
    for label in ["Source-Organization", "External-Identifier", "External-Description", "Bag-Software-Agent"]
    {
        hold(info.get(label).is_some_and(|value| !value.trim().is_empty()), format!("2.2.2: {label}"));
    }
    hold(!bag.contains_key("fetch.txt"), "2.2.3: nothing is left to be fetched".to_owned());
    let folded: BTreeSet<String> = bag.keys().map(|path| path.to_lowercase()).collect();
    hold(folded.len() == bag.len(), "5.2: names that differ by case alone".to_owned());
    faults
}

#[test]
fn the_bag_is_sound_by_a_strict_reading_of_rfc_8493() {
    let project = support::project();
    let site = project.path().join("content/site.toml");
    fs::write(&site, fs::read_to_string(&site).unwrap() + "\npublisher = \"某市\\n教育局\"\n").unwrap();
    let files = frozen(project.path(), "2025");
    let bag = bag(&files);
    assert_eq!(strict(&bag), Vec::<String>::new());
    // The site in it is the edition's, the inputs are the project's.
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("site/")) {
        assert_eq!(bag.get(&format!("data/{path}")), Some(bytes), "{path}");
    }
    let mut inputs = Site::new();
    collect(&project.path().join("content"), "data/inputs/content/", &mut inputs);
    collect(&project.path().join("seeds"), "data/inputs/seeds/", &mut inputs);
    for (path, bytes) in &inputs {
        assert_eq!(bag.get(path), Some(bytes), "{path}");
    }
    // A reading that finds nothing would find nothing in a broken bag either.
    for path in bag.keys() {
        let mut broken = bag.clone();
        broken.get_mut(path).unwrap().push(b'\n');
        let found = std::panic::catch_unwind(|| strict(&broken));
        assert!(found.is_err() || !found.unwrap().is_empty() || path.starts_with("tagmanifest-"), "{path}");
    }
}

#[test]
fn the_files_of_an_edition_may_not_be_written() {
    let project = support::project();
    frozen(project.path(), "2025");
    let mode = |path: &str| {
        fs::metadata(project.path().join("editions/2025").join(path)).unwrap().permissions().mode()
    };
    assert_eq!(mode("manifest.json") & 0o222, 0);
    assert_eq!(mode("site/index.html") & 0o222, 0);
}
