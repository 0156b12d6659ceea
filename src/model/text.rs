//! Reader-facing text: one string, or one for each language.
//!
//! In: what an author wrote. Out: [`Text`]. It must not escape anything: that is done where it is put.

use crate::bilingual::Lang;

/// A text as an author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Inner);

/// Nearly every text is one string: it takes no more room than that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Inner {
    Plain(Box<str>),
    Parts(Box<Parts>),
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
struct Parts {
    plain: Option<Box<str>>,
    by_language: [Option<Box<str>>; 2],
}

impl Default for Text {
    fn default() -> Text {
        Text(Inner::Parts(Box::default()))
    }
}

impl Text {
    /// One string for every language: a name as printed.
    pub fn plain(text: impl Into<Box<str>>) -> Text {
        Text(Inner::Plain(text.into()))
    }

    /// Adds the text of one language.
    pub fn set(&mut self, lang: Lang, text: impl Into<Box<str>>) {
        if let Inner::Plain(plain) = &mut self.0 {
            let plain = Some(std::mem::take(plain));
            self.0 = Inner::Parts(Box::new(Parts { plain, by_language: [None, None] }));
        }
        if let Inner::Parts(parts) = &mut self.0 {
            parts.by_language[lang as usize] = Some(text.into());
        }
    }

    /// The text as its author first wrote it: the plain one, else that of the language in which the project is written.
    pub fn original(&self, first: Lang) -> &str {
        match &self.0 {
            Inner::Plain(plain) => plain,
            Inner::Parts(parts) => parts.plain.as_deref().unwrap_or_else(|| parts.get(first)),
        }
    }

    /// Whether there is a text written for this language.
    pub fn has(&self, lang: Lang) -> bool {
        matches!(&self.0, Inner::Parts(parts) if parts.by_language[lang as usize].is_some())
    }

    /// The text in `lang`, else the plain one, else that of the other language.
    pub fn get(&self, lang: Lang) -> &str {
        match &self.0 {
            Inner::Plain(plain) => plain,
            Inner::Parts(parts) => parts.get(lang),
        }
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Inner::Parts(parts) if **parts == Parts::default())
    }
}

impl Parts {
    fn get(&self, lang: Lang) -> &str {
        self.by_language[lang as usize]
            .as_deref()
            .or(self.plain.as_deref())
            .or_else(|| self.by_language.iter().flatten().next().map(|text| &**text))
            .unwrap_or_default()
    }
}
