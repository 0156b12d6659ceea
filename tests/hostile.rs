//! Hostile words in every place that takes words: each is a fault with a code, or comes out as the words they are, in pages,
//! attributes, addresses, pictures and tables. The matrix is made from the language table, so a new key is in it by itself.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

#[path = "../fuzz/entries.rs"]
#[allow(dead_code, reason = "the entry points of the fuzz targets have a test of their own")]
mod entries;
mod support;

use std::collections::BTreeMap;
use std::fs;

use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Diagnostic, Sources, to_json, to_text};
use dajuan::language::{KINDS, Kind, Many, PROSE, SITE, Type};
use rayon::prelude::*;
use support::{Checked, checked, composed, composition, project};

/// What an attacker, a spreadsheet or a broken tool may put where words are asked for.
const HOSTILE: &[&str] = &[
    // Markup in text, in attributes, in comments, in scripts, in XML.
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "</title></svg></script><script>alert(1)</script>",
    "<svg onload=alert(1)><foreignObject><iframe src=//evil.example>",
    "<!--><script>alert(1)</script>--!><![CDATA[x]]>",
    "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>&a;&lt;&#60;script&#62;",
    // Addresses.
    "javascript:alert(1)",
    " JaVaScRiPt\u{3a}alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x.js",
    "https://user:pass@evil.example/\"onclick=alert(1)//",
    "file:///etc/passwd",
    // Paths.
    "../../../../etc/passwd",
    "..\\..\\windows\\system32",
    "C:\\CON",
    "/etc/passwd",
    "%2e%2e%2f%00",
    // Templates, styles, Markdown.
    "{{ 7 * 7 }}{% include \"/etc/passwd\" %}",
    "}*{background:url(//evil.example)}</style>",
    "[x](javascript:alert(1)) ![y](//evil.example/p.png) <b onclick=alert(1)>",
    "{{ value(\"zt-001\") }}",
    // Spreadsheets.
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "+1+cmd|' /C calc'!A0",
    "@SUM(1;2),\"a\"\";b\nc",
    // Characters.
    "a\u{0}b",
    "\u{1B}[2J\u{1B}]0;x\u{7}",
    "a\u{85}b\u{9B}31m",
    "abc\u{202E}cba\u{2066}x",
    "a\u{200B}b\u{FEFF}c",
    "a\u{FFFE}b\u{E000}",
    "\r\n\r\nSet-Cookie: x",
    "   ",
    "Z\u{351}\u{36D}\u{312}a\u{34B}\u{351}l\u{363}g\u{30F}o\u{346}",
    "𠮷𡈽👩‍👩‍👧🇨🇳ﷺ",
    // What is no number, no day, no word of a list.
    "nan",
    "1e400",
    "0x41",
    "2025-02-30",
    "window:<script>alert(1)</script>",
    "moment:\"><b onclick=alert(1)>",
    "{rs-1} - {<script>} / 0",
];

/// A text as a string of TOML.
fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// The first record of a kind's example, as lines of a file; the head stays first.
fn record(kind: &Kind) -> Vec<String> {
    kind.example.split("\n\n").next().unwrap().lines().map(str::to_owned).collect()
}

/// The record with other values at some keys.
fn with(kind: &Kind, values: &[(&str, String)]) -> String {
    let mut lines = record(kind);
    for (key, value) in values {
        let start = format!("{key} = ");
        lines.retain(|line| !line.starts_with(&start));
        lines.push(format!("{key} = {value}"));
    }
    lines.join("\n")
}

/// How a hostile word is written at a key of a type; none where the type has nothing of words.
fn written(of: Type, word: &str) -> Option<String> {
    let one = quoted(word);
    match of {
        Type::List(of) => written(*of, word).map(|value| format!("[{value}]")),
        Type::OneOrMore(of) => written(*of, word),
        Type::Table(kind) => {
            let inner = kind.fields.iter().map(|field| {
                let value = matches!(field.of, Type::Text | Type::Line | Type::Unit)
                    .then(|| one.clone())
                    .unwrap_or_else(|| field.example.to_owned());
                format!("{} = {value}", field.key)
            });
            let one_of: Vec<&str> =
                kind.one_of.iter().flat_map(|group| group.iter().copied().skip(1)).collect();
            let kept = inner.filter(|line| !one_of.iter().any(|key| line.starts_with(&format!("{key} = "))));
            Some(format!("{{ {} }}", kept.collect::<Vec<_>>().join(", ")))
        }
        _ => Some(one),
    }
}

/// The file in which a record of a kind stands.
fn home(kind: &Kind, record: String) -> (&'static str, String) {
    if kind.key == SITE.key {
        return ("content/site.toml", record);
    }
    if kind.key == PROSE.key {
        return ("content/pages/zz.md", record);
    }
    ("content/zz.toml", format!("format = 1\n\n{record}\n"))
}

/// The base project with one file more, or another one in place of its own.
fn check((path, text): (&str, String)) -> Checked {
    static BASE: std::sync::OnceLock<Vec<(String, String)>> = std::sync::OnceLock::new();
    let base = BASE.get_or_init(|| {
        let root = project();
        let (sources, _) = dajuan::read::folder::texts(root.path()).unwrap();
        sources
            .iter()
            .map(|(_, file)| (file.path.clone(), file.text.as_deref().unwrap().to_owned()))
            .collect()
    });
    let mut sources = Sources::default();
    for (own, words) in base.iter().filter(|(own, _)| own != path) {
        sources.add(own.as_str(), words.as_str());
    }
    sources.add(path, text);
    checked(sources, Vec::new())
}

/// Messages show hostile words without obeying them.
fn messages_are_plain(checked: &Checked, case: &str) {
    for lang in Lang::ALL {
        for text in [
            to_text(&checked.faults, &checked.sources, lang, false),
            to_json(&checked.faults, &checked.sources, lang, None),
        ] {
            let odd = text.chars().find(|c| c.is_control() && *c != '\n');
            assert!(odd.is_none(), "{case}: a message holds {odd:?}");
        }
    }
}

/// Everything that was written is harmless, and every table is one.
fn site_is_harmless(site: &BTreeMap<String, String>, case: &str) {
    for (path, text) in site {
        let place = format!("{case}, {path}");
        match path.rsplit('.').next().unwrap() {
            "html" | "svg" => {
                entries::harmless(&place, text);
                for described in text.split("<script type=\"application/ld+json\">").skip(1) {
                    let json = described.split("</script>").next().unwrap();
                    let about: serde_json::Value = serde_json::from_str(json).expect(&place);
                    assert!(about["@type"].is_string(), "{place}");
                }
            }
            "js" => assert!(!path.starts_with("search/") || !text.contains('<'), "{place}"),
            "json" => drop(serde_json::from_str::<serde_json::Value>(text).expect(&place)),
            "csv" => {
                let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
                let width = reader.headers().unwrap().len();
                for row in reader.records() {
                    assert_eq!(row.expect(&place).len(), width, "{place}");
                }
            }
            _ => {}
        }
        assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b)), "{place}");
        assert!(path.split('/').all(|part| !part.is_empty() && !part.starts_with('.')), "{place}");
    }
}

/// One case of the matrix: a fault with a code, or a site that does no harm.
fn case(kind: &Kind, keys: &str, word: &str, record: String) {
    let name = format!("{} {keys} {word:?}", kind.key);
    let checked = check(home(kind, record));
    messages_are_plain(&checked, &name);
    match checked.project {
        // Faults of prose are found only when the site is composed.
        Some(project) => match composition(&project) {
            Ok(site) => site_is_harmless(&site, &name),
            Err(faults) => {
                messages_are_plain(&Checked { project: None, faults, sources: checked.sources }, &name);
            }
        },
        None => assert!(checked.faults.iter().any(Diagnostic::is_error), "{name}: refused without a fault"),
    }
}

fn is_text(of: Type) -> bool {
    matches!(of, Type::Text | Type::List(Type::Text))
}

/// The record of a kind with a hostile word at every key that takes texts for readers.
fn with_texts(kind: &Kind, word: &str) -> String {
    let texts = kind.fields.iter().filter(|field| is_text(field.of));
    let values: Vec<_> = texts.filter_map(|field| Some((field.key, written(field.of, word)?))).collect();
    with(kind, &values)
}

/// The words that a text may be; the others are faults.
fn is_printable(word: &str) -> bool {
    let checked = check(home(KINDS[0], with_texts(KINDS[0], word)));
    checked.project.is_some()
}

#[test]
fn hostile_texts_come_out_as_words() {
    let kinds = || KINDS.iter().copied().filter(|kind| kind.many != Many::Within);
    let shown: Vec<&str> = HOSTILE.iter().copied().filter(|word| is_printable(word)).collect();
    assert!(shown.len() > 25 && shown.len() < HOSTILE.len());
    // One project for each word: a record of every kind, the word in all its texts.
    shown.par_iter().for_each(|word| {
        let records: Vec<String> = kinds().map(|kind| with_texts(kind, word)).collect();
        // `[plan]` stands alone in a file; here it is one of many.
        let listed = |record: &String| match record.starts_with("[[") {
            true => record.clone(),
            false => record.replacen('[', "[[", 1).replacen(']', "]]", 1),
        };
        let all: Vec<String> = records.iter().map(listed).collect();
        let checked = check(("content/zz.toml", format!("format = 1\n\n{}\n", all.join("\n\n"))));
        let faults = to_text(&checked.faults, &checked.sources, Lang::En, false);
        let project = checked.project.unwrap_or_else(|| panic!("{word:?}\n{faults}"));
        let site = composed(&project);
        site_is_harmless(&site, word);
        let escaped = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let quoted = escaped.replace('"', "&quot;").replace('\'', "&#39;");
        let is_there = |page: &String| {
            page.contains(&escaped)
                || page.contains(&quoted)
                || page.contains(&quoted.replace("&#39;", "&#x27;"))
        };
        assert!(site.values().any(is_there), "{word:?} is on no page as it is");
    });
}

#[test]
fn hostile_words_at_every_key_are_a_fault_or_do_no_harm() {
    let kinds: Vec<&Kind> =
        KINDS.iter().copied().chain([&SITE]).filter(|kind| kind.many != Many::Within).collect();
    let cases: Vec<(&Kind, &str)> =
        kinds.iter().flat_map(|kind| HOSTILE.iter().map(move |word| (*kind, *word))).collect();
    cases.par_iter().for_each(|(kind, word)| {
        let text = check(home(kind, with_texts(kind, word)));
        messages_are_plain(&text, word);
        for field in kind.fields.iter().filter(|field| !is_text(field.of)) {
            if let Some(value) = written(field.of, word) {
                case(kind, field.key, word, with(kind, &[(field.key, value)]));
            }
        }
    });
    assert!(cases.len() > 800);
}

#[test]
fn hostile_words_in_prose_are_a_fault_or_do_no_harm() {
    let around: [fn(&str) -> String; 9] = [
        str::to_owned,
        |word| format!("# {word}"),
        |word| format!("[{word}](plans/zhaotong-2023.html)"),
        |word| format!("[x]({word})"),
        |word| format!("[x](<{word}> \"{word}\")"),
        |word| format!("![{word}]({word})"),
        |word| format!("| a |\n|---|\n| {word} |"),
        |word| format!("```{word}\n{word}\n```"),
        |word| format!("<{word}>\n\n[x]: {word}\n\n[x]"),
    ];
    let cases: Vec<_> = HOSTILE.iter().flat_map(|word| around.map(|around| around(word))).collect();
    cases.par_iter().for_each(|text| {
        let checked = check(home(&PROSE, format!("+++\ntitle = \"题\"\n+++\n{text}\n")));
        messages_are_plain(&checked, text);
        // The other pages are left out: prose is on none of them.
        entries::composed(&checked.project.unwrap());
    });
    HOSTILE.par_iter().for_each(|word| {
        case(&PROSE, "title", word, format!("+++\ntitle = {}\n+++\n正文。\n", quoted(word)));
    });
}

#[test]
fn hostile_words_as_keys_kinds_cells_and_names_of_files_are_faults() {
    for word in HOSTILE {
        for text in [
            format!("format = 1\n{} = 1\n", quoted(word)),
            format!("format = 1\n[[{}]]\nid = \"a\"\n", quoted(word)),
            format!("format = 1\n[[place]]\n{} = 1\n", quoted(word)),
            format!("format = {}\n", quoted(word)),
            (*word).to_owned(),
        ] {
            let checked = check(("content/zz.toml", text));
            messages_are_plain(&checked, word);
            assert!(checked.faults.iter().any(Diagnostic::is_error), "{word:?}");
        }
        let cell = format!("\"{}\"", word.replace('"', "\"\""));
        for table in [
            format!("id,name,kind\nx,{cell},county\n"),
            format!("{cell},name,kind\nx,y,county\n"),
            format!("id,name,kind\nx,y,{cell}\n"),
            format!("id,name,kind\n{cell},y,county\n"),
        ] {
            let checked = check(("content/places.csv", table));
            messages_are_plain(&checked, word);
            if let Some(project) = checked.project {
                site_is_harmless(&composed(&project), word);
            }
        }
    }
}

/// A name of a file may be anything that the disk takes.
#[test]
#[cfg(target_os = "linux")]
fn hostile_names_of_files_are_faults() {
    for word in HOSTILE {
        // What begins with a dot is not read, as the reference says.
        let name: String = word.chars().filter(|c| !matches!(c, '/' | '\0')).collect();
        let name = name.trim_start_matches('.');
        let root = project();
        for ending in ["toml", "md", "csv"] {
            fs::write(root.path().join(format!("content/{name}.{ending}")), "format = 1\n").unwrap();
        }
        let checked = support::check(root.path());
        messages_are_plain(&checked, name);
        let is_plain = dajuan::language::is_id(name);
        assert!(is_plain || checked.faults.iter().any(Diagnostic::is_error), "{name:?}");
    }
}

#[test]
fn the_scan_can_fail() {
    for page in [
        "<p><script>x</script>",
        "<script type=\"application/ld+json\">{\"a\":\"<b>\"}</script>",
        "<p onclick=\"x\">",
        "<a href=\"javascript:x\">",
        "<a href=\"//evil.example\">",
        "<img src=\"https://evil.example/x.png\">",
        "<p style=\"color:red\">",
        "<iframe src=\"a.html\">",
    ] {
        assert!(std::panic::catch_unwind(|| entries::harmless("x", page)).is_err(), "{page}");
    }
    entries::harmless(
        "x",
        "<p>&lt;script&gt; onclick=&quot;</p><a href=\"https://a.example\">javascript:</a>",
    );
}
