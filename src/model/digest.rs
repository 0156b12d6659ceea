//! Fingerprints: SHA-256 in hexadecimal digits.
//!
//! In: bytes. Out: 64 digits. The one place that names `sha2`; what a fingerprint stands for is said elsewhere.

use sha2::{Digest, Sha256};

/// The SHA-256 of several pieces of bytes as if they were one, in 64 hexadecimal digits.
pub fn sha256<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> String {
    let mut hash = Sha256::new();
    pieces.into_iter().for_each(|piece| hash.update(piece));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
