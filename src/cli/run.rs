//! The stages strung together: read, resolve, assess, compose, publish.
//!
//! In: [`Arguments`]. Out: an [`Exit`] code; faults on standard error as text or on standard output as JSON. It
//! must not compute anything itself.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;

use super::arguments::{Command, Format, LangArgument, SchemaArgument};
use super::{Arguments, Exit};
use crate::assess::assess;
use crate::bilingual::{Lang, both};
use crate::cite::Style;
use crate::diagnostic::{self, Diagnostic, Origin, Sources, catalogue, lessons};
use crate::language::Schema;
use crate::model::{Date, Project};
use crate::publish::{PublishError, Published, Staging};
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
        Command::Schema { file } => print(&match file {
            SchemaArgument::Records => Schema::Records.text(),
            SchemaArgument::Site => Schema::Site.text(),
        }),
        Command::Verify { path, key } => super::verify::verify(path, key.as_deref(), &speaker, &progress),
        Command::Build { out, as_of } => {
            let target = out.clone().unwrap_or_else(|| arguments.project.join("public"));
            build(arguments, (&target, *as_of), &speaker, &progress, started)
        }
    };
    progress.finish_and_clear();
    exit
}

/// Prints a text; a closed pipe is no reason to fail.
fn print(text: &str) -> Exit {
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
struct Loaded {
    sources: Sources,
    faults: Vec<Diagnostic>,
    project: Option<(Project, Theme)>,
}

/// Reads a project, whole or as it was known by the end of a day.
fn load(root: &Path, as_of: Option<Date>) -> Result<Loaded, folder::ReadError> {
    let (sources, mut faults) = folder::texts(root)?;
    let (raw, found) = read::parse(&sources);
    faults.extend(found);
    let sound = !faults.iter().any(Diagnostic::is_error);
    let (project, found) = match as_of {
        None => resolve(raw),
        Some(day) => resolve_as_of(raw, day),
    };
    faults.extend(found);
    let mut loaded = None;
    if let Some(mut project) = project.filter(|_| sound) {
        let (own, found) = folder::theme(root, &project.site.theme, project.site.font.as_deref())?;
        faults.extend(found);
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
    Ok(Loaded { sources, faults, project: loaded })
}

fn check(arguments: &Arguments, as_of: Option<Date>, speaker: &Speaker, progress: &ProgressBar) -> Exit {
    progress.set_message(speaker.say(both("检查", "checking")));
    let mut loaded = match load(&arguments.project, as_of) {
        Ok(loaded) => loaded,
        Err(error) => return speaker.failed(progress, &error.to_string()),
    };
    if let Some((project, theme)) = &loaded.project {
        site::check(&assess(project), theme, &mut loaded.faults);
    }
    progress.finish_and_clear();
    speaker.faults(&mut loaded.faults, &loaded.sources)
}

fn build(
    arguments: &Arguments,
    (target, as_of): (&Path, Option<Date>),
    speaker: &Speaker,
    progress: &ProgressBar,
    started: Instant,
) -> Exit {
    progress.set_message(speaker.say(both("读取", "reading")));
    let mut loaded = match load(&arguments.project, as_of) {
        Ok(loaded) => loaded,
        Err(error) => return speaker.failed(progress, &error.to_string()),
    };
    let Some((project, theme)) = loaded.project.take() else {
        progress.finish_and_clear();
        return speaker.faults(&mut loaded.faults, &loaded.sources);
    };
    progress.set_message(speaker.say(both("生成", "composing")));
    let result = publish(arguments, target, &project, &theme, &mut loaded.faults);
    progress.finish_and_clear();
    let exit = speaker.faults(&mut loaded.faults, &loaded.sources);
    match result {
        Ok((composed, published)) => {
            speaker.built(target, composed, &published, now() - started);
            exit
        }
        Err(Failure::Faults(_)) => Exit::Faults,
        Err(Failure::Sink(error)) => speaker.refused(&error),
    }
}

fn publish(
    arguments: &Arguments,
    target: &Path,
    project: &Project,
    theme: &Theme,
    faults: &mut Vec<Diagnostic>,
) -> Result<(Composed, Published), Failure<PublishError>> {
    let inputs: Vec<_> =
        ["content", "seeds", "themes"].iter().map(|name| arguments.project.join(name)).collect();
    let mut apart: Vec<&Path> = inputs.iter().map(std::path::PathBuf::as_path).collect();
    apart.push(&arguments.project);
    let staging = Staging::begin_apart_from(target, &apart).map_err(Failure::Sink)?;
    match site::compose(&assess(project), theme, &staging, faults) {
        Ok(composed) => staging.publish().map(|published| (composed, published)).map_err(Failure::Sink),
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

/// Says things in the language and format that were asked for. A closed pipe is no reason to fail, so what cannot
/// be written is let go.
pub(super) struct Speaker {
    pub(super) lang: Lang,
    pub(super) format: Format,
}

impl Speaker {
    fn new(arguments: &Arguments) -> Speaker {
        let lang = match arguments.lang {
            Some(LangArgument::Zh) => Lang::Zh,
            Some(LangArgument::En) => Lang::En,
            None => environment(),
        };
        Speaker { lang, format: arguments.format }
    }

    pub(super) fn say(&self, words: crate::bilingual::Bilingual) -> &'static str {
        words.get(self.lang)
    }

    /// Progress on a terminal, and only there.
    fn progress(&self) -> ProgressBar {
        if self.format == Format::Json || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }

    /// Prints all faults, sorted, and says whether they stop the build.
    fn faults(&self, faults: &mut Vec<Diagnostic>, sources: &Sources) -> Exit {
        diagnostic::sort(faults);
        let errors = faults.iter().filter(|fault| fault.is_error()).count();
        match self.format {
            Format::Json => {
                let _ = io::stdout().write_all(diagnostic::to_json(faults, sources, self.lang).as_bytes());
            }
            Format::Text => {
                let coloured = io::stderr().is_terminal();
                let text = diagnostic::to_text(faults, sources, self.lang, coloured);
                let _ = io::stderr().write_all(text.as_bytes());
                let _ = writeln!(io::stderr(), "{}", self.summary(errors, faults.len() - errors));
            }
        }
        if errors > 0 { Exit::Faults } else { Exit::Done }
    }

    /// How many faults there are, and that mending them may bring others to light: what a record says is checked once it can be
    /// read, prose and pages once all records are sound.
    fn summary(&self, errors: usize, warnings: usize) -> String {
        let again = match (self.lang, errors) {
            (_, 0) => "",
            (Lang::Zh, _) => "；改正后请再检查一次，有些内容要等记录没有错误才能核对",
            (Lang::En, _) => "; check again once they are mended: some things can be checked only then",
        };
        let counts = match (self.lang, errors, warnings) {
            (Lang::Zh, 0, 0) => "检查通过，没有发现问题".to_owned(),
            (Lang::En, 0, 0) => "no faults found".to_owned(),
            (Lang::Zh, ..) => format!("错误 {errors} 处，警告 {warnings} 处"),
            (Lang::En, ..) => format!("{errors} errors, {warnings} warnings"),
        };
        format!("{counts}{again}")
    }

    fn built(&self, target: &Path, composed: Composed, published: &Published, took: Duration) {
        if self.format == Format::Json {
            return;
        }
        let target = target.display();
        let Composed { pages, figures } = composed;
        let Published { files, linked, .. } = published;
        let took = took.as_millis();
        let line = match self.lang {
            Lang::Zh => format!(
                "已写入 {target}：{pages} 个页面，{figures} 项数据，{files} 个文件（{linked} 个未变），用时 {took} 毫秒"
            ),
            Lang::En => format!(
                "wrote {target}: {pages} pages, {figures} figures, {files} files ({linked} unchanged) in {took} ms"
            ),
        };
        let _ = writeln!(io::stderr(), "{line}");
        if let Some(leftover) = &published.leftover {
            let words =
                self.say(both("旧网站未能删净，可手工删除：", "the old site could not be removed whole: "));
            let _ = writeln!(io::stderr(), "{words}{}", leftover.display());
        }
    }

    fn failed(&self, progress: &ProgressBar, what: &str) -> Exit {
        progress.finish_and_clear();
        let words = self.say(both("无法完成，原有网站未改动：", "failed, the old site is untouched: "));
        let _ = writeln!(io::stderr(), "{words}{what}");
        Exit::World
    }

    fn refused(&self, error: &PublishError) -> Exit {
        let exit = match error {
            PublishError::Busy { .. } | PublishError::Refused { .. } => Exit::Refused,
            _ => Exit::World,
        };
        let words = match exit {
            Exit::Refused => both("不予写入，原有网站未改动：", "refused, the old site is untouched: "),
            _ => both("无法完成，原有网站未改动：", "failed, the old site is untouched: "),
        };
        let _ = writeln!(io::stderr(), "{}{}", self.say(words), error.message(self.lang));
        exit
    }
}

/// The language of the environment, English where it names none that the program speaks.
#[expect(clippy::disallowed_methods, reason = "only the command line looks at its environment")]
fn environment() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .and_then(|value| Lang::from_tag(&value))
        .unwrap_or(Lang::En)
}
