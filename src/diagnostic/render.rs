//! Faults as text for people and as JSON for machines.
//!
//! In: [`Diagnostic`]s and the texts they point into. Out: a text with source lines and carets that line up
//! under Chinese, or a JSON document. It must not print and must let no control character through.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Diagnostic, Origin, Severity, Sources};
use crate::bilingual::Lang;

/// All faults as a text in one language, coloured for a terminal or plain.
pub fn to_text(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang, coloured: bool) -> String {
    let base = if coloured { Renderer::styled() } else { Renderer::plain() };
    let renderer = base.decor_style(DecorStyle::Unicode);
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources, lang, &renderer) + "\n\n").collect()
}

fn one(diagnostic: &Diagnostic, sources: &Sources, lang: Lang, renderer: &Renderer) -> String {
    let level = match (diagnostic.fault.severity, lang) {
        (Severity::Error, Lang::Zh) => Level::ERROR.with_name("错误"),
        (Severity::Error, Lang::En) => Level::ERROR,
        (Severity::Warning, Lang::Zh) => Level::WARNING.with_name("警告"),
        (Severity::Warning, Lang::En) => Level::WARNING,
    };
    let (message, cause, remedy) = (
        harmless(&diagnostic.message(lang)),
        harmless(&diagnostic.cause(lang)),
        harmless(&diagnostic.remedy(lang)),
    );
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(diagnostic.fault.code));
    let texts = Texts::of(diagnostic, sources);
    for text in &texts.0 {
        group = match text.is_read {
            true => group.element(text.snippet(diagnostic, &cause, lang)),
            false => group.element(annotate_snippets::Origin::path(text.path.as_str())),
        };
    }
    if texts.0.first().is_none_or(|text| !text.is_read) {
        group = group.element(Level::NOTE.with_name(note(lang)).message(cause.as_str()));
    }
    let help = Level::HELP.with_name(help(lang));
    let patch = diagnostic.suggestion.as_deref().map(harmless);
    let patch = patch.as_deref().and_then(|patch| texts.0.first()?.patch(diagnostic, patch));
    let report = match patch {
        Some(patch) => vec![group, Group::with_title(help.secondary_title(remedy.as_str())).element(patch)],
        None => vec![group.element(help.message(remedy.as_str()))],
    };
    renderer.render(&report)
}

fn note(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "原因",
        Lang::En => "note",
    }
}

fn help(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "改法",
        Lang::En => "help",
    }
}

/// The lines of the texts that one fault shows, with control characters made visible byte for byte.
struct Texts(Vec<Shown>);

struct Shown {
    id: super::FileId,
    path: String,
    /// Whether there is a text at all.
    is_read: bool,
    /// The lines from the first place to the last.
    text: String,
    /// The byte of the file at which they begin.
    start: usize,
    /// The number of the first of them.
    line: usize,
    /// The places, in bytes of `text`: that of the fault first, then the related ones.
    places: Vec<Place<Range<usize>>>,
}

/// Where the fault is, or the related place with this number.
type Place<T> = (Option<usize>, T);

impl Texts {
    fn of(diagnostic: &Diagnostic, sources: &Sources) -> Texts {
        let own = std::iter::once((None, diagnostic.origin));
        let related =
            diagnostic.related.iter().enumerate().map(|(place, (origin, _))| (Some(place), *origin));
        let mut files: Vec<(super::FileId, Vec<Place<Origin>>)> = Vec::new();
        for (place, origin) in own.chain(related) {
            let Some(id) = origin.file() else { continue };
            match files.iter_mut().find(|(other, _)| *other == id) {
                Some((_, places)) => places.push((place, origin)),
                None => files.push((id, vec![(place, origin)])),
            }
        }
        let shown =
            files.into_iter().filter_map(|(id, places)| Some(Shown::of(id, sources.get(id)?, &places)));
        Texts(shown.collect())
    }
}

impl Shown {
    fn of(id: super::FileId, file: &super::SourceFile, places: &[Place<Origin>]) -> Shown {
        let text = file.text.as_deref().unwrap_or_default();
        let ranges = places.iter().map(|(place, origin)| (*place, shortened(text, range(text, *origin))));
        let mut places: Vec<_> = ranges.collect();
        let first = places.iter().map(|(_, range)| range.start).min().unwrap_or(0);
        let last = places.iter().map(|(_, range)| range.end).max().unwrap_or(0);
        let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
        for (_, range) in &mut places {
            *range = range.start - start..range.end - start;
        }
        Shown {
            id,
            path: harmless(&file.path),
            is_read: file.text.is_some(),
            text: same_length(&text[start..end]),
            start,
            line: 1 + text[..start].matches('\n').count(),
            places,
        }
    }

    fn snippet<'a>(
        &'a self,
        diagnostic: &Diagnostic,
        cause: &'a str,
        lang: Lang,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let snippet = Snippet::source(self.text.as_str()).path(self.path.as_str()).line_start(self.line);
        self.places.iter().fold(snippet, |snippet, (place, range)| {
            let annotation = match place.and_then(|place| diagnostic.related.get(place)) {
                None => AnnotationKind::Primary.span(range.clone()).label(cause),
                Some((_, words)) => AnnotationKind::Context.span(range.clone()).label(words.get(lang)),
            };
            snippet.annotation(annotation)
        })
    }

    /// A patch at the place of the fault, where the file is the one that it is in.
    fn patch<'a>(&'a self, diagnostic: &Diagnostic, replacement: &'a str) -> Option<Snippet<'a, Patch<'a>>> {
        let Origin::Span { file, start, end } = diagnostic.origin else { return None };
        let range = (start as usize).checked_sub(self.start)?..(end as usize).checked_sub(self.start)?;
        let inside = file == self.id && self.text.get(range.clone()).is_some();
        inside.then(|| {
            let snippet = Snippet::source(self.text.as_str()).path(self.path.as_str()).line_start(self.line);
            snippet.patch(Patch::new(range, replacement))
        })
    }
}

/// The bytes of a place in its text; always whole characters within it.
fn range(text: &str, origin: Origin) -> Range<usize> {
    match origin {
        Origin::Span { start, end, .. } => {
            let end = boundary(text, end as usize);
            boundary(text, start as usize).min(end)..end
        }
        Origin::Cell { row, column, .. } => cell(text, row as usize, column as usize),
        Origin::File(_) | Origin::Project => 0..text.lines().next().map_or(0, str::len),
    }
}

/// The beginning of a place that is too long to be shown; the renderer cuts the rest of the line.
fn shortened(text: &str, range: Range<usize>) -> Range<usize> {
    let cut = text[range.clone()].char_indices().nth(MAX_SHOWN).map(|(byte, _)| range.start + byte);
    range.start..cut.unwrap_or(range.end)
}

/// The longest place that is shown whole, in characters.
const MAX_SHOWN: usize = 100;

/// The last boundary between characters that does not lie behind `byte`.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|byte| text.is_char_boundary(*byte)).unwrap_or(0)
}

/// The bytes of a cell; of the whole line where a quoted cell makes the columns uncertain.
fn cell(text: &str, row: usize, column: usize) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum();
    let line = text[start..].lines().next().unwrap_or_default();
    let mark = if start == 0 && line.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let (start, line) = (start + mark, &line[mark..]);
    let before: usize = line.split(',').take(column.saturating_sub(1)).map(|cell| cell.len() + 1).sum();
    match line.split(',').nth(column.saturating_sub(1)) {
        Some(cell) if !line.contains('"') => start + before..start + before + cell.len(),
        _ => start..start + line.len(),
    }
}

/// Replaces control and direction characters, which could forge a terminal's output, by visible ones.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if is_harmful(c) { '\u{FFFD}' } else { c }).collect()
}

/// The same for a source text, but with as many bytes as before, so that places stay true.
fn same_length(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match (is_harmful(c) && c != '\n' && c != '\t', c.len_utf8()) {
            (false, _) if c == '\t' => shown.push(' '),
            (true, _) if c == '\r' => shown.push(' '),
            (false, _) => shown.push(c),
            (true, 3) => shown.push('\u{FFFD}'),
            (true, bytes) => shown.extend(std::iter::repeat_n('?', bytes)),
        }
    }
    shown
}

fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

/// All faults as a JSON document: an object with the counts and the list `diagnostics`, and what came of it all under a name.
pub fn to_json(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    lang: Lang,
    outcome: Option<(&str, Value)>,
) -> String {
    let list: Vec<Value> = diagnostics.iter().map(|diagnostic| entry(diagnostic, sources, lang)).collect();
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let mut document = json!({
        "format": 1,
        "errors": errors,
        "warnings": diagnostics.len() - errors,
        "diagnostics": list,
    });
    if let Some((name, value)) = outcome {
        document[name] = value;
    }
    // Names of files and suggestions come from outside too; JSON leaves some control characters as they are.
    let escape =
        |c: char| if is_harmful(c) && c != '\n' { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    format!("{document:#}\n").chars().map(escape).collect()
}

fn entry(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Value {
    json!({
        "code": diagnostic.fault.code,
        "name": diagnostic.fault.name,
        "severity": if diagnostic.is_error() { "error" } else { "warning" },
        "message": harmless(&diagnostic.message(lang)),
        "cause": harmless(&diagnostic.cause(lang)),
        "remedy": harmless(&diagnostic.remedy(lang)),
        "suggestion": diagnostic.suggestion,
        "place": place(diagnostic.origin, sources),
        "related": diagnostic.related.iter().map(|(origin, words)| json!({
            "words": words.get(lang),
            "place": place(*origin, sources),
        })).collect::<Vec<_>>(),
    })
}

fn place(origin: Origin, sources: &Sources) -> Value {
    match sources.position(origin) {
        Some(position) => {
            json!({ "file": position.path, "line": position.line, "column": position.column })
        }
        None => Value::Null,
    }
}
