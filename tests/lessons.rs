//! What the messages teach holds: each faulty example raises its code, each mended one raises nothing, and `docs/errors.md` is
//! made from the table. `DAJUAN_BLESS=1 cargo test --test lessons` writes it anew.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dajuan::bilingual::Lang;
use dajuan::diagnostic::catalogue;
use dajuan::diagnostic::lessons::{self, Example};
use dajuan::diagnostic::to_text;
use support::{Checked, agrees, check, project};

/// The base project with a file of a lesson.
fn with(path: &str, text: &str) -> Checked {
    let root = project();
    let full = root.path().join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    let is_plain = !path.ends_with(".toml") || path.starts_with("themes/") || text.starts_with("format");
    let text = if is_plain { format!("{text}\n") } else { format!("format = 1\n\n{text}\n") };
    fs::write(full, text).unwrap();
    check(root.path())
}

#[test]
fn a_faulty_example_raises_its_code_and_a_mended_one_nothing() {
    let mut wrong = Vec::new();
    for lesson in lessons::all() {
        let Example::File { path, faulty, mended } = lesson.example else { continue };
        let found = with(path, faulty).faults;
        if found.iter().all(|fault| fault.fault.code != lesson.code) {
            let codes: Vec<&str> = found.iter().map(|fault| fault.fault.code).collect();
            wrong.push(format!("{}: the faulty text raises {codes:?}", lesson.code));
        }
        let checked = with(path, mended);
        if !checked.faults.is_empty() {
            let told = to_text(&checked.faults, &checked.sources, Lang::En, false);
            wrong.push(format!("{}: the mended text raises\n{told}", lesson.code));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_lesson_in_the_order_of_codes() {
    let taught: Vec<&str> = lessons::all().map(|lesson| lesson.code).collect();
    assert!(taught.is_sorted(), "{taught:?}");
    let taught: BTreeSet<&str> = taught.into_iter().collect();
    let codes: BTreeSet<&str> = catalogue::ALL.iter().map(|fault| fault.code).collect();
    assert_eq!(taught, codes);
}

#[test]
fn a_code_is_found_however_it_is_written() {
    for fault in catalogue::ALL {
        for word in [fault.code.to_owned(), fault.code.to_lowercase(), fault.name.to_owned()] {
            assert_eq!(lessons::find(&word).map(|found| found.code), Some(fault.code));
        }
        for lang in Lang::ALL {
            let page = lessons::explanation(fault, lang);
            assert!(page.contains(fault.code) && !page.contains("{near}"), "{page}");
        }
    }
    assert!(lessons::find("D999").is_none());
}

#[test]
fn the_page_of_messages_is_made_from_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    if let Err(difference) = agrees(&path, &lessons::markdown()) {
        panic!("{difference}");
    }
}
