//! The data of a site as an edition keeps it: the rows of all data files, and the records that have none.
//!
//! In: the data files with their project. Out: a [`Snapshot`] in the site's first language. It must not leave out
//! what a page shows of a record: what stands here is what a later program can compare.

use super::cell::{id, shown};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::{self, Write};

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::{Files, Input, Records, csv};
use crate::bilingual::Lang;
use crate::edition::{Change, Diff, Row, Snapshot, Written};
use crate::model::{Document, PartKind, ProseHome, Record, Text};

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
        head.into_iter().chain(rest.into_iter().map(of))
    });
    csv(&header, rows)
}

/// The data of a site with these data files.
pub(crate) fn snapshot(files: &Files<'_>) -> Snapshot {
    let (input, project) = (files.input, files.input.project);
    let tables = tables(files).into_iter().map(|(name, table)| match table {
        Table::File(files, number) => (name.to_owned(), rows(files.records(number))),
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
pub(crate) fn write(files: &Files<'_>, to: &mut dyn Write) -> io::Result<()> {
    let (input, project) = (files.input, files.input.project);
    let (edition, title) = (project.site.edition.as_deref(), input.text(&project.site.title));
    Written::new(edition, project.site.as_of, &title, project.site.language(), tables(files)).write(to)
}

/// The records of a table.
enum Table<'f> {
    /// Those of the data file with this number.
    File(&'f Files<'f>, usize),
    Rows(Vec<Row>),
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let records = match self {
            Table::File(files, number) => files.records(*number),
            Table::Rows(rows) => return rows.serialize(serializer),
        };
        let mut rows = serializer.serialize_seq(None)?;
        records.each(|cells| rows.serialize_element(&Cells(cells)))?;
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

/// All tables: those of the data files, and the records that have none.
fn tables<'f>(files: &'f Files<'f>) -> BTreeMap<&'static str, Table<'f>> {
    let numbers = 0..files.len();
    let mut tables: BTreeMap<&str, Table<'f>> =
        numbers.map(|number| (Files::name(number), Table::File(files, number))).collect();
    files.input.further(|name, rows| _ = tables.insert(name, Table::Rows(rows)));
    tables
}

impl Input<'_> {
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

/// Records by the names of their columns.
fn rows(records: Records<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    let Ok(()) = records.each::<Infallible>(|cells| {
        rows.push(cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect());
        Ok(())
    });
    rows
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
