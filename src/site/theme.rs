//! The theme: templates, styles, words and fonts; the default one is part of the program.
//!
//! In: the files of a project's theme. Out: [`Theme`], in which they lie over the default ones. It must not read
//! files, and must not know what a template means.

use std::collections::BTreeMap;

use crate::bilingual::Lang;
use crate::chart::{ChartError, Fonts};
use crate::diagnostic::{Diagnostic, Origin, catalogue};

macro_rules! embedded {
    ($($path:literal),+ $(,)?) => {
        /// The files of the default theme, except its fonts.
        const DEFAULT: &[(&str, &[u8])] = &[
            $(($path, include_bytes!(concat!("../../themes/default/", $path))),)+
        ];
    };
}

embedded!(
    "site.css",
    "strings.toml",
    "templates/all-duties.html",
    "templates/annual.html",
    "templates/base.html",
    "templates/bodies.html",
    "templates/body.html",
    "templates/calendar.html",
    "templates/components.html",
    "templates/data.html",
    "templates/deadlines.html",
    "templates/document.html",
    "templates/duties.html",
    "templates/figure.html",
    "templates/home.html",
    "templates/indicator.html",
    "templates/levels.html",
    "templates/list.html",
    "templates/place.html",
    "templates/plan.html",
    "templates/prose.html",
    "templates/task.html",
    "templates/years.html",
);

const REGULAR: &[u8] = include_bytes!("../../themes/default/fonts/DajuanSansSC-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../themes/default/fonts/DajuanSansSC-Bold.otf");

/// The files of a theme by their path.
#[derive(Debug)]
pub struct Theme {
    files: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// The default theme with the files of the project's theme laid over it.
    ///
    /// # Errors
    /// A fault where a theme other than the default is named and the project has no files for it.
    pub fn new(name: &str, own: Vec<(String, Vec<u8>)>, origin: Origin) -> Result<Theme, Diagnostic> {
        if name != "default" && own.is_empty() {
            return Err(Diagnostic::new(&catalogue::UNKNOWN_THEME, origin).with("theme", name));
        }
        let mut files: BTreeMap<String, Vec<u8>> =
            DEFAULT.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        files.extend(own);
        Ok(Theme { files })
    }

    /// The templates: names and texts.
    pub(crate) fn templates(&self) -> Vec<(String, String)> {
        let templates = self.files.iter().filter_map(|(path, bytes)| {
            let name = path.strip_prefix("templates/")?;
            Some((name.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
        });
        templates.collect()
    }

    /// The words of the theme.
    pub(crate) fn strings(&self) -> Strings {
        let text = self.files.get("strings.toml").map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        Strings { words: crate::read::words(&text.unwrap_or_default()) }
    }

    /// The files that are copied into the site: everything but templates and words.
    pub(crate) fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let own = |path: &str| !path.starts_with("templates/") && path != "strings.toml";
        self.files
            .iter()
            .filter(move |(path, _)| own(path))
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The bundled fonts on which charts are measured.
    ///
    /// # Errors
    /// Where the fonts cannot be read.
    pub(crate) fn fonts() -> Result<Fonts, ChartError> {
        Fonts::new(REGULAR, BOLD)
    }
}

/// The words of a theme in each language.
#[derive(Debug, Default)]
pub(crate) struct Strings {
    words: BTreeMap<String, [String; 2]>,
}

impl Strings {
    /// The words for a key; the key itself where the theme lacks them, which the check before rendering reports.
    pub(crate) fn get<'s>(&'s self, lang: Lang, key: &'s str) -> &'s str {
        self.words.get(key).map_or(key, |words| words[lang as usize].as_str())
    }

    /// Whether there are words for a key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.words.contains_key(key)
    }
}
