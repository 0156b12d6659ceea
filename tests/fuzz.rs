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

/// An entry point by its name; those for texts are not asked about other bytes.
fn entry(name: &str) -> impl Fn(&[u8]) {
    let of_text: fn(&str) = match name {
        "archive" | "workbook" => |_| {},
        "edition" => entries::edition,
        "toml" => entries::toml,
        "csv" => entries::csv,
        "markdown" => entries::markdown,
        "svg" => entries::svg,
        "formula" => entries::formula,
        "literal" => entries::literal,
        _ => panic!("no entry point {name}"),
    };
    let of_bytes: fn(&[u8]) = match name {
        "archive" => entries::archive,
        "workbook" => entries::workbook,
        _ => |_| {},
    };
    move |bytes| {
        of_bytes(bytes);
        let _ = std::str::from_utf8(bytes).map(of_text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_text_breaks_an_entry_point(text in marked()) {
        for name in ["toml", "csv", "markdown", "svg", "formula", "literal", "edition", "archive", "workbook"] {
            entry(name)(text.as_bytes());
        }
        entries::toml(&format!("format = 1\n{text}"));
    }

    /// A kept input with some of its bytes altered, cut or doubled.
    #[test]
    fn no_damaged_input_breaks_its_entry_point(
        choice in any::<prop::sample::Index>(), edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6)
    ) {
        let kept: Vec<_> =
            kept().into_iter().filter(|(name, _)| ["edition", "archive", "workbook"].contains(&name.as_str())).collect();
        let (name, mut bytes) = kept[choice.index(kept.len())].clone();
        for (place, byte, how) in edits {
            if bytes.is_empty() {
                break;
            }
            let place = place.index(bytes.len());
            match how {
                0 => bytes[place] = byte,
                1 => bytes[place] ^= 1 << (byte % 8),
                2 => drop(bytes.remove(place)),
                _ => bytes.extend_from_within(place..),
            }
        }
        entry(&name)(&bytes);
    }

    #[test]
    fn no_literal_breaks_reading(text in "[0-9./+-]{0,14}|[a-z:-]{0,12}|\\PC{0,8}", sign in "[-+]?", digits in "[0-9]{1,15}", fraction in "[0-9]{0,6}") {
        entries::literal(&text);
        entries::literal(&format!("{sign}{digits}.{fraction}"));
        entries::formula(&text);
        entries::formula(&format!("{{a}} {sign} {{b}} * {digits} / {fraction}"));
    }
}

/// Inputs that were kept, each with the name of its entry point.
fn kept() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/inputs");
    let mut all = Vec::new();
    for name in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        for input in fs::read_dir(name.path()).unwrap().map(|entry| entry.unwrap().path()) {
            all.push((name.file_name().into_string().unwrap(), fs::read(input).unwrap()));
        }
    }
    all.sort();
    all
}

#[test]
fn no_kept_input_breaks_its_entry_point() {
    let kept = kept();
    kept.iter().for_each(|(name, bytes)| entry(name)(bytes));
    assert!(kept.len() > 50, "{} inputs", kept.len());
}
