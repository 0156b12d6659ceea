//! What the texts of snapshots are in another language, as far as a site that has both languages knows.
//!
//! In: two snapshots of one site, in its first language and in another. Out: [`Words`], which say a text of any snapshot in the other
//! language. Editions are kept in the first language alone; a text that has changed since is not known and stays as it is.

use std::collections::BTreeMap;

use super::diff::shown;
use super::rows::Row;
use super::snapshot::{Key, Snapshot};

/// Texts of one language with what they are in another.
#[derive(Debug, Default)]
pub struct Words {
    /// By the text alone.
    texts: BTreeMap<String, String>,
    /// Where a record has other words for a text than the first that has it: by table, key of the record and text.
    apart: BTreeMap<(String, String, String), String>,
}

impl Words {
    /// What each text of the first snapshot is in the second, which holds the same records in the same order.
    pub fn of(first: &Snapshot, other: &Snapshot) -> Words {
        let mut words = Words::default();
        for table in first.tables() {
            let (rows, others) = (first.rows(table), other.rows(table));
            if rows.len() == others.len() {
                rows.iter().zip(others.iter()).for_each(|(row, other)| words.learn(table, row, other));
            }
        }
        words
    }

    fn learn(&mut self, table: &str, row: Row<'_>, other: Row<'_>) {
        let figure = (shown(table, row), shown(table, other));
        let has = |column| other.columns().any(|known| known == column);
        let cells = row.cells().into_iter().filter(|(column, _)| has(*column));
        let cells = cells.map(|(column, text)| (text.to_owned(), other.value(column).to_owned()));
        for (text, said) in cells.chain([figure]).filter(|(text, said)| text != said) {
            let known = self.texts.entry(text.clone()).or_insert_with(|| said.clone());
            if *known != said {
                self.apart.insert((table.to_owned(), Key::of(table, row).to_string(), text), said);
            }
        }
    }

    /// A text of a record in the other language; as it is where that is not known.
    pub fn say<'w>(&'w self, table: &str, key: &str, text: &'w str) -> &'w str {
        let apart = || self.apart.get(&(table.to_owned(), key.to_owned(), text.to_owned()));
        if self.apart.is_empty() { None } else { apart() }
            .or_else(|| self.texts.get(text))
            .map_or(text, |said| said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition::Tables;
    use crate::model::Date;

    fn snapshot(rows: &[(&str, &str)]) -> Snapshot {
        let mut tables = Tables::default();
        tables.add("tasks", |add| rows.iter().for_each(|(id, name)| add(&[("id", id), ("name", name)])));
        Snapshot::new(Date::parse("2025-12-31").unwrap(), String::new(), String::new(), tables)
    }

    #[test]
    fn a_text_is_said_as_its_own_record_has_it() {
        let first = snapshot(&[("a", "推进"), ("b", "推进"), ("c", "学校")]);
        let words = Words::of(&first, &snapshot(&[("a", "advance"), ("b", "proceed"), ("c", "school")]));
        assert_eq!(words.say("tasks", "a", "推进"), "advance");
        assert_eq!(words.say("tasks", "b", "推进"), "proceed");
        assert_eq!(words.say("targets", "c", "学校"), "school");
        assert_eq!(words.say("tasks", "a", "从前的话"), "从前的话");
    }
}
