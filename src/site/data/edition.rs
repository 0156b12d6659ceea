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

use super::{Files, Input, Records, Take, csv, records};
use crate::bilingual::Lang;
use crate::edition::{Change, Diff, Snapshot, Tables, Written};
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
    let mut held = Tables::default();
    for (name, table) in tables(files) {
        held.add(name, |add| {
            let Ok(()) = table.records().each::<Infallible>(|cells| {
                add(cells);
                Ok(())
            });
        });
    }
    let (title, language) = (input.text(&project.site.title), project.site.language().to_owned());
    let name = project.site.edition.as_deref().map(Into::into);
    Snapshot::new(project.site.as_of, title, language, held).named(name)
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

/// A table whose records are taken when they are asked for.
enum Table<'f> {
    /// That of the data file with this number.
    File(&'f Files<'f>, usize),
    /// One that has no data file.
    Further(Input<'f>, Take),
}

impl<'f> Table<'f> {
    fn records(&self) -> Records<'f> {
        match self {
            Table::File(files, number) => files.records(*number),
            Table::Further(input, take) => take(*input),
        }
    }
}

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(None)?;
        self.records().each(|cells| rows.serialize_element(&Cells(cells)))?;
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
    let of_files = (0..files.len()).map(|number| (Files::name(number), Table::File(files, number)));
    let further = FURTHER.iter().map(|(name, take)| (*name, Table::Further(files.input, *take)));
    of_files.chain(further).collect()
}

/// The records that have no data file.
const FURTHER: &[(&str, Take)] = &[
    ("annexes", annexes),
    ("copies", copies),
    ("defects", defects),
    ("parts", parts),
    ("phases", phases),
    ("prose", prose),
];

fn annexes(input: Input<'_>) -> Records<'_> {
    let annexes =
        input.project.documents.iter().flat_map(|of| of.annexes.iter().map(move |annex| (of, annex)));
    let rows = annexes.map(move |(document, annex)| {
        [
            format!("{}/{}", document.id, annex.number),
            document.id.to_string(),
            input.text(&annex.title),
            super::cell::flag(annex.is_withheld),
            input.maybe_text(annex.note.as_ref()),
        ]
    });
    records("annexes", ["id", "document", "title", "withheld", "note"], rows)
}

fn parts(input: Input<'_>) -> Records<'_> {
    let kind = |kind| if kind == PartKind::Action { "action" } else { "safeguard" };
    let rows = input.project.parts.iter().map(move |part| {
        [
            part.id.to_string(),
            kind(part.kind).to_owned(),
            id(&input.project.plans, part.plan),
            part.number.to_string(),
            input.text(&part.title),
            input.maybe_text(part.summary.as_ref()),
            input.text(&part.at),
        ]
    });
    records("parts", ["id", "kind", "plan", "number", "title", "summary", "locator"], rows)
}

fn phases(input: Input<'_>) -> Records<'_> {
    let phases =
        input.project.plans.iter().flat_map(|plan| plan.phases.iter().map(move |phase| (plan, phase)));
    let rows = phases.map(move |(plan, phase)| {
        [
            plan.id.to_string(),
            phase.year.to_string(),
            input.text(&phase.theme),
            phase.modality.key().to_owned(),
            input.maybe_text(phase.at.as_ref()),
        ]
    });
    records("phases", ["plan", "year", "theme", "modality", "locator"], rows)
}

fn prose(input: Input<'_>) -> Records<'_> {
    let home = move |home| match home {
        ProseHome::Page => "pages".to_owned(),
        ProseHome::Plan(plan) => format!("plans/{}", input.project.plans[plan].id()),
    };
    let language = |lang: Option<Lang>| lang.map_or(String::new(), |lang| format!(".{}", lang.key()));
    let rows = input.project.prose.iter().map(move |prose| {
        [
            format!("{}/{}{}", home(prose.home), prose.slug, language(prose.lang)),
            input.text(&prose.title),
            settled(&prose.markdown),
        ]
    });
    records("prose", ["id", "title", "text"], rows)
}

fn copies(input: Input<'_>) -> Records<'_> {
    let text = move |text: Option<&Text>| input.maybe_text(text);
    let copies = input.project.documents.iter().flat_map(|of| of.copies.iter().map(move |copy| (of, copy)));
    let rows = copies.map(move |(document, copy)| {
        [
            document.id.to_string(),
            copy.id.to_string(),
            input.text(&copy.medium),
            text(copy.title.as_ref()),
            shown(copy.published.as_ref()),
            copy.sha256.as_deref().unwrap_or_default().to_owned(),
            text(copy.differs.as_ref()),
            text(copy.note.as_ref()),
        ]
    });
    let header = ["document", "id", "medium", "title", "published", "sha256", "differs", "note"];
    records("copies", header, rows)
}

/// Two defects may have one place and one wording: they are numbered.
fn defects<'p>(input: Input<'p>) -> Records<'p> {
    let of_copies = |document: &Document, places: &[usize]| {
        let copies = places.iter().filter_map(|place| document.copies.get(*place));
        super::cell::list(copies.map(|copy| &*copy.id))
    };
    let numbered =
        |of: &'p Document| (1..).zip(&of.defects).map(move |(number, defect)| (of, number, defect));
    let defects = input.project.documents.iter().flat_map(numbered);
    let rows = defects.map(move |(document, number, defect)| {
        [
            format!("{}/{number}", document.id),
            document.id.to_string(),
            input.text(&defect.at),
            input.text(&defect.printed),
            input.text(&defect.read_as),
            of_copies(document, &defect.copies),
            input.maybe_text(defect.note.as_ref()),
        ]
    });
    records("defects", ["id", "document", "at", "printed", "read_as", "copies", "note"], rows)
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
