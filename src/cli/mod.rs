//! The command line: arguments, printing, progress and exit codes.
//!
//! In: the arguments and environment of the process. Out: an [`Exit`] code, text on standard output and error.
//! The one room that prints and looks at the clock; it must not know how anything is computed.

mod arguments;
mod diff;
mod fmt;
mod freeze;
mod handout;
mod import;
mod init;
mod run;
mod speaker;
mod verify;

use std::process::ExitCode;

use clap::Parser;

pub use arguments::Arguments;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The input has errors.
    Faults = 1,
    /// The world failed: disk, permissions.
    World = 2,
    /// Refused: another build is running, or the folder is not ours.
    Refused = 3,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let refused = error.use_stderr();
            // A closed pipe is no reason to fail.
            let _ = error.print();
            return ExitCode::from(if refused { Exit::Refused as u8 } else { Exit::Done as u8 });
        }
    };
    ExitCode::from(run::run(&arguments) as u8)
}
