//! What the command line says to a person or a machine.
//!
//! In: the language and format that were asked for, faults, what was built. Out: text on standard error, or JSON on standard
//! output. It must not compute anything.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use indicatif::ProgressBar;

use super::arguments::Format;
use super::{Arguments, Exit};
use crate::bilingual::{Bilingual, Lang, both};
use crate::diagnostic::{self, Diagnostic, Sources};
use crate::preview::PreviewError;
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

    /// Prints all faults, sorted, and says whether they stop the build.
    pub(super) fn faults(&self, faults: &mut Vec<Diagnostic>, sources: &Sources) -> Exit {
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

    pub(super) fn built(&self, target: &Path, composed: Composed, published: &Published, took: Duration) {
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

    pub(super) fn failed(&self, progress: &ProgressBar, what: &str) -> Exit {
        progress.finish_and_clear();
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
