//! Which targets prose may link to.
//!
//! In: a target as written. Out: whether it is an address of the web, one within the site, or none. It must not
//! follow or mend it.

/// What a target is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// `https://…`, `http://…` or `mailto:…`.
    Web,
    /// Relative: whether it leads anywhere is for the site to say.
    Within,
    /// Anything else: another scheme, another host without a scheme, the root of the file system.
    Refused,
}

/// Sorts a target.
pub(super) fn sort(target: &str) -> Address {
    // Browsers drop tabs and newlines from addresses and take `\` for `/`, so that neither may stand in one.
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>');
    if target.contains(odd) {
        return Address::Refused;
    }
    let lower = target.to_ascii_lowercase();
    let filled = |prefix: &str| lower.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty());
    let host = |prefix| filled(prefix) && !lower[prefix.len()..].starts_with(['/', '?', '#']);
    if host("https://") || host("http://") || filled("mailto:") {
        return Address::Web;
    }
    let head = target.split(['/', '?', '#']).next().unwrap_or_default();
    if target.starts_with('/') || head.contains(':') { Address::Refused } else { Address::Within }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_the_site_may_be_linked() {
        for web in ["https://example.org/a?b#c", "HTTP://x", "mailto:a@b.cn"] {
            assert_eq!(sort(web), Address::Web, "{web}");
        }
        for within in ["../documents/a.html", "a.html#x", "#x", "", "./a:b", "图.svg"] {
            assert_eq!(sort(within), Address::Within, "{within}");
        }
        for refused in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "data:text/html,x",
            "//evil.example",
            "/\\evil",
            "\\\\evil",
            "/etc/passwd",
            "http:evil",
            "https://",
            "https:///x",
            "mailto:",
            "vbscript:x",
            "a b",
            ":",
            "file:///x",
        ] {
            assert_eq!(sort(refused), Address::Refused, "{refused}");
        }
    }
}
