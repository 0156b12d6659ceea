//! The entry points of the fuzz targets as property tests: what must hold of any input holds of random ones, and of inputs that
//! the fuzzer found to lead somewhere new; what breaks an entry point is put beside them (`tests/cases/inputs/`).
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read files and may stop")]

#[path = "../fuzz/entries.rs"]
mod entries;

use std::fs;
use std::path::Path;

use proptest::prelude::*;

/// Text that is made of the marks of the languages it meets, and of what is odd.
fn marked() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[\\[\\]{}=\"'#\\n,.|*_`<>&:/\\\\()!$~^+-]",
        "[a-z0-9 ]{1,4}",
        Just("[[observation]]\nid = ".to_owned()),
        Just("{{ value(\"zt-001\") }}".to_owned()),
        Just("value = 1.5\n".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just("<script>".to_owned()),
        "\\PC",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// An entry point by its name.
fn entry(name: &str) -> fn(&str) {
    match name {
        "toml" => entries::toml,
        "csv" => entries::csv,
        "markdown" => entries::markdown,
        "svg" => entries::svg,
        "formula" => entries::formula,
        "literal" => entries::literal,
        _ => panic!("no entry point {name}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_text_breaks_an_entry_point(text in marked()) {
        for name in ["toml", "csv", "markdown", "svg", "formula", "literal"] {
            entry(name)(&text);
        }
        entries::toml(&format!("format = 1\n{text}"));
    }

    #[test]
    fn no_literal_breaks_reading(text in "[0-9./+-]{0,14}|[a-z:-]{0,12}|\\PC{0,8}", sign in "[-+]?", digits in "[0-9]{1,15}", fraction in "[0-9]{0,6}") {
        entries::literal(&text);
        entries::literal(&format!("{sign}{digits}.{fraction}"));
        entries::formula(&text);
        entries::formula(&format!("{{a}} {sign} {{b}} * {digits} / {fraction}"));
    }
}

/// Inputs that were kept, each in the folder of its entry point.
#[test]
fn no_kept_input_breaks_its_entry_point() {
    let mut count = 0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/inputs");
    for name in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        for input in fs::read_dir(name.path()).unwrap().map(|entry| entry.unwrap().path()) {
            entry(name.file_name().to_str().unwrap())(&fs::read_to_string(input).unwrap());
            count += 1;
        }
    }
    assert!(count > 50, "{count} inputs");
}
