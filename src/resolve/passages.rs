//! Passages of prose that stand only once a document is known, and what stands before.
//!
//! In: Markdown in which `{{ if_known("document") }}`, `{{ else() }}` and `{{ end() }}` stand on lines of their own. Out: the
//! same Markdown, byte for byte as long, with these lines and what does not hold turned into blanks, so that every place in it
//! stays true. It must not read anything else of the Markdown but where code is fenced.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue};

/// A line that is more than prose.
enum Mark<'t> {
    /// From here on only where the document is known.
    IfKnown(&'t str),
    /// From here on only where it is not.
    Else,
    /// From here on always.
    End,
    /// Begins like one of these and is none.
    Broken,
}

/// The passage in which a line stands.
struct Passage {
    opened: Range<usize>,
    is_known: bool,
    is_else: bool,
}

/// What does not hold becomes blank. `is_known` says whether a document is known, and reports one that is not registered.
pub(super) fn settle(
    markdown: &str,
    (file, start): (FileId, usize),
    faults: &mut Vec<Diagnostic>,
    is_known: &mut dyn FnMut(&str, Origin, &mut Vec<Diagnostic>) -> bool,
) -> Box<str> {
    let mut settled = String::with_capacity(markdown.len());
    let mut open: Option<Passage> = None;
    let mut is_code = false;
    for line in markdown.split_inclusive('\n') {
        let at = settled.len();
        let range = start + at..start + at + line.trim_end().len();
        is_code ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let mark = if is_code { None } else { mark(line.trim()) };
        let shown = open.as_ref().is_none_or(|passage| passage.is_known != passage.is_else);
        let Some(mark) = mark else {
            if shown {
                settled.push_str(line);
            } else {
                blank(line, &mut settled);
            }
            continue;
        };
        blank(line, &mut settled);
        let origin = Origin::span(file, range.clone());
        open = match (mark, open) {
            (Mark::IfKnown(document), None) => {
                let is_known = is_known(document, origin, faults);
                Some(Passage { opened: range, is_known, is_else: false })
            }
            (Mark::Else, Some(passage)) if !passage.is_else => Some(Passage { is_else: true, ..passage }),
            (Mark::End, Some(_)) => None,
            (_, open) => {
                faults.push(Diagnostic::new(&catalogue::PASSAGE, origin));
                open
            }
        };
    }
    if let Some(passage) = open {
        faults.push(Diagnostic::new(&catalogue::PASSAGE, Origin::span(file, passage.opened)));
    }
    settled.into()
}

/// Turns a line into blanks of the same length.
fn blank(line: &str, into: &mut String) {
    into.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

fn mark(line: &str) -> Option<Mark<'_>> {
    let call = line.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let (name, arguments) =
        call.split_once('(').map_or((call, None), |(name, rest)| (name.trim(), Some(rest)));
    let arguments = arguments.and_then(|rest| rest.strip_suffix(')')).map(str::trim);
    Some(match (name, arguments) {
        ("if_known", Some(document)) => {
            match document.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(id) if crate::language::is_id(id) => Mark::IfKnown(id),
                _ => Mark::Broken,
            }
        }
        ("else", Some("")) => Mark::Else,
        ("end", Some("")) => Mark::End,
        ("if_known" | "else" | "end", _) => Mark::Broken,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;

    fn settled(markdown: &str, known: bool) -> (String, usize) {
        let file = Sources::default().add("content/pages/a.md", markdown.to_owned());
        let mut faults = Vec::new();
        let text = settle(markdown, (file, 0), &mut faults, &mut |_, _, _| known);
        assert_eq!(text.len(), markdown.len(), "every place stays true");
        (text.split_whitespace().collect::<Vec<_>>().join("|"), faults.len())
    }

    #[test]
    fn a_passage_stands_once_its_document_is_known_and_its_else_before() {
        let text = "a\n{{ if_known(\"d-1\") }}\n已知\n\n{{ else() }}\n未知\n{{end()}}\nz";
        assert_eq!(settled(text, true), ("a|已知|z".into(), 0));
        assert_eq!(settled(text, false), ("a|未知|z".into(), 0));
    }

    #[test]
    fn marks_that_do_not_pair_are_faults() {
        for text in [
            "{{ if_known(\"d\") }}\na",
            "{{ end() }}",
            "{{ else() }}",
            "{{ if_known(\"d\") }}\n{{ if_known(\"e\") }}\n{{ end() }}",
            "{{ if_known(d) }}",
            "{{ if_known(\"d\") }}\n{{ else() }}\n{{ else() }}\n{{ end() }}",
        ] {
            assert_eq!(settled(text, true).1, 1, "{text}");
        }
        assert_eq!(settled("```\n{{ end() }}\n```", true).1, 0, "code is left alone");
    }
}
