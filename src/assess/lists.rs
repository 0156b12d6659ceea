//! Lists by keys: what many records say of few, found once and looked up often.
//!
//! In: pairs of a key and a value. Out: the values of each key, in the order in which they came. Three flat slices and no
//! more: of tens of thousands of keys most have one value. It must not be changed once built.

use std::cmp::Ordering;

/// The values of each key.
#[derive(Debug)]
pub(crate) struct Lists<K, V> {
    /// Each key once, rising.
    keys: Box<[K]>,
    /// Where the values of each key end and those of the next begin.
    ends: Box<[u32]>,
    values: Box<[V]>,
}

impl<K: Ord, V> Lists<K, V> {
    /// The lists of these pairs.
    pub(crate) fn of(pairs: impl IntoIterator<Item = (K, V)>) -> Lists<K, V> {
        let mut pairs: Vec<(K, V)> = pairs.into_iter().collect();
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
        let (mut keys, mut ends, mut values) = (Vec::new(), Vec::new(), Vec::with_capacity(pairs.len()));
        for (key, value) in pairs {
            if keys.last() != Some(&key) {
                keys.push(key);
                ends.push(0);
            }
            values.push(value);
            if let Some(end) = ends.last_mut() {
                // As many as there are references, which are as wide.
                *end = u32::try_from(values.len()).unwrap_or(u32::MAX);
            }
        }
        Lists { keys: keys.into(), ends: ends.into(), values: values.into() }
    }

    /// The values of a key.
    pub(crate) fn get(&self, key: &K) -> &[V] {
        match self.keys.binary_search(key) {
            Ok(place) => &self.values[self.start(place)..self.start(place + 1)],
            Err(_) => &[],
        }
    }

    /// The values of all keys that compare as equal, in the order of keys. The others have to be less before them and
    /// greater after them.
    pub(crate) fn range(&self, compare: impl Fn(&K) -> Ordering) -> &[V] {
        let from = self.keys.partition_point(|key| compare(key).is_lt());
        let to = self.keys.partition_point(|key| compare(key).is_le());
        &self.values[self.start(from)..self.start(to)]
    }

    /// The keys that have values, rising.
    pub(crate) fn keys(&self) -> &[K] {
        &self.keys
    }

    /// Where the values of the key with this place begin.
    fn start(&self, place: usize) -> usize {
        place.checked_sub(1).map_or(0, |before| self.ends[before] as usize)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn lists_are_those_of_a_map(pairs in prop::collection::vec(((0..6u8, 0..6u8), any::<u16>()), 0..40)) {
            let mut map: BTreeMap<(u8, u8), Vec<u16>> = BTreeMap::new();
            for (key, value) in &pairs {
                map.entry(*key).or_default().push(*value);
            }
            let lists = Lists::of(pairs);
            prop_assert!(lists.keys().iter().eq(map.keys()));
            for first in 0..7 {
                for second in 0..7 {
                    let expected = map.get(&(first, second)).map_or(&[][..], Vec::as_slice);
                    prop_assert_eq!(lists.get(&(first, second)), expected);
                }
                let expected: Vec<u16> =
                    map.range((first, 0)..(first + 1, 0)).flat_map(|(_, values)| values).copied().collect();
                prop_assert_eq!(lists.range(|key| key.0.cmp(&first)), expected);
            }
        }
    }
}
