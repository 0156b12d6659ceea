//! The manifest of an edition or of a published site: every file with its size and SHA-256, in an edition with its SM3 too.
//!
//! In: files with their digests. Out: `manifest.json`, a text that says the same in one way only, and its reading. It must not
//! accept a text that it would not have written itself: one altered byte is a fault.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::is_safe;
use crate::model::{Algorithm, Hasher, sha256};

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// The format, and its version.
const FORMAT: &str = "dajuan-manifest/1";

/// A manifest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: String,
    /// The name of the edition; none for a site that is not frozen.
    pub edition: Option<String>,
    /// The day as of which the site was made.
    pub as_of: String,
    /// The program with its version.
    pub program: String,
    /// What the site was made from.
    pub inputs: Inputs,
    /// Every file but the manifest itself, in the order of their paths.
    pub files: Vec<FileEntry>,
    /// The SHA-256 of this text up to the line before this value: the digest of the whole.
    pub digest: String,
}

/// What a site was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The number of files.
    pub files: usize,
    /// The SHA-256 of the lines that `sha256sum` prints for them.
    pub sha256: String,
}

/// A file of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// The path below the folder of the manifest.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// Its SM3 (GB/T 32905): in editions. A site that is built anew each day goes without, since it costs more than all else that
    /// is done with a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sm3: Option<String>,
}

/// Why a text is no manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ManifestFault {
    /// It is no manifest of this program.
    Foreign,
    /// It is one of a version that this program does not know.
    Version,
    /// It was altered after it was written, or names a file that cannot be.
    Altered,
}

/// The digest of input files by their paths and SHA-256: that of the lines of `sha256sum`, in the order of the paths.
pub fn inputs_digest<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Inputs {
    let mut files: Vec<_> = files.collect();
    files.sort_unstable();
    let lines = files.iter().map(|(path, digits)| format!("{digits}  {path}\n"));
    Inputs { files: files.len(), sha256: sha256(lines) }
}

impl Manifest {
    /// The manifest of these files, in whatever order they come.
    pub fn new(edition: Option<&str>, as_of: String, inputs: Inputs, mut files: Vec<FileEntry>) -> Manifest {
        files.sort_unstable();
        let mut manifest = Manifest {
            format: FORMAT.to_owned(),
            edition: edition.map(str::to_owned),
            as_of,
            program: format!("dajuan {}", env!("CARGO_PKG_VERSION")),
            inputs,
            files,
            digest: String::new(),
        };
        manifest.digest = manifest.digest_of_body();
        manifest
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = Vec::with_capacity(200 + self.files.len() * 260);
        // Memory takes everything.
        let _ = self.write(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Writes the text of the file.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        self.write_body(to)?;
        to.write_all(b"  \"digest\": ")?;
        quote(to, &self.digest)?;
        to.write_all(b"\n}\n")
    }

    fn digest_of_body(&self) -> String {
        let mut digest = Digest(Hasher::of(&[Algorithm::Sha256]));
        // A digest takes everything.
        let _ = self.write_body(&mut digest);
        digest.0.finish().into_iter().map(|(_, digits)| digits).collect()
    }

    /// All of the text before the digest.
    fn write_body(&self, to: &mut dyn Write) -> io::Result<()> {
        let edition = self.edition.as_deref().map_or("null".to_owned(), quoted);
        write!(
            to,
            "{{\n  \"format\": {},\n  \"edition\": {edition},\n  \"as_of\": {},\n  \"program\": {},\n  \
             \"inputs\": {{ \"files\": {}, \"sha256\": {} }},\n  \"files\": [\n",
            quoted(&self.format),
            quoted(&self.as_of),
            quoted(&self.program),
            self.inputs.files,
            quoted(&self.inputs.sha256),
        )?;
        for (place, file) in self.files.iter().enumerate() {
            let FileEntry { path, bytes, sha256, sm3 } = file;
            to.write_all(b"    { \"path\": ")?;
            quote(to, path)?;
            write!(to, ", \"bytes\": {bytes}, \"sha256\": ")?;
            quote(to, sha256)?;
            if let Some(sm3) = sm3 {
                to.write_all(b", \"sm3\": ")?;
                quote(to, sm3)?;
            }
            to.write_all(if place + 1 < self.files.len() { b" },\n" } else { b" }\n" })?;
        }
        to.write_all(b"  ],\n")
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// [`ManifestFault`]; every altered byte is one.
    pub fn parse(bytes: &[u8]) -> Result<Manifest, ManifestFault> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
        }
        let format = match serde_json::from_slice::<Head>(bytes) {
            Ok(head) => head.format,
            // A text that is no JSON any more and once began as ours was altered.
            Err(_) if bytes.starts_with(b"{\n  \"format\": \"dajuan-manifest") => {
                return Err(ManifestFault::Altered);
            }
            Err(_) => return Err(ManifestFault::Foreign),
        };
        match format.strip_prefix("dajuan-manifest/") {
            None => return Err(ManifestFault::Foreign),
            Some(_) if format != FORMAT => return Err(ManifestFault::Version),
            Some(_) => {}
        }
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(|_| ManifestFault::Altered)?;
        let is_rising = manifest.files.windows(2).all(|pair| pair[0].path < pair[1].path);
        let is_ours = manifest.text().as_bytes() == bytes && manifest.digest == manifest.digest_of_body();
        let is_safe = manifest.files.iter().all(|file| is_safe(&file.path));
        if is_rising && is_ours && is_safe { Ok(manifest) } else { Err(ManifestFault::Altered) }
    }

    /// The file with this path.
    pub fn file(&self, path: &str) -> Option<&FileEntry> {
        let place = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files.get(place)
    }

    /// The size of all files together.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

/// Takes the digest of what is written.
struct Digest(Hasher);

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a text of JSON.
fn quote(to: &mut dyn Write, text: &str) -> io::Result<()> {
    Ok(serde_json::to_writer(to, text)?)
}

/// A text of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let file = |path: &str| FileEntry {
            path: path.to_owned(),
            bytes: 3,
            sha256: sha256(["abc"]),
            sm3: (path != "site/数据.csv").then(|| "66c7".to_owned()),
        };
        let inputs = inputs_digest([("seeds/b", "2"), ("content/a", "1")].into_iter());
        let files = vec![file("site/index.html"), file("2025.zip"), file("site/数据.csv")];
        Manifest::new(Some("2025"), "2025-12-31".to_owned(), inputs, files)
    }

    #[test]
    fn what_is_written_is_read() {
        let written = manifest();
        let text = written.text();
        assert_eq!(Manifest::parse(text.as_bytes()), Ok(written.clone()));
        assert_eq!(written.file("site/index.html").map(|file| file.bytes), Some(3));
        assert_eq!(written.inputs.sha256, sha256(["1  content/a\n2  seeds/b\n"]));
        // As docs/editions.md says: the text up to the line of the digest.
        let (body, _) = text.split_once("  \"digest\"").unwrap();
        assert_eq!(sha256([body]), written.digest);
    }

    #[test]
    fn any_altered_byte_is_noticed() {
        let text = manifest().text().into_bytes();
        for place in 0..text.len() {
            for flip in [0x01, 0x20, 0x80] {
                let mut altered = text.clone();
                altered[place] ^= flip;
                assert!(Manifest::parse(&altered).is_err(), "byte {place} ^ {flip:#x}");
            }
        }
    }

    #[test]
    fn what_is_not_ours_is_told_from_what_was_altered() {
        assert_eq!(Manifest::parse(b"{}"), Err(ManifestFault::Foreign));
        assert_eq!(Manifest::parse(b"{\"format\":\"x\"}"), Err(ManifestFault::Foreign));
        assert_eq!(Manifest::parse(b"{\"format\":\"dajuan-manifest/2\"}"), Err(ManifestFault::Version));
        let hostile = manifest().text().replace("site/index.html", "../../index.html");
        assert_eq!(Manifest::parse(hostile.as_bytes()), Err(ManifestFault::Altered));
    }
}
