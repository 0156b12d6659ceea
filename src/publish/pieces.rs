//! Large files that are written piece by piece, so that none is ever held whole.
//!
//! In: a path, and how the file is written: the same bytes each time. Out: the file, in staging. It is first compared with the
//! one before it, and written only where it differs.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use super::staging::{Staging, entry_of};
use super::{MARKER, PublishError};
use crate::model::Hasher;

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
        self.or_fail(self.try_pieces(path, write))
    }

    fn try_pieces(&self, path: &str, write: Pieces<'_>) -> Result<(), PublishError> {
        if path == MARKER {
            return Err(PublishError::Clash { path: path.to_owned(), earlier: MARKER.to_owned() });
        }
        let (file, published) = self.claim(path)?;
        let old = self.earlier.join(path);
        let mut same = None;
        if published && fs::symlink_metadata(&old).is_ok_and(|found| found.is_file()) {
            same = self.compared(&old, write).ok().filter(|_| fs::hard_link(&old, &file).is_ok());
        }
        let (bytes, hasher) = match same {
            Some(same) => {
                self.note_linked();
                same
            }
            None => self.written(&file, write).map_err(PublishError::io("write", &file))?,
        };
        self.note(entry_of(path, bytes, hasher));
        Ok(())
    }

    fn written(&self, file: &Path, write: Pieces<'_>) -> io::Result<(u64, Hasher)> {
        let new = OpenOptions::new().write(true).create_new(true).open(file)?;
        self.through(new, write).map(|(_, bytes, hasher)| (bytes, hasher))
    }

    /// Compares what would be written with a file.
    ///
    /// # Errors
    /// They differ, or the file cannot be read.
    fn compared(&self, old: &Path, write: Pieces<'_>) -> io::Result<(u64, Hasher)> {
        let old = BufReader::with_capacity(PIECE, File::open(old)?);
        let (mut compared, bytes, hasher) = self.through(Compared { old, piece: Vec::new() }, write)?;
        match compared.old.read(&mut [0])? {
            0 => Ok((bytes, hasher)),
            _ => Err(differs()),
        }
    }

    /// Writes through a hasher to where the bytes go.
    fn through<W: Write>(&self, to: W, write: Pieces<'_>) -> io::Result<(W, u64, Hasher)> {
        let hashed = Hashed { to, bytes: 0, hasher: Hasher::of(self.digests) };
        let mut buffer = BufWriter::with_capacity(PIECE, hashed);
        write(&mut buffer)?;
        let hashed = buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((hashed.to, hashed.bytes, hashed.hasher))
    }
}

/// Takes the digest of what passes.
struct Hashed<W> {
    to: W,
    bytes: u64,
    hasher: Hasher,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.hasher.add(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
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
