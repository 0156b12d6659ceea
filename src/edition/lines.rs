//! JSON with a record in a line: neither the indents of each value nor one line of a gigabyte, and what compares lines shows records.
//!
//! In: what `serde_json` writes. Out: the same with line breaks down to the rows of tables, and none within a row.

use std::io::{self, Write};

use serde_json::ser::Formatter;

/// The file, its `records` and the rows of a table stand in lines of their own; a row is the fourth level and stands in one.
const ROW: usize = 4;

/// Breaks lines outside of rows.
#[derive(Default)]
pub(super) struct ARowALine {
    /// How many objects and arrays are open.
    depth: usize,
    /// Whether what was opened last holds nothing so far.
    is_empty: bool,
}

impl ARowALine {
    fn open<W: ?Sized + Write>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        to.write_all(bracket)
    }

    fn next<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.is_empty = false;
        match (first, self.depth < ROW) {
            (true, true) => to.write_all(b"\n"),
            (true, false) => Ok(()),
            (false, true) => to.write_all(b",\n"),
            (false, false) => to.write_all(b","),
        }
    }

    fn close<W: ?Sized + Write>(&mut self, to: &mut W, bracket: &[u8]) -> io::Result<()> {
        if self.depth < ROW && !self.is_empty {
            to.write_all(b"\n")?;
        }
        self.depth -= 1;
        self.is_empty = false;
        to.write_all(bracket)
    }
}

impl Formatter for ARowALine {
    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.next(to, first)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.open(to, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.close(to, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.next(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        to.write_all(if self.depth < ROW { b": " } else { b":" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[test]
    fn a_row_is_a_line() {
        let value = serde_json::json!({ "format": 1, "records": { "annexes": [], "bodies": [
            { "id": "a", "name": "甲,\n[乙]" }, { "id": "b" }, {},
        ] } });
        let mut text = Vec::new();
        value
            .serialize(&mut serde_json::Serializer::with_formatter(&mut text, ARowALine::default()))
            .unwrap();
        let expected = "{\n\"format\": 1,\n\"records\": {\n\"annexes\": [],\n\"bodies\": [\n\
                        {\"id\":\"a\",\"name\":\"甲,\\n[乙]\"},\n{\"id\":\"b\"},\n{}\n]\n}\n}";
        assert_eq!(String::from_utf8(text.clone()).unwrap(), expected);
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&text).unwrap(), value);
    }
}
