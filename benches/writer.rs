//! Writes a folder again from memory with two threads: what the files of a site cost whoever makes them.
//!
//! In: a folder, and one that does not exist. Out: the same files there, and on standard output the seconds from the first
//! folder made to the last file closed. Reading is not timed. Nothing but the standard library is used.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of its own that writes a folder"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use std::{env, fs, io, thread};

/// How many files a thread takes at a time: neighbours, so that threads seldom meet in a folder.
const RUN: usize = 64;

const THREADS: usize = 2;

fn main() -> ExitCode {
    let folders: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = folders.as_slice() else {
        eprintln!("writer FOLDER NEW-FOLDER");
        return ExitCode::from(1);
    };
    match again(from, to) {
        Ok(seconds) => {
            println!("{seconds:.6}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", to.display());
            ExitCode::from(2)
        }
    }
}

/// The folders and the files below a folder, by their path from it.
#[derive(Default)]
struct Tree {
    folders: Vec<PathBuf>,
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Tree {
    fn read(&mut self, root: &Path, below: &Path) -> io::Result<()> {
        let mut entries: Vec<fs::DirEntry> = fs::read_dir(root.join(below))?.collect::<io::Result<_>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                self.folders.push(path.clone());
                self.read(root, &path)?;
            } else {
                self.files.push((path, fs::read(entry.path())?));
            }
        }
        Ok(())
    }
}

fn again(from: &Path, to: &Path) -> io::Result<f64> {
    let mut tree = Tree::default();
    tree.read(from, Path::new(""))?;
    let started = Instant::now();
    fs::create_dir(to)?;
    for folder in &tree.folders {
        fs::create_dir(to.join(folder))?;
    }
    let next = AtomicUsize::new(0);
    let write = || -> io::Result<()> {
        loop {
            let start = next.fetch_add(RUN, Ordering::Relaxed);
            let Some(rest) = tree.files.get(start..).filter(|rest| !rest.is_empty()) else { return Ok(()) };
            for (path, bytes) in &rest[..rest.len().min(RUN)] {
                fs::write(to.join(path), bytes)?;
            }
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(write)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err(io::Error::other("a thread stopped")))
        })
    })?;
    Ok(started.elapsed().as_secs_f64())
}
