//! The data of a site as an edition keeps it: the rows of all data files, and the records that have none.
//!
//! In: the project and the bytes of its data files. Out: a [`Snapshot`] in the site's first language. It must not leave out
//! what a page shows of a record: what stands here is what a later program can compare.

use super::cell::{id, shown};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{self, Write};

use csv::StringRecord;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::{DataFile, Input, file};
use crate::bilingual::Lang;
use crate::edition::{Change, Diff, Row, Snapshot, Written};
use crate::model::{Document, PartKind, Project, ProseHome, Record, Text};

/// The path of the data below the site's folder.
pub(crate) const PATH: &str = "data/edition.json";

/// What changed between two editions, a change in a row.
pub(crate) fn changes(diff: &Diff) -> Vec<u8> {
    let header = [
        "subject",
        "table",
        "id",
        "field",
        "old",
        "new",
        "name",
        "place",
        "indicator",
        "plan",
        "period",
        "reason",
        "revision",
        "document",
        "locator",
    ];
    let rows = diff.changes.iter().map(|change| {
        let Change { subject, table, id, field, old, new, name, .. } = change;
        let of = |text: &String| text.clone();
        let side = |side: &Option<String>| side.clone().unwrap_or_default();
        let head = [subject.key().to_owned(), of(table), of(id), of(field), side(old), side(new), of(name)];
        let rest = [
            &change.place,
            &change.indicator,
            &change.plan,
            &change.period,
            &change.reason,
            &change.revision,
            &change.document,
            &change.locator,
        ];
        let mut cells = head.into_iter().chain(rest.into_iter().map(of));
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    });
    file::<15>("changes", header, rows).1
}

/// The data of a site whose data files in this language are these.
pub(crate) fn snapshot(project: &Project, lang: Lang, files: &[DataFile]) -> Snapshot {
    let input = Input { project, lang };
    let tables = input.tables(files).into_iter().map(|(name, table)| match table {
        Table::File(bytes) => (name.to_owned(), rows(bytes)),
        Table::Rows(rows) => (name.to_owned(), rows),
    });
    Snapshot {
        name: project.site.edition.as_deref().map(Into::into),
        as_of: project.site.as_of,
        title: input.text(&project.site.title),
        language: project.site.language().to_owned(),
        tables: tables.collect(),
    }
}

/// Writes the text of the same record by record: no more of them is held than one.
///
/// # Errors
/// What the writer says.
pub(crate) fn write(project: &Project, lang: Lang, files: &[DataFile], to: &mut dyn Write) -> io::Result<()> {
    let input = Input { project, lang };
    let (edition, title) = (project.site.edition.as_deref(), input.text(&project.site.title));
    Written::new(edition, project.site.as_of, &title, project.site.language(), input.tables(files)).write(to)
}

/// The records of a table.
enum Table<'f> {
    /// As a data file holds them.
    File(&'f [u8]),
    Rows(Vec<Row>),
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes = match self {
            Table::File(bytes) => bytes,
            Table::Rows(rows) => return rows.serialize(serializer),
        };
        let mut rows = serializer.serialize_seq(None)?;
        each_row(bytes, |cells| rows.serialize_element(&Cells(cells)))?;
        rows.end()
    }
}

/// The cells of a row by the names of their columns.
struct Cells<'c>(&'c [(&'c str, &'c str)]);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl Input<'_> {
    /// All tables: those of the data files, and the records that have none.
    fn tables<'f>(&self, files: &'f [DataFile]) -> BTreeMap<&'f str, Table<'f>> {
        let stem = |path: &'f String| path.strip_prefix("data/")?.strip_suffix(".csv");
        let mut tables: BTreeMap<&str, Table<'f>> = files
            .iter()
            .filter_map(|(path, bytes)| Some((stem(path)?, Table::File(bytes.as_slice()))))
            .collect();
        self.further(|name, rows| _ = tables.insert(name, Table::Rows(rows)));
        tables
    }

    /// The records that have no data file.
    fn further(&self, mut add: impl FnMut(&'static str, Vec<Row>)) {
        add("parts", self.parts());
        add("phases", self.phases());
        add("prose", self.prose());
        let (mut copies, mut defects, mut annexes) = (Vec::new(), Vec::new(), Vec::new());
        for (reference, document) in self.project.documents.entries() {
            copies.extend(self.copy_rows(document));
            defects.extend(self.defect_rows(document));
            annexes.extend(document.annexes.iter().map(|annex| {
                let of = id(&self.project.documents, reference);
                row([
                    ("id", format!("{of}/{}", annex.number)),
                    ("document", of),
                    ("title", self.text(&annex.title)),
                    ("withheld", super::cell::flag(annex.is_withheld)),
                    ("note", self.maybe_text(annex.note.as_ref())),
                ])
            }));
        }
        add("copies", copies);
        add("defects", defects);
        add("annexes", annexes);
    }
}

/// The rows of a data file by the names of its columns.
fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    let Ok(()) = each_row::<Infallible>(bytes, |cells| {
        rows.push(cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect());
        Ok(())
    });
    rows
}

/// Shows each row of a data file: the cells that are not empty, in the order of the names of their columns.
fn each_row<E>(bytes: &[u8], mut see: impl FnMut(&[(&str, &str)]) -> Result<(), E>) -> Result<(), E> {
    let names = super::header(bytes);
    let mut columns: Vec<(&str, usize)> = names.iter().map(String::as_str).zip(0..).collect();
    columns.sort_unstable();
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = StringRecord::new();
    // The file is our own: its rows can be read.
    while reader.read_record(&mut record).unwrap_or(false) {
        let cells = columns.iter().filter_map(|(name, column)| Some((*name, record.get(*column)?)));
        see(&cells.filter(|(_, cell)| !cell.is_empty()).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// A row of what is there of it.
fn row<const N: usize>(cells: [(&str, String); N]) -> Row {
    let cells = cells.into_iter().filter(|(_, cell)| !cell.is_empty());
    cells.map(|(name, cell)| (name.to_owned(), cell)).collect()
}

impl Input<'_> {
    fn of_document(&self, document: &Document, places: &[usize]) -> String {
        super::cell::list(places.iter().filter_map(|place| document.copies.get(*place)).map(|copy| &*copy.id))
    }

    fn parts(&self) -> Vec<Row> {
        let kind = |kind| if kind == PartKind::Action { "action" } else { "safeguard" };
        let parts = self.project.parts.iter().map(|part| {
            row([
                ("id", part.id.to_string()),
                ("kind", kind(part.kind).to_owned()),
                ("plan", id(&self.project.plans, part.plan)),
                ("number", part.number.to_string()),
                ("title", self.text(&part.title)),
                ("summary", self.maybe_text(part.summary.as_ref())),
                ("locator", self.text(&part.at)),
            ])
        });
        parts.collect()
    }

    fn phases(&self) -> Vec<Row> {
        let plans = self.project.plans.iter();
        let phases = plans.flat_map(|plan| plan.phases.iter().map(move |phase| (plan, phase)));
        phases
            .map(|(plan, phase)| {
                row([
                    ("plan", plan.id.to_string()),
                    ("year", phase.year.to_string()),
                    ("theme", self.text(&phase.theme)),
                    ("modality", phase.modality.key().to_owned()),
                    ("locator", self.maybe_text(phase.at.as_ref())),
                ])
            })
            .collect()
    }

    fn prose(&self) -> Vec<Row> {
        let home = |home| match home {
            ProseHome::Page => "pages".to_owned(),
            ProseHome::Plan(plan) => format!("plans/{}", self.project.plans[plan].id()),
        };
        let language = |lang: Option<Lang>| lang.map_or(String::new(), |lang| format!(".{}", lang.key()));
        let prose = self.project.prose.iter().map(|prose| {
            row([
                ("id", format!("{}/{}{}", home(prose.home), prose.slug, language(prose.lang))),
                ("title", self.text(&prose.title)),
                ("text", settled(&prose.markdown)),
            ])
        });
        prose.collect()
    }

    fn copy_rows(&self, document: &Document) -> Vec<Row> {
        let text = |text: Option<&Text>| self.maybe_text(text);
        let copies = document.copies.iter().map(|copy| {
            row([
                ("document", document.id.to_string()),
                ("id", copy.id.to_string()),
                ("medium", self.text(&copy.medium)),
                ("title", text(copy.title.as_ref())),
                ("published", shown(copy.published.as_ref())),
                ("sha256", copy.sha256.as_deref().unwrap_or_default().to_owned()),
                ("differs", text(copy.differs.as_ref())),
                ("note", text(copy.note.as_ref())),
            ])
        });
        copies.collect()
    }

    /// Two defects may have one place and one wording: they are numbered.
    fn defect_rows(&self, document: &Document) -> Vec<Row> {
        let defects = document.defects.iter().enumerate().map(|(number, defect)| {
            row([
                ("id", format!("{}/{}", document.id, number + 1)),
                ("document", document.id.to_string()),
                ("at", self.text(&defect.at)),
                ("printed", self.text(&defect.printed)),
                ("read_as", self.text(&defect.read_as)),
                ("copies", self.of_document(document, &defect.copies)),
                ("note", self.maybe_text(defect.note.as_ref())),
            ])
        });
        defects.collect()
    }
}

/// Markdown without the blanks that passages leave behind which do not hold.
fn settled(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut blank = 0;
    for line in markdown.lines().map(str::trim_end) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if blank < 2 {
            text.push_str(line);
            text.push('\n');
        }
    }
    text.trim().to_owned()
}
