//! Markdown files are split into front matter and text.
//!
//! In: the text of a file under `content/pages/` or `content/plans/<plan>/`. Out: [`RawProse`]. It must not read
//! the Markdown itself: that is `site`.

use super::toml::front_matter;
use crate::diagnostic::{Diagnostic, FileId, Origin, SourceFile, catalogue};
use crate::language::{PROSE, RawRecord};

/// A Markdown file with its front matter read.
#[derive(Debug)]
pub struct RawProse {
    /// The file.
    pub file: FileId,
    /// Its path below the project's folder.
    pub path: String,
    /// The front matter.
    pub head: RawRecord,
    /// Where the Markdown starts, in bytes.
    pub start: usize,
    /// The Markdown.
    pub markdown: Box<str>,
}

pub(super) fn parse(id: FileId, file: &SourceFile, faults: &mut Vec<Diagnostic>) -> Option<RawProse> {
    let Some((matter, start)) = split(&file.text) else {
        let line = file.text.find('\n').unwrap_or(file.text.len());
        faults.push(Diagnostic::new(&catalogue::FRONT_MATTER, Origin::span(id, 0..line)));
        return None;
    };
    let head = front_matter(id, &matter, &PROSE, faults)?;
    let markdown = file.text[start..].into();
    Some(RawProse { file: id, path: file.path.clone(), head, start, markdown })
}

/// The front matter, its opening fence turned into a comment of the same length so that places stay true, and the
/// byte at which the Markdown starts.
fn split(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix("+++\n")?;
    let close = if inner.starts_with("+++\n") { 0 } else { inner.find("\n+++\n")? + 1 };
    Some((format!("###\n{}", &inner[..close]), 4 + close + 4))
}
