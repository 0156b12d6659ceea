//! CSL-JSON, which citation processors read.
//!
//! In: a work. Out: an array with one item.

use serde_json::{Map, Value, json};

use super::{Work, WorkKind, line};
use crate::bilingual::Lang;
use crate::model::Period;

/// The item of a work, in an array, with a line break at its end.
pub(super) fn entry(work: &Work) -> String {
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| _ = item.insert(key.to_owned(), value);
    set("id", json!(work.key));
    set(
        "type",
        json!(match work.kind {
            WorkKind::Dataset => "dataset",
            WorkKind::News => "article-newspaper",
            WorkKind::Official => "legislation",
        }),
    );
    set("title", json!(line(&work.title)));
    if !work.creators.is_empty() {
        let names: Vec<Value> =
            work.creators.iter().map(|one| json!({ "literal": line(&one.name) })).collect();
        set("author", Value::Array(names));
    }
    for (key, value) in [
        ("number", &work.number),
        ("container-title", &work.container),
        ("publisher", &work.publisher),
        ("version", &work.version),
        ("URL", &work.address),
    ] {
        if let Some(value) = value {
            set(key, json!(line(value)));
        }
    }
    if let Some(parts) = work.date.as_ref().and_then(parts) {
        set("issued", json!({ "date-parts": parts }));
    }
    if let Some(fixity) = work.fixity() {
        set("note", json!(fixity));
    }
    set("language", json!(if work.lang == Lang::Zh { "zh-CN" } else { "en" }));
    // Texts and numbers become JSON.
    serde_json::to_string_pretty(&[item]).unwrap_or_default() + "\n"
}

/// A date as numbers; a range has two.
fn parts(date: &Period) -> Option<Value> {
    Some(match date {
        Period::Year(year) => json!([[year]]),
        Period::Years(from, to) => json!([[from], [to]]),
        Period::Month(year, month) => json!([[year, month]]),
        Period::Months(from, to) => json!([[from.0, from.1], [to.0, to.1]]),
        Period::Date(date) => json!([[date.year(), date.month(), date.day()]]),
        _ => return None,
    })
}
