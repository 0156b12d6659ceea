//! Postings: for each two neighbouring characters the entries in which they stand.
//!
//! In: entries. Out: [`Postings`] in parts by first character. The characters are those of UTF-16, because a script of the reader's
//! browser looks them up, and folded as it folds a query. It must not know what an entry is about.

use std::fmt::{self, Write};

use rayon::prelude::*;

use super::entries::Entry;

/// The digits of numbers in postings, six bits each.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A part has about so many numbers.
const NUMBERS: usize = 8192;

/// The most parts, a power of two.
const MOST: usize = 1024;

/// So many entries are looked through at a time.
const CHUNK: usize = 16 * 1024;

/// After the last character of a title and of a text.
const END: u16 = b'\n' as u16;

/// Pairs of characters with entries: the first character, the second and the entry in one number, in order.
pub(super) struct Postings {
    /// By the remainder of the first character.
    parts: Vec<Vec<u64>>,
}

impl Postings {
    /// The postings of entries.
    pub(super) fn of(entries: &[Entry]) -> Postings {
        // Dealt out to the most parts, some entries at a time; fewer parts are whole ones of these put together.
        let mut parts: Vec<Vec<u64>> = vec![Vec::new(); MOST];
        for (chunk, entries) in entries.chunks(CHUNK).enumerate() {
            let numbered = entries.par_iter().enumerate();
            let found: Vec<Vec<u64>> =
                numbered.map(|(place, entry)| pairs((chunk * CHUNK + place, entry))).collect();
            for pair in found.into_iter().flatten() {
                parts[(pair >> 48) as usize % MOST].push(pair);
            }
        }
        let all: usize = parts.iter().map(Vec::len).sum();
        let count = (all / NUMBERS).next_power_of_two().clamp(1, MOST);
        for (place, part) in parts.split_off(count).into_iter().enumerate() {
            parts[place % count].extend(part);
        }
        parts.par_iter_mut().for_each(|part| part.sort_unstable());
        Postings { parts }
    }

    /// The number of parts.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// The parts.
    pub(super) fn parts(&self) -> impl IndexedParallelIterator<Item = Part<'_>> {
        self.parts.par_iter().map(|part| Part(part))
    }
}

/// The different pairs of an entry, its number in the low half.
fn pairs((number, entry): (usize, &Entry)) -> Vec<u64> {
    let number = number as u64 & 0xffff_ffff;
    let mut pairs = Vec::with_capacity(entry.title.len() / 2 + entry.text.len() / 2);
    for text in [&entry.title, &entry.text] {
        let mut last = None;
        for unit in text.encode_utf16().map(fold).chain([END]) {
            if let Some(last) = last.replace(unit) {
                pairs.push(u64::from(last) << 48 | u64::from(unit) << 32 | number);
            }
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// One character for one: full width becomes half width, capitals of ASCII become small.
fn fold(unit: u16) -> u16 {
    let narrow = match unit {
        0xff01..=0xff5e => unit - 0xfee0,
        0x3000 => u16::from(b' '),
        _ => unit,
    };
    if (u16::from(b'A')..=u16::from(b'Z')).contains(&narrow) { narrow + 32 } else { narrow }
}

/// One part of the postings; written out it is an object of a script.
pub(super) struct Part<'p>(&'p [u64]);

impl fmt::Display for Part<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(self.0.len() * 2);
        for (place, same) in self.0.chunk_by(|a, b| a >> 32 == b >> 32).enumerate() {
            text.push_str(if place == 0 { "\"" } else { ",\"" });
            for unit in [same[0] >> 48, same[0] >> 32 & 0xffff] {
                character(&mut text, (unit & 0xffff) as u16)?;
            }
            text.push_str("\":\"");
            numbers(&mut text, same.iter().map(|pair| pair & 0xffff_ffff));
            text.push('"');
        }
        write!(out, "{{{text}}}")
    }
}

/// A character in a string of a script. Halves of pairs cannot stand alone in UTF-8, and some characters mean something else.
fn character(text: &mut String, unit: u16) -> fmt::Result {
    match char::from_u32(unit.into()).filter(|c| c.is_alphanumeric() || " -.,;:()%/".contains(*c)) {
        Some(plain) => text.push(plain),
        None => write!(text, "\\u{unit:04x}")?,
    }
    Ok(())
}

/// Rising numbers as gaps of five bits a digit, the low ones first; the sixth bit says that more follow. A gap of 0 is followed by how
/// many of the next numbers follow each other.
fn numbers(text: &mut String, numbers: impl Iterator<Item = u64>) {
    let mut digits = |mut number: u64| loop {
        let low = (number & 31) as usize;
        number >>= 5;
        text.push(char::from(DIGITS[low | if number > 0 { 32 } else { 0 }]));
        if number == 0 {
            break;
        }
    };
    let (mut last, mut run) = (None, 0);
    for number in numbers.map(Some).chain([None]) {
        let gap = number.map(|number| last.map_or(number + 1, |last: u64| number - last));
        if gap == Some(1) {
            run += 1;
        } else {
            match std::mem::take(&mut run) {
                few @ 0..=2 => (0..few).for_each(|_| digits(1)),
                many => [0, many].into_iter().for_each(&mut digits),
            }
            gap.into_iter().for_each(&mut digits);
        }
        last = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As the script does it.
    fn read(text: &str) -> Vec<u64> {
        let (mut out, mut last, mut number, mut shift, mut is_run) = (Vec::new(), 0, 0, 0, false);
        for digit in text.bytes() {
            let value = DIGITS.iter().position(|one| *one == digit).expect("a digit") as u64;
            number |= (value & 31) << shift;
            shift += 5;
            if value & 32 > 0 {
                continue;
            }
            for _ in 0..if is_run { number } else { u64::from(number > 0) } {
                last += if is_run { 1 } else { number };
                out.push(last - 1);
            }
            is_run = !is_run && number == 0;
            (number, shift) = (0, 0);
        }
        out
    }

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(set in proptest::collection::btree_set(0u64..3000, 0..400)) {
            let mut text = String::new();
            numbers(&mut text, set.iter().copied());
            prop_assert_eq!(read(&text), set.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn folding_keeps_length() {
        let folded: String =
            "ＡB％　中".encode_utf16().map(fold).filter_map(|unit| char::from_u32(unit.into())).collect();
        assert_eq!(folded, "ab% 中");
    }
}
