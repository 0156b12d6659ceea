//! Headings of prose have addresses of their own: an id made from their words, and a link to it.
//!
//! In: the words of a heading. Out: an id that stays while the words stay, in any script, and no other heading of the page has.

use std::collections::BTreeSet;

/// The longest id, in characters.
const LONGEST: usize = 60;

/// How the headings of a piece of prose are named.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    /// What every id begins with, so that it is no other id of the page.
    pub(crate) prefix: String,
    /// What the link of a heading is called; `{heading}` stands for its words.
    pub(crate) label: String,
}

/// The ids of a page so far.
#[derive(Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// The id of a heading with these words.
    pub(super) fn of(&mut self, prefix: &str, heading: &str) -> String {
        let words = slug(heading);
        let first = if words.is_empty() { prefix.to_owned() } else { format!("{prefix}-{words}") };
        let numbered = (2..).map(|number: u32| format!("{first}-{number}"));
        let free = std::iter::once(first.clone()).chain(numbered).find(|id| !self.0.contains(id));
        let id = free.unwrap_or(first);
        self.0.insert(id.clone());
        id
    }
}

/// Letters and digits of any script in lower case, with a hyphen for whatever stands between them.
fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let short: String = slug.chars().take(LONGEST).collect();
    short.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_words_in_any_script() {
        assert_eq!(slug("  规则的次序（一）"), "规则的次序-一");
        assert_eq!(slug("How verdicts are found: 2 rules"), "how-verdicts-are-found-2-rules");
        assert_eq!(slug("……"), "");
        assert_eq!(slug(&"长".repeat(100)).chars().count(), LONGEST);
    }

    #[test]
    fn no_two_headings_have_one_id() {
        let mut ids = Ids::default();
        let found: Vec<String> =
            ["说明", "说明", "说明 2", "！", "？"].iter().map(|words| ids.of("s", words)).collect();
        assert_eq!(found, ["s-说明", "s-说明-2", "s-说明-2-2", "s", "s-2"]);
    }
}
