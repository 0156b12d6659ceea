//! Verification: whether an edition, a bag or a published folder is, to the byte, what its manifest says.
//!
//! In: a path, perhaps a public key. Out: a [`Report`] that names each file that changed, is missing or was added. It must not
//! write, unpack or follow a link, and trusts nothing that it reads: the archive may be made to harm.
#![expect(clippy::disallowed_methods, reason = "the reading shell")]

mod bag;
mod files;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::archive::{
    Difference, Expected, MANIFEST, Manifest, ManifestFault, SIGNATURE, SealFault, What, ZipFault,
    check_signature, compare,
};
use crate::bilingual::{Bilingual, Lang, both};
use crate::model::Algorithm;
use files::Folder;

/// What was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A frozen edition.
    Edition,
    /// A published site.
    Site,
    /// A BagIt bag.
    Bag,
    /// The data files of a site, against their description.
    Data,
}

/// What is known of the signature beside a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// There is none.
    None,
    /// There is one, and no key to check it.
    Unchecked,
    /// It is this key's, over this manifest; with its trusted comment.
    Good(String),
    /// It is not.
    Bad,
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What was verified.
    pub kind: Kind,
    /// The name of the edition, where it says one.
    pub edition: Option<String>,
    /// The digest of the whole, where there is a manifest of ours.
    pub digest: Option<String>,
    /// How many files were looked at.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Everything that is not as it should be, in the order of paths.
    pub differences: Vec<Difference>,
    /// The signature.
    pub signature: Signature,
}

/// Why nothing could be verified.
#[derive(Debug)]
pub enum VerifyError {
    /// The world kept a file from being read. Exit status 2.
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        cause: io::Error,
    },
    /// There is nothing to verify it against. Exit status 3.
    Unknown(PathBuf),
    /// Its manifest is of a later version. Exit status 3.
    Version(PathBuf),
    /// The archive is not read. Exit status 3.
    Archive(PathBuf, ZipFault),
    /// It has more files than anything of ours. Exit status 3.
    TooMany(PathBuf),
    /// The key is none of minisign. Exit status 3.
    Key,
}

/// Is told how many of how many files are done, from many threads.
pub type Watch<'w> = &'w (dyn Fn(usize, usize) + Sync);

impl VerifyError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> VerifyError {
        let path = path.to_path_buf();
        move |cause| VerifyError::Io { path, cause }
    }

    /// Whether the world failed; otherwise it is refused.
    pub fn is_world(&self) -> bool {
        matches!(self, VerifyError::Io { .. } | VerifyError::Archive(_, ZipFault::Io(_)))
    }

    /// What failed, in one sentence.
    pub fn message(&self, lang: Lang) -> String {
        let say = |words: Bilingual, path: &Path| format!("{}{}", words.get(lang), path.display());
        match self {
            VerifyError::Io { path, cause } => {
                format!(
                    "{}{cause}",
                    say(both("无法读取 ", "could not read "), path)
                        + if lang == Lang::Zh { "：" } else { ": " }
                )
            }
            VerifyError::Unknown(path) => say(
                both(
                    "没有可供核对的清单（manifest.json、bagit.txt 或 datapackage.json）：",
                    "nothing to verify it against (no manifest.json, bagit.txt or datapackage.json): ",
                ),
                path,
            ),
            VerifyError::Version(path) => say(
                both(
                    "清单的格式比本程序新，请用新版程序核对：",
                    "its manifest is of a later format; use a later program: ",
                ),
                path,
            ),
            VerifyError::Archive(path, ZipFault::Io(cause)) => {
                VerifyError::Io { path: path.clone(), cause: io::Error::new(cause.kind(), cause.to_string()) }
                    .message(lang)
            }
            VerifyError::Archive(path, fault) => {
                let colon = if lang == Lang::Zh { "：" } else { ": " };
                format!(
                    "{}{colon}{}",
                    say(both("拒绝读取 ", "refused to read "), path),
                    fault.words().get(lang)
                )
            }
            VerifyError::TooMany(path) => say(both("文件过多：", "too many files: "), path),
            VerifyError::Key => both(
                "所给的公钥不是 minisign 公钥（应是 .pub 文件或其中的一行）",
                "the key is no public key of minisign (a .pub file or the line in it)",
            )
            .get(lang)
            .to_owned(),
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for VerifyError {}

/// The text of a key that is given as itself or as a file.
///
/// # Errors
/// Where the file cannot be read.
pub fn key(given: &str) -> Result<String, VerifyError> {
    let path = Path::new(given);
    if fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() < 4096) {
        return fs::read_to_string(path).map_err(VerifyError::io(path));
    }
    Ok(given.to_owned())
}

/// Verifies what stands at a path.
///
/// # Errors
/// [`VerifyError`] where nothing could be verified; what is not as it should be stands in the [`Report`].
pub fn verify(path: &Path, key: Option<&str>, watch: Watch<'_>) -> Result<Report, VerifyError> {
    // The path itself may be a link, such as that to the current release; nothing below it may.
    let path = fs::canonicalize(path).map_err(VerifyError::io(path))?;
    let is_there = |name: &str| fs::symlink_metadata(path.join(name)).is_ok();
    let mut report = if !fs::metadata(&path).map_err(VerifyError::io(&path))?.is_dir() {
        bag::zipped(&path, watch)?
    } else if is_there("bagit.txt") {
        bag::folder(&path, watch)?
    } else if is_there(MANIFEST) {
        return with_manifest(&path, key, watch);
    } else if is_there("data/datapackage.json") {
        data(&path.join("data"), watch)?
    } else if is_there("datapackage.json") {
        data(&path, watch)?
    } else {
        return Err(VerifyError::Unknown(path));
    };
    if key.is_some() {
        report.differences.push(Difference::at(SIGNATURE, What::Unsigned));
    }
    Ok(report)
}

/// The names beside a manifest that it cannot list: itself, and signatures over it.
pub(super) fn is_free(path: &str) -> bool {
    matches!(path, MANIFEST | SIGNATURE | "manifest.json.sig")
}

fn with_manifest(root: &Path, key: Option<&str>, watch: Watch<'_>) -> Result<Report, VerifyError> {
    let path = root.join(MANIFEST);
    let bytes = files::tag(&path)?;
    let parsed = bytes.as_deref().map(Manifest::parse);
    let manifest = match parsed {
        Some(Ok(manifest)) => manifest,
        Some(Err(ManifestFault::Foreign)) => return Err(VerifyError::Unknown(root.to_owned())),
        Some(Err(ManifestFault::Version)) => return Err(VerifyError::Version(path)),
        Some(Err(ManifestFault::Altered)) | None => {
            let differences = vec![Difference::at(MANIFEST, What::Malformed)];
            return Ok(Report { differences, ..Report::empty(Kind::Edition) });
        }
    };
    let mut expected = BTreeMap::new();
    for file in &manifest.files {
        let sm3 = file.sm3.iter().map(|digits| (Algorithm::Sm3, digits.clone()));
        let digests = std::iter::once((Algorithm::Sha256, file.sha256.clone())).chain(sm3).collect();
        expected.insert(file.path.clone(), Expected { bytes: Some(file.bytes), digests });
    }
    let folder = Folder::list(root)?;
    let found = folder.hash(root, &expected, watch)?;
    let mut differences = compare(&expected, &found.files, is_free);
    differences.extend(folder.differences);
    let signature = signature(root, key, &bytes.unwrap_or_default())?;
    match signature {
        Signature::Bad => differences.push(Difference::at(SIGNATURE, What::BadSignature)),
        Signature::None if key.is_some() => differences.push(Difference::at(SIGNATURE, What::Unsigned)),
        _ => {}
    }
    differences.sort();
    Ok(Report {
        kind: if manifest.edition.is_some() { Kind::Edition } else { Kind::Site },
        edition: manifest.edition,
        digest: Some(manifest.digest),
        files: found.files.len(),
        bytes: found.bytes,
        differences,
        signature,
    })
}

fn signature(root: &Path, key: Option<&str>, signed: &[u8]) -> Result<Signature, VerifyError> {
    let path = root.join(SIGNATURE);
    if fs::symlink_metadata(&path).is_err() {
        return Ok(Signature::None);
    }
    let Some(key) = key else { return Ok(Signature::Unchecked) };
    let text = files::tag(&path)?.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    match check_signature(key, &text, signed) {
        Ok(comment) => Ok(Signature::Good(comment)),
        Err(SealFault::Signature) => Ok(Signature::Bad),
        Err(SealFault::Key) => Err(VerifyError::Key),
    }
}

/// The data files that a Data Package describes; of other files it says nothing.
fn data(root: &Path, watch: Watch<'_>) -> Result<Report, VerifyError> {
    #[derive(Deserialize)]
    struct Package {
        resources: Vec<Resource>,
    }
    #[derive(Deserialize)]
    struct Resource {
        path: String,
        bytes: Option<u64>,
        hash: Option<String>,
    }
    let path = root.join("datapackage.json");
    let bytes = files::tag(&path)?.unwrap_or_default();
    let Ok(package) = serde_json::from_slice::<Package>(&bytes) else {
        let differences = vec![Difference::at("datapackage.json", What::Malformed)];
        return Ok(Report { differences, ..Report::empty(Kind::Data) });
    };
    let (mut expected, mut differences) = (BTreeMap::new(), Vec::new());
    for Resource { path, bytes, hash } in package.resources {
        let digest = hash.as_deref().and_then(|hash| hash.strip_prefix("sha256:"));
        match digest {
            _ if !crate::archive::is_safe(&path) => differences.push(Difference::at(path, What::UnsafeName)),
            None => differences.push(Difference::at(path, What::Unlisted)),
            Some(digits) => {
                let digests = vec![(Algorithm::Sha256, digits.to_owned())];
                expected.insert(path, Expected { bytes, digests });
            }
        }
    }
    let folder = Folder::list(root)?;
    let found = folder.hash(root, &expected, watch)?;
    differences.extend(compare(&expected, &found.files, |_| true));
    differences.extend(folder.differences);
    differences.sort();
    let (files, bytes) = (expected.len(), found.bytes);
    Ok(Report { files, bytes, differences, ..Report::empty(Kind::Data) })
}

impl Report {
    fn empty(kind: Kind) -> Report {
        Report {
            kind,
            edition: None,
            digest: None,
            files: 0,
            bytes: 0,
            differences: Vec::new(),
            signature: Signature::None,
        }
    }

    /// Whether everything is as it should be.
    pub fn is_sound(&self) -> bool {
        self.differences.is_empty()
    }
}
