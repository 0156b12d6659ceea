//! `dajuan fmt`: sets TOML files in order, or says which are not.
//!
//! In: the files of a project, or those that are named. Out: the files, each replaced as a whole; with `--check` a list. It must
//! not decide how a file looks: that is `tidy`.

use std::io::{self, Write};
use std::path::PathBuf;

use super::Exit;
use super::arguments::{Arguments, FmtArguments};
use super::speaker::Speaker;
use crate::bilingual::{Bilingual, Lang, both};
use crate::diagnostic::Sources;
use crate::project::Faults;
use crate::publish::{self, WriteError};
use crate::read::{self, folder};
use crate::tidy;

/// A file that does not stand as it should.
struct Untidy {
    path: PathBuf,
    formatted: String,
}

/// Runs the command to its end.
pub(super) fn run(arguments: &Arguments, fmt: &FmtArguments, speaker: &Speaker) -> Exit {
    let read = if fmt.files.is_empty() { project(arguments) } else { named(&fmt.files) };
    let (sources, paths, mut faults) = match read {
        Ok(read) => read,
        Err(error) => {
            return say(speaker, both("不能读取：", "cannot read: "), &error.to_string(), Exit::World);
        }
    };
    let mut untidy = Vec::new();
    let mut is_broken = false;
    for (id, file) in sources.iter().filter(|(_, file)| file.path.ends_with(".toml")) {
        let Some(text) = file.text.as_deref() else { continue };
        let found = read::syntax(id, text);
        is_broken |= !found.is_empty();
        let formatted = if found.is_empty() { tidy::format(text) } else { text.to_owned() };
        faults.extend(found);
        if formatted != text {
            untidy.push(Untidy { path: paths[id.0 as usize].clone(), formatted });
        }
    }
    let exit = if fmt.check { listed(&untidy, speaker) } else { written(&untidy, speaker) };
    if is_broken || !faults.is_empty() {
        return speaker.faults(&Faults::new(faults, sources)).max(exit);
    }
    exit
}

/// The texts that are set in order, each with its path, and what is wrong with them.
type Read = (Sources, Vec<PathBuf>, Vec<crate::diagnostic::Diagnostic>);

fn project(arguments: &Arguments) -> Result<Read, folder::ReadError> {
    let (sources, faults) = folder::texts(&arguments.project)?;
    let paths = sources.iter().map(|(_, file)| arguments.project.join(&file.path)).collect();
    Ok((sources, paths, faults))
}

fn named(files: &[PathBuf]) -> Result<Read, folder::ReadError> {
    let mut sources = Sources::default();
    for path in files {
        let text = String::from_utf8(folder::file(path)?).map_err(|_| folder::ReadError {
            path: path.clone(),
            cause: io::ErrorKind::InvalidData.into(),
        })?;
        sources.add(path.to_string_lossy(), text);
    }
    Ok((sources, files.to_vec(), Vec::new()))
}

fn listed(untidy: &[Untidy], speaker: &Speaker) -> Exit {
    for file in untidy {
        let _ = writeln!(io::stdout(), "{}", file.path.display());
    }
    if untidy.is_empty() {
        return say(speaker, both("格式都已整理", "every file stands in order"), "", Exit::Done);
    }
    let count = match speaker.lang {
        Lang::Zh => format!("{} 个文件没有整理，运行 dajuan fmt", untidy.len()),
        Lang::En => format!("{} files do not stand in order: run `dajuan fmt`", untidy.len()),
    };
    say(speaker, both("", ""), &count, Exit::Faults)
}

fn written(untidy: &[Untidy], speaker: &Speaker) -> Exit {
    for file in untidy {
        if let Err(error) = publish::replace_file(&file.path, file.formatted.as_bytes()) {
            let exit = if matches!(error, WriteError::Io(..)) { Exit::World } else { Exit::Refused };
            return say(speaker, both("", ""), &error.message(speaker.lang), exit);
        }
        let _ = writeln!(io::stdout(), "{}", file.path.display());
    }
    let count = match speaker.lang {
        Lang::Zh => format!("整理了 {} 个文件", untidy.len()),
        Lang::En => format!("{} files were set in order", untidy.len()),
    };
    say(speaker, both("", ""), &count, Exit::Done)
}

fn say(speaker: &Speaker, words: Bilingual, what: &str, exit: Exit) -> Exit {
    let _ = writeln!(io::stderr(), "{}{what}", speaker.say(words));
    exit
}
