//! Single values: from the literal in a file to a value of the expected type.
//!
//! In: a [`Literal`] and the [`Type`] that the table expects. Out: a [`RawValue`], or the [`Misfit`] that says
//! what was expected. It must not resolve references: an id is only a word here.

use std::sync::Arc;

use super::{RawRecord, Type};
use crate::bilingual::{Bilingual, both};
use crate::diagnostic::{Fault, Origin, catalogue};
use crate::model::{Date, Decimal, DecimalError, Period, Since, Text, Unit};

/// The longest text that a value may have, in characters.
pub const MAX_TEXT: usize = 20_000;

/// A value with the place where it stands.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The place.
    pub origin: Origin,
}

impl<T> Spanned<T> {
    /// The same, borrowed.
    pub fn as_ref(&self) -> Spanned<&T> {
        Spanned { value: &self.value, origin: self.origin }
    }
}

/// A scalar as it stands in a file.
#[derive(Clone, Copy, Debug)]
pub enum Literal<'a> {
    /// A string.
    Text(&'a str),
    /// A number, with its literal digits.
    Number(&'a str),
    /// `true` or `false`.
    Flag(bool),
    /// A date or time, with its literal digits.
    Date(&'a str),
    /// A cell of a table, which may be any of these.
    Cell(&'a str),
}

/// A term of a formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormulaTerm {
    /// Whether it is subtracted.
    pub minus: bool,
    /// The id of the observation.
    pub id: Box<str>,
}

/// A value of a known type whose references are still words.
#[derive(Clone, Debug)]
pub enum RawValue {
    /// Text for readers.
    Text(Text),
    /// A plain string: lines, ids, digests, addresses, tags.
    Line(Box<str>),
    /// A reference: the id of another record.
    Name(Arc<str>),
    /// A decimal number.
    Decimal(Decimal),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A period.
    Period(Period),
    /// Since when.
    Since(Box<Since>),
    /// The key of a choice.
    Choice(&'static str),
    /// A unit.
    Unit(Unit),
    /// A formula.
    Formula(Box<[FormulaTerm]>),
    /// A list.
    List(Box<[Spanned<RawValue>]>),
    /// Two numbers.
    Pair(Box<(Decimal, Decimal)>),
    /// A table within the record.
    Table(Box<RawRecord>),
}

impl RawValue {
    /// A plain string or a reference, as it was written.
    pub fn line(&self) -> Option<&str> {
        match self {
            RawValue::Line(line) => Some(line),
            RawValue::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Why a literal is not a value of the expected type.
#[derive(Clone, Debug)]
pub struct Misfit {
    /// The fault.
    pub fault: &'static Fault,
    /// What was expected.
    pub expected: Bilingual,
}

impl Misfit {
    fn new(fault: &'static Fault, expected: Bilingual) -> Misfit {
        Misfit { fault, expected }
    }
}

impl Type {
    /// Reads a scalar as a value of this type. Lists and tables are taken apart by the reader.
    ///
    /// # Errors
    /// A [`Misfit`] where the literal is not of the type.
    pub fn read(self, literal: Literal<'_>) -> Result<RawValue, Misfit> {
        let wrong = || Misfit::new(&catalogue::WRONG_TYPE, self.expected());
        match self {
            Type::Text => {
                text(literal).ok_or_else(wrong).and_then(clean).map(|line| RawValue::Text(Text::plain(line)))
            }
            Type::Line => {
                text(literal).ok_or_else(wrong).and_then(clean).map(|line| RawValue::Line(line.into()))
            }
            Type::Id | Type::Ref(_) => {
                let line = text(literal).ok_or_else(wrong)?;
                if !is_id(line) {
                    return Err(Misfit::new(&catalogue::BAD_ID, self.expected()));
                }
                match self {
                    Type::Ref(_) => Ok(RawValue::Name(line.into())),
                    _ if is_reserved(line) => Err(Misfit::new(&catalogue::RESERVED_ID, self.expected())),
                    _ => Ok(RawValue::Line(line.into())),
                }
            }
            Type::Decimal => number(literal).ok_or_else(wrong).and_then(decimal),
            Type::Integer => {
                let digits = number(literal).ok_or_else(wrong)?;
                digits.replace('_', "").parse().map(RawValue::Integer).map_err(|_| wrong())
            }
            Type::Flag => flag(literal).map(RawValue::Flag).ok_or_else(wrong),
            Type::Mark => flag(literal).filter(|flag| *flag).map(RawValue::Flag).ok_or_else(wrong),
            Type::Date => day(literal).and_then(Date::parse).map(RawValue::Date).ok_or_else(wrong),
            Type::Period => self.time(literal, Period::parse, |period| Some(period)).map(RawValue::Period),
            Type::Since => {
                self.time(literal, Since::parse, written).map(|since| RawValue::Since(Box::new(since)))
            }
            Type::Choice(choices) => {
                let line = text(literal).ok_or_else(wrong)?;
                let found = choices.iter().find(|choice| choice.key == line);
                found
                    .map(|choice| RawValue::Choice(choice.key))
                    .ok_or_else(|| Misfit::new(&catalogue::BAD_CHOICE, self.expected()))
            }
            Type::Unit => {
                let unit = text(literal).and_then(Unit::parse).ok_or_else(wrong)?;
                clean(unit.printed())?;
                Ok(RawValue::Unit(unit))
            }
            Type::Sha256 => line(literal, is_sha256).ok_or_else(wrong),
            Type::Url => line(literal, is_web_address).ok_or_else(wrong),
            Type::Tag => line(literal, is_tag).ok_or_else(wrong),
            Type::Formula => text(literal)
                .and_then(formula)
                .map(|terms| RawValue::Formula(terms.into()))
                .ok_or_else(|| Misfit::new(&catalogue::BAD_FORMULA, self.expected())),
            Type::List(_) | Type::OneOrMore(_) | Type::Pair | Type::Table(_) => Err(wrong()),
        }
    }

    /// Reads a time; `of` finds the period in it, whose words must not have characters that are refused.
    fn time<T>(
        self,
        literal: Literal<'_>,
        parse: fn(&str) -> Option<T>,
        of: fn(&T) -> Option<&Period>,
    ) -> Result<T, Misfit> {
        let time = period_text(literal).and_then(parse);
        let time = time.ok_or_else(|| Misfit::new(&catalogue::BAD_PERIOD, self.expected()))?;
        if let Some(Period::Window(label) | Period::Moment(label)) = of(&time) {
            clean(label)?;
        }
        Ok(time)
    }

    /// What may stand there, in words.
    pub fn expected(self) -> Bilingual {
        match self {
            Type::Text => both("文字，或 { zh = \"…\", en = \"…\" }", "text, or { zh = \"…\", en = \"…\" }"),
            Type::Line => both("加引号的文字", "text in quotation marks"),
            Type::Id => both(
                "编号：小写字母、数字和连字符，以字母或数字开头，至多 64 个字符",
                "an id: lower-case letters, digits and hyphens, beginning with a letter or digit, 64 characters at most",
            ),
            Type::Ref(_) => both("另一条记录的编号", "the id of another record"),
            Type::Decimal => both("十进制数，不加引号", "a decimal number without quotation marks"),
            Type::Integer => both("整数，不加引号", "a whole number without quotation marks"),
            Type::Flag => both("true 或 false", "true or false"),
            Type::Mark => both("true（不成立时删去这一行）", "true (what does not hold is left out)"),
            Type::Date => both("日期，写作“年-月-日”", "a date: year-month-day"),
            Type::Period => both(
                "时期：2025、\"2023/2025\"、\"2025-09\"、\"2023-09-06\"、\"yearly\"、\"window:3年来\"、\"moment:扩建前\" 或 \"unstated\"",
                "a period: 2025, \"2023/2025\", \"2025-09\", \"2023-09-06\", \"yearly\", \"window:…\", \"moment:…\" or \"unstated\"",
            ),
            Type::Since => both(
                "年份、\"previous-year\"（同比）或 \"unstated\"（未注明）",
                "a year, \"previous-year\" or \"unstated\"",
            ),
            Type::Choice(_) => both("下列词语之一", "one of the listed words"),
            Type::Unit => both("计量单位，至多 24 个字符", "a unit of 24 characters at most"),
            Type::Sha256 => both("64 位小写十六进制数字", "64 lower-case hexadecimal digits"),
            Type::Url => both(
                "以 https:// 或 http:// 开头的网址",
                "a web address that begins with https:// or http://",
            ),
            Type::Tag => both("语言标记：\"zh-Hans\" 或 \"en\"", "a language tag: \"zh-Hans\" or \"en\""),
            Type::Formula => both("公式", "a formula"),
            Type::List(_) => both("列表 [ … ]", "a list [ … ]"),
            Type::OneOrMore(_) => both("一个值或列表 [ … ]", "a value or a list [ … ]"),
            Type::Pair => {
                both("两个数，小的在前，例如 [2, 3]", "two numbers, the lower first, for example [2, 3]")
            }
            Type::Table(_) => both("表 { … }", "a table { … }"),
        }
    }
}

/// The period since which something is counted, where one is written.
fn written(since: &Since) -> Option<&Period> {
    match since {
        Since::Period(period) => Some(period),
        Since::PreviousYear | Since::Unstated => None,
    }
}

pub(super) fn text(literal: Literal<'_>) -> Option<&str> {
    match literal {
        Literal::Text(line) | Literal::Cell(line) => Some(line),
        _ => None,
    }
}

fn line(literal: Literal<'_>, is_good: fn(&str) -> bool) -> Option<RawValue> {
    text(literal).filter(|line| is_good(line)).map(|line| RawValue::Line(line.into()))
}

fn flag(literal: Literal<'_>) -> Option<bool> {
    match literal {
        Literal::Flag(flag) => Some(flag),
        Literal::Cell("true" | "TRUE") => Some(true),
        Literal::Cell("false" | "FALSE") => Some(false),
        _ => None,
    }
}

fn number(literal: Literal<'_>) -> Option<&str> {
    match literal {
        Literal::Number(digits) | Literal::Cell(digits) => Some(digits),
        _ => None,
    }
}

fn day(literal: Literal<'_>) -> Option<&str> {
    match literal {
        Literal::Date(digits) | Literal::Text(digits) | Literal::Cell(digits) => Some(digits),
        _ => None,
    }
}

fn period_text(literal: Literal<'_>) -> Option<&str> {
    match literal {
        Literal::Flag(_) => None,
        Literal::Text(line) | Literal::Number(line) | Literal::Date(line) | Literal::Cell(line) => Some(line),
    }
}

fn decimal(digits: &str) -> Result<RawValue, Misfit> {
    let fault = match Decimal::parse(digits) {
        Ok(number) => return Ok(RawValue::Decimal(number)),
        Err(DecimalError::Malformed) => &catalogue::WRONG_TYPE,
        Err(DecimalError::Exponent) => &catalogue::NUMBER_WITH_EXPONENT,
        Err(DecimalError::NotFinite) => &catalogue::NUMBER_NOT_FINITE,
        Err(DecimalError::TooManyDigits) => &catalogue::NUMBER_TOO_LONG,
        Err(DecimalError::TooManyDecimals) => &catalogue::NUMBER_TOO_FINE,
    };
    Err(Misfit::new(fault, Type::Decimal.expected()))
}

/// Refuses texts with characters that are invisible, reorder a line, or have no place in a text.
fn clean(text: &str) -> Result<&str, Misfit> {
    match unclean(text) {
        Some(fault) => Err(Misfit::new(fault, Type::Line.expected())),
        None => Ok(text),
    }
}

/// Why a text must not stand anywhere.
fn unclean(text: &str) -> Option<&'static Fault> {
    // Nearly all texts have ordinary characters alone, which one look finds out.
    if !text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) && !text.chars().all(is_ordinary) {
        if text.chars().any(is_forbidden) {
            return Some(&catalogue::FORBIDDEN_CHARACTER);
        }
        if unprintable(text).is_some() {
            return Some(&catalogue::UNPRINTABLE);
        }
    }
    if text.chars().all(char::is_whitespace) {
        return Some(&catalogue::EMPTY_TEXT);
    }
    // No character takes less than a byte.
    (text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT).then_some(&catalogue::TEXT_TOO_LONG)
}

/// Whether a byte stands for a character between the space and `~`, or belongs to one from U+3000 to U+CFFF: those are ordinary.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | 0x80..=0xBF | 0xE3..=0xEC)
}

/// Whether a character is of the blocks that nearly all texts are written in, none of which is forbidden or unprintable.
fn is_ordinary(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{AE}'..='\u{61B}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{D7FF}' | '\u{FF00}'..='\u{FFEF}')
}

fn is_forbidden(c: char) -> bool {
    let control = c.is_control() && c != '\n' && c != '\t';
    control
        || matches!(c, '\u{061C}' | '\u{2028}' | '\u{2029}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a text may stand anywhere: not empty, not too long, without characters that are not seen.
pub fn is_clean(text: &str) -> bool {
    unclean(text).is_none()
}

/// The first character of a text that no font can be expected to show, and why.
pub fn unprintable(text: &str) -> Option<(char, Bilingual)> {
    text.chars().find_map(|c| Some((c, why_unprintable(c)?)))
}

fn why_unprintable(c: char) -> Option<Bilingual> {
    let is_noncharacter = matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE;
    match c {
        '\u{FFFD}' => Some(both(
            "这是替代乱码的符号，原来的字已经丢失",
            "it stands for a character that was lost in another encoding",
        )),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' if !is_noncharacter => Some(both(
            "这是造字区的字，只有装了专用字体的机器才能显示",
            "it is from the private use area: only machines with a special font show it",
        )),
        '\u{200B}' | '\u{00AD}' | '\u{2060}' | '\u{180E}' => Some(both(
            "这个字符没有宽度，看不见，却会让搜索找不到这段文字",
            "it has no width: it is not seen, and keeps the text from being found",
        )),
        _ if is_noncharacter => Some(both("Unicode 规定它不是字符", "Unicode says that it is no character")),
        _ => None,
    }
}

/// Whether a page named after the id would be another page, or a name that Windows keeps for itself.
fn is_reserved(id: &str) -> bool {
    id == "index" || is_device(id)
}

/// Whether Windows keeps a name for a device, whatever its ending.
pub fn is_device(stem: &str) -> bool {
    if !matches!(stem.len(), 3 | 4) {
        return false;
    }
    let stem = stem.to_ascii_lowercase();
    let numbered =
        |name: &str| stem.strip_prefix(name).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    matches!(&*stem, "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

/// What [`is_id`] says, as a regular expression.
pub(super) const PATTERN_ID: &str = "^[a-z0-9][a-z0-9-]{0,63}$";

/// Whether a text is an id: lower-case letters, digits and hyphens, 64 characters at most.
pub fn is_id(line: &str) -> bool {
    // No byte ends the search, so that many can be looked at at once.
    let inner = |b: u8| b.is_ascii_lowercase() | b.is_ascii_digit() | (b == b'-');
    (1..=64).contains(&line.len())
        && !line.starts_with('-')
        && line.bytes().fold(true, |good, b| good & inner(b))
}

fn is_sha256(line: &str) -> bool {
    line.len() == 64 && line.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_web_address(line: &str) -> bool {
    let rest = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && line.chars().all(|c| {
            !c.is_whitespace() && !is_forbidden(c) && !matches!(c, '"' | '<' | '>' | '\'' | '`' | '\\')
        })
}

fn is_tag(line: &str) -> bool {
    (2..=16).contains(&line.len())
        && line
            .split('-')
            .all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

fn formula(line: &str) -> Option<Vec<FormulaTerm>> {
    let mut terms = Vec::new();
    let mut rest = line.trim();
    let mut minus = false;
    loop {
        let (id, tail) = rest.strip_prefix('{')?.split_once('}')?;
        if !is_id(id) || terms.len() == 64 {
            return None;
        }
        terms.push(FormulaTerm { minus, id: id.into() });
        rest = tail.trim_start();
        if rest.is_empty() {
            return Some(terms);
        }
        minus = rest.starts_with(['-', '−']);
        rest = rest.strip_prefix(['+', '-', '−'])?.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_adds_and_subtracts_observations_alone() {
        let terms = formula("{rs-012} - {rs-013}").unwrap();
        assert_eq!(
            terms.iter().map(|t| (t.minus, &*t.id)).collect::<Vec<_>>(),
            [(false, "rs-012"), (true, "rs-013")]
        );
        for text in ["", "{a} *{b}", "{a} -", "5 - {a}", "{a", "{A}"] {
            assert_eq!(formula(text), None, "{text}");
        }
    }

    #[test]
    fn no_ordinary_character_is_refused() {
        let is_of_plain_bytes = |c: char| c.encode_utf8(&mut [0; 4]).bytes().all(is_plain);
        for c in char::MIN..=char::MAX {
            assert!(is_ordinary(c) || !is_of_plain_bytes(c), "{c:?}");
            assert!(!is_ordinary(c) || (!is_forbidden(c) && why_unprintable(c).is_none()), "{c:?}");
        }
    }

    #[test]
    fn hidden_characters_are_refused_in_every_text() {
        for text in ["a\u{0}b", "a\u{202E}b", "\u{FEFF}a", "a\u{7}"] {
            assert!(Type::Text.read(Literal::Text(text)).is_err(), "{text:?}");
            assert!(Type::Line.read(Literal::Text(text)).is_err(), "{text:?}");
        }
        assert!(Type::Period.read(Literal::Text("window:3\u{202E}年")).is_err());
    }

    proptest! {
        #[test]
        fn reading_any_text_as_any_type_never_panics(text in "\\PC{0,40}") {
            for of in [Type::Text, Type::Id, Type::Decimal, Type::Integer, Type::Date, Type::Period, Type::Since,
                       Type::Unit, Type::Sha256, Type::Url, Type::Tag, Type::Formula, Type::Flag] {
                for literal in [Literal::Text(&text), Literal::Number(&text), Literal::Cell(&text), Literal::Date(&text)] {
                    let _ = of.read(literal);
                }
            }
        }
    }
}
