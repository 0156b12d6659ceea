//! Other forms of the data files: for spreadsheets, and all in one archive.
//!
//! In: the data files as they are published. Out: variants of them, the same on every machine. The published files stay as
//! they are: they are hashed and cited.

use std::io::Cursor;

use crate::archive::Zip;
use crate::model::Decimal;

/// The path of the archive.
pub(crate) const ARCHIVE: &str = "data/data.zip";

/// The path of the variant for spreadsheets; none for what is no CSV.
pub(crate) fn spreadsheet_path(path: &str) -> Option<String> {
    Some(format!("{}.excel.csv", path.strip_suffix(".csv")?))
}

/// A CSV as Chinese spreadsheets open it right: with a byte order mark, and with every text that they would take for a formula
/// behind an apostrophe.
pub(crate) fn spreadsheet(bytes: &[u8]) -> Vec<u8> {
    let mut variant = "\u{feff}".as_bytes().to_vec();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut variant);
    // Memory takes everything, and the rows are those of a file of our own.
    for record in reader.records().map_while(Result::ok) {
        let written = writer.write_record(record.iter().map(harmless));
        debug_assert!(written.is_ok());
    }
    drop(writer);
    variant
}

/// A cell that no spreadsheet takes for a formula; numbers stay numbers, and a sign alone, such as an operator, is none.
fn harmless(cell: &str) -> String {
    let is_text = cell.len() < 2 || Decimal::parse(cell).is_ok();
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_text;
    if is_formula { format!("'{cell}") } else { cell.to_owned() }
}

/// An archive of files by their paths, without the folder that they share; the same bytes at any time.
pub(crate) fn archive(files: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = Zip::new(Cursor::new(Vec::new()));
    for (path, content) in files {
        let name = path.rsplit('/').next().unwrap_or(&path);
        // Memory takes everything.
        let added = archive.add(name, content.len() as u64, content.as_slice(), |_| {});
        debug_assert!(added.is_ok());
    }
    archive.finish().map(Cursor::into_inner).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Unzip;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_kept() {
        let csv = b"id,value\r\na,-3.5\r\n=1+1,+2\r\n@x,-y\r\n\"+\t,\",\r\n";
        let expected = "\u{feff}id,value\r\na,-3.5\r\n'=1+1,+2\r\n'@x,'-y\r\n\"'+\t,\",\r\n";
        assert_eq!(String::from_utf8(spreadsheet(csv)).unwrap(), expected);
        assert_eq!(spreadsheet_path("data/a.csv").as_deref(), Some("data/a.excel.csv"));
        assert_eq!(spreadsheet_path("data/a.json"), None);
    }

    #[test]
    fn the_archive_is_the_same_whenever_it_is_made() {
        let files = [("data/a.csv", "id\r\n1\r\n"), ("data/b.csv", "id\r\n")]
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let first = archive(files.clone().into_iter());
        assert_eq!(first, archive(files.into_iter()));
        let mut read = Unzip::open(Cursor::new(first)).unwrap();
        let names: Vec<_> = read.entries.iter().map(|entry| entry.path.clone()).collect();
        assert_eq!(names, ["a.csv", "b.csv"]);
        let mut text = Vec::new();
        let entry = read.entries[0].clone();
        read.read(&entry, |piece| text.extend_from_slice(piece)).unwrap();
        assert_eq!(text, b"id\r\n1\r\n");
    }

    proptest! {
        #[test]
        fn no_cell_of_the_variant_begins_like_a_formula(cell in "[=+@\\-\t0-9a中.]{0,6}") {
            let safe = harmless(&cell);
            let is_number = Decimal::parse(&safe).is_ok();
            prop_assert!(is_number || safe.len() < 2 || !safe.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
