//! Texts measured and broken into lines.
//!
//! In: a text, how it is set and how wide it may be. Out: its width, or its lines. Nothing is placed or drawn here.

use std::borrow::Cow;

use super::font::{Fonts, Weight};

/// A part of a text between two places where a line may break.
#[derive(Clone, Copy, Debug)]
struct Piece<'t> {
    text: &'t str,
    /// Its width in units of the face.
    units: i64,
    /// The same without the blanks at its end.
    bare: i64,
}

/// How a text is set when it is broken into lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure<'f> {
    pub(super) fonts: &'f Fonts,
    pub(super) size: i32,
    pub(super) weight: Weight,
}

impl Measure<'_> {
    /// The width with a reserve of one sixteenth: the reader may lack the font.
    pub(super) fn reserved(self, text: &str) -> i32 {
        self.reserved_units(self.units(text))
    }

    fn units(self, text: &str) -> i64 {
        self.fonts.units(text, self.weight)
    }

    fn reserved_units(self, units: i64) -> i32 {
        let width = self.fonts.scaled(units, self.size, self.weight);
        width + width / 16
    }

    /// Breaks a text into lines that fit `width`. Latin words stay whole where they fit a line; no line
    /// begins with a closing mark or ends with an opening one. Lines are about as long as each other where `even`.
    pub(super) fn lines(self, text: &str, width: i32, even: bool) -> Vec<String> {
        let text: Cow<'_, str> = match text.contains(char::is_control) {
            true => text.replace(char::is_control, " ").into(),
            false => text.into(),
        };
        let text = text.trim();
        if text.is_empty() {
            return Vec::new();
        }
        let units = self.units(text);
        if self.reserved_units(units) <= width {
            return vec![text.to_owned()];
        }
        let pieces: Vec<Piece<'_>> = pieces(text).map(|text| self.piece(text)).collect();
        let mut ends = self.broken(text, &pieces, width);
        if even && ends.len() > 1 {
            // The narrowest width that makes no more lines, by halves: no line can be shorter than an equal part.
            let count = i32::try_from(ends.len()).unwrap_or(1);
            let (mut low, mut high) = (self.reserved_units(units) / count, width);
            while high - low > self.size {
                let middle = (low + high) / 2;
                let tried = self.broken(text, &pieces, middle);
                if tried.len() > ends.len() {
                    low = middle;
                } else {
                    (high, ends) = (middle, tried);
                }
            }
        }
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let lines = starts.zip(&ends).map(|(start, end)| text[start..*end].trim());
        lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    fn piece(self, text: &str) -> Piece<'_> {
        let units = self.units(text);
        let bare = text.trim_end();
        let bare = if bare.len() == text.len() { units } else { self.units(bare) };
        Piece { text, units, bare }
    }

    /// Where the lines of a text end that fit `width`.
    fn broken(self, text: &str, pieces: &[Piece<'_>], width: i32) -> Vec<usize> {
        let mut ends = Vec::new();
        // The line so far, by its place in the text, and its width.
        let (mut start, mut end, mut units) = (0, 0, 0);
        for piece in pieces {
            if start < end && self.reserved_units(units + piece.bare) > width {
                ends.push(end);
                (start, units) = (end, 0);
            }
            end += piece.text.len();
            units += piece.units;
            // The line is this piece alone where it is too wide now.
            while self.reserved_units(units) > width && self.reserved(text[start..end].trim_end()) > width {
                let cut = start + self.cut(&text[start..end], width);
                if cut == end {
                    break;
                }
                ends.push(cut);
                (start, units) = (cut, self.units(&text[cut..end]));
            }
        }
        ends.push(end);
        ends
    }

    /// Where a piece that is too wide is cut: after the last character that fits, after one at least.
    fn cut(self, line: &str, width: i32) -> usize {
        let mut cut = 0;
        let mut units = 0;
        for (start, c) in line.char_indices() {
            let end = start + c.len_utf8();
            units += self.units(&line[start..end]);
            if cut > 0 && self.reserved_units(units) > width {
                break;
            }
            cut = end;
        }
        cut
    }
}

/// The parts between which a line may break, one after the other.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut before = None;
        let end = rest.char_indices().find(|(_, c)| {
            let breaks = before.is_some_and(|before| may_break(before, *c));
            before = Some(*c);
            breaks
        });
        let (piece, tail) = rest.split_at(end.map_or(rest.len(), |(at, _)| at));
        rest = tail;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Whether a line may break between two characters.
fn may_break(before: char, after: char) -> bool {
    if after == ' ' {
        return false;
    }
    let bound = is_closing(after) || is_opening(before) || (is_latin(before) && is_latin(after));
    !bound || before == ' '
}

/// Marks that no line begins with.
#[rustfmt::skip]
fn is_closing(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '〉' | '」' | '』' | '】' | '〕' | '”' | '’' | '…' | '—'
        | ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '%' | '％' | '·')
}

/// Marks that no line ends with.
#[rustfmt::skip]
fn is_opening(c: char) -> bool {
    matches!(c, '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '“' | '‘' | '(' | '[' | '{')
}

fn is_latin(c: char) -> bool {
    (c as u32) < 0x2E80 && c != ' '
}
