//! Rows of texts as snapshots hold them: each text once, and cells as its number.
//!
//! In: rows, cell by cell. Out: [`Rows`] and [`Row`]s to look at, in the order in which they came, or put in order by what they say.
//! Records repeat ids, units and words, and rows name the same columns again and again: of a hundred cells some fourteen are texts
//! that no cell before them had. It must not know what a table or a column means.

use std::collections::BTreeMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};

use hashbrown::HashTable;
use indexmap::IndexMap;
use rayon::prelude::*;

/// Texts, one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    all: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Texts {
    fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[number]]
    }
}

/// Lists of columns, in the order of their numbers, with their names.
type Columns = IndexMap<Box<[u32]>, Box<[Box<str>]>, BuildHasherDefault<DefaultHasher>>;

/// The rows of a table by the numbers of their texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The columns that rows have, each such list once.
    columns: Columns,
    /// Of each row, which columns it has and where its cells begin.
    rows: Vec<(u32, u32)>,
    cells: Vec<u32>,
}

/// Tables while they are filled.
#[derive(Debug, Default)]
pub struct Tables {
    texts: Texts,
    /// The numbers of the texts, to be found by them.
    known: HashTable<u32>,
    tables: BTreeMap<String, Table>,
    /// The row that is being filled: the numbers of its columns with those of its cells.
    row: Vec<(u32, u32)>,
    /// The columns of the row before it, as they came: nearly always those of the next.
    before: Vec<u32>,
    /// The columns of the row in the order of their numbers.
    sorted: Vec<u32>,
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Lists and texts are shorter than this by the room that they take.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Tables {
    /// Begins a table, which may remain empty; none where there is one of this name.
    pub(super) fn begin(&self, name: &str) -> Option<Table> {
        if self.tables.contains_key(name) { None } else { Some(Table::default()) }
    }

    /// Ends a table that was begun.
    pub(super) fn end(&mut self, name: &str, mut table: Table) {
        table.rows.shrink_to_fit();
        table.cells.shrink_to_fit();
        self.tables.insert(name.to_owned(), table);
    }

    /// The number of a text, which is kept.
    pub(super) fn text(&mut self, text: &str) -> u32 {
        let (texts, hash) = (&mut self.texts, hash(text));
        if let Some(known) = self.known.find(hash, |known| texts.get(*known) == text) {
            return *known;
        }
        let number = number(texts.ends.len());
        texts.all.push_str(text);
        texts.ends.push(texts.all.len());
        let texts = &self.texts;
        let again = |known: &u32| self::hash(texts.get(*known));
        self.known.insert_unique(hash, number, again);
        number
    }

    /// The number of the name of the next column of the row that is being filled.
    pub(super) fn column(&mut self, name: &str) -> u32 {
        let likely = self.before.get(self.row.len()).copied();
        likely.filter(|likely| self.texts.get(*likely) == name).unwrap_or_else(|| self.text(name))
    }

    /// Adds a cell to the row that is being filled.
    pub(super) fn cell(&mut self, column: u32, cell: u32) {
        self.row.push((column, cell));
    }

    /// Puts the row that was filled behind the others of a table, unless a column stands twice in it.
    pub(super) fn row(&mut self, table: &mut Table) -> bool {
        let columns_of = |row: &[(u32, u32)], columns: &mut Vec<u32>| {
            columns.clear();
            columns.extend(row.iter().map(|(column, _)| *column));
        };
        columns_of(&self.row, &mut self.before);
        self.row.sort_unstable();
        columns_of(&self.row, &mut self.sorted);
        let columns = &self.sorted[..];
        let is_sound = columns.windows(2).all(|pair| pair[0] != pair[1]);
        if is_sound {
            let start = number(table.cells.len());
            table.cells.extend(self.row.iter().map(|(_, cell)| *cell));
            let of_row = match table.columns.get_index_of(columns) {
                Some(known) => known,
                None => {
                    let names = columns.iter().map(|column| self.texts.get(*column).into()).collect();
                    table.columns.insert_full(columns.into(), names).0
                }
            };
            table.rows.push((number(of_row), start));
        }
        self.row.clear();
        is_sound
    }

    /// Adds a whole table, whose rows `each` hands over; no column may stand twice in a row.
    pub fn add(&mut self, name: &str, each: impl FnOnce(&mut dyn FnMut(&[(&str, &str)]))) {
        let mut table = self.tables.remove(name).unwrap_or_default();
        each(&mut |cells| {
            for (column, cell) in cells {
                let (column, cell) = (self.column(column), self.text(cell));
                self.cell(column, cell);
            }
            self.row(&mut table);
        });
        self.end(name, table);
    }

    /// What was filled, with the texts.
    pub(super) fn finish(mut self) -> (Texts, BTreeMap<String, Table>) {
        self.texts.all.shrink_to_fit();
        self.texts.ends.shrink_to_fit();
        (self.texts, self.tables)
    }
}

/// The rows of a table, in their order.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'s> {
    texts: &'s Texts,
    table: Option<&'s Table>,
}

impl<'s> Rows<'s> {
    pub(super) fn new(texts: &'s Texts, table: Option<&'s Table>) -> Rows<'s> {
        Rows { texts, table }
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.table.map_or(0, |table| table.rows.len())
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The row at a place.
    pub fn get(self, place: usize) -> Option<Row<'s>> {
        let table = self.table?;
        let (columns, start) = *table.rows.get(place)?;
        let (_, columns) = table.columns.get_index(columns as usize)?;
        let cells = &table.cells[start as usize..][..columns.len()];
        Some(Row { texts: self.texts, columns, cells })
    }

    /// All of them.
    pub fn iter(self) -> impl Iterator<Item = Row<'s>> {
        (0..self.len()).filter_map(move |place| self.get(place))
    }
}

/// A record: the values by the names of their columns; what is missing is left out.
#[derive(Clone, Copy, Debug)]
pub struct Row<'s> {
    texts: &'s Texts,
    columns: &'s [Box<str>],
    cells: &'s [u32],
}

impl<'s> Row<'s> {
    /// The value of a column; empty where it is missing.
    pub fn value(self, column: &str) -> &'s str {
        let place = self.columns.iter().position(|known| **known == *column);
        place.map_or("", |place| self.texts.get(self.cells[place]))
    }

    /// The names of the columns that it has.
    pub(super) fn columns(self) -> impl Iterator<Item = &'s str> {
        self.columns.iter().map(|column| &**column)
    }

    /// The names of the columns with their values, by name.
    pub fn cells(self) -> Vec<(&'s str, &'s str)> {
        let named = self.columns.iter().zip(self.cells);
        let mut cells: Vec<_> = named.map(|(column, cell)| (&**column, self.texts.get(*cell))).collect();
        cells.sort_unstable();
        cells
    }
}

/// The rows of a table in the order of what they say.
#[derive(Clone, Debug)]
pub(super) struct Order(Vec<u32>);

impl Order {
    /// The order of what `key` says of rows; those of which it says the same stay as they are.
    pub(super) fn by<'s, K: Ord + Send>(rows: Rows<'s>, key: impl Fn(Row<'s>) -> K) -> Order {
        let mut places: Vec<(K, u32)> =
            rows.iter().enumerate().map(|(place, row)| (key(row), number(place))).collect();
        places.par_sort();
        Order(places.into_iter().map(|(_, place)| place).collect())
    }

    /// The rows in this order.
    pub(super) fn rows<'s>(&self, rows: Rows<'s>) -> impl Iterator<Item = Row<'s>> {
        self.0.iter().filter_map(move |place| rows.get(*place as usize))
    }

    /// The rows of which `key` says what is wanted.
    pub(super) fn of<'s, K: Ord>(
        &self,
        rows: Rows<'s>,
        key: impl Fn(Row<'s>) -> K,
        wanted: &K,
    ) -> impl Iterator<Item = Row<'s>> {
        let at = |place: &u32| rows.get(*place as usize).map(&key);
        let start = self.0.partition_point(|place| at(place).as_ref() < Some(wanted));
        let count = self.0[start..].partition_point(|place| at(place).as_ref() <= Some(wanted));
        self.0[start..start + count].iter().filter_map(move |place| rows.get(*place as usize))
    }
}

/// The rows of two tables by what `key` says of them: those of both, and those that only one of them has.
pub(super) fn pairs<'s, K: Ord + Send>(
    one: Rows<'s>,
    other: Rows<'s>,
    key: impl Fn(Row<'s>) -> K,
) -> Vec<(Option<Row<'s>>, Option<Row<'s>>)> {
    let (of_one, of_other) = (Order::by(one, &key), Order::by(other, &key));
    let (mut ones, mut others) = (of_one.rows(one).peekable(), of_other.rows(other).peekable());
    let mut pairs = Vec::with_capacity(one.len().max(other.len()));
    loop {
        let first = match (ones.peek(), others.peek()) {
            (None, None) => return pairs,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(one), Some(other)) => key(*one).cmp(&key(*other)),
        };
        let one = if first.is_le() { ones.next() } else { None };
        pairs.push((one, if first.is_ge() { others.next() } else { None }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(rows: &[BTreeMap<String, String>]) -> (Texts, BTreeMap<String, Table>) {
        let mut tables = Tables::default();
        tables.add("one", |add| {
            for row in rows {
                let cells: Vec<(&str, &str)> =
                    row.iter().rev().map(|(column, cell)| (column.as_str(), cell.as_str())).collect();
                add(&cells);
            }
        });
        tables.finish()
    }

    fn rows() -> impl Strategy<Value = Vec<BTreeMap<String, String>>> {
        let row = proptest::collection::btree_map("[abcd]|", "[xy县]{0,2}", 0..5);
        proptest::collection::vec(row, 0..12)
    }

    proptest! {
        #[test]
        fn rows_say_what_was_put_into_them(wanted in rows()) {
            let (texts, tables) = filled(&wanted);
            let table = Rows::new(&texts, tables.get("one"));
            prop_assert_eq!(table.len(), wanted.len());
            for (row, wanted) in table.iter().zip(&wanted) {
                let cells: BTreeMap<String, String> =
                    row.cells().into_iter().map(|(column, cell)| (column.into(), cell.into())).collect();
                prop_assert_eq!(&cells, wanted);
                for column in ["", "a", "b", "e"] {
                    prop_assert_eq!(row.value(column), wanted.get(column).map_or("", String::as_str));
                }
            }
            let order = Order::by(table, |row| row.value("a"));
            for key in ["", "x", "xy", "县"] {
                let found = order.of(table, |row| row.value("a"), &key).map(Row::cells);
                let all = table.iter().filter(|row| row.value("a") == key).map(Row::cells);
                prop_assert_eq!(found.collect::<Vec<_>>(), all.collect::<Vec<_>>());
            }
        }

        #[test]
        fn pairs_have_each_row_once_and_meet_by_their_keys(one in rows(), other in rows()) {
            let (of_one, of_other) = (filled(&one), filled(&other));
            let (one, other) =
                (Rows::new(&of_one.0, of_one.1.get("one")), Rows::new(&of_other.0, of_other.1.get("one")));
            let key = |row: Row<'_>| row.value("b").to_owned();
            let pairs = pairs(one, other, key);
            prop_assert_eq!(pairs.iter().filter(|(one, _)| one.is_some()).count(), one.len());
            prop_assert_eq!(pairs.iter().filter(|(_, other)| other.is_some()).count(), other.len());
            for pair in &pairs {
                if let (Some(one), Some(other)) = pair {
                    prop_assert_eq!(key(*one), key(*other));
                }
            }
            let alone: Vec<String> =
                pairs.iter().filter(|(_, other)| other.is_none()).filter_map(|(one, _)| one.map(key)).collect();
            for key_of_one in alone {
                let count = |rows: Rows<'_>| rows.iter().filter(|row| row.value("b") == key_of_one).count();
                prop_assert!(count(one) > count(other), "it had a partner");
            }
        }
    }

    #[test]
    fn a_row_with_a_column_twice_is_refused() {
        let mut tables = Tables::default();
        let mut table = tables.begin("one").unwrap();
        let (column, cell) = (tables.text("a"), tables.text("x"));
        tables.cell(column, cell);
        assert!(tables.row(&mut table));
        tables.cell(column, cell);
        tables.cell(column, column);
        assert!(!tables.row(&mut table));
        assert_eq!(table.rows.len(), 1);
    }
}
