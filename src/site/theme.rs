//! The theme: templates, styles, words and fonts; the default one is part of the program.
//!
//! In: the themes of a project, each below the one that extends it. Out: [`Theme`], in which they lie over the default one, file
//! by file, word by word, colour by colour. It must not read files, and must not know what a template means.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::bilingual::Lang;
use crate::chart::Fonts;
use crate::diagnostic::Diagnostic;
use crate::language::is_id;
use crate::read::folder::{FONTS, LOWEST, Layer, theme_file};
use crate::read::theme::{SETTINGS, settings_fault};

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
    "templates/badge.html",
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
    "templates/foot.html",
    "templates/home.html",
    "templates/indicator.html",
    "templates/insert.html",
    "templates/levels.html",
    "templates/list.html",
    "templates/names.html",
    "templates/navigation.html",
    "templates/place.html",
    "templates/plan.html",
    "templates/prose.html",
    "templates/search.html",
    "templates/task.html",
    "templates/terms.html",
    "templates/values.html",
    "templates/verdict.html",
    "templates/years.html",
);

const REGULAR: &[u8] = include_bytes!("../../themes/default/fonts/DajuanSansSC-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../themes/default/fonts/DajuanSansSC-Bold.otf");

/// The file of the words.
const STRINGS: &str = "strings.toml";

/// Styles that are added to those of the theme below instead of taking their place.
const MORE_STYLES: &str = "more.css";
/// The file of the styles.
const STYLES: &str = "site.css";
/// The folder of the templates.
const TEMPLATES: &str = "templates/";

/// The files of a theme by their path.
#[derive(Debug)]
pub struct Theme {
    files: BTreeMap<String, Vec<u8>>,
    /// The templates that others lie over, by the theme and their name: `default/base.html`.
    covered: BTreeMap<String, Vec<u8>>,
    /// The theme that each template and font is from, where that is one of the project's.
    from: BTreeMap<String, String>,
    /// The words of the project's themes.
    strings: Strings,
}

impl Theme {
    /// The theme in the program with those of the project laid over it, the first on top.
    ///
    /// # Errors
    /// Faults where templates or words cannot be read, or where a colour is set that the styles do not have.
    pub fn new(layers: Vec<Layer>) -> Result<Theme, Vec<Diagnostic>> {
        let mut theme = Theme {
            files: DEFAULT.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect(),
            covered: BTreeMap::new(),
            from: BTreeMap::new(),
            strings: Strings::default(),
        };
        let mut faults = Vec::new();
        layers.into_iter().rev().for_each(|layer| theme.lay(layer, &mut faults));
        if faults.is_empty() { Ok(theme) } else { Err(faults) }
    }

    /// Lays a theme over what is there.
    fn lay(&mut self, layer: Layer, faults: &mut Vec<Diagnostic>) {
        let is_text =
            |path: &str| matches!(path, STRINGS | SETTINGS | MORE_STYLES) || path.starts_with(TEMPLATES);
        let mut more = Vec::new();
        for (path, bytes) in layer.files {
            if is_text(&path) && std::str::from_utf8(&bytes).is_err() {
                faults.push(theme_file(&layer.name, &path));
                continue;
            }
            match path.as_str() {
                STRINGS => {
                    let (words, found) = Strings::read(&bytes);
                    self.strings.extend(&words);
                    faults.extend(found);
                }
                SETTINGS => {}
                MORE_STYLES => more = bytes,
                _ => {
                    if path.starts_with(FONTS) {
                        self.from.insert(path.clone(), layer.name.clone());
                    }
                    let name = path.strip_prefix(TEMPLATES).map(str::to_owned);
                    let before = self.files.insert(path, bytes);
                    if let Some(name) = name {
                        let below = self.from.insert(name.clone(), layer.name.clone());
                        let below = below.unwrap_or_else(|| LOWEST.to_owned());
                        let before = before.filter(|_| below != layer.name);
                        self.covered.extend(before.map(|text| (format!("{below}/{name}"), text)));
                    }
                }
            }
        }
        let styles = self.files.entry(STYLES.to_owned()).or_default();
        let mut text = String::from_utf8_lossy(styles).into_owned();
        for (place, colours) in [&layer.settings.light, &layer.settings.dark].into_iter().enumerate() {
            for (name, colour) in colours {
                match painted(&text, name, place, colour) {
                    Some(new) => text = new,
                    None => faults.push(unknown_colour(&layer.name, name, &text)),
                }
            }
        }
        *styles = text.into_bytes();
        styles.extend(more);
    }

    /// The templates: names and texts.
    pub(crate) fn templates(&self) -> Vec<(String, String)> {
        let own = self.files.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(TEMPLATES)?, bytes)));
        let covered = self.covered.iter().map(|(name, bytes)| (name.as_str(), bytes));
        own.chain(covered)
            .map(|(name, bytes)| (name.to_owned(), String::from_utf8_lossy(bytes).into_owned()))
            .collect()
    }

    /// Whether a template is the project's own and not, to the byte, that of the program.
    pub(crate) fn is_own(&self, template: &str) -> bool {
        let path = format!("{TEMPLATES}{template}");
        let default = DEFAULT.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes);
        match self.covered.get(template) {
            Some(_) => !template.starts_with("default/"),
            None => self.files.get(&path).map(Vec::as_slice) != default,
        }
    }

    /// The file of a template within the project: `themes/own/templates/list.html`.
    pub(crate) fn file_of(&self, template: &str) -> String {
        match template.split_once('/').filter(|_| self.covered.contains_key(template)) {
            Some((theme, name)) => format!("themes/{theme}/{TEMPLATES}{name}"),
            None => {
                let theme = self.from.get(template).map_or(LOWEST, String::as_str);
                format!("themes/{theme}/{TEMPLATES}{template}")
            }
        }
    }

    /// The words of the default theme with those of the project's theme laid over them, word by word.
    pub(crate) fn strings(&self) -> Strings {
        let mut words = self.files.get(STRINGS).map(|bytes| Strings::read(bytes).0).unwrap_or_default();
        words.extend(&self.strings);
        words
    }

    /// The files that are copied into the site: everything but templates and words.
    pub(crate) fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let own = |path: &str| !path.starts_with(TEMPLATES) && !path.starts_with(FONTS) && path != STRINGS;
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
        Fonts::new(REGULAR, BOLD, own.map(|(_, bytes)| bytes.clone())).map_err(|_| {
            let path = own.map_or(FONTS, |(path, _)| path.as_str());
            theme_file(self.from.get(path).map_or(LOWEST, String::as_str), path)
        })
    }
}

/// Styles in which a colour of the page has another value: on light ground where `place` is 0, on dark ground where it is 1. None
/// where they have no such colour.
fn painted(styles: &str, name: &str, place: usize, colour: &str) -> Option<String> {
    let mark = format!("--{name}: #");
    let start = styles.match_indices(&mark).nth(place)?.0 + mark.len() - 1;
    let end = start + styles[start..].find(';')?;
    Some(format!("{}{colour}{}", &styles[..start], &styles[end..]))
}

fn unknown_colour(theme: &str, name: &str, styles: &str) -> Diagnostic {
    let definitions = styles.split("--").skip(1).filter_map(|rest| rest.split_once(": #"));
    let mut known: Vec<&str> = definitions.map(|(name, _)| name).filter(|name| is_id(name)).collect();
    known.sort_unstable();
    known.dedup();
    settings_fault(theme, |lang| match lang {
        Lang::Zh => format!("没有颜色 `{name}`，有的是 {}", lang.list(known.iter())),
        Lang::En => format!("there is no colour `{name}`, but {}", lang.list(known.iter())),
    })
}

/// The words of a theme in each language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strings {
    words: IndexMap<String, [String; 2]>,
}

impl Strings {
    fn read(bytes: &[u8]) -> (Strings, Vec<Diagnostic>) {
        let (words, faults) = crate::read::theme::words(&String::from_utf8_lossy(bytes));
        (Strings { words: words.into_iter().collect() }, faults)
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
