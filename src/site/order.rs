//! The order of names: by pinyin, by strokes, or by the English alphabet.
//!
//! In: texts. Out: keys that sort as CLDR orders the texts, and the heading under which a text stands. It must not look at the
//! locale of the machine. The two tables of 27,500 characters were made from CLDR (`order/make-tables.mjs`); a collation library
//! would bring 29 crates and some ten times their size for the same order. A character with several readings stands
//! where the dictionary has it: an author's `sort_key` is better.

use super::search::half_width;

/// By what names are put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Pinyin,
    Strokes,
    Alphabet,
}

/// A key by which texts are sorted.
pub(crate) type Key = Vec<(u8, u32)>;

/// What stands under no letter.
const OTHER: &str = "#";

/// An order: for each Chinese character its place and its heading.
pub(crate) struct Order {
    by: By,
    /// By character: its place among all, and that of its heading.
    places: Vec<(char, u32, usize)>,
    headings: Vec<&'static str>,
}

impl Order {
    /// The order by pinyin, strokes or alphabet.
    pub(crate) fn new(by: By) -> Order {
        let table = match by {
            By::Pinyin => include_str!("order/pinyin.txt"),
            By::Strokes => include_str!("order/strokes.txt"),
            By::Alphabet => "",
        };
        let (mut places, mut headings) = (Vec::new(), Vec::new());
        for (heading, characters) in table.lines().filter_map(|line| line.split_once('\t')) {
            for character in characters.chars() {
                let place = u32::try_from(places.len()).unwrap_or(u32::MAX);
                places.push((character, place, headings.len()));
            }
            headings.push(heading);
        }
        places.sort_unstable();
        Order { by, places, headings }
    }

    fn find(&self, character: char) -> Option<(u32, &'static str)> {
        let found = self.places.binary_search_by_key(&character, |(known, ..)| *known).ok()?;
        let (_, place, heading) = self.places[found];
        Some((place, self.headings[heading]))
    }

    /// The key by which a text is sorted: marks come first, then digits, letters, Chinese characters, and all others.
    pub(crate) fn key(&self, text: &str) -> Key {
        let weight = |character: char| {
            let code = u32::from(character.to_ascii_lowercase());
            match character {
                _ if !character.is_alphanumeric() => (0, code),
                '0'..='9' => (1, code),
                _ if character.is_ascii() => (2, code),
                _ => self.find(character).map_or((4, code), |(place, _)| (3, place)),
            }
        };
        text.chars().map(half_width).map(weight).collect()
    }

    /// The heading under which a text stands: a letter, or a number of strokes.
    pub(crate) fn heading(&self, text: &str) -> String {
        match text.chars().map(half_width).find(|character| character.is_alphanumeric()) {
            Some(letter) if letter.is_ascii_alphabetic() => letter.to_ascii_uppercase().to_string(),
            Some(character) => self.find(character).map_or(OTHER, |(_, heading)| heading).to_owned(),
            None => OTHER.to_owned(),
        }
    }

    /// The place of a heading: what has none comes first, letters by the alphabet, strokes by their number.
    pub(crate) fn place_of(&self, heading: &str) -> u32 {
        let letter = heading.chars().next().filter(char::is_ascii_alphabetic).map(u32::from);
        letter.or_else(|| heading.parse::<u32>().ok().map(|strokes| 1000 + strokes)).unwrap_or_default()
    }

    /// By what it orders.
    pub(crate) fn by(&self) -> By {
        self.by
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(by: By, names: &[&str]) -> Vec<String> {
        let order = Order::new(by);
        let mut names = names.to_vec();
        names.sort_by_key(|name| (order.place_of(&order.heading(name)), order.key(name)));
        names.into_iter().map(|name| format!("{}{name}", order.heading(name))).collect()
    }

    #[test]
    fn names_stand_under_their_letter() {
        assert_eq!(
            sorted(
                By::Pinyin,
                &["昭通市", "云南省", "重庆市", "虫庆市", "东川区", "巧家县", "安宁市", "Ｂ类学校", "12年"]
            ),
            [
                "#12年",
                "A安宁市",
                "BＢ类学校",
                "C虫庆市",
                "D东川区",
                "Q巧家县",
                "Y云南省",
                "Z昭通市",
                "Z重庆市"
            ]
        );
    }

    #[test]
    fn names_stand_under_their_strokes() {
        assert_eq!(
            sorted(By::Strokes, &["昭通市", "云南省", "东川区", "一县"]),
            ["1一县", "4云南省", "5东川区", "9昭通市"]
        );
    }

    #[test]
    fn english_names_stand_under_their_letter() {
        assert_eq!(sorted(By::Alphabet, &["zoo", "Alpha", "beta"]), ["AAlpha", "Bbeta", "Zzoo"]);
    }
}
