//! Records as a text: TOML with what all have in common at its top, or a table.
//!
//! In: drafts of records. Out: the text, and the rows that are shown before it is written. Each record gets an id and, where its table
//! names none, the cell as its place in the document. It must not write a file.

use std::collections::{BTreeMap, BTreeSet};

use super::{Draft, Form, Import, Item, Request, Row};
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, catalogue};
use crate::language::{Field, Kind, is_id};
use crate::model::{Project, Record};
use crate::read::book::cell_name;
use crate::tidy;

/// Gives each record its id and its place, and makes the text.
pub(super) fn finish(request: &Request<'_>, project: &Project, drafts: Vec<Draft>, import: &mut Import) {
    let mut taken = ids(project);
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    let mut records: Vec<BTreeMap<usize, Item>> = Vec::new();
    for draft in drafts {
        let id = match draft.get("id").and_then(Item::text) {
            Some(id) if taken.contains(id) => {
                let fault = Diagnostic::new(&catalogue::ID_TAKEN, draft.origin).with("cell", draft.cell());
                import.faults.push(fault.with("id", id));
                continue;
            }
            Some(id) => id.to_owned(),
            None => free(&prefix(request, &draft), &taken, &mut next),
        };
        taken.insert(id.clone());
        let record = record(request, &draft, &id);
        let value = |(place, item): (&usize, &Item)| (request.kind.fields[*place].key, literal(item));
        import.rows.push(Row { cell: draft.cell(), id, values: record.iter().map(value).collect() });
        records.push(record);
    }
    if records.is_empty() {
        return;
    }
    import.text = match request.form {
        Form::Toml => toml(request, &records),
        Form::Csv => csv(request.kind, &records),
    };
    if request.form == Form::Csv
        && let Some(row) = import.rows.iter().find(|row| row.values.iter().any(|(key, _)| *key == "between"))
    {
        let fault = Diagnostic::new(&catalogue::NOT_IN_TABLE, crate::diagnostic::Origin::Project);
        import.faults.push(fault.with("cell", &row.cell));
    }
}

/// All ids of a project, whatever they name: an id that is read twice is understood twice.
fn ids(project: &Project) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    ids.extend(project.observations.iter().map(|record| record.id().to_owned()));
    ids.extend(project.targets.iter().map(|record| record.id().to_owned()));
    ids.extend(project.milestones.iter().map(|record| record.id().to_owned()));
    ids.extend(project.provisions.iter().map(|record| record.id().to_owned()));
    ids.extend(project.duties.iter().map(|record| record.id().to_owned()));
    ids.extend(project.occurrences.iter().map(|record| record.id().to_owned()));
    ids.extend(project.findings.iter().map(|record| record.id().to_owned()));
    ids.extend(project.comparisons.iter().map(|record| record.id().to_owned()));
    ids.extend(project.tasks.iter().map(|record| record.id().to_owned()));
    ids.extend(project.parts.iter().map(|record| record.id().to_owned()));
    ids
}

/// With what the id of a record begins: what was asked for, or the id of its document.
fn prefix(request: &Request<'_>, draft: &Draft) -> String {
    let own = match request.kind.key {
        "target" => "target",
        "task" => "task",
        _ => "",
    };
    if let Some(prefix) = &request.given.prefix {
        return prefix.clone();
    }
    let document = draft.get("document").and_then(Item::text).unwrap_or(request.kind.key);
    // Room for a dash and a number.
    let document: String = document.chars().take(48).collect();
    if own.is_empty() { document } else { format!("{document}-{own}") }
}

/// The first free id with a prefix.
fn free(prefix: &str, taken: &BTreeSet<String>, next: &mut BTreeMap<String, usize>) -> String {
    let number = next.entry(prefix.to_owned()).or_insert(1);
    loop {
        let id = format!("{prefix}-{number:03}");
        *number += 1;
        if !taken.contains(&id) {
            return id;
        }
    }
}

/// A record with its id and its place, by the order of its keys.
fn record(request: &Request<'_>, draft: &Draft, id: &str) -> BTreeMap<usize, Item> {
    let mut record = BTreeMap::new();
    for (field, item) in &draft.items {
        if let Some((place, _)) = request.kind.field(field.key) {
            record.insert(place, item.clone());
        }
    }
    let mut put =
        |key: &str, item: Item| record.extend(request.kind.field(key).map(|(place, _)| (place, item)));
    put("id", Item::Text(id.to_owned()));
    put("at", Item::Text(locator(request.lang, draft)));
    record
}

/// Where a record stands: what the table says itself, and the cell.
fn locator(lang: Lang, draft: &Draft) -> String {
    let cell = cell_name(draft.place);
    let cell = match (draft.sheet.is_empty(), lang) {
        (true, Lang::Zh) => format!("表格 {cell}"),
        (true, Lang::En) => format!("cell {cell}"),
        (false, Lang::Zh) => format!("工作表“{}” {cell}", draft.sheet),
        (false, Lang::En) => format!("sheet “{}”, cell {cell}", draft.sheet),
    };
    match (draft.get("at").and_then(Item::text), lang) {
        (Some(own), Lang::Zh) => format!("{own}（{cell}）"),
        (Some(own), Lang::En) => format!("{own} ({cell})"),
        (None, _) => cell,
    }
}

/// A value as TOML has it.
fn literal(item: &Item) -> String {
    match item {
        Item::Text(text) => quoted(text),
        Item::Bare(number) => number.clone(),
        Item::Pair(low, high) => format!("[{low}, {high}]"),
        Item::Texts(texts) => {
            format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The records as a TOML file: what all of them have in common stands at its top, where it may.
fn toml(request: &Request<'_>, records: &[BTreeMap<usize, Item>]) -> String {
    let name: String = request.name.chars().filter(|c| !c.is_control()).collect();
    let head = match request.lang {
        Lang::Zh => format!("# 由 dajuan import 从 {name} 导入\n"),
        Lang::En => format!("# Imported from {name} by dajuan import\n"),
    };
    let mut text = head + "format = 1\n";
    let is_common = |(place, field): &(usize, &Field)| {
        let first = records[0].get(place);
        field.need.is_inherited()
            && first.is_some()
            && records.iter().all(|record| record.get(place) == first)
    };
    let common: Vec<usize> =
        request.kind.fields.iter().enumerate().filter(is_common).map(|(place, _)| place).collect();
    for place in &common {
        text.push_str(&format!("{} = {}\n", request.kind.fields[*place].key, literal(&records[0][place])));
    }
    for record in records {
        text.push_str(&format!("\n[[{}]]\n", request.kind.key));
        for (place, item) in record.iter().filter(|(place, _)| !common.contains(place)) {
            text.push_str(&format!("{} = {}\n", request.kind.fields[*place].key, literal(item)));
        }
    }
    tidy::format(&text)
}

/// The records as a table whose columns are their keys.
fn csv(kind: &Kind, records: &[BTreeMap<usize, Item>]) -> String {
    let places: BTreeSet<usize> = records.iter().flat_map(BTreeMap::keys).copied().collect();
    let cell = |text: &str| match text.contains([',', '"', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let mut text = places.iter().map(|place| kind.fields[*place].key).collect::<Vec<_>>().join(",") + "\n";
    for record in records {
        let value = |place: &usize| match record.get(place) {
            None => String::new(),
            Some(Item::Text(text) | Item::Bare(text)) => cell(text),
            Some(Item::Texts(texts)) => cell(&texts.join(";")),
            Some(Item::Pair(low, high)) => cell(&format!("[{low}, {high}]")),
        };
        text.push_str(&places.iter().map(value).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

/// Whether a text can stand before the number of an id.
pub fn is_prefix(text: &str) -> bool {
    is_id(text) && text.len() <= 56
}
