//! Any bytes at the entry point `archive`.
#![no_main]
#[path = "../entries.rs"]
#[allow(dead_code, reason = "each target has one entry point")]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::archive(bytes));
