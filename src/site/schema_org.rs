//! Figures and documents as schema.org describes them, for search engines.
//!
//! In: the scene, and the work that a page is about. Out: records that become JSON-LD, their keys in the order of their fields. What
//! is not known has no key.

use serde::Serialize;

use super::data::licence_address;
use super::picture::Picture;
use super::route::{Form, Route, relative};
use super::scene::Scene;
use crate::cite::{Creator, Work, WorkKind};
use crate::model::{FigureFile, Indicator, Place, Ref};

/// A description that says whose words it uses.
#[derive(Serialize)]
pub(super) struct Described<T> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(flatten)]
    about: T,
}

impl<T> Described<T> {
    pub(super) fn of(about: T) -> Described<T> {
        Described { context: "https://schema.org", about }
    }
}

/// Anything that has a type and a name.
#[derive(Serialize)]
struct Named<'w> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'w str,
}

impl<'w> Named<'w> {
    fn creator(creator: &'w Creator) -> Named<'w> {
        Named { kind: if creator.is_body { "Organization" } else { "Person" }, name: &creator.name }
    }
}

/// A document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Report<'w> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'w str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'w>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Named<'w>>,
}

impl<'w> Report<'w> {
    pub(super) fn of(work: &'w Work) -> Report<'w> {
        Report {
            kind: if work.kind == WorkKind::News { "NewsArticle" } else { "Report" },
            name: &work.title,
            author: work.creators.iter().map(Named::creator).collect(),
            date_published: work.date.as_ref().map(ToString::to_string),
            identifier: work.number.as_deref(),
            url: work.address.as_deref(),
            is_part_of: work.container.as_deref().map(|name| Named { kind: "Periodical", name }),
        }
    }
}

/// A figure.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Dataset<'w> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'w str,
    description: &'w str,
    in_language: &'w str,
    date_modified: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'w str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
    spatial_coverage: Named<'w>,
    #[serde(skip_serializing_if = "Option::is_none")]
    temporal_coverage: Option<String>,
    variable_measured: Variable<'w>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Named<'w>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'w>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'w str>,
    distribution: Vec<Download>,
    is_based_on: Vec<Report<'w>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Image<'w>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Variable<'w> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'w str,
    unit_text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Download {
    #[serde(rename = "@type")]
    kind: &'static str,
    encoding_format: &'static str,
    content_url: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Image<'w> {
    #[serde(rename = "@type")]
    kind: &'static str,
    content_url: String,
    encoding_format: &'static str,
    name: &'w str,
    caption: &'w str,
    credit_text: &'w str,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'w str>,
}

impl Scene<'_> {
    /// The address of a file for a page: absolute where the site says where it stands, else as seen from the page.
    fn link(&self, from: &str, path: &str) -> String {
        self.absolute(path).unwrap_or_else(|| relative(from, path))
    }

    /// A figure as schema.org describes a data set.
    pub(super) fn dataset<'w>(
        &'w self,
        (path, title, description): (&'w str, &'w str, &'w str),
        cell: (Ref<Place>, Ref<Indicator>),
        work: &'w Work,
        (documents, picture): (&'w [Work], Option<&'w Picture>),
    ) -> Dataset<'w> {
        let site = &self.project.site;
        let (place, indicator) = (&self.project.places[cell.0], &self.project.indicators[cell.1]);
        let route = Route::Figure(place, indicator);
        let licence = site.licence.as_ref().map(|text| text.get(self.lang));
        let licence = licence.map(|words| licence_address(words).unwrap_or(words));
        let publisher = || {
            let name = site.publisher.as_ref()?.get(self.lang);
            Some(Named { kind: "Organization", name })
        };
        let download = |form: Form, encoding_format| Download {
            kind: "DataDownload",
            encoding_format,
            content_url: self.link(path, &route.path(self.prefix, form)),
        };
        let json = self.has_file(FigureFile::Json).then(|| download(Form::Json, "application/json"));
        let years = self.years_of(cell);
        Dataset {
            context: "https://schema.org",
            kind: "Dataset",
            name: title,
            description,
            in_language: self.tag,
            date_modified: site.as_of.to_string(),
            version: work.version.as_deref(),
            identifier: work.digest.as_ref().map(|digest| format!("sha256:{digest}")),
            spatial_coverage: Named { kind: "Place", name: place.name.get(self.lang) },
            temporal_coverage: years.map(|(from, to)| match from == to {
                true => from.to_string(),
                false => format!("{from}/{to}"),
            }),
            variable_measured: Variable {
                kind: "PropertyValue",
                name: indicator.name.get(self.lang),
                unit_text: self.phrase.unit_name(&indicator.unit),
            },
            creator: publisher(),
            publisher: publisher(),
            license: licence,
            distribution: [download(Form::Csv, "text/csv")].into_iter().chain(json).collect(),
            is_based_on: documents.iter().map(Report::of).collect(),
            image: picture.and_then(|picture| self.image(path, picture, licence)),
        }
    }

    /// The picture of a figure as schema.org describes one; none where it has no file.
    fn image<'w>(&self, path: &str, picture: &'w Picture, license: Option<&'w str>) -> Option<Image<'w>> {
        let form = self.form_of_charts(true)?;
        Some(Image {
            kind: "ImageObject",
            content_url: self.link(path, &self.file_of(picture, form)),
            encoding_format: if form == Form::Png { "image/png" } else { "image/svg+xml" },
            name: &picture.title,
            caption: &picture.alt,
            credit_text: &picture.source,
            license,
        })
    }

    /// The first and the last year for which a figure has a value.
    fn years_of(&self, (place, indicator): (Ref<Place>, Ref<Indicator>)) -> Option<(i16, i16)> {
        let observations = self.assessment.evidence().observations(place, indicator).iter();
        let years =
            observations.filter_map(|observation| self.project.observations[*observation].period.years());
        years.reduce(|known, next| (known.0.min(next.0), known.1.max(next.1)))
    }
}
