//! Files of an archive in a published site: copied, never linked to the archive, and what their manifest says to the byte.
//!
//! In: a file of the archive and what is said of it. Out: the same bytes in the staging folder. It must not share an inode with
//! the archive: whoever changes the published file must not change the frozen one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::freeze::each_piece;
use super::index::Noted;
use super::{PublishError, Staging};
use crate::model::{Algorithm, FrozenFile, Hasher};

impl Staging {
    /// Puts a file of an archive. Where the published site has it already, it is linked from there.
    ///
    /// # Errors
    /// `Damaged` where the file is not what is said of it, and as [`Staging::put`].
    pub fn carry(&self, path: &str, from: &Path, said: &FrozenFile) -> Result<(), PublishError> {
        self.or_fail(self.try_carry(path, from, said))
    }

    fn try_carry(&self, path: &str, from: &Path, said: &FrozenFile) -> Result<(), PublishError> {
        let (file, published) = self.claim(path)?;
        let damaged = || PublishError::Damaged { path: from.to_owned() };
        let found = match fs::symlink_metadata(from) {
            Ok(found) if found.is_file() && found.len() == said.bytes => found,
            Ok(_) => return Err(damaged()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(damaged()),
            Err(error) => return Err(PublishError::io("read", from)(error)),
        };
        let old = self.earlier.join(path);
        let is_old = |old: &fs::Metadata| {
            old.is_file() && old.len() == said.bytes && (old.dev(), old.ino()) != (found.dev(), found.ino())
        };
        let may_link = published && fs::symlink_metadata(&old).is_ok_and(|old| is_old(&old));
        let same = if may_link { compared(from, &old)? } else { None };
        let same = same.filter(|noted| is_said(noted, said) && fs::hard_link(&old, &file).is_ok());
        let noted = match same {
            Some(noted) => {
                self.note_linked();
                noted
            }
            None => copy(from, &file)?,
        };
        if noted.bytes != said.bytes || !is_said(&noted, said) {
            return Err(damaged());
        }
        self.note(path, noted);
        Ok(())
    }
}

/// Whether a file has the digest that is said of it.
fn is_said(noted: &Noted, said: &FrozenFile) -> bool {
    noted.sha256 == said.sha256
}

/// Compares a file of the archive with a published one, and says what it holds; none where they differ or the published one cannot
/// be read.
fn compared(from: &Path, old: &Path) -> Result<Option<Noted>, PublishError> {
    let Ok(mut old) = File::open(old) else { return Ok(None) };
    let (mut digests, mut other, mut is_same) = (Hasher::of(&[Algorithm::Sha256]), Vec::new(), true);
    let bytes = each_piece(from, |piece| {
        digests.add(piece);
        other.resize(piece.len(), 0);
        is_same = is_same && old.read_exact(&mut other).is_ok() && piece == other;
    });
    let bytes = bytes.map_err(PublishError::io("read", from))?;
    Ok(is_same.then(|| Noted::of(bytes, digests)))
}

/// Copies a file anew, piece by piece, and says what it held.
fn copy(from: &Path, to: &Path) -> Result<Noted, PublishError> {
    let new = OpenOptions::new().write(true).create_new(true).open(to);
    let mut copy = new.map_err(PublishError::io("write", to))?;
    let (mut digests, mut written) = (Hasher::of(&[Algorithm::Sha256]), Ok(()));
    let bytes = each_piece(from, |piece| {
        digests.add(piece);
        if written.is_ok() {
            written = copy.write_all(piece);
        }
    });
    let bytes = bytes.map_err(PublishError::io("read", from))?;
    written.map_err(PublishError::io("write", to))?;
    Ok(Noted::of(bytes, digests))
}
