//! What should be there against what is there.
//!
//! In: files with their expected and their found sizes and digests. Out: every [`Difference`], in the order of paths.
//! It must not read anything.

use std::collections::BTreeMap;

use crate::bilingual::{Bilingual, both};
use crate::model::Algorithm;

/// What is said of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// Its size, where it is said.
    pub bytes: Option<u64>,
    /// Its digests, at least one.
    pub digests: Vec<(Algorithm, String)>,
}

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its size.
    pub bytes: u64,
    /// Its digests.
    pub digests: Vec<(Algorithm, String)>,
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Its bytes are not those that were recorded.
    Changed,
    /// It was recorded and is not there.
    Missing,
    /// It is there and was not recorded.
    Added,
    /// It is a symbolic link or a device, which nothing here follows.
    NotAFile,
    /// Its name leads elsewhere or is read differently by other systems.
    UnsafeName,
    /// Its name occurs twice.
    Twice,
    /// It is a manifest or tag file that does not say what it must.
    Malformed,
    /// A manifest leaves it out that has to list every file.
    Unlisted,
    /// It holds more than it declares, or more than is read.
    TooLarge,
    /// Its signature is not one of this key over these bytes.
    BadSignature,
    /// A key was given and there is no signature.
    Unsigned,
}

/// A file, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The path below what is checked.
    pub path: String,
    /// What is wrong.
    pub what: What,
}

impl What {
    /// The name for machines.
    pub const fn key(self) -> &'static str {
        match self {
            What::Changed => "changed",
            What::Missing => "missing",
            What::Added => "added",
            What::NotAFile => "not-a-file",
            What::UnsafeName => "unsafe-name",
            What::Twice => "twice",
            What::Malformed => "malformed",
            What::Unlisted => "unlisted",
            What::TooLarge => "too-large",
            What::BadSignature => "bad-signature",
            What::Unsigned => "unsigned",
        }
    }

    /// The words for people.
    pub const fn words(self) -> Bilingual {
        match self {
            What::Changed => both("内容改变", "changed"),
            What::Missing => both("缺失", "missing"),
            What::Added => both("多出", "added"),
            What::NotAFile => both("不是普通文件（链接或设备）", "not a plain file (a link or device)"),
            What::UnsafeName => both("名称不安全", "unsafe name"),
            What::Twice => both("名称重复", "name occurs twice"),
            What::Malformed => {
                both("清单或标签文件不合规范，或已被改动", "manifest or tag file is malformed or was altered")
            }
            What::Unlisted => both("清单未列出", "not listed in a manifest"),
            What::TooLarge => both("超出声明或允许的大小", "larger than declared or allowed"),
            What::BadSignature => both("签名与此公钥不符", "signature does not match this key"),
            What::Unsigned => both("没有签名", "no signature"),
        }
    }
}

impl Difference {
    /// A difference at a path.
    pub fn at(path: impl Into<String>, what: What) -> Difference {
        Difference { path: path.into(), what }
    }
}

impl Found {
    /// Whether all that is said of a file holds of this one: each digest that was expected has been taken and is equal.
    fn is(&self, expected: &Expected) -> bool {
        let is_equal = |(algorithm, digits): &(Algorithm, String)| {
            self.digests.iter().any(|(own, found)| own == algorithm && found.eq_ignore_ascii_case(digits))
        };
        expected.bytes.is_none_or(|bytes| bytes == self.bytes)
            && !expected.digests.is_empty()
            && expected.digests.iter().all(is_equal)
    }
}

/// Every file that is not as expected. What is not expected and `is_free` of the rule is passed over.
pub fn compare(
    expected: &BTreeMap<String, Expected>,
    found: &BTreeMap<String, Found>,
    is_free: impl Fn(&str) -> bool,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (path, expected) in expected {
        match found.get(path) {
            None => differences.push(Difference::at(path, What::Missing)),
            Some(file) if !file.is(expected) => differences.push(Difference::at(path, What::Changed)),
            Some(_) => {}
        }
    }
    let added = found.keys().filter(|path| !expected.contains_key(*path) && !is_free(path));
    differences.extend(added.map(|path| Difference::at(path, What::Added)));
    differences.sort();
    differences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(digits: &str) -> Found {
        Found { bytes: 1, digests: vec![(Algorithm::Sha256, digits.to_owned())] }
    }

    #[test]
    fn changed_missing_and_added_files_are_named() {
        let expect =
            |digits: &str| Expected { bytes: Some(1), digests: vec![(Algorithm::Sha256, digits.to_owned())] };
        let expected = [("a", "1"), ("b", "2"), ("c", "3")].map(|(path, d)| (path.to_owned(), expect(d)));
        let found = [("a", "1"), ("b", "9"), ("d", "4"), ("m", "5")].map(|(p, d)| (p.to_owned(), file(d)));
        let differences = compare(&expected.into(), &found.into(), |path| path == "m");
        let said: Vec<_> = differences.iter().map(|d| (d.path.as_str(), d.what)).collect();
        assert_eq!(said, [("b", What::Changed), ("c", What::Missing), ("d", What::Added)]);
    }

    #[test]
    fn a_file_of_which_no_digest_is_known_is_not_taken_for_sound() {
        assert!(!file("1").is(&Expected { bytes: Some(1), digests: Vec::new() }));
        let other = Expected { bytes: None, digests: vec![(Algorithm::Sha512, "1".to_owned())] };
        assert!(!file("1").is(&other));
    }
}
