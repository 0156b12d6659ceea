//! What the small tables of a theme say: its words, and in `theme.toml` what it extends and its colours.
//!
//! In: their texts. Out: words and [`Settings`], and what is wrong with them. It must not know which words or colours there are.

use std::collections::BTreeMap;

use super::toml::{Leaf, leaves};
use crate::bilingual::{Bilingual, Lang, both};
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::language::is_id;

/// The file of the settings of a theme.
pub const SETTINGS: &str = "theme.toml";

/// What a theme says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The theme over which it is laid; none where that is the default one.
    pub extends: Option<String>,
    /// Colours on light ground, by their names.
    pub light: BTreeMap<String, String>,
    /// Colours on dark ground.
    pub dark: BTreeMap<String, String>,
}

/// The words of a theme: each key with a text in both languages; and what is wrong with them.
pub fn words(text: &str) -> (BTreeMap<String, [String; 2]>, Vec<Diagnostic>) {
    let (leaves, errors) = leaves(text);
    let fault = |words: &dyn Fn(Lang) -> String| {
        Diagnostic::new(&catalogue::THEME_WORDS, Origin::Project).with_each("detail", words)
    };
    let mut faults: Vec<Diagnostic> =
        errors.iter().map(|error| fault(&|lang| error[lang as usize].clone())).collect();
    let mut found: BTreeMap<String, [Option<String>; 2]> = BTreeMap::new();
    for Leaf { mut keys, text } in leaves {
        let lang = keys.get(1).and_then(|key| Lang::ALL.into_iter().find(|lang| lang.key() == key));
        let is_words = keys.len() == 2;
        let both = found.entry(keys.swap_remove(0)).or_default();
        if let (true, Some(lang)) = (is_words, lang) {
            both[lang as usize] = text;
        }
    }
    let mut words = BTreeMap::new();
    for (key, texts) in found {
        match texts {
            [Some(zh), Some(en)] => _ = words.insert(key, [zh, en]),
            texts => faults.push(fault(&|lang| {
                let lacks = Lang::ALL.iter().filter(|other| texts[**other as usize].is_none());
                let verb = if lang == Lang::Zh { "缺少" } else { "lacks" };
                format!("`{key}` {verb} {}", lang.list(lacks.map(|other| other.key())))
            })),
        }
    }
    (words, faults)
}

/// The settings of a theme, and what is wrong with them.
pub fn settings(theme: &str, text: &str) -> (Settings, Vec<Diagnostic>) {
    let (leaves, errors) = leaves(text);
    let mut settings = Settings::default();
    let mut faults: Vec<Diagnostic> =
        errors.iter().map(|error| settings_fault(theme, |lang| error[lang as usize].clone())).collect();
    for Leaf { keys, text } in leaves {
        let path = keys.join(".");
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let wrong = |expected: Bilingual| {
            settings_fault(theme, |lang| {
                let comma = if lang == Lang::Zh { "，" } else { ", " };
                format!("`{path}`{comma}{}", expected.get(lang))
            })
        };
        match (keys.as_slice(), text) {
            (["extends"], Some(parent)) if is_id(&parent) => settings.extends = Some(parent),
            (["extends"], _) => {
                faults.push(wrong(both("要写另一个主题的名称", "which has to name another theme")))
            }
            (["colours", "dark", name], Some(colour)) if is_colour(&colour) => {
                settings.dark.insert((*name).to_owned(), colour);
            }
            (["colours", name], Some(colour)) if is_colour(&colour) => {
                settings.light.insert((*name).to_owned(), colour);
            }
            (["colours", _] | ["colours", "dark", _], _) => faults.push(wrong(both(
                "颜色写成 \"#\" 和 6 位十六进制数字，例如 \"#15506f\"",
                "which has to be # and six hexadecimal digits, for example \"#15506f\"",
            ))),
            _ => faults.push(wrong(both("没有这个键", "which is no key"))),
        }
    }
    (settings, faults)
}

/// The fault of the settings of a theme.
pub fn settings_fault(theme: &str, detail: impl Fn(Lang) -> String) -> Diagnostic {
    Diagnostic::new(&catalogue::THEME_SETTINGS, Origin::Project)
        .with("theme", theme)
        .with_each("detail", detail)
}

fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
