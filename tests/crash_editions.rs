//! What `tests/crash.rs` is for a build, for editions and releases: killed at any moment, starved of disk, locked out and run twice
//! at once, an edition is whole or not there, and `current` leads to the whole old or the whole new site.
//!
//! `DAJUAN_KILLS` sets how often each is killed (else 10 times). With `DAJUAN_REQUIRE_TOOLS` set, a test that would skip itself
//! fails.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a crash is a matter of files and processes"
)]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

mod support;

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use support::site::{Site, collect};
use tempfile::TempDir;

/// One test at a time: a duration means nothing while others freeze too.
static TURN: Mutex<()> = Mutex::new(());

/// A user whom permissions bind: `nobody`.
const NOBODY: u32 = 65_534;

fn kills() -> u32 {
    env::var("DAJUAN_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(10)
}

fn room() -> (MutexGuard<'static, ()>, TempDir) {
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let memory = Path::new("/dev/shm");
    let room = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    fs::set_permissions(room.path(), Permissions::from_mode(0o755)).unwrap();
    (turn, room)
}

/// The small project of the cases, with another title for version 1.
fn project(room: &Path, version: usize) -> PathBuf {
    let root = room.join(format!("project-{version}"));
    fs::create_dir(&root).unwrap();
    support::copy_tree(&Path::new(support::CASES).join("base"), &root);
    if version == 1 {
        let site = root.join("content/site.toml");
        let text = fs::read_to_string(&site).unwrap().replacen("title = \"", "title = \"另", 1);
        fs::write(&site, text).unwrap();
    }
    root
}

fn command(project: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
    command.args(arguments).arg("--project").arg(project).current_dir("/");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn code(mut child: Child) -> i32 {
    child.wait().unwrap().code().unwrap_or(-1)
}

fn run(project: &Path, arguments: &[&str]) -> i32 {
    code(command(project, arguments).spawn().unwrap())
}

fn tree(folder: &Path) -> Site {
    let mut files = Site::new();
    collect(folder, "", &mut files);
    files
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Moments that the golden ratio spreads evenly over a little more than a whole run.
fn moment(number: u32, span: Duration) -> Duration {
    span.mul_f64(f64::from(number) * 0.618_033_988_749_895 % 1.0 * 1.05)
}

/// Starts a command and kills it at a moment; says whether it was still running.
fn killed(project: &Path, arguments: &[&str], after: Duration) -> bool {
    let mut child = command(project, arguments).spawn().unwrap();
    thread::sleep(after);
    child.kill().unwrap();
    code(child) == -1
}

fn skip(test: &str, reason: &str) {
    assert!(env::var_os("DAJUAN_REQUIRE_TOOLS").is_none(), "{test}: {reason}");
    eprintln!("SKIPPED {test}: {reason}");
}

#[test]
fn killed_at_any_moment_an_edition_is_whole_or_not_there() {
    let (_turn, room) = room();
    let root = project(room.path(), 0);
    let (edition, editions) = (root.join("editions/2025"), root.join("editions"));
    let start = Instant::now();
    assert_eq!(run(&root, &["freeze", "2025"]), 0);
    let (full, known) = (start.elapsed(), tree(&edition));
    let (mut hits, mut whole) = (0, 0);
    for kill in 1..=kills() {
        fs::remove_dir_all(&editions).unwrap();
        hits += u32::from(killed(&root, &["freeze", "2025"], moment(kill, full)));
        if edition.exists() {
            whole += 1;
            assert!(tree(&edition) == known, "after kill {kill}");
        }
        assert_eq!(run(&root, &["freeze", "2025"]), 0, "the freeze after kill {kill}");
        assert!(tree(&edition) == known, "the freeze after kill {kill}");
        assert_eq!(names(&editions), ["2025"], "beside the edition after kill {kill}");
        // Once more: it stands already, and a kill while that is found out leaves it as it is.
        killed(&root, &["freeze", "2025"], moment(kill + 1, full));
        assert!(tree(&edition) == known, "killed over a standing edition, {kill}");
    }
    eprintln!("{} kills: {hits} hit a running freeze, {whole} left a whole edition", kills());
    assert!(hits >= kills() / 2);
}

#[test]
fn killed_at_any_moment_current_leads_to_the_old_or_the_new_release() {
    let (_turn, room) = room();
    let roots = [0, 1].map(|version| project(room.path(), version));
    let to = room.path().join("served");
    let arguments = ["build", "--to", to.to_str().unwrap(), "--keep", "2"];
    let current = to.join("current");
    assert_eq!(run(&roots[1], &arguments), 0);
    let mut known = vec![tree(&current)];
    // The second: a first one draws what later ones take over.
    let start = Instant::now();
    assert_eq!(run(&roots[0], &arguments), 0);
    let full = start.elapsed();
    known.insert(0, tree(&current));
    assert!(known[0] != known[1]);
    let at = |when: &str| {
        let found = tree(&current);
        known.iter().position(|tree| *tree == found).unwrap_or_else(|| panic!("{when}: neither old nor new"))
    };
    let (mut hits, mut standing) = (0, 0);
    for kill in 1..=kills() {
        hits += u32::from(killed(&roots[1 - standing], &arguments, moment(kill, full)));
        let after = at(&format!("after kill {kill}"));
        for release in names(&to.join("releases")).iter().filter(|name| !name.starts_with('.')) {
            let found = tree(&to.join("releases").join(release));
            assert!(known.contains(&found), "release {release} after kill {kill}");
        }
        assert_eq!(run(&roots[1 - after], &arguments), 0, "the build after kill {kill}");
        standing = at(&format!("the build after kill {kill}"));
        assert_eq!(standing, 1 - after);
        let left = names(&to.join("releases"));
        assert!(left.len() == 2 && left.iter().all(|name| !name.starts_with('.')), "{left:?}");
        assert_eq!(names(&to), ["current", "releases"]);
    }
    eprintln!("{} kills: {hits} hit a running build", kills());
    assert!(hits >= kills() / 3);
}

#[test]
fn a_release_is_made_only_where_something_changed_and_old_ones_go() {
    let (_turn, room) = room();
    let roots = [0, 1].map(|version| project(room.path(), version));
    let to = room.path().join("served");
    let arguments = ["build", "--to", to.to_str().unwrap(), "--keep", "2"];
    let current = || fs::read_link(to.join("current")).unwrap().to_str().unwrap().to_owned();
    assert_eq!(run(&roots[0], &arguments), 0);
    assert_eq!(current(), "releases/0001");
    assert_eq!(run(&roots[0], &arguments), 0);
    assert_eq!((current().as_str(), names(&to.join("releases")).len()), ("releases/0001", 1));
    let style =
        |release: &str| fs::metadata(to.join("releases").join(release).join("site.css")).unwrap().ino();
    assert_eq!(run(&roots[1], &arguments), 0);
    assert_eq!(current(), "releases/0002");
    assert_eq!(style("0001"), style("0002"), "what did not change is linked");
    assert_eq!(run(&roots[0], &arguments), 0);
    assert_eq!(names(&to.join("releases")), ["0002", "0003"]);
    // Back by hand, and on from there: the current one is never removed.
    fs::remove_file(to.join("current")).unwrap();
    std::os::unix::fs::symlink("releases/0002", to.join("current")).unwrap();
    fs::create_dir(to.join("releases/notes")).unwrap();
    assert_eq!(run(&roots[0], &arguments), 0);
    assert_eq!(current(), "releases/0004");
    assert!(names(&to.join("releases")).contains(&"notes".to_owned()), "what is not ours stays");
    assert_eq!(run(&roots[0], &["verify", to.join("current").to_str().unwrap()]), 0);
    // A folder where the link should be is somebody's.
    fs::remove_file(to.join("current")).unwrap();
    fs::create_dir(to.join("current")).unwrap();
    assert_eq!(run(&roots[1], &arguments), 3);
}

#[test]
fn of_two_at_once_each_is_done_or_says_so() {
    let (_turn, room) = room();
    let root = project(room.path(), 0);
    let to = room.path().join("served");
    for arguments in [vec!["freeze", "2025"], vec!["build", "--to", to.to_str().unwrap()]] {
        let both = [0, 1].map(|_| command(&root, &arguments).spawn().unwrap());
        let mut codes = both.map(code);
        codes.sort_unstable();
        assert!([[0, 0], [0, 3]].contains(&codes), "{arguments:?}: {codes:?}");
    }
    assert_eq!(run(&root, &["verify", root.join("editions/2025").to_str().unwrap()]), 0);
    assert_eq!(run(&root, &["verify", to.join("current").to_str().unwrap()]), 0);
    assert_eq!(names(&root.join("editions")), ["2025"]);
}

#[test]
fn on_a_full_disk_nothing_half_is_left() {
    let (_turn, room) = room();
    let disk = room.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64m", "tmpfs"]).arg(&disk).status();
    if !mounted.is_ok_and(|status| status.success()) {
        return skip("on_a_full_disk_nothing_half_is_left", "no tmpfs can be mounted");
    }
    let root = project(&disk, 0);
    let to = disk.join("served");
    let releases = ["build", "--to", to.to_str().unwrap()];
    let outcome = std::panic::catch_unwind(|| {
        assert_eq!(run(&root, &releases), 0);
        let standing = tree(&to.join("current"));
        let other = project(&disk, 1);
        assert_eq!(run(&root, &["freeze", "2024"]), 0);
        let space = || rustix::fs::statvfs(&disk).map(|disk| disk.f_bavail * disk.f_frsize).unwrap();
        let filler = disk.join("filler");
        for spare in [0, 16 << 10, 64 << 10] {
            let _ = fs::remove_file(&filler);
            let size = usize::try_from(space() - spare).unwrap();
            fs::write(&filler, vec![1; size]).unwrap();
            assert_eq!(run(&root, &["freeze", "2025"]), 2, "{spare} bytes to spare");
            assert_eq!(names(&root.join("editions")), ["2024"]);
            assert_eq!(run(&other, &releases), 2, "{spare} bytes to spare");
            assert!(tree(&to.join("current")) == standing);
        }
        fs::remove_file(&filler).unwrap();
        assert_eq!(run(&root, &["freeze", "2025"]), 0);
        assert_eq!(run(&other, &releases), 0);
    });
    let _ = Command::new("umount").arg(&disk).status();
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn where_nothing_may_be_written_nothing_changes() {
    let (_turn, room) = room();
    let root = project(room.path(), 0);
    let to = room.path().join("served");
    assert_eq!(run(&root, &["freeze", "2024"]), 0);
    let locked = ["freeze", "2025"];
    let releases = ["build", "--to", to.to_str().unwrap()];
    assert_eq!(run(&root, &releases), 0);
    let (edition, current) = (tree(&root.join("editions/2024")), tree(&to.join("current")));
    for folder in [root.join("editions"), to.clone(), to.join("releases")] {
        fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
    }
    for arguments in [locked.as_slice(), releases.as_slice()] {
        let mut command = command(&root, arguments);
        if fs::metadata(&root).unwrap().uid() == 0 {
            // Permissions do not bind root.
            let _ = chown(&root, Some(0), Some(0));
            command.uid(NOBODY).gid(NOBODY);
        }
        match command.spawn().map(code) {
            Ok(status) => assert_eq!(status, 2, "{arguments:?}"),
            Err(error) => return skip("where_nothing_may_be_written_nothing_changes", &error.to_string()),
        }
    }
    assert!(tree(&root.join("editions/2024")) == edition && tree(&to.join("current")) == current);
    assert_eq!(names(&root.join("editions")), ["2024"]);
}
