//! Postings: for each two neighbouring characters the entries in which they stand.
//!
//! In: entries. Out: [`Postings`] in parts by first character. The numbers of entries are written as they come, so that what is held
//! is no more than what the files hold. The characters are those of UTF-16, because a script of the reader's
//! browser looks them up, and folded as it folds a query. It must not know what an entry is about.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use rayon::prelude::*;

use super::entries::Entry;

/// The digits of numbers in postings, six bits each.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A part has about so many numbers.
const NUMBERS: usize = 8192;

/// The most parts, a power of two.
const MOST: usize = 1024;

/// After the last character of a title and of a text.
const END: u16 = b'\n' as u16;

/// The entries of pairs of characters.
pub(super) struct Postings {
    /// By the remainder of the first character.
    parts: Vec<Part>,
}

impl Default for Postings {
    fn default() -> Postings {
        Postings { parts: (0..MOST).map(|_| Part::default()).collect() }
    }
}

impl Postings {
    /// Adds entries that follow those before; the first of them has this number.
    pub(super) fn add(&mut self, first: usize, entries: &[Entry]) {
        let numbered = entries.par_iter().enumerate();
        let found: Vec<Vec<u64>> = numbered.map(|(place, entry)| pairs((first + place, entry))).collect();
        let mut dealt: Vec<Vec<u64>> = vec![Vec::new(); MOST];
        for pair in found.into_iter().flatten() {
            dealt[(pair >> 48) as usize % MOST].push(pair);
        }
        self.parts.par_iter_mut().zip(dealt).for_each(|(part, dealt)| part.add(dealt));
    }

    /// Ends what was added. There were the most parts; those that are left are whole ones of them put together.
    pub(super) fn end(&mut self) {
        let all: usize = self.parts.iter().map(|part| part.count).sum();
        let count = (all / NUMBERS).next_power_of_two().clamp(1, MOST);
        for (place, part) in self.parts.split_off(count).into_iter().enumerate() {
            // The same first character is in one part alone.
            self.parts[place % count].pairs.extend(part.pairs);
        }
        let pairs = self.parts.iter_mut().flat_map(|part| part.pairs.values_mut());
        pairs.for_each(Numbers::end);
    }

    /// The number of parts.
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    /// The parts.
    pub(super) fn parts(&self) -> impl IndexedParallelIterator<Item = &Part> {
        self.parts.par_iter()
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
#[derive(Default)]
pub(super) struct Part {
    /// By the two characters in one number, the first one high.
    pairs: BTreeMap<u32, Numbers>,
    /// How many numbers there are.
    count: usize,
}

impl Part {
    /// Takes over the pairs of further entries, each with the number of its entry in the low half.
    fn add(&mut self, mut dealt: Vec<u64>) {
        self.count += dealt.len();
        dealt.sort_unstable();
        for same in dealt.chunk_by(|a, b| a >> 32 == b >> 32) {
            let numbers = self.pairs.entry((same[0] >> 32) as u32).or_default();
            same.iter().for_each(|pair| numbers.add((pair & 0xffff_ffff) as u32));
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(self.count * 2);
        for (place, (pair, numbers)) in self.pairs.iter().enumerate() {
            text.push_str(if place == 0 { "\"" } else { ",\"" });
            for unit in [pair >> 16, pair & 0xffff] {
                character(&mut text, unit as u16)?;
            }
            text.push_str("\":\"");
            text.push_str(&numbers.text);
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
#[derive(Default)]
struct Numbers {
    text: String,
    /// The number after the last one.
    next: u32,
    /// How many numbers that follow each other are not written yet.
    run: u32,
}

impl Numbers {
    /// Adds a number above all before it.
    fn add(&mut self, number: u32) {
        if number == self.next {
            self.run += 1;
        } else {
            self.end();
            self.digits(number + 1 - self.next);
        }
        self.next = number + 1;
    }

    /// Writes what is not written yet.
    fn end(&mut self) {
        match std::mem::take(&mut self.run) {
            few @ 0..=2 => (0..few).for_each(|_| self.digits(1)),
            many => [0, many].into_iter().for_each(|number| self.digits(number)),
        }
    }

    fn digits(&mut self, mut number: u32) {
        loop {
            let low = (number & 31) as usize;
            number >>= 5;
            self.text.push(char::from(DIGITS[low | if number > 0 { 32 } else { 0 }]));
            if number == 0 {
                break;
            }
        }
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
        fn numbers_are_read_as_they_were_written(set in proptest::collection::btree_set(0u32..3000, 0..400)) {
            let mut numbers = Numbers::default();
            set.iter().for_each(|number| numbers.add(*number));
            numbers.end();
            prop_assert_eq!(read(&numbers.text), set.into_iter().map(u64::from).collect::<Vec<_>>());
        }
    }

    #[test]
    fn folding_keeps_length() {
        let folded: String =
            "ＡB％　中".encode_utf16().map(fold).filter_map(|unit| char::from_u32(unit.into())).collect();
        assert_eq!(folded, "ab% 中");
    }
}
