//! Templates: views become HTML. The one place that names `tera`.
//!
//! In: the templates of a theme, its words, and a view. Out: a page. Everything is escaped unless a template says
//! otherwise; a field that a view does not have is a fault with the template's line. Templates read no files.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, Kwargs, State, Tera, TeraResult};

use super::theme::{Strings, Theme};
use crate::bilingual::Lang;
use crate::chart;
use crate::diagnostic::{Diagnostic, Origin, catalogue};

/// The templates of a theme in one language.
pub(crate) struct Templates {
    tera: Tera,
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
        tera.register_function("sign", |kwargs: Kwargs, _: &State| -> TeraResult<&'static str> {
            let kind = kwargs.must_get::<&str>("kind")?;
            chart::verdict_sign(kind).ok_or_else(|| Error::message(format!("no sign for {kind:?}")))
        });
        let texts =
            theme.templates().into_iter().map(|(name, text)| (name, with_words(&text, strings, lang)));
        tera.add_raw_templates(texts.collect::<Vec<_>>()).map_err(|error| vec![fault(&error)])?;
        Ok(Templates { tera })
    }

    /// Renders a view.
    ///
    /// # Errors
    /// The fault with the template's name and line.
    pub(crate) fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        let context = Context::from_serialize(view).map_err(|error| fault(&error))?;
        self.tera.render(template, &context).map_err(|error| fault(&error))
    }
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

/// The fault of a template in one line: what is wrong, and in brackets the template, line and column.
fn fault(error: &Error) -> Diagnostic {
    let report = error.to_string();
    let what = report.lines().next().unwrap_or_default().trim_start_matches("error: ");
    let place = report.lines().find_map(|line| line.trim().strip_prefix("--> "));
    let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
    Diagnostic::new(&catalogue::TEMPLATE, Origin::Project).with("detail", format!("{what}{place}"))
}
