//! The values of one raw record, taken out by key and type.
//!
//! In: a raw record and the registry. Out: typed values and references; an id that names nothing is reported. The
//! language table guarantees the types, so a value of another type counts as absent. Texts are copied: those that stay
//! then stand together, and the memory of the files that were read can be given back as a whole.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::registry::Registry;
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, Origin, catalogue, nearest};
use crate::language::{FormulaTerm, Kind, RawRecord, RawValue, Spanned, Type};
use crate::model::{
    Date, Decimal, Document, Finding, Modality, Observation, Period, RareSource, Record, Ref, Revised, Since,
    Source, Subject, Text, Unit,
};

/// What every record needs to be resolved.
pub(super) struct Context<'c> {
    pub(super) registry: &'c Registry,
    /// The ids of the copies of each document, by the document's place in its table.
    pub(super) copies: &'c [Vec<Box<str>>],
    /// The places of the documents of which only the title is known.
    pub(super) title_only: &'c BTreeSet<usize>,
}

/// The values of one record.
pub(super) struct Fields<'c, 'f> {
    /// The id of the record, or nothing that could be one.
    own: &'c str,
    raw: RawRecord,
    context: &'c Context<'c>,
    faults: &'f mut Vec<Diagnostic>,
}

impl<'c, 'f> Fields<'c, 'f> {
    /// The values of a record that is found by no id.
    pub(super) fn new(raw: RawRecord, context: &'c Context<'c>, faults: &'f mut Vec<Diagnostic>) -> Self {
        Fields::of("", raw, context, faults)
    }

    /// The values of the record with this id.
    pub(super) fn of(
        own: &'c str,
        raw: RawRecord,
        context: &'c Context<'c>,
        faults: &'f mut Vec<Diagnostic>,
    ) -> Self {
        Fields { own, raw, context, faults }
    }

    /// Where the record stands.
    pub(super) fn record(&self) -> Origin {
        self.raw.origin
    }

    /// The kind's key.
    pub(super) fn kind(&self) -> &'static str {
        self.raw.kind.key
    }

    /// Where the value of a key stands, or the record where the key is not given.
    #[inline]
    pub(super) fn origin(&self, key: &str) -> Origin {
        self.raw.get(key).map_or(self.raw.origin, |value| value.origin)
    }

    /// Whether a key is given and was not yet taken, be it with a value that could not be read.
    #[inline]
    pub(super) fn has(&self, key: &str) -> bool {
        self.raw.is_given(key)
    }

    /// Reports a fault at the value of a key.
    pub(super) fn fault(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
    }

    #[inline]
    fn take(&mut self, key: &str) -> Option<Spanned<RawValue>> {
        self.raw.take(key)
    }

    #[inline]
    pub(super) fn text(&mut self, key: &str) -> Option<Text> {
        match self.take(key)?.value {
            // A copy: see above.
            RawValue::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// A text that few records have.
    pub(super) fn rare(&mut self, key: &str) -> Option<Box<Text>> {
        self.text(key).map(Box::new)
    }

    pub(super) fn texts(&mut self, key: &str) -> Vec<Text> {
        let items = self.list(key).into_iter();
        items
            .filter_map(|item| if let RawValue::Text(text) = item.value { Some(text.clone()) } else { None })
            .collect()
    }

    #[inline]
    pub(super) fn line(&mut self, key: &str) -> Option<Box<str>> {
        match self.take(key)?.value {
            RawValue::Line(line) => Some(line),
            _ => None,
        }
    }

    pub(super) fn lines(&mut self, key: &str) -> Vec<Spanned<Box<str>>> {
        let line = |item: Spanned<RawValue>| match item.value {
            RawValue::Line(line) => Some(Spanned { value: line, origin: item.origin }),
            _ => None,
        };
        self.list(key).into_iter().filter_map(line).collect()
    }

    #[inline]
    pub(super) fn list(&mut self, key: &str) -> Vec<Spanned<RawValue>> {
        match self.take(key).map(|value| value.value) {
            Some(RawValue::List(items)) => items.into_vec(),
            _ => Vec::new(),
        }
    }

    #[inline]
    pub(super) fn decimal(&mut self, key: &str) -> Option<Decimal> {
        match self.take(key)?.value {
            RawValue::Decimal(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn pair(&mut self, key: &str) -> Option<(Decimal, Decimal)> {
        match self.take(key)?.value {
            RawValue::Pair(pair) => Some(*pair),
            _ => None,
        }
    }

    pub(super) fn integer(&mut self, key: &str) -> Option<i64> {
        match self.take(key)?.value {
            RawValue::Integer(number) => Some(number),
            _ => None,
        }
    }

    /// A year between 1000 and 9999; another number is reported.
    pub(super) fn year(&mut self, key: &'static str) -> Option<i16> {
        self.number_in(key, 1000..=9999).and_then(|year| i16::try_from(year).ok())
    }

    /// A whole number within a range; another number is reported.
    pub(super) fn number_in(&mut self, key: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        let origin = self.origin(key);
        let example = self.raw.kind.field(key).map_or("", |(_, field)| field.example);
        let number = self.integer(key)?;
        if range.contains(&number) {
            return Some(number);
        }
        let (low, high) = range.into_inner();
        self.faults.push(
            Diagnostic::new(&catalogue::WRONG_TYPE, origin)
                .with("key", key)
                .with_each("expected", |lang| match lang {
                    Lang::Zh => format!("{low} 到 {high} 的整数"),
                    Lang::En => format!("a whole number from {low} to {high}"),
                })
                .with("example", example)
                .with("hint", ""),
        );
        None
    }

    #[inline]
    pub(super) fn flag(&mut self, key: &str) -> bool {
        matches!(self.take(key).map(|value| value.value), Some(RawValue::Flag(true)))
    }

    pub(super) fn date(&mut self, key: &str) -> Option<Date> {
        match self.take(key)?.value {
            RawValue::Date(date) => Some(date),
            _ => None,
        }
    }

    #[inline]
    pub(super) fn period(&mut self, key: &str) -> Option<Period> {
        match self.take(key)?.value {
            RawValue::Period(period) => Some(period),
            _ => None,
        }
    }

    /// A period that stands on the time axis; another one is reported.
    pub(super) fn dated(&mut self, key: &'static str) -> Option<Period> {
        let origin = self.origin(key);
        let period = self.period(key)?;
        if period.years().is_none() {
            self.faults.push(Diagnostic::new(&catalogue::DATE_IMPRECISE, origin).with("key", key));
        }
        Some(period)
    }

    pub(super) fn since(&mut self, key: &str) -> Option<Since> {
        match self.take(key)?.value {
            RawValue::Since(since) => Some(*since),
            _ => None,
        }
    }

    #[inline]
    pub(super) fn unit(&mut self, key: &str) -> Option<Unit> {
        match self.take(key)?.value {
            RawValue::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    pub(super) fn formula(&mut self, key: &str) -> Option<Box<[FormulaTerm]>> {
        match self.take(key)?.value {
            RawValue::Formula(terms) => Some(terms),
            _ => None,
        }
    }

    pub(super) fn choice<T>(&mut self, key: &str, from_key: fn(&str) -> Option<T>) -> Option<T> {
        match self.take(key)?.value {
            RawValue::Choice(word) => from_key(word),
            _ => None,
        }
    }

    /// The values of a table within the record.
    pub(super) fn table(&mut self, key: &str) -> Option<Fields<'c, '_>> {
        match self.take(key)?.value {
            RawValue::Table(raw) => Some(Fields::new(*raw, self.context, &mut *self.faults)),
            _ => None,
        }
    }

    /// The values of a table that stood in a list of the record.
    pub(super) fn within(&mut self, raw: RawRecord) -> Fields<'c, '_> {
        Fields::new(raw, self.context, &mut *self.faults)
    }

    /// A reference; an id that names nothing is reported.
    pub(super) fn reference<T: Record>(&mut self, key: &str) -> Option<Ref<T>> {
        let kind = self.raw.kind;
        resolved(self.context.registry, self.raw.pass(key)?, (kind, key), self.faults)
    }

    /// References; an id that names nothing is reported.
    pub(super) fn references<T: Record>(&mut self, key: &str) -> Vec<Ref<T>> {
        let ids = self.list(key);
        self.report_twins(key, &ids);
        ids.iter().filter_map(|id| self.resolve(id, key)).collect()
    }

    /// The reference behind an id of a key; one that names nothing is reported.
    fn resolve<T: Record>(&mut self, id: &Spanned<RawValue>, key: &str) -> Option<Ref<T>> {
        resolved(self.context.registry, id.as_ref(), (self.raw.kind, key), self.faults)
    }

    /// The same for an id within a longer value, such as a formula.
    pub(super) fn resolve_within<T: Record>(
        &mut self,
        id: &str,
        kind: &'static str,
        origin: Origin,
    ) -> Option<Ref<T>> {
        let found = self.context.registry.find(id);
        if found.is_none() {
            let fault = self.context.registry.missing(id, &[kind], origin);
            self.faults.extend(fault.map(|fault| fault.suggest(None::<String>)));
        }
        found
    }

    /// A reference to another record of the same kind; one to the record itself is reported.
    pub(super) fn reference_to_other<T: Record>(&mut self, key: &str) -> Option<Ref<T>> {
        if let Some(Spanned { value: RawValue::Name(name), origin }) = self.raw.get(key)
            && **name == *self.own
        {
            let fault = Diagnostic::new(&catalogue::SELF_REFERENCE, origin).with("id", &**name);
            self.faults.push(fault);
            return None;
        }
        self.reference(key)
    }

    /// References to other records of the same kind; one to the record itself is reported.
    pub(super) fn references_to_others<T: Record>(&mut self, key: &str) -> Vec<Ref<T>> {
        let ids = self.list(key);
        if ids.is_empty() {
            return Vec::new();
        }
        self.report_twins(key, &ids);
        let mut found = Vec::new();
        for id in &ids {
            match &id.value {
                RawValue::Name(name) if **name == *self.own => {
                    let fault = Diagnostic::new(&catalogue::SELF_REFERENCE, id.origin);
                    self.faults.push(fault.with("id", &**name));
                }
                _ => found.extend(self.resolve(id, key)),
            }
        }
        found
    }

    /// References to records of a plan, whatever their kind.
    pub(super) fn subjects(&mut self, key: &str) -> Vec<Subject> {
        let items = self.list(key);
        if items.is_empty() {
            return Vec::new();
        }
        self.report_twins(key, &items);
        items.iter().filter_map(|item| self.resolve_subject(item, key)).collect()
    }

    /// Reports ids that stand twice in a list.
    fn report_twins(&mut self, key: &str, items: &[Spanned<RawValue>]) {
        if items.len() < 2 {
            return;
        }
        let mut seen = BTreeSet::new();
        for item in items {
            if let Some(id) = item.value.line()
                && !seen.insert(id)
            {
                let fault = Diagnostic::new(&catalogue::LISTED_TWICE, item.origin);
                self.faults.push(fault.with("key", key).with("id", id));
            }
        }
    }

    /// One reference to a record of a plan, whatever its kind.
    pub(super) fn subject(&mut self, key: &str) -> Option<Subject> {
        let item = self.take(key)?;
        self.resolve_subject(&item, key)
    }

    /// The record that a revision is of; an id that names none is reported.
    pub(super) fn revised(&mut self, key: &str) -> Option<Revised> {
        let item = self.take(key)?;
        let RawValue::Name(name) = &item.value else { return None };
        let registry = self.context.registry;
        let found = registry.find(name).map(Revised::Observation);
        let found = found.or_else(|| registry.find(name).map(Revised::Target));
        let found = found.or_else(|| registry.find(name).map(Revised::Milestone));
        let found = found.or_else(|| registry.find(name).map(Revised::Provision));
        if found.is_none() {
            self.faults.extend(registry.missing(name, kinds(self.raw.kind, key), item.origin));
        }
        found
    }

    /// Whether there is an observation, a finding or a record of a plan with this id.
    pub(super) fn is_statement(&self, id: &str) -> bool {
        let registry = self.context.registry;
        registry.subject(id).is_some()
            || registry.find::<Observation>(id).is_some()
            || registry.find::<Finding>(id).is_some()
    }

    /// The action, safeguard or task that a key names; an id that names nothing of the kind is reported.
    pub(super) fn part(&mut self, key: &str) -> Option<Subject> {
        let item = self.take(key)?;
        let RawValue::Name(name) = &item.value else { return None };
        let registry = self.context.registry;
        let found = registry.find(name).map(Subject::Task).or_else(|| registry.find(name).map(Subject::Part));
        if found.is_none() {
            self.faults.extend(registry.missing(name, kinds(self.raw.kind, key), item.origin));
        }
        found
    }

    fn resolve_subject(&mut self, item: &Spanned<RawValue>, key: &str) -> Option<Subject> {
        let RawValue::Name(name) = &item.value else { return None };
        let found = self.context.registry.subject(name);
        if **name == *self.own {
            self.faults.push(Diagnostic::new(&catalogue::SELF_REFERENCE, item.origin).with("id", &**name));
            return None;
        }
        if found.is_none() {
            self.faults.extend(self.context.registry.missing(name, kinds(self.raw.kind, key), item.origin));
        }
        found
    }

    /// How binding the words are; firm where nothing is said.
    pub(super) fn modality(&mut self) -> Modality {
        self.choice("modality", Modality::from_key).unwrap_or(Modality::Firm)
    }

    /// Where the record was taken from.
    pub(super) fn source(&mut self) -> Option<Source> {
        let copies = self.lines("copies");
        let origin = self.origin("document");
        let document = self.reference::<Document>("document");
        let at = self.text("at");
        let said_by = self.text("said_by");
        let document = document?;
        if self.context.title_only.contains(&document.index()) {
            let fault = Diagnostic::new(&catalogue::TITLE_ONLY_SOURCE, origin);
            self.faults.push(fault.with("id", self.context.registry.id(document)));
        }
        let copies = self.copies(document, copies);
        let is_rare = !copies.is_empty() || said_by.is_some();
        let rare = is_rare.then(|| Box::new(RareSource { copies: copies.into(), said_by }));
        Some(Source { document, at: at?, rare })
    }

    /// The places of copies in their document; unknown ones are reported.
    pub(super) fn copies(&mut self, document: Ref<Document>, ids: Vec<Spanned<Box<str>>>) -> Vec<usize> {
        let known: &'c [Box<str>] = &self.context.copies[document.index()];
        let mut places = Vec::new();
        for id in ids {
            match known.iter().position(|copy| *copy == id.value) {
                Some(place) => places.push(place),
                None if self.context.registry.is_partial() => {}
                None => {
                    let candidate = nearest(&id.value, known.iter().map(|copy| &**copy));
                    self.faults.push(
                        Diagnostic::new(&catalogue::UNKNOWN_COPY, id.origin)
                            .with("id", &*id.value)
                            .with("document", self.context.registry.id(document))
                            .with_each("known", |lang| match (known, lang) {
                                ([], Lang::Zh) => "（无）".to_owned(),
                                ([], Lang::En) => "none".to_owned(),
                                _ => lang.list(known),
                            })
                            .near(candidate),
                    );
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// The kinds that a key of a kind refers to.
fn kinds(kind: &Kind, key: &str) -> &'static [&'static str] {
    match kind.field(key).map(|(_, field)| field.of) {
        Some(Type::Ref(kinds) | Type::List(&Type::Ref(kinds)) | Type::OneOrMore(&Type::Ref(kinds))) => kinds,
        _ => &[],
    }
}

/// The reference behind an id that a key of a kind has; one that names nothing is reported.
fn resolved<T: Record>(
    registry: &Registry,
    id: Spanned<&RawValue>,
    (kind, key): (&Kind, &str),
    faults: &mut Vec<Diagnostic>,
) -> Option<Ref<T>> {
    let RawValue::Name(name) = id.value else { return None };
    let found = registry.find(name);
    if found.is_none() {
        faults.extend(registry.missing(name, kinds(kind, key), id.origin));
    }
    found
}
