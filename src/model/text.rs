//! Reader-facing text: one string, or one for each language.
//!
//! In: what an author wrote. Out: [`Text`]. It must not escape anything: that is done where it is put.

use crate::bilingual::Lang;

/// A text as an author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text {
    plain: Option<Box<str>>,
    by_language: [Option<Box<str>>; 2],
}

impl Text {
    /// One string for every language: a name as printed.
    pub fn plain(text: impl Into<Box<str>>) -> Text {
        Text { plain: Some(text.into()), by_language: [None, None] }
    }

    /// Adds the text of one language.
    pub fn set(&mut self, lang: Lang, text: impl Into<Box<str>>) {
        self.by_language[lang as usize] = Some(text.into());
    }

    /// The text as its author first wrote it: the plain one, else that of the language in which the project is written.
    pub fn original(&self, first: Lang) -> &str {
        self.plain.as_deref().unwrap_or_else(|| self.get(first))
    }

    /// Whether there is a text written for this language.
    pub fn has(&self, lang: Lang) -> bool {
        self.by_language[lang as usize].is_some()
    }

    /// The text in `lang`, else the plain one, else that of the other language.
    pub fn get(&self, lang: Lang) -> &str {
        self.by_language[lang as usize]
            .as_deref()
            .or(self.plain.as_deref())
            .or_else(|| self.by_language.iter().flatten().next().map(|text| &**text))
            .unwrap_or_default()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.plain.is_none() && self.by_language.iter().all(Option::is_none)
    }
}
