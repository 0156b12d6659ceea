//! Any text at the entry point `edition`.
#![no_main]
#[path = "../entries.rs"]
#[allow(dead_code, reason = "each target has one entry point")]
mod entries;

libfuzzer_sys::fuzz_target!(|text: &str| entries::edition(text));
