//! Templates: views become HTML. The one place that names `tera`.
//!
//! In: the templates of a theme, its words, and a view. Out: a page. Everything is escaped unless a template says
//! otherwise; a field that a view does not have is a fault with the template's line. Templates read no files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, Kwargs, State, Tera, TeraResult, Value};

use super::theme::{Strings, Theme};
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, Origin, catalogue};

/// The name under which templates see the shell of a page.
const SITE: &str = "site";

/// The bytes of a page of middling size.
const PAGE: usize = 24 * 1024;

/// What surrounds the pages of a group, as templates see it; copies share it.
#[derive(Clone)]
pub(crate) struct Surroundings(Value);

/// The templates of a theme in one language.
pub(crate) struct Templates {
    tera: Tera,
    /// The file of each template, for faults.
    files: BTreeMap<String, String>,
}

impl Templates {
    /// Reads all templates; faults in any of them are found here, before a page is rendered.
    ///
    /// # Errors
    /// All words that the theme lacks, or the fault with the template's name and line.
    pub(crate) fn new(
        theme: &Theme,
        strings: &Arc<Strings>,
        lang: Lang,
    ) -> Result<Templates, Vec<Diagnostic>> {
        let missing = missing_words(theme, strings);
        if !missing.is_empty() {
            return Err(missing);
        }
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        let words = Arc::clone(strings);
        tera.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
            let key = kwargs.must_get::<&str>("key")?;
            words
                .find(lang, key)
                .map(str::to_owned)
                .ok_or_else(|| Error::message(format!("no words for {key:?}")))
        });
        let names = theme.templates().into_iter().map(|(name, _)| name);
        let files = names.map(|name| (name.clone(), theme.file_of(&name))).collect();
        tera.register_filter("given", |value: Value, kwargs: Kwargs, _: &State| -> TeraResult<Value> {
            let name = kwargs.must_get::<&str>("name")?;
            if value.is_undefined() {
                Err(Error::message(format!("Variable `{name}` is not defined")))
            } else {
                Ok(value)
            }
        });
        let texts = theme.templates().into_iter().map(|(name, text)| {
            // The program's own templates are known to ask for what is there.
            let text = if theme.is_own(&name) { guarded(&text) } else { text };
            (name, with_words(&text, strings, lang))
        });
        tera.add_raw_templates(texts.collect::<Vec<_>>()).map_err(|error| vec![fault(&error, &files)])?;
        Ok(Templates { tera, files })
    }

    /// What templates see as `site`: the shell of a group of pages, and what the templates of the navigation and of the foot
    /// make of it.
    ///
    /// # Errors
    /// The fault with the template's name and line.
    pub(crate) fn surroundings(&self, shell: &impl Serialize) -> Result<Surroundings, Diagnostic> {
        let site = Value::try_from_serializable(shell).map_err(|error| self.fault(&error))?;
        let mut context = Context::new();
        context.insert_value(SITE, site.clone());
        let mut fields = site.into_map().unwrap_or_default();
        for (field, template) in [("navigation", "navigation.html"), ("footer", "foot.html")] {
            let html = self.tera.render(template, &context).map_err(|error| self.fault(&error))?;
            fields.insert(field.into(), Value::safe_string(html.trim_end()));
        }
        Ok(Surroundings(fields.into()))
    }

    /// Renders the view of a page; the bytes are UTF-8.
    ///
    /// # Errors
    /// The fault with the template's name and line.
    pub(crate) fn page(
        &self,
        template: &str,
        view: &impl Serialize,
        around: Surroundings,
    ) -> Result<Vec<u8>, Diagnostic> {
        let mut context = Context::from_serialize(view).map_err(|error| self.fault(&error))?;
        context.insert_value(SITE, around.0);
        let mut html = Vec::with_capacity(PAGE);
        self.tera.render_to(template, &context, &mut html).map_err(|error| self.fault(&error))?;
        Ok(html)
    }

    /// Renders the view of a part of a page.
    ///
    /// # Errors
    /// The fault with the template's name and line.
    pub(crate) fn part(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        let context = Context::from_serialize(view).map_err(|error| self.fault(&error))?;
        self.tera.render(template, &context).map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &Error) -> Diagnostic {
        fault(error, &self.files)
    }
}

/// A template whose conditions fail where they ask for a field that is not there, instead of taking it for empty.
fn guarded(template: &str) -> String {
    const WORDS: [&str; 5] = ["and", "or", "not", "true", "false"];
    let is_path = |word: &str| {
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(is_name)
            && !WORDS.contains(&word)
    };
    let mut text = String::with_capacity(template.len());
    for (number, piece) in template.split("{%").enumerate() {
        if number > 0 {
            text.push_str("{%");
        }
        let Some((tag, rest)) = piece.split_once("%}").filter(|_| number > 0) else {
            text.push_str(piece);
            continue;
        };
        let words: Vec<&str> = tag.split(' ').collect();
        let condition = words.iter().position(|word| matches!(*word, "if" | "elif"));
        let is_plain = words
            .iter()
            .all(|word| is_path(word) || WORDS.contains(word) || matches!(*word, "" | "-" | "if" | "elif"));
        match condition.filter(|_| is_plain) {
            None => text.push_str(tag),
            Some(place) => {
                let guard = |(number, word): (usize, &&str)| match number > place && is_path(word) {
                    true => format!("{word} | given(name=\"{word}\")"),
                    false => (*word).to_owned(),
                };
                text.push_str(&words.iter().enumerate().map(guard).collect::<Vec<_>>().join(" "));
            }
        }
        text.push_str("%}");
        text.push_str(rest);
    }
    text
}

/// A template with its fixed words in place: `{{ t(key="…") }}` says the same on every page of a language, so that it need not be
/// looked up on each. What could be read as a part of the template stays a call.
fn with_words(template: &str, strings: &Strings, lang: Lang) -> String {
    const OPEN: &str = "{{ t(key=\"";
    const CLOSE: &str = "\") }}";
    let mut pieces = template.split(OPEN);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let found = piece.split_once(CLOSE).and_then(|(key, rest)| Some((strings.find(lang, key)?, rest)));
        match found.filter(|(words, _)| !words.contains(['{', '}', '#', '%', '\n'])) {
            Some((words, rest)) => {
                let mut escaped = Vec::with_capacity(words.len());
                // Writing to memory does not fail.
                let _ = tera::escape_html(words, &mut escaped);
                text.push_str(&String::from_utf8_lossy(&escaped));
                text.push_str(rest);
            }
            None => {
                text.push_str(OPEN);
                text.push_str(piece);
            }
        }
    }
    text
}

/// The keys of words that templates ask for and the theme does not have.
fn missing_words(theme: &Theme, strings: &Strings) -> Vec<Diagnostic> {
    let templates = theme.templates();
    let mut missing: BTreeSet<&str> = BTreeSet::new();
    for (_, text) in &templates {
        for call in text.split("t(key=\"").skip(1) {
            missing.extend(call.split('"').next().filter(|key| strings.find(Lang::Zh, key).is_none()));
        }
    }
    let fault = |key: &str| {
        let near = crate::diagnostic::nearest(key, strings.keys());
        Diagnostic::new(&catalogue::STRINGS, Origin::Project).with("key", key).near(near)
    };
    missing.into_iter().map(fault).collect()
}

/// The fault of a template in one line: what is wrong, and in brackets the template's file, line and column.
fn fault(error: &Error, files: &BTreeMap<String, String>) -> Diagnostic {
    let report = error.to_string();
    let what = report.lines().next().unwrap_or_default().trim_start_matches("error: ");
    let place = report.lines().find_map(|line| line.trim().strip_prefix("--> "));
    let place = place.map(|place| {
        let (name, position) = place.split_once(':').unwrap_or((place, ""));
        let file = files.get(name).map_or(name, String::as_str);
        format!(" ({file}:{position})")
    });
    let detail = format!("{what}{}", place.unwrap_or_default());
    Diagnostic::new(&catalogue::TEMPLATE, Origin::Project).with("detail", detail)
}
