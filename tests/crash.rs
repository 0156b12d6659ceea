//! The promise that matters most: whatever befalls a build, the published site is the whole old or the whole new
//! one. Here the real program is killed, starved of disk, locked out, misfed and run twice at once.
//!
//! `DAJUAN_KILLS` sets how often it is killed, however long that takes (else 50 times, or as often as fits into the
//! time of a test run). `DAJUAN_CRASH_DIR` sets the file system (else `/dev/shm` if it is roomy, else the temporary
//! folder). With `DAJUAN_REQUIRE_TOOLS` set, a test that would skip itself fails.

#![expect(clippy::disallowed_methods, reason = "a crash is a matter of files, processes and moments")]
#![expect(clippy::print_stderr, reason = "a test that cannot run here says so")]

use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File, Permissions};
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use dajuan::publish::MARKER;
use tempfile::TempDir;

/// How many kills are meant, and how many at the least, however slow the build.
const KILLS: (u32, u32) = (50, 10);
/// Of so many kills, one falls just before or into the switch, and one into the removal of the old tree.
const ROUND: u32 = 5;
/// What the kills may take together; the whole file is to stay under a minute.
const TIME: Duration = Duration::from_secs(30);
/// Free bytes from which `/dev/shm` is roomy.
const ROOMY: u64 = 1 << 30;
/// A build that takes longer than this hangs.
const PATIENCE: Duration = Duration::from_secs(120);
/// A user whom permissions bind: `nobody`.
const NOBODY: u32 = 65_534;

/// A published tree: for each path what it is, and the hash of its bytes.
type Tree = BTreeMap<String, (char, u64)>;

/// Known once and for all tests; held by one test at a time, for a duration means nothing while others build too.
static KNOWN: Mutex<Option<Known>> = Mutex::new(None);

/// What undisturbed builds of the two versions give.
#[derive(Clone)]
struct Known {
    trees: [Tree; 2],
    /// The duration of a full build.
    full: Duration,
    /// The bytes on disk of version A, and of the files of version B that A has not.
    whole: u64,
    fresh: u64,
}

/// Two versions of this repository's own project, and a room to build them in.
struct Scene {
    room: TempDir,
    known: Known,
    _turn: MutexGuard<'static, Option<Known>>,
}

impl Scene {
    fn new() -> Scene {
        let mut turn = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let room = tempfile::tempdir_in(base()).expect("a temporary folder");
        fs::set_permissions(room.path(), Permissions::from_mode(0o755)).expect("others may look in");
        for version in [0, 1] {
            let project = project(&room, version);
            for part in ["content", "seeds"] {
                copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(part), &project.join(part));
            }
        }
        let site = |version| project(&room, version).join("content/site.toml");
        let text = fs::read_to_string(site(0)).expect("content/site.toml");
        // Pixels are kept from one build to the next: with them no two builds would take as long.
        let text = format!("{text}figure_files = [\"csv\", \"svg\", \"json\", \"embed\"]\n");
        fs::write(site(0), &text).expect("version A");
        fs::write(site(1), retitled(&text)).expect("version B");
        let known = turn.get_or_insert_with(|| Known::measure(&room)).clone();
        Scene { room, known, _turn: turn }
    }

    fn project(&self, version: usize) -> PathBuf {
        project(&self.room, version)
    }

    fn command(&self, version: usize, out: &Path) -> Command {
        command(&self.project(version), out)
    }

    fn build(&self, version: usize, out: &Path) -> i32 {
        code(self.command(version, out).spawn().expect("the program starts"))
    }

    /// Which version stands at `out`; anything else fails the test and says where it differs.
    fn version_at(&self, out: &Path, when: &str) -> usize {
        let found = tree(out);
        if let Some(version) = self.known.trees.iter().position(|known| *known == found) {
            return version;
        }
        let strange: Vec<_> = self.known.trees.iter().map(|known| first_difference(known, &found)).collect();
        panic!("{when}: neither the old nor the new site stands; first differences: {strange:?}");
    }
}

impl Known {
    fn measure(room: &TempDir) -> Known {
        let outs = [0, 1].map(|version| room.path().join(format!("known-{version}")));
        let mut full = Duration::ZERO;
        for (version, out) in outs.iter().enumerate() {
            let start = Instant::now();
            let child = command(&project(room, version), out).spawn().expect("the program starts");
            assert_eq!(code(child), 0, "a build that nothing disturbs");
            full = start.elapsed();
        }
        let trees = [tree(&outs[0]), tree(&outs[1])];
        assert_ne!(trees[0], trees[1], "the title of the site is on its pages");
        let changed = |path: &str| trees[0].get(path) != trees[1].get(path);
        let whole = blocks(&outs[0], |_| true, &trees[0]);
        let fresh = blocks(&outs[1], changed, &trees[1]);
        Known { trees, full, whole, fresh }
    }
}

/// In memory if possible: journal-less ext4 takes many times as long for trees made just after others were deleted,
/// and what is tested here happens above the file system.
fn base() -> PathBuf {
    if let Some(folder) = env::var_os("DAJUAN_CRASH_DIR") {
        return folder.into();
    }
    let memory = Path::new("/dev/shm");
    let roomy = rustix::fs::statvfs(memory).is_ok_and(|disk| disk.f_bavail * disk.f_frsize >= ROOMY);
    if roomy && tempfile::tempdir_in(memory).is_ok() { memory.to_owned() } else { env::temp_dir() }
}

fn project(room: &TempDir, version: usize) -> PathBuf {
    room.path().join(format!("project-{version}"))
}

fn command(project: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
    command.arg("build").arg("--project").arg(project).arg("--out").arg(out);
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Gives the site another title: behind the first quotation mark after `title`.
fn retitled(text: &str) -> String {
    let line = text.lines().find(|line| line.trim_start().starts_with("title")).expect("a title");
    let quote = line.find('"').expect("a title in quotation marks");
    text.replacen(line, &format!("{}\"B {}", &line[..quote], &line[quote + 1..]), 1)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the project") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).expect("a copy");
        }
    }
}

fn tree(folder: &Path) -> Tree {
    fn walk(folder: &Path, prefix: &str, found: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let entry = entry.expect("an entry");
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type().expect("a type");
            if kind.is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
                found.insert(path, ('d', 0));
            } else if kind.is_file() {
                let mut hasher = DefaultHasher::new();
                hasher.write(&fs::read(entry.path()).expect("a file"));
                found.insert(path, ('f', hasher.finish()));
            } else {
                found.insert(path, ('?', 0));
            }
        }
    }
    let mut found = Tree::new();
    walk(folder, "", &mut found);
    found
}

fn first_difference(known: &Tree, found: &Tree) -> Option<String> {
    let paths = known.keys().chain(found.keys());
    paths.filter(|path| known.get(*path) != found.get(*path)).min().cloned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The exit status, or -1 for a process that a signal ended; a process that hangs fails the test.
fn code(mut child: Child) -> i32 {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status.code().unwrap_or(-1);
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("the build hangs");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

fn skip(test: &str, reason: &str) {
    assert!(env::var_os("DAJUAN_REQUIRE_TOOLS").is_none(), "{test}: {reason}");
    eprintln!("SKIPPED {test}: {reason}");
}

/// Numbers that look like chance and are the same in each run (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

/// A fraction of `span`: the golden ratio spreads any number of them evenly.
fn moment(number: u32, span: Duration) -> Duration {
    span.mul_f64(f64::from(number) * 0.618_033_988_749_895 % 1.0)
}

#[test]
fn killed_at_any_moment_the_site_is_the_old_or_the_new_one() {
    let scene = Scene::new();
    let place = scene.room.path().join("place");
    let out = place.join("public");
    assert_eq!(scene.build(0, &out), 0);
    let asked: Option<u32> = env::var("DAJUAN_KILLS").ok().and_then(|number| number.parse().ok());
    let (start, mut dice) = (Instant::now(), Dice(0x5eed_da10));
    let (mut standing, mut kills, mut hits, mut with_leftovers) = (0, 0, 0, 0);
    while kills < asked.unwrap_or(KILLS.0) {
        if asked.is_none() && kills >= KILLS.1 && start.elapsed() > TIME {
            eprintln!("NOTE: a build takes {:?}; killed it {kills} times, not {}", scene.known.full, KILLS.0);
            break;
        }
        kills += 1;
        let before = fs::metadata(&out).expect("a site").ino();
        let mut child = scene.command(1 - standing, &out).spawn().expect("the program starts");
        match kills % ROUND {
            0 => wait(&mut child, || marker_is_staged(&place) || is_switched(&out, before)),
            1 => wait(&mut child, || is_switched(&out, before)),
            _ => thread::sleep(moment(kills, scene.known.full)),
        }
        thread::sleep(Duration::from_micros(dice.below(3000)));
        child.kill().expect("a kill");
        hits += u32::from(code(child) == -1);
        with_leftovers += u32::from(names(&place).len() > 1);
        let after = scene.version_at(&out, &format!("after kill {kills}"));

        assert_eq!(scene.build(1 - after, &out), 0, "the build after kill {kills}");
        standing = scene.version_at(&out, &format!("after the build after kill {kills}"));
        assert_eq!(standing, 1 - after, "the build after kill {kills} published");
        assert_eq!(names(&place), ["public"], "beside the site after the build after kill {kills}");
    }
    eprintln!("{kills} kills: {hits} hit a running build, {with_leftovers} left something to clean");
    assert!(hits >= kills / 2, "most kills are to hit a running build");
}

/// Returns as soon as something is so, or the build has ended.
fn wait(child: &mut Child, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() && start.elapsed() < PATIENCE && child.try_wait().expect("a child").is_none() {
        thread::sleep(Duration::from_micros(20));
    }
}

/// Another folder stands at `out`, or none.
fn is_switched(out: &Path, before: u64) -> bool {
    !fs::metadata(out).is_ok_and(|found| found.ino() == before)
}

/// The marker is the last file of a build: what follows is the switch.
fn marker_is_staged(place: &Path) -> bool {
    let staged =
        |name: &String| name.starts_with(".public.staging-") && place.join(name).join(MARKER).exists();
    names(place).iter().any(staged)
}

/// A small disk of its own, in memory.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path, bytes: u64) -> Result<Disk, String> {
        fs::create_dir(at).map_err(|error| error.to_string())?;
        let option = format!("size={bytes}");
        let answer = Command::new("mount").args(["-t", "tmpfs", "-o", &option, "tmpfs"]).arg(at).output();
        let answer = answer.map_err(|error| format!("mount: {error}"))?;
        if !answer.status.success() {
            return Err(String::from_utf8_lossy(&answer.stderr).trim().to_owned());
        }
        Ok(Disk(at.to_owned()))
    }

    /// Fills the disk but for so many bytes.
    fn fill(&self, spare: u64) {
        let mut filler = File::create(self.0.join("filler")).expect("a file");
        let block = vec![0; 64 * 1024];
        while filler.write_all(&block).is_ok() {}
        let size = filler.metadata().expect("a file").len();
        filler.set_len(size.checked_sub(spare).expect("a disk of the right size")).expect("a shorter file");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// What these files of a tree take up on a disk with blocks of 4 KiB.
fn blocks(folder: &Path, which: impl Fn(&str) -> bool, tree: &Tree) -> u64 {
    let files = tree.iter().filter(|(path, (kind, _))| *kind == 'f' && which(path));
    files.map(|(path, _)| fs::metadata(folder.join(path)).expect("a file").len().div_ceil(4096) * 4096).sum()
}

#[test]
fn on_a_full_disk_the_old_site_stays() {
    let scene = Scene::new();
    let (whole, fresh) = (scene.known.whole, scene.known.fresh);
    let disk = match Disk::mount(&scene.room.path().join("disk"), whole + 2 * fresh + (4 << 20)) {
        Ok(disk) => disk,
        Err(reason) => return skip("on_a_full_disk_the_old_site_stays", &reason),
    };
    let out = disk.0.join("public");
    assert_eq!(scene.build(0, &out), 0);
    // From no room at all to nearly enough, so that it runs out in other places.
    for spare in [0, fresh / 10, fresh / 2, fresh * 9 / 10] {
        disk.fill(spare / 4096 * 4096);
        assert_eq!(scene.build(1, &out), 2, "with {spare} of {fresh} bytes to spare");
        assert_eq!(scene.version_at(&out, "on a full disk"), 0);
        assert_eq!(names(&disk.0), ["filler", "public"]);
    }
    fs::remove_file(disk.0.join("filler")).expect("the filler");
    assert_eq!(scene.build(1, &out), 0);
    assert_eq!(scene.version_at(&out, "with room again"), 1);
}

#[test]
fn in_a_folder_that_may_not_be_written_the_old_site_stays() {
    let scene = Scene::new();
    let place = scene.room.path().join("place");
    let out = place.join("public");
    assert_eq!(scene.build(0, &out), 0);
    let mut command = scene.command(1, &out);
    if fs::metadata(&place).expect("a folder").uid() == 0 {
        // Permissions do not bind root: the folder stays root's, and the build runs as somebody else.
        command.uid(NOBODY).gid(NOBODY);
    }
    // The folder beside which the site stands, and then the same with a site that is the builder's own.
    for own in [false, true] {
        if own && fs::metadata(&place).expect("a folder").uid() == 0 {
            chown(&out, Some(NOBODY), Some(NOBODY)).expect("root may give folders away");
        }
        fs::set_permissions(&place, Permissions::from_mode(0o555)).expect("a folder of ours");
        let answer = command.spawn().map(code);
        fs::set_permissions(&place, Permissions::from_mode(0o755)).expect("a folder of ours");
        match answer {
            Ok(status) => assert!([2, 3].contains(&status), "exit status {status}"),
            Err(error) => {
                return skip("in_a_folder_that_may_not_be_written_the_old_site_stays", &error.to_string());
            }
        }
        assert_eq!(scene.version_at(&out, "in an unwritable folder"), 0);
        assert_eq!(names(&place), ["public"]);
    }
}

#[test]
fn with_a_faulty_input_the_old_site_stays() {
    let scene = Scene::new();
    let place = scene.room.path().join("place");
    let out = place.join("public");
    assert_eq!(scene.build(0, &out), 0);
    let before = fs::metadata(&out).expect("a site").ino();
    let site = scene.project(1).join("content/site.toml");
    let mut text = fs::read_to_string(&site).expect("content/site.toml");
    text.push_str("\nbroken = [\n");
    fs::write(&site, text).expect("a faulty input");
    assert_eq!(scene.build(1, &out), 1);
    assert_eq!(scene.version_at(&out, "with a faulty input"), 0);
    assert_eq!(fs::metadata(&out).expect("a site").ino(), before);
    assert_eq!(names(&place), ["public"]);
}

#[test]
fn of_two_builds_at_once_one_publishes_and_the_other_does_too_or_says_so() {
    let scene = Scene::new();
    let place = scene.room.path().join("place");
    let out = place.join("public");
    for round in 0..2 {
        let builds = [0, 1].map(|version| scene.command(version, &out).spawn().expect("the program starts"));
        let mut codes = builds.map(code);
        codes.sort_unstable();
        assert!([[0, 0], [0, 3]].contains(&codes), "round {round}: exit statuses {codes:?}");
        scene.version_at(&out, "after two builds at once");
        assert_eq!(names(&place), ["public"]);
    }
}
