//! A fault in what an author wrote: which rule it breaks, where, and how to mend it.
//!
//! In: texts as they were read ([`Sources`]) and the place in them ([`Origin`]). Out: [`Diagnostic`]s, which
//! are data until the command line prints them. It must not print, stop the program or look at files.

pub mod catalogue;
pub mod lessons;
mod render;
mod sources;

pub use catalogue::{Fault, Severity};
pub use render::{to_json, to_text};
pub use sources::{FileId, Origin, SourceFile, Sources};

use crate::bilingual::{Bilingual, Lang, fill};

/// One fault with everything needed to explain it.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that is broken.
    pub fault: &'static Fault,
    /// Where it is broken.
    pub origin: Origin,
    /// Other places that explain it, each with the words to put beside it.
    pub related: Vec<(Origin, Bilingual)>,
    /// A text that would mend the place, where one is known.
    pub suggestion: Option<String>,
    /// What fills the holes of the texts, in the order of [`Lang::ALL`].
    arguments: Vec<(&'static str, [String; 2])>,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn new(fault: &'static Fault, origin: Origin) -> Diagnostic {
        Diagnostic { fault, origin, related: Vec::new(), suggestion: None, arguments: Vec::new() }
    }

    /// The files in which it is shown.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        let related = self.related.iter().map(|(origin, _)| *origin);
        std::iter::once(self.origin).chain(related).filter_map(Origin::file)
    }

    /// Names what the message speaks of: the hole `{name}` of the catalogue's texts.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<String>) -> Diagnostic {
        let value = value.into();
        self.with_each(name, |_| value.clone())
    }

    /// The same for words that differ between the languages.
    #[must_use]
    pub fn with_each(mut self, name: &'static str, words: impl Fn(Lang) -> String) -> Diagnostic {
        self.arguments.push((name, Lang::ALL.map(words)));
        self
    }

    /// Fills the hole `{near}`: asks whether the candidate was meant, or says nothing where there is none.
    #[must_use]
    pub fn near(self, candidate: Option<&str>) -> Diagnostic {
        self.with_each("near", |lang| match (candidate, lang) {
            (None, _) => String::new(),
            (Some(word), Lang::Zh) => format!("（是不是 `{word}`？）"),
            (Some(word), Lang::En) => format!(" (did you mean `{word}`?)"),
        })
    }

    /// Points to a second place.
    #[must_use]
    pub fn and(mut self, origin: Origin, words: Bilingual) -> Diagnostic {
        self.related.push((origin, words));
        self
    }

    /// Offers a text to put in the place of the faulty one.
    #[must_use]
    pub fn suggest(mut self, replacement: Option<impl Into<String>>) -> Diagnostic {
        self.suggestion = replacement.map(Into::into);
        self
    }

    /// What is wrong, in one line.
    pub fn message(&self, lang: Lang) -> String {
        self.fill(self.fault.message, lang)
    }

    /// Why it is a fault.
    pub fn cause(&self, lang: Lang) -> String {
        self.fill(self.fault.cause, lang)
    }

    /// What the author can do.
    pub fn remedy(&self, lang: Lang) -> String {
        self.fill(self.fault.remedy, lang)
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.fault.severity == Severity::Error
    }

    fn fill(&self, text: Bilingual, lang: Lang) -> String {
        let arguments: Vec<(&str, &str)> =
            self.arguments.iter().map(|(name, words)| (*name, words[lang as usize].as_str())).collect();
        fill(text.get(lang), &arguments)
    }
}

/// Sorts faults by file, place and code, so that their order does not depend on the order of finding them,
/// and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup_by(|a, b| key(a) == key(b) && a.arguments == b.arguments);
}

fn key(diagnostic: &Diagnostic) -> (Origin, &'static str, String) {
    (diagnostic.origin, diagnostic.fault.code, diagnostic.message(Lang::En))
}

/// The candidate nearest to `written`, where one is near enough to be what was meant and no other is as near: a wrong guess
/// teaches less than none.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    let length = written.chars().count();
    let limit = (1 + length / 4).min(length.saturating_sub(1));
    let mut best: Option<(usize, &str)> = None;
    let mut is_tied = false;
    for candidate in candidates {
        let distance = distance(&written, &candidate.to_lowercase());
        match best {
            _ if distance > limit => {}
            Some((least, _)) if distance > least => {}
            Some((least, known)) if distance == least => is_tied |= known != candidate,
            _ => (best, is_tied) = (Some((distance, candidate)), false),
        }
    }
    best.filter(|_| !is_tied).map(|(_, candidate)| candidate)
}

/// The number of insertions, deletions, substitutions and swaps of neighbours between two words.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 8 {
        return usize::MAX;
    }
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let substitution = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substitution.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_where_it_is_near() {
        let keys = ["indicator", "period", "printed", "place"];
        assert_eq!(nearest("indcator", keys), Some("indicator"));
        assert_eq!(nearest("peroid", keys), Some("period"));
        assert_eq!(nearest("colour", keys), None);
        assert_eq!(nearest("Period", keys), Some("period"));
        assert_eq!(nearest("X", ["A", "P"]), None, "of a single letter nothing is left to be near to");
        assert_eq!(nearest("p", ["A", "P"]), Some("P"));
        assert_eq!(nearest("countty", ["country", "county"]), None, "two are as near");
        assert_eq!(nearest("peroid", ["period", "place", "period"]), Some("period"));
    }
}
