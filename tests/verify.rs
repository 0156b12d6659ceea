//! `verify` on folders and archives, sound, damaged and made to harm.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Output};

use dajuan::archive::{
    Bag, BagInfo, FileEntry, Inputs, Payload, Unzip, What, Zip, ZipFault, write_bag, write_manifest,
};
use dajuan::edition::Snapshot;
use dajuan::model::{Algorithm, Hasher};
use dajuan::read::verify::{Kind, Report, Signature, VerifyError, verify};

const FILES: &[(&str, &str)] = &[
    ("site/index.html", "<p>答卷</p>"),
    ("site/data/a.csv", "id\r\n1\r\n"),
    ("checks.txt", "none"),
    ("empty", ""),
];

fn look(path: &Path) -> Result<Report, VerifyError> {
    verify(path, None, &|_, _| {})
}

fn found(path: &Path) -> Vec<(String, What)> {
    look(path).unwrap().differences.into_iter().map(|difference| (difference.path, difference.what)).collect()
}

/// A small edition.
fn edition(root: &Path) {
    let mut entries = Vec::new();
    for (path, text) in FILES {
        let file = root.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        let mut hasher = Hasher::of(&[Algorithm::Sha256, Algorithm::Sm3]);
        hasher.add(text.as_bytes());
        let digests: Vec<String> = hasher.finish().into_iter().map(|(_, digits)| digits).collect();
        entries.push(FileEntry {
            path: (*path).to_owned(),
            bytes: text.len() as u64,
            sha256: digests[0].clone(),
            sm3: Some(digests[1].clone()),
        });
    }
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    let mut manifest = Vec::new();
    write_manifest(&mut manifest, Some("2025"), "2025-12-31", &Inputs::default(), entries).unwrap();
    fs::write(root.join("manifest.json"), manifest).unwrap();
}

/// A small bag as a zip.
fn bag() -> Vec<u8> {
    let info = BagInfo { lines: vec![("External-Identifier", "2025".to_owned())] };
    let payload =
        FILES.iter().map(|(path, text)| Payload { path: (*path).to_owned(), bytes: text.len() as u64 });
    let bag = Bag { name: "2025", info: &info, payload: payload.collect() };
    let texts: BTreeMap<&str, &'static str> = FILES.iter().copied().collect();
    let open =
        |path: &str| -> std::io::Result<Box<dyn std::io::Read>> { Ok(Box::new(texts[path].as_bytes())) };
    write_bag(Cursor::new(Vec::new()), &bag, open).unwrap().0.into_inner()
}

/// Unpacks an archive of our own making, with other names or texts as `edit` wants.
fn unpacked(bytes: &[u8], root: &Path) {
    let mut zip = Unzip::open(Cursor::new(bytes)).unwrap();
    for entry in zip.entries.clone().iter() {
        let mut text = Vec::new();
        zip.read(entry, |piece| text.extend_from_slice(piece)).unwrap();
        let file = root.join(&entry.path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

fn files_below(root: &Path) -> Vec<String> {
    fn walk(folder: &Path, prefix: &str, paths: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{path}/"), paths);
            } else {
                paths.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(root, "", &mut paths);
    paths.sort();
    paths
}

/// Flips each byte of each file, one at a time, and returns those that nobody noticed.
fn unnoticed(root: &Path) -> Vec<String> {
    let mut unnoticed = Vec::new();
    for path in files_below(root) {
        let file = root.join(&path);
        let sound = fs::read(&file).unwrap();
        for place in 0..sound.len() {
            let mut altered = sound.clone();
            altered[place] ^= 1 << (place % 8); // among them the bit that tells `a` from `A`
            fs::write(&file, altered).unwrap();
            let is_noticed = look(root).map_or(true, |report| !report.is_sound());
            if !is_noticed {
                unnoticed.push(format!("{path}:{place}"));
            }
        }
        fs::write(&file, sound).unwrap();
    }
    unnoticed
}

#[test]
fn any_flipped_byte_of_an_edition_is_found() {
    let root = tempfile::tempdir().unwrap();
    edition(root.path());
    let report = look(root.path()).unwrap();
    assert!(report.is_sound() && report.kind == Kind::Edition && report.edition.as_deref() == Some("2025"));
    assert_eq!(report.files, FILES.len() + 1);
    assert_eq!(unnoticed(root.path()), Vec::<String>::new());
}

#[test]
fn any_flipped_byte_of_a_bag_is_found() {
    let room = tempfile::tempdir().unwrap();
    unpacked(&bag(), room.path());
    let root = room.path().join("2025");
    let report = look(&root).unwrap();
    assert_eq!((report.differences, report.kind), (Vec::new(), Kind::Bag));
    assert_eq!(unnoticed(&root), Vec::<String>::new());
}

#[test]
fn changed_missing_and_added_files_are_named() {
    let root = tempfile::tempdir().unwrap();
    edition(root.path());
    fs::write(root.path().join("site/index.html"), "<p>其他</p>").unwrap();
    fs::remove_file(root.path().join("empty")).unwrap();
    fs::create_dir(root.path().join("site/more")).unwrap();
    fs::write(root.path().join("site/more/a"), "").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", root.path().join("site/link")).unwrap();
    // Signatures stand beside the manifest, and are not listed in it.
    fs::write(root.path().join("manifest.json.sig"), "").unwrap();
    let expected = [
        ("empty", What::Missing),
        ("site/index.html", What::Changed),
        ("site/link", What::NotAFile),
        ("site/more/a", What::Added),
    ];
    assert_eq!(found(root.path()), expected.map(|(path, what)| (path.to_owned(), what)));
}

#[test]
fn a_link_in_place_of_a_file_is_not_followed() {
    let root = tempfile::tempdir().unwrap();
    edition(root.path());
    let same = root
        .path()
        .parent()
        .unwrap()
        .join(format!("{}-same", root.path().file_name().unwrap().to_str().unwrap()));
    fs::write(&same, FILES[0].1).unwrap();
    fs::remove_file(root.path().join(FILES[0].0)).unwrap();
    std::os::unix::fs::symlink(&same, root.path().join(FILES[0].0)).unwrap();
    assert!(found(root.path()).contains(&(FILES[0].0.to_owned(), What::NotAFile)));
    fs::remove_file(same).unwrap();
}

#[test]
fn a_zipped_bag_is_verified_without_being_unpacked() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("2025.zip");
    fs::write(&path, bag()).unwrap();
    let report = look(&path).unwrap();
    assert_eq!((report.differences, report.kind), (Vec::new(), Kind::Bag));
    assert_eq!(files_below(room.path()), ["2025.zip"]);
}

/// The bag of the first edition format, kept for ever: it was frozen from `tests/cases/base` and is never made anew.
const FIRST: &[u8] = include_bytes!("cases/editions/format-1.zip");

#[test]
fn the_first_edition_that_was_ever_frozen_is_still_verified_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let archive = folder.path().join("2025.zip");
    fs::write(&archive, FIRST).unwrap();
    assert_eq!(found(&archive), []);
    let place = folder.path().join("bag");
    unpacked(FIRST, &place);
    let paths = files_below(&place);
    let root = place.join(paths[0].split('/').next().unwrap());
    assert_eq!(found(&root), []);
    let path = paths.iter().find(|path| path.ends_with("site/data/edition.json")).unwrap();
    let snapshot = Snapshot::from_json(fs::read(place.join(path)).unwrap()).unwrap();
    assert_eq!(snapshot.name.as_deref(), Some("2025"));
    assert!(dajuan::edition::diff(&snapshot, &snapshot).changes.is_empty());
    let csv = paths.iter().find(|path| path.ends_with("site/data/observations.csv")).unwrap();
    fs::write(place.join(csv), "id\r\n").unwrap();
    assert_eq!(found(&root).len(), 1);
}

/// A zip of the files of the bag, with one of them as `edit` wants it.
fn repacked(edit: impl Fn(&mut Vec<(String, Vec<u8>)>)) -> Vec<u8> {
    let mut zip = Unzip::open(Cursor::new(bag())).unwrap();
    let mut files = Vec::new();
    for entry in zip.entries.clone().iter() {
        let mut text = Vec::new();
        zip.read(entry, |piece| text.extend_from_slice(piece)).unwrap();
        files.push((entry.path.clone(), text));
    }
    edit(&mut files);
    let mut zip = Zip::new(Cursor::new(Vec::new()));
    for (path, text) in files {
        zip.add(&path, text.len() as u64, text.as_slice(), |_| {}).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_is_wrong_within_a_zip_is_named() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("bag.zip");
    let add = |name: &str| {
        let name = name.to_owned();
        move |files: &mut Vec<(String, Vec<u8>)>| files.push((name.clone(), b"x".to_vec()))
    };
    let cases: Vec<(Vec<u8>, &str, What)> = vec![
        (repacked(add("../../etc/passwd")), "../../etc/passwd", What::UnsafeName),
        (repacked(add("/etc/passwd")), "/etc/passwd", What::UnsafeName),
        (repacked(add("2025/../x")), "2025/../x", What::UnsafeName),
        (repacked(add("2025\\data\\x")), "2025\\data\\x", What::UnsafeName),
        (repacked(add("other/x")), "other/x", What::Added),
        (repacked(add("2025/data/x")), "data/x", What::Added),
        (
            repacked(|files| files.retain(|(path, _)| !path.ends_with("checks.txt"))),
            "data/checks.txt",
            What::Missing,
        ),
        (
            repacked(|files| {
                files.iter_mut().find(|file| file.0.ends_with("a.csv")).unwrap().1 = b"id".to_vec()
            }),
            "data/site/data/a.csv",
            What::Changed,
        ),
    ];
    for (bytes, name, what) in cases {
        fs::write(&path, bytes).unwrap();
        assert!(found(&path).contains(&(name.to_owned(), what)), "{name}: {:?}", found(&path));
    }
    assert_eq!(files_below(room.path()), ["bag.zip"]);
}

#[test]
fn archives_made_to_harm_are_refused() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("bag.zip");
    let sound = bag();
    // Two files of one name: programs differ in which of them they take.
    let twin = b"2025/data/checks.txt";
    let other = b"2025/data/CHECKS.txt";
    let mut doubled = repacked(|files| files.push(("2025/data/CHECKS.txt".to_owned(), Vec::new())));
    for at in 0..doubled.len() - other.len() {
        if &doubled[at..at + other.len()] == other {
            doubled[at..at + other.len()].copy_from_slice(twin);
        }
    }
    let refusal = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        match look(&path) {
            Err(VerifyError::Archive(_, fault)) => fault,
            other => panic!("{other:?}"),
        }
    };
    assert!(matches!(refusal(&doubled), ZipFault::Twice));
    assert!(matches!(refusal(&sound[..sound.len() - 1]), ZipFault::Broken));
    let hidden = [b"hidden".as_slice(), &sound].concat();
    assert!(matches!(refusal(&hidden), ZipFault::Gap | ZipFault::Broken));
    assert!(matches!(refusal(b"no zip at all"), ZipFault::Broken));
    fs::write(&path, repacked(|files| files.retain(|(path, _)| !path.ends_with("bagit.txt")))).unwrap();
    assert!(matches!(look(&path), Err(VerifyError::Unknown(_))));
}

#[test]
fn a_bomb_is_read_within_its_declared_size() {
    // A hundred mebibytes of zeros in a hundred kilobytes, declared as such: read, counted, and kept nowhere.
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("bag.zip");
    let zeros = 100 << 20;
    let mut zip = Zip::new(File::create(&path).unwrap());
    zip.add("b/bagit.txt", 3, b"not".as_slice(), |_| {}).unwrap();
    zip.add("b/data/zeros", zeros, std::io::Read::take(std::io::repeat(0), zeros), |_| {}).unwrap();
    zip.finish().unwrap();
    assert!(fs::metadata(&path).unwrap().len() < 1 << 20);
    assert!(found(&path).contains(&("data/zeros".to_owned(), What::Added)));
    // One that holds more than it declares is left as soon as that shows.
    let mut bytes = fs::read(&path).unwrap();
    let declared = u32::try_from(zeros).unwrap().to_le_bytes();
    for at in 0..bytes.len() - 4 {
        if bytes[at..at + 4] == declared {
            bytes[at..at + 4].copy_from_slice(&7u32.to_le_bytes());
        }
    }
    fs::write(&path, bytes).unwrap();
    assert!(found(&path).contains(&("data/zeros".to_owned(), What::TooLarge)));
}

/// From the documentation of minisign-verify.
const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

#[test]
fn a_signature_is_checked_only_with_a_key_and_another_one_is_noticed() {
    let root = tempfile::tempdir().unwrap();
    edition(root.path());
    let with_key = || verify(root.path(), Some(KEY), &|_, _| {}).unwrap();
    assert_eq!(with_key().differences[0].what, What::Unsigned);
    let other = "untrusted comment: signature from minisign secret key\n\
        RUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=\n\
        trusted comment: timestamp:1633700835\tfile:test\tprehashed\n\
        wLMDjy9FLAuxZ3q4NlEvkgtyhrr0gtTu6KC4KBJdITbbOeAi1zBIYo0v4iTgt8jJpIidRJnp94ABQkJAgAooBQ==\n";
    fs::write(root.path().join("manifest.json.minisig"), other).unwrap();
    assert_eq!(look(root.path()).unwrap().signature, Signature::Unchecked);
    assert!(look(root.path()).unwrap().is_sound());
    assert_eq!(with_key().signature, Signature::Bad);
    assert!(matches!(verify(root.path(), Some("no key"), &|_, _| {}), Err(VerifyError::Key)));
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dajuan")).args(arguments).env("LC_ALL", "C").output().unwrap()
}

#[test]
fn minisign_signs_and_verify_checks() {
    if Command::new("minisign").arg("-v").output().is_err() {
        assert!(std::env::var_os("DAJUAN_REQUIRE_TOOLS").is_none(), "minisign is missing");
        eprintln!("SKIPPED minisign_signs_and_verify_checks: no minisign");
        return;
    }
    let room = tempfile::tempdir().unwrap();
    let root = room.path().join("2025");
    fs::create_dir(&root).unwrap();
    edition(&root);
    let at = |name: &str| room.path().join(name).to_str().unwrap().to_owned();
    let (public, secret) = (at("k.pub"), at("k.key"));
    let minisign = |arguments: &[&str]| {
        let output = Command::new("minisign").args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    minisign(&["-G", "-W", "-p", &public, "-s", &secret]);
    minisign(&[
        "-S",
        "-s",
        &secret,
        "-t",
        "edition 2025",
        "-m",
        root.join("manifest.json").to_str().unwrap(),
    ]);
    let edition = root.to_str().unwrap();
    let output = run(&["verify", edition, "--key", &public]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains("its comment: edition 2025"), "{said}");
    // Somebody freezes other files and keeps the signature.
    fs::write(root.join("checks.txt"), "other").unwrap();
    assert_eq!(run(&["verify", edition, "--key", &public]).status.code(), Some(1));
    minisign(&["-G", "-W", "-f", "-p", &public, "-s", &secret]);
    let output = run(&["verify", edition, "--key", &public]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("does not match this key"));
}

#[test]
fn the_command_says_what_it_found_and_how_it_ends() {
    let room = tempfile::tempdir().unwrap();
    let root = room.path().join("2025");
    fs::create_dir(&root).unwrap();
    edition(&root);
    let path = root.to_str().unwrap();
    let output = run(&["verify", path]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("edition 2025: all 5 files"));
    fs::write(root.join("checks.txt"), "other").unwrap();
    let output = run(&["verify", path, "--lang", "zh"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("内容改变：checks.txt\n"));
    let output = run(&["verify", path, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["differences"][0]["what"], "changed");
    assert_eq!(run(&["verify", room.path().to_str().unwrap()]).status.code(), Some(3));
    assert_eq!(run(&["verify", room.path().join("none").to_str().unwrap()]).status.code(), Some(2));
}
