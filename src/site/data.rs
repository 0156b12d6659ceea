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

use rayon::prelude::*;

use crate::assess::{Assessment, Verdict};
use crate::bilingual::{Bilingual, Lang, both};
use crate::model::Project;

/// What the rows are made from.
#[derive(Clone, Copy)]
struct Input<'a> {
    project: &'a Project,
    lang: Lang,
}

/// A path below the site's root with the bytes to put there.
pub(crate) type DataFile = (String, Vec<u8>);

/// What a page says of a data file.
pub(crate) struct Table {
    /// Its path below the site's root.
    pub(crate) path: String,
    /// Its size.
    pub(crate) bytes: usize,
    /// The number of its rows, without the header.
    pub(crate) rows: usize,
    /// The names of its columns.
    pub(crate) header: Vec<String>,
}

impl Table {
    /// Those of all data files.
    pub(crate) fn all(files: &[DataFile]) -> Vec<Table> {
        let table = |(path, bytes): &DataFile| Table {
            path: path.clone(),
            bytes: bytes.len(),
            rows: csv::Reader::from_reader(bytes.as_slice()).byte_records().count(),
            header: header(bytes),
        };
        files.par_iter().map(table).collect()
    }
}

/// Makes a file of records.
type Make = fn(Input<'_>) -> DataFile;

/// The files with one record in a row, in the order of their names: name, what it holds, and how it is made.
const RECORDS: &[(&str, Bilingual, Make)] = &[
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

/// All data files, in the order of their paths. `reason` puts the reason of a verdict into words of `lang`.
pub(crate) fn files(
    assessment: &Assessment<'_>,
    lang: Lang,
    reason: &(dyn Fn(&Verdict) -> String + Sync),
) -> Vec<DataFile> {
    let input = Input { project: assessment.project, lang };
    // The verdicts take the longest.
    let (verdicts, mut files): (DataFile, Vec<DataFile>) = rayon::join(
        || result::verdicts(input, &assessment.verdicts, reason),
        || RECORDS.par_iter().map(|(.., make)| make(input)).collect(),
    );
    files.push(verdicts);
    files
}

/// The names of the columns of a data file.
fn header(bytes: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.headers().map(|header| header.iter().map(str::to_owned).collect()).unwrap_or_default()
}

/// A file of rows. That each row has as many cells as the header has names is a matter of types.
fn file<const N: usize>(
    name: &str,
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> DataFile {
    let mut bytes = Vec::new();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    // Writing fails where the world does or where a row has another length; memory and types exclude both.
    let mut written = writer.write_record(header);
    for row in rows {
        written = written.and_then(|()| writer.write_record(&row));
    }
    debug_assert!(written.is_ok());
    drop(writer);
    (format!("data/{name}.csv"), bytes)
}

#[cfg(test)]
mod tests;
