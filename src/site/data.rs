//! The data files of a site: every record as a row, for machines and for those who check.
//!
//! In: an [`Assessment`], a language for the texts, and how a verdict's reason is put into words. Out: the paths and
//! bytes of the `data/*.csv`, RFC 4180 in UTF-8: CRLF, no BOM, quotes only where they are needed, the last
//! line terminated, rows in the order of their ids. It must not round or scale a figure, must not alter a cell that
//! looks like a formula of a spreadsheet (these files are hashed and cited), and must not invent a value: what is
//! missing is empty.

mod agenda;
mod cell;
mod column;
mod edition;
mod figure;
mod json;
mod package;
mod plan;
mod register;
mod result;
mod variant;

pub(crate) use agenda::agenda;
pub(crate) use column::column;
pub(crate) use edition::{PATH as EDITION, changes, snapshot, write as write_edition};
pub(crate) use figure::figure;
pub(crate) use json::{About, json};
pub(crate) use package::{PATH as PACKAGE, licence_address, package};
pub(crate) use variant::{ARCHIVE, archive, spreadsheet, spreadsheet_path};

use std::io::{self, Write};

use rayon::prelude::*;

use crate::assess::{Assessment, Verdict};
use crate::bilingual::{Bilingual, Lang, both};
use crate::model::{Algorithm, Hashed, Project};

/// What the rows are made from.
#[derive(Clone, Copy)]
struct Input<'a> {
    project: &'a Project,
    lang: Lang,
}

/// A path below the site's root with the bytes to put there.
pub(crate) type DataFile = (String, Vec<u8>);

/// What is known of a data file once it is written.
pub(crate) struct Table {
    /// Its path below the site's root.
    pub(crate) path: String,
    /// Its size.
    pub(crate) bytes: u64,
    /// The SHA-256 of its bytes.
    pub(crate) sha256: String,
    /// The number of its rows, without the header.
    pub(crate) rows: usize,
    /// The names of its columns.
    pub(crate) header: Vec<&'static str>,
}

/// The records of a data file before they are written.
struct Records<'a> {
    name: &'static str,
    header: Vec<&'static str>,
    /// The cells of each.
    rows: Box<dyn Iterator<Item = Vec<String>> + 'a>,
}

/// Records with the names of their columns. That each row has as many cells is a matter of types.
fn records<'a, const N: usize>(
    name: &'static str,
    header: [&'static str; N],
    rows: impl IntoIterator<Item = [String; N], IntoIter: 'a>,
) -> Records<'a> {
    Records { name, header: header.to_vec(), rows: Box::new(rows.into_iter().map(Vec::from)) }
}

impl Records<'_> {
    /// Writes their file and says what it is.
    fn write(mut self, to: &mut dyn Write) -> io::Result<Table> {
        let mut hashed = Hashed::new(to, &[Algorithm::Sha256]);
        let mut rows = 0;
        write_csv(&mut hashed, &self.header, self.rows.by_ref().inspect(|_| rows += 1))?;
        let sha256 = hashed.hasher.finish().into_iter().map(|(_, digits)| digits).next();
        Ok(Table {
            path: path(self.name),
            bytes: hashed.bytes,
            sha256: sha256.unwrap_or_default(),
            rows,
            header: self.header,
        })
    }

    /// Shows each row: the cells that are not empty, in the order of the names of their columns.
    fn each<E>(self, mut see: impl FnMut(&[(&str, &str)]) -> Result<(), E>) -> Result<(), E> {
        let mut columns: Vec<(&str, usize)> = self.header.iter().copied().zip(0..).collect();
        columns.sort_unstable();
        for row in self.rows {
            let cells = columns.iter().filter_map(|(name, column)| Some((*name, row.get(*column)?.as_str())));
            see(&cells.filter(|(_, cell)| !cell.is_empty()).collect::<Vec<_>>())?;
        }
        Ok(())
    }
}

/// The path of a data file.
fn path(name: &str) -> String {
    format!("data/{name}.csv")
}

/// Takes the records of a table.
type Take = for<'a> fn(Input<'a>) -> Records<'a>;

/// The files with one record in a row, in the order of their names: name, what it holds, and what takes its records.
const RECORDS: &[(&str, Bilingual, Take)] = &[
    ("bodies", both("单位", "bodies"), register::bodies),
    ("comparisons", both("各级对照", "comparisons across plans"), result::comparisons),
    ("documents", both("文件", "documents"), register::documents),
    ("duties", both("职责", "duties"), plan::duties),
    ("findings", both("评述", "findings"), result::findings),
    ("indicators", both("指标", "indicators"), register::indicators),
    ("milestones", both("状态目标（节点）", "milestones"), plan::milestones),
    ("observations", both("数据", "observations"), result::observations),
    ("occurrences", both("履行记录", "occurrences of duties"), result::occurrences),
    ("places", both("地区、学校和园区", "places"), register::places),
    ("plans", both("规划", "plans"), plan::plans),
    ("provisions", both("规定", "provisions"), plan::provisions),
    ("revisions", both("修订和更正", "revisions and corrections"), result::revisions),
    ("targets", both("数量和方向目标", "targets"), plan::targets),
    ("tasks", both("任务", "tasks"), plan::tasks),
];

/// The name of the file of verdicts, and what it holds.
const VERDICTS: (&str, Bilingual) = ("verdicts", both("评价与理由", "verdicts and reasons"));

/// What a data file holds, by its name.
pub(crate) fn holds(name: &str) -> Option<Bilingual> {
    let records = RECORDS.iter().map(|(known, words, _)| (*known, *words));
    records.chain([VERDICTS]).find(|(known, _)| *known == name).map(|(_, words)| words)
}

/// The data files of a site in a language. Each is made when it is asked for, so that those of a nation need not be held together.
#[derive(Clone, Copy)]
pub(crate) struct Files<'a> {
    input: Input<'a>,
    verdicts: &'a [Verdict],
    reason: &'a (dyn Fn(&Verdict) -> String + Sync),
}

impl<'a> Files<'a> {
    /// Those of a site; `reason` puts the reason of a verdict into words of `lang`.
    pub(crate) fn of(
        assessment: &'a Assessment<'a>,
        lang: Lang,
        reason: &'a (dyn Fn(&Verdict) -> String + Sync),
    ) -> Files<'a> {
        let input = Input { project: assessment.project, lang };
        Files { input, verdicts: &assessment.verdicts, reason }
    }

    /// The number of files.
    fn len(&self) -> usize {
        RECORDS.len() + 1
    }

    /// The name of a file.
    fn name(number: usize) -> &'static str {
        RECORDS.get(number).map_or(VERDICTS.0, |(name, ..)| name)
    }

    fn records(&self, number: usize) -> Records<'a> {
        match RECORDS.get(number) {
            Some((.., take)) => take(self.input),
            None => result::verdicts(self.input, self.verdicts, self.reason),
        }
    }

    /// Looks at each file, as many at a time as there are threads, and keeps what `see` says of it, in the order of their paths.
    ///
    /// # Errors
    /// What `see` says.
    pub(crate) fn each<T: Send, E: Send>(
        &self,
        see: impl Fn(&File<'_>) -> Result<T, E> + Sync,
    ) -> Result<Vec<T>, E> {
        let numbers = (0..self.len()).into_par_iter().with_max_len(1);
        numbers.map(|number| see(&self.file(number))).collect()
    }

    /// Makes one file after the other, in the order of their paths.
    pub(crate) fn in_turn(&self) -> impl Iterator<Item = DataFile> {
        (0..self.len()).map(|number| self.file(number)).map(|file| (file.path(), file.bytes()))
    }

    fn file(&self, number: usize) -> File<'a> {
        File { files: *self, number }
    }
}

/// A data file that is not made yet.
pub(crate) struct File<'a> {
    files: Files<'a>,
    number: usize,
}

impl File<'_> {
    /// Its path below the site's root.
    pub(crate) fn path(&self) -> String {
        path(Files::name(self.number))
    }

    /// Writes it row by row, the same bytes each time, and says what it is.
    ///
    /// # Errors
    /// What the writer says.
    pub(crate) fn write(&self, to: &mut dyn Write) -> io::Result<Table> {
        self.files.records(self.number).write(to)
    }

    /// All its bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Memory takes everything.
        let _ = self.write(&mut bytes);
        bytes
    }
}

/// A file of rows.
fn csv<C: AsRef<[u8]>>(header: &[&str], rows: impl Iterator<Item = impl IntoIterator<Item = C>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Memory takes everything, and rows have the length that their types say.
    let written = write_csv(&mut bytes, header, rows);
    debug_assert!(written.is_ok());
    bytes
}

/// Writes a file of rows.
fn write_csv<C: AsRef<[u8]>>(
    to: impl Write,
    header: &[&str],
    mut rows: impl Iterator<Item = impl IntoIterator<Item = C>>,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(to);
    writer.write_record(header)?;
    rows.try_for_each(|row| writer.write_record(row))?;
    writer.flush()
}

#[cfg(test)]
mod tests;
