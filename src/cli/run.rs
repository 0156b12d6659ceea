//! The commands, one by one: what is asked for is done by `project`, and what came of it is said.
//!
//! In: [`Arguments`]. Out: an [`Exit`] code; faults on standard error as text or on standard output as JSON. It
//! must not compute anything itself.

use std::io::{self, Write};
use std::net::IpAddr;
use std::time::Instant;

use indicatif::ProgressBar;

use super::arguments::{Command, SchemaArgument};
use super::speaker::Speaker;
use super::{Arguments, Exit, fmt, handout, init};
use crate::bilingual::both;
use crate::cite::Style;
use crate::diagnostic::{self, catalogue, lessons};
use crate::language::Schema;
use crate::model::Date;
use crate::preview::{News, Options, Preview};
use crate::project::{Error, Project, Target};

/// Runs one command to its end.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let speaker = Speaker::new(arguments);
    let progress = speaker.progress();
    let started = now();
    let exit = match &arguments.command {
        Command::Check { as_of } => check(arguments, *as_of, &speaker, &progress),
        Command::Serve { port, host } => serve(arguments, *host, *port, &speaker, &progress),
        Command::Explain { code } => explain(code.as_deref(), &speaker),
        Command::Cite { id, style } => cite(arguments, id, *style, &speaker, &progress),
        Command::Diff { from, to } => {
            super::diff::diff(arguments, (from, to.as_deref()), &speaker, &progress)
        }
        Command::Schema { file } => print(&match file {
            SchemaArgument::Records => Schema::Records.text(),
            SchemaArgument::Site => Schema::Site.text(),
        }),
        Command::Freeze { name, as_of } => {
            super::freeze::freeze(arguments, (name, *as_of), &speaker, &progress)
        }
        Command::Verify { path, key } => super::verify::verify(path, key.as_deref(), &speaker, &progress),
        Command::Import(import) => super::import::run(arguments, import, &speaker),
        Command::Init(init) => init::run(init, &speaker),
        Command::Fmt(fmt) => fmt::run(arguments, fmt, &speaker),
        Command::Completions { shell } => print(&handout::completions(*shell)),
        Command::Man { command } => manual(command.as_deref(), &speaker),
        Command::Build { out, to, keep, as_of } => {
            let target = match to {
                Some(folder) => Target::Releases(folder.clone(), usize::from(keep.unwrap_or(KEEP))),
                None => Target::Folder(out.clone().unwrap_or_else(|| arguments.project.join("public"))),
            };
            build(arguments, (&target, *as_of), &speaker, &progress, started)
        }
    };
    progress.finish_and_clear();
    exit
}

/// How many releases stay where nothing is said.
const KEEP: u16 = 5;

fn serve(
    arguments: &Arguments,
    host: IpAddr,
    port: Option<u16>,
    speaker: &Speaker,
    progress: &ProgressBar,
) -> Exit {
    progress.finish_and_clear();
    let options = Options { root: arguments.project.clone(), host, port, lang: speaker.lang };
    let preview = match Preview::bind(options) {
        Ok(preview) => preview,
        Err(error) => return speaker.no_preview(&error),
    };
    print(&format!("http://{}/\n", preview.address()));
    let mut began = now();
    let mut tell = |news: &News<'_>| match news {
        News::Changed => began = now(),
        News::Made(pages, faults) => {
            if !faults.list().is_empty() {
                speaker.faults(faults);
            }
            if let Some(pages) = pages {
                speaker.renewed(*pages, now() - began);
            }
        }
        News::Unreadable(error) => _ = speaker.error(error),
    };
    match preview.run(&mut tell) {
        Ok(never) => match never {},
        Err(error) => speaker.no_preview(&error),
    }
}

/// Prints a text; a closed pipe is no reason to fail.
pub(super) fn print(text: &str) -> Exit {
    let _ = io::stdout().write_all(text.as_bytes());
    Exit::Done
}

fn cite(arguments: &Arguments, id: &str, style: Style, speaker: &Speaker, progress: &ProgressBar) -> Exit {
    let found = Project::open(&arguments.project).and_then(|project| project.cite(id, style));
    progress.finish_and_clear();
    match found {
        Ok(Some(reference)) => print(&format!("{}\n", reference.trim_end_matches('\n'))),
        Ok(None) => {
            let words = speaker.say(both("没有这项数据或文件：", "there is no such figure or document: "));
            let _ = writeln!(io::stderr(), "{words}{}", id.escape_debug());
            Exit::Refused
        }
        Err(error) => speaker.error(&error),
    }
}

fn manual(command: Option<&str>, speaker: &Speaker) -> Exit {
    match handout::manual(command) {
        Ok(Some(page)) => print(&page),
        _ => {
            let words = speaker.say(both("没有这个命令：", "there is no such command: "));
            let _ = writeln!(io::stderr(), "{words}{}", command.unwrap_or_default().escape_debug());
            Exit::Refused
        }
    }
}

fn explain(code: Option<&str>, speaker: &Speaker) -> Exit {
    let Some(word) = code else {
        let line = |fault: &&diagnostic::Fault| format!("{} {}\n", fault.code, fault.name);
        return print(&catalogue::ALL.iter().map(line).collect::<String>());
    };
    if let Some(fault) = lessons::find(word) {
        return print(&lessons::explanation(fault, speaker.lang));
    }
    let names = catalogue::ALL.iter().flat_map(|fault| [fault.code, fault.name]);
    let near = diagnostic::nearest(word, names);
    let near = near
        .map(|near| format!("{}{near}", speaker.say(both("；是不是 ", "; did you mean "))))
        .unwrap_or_default();
    let words = speaker.say(both("没有这个编号：", "there is no such code: "));
    let _ = writeln!(io::stderr(), "{words}{}{near}", word.escape_debug());
    Exit::Refused
}

/// Reads a project, whole or as of a day.
pub(super) fn open(arguments: &Arguments, as_of: Option<Date>) -> Result<Project, Error> {
    match as_of {
        None => Project::open(&arguments.project),
        Some(day) => Project::open_as_of(&arguments.project, day),
    }
}

fn check(arguments: &Arguments, as_of: Option<Date>, speaker: &Speaker, progress: &ProgressBar) -> Exit {
    progress.set_message(speaker.say(both("检查", "checking")));
    let checked = open(arguments, as_of).and_then(Project::check);
    progress.finish_and_clear();
    match checked {
        Ok(project) => speaker.faults(project.faults()),
        Err(error) => speaker.error(&error),
    }
}

fn build(
    arguments: &Arguments,
    (target, as_of): (&Target, Option<Date>),
    speaker: &Speaker,
    progress: &ProgressBar,
    started: Instant,
) -> Exit {
    progress.set_message(speaker.say(both("读取", "reading")));
    let mut project = match open(arguments, as_of) {
        Ok(project) => project,
        Err(error) => return speaker.ended(progress, None, Err(&error)),
    };
    let built = project.build_to(target, &|step, done, all| speaker.step(progress, step, done, all));
    let told = built.as_ref().map(|built| speaker.built(built, now() - started));
    speaker.ended(progress, Some(project.faults()), told)
}

/// The clock, of which nothing but the duration of a run is ever shown.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the clock")]
fn now() -> Instant {
    Instant::now()
}
