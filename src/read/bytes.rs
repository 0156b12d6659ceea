//! Eight bytes of a text looked at at once: where a reader stops is found without looking at each byte before it.
//!
//! In: bytes, and which of them to stop at. Out: how many stand before the first of those. It must not know what any byte means.

/// The lowest bit of each byte.
const ONES: u64 = u64::MAX / 255;

/// Eight bytes. What is found of them are marks: the highest bit of each byte. Marks are true up to the first one; those after it
/// may be wrong, as each byte is taken from at the same time and may borrow from the next.
#[derive(Clone, Copy)]
pub(super) struct Eight(u64);

impl Eight {
    /// Marks the bytes that are less than another one, which is ASCII.
    #[inline]
    pub(super) fn below(self, byte: u8) -> u64 {
        self.0.wrapping_sub(ONES * u64::from(byte)) & !self.0 & (ONES << 7)
    }

    /// Marks the bytes that are the same as another one.
    #[inline]
    pub(super) fn equal(self, byte: u8) -> u64 {
        Eight(self.0 ^ (ONES * u64::from(byte))).below(1)
    }
}

/// How many bytes stand before the first one that is marked. Fewer than eight bytes at the end are not looked at: where none is
/// marked before, they are left.
#[inline]
pub(super) fn before(bytes: &[u8], marks: impl Fn(Eight) -> u64) -> usize {
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        let found = marks(Eight(u64::from_le_bytes(*eight)));
        at += found.trailing_zeros() as usize / 8;
        if found != 0 {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_byte_is_found_as_if_each_was_looked_at(bytes: Vec<u8>, one: u8, least in 0..128_u8) {
            let first = bytes.iter().position(|b| *b == one || *b < least).unwrap_or(bytes.len());
            let found = before(&bytes, |eight| eight.equal(one) | eight.below(least));
            prop_assert_eq!(found, first.min(bytes.len() / 8 * 8));
        }
    }
}
