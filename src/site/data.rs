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
mod figure;
mod package;
mod plan;
mod register;
mod result;

pub(crate) use agenda::agenda;
pub(crate) use column::column;
pub(crate) use figure::figure;
pub(crate) use package::{PATH as PACKAGE, package, sha256};

use crate::assess::{Assessment, Verdict};
use crate::bilingual::Lang;
use crate::model::Project;

/// What the rows are made from.
#[derive(Clone, Copy)]
struct Input<'a> {
    project: &'a Project,
    lang: Lang,
}

/// A path below the site's root with the bytes to put there.
type DataFile = (String, Vec<u8>);

/// All data files, in the order of their paths. `reason` puts the reason of a verdict into words of `lang`.
pub(crate) fn files(
    assessment: &Assessment<'_>,
    lang: Lang,
    reason: &dyn Fn(&Verdict) -> String,
) -> Vec<DataFile> {
    let input = Input { project: assessment.project, lang };
    let mut files = vec![
        register::bodies(input),
        result::comparisons(input),
        register::documents(input),
        plan::duties(input),
        result::findings(input),
        register::indicators(input),
        plan::milestones(input),
        result::observations(input),
        result::occurrences(input),
        register::places(input),
        plan::plans(input),
        plan::provisions(input),
        plan::targets(input),
        plan::tasks(input),
        result::verdicts(input, &assessment.verdicts, reason),
    ];
    files.sort();
    files
}

/// The number of rows of a data file, without its header.
pub(crate) fn rows(bytes: &[u8]) -> usize {
    csv::Reader::from_reader(bytes).byte_records().count()
}

/// The names of the columns of a data file.
pub(crate) fn header(bytes: &[u8]) -> Vec<String> {
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
