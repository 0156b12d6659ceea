//! Translations are laid over what was written, and what still lacks them is counted.
//!
//! In: raw records whose texts are plain strings, and the originals of `content/translations/` with their words. Out: the same
//! records with a text for each language of the site, [`Translations`], and warnings: one for each file with texts that lack a
//! language, one for each translation of nothing. A text of its own in a record goes before a translation. What is
//! quoted as printed may stay without one. It must not lose an original.

use std::collections::{BTreeMap, BTreeSet};

use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, FileId, Origin, catalogue};
use crate::language::{RawRecord, RawValue, Spanned, is_quoted};
use crate::model::{Dimension, Period, Since, Text, Translations, Unit};
use crate::read::{Raw, RawTranslation};

/// Puts translations into all texts of a project and reports what lacks or wastes them.
pub(super) fn apply(raw: &mut Raw, faults: &mut Vec<Diagnostic>) -> Translations {
    let written = std::mem::take(&mut raw.translations);
    let languages = languages(raw.site.as_ref());
    if written.is_empty() && languages.len() < 2 {
        // Nothing is laid over texts in one language, and nothing lacks another.
        return Translations::default();
    }
    let first = languages.first().copied().unwrap_or_default();
    let mut pass = Pass { first, languages, known: known(&written, faults), ..Pass::default() };
    for record in raw.site.iter_mut().chain(raw.records.iter_mut().flatten()) {
        pass.record(record);
    }
    let has_own: BTreeSet<(String, Lang)> =
        raw.prose.iter().filter_map(|prose| Some((prose.stem().to_owned(), prose.lang?))).collect();
    for prose in &mut raw.prose {
        // A title of prose in a language of its own needs no translation; nor does one whose prose exists in that language.
        if prose.lang.is_none() {
            let stem = prose.stem().to_owned();
            let all = pass.languages.clone();
            pass.languages.retain(|lang| !has_own.contains(&(stem.clone(), *lang)));
            pass.record(&mut prose.head);
            pass.languages = all;
        }
    }
    pass.report(&written, faults);
    pass.known
}

/// The languages of the site, the first before the others.
fn languages(site: Option<&RawRecord>) -> Vec<Lang> {
    let tags = match site.and_then(|site| site.get("languages")).map(|value| value.value) {
        Some(RawValue::List(tags)) => tags,
        _ => &[][..],
    };
    let lang = |tag: &Spanned<RawValue>| match &tag.value {
        RawValue::Line(tag) => Lang::from_tag(tag),
        _ => None,
    };
    let mut all = Vec::new();
    for lang in tags.iter().filter_map(lang) {
        if !all.contains(&lang) {
            all.push(lang);
        }
    }
    all
}

/// The words by original; an original that is given other words a second time is reported.
fn known(written: &[RawTranslation], faults: &mut Vec<Diagnostic>) -> Translations {
    let mut known = Translations::default();
    let mut seen: BTreeMap<(Lang, &str), &RawTranslation> = BTreeMap::new();
    for item in written {
        match seen.get(&(item.lang, &*item.original)) {
            Some(before) if before.wording != item.wording => faults.push(
                Diagnostic::new(&catalogue::TRANSLATED_TWICE, item.origin)
                    .with("original", brief(&item.original))
                    .and(before.origin, crate::bilingual::both("另一处译文", "the other translation")),
            ),
            Some(_) => {}
            None => {
                seen.insert((item.lang, &item.original), item);
                known.add(item.lang, item.original.clone(), item.wording.clone());
            }
        }
    }
    known
}

/// The texts of a file that lack a language.
#[derive(Debug)]
struct Lacking {
    first: Origin,
    texts: BTreeSet<Box<str>>,
}

#[derive(Default)]
struct Pass {
    /// The language in which records are written.
    first: Lang,
    languages: Vec<Lang>,
    known: Translations,
    used: BTreeSet<(Lang, Box<str>)>,
    lacking: BTreeMap<(Option<FileId>, Lang), Lacking>,
}

impl Pass {
    fn record(&mut self, record: &mut RawRecord) {
        let kind = record.kind;
        record.edit(|place, value, origin| {
            self.value(value, origin, is_quoted(kind.fields[place].key));
            true
        });
    }

    fn value(&mut self, value: &mut RawValue, origin: Origin, quoted: bool) {
        match value {
            RawValue::Text(text) => self.text(text, origin, quoted),
            RawValue::List(items) => {
                items.iter_mut().for_each(|item| self.value(&mut item.value, item.origin, quoted));
            }
            RawValue::Table(record) => self.record(record),
            RawValue::Unit(unit) => self.unit(unit, origin),
            RawValue::Period(period) => self.period(period, origin),
            RawValue::Since(since) => {
                if let Since::Period(period) = &**since {
                    self.period(period, origin);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &mut Text, origin: Origin, quoted: bool) {
        for place in 0..self.languages.len() {
            let (lang, original) = (self.languages[place], text.original(self.first));
            match self.known.get(lang, original).map(|wording| wording.other.clone()) {
                Some(words) => {
                    self.used.insert((lang, original.into()));
                    if !text.has(lang) {
                        text.set(lang, &words);
                    }
                }
                None if text.has(lang) || quoted => {}
                None => self.lacks(lang, original, origin),
            }
        }
    }

    /// Percentages, ranks and multiples are put into words by the program.
    fn unit(&mut self, unit: &Unit, origin: Origin) {
        if unit.dimension() == Dimension::Amount {
            self.label(unit.base(), origin);
        }
    }

    fn period(&mut self, period: &Period, origin: Origin) {
        if let Period::Window(label) | Period::Moment(label) = period {
            self.label(label, origin);
        }
    }

    fn label(&mut self, label: &str, origin: Origin) {
        for place in 0..self.languages.len() {
            let lang = self.languages[place];
            if self.known.get(lang, label).is_some() {
                self.used.insert((lang, label.into()));
            } else {
                self.lacks(lang, label, origin);
            }
        }
    }

    fn lacks(&mut self, lang: Lang, original: &str, origin: Origin) {
        if lang == self.first || !self.first.is_seen_in(original) {
            return;
        }
        let lacking = self.lacking.entry((origin.file(), lang));
        let lacking = lacking.or_insert_with(|| Lacking { first: origin, texts: BTreeSet::new() });
        lacking.texts.insert(original.into());
        self.known.lacks(lang, original);
    }

    fn report(&mut self, written: &[RawTranslation], faults: &mut Vec<Diagnostic>) {
        for ((_, lang), lacking) in &self.lacking {
            faults.push(
                Diagnostic::new(&catalogue::UNTRANSLATED, lacking.first)
                    .with("count", lacking.texts.len().to_string())
                    .with_each("language", |reader| lang.words().get(reader).to_owned())
                    .with("key", lang.key()),
            );
        }
        let is_used = |item: &&RawTranslation| self.used.contains(&(item.lang, item.original.clone()));
        for item in written.iter().filter(|item| self.languages.contains(&item.lang)) {
            if !is_used(&item) {
                faults.push(
                    Diagnostic::new(&catalogue::TRANSLATION_UNUSED, item.origin)
                        .with("original", brief(&item.original)),
                );
            }
        }
    }
}

/// The beginning of a text, for a message.
fn brief(text: &str) -> String {
    const LONGEST: usize = 24;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
