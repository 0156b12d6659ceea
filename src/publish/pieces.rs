//! Large files that are written piece by piece, so that none is ever held whole.
//!
//! In: a path, and how the file is written: the same bytes each time. Out: the file, in staging. It is first compared with the
//! one before it, and written only where it differs.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use super::index::Noted;
use super::{PublishError, Staging};
use crate::model::{Algorithm, Hashed};

/// How much is held of a file.
const PIECE: usize = 256 * 1024;

/// Writes a file to where it goes.
pub type Pieces<'w> = &'w dyn Fn(&mut dyn Write) -> io::Result<()>;

impl Staging {
    /// As [`Staging::put`], for a file too large to be held. It may be written twice.
    ///
    /// # Errors
    /// As [`Staging::put`].
    pub fn put_pieces(&self, path: &str, write: Pieces<'_>) -> Result<(), PublishError> {
        let noted = self.or_fail(self.try_pieces(path, write, self.digests))?;
        self.note(path, noted);
        Ok(())
    }

    /// As [`Staging::put_pieces`], for the last file, which lists the others: nobody lists it, and no fingerprint of it is taken.
    pub(super) fn put_last(&self, path: &str, write: Pieces<'_>) -> Result<(), PublishError> {
        let noted = self.or_fail(self.try_pieces(path, write, &[]))?;
        self.count(noted.bytes);
        Ok(())
    }

    fn try_pieces(
        &self,
        path: &str,
        write: Pieces<'_>,
        digests: &[Algorithm],
    ) -> Result<Noted, PublishError> {
        let (file, published) = self.claim(path)?;
        let old = self.earlier.join(path);
        let mut same = None;
        if published && fs::symlink_metadata(&old).is_ok_and(|found| found.is_file()) {
            same = compared(&old, write, digests).ok().filter(|_| fs::hard_link(&old, &file).is_ok());
        }
        match same {
            Some(same) => {
                self.note_linked();
                Ok(same)
            }
            None => written(&file, write, digests).map_err(PublishError::io("write", &file)),
        }
    }
}

fn written(file: &Path, write: Pieces<'_>, digests: &[Algorithm]) -> io::Result<Noted> {
    let new = OpenOptions::new().write(true).create_new(true).open(file)?;
    through(new, write, digests).map(|(_, noted)| noted)
}

/// Compares what would be written with a file.
///
/// # Errors
/// They differ, or the file cannot be read.
fn compared(old: &Path, write: Pieces<'_>, digests: &[Algorithm]) -> io::Result<Noted> {
    let old = BufReader::with_capacity(PIECE, File::open(old)?);
    let (mut compared, noted) = through(Compared { old, piece: Vec::new() }, write, digests)?;
    match compared.old.read(&mut [0])? {
        0 => Ok(noted),
        _ => Err(differs()),
    }
}

/// Writes through a hasher to where the bytes go.
fn through<W: Write>(to: W, write: Pieces<'_>, digests: &[Algorithm]) -> io::Result<(W, Noted)> {
    let mut buffer = BufWriter::with_capacity(PIECE, Hashed::new(to, digests));
    write(&mut buffer)?;
    let Hashed { to, bytes, hasher } = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
    Ok((to, Noted::of(bytes, hasher)))
}

/// Refuses what is not the next part of a file.
struct Compared {
    old: BufReader<File>,
    piece: Vec<u8>,
}

impl Write for Compared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.resize(bytes.len(), 0);
        self.old.read_exact(&mut self.piece)?;
        if self.piece == bytes { Ok(bytes.len()) } else { Err(differs()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn differs() -> io::Error {
    io::Error::other("the file differs")
}
