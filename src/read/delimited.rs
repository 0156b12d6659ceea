//! Tables of text, as spreadsheets save them, become a [`Book`] of one sheet.
//!
//! In: the bytes of a CSV or TSV file in UTF-8, UTF-16 or GB 18030 (GBK), with or without a mark. Out: its cells as texts, by the rows
//! in which a spreadsheet shows them. The one place that names `encoding_rs`. It must not guess what a cell means.

use encoding_rs::{Encoding, GB18030, UTF_8};

use super::book::{Book, Cell, CellValue, Sheet};
use super::xlsx::{MAX_CELLS, Unreadable};
use crate::bilingual::both;

const NO_TEXT: Unreadable = Unreadable::Broken(both(
    "它既不是 UTF-8，也不是 GBK 编码的文字",
    "it is a text neither in UTF-8 nor in GBK",
));
const NO_TABLE: Unreadable = Unreadable::Broken(both(
    "里面没有表格，或者引号没有成对",
    "there is no table in it, or a quotation mark is not closed",
));

/// Reads a table of text.
///
/// # Errors
/// [`Unreadable`] where it is no text, or too large a one.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Unreadable> {
    let (text, encoding) = decode(bytes)?;
    let mut sheet = Sheet::default();
    let separator = separator(&text);
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut row: u32 = 0;
    let mut read = 0;
    while rows.read_record(&mut record).map_err(|_| NO_TABLE)? {
        let end = usize::try_from(rows.position().byte()).unwrap_or(text.len()).min(text.len());
        // The reader stops between the two characters that end a line.
        if text[..read].ends_with('\r') && text[read..].starts_with('\n') {
            read += 1;
        }
        // Empty lines, which the reader passes over, are rows of a spreadsheet.
        let blank = text[read..end]
            .bytes()
            .take_while(|b| matches!(b, b'\n' | b'\r'))
            .filter(|b| *b == b'\n')
            .count();
        row = row.saturating_add(u32::try_from(blank).unwrap_or(u32::MAX));
        if text[read..end].matches('"').count() % 2 == 1 {
            return Err(NO_TABLE);
        }
        for (column, field) in (0u32..).zip(record.iter()) {
            if !field.trim().is_empty() {
                let value = CellValue::Text(field.to_owned());
                sheet.cells.insert((row, column), Cell { value, format: None, formula: None });
            }
        }
        if sheet.cells.len() > MAX_CELLS {
            return Err(Unreadable::TooLarge);
        }
        row = row.saturating_add(1);
        read = end;
    }
    if sheet.cells.is_empty() {
        Err(NO_TABLE)
    } else {
        Ok(Book { sheets: vec![sheet], encoding: Some(encoding) })
    }
}

/// The text, and the name of its encoding.
fn decode(bytes: &[u8]) -> Result<(String, &'static str), Unreadable> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, length)| (encoding, &bytes[length..]));
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let (encoding, bytes) = marked.unwrap_or((if is_utf8 { UTF_8 } else { GB18030 }, bytes));
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(NO_TEXT)?;
    if text.contains('\0') {
        return Err(NO_TEXT);
    }
    let name = if encoding == GB18030 { "GBK" } else { encoding.name() };
    Ok((text.into_owned(), name))
}

/// The mark between cells: the one that the first line has most of.
fn separator(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| line.bytes().filter(|b| *b == mark).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<((u32, u32), String)> {
        let book = read(bytes).unwrap();
        let text = |cell: &Cell| match &cell.value {
            CellValue::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        book.sheets[0].cells.iter().map(|(place, cell)| (*place, text(cell))).collect()
    }

    #[test]
    fn a_table_is_read_in_whatever_encoding_spreadsheets_save_it() {
        let text = "指标,年份\n普惠率,2024\n";
        let expected = texts(text.as_bytes());
        assert_eq!(expected[2], ((1, 0), "普惠率".to_owned()));
        let utf16: Vec<u8> = std::iter::once(0xFEFF)
            .chain(text.replace(',', "\t").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        let (gbk, _, _) = GB18030.encode(text);
        for bytes in [[b"\xEF\xBB\xBF", text.as_bytes()].concat(), utf16, gbk.into_owned()] {
            assert_eq!(texts(&bytes), expected);
        }
        let (gbk, _, _) = GB18030.encode(text);
        assert_eq!(read(&gbk).unwrap().encoding, Some("GBK"));
    }

    #[test]
    fn rows_are_those_that_a_spreadsheet_shows() {
        let found = texts(b"a;b\r\n\r\n\"c\nd\";\r\ne;f\r\n");
        let places: Vec<_> = found.iter().map(|(place, _)| *place).collect();
        assert_eq!(places, [(0, 0), (0, 1), (2, 0), (3, 0), (3, 1)]);
        assert_eq!(found[2].1, "c\nd");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for bytes in [&b""[..], b"\n\n", b"\xFF\xFF\xFF", b"a\0b", b"a,\"b\nc,d\n"] {
            assert!(read(bytes).is_err(), "{bytes:?}");
        }
    }
}
