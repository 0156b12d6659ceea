//! The data files as a Data Package 2.0: with it, tools check the files and know their columns.
//!
//! In: what is known of the data files once they are written. Out: `data/datapackage.json`. It must not say what the files do not hold: types and
//! digests are those of the bytes.

use serde_json::{Map, Value, json};

use super::Table;
use super::column::column;
use crate::bilingual::Lang;
use crate::model::Project;

/// The path of the description.
pub(crate) const PATH: &str = "data/datapackage.json";

/// The description of the data files.
pub(crate) fn package(project: &Project, lang: Lang, files: &[Table]) -> Vec<u8> {
    let site = &project.site;
    let mut package = Map::new();
    let mut set = |key: &str, value: Value| _ = package.insert(key.to_owned(), value);
    set("$schema", json!("https://datapackage.org/profiles/2.0/datapackage.json"));
    set("name", json!("data"));
    set("title", json!(site.title.get(lang)));
    set("version", json!(site.as_of.to_string()));
    if let Some(publisher) = &site.publisher {
        set("contributors", json!([{ "title": publisher.get(lang), "roles": ["publisher"] }]));
    }
    if let Some(base) = &site.base_url {
        set("homepage", json!(base));
    }
    if let Some(licence) = &site.licence {
        let words = licence.get(lang);
        let known = LICENCES.iter().find(|(start, ..)| words.starts_with(start));
        match known {
            Some((_, name, path)) => set("licenses", json!([{ "name": name, "path": path, "title": words }])),
            None => set("description", json!(words)),
        }
    }
    let sources = project.sources().map(|(_, document)| {
        let title = document.title.get(lang);
        match &document.url {
            Some(url) => json!({ "title": title, "path": url }),
            None => json!({ "title": title }),
        }
    });
    let sources: Vec<Value> = sources.collect();
    if !sources.is_empty() {
        set("sources", Value::Array(sources));
    }
    set("resources", files.iter().map(|file| resource(file, lang)).collect());
    format!("{:#}\n", Value::Object(package)).into_bytes()
}

/// The address of a licence that is known by its first words.
pub(crate) fn licence_address(words: &str) -> Option<&'static str> {
    LICENCES.iter().find(|(start, ..)| words.starts_with(start)).map(|(.., address)| *address)
}

/// The licences that have a name and an address of their own.
const LICENCES: &[(&str, &str, &str)] = &[
    ("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC0", "CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
];

fn resource(table: &Table, lang: Lang) -> Value {
    let Table { path, header, .. } = table;
    let file = path.rsplit('/').next().unwrap_or(path);
    let name = file.trim_end_matches(".csv");
    let field = |column_name: &&str| {
        let known = column(name, column_name);
        let mut field = json!({
            "name": column_name,
            "type": known.map_or("string", |column| column.of),
            "description": known.map_or("", |column| column.words.get(lang)),
        });
        if *column_name == "id" {
            field["constraints"] = json!({ "required": true, "unique": true });
        }
        field
    };
    let refer = |column_name: &&str| {
        let to = column(name, column_name)?.refers_to?;
        let resource = if to == name { "" } else { to };
        Some(json!({ "fields": [column_name], "reference": { "resource": resource, "fields": ["id"] } }))
    };
    let key = if header.contains(&"id") { json!(["id"]) } else { json!(["target", "period"]) };
    let mut schema = json!({
        "fields": header.iter().map(field).collect::<Vec<Value>>(),
        "primaryKey": key,
    });
    // The profile asks for at least one, where they are named at all.
    let keys: Vec<Value> = header.iter().filter_map(refer).collect();
    if !keys.is_empty() {
        schema["foreignKeys"] = Value::Array(keys);
    }
    json!({
        "name": name,
        "path": file,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": table.bytes,
        "hash": format!("sha256:{}", table.sha256),
        "dialect": { "delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": true },
        "schema": schema,
    })
}
