//! Faults as text for people and as JSON for machines.
//!
//! In: [`Diagnostic`]s and the texts they point into. Out: a text with source lines and carets that line up
//! under Chinese, or a JSON document. It must not print and must let no control character through.

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
    let (message, cause, remedy) =
        (harmless(&diagnostic.message(lang)), harmless(&diagnostic.cause(lang)), harmless(&diagnostic.remedy(lang)));
    let mut group = Group::with_title(level.primary_title(message.as_str()).id(diagnostic.fault.code));
    let texts = Texts::of(diagnostic, sources);
    for text in &texts.0 {
        group = group.element(text.snippet(diagnostic, &cause, lang));
    }
    if texts.0.is_empty() {
        group = group.element(Level::NOTE.with_name(note(lang)).message(cause.as_str()));
    }
    let help = Level::HELP.with_name(help(lang));
    let patch = diagnostic.suggestion.as_deref().map(harmless);
    let report = match (&patch, texts.0.first(), diagnostic.origin) {
        (Some(patch), Some(text), Origin::Span { start, end, .. }) => vec![
            group,
            Group::with_title(help.secondary_title(remedy.as_str())).element(
                Snippet::source(text.text.as_str())
                    .path(text.path.as_str())
                    .patch(Patch::new(text.clamp(start, end), patch.as_str())),
            ),
        ],
        _ => vec![group.element(help.message(remedy.as_str()))],
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

/// The texts that one fault shows, each with control characters made visible byte for byte.
struct Texts(Vec<Shown>);

struct Shown {
    id: super::FileId,
    path: String,
    text: String,
}

impl Texts {
    fn of(diagnostic: &Diagnostic, sources: &Sources) -> Texts {
        let mut shown: Vec<Shown> = Vec::new();
        let origins = std::iter::once(diagnostic.origin).chain(diagnostic.related.iter().map(|(o, _)| *o));
        for id in origins.filter_map(Origin::file) {
            if let Some(file) = sources.get(id).filter(|_| shown.iter().all(|s| s.id != id)) {
                shown.push(Shown { id, path: harmless(&file.path), text: same_length(&file.text) });
            }
        }
        Texts(shown)
    }
}

impl Shown {
    fn snippet<'a>(
        &'a self,
        diagnostic: &Diagnostic,
        cause: &'a str,
        lang: Lang,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let mut snippet = Snippet::source(self.text.as_str()).path(self.path.as_str());
        if diagnostic.origin.file() == Some(self.id) {
            snippet =
                snippet.annotation(AnnotationKind::Primary.span(self.range(diagnostic.origin)).label(cause));
        }
        for (origin, words) in &diagnostic.related {
            if origin.file() == Some(self.id) {
                snippet = snippet
                    .annotation(AnnotationKind::Context.span(self.range(*origin)).label(words.get(lang)));
            }
        }
        snippet
    }

    fn range(&self, origin: Origin) -> std::ops::Range<usize> {
        match origin {
            Origin::Span { start, end, .. } => self.clamp(start, end),
            Origin::Cell { row, column, .. } => self.cell(row as usize, column as usize),
            Origin::File(_) | Origin::Project => 0..self.text.find('\n').unwrap_or(self.text.len()),
        }
    }

    fn clamp(&self, start: u32, end: u32) -> std::ops::Range<usize> {
        let end = (end as usize).min(self.text.len());
        (start as usize).min(end)..end
    }

    /// The bytes of a cell; of the whole line where a quoted cell makes the columns uncertain.
    fn cell(&self, row: usize, column: usize) -> std::ops::Range<usize> {
        let start: usize = self.text.split_inclusive('\n').take(row.saturating_sub(1)).map(str::len).sum();
        let line = self.text[start..].lines().next().unwrap_or_default();
        let before: usize = line.split(',').take(column.saturating_sub(1)).map(|cell| cell.len() + 1).sum();
        match line.split(',').nth(column.saturating_sub(1)) {
            Some(cell) if !line.contains('"') => start + before..start + before + cell.len(),
            _ => start..start + line.len(),
        }
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
            (false, _) => shown.push(c),
            (true, 3) => shown.push('\u{FFFD}'),
            (true, bytes) => shown.extend(std::iter::repeat_n('?', bytes)),
        }
    }
    shown
}

fn is_harmful(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}

/// All faults as a JSON document: an object with the counts and the list `diagnostics`.
pub fn to_json(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> String {
    let list: Vec<Value> = diagnostics.iter().map(|diagnostic| entry(diagnostic, sources, lang)).collect();
    let errors = diagnostics.iter().filter(|d| d.is_error()).count();
    let document = json!({
        "format": 1,
        "errors": errors,
        "warnings": diagnostics.len() - errors,
        "diagnostics": list,
    });
    format!("{document:#}\n")
}

fn entry(diagnostic: &Diagnostic, sources: &Sources, lang: Lang) -> Value {
    json!({
        "code": diagnostic.fault.code,
        "name": diagnostic.fault.name,
        "severity": if diagnostic.is_error() { "error" } else { "warning" },
        "message": diagnostic.message(lang),
        "cause": diagnostic.cause(lang),
        "remedy": diagnostic.remedy(lang),
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
