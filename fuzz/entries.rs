//! What must hold of any input: the entry points that the fuzz targets and `tests/fuzz.rs` share.
//!
//! In: any text, or any bytes. Out: nothing; a broken promise is a panic. It must not touch files, and must not know what input is usual.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::Cursor;
use std::sync::{Arc, Mutex, OnceLock};

use dajuan::archive::{Manifest, Unzip, Zip, expectations};
use dajuan::assess::assess;
use dajuan::bilingual::Lang;
use dajuan::chart::{
    BarRow, BarValue, Bars, Chart, Figure, Fonts, Form, PointKind, VerdictPart, Verdicts, Words, draw,
};
use dajuan::diagnostic::{Diagnostic, Sources, sort, to_json, to_text};
use dajuan::edition::{History, Snapshot, diff};
use dajuan::import::{self, Given, Request};
use dajuan::model::{Date, Decimal, Period, Project, Since};
use dajuan::read::folder::Layer;
use dajuan::read::theme::Settings;
use dajuan::site::{Sink, Theme, compose};

const SITE: &str = include_str!("../tests/cases/base/content/site.toml");
const BASE: [(&str, &str); 4] = [
    ("content/catalogue.toml", include_str!("../tests/cases/base/content/catalogue.toml")),
    ("content/plan.toml", include_str!("../tests/cases/base/content/plans/zhaotong-2023/plan.toml")),
    ("seeds/plan.toml", include_str!("../tests/cases/base/seeds/zhaotong-plan-2023.toml")),
    ("seeds/report.toml", include_str!("../tests/cases/base/seeds/zhaotong-report-2025.toml")),
];

/// Reads and resolves the base project with one more file; the messages of all faults are written out.
fn project(path: &str, text: &str) -> Option<Project> {
    let mut sources = Sources::default();
    sources.add("content/site.toml", SITE);
    for (path, text) in BASE {
        sources.add(path, text);
    }
    sources.add(path, text);
    let (raw, mut faults) = dajuan::read::parse(&sources);
    let (project, found) = dajuan::resolve::resolve(raw);
    faults.extend(found);
    told(&mut faults, &sources);
    project
}

/// Messages are text that a terminal shows as it is.
fn told(faults: &mut Vec<Diagnostic>, sources: &Sources) {
    sort(faults);
    for lang in [Lang::Zh, Lang::En] {
        let text = to_text(faults, sources, lang, false);
        let is_odd = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(is_odd), "a control character in a message: {text:?}");
        let _ = to_json(faults, sources, lang, None);
    }
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    type Error = Infallible;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Infallible> {
        let is_below = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        assert!(is_below && !path.contains(['\\', ':', '\0']), "a path out of the site: {path:?}");
        if let Ok(mut files) = self.0.lock() {
            files.insert(path.to_owned(), bytes.to_vec());
        }
        Ok(())
    }
}

/// The templates of pages without prose: emptied, so that an input costs little.
const APART: &str = "all-duties annual bodies body calendar data deadlines document duties figure home indicator levels list place \
    plan task years";

/// Composes the pages of prose and looks at them as a browser would: no script, no handler, no dangerous address.
pub(crate) fn composed(project: &Project) {
    static THEME: OnceLock<Theme> = OnceLock::new();
    let emptied = APART.split_whitespace().map(|name| (format!("templates/{name}.html"), Vec::new()));
    let layer =
        || Layer { name: "prose".to_owned(), files: emptied.collect(), settings: Settings::default() };
    let theme = THEME.get_or_init(|| match Theme::new(vec![layer()]) {
        Ok(theme) => theme,
        Err(faults) => panic!("{faults:?}"),
    });
    let memory = Memory::default();
    let mut faults = Vec::new();
    let _ = compose(&assess(project), theme, &memory, &mut faults);
    let Ok(files) = memory.0.into_inner() else { return };
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".svg")) {
        let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8"));
        harmless(path, text);
    }
}

/// The tags of a page or picture hold no script, no handler, no style of their own, and no address but local and https ones.
pub(crate) fn harmless(path: &str, text: &str) {
    let mut parts = text.split('<').skip(1);
    while let Some(part) = parts.next() {
        let Some((tag, _)) = part.split_once('>') else { continue };
        // A description for machines is data; nothing in it may end it but its own end.
        if tag == "script type=\"application/ld+json\"" {
            assert!(parts.next().is_some_and(|end| end.starts_with("/script>")), "{path}: <{tag}>");
            continue;
        }
        let lower = tag.to_ascii_lowercase();
        let name = lower.split(|c: char| c.is_whitespace() || c == '/').find(|word| !word.is_empty());
        let name = name.unwrap_or_default();
        let is_barred =
            ["script", "iframe", "object", "embed", "style", "base", "form", "foreignobject", "image"];
        // The search has a form, and the one script of the site.
        let of_search = ["script src=\"search.js\"", "/script", "/form"].contains(&tag)
            || tag.starts_with("form id=\"search\" ");
        let is_search = path.ends_with("search.html") && of_search;
        assert!(is_search || !is_barred.contains(&name), "{path}: <{tag}>");
        // Attributes are written with double quotes alone: what stands between them is the value.
        let mut parts = lower.split('"');
        while let (Some(before), value) = (parts.next(), parts.next()) {
            let key = before.trim_end_matches('=').rsplit(char::is_whitespace).next().unwrap_or_default();
            assert!(!key.starts_with("on") && key != "style" && key != "srcdoc", "{path}: {key} in <{tag}>");
            if matches!(key, "href" | "src" | "xlink:href" | "action") {
                let value = value.unwrap_or_default().trim_start();
                let scheme = value.split(['/', '?', '#']).next().unwrap_or_default().split_once(':');
                // Only what a reader follows may lead out of the site; what a page loads is its own.
                let is_link = matches!(name, "a" | "area") || tag.starts_with("link rel=\"canonical\"");
                let is_known =
                    scheme.is_none_or(|(scheme, _)| is_link && matches!(scheme, "http" | "https" | "mailto"));
                assert!(is_known && !value.starts_with("//"), "{path}: {value}");
            }
        }
    }
}

/// A file of records: reading, resolving, judging, messages.
pub(crate) fn toml(text: &str) {
    if let Some(project) = project("content/zz.toml", text) {
        let _ = assess(&project);
    }
}

/// A table of records.
pub(crate) fn csv(text: &str) {
    for path in ["content/observations.csv", "content/places.csv"] {
        if let Some(project) = project(path, text) {
            let _ = assess(&project);
        }
    }
}

/// A page of prose.
pub(crate) fn markdown(text: &str) {
    if let Some(project) = project("content/pages/zz.md", &format!("+++\ntitle = \"题\"\n+++\n{text}")) {
        composed(&project);
    }
}

/// The words of a chart: whatever they are, the picture is XML, and no word becomes markup.
pub(crate) fn svg(text: &str) {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    let regular = include_bytes!("../themes/default/fonts/DajuanSansSC-Regular.otf");
    let bold = include_bytes!("../themes/default/fonts/DajuanSansSC-Bold.otf");
    let fonts = FONTS.get_or_init(|| match Fonts::new(regular, bold, None) {
        Ok(fonts) => fonts,
        Err(error) => panic!("{error}"),
    });
    let mut words = text.split('\n').map(str::to_owned);
    let mut word = || words.next().unwrap_or_else(|| text.to_owned());
    let number = Decimal::from_integer(i64::try_from(text.len() % 1000).unwrap_or(0));
    let value = || BarValue { value: number, text: word() };
    let values: Vec<BarValue> = std::iter::repeat_with(value).take(2).collect();
    let rows = vec![BarRow { label: word(), values, text: word(), kind: PointKind::Reported }];
    let count = u32::try_from(text.len()).unwrap_or(1).max(1);
    let charts = [
        Chart::Bars(Bars { rows, parts: vec![word(), word()] }),
        Chart::Verdicts(Verdicts {
            parts: vec![VerdictPart { key: "met", label: word(), count }],
            total_label: word(),
        }),
    ];
    for chart in charts {
        let figure = Figure {
            id: "f".into(),
            chart,
            title: word(),
            subtitle: word(),
            notes: vec![word()],
            source: word(),
            edition: word(),
            licence: word(),
            words: Words::default().into(),
        };
        for form in [Form::Inline, Form::File] {
            if let Ok(drawn) = draw(&figure, form, "zh-Hans", fonts) {
                harmless("chart", &drawn.svg);
                balanced(&drawn.svg);
            }
        }
    }
}

/// Every tag that is opened is closed, in order, and no character is one that XML forbids.
fn balanced(svg: &str) {
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(svg.chars().all(is_allowed), "a character that XML forbids");
    let mut open: Vec<&str> = Vec::new();
    for part in svg.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { panic!("a tag without end: {part}") };
        assert!(!text.contains('>') || tag.starts_with('?'), "a bare >: {text}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') && !tag.starts_with(['?', '!']) {
            open.push(tag.split(char::is_whitespace).next().unwrap_or_default());
        }
    }
    assert!(open.is_empty(), "{open:?} are not closed");
}

/// A formula over observations.
pub(crate) fn formula(text: &str) {
    let quoted: String =
        text.chars().filter(|c| !matches!(c, '\'' | '\n' | '\r') && !c.is_control()).collect();
    let record = |id: &str, rest: &str| {
        format!(
            "[[observation]]\nid = \"{id}\"\nplace = \"zhaotong\"\nindicator = \"teachers\"\nat = \"a\"\n\
             document = \"zhaotong-report-2025\"\nunit = \"人\"\n{rest}\n"
        )
    };
    let records = [
        record("a", "period = 2023\nvalue = 123456.789"),
        record("b", "period = 2024\nvalue = -0.000001"),
        record("c", &format!("period = 2025\nformula = '{quoted}'")),
    ];
    let _ = project("content/zz.toml", &format!("format = 1\n{}", records.concat()));
}

/// Days, periods and numbers: what is read is written as something that reads the same.
pub(crate) fn literal(text: &str) {
    if let Some(date) = Date::parse(text) {
        assert_eq!(Date::parse(&date.to_string()), Some(date));
    }
    if let Some(period) = Period::parse(text) {
        let is_labelled = matches!(period, Period::Window(_) | Period::Moment(_));
        assert!(is_labelled || Period::parse(&period.to_string()).as_ref() == Some(&period));
        if let (Some(first), Some(last)) = (period.first_day(), period.last_day()) {
            assert!(first <= last, "{text}");
        }
    }
    if let Some(since) = Since::parse(text) {
        let _ = since.base_year(2025);
    }
    if let Ok(number) = Decimal::parse(text) {
        assert_eq!(Decimal::parse(&number.to_string()), Ok(number));
        for powers in [-8, -4, 4, 8] {
            if let Some(shifted) = number.shifted(powers) {
                assert_eq!(shifted.shifted(-powers).map(Decimal::trimmed), Some(number.trimmed()));
            }
        }
    }
}

/// The data of an edition: what is read is written as something that reads the same, and can be compared with any other.
pub(crate) fn edition(text: &str) {
    static FIRST: OnceLock<Snapshot> = OnceLock::new();
    let first = FIRST.get_or_init(|| {
        let text = include_str!("../tests/cases/editions/format-1.json");
        Snapshot::from_json(text).unwrap_or_else(|fault| panic!("{fault}"))
    });
    let snapshot = match Snapshot::from_json(text) {
        Ok(snapshot) => snapshot,
        Err(fault) => {
            let said = fault.message(Lang::Zh) + &fault.message(Lang::En);
            return assert!(!said.contains(char::is_control), "a control character in a message: {said:?}");
        }
    };
    assert_eq!(Snapshot::from_json(snapshot.to_json()).as_ref(), Ok(&snapshot));
    assert!(diff(&snapshot, &snapshot).changes.is_empty());
    for (from, to) in [(first, &snapshot), (&snapshot, first)] {
        let _ = diff(from, to).to_json();
        let history = History::of([from, to].map(|snapshot| Arc::new(snapshot.clone())).into_iter());
        for row in from.rows("observations").iter().take(8) {
            let lines = history.lines(row.value("place"), row.value("indicator"));
            assert!(lines.iter().any(|line| line.id == row.value("id") && line.cells[0].is_some()));
        }
    }
}

/// An archive, or a file that says what it holds: never more comes out of an entry than it declares, and a manifest that is
/// accepted is one that this program writes.
pub(crate) fn archive(bytes: &[u8]) {
    if let Ok(manifest) = Manifest::parse(bytes) {
        let mut text = Vec::new();
        assert_eq!(manifest.write(&mut text).ok().as_ref(), Some(&manifest.digest));
        assert_eq!(text, bytes);
    }
    let text = || String::from_utf8(bytes.to_vec()).ok();
    let tags = ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha512.txt"];
    let _ = expectations(&tags.map(|name| (name.to_owned(), text())).into());
    let Ok(mut zip) = Unzip::open(Cursor::new(bytes)) else { return };
    for entry in zip.entries.clone().iter() {
        let mut seen = 0;
        let read = zip.read(entry, |piece| seen += piece.len() as u64);
        assert!(seen <= entry.bytes + 1, "{} declares {} and gives {seen}", entry.path, entry.bytes);
        assert!(read.is_err() || read.is_ok_and(|count| count == seen && count <= entry.bytes));
    }
}

/// A workbook, or the sheet of one as XML: whatever is in it, an import says what became of it, and what is sound is read again.
pub(crate) fn workbook(bytes: &[u8]) {
    static BASE: OnceLock<Option<Project>> = OnceLock::new();
    let Some(base) = BASE.get_or_init(|| project("content/zz.toml", "format = 1\n")) else { return };
    let packed = if bytes.starts_with(b"PK") { Ok(bytes.to_vec()) } else { packed(bytes) };
    let Ok(book) = packed.map_err(drop).and_then(|bytes| dajuan::read::xlsx::read(&bytes).map_err(drop))
    else {
        return;
    };
    for name in ["observation", "target", "task"] {
        let Some(kind) = dajuan::language::kind(name) else { continue };
        let (given, form, lang) = (Given::default(), import::Form::Toml, Lang::Zh);
        let request = Request { name: "a.xlsx", book: &book, kind, given: &given, form, lang };
        let mut import = import::import(&request, base);
        let _ = import.table(Lang::En);
        if import.is_sound() {
            let mut sources = Sources::default();
            sources.add("content/a.toml", import.text.as_str());
            let (_, faults) = dajuan::read::parse(&sources);
            assert!(
                !faults.iter().any(Diagnostic::is_error),
                "{}",
                to_text(&faults, &sources, Lang::En, false)
            );
        }
        told(&mut import.faults, &import.sources);
    }
}

/// A sheet in the smallest workbook that can hold it.
fn packed(sheet: &[u8]) -> std::io::Result<Vec<u8>> {
    let parts: [(&str, &[u8]); 3] = [
        (
            "xl/workbook.xml",
            b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            b"<Relationships><Relationship Id=\"r1\" Type=\"t/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = Zip::new(Cursor::new(Vec::new()));
    for (path, bytes) in parts {
        zip.add(path, bytes.len() as u64, bytes, |_| {})?;
    }
    Ok(zip.finish()?.into_inner())
}
