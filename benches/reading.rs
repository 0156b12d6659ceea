//! What reading costs: `cargo run --release --example reading -- PROJECT` turns the texts of a project into validated records.
//!
//! In: the folder of a project without errors. Out: megabytes a second for one thread and for all, on standard output; the files
//! are in memory before the clock starts. On a busy machine only the ratios compare.
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

const RUNS: usize = 7;

fn main() {
    let root = std::env::args().nth(1).expect("usage: reading PROJECT");
    let (sources, faults) = folder::texts(Path::new(&root)).unwrap();
    assert!(faults.is_empty(), "{root} has faults");
    let bytes: usize = sources.iter().map(|(_, file)| file.text.as_ref().map_or(0, |text| text.len())).sum();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{root}: {} files, {:.1} MB", sources.iter().count(), bytes as f64 / 1e6);
    for threads in [1, cores] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (read, resolved) = pool.install(|| measured(&sources));
        let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
        println!(
            "{threads} threads: text to typed records {:6.1} MB/s, to validated records {:6.1} MB/s",
            speed(read),
            speed(read + resolved)
        );
    }
}

/// The medians of reading and of resolving.
fn measured(sources: &Sources) -> (Duration, Duration) {
    let (mut reads, mut resolves) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let start = Instant::now();
        let (raw, faults) = parse(sources);
        reads.push(start.elapsed());
        assert!(faults.is_empty());
        let start = Instant::now();
        let (project, _) = resolve(raw);
        resolves.push(start.elapsed());
        assert!(project.is_some());
    }
    let middle = |mut times: Vec<Duration>| {
        times.sort();
        times[RUNS / 2]
    };
    (middle(reads), middle(resolves))
}
