//! Any text at the entry point that its first byte chooses: one program for a short run of all.
#![no_main]
#[path = "../entries.rs"]
#[allow(dead_code, reason = "a target has no use for the scan by itself")]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let Some(first) = text.chars().next() else { return };
    let rest = &text[first.len_utf8()..];
    match u32::from(first) % 6 {
        0 => entries::toml(rest),
        1 => entries::csv(rest),
        2 => entries::markdown(rest),
        3 => entries::svg(rest),
        4 => entries::formula(rest),
        _ => entries::literal(rest),
    }
});
