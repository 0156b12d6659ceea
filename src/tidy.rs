//! How a TOML file looks: the same words, set in order.
//!
//! In: the text of a TOML file without faults of syntax. Out: the text with the same tokens and comments, in the same order; blank
//! space alone differs. It must not change, drop or add a word, a digit or a comment. The one place that names `toml_parser`.
//!
//! One space stands around `=` and after a comma, none within `[ ]`; a record has an empty line before it and its comment, and
//! there is never more than one. Lists that fill several lines keep their lines, two spaces deeper. Comments behind what they explain
//! stand in one column, as wide characters are counted.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// Beyond this width a line does not push the comments of its neighbours to the right.
const WIDE: usize = 60;

/// The text as it should stand.
pub fn format(text: &str) -> String {
    let mut page = Page::default();
    for (kind, word) in words(text) {
        page.word(kind, word);
    }
    page.end_line();
    let formatted = page.print(text.starts_with('\u{FEFF}'));
    // Whatever a lexer makes of a text that is no TOML: what is not the same to the word is left alone.
    if is_same(text, &formatted) { formatted } else { text.to_owned() }
}

/// Whether two texts differ in blank space alone.
fn is_same(left: &str, right: &str) -> bool {
    let kept = |text| {
        let meant =
            |(kind, _): &(TokenKind, &str)| !matches!(kind, TokenKind::Whitespace | TokenKind::Newline);
        words(text).into_iter().filter(meant).map(|(_, word)| word.trim_end().to_owned()).collect::<Vec<_>>()
    };
    kept(left) == kept(right)
}

/// The tokens of a text, the end left out.
fn words(text: &str) -> Vec<(TokenKind, &str)> {
    let tokens = Source::new(text).lex().into_vec();
    let word = |token: &toml_parser::lexer::Token| {
        let word = text.get(token.span().start()..token.span().end());
        (token.kind() != TokenKind::Eof).then_some((token.kind(), word.unwrap_or_default()))
    };
    tokens.iter().filter_map(word).collect()
}

/// A line: what it says, and the comment behind it.
#[derive(Default)]
struct Line {
    text: String,
    comment: Option<String>,
    /// How deep it stands in brackets.
    depth: usize,
    is_head: bool,
}

impl Line {
    fn is_empty(&self) -> bool {
        self.text.is_empty() && self.comment.is_none()
    }

    fn width(&self) -> usize {
        self.depth * 2 + self.text.chars().map(width).sum::<usize>()
    }
}

#[derive(Default)]
struct Page {
    lines: Vec<Line>,
    line: Line,
    last: Option<TokenKind>,
    /// The brackets that are open.
    open: Vec<TokenKind>,
    /// Whether blank space stood before the token.
    spaced: bool,
    /// Whether the line is the head of a table.
    in_head: bool,
    /// Whether the value of the line has begun.
    in_value: bool,
}

impl Page {
    fn word(&mut self, kind: TokenKind, word: &str) {
        match kind {
            TokenKind::Whitespace => self.spaced = true,
            TokenKind::Newline => self.end_line(),
            TokenKind::Comment => {
                self.start_line(kind);
                self.line.comment = Some(word.trim_end().to_owned());
            }
            _ => {
                self.start_line(kind);
                if self.is_apart(kind) {
                    self.line.text.push(' ');
                }
                self.line.text.push_str(word);
                self.track(kind);
                self.last = Some(kind);
                self.spaced = false;
            }
        }
    }

    /// Notes where a line stands, at its first token.
    fn start_line(&mut self, kind: TokenKind) {
        if self.line.is_empty() {
            let closes = matches!(kind, TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket);
            self.line.depth = self.open.len() - usize::from(closes && !self.open.is_empty());
            self.line.is_head = self.open.is_empty() && kind == TokenKind::LeftSquareBracket;
            self.in_head = self.line.is_head;
            self.last = None;
        }
    }

    /// Whether a space stands before a token that is not the first of its line.
    fn is_apart(&self, kind: TokenKind) -> bool {
        use TokenKind::{
            Atom, Comma, Dot, Equals, LeftCurlyBracket, LeftSquareBracket, RightCurlyBracket,
            RightSquareBracket,
        };
        let Some(last) = self.last else { return false };
        match (last, kind) {
            _ if self.in_head => false,
            (LeftCurlyBracket, RightCurlyBracket) | (LeftSquareBracket, _) | (_, RightSquareBracket) => false,
            (_, Comma | Dot) | (Dot, _) => false,
            (LeftCurlyBracket, _) | (_, RightCurlyBracket) | (Equals, _) | (_, Equals) | (Comma, _) => true,
            // A day and an hour are one value with a space in it.
            (Atom, Atom) => self.spaced,
            _ => self.spaced && self.in_value,
        }
    }

    fn track(&mut self, kind: TokenKind) {
        match kind {
            TokenKind::Equals => self.in_value = true,
            _ if self.in_head => {}
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => self.open.push(kind),
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => _ = self.open.pop(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.open.is_empty() {
            (self.in_head, self.in_value) = (false, false);
        }
        (self.spaced, self.last) = (false, None);
        if line.is_empty() && self.lines.last().is_none_or(Line::is_empty) {
            return;
        }
        if line.is_head {
            self.part();
        }
        self.lines.push(line);
    }

    /// Puts an empty line before a head and the comment right above it.
    fn part(&mut self) {
        let is_comment = |line: &Line| line.text.is_empty() && line.comment.is_some();
        let above = self.lines.iter().rev().take_while(|line| is_comment(line)).count();
        let place = self.lines.len() - above;
        if place > 0 && !self.lines[place - 1].is_empty() {
            self.lines.insert(place, Line::default());
        }
    }

    fn print(mut self, marked: bool) -> String {
        while self.lines.last().is_some_and(Line::is_empty) {
            self.lines.pop();
        }
        let mut text = String::from(if marked { "\u{FEFF}" } else { "" });
        for block in self.lines.split_inclusive(Line::is_empty) {
            let explained = |line: &&Line| line.comment.is_some() && !line.text.is_empty();
            let widths = block.iter().filter(explained).map(Line::width);
            let column = widths.filter(|width| *width <= WIDE).max().unwrap_or(0);
            for line in block {
                print_line(&mut text, line, column);
            }
        }
        text
    }
}

fn print_line(text: &mut String, line: &Line, column: usize) {
    if !line.is_empty() {
        text.extend(std::iter::repeat_n(' ', line.depth * 2));
    }
    text.push_str(&line.text);
    if let Some(comment) = &line.comment {
        if !line.text.is_empty() {
            let room = column.saturating_sub(line.width()) + 2;
            text.extend(std::iter::repeat_n(' ', room));
        }
        text.push_str(comment);
    }
    text.push('\n');
}

/// How many columns a character takes in an editor.
fn width(c: char) -> usize {
    let is_wide = matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFD}');
    if is_wide { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_set_in_order() {
        let written = "# head\nformat=1\n\n\n\nplace = \"甲\"   # 地区\nperiod=2025 # 年\n[[ target ]]\n  id='a'\n# about b\n[[target]]\nid = [1,2 ,\n3, # three\n   4]\nchange={at_most=-10,since = \"x\"}\nwhen = 1979-05-27 07:32:00\nv = 1_000.50\nempty = [ ]\nnone = { }\na . b = true";
        let formatted = "# head\nformat = 1\n\nplace = \"甲\"   # 地区\nperiod = 2025  # 年\n\n[[target]]\nid = 'a'\n\n# about b\n[[target]]\nid = [1, 2,\n  3,  # three\n  4]\nchange = { at_most = -10, since = \"x\" }\nwhen = 1979-05-27 07:32:00\nv = 1_000.50\nempty = []\nnone = {}\na.b = true\n";
        assert_eq!(format(written), formatted);
        assert_eq!(format(formatted), formatted);
    }

    #[test]
    fn texts_over_several_lines_stay_as_they_are() {
        let written = "note = \"\"\"\n  two  spaces # no comment\n\n\n[[x]]\"\"\"\nother='''\n a=1 '''\n";
        let formatted = "note = \"\"\"\n  two  spaces # no comment\n\n\n[[x]]\"\"\"\nother = '''\n a=1 '''\n";
        assert_eq!(format(written), formatted);
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_words_and_is_set_in_order_at_once(
            text in r##"(\[\[|\]\]|[\[\]{}=,.#"' a1年\n\r\t]|"""|'''|a = 1\n|# c\n|\[\[t\]\]\n){0,40}"##
        ) {
            let formatted = format(&text);
            prop_assert!(is_same(&text, &formatted));
            let is_toml = crate::read::syntax(crate::diagnostic::FileId(0), &text).is_empty();
            prop_assert!(!is_toml || format(&formatted) == formatted);
        }
    }
}
