//! What may be cited of a site, and how: each figure and each document as a [`Work`], and the part of a page that shows it.
//!
//! In: the scene. Out: works in the words of its language, and views for the templates. It must not invent what is not
//! registered: an unknown date is left out, an inferred one stands in brackets.

use serde::Serialize;

use super::data;
use super::route::{Form, Route, frozen_path};
use super::scene::Scene;
use crate::cite::{Creator, Style, Work, WorkKind};
use crate::model::{Document, DocumentKind, Indicator, Place, Record, Ref, sha256};

/// How a page shows the references of its work.
#[derive(Debug, Serialize)]
pub(crate) struct CitationView {
    /// The reference after the standard of today.
    pub(crate) text: String,
    /// The other forms.
    others: Vec<FormView>,
    /// What the digest and the access date mean; nothing for documents.
    note: Option<String>,
}

#[derive(Debug, Serialize)]
struct FormView {
    name: &'static str,
    text: String,
}

impl Scene<'_> {
    /// A figure of this site, with the SHA-256 of its CSV.
    pub(crate) fn figure_work(&self, place: Ref<Place>, indicator: Ref<Indicator>, sha256: &str) -> Work {
        let (place, indicator) = (&self.project.places[place], &self.project.indicators[indicator]);
        let site = &self.project.site;
        let names = [("place", &*self.text(&place.name)), ("name", &*self.text(&indicator.name))];
        let publisher = site.publisher.as_ref().map(|name| self.text(name));
        Work {
            key: format!("{}-{}", place.id(), indicator.id()),
            kind: WorkKind::Dataset,
            creators: publisher.iter().map(|name| Creator { name: name.clone(), is_body: true }).collect(),
            title: self.say("title.figure", &names),
            number: None,
            container: None,
            publisher: Some(self.text(&site.title)),
            version: Some(self.of_edition("cite.version", "cite.version.frozen")),
            date: None,
            is_inferred: false,
            address: Some(self.address(Route::Figure(place, indicator), Form::Html)),
            digest: Some(sha256[..16].to_owned()),
            lang: self.lang,
        }
    }

    /// A document that the site draws on, as it was published: the site itself is not cited with it.
    pub(crate) fn document_work(&self, document: Ref<Document>) -> Work {
        let document = &self.project.documents[document];
        let is_article = matches!(document.kind, DocumentKind::Report | DocumentKind::Article)
            || (!document.authors.is_empty() && document.published_in.is_some());
        let persons =
            document.authors.iter().map(|name| Creator { name: self.original(name), is_body: false });
        let bodies = document.issuers.iter().map(|name| Creator { name: self.original(name), is_body: true });
        let creators: Vec<Creator> =
            if is_article && !document.authors.is_empty() { persons.collect() } else { bodies.collect() };
        // An article appeared when its copies did; what it reports on may have been issued on another day.
        let dates: Vec<_> = document.copies.iter().filter_map(|copy| copy.published.as_ref()).collect();
        let first = dates.iter().min().filter(|_| is_article).map(|date| (*date).clone());
        let is_inferred = match first {
            Some(_) => dates.len() < document.copies.len(),
            None => document.issued_basis.is_some(),
        };
        Work {
            key: document.id().to_owned(),
            kind: if is_article { WorkKind::News } else { WorkKind::Official },
            creators,
            title: self.original(&document.title),
            number: document.number.as_ref().map(|number| self.text(number)),
            container: document.published_in.as_ref().filter(|_| is_article).map(|name| self.original(name)),
            publisher: None,
            version: None,
            date: first.or_else(|| document.issued.clone()),
            is_inferred,
            address: document.url.as_ref().map(|url| url.to_string()),
            digest: None,
            lang: self.lang,
        }
    }

    /// The address of a file: absolute where the site says where it stands, else below the site's folder.
    pub(crate) fn address(&self, route: Route<'_>, form: Form) -> String {
        let path = route.path(self.prefix, form);
        self.absolute(&path).unwrap_or_else(|| self.carried(&path))
    }

    /// The path of a file of this site below the folder of the whole site, which carries a frozen one within it.
    fn carried(&self, path: &str) -> String {
        match &self.project.site.edition {
            Some(edition) => frozen_path(edition, path),
            None => path.to_owned(),
        }
    }

    /// Words that name the edition, or say that there is none, with the day as of which the site speaks.
    pub(crate) fn of_edition(&self, key: &str, frozen: &str) -> String {
        let site = &self.project.site;
        let day = self.phrase.date(site.as_of);
        let edition = site.edition.as_deref().unwrap_or_default();
        let key = if site.edition.is_some() { frozen } else { key };
        self.say(key, &[("day", &day), ("date", &day), ("edition", edition)])
    }

    /// The absolute address of a path, where the site says where it stands.
    pub(crate) fn absolute(&self, path: &str) -> Option<String> {
        let base = self.project.site.base_url.as_ref()?;
        Some(format!("{}/{}", base.trim_end_matches('/'), self.carried(path)))
    }

    /// The references of a work for its page.
    pub(crate) fn citation(&self, work: &Work) -> CitationView {
        let form = |style: Style| FormView { name: style.words().get(self.lang), text: work.cite(style) };
        let others = Style::ALL.into_iter().filter(|style| *style != Style::Gbt2025);
        CitationView {
            text: work.cite(Style::Gbt2025),
            others: others.map(form).collect(),
            note: work.digest.as_ref().map(|_| {
                let key =
                    if self.project.site.base_url.is_some() { "cite.note" } else { "cite.note.relative" };
                self.say(key, &[])
            }),
        }
    }
}

/// The figure (`place/indicator`, or the id of one of its observations) or the document with this id; nothing where the site has
/// no such thing.
pub(super) fn find(scene: &Scene<'_>, id: &str) -> Option<Work> {
    let project = scene.project;
    if let Some((place, indicator)) = id.split_once('/') {
        let cell = (project.places.find(place)?, project.indicators.find(indicator)?);
        let csv = data::figure(scene.assessment, cell.0, cell.1, scene.lang);
        return scene.figures.contains(&cell).then(|| scene.figure_work(cell.0, cell.1, &sha256([csv])));
    }
    if let Some(observation) = project.observations.find(id) {
        let observation = &project.observations[observation];
        let names = [project.places[observation.place].id(), project.indicators[observation.indicator].id()];
        return find(scene, &names.join("/"));
    }
    project.documents.find(id).map(|document| scene.document_work(document))
}
