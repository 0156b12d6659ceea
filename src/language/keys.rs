//! The keys of a kind, found by their names.
//!
//! In: the fields of a kind. Out: [`Keys`], made while the program is compiled: reading asks for a key some million times. It must
//! not change the order of the fields.

use std::ops::Deref;

use super::Field;

/// The fields of a kind in their order; each is found at once.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    fields: &'static [Field],
    /// The places of the fields, each at the spot that its key gives or the next free one after it.
    spots: [u8; SPOTS],
    /// The fields that have to be given, as bits by their places.
    required: u64,
    /// Those of which exactly one has to be given.
    one_of: u64,
}

const SPOTS: usize = 256;
const FREE: u8 = u8::MAX;

/// Where to look for a key first: keys of a kind differ in their length, their first or their last letter, or in one amid.
#[inline]
const fn spot(key: &[u8]) -> usize {
    if key.is_empty() {
        return 0;
    }
    let (first, amid, last) = (key[0] as usize, key[key.len() / 2] as usize, key[key.len() - 1] as usize);
    (key.len() * 67 + first * 31 + amid * 7 + last) % SPOTS
}

impl Keys {
    /// The keys of these fields, of which exactly one of a group has to be given.
    pub(super) const fn of(fields: &'static [Field], one_of: &[&str]) -> Keys {
        assert!(fields.len() <= 64, "each field of a kind is a bit of 64");
        let (mut spots, mut required, mut group) = ([FREE; SPOTS], 0, 0);
        let mut place = 0;
        while place < fields.len() {
            let mut at = spot(fields[place].key.as_bytes());
            while spots[at] != FREE {
                at = (at + 1) % SPOTS;
            }
            spots[at] = place as u8;
            if fields[place].need.is_required() {
                required |= 1 << place;
            }
            if is_among(fields[place].key, one_of) {
                group |= 1 << place;
            }
            place += 1;
        }
        Keys { fields, spots, required, one_of: group }
    }

    /// All fields.
    pub fn all(&self) -> &'static [Field] {
        self.fields
    }

    /// The place of the field with this key.
    #[inline]
    pub fn place(&self, key: &str) -> Option<usize> {
        let mut at = spot(key.as_bytes());
        loop {
            let place = usize::from(self.spots[at]);
            // A free spot names no field.
            if self.fields.get(place)?.key == key {
                return Some(place);
            }
            at = (at + 1) % SPOTS;
        }
    }

    /// The fields that have to be given, as bits by their places.
    pub fn required(&self) -> u64 {
        self.required
    }

    /// The fields of which exactly one has to be given, as bits by their places.
    pub fn one_of(&self) -> u64 {
        self.one_of
    }
}

/// Whether a key is one of these.
const fn is_among(key: &str, keys: &[&str]) -> bool {
    let mut place = 0;
    while place < keys.len() {
        let (one, other) = (key.as_bytes(), keys[place].as_bytes());
        let mut same = 0;
        while same < one.len() && same < other.len() && one[same] == other[same] {
            same += 1;
        }
        if same == one.len() && same == other.len() {
            return true;
        }
        place += 1;
    }
    false
}

impl Deref for Keys {
    type Target = [Field];
    fn deref(&self) -> &[Field] {
        self.fields
    }
}

impl IntoIterator for Keys {
    type Item = &'static Field;
    type IntoIter = std::slice::Iter<'static, Field>;
    fn into_iter(self) -> Self::IntoIter {
        self.fields.iter()
    }
}

#[cfg(test)]
mod tests {
    use crate::language::{KINDS, SITE};

    #[test]
    fn each_key_is_found_and_no_other() {
        for kind in KINDS.iter().copied().chain([&SITE]) {
            for (place, field) in kind.fields.iter().enumerate() {
                assert_eq!(kind.fields.place(field.key), Some(place), "{}", field.key);
                assert_eq!(kind.fields.required() >> place & 1 == 1, field.need.is_required());
                let is_in_group = kind.one_of.iter().any(|group| group.contains(&field.key));
                assert_eq!(kind.fields.one_of() >> place & 1 == 1, is_in_group);
            }
            assert!(kind.one_of.len() <= 1, "the bits of two groups cannot be told apart: {}", kind.key);
            assert_eq!(kind.fields.place(""), None);
            assert_eq!(kind.fields.place("no-such-key"), None);
        }
    }
}
