//! What differs between the languages of a site: originals beside their words, and the same page in each language.
//!
//! In: the scene. Out: texts in its language, quotations in their own, and links. It must not translate anything.

use serde::Serialize;

use super::route::{Prefix, relative};
use super::scene::Scene;
use crate::bilingual::Lang;
use crate::model::{Prose, Text};

/// The page in one of the site's languages.
#[derive(Debug, Serialize)]
pub(crate) struct LanguageLink {
    href: String,
    /// Its address for programs: absolute where the site says where it stands.
    alternate: String,
    tag: String,
    name: &'static str,
    is_current: bool,
}

impl Scene<'_> {
    /// A text as printed: in another language than the document's with a translation in brackets, where there is one.
    pub(crate) fn original(&self, text: &Text) -> String {
        self.phrase.original(text)
    }

    /// A text as printed, where it is shown in another language.
    pub(crate) fn untranslated(&self, text: &Text) -> Option<String> {
        let original = text.original(self.project.site.lang());
        (original != text.get(self.lang)).then(|| original.to_owned())
    }

    /// In which language the shared data files are, where it is not that of the scene.
    pub(crate) fn untold(&self) -> Option<String> {
        let first = self.project.site.lang();
        let words = first.words().get(self.lang);
        (first != self.lang).then(|| self.say("data.language", &[("language", words)]))
    }

    /// Whether a piece of prose is in the language of the scene.
    pub(crate) fn is_spoken(&self, prose: &Prose) -> bool {
        prose.lang.unwrap_or_else(|| self.project.site.lang()) == self.lang
    }

    /// The same page in each language of the site; nothing where it has one only.
    pub(crate) fn languages(&self, path: &str) -> Vec<LanguageLink> {
        let tags = &self.project.site.languages;
        let page = match self.prefix.0 {
            "" => path,
            prefix => path.strip_prefix(prefix).map_or(path, |rest| rest.trim_start_matches('/')),
        };
        let link = |(place, tag): (usize, &str)| {
            let target = Prefix(if place == 0 { "" } else { tag }).below(page);
            let href = relative(path, &target);
            LanguageLink {
                alternate: self.absolute(&target).unwrap_or_else(|| href.clone()),
                href,
                tag: tag.to_owned(),
                name: Lang::from_tag(tag).unwrap_or_default().own_name(),
                is_current: tag == self.tag,
            }
        };
        if tags.len() < 2 {
            Vec::new()
        } else {
            tags.iter().map(|tag| &**tag).enumerate().map(link).collect()
        }
    }

    /// Words of a document between quotation marks, with a translation in brackets where they are in another language.
    pub(crate) fn quoted(&self, text: &Text) -> String {
        self.phrase.quoted(text)
    }
}
