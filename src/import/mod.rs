//! Tables that people keep become records: observations, targets, tasks.
//!
//! In: a [`Book`] that was read, a sound project, and what holds for all rows. Out: an [`Import`]: how the columns were understood, the
//! records as a text to be written, and a fault for each cell that cannot be used. It must not read or write files, and must not make a
//! record of what it does not understand.

mod amount;
mod columns;
mod moment;
mod names;
mod rows;
mod show;
pub mod template;
mod write;

pub use columns::{Column, Columns, Holds};
pub use write::is_prefix;

use std::collections::{BTreeMap, BTreeSet};

use crate::bilingual::Lang;
use crate::diagnostic::{self, Diagnostic, FileId, Origin, Sources, catalogue};
use crate::language::{self, Field, Kind, Need, Type};
use crate::model::{Project, Record};
use crate::read::book::{Book, CellValue, Place, Sheet, cell_name, column_name};
use crate::{read, resolve};
use names::Register;
use rows::Reading;

/// The kinds of records that a table can become.
pub const KINDS: [&str; 3] = ["observation", "target", "task"];

/// What holds for all rows of a table, where they do not say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// The values by their keys: `document`, `place`, `plan`, `period`.
    pub values: BTreeMap<&'static str, String>,
    /// With what ids begin.
    pub prefix: Option<String>,
    /// The one sheet that is read.
    pub sheet: Option<String>,
}

impl Given {
    fn of(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }
}

/// What the command line gives for a key, as a value: a record by its name or id, a time. None where there is no such thing.
pub fn given(project: &Project, key: &str, word: &str) -> Option<String> {
    if key == "period" {
        return moment::text(word);
    }
    match Register::of(project).find(key, word) {
        names::Found::One(id, _) => Some(id.to_owned()),
        names::Found::Several | names::Found::None(_) => None,
    }
}

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A file of `[[observation]]` and the like.
    Toml,
    /// A table of the same columns.
    Csv,
}

/// What is to be imported.
#[derive(Debug)]
pub struct Request<'r> {
    /// The name of the file, for messages and the head of what is written.
    pub name: &'r str,
    /// Its cells.
    pub book: &'r Book,
    /// The kind of records.
    pub kind: &'static Kind,
    /// What holds for all rows.
    pub given: &'r Given,
    /// How they are written.
    pub form: Form,
    /// The language of locators.
    pub lang: Lang,
}

/// A value as it will be written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    /// A text.
    Text(String),
    /// A number or a year.
    Bare(String),
    /// Two numbers.
    Pair(String, String),
    /// A list of texts.
    Texts(Vec<String>),
}

impl Item {
    fn text(&self) -> Option<&str> {
        match self {
            Item::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A time: a year is a number, everything else a text.
    fn time(time: &str) -> Item {
        let is_year = time.len() == 4 && time.bytes().all(|b| b.is_ascii_digit());
        if is_year { Item::Bare(time.to_owned()) } else { Item::Text(time.to_owned()) }
    }

    /// A value from the command line.
    fn of(field: &Field, value: &str) -> Item {
        match field.of {
            Type::Period => Item::time(value),
            Type::OneOrMore(_) | Type::List(_) => Item::Texts(vec![value.to_owned()]),
            _ => Item::Text(value.to_owned()),
        }
    }
}

/// A record before it has its id.
#[derive(Clone, Debug)]
struct Draft {
    sheet: String,
    /// The cell that it is taken from.
    place: Place,
    items: Vec<(&'static Field, Item)>,
    origin: Origin,
}

impl Draft {
    fn get(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|(field, _)| field.key == key).map(|(_, item)| item)
    }
}

/// A record that a table holds, for the table that is shown before anything is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The cell: `数据!C5`.
    pub cell: String,
    /// The id that it will have.
    pub id: String,
    /// Its values by their keys, as they will be written.
    pub values: Vec<(&'static str, String)>,
}

/// What became of a table.
#[derive(Debug, Default)]
pub struct Import {
    /// The sheets that were understood, with their columns.
    pub sheets: Vec<(String, Columns)>,
    /// The records.
    pub rows: Vec<Row>,
    /// The text to be written; empty where there is no record.
    pub text: String,
    /// The table as a text, to which faults point: a line for each row of a sheet.
    pub sources: Sources,
    /// What cannot be used, and what is doubtful.
    pub faults: Vec<Diagnostic>,
}

impl Import {
    /// Whether what was read may be written: a table is taken as a whole or not at all.
    pub fn is_sound(&self) -> bool {
        !self.rows.is_empty() && !self.faults.iter().any(Diagnostic::is_error)
    }
}

/// Reads a table as records of a kind.
pub fn import(request: &Request<'_>, project: &Project) -> Import {
    let mut import = Import::default();
    let register = Register::of(project);
    let mut drafts = Vec::new();
    let mut untitled = Vec::new();
    for sheet in &request.book.sheets {
        let file = import.sources.add(path(request.name, sheet), shown(sheet));
        let at = |row: u32, column: u32| Origin::Cell {
            file,
            row: row.saturating_add(1),
            column: column.saturating_add(1),
        };
        let is_other = request.given.sheet.as_ref().is_some_and(|wanted| *wanted != sheet.name);
        if is_other || sheet.cells.is_empty() || template::is_guide(&sheet.name) {
            continue;
        }
        if sheet.is_hidden {
            import.faults.push(
                Diagnostic::new(&catalogue::HIDDEN_SHEET, Origin::File(file)).with("sheet", &sheet.name),
            );
            continue;
        }
        let Some(columns) = columns::find(sheet, request.kind, at, &mut import.faults) else {
            untitled.push((file, sheet));
            continue;
        };
        let reading = Reading {
            kind: request.kind,
            sheet,
            columns: &columns,
            project,
            register: &register,
            given: request.given,
            at: &at,
            is_text: request.book.encoding.is_some(),
        };
        drafts.extend(reading.all(&mut import.faults));
        unread(sheet, &columns, &at, &mut import.faults);
        lacking(request, &columns, at(columns.row, 0), &mut import.faults);
        import.sheets.push((sheet.name.clone(), columns));
    }
    untitled_sheets(request, &untitled, &mut import);
    twice(&drafts, project, &mut import.faults);
    write::finish(request, project, drafts, &mut import);
    diagnostic::sort(&mut import.faults);
    import
}

/// What a sheet is called in messages.
fn path(name: &str, sheet: &Sheet) -> String {
    if sheet.name.is_empty() { name.to_owned() } else { format!("{name}:{}", sheet.name) }
}

/// The most rows that are shown, so that a cell at the bottom of an empty sheet costs nothing.
const MOST_SHOWN: u32 = 100_000;

/// A sheet as a text: a line for each row, its cells between commas.
fn shown(sheet: &Sheet) -> String {
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    for ((at, number), cell) in sheet.cells.range(..(MOST_SHOWN, 0)) {
        while row < *at {
            text.push('\n');
            (row, column) = (row + 1, 0);
        }
        while column < *number {
            text.push(',');
            column += 1;
        }
        let words = match &cell.value {
            CellValue::Text(text) => text.clone(),
            CellValue::Number(digits) => amount::stored(digits).unwrap_or_else(|| digits.clone()),
            CellValue::Day(year, month, day) => format!("{year}-{month:02}-{day:02}"),
            CellValue::Flag(flag) => flag.to_string().to_uppercase(),
            CellValue::Error(error) => error.clone(),
            CellValue::Empty => String::new(),
        };
        // A comma or a quotation mark of a cell would part it where the place of a fault is looked up.
        let plain = |c: char| match c {
            ',' => '，',
            '"' => '”',
            c if c.is_control() => ' ',
            c => c,
        };
        text.extend(words.chars().map(plain));
    }
    text
}

/// What is there and was not read: hidden rows and columns, comments.
fn unread(sheet: &Sheet, columns: &Columns, at: &dyn Fn(u32, u32) -> Origin, faults: &mut Vec<Diagnostic>) {
    let rows: Vec<u32> = sheet
        .hidden_rows
        .iter()
        .copied()
        .filter(|row| *row > columns.row && sheet.cells.range((*row, 0)..=(*row, u32::MAX)).next().is_some())
        .collect();
    let hidden_columns: BTreeSet<u32> = sheet
        .cells
        .keys()
        .map(|(_, column)| *column)
        .filter(|column| sheet.hidden_columns.contains(column))
        .collect();
    let mut tell = |fault, origin, names: Vec<String>| {
        if !names.is_empty() {
            let most = names.iter().take(20);
            let list = format!(
                "{}{}",
                most.cloned().collect::<Vec<_>>().join(" "),
                if names.len() > 20 { " …" } else { "" }
            );
            faults.push(Diagnostic::new(fault, origin).with("names", list).with("sheet", &sheet.name));
        }
    };
    let first = rows.first().map_or((0, 0), |row| (*row, 0));
    tell(
        &catalogue::HIDDEN_ROWS,
        at(first.0, first.1),
        rows.iter().map(|row| (u64::from(*row) + 1).to_string()).collect(),
    );
    let first = hidden_columns.first().copied().unwrap_or(0);
    tell(
        &catalogue::HIDDEN_COLUMNS,
        at(columns.row, first),
        hidden_columns.into_iter().map(column_name).collect(),
    );
    let first = sheet.comments.first().copied().unwrap_or((0, 0));
    tell(
        &catalogue::COMMENTS_UNREAD,
        at(first.0, first.1),
        sheet.comments.iter().copied().map(cell_name).collect(),
    );
}

/// Keys that no column gives and nothing was said of.
fn lacking(request: &Request<'_>, columns: &Columns, origin: Origin, faults: &mut Vec<Diagnostic>) {
    let has_times = columns.columns.iter().any(|column| matches!(column.holds, Holds::Time(_)));
    for field in request.kind.fields.iter().filter(|field| field.need.is_required()) {
        let is_made = matches!(field.key, "id" | "at" | "printed") || (has_times && field.key == "period");
        if is_made || columns.of(field.key).is_some() || request.given.of(field.key).is_some() {
            continue;
        }
        let flag =
            if field.need == Need::RequiredOrInherited { format!("--{}", field.key) } else { String::new() };
        faults.push(
            Diagnostic::new(&catalogue::COLUMN_MISSING, origin)
                .with_each("heading", |lang| language::title(field, lang).to_owned())
                .with_each("flag", |lang| match (flag.is_empty(), lang) {
                    (true, _) => String::new(),
                    (_, Lang::Zh) => format!("，或者用 {flag} 给出"),
                    (_, Lang::En) => format!(", or give it with {flag}"),
                }),
        );
    }
}

/// Sheets in which no headings were found: nothing to speak of beside others that have them, an error where none has.
fn untitled_sheets(request: &Request<'_>, untitled: &[(FileId, &Sheet)], import: &mut Import) {
    let fault = if import.sheets.is_empty() { &catalogue::NO_HEADINGS } else { &catalogue::SHEET_UNREAD };
    for (file, sheet) in untitled {
        let fault = Diagnostic::new(fault, Origin::File(*file)).with("sheet", &sheet.name);
        import.faults.push(fault.with_each("known", |lang| {
            let fields =
                request.kind.fields.iter().filter(|field| field.need.is_required() || field.key == "value");
            let figure = columns::figure_key(request.kind).and_then(|key| request.kind.field(key));
            let mut titles: Vec<&str> = fields.map(|field| language::title(field, lang)).collect();
            titles.extend(
                figure.map(|(_, field)| language::title(field, lang)).filter(|title| !titles.contains(title)),
            );
            let needed = [
                language::title(&request.kind.fields[0], lang),
                request.kind.field("at").map_or("", |(_, field)| language::title(field, lang)),
                request.kind.field("printed").map_or("", |(_, field)| language::title(field, lang)),
            ];
            lang.list(titles.into_iter().filter(|title| !needed.contains(title)))
        }));
    }
    if import.sheets.is_empty() && untitled.is_empty() {
        import.faults.push(Diagnostic::new(&catalogue::NOTHING_TO_READ, Origin::File(FileId(0))));
    }
}

/// The cell of a figure: place, indicator, time and document.
fn figure_of(draft: &Draft) -> Option<[String; 4]> {
    let word = |key: &str| match draft.get(key) {
        Some(Item::Text(text) | Item::Bare(text)) => Some(text.clone()),
        _ => None,
    };
    Some([word("place")?, word("indicator")?, word("period")?, word("document")?])
}

/// Reports figures that stand twice in the table, or that the project has already.
fn twice(drafts: &[Draft], project: &Project, faults: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<[String; 4], &Draft> = BTreeMap::new();
    for draft in drafts {
        let Some(figure) = figure_of(draft) else { continue };
        let fault = |other: String| {
            Diagnostic::new(&catalogue::FIGURE_TWICE, draft.origin)
                .with("cell", draft.cell())
                .with("other", other)
        };
        let [place, indicator, period, document] = &figure;
        let known = project.observations.iter().find(|known| {
            let is_here = *project.places[known.place].id == **place
                && *project.indicators[known.indicator].id == **indicator;
            is_here
                && crate::model::Period::parse(period).is_some_and(|period| period == known.period)
                && *project.documents[known.source.document].id == **document
        });
        let is_value = draft.get("value").is_some();
        if let Some(known) = known.filter(|_| is_value) {
            faults.push(fault(known.id().to_owned()));
        }
        if let Some(other) = seen.insert(figure, draft)
            && is_value
        {
            faults.push(fault(other.cell()));
        }
    }
}

impl Draft {
    fn cell(&self) -> String {
        let cell = cell_name(self.place);
        if self.sheet.is_empty() { cell } else { format!("{}!{cell}", self.sheet) }
    }
}

/// What `check` would say of a file that is to be added to a project: its own faults, after everything is read with it.
pub fn proof(sources: &Sources, path: &str, text: &str) -> (Sources, Vec<Diagnostic>) {
    let mut with = sources.clone();
    let file = with.add(path, text);
    let (raw, mut faults) = read::parse(&with);
    let (_, found) = resolve::resolve(raw);
    faults.extend(found);
    let is_own = |fault: &Diagnostic| {
        fault.origin.file() == Some(file)
            || fault.related.iter().any(|(origin, _)| origin.file() == Some(file))
    };
    faults.retain(is_own);
    diagnostic::sort(&mut faults);
    (with, faults)
}
