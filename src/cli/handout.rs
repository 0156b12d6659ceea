//! What a shell and a manual need to know about the command line.
//!
//! In: the definition of the arguments. Out: a script of completions for a shell, or a page of the manual. It must not say
//! anything that the definition does not.

use std::io;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Arguments;

/// The script by which a shell completes commands and options.
pub(super) fn completions(shell: Shell) -> String {
    let mut command = Arguments::command();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "dajuan", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The page of the manual on the program, or on one of its commands; none where there is no such command.
pub(super) fn manual(name: Option<&str>) -> io::Result<Option<String>> {
    let mut command = Arguments::command();
    // Options that every command has, and the names of commands within it, are filled in here.
    command.build();
    let page = match name {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(found) => found.clone(),
            None => return Ok(None),
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    Ok(Some(String::from_utf8_lossy(&text).into_owned()))
}
