//! Zip archives: written the same at any time, read as if by an enemy.
//!
//! In: paths with streams of bytes; or an archive. Out: an archive; or its entries. The one place that names `zip`. It must not
//! unpack anything: what is read is handed on piece by piece, and never more than an entry declares.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::sync::Arc;

use ::zip::write::SimpleFileOptions;
use ::zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{MAX_FILES, MAX_UNZIPPED, is_safe, piece};
use crate::bilingual::{Bilingual, both};

/// What is packed already and does not become smaller.
const PACKED: &[&str] = &[".png", ".zip", ".jpg", ".jpeg", ".woff2", ".gz"];

/// An archive that is being written: entries bear no time of day, no owner, and stand in the order in which they are added.
pub struct Zip<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Zip<W> {
    /// An empty archive.
    pub fn new(out: W) -> Zip<W> {
        Zip(ZipWriter::new(out))
    }

    /// Adds a file of so many bytes; each piece of it is shown to `seen`.
    ///
    /// # Errors
    /// Where the world fails, or the stream has another length.
    pub fn add(
        &mut self,
        path: &str,
        bytes: u64,
        mut content: impl Read,
        mut seen: impl FnMut(&[u8]),
    ) -> io::Result<()> {
        let is_packed = PACKED.iter().any(|ending| path.ends_with(ending));
        let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .large_file(bytes >= u64::from(u32::MAX))
            .unix_permissions(0o644);
        self.0.start_file(path, options)?;
        let (mut chunk, mut length) = (piece(bytes), 0);
        loop {
            let count = content.read(&mut chunk)?;
            if count == 0 {
                break;
            }
            length += count as u64;
            seen(&chunk[..count]);
            self.0.write_all(&chunk[..count])?;
        }
        if length == bytes { Ok(()) } else { Err(io::Error::other("the file changed while it was packed")) }
    }

    /// Puts the entries of another archive behind its own, as they are: what was packed is not packed again.
    ///
    /// # Errors
    /// Where the world fails.
    pub fn append(&mut self, other: Zip<Cursor<Vec<u8>>>) -> io::Result<()> {
        Ok(self.0.merge_archive(other.0.finish_into_readable()?)?)
    }

    /// Ends the archive.
    ///
    /// # Errors
    /// Where the world fails.
    pub fn finish(self) -> io::Result<W> {
        Ok(self.0.finish()?)
    }
}

/// An archive that is read. Its structure has been checked, its contents have not. A clone shares the list of its entries.
#[derive(Clone)]
pub struct Unzip<R> {
    archive: ZipArchive<R>,
    /// The files in it, in the order of their numbers.
    pub entries: Arc<[Entry]>,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path, as it is written.
    pub path: String,
    /// The size that it declares.
    pub bytes: u64,
    /// Whether it is a file, and not a link or a device.
    pub is_file: bool,
    number: usize,
}

/// Why an archive is not read.
#[derive(Debug)]
pub enum ZipFault {
    /// The world kept it from being read.
    Io(io::Error),
    /// It is no zip, or damaged in its structure.
    Broken,
    /// It has more entries than anything of ours.
    TooMany,
    /// A name occurs twice: programs would unpack different files.
    Twice,
    /// Entries share bytes, which only bombs do.
    Overlap,
    /// It holds bytes that belong to no entry: something is hidden in it.
    Gap,
    /// Its entries declare more bytes than anything of ours.
    TooLarge,
    /// An entry is encrypted or packed in a way that is not read.
    Method,
}

impl ZipFault {
    /// The words for people.
    pub fn words(&self) -> Bilingual {
        match self {
            ZipFault::Io(_) => both("读取时出错", "it could not be read"),
            ZipFault::Broken => {
                both("不是 ZIP 文件，或结构已损坏", "it is no zip, or its structure is damaged")
            }
            ZipFault::TooMany => both("条目过多", "it has too many entries"),
            ZipFault::Twice => both("有重复的文件名", "a name occurs twice in it"),
            ZipFault::Overlap => both("条目相互重叠（压缩炸弹）", "its entries overlap (a zip bomb)"),
            ZipFault::Gap => {
                both("含有不属于任何条目的内容", "it holds bytes that belong to none of its entries")
            }
            ZipFault::TooLarge => both("解压后过大", "it would unpack to too many bytes"),
            ZipFault::Method => {
                both("有条目已加密，或压缩方法不受支持", "an entry is encrypted or packed in an unknown way")
            }
        }
    }
}

impl From<io::Error> for ZipFault {
    fn from(error: io::Error) -> ZipFault {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => ZipFault::Broken,
            _ => ZipFault::Io(error),
        }
    }
}

impl From<::zip::result::ZipError> for ZipFault {
    fn from(error: ::zip::result::ZipError) -> ZipFault {
        match error {
            ::zip::result::ZipError::Io(error) => error.into(),
            ::zip::result::ZipError::UnsupportedArchive(_) => ZipFault::Method,
            _ => ZipFault::Broken,
        }
    }
}

impl<R: Read + Seek> Unzip<R> {
    /// Reads the list of entries and refuses an archive that is made to harm.
    ///
    /// # Errors
    /// [`ZipFault`].
    pub fn open(mut reader: R) -> Result<Unzip<R>, ZipFault> {
        let declared = declared(&mut reader)?;
        if declared > MAX_FILES as u64 {
            return Err(ZipFault::TooMany);
        }
        let mut archive = ZipArchive::new(reader)?;
        // Names that occur twice are one entry for the library.
        if archive.len() as u64 != declared {
            return Err(ZipFault::Twice);
        }
        if archive.offset() != 0 {
            return Err(ZipFault::Gap);
        }
        let (mut entries, mut spans, mut names, mut total) = (Vec::new(), Vec::new(), BTreeSet::new(), 0u64);
        for number in 0..archive.len() {
            let file = archive.by_index_raw(number)?;
            let is_known =
                matches!(file.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
            if file.encrypted() || !is_known {
                return Err(ZipFault::Method);
            }
            let start = file.data_start().ok_or(ZipFault::Broken)?;
            let end = start.checked_add(file.compressed_size()).ok_or(ZipFault::Broken)?;
            spans.push((file.header_start(), end));
            total = total.saturating_add(file.size());
            let path = String::from_utf8(file.name_raw().to_vec()).map_err(|_| ZipFault::Broken)?;
            if !names.insert(path.trim_end_matches('/').to_lowercase()) {
                return Err(ZipFault::Twice);
            }
            let is_folder = path.ends_with('/') && file.size() == 0;
            let is_file = !file.is_symlink() && file.unix_mode().is_none_or(is_plain);
            if !(is_folder && is_safe(path.trim_end_matches('/'))) {
                entries.push(Entry { path, bytes: file.size(), is_file, number });
            }
        }
        if total > MAX_UNZIPPED {
            return Err(ZipFault::TooLarge);
        }
        laid_out(spans, archive.central_directory_start())?;
        Ok(Unzip { archive, entries: entries.into() })
    }

    /// Hands the bytes of an entry on, piece by piece, and returns their number.
    ///
    /// # Errors
    /// [`ZipFault`]; a checksum that does not fit is `Broken`. One that holds more than it declares is left one byte behind that,
    /// and is `TooLarge`.
    pub fn read(&mut self, entry: &Entry, mut seen: impl FnMut(&[u8])) -> Result<u64, ZipFault> {
        let mut file = self.archive.by_index(entry.number)?.take(entry.bytes.saturating_add(1));
        let (mut chunk, mut length) = (piece(entry.bytes), 0);
        loop {
            let count = match file.read(&mut chunk) {
                Ok(0) if length > entry.bytes => return Err(ZipFault::TooLarge),
                Ok(0) => return Ok(length),
                Ok(count) => count,
                // What cannot be unpacked, or has another checksum, is damaged.
                Err(error) if error.raw_os_error().is_none() => return Err(ZipFault::Broken),
                Err(error) => return Err(error.into()),
            };
            length += count as u64;
            seen(&chunk[..count]);
        }
    }
}

/// Whether a mode is that of a plain file, or says nothing of the kind.
fn is_plain(mode: u32) -> bool {
    matches!(mode & 0o170_000, 0 | 0o100_000)
}

/// The number of entries that the end of the archive declares.
fn declared<R: Read + Seek>(reader: &mut R) -> Result<u64, ZipFault> {
    const END: usize = 22;
    let length = reader.seek(SeekFrom::End(0))?;
    let tail = length.min(END as u64 + u64::from(u16::MAX) + 20 + 56);
    reader.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    reader.by_ref().take(tail).read_to_end(&mut bytes)?;
    let word = |at: usize| bytes.get(at..at + 2).map(|pair| u64::from(pair[0]) | u64::from(pair[1]) << 8);
    let starts = |at: usize, sign: &[u8]| bytes.get(at..at + 4) == Some(sign);
    let is_end = |at: &usize| {
        starts(*at, b"PK\x05\x06")
            && word(at + 20).is_some_and(|comment| at + END + comment as usize == bytes.len())
    };
    let end = (0..=bytes.len().saturating_sub(END)).rev().find(is_end).ok_or(ZipFault::Broken)?;
    let count = word(end + 10).ok_or(ZipFault::Broken)?;
    if count < u64::from(u16::MAX) {
        return Ok(count);
    }
    // An archive of many entries says so in a record of its own before the end; without one it has just so many.
    let record = end.checked_sub(20 + 56).filter(|at| starts(*at, b"PK\x06\x06"));
    Ok(record
        .and_then(|at| bytes.get(at + 32..at + 40))
        .map_or(count, |eight| eight.iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte))))
}

/// Whether the entries stand one behind the other, from the first byte to the list of entries, with nothing between them but the
/// few bytes that may say an entry's size behind it.
fn laid_out(mut spans: Vec<(u64, u64)>, end: u64) -> Result<(), ZipFault> {
    const DESCRIPTOR: u64 = 24;
    spans.sort_unstable();
    let mut before = 0;
    for (start, stop) in spans {
        if start < before {
            return Err(ZipFault::Overlap);
        }
        if start - before > if before == 0 { 0 } else { DESCRIPTOR } {
            return Err(ZipFault::Gap);
        }
        before = stop;
    }
    match end.checked_sub(before) {
        None => Err(ZipFault::Overlap),
        // Room for the signing block that some programs write is not given.
        Some(rest) if rest > DESCRIPTOR => Err(ZipFault::Gap),
        Some(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = Zip::new(Cursor::new(Vec::new()));
        for (path, text) in files {
            zip.add(path, text.len() as u64, text.as_bytes(), |_| {}).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn open(bytes: &[u8]) -> Result<Vec<String>, String> {
        let mut zip = Unzip::open(Cursor::new(bytes)).map_err(|fault| format!("{fault:?}"))?;
        let entries = zip.entries.clone();
        let read = entries.iter().map(|entry| {
            let mut text = Vec::new();
            zip.read(entry, |piece| text.extend_from_slice(piece)).map_err(|fault| format!("{fault:?}"))?;
            Ok(format!("{}={}", entry.path, String::from_utf8_lossy(&text)))
        });
        read.collect()
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let bytes = zip(&[("a/一.txt", "one"), ("a/b.png", "two")]);
        assert_eq!(bytes, zip(&[("a/一.txt", "one"), ("a/b.png", "two")]));
        assert_eq!(open(&bytes).unwrap(), ["a/一.txt=one", "a/b.png=two"]);
    }

    #[test]
    fn a_stream_of_another_length_is_no_file() {
        let mut zip = Zip::new(Cursor::new(Vec::new()));
        assert!(zip.add("a", 4, b"abc".as_slice(), |_| {}).is_err());
    }

    /// Puts a piece of bytes in place of another of the same length wherever it stands.
    fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
        assert_eq!(from.len(), to.len());
        let mut bytes = bytes.to_vec();
        for at in 0..=bytes.len() - from.len() {
            if &bytes[at..at + from.len()] == from {
                bytes[at..at + from.len()].copy_from_slice(to);
            }
        }
        bytes
    }

    #[test]
    fn archives_that_are_made_to_harm_are_refused() {
        let two = zip(&[("a/one", "1"), ("a/two", "2")]);
        assert_eq!(open(&replaced(&two, b"a/two", b"a/one")).unwrap_err(), "Twice");
        assert_eq!(open(&replaced(&two, b"a/two", b"a/ONE")).unwrap_err(), "Twice");
        assert_eq!(open(b"").unwrap_err(), "Broken");
        assert_eq!(open(b"PK\x05\x06").unwrap_err(), "Broken");
        let mut before = b"#!/bin/sh\n".to_vec();
        before.extend(&two);
        assert!(["Gap", "Broken"].contains(&open(&before).unwrap_err().as_str()));
        // The second entry's place is that of the first: both would be read from the same bytes.
        let central = two.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        let mut overlapping = two.clone();
        overlapping[central + 42..central + 46].fill(0);
        assert_eq!(open(&overlapping).unwrap_err(), "Overlap");
    }

    #[test]
    fn a_great_number_of_entries_is_refused_before_they_are_read() {
        let mut many = zip(&[("a", "1")]);
        let end = many.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
        let mut record = b"PK\x06\x06".to_vec();
        record.extend([0; 52]);
        record[32..40].copy_from_slice(&u64::MAX.to_le_bytes());
        record.extend(b"PK\x06\x07");
        record.extend([0; 16]);
        many.splice(end..end, record);
        let end = many.windows(4).rposition(|four| four == b"PK\x05\x06").unwrap();
        many[end + 8..end + 12].fill(0xff);
        assert_eq!(open(&many).unwrap_err(), "TooMany");
    }

    #[test]
    fn an_altered_byte_never_brings_the_reader_down() {
        let bytes = zip(&[("a/one", "one one one one"), ("a/two.png", "two")]);
        let whole = open(&bytes).unwrap();
        for place in 0..bytes.len() {
            let mut altered = bytes.clone();
            altered[place] ^= 0x41;
            // What is still read is read as it was, or under another name: never other contents.
            if let Ok(read) = open(&altered) {
                for (now, then) in read.iter().zip(&whole) {
                    assert_eq!(now.split('=').nth(1), then.split('=').nth(1), "byte {place}");
                }
            }
            let _ = open(&bytes[..place]);
        }
    }
}
