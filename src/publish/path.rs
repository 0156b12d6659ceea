//! Which paths a file of the site may have: those that every file system and server spells the same.
//!
//! In: a path as the pages' routes made it. Out: a [`SitePath`], or the [`PathFault`]. It must not touch the file
//! system: whether two paths clash is for the index to say, with the help of [`is_alike`].

use super::PathFault;

/// The largest number of bytes of one segment; file systems stop at 255, and archives add to names.
pub const MAX_SEGMENT: usize = 200;

/// Names that Windows keeps for devices, whatever extension follows; `COM1` and `LPT1` are handled apart.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A relative path, `/`-separated, that is fit for Linux, Windows and macOS and leads nowhere but down.
///
/// ```
/// use dajuan::publish::{PathFault, SitePath};
/// assert!(SitePath::parse("indicators/forest-cover/index.html").is_ok());
/// assert_eq!(SitePath::parse("../etc/passwd").err(), Some(PathFault::DotSegment));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SitePath<'a>(&'a str);

impl<'a> SitePath<'a> {
    /// Checks a path.
    ///
    /// # Errors
    /// The first [`PathFault`] found; nothing is ever corrected silently.
    pub fn parse(path: &'a str) -> Result<SitePath<'a>, PathFault> {
        if path.is_empty() {
            return Err(PathFault::Empty);
        }
        if path.starts_with('/') {
            return Err(PathFault::Absolute);
        }
        path.split('/').try_for_each(check_segment)?;
        Ok(SitePath(path))
    }

    /// The path as it was given.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// The folders above the file, from the top: `a` and `a/b` for `a/b/c`.
    pub(super) fn folders(self) -> impl Iterator<Item = &'a str> {
        self.0.match_indices('/').map(move |(end, _)| &self.0[..end])
    }
}

/// The last segment of a path.
pub(super) fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Whether a case-blind file system takes two names for one.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    one == other || folded(one).eq(folded(other))
}

/// Up and then down, character by character: `ß` meets `SS`, and the Kelvin sign meets `k`.
pub(super) fn folded(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

/// Whether a character steers a terminal or the direction of writing instead of being read.
pub(super) fn is_unprintable(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn check_segment(segment: &str) -> Result<(), PathFault> {
    if segment.is_empty() {
        return Err(PathFault::EmptySegment);
    }
    if segment == "." || segment == ".." {
        return Err(PathFault::DotSegment);
    }
    if segment.len() > MAX_SEGMENT {
        return Err(PathFault::SegmentTooLong);
    }
    for c in segment.chars() {
        match c {
            '\\' => return Err(PathFault::Backslash),
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => return Err(PathFault::Character(c)),
            c if is_unprintable(c) => return Err(PathFault::Control(c)),
            _ => {}
        }
    }
    if segment.ends_with(['.', ' ']) {
        return Err(PathFault::TrailingDotOrSpace);
    }
    if is_reserved(segment) { Err(PathFault::ReservedName) } else { Ok(()) }
}

/// `nul`, `NUL.txt`, `nul .txt`, `COM1.csv`, `lpt²`: Windows opens a device for each of them.
fn is_reserved(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or(segment).trim_end_matches(' ').to_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let numbered = port.is_some_and(|rest| {
        let mut chars = rest.chars();
        matches!((chars.next(), chars.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    });
    numbered || DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_fault_is_found() {
        let long = "长".repeat(67);
        let cases = [
            ("", PathFault::Empty),
            ("/", PathFault::Absolute),
            ("/etc/passwd", PathFault::Absolute),
            ("a//b", PathFault::EmptySegment),
            ("a/", PathFault::EmptySegment),
            (".", PathFault::DotSegment),
            ("a/./b", PathFault::DotSegment),
            ("..", PathFault::DotSegment),
            ("a/../../b", PathFault::DotSegment),
            ("a\\..\\b", PathFault::Backslash),
            ("a\0b", PathFault::Control('\0')),
            ("a\nb", PathFault::Control('\n')),
            ("a\u{7f}", PathFault::Control('\u{7f}')),
            ("a\u{85}b", PathFault::Control('\u{85}')),
            ("gpj\u{202e}exe", PathFault::Control('\u{202e}')),
            ("C:/x", PathFault::Character(':')),
            ("a:b", PathFault::Character(':')),
            ("a?b", PathFault::Character('?')),
            ("CON", PathFault::ReservedName),
            ("x/nul.html", PathFault::ReservedName),
            ("nul .txt/x", PathFault::ReservedName),
            ("Com1.csv", PathFault::ReservedName),
            ("lpt².csv", PathFault::ReservedName),
            ("a.", PathFault::TrailingDotOrSpace),
            ("...", PathFault::TrailingDotOrSpace),
            ("a /b", PathFault::TrailingDotOrSpace),
            (long.as_str(), PathFault::SegmentTooLong),
        ];
        for (path, fault) in cases {
            assert_eq!(SitePath::parse(path), Err(fault), "{path:?}");
        }
    }

    #[test]
    fn good_paths_pass_and_list_their_folders() {
        for path in
            ["a", ".nojekyll", "森林覆盖率/index.html", "a b/c", "com/x", "com10", "console.css", "nullable"]
        {
            assert_eq!(SitePath::parse(path).map(SitePath::as_str), Ok(path));
        }
        let path = SitePath::parse("一/b/c.csv").unwrap();
        assert_eq!(path.folders().collect::<Vec<_>>(), ["一", "一/b"]);
        assert_eq!(name(path.as_str()), "c.csv");
    }

    #[test]
    fn spellings_that_differ_in_case_fold_to_one() {
        for (one, other) in [("README", "readme"), ("straße", "STRASSE"), ("\u{212a}", "k"), ("ΣΑΣ", "σας")]
        {
            assert!(is_alike(one, other));
        }
        assert!(!is_alike("云南", "雲南"));
    }

    proptest! {
        #[test]
        fn an_accepted_path_leads_only_down(path in "[a-cA-C./\\\\: \u{0}\u{202e}长]{0,12}") {
            if let Ok(good) = SitePath::parse(&path) {
                let parts: Vec<_> = std::path::Path::new(good.as_str()).components().collect();
                prop_assert_eq!(parts.len(), good.as_str().split('/').count());
                prop_assert!(parts.iter().all(|part| matches!(part, std::path::Component::Normal(_))));
                prop_assert!(!path.chars().any(|c| c.is_control() || c == '\\' || c == ':'));
            }
        }

        #[test]
        fn any_text_is_judged_without_panic(path in any::<String>()) {
            let _ = SitePath::parse(&path);
        }

        #[test]
        fn names_are_alike_by_their_folded_spelling(one in "[a-cA-CßsSäÄ]{0,5}", other in "[a-cA-CßsSäÄ]{0,5}") {
            let (folded_one, folded_other): (String, String) = (folded(&one).collect(), folded(&other).collect());
            prop_assert_eq!(is_alike(&one, &other), folded_one == folded_other);
            prop_assert!(is_alike(&one, &folded_one));
        }
    }
}
