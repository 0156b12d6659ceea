//! What reading costs: `cargo run --release --example reading -- PROJECT [RUNS]` turns the texts of a project into validated records.
//!
//! In: the folder of a project without errors. Out: megabytes a second for one thread and for all, on standard output, and for one
//! thread those of the TOML files and of the tables (CSV) apart; the files are in memory before the clock starts. On a busy
//! machine only the ratios compare.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench looks at the clock and prints"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use dajuan::diagnostic::Sources;
use dajuan::read::{folder, parse};
use dajuan::resolve::resolve;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let root = std::env::args().nth(1).expect("usage: reading PROJECT [RUNS]");
    let runs = std::env::args().nth(2).map_or(7, |runs| runs.parse().expect("a number of runs"));
    let (sources, faults) = folder::texts(Path::new(&root)).unwrap();
    assert!(faults.is_empty(), "{root} has faults");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{root}: {} files, {:.1} MB", sources.iter().count(), size(&sources));
    for threads in [1, cores] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (read, resolved) = pool.install(|| (reading(&sources, runs), resolving(&sources, runs)));
        println!(
            "{threads} threads: text to typed records {:6.1} MB/s, to validated records {:6.1} MB/s",
            size(&sources) / read,
            size(&sources) / (read + resolved)
        );
        for ending in ["toml", "csv"].into_iter().filter(|_| threads == 1) {
            let files = only(&sources, ending);
            if files.iter().next().is_some() {
                let speed = size(&files) / pool.install(|| reading(&files, runs));
                println!("  {ending} alone, {:.1} MB: to typed records {speed:6.1} MB/s", size(&files));
            }
        }
    }
}

/// The files whose names end so.
fn only(sources: &Sources, ending: &str) -> Sources {
    let mut files = Sources::default();
    for (_, file) in sources.iter().filter(|(_, file)| file.path.rsplit('.').next() == Some(ending)) {
        files.add(file.path.clone(), file.text.clone().unwrap());
    }
    files
}

/// Megabytes.
fn size(sources: &Sources) -> f64 {
    sources.iter().map(|(_, file)| file.text.as_ref().map_or(0, |text| text.len())).sum::<usize>() as f64
        / 1e6
}

/// The seconds from texts to typed records.
fn reading(sources: &Sources, runs: usize) -> f64 {
    median(runs, || {
        let start = Instant::now();
        let (_raw, faults) = parse(sources);
        let time = start.elapsed();
        assert!(faults.is_empty());
        time
    })
}

/// The seconds from typed to validated records.
fn resolving(sources: &Sources, runs: usize) -> f64 {
    median(runs, || {
        let (raw, _) = parse(sources);
        let start = Instant::now();
        let (project, _) = resolve(raw);
        let time = start.elapsed();
        assert!(project.is_some());
        time
    })
}

fn median(runs: usize, run: impl FnMut() -> Duration) -> f64 {
    let mut times: Vec<Duration> = std::iter::repeat_with(run).take(runs).collect();
    times.sort();
    times[runs / 2].as_secs_f64()
}
