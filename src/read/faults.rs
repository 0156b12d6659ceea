//! The faults of a record that both readers find: keys that are missing or too many, values that do not fit.
//!
//! In: a raw record or a value's [`Misfit`]. Out: faults. It must not know how a file is taken apart.

use crate::bilingual::{Lang, both};
use crate::diagnostic::{Diagnostic, Origin, catalogue, nearest};
use crate::language::{self, Field, Kind, Misfit, RawRecord, Type};
use crate::model::Choice;

/// Reports the keys that a record lacks, each at the place where it would stand, and groups of which not exactly
/// one key is given.
pub(super) fn complete(record: &RawRecord, place_of: impl Fn(usize) -> Origin, faults: &mut Vec<Diagnostic>) {
    let (kind, given) = (record.kind, record.given());
    let absent = kind.fields.required() & !given;
    if absent != 0 {
        for (place, field) in kind.fields.iter().enumerate().filter(|(place, _)| absent >> place & 1 == 1) {
            faults.push(missing(kind, field, place_of(place)));
        }
    }
    if (kind.fields.one_of() & given).count_ones() != 1 {
        for group in kind.one_of {
            let keys = group.iter().copied().filter(|key| record.is_given(key));
            let origin = |key: &str| record.get(key).map_or(record.origin, |value| value.origin);
            let places: Vec<Origin> = keys.map(origin).collect();
            faults.push(not_one_of(kind, group, &places, record.origin));
        }
    }
}

/// The fault of a record of which not exactly one key of a group is given.
pub(super) fn not_one_of(
    kind: &'static Kind,
    group: &[&str],
    places: &[Origin],
    origin: Origin,
) -> Diagnostic {
    let fault = Diagnostic::new(&catalogue::ONE_OF, origin)
        .with_each("kind", |lang| kind.title(lang))
        .with_each("keys", |lang| lang.list(group))
        .with_each("advice", |lang| match (places.len(), lang) {
            (0, Lang::Zh) => "补上原文写的那一个".to_owned(),
            (0, Lang::En) => "add the one that the document says".to_owned(),
            (_, Lang::Zh) => "只留原文写的那一个，别的删去".to_owned(),
            (_, Lang::En) => "keep the one that the document says and delete the others".to_owned(),
        })
        .with("count", places.len().to_string());
    places.iter().fold(fault, |fault, origin| fault.and(*origin, both("写在这里", "given here")))
}

/// The fault of a record that lacks a key.
pub(super) fn missing(kind: &'static Kind, field: &Field, origin: Origin) -> Diagnostic {
    Diagnostic::new(&catalogue::MISSING_KEY, origin)
        .with_each("kind", |lang| kind.title(lang))
        .with("key", field.key)
        .with_each("words", |lang| field.words.get(lang).to_owned())
        .with("example", field.example)
        .with_each("choices", |lang| match (field.of, lang) {
            (Type::Choice(choices), Lang::Zh) => {
                format!("；可以是：{}", lang.list(choices.iter().map(|one| one.key)))
            }
            (Type::Choice(choices), Lang::En) => {
                format!("; it can be: {}", lang.list(choices.iter().map(|one| one.key)))
            }
            _ => String::new(),
        })
}

/// The fault of a value that does not fit its key.
pub(super) fn misfit_fault(field: &Field, misfit: &Misfit, origin: Origin, written: &str) -> Diagnostic {
    let choices = match field.of {
        Type::Choice(choices) => choices,
        _ => &[],
    };
    let candidate = nearest(written, choices.iter().map(|choice| choice.key));
    let choice = |lang, choice: &Choice| match lang {
        Lang::Zh => format!("{}（{}）", choice.key, choice.words.zh),
        Lang::En => format!("{} ({})", choice.key, choice.words.en),
    };
    let quoted = |word: &str| match origin {
        Origin::Cell { .. } => word.to_owned(),
        _ => format!("\"{word}\""),
    };
    let odd = language::unprintable(written);
    let has_unit = matches!(field.of, Type::Decimal | Type::Pair | Type::Integer)
        && written.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && written.ends_with(|c: char| !c.is_ascii_digit());
    let hint = if has_unit {
        both(
            "；数字后面不写 % 和单位，单位写在 unit 或指标里",
            "; the number alone: its unit stands in `unit` or in the indicator",
        )
    } else {
        both("", "")
    };
    Diagnostic::new(misfit.fault, origin)
        .with_each("hint", |lang| hint.get(lang).to_owned())
        .with("id", written)
        .with("character", odd.map(|(c, _)| format!("U+{:04X}", u32::from(c))).unwrap_or_default())
        .with_each("why", |lang| odd.map(|(_, why)| why.get(lang).to_owned()).unwrap_or_default())
        .with("key", field.key)
        .with_each("expected", |lang| misfit.expected.get(lang).to_owned())
        .with("example", field.example)
        .with_each("known", |lang| lang.list(choices.iter().map(|one| choice(lang, one))))
        .near(candidate)
        .suggest(candidate.map(quoted))
}
