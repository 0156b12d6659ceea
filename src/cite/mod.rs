//! Citations: a work becomes a reference in the forms that journalists, editors and reference managers use.
//!
//! In: a [`Work`] in finished words. Out: text after GB/T 7714—2025 or 2015, BibTeX, RIS or CSL-JSON. It knows no project and
//! no page, and never says when a reader looked: the access date is left to the reader.

mod bibtex;
mod csl;
mod gbt;
mod ris;

use crate::bilingual::{Bilingual, Lang, both};
use crate::model::Period;

/// What kind of work is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkKind {
    /// Figures with their table: DS.
    Dataset,
    /// What a newspaper or news site published: N.
    News,
    /// A document of a government: with an address EB, without one Z.
    Official,
}

/// Who made a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creator {
    /// The name.
    pub name: String,
    /// Whether it is a body and not a person.
    pub is_body: bool,
}

/// What is cited, in finished words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The key: ASCII, stable.
    pub key: String,
    /// The kind.
    pub kind: WorkKind,
    /// Who made it.
    pub creators: Vec<Creator>,
    /// The title.
    pub title: String,
    /// The document number.
    pub number: Option<String>,
    /// The newspaper or site in which it appeared.
    pub container: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The edition or state of it.
    pub version: Option<String>,
    /// When it appeared.
    pub date: Option<Period>,
    /// Whether the date was inferred: it is then given in brackets.
    pub is_inferred: bool,
    /// Its address: absolute, or below the site's folder where the site has no address.
    pub address: Option<String>,
    /// The first 16 hexadecimal digits of the SHA-256 of its data.
    pub digest: Option<String>,
    /// The language of the words.
    pub lang: Lang,
}

/// The form of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// GB/T 7714—2025.
    Gbt2025,
    /// GB/T 7714—2015.
    Gbt2015,
    /// BibTeX in UTF-8, with the fields of biblatex.
    Bibtex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    CslJson,
}

impl Style {
    /// All of them, in the order in which a page shows them.
    pub const ALL: [Style; 5] = [Style::Gbt2025, Style::Gbt2015, Style::Bibtex, Style::Ris, Style::CslJson];

    /// The key on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Style::Gbt2025 => "gbt-2025",
            Style::Gbt2015 => "gbt-2015",
            Style::Bibtex => "bibtex",
            Style::Ris => "ris",
            Style::CslJson => "csl-json",
        }
    }

    /// The style with this key.
    pub fn from_key(key: &str) -> Option<Style> {
        Style::ALL.into_iter().find(|style| style.key() == key)
    }

    /// What readers call it.
    pub fn words(self) -> Bilingual {
        match self {
            Style::Gbt2025 => both("GB/T 7714—2025", "GB/T 7714—2025"),
            Style::Gbt2015 => both("GB/T 7714—2015", "GB/T 7714—2015"),
            Style::Bibtex => both("BibTeX", "BibTeX"),
            Style::Ris => both("RIS", "RIS"),
            Style::CslJson => both("CSL-JSON", "CSL-JSON"),
        }
    }
}

impl Work {
    /// The reference in a style; a text after GB/T is one line without an end, the others are files.
    pub fn cite(&self, style: Style) -> String {
        match style {
            Style::Gbt2025 => gbt::reference(self, gbt::Year::Of2025),
            Style::Gbt2015 => gbt::reference(self, gbt::Year::Of2015),
            Style::Bibtex => bibtex::entry(self),
            Style::Ris => ris::entry(self),
            Style::CslJson => csl::entry(self),
        }
    }

    /// The digest as it stands in a reference.
    fn fixity(&self) -> Option<String> {
        self.digest.as_ref().map(|digest| format!("sha256:{digest}"))
    }

    /// The title with the document number behind it.
    fn full_title(&self, colon: &str) -> String {
        match &self.number {
            Some(number) => format!("{}{colon}{number}", self.title),
            None => self.title.clone(),
        }
    }
}

/// A text on one line: references have no line breaks within a field.
fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests;
