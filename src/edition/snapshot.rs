//! `data/edition.json`: every record of a site, each value as the text that stands in its data files.
//!
//! In: rows by table, or such a file. Out: the text, or a [`Snapshot`]. Decimals are texts, so that no reader takes
//! them for floats. The format is read for ever; how is said by `json`.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufWriter, Write};

use serde::{Serialize, Serializer};

use super::json;
use super::lines::ARowALine;
use super::rows::{Row, Rows, Table, Tables, Texts};
use crate::bilingual::{Bilingual, Lang, both};
use crate::model::Date;

/// The version of the format.
pub const FORMAT: u32 = 1;

/// The data of a site at one time.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The name of the edition; none for a site that is not frozen.
    pub name: Option<Box<str>>,
    /// The day as of which it speaks.
    pub as_of: Date,
    /// The title of the site.
    pub title: String,
    /// The language of its texts.
    pub language: String,
    texts: Texts,
    /// The records by table, in the order of the data files.
    tables: BTreeMap<String, Table>,
}

impl PartialEq for Snapshot {
    fn eq(&self, other: &Snapshot) -> bool {
        fn head(of: &Snapshot) -> (&Option<Box<str>>, Date, &str, &str) {
            (&of.name, of.as_of, &of.title, &of.language)
        }
        let is_same = |name| {
            let (rows, others) = (self.rows(name), other.rows(name));
            rows.len() == others.len()
                && rows.iter().zip(others.iter()).all(|(one, other)| one.cells() == other.cells())
        };
        head(self) == head(other)
            && self.tables.keys().eq(other.tables.keys())
            && self.tables.keys().all(|name| is_same(name))
    }
}
impl Eq for Snapshot {}

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

/// Why a text is no snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFault {
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

/// The tables of a snapshot as they are written.
struct Records<'s>(&'s Snapshot);

impl Serialize for Records<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.tables.keys().map(|name| (name, RowsOf(self.0.rows(name)))))
    }
}

struct RowsOf<'s>(Rows<'s>);

impl Serialize for RowsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(Cells))
    }
}

struct Cells<'s>(Row<'s>);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.cells())
    }
}

impl Snapshot {
    /// A snapshot of no edition, with these records.
    pub fn new(as_of: Date, title: String, language: String, tables: Tables) -> Snapshot {
        let (texts, tables) = tables.finish();
        Snapshot { name: None, as_of, title, language, texts, tables }
    }

    /// The same as that of an edition.
    pub fn named(self, name: Option<Box<str>>) -> Snapshot {
        Snapshot { name, ..self }
    }

    /// The text of the file: the same for the same records.
    pub fn to_json(&self) -> String {
        let name = self.name.as_deref();
        let written = Written::new(name, self.as_of, &self.title, &self.language, Records(self));
        let mut text = Vec::new();
        // Memory takes everything.
        let _ = written.write(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Reads the bytes of such a file.
    ///
    /// # Errors
    /// [`ReadFault`] where it is none.
    pub fn from_json(bytes: impl AsRef<[u8]>) -> Result<Snapshot, ReadFault> {
        json::read(bytes.as_ref())
    }

    /// The names of the tables.
    pub fn tables(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// The rows of a table.
    pub fn rows(&self, table: &str) -> Rows<'_> {
        Rows::new(&self.texts, self.tables.get(table))
    }

    /// The value of a column in the row with an id; empty where there is none.
    pub fn text(&self, table: &str, id: &str, column: &str) -> &str {
        let row = self.rows(table).iter().find(|row| row.value("id") == id);
        row.map_or("", |row| row.value(column))
    }

    /// What it is called: its name, or the day as of which it speaks.
    pub fn label(&self) -> String {
        self.name.as_deref().map_or_else(|| self.as_of.to_string(), str::to_owned)
    }
}

/// What tells a record from others of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key<'s>(&'s str, &'s str);

impl<'s> Key<'s> {
    /// The key of a row.
    pub fn of(table: &str, row: Row<'s>) -> Key<'s> {
        let (one, other) = match table {
            "verdicts" => ("target", Some("period")),
            "copies" => ("document", Some("id")),
            "phases" => ("plan", Some("year")),
            _ => ("id", None),
        };
        Key(row.value(one), other.map_or("", |column| row.value(column)))
    }
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)?;
        if self.1.is_empty() { Ok(()) } else { write!(f, " {}", self.1) }
    }
}
