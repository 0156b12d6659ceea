//! The JSON beside a figure: the same values and targets as its CSV, with the verdicts, for programs.
//!
//! In: the assessment, a place and an indicator, and what is said of the figure as a whole. Out: the bytes of the file. Each
//! record has the keys of its data file; numbers are written with the digits of their documents, lists are arrays, and what is
//! not known is left out.

use std::sync::LazyLock;

use serde::Serialize;
use serde_json::value::RawValue;

use super::Input;
use super::column::column;
use super::plan::{TARGET, target_row};
use super::result::{OBSERVATION, VERDICT, observation_row, verdict_row};
use crate::assess::{Assessment, Verdict};
use crate::bilingual::Lang;
use crate::model::{Indicator, Place, Record, Ref, Subject};

/// What is said of a figure as a whole, in finished words.
#[derive(Debug, serde::Serialize)]
pub(crate) struct About {
    pub(crate) title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) licence: Option<String>,
    /// The reference after GB/T 7714—2025.
    pub(crate) citation: String,
    /// The name of the CSV and its SHA-256.
    pub(crate) csv: (String, String),
}

/// What the cells of a column are in JSON.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// Numbers keep their digits; one that is marked as rounded stays a text.
    Bare,
    List,
}

/// The columns of a file, with what their cells are: looked up once, and not for each of some hundred thousand cells.
struct Shape(Vec<(&'static str, Kind)>);

/// The keys whose cells are lists.
const LISTS: &[&str] = &["copies", "qualifiers", "evidence", "contradicts"];

impl Shape {
    fn of(file: &str, header: &[&'static str]) -> Shape {
        let kind = |name: &str| match column(file, name).map(|column| column.of) {
            _ if LISTS.contains(&name) => Kind::List,
            Some("number" | "integer" | "boolean") => Kind::Bare,
            _ => Kind::Text,
        };
        Shape(header.iter().map(|name| (*name, kind(name))).collect())
    }
}

static OBSERVATIONS: LazyLock<Shape> = LazyLock::new(|| Shape::of("observations", &OBSERVATION));
static TARGETS: LazyLock<Shape> = LazyLock::new(|| Shape::of("targets", &TARGET));
static VERDICTS: LazyLock<Shape> = LazyLock::new(|| Shape::of("verdicts", &VERDICT));
static DOCUMENTS: LazyLock<Shape> =
    LazyLock::new(|| Shape::of("documents", &["id", "title", "issued", "url"]));
static NAMED: LazyLock<Shape> = LazyLock::new(|| Shape::of("places", &["id", "name"]));

/// An object while it is written, without its closing brace. A record stands on one line; the file has a line for each of its own
/// keys.
struct Object {
    text: Vec<u8>,
    is_file: bool,
}

impl Object {
    /// The object that the file is.
    fn file() -> Object {
        Object { text: b"{".to_vec(), is_file: true }
    }

    /// A record: the cells that are not empty.
    fn record(shape: &Shape, cells: impl IntoIterator<Item = String>) -> Object {
        let mut object = Object { text: b"{".to_vec(), is_file: false };
        for ((name, kind), cell) in shape.0.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            object = match kind {
                Kind::Text => object.with(name, &cell),
                Kind::List => object.with(name, &cell.split(';').collect::<Vec<_>>()),
                Kind::Bare => match serde_json::from_str::<&RawValue>(&cell) {
                    Ok(bare) => object.with(name, bare),
                    Err(_) => object.with(name, &cell),
                },
            };
        }
        object
    }

    /// A key with its value; keys are names of ours, which need no escapes.
    fn with<T: Serialize + ?Sized>(mut self, key: &'static str, value: &T) -> Object {
        self.key(key);
        // Memory takes everything, and what is written has no maps whose keys are not texts.
        let written = serde_json::to_writer(&mut self.text, value);
        debug_assert!(written.is_ok());
        self
    }

    /// A key with another object.
    fn holding(mut self, key: &'static str, object: Object) -> Object {
        self.key(key);
        self.text.extend(object.closed());
        self
    }

    /// A key with a list of objects.
    fn listing(mut self, key: &'static str, objects: impl Iterator<Item = Object>) -> Object {
        self.key(key);
        self.text.push(b'[');
        for (number, object) in objects.enumerate() {
            if number > 0 {
                self.text.push(b',');
            }
            self.text.extend(object.closed());
        }
        self.text.push(b']');
        self
    }

    fn key(&mut self, key: &str) {
        let is_first = self.text.len() == 1;
        let (before, after) = if self.is_file { ("\n  \"", "\": ") } else { ("\"", "\":") };
        self.text.extend_from_slice(if is_first { b"" } else { b"," });
        for part in [before, key, after] {
            self.text.extend_from_slice(part.as_bytes());
        }
    }

    fn closed(mut self) -> Vec<u8> {
        self.text.extend_from_slice(if self.is_file { b"\n}\n" } else { b"}" });
        self.text
    }
}

/// The values, targets and verdicts of an indicator at a place.
pub(crate) fn json(
    assessment: &Assessment<'_>,
    (place, indicator): (Ref<Place>, Ref<Indicator>),
    about: &About,
    lang: Lang,
    reason: &dyn Fn(&Verdict) -> String,
) -> Vec<u8> {
    let project = assessment.project;
    let input = Input { project, lang };
    let evidence = assessment.evidence();
    let observations = evidence.observations(place, indicator);
    let targets = evidence.targets(place, indicator);
    let values = observations
        .iter()
        .map(|reference| observation_row(input, &project.observations[*reference]))
        .map(|row| Object::record(&OBSERVATIONS, row));
    let promised = targets.iter().map(|reference| {
        let verdicts = assessment.of(Subject::Target(*reference));
        let rows = verdicts.filter_map(|verdict| verdict_row(input, verdict, reason));
        Object::record(&TARGETS, target_row(input, &project.targets[*reference]))
            .listing("verdicts", rows.map(|row| Object::record(&VERDICTS, row)))
    });
    let documents = evidence.documents(project, place, indicator).into_iter().map(|document| {
        let document = &project.documents[document];
        let issued = document.issued.as_ref().map(ToString::to_string).unwrap_or_default();
        let url = document.url.as_deref().unwrap_or_default().to_owned();
        Object::record(&DOCUMENTS, [document.id().to_owned(), input.text(&document.title), issued, url])
    });
    let (place, indicator) = (&project.places[place], &project.indicators[indicator]);
    let named = |id: &str, name: String| Object::record(&NAMED, [id.to_owned(), name]);
    let (csv, digest) = &about.csv;
    Object::file()
        .with("title", &about.title)
        .with("description", &about.description)
        .holding("place", named(place.id(), input.text(&place.name)))
        .holding(
            "indicator",
            named(indicator.id(), input.text(&indicator.name))
                .with("unit", &indicator.unit.printed())
                .with("direction", &indicator.direction.key()),
        )
        .with("as_of", &project.site.as_of.to_string())
        .listing("values", values)
        .listing("targets", promised)
        .listing("documents", documents)
        .with("publisher", &about.publisher)
        .with("licence", &about.licence)
        .with("citation", &about.citation)
        .with("csv", &serde_json::json!({ "path": csv, "sha256": digest }))
        .closed()
}
