//! What the program does to the world while it builds, as the kernel sees it: it reads the project, writes beside the target, and
//! does nothing else: no network, no other program, no file elsewhere. Needs strace on Linux; without it the tests say that
//! they were skipped, and fail where `DAJUAN_REQUIRE_TOOLS` is set.
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests run programs and may stop"
)]

mod support;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{copy_tree, project};
use tempfile::TempDir;

/// What the loader and the run-time library may read: their own files, and what they ask the kernel about itself.
const SYSTEM: &[&str] = &[
    "/etc/ld.so.cache",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/usr/lib64/",
    "/proc/self/",
    "/proc/sys/vm/",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/sys/kernel/mm/transparent_hugepage",
    "/sys/fs/cgroup",
];

/// One call that succeeded.
struct Call {
    name: String,
    arguments: String,
}

impl Call {
    /// The paths among its arguments, those that are relative joined to the folder before them.
    fn paths(&self) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        let mut folder = String::new();
        let mut rest = self.arguments.as_str();
        while let Some(at) = rest.find(['<', '"']) {
            let end = if rest[at..].starts_with('<') { '>' } else { '"' };
            let Some(length) = rest[at + 1..].find(end) else { break };
            let text = &rest[at + 1..at + 1 + length];
            if end == '>' {
                folder = text.to_owned();
            } else {
                paths.push(Path::new(&folder).join(text));
            }
            rest = &rest[at + length + 2..];
        }
        paths
    }

    fn writes(&self) -> bool {
        let flags = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC"];
        match &*self.name {
            "openat" | "open" | "openat2" | "creat" => flags.iter().any(|flag| self.arguments.contains(flag)),
            "stat" | "lstat" | "newfstatat" | "statx" | "access" | "faccessat" | "faccessat2"
            | "readlink" | "readlinkat" | "getcwd" | "statfs" | "chdir" | "execve" => false,
            // mkdir, rename, link, unlink, chmod, utimensat …: whatever is not known to be harmless.
            _ => true,
        }
    }
}

/// The calls of a build; none where strace is missing or may not trace.
fn calls(project: &Path, out: &Path) -> Option<(Vec<Call>, bool)> {
    let room = tempfile::tempdir().unwrap();
    let log = room.path().join("log");
    let mut command = Command::new("strace");
    command.args(["-f", "-y", "-qq", "-s", "4096", "-e", "trace=%network,%process,%file", "-o"]).arg(&log);
    command
        .arg(env!("CARGO_BIN_EXE_dajuan"))
        .arg("build")
        .arg("--project")
        .arg(project)
        .arg("--out")
        .arg(out);
    let done = command.current_dir("/").output();
    let text = fs::read_to_string(&log).unwrap_or_default();
    let (Ok(done), true) = (done, text.contains("execve(")) else {
        assert!(env::var_os("DAJUAN_REQUIRE_TOOLS").is_none(), "strace is missing or may not trace");
        eprintln!("skipped: strace is missing or may not trace");
        return None;
    };
    let call = |line: &str| {
        let (_, call) = line.split_once(' ')?;
        let (name, rest) = call.trim_start().split_once('(')?;
        let has_failed = rest.rsplit(" = ").next().is_some_and(|result| result.starts_with("-1 "));
        (!has_failed).then(|| Call { name: name.to_owned(), arguments: rest.to_owned() })
    };
    Some((text.lines().filter_map(call).collect(), done.status.success()))
}

/// Whether a path is one of these or lies below one of them.
fn is_below(path: &Path, folders: &[&Path]) -> bool {
    let is_plain = path.components().all(|part| part.as_os_str() != "..");
    is_plain && folders.iter().any(|folder| path.starts_with(folder))
}

fn rooms() -> (TempDir, PathBuf, PathBuf) {
    let room = tempfile::tempdir().unwrap();
    let root = room.path().canonicalize().unwrap();
    let (inside, target) = (root.join("inside"), root.join("target"));
    fs::create_dir(&target).unwrap();
    copy_tree(project().path(), {
        fs::create_dir(&inside).unwrap();
        &inside
    });
    (room, inside, target)
}

#[test]
fn a_build_reads_its_project_and_writes_beside_its_target_and_does_nothing_else() {
    let (_room, inside, target) = rooms();
    let Some((calls, is_done)) = calls(&inside, &target.join("site")) else { return };
    assert!(is_done && target.join("site/index.html").is_file());
    let network =
        ["socket", "connect", "bind", "listen", "accept", "sendto", "sendmsg", "recvfrom", "socketpair"];
    let (mut read, mut written) = (0, 0);
    for (place, call) in calls.iter().enumerate() {
        let told = format!("{}({}", call.name, call.arguments);
        assert!(!network.contains(&&*call.name), "the network: {told}");
        match &*call.name {
            "execve" | "execveat" => assert_eq!(place, 0, "another program: {told}"),
            "fork" | "vfork" => panic!("another process: {told}"),
            "clone" | "clone3" => assert!(told.contains("CLONE_THREAD"), "another process: {told}"),
            "exit" | "exit_group" | "wait4" | "kill" | "tgkill" | "rt_sigqueueinfo" | "pidfd_open" => {}
            _ if call.writes() => {
                for path in call.paths() {
                    assert!(is_below(&path, &[&target]), "a write elsewhere: {told}");
                    written += 1;
                }
            }
            "openat" | "open" | "openat2" => {
                for path in call.paths() {
                    let is_system = SYSTEM.iter().any(|known| path.to_string_lossy().starts_with(known));
                    assert!(is_system || is_below(&path, &[&inside, &target]), "a file elsewhere: {told}");
                    read += 1;
                }
            }
            _ => {}
        }
    }
    assert!(read > 5 && written > 50, "{read} files read, {written} written");
}

#[test]
fn templates_read_no_files() {
    let (room, inside, target) = rooms();
    let secret = room.path().canonicalize().unwrap().join("secret.html");
    fs::write(&secret, "the secret").unwrap();
    fs::create_dir_all(inside.join("themes/own/templates")).unwrap();
    let site = fs::read_to_string(inside.join("content/site.toml")).unwrap();
    fs::write(inside.join("content/site.toml"), format!("{site}theme = \"own\"\n")).unwrap();
    for path in [secret.to_str().unwrap(), "../../../../secret.html", "/etc/passwd"] {
        let template = format!("{{% include \"{path}\" %}}");
        fs::write(inside.join("themes/own/templates/home.html"), template).unwrap();
        let Some((calls, is_done)) = calls(&inside, &target.join("site")) else { return };
        assert!(!is_done && !target.join("site").exists(), "{path}");
        let opened = calls.iter().filter(|call| call.name.starts_with("open")).flat_map(Call::paths);
        for found in opened {
            assert!(!found.ends_with("secret.html") && !found.ends_with("passwd"), "{}", found.display());
        }
    }
}

#[test]
fn links_out_of_the_project_are_not_followed() {
    let (room, inside, target) = rooms();
    let secret = room.path().canonicalize().unwrap().join("secret.toml");
    fs::write(&secret, "format = 1\n").unwrap();
    fs::create_dir_all(inside.join("themes/own/templates")).unwrap();
    std::os::unix::fs::symlink(&secret, inside.join("content/linked.toml")).unwrap();
    std::os::unix::fs::symlink(room.path(), inside.join("content/folder")).unwrap();
    std::os::unix::fs::symlink(&secret, inside.join("themes/own/templates/list.html")).unwrap();
    let site = fs::read_to_string(inside.join("content/site.toml")).unwrap();
    fs::write(inside.join("content/site.toml"), format!("{site}theme = \"own\"\n")).unwrap();
    let Some((calls, is_done)) = calls(&inside, &target.join("site")) else { return };
    assert!(!is_done && !target.join("site").exists());
    let opened = calls.iter().filter(|call| call.name.starts_with("open")).flat_map(Call::paths);
    for path in opened {
        let name = path.file_name().unwrap_or_default();
        let is_link = ["linked.toml", "folder", "list.html", "secret.toml"].iter().any(|link| name == *link);
        assert!(!is_link, "{} was opened", path.display());
    }
}
