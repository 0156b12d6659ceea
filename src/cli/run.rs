//! The stages strung together: read, resolve, assess, compose, publish.
//!
//! In: [`Arguments`]. Out: an [`Exit`] code; faults on standard error as text or on standard output as JSON. It
//! must not compute anything itself.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::arguments::{Command, SchemaArgument};
use super::speaker::Speaker;
use super::{Arguments, Exit, fmt, handout, init};
use crate::archive::{Inputs, inputs_digest};
use crate::assess::assess;
use crate::bilingual::both;
use crate::cite::Style;
use crate::diagnostic::{self, Diagnostic, Origin, Sources, catalogue, lessons};
use crate::edition::{self, Editions};
use crate::language::Schema;
use crate::model::{Date, Project, sha256};
use crate::publish::{PublishError, Published, Releases, Staging};
use crate::read::editions::{self, Archived, EDITIONS, EditionsError};
use crate::read::folder::ReadError;
use crate::read::{self, folder};
use crate::resolve::{resolve, resolve_as_of};
use crate::site::{self, Composed, Failure, Sink, Theme};

/// Runs one command to its end.
pub(super) fn run(arguments: &Arguments) -> Exit {
    let speaker = Speaker::new(arguments);
    let progress = speaker.progress();
    let started = now();
    let exit = match &arguments.command {
        Command::Check { as_of } => check(arguments, *as_of, &speaker, &progress),
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

/// Where a site goes.
enum Target {
    /// A folder that is replaced.
    Folder(PathBuf),
    /// A folder of releases, of which so many stay.
    Releases(PathBuf, usize),
}

/// How many releases stay where nothing is said.
const KEEP: u16 = 5;

impl Target {
    /// What is served.
    fn shown(&self) -> PathBuf {
        match self {
            Target::Folder(folder) => folder.clone(),
            Target::Releases(folder, _) => folder.join("current"),
        }
    }
}

/// Prints a text; a closed pipe is no reason to fail.
pub(super) fn print(text: &str) -> Exit {
    let _ = io::stdout().write_all(text.as_bytes());
    Exit::Done
}

fn cite(arguments: &Arguments, id: &str, style: Style, speaker: &Speaker, progress: &ProgressBar) -> Exit {
    let mut loaded = match load(&arguments.project, None) {
        Ok(loaded) => loaded,
        Err(error) => return speaker.failed(progress, &error.to_string()),
    };
    progress.finish_and_clear();
    let Some((project, theme)) = loaded.project.take() else {
        return speaker.faults(&mut loaded.faults, &loaded.sources);
    };
    match site::cite(&assess(&project), &theme, id, style) {
        Ok(Some(reference)) => print(&format!("{}\n", reference.trim_end_matches('\n'))),
        Ok(None) => {
            let words = speaker.say(both("没有这项数据或文件：", "there is no such figure or document: "));
            let _ = writeln!(io::stderr(), "{words}{}", id.escape_debug());
            Exit::Refused
        }
        Err(fault) => speaker.faults(&mut vec![fault], &loaded.sources),
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

/// Everything that was read, and every fault that was found on the way.
#[derive(Default)]
pub(super) struct Loaded {
    pub(super) sources: Sources,
    pub(super) faults: Vec<Diagnostic>,
    pub(super) project: Option<(Project, Theme)>,
    /// The files of the project's own theme, by their paths below the project.
    pub(super) theme: Vec<(String, Vec<u8>)>,
    /// The editions of the project that could be read.
    pub(super) editions: Editions,
}

impl Loaded {
    /// What the site is made from: the files that were read, by their paths below the project.
    pub(super) fn inputs(&self) -> BTreeMap<String, &[u8]> {
        let texts = self
            .sources
            .iter()
            .filter_map(|(_, file)| Some((file.path.clone(), file.text.as_deref()?.as_bytes())));
        let theme = self.theme.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice()));
        texts.chain(theme).collect()
    }

    /// The digest of what the site is made from.
    pub(super) fn inputs_digest(&self) -> Inputs {
        let digests: Vec<(String, String)> =
            self.inputs().into_iter().map(|(path, bytes)| (path, sha256([bytes]))).collect();
        inputs_digest(digests.iter().map(|(path, digits)| (path.as_str(), digits.as_str())))
    }
}

/// Reads a project, whole or as it was known by the end of a day.
pub(super) fn load(root: &Path, as_of: Option<Date>) -> Result<Loaded, folder::ReadError> {
    let (sources, mut faults) = folder::texts(root)?;
    let (raw, found) = read::parse(&sources);
    faults.extend(found);
    let sound = !faults.iter().any(Diagnostic::is_error);
    let (project, found) = match as_of {
        None => resolve(raw),
        Some(day) => resolve_as_of(raw, day),
    };
    faults.extend(found);
    let (mut loaded, mut theme_files) = (None, Vec::new());
    if let Some(mut project) = project.filter(|_| sound) {
        let (own, found) = folder::theme(root, &project.site.theme, project.site.font.as_deref())?;
        faults.extend(found);
        let folder = format!("themes/{}", project.site.theme);
        theme_files = own.iter().map(|(path, bytes)| (format!("{folder}/{path}"), bytes.clone())).collect();
        match Theme::new(&project.site.theme, own, Origin::Project) {
            Ok(theme) => {
                if as_of.is_some() {
                    site::drop_early_prose(&mut project, &theme, &mut faults);
                }
                loaded = Some((project, theme));
            }
            Err(found) => faults.extend(found),
        }
    }
    let (texts, found) = folder::editions(root)?;
    faults.extend(found);
    let editions = Editions::new(Editions::read(texts, &mut faults));
    if let Some((project, _)) = loaded.as_ref().filter(|_| !editions.earlier.is_empty()) {
        let now = site::snapshot(&assess(project));
        faults.extend(edition::check(&editions, &now, &|id| project.origin_of(id)));
    }
    // What was published and what is to be published have to agree before anything is written.
    loaded = loaded.filter(|_| !faults.iter().any(Diagnostic::is_error));
    Ok(Loaded { sources, faults, project: loaded, theme: theme_files, editions })
}

/// The frozen editions of a project.
fn carried(root: &Path) -> Result<Vec<Archived>, PublishError> {
    editions::editions(root).map_err(|error| match error {
        EditionsError::World(ReadError { path, cause }) => PublishError::Io { action: "read", path, cause },
        EditionsError::Damaged(path) => PublishError::Damaged { path },
    })
}

/// Copies an edition into the site that is being made, byte for byte.
fn carry(staging: &Staging, archived: &Archived) -> Result<(), PublishError> {
    let folder = format!("{EDITIONS}/{}", archived.edition.name);
    archived.manifest.files.par_iter().try_for_each(|file| {
        staging.carry(&format!("{folder}/{}", file.path), &archived.folder.join(&file.path), file)
    })?;
    archived.unlisted.iter().try_for_each(|(name, bytes)| staging.put(&format!("{folder}/{name}"), bytes))
}

fn check(arguments: &Arguments, as_of: Option<Date>, speaker: &Speaker, progress: &ProgressBar) -> Exit {
    progress.set_message(speaker.say(both("检查", "checking")));
    let mut loaded = match load(&arguments.project, as_of) {
        Ok(loaded) => loaded,
        Err(error) => return speaker.failed(progress, &error.to_string()),
    };
    let carried = match carried(&arguments.project) {
        Ok(carried) => carried,
        Err(error) => {
            progress.finish_and_clear();
            return speaker.refused(&error);
        }
    };
    if let Some((project, theme)) = &mut loaded.project {
        project.site.editions = carried.into_iter().map(|archived| archived.edition).collect();
        site::check(&assess(project), theme, &loaded.editions, &mut loaded.faults);
    }
    progress.finish_and_clear();
    speaker.faults(&mut loaded.faults, &loaded.sources)
}

fn build(
    arguments: &Arguments,
    (target, as_of): (&Target, Option<Date>),
    speaker: &Speaker,
    progress: &ProgressBar,
    started: Instant,
) -> Exit {
    progress.set_message(speaker.say(both("读取", "reading")));
    let mut loaded = match load(&arguments.project, as_of) {
        Ok(loaded) => loaded,
        Err(error) => return speaker.failed(progress, &error.to_string()),
    };
    let Some((mut project, theme)) = loaded.project.take() else {
        progress.finish_and_clear();
        return speaker.faults(&mut loaded.faults, &loaded.sources);
    };
    let carried = match carried(&arguments.project) {
        Ok(carried) => carried,
        Err(error) => {
            progress.finish_and_clear();
            return speaker.refused(&error);
        }
    };
    project.site.editions = carried.iter().map(|archived| archived.edition.clone()).collect();
    progress.set_message(speaker.say(both("生成", "composing")));
    let inputs = loaded.inputs_digest();
    let result = publish(
        arguments,
        target,
        (&project, &theme, &loaded.editions, inputs, &carried),
        &mut loaded.faults,
    );
    progress.finish_and_clear();
    let exit = speaker.faults(&mut loaded.faults, &loaded.sources);
    match result {
        Ok((composed, published, at)) => {
            speaker.built(&at, composed, &published, now() - started);
            exit
        }
        Err(Failure::Faults(_)) => Exit::Faults,
        Err(Failure::Sink(error)) => speaker.refused(&error),
    }
}

fn publish(
    arguments: &Arguments,
    target: &Target,
    (project, theme, editions, inputs, carried): (&Project, &Theme, &Editions, Inputs, &[Archived]),
    faults: &mut Vec<Diagnostic>,
) -> Result<(Composed, Published, PathBuf), Failure<PublishError>> {
    let folders: Vec<_> =
        ["content", "seeds", "themes", "editions"].iter().map(|name| arguments.project.join(name)).collect();
    let mut apart: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    apart.push(&arguments.project);
    let (releases, staging) = match target {
        Target::Folder(folder) => (None, Staging::begin_apart_from(folder, &apart).map_err(Failure::Sink)?),
        Target::Releases(folder, keep) => {
            let (releases, staging) = Releases::begin(folder).map_err(Failure::Sink)?;
            (Some((releases, *keep)), staging)
        }
    };
    match site::compose_after(&assess(project), theme, editions, &staging, faults) {
        Ok(composed) => {
            carried.iter().try_for_each(|archived| carry(&staging, archived)).map_err(Failure::Sink)?;
            staging.put_manifest(project.site.as_of.to_string(), inputs).map_err(Failure::Sink)?;
            let published = match releases {
                None => staging.publish(),
                Some((releases, keep)) => releases.publish(staging, keep).map(|released| released.published),
            };
            published.map(|published| (composed, published, target.shown())).map_err(Failure::Sink)
        }
        Err(Failure::Faults(found)) => {
            faults.extend(found);
            Err(Failure::Faults(Vec::new()))
        }
        Err(failure) => Err(failure),
    }
}

impl Sink for Staging {
    type Error = PublishError;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        Staging::put(self, path, bytes)
    }

    fn earlier(&self, path: &str) -> Option<Vec<u8>> {
        Staging::published(self, path)
    }
}

/// The clock, of which nothing but the duration of a run is ever shown.
#[expect(clippy::disallowed_methods, reason = "the one place that looks at the clock")]
fn now() -> Instant {
    Instant::now()
}
