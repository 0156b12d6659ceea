//! Frozen files: what proves that nothing changed. Manifests, bags, archives, and the comparison with what is found.
//!
//! In: paths, sizes, digests and streams of bytes. Out: the text of a [`Manifest`], a BagIt bag as a zip, [`Difference`]s. It must
//! not open or write a file: the shells do, and hand streams in.

mod bag;
mod checks;
mod compare;
mod manifest;
mod seal;
mod zip;

pub use bag::{Bag, BagInfo, Expectations, PAYLOAD, Payload, expectations, is_tag_file, write as write_bag};
pub use checks::{Checks, Facts};
pub use compare::{Difference, Expected, Found, What, compare};
pub use manifest::{FileEntry, Inputs, MANIFEST, Manifest, ManifestFault, inputs_digest, write_manifest};
pub use seal::{SIGNATURE, SealFault, check_signature};
pub use zip::{Entry, Unzip, Zip, ZipFault};

/// The most files that an archive or a folder may hold: beyond it, it is no site of this program.
pub const MAX_FILES: usize = 5_000_000;

/// The most bytes of a manifest or a tag file that are read into memory.
pub const MAX_TAG_FILE: u64 = 1 << 30;

/// The most bytes that the files of a zip may hold together.
pub const MAX_UNZIPPED: u64 = 1 << 38;

/// Room in which a file of so many bytes is read piece by piece. It is one more than the file holds, so that its end is seen, and no
/// more than 64 KB.
pub(crate) fn piece(bytes: u64) -> Vec<u8> {
    const MOST: usize = 64 * 1024;
    vec![0; usize::try_from(bytes).map_or(MOST, |bytes| bytes.saturating_add(1).min(MOST))]
}

/// Whether a path leads only down, by names that every file system reads alike: no `..`, no root, no drive, no control character.
pub fn is_safe(path: &str) -> bool {
    let is_name = |part: &str| !part.is_empty() && part != "." && part != "..";
    path.split('/').all(is_name) && !path.contains(['\\', ':', '\0']) && !path.chars().any(char::is_control)
}

/// Whether a name can be that of an edition: letters, digits, `.`, `-` and `_`, at most 64, the first a letter or digit.
pub fn is_edition_name(name: &str) -> bool {
    let is_fit = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let starts = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    starts && name.len() <= 64 && !name.ends_with('.') && !name.contains("..") && name.chars().all(is_fit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_lead_down_are_safe() {
        for path in ["a", "data/site/a b.html", "数据/表.csv", "..a/b"] {
            assert!(is_safe(path), "{path}");
        }
        for path in ["", "/a", "a/", "a//b", "../a", "a/../b", "a/.", "C:/a", "a\\b", "a\nb", "a\0"] {
            assert!(!is_safe(path), "{path:?}");
        }
        for name in ["2025", "2025-q1", "v1.2", "a_b"] {
            assert!(is_edition_name(name), "{name}");
        }
        for name in ["", ".", "..", "-a", "a/b", "年", "a b", "2025.", "a..b", &"x".repeat(65)] {
            assert!(!is_edition_name(name), "{name}");
        }
    }
}
