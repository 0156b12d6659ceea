//! The reference for authors is what the program reads: it is made from the language table, and its examples hold.
//! `DAJUAN_BLESS=1 cargo test --test format` writes `docs/format.md` and the tables of rules in the READMEs anew.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::fs;
use std::path::Path;

use dajuan::assess::RULES;
use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Diagnostic, Sources, to_text};
use dajuan::language::{Ids, KINDS, Kind, Many, PROSE, RawValue, SITE, Schema, Type, reference};
use support::{agrees, check, checked, composed, project};

#[test]
fn the_reference_is_rendered_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format.md");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    if let Err(difference) = agrees(&path, &reference::markdown()) {
        panic!("{difference}");
    }
}

#[test]
fn the_schemas_are_made_from_the_table() {
    for (name, schema) in [("records", Schema::Records), ("site", Schema::Site)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{name}.json"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if let Err(difference) = agrees(&path, &schema.text()) {
            panic!("{difference}");
        }
    }
}

#[test]
fn the_readmes_list_the_rules_of_the_verdicts() {
    for (name, lang, heads) in [
        ("README.md", Lang::Zh, ["次序", "情形", "评价"]),
        ("README.en.md", Lang::En, ["order", "case", "verdict"]),
    ] {
        let mut table = format!("| {} |\n|---|---|---|\n", heads.join(" | "));
        for (place, rule) in RULES.iter().enumerate() {
            let kinds = rule.gives.iter().map(|kind| kind.words().get(lang));
            let with = rule.with.map(|with| match lang {
                Lang::Zh => format!("，注明“{}”", with.words().zh),
                Lang::En => format!(", marked “{}”", with.words().en),
            });
            let gives = format!("{}{}", lang.list(kinds), with.unwrap_or_default());
            table.push_str(&format!("| {} | {} | {gives} |\n", place + 1, rule.when.get(lang)));
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find(&format!("| {} |\n", heads.join(" | "))).unwrap();
        let end = start + text[start..].find("\n\n").unwrap() + 1;
        agrees(&path, &format!("{}{table}{}", &text[..start], &text[end..])).unwrap();
    }
}

#[test]
fn every_key_of_every_kind_is_in_the_reference_once() {
    let page = reference::markdown();
    for kind in KINDS.iter().chain(&[&SITE, &PROSE]) {
        let from = page.find(&format!("\n## {} · ", kind.words.zh)).expect(kind.key);
        let section = &page[from + 1..];
        let section = &section[..section.find("\n## ").unwrap_or(section.len())];
        for field in kind.fields {
            let row = format!("\n| `{}` | ", field.key);
            assert_eq!(section.matches(&row).count(), 1, "{} {}", kind.key, field.key);
            assert!(
                section.contains(field.words.zh) && section.contains(field.words.en),
                "{} {}",
                kind.key,
                field.key
            );
        }
        assert!(section.contains(kind.example), "{}", kind.key);
    }
}

#[test]
fn tables_of_the_reference_have_equal_columns() {
    for table in reference::markdown().split("\n\n").filter(|block| block.starts_with('|')) {
        let columns = |row: &str| row.replace("\\|", "").matches('|').count();
        let first = columns(table.lines().next().unwrap());
        assert!(table.lines().all(|row| columns(row) == first), "{table}");
    }
}

/// Faults as a text, for messages of tests.
fn told(faults: &[Diagnostic], sources: &Sources) -> String {
    to_text(faults, sources, Lang::En, false)
}

#[test]
fn the_example_of_every_kind_stands_in_the_base_project_without_a_fault() {
    for kind in KINDS.iter().chain(&[&SITE, &PROSE]).filter(|kind| kind.many != Many::Within) {
        let root = project();
        let (path, text) = match kind.key {
            "site" => ("content/site.toml", kind.example.to_owned()),
            "prose" => ("content/pages/about.md", kind.example.to_owned()),
            _ => ("content/example.toml", format!("format = 1\n\n{}\n", kind.example)),
        };
        fs::create_dir_all(root.path().join("content/pages")).unwrap();
        fs::write(root.path().join(path), text).unwrap();
        let checked = check(root.path());
        assert!(checked.faults.is_empty(), "{}\n{}", kind.key, told(&checked.faults, &checked.sources));
        assert!(checked.project.is_some());
    }
}

/// The texts for readers in an example: each with its key.
fn texts(kind: &Kind) -> Vec<(&'static str, String)> {
    let mut sources = Sources::default();
    sources.add("content/a.toml", format!("format = 1\n{}\n", kind.example));
    let (raw, _) = dajuan::read::parse(&sources);
    let mut texts = Vec::new();
    for (place, value) in raw.records.iter().flatten().flat_map(|record| record.values()) {
        if let RawValue::Text(text) = value.value {
            texts.push((raw.records[0][0].kind.fields[place].key, text.get(Lang::Zh).to_owned()));
        }
    }
    texts
}

#[test]
fn what_the_example_of_every_kind_tells_readers_is_on_a_page() {
    for kind in KINDS {
        let root = project();
        fs::write(root.path().join("content/example.toml"), format!("format = 1\n\n{}\n", kind.example))
            .unwrap();
        let site = composed(&check(root.path()).project.unwrap());
        let texts = texts(kind);
        assert!(!texts.is_empty(), "{}", kind.key);
        for (key, text) in texts {
            let is_told = site.iter().any(|(path, page)| path.ends_with(".html") && page.contains(&text));
            let sources: Vec<&String> = site
                .iter()
                .filter(|(path, _)| path.starts_with("documents/"))
                .map(|(_, page)| page)
                .collect();
            let id = kind.example.lines().find_map(|line| line.strip_prefix("id = "));
            if let Some(id) = id.filter(|_| kind.field("at").is_some() && kind.ids == Ids::Statement) {
                let is_anchored = sources.iter().any(|page| page.contains(&format!("id={id}")));
                assert!(is_anchored, "the page of its document lists no [[{}]] with the id {id}", kind.key);
            }
            assert!(is_told, "no page shows `{key}` of [[{}]]: {text}", kind.key);
        }
    }
}

/// The faults of reading one key with its example, but for what else the record would need.
fn faults_of_example(kind: &Kind, key: &str, example: &str, owner: Option<&Kind>) -> Vec<Diagnostic> {
    let mut sources = Sources::default();
    let line = format!("{key} = {example}\n");
    match (kind.key, owner) {
        ("site", _) => sources.add("content/site.toml", format!("format = 1\n{line}")),
        ("prose", _) => sources.add("content/pages/a.md", format!("+++\n{line}+++\n")),
        (within, Some(owner)) => {
            let field = owner.fields.iter().find(|field| field.key == within).unwrap();
            let table = format!("{{ {key} = {example} }}");
            let value = if matches!(field.of, Type::List(_)) { format!("[{table}]") } else { table };
            match owner.key {
                "site" => sources.add("content/site.toml", format!("format = 1\n{within} = {value}\n")),
                kind => {
                    sources.add("content/a.toml", format!("format = 1\n[[{kind}]]\n{within} = {value}\n"))
                }
            }
        }
        (kind, None) => sources.add("content/a.toml", format!("format = 1\n[[{kind}]]\n{line}")),
    };
    let (_, faults) = dajuan::read::parse(&sources);
    faults.into_iter().filter(|fault| !matches!(fault.fault.name, "missing-key" | "one-of")).collect()
}

fn table_within(of: Type) -> Option<&'static Kind> {
    match of {
        Type::Table(kind) => Some(kind),
        Type::List(of) | Type::OneOrMore(of) => table_within(*of),
        _ => None,
    }
}

#[test]
fn the_example_of_every_key_is_of_its_type() {
    let mut count = 0;
    for kind in KINDS.iter().copied().chain([&SITE, &PROSE]) {
        for field in kind.fields {
            let faults = faults_of_example(kind, field.key, field.example, None);
            assert!(faults.is_empty(), "{} {}: {:?}", kind.key, field.key, faults);
            count += 1;
            for inner in table_within(field.of).iter().flat_map(|within| within.fields) {
                let within = table_within(field.of).unwrap();
                let faults = faults_of_example(within, inner.key, inner.example, Some(kind));
                assert!(faults.is_empty(), "{} {}: {:?}", within.key, inner.key, faults);
            }
        }
    }
    assert!(count > 100);
    assert!(!faults_of_example(&SITE, "as_of", "\"some day\"", None).is_empty(), "a bad example is found");
}

/// The blocks of TOML in a page.
fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("```toml\n").skip(1).filter_map(|rest| rest.split("\n```").next())
}

#[test]
fn every_example_of_the_docs_can_be_read() {
    let mut count = 0;
    for (name, page) in [
        ("README.md", include_str!("../README.md")),
        ("README.en.md", include_str!("../README.en.md")),
        ("docs/format.md", include_str!("../docs/format.md")),
        ("docs/publishing.md", include_str!("../docs/publishing.md")),
    ] {
        for block in blocks(page) {
            let of_site = |field: &dajuan::language::Field| block.starts_with(&format!("[{}]", field.key));
            let is_site = block.contains("languages = ") || SITE.fields.iter().any(of_site);
            // A table within a record stands in the reference as the record's key.
            let kinds = KINDS.iter().copied().chain([&SITE]);
            let tables =
                || kinds.clone().chain(SITE.fields.iter().filter_map(|field| table_within(field.of)));
            let within = tables().flat_map(|kind| kind.fields).any(|field| {
                table_within(field.of).is_some() && block.starts_with(&format!("{} = ", field.key))
            });
            if within {
                continue;
            }
            let head = if block.contains("format = 1") { "" } else { "format = 1\n" };
            let mut sources = Sources::default();
            sources.add(
                if is_site { "content/site.toml" } else { "content/a.toml" },
                format!("{head}{block}\n"),
            );
            let (_, mut faults) = dajuan::read::parse(&sources);
            // What stands at the top of the real file is left out of an example.
            faults.retain(|fault| fault.fault.name != "missing-key");
            assert!(faults.is_empty(), "{name}\n{}", told(&faults, &sources));
            count += 1;
        }
    }
    assert!(count > 20, "{count} examples");
}

#[test]
fn every_default_may_stand_at_the_top_of_a_file() {
    for field in dajuan::language::defaults() {
        let kind = KINDS.iter().find(|kind| {
            kind.field(field.key).is_some_and(|(_, own)| own.need.is_inherited())
                && kind.many == Many::Records
        });
        let kind = kind.expect(field.key);
        let mut sources = Sources::default();
        sources.add(
            "content/a.toml",
            format!("format = 1\n{} = {}\n\n[[{}]]\n", field.key, field.example, kind.key),
        );
        let checked = checked(sources, Vec::new());
        let known = ["missing-key", "one-of", "unknown-reference", "unknown-copy"];
        let faults: Vec<_> =
            checked.faults.into_iter().filter(|fault| !known.contains(&fault.fault.name)).collect();
        assert!(faults.is_empty(), "{}: {}", field.key, told(&faults, &checked.sources));
    }
}
