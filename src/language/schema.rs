//! The language table as JSON Schema, so that editors complete and check while an author writes.
//!
//! In: the table of kinds. Out: a schema of draft 7, which Taplo, Tombi and VS Code read. It says what the table says and is
//! never stricter than the program; references, units and what needs two records stay with `dajuan check`.

use serde_json::{Map, Value, json};

use super::value::{MAX_TEXT, PATTERN_ID};
use super::{Field, KINDS, Kind, Many, Need, SITE, Type, defaults};
use crate::bilingual::Bilingual;

/// The name of the definition of texts; no kind has it.
const TEXT: &str = "text-for-readers";

/// Which file a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// The files of records in `content/` and `seeds/`.
    Records,
    /// `content/site.toml`.
    Site,
}

impl Schema {
    /// The schema as JSON with a line break at its end.
    pub fn text(self) -> String {
        format!("{:#}\n", self.value())
    }

    fn value(self) -> Value {
        let mut definitions = Map::new();
        let (title, mut properties, required) = match self {
            Schema::Records => ("dajuan records", records(&mut definitions), vec!["format"]),
            Schema::Site => ("dajuan site", fields(&SITE, &mut definitions), required(&SITE)),
        };
        properties.insert(
            "format".to_owned(),
            json!({ "const": 1, "description": "格式版本，写 1 · the version: 1" }),
        );
        let required: Vec<&str> =
            std::iter::once("format").chain(required.into_iter().filter(|key| *key != "format")).collect();
        json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": title,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
            "definitions": definitions,
        })
    }
}

/// What may stand at the top of a file of records: the kinds, and the defaults of what stands below.
fn records(definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in defaults() {
        properties.insert(field.key.to_owned(), property(field, definitions));
    }
    for kind in KINDS {
        define(kind, definitions);
        let one = json!({ "$ref": format!("#/definitions/{}", kind.key) });
        let many = json!({ "type": "array", "items": one });
        let record = match kind.many {
            Many::OneOrRecords => json!({ "anyOf": [one, many] }),
            Many::Records | Many::Within | Many::Top => many,
        };
        // A file may hold a default and a record of one name: `plan = "…"` or `[plan]`.
        let value = match properties.remove(kind.key) {
            Some(default) => json!({ "anyOf": [record, default] }),
            None => record,
        };
        properties.insert(kind.key.to_owned(), value);
    }
    properties
}

fn define(kind: &Kind, definitions: &mut Map<String, Value>) {
    if definitions.contains_key(kind.key) {
        return;
    }
    // The name is taken before the fields are described: a kind may hold itself.
    definitions.insert(kind.key.to_owned(), Value::Null);
    let properties = fields(kind, definitions);
    let mut schema = json!({
        "type": "object",
        "title": format!("{} {}", kind.words.zh, kind.key),
        "description": told(kind.words),
        "properties": properties,
        "required": required(kind),
        "additionalProperties": false,
    });
    let groups = kind.one_of.iter().map(|group| {
        let alternatives: Vec<Value> = group.iter().map(|key| json!({ "required": [key] })).collect();
        json!({ "oneOf": alternatives })
    });
    let groups: Vec<Value> = groups.collect();
    if !groups.is_empty() {
        schema["allOf"] = Value::Array(groups);
    }
    definitions.insert(kind.key.to_owned(), schema);
}

fn fields(kind: &Kind, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    kind.fields.iter().map(|field| (field.key.to_owned(), property(field, definitions))).collect()
}

/// The keys that no default at the top of the file can give.
fn required(kind: &Kind) -> Vec<&'static str> {
    kind.fields.iter().filter(|field| field.need == Need::Required).map(|field| field.key).collect()
}

fn property(field: &Field, definitions: &mut Map<String, Value>) -> Value {
    let mut schema = of_type(field.of, definitions);
    if schema.get("$ref").is_some() {
        schema = json!({ "allOf": [schema] });
    }
    schema["description"] =
        json!(format!("{}\n例 example: {} = {}", told(field.words), field.key, field.example));
    schema
}

fn of_type(of: Type, definitions: &mut Map<String, Value>) -> Value {
    let text = || json!({ "type": "string", "minLength": 1, "maxLength": MAX_TEXT });
    let matching = |pattern: &str| json!({ "type": "string", "pattern": pattern });
    match of {
        Type::Text => {
            let languages = json!({
                "type": "object",
                "properties": { "zh": text(), "en": text() },
                "additionalProperties": false,
                "minProperties": 1,
            });
            definitions.entry(TEXT).or_insert_with(|| json!({ "anyOf": [text(), languages] }));
            json!({ "$ref": format!("#/definitions/{TEXT}") })
        }
        Type::Line | Type::Unit | Type::Formula => text(),
        Type::Id | Type::Ref(_) => matching(PATTERN_ID),
        Type::Decimal => json!({ "type": "number" }),
        Type::Integer => json!({ "type": "integer" }),
        Type::Flag => json!({ "type": "boolean" }),
        Type::Mark => json!({ "const": true }),
        Type::Date => matching("^\\d{4}-\\d{2}-\\d{2}$"),
        Type::Period => json!({ "anyOf": [year(), matching(&period())] }),
        Type::Since => json!({ "anyOf": [year(), matching(&format!("^previous-year$|{}", period()))] }),
        Type::Choice(choices) => {
            let one = |choice: &crate::model::Choice| json!({ "const": choice.key, "description": told(choice.words) });
            json!({ "oneOf": choices.iter().map(one).collect::<Vec<Value>>() })
        }
        Type::Sha256 => matching("^[0-9a-f]{64}$"),
        Type::Url => matching("^https?://"),
        Type::Tag => matching("^[A-Za-z0-9]{2,8}(-[A-Za-z0-9]{2,8})*$"),
        Type::List(of) => json!({ "type": "array", "items": of_type(*of, definitions) }),
        Type::OneOrMore(of) => {
            let one = of_type(*of, definitions);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Type::Pair => json!({ "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 }),
        Type::Table(kind) => {
            define(kind, definitions);
            json!({ "$ref": format!("#/definitions/{}", kind.key) })
        }
    }
}

fn year() -> Value {
    json!({ "type": "integer", "minimum": 1000, "maximum": 9999 })
}

fn period() -> String {
    let point = "\\d{4}(-\\d{2}(-\\d{2})?)?";
    let recurrences: Vec<&str> = crate::model::Recurrence::CHOICES.iter().map(|choice| choice.key).collect();
    format!("^{point}(/{point})?$|^({}|unstated)$|^(window|moment):", recurrences.join("|"))
}

fn told(words: Bilingual) -> String {
    format!("{} · {}", words.zh, words.en)
}
