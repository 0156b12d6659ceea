//! What the head of a page tells reference managers and search engines: Dublin Core, Highwire and Open Graph tags, and JSON-LD.
//!
//! In: the scene and what the page is about. Out: [`Head`], for the template of all pages. Nothing in it is an absolute address
//! of the site unless the site says where it stands. Zotero reads the tags and not the JSON-LD: a figure is a data set for
//! it, a plan and the home page are reports.

use std::fmt::Write;

use serde::Serialize;

use super::picture::Picture;
use super::route::{Form, Route};
use super::scene::Scene;
use super::schema_org::{Described, Report};
use crate::bilingual::Lang;
use crate::cite::{Work, WorkKind};
use crate::model::{FigureFile, Indicator, Place, Ref};

/// What stands in the head of a page beside its title.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Head {
    /// The address of the page, where the site has one.
    canonical: Option<String>,
    meta: Vec<Meta>,
    /// What programs follow instead of the page.
    pub(crate) feed: Option<String>,
    /// JSON that cannot end its element.
    json_ld: Option<String>,
}

#[derive(Debug, Serialize)]
struct Meta {
    /// `name`, or `property` for Open Graph.
    attribute: &'static str,
    key: &'static str,
    content: String,
}

impl Head {
    fn name(&mut self, key: &'static str, content: impl Into<String>) {
        self.meta.push(Meta { attribute: "name", key, content: content.into() });
    }

    fn property(&mut self, key: &'static str, content: impl Into<String>) {
        self.meta.push(Meta { attribute: "property", key, content: content.into() });
    }

    /// The JSON with every character escaped that could end its element or begin another.
    fn describe(&mut self, description: &impl Serialize) {
        // Records of texts become JSON.
        let text = serde_json::to_string(description).unwrap_or_default();
        let mut safe = String::with_capacity(text.len());
        let mut rest = text.as_str();
        // The last two of the characters begin with 0xE2, as others do.
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'>' | b'&' | 0xe2)) {
            let (before, after) = rest.split_at(at);
            safe.push_str(before);
            let mut after = after.chars();
            match after.next() {
                // Writing to memory does not fail.
                Some(c @ ('<' | '>' | '&' | '\u{2028}' | '\u{2029}')) => {
                    _ = write!(safe, "\\u{:04x}", u32::from(c));
                }
                other => safe.extend(other),
            }
            rest = after.as_str();
        }
        safe.push_str(rest);
        self.json_ld = Some(safe);
    }
}

impl Scene<'_> {
    /// The head of a page within pages of others: the page that it stands for is the one to be found.
    pub(crate) fn head_of_embedded(&self, route: Route<'_>) -> Head {
        let mut head =
            Head { canonical: self.absolute(&route.path(self.prefix, Form::Html)), ..Head::default() };
        head.name("robots", "noindex");
        head
    }

    /// The head of any page: who publishes it, in which state, and how it looks where it is shared.
    pub(crate) fn head(&self, path: &str, title: &str, description: &str) -> Head {
        let site = &self.project.site;
        let mut head = Head::default();
        head.name("DC.title", title);
        if let Some(publisher) = &site.publisher {
            head.name("DC.publisher", self.text(publisher));
        }
        head.name("DC.date", site.as_of.to_string());
        head.name("DC.language", self.tag);
        if let Some(licence) = &site.licence {
            head.name("DC.rights", self.text(licence));
        }
        self.share(&mut head, path, title, description);
        head
    }

    /// How a page looks where it is shared, where the site has an address.
    fn share(&self, head: &mut Head, path: &str, title: &str, description: &str) {
        head.canonical = self.absolute(path);
        if let Some(address) = head.canonical.clone() {
            head.property("og:type", "website");
            head.property("og:title", title);
            head.property("og:description", description);
            head.property("og:url", address);
            head.property("og:site_name", self.text(&self.project.site.title));
            head.property("og:locale", if self.lang == Lang::Zh { "zh_CN" } else { "en_GB" });
        }
    }

    /// The head of a page that reports on a plan, or on all of them.
    pub(crate) fn head_of_report(&self, path: &str, title: &str, description: &str) -> Head {
        let mut head = self.head(path, title, description);
        let site = &self.project.site;
        head.name("DC.type", "report");
        head.name("citation_title", title);
        if let Some(publisher) = &site.publisher {
            head.name("citation_author", self.text(publisher));
            head.name("citation_technical_report_institution", self.text(publisher));
        }
        head.name("citation_publication_date", site.as_of.to_string().replace('-', "/"));
        head.name("citation_language", self.tag);
        if let Some(address) = head.canonical.clone() {
            head.name("citation_public_url", address);
        }
        head
    }

    /// The head of the page of a document: the document is what is cited there, and not the page.
    pub(crate) fn head_of_document(
        &self,
        (path, title, description): (&str, &str, &str),
        work: &Work,
    ) -> Head {
        let mut head = Head::default();
        self.share(&mut head, path, title, description);
        let date = work.date.as_ref().map(ToString::to_string);
        head.name("DC.title", &work.title);
        work.creators.iter().for_each(|creator| head.name("DC.creator", &creator.name));
        if let Some(date) = &date {
            head.name("DC.date", date);
        }
        head.name("DC.type", if work.kind == WorkKind::News { "newspaperArticle" } else { "report" });
        for identifier in work.number.iter().chain(&work.address) {
            head.name("DC.identifier", identifier);
        }
        if let Some(container) = &work.container {
            head.name("DC.publisher", container);
        }
        // Documents are in Chinese, whatever the language of the page.
        head.name("DC.language", "zh");
        head.describe(&Described::of(Report::of(work)));
        head
    }

    /// The head of the page of a figure: a data set with its picture.
    pub(crate) fn head_of_figure(
        &self,
        (path, title, description): (&str, &str, &str),
        cell: (Ref<Place>, Ref<Indicator>),
        work: &Work,
        picture: Option<&Picture>,
    ) -> Head {
        let mut head = self.head(path, title, description);
        head.name("DC.type", "Dataset");
        work.creators.iter().for_each(|creator| head.name("DC.creator", &creator.name));
        for identifier in
            work.address.iter().cloned().chain(work.digest.iter().map(|hex| format!("sha256:{hex}")))
        {
            head.name("DC.identifier", identifier);
        }
        let documents = self.assessment.evidence().documents(self.project, cell.0, cell.1);
        for document in &documents {
            head.name("DC.source", self.text(&self.project.documents[*document].title));
        }
        let image = picture.filter(|_| self.has_file(FigureFile::Png));
        let address = |picture: &Picture| self.absolute(&self.file_of(picture, Form::Png));
        if let Some((picture, address)) = image.and_then(|picture| Some((picture, address(picture)?))) {
            head.property("og:image", address);
            head.property("og:image:alt", &picture.alt);
            head.name("twitter:card", "summary_large_image");
        }
        let works: Vec<Work> = documents.iter().map(|document| self.document_work(*document)).collect();
        head.describe(&self.dataset((path, title, description), cell, work, (&works, picture)));
        head
    }

    /// Whether such a file stands beside each figure.
    pub(crate) fn has_file(&self, file: FigureFile) -> bool {
        self.project.site.figure_files.contains(&file)
    }

    /// The form in which a chart has a file: pixels before a drawing, or the other way round; none where it has neither.
    pub(crate) fn form_of_charts(&self, pixels_first: bool) -> Option<Form> {
        let mut forms = [(FigureFile::Svg, Form::Svg), (FigureFile::Png, Form::Png)];
        if pixels_first {
            forms.reverse();
        }
        forms.into_iter().find(|(file, _)| self.has_file(*file)).map(|(_, form)| form)
    }
}
