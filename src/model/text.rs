//! Reader-facing text: one string, or one for each language.
//!
//! In: what an author wrote. Out: [`Text`]. It must not escape anything: that is done where it is put.

use crate::bilingual::Lang;

/// A text as an author wrote it.
///
/// A nation has some million of them, and nearly all are one string: that is all that stands here. Where there are more, they stand
/// in it one after the other, each after a character that says what it is and that no text may have.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text(Box<str>);

/// Stands before the text of a language.
const MARKS: [char; 2] = ['\u{1}', '\u{2}'];
/// Stands before the text that is of no language, where there are others.
const PLAIN: char = '\u{3}';

fn is_mark(c: char) -> bool {
    MARKS.contains(&c) || c == PLAIN
}

impl Text {
    /// One string for every language: a name as printed.
    pub fn plain(text: impl Into<Box<str>>) -> Text {
        let text = text.into();
        debug_assert!(!text.contains(is_mark), "no text may have a control character");
        Text(text)
    }

    /// Adds the text of one language.
    pub fn set(&mut self, lang: Lang, text: &str) {
        debug_assert!(!text.contains(is_mark), "no text may have a control character");
        let before = Lang::ALL.into_iter().filter(|other| *other != lang);
        let before = before.map(|other| (MARKS[other as usize], self.written(other)));
        let all = before.chain([(PLAIN, self.without_language()), (MARKS[lang as usize], Some(text))]);
        let all: String = all.filter_map(|(mark, text)| Some(format!("{mark}{}", text?))).collect();
        self.0 = all.into();
    }

    /// The text as its author first wrote it: the plain one, else that of the language in which the project is written.
    pub fn original(&self, first: Lang) -> &str {
        self.without_language().unwrap_or_else(|| self.get(first))
    }

    /// Whether there is a text written for this language.
    pub fn has(&self, lang: Lang) -> bool {
        self.written(lang).is_some()
    }

    /// The text in `lang`, else the plain one, else that of the other language.
    pub fn get(&self, lang: Lang) -> &str {
        if !self.is_divided() {
            return &self.0;
        }
        let any = || Lang::ALL.into_iter().find_map(|lang| self.written(lang));
        self.written(lang).or_else(|| self.without_language()).or_else(any).unwrap_or_default()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there are texts of languages.
    fn is_divided(&self) -> bool {
        self.0.starts_with(is_mark)
    }

    fn written(&self, lang: Lang) -> Option<&str> {
        self.is_divided().then(|| self.after(MARKS[lang as usize])).flatten()
    }

    fn without_language(&self) -> Option<&str> {
        match self.is_divided() {
            true => self.after(PLAIN),
            false => (!self.0.is_empty()).then_some(&*self.0),
        }
    }

    /// What stands between a mark and the next one.
    fn after(&self, mark: char) -> Option<&str> {
        let (_, after) = self.0.split_once(mark)?;
        after.split(is_mark).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_own_text_and_else_the_plain_one() {
        let mut text = Text::plain("云南");
        assert_eq!(
            (text.get(Lang::En), text.has(Lang::En), text.original(Lang::En)),
            ("云南", false, "云南")
        );
        text.set(Lang::En, "Yunan");
        text.set(Lang::En, "Yunnan");
        assert_eq!((text.get(Lang::En), text.get(Lang::Zh)), ("Yunnan", "云南"));
        assert_eq!((text.has(Lang::En), text.has(Lang::Zh), text.original(Lang::En)), (true, false, "云南"));
        text.set(Lang::Zh, "云南省");
        assert_eq!((text.get(Lang::En), text.get(Lang::Zh)), ("Yunnan", "云南省"));
        assert_eq!(text.original(Lang::Zh), "云南");
    }

    #[test]
    fn a_text_of_one_language_stands_for_the_other() {
        let mut text = Text::default();
        assert!(text.is_empty() && text.get(Lang::Zh).is_empty() && !text.has(Lang::Zh));
        text.set(Lang::En, "county");
        assert_eq!(
            (text.get(Lang::Zh), text.original(Lang::Zh), text.has(Lang::Zh)),
            ("county", "county", false)
        );
        text.set(Lang::Zh, "县");
        assert_eq!(
            (text.original(Lang::Zh), text.original(Lang::En), text.is_empty()),
            ("县", "county", false)
        );
    }

    #[test]
    fn a_text_that_may_be_missing_takes_no_more_room() {
        assert_eq!(size_of::<Option<Text>>(), size_of::<&str>());
    }
}
