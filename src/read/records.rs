//! Trees become raw records.
//!
//! In: the text of a file and the tree of what it says. Out: [`RawRecord`]s whose values have the types of the language table, and every
//! fault of key and type at once. It must not resolve references, and drops a file's tree once it is read.

use std::collections::BTreeMap;

use super::faults::{complete, misfit_fault};
use super::toml::tree;
use super::tree::{At, Table, Value};
use super::{RawTranslation, known_keys};
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue, nearest};
use crate::language::{
    self, Field, Inherited, KINDS, Kind, Literal, Many, Misfit, Names, PROSE, RawRecord, RawValue, SITE,
    Spanned, Type,
};
use crate::model::{Decimal, Text, Wording};

/// The settings of a site: the keys of one file.
pub(super) fn site(
    file: FileId,
    text: &str,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<RawRecord> {
    let tree = tree(file, text, faults)?;
    let mut reader = Reader { file, text, names, faults };
    reader.version(&tree);
    let head = Origin::span(file, 0..text.find('\n').unwrap_or(text.len()));
    Some(reader.record(&SITE, &tree, head, &Inherited::default()))
}

/// The front matter of a Markdown file, which starts at byte `start` of its file.
pub(super) fn front_matter(
    file: FileId,
    text: &str,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<RawRecord> {
    let tree = tree(file, text, faults)?;
    let mut reader = Reader { file, text, names, faults };
    let head = Origin::span(file, 0..text.find('\n').unwrap_or(text.len()));
    Some(reader.record(&PROSE, &tree, head, &Inherited::default()))
}

/// The translations of a file: each original with its words, or with those after one and after other numbers.
pub(super) fn translations(
    file: FileId,
    text: &str,
    lang: Lang,
    faults: &mut Vec<Diagnostic>,
) -> Vec<RawTranslation> {
    let Some(tree) = tree(file, text, faults) else { return Vec::new() };
    let names = &mut Names::default();
    let mut reader = Reader { file, text, names, faults };
    reader.version(&tree);
    let mut found = Vec::new();
    for (key, value) in tree.iter().filter(|(key, _)| key.is != "format") {
        let origin = reader.origin(key);
        let words = |value: &At<Value<'_>>| value.is.text().map(Box::<str>::from);
        // Nothing need follow a number: 57个 is 57.
        let (one, other, is_counted) = match &value.is {
            Value::Table(forms) => {
                let of = |form: &str| forms.get(form).and_then(words);
                let is_known = forms.iter().all(|(form, _)| matches!(&*form.is, "one" | "other"));
                (of("one"), of("other").filter(|_| is_known), true)
            }
            _ => (None, words(value), false),
        };
        let original: Box<str> = (&*key.is).into();
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
pub(super) fn records(
    file: FileId,
    text: &str,
    names: &mut Names,
    faults: &mut Vec<Diagnostic>,
) -> Option<Vec<RawRecord>> {
    let top = &tree(file, text, faults)?;
    let mut reader = Reader { file, text, names, faults };
    reader.version(top);
    let mut records = Vec::with_capacity(top.iter().map(|(_, value)| most_records(value)).sum());
    let mut defaults = Defaults::of(top);
    for kind in KINDS.iter().copied().filter(|kind| kind.many == Many::OneOrRecords) {
        if let Some(value) = top.get(kind.key)
            && let Value::Table(table) = &value.is
        {
            let inherited = defaults.for_kind(kind, &mut reader);
            let record = reader.record(kind, table, reader.origin(value), &inherited);
            // The records below name it.
            let id = record.get("id").and_then(|id| Some((id.value.line()?, id.origin)));
            let name = id.map(|(id, origin)| Spanned { value: RawValue::Name(id.into()), origin });
            defaults.of_file.extend(name.map(|name| (kind.key, name)));
            records.push(record);
        }
    }
    for (key, value) in top.iter() {
        reader.entry(key, value, &mut defaults, &mut records);
    }
    Some(records)
}

/// The keys at the top of a file that hold for each record below.
struct Defaults<'t> {
    written: Vec<(&'t str, &'t At<Value<'t>>)>,
    /// Ids of the one document or plan that the file is about.
    of_file: Vec<(&'static str, Spanned<RawValue>)>,
    /// What was already read, by kind.
    known: BTreeMap<&'static str, Inherited>,
}

impl<'t> Defaults<'t> {
    fn of(top: &'t Table<'t>) -> Defaults<'t> {
        let scalars = top.iter().filter(|(_, value)| !holds_records(value));
        let written =
            scalars.filter(|(key, _)| language::is_inherited(&key.is)).map(|(key, value)| (&*key.is, value));
        Defaults { written: written.collect(), of_file: Vec::new(), known: BTreeMap::new() }
    }

    fn for_kind(&mut self, kind: &'static Kind, reader: &mut Reader<'_>) -> Inherited {
        if let Some(known) = self.known.get(kind.key) {
            return known.clone();
        }
        let (mut values, mut unread) = (Vec::new(), Vec::new());
        for (place, field) in kind.fields.iter().enumerate().filter(|(_, field)| field.need.is_inherited()) {
            if let Some((_, value)) = self.written.iter().find(|(key, _)| *key == field.key) {
                match reader.value(field, value) {
                    Some(value) => values.push((place, value)),
                    None => unread.push(place),
                }
            } else if let Some((_, id)) = self.of_file.iter().find(|(key, _)| *key == field.key) {
                values.push((place, id.clone()));
            }
        }
        let inherited = Inherited::new(values, &unread);
        if kind.many != Many::OneOrRecords {
            self.known.insert(kind.key, inherited.clone());
        }
        inherited
    }
}

/// How many records a value at the top holds, if it holds any.
fn most_records(value: &At<Value<'_>>) -> usize {
    match &value.is {
        Value::List(items) => items.len(),
        value => usize::from(value.is_table()),
    }
}

/// Whether a value at the top holds records of a kind of that name, and is no default.
fn holds_records(value: &At<Value<'_>>) -> bool {
    match &value.is {
        Value::List(items) => !items.is_empty() && items.iter().all(|item| item.is.is_table()),
        value => value.is_table(),
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    names: &'a mut Names,
    faults: &'a mut Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    fn origin<T>(&self, value: &At<T>) -> Origin {
        value.span.origin(self.file)
    }

    fn report(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    fn version(&mut self, top: &Table<'_>) {
        let written = top.get("format");
        let good = written
            .is_some_and(|value| matches!(&value.is, Value::Number(n) | Value::OtherBase(n) if n == "1"));
        if !good {
            let origin = written.map_or(Origin::File(self.file), |value| self.origin(value));
            self.report(Diagnostic::new(&catalogue::FORMAT_VERSION, origin));
        }
    }

    /// One key at the top of a file of records.
    fn entry<'t>(
        &mut self,
        key: &At<std::borrow::Cow<'_, str>>,
        value: &'t At<Value<'t>>,
        defaults: &mut Defaults<'t>,
        records: &mut Vec<RawRecord>,
    ) {
        let name = &*key.is;
        let kind = language::kind(name);
        match (kind, &value.is) {
            (Some(kind), Value::List(items)) if items.iter().all(|item| item.is.is_table()) => {
                let inherited = defaults.for_kind(kind, self);
                for item in items.iter() {
                    if let Value::Table(table) = &item.is {
                        records.push(self.record(kind, table, self.origin(item), &inherited));
                    }
                }
            }
            (Some(kind), Value::Table(table)) => {
                if kind.many != Many::OneOrRecords {
                    let inherited = defaults.for_kind(kind, self);
                    records.push(self.record(kind, table, self.origin(value), &inherited));
                }
            }
            _ if name == "format" || language::is_inherited(name) => {}
            (Some(kind), _) => {
                self.faults.push(
                    Diagnostic::new(&catalogue::WRONG_TYPE, self.origin(value))
                        .with("key", name)
                        .with_each("expected", |lang| match lang {
                            Lang::Zh => format!("一条记录，{}", kind.title(lang)),
                            Lang::En => format!("a record, {}", kind.title(lang)),
                        })
                        .with("example", "{ … }")
                        .with("hint", ""),
                );
            }
            (None, _) => self.unknown_kind(name, self.origin(key)),
        }
    }

    fn record(
        &mut self,
        kind: &'static Kind,
        table: &Table<'_>,
        origin: Origin,
        inherited: &Inherited,
    ) -> RawRecord {
        let mut record = RawRecord::new(kind, self.head(origin), table.len());
        for (key, value) in table.iter() {
            let name = &*key.is;
            match kind.field(name) {
                Some((place, field)) => match self.value(field, value) {
                    Some(value) => record.set(place, value),
                    None => record.set_unread(place),
                },
                None if kind.many == Many::Top && name == "format" => {}
                None => {
                    let meant = self.unknown_key(kind, name, self.origin(key));
                    meant.into_iter().for_each(|place| record.set_unread(place));
                }
            }
        }
        record.inherit(inherited);
        complete(&record, |_| record.origin, self.faults);
        record
    }

    /// The first line of a record: enough to find it, and short enough to show.
    fn head(&self, origin: Origin) -> Origin {
        match origin {
            Origin::Span { file, start, end } => {
                let text = self.text.get(start as usize..end as usize).unwrap_or_default();
                let line =
                    text.bytes().position(|b| b == b'\n').map_or(end, |newline| start + newline as u32);
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

    fn value(&mut self, field: &Field, value: &At<Value<'_>>) -> Option<Spanned<RawValue>> {
        let origin = self.origin(value);
        match self.typed(field, field.of, value) {
            Ok(read) => Some(Spanned { value: read, origin }),
            Err(None) => None,
            Err(Some((origin, misfit))) => {
                self.faults.push(misfit_fault(field, &misfit, origin, written(&value.is)));
                None
            }
        }
    }

    /// Reads a value as a type. `Err(None)` means that the faults are already reported.
    fn typed(
        &mut self,
        field: &Field,
        of: Type,
        value: &At<Value<'_>>,
    ) -> Result<RawValue, Option<(Origin, Misfit)>> {
        let origin = self.origin(value);
        match (of, &value.is) {
            (Type::Text, Value::Table(table)) => self.by_language(field, table, origin),
            (Type::Table(kind), Value::Table(table)) => {
                let before = self.faults.len();
                let record = self.record(kind, table, origin, &Inherited::default());
                if self.faults.len() == before { Ok(RawValue::Table(Box::new(record))) } else { Err(None) }
            }
            (Type::List(_) | Type::OneOrMore(_), Value::List(items)) if items.is_empty() => {
                Err(Some((origin, Misfit { fault: &catalogue::EMPTY_TEXT, expected: of.expected() })))
            }
            (Type::List(of) | Type::OneOrMore(of), Value::List(items)) => {
                self.list(field, *of, items).map(|items| RawValue::List(items.into())).ok_or(None)
            }
            (Type::OneOrMore(of), _) => {
                let value = self.typed(field, *of, value)?;
                Ok(RawValue::List([Spanned { value, origin }].into()))
            }
            (Type::Pair, Value::List(items)) => match &items[..] {
                [low, high] => {
                    let (low, high) = (self.decimal(field, low), self.decimal(field, high));
                    Ok(RawValue::Pair(Box::new((low.ok_or(None)?, high.ok_or(None)?))))
                }
                _ => Err(Some((origin, wrong(Type::Pair)))),
            },
            (_, scalar) => match literal(scalar) {
                Some(literal) => self.names.read(of, literal).map_err(|misfit| Some((origin, misfit))),
                None => Err(Some((origin, wrong(of)))),
            },
        }
    }

    /// The items of a list; all that cannot be read are reported.
    fn list(&mut self, field: &Field, of: Type, items: &[At<Value<'_>>]) -> Option<Vec<Spanned<RawValue>>> {
        let mut list = Vec::with_capacity(items.len());
        for item in items.iter() {
            match self.typed(field, of, item) {
                Ok(value) => list.push(Spanned { value, origin: self.origin(item) }),
                Err(misfit) => self.misfit(field, misfit, item),
            }
        }
        (list.len() == items.len()).then_some(list)
    }

    fn decimal(&mut self, field: &Field, value: &At<Value<'_>>) -> Option<Decimal> {
        match self.typed(field, Type::Decimal, value) {
            Ok(RawValue::Decimal(number)) => Some(number),
            Ok(_) => None,
            Err(misfit) => {
                self.misfit(field, misfit, value);
                None
            }
        }
    }

    fn misfit(&mut self, field: &Field, misfit: Option<(Origin, Misfit)>, value: &At<Value<'_>>) {
        if let Some((origin, misfit)) = misfit {
            self.faults.push(misfit_fault(field, &misfit, origin, written(&value.is)));
        }
    }

    fn by_language(
        &mut self,
        field: &Field,
        table: &Table<'_>,
        origin: Origin,
    ) -> Result<RawValue, Option<(Origin, Misfit)>> {
        let mut text = Text::default();
        let before = self.faults.len();
        for (key, value) in table.iter() {
            let Some(lang) = Lang::ALL.into_iter().find(|lang| lang.key() == key.is) else {
                let origin = self.origin(key);
                let fault = Diagnostic::new(&catalogue::UNKNOWN_LANGUAGE, origin);
                self.report(fault.with("key", &*key.is));
                continue;
            };
            match self.typed(field, Type::Line, value) {
                Ok(RawValue::Line(line)) => text.set(lang, &line),
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

fn wrong(of: Type) -> Misfit {
    Misfit { fault: &catalogue::WRONG_TYPE, expected: of.expected() }
}

fn written<'v>(value: &'v Value<'_>) -> &'v str {
    value.text().unwrap_or_default()
}

fn literal<'v>(value: &'v Value<'_>) -> Option<Literal<'v>> {
    Some(match value {
        Value::Text(text) => Literal::Text(text),
        Value::Number(digits) => Literal::Number(digits),
        Value::Flag(flag) => Literal::Flag(*flag),
        Value::Date(day) => Literal::Date(day),
        Value::OtherBase(_) | Value::List(_) | Value::Table(_) => return None,
    })
}
