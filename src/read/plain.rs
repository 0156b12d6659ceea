//! TOML texts as nearly all of them are written, taken apart in one pass.
//!
//! In: the text of a file. Out: its tree, the same as the `toml` crate would give; or nothing, where the text has a fault or anything
//! that is rarely written: escapes, texts of several lines, dotted keys, `_` in numbers, times. `toml.rs` then asks the crate, whose
//! word on faults is the only one. It must not guess: what it is not sure of it leaves to the crate.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::bytes::before;
use super::tree::{At, Entry, Span, Table, Value};

/// The most brackets within brackets; the crate takes more.
const MAX_DEPTH: u8 = 16;
/// The most names of tables `[…]` and `[[…]]` in a file: they are looked through for each of them.
const MAX_NAMES: usize = 64;

/// The tree of a text that is written plainly.
pub(super) fn tree(text: &str) -> Option<Table<'_>> {
    let mut reader = Plain { text, at: 0 };
    let mut top = Vec::new();
    let mut named: Vec<Named<'_>> = Vec::new();
    reader.entries(&mut top)?;
    while reader.peek().is_some() {
        let head = reader.head()?;
        let mut entries = Vec::with_capacity(8);
        reader.entries(&mut entries)?;
        let table = At { is: Value::Table(Table::of(entries)?), span: head.span };
        match named.iter().position(|known| known.key.is == head.key.is) {
            Some(place) if named[place].is_list && head.is_list => named[place].tables.push(table),
            None if named.len() < MAX_NAMES => {
                named.push(Named { key: head.key, is_list: head.is_list, tables: vec![table] })
            }
            _ => return None,
        }
    }
    for Named { key, is_list, mut tables } in named {
        let first = tables.first()?.span;
        let value = if is_list { At { is: Value::List(tables), span: first } } else { tables.pop()? };
        top.push((key, value));
    }
    Table::of(top)
}

/// `[name]` or `[[name]]`.
struct Head<'t> {
    key: At<Cow<'t, str>>,
    is_list: bool,
    span: Span,
}

/// The tables of one name.
struct Named<'t> {
    key: At<Cow<'t, str>>,
    is_list: bool,
    tables: Vec<At<Value<'t>>>,
}

/// A text, and the byte that comes next. Each step gives `None` where it finds something else than it looks for.
struct Plain<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Plain<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over a byte.
    fn pass(&mut self, byte: u8) -> Option<()> {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there.then_some(())
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Passes over blanks and the ends of lines.
    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n')) || self.rest().starts_with("\r\n") {
            self.at += 1;
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text from a byte to the one that comes next.
    fn since(&self, start: usize) -> Option<&'t str> {
        self.text.get(start..self.at)
    }

    /// Passes over the end of a line, with a comment before it.
    fn line_end(&mut self) -> Option<()> {
        self.blanks();
        if self.peek() == Some(b'#') {
            let comment = self.rest().split('\n').next()?;
            let comment = comment.strip_suffix('\r').unwrap_or(comment);
            self.at += comment.len();
            if comment.bytes().any(is_control) {
                return None;
            }
        }
        match self.peek() {
            None => Some(()),
            Some(b'\r') => {
                self.at += 1;
                self.pass(b'\n')
            }
            Some(_) => self.pass(b'\n'),
        }
    }

    /// The keys and values up to the next `[` at the beginning of a line, or to the end.
    fn entries(&mut self, entries: &mut Vec<Entry<'t>>) -> Option<()> {
        loop {
            self.blanks();
            match self.peek() {
                None | Some(b'[') => return Some(()),
                Some(b'\n' | b'\r' | b'#') => self.line_end()?,
                Some(_) => {
                    entries.push(self.entry(0)?);
                    self.line_end()?;
                }
            }
        }
    }

    fn entry(&mut self, depth: u8) -> Option<Entry<'t>> {
        let key = self.key()?;
        self.blanks();
        self.pass(b'=')?;
        self.blanks();
        Some((key, self.value(depth)?))
    }

    /// The name of a table, with its brackets and the end of its line.
    fn head(&mut self) -> Option<Head<'t>> {
        let start = self.at;
        self.pass(b'[')?;
        let is_list = self.pass(b'[').is_some();
        self.blanks();
        let key = self.key()?;
        self.blanks();
        self.pass(b']')?;
        if is_list {
            self.pass(b']')?;
        }
        let span = Span::new(start..self.at);
        self.line_end()?;
        Some(Head { key, is_list, span })
    }

    fn key(&mut self) -> Option<At<Cow<'t, str>>> {
        let start = self.at;
        let key = match self.peek()? {
            quote @ (b'"' | b'\'') => self.quoted(quote)?,
            _ => {
                self.word(&BARE);
                self.since(start).filter(|key| !key.is_empty())?
            }
        };
        Some(At { is: Cow::Borrowed(key), span: Span::new(start..self.at) })
    }

    fn value(&mut self, depth: u8) -> Option<At<Value<'t>>> {
        let start = self.at;
        let is = match self.peek()? {
            quote @ (b'"' | b'\'') => Value::Text(Cow::Borrowed(self.quoted(quote)?)),
            b'[' if depth < MAX_DEPTH => self.list(depth + 1)?,
            b'{' if depth < MAX_DEPTH => self.inline(depth + 1)?,
            _ => {
                self.word(&SCALAR);
                word(self.since(start)?)?
            }
        };
        Some(At { is, span: Span::new(start..self.at) })
    }

    /// Passes over bytes of these kinds.
    fn word(&mut self, bytes: &[bool; 256]) {
        while self.peek().is_some_and(|b| bytes[usize::from(b)]) {
            self.at += 1;
        }
    }

    /// A text of one line in quotation marks, without escapes.
    fn quoted(&mut self, quote: u8) -> Option<&'t str> {
        self.pass(quote)?;
        let start = self.at;
        // Between apostrophes a backslash is a character as any other.
        let escape = if quote == b'"' { b'\\' } else { quote };
        self.at += before(&self.text.as_bytes()[self.at..], |eight| {
            eight.below(b' ') | eight.equal(0x7F) | eight.equal(quote) | eight.equal(escape)
        });
        // One by one the last bytes of a file, and those after a tab.
        let is_end = |b: u8| is_control(b) | (b == quote) | (b == escape);
        while !is_end(self.peek()?) {
            self.at += 1;
        }
        let inner = self.since(start)?;
        self.pass(quote)?;
        // Three quotation marks begin a text of several lines.
        (!inner.is_empty() || self.peek() != Some(quote)).then_some(inner)
    }

    fn list(&mut self, depth: u8) -> Option<Value<'t>> {
        let mut items = Vec::new();
        self.pass(b'[')?;
        loop {
            self.space();
            if self.pass(b']').is_some() {
                return Some(Value::List(items));
            }
            items.push(self.value(depth)?);
            self.space();
            if self.peek() != Some(b']') {
                self.pass(b',')?;
            }
        }
    }

    /// A table within braces, on one line.
    fn inline(&mut self, depth: u8) -> Option<Value<'t>> {
        let mut entries = Vec::new();
        self.pass(b'{')?;
        self.blanks();
        while self.peek() != Some(b'}') {
            entries.push(self.entry(depth)?);
            self.blanks();
            if self.peek() != Some(b'}') {
                self.pass(b',')?;
                self.blanks();
                // A comma before the brace is new in TOML 1.1.
                (self.peek() != Some(b'}')).then_some(())?;
            }
        }
        self.pass(b'}')?;
        Table::of(entries).map(Value::Table)
    }
}

/// The bytes of keys without quotation marks.
const BARE: [bool; 256] = letters_and(b"-_");
/// The bytes of numbers, days and words.
const SCALAR: [bool; 256] = letters_and(b"-_.+:");

const fn letters_and(marks: &[u8]) -> [bool; 256] {
    let mut all = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        all[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let mut mark = 0;
    while mark < marks.len() {
        all[marks[mark] as usize] = true;
        mark += 1;
    }
    all
}

/// Whether a byte is a control character other than a tab: none may stand in a line.
#[inline]
fn is_control(b: u8) -> bool {
    ((b < b' ') & (b != b'\t')) | (b == 0x7F)
}

/// A value that is one word: a number with decimal digits, a day that every calendar has, `true` or `false`.
fn word(word: &str) -> Option<Value<'_>> {
    match word {
        "true" => return Some(Value::Flag(true)),
        "false" => return Some(Value::Flag(false)),
        _ => {}
    }
    let body = word.strip_prefix('-').unwrap_or(word).as_bytes();
    let whole = digits(body);
    let is_number = match &body[whole..] {
        [] => whole > 0,
        [b'.', fraction @ ..] => whole > 0 && !fraction.is_empty() && digits(fraction) == fraction.len(),
        _ => false,
    };
    if is_number {
        let is_plain = whole == 1 || body[0] != b'0';
        return is_plain.then_some(Value::Number(Cow::Borrowed(word)));
    }
    let mut parts = word.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_within = |part: &str, length: usize, within: RangeInclusive<u16>| {
        part.len() == length
            && digits(part.as_bytes()) == length
            && part.parse().is_ok_and(|number| within.contains(&number))
    };
    let is_day = is_within(year, 4, 0..=9999) && is_within(month, 2, 1..=12) && is_within(day, 2, 1..=28);
    is_day.then_some(Value::Date(Cow::Borrowed(word)))
}

/// How many digits stand first.
fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}
