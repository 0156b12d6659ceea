//! The writing shell through its public surface: what it refuses, keeps, links, recovers and cleans.
//!
//! Where root's powers would hide what is tested, the test runs itself again as a user without any.

#![expect(clippy::disallowed_methods, reason = "the tests of the writing shell look at what it wrote")]
#![expect(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use dajuan::archive::{Bag, BagInfo, Inputs, Payload};
use dajuan::model::sha256;
use dajuan::publish::{Further, MARKER, MARKER_LINE, PathFault, PublishError, Published, Refusal, Staging};
use proptest::prelude::*;
use tempfile::TempDir;

/// A user whom permissions bind: `nobody`.
const NOBODY: u32 = 65_534;

fn room() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = folder.path().join("public");
    (folder, target)
}

fn publish(target: &Path, files: &[(&str, &str)]) -> Published {
    let staging = Staging::begin(target).expect("begins");
    for (path, text) in files {
        staging.put(path, text.as_bytes()).expect("is put");
    }
    staging.publish().expect("is published")
}

/// Packs one input into the bag of an edition; `digest` is that of the input when it was read.
fn packed(target: &Path, bytes: &'static [u8], digest: Option<&str>) -> Result<(), PublishError> {
    let staging = Staging::begin_edition(target).expect("begins");
    let open = Box::new(move || Ok(Box::new(bytes) as Box<dyn std::io::Read>));
    let file = Further { bytes: bytes.len() as u64, sha256: digest, open };
    let inputs = BTreeMap::from([("inputs/content/site.toml".to_owned(), file)]);
    let payload = inputs.iter().map(|(path, file)| Payload { path: path.clone(), bytes: file.bytes });
    let info = BagInfo::default();
    let bag = Bag { name: "2025", info: &info, payload: payload.collect() };
    staging.pack("2025.zip", &bag, &inputs, &|_, _| {})
}

#[test]
fn an_input_that_changed_since_it_was_read_is_not_packed() {
    let (_folder, target) = room();
    packed(&target, b"format = 1", Some(&sha256(["format = 1"]))).expect("the same");
    packed(&target, b"format = 1", None).expect("nothing is said of it");
    let told =
        packed(&target, b"format = 2", Some(&sha256(["format = 1"]))).expect_err("another").to_string();
    assert!(told.contains("inputs/content/site.toml") && told.contains("changed"), "{told}");
    assert!(!target.exists());
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn refusal(target: &Path) -> Refusal {
    match Staging::begin(target) {
        Err(PublishError::Refused { reason, .. }) => reason,
        Err(other) => panic!("not refused but failed: {other}"),
        Ok(_) => panic!("{} was accepted", target.display()),
    }
}

fn stat(path: &Path) -> (u64, i64, i64) {
    let found = fs::symlink_metadata(path).expect("a file");
    (found.ino(), found.mtime(), found.mtime_nsec())
}

#[test]
fn a_first_site_is_published_with_its_marker_and_nothing_beside_it() {
    let (folder, _) = room();
    let target = folder.path().join("deep/er/public");
    let published = publish(&target, &[("index.html", "一"), ("a/b/c.csv", "1,2")]);
    assert_eq!(names(&target), ["a", MARKER, "index.html"]);
    assert_eq!(fs::read_to_string(target.join("a/b/c.csv")).unwrap(), "1,2");
    let marker = fs::read_to_string(target.join(MARKER)).unwrap();
    assert_eq!(marker.lines().next(), Some(MARKER_LINE));
    assert_eq!(published, Published { files: 3, bytes: 6 + marker.len() as u64, linked: 0, leftover: None });
    assert_eq!(names(&folder.path().join("deep/er")), ["public"]);
}

#[test]
fn an_empty_folder_is_taken_and_keeps_its_permissions() {
    let (folder, target) = room();
    fs::create_dir(&target).unwrap();
    fs::set_permissions(&target, Permissions::from_mode(0o750)).unwrap();
    publish(&target, &[("index.html", "x")]);
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o7777, 0o750);
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn a_file_in_pieces_is_kept_while_it_says_the_same_and_otherwise_new() {
    let (_folder, target) = room();
    let file = target.join("data/all.json");
    let made = |text: &str| {
        let staging = Staging::begin(&target).expect("begins");
        let write = |to: &mut dyn Write| text.as_bytes().chunks(3).try_for_each(|piece| to.write_all(piece));
        staging.put_pieces("data/all.json", &write).expect("is put");
        staging
            .put_manifest("2025-12-31".to_owned(), Inputs { files: 0, sha256: String::new() })
            .expect("is put");
        let published = staging.publish().expect("is published");
        assert_eq!(fs::read_to_string(&file).expect("a text"), text);
        let manifest = fs::read_to_string(target.join("manifest.json")).expect("a manifest");
        assert!(manifest.contains(&sha256([text])), "the digest of what stands there");
        (published.linked, stat(&file))
    };
    let (_, first) = made("one two three");
    assert_eq!(made("one two three").1, first);
    for other in ["one two tree!", "one two three four", "one", ""] {
        let (_, changed) = made(other);
        assert_ne!(changed, first, "{other:?}");
    }
}

#[test]
fn a_file_that_cannot_be_written_in_pieces_leaves_the_site_as_it_was() {
    let (_folder, target) = room();
    publish(&target, &[("a.html", "before")]);
    let staging = Staging::begin(&target).expect("begins");
    let fails = |to: &mut dyn Write| {
        to.write_all(b"half")?;
        Err(std::io::Error::other("no more"))
    };
    assert!(staging.put_pieces("b.json", &fails).is_err());
    assert!(matches!(staging.publish(), Err(PublishError::Incomplete)));
    assert_eq!(names(&target), ["a.html", MARKER]);
}

#[test]
fn unchanged_files_keep_inode_and_time_and_changed_ones_are_new() {
    let (_folder, target) = room();
    publish(&target, &[("same", "1"), ("d/same", "2"), ("changed", "old"), ("longer", "a"), ("gone", "x")]);
    let before = ["same", "d/same", "changed", "longer", MARKER].map(|name| stat(&target.join(name)));
    let published = publish(
        &target,
        &[("same", "1"), ("d/same", "2"), ("changed", "new"), ("longer", "ab"), ("fresh", "y")],
    );
    let after = ["same", "d/same", "changed", "longer", MARKER].map(|name| stat(&target.join(name)));
    assert_eq!((before[0], before[1], before[4]), (after[0], after[1], after[4]));
    assert_ne!(before[2].0, after[2].0);
    assert_ne!(before[3].0, after[3].0);
    assert_eq!((published.files, published.linked), (6, 3));
    assert!(!target.join("gone").exists());
    assert_eq!(fs::symlink_metadata(target.join("same")).unwrap().nlink(), 1);
}

#[test]
fn large_equal_files_are_compared_to_the_end() {
    let (_folder, target) = room();
    let mut text = "数".repeat(30_000);
    publish(&target, &[("big", &text)]);
    assert_eq!(publish(&target, &[("big", &text)]).linked, 2);
    text.replace_range(text.len() - 3.., "字");
    assert_eq!(publish(&target, &[("big", &text)]).linked, 1);
    assert_eq!(fs::read_to_string(target.join("big")).unwrap(), text);
}

#[test]
fn nothing_is_linked_through_symbolic_links() {
    let (folder, target) = room();
    publish(&target, &[("file", "same"), ("dir/file", "same")]);
    let elsewhere = folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::write(elsewhere.join("file"), "same").unwrap();
    fs::remove_file(target.join("file")).unwrap();
    fs::remove_dir_all(target.join("dir")).unwrap();
    symlink(elsewhere.join("file"), target.join("file")).unwrap();
    symlink(&elsewhere, target.join("dir")).unwrap();
    let published = publish(&target, &[("file", "same"), ("dir/file", "same")]);
    assert_eq!(published.linked, 1, "the marker alone");
    assert!(fs::symlink_metadata(target.join("file")).unwrap().is_file());
    assert!(fs::symlink_metadata(target.join("dir")).unwrap().is_dir());
    assert_eq!(names(&elsewhere), ["file"]);
    assert_eq!(fs::metadata(elsewhere.join("file")).unwrap().nlink(), 1);
}

#[test]
fn a_dropped_build_leaves_nothing_and_the_site_as_it_was() {
    let (folder, target) = room();
    let staging = Staging::begin(&target).unwrap();
    staging.put("a/b", b"x").unwrap();
    drop(staging);
    assert_eq!(names(folder.path()), [""; 0]);

    publish(&target, &[("index.html", "old")]);
    let before = stat(&target.join("index.html"));
    let staging = Staging::begin(&target).unwrap();
    staging.put("index.html", b"old").unwrap();
    staging.put("other.html", b"new").unwrap();
    drop(staging);
    assert_eq!(names(folder.path()), ["public"]);
    assert_eq!(names(&target), [MARKER, "index.html"]);
    assert_eq!(stat(&target.join("index.html")), before);
}

#[test]
fn a_site_with_a_file_missing_is_not_published() {
    for fault in ["../up", "INDEX.html", "index.html", "index.html/x", MARKER] {
        let (folder, target) = room();
        publish(&target, &[("index.html", "old")]);
        let staging = Staging::begin(&target).unwrap();
        staging.put("index.html", b"new").unwrap();
        staging.put(fault, b"new").unwrap_err();
        assert!(matches!(staging.publish(), Err(PublishError::Incomplete)), "{fault}");
        assert_eq!(fs::read_to_string(target.join("index.html")).unwrap(), "old");
        assert_eq!(names(folder.path()), ["public"]);
    }
}

#[test]
fn two_builds_at_once_are_one_build_and_a_refusal() {
    let (folder, target) = room();
    let first = Staging::begin(&target).unwrap();
    first.put("index.html", b"x").unwrap();
    let same_by_another_name = folder.path().join("public/");
    for spelling in [&target, &same_by_another_name] {
        match Staging::begin(spelling) {
            Err(PublishError::Busy { lock }) => assert!(lock.ends_with(".public.lock")),
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("two builds hold one lock"),
        }
    }
    let _neighbour = Staging::begin(&folder.path().join("other")).unwrap();
    first.publish().unwrap();
    Staging::begin(&target).unwrap();
}

#[test]
fn each_refusal_leaves_the_target_and_its_surroundings_alone() {
    let (folder, target) = room();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("file"), "x").unwrap();
    fs::create_dir(at("foreign")).unwrap();
    fs::write(at("foreign/thesis.doc"), "x").unwrap();
    fs::create_dir(at("marked-folder")).unwrap();
    fs::create_dir(at("marked-folder").join(MARKER)).unwrap();
    fs::create_dir(at("future")).unwrap();
    fs::write(at("future").join(MARKER), "dajuan-site 12\n").unwrap();
    publish(&at("repository"), &[("index.html", "x")]);
    fs::write(at("repository/.git"), "gitdir: elsewhere").unwrap();
    publish(&target, &[("index.html", "x")]);
    symlink(&target, at("link")).unwrap();
    symlink(at("nowhere"), at("dangling")).unwrap();
    let before = names(folder.path());

    assert_eq!(refusal(Path::new("/")), Refusal::Root);
    assert_eq!(refusal(Path::new("/tmp/..")), Refusal::Root);
    assert_eq!(refusal(&at("file")), Refusal::NotAFolder);
    assert_eq!(refusal(&at("link")), Refusal::Symlink);
    assert_eq!(refusal(&at("link/")), Refusal::Symlink);
    assert_eq!(refusal(&at("dangling")), Refusal::Symlink);
    assert_eq!(refusal(&at("foreign")), Refusal::Foreign);
    assert_eq!(refusal(&at("marked-folder")), Refusal::Foreign);
    assert_eq!(refusal(&at("future")), Refusal::OtherMarker);
    assert_eq!(refusal(&at("repository")), Refusal::Repository);
    for current in [".", "..", "src/..", env!("CARGO_MANIFEST_DIR")] {
        assert_eq!(refusal(Path::new(current)), Refusal::HoldsCurrentFolder, "{current}");
    }
    if Path::new("/proc/self").exists() {
        assert_eq!(refusal(Path::new("/proc")), Refusal::MountPoint);
    }
    assert_eq!(names(folder.path()), before);
}

#[test]
fn a_target_that_holds_the_inputs_is_refused() {
    let (_folder, target) = room();
    publish(&target, &[("project/content/site.toml", "title = 'x'")]);
    let project = target.join("project");
    for input in [&project, &target] {
        let reason = match Staging::begin_apart_from(&target, &[input]) {
            Err(PublishError::Refused { reason, .. }) => reason,
            _ => panic!("inputs in danger"),
        };
        assert_eq!(reason, Refusal::HoldsInput(fs::canonicalize(input).unwrap()));
    }
    Staging::begin_apart_from(&target, &[&target.with_file_name("public-notes")]).unwrap();
}

#[test]
fn a_target_that_turns_foreign_during_the_build_is_not_replaced() {
    let (folder, target) = room();
    publish(&target, &[("index.html", "old")]);
    let staging = Staging::begin(&target).unwrap();
    staging.put("index.html", b"new").unwrap();
    fs::remove_file(target.join(MARKER)).unwrap();
    let error = staging.publish().unwrap_err();
    assert!(matches!(error, PublishError::Refused { reason: Refusal::Foreign, .. }), "{error}");
    assert_eq!(fs::read_to_string(target.join("index.html")).unwrap(), "old");
    assert_eq!(names(folder.path()), ["public"]);
}

#[test]
fn hostile_paths_are_turned_away_with_their_fault() {
    let (folder, target) = room();
    let staging = Staging::begin(&target).unwrap();
    let cases = [
        ("../up", PathFault::DotSegment),
        ("/etc/passwd", PathFault::Absolute),
        ("a\\b", PathFault::Backslash),
        ("a\0", PathFault::Control('\0')),
        ("nul", PathFault::ReservedName),
    ];
    for (path, expected) in cases {
        match staging.put(path, b"x") {
            Err(PublishError::Path { fault, .. }) => assert_eq!(fault, expected),
            other => panic!("{path:?}: {other:?}"),
        }
    }
    drop(staging);
    assert_eq!(names(folder.path()), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_paths_nothing_is_written_outside_the_target(
        paths in proptest::collection::vec("[a-bA./\\\\: \u{0}长]{0,8}", 1..12),
    ) {
        let (folder, target) = room();
        let staging = Staging::begin(&target).expect("begins");
        let good: Vec<_> = paths.iter().filter(|path| staging.put(path, path.as_bytes()).is_ok()).collect();
        match staging.publish() {
            Ok(published) => {
                prop_assert_eq!(good.len(), paths.len());
                prop_assert_eq!(published.files, 1 + good.len() as u64);
                for path in good {
                    prop_assert_eq!(&fs::read_to_string(target.join(path)).expect("a file"), path);
                }
                prop_assert_eq!(names(folder.path()), ["public"]);
            }
            Err(_) => {
                prop_assert!(good.len() < paths.len());
                prop_assert_eq!(names(folder.path()), [""; 0]);
            }
        }
    }
}

#[test]
fn many_threads_fill_one_site_and_meet_in_a_clash_once() {
    let (folder, target) = room();
    let staging = Staging::begin(&target).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let staging = &staging;
            scope.spawn(move || {
                for number in 0..250 {
                    let path = format!("d{}/e{}/{thread}-{number}.html", number % 7, number % 3);
                    staging.put(&path, path.as_bytes()).unwrap();
                }
            });
        }
    });
    assert_eq!(staging.publish().unwrap().files, 1001);
    assert_eq!(fs::read_to_string(target.join("d1/e2/3-8.html")).unwrap(), "d1/e2/3-8.html");

    let staging = Staging::begin(&target).unwrap();
    let won = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for spelling in ["x/Same.html", "x/same.html", "x/SAME.html", "x/same.HTML"] {
            let (staging, won) = (&staging, &won);
            scope.spawn(move || match staging.put(spelling, b"x") {
                Ok(()) => drop(won.fetch_add(1, Ordering::Relaxed)),
                Err(PublishError::Clash { .. }) => {}
                Err(other) => panic!("{other}"),
            });
        }
    });
    assert_eq!(won.into_inner(), 1);
    drop(staging);
    assert_eq!(names(folder.path()), ["public"]);
}

/// What was done, the folders that lie there with the text of their page, and the page that must be found.
type Step = (&'static str, &'static [(&'static str, &'static str)], Option<&'static str>);

/// What a kill after each step of the two-rename way leaves, and the site that the next build must find.
#[test]
fn after_a_kill_at_any_step_the_next_build_finds_a_whole_site() {
    let steps: [Step; 7] = [
        ("while staging, first build", &[(".public.staging-1", "part")], None),
        ("while staging", &[("public", "old"), (".public.staging-1", "part")], Some("old")),
        ("target put aside", &[(".public.old-1", "old"), (".public.staging-1", "new")], Some("old")),
        ("target put aside, again", &[(".public.old-2", "old"), (".public.staging-1", "new")], Some("old")),
        ("new one in place", &[("public", "new"), (".public.old-1", "old")], Some("new")),
        ("old one renamed", &[("public", "new"), (".public.staging-1", "old")], Some("new")),
        ("old one half removed", &[("public", "new"), (".public.staging-1", "part")], Some("new")),
    ];
    for (step, folders, expected) in steps {
        let (folder, target) = room();
        for (name, text) in folders {
            let path = folder.path().join(name);
            fs::create_dir(&path).unwrap();
            fs::write(path.join("index.html"), text).unwrap();
            if *text != "part" {
                fs::write(path.join(MARKER), format!("{MARKER_LINE}\n")).unwrap();
            }
        }
        fs::write(folder.path().join(".public.lock"), "").unwrap();
        drop(Staging::begin(&target).unwrap());
        assert_eq!(fs::read_to_string(target.join("index.html")).ok().as_deref(), expected, "{step}");
        assert_eq!(names(folder.path()), expected.map_or(vec![], |_| vec!["public"]), "{step}");
    }
}

#[test]
fn only_leftovers_of_this_target_are_removed() {
    let (folder, target) = room();
    let kept = [".public.staging-notes", ".public.old", ".public2.staging-1", "public.staging-1"];
    for name in kept {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    fs::create_dir(folder.path().join(".public.staging-7")).unwrap();
    publish(&target, &[("index.html", "x")]);
    let mut expected: Vec<_> = kept.into_iter().chain(["public"]).collect();
    expected.sort_unstable();
    assert_eq!(names(folder.path()), expected);
}

/// Runs a test in a process that permissions bind: here, or in a child if we are root. `None`: not possible here.
fn unprivileged(test: &str, folder: &Path) -> Option<PathBuf> {
    if let Some(folder) = env::var_os("DAJUAN_TEST_FOLDER") {
        return Some(folder.into());
    }
    if fs::metadata(folder).expect("a folder").uid() != 0 {
        return Some(folder.to_owned());
    }
    chown(folder, Some(NOBODY), Some(NOBODY)).expect("root may give folders away");
    let program = env::current_exe().expect("the path of this test");
    let child = Command::new(program)
        .args([test, "--exact", "--nocapture"])
        .env("DAJUAN_TEST_FOLDER", folder)
        .current_dir("/")
        .uid(NOBODY)
        .output();
    match child {
        Ok(output) if output.status.success() => {
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(said.contains("1 passed"), "no such test: {test}");
        }
        Ok(output) => panic!("as nobody: {}", String::from_utf8_lossy(&output.stdout)),
        Err(error) if env::var_os("DAJUAN_REQUIRE_TOOLS").is_some() => {
            panic!("cannot run as nobody: {error}")
        }
        Err(error) => eprintln!("SKIPPED {test}: cannot run as nobody: {error}"),
    }
    None
}

#[test]
fn a_folder_that_may_not_be_written_is_an_error_and_stays_as_it_is() {
    let (own, _) = room();
    let Some(folder) =
        unprivileged("a_folder_that_may_not_be_written_is_an_error_and_stays_as_it_is", own.path())
    else {
        return;
    };
    let target = folder.join("public");
    publish(&target, &[("index.html", "old")]);
    fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    let answer = Staging::begin(&target);
    fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
    match answer {
        Err(PublishError::Io { cause, .. }) => assert_eq!(cause.kind(), std::io::ErrorKind::PermissionDenied),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("wrote where nobody may write"),
    }
    assert_eq!(names(&target), [MARKER, "index.html"]);
    assert_eq!(names(&folder), ["public"]);
}

#[test]
fn an_old_tree_that_cannot_be_removed_is_a_warning_until_it_can() {
    let (own, _) = room();
    let Some(folder) =
        unprivileged("an_old_tree_that_cannot_be_removed_is_a_warning_until_it_can", own.path())
    else {
        return;
    };
    let target = folder.join("public");
    publish(&target, &[("d/index.html", "one")]);
    fs::set_permissions(target.join("d"), Permissions::from_mode(0o555)).unwrap();
    let leftover = publish(&target, &[("d/index.html", "two")]).leftover.unwrap();
    assert_eq!(fs::read_to_string(target.join("d/index.html")).unwrap(), "two");
    assert_eq!(publish(&target, &[("d/index.html", "three")]).leftover.as_ref(), Some(&leftover));
    assert_eq!(fs::read_to_string(target.join("d/index.html")).unwrap(), "three");
    fs::set_permissions(leftover.join("d"), Permissions::from_mode(0o755)).unwrap();
    assert_eq!(publish(&target, &[("d/index.html", "four")]).leftover, None);
    assert_eq!(names(&folder), ["public"]);
}
