//! The theme: templates, styles, words and fonts; the default one is part of the program.
//!
//! In: the files of a project's theme. Out: [`Theme`], in which they lie over the default ones. It must not read
//! files, and must not know what a template means.

use std::collections::BTreeMap;

use crate::bilingual::Lang;
use crate::chart::Fonts;
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::read::folder::{FONTS, theme_file};

macro_rules! embedded {
    ($($path:literal),+ $(,)?) => {
        /// The files of the default theme, except its fonts.
        const DEFAULT: &[(&str, &[u8])] = &[
            $(($path, include_bytes!(concat!("../../themes/default/", $path))),)+
        ];
    };
}

embedded!(
    "book.css",
    "search.js",
    "site.css",
    "strings.toml",
    "templates/404.html",
    "templates/all-duties.html",
    "templates/annual.html",
    "templates/base.html",
    "templates/bodies.html",
    "templates/body.html",
    "templates/book.html",
    "templates/calendar.html",
    "templates/changes.html",
    "templates/components.html",
    "templates/data.html",
    "templates/deadlines.html",
    "templates/diff.html",
    "templates/document.html",
    "templates/duties.html",
    "templates/editions.html",
    "templates/embed.html",
    "templates/figure.html",
    "templates/home.html",
    "templates/indicator.html",
    "templates/insert.html",
    "templates/levels.html",
    "templates/list.html",
    "templates/names.html",
    "templates/place.html",
    "templates/plan.html",
    "templates/prose.html",
    "templates/search.html",
    "templates/task.html",
    "templates/years.html",
);

const REGULAR: &[u8] = include_bytes!("../../themes/default/fonts/DajuanSansSC-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../themes/default/fonts/DajuanSansSC-Bold.otf");

/// The file of the words.
const STRINGS: &str = "strings.toml";

/// The files of a theme by their path.
#[derive(Debug)]
pub struct Theme {
    files: BTreeMap<String, Vec<u8>>,
    /// The project's own words.
    strings: Strings,
}

impl Theme {
    /// The default theme with the files of the project's theme laid over it.
    ///
    /// # Errors
    /// Faults where a theme other than the default is named and the project has no files for it, or where its templates or
    /// words cannot be read.
    pub fn new(name: &str, own: Vec<(String, Vec<u8>)>, origin: Origin) -> Result<Theme, Vec<Diagnostic>> {
        if name != "default" && own.is_empty() {
            return Err(vec![Diagnostic::new(&catalogue::UNKNOWN_THEME, origin).with("theme", name)]);
        }
        let is_text = |path: &str| path == STRINGS || path.starts_with("templates/");
        let is_odd =
            |(path, bytes): &&(String, Vec<u8>)| is_text(path) && std::str::from_utf8(bytes).is_err();
        let mut faults: Vec<Diagnostic> =
            own.iter().filter(is_odd).map(|(path, _)| theme_file(path)).collect();
        let mut files: BTreeMap<String, Vec<u8>> =
            DEFAULT.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        let mut strings = Strings::default();
        for (path, bytes) in own {
            if path == STRINGS {
                let (words, found) = Strings::read(&bytes);
                strings = words;
                faults.extend(found);
            } else {
                files.insert(path, bytes);
            }
        }
        if faults.is_empty() { Ok(Theme { files, strings }) } else { Err(faults) }
    }

    /// The templates: names and texts.
    pub(crate) fn templates(&self) -> Vec<(String, String)> {
        let templates = self.files.iter().filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            Some((name.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        });
        templates.collect()
    }

    /// The words of the default theme with those of the project's theme laid over them, word by word.
    pub(crate) fn strings(&self) -> Strings {
        let mut words = self.files.get(STRINGS).map(|bytes| Strings::read(bytes).0).unwrap_or_default();
        words.extend(&self.strings);
        words
    }

    /// The files that are copied into the site: everything but templates and words.
    pub(crate) fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let own = |path: &str| !path.starts_with("templates/") && !path.starts_with(FONTS) && path != STRINGS;
        self.files
            .iter()
            .filter(move |(path, _)| own(path))
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The fonts on which charts are measured: the bundled ones, and the project's own behind them.
    ///
    /// # Errors
    /// Where the project's own cannot be read.
    pub(crate) fn fonts(&self) -> Result<Fonts, Diagnostic> {
        let own = self.files.iter().find(|(path, _)| path.starts_with(FONTS));
        Fonts::new(REGULAR, BOLD, own.map(|(_, bytes)| bytes.clone()))
            .map_err(|_| theme_file(own.map_or(FONTS, |(path, _)| path.as_str())))
    }
}

/// The words of a theme in each language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strings {
    words: BTreeMap<String, [String; 2]>,
}

impl Strings {
    fn read(bytes: &[u8]) -> (Strings, Vec<Diagnostic>) {
        let (words, faults) = crate::read::words(&String::from_utf8_lossy(bytes));
        (Strings { words }, faults)
    }

    fn extend(&mut self, other: &Strings) {
        self.words.extend(other.words.clone());
    }

    /// The words for a key, where the theme has them.
    pub(crate) fn find(&self, lang: Lang, key: &str) -> Option<&str> {
        self.words.get(key).map(|words| words[lang as usize].as_str())
    }

    /// The keys.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// The words for a key of the program's own.
    ///
    /// # Panics
    /// Where the default theme lacks them, which is a mistake in the program.
    pub(crate) fn get(&self, lang: Lang, key: &str) -> &str {
        self.find(lang, key).unwrap_or_else(|| panic!("themes/default/strings.toml has no words for {key}"))
    }
}
