//! TOML texts become raw records. The one place that names the `toml` crate.
//!
//! In: the text of a file. Out: [`RawRecord`]s whose values have the types of the language table, and every fault
//! of syntax, key and type at once. It must not resolve references, and drops a file's tree once it is read.

use std::collections::BTreeMap;

use toml::Spanned as Toml;
use toml::de::{DeTable, DeValue};

use super::faults::{complete, misfit_fault};
use super::{RawTranslation, known_keys};
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue, nearest};
use crate::language::{
    self, Field, KINDS, Kind, Literal, Many, Misfit, RawRecord, RawValue, SITE, Spanned, Type,
};
use crate::model::{Decimal, Text, Wording};

/// The settings of a site: the keys of one file.
pub(super) fn site(file: FileId, text: &str, faults: &mut Vec<Diagnostic>) -> Option<RawRecord> {
    let mut reader = Reader { file, text, faults };
    let tree = reader.tree()?;
    reader.version(tree.get_ref());
    let head = Origin::span(file, 0..text.find('\n').unwrap_or(text.len()));
    Some(reader.record(&SITE, tree.get_ref(), head, &Inherited::default()))
}

/// The front matter of a Markdown file, which starts at byte `start` of its file.
pub(super) fn front_matter(
    file: FileId,
    text: &str,
    kind: &'static Kind,
    faults: &mut Vec<Diagnostic>,
) -> Option<RawRecord> {
    let mut reader = Reader { file, text, faults };
    let tree = reader.tree()?;
    let head = Origin::span(file, 0..text.find('\n').unwrap_or(text.len()));
    Some(reader.record(kind, tree.get_ref(), head, &Inherited::default()))
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

/// What is wrong with the syntax of a file, whatever it says.
pub(super) fn syntax_of(file: FileId, text: &str, faults: &mut Vec<Diagnostic>) {
    let _ = Reader { file, text, faults }.tree();
}

/// The translations of a file: each original with its words, or with those after one and after other numbers.
pub(super) fn translations(
    file: FileId,
    text: &str,
    lang: Lang,
    faults: &mut Vec<Diagnostic>,
) -> Vec<RawTranslation> {
    let mut reader = Reader { file, text, faults };
    let Some(tree) = reader.tree() else { return Vec::new() };
    reader.version(tree.get_ref());
    let mut found = Vec::new();
    for (key, value) in tree.get_ref().iter().filter(|(key, _)| key.get_ref() != "format") {
        let origin = reader.span(key);
        let words = |value: &Toml<DeValue<'_>>| value.get_ref().as_str().map(Box::<str>::from);
        // Nothing need follow a number: 57个 is 57.
        let (one, other, is_counted) = match value.get_ref() {
            DeValue::Table(forms) => {
                let of = |form: &str| forms.get(form).and_then(words);
                let is_known =
                    forms.iter().all(|(form, _)| matches!(form.get_ref().as_ref(), "one" | "other"));
                (of("one"), of("other").filter(|_| is_known), true)
            }
            _ => (None, words(value), false),
        };
        let original: Box<str> = key.get_ref().as_ref().into();
        let is_sound = |text: &str| language::is_clean(text) || (is_counted && text.is_empty());
        match other {
            Some(other)
                if language::is_clean(&original)
                    && is_sound(&other)
                    && one.as_deref().is_none_or(is_sound) =>
            {
                found.push(RawTranslation { lang, original, wording: Wording { one, other }, origin });
            }
            _ => reader.report(Diagnostic::new(&catalogue::TRANSLATION_FORM, origin)),
        }
    }
    found
}

/// The records of a file; none where its syntax is broken.
pub(super) fn records(file: FileId, text: &str, faults: &mut Vec<Diagnostic>) -> Option<Vec<RawRecord>> {
    let mut reader = Reader { file, text, faults };
    let tree = reader.tree()?;
    let top = tree.get_ref();
    reader.version(top);
    let mut records = Vec::new();
    let mut defaults = Defaults::of(top);
    for kind in KINDS.iter().copied().filter(|kind| kind.many == Many::OneOrRecords) {
        if let Some((_, value)) = top.get_key_value(kind.key)
            && let DeValue::Table(table) = value.get_ref()
        {
            let inherited = defaults.for_kind(kind, &mut reader);
            let record = reader.record(kind, table, reader.span(value), &inherited);
            if let Some(id) = record.get("id") {
                defaults.of_file.push((kind.key, id.clone()));
            }
            records.push(record);
        }
    }
    for (key, value) in top {
        reader.entry(key, value, &mut defaults, &mut records);
    }
    Some(records)
}

/// The keys at the top of a file that hold for each record below.
struct Defaults<'t> {
    written: Vec<(&'t str, &'t Toml<DeValue<'t>>)>,
    /// Ids of the one document or plan that the file is about.
    of_file: Vec<(&'static str, Spanned<RawValue>)>,
    /// What was already read, by kind.
    known: BTreeMap<&'static str, Inherited>,
}

/// What a kind inherits from the top of its file.
#[derive(Clone, Default)]
struct Inherited {
    values: Vec<(usize, Spanned<RawValue>)>,
    /// Keys whose value at the top could not be read.
    unread: Vec<usize>,
}

impl<'t> Defaults<'t> {
    fn of(top: &'t DeTable<'t>) -> Defaults<'t> {
        let scalars = top.iter().filter(|(key, _)| language::is_inherited(key.get_ref()));
        let written =
            scalars.filter(|(_, value)| !holds_records(value)).map(|(key, value)| (&**key.get_ref(), value));
        Defaults { written: written.collect(), of_file: Vec::new(), known: BTreeMap::new() }
    }

    fn for_kind(&mut self, kind: &'static Kind, reader: &mut Reader<'_>) -> Inherited {
        if let Some(known) = self.known.get(kind.key) {
            return known.clone();
        }
        let mut inherited = Inherited::default();
        for (place, field) in kind.fields.iter().enumerate().filter(|(_, field)| field.need.is_inherited()) {
            if let Some((_, value)) = self.written.iter().find(|(key, _)| *key == field.key) {
                match reader.value(field, value) {
                    Some(value) => inherited.values.push((place, value)),
                    None => inherited.unread.push(place),
                }
            } else if let Some((_, id)) = self.of_file.iter().find(|(key, _)| *key == field.key) {
                inherited.values.push((place, id.clone()));
            }
        }
        if kind.many != Many::OneOrRecords {
            self.known.insert(kind.key, inherited.clone());
        }
        inherited
    }
}

/// Whether a value at the top holds records of a kind of that name, and is no default.
fn holds_records(value: &Toml<DeValue<'_>>) -> bool {
    match value.get_ref() {
        DeValue::Array(items) => !items.is_empty() && items.iter().all(is_table),
        _ => is_table(value),
    }
}

fn is_table(value: &Toml<DeValue<'_>>) -> bool {
    matches!(value.get_ref(), DeValue::Table(_))
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn tree(&mut self) -> Option<Toml<DeTable<'a>>> {
        let (tree, errors) = DeTable::parse_recoverable(self.text);
        for error in &errors {
            let origin = Origin::span(self.file, error.span().unwrap_or(0..0));
            if error.message().starts_with(TOO_DEEP) {
                self.faults.push(Diagnostic::new(&catalogue::NESTING, origin));
                continue;
            }
            if let Some(fault) = slip(self.file, self.text, error.span().unwrap_or_default().start) {
                self.faults.push(fault);
                continue;
            }
            let fault = Diagnostic::new(&catalogue::SYNTAX, origin);
            self.faults.push(fault.with_each("detail", |lang| syntax(error.message(), lang)));
        }
        errors.is_empty().then_some(tree)
    }

    fn span<T>(&self, value: &Toml<T>) -> Origin {
        Origin::span(self.file, value.span())
    }

    fn report(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    fn version(&mut self, top: &DeTable<'_>) {
        let written = top.get("format");
        let good = written.and_then(|value| value.get_ref().as_integer()).is_some_and(|n| n.as_str() == "1");
        if !good {
            let origin = written.map_or(Origin::File(self.file), |value| self.span(value));
            self.report(Diagnostic::new(&catalogue::FORMAT_VERSION, origin));
        }
    }

    /// One key at the top of a file of records.
    fn entry<'t>(
        &mut self,
        key: &Toml<std::borrow::Cow<'_, str>>,
        value: &'t Toml<DeValue<'t>>,
        defaults: &mut Defaults<'t>,
        records: &mut Vec<RawRecord>,
    ) {
        let name = &**key.get_ref();
        let kind = language::kind(name);
        match (kind, value.get_ref()) {
            (Some(kind), DeValue::Array(items)) if items.iter().all(is_table) => {
                let inherited = defaults.for_kind(kind, self);
                for item in items.iter() {
                    if let DeValue::Table(table) = item.get_ref() {
                        records.push(self.record(kind, table, self.span(item), &inherited));
                    }
                }
            }
            (Some(kind), DeValue::Table(table)) => {
                if kind.many != Many::OneOrRecords {
                    let inherited = defaults.for_kind(kind, self);
                    records.push(self.record(kind, table, self.span(value), &inherited));
                }
            }
            _ if name == "format" || language::is_inherited(name) => {}
            (Some(kind), _) => {
                self.faults.push(
                    Diagnostic::new(&catalogue::WRONG_TYPE, self.span(value))
                        .with("key", name)
                        .with_each("expected", |lang| match lang {
                            Lang::Zh => format!("一条记录，{}", kind.title(lang)),
                            Lang::En => format!("a record, {}", kind.title(lang)),
                        })
                        .with("example", "{ … }")
                        .with("hint", ""),
                );
            }
            (None, _) => self.unknown_kind(name, Origin::span(self.file, key.span())),
        }
    }

    fn record(
        &mut self,
        kind: &'static Kind,
        table: &DeTable<'_>,
        origin: Origin,
        inherited: &Inherited,
    ) -> RawRecord {
        let mut fields = Vec::with_capacity(table.len() + inherited.values.len());
        let mut unread = Vec::new();
        for (key, value) in table {
            let name = &**key.get_ref();
            match kind.field(name) {
                Some((place, field)) => match self.value(field, value) {
                    Some(value) => fields.push((place, value)),
                    None => unread.push(place),
                },
                None if kind.many == Many::Top && name == "format" => {}
                None => unread.extend(self.unknown_key(kind, name, Origin::span(self.file, key.span()))),
            }
        }
        for (place, value) in &inherited.values {
            if !unread.contains(place) && fields.iter().all(|(given, _)| given != place) {
                fields.push((*place, value.clone()));
            }
        }
        unread.extend(&inherited.unread);
        let record = RawRecord { kind, origin: self.head(origin), fields, unread };
        complete(&record, |_| record.origin, self.faults);
        record
    }

    /// The first line of a record: enough to find it, and short enough to show.
    fn head(&self, origin: Origin) -> Origin {
        match origin {
            Origin::Span { file, start, end } => {
                let text = self.text.get(start as usize..end as usize).unwrap_or_default();
                let line = text.find('\n').map_or(end, |newline| start + newline as u32);
                Origin::Span { file, start, end: line }
            }
            other => other,
        }
    }

    fn unknown_kind(&mut self, name: &str, origin: Origin) {
        let kinds = || KINDS.iter().map(|kind| kind.key);
        let defaults = || language::defaults().into_iter().map(|field| field.key);
        let candidate = nearest(name, kinds().chain(defaults()));
        self.faults.push(
            Diagnostic::new(&catalogue::UNKNOWN_KIND, origin)
                .with("key", name)
                .with_each("known", |lang| lang.list(kinds()))
                .with_each("defaults", |lang| lang.list(defaults()))
                .near(candidate)
                .suggest(candidate),
        );
    }

    /// Reports a key that the kind does not have. Returns the place of the key that was meant, where one is near,
    /// so that it is not reported as missing.
    fn unknown_key(&mut self, kind: &'static Kind, name: &str, origin: Origin) -> Option<usize> {
        let candidate = nearest(name, kind.fields.iter().map(|field| field.key));
        self.faults.push(
            Diagnostic::new(&catalogue::UNKNOWN_KEY, origin)
                .with_each("kind", |lang| kind.title(lang))
                .with("key", name)
                .with_each("known", known_keys(kind))
                .near(candidate)
                .suggest(candidate),
        );
        candidate.and_then(|key| kind.field(key)).map(|(place, _)| place)
    }

    fn value(&mut self, field: &Field, value: &Toml<DeValue<'_>>) -> Option<Spanned<RawValue>> {
        let origin = self.span(value);
        match self.typed(field, field.of, value) {
            Ok(read) => Some(Spanned { value: read, origin }),
            Err(None) => None,
            Err(Some((origin, misfit))) => {
                self.faults.push(misfit_fault(field, &misfit, origin, written(value.get_ref())));
                None
            }
        }
    }

    /// Reads a value as a type. `Err(None)` means that the faults are already reported.
    fn typed(
        &mut self,
        field: &Field,
        of: Type,
        value: &Toml<DeValue<'_>>,
    ) -> Result<RawValue, Option<(Origin, Misfit)>> {
        let origin = self.span(value);
        match (of, value.get_ref()) {
            (Type::Text, DeValue::Table(table)) => self.by_language(field, table, origin),
            (Type::Table(kind), DeValue::Table(table)) => {
                let before = self.faults.len();
                let record = self.record(kind, table, origin, &Inherited::default());
                if self.faults.len() == before { Ok(RawValue::Table(Box::new(record))) } else { Err(None) }
            }
            (Type::List(_) | Type::OneOrMore(_), DeValue::Array(items)) if items.is_empty() => {
                Err(Some((origin, Misfit { fault: &catalogue::EMPTY_TEXT, expected: of.expected() })))
            }
            (Type::List(of) | Type::OneOrMore(of), DeValue::Array(items)) => {
                self.list(field, *of, items).map(RawValue::List).ok_or(None)
            }
            (Type::OneOrMore(of), _) => {
                let value = self.typed(field, *of, value)?;
                Ok(RawValue::List(vec![Spanned { value, origin }]))
            }
            (Type::Pair, DeValue::Array(items)) => match items.iter().collect::<Vec<_>>()[..] {
                [low, high] => {
                    let (low, high) = (self.decimal(field, low), self.decimal(field, high));
                    Ok(RawValue::Pair(low.ok_or(None)?, high.ok_or(None)?))
                }
                _ => Err(Some((origin, wrong(Type::Pair)))),
            },
            (_, scalar) => match literal(scalar) {
                Some(Scalar::Borrowed(literal)) => of.read(literal).map_err(|misfit| Some((origin, misfit))),
                Some(Scalar::Date(text)) => {
                    of.read(Literal::Date(&text)).map_err(|misfit| Some((origin, misfit)))
                }
                None => Err(Some((origin, wrong(of)))),
            },
        }
    }

    /// The items of a list; all that cannot be read are reported.
    fn list(
        &mut self,
        field: &Field,
        of: Type,
        items: &toml::de::DeArray<'_>,
    ) -> Option<Vec<Spanned<RawValue>>> {
        let mut list = Vec::with_capacity(items.len());
        for item in items.iter() {
            match self.typed(field, of, item) {
                Ok(value) => list.push(Spanned { value, origin: self.span(item) }),
                Err(misfit) => self.misfit(field, misfit, item),
            }
        }
        (list.len() == items.len()).then_some(list)
    }

    fn decimal(&mut self, field: &Field, value: &Toml<DeValue<'_>>) -> Option<Decimal> {
        match self.typed(field, Type::Decimal, value) {
            Ok(RawValue::Decimal(number)) => Some(number),
            Ok(_) => None,
            Err(misfit) => {
                self.misfit(field, misfit, value);
                None
            }
        }
    }

    fn misfit(&mut self, field: &Field, misfit: Option<(Origin, Misfit)>, value: &Toml<DeValue<'_>>) {
        if let Some((origin, misfit)) = misfit {
            self.faults.push(misfit_fault(field, &misfit, origin, written(value.get_ref())));
        }
    }

    fn by_language(
        &mut self,
        field: &Field,
        table: &DeTable<'_>,
        origin: Origin,
    ) -> Result<RawValue, Option<(Origin, Misfit)>> {
        let mut text = Text::default();
        let before = self.faults.len();
        for (key, value) in table {
            let Some(lang) = Lang::ALL.into_iter().find(|lang| lang.key() == &**key.get_ref()) else {
                let origin = Origin::span(self.file, key.span());
                let fault = Diagnostic::new(&catalogue::UNKNOWN_LANGUAGE, origin);
                self.report(fault.with("key", &**key.get_ref()));
                continue;
            };
            match self.typed(field, Type::Line, value) {
                Ok(RawValue::Line(line)) => text.set(lang, line),
                Ok(_) => {}
                Err(misfit) => self.misfit(field, misfit, value),
            }
        }
        if self.faults.len() > before {
            return Err(None);
        }
        if text.is_empty() {
            return Err(Some((
                origin,
                Misfit { fault: &catalogue::EMPTY_TEXT, expected: Type::Text.expected() },
            )));
        }
        Ok(RawValue::Text(text))
    }
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

fn wrong(of: Type) -> Misfit {
    Misfit { fault: &catalogue::WRONG_TYPE, expected: of.expected() }
}

fn written<'v>(value: &'v DeValue<'_>) -> &'v str {
    value.as_str().unwrap_or_default()
}

enum Scalar<'v> {
    Borrowed(Literal<'v>),
    Date(String),
}

fn literal<'v>(value: &'v DeValue<'_>) -> Option<Scalar<'v>> {
    Some(match value {
        DeValue::String(text) => Scalar::Borrowed(Literal::Text(text)),
        DeValue::Integer(integer) if integer.radix() == 10 => {
            Scalar::Borrowed(Literal::Number(integer.as_str()))
        }
        DeValue::Float(float) => Scalar::Borrowed(Literal::Number(float.as_str())),
        DeValue::Boolean(flag) => Scalar::Borrowed(Literal::Flag(*flag)),
        DeValue::Datetime(datetime) => Scalar::Date(datetime.to_string()),
        DeValue::Integer(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
    })
}
