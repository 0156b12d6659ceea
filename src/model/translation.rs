//! Translations: what authors wrote once, in the words of another language of the site.
//!
//! In: originals with their words; `resolve` fills them in. Out: [`Translations`], for what has no text of its own in each language:
//! units and labels of time. It must not translate anything itself, and must not guess.

use std::collections::{BTreeMap, BTreeSet};

use crate::bilingual::Lang;

/// The words of an original in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The words after the number one, where they differ: `school`.
    pub one: Option<Box<str>>,
    /// The words: `schools`.
    pub other: Box<str>,
}

/// What is known of one language.
#[derive(Clone, Debug, Default)]
struct Known {
    words: BTreeMap<Box<str>, Wording>,
    untranslated: BTreeSet<Box<str>>,
}

/// The words of originals by language, and the originals that have none.
#[derive(Clone, Debug, Default)]
pub struct Translations {
    known: [Known; 2],
}

impl Translations {
    /// Adds the words of an original.
    pub fn add(&mut self, lang: Lang, original: impl Into<Box<str>>, wording: Wording) {
        self.known[lang as usize].words.insert(original.into(), wording);
    }

    /// Notes that an original has no words in a language in which it is shown.
    pub fn lacks(&mut self, lang: Lang, original: impl Into<Box<str>>) {
        self.known[lang as usize].untranslated.insert(original.into());
    }

    /// The words of an original.
    pub fn get(&self, lang: Lang, original: &str) -> Option<&Wording> {
        self.known[lang as usize].words.get(original)
    }

    /// The words of an original, else the original.
    pub fn find<'a>(&'a self, lang: Lang, original: &'a str) -> &'a str {
        self.get(lang, original).map_or(original, |wording| &wording.other)
    }

    /// The words of an original as they follow a number.
    pub fn counted<'a>(&'a self, lang: Lang, original: &'a str, is_one: bool) -> &'a str {
        let one = self.get(lang, original).filter(|_| is_one).and_then(|wording| wording.one.as_deref());
        one.unwrap_or_else(|| self.find(lang, original))
    }

    /// The originals that have no words in a language, in order.
    pub fn untranslated(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.known[lang as usize].untranslated.iter().map(|original| &**original)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_follow_a_number_and_what_has_none_stays_as_it_is() {
        let mut translations = Translations::default();
        translations.add(Lang::En, "所", Wording { one: Some("school".into()), other: "schools".into() });
        assert_eq!(translations.counted(Lang::En, "所", true), "school");
        assert_eq!(translations.counted(Lang::En, "所", false), "schools");
        assert_eq!(translations.find(Lang::En, "园"), "园");
        assert_eq!(translations.find(Lang::Zh, "所"), "所");
    }
}
