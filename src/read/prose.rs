//! Markdown files are split into front matter and text.
//!
//! In: the text of a file under `content/pages/` or `content/plans/<plan>/`. Out: [`RawProse`]. It must not read
//! the Markdown itself: that is `site`.

use super::records::front_matter;
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue};
use crate::language::{Names, RawRecord};

/// A Markdown file with its front matter read.
#[derive(Clone, Debug)]
pub struct RawProse {
    /// The file.
    pub file: FileId,
    /// Its path below the project's folder.
    pub path: String,
    /// The language that its name says, as in `about.en.md`.
    pub lang: Option<Lang>,
    /// The front matter.
    pub head: RawRecord,
    /// Where the Markdown starts, in bytes.
    pub start: usize,
    /// The Markdown.
    pub markdown: Box<str>,
}

pub(super) fn parse(
    file: FileId,
    path: &str,
    text: &str,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<RawProse> {
    let Some((matter, start)) = split(text) else {
        let line = text.lines().next().map_or(0, str::len);
        faults.push(Diagnostic::new(&catalogue::FRONT_MATTER, Origin::span(file, 0..line)));
        return None;
    };
    let head = front_matter(file, &matter, names, faults)?;
    let lang = Lang::ALL.into_iter().find(|lang| ending(path) == Some(lang.key()));
    Some(RawProse { file, path: path.to_owned(), lang, head, start, markdown: text[start..].into() })
}

/// What stands between the dots of `about.en.md`.
fn ending(path: &str) -> Option<&str> {
    path.strip_suffix(".md")?.rsplit_once('.').map(|(_, ending)| ending)
}

impl RawProse {
    /// The path without the endings: the same for all languages.
    pub fn stem(&self) -> &str {
        let path = self.path.strip_suffix(".md").unwrap_or(&self.path);
        match self.lang {
            Some(lang) => {
                path.strip_suffix(lang.key()).and_then(|path| path.strip_suffix('.')).unwrap_or(path)
            }
            None => path,
        }
    }
}

/// The front matter, its opening fence turned into a comment of the same length so that places stay true, and the
/// byte at which the Markdown starts.
fn split(text: &str) -> Option<(String, usize)> {
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut lines = text[mark..].split_inclusive('\n');
    let opening = lines.next().filter(|line| line.trim_end() == FENCE)?;
    let mut close = mark + opening.len();
    for line in lines {
        if line.trim_end() == FENCE {
            let comment = "#".repeat(mark + FENCE.len());
            return Some((comment + &text[mark + FENCE.len()..close], close + line.len()));
        }
        close += line.len();
    }
    None
}

/// The line before and after the front matter.
const FENCE: &str = "+++";
