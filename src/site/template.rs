//! Templates: views become HTML. The one place that names `tera`.
//!
//! In: the templates of a theme, its words, and a view. Out: a page. Everything is escaped unless a template says
//! otherwise; a field that a view does not have is a fault with the template's line. Templates read no files.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, Kwargs, State, Tera, TeraResult};

use super::theme::{Strings, Theme};
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, Origin, catalogue};

/// The templates of a theme in one language.
pub(crate) struct Templates {
    tera: Tera,
}

impl Templates {
    /// Reads all templates; faults in any of them are found here, before a page is rendered.
    ///
    /// # Errors
    /// The fault with the template's name and line.
    pub(crate) fn new(theme: &Theme, strings: &Arc<Strings>, lang: Lang) -> Result<Templates, Diagnostic> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        let words = Arc::clone(strings);
        tera.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<String> {
            let key = kwargs.must_get::<&str>("key")?;
            if !words.has(key) {
                return Err(Error::message(format!("strings.toml has no `{key}`")));
            }
            Ok(words.get(lang, key).to_owned())
        });
        tera.add_raw_templates(theme.templates()).map_err(|error| fault(&error))?;
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

fn fault(error: &Error) -> Diagnostic {
    Diagnostic::new(&catalogue::TEMPLATE, Origin::Project).with("detail", error.to_string())
}
