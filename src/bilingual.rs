//! The two languages that the program itself speaks, and text that exists in both.
//!
//! In: nothing. Out: [`Lang`] and [`Bilingual`]. It must not hold any text of its own; each room keeps the
//! words of its subject.

/// A language in which the program can speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// Chinese in simplified characters.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both languages, in the order in which they are printed side by side.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// Reads a BCP 47 tag or a POSIX locale name by its first subtag: `zh-Hans`, `en_GB.UTF-8`.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        let primary = tag.split(['-', '_', '.']).next().unwrap_or_default();
        Lang::ALL.into_iter().find(|lang| lang.key().eq_ignore_ascii_case(primary))
    }

    /// The key under which authors write a text of this language: `zh`, `en`.
    pub fn key(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// What the language is called.
    pub fn words(self) -> Bilingual {
        match self {
            Lang::Zh => both("中文", "Chinese"),
            Lang::En => both("英文", "English"),
        }
    }

    /// What the language calls itself, for readers who look for it.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::Zh => "中文",
            Lang::En => "English",
        }
    }

    /// Whether a text shows that it is written in this language: Chinese by any of its characters, English by a word without them.
    pub fn is_seen_in(self, text: &str) -> bool {
        let is_chinese = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
        match self {
            Lang::Zh => text.contains(is_chinese),
            Lang::En => text.chars().any(char::is_alphabetic) && !text.contains(is_chinese),
        }
    }

    /// Joins the parts of a list as the language does: `、` or a comma.
    pub fn list<S: AsRef<str>>(self, parts: impl IntoIterator<Item = S>) -> String {
        let mark = match self {
            Lang::Zh => "、",
            Lang::En => ", ",
        };
        let mut joined = String::new();
        for part in parts {
            if !joined.is_empty() {
                joined.push_str(mark);
            }
            joined.push_str(part.as_ref());
        }
        joined
    }
}

/// A text of the program in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bilingual {
    /// The Chinese text.
    pub zh: &'static str,
    /// The English text.
    pub en: &'static str,
}

impl Bilingual {
    /// The text in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// Writes a [`Bilingual`] in one line.
pub const fn both(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual { zh, en }
}

/// A number of things in English, by the word for one of them.
pub fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Puts `arguments` into the holes `{name}` of a template. A hole without an argument stays as it is.
pub fn fill(template: &str, arguments: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let tail = &rest[open..];
        let value = tail.find('}').and_then(|close| {
            let name = &tail[1..close];
            arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| (close, *value))
        });
        match value {
            Some((close, value)) => {
                filled.push_str(value);
                rest = &tail[close + 1..];
            }
            None => {
                filled.push('{');
                rest = &tail[1..];
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_once_and_values_are_not_read_as_templates() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{missing} {", &[]), "{missing} {");
    }

    #[test]
    fn tags_are_read_by_their_first_part() {
        assert_eq!(Lang::from_tag("zh_CN.UTF-8"), Some(Lang::Zh));
        assert_eq!(Lang::from_tag("en-GB"), Some(Lang::En));
        assert_eq!(Lang::from_tag("C"), None);
    }
}
