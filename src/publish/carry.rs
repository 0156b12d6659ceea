//! Files of an archive in a published site: copied, never linked to the archive, and what their manifest says to the byte.
//!
//! In: a file of the archive and what is said of it. Out: the same bytes in the staging folder. It must not share an inode with
//! the archive: whoever changes the published file must not change the frozen one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::freeze::{PIECE, each_piece};
use super::staging::entry_of;
use super::{PublishError, Staging};
use crate::archive::FileEntry;
use crate::model::{Algorithm, Hasher};

impl Staging {
    /// Puts a file of an archive. Where the published site has it already, it is linked from there.
    ///
    /// # Errors
    /// `Damaged` where the file is not what is said of it, and as [`Staging::put`].
    pub fn carry(&self, path: &str, from: &Path, said: &FileEntry) -> Result<(), PublishError> {
        self.or_fail(self.try_carry(path, from, said))
    }

    fn try_carry(&self, path: &str, from: &Path, said: &FileEntry) -> Result<(), PublishError> {
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
        let entry = if may_link && is_said(&old, path, said).unwrap_or(false) {
            let entry = digest(from, path).map_err(PublishError::io("read", from))?;
            if entry.sha256 == said.sha256 && fs::hard_link(&old, &file).is_ok() {
                self.note_linked();
                entry
            } else {
                copy(from, &file, path)?
            }
        } else {
            copy(from, &file, path)?
        };
        if (entry.bytes, &entry.sha256) != (said.bytes, &said.sha256) {
            return Err(damaged());
        }
        self.note(entry);
        Ok(())
    }
}

fn is_said(file: &Path, path: &str, said: &FileEntry) -> io::Result<bool> {
    Ok(digest(file, path)?.sha256 == said.sha256)
}

fn digest(file: &Path, path: &str) -> io::Result<FileEntry> {
    let mut digests = Hasher::of(&[Algorithm::Sha256]);
    let bytes = each_piece(file, |piece| digests.add(piece))?;
    Ok(entry_of(path, bytes, digests))
}

/// Copies a file anew, piece by piece, and says what it held.
fn copy(from: &Path, to: &Path, path: &str) -> Result<FileEntry, PublishError> {
    let mut source = File::open(from).map_err(PublishError::io("read", from))?;
    let new = OpenOptions::new().write(true).create_new(true).open(to);
    let mut copy = new.map_err(PublishError::io("write", to))?;
    let (mut digests, mut piece, mut bytes) = (Hasher::of(&[Algorithm::Sha256]), vec![0; PIECE], 0);
    loop {
        let count = source.read(&mut piece).map_err(PublishError::io("read", from))?;
        if count == 0 {
            return Ok(entry_of(path, bytes, digests));
        }
        bytes += count as u64;
        digests.add(&piece[..count]);
        copy.write_all(&piece[..count]).map_err(PublishError::io("write", to))?;
    }
}
