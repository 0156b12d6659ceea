//! The program: everything is in the library, so that tests can reach it.

use std::process::ExitCode;

/// A build is made of many small strings on every core; the allocator of the system spends a fifth of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    dajuan::cli::main()
}
