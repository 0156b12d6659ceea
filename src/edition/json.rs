//! `data/edition.json` read: hostile until it is proven sound, and as large as a country's.
//!
//! In: the bytes of such a file. Out: a [`Snapshot`], or what is wrong. The format is read for ever: a reader keeps tables and columns
//! that it does not know, and refuses another `format`, which the file names first. Cells are kept as they are read: no tree is ever
//! made of them. How large a file may be is for those to say who open it.

use std::fmt;

use rayon::prelude::*;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::rows::{Table, Tables};
use super::snapshot::{FORMAT, Key, ReadFault, Snapshot};
use crate::model::Date;

/// The fields of the file.
const FIELDS: &[&str] = &["format", "edition", "as_of", "title", "language", "records"];

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<Snapshot, ReadFault> {
    let mut file = File::default();
    let mut parser = serde_json::Deserializer::from_slice(bytes);
    let read = parser.deserialize_map(&mut file).and_then(|()| parser.end());
    match (read, file.format) {
        (_, Some(other)) if other != FORMAT => Err(ReadFault::Format(other)),
        (Err(error), _) => Err(shape(&error)),
        (Ok(()), _) => file.snapshot(),
    }
}

fn shape(error: &serde_json::Error) -> ReadFault {
    let detail: String = error.to_string().chars().take(200).collect();
    ReadFault::Shape(detail.escape_debug().to_string())
}

/// What was read so far.
#[derive(Default)]
struct File {
    format: Option<u32>,
    edition: Option<String>,
    as_of: Option<String>,
    title: Option<String>,
    language: Option<String>,
    records: Option<Tables>,
}

impl File {
    fn snapshot(self) -> Result<Snapshot, ReadFault> {
        fn given<T>(field: Option<T>, name: &'static str) -> Result<T, ReadFault> {
            field.ok_or_else(|| shape(&serde_json::Error::missing_field(name)))
        }
        given(self.format, "format")?;
        let as_of = Date::parse(&given(self.as_of, "as_of")?).ok_or(ReadFault::Head)?;
        if !self.edition.as_deref().is_none_or(is_name) {
            return Err(ReadFault::Head);
        }
        let (title, language) = (given(self.title, "title")?, given(self.language, "language")?);
        let snapshot = Snapshot::new(as_of, title, language, given(self.records, "records")?)
            .named(self.edition.map(Into::into));
        for table in snapshot.tables() {
            let mut keys: Vec<Key<'_>> = snapshot.rows(table).iter().map(|row| Key::of(table, row)).collect();
            keys.par_sort_unstable();
            if let Some(pair) = keys.windows(2).find(|pair| pair[0] == pair[1]) {
                return Err(ReadFault::Twice(pair[0].to_string().escape_debug().to_string()));
            }
        }
        Ok(snapshot)
    }
}

/// Whether an edition may have this name.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    name.len() <= 64 && name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(is_plain)
}

impl<'de> Visitor<'de> for &mut File {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the data of an edition")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(field) = map.next_key::<String>()? {
            match field.as_str() {
                "format" => {
                    once(&mut self.format, "format", &mut map)?;
                    if self.format != Some(FORMAT) {
                        return Err(Error::custom("another format"));
                    }
                }
                "edition" => once(&mut self.edition, "edition", &mut map)?,
                "as_of" => once(&mut self.as_of, "as_of", &mut map)?,
                "title" => once(&mut self.title, "title", &mut map)?,
                "language" => once(&mut self.language, "language", &mut map)?,
                "records" if self.records.is_some() => return Err(Error::duplicate_field("records")),
                "records" => map.next_value_seed(Records(self.records.insert(Tables::default())))?,
                other => return Err(Error::unknown_field(other, FIELDS)),
            }
        }
        Ok(())
    }
}

/// Takes the value of a field, which stands once.
fn once<'de, M: MapAccess<'de>, T: serde::Deserialize<'de>>(
    field: &mut Option<T>,
    name: &'static str,
    map: &mut M,
) -> Result<(), M::Error> {
    if field.is_some() {
        return Err(Error::duplicate_field(name));
    }
    *field = Some(map.next_value()?);
    Ok(())
}

/// Fills the tables.
struct Records<'f>(&'f mut Tables);

impl<'de> DeserializeSeed<'de> for Records<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Records<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tables by their names")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let mut table = self.0.begin(&name).ok_or_else(|| M::Error::custom("a table twice"))?;
            map.next_value_seed(AllRows { tables: &mut *self.0, table: &mut table })?;
            self.0.end(&name, table);
        }
        Ok(())
    }
}

/// Fills a table.
struct AllRows<'f> {
    tables: &'f mut Tables,
    table: &'f mut Table,
}

impl<'de> DeserializeSeed<'de> for AllRows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for AllRows<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the rows of a table")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<(), A::Error> {
        while rows.next_element_seed(OneRow(&mut *self.tables))?.is_some() {
            if !self.tables.row(self.table) {
                return Err(Error::custom("a column twice in a row"));
            }
        }
        Ok(())
    }
}

/// Fills a row.
struct OneRow<'f>(&'f mut Tables);

impl<'de> DeserializeSeed<'de> for OneRow<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneRow<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the cells of a row by the names of their columns")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(column) = map.next_key_seed(Text(|name: &str| self.0.column(name)))? {
            let cell = map.next_value_seed(Text(|text: &str| self.0.text(text)))?;
            self.0.cell(column, cell);
        }
        Ok(())
    }
}

/// Takes a text and gives its number.
struct Text<F>(F);

impl<'de, F: FnOnce(&str) -> u32> DeserializeSeed<'de> for Text<F> {
    type Value = u32;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u32, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<F: FnOnce(&str) -> u32> Visitor<'_> for Text<F> {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<u32, E> {
        Ok(self.0(text))
    }
}
