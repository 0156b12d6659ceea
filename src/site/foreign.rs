//! Parts of a page in another language: each Chinese word on an English page says that it is Chinese.
//!
//! In: the HTML of a finished page. Out: the same page with `lang` on every part in another language, and a visible mark after what
//! exists in that language alone. It looks at text between tags and changes nothing else: attributes, titles, scripts and
//! drawings hold no elements. It must not decide what is translated.

use std::collections::BTreeMap;

/// What marks the parts of pages of one language.
#[derive(Debug, Default)]
pub(crate) struct Marker {
    /// The opening tag of a part in another language.
    open: String,
    /// What follows a part that exists in that language alone.
    only: String,
    /// The texts that exist in that language alone, by their first character; longer ones first.
    alone: BTreeMap<char, Vec<String>>,
}

/// Elements whose text is no place for other elements.
const CLOSED: [&str; 6] = ["title", "script", "style", "textarea", "svg", "option"];

impl Marker {
    /// A marker for pages on which Chinese is another language: its tag, the mark, and what exists in Chinese alone.
    pub(crate) fn new<'t>(tag: &str, only: &str, alone: impl Iterator<Item = &'t str>) -> Marker {
        let mut by_first: BTreeMap<char, Vec<String>> = BTreeMap::new();
        for text in alone.filter_map(|text| Some((text.chars().find(|c| is_han(*c))?, text))) {
            by_first.entry(text.0).or_default().push(super::markdown::attribute(text.1));
        }
        for texts in by_first.values_mut() {
            texts.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        Marker {
            open: format!("<span lang=\"{tag}\">"),
            only: format!("<small class=\"only\">{only}</small>"),
            alone: by_first,
        }
    }

    /// The page with its parts marked.
    pub(crate) fn mark(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len() + html.len() / 16);
        let mut rest = html;
        while let Some(start) = rest.find('<') {
            self.text(&rest[..start], &mut out);
            rest = &rest[start..];
            let end = tag_end(rest);
            let (tag, after) = rest.split_at(end);
            out.push_str(tag);
            rest = after;
            if let Some(name) = closed(tag) {
                let end = element_end(rest, name);
                out.push_str(&rest[..end]);
                rest = &rest[end..];
            }
        }
        self.text(rest, &mut out);
        out
    }

    fn text(&self, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some((start, end)) = run(rest) {
            out.push_str(&rest[..start]);
            out.push_str(&self.open);
            out.push_str(&rest[start..end]);
            out.push_str("</span>");
            if self.is_alone(&rest[start..end]) {
                out.push_str(&self.only);
            }
            rest = &rest[end..];
        }
        out.push_str(rest);
    }

    /// Whether a part has a text in it that exists in its language alone.
    fn is_alone(&self, part: &str) -> bool {
        let at = |place: usize, text: &String| {
            // A text may begin with something else than Chinese: `5G网络`.
            let before = text.find(is_han).unwrap_or(0);
            place
                .checked_sub(before)
                .is_some_and(|start| part.is_char_boundary(start) && part[start..].starts_with(text.as_str()))
        };
        !self.alone.is_empty()
            && part.char_indices().any(|(place, c)| {
                self.alone.get(&c).is_some_and(|texts| texts.iter().any(|text| at(place, text)))
            })
    }
}

/// Where a tag or comment ends that begins here.
fn tag_end(rest: &str) -> usize {
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(rest.len(), |end| end + 3);
    }
    let mut quote = None;
    for (place, c) in rest.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return place + 1,
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    rest.len()
}

/// The name of an element that is left as it is: one without elements in its text, or one that states its language itself.
fn closed(tag: &str) -> Option<&str> {
    let name = tag.strip_prefix('<')?;
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric())?];
    let states = tag.contains(" lang=\"zh") && name != "html";
    (!name.is_empty() && !tag.ends_with("/>") && (CLOSED.contains(&name) || states)).then_some(name)
}

/// Where the element ends whose opening tag lies before this text.
fn element_end(rest: &str, name: &str) -> usize {
    let (mut depth, mut place) = (1, 0);
    while let Some(next) = rest[place..].find('<') {
        place += next;
        let tag = &rest[place..];
        let is = |tag: &str| {
            tag.strip_prefix(name)
                .is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        if tag.strip_prefix("</").is_some_and(is) {
            depth -= 1;
        } else if tag.strip_prefix('<').is_some_and(is) {
            depth += 1;
        }
        if depth == 0 {
            return place;
        }
        place += 1;
    }
    rest.len()
}

/// The first part in Chinese: from its first character, with digits and letters that cling to it, to its last.
fn run(text: &str) -> Option<(usize, usize)> {
    let first = text.find(is_chinese)?;
    let clings = |c: char| c.is_alphanumeric() || matches!(c, '%' | '.' | '+' | '-' | '—' | '–');
    let lead: usize = text[..first].chars().rev().take_while(|c| clings(*c)).map(char::len_utf8).sum();
    let mut end = first;
    let mut gap = false;
    for (place, c) in text[first..].char_indices() {
        let place = first + place;
        if is_chinese(c) {
            end = place + c.len_utf8();
            gap = false;
        } else if clings(c) {
            if !gap {
                end = place + c.len_utf8();
            }
        } else if matches!(c, ' ' | '·' | '“' | '”' | '‘' | '’' | '(' | ')' | '/') {
            gap = true;
        } else {
            break;
        }
    }
    Some((first - lead, end))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Characters of Chinese text, its punctuation included.
fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marker() -> Marker {
        Marker::new("zh-Hans", " (in Chinese only)", ["昭阳区"].into_iter())
    }

    #[test]
    fn a_part_in_chinese_says_so_and_the_rest_stays() {
        assert_eq!(
            marker().mark("<p title=\"云南\">Yunnan (云南省, 2023年) of <b>“94%以上”</b>.</p>"),
            "<p title=\"云南\">Yunnan (<span lang=\"zh-Hans\">云南省</span>, <span lang=\"zh-Hans\">2023年</span>) of \
             <b>“<span lang=\"zh-Hans\">94%以上</span>”</b>.</p>"
        );
        assert_eq!(
            marker().mark("锚定目标 强化保障——答卷 [Answers]"),
            "<span lang=\"zh-Hans\">锚定目标 强化保障——答卷</span> [Answers]"
        );
    }

    #[test]
    fn what_has_a_language_or_no_elements_is_left_alone() {
        for html in [
            "<title>昭通</title>",
            "<svg><title>昭通</title><text>昭通</text></svg>",
            "<a lang=\"zh-Hans\" href=\"a.html\">中文 <b>昭通</b></a>",
            "<script>\"昭通\"</script>",
            "<!-- 昭通 > -->",
        ] {
            assert_eq!(marker().mark(html), html);
        }
    }

    #[test]
    fn what_exists_in_chinese_alone_has_a_mark() {
        assert_eq!(
            marker().mark("<a href=\"x\">昭阳区</a>"),
            "<a href=\"x\"><span lang=\"zh-Hans\">昭阳区</span><small class=\"only\"> (in Chinese only)</small></a>"
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a<>/ 昭通区%，\"=!-]{0,40}") {
            let marked = marker().mark(&text);
            let plain = marked.replace("<span lang=\"zh-Hans\">", "").replace("</span>", "");
            prop_assert_eq!(plain, text);
        }
    }
}
