//! Fingerprints: SHA-256, SHA-512 and SM3 (GB/T 32905), as bytes where many are held and in hexadecimal digits where they
//! are read.
//!
//! In: bytes. Out: fingerprints. The one place that names `ring` and `sm3`; what a fingerprint stands for is said elsewhere.

use std::io::{self, Write};

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

/// The bytes of fingerprints, of those ways that were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprints {
    /// The SHA-256.
    pub sha256: Option<[u8; 32]>,
    /// The SHA-512.
    pub sha512: Option<[u8; 64]>,
    /// The SM3.
    pub sm3: Option<[u8; 32]>,
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

    /// The fingerprints of all bytes that were added.
    pub fn fingerprints(self) -> Fingerprints {
        Fingerprints {
            sha256: self.sha256.and_then(|hash| hash.finish().as_ref().try_into().ok()),
            sha512: self.sha512.and_then(|hash| hash.finish().as_ref().try_into().ok()),
            sm3: self.sm3.map(|hash| hash.finalize().into()),
        }
    }

    /// The same in digits, in the order of [`Algorithm`].
    pub fn finish(self) -> Vec<(Algorithm, String)> {
        let Fingerprints { sha256, sha512, sm3 } = self.fingerprints();
        let sha256 = sha256.map(|bytes| (Algorithm::Sha256, digits(&bytes)));
        let sha512 = sha512.map(|bytes| (Algorithm::Sha512, digits(&bytes)));
        let sm3 = sm3.map(|bytes| (Algorithm::Sm3, digits(&bytes)));
        [sha256, sha512, sm3].into_iter().flatten().collect()
    }
}

/// Takes the fingerprints of what passes to a writer.
pub struct Hashed<W> {
    /// Where it goes.
    pub to: W,
    /// How many bytes have passed.
    pub bytes: u64,
    /// What was taken of them.
    pub hasher: Hasher,
}

impl<W: Write> Hashed<W> {
    /// A writer before anything has passed.
    pub fn new(to: W, algorithms: &[Algorithm]) -> Hashed<W> {
        Hashed { to, bytes: 0, hasher: Hasher::of(algorithms) }
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.hasher.add(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// The SHA-256 of several pieces of bytes as if they were one, in 64 hexadecimal digits.
pub fn sha256<B: AsRef<[u8]>>(pieces: impl IntoIterator<Item = B>) -> String {
    let mut hash = Context::new(&SHA256);
    pieces.into_iter().for_each(|piece| hash.update(piece.as_ref()));
    digits(hash.finish().as_ref())
}

/// The hexadecimal digits of a fingerprint.
pub fn digits(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        digits.push(char::from(DIGITS[usize::from(byte >> 4)]));
        digits.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    digits
}

/// The bytes that such digits stand for; none where there are other than small hexadecimal digits, or not as many.
pub fn from_digits<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let value = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    let mut bytes = [0; N];
    if digits.len() != 2 * N {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
        *byte = value(pair[0])? << 4 | value(pair[1])?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_read_as_they_are_written() {
        let bytes: [u8; 4] = [0, 0x0f, 0xf0, 0xab];
        assert_eq!(from_digits(&digits(&bytes)), Some(bytes));
        for wrong in ["", "000ff0a", "000FF0AB", "000ff0ag", "000ff0ab0"] {
            assert_eq!(from_digits::<4>(wrong), None, "{wrong}");
        }
    }

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
