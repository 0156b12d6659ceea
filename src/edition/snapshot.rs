//! `data/edition.json`: every record of a site, each value as the text that stands in its data files.
//!
//! In: rows by table, or the text of such a file. Out: the text, or a [`Snapshot`]. Decimals are texts, so that no reader takes
//! them for floats. The format is read for ever: a reader keeps tables and columns that it does not know, and refuses another
//! `format`. What is read is hostile: it is bounded, and a fault says what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, BufWriter, Write};

use serde::{Deserialize, Serialize};

use super::lines::ARowALine;
use crate::bilingual::{Bilingual, Lang, both};
use crate::model::Date;

/// The version of the format.
pub const FORMAT: u32 = 1;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = crate::read::MAX_EDITION as usize;

/// The most rows that a file may hold.
const MAX_ROWS: usize = 2_000_000;

/// A record: the values by the names of their columns; what is missing is left out.
pub type Row = BTreeMap<String, String>;

/// The data of a site at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The name of the edition; none for a site that is not frozen.
    pub name: Option<Box<str>>,
    /// The day as of which it speaks.
    pub as_of: Date,
    /// The title of the site.
    pub title: String,
    /// The language of its texts.
    pub language: String,
    /// The records by table, in the order of the data files.
    pub tables: BTreeMap<String, Vec<Row>>,
}

/// The text of the file for a site whose records, by table, are these.
#[derive(Serialize)]
pub struct Written<'s, R> {
    format: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'s str>,
    as_of: String,
    title: &'s str,
    language: &'s str,
    records: R,
}

impl<'s, R: Serialize> Written<'s, R> {
    /// What is to be written; `title` and `language` are those of the site.
    pub fn new(edition: Option<&'s str>, as_of: Date, title: &'s str, language: &'s str, records: R) -> Self {
        Written { format: FORMAT, edition, as_of: as_of.to_string(), title, language, records }
    }

    /// Writes the text: the same for the same records.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        // JSON comes a few bytes at a time.
        let mut to = BufWriter::with_capacity(16 * 1024, to);
        self.serialize(&mut serde_json::Serializer::with_formatter(&mut to, ARowALine::default()))?;
        to.write_all(b"\n")?;
        to.flush()
    }
}

/// What is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Looked at before.
    #[serde(rename = "format")]
    _format: u32,
    #[serde(default)]
    edition: Option<String>,
    as_of: String,
    title: String,
    language: String,
    records: BTreeMap<String, Vec<Row>>,
}

/// Why a text is no snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// More bytes or rows than are read.
    TooLarge,
    /// Not JSON of this shape; what the parser says.
    Shape(String),
    /// A format of another version.
    Format(u32),
    /// The day or the name cannot be read.
    Head,
    /// Two rows of a table for one record.
    Twice(String),
}

impl ReadFault {
    /// What is wrong, in one line.
    pub fn message(&self, lang: Lang) -> String {
        let say = |words: Bilingual| words.get(lang).to_owned();
        match self {
            ReadFault::TooLarge => say(both("文件过大", "too large")),
            ReadFault::Shape(detail) => format!("{}{detail}", say(both("读不懂：", "cannot be read: "))),
            ReadFault::Format(format) => {
                format!("{}{format}", say(both("不认识的格式版本 ", "unknown version of the format: ")))
            }
            ReadFault::Head => say(both("名称或截止日期读不懂", "its name or day cannot be read")),
            ReadFault::Twice(key) => format!("{}{key}", say(both("记录重复：", "a record twice: "))),
        }
    }
}

impl fmt::Display for ReadFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl Snapshot {
    /// The text of the file: the same for the same records.
    pub fn to_json(&self) -> String {
        let written =
            Written::new(self.name.as_deref(), self.as_of, &self.title, &self.language, &self.tables);
        let mut text = Vec::new();
        // Memory takes everything.
        let _ = written.write(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// [`ReadFault`] where it is none, or is larger than any site of ours.
    pub fn from_json(text: &str) -> Result<Snapshot, ReadFault> {
        if text.len() > MAX_BYTES {
            return Err(ReadFault::TooLarge);
        }
        // The version comes first, so that a later format is named as such whatever else it holds.
        #[derive(Deserialize)]
        struct Version {
            format: u32,
        }
        let shape = |error: serde_json::Error| {
            let detail: String = error.to_string().chars().take(200).collect();
            ReadFault::Shape(detail.escape_debug().to_string())
        };
        let Version { format } = serde_json::from_str(text).map_err(shape)?;
        if format != FORMAT {
            return Err(ReadFault::Format(format));
        }
        let file: File = serde_json::from_str(text).map_err(shape)?;
        if file.records.values().map(Vec::len).sum::<usize>() > MAX_ROWS {
            return Err(ReadFault::TooLarge);
        }
        for (table, rows) in &file.records {
            let mut seen = BTreeSet::new();
            if let Some(row) = rows.iter().find(|row| !seen.insert(key(table, row))) {
                return Err(ReadFault::Twice(key(table, row).escape_debug().to_string()));
            }
        }
        let is_name = |name: &str| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            name.len() <= 64
                && name.starts_with(|c: char| c.is_ascii_alphanumeric())
                && name.chars().all(is_plain)
        };
        let as_of = Date::parse(&file.as_of).ok_or(ReadFault::Head)?;
        if file.edition.as_deref().is_some_and(|name| !is_name(name)) {
            return Err(ReadFault::Head);
        }
        Ok(Snapshot {
            name: file.edition.map(Into::into),
            as_of,
            title: file.title,
            language: file.language,
            tables: file.records,
        })
    }

    /// The rows of a table.
    pub fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// The rows of a table by their key.
    pub fn by_key(&self, table: &str) -> BTreeMap<String, &Row> {
        self.rows(table).iter().map(|row| (key(table, row), row)).collect()
    }

    /// The value of a column in the row with an id; empty where there is none.
    pub fn text(&self, table: &str, id: &str, column: &str) -> &str {
        let row = self.rows(table).iter().find(|row| value(row, "id") == id);
        row.map_or("", |row| value(row, column))
    }

    /// What it is called: its name, or the day as of which it speaks.
    pub fn label(&self) -> String {
        self.name.as_deref().map_or_else(|| self.as_of.to_string(), str::to_owned)
    }
}

/// The value of a column; empty where it is missing.
pub(super) fn value<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

/// What tells a record from others of its table.
pub fn key(table: &str, row: &Row) -> String {
    let columns: &[&str] = match table {
        "verdicts" => &["target", "period"],
        "copies" => &["document", "id"],
        "phases" => &["plan", "year"],
        _ => &["id"],
    };
    columns.iter().map(|column| value(row, column)).collect::<Vec<_>>().join(" ")
}
