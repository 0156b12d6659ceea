//! The manifest of an edition or of a published site: every file with its size and SHA-256, in an edition with its SM3 too.
//!
//! In: files with their digests, one after the other. Out: `manifest.json`, a text that says the same in one way only, and its
//! reading. It must not accept a text that it would not have written itself: one altered byte is a fault.

use std::borrow::Borrow;
use std::io::{self, Write};

use serde::Deserialize;

use super::is_safe;
use crate::model::{Algorithm, Hashed, sha256};

/// The name of the manifest.
pub const MANIFEST: &str = "manifest.json";

/// The format, and its version.
const FORMAT: &str = "dajuan-manifest/1";

/// The program with its version.
const PROGRAM: &str = concat!("dajuan ", env!("CARGO_PKG_VERSION"));

/// A manifest that was read.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The number of files.
    pub files: usize,
    /// The SHA-256 of the lines that `sha256sum` prints for them.
    pub sha256: String,
}

/// A file of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
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
    #[serde(default)]
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

/// What a manifest says before its files.
struct Head<'m> {
    edition: Option<&'m str>,
    as_of: &'m str,
    program: &'m str,
    inputs: &'m Inputs,
}

/// Writes the manifest of files that come in the order of their paths; returns the digest of the whole.
///
/// # Errors
/// What the writer says.
pub fn write_manifest(
    to: &mut dyn Write,
    edition: Option<&str>,
    as_of: &str,
    inputs: &Inputs,
    files: impl IntoIterator<Item = impl Borrow<FileEntry>>,
) -> io::Result<String> {
    write(to, &Head { edition, as_of, program: PROGRAM, inputs }, files)
}

fn write(
    to: &mut dyn Write,
    head: &Head<'_>,
    files: impl IntoIterator<Item = impl Borrow<FileEntry>>,
) -> io::Result<String> {
    let mut body = Hashed::new(to, &[Algorithm::Sha256]);
    write_body(&mut body, head, files)?;
    let Hashed { to, hasher, .. } = body;
    let digest: String = hasher.finish().into_iter().map(|(_, digits)| digits).collect();
    to.write_all(b"  \"digest\": ")?;
    quote(&mut *to, &digest)?;
    to.write_all(b"\n}\n")?;
    Ok(digest)
}

/// All of the text before the digest.
fn write_body(
    to: &mut dyn Write,
    head: &Head<'_>,
    files: impl IntoIterator<Item = impl Borrow<FileEntry>>,
) -> io::Result<()> {
    let edition = head.edition.map_or("null".to_owned(), quoted);
    write!(
        to,
        "{{\n  \"format\": {},\n  \"edition\": {edition},\n  \"as_of\": {},\n  \"program\": {},\n  \
         \"inputs\": {{ \"files\": {}, \"sha256\": {} }},\n  \"files\": [\n",
        quoted(FORMAT),
        quoted(head.as_of),
        quoted(head.program),
        head.inputs.files,
        quoted(&head.inputs.sha256),
    )?;
    let mut files = files.into_iter().peekable();
    let mut line = Vec::new();
    while let Some(file) = files.next() {
        let FileEntry { path, bytes, sha256, sm3 } = file.borrow();
        // In one piece: each goes through a fingerprint.
        line.clear();
        line.extend_from_slice(b"    { \"path\": ");
        quote(&mut line, path)?;
        write!(line, ", \"bytes\": {bytes}, \"sha256\": ")?;
        quote(&mut line, sha256)?;
        if let Some(sm3) = sm3 {
            line.extend_from_slice(b", \"sm3\": ");
            quote(&mut line, sm3)?;
        }
        line.extend_from_slice(if files.peek().is_some() { b" },\n" } else { b" }\n" });
        to.write_all(&line)?;
    }
    to.write_all(b"  ],\n")
}

impl Manifest {
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
        let mut text = Expected(bytes);
        let is_ours = manifest.write(&mut text).is_ok() && text.0.is_empty();
        let is_safe = manifest.files.iter().all(|file| is_safe(&file.path));
        if is_rising && is_ours && is_safe { Ok(manifest) } else { Err(ManifestFault::Altered) }
    }

    /// Writes the text that it was read from, with its digest taken anew, and returns that.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<String> {
        let Manifest { edition, as_of, program, inputs, files, .. } = self;
        write(to, &Head { edition: edition.as_deref(), as_of, program, inputs }, files)
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

/// What is still expected to be written; refuses anything else.
struct Expected<'b>(&'b [u8]);

impl Write for Expected<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.strip_prefix(bytes).ok_or_else(|| io::Error::other("other bytes"))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a text of JSON.
fn quote(to: impl Write, text: &str) -> io::Result<()> {
    Ok(serde_json::to_writer(to, text)?)
}

/// A text of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text() -> String {
        let file = |path: &str| FileEntry {
            path: path.to_owned(),
            bytes: 3,
            sha256: sha256(["abc"]),
            sm3: (path != "site/数据.csv").then(|| "66c7".to_owned()),
        };
        let inputs = inputs_digest([("seeds/b", "2"), ("content/a", "1")].into_iter());
        let files = [file("2025.zip"), file("site/index.html"), file("site/数据.csv")];
        let mut text = Vec::new();
        let digest = write_manifest(&mut text, Some("2025"), "2025-12-31", &inputs, files).unwrap();
        assert!(text.ends_with(format!("  \"digest\": \"{digest}\"\n}}\n").as_bytes()));
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let text = text();
        let read = Manifest::parse(text.as_bytes()).unwrap();
        assert_eq!(
            (read.edition.as_deref(), &*read.as_of, &*read.program),
            (Some("2025"), "2025-12-31", PROGRAM)
        );
        assert_eq!(read.files.iter().map(|file| file.sm3.is_some()).collect::<Vec<_>>(), [true, true, false]);
        assert_eq!(read.file("site/index.html").map(|file| file.bytes), Some(3));
        assert_eq!((read.inputs.files, &read.inputs.sha256), (2, &sha256(["1  content/a\n2  seeds/b\n"])));
        // As docs/editions.md says: the text up to the line of the digest.
        let (body, _) = text.split_once("  \"digest\"").unwrap();
        assert_eq!(sha256([body]), read.digest);
    }

    #[test]
    fn any_altered_byte_is_noticed() {
        let text = text().into_bytes();
        for place in 0..text.len() {
            for flip in [0x01, 0x20, 0x80] {
                let mut altered = text.clone();
                altered[place] ^= flip;
                assert!(Manifest::parse(&altered).is_err(), "byte {place} ^ {flip:#x}");
            }
        }
        assert_eq!(Manifest::parse(&text[..text.len() - 1]), Err(ManifestFault::Altered));
        assert_eq!(Manifest::parse(&[&*text, b"\n"].concat()), Err(ManifestFault::Altered));
    }

    #[test]
    fn what_is_not_ours_is_told_from_what_was_altered() {
        assert_eq!(Manifest::parse(b"{}"), Err(ManifestFault::Foreign));
        assert_eq!(Manifest::parse(b"{\"format\":\"x\"}"), Err(ManifestFault::Foreign));
        assert_eq!(Manifest::parse(b"{\"format\":\"dajuan-manifest/2\"}"), Err(ManifestFault::Version));
        let hostile = text().replace("site/index.html", "../../index.html");
        assert_eq!(Manifest::parse(hostile.as_bytes()), Err(ManifestFault::Altered));
    }
}
