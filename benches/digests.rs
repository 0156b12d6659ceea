//! What the digests of a site's manifest cost alone: `cargo run --release --example digests -- FOLDER [RUNS]`.
//!
//! In: a folder. Out: for one thread and for all, the seconds that the SHA-256 of each of its files takes, and megabytes a second, on
//! standard output; the files are in memory before the clock starts. A build cannot be faster than this and the writing together.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench looks at the clock and prints"
)]

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use dajuan::model::sha256;
use rayon::prelude::*;

fn main() {
    let root = std::env::args().nth(1).expect("usage: digests FOLDER [RUNS]");
    let runs = std::env::args().nth(2).map_or(5, |runs| runs.parse().expect("a number of runs"));
    let found = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
    let files: Vec<Vec<u8>> = found
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| fs::read(entry.path()).unwrap())
        .collect();
    let megabytes = files.iter().map(Vec::len).sum::<usize>() as f64 / 1e6;
    println!("{root}: {} files, {megabytes:.1} MB", files.len());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for threads in [1, cores] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let seconds =
            pool.install(|| median(runs, || files.par_iter().for_each(|file| _ = black_box(sha256([file])))));
        println!("{threads} threads: {seconds:.3} s, {:.0} MB/s", megabytes / seconds);
    }
}

/// The middle one of so many times, in seconds.
fn median(runs: usize, work: impl Fn()) -> f64 {
    let time = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..runs.max(1)).map(|_| time()).collect();
    times.sort();
    times[times.len() / 2].as_secs_f64()
}
