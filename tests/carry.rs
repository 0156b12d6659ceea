//! Editions within a published site: the same to the byte, by copies of their own, listed and linked.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build sites and may stop")]

mod support;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Output};

use support::site::{Site, collect};

fn run(project: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
    command.args(arguments).args(["--lang", "en", "--project"]).arg(project).current_dir("/");
    command.output().unwrap()
}

fn done(project: &Path, arguments: &[&str]) {
    let output = run(project, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn below(folder: &Path) -> Site {
    let mut files = Site::new();
    collect(folder, "", &mut files);
    files
}

fn text(site: &Site, path: &str) -> String {
    String::from_utf8(site.get(path).unwrap_or_else(|| panic!("no {path}")).clone()).unwrap()
}

fn inode(path: &Path) -> u64 {
    fs::metadata(path).unwrap().ino()
}

#[test]
fn a_site_carries_its_editions_lists_them_and_links_each_figure() {
    let project = support::project();
    let root = project.path();
    done(root, &["freeze", "2024"]);
    fs::write(root.join("editions/2024/manifest.json.sig"), "a signature").unwrap();
    let site = root.join("content/site.toml");
    let other = fs::read_to_string(&site).unwrap().replacen("title = \"", "title = \"另", 1);
    fs::write(&site, other).unwrap();
    done(root, &["freeze", "2025"]);
    done(root, &["build"]);
    let (archive, public) = (below(&root.join("editions")), below(&root.join("public/editions")));
    assert_eq!(archive.keys().collect::<Vec<_>>(), public.keys().collect::<Vec<_>>());
    assert!(archive == public, "byte for byte");
    let site = below(&root.join("public"));
    let list = text(&site, "editions.html");
    let manifest: serde_json::Value = serde_json::from_slice(&archive["2025/manifest.json"]).unwrap();
    assert!(list.contains(manifest["digest"].as_str().unwrap()));
    for href in ["editions/2025/site/index.html", "editions/2025/2025.zip", "editions/2024/2024.zip"] {
        assert!(list.contains(&format!("href=\"{href}\"")), "{href}");
    }
    assert!(list.find("2025.zip") < list.find("2024.zip"), "the newest first");
    let figures: Vec<&String> = site
        .keys()
        .filter(|path| {
            path.starts_with("figures/") && path.ends_with(".html") && !path.ends_with(".embed.html")
        })
        .collect();
    assert!(!figures.is_empty());
    for path in figures {
        let page = text(&site, path);
        for edition in ["2024", "2025"] {
            let href = format!("../../editions/{edition}/site/{path}");
            assert!(page.contains(&format!("href=\"{href}\"")), "{href}");
        }
        assert!(page.contains("与本页数据相同"));
    }
    // A frozen page leads to the list of the site that carries it.
    assert!(text(&site, "editions/2024/site/index.html").contains("href=\"../../../editions.html\""));
    // No edition holds another.
    assert!(!archive.keys().any(|path| path.contains("site/editions")));
    done(root, &["verify", root.join("public").to_str().unwrap()]);
    done(root, &["verify", root.join("public/editions/2025").to_str().unwrap()]);
}

#[test]
fn carried_files_are_copies_and_stay_where_they_did_not_change() {
    let project = support::project();
    let root = project.path();
    done(root, &["freeze", "2025"]);
    done(root, &["build"]);
    let (frozen, carried) =
        (root.join("editions/2025/site/index.html"), root.join("public/editions/2025/site/index.html"));
    assert_ne!(inode(&frozen), inode(&carried));
    let before = inode(&carried);
    done(root, &["build"]);
    assert_eq!(inode(&carried), before, "it is linked from the site before");
    // Somebody linked the published file to the archive: the next site has one of its own again.
    fs::remove_file(&carried).unwrap();
    fs::hard_link(&frozen, &carried).unwrap();
    done(root, &["build"]);
    assert_ne!(inode(&frozen), inode(&carried));
    // Somebody changed the published file: the archive is not touched, and the next site is right again.
    fs::write(&carried, "other").unwrap();
    done(root, &["build"]);
    assert_eq!(fs::read(&frozen).unwrap(), fs::read(&carried).unwrap());
}

#[test]
fn an_edition_that_changed_is_not_published() {
    let project = support::project();
    let root = project.path();
    done(root, &["freeze", "2025"]);
    done(root, &["build"]);
    let before = below(&root.join("public"));
    let flip = |path: &str| {
        let path = root.join("editions/2025").join(path);
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "a file of a test")]
        permissions.set_readonly(false);
        fs::set_permissions(&path, permissions).unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&path, bytes).unwrap();
    };
    for path in ["site/index.html", "2025.zip", "checks.txt", "manifest.json"] {
        flip(path);
        let output = run(root, &["build"]);
        assert_eq!(output.status.code(), Some(3), "{path}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("not what its manifest says"), "{path}");
        assert!(below(&root.join("public")) == before, "the site is as it was");
        flip(path);
    }
    fs::remove_file(root.join("editions/2025/checks.txt")).unwrap();
    assert_eq!(run(root, &["build"]).status.code(), Some(3));
}
