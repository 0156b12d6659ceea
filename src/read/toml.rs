//! TOML texts become trees. The one place that names the `toml` crate.
//!
//! In: the text of a file. Out: its tree, and every fault of syntax at once, in words that authors understand. It must not know
//! which keys there are: that is `records.rs`.

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::plain;
use super::tree::{At, Span, Table, Value};
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue};
use crate::model::Decimal;

/// The tree of a file; none where its syntax is broken. Nearly all files are written plainly: the crate is asked about the others,
/// and about each that has a fault.
pub(super) fn tree<'t>(file: FileId, text: &'t str, faults: &mut Vec<Diagnostic>) -> Option<Table<'t>> {
    if let Some(tree) = plain::tree(text) {
        return Some(tree);
    }
    let (tree, errors) = DeTable::parse_recoverable(text);
    faults.extend(errors.iter().map(|error| fault(file, text, error)));
    errors.is_empty().then(|| table(tree.into_inner()))
}

fn fault(file: FileId, text: &str, error: &Error) -> Diagnostic {
    let origin = Origin::span(file, error.span().unwrap_or(0..0));
    if error.message().starts_with(TOO_DEEP) {
        return Diagnostic::new(&catalogue::NESTING, origin);
    }
    slip(file, text, error.span().unwrap_or_default().start).unwrap_or_else(|| {
        let fault = Diagnostic::new(&catalogue::SYNTAX, origin);
        fault.with_each("detail", |lang| syntax(error.message(), lang))
    })
}

fn table(table: DeTable<'_>) -> Table<'_> {
    let entries = table.into_iter().map(|(key, of)| (At { span: span(&key), is: key.into_inner() }, at(of)));
    Table::in_order(entries.collect())
}

fn at(of: Spanned<DeValue<'_>>) -> At<Value<'_>> {
    At { span: span(&of), is: value(of.into_inner()) }
}

fn span<T>(of: &Spanned<T>) -> Span {
    Span::new(of.span())
}

fn value(value: DeValue<'_>) -> Value<'_> {
    match value {
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(integer) if integer.radix() == 10 => {
            Value::Number(integer.as_str().to_owned().into())
        }
        DeValue::Integer(integer) => Value::OtherBase(integer.as_str().to_owned().into()),
        DeValue::Float(float) => Value::Number(float.as_str().to_owned().into()),
        DeValue::Boolean(flag) => Value::Flag(flag),
        DeValue::Datetime(moment) => Value::Date(moment.to_string().into()),
        DeValue::Array(items) => Value::List(items.into_iter().map(at).collect()),
        DeValue::Table(inner) => Value::Table(table(inner)),
    }
}

/// A value of a small table that stands alone: the keys that lead to it, and its text; none where it is no text.
pub(super) struct Leaf {
    pub(super) keys: Vec<String>,
    pub(super) text: Option<String>,
}

/// The values of a small table and of the tables within it, in the order of their keys; and what is wrong with its syntax, in
/// each language.
pub(super) fn leaves(text: &str) -> (Vec<Leaf>, Vec<[String; 2]>) {
    fn collect(table: &DeTable<'_>, above: &[String], leaves: &mut Vec<Leaf>) {
        for (key, value) in table.iter() {
            let keys: Vec<String> = above.iter().cloned().chain([key.get_ref().to_string()]).collect();
            match value.get_ref() {
                DeValue::Table(inner) if !inner.is_empty() => collect(inner, &keys, leaves),
                value => leaves.push(Leaf { keys, text: value.as_str().map(str::to_owned) }),
            }
        }
    }
    let (tree, errors) = DeTable::parse_recoverable(text);
    let told = errors.iter().map(|error| {
        let before = text.get(..error.span().unwrap_or_default().start).unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        let said = |lang| syntax(error.message(), lang);
        [format!("第 {line} 行，{}", said(Lang::Zh)), format!("line {line}: {}", said(Lang::En))]
    });
    let mut leaves = Vec::new();
    collect(tree.get_ref(), &[], &mut leaves);
    (leaves, told.collect())
}

/// What the TOML reader says, in one of the languages. What it says beyond these words stays as it is.
fn syntax(message: &str, lang: Lang) -> String {
    let message = message.replace('\n', "\\n");
    let rule = message.split(", expected ").next().unwrap_or_default();
    let words = SYNTAX.iter().find(|(english, _)| rule.starts_with(english));
    match (lang, words) {
        (Lang::Zh, Some((_, words))) => (*words).to_owned(),
        _ => message,
    }
}

/// What an author meant who wrote what is no TOML at a place: a mark of another width, or a number with its unit.
fn slip(file: FileId, text: &str, at: usize) -> Option<Diagnostic> {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}' | '=');
    let (before, after) = text.split_at_checked(at)?;
    let start = before
        .rfind(is_edge)
        .map_or(0, |edge| edge + before[edge..].chars().next().map_or(0, char::len_utf8));
    let word = &text[start..at + after.find(is_edge).unwrap_or(after.len())];
    let ends = [after.chars().next(), word.chars().next(), word.chars().last()];
    let known = |c: char| MARKS.iter().find(|(marks, _)| marks.contains(c)).map(|(_, plain)| (c, *plain));
    if let Some((mark, plain)) = ends.into_iter().flatten().find_map(known) {
        // No mark is an edge: it stands in the word.
        let fault = Diagnostic::new(&catalogue::FULL_WIDTH, Origin::span(file, start..start + word.len()));
        return Some(fault.with("mark", mark.to_string()).with("plain", plain));
    }
    let line = &text[start..];
    let line = &line[..line.find(['\n', '\r', ',', ']', '#']).unwrap_or(line.len())];
    let end = line.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-' | '+'))?;
    let (number, unit) = (&line[..end], line[end..].trim());
    let is_unit = !unit.is_empty()
        && !unit.contains(['"', '\'', '='])
        && !unit.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '/'));
    (is_unit && Decimal::parse(number).is_ok()).then(|| {
        let origin = Origin::span(file, start..start + line.trim_end().len());
        Diagnostic::new(&catalogue::NUMBER_WITH_UNIT, origin).with("number", number).with("unit", unit)
    })
}

/// Full-width marks and what TOML takes in their place.
const MARKS: &[(&str, &str)] = &[
    ("“”„＂「」", "\""),
    ("‘’＇", "'"),
    ("＝", "="),
    ("［【", "["),
    ("］】", "]"),
    ("｛", "{"),
    ("｝", "}"),
    ("，、", ","),
    ("＃", "#"),
];

/// The beginning of what the TOML reader says of brackets that are nested too deeply.
const TOO_DEEP: &str = "cannot recurse further";

/// The beginnings of the TOML reader's messages and what they mean; a longer beginning stands before a shorter one.
const SYNTAX: &[(&str, &str)] = &[
    ("duplicate key", "同一个键写了两次"),
    ("string values must be quoted", "文字没有用引号括起来"),
    ("missing value", "等号后面没有值"),
    ("key with no value", "键后面没有等号和值"),
    ("missing assignment", "键和值之间没有等号"),
    ("missing comma", "两项之间没有逗号"),
    ("extra comma", "多了一个逗号"),
    ("extra ", "多了一个等号"),
    ("missing opening quote", "缺少前引号"),
    ("invalid basic string", "引号没有成对，或引号内换了行"),
    ("invalid literal string", "引号没有成对，或引号内换了行"),
    ("unclosed array table", "`[[` 没有用 `]]` 收尾"),
    ("unclosed inline table", "`{` 没有用 `}` 收尾"),
    ("unclosed table", "`[` 没有用 `]` 收尾"),
    ("unclosed array", "`[` 没有用 `]` 收尾"),
    ("missing escaped value", "`\\` 后面的写法不对"),
    ("invalid unquoted key", "键名只能用字母、数字、`_` 和 `-`"),
    ("unquoted keys cannot be empty", "键名是空的"),
    ("unexpected leading zero", "数字不能以 0 开头"),
    ("unexpected key or value", "一行里只能写一个键和值"),
    ("unexpected content", "这里多出了内容"),
    ("carriage return must be followed by newline", "换行符不完整"),
    ("invalid comment character", "注释里有控制字符"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a text was taken apart as a plain one; if so, the crate must say the same.
    fn is_plain(text: &str) -> bool {
        let (tree, errors) = DeTable::parse_recoverable(text);
        let plain = plain::tree(text);
        if let Some(plain) = &plain {
            assert!(errors.is_empty(), "{text:?} has faults: {errors:?}");
            assert_eq!(*plain, table(tree.into_inner()), "{text:?}");
        }
        plain.is_some()
    }

    #[test]
    fn what_is_often_written_is_plain_and_the_same_to_the_byte() {
        for text in [
            "",
            "# a comment\r\nformat = 1\r\n",
            "format = 1 # one\n\n[[a]]\nx = -0.50\ny = [1, \"二\", 'c', [],]\n\n[[a]]\n[ b ]\n\"引 文\" = { en = \"x\", zh = {} }",
            "a = \"it's a text of more than sixteen bytes\"\nb = 'a \\ and \"'",
            "d = 2024-02-28\nflag = true\nm = [\n  \"a\",\r\n\t\"b\"\n]\n\t'' = \"\"\n",
        ] {
            assert!(is_plain(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_rarely_written_or_wrong_is_left_to_the_crate() {
        for text in [
            "a = 1\na = 2",
            "[a]\n[a]",
            "[[a]]\n[a]",
            "a = 1\n[a]",
            "a.b = 1",
            "[a.b]",
            "a = \"\\n\"",
            "a = \"\"\"x\"\"\"",
            "a = '''x'''",
            "a = 1_000",
            "a = 0x1F",
            "a = +1",
            "a = 01",
            "a = 1.",
            "a = .5",
            "a = 1e5",
            "a = nan",
            "a = 2023-02-29",
            "a = 2024-01-01 10:00:00",
            "a = {b = 1,}",
            "a = {\nb = 1}",
            "a = 1 b = 2",
            "a = \"x",
            "a = \"x\ny\"",
            "a",
            "a =",
            "= 1",
            "[a",
            "[[a]",
            "[]",
            "a = [1 2]",
            "a = [,]",
            "a = tru",
            "a = “x”",
            "\u{FEFF}a = 1",
            "a = 1\r",
            "# \u{1}",
            "a = \"\u{7F}\"",
            "[a] b = 1",
            "[ [a]]",
        ] {
            assert!(!is_plain(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn the_crate_says_the_same_of_every_plain_text(
            text in "(a|b|\"a\"|'b'| = |1|-0|0\\.50|2024-02-28|true|\"\"|\"二 \"|'x'|\\[|\\]|\\[\\[a\\]\\]\n|\\[b\\]\n|a = 1\n|c = \\[\"x\", 2\\]\n|d = \\{ a = 1, b = \"二\" \\}\r\n|\\{|\\}|,| |\t|\n|\r\n|\r|#|# 注\n|[\\\\.\"'_+:e])*"
        ) {
            is_plain(&text);
        }

        #[test]
        fn the_crate_says_the_same_of_lines(
            text in "((a|b|c|\"a b\"|'d')[ \t]?=[ \t]?(1|-2\\.5|0|\"二\"|'y'|true|2025-01-28|\\[\\]|\\[1, \n\"x\"\\]|\\{\\}|\\{ a = 1 \\}|\\{a = 1,b = \\[2\\]\\})[ \t]?(#[^\r\n]{0,3})?\r?\n|\\[\\[?(a|b|c)\\]\\]?\n){0,12}"
        ) {
            is_plain(&text);
        }
    }
}
