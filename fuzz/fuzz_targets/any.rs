//! Any bytes at the entry point that the first of them chooses: one program for a short run of all.
#![no_main]
#[path = "../entries.rs"]
#[allow(dead_code, reason = "a target has no use for the scan by itself")]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else { return };
    let text = std::str::from_utf8(rest);
    match (first % 9, text) {
        (7, _) => entries::archive(rest),
        (8, _) => entries::workbook(rest),
        (0, Ok(text)) => entries::toml(text),
        (1, Ok(text)) => entries::csv(text),
        (2, Ok(text)) => entries::markdown(text),
        (3, Ok(text)) => entries::svg(text),
        (4, Ok(text)) => entries::formula(text),
        (5, Ok(text)) => entries::literal(text),
        (6, Ok(text)) => entries::edition(text),
        (_, _) => {}
    }
});
