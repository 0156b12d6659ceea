//! Fingerprints in hexadecimal digits: SHA-256, SHA-512 and SM3 (GB/T 32905).
//!
//! In: bytes. Out: digits. The one place that names `ring` and `sm3`; what a fingerprint stands for is said elsewhere.

use ring::digest::{Context, SHA256, SHA512};
use sm3::{Digest, Sm3};

/// A way to take a fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// SHA-256, 64 digits.
    Sha256,
    /// SHA-512, 128 digits.
    Sha512,
    /// SM3, the hash of GB/T 32905, 64 digits.
    Sm3,
}

impl Algorithm {
    /// Its name in manifests.
    pub const fn key(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
            Algorithm::Sm3 => "sm3",
        }
    }
}

/// Takes fingerprints of bytes that come piece by piece.
pub struct Hasher {
    sha256: Option<Context>,
    sha512: Option<Context>,
    sm3: Option<Sm3>,
}

impl Hasher {
    /// A hasher for these ways; others give no digits.
    pub fn of(algorithms: &[Algorithm]) -> Hasher {
        let is_asked = |algorithm| algorithms.contains(&algorithm);
        Hasher {
            sha256: is_asked(Algorithm::Sha256).then(|| Context::new(&SHA256)),
            sha512: is_asked(Algorithm::Sha512).then(|| Context::new(&SHA512)),
            sm3: is_asked(Algorithm::Sm3).then(Sm3::new),
        }
    }

    /// Adds bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        if let Some(hash) = &mut self.sha256 {
            hash.update(bytes);
        }
        if let Some(hash) = &mut self.sha512 {
            hash.update(bytes);
        }
        if let Some(hash) = &mut self.sm3 {
            hash.update(bytes);
        }
    }

    /// The fingerprints of all bytes that were added, in the order of [`Algorithm`].
    pub fn finish(self) -> Vec<(Algorithm, String)> {
        let sha256 = self.sha256.map(|hash| (Algorithm::Sha256, digits(hash.finish().as_ref())));
        let sha512 = self.sha512.map(|hash| (Algorithm::Sha512, digits(hash.finish().as_ref())));
        let sm3 = self.sm3.map(|hash| (Algorithm::Sm3, digits(&hash.finalize())));
        [sha256, sha512, sm3].into_iter().flatten().collect()
    }
}

/// The SHA-256 of several pieces of bytes as if they were one, in 64 hexadecimal digits.
pub fn sha256<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> String {
    let mut hash = Context::new(&SHA256);
    pieces.into_iter().for_each(|piece| hash.update(piece.as_ref()));
    digits(hash.finish().as_ref())
}

fn digits(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_the_standards() {
        let mut hasher = Hasher::of(&[Algorithm::Sm3, Algorithm::Sha512, Algorithm::Sha256]);
        hasher.add(b"a");
        hasher.add(b"bc");
        let expected = [
            (Algorithm::Sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                Algorithm::Sha512,
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            ),
            (Algorithm::Sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        ];
        assert_eq!(hasher.finish(), expected.map(|(algorithm, digits)| (algorithm, digits.to_owned())));
        assert_eq!(sha256(["a", "bc"]), expected[0].1);
    }
}
