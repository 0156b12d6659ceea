//! What the command line says to a person or a machine.
//!
//! In: the language and format that were asked for, faults, what was built. Out: text on standard error, or JSON on standard
//! output. It must not compute anything.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use indicatif::ProgressBar;
use serde_json::{Value, json};

use super::arguments::Format;
use super::{Arguments, Exit};
use crate::bilingual::{Bilingual, Lang, both, counted};
use crate::preview::PreviewError;
use crate::project::{Built, Error, Faults, Step};
use crate::publish::{PublishError, Published};
use crate::site::Composed;

/// Says things in the language and format that were asked for. A closed pipe is no reason to fail, so what cannot
/// be written is let go.
pub(super) struct Speaker {
    /// The language of messages.
    pub(super) lang: Lang,
    /// The format of messages.
    pub(super) format: Format,
}

/// What came of a command: in words, and as data under a name.
pub(super) struct Told {
    pub(super) words: String,
    pub(super) key: &'static str,
    pub(super) data: Value,
}

impl Speaker {
    pub(super) fn new(arguments: &Arguments) -> Speaker {
        let lang = match arguments.lang {
            Some(lang) => lang.lang(),
            None => environment(),
        };
        Speaker { lang, format: arguments.format }
    }

    pub(super) fn say(&self, words: Bilingual) -> &'static str {
        words.get(self.lang)
    }

    /// Progress on a terminal, and only there.
    pub(super) fn progress(&self) -> ProgressBar {
        if self.format == Format::Json || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new_spinner();
        bar.enable_steady_tick(Duration::from_millis(100));
        bar
    }

    /// Prints all faults, and says whether they stop the build.
    pub(super) fn faults(&self, faults: &Faults) -> Exit {
        match self.format {
            Format::Json => _ = io::stdout().write_all(faults.to_json(self.lang).as_bytes()),
            Format::Text => self.in_words(faults),
        }
        if faults.has_errors() { Exit::Faults } else { Exit::Done }
    }

    fn in_words(&self, faults: &Faults) {
        let text = faults.to_text(self.lang, io::stderr().is_terminal());
        let _ = io::stderr().write_all(text.as_bytes());
        let errors = faults.list().iter().filter(|fault| fault.is_error()).count();
        let _ = writeln!(io::stderr(), "{}", self.summary(errors, faults.list().len() - errors));
    }

    /// Prints why nothing came of it.
    pub(super) fn error(&self, error: &Error) -> Exit {
        match error {
            Error::Faults(faults) => self.faults(faults),
            Error::Read(error) => self.failed(&error.to_string()),
            Error::Publish(error) => self.refused(error),
        }
    }

    /// Ends a command that writes: prints the faults that it found and what came of it, in words, or both as one JSON document.
    pub(super) fn ended(
        &self,
        progress: &ProgressBar,
        found: Option<&Faults>,
        outcome: Result<Told, &Error>,
    ) -> Exit {
        progress.finish_and_clear();
        let none = Faults::default();
        let faults = match &outcome {
            Err(Error::Faults(faults)) => faults,
            _ => found.unwrap_or(&none),
        };
        match self.format {
            Format::Json => {
                let (key, data) = match &outcome {
                    Ok(told) => (told.key, told.data.clone()),
                    Err(Error::Faults(_)) => ("error", Value::Null),
                    Err(Error::Read(error)) => ("error", error.to_string().into()),
                    Err(Error::Publish(error)) => ("error", error.message(self.lang).into()),
                };
                let text = faults.to_json_with(self.lang, (key, data));
                let _ = io::stdout().write_all(text.as_bytes());
            }
            Format::Text if found.is_some() || faults.has_errors() => self.in_words(faults),
            Format::Text => {}
        }
        match outcome {
            Ok(told) => {
                if self.format == Format::Text {
                    let _ = writeln!(io::stderr(), "{}", told.words);
                }
                Exit::Done
            }
            Err(Error::Faults(_)) => Exit::Faults,
            Err(Error::Read(error)) => self.failed(&error.to_string()),
            Err(Error::Publish(error)) => self.refused(error),
        }
    }

    /// Shows what is being done, and how much of it is done.
    pub(super) fn step(&self, progress: &ProgressBar, step: Step, done: usize, all: usize) {
        let words = self.say(match step {
            Step::Composing => both("生成", "composing"),
            Step::Carrying => both("复制年度版", "copying editions"),
            Step::Packing => both("打包", "packing"),
            Step::ReadingBack => both("读回核对", "reading back"),
            Step::Flushing => both("写入磁盘", "writing to the disk"),
        });
        progress.set_message(match all {
            0 => words.to_owned(),
            _ => format!("{words} {done}/{all}"),
        });
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
            (Lang::En, ..) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
        };
        format!("{counts}{again}")
    }

    /// Says that the preview shows a new state.
    pub(super) fn renewed(&self, pages: usize, took: Duration) {
        if self.format == Format::Json {
            return;
        }
        let took = took.as_millis();
        let line = match self.lang {
            Lang::Zh => format!("预览已更新：{pages} 个页面，用时 {took} 毫秒；按 Ctrl+C 结束"),
            Lang::En => format!("preview renewed: {pages} pages in {took} ms; Ctrl+C ends it"),
        };
        let _ = writeln!(io::stderr(), "{line}");
    }

    pub(super) fn no_preview(&self, error: &PreviewError) -> Exit {
        let words = self.say(both("无法预览：", "no preview: "));
        let _ = writeln!(io::stderr(), "{words}{}", error.message(self.lang));
        Exit::World
    }

    /// What a build has made.
    pub(super) fn built(&self, built: &Built, took: Duration) -> Told {
        let Built { composed: Composed { pages, figures }, published, at } = built;
        let Published { files, linked, leftover, .. } = published;
        let (target, took) = (at.display(), took.as_millis());
        let mut words = match self.lang {
            Lang::Zh => format!(
                "已写入 {target}：{pages} 个页面，{figures} 项数据，{files} 个文件（{linked} 个未变），用时 {took} 毫秒"
            ),
            Lang::En => format!(
                "wrote {target}: {pages} pages, {figures} figures, {files} files ({linked} unchanged) in {took} ms"
            ),
        };
        if let Some(leftover) = leftover {
            let not_removed =
                self.say(both("旧网站未能删净，可手工删除：", "the old site could not be removed whole: "));
            words.push_str(&format!("\n{not_removed}{}", leftover.display()));
        }
        let data = json!({
            "path": at.to_string_lossy(),
            "pages": pages,
            "figures": figures,
            "files": files,
            "unchanged": linked,
            "leftover": leftover.as_ref().map(|path| path.to_string_lossy()),
        });
        Told { words, key: "built", data }
    }

    pub(super) fn failed(&self, what: &str) -> Exit {
        let words = self.say(both("无法完成，原有网站未改动：", "failed, the old site is untouched: "));
        let _ = writeln!(io::stderr(), "{words}{what}");
        Exit::World
    }

    pub(super) fn refused(&self, error: &PublishError) -> Exit {
        let exit = match error {
            PublishError::Busy { .. } | PublishError::Refused { .. } | PublishError::Damaged { .. } => {
                Exit::Refused
            }
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
