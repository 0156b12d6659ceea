//! TOML texts become raw records. The one place that names the `toml` crate.
//!
//! In: the text of a file. Out: [`RawRecord`]s whose values have the types of the language table, and every fault
//! of syntax, key and type at once. It must not resolve references, and drops a file's tree once it is read.

use std::collections::BTreeMap;

use toml::Spanned as Toml;
use toml::de::{DeTable, DeValue};

use super::{known_keys, near};
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue, nearest};
use crate::language::{self, Field, KINDS, Kind, Literal, Many, Misfit, RawRecord, RawValue, SITE, Spanned, Type};
use crate::model::{Decimal, Text};

/// The settings of a site: the keys of one file.
pub(super) fn site(file: FileId, text: &str, faults: &mut Vec<Diagnostic>) -> Option<RawRecord> {
    let mut reader = Reader { file, text, faults };
    let tree = reader.tree()?;
    reader.version(tree.get_ref());
    let head = Origin::span(file, 0..text.find('\n').unwrap_or(text.len()));
    Some(reader.record(&SITE, tree.get_ref(), head, &[]))
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
    Some(reader.record(kind, tree.get_ref(), head, &[]))
}

/// A table of words: each key with a text in both languages. What is not of that form is left out.
pub(super) fn words(text: &str) -> BTreeMap<String, [String; 2]> {
    let (tree, _) = DeTable::parse_recoverable(text);
    let entry = |(key, value): (&Toml<std::borrow::Cow<'_, str>>, &Toml<DeValue<'_>>)| {
        let DeValue::Table(languages) = value.get_ref() else { return None };
        let of = |lang: Lang| languages.get(lang.key()).and_then(|text| text.get_ref().as_str()).map(str::to_owned);
        Some((key.get_ref().to_string(), [of(Lang::Zh)?, of(Lang::En)?]))
    };
    tree.get_ref().iter().filter_map(entry).collect()
}

/// The records of a file.
pub(super) fn records(file: FileId, text: &str, faults: &mut Vec<Diagnostic>) -> Vec<RawRecord> {
    let mut reader = Reader { file, text, faults };
    let Some(tree) = reader.tree() else { return Vec::new() };
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
    records
}

/// The keys at the top of a file that hold for each record below.
struct Defaults<'t> {
    written: Vec<(&'t str, &'t Toml<DeValue<'t>>)>,
    /// Ids of the one document or plan that the file is about.
    of_file: Vec<(&'static str, Spanned<RawValue>)>,
    /// What was already read, by kind.
    known: BTreeMap<&'static str, Vec<(usize, Spanned<RawValue>)>>,
}

impl<'t> Defaults<'t> {
    fn of(top: &'t DeTable<'t>) -> Defaults<'t> {
        let scalars = top.iter().filter(|(key, _)| language::is_inherited(key.get_ref()));
        let written = scalars.filter(|(_, value)| !is_single(value)).map(|(key, value)| (&**key.get_ref(), value));
        Defaults { written: written.collect(), of_file: Vec::new(), known: BTreeMap::new() }
    }

    fn for_kind(&mut self, kind: &'static Kind, reader: &mut Reader<'_>) -> Vec<(usize, Spanned<RawValue>)> {
        if let Some(known) = self.known.get(kind.key) {
            return known.clone();
        }
        let mut values = Vec::new();
        for (place, field) in kind.fields.iter().enumerate().filter(|(_, field)| field.need.is_inherited()) {
            if let Some((_, value)) = self.written.iter().find(|(key, _)| *key == field.key) {
                values.extend(reader.value(field, value).map(|value| (place, value)));
            } else if let Some((_, id)) = self.of_file.iter().find(|(key, _)| *key == field.key) {
                values.push((place, id.clone()));
            }
        }
        if kind.many != Many::OneOrRecords {
            self.known.insert(kind.key, values.clone());
        }
        values
    }
}

/// Whether a value at the top is the file's one document or plan, not a default.
fn is_single(value: &Toml<DeValue<'_>>) -> bool {
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
            let span = error.span().unwrap_or(0..0);
            let fault = Diagnostic::new(&catalogue::SYNTAX, Origin::span(self.file, span));
            self.faults.push(fault.with("detail", error.message().replace('\n', " ")));
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
            (Some(kind), DeValue::Array(items)) if items.iter().all(is_single) => {
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
            _ => {
                let known: Vec<&str> = KINDS.iter().map(|kind| kind.key).collect();
                let candidate = nearest(name, known.iter().copied());
                self.faults.push(
                    Diagnostic::new(&catalogue::UNKNOWN_KIND, Origin::span(self.file, key.span()))
                        .with("key", name)
                        .with("known", known.join(", "))
                        .with("near", near(candidate))
                        .suggest(candidate),
                );
            }
        }
    }

    fn record(
        &mut self,
        kind: &'static Kind,
        table: &DeTable<'_>,
        origin: Origin,
        inherited: &[(usize, Spanned<RawValue>)],
    ) -> RawRecord {
        let mut fields = Vec::with_capacity(table.len() + inherited.len());
        let mut unread = Vec::new();
        for (key, value) in table {
            let name = &**key.get_ref();
            match kind.field(name) {
                Some((place, field)) => match self.value(field, value) {
                    Some(value) => fields.push((place, value)),
                    None => unread.push(place),
                },
                None if kind.many == Many::Top && name == "format" => {}
                None => self.unknown_key(kind, name, Origin::span(self.file, key.span())),
            }
        }
        for (place, value) in inherited {
            if !unread.contains(place) && fields.iter().all(|(given, _)| given != place) {
                fields.push((*place, value.clone()));
            }
        }
        let record = RawRecord { kind, origin: self.head(origin), fields };
        complete(&record, &unread, self.faults);
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

    fn unknown_key(&mut self, kind: &Kind, name: &str, origin: Origin) {
        let candidate = nearest(name, kind.fields.iter().map(|field| field.key));
        self.faults.push(
            Diagnostic::new(&catalogue::UNKNOWN_KEY, origin)
                .with("kind", name_of(kind))
                .with("key", name)
                .with("known", known_keys(kind))
                .with("near", near(candidate))
                .suggest(candidate),
        );
    }

    fn value(&mut self, field: &Field, value: &Toml<DeValue<'_>>) -> Option<Spanned<RawValue>> {
        let origin = self.span(value);
        match self.typed(field.of, value) {
            Ok(read) => Some(Spanned { value: read, origin }),
            Err(None) => None,
            Err(Some((origin, misfit))) => {
                self.faults.push(misfit_fault(field, &misfit, origin, written(value.get_ref())));
                None
            }
        }
    }

    /// Reads a value as a type. `Err(None)` means that the faults are already reported.
    fn typed(&mut self, of: Type, value: &Toml<DeValue<'_>>) -> Result<RawValue, Option<(Origin, Misfit)>> {
        let origin = self.span(value);
        match (of, value.get_ref()) {
            (Type::Text, DeValue::Table(table)) => self.by_language(table),
            (Type::Table(kind), DeValue::Table(table)) => {
                let before = self.faults.len();
                let record = self.record(kind, table, origin, &[]);
                if self.faults.len() == before { Ok(RawValue::Table(Box::new(record))) } else { Err(None) }
            }
            (Type::List(of) | Type::OneOrMore(of), DeValue::Array(items)) => {
                let items = items.iter().map(|item| {
                    self.typed(*of, item).map(|value| Spanned { value, origin: self.span(item) })
                });
                items.collect::<Result<Vec<_>, _>>().map(RawValue::List)
            }
            (Type::OneOrMore(of), _) => {
                let value = self.typed(*of, value)?;
                Ok(RawValue::List(vec![Spanned { value, origin }]))
            }
            (Type::Pair, DeValue::Array(items)) => match items.iter().collect::<Vec<_>>()[..] {
                [low, high] => Ok(RawValue::Pair(self.decimal(low)?, self.decimal(high)?)),
                _ => Err(Some((origin, wrong(Type::Pair)))),
            },
            (_, scalar) => match literal(scalar) {
                Some(Scalar::Borrowed(literal)) => of.read(literal).map_err(|misfit| Some((origin, misfit))),
                Some(Scalar::Date(text)) => of.read(Literal::Date(&text)).map_err(|misfit| Some((origin, misfit))),
                None => Err(Some((origin, wrong(of)))),
            },
        }
    }

    fn decimal(&mut self, value: &Toml<DeValue<'_>>) -> Result<Decimal, Option<(Origin, Misfit)>> {
        match self.typed(Type::Decimal, value)? {
            RawValue::Decimal(number) => Ok(number),
            _ => Err(Some((self.span(value), wrong(Type::Decimal)))),
        }
    }

    fn by_language(&mut self, table: &DeTable<'_>) -> Result<RawValue, Option<(Origin, Misfit)>> {
        let mut text = Text::default();
        for (key, value) in table {
            let Some(lang) = Lang::ALL.into_iter().find(|lang| lang.key() == &**key.get_ref()) else {
                let origin = Origin::span(self.file, key.span());
                let fault = Diagnostic::new(&catalogue::UNKNOWN_LANGUAGE, origin);
                self.report(fault.with("key", &**key.get_ref()));
                return Err(None);
            };
            if let RawValue::Line(line) = self.typed(Type::Line, value)? {
                text.set(lang, line);
            }
        }
        Ok(RawValue::Text(text))
    }
}

/// Reports the keys that a record lacks, and groups of which not exactly one key is given.
pub(super) fn complete(record: &RawRecord, unread: &[usize], faults: &mut Vec<Diagnostic>) {
    let kind = record.kind;
    let given = |key: &str| {
        kind.field(key).is_some_and(|(place, _)| {
            unread.contains(&place) || record.fields.iter().any(|(other, _)| *other == place)
        })
    };
    for field in kind.fields.iter().filter(|field| field.need.is_required() && !given(field.key)) {
        faults.push(
            Diagnostic::new(&catalogue::MISSING_KEY, record.origin)
                .with("kind", name_of(kind))
                .with("key", field.key)
                .with("words", format!("{} / {}", field.words.zh, field.words.en))
                .with("example", field.example),
        );
    }
    for group in kind.one_of {
        let count = group.iter().filter(|key| given(key)).count();
        if count != 1 {
            faults.push(
                Diagnostic::new(&catalogue::ONE_OF, record.origin)
                    .with("kind", name_of(kind))
                    .with("keys", group.join(", "))
                    .with("count", count.to_string()),
            );
        }
    }
}

/// The fault of a value that does not fit its key.
pub(super) fn misfit_fault(field: &Field, misfit: &Misfit, origin: Origin, written: &str) -> Diagnostic {
    let known: Vec<&str> = match field.of {
        Type::Choice(choices) => choices.iter().map(|choice| choice.key).collect(),
        _ => Vec::new(),
    };
    let candidate = nearest(written, known.iter().copied());
    let suggestion = candidate.map(|word| format!("\"{word}\""));
    Diagnostic::new(misfit.fault, origin)
        .with("key", field.key)
        .with("expected", format!("{} / {}", misfit.expected.zh, misfit.expected.en))
        .with("known", known.join(", "))
        .with("near", near(candidate))
        .suggest(suggestion)
}

/// A kind's name as it stands in messages: its key, which both languages share.
pub(super) fn name_of(kind: &Kind) -> String {
    format!("[[{}]]", kind.key)
}

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
        DeValue::Integer(integer) if integer.radix() == 10 => Scalar::Borrowed(Literal::Number(integer.as_str())),
        DeValue::Float(float) => Scalar::Borrowed(Literal::Number(float.as_str())),
        DeValue::Boolean(flag) => Scalar::Borrowed(Literal::Flag(*flag)),
        DeValue::Datetime(datetime) => Scalar::Date(datetime.to_string()),
        DeValue::Integer(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
    })
}
