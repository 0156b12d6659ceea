//! The JSON beside a figure: the same values and targets as its CSV, with the verdicts, for programs.
//!
//! In: the assessment, a place and an indicator, and what is said of the figure as a whole. Out: the bytes of the file. Each
//! record has the keys of its data file; numbers are written with the digits of their documents, lists are arrays, and what is
//! not known is left out.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::{RawValue, to_raw_value};

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

/// A record with its keys in their order.
struct Object(Vec<(&'static str, Box<RawValue>)>);

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Object {
    fn new(file: &str, header: &[&'static str], cells: impl IntoIterator<Item = String>) -> Object {
        let entries = header.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        Object(entries.filter_map(|(name, cell)| Some((*name, value(file, name, cell)?))).collect())
    }

    fn with(mut self, key: &'static str, value: &impl serde::Serialize) -> Object {
        self.0.extend(to_raw_value(value).ok().map(|value| (key, value)));
        self
    }
}

/// The keys whose cells are lists.
const LISTS: &[&str] = &["copies", "qualifiers", "evidence", "contradicts"];

/// A cell as JSON. A number keeps its digits; one that is marked as rounded stays a text.
fn value(file: &str, name: &str, cell: String) -> Option<Box<RawValue>> {
    let of = column(file, name).map_or("string", |column| column.of);
    if LISTS.contains(&name) {
        return to_raw_value(&cell.split(';').collect::<Vec<_>>()).ok();
    }
    match of {
        "number" | "integer" | "boolean" => {
            RawValue::from_string(cell.clone()).ok().or_else(|| to_raw_value(&cell).ok())
        }
        _ => to_raw_value(&cell).ok(),
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
    let values: Vec<Object> = observations
        .iter()
        .map(|reference| observation_row(input, &project.observations[*reference]))
        .map(|row| Object::new("observations", &OBSERVATION, row))
        .collect();
    let promised: Vec<Object> = targets
        .iter()
        .map(|reference| {
            let verdicts = assessment.of(Subject::Target(*reference));
            let rows = verdicts.filter_map(|verdict| verdict_row(input, verdict, reason));
            let verdicts: Vec<Object> = rows.map(|row| Object::new("verdicts", &VERDICT, row)).collect();
            Object::new("targets", &TARGET, target_row(input, &project.targets[*reference]))
                .with("verdicts", &verdicts)
        })
        .collect();
    let documents: Vec<Object> = evidence
        .documents(project, place, indicator)
        .into_iter()
        .map(|document| &project.documents[document])
        .map(|document| {
            let issued = document.issued.as_ref().map(ToString::to_string).unwrap_or_default();
            let url = document.url.as_deref().unwrap_or_default().to_owned();
            let cells = [document.id().to_owned(), input.text(&document.title), issued, url];
            Object::new("documents", &["id", "title", "issued", "url"], cells)
        })
        .collect();
    let (place, indicator) = (&project.places[place], &project.indicators[indicator]);
    let named = |id: &str, name: String| Object::new("places", &["id", "name"], [id.to_owned(), name]);
    let (csv, digest) = &about.csv;
    let whole = Object(Vec::new())
        .with("title", &about.title)
        .with("description", &about.description)
        .with("place", &named(place.id(), input.text(&place.name)))
        .with(
            "indicator",
            &named(indicator.id(), input.text(&indicator.name))
                .with("unit", &indicator.unit.printed())
                .with("direction", &indicator.direction.key()),
        )
        .with("as_of", &project.site.as_of.to_string())
        .with("values", &values)
        .with("targets", &promised)
        .with("documents", &documents)
        .with("publisher", &about.publisher)
        .with("licence", &about.licence)
        .with("citation", &about.citation)
        .with("csv", &serde_json::json!({ "path": csv, "sha256": digest }));
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
