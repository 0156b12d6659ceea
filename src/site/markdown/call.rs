//! Calls within prose: `{{ value("rs-012") }}`.
//!
//! In: Markdown, or the text of one call. Out: the same Markdown with each call masked by a placeholder of equal
//! length, so that Markdown reads neither its quotes nor its underscores and every offset stays true; and calls
//! taken apart. It must not know what a call means, nor Markdown: whether a call stands in code is seen later, and
//! there its own text is put back.

use std::ops::Range;

/// The private-use character with which a placeholder begins.
const MARK: char = '\u{E000}';
/// The number of a call is a character of the private planes, counted from here.
const FIRST_NUMBER: u32 = 0xF_0000;
/// Mark and number: the shortest placeholder. No call that means anything is shorter.
const SHORTEST: usize = 7;
/// Fills a placeholder up to the length of its call: to Markdown, a letter of a word.
const FILLER: char = 'x';

/// Markdown with its calls masked.
pub(super) struct Masked<'m> {
    /// The Markdown as it was written.
    markdown: &'m str,
    /// The same with placeholders, byte for byte as long.
    pub(super) text: String,
    calls: Vec<Range<usize>>,
}

/// A part of a text: itself, or a call.
pub(super) enum Piece<'t> {
    /// Text, and where it begins.
    Text(usize, &'t str),
    /// A call, by the place of its own text in the Markdown.
    Call(Range<usize>),
}

/// Masks all calls. What begins like a call and is none stays as it is and is found in the text later.
pub(super) fn mask(markdown: &str) -> Masked<'_> {
    let mut masked = Masked { markdown, text: String::with_capacity(markdown.len()), calls: Vec::new() };
    let mut done = 0;
    while let Some(open) = markdown[done..].find("{{").map(|found| done + found) {
        let number = u32::try_from(masked.calls.len()).ok().and_then(|n| char::from_u32(FIRST_NUMBER + n));
        match (end(markdown, open), number) {
            (Some(end), Some(number)) if !is_escaped(markdown, open) => {
                masked.copy(done..open);
                masked.text.push(MARK);
                masked.text.push(number);
                masked.text.extend(std::iter::repeat_n(FILLER, end - open - SHORTEST));
                masked.calls.push(open..end);
                done = end;
            }
            _ => {
                masked.copy(done..open + 1);
                done = open + 1;
            }
        }
    }
    masked.copy(done..markdown.len());
    masked
}

/// Where a call that opens here ends: on the same line, and without a backtick, which would be code.
fn end(markdown: &str, open: usize) -> Option<usize> {
    let inner = &markdown[open + 2..];
    let is_stop = |(at, c): &(usize, char)| {
        matches!(c, '\n' | '\r' | '`') || inner[*at..].starts_with("{{") || inner[*at..].starts_with("}}")
    };
    let (close, _) = inner.char_indices().find(is_stop)?;
    let end = open + close + 4;
    (inner[close..].starts_with("}}") && end - open >= SHORTEST).then_some(end)
}

/// Whether the character at a place is escaped by a backslash that is not itself escaped.
pub(super) fn is_escaped(markdown: &str, at: usize) -> bool {
    markdown.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

impl Masked<'_> {
    /// Copies what is no call. An author's own mark would pass for a placeholder: it becomes U+FFFD, as long as it.
    fn copy(&mut self, range: Range<usize>) {
        let markdown = self.markdown;
        let clean = |c| if c == MARK { char::REPLACEMENT_CHARACTER } else { c };
        self.text.extend(markdown[range].chars().map(clean));
    }

    /// The text of a call as it was written.
    pub(super) fn call(&self, range: Range<usize>) -> &str {
        &self.markdown[range]
    }

    /// Takes a text apart at its placeholders.
    pub(super) fn split<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let (mut from, mut search) = (0, 0);
        while let Some(mark) = text[search..].find(MARK).map(|found| search + found) {
            match self.placeholder(&text[mark..]) {
                Some((call, length)) => {
                    pieces.push(Piece::Text(from, &text[from..mark]));
                    pieces.push(Piece::Call(call));
                    from = mark + length;
                    search = from;
                }
                None => search = mark + MARK.len_utf8(),
            }
        }
        pieces.push(Piece::Text(from, &text[from..]));
        pieces
    }

    /// The call whose placeholder a text begins with, and the placeholder's length.
    fn placeholder(&self, text: &str) -> Option<(Range<usize>, usize)> {
        let number = u32::from(text.chars().nth(1)?).checked_sub(FIRST_NUMBER)?;
        let call = self.calls.get(number as usize)?;
        let filler = text.get(SHORTEST..call.len())?;
        filler.chars().all(|c| c == FILLER).then(|| (call.clone(), call.len()))
    }

    /// A text with the calls in it as they were written.
    pub(super) fn restore(&self, text: &str) -> String {
        let piece = |piece| match piece {
            Piece::Text(_, text) => text,
            Piece::Call(call) => &self.markdown[call],
        };
        self.split(text).into_iter().map(piece).collect()
    }
}

/// The name and arguments of a call, read strictly: `{{ name("text", 2025) }}`.
pub(super) fn parse(call: &str) -> Option<(&str, Vec<&str>)> {
    let inner = call.strip_prefix("{{")?.strip_suffix("}}")?.trim_matches(' ');
    let (name, rest) = inner.split_once('(')?;
    let rest = rest.strip_suffix(')')?.trim_matches(' ');
    let mut letters = name.bytes();
    let is_name = letters.next().is_some_and(|b| b.is_ascii_lowercase())
        && letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !is_name {
        return None;
    }
    if rest.is_empty() {
        return Some((name, Vec::new()));
    }
    let mut arguments = Vec::new();
    let mut rest = rest;
    loop {
        let (argument, tail) = argument(rest)?;
        arguments.push(argument);
        let tail = tail.trim_start_matches(' ');
        if tail.is_empty() {
            return Some((name, arguments));
        }
        rest = tail.strip_prefix(',')?.trim_start_matches(' ');
    }
}

/// The first argument of a list, and what follows it.
fn argument(list: &str) -> Option<(&str, &str)> {
    if let Some(inner) = list.strip_prefix('"') {
        return inner.split_once('"').filter(|(text, _)| !text.contains('\\'));
    }
    let digits = list.strip_prefix('-').unwrap_or(list);
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let end = list.len() - digits.len() + length;
    (length > 0).then(|| list.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn calls_are_read_strictly() {
        assert_eq!(parse(r#"{{ value("rs-012") }}"#), Some(("value", vec!["rs-012"])));
        assert_eq!(parse(r#"{{change("a_b", 2022,-3)}}"#), Some(("change", vec!["a_b", "2022", "-3"])));
        assert_eq!(parse("{{ count() }}"), Some(("count", vec![])));
        for wrong in [
            r#"{{ value }}"#,
            r#"{{ value("a" }}"#,
            r#"{{ value("a",) }}"#,
            r#"{{ value(“a”) }}"#,
            r#"{{ value(a) }}"#,
            r#"{{ value("a" "b") }}"#,
            r#"{{ ("a") }}"#,
            r#"{{ Value("a") }}"#,
            r#"{{ value(1.5) }}"#,
            r#"{{ v("\"") }}"#,
            r#"{{ value("a")("b") }}"#,
            r#"{{ value('a') }}"#,
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn masking_keeps_every_offset_and_can_be_undone(markdown in r#"([{}]{1,2}|[a"\\`\n(\u{E000}中]|value\("a_b"\)){0,24}"#) {
            let masked = mask(&markdown);
            prop_assert_eq!(masked.text.len(), markdown.len());
            let clean = |text: &str| text.replace(MARK, "\u{FFFD}");
            prop_assert_eq!(clean(&masked.restore(&masked.text)), clean(&markdown));
        }
    }
}
