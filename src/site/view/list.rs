//! Lists: all plans, indicators, places, documents and data files; and pages of prose.
//!
//! In: the scene. Out: [`List`]s whose parts are [`ListView`]s, [`DataView`], [`ProsePage`].

use serde::Serialize;

use super::paged::{Paged, PartLink};
use super::plan::ProseView;
use super::rows::Grouped;
use crate::assess::Tally;
use crate::model::{Document, Indicator, Place, Plan, Prose, Ref};
use crate::site::data;
use crate::site::frame::Frame;
use crate::site::route::{Route, relative};
use crate::site::scene::{Link, Scene};

/// What the template `list.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct ListView {
    frame: Frame,
    title: String,
    lede: String,
    columns: [String; 2],
    groups: Vec<Grouped<ListRow>>,
    parts: Vec<PartLink>,
}

/// More places than this are counted, not named.
const NAMED: usize = 12;

/// A line of a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ListRow {
    link: Link,
    note: String,
}

/// A list before it is divided into parts: its rows, each in a group.
pub(crate) struct List<'p> {
    pub(crate) route: Route<'p>,
    key: &'static str,
    rows: Vec<(String, String, ListRow)>,
}

impl List<'_> {
    /// How many rows it has.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// One part of it.
    pub(crate) fn view(&self, scene: &Scene<'_>, paged: &Paged) -> ListView {
        let title = paged.title(&scene.say(&format!("nav.{}", self.key), &[]));
        let lede = scene.say(&format!("list.{}", self.key), &[("count", &self.rows.len().to_string())]);
        let mut groups: Vec<Grouped<ListRow>> = Vec::new();
        for (id, name, row) in &self.rows[paged.rows.clone()] {
            match groups.last_mut().filter(|group| group.id == *id) {
                Some(group) => group.rows.push(row.clone()),
                None => groups.push(Grouped { id: id.clone(), title: name.clone(), rows: vec![row.clone()] }),
            }
        }
        let key = self.key;
        ListView {
            frame: scene.frame(&paged.path, title.clone(), lede.clone(), scene.crumbs(&paged.path, &[])),
            columns: [
                scene.say(&format!("list.{key}.name"), &[]),
                scene.say(&format!("list.{key}.note"), &[]),
            ],
            title,
            lede,
            groups,
            parts: paged.parts.clone(),
        }
    }
}

/// A list of rows with a key by which they are grouped.
fn list<'p, K: Ord>(
    route: Route<'p>,
    key: &'static str,
    mut rows: Vec<(K, ListRow)>,
    group: impl Fn(&K) -> (String, String),
) -> List<'p> {
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    let named = |(key, row): (K, ListRow)| {
        let (id, title) = group(&key);
        (id, title, row)
    };
    List { route, key, rows: rows.into_iter().map(named).collect() }
}

/// All plans, by the kind of their place.
pub(crate) fn plans(scene: &Scene<'_>) -> List<'static> {
    let project = scene.project;
    let path = scene.path(Route::Plans);
    let row = |(reference, plan): (Ref<Plan>, &Plan)| {
        let note = match plan.document {
            Some(_) => scene.tally_sentence(&Tally::of(scene.verdicts_of(reference))),
            None => scene.say("plan.by-name", &[]),
        };
        (project.places[plan.place].kind, ListRow { link: scene.plan_link(&path, reference), note })
    };
    list(Route::Plans, "plans", project.plans.entries().map(row).collect(), |kind| {
        (kind.key().to_owned(), kind.words().get(scene.lang).to_owned())
    })
}

/// All indicators, by stage.
pub(crate) fn indicators(scene: &Scene<'_>) -> List<'static> {
    let path = scene.path(Route::Indicators);
    let row = |(reference, indicator): (Ref<Indicator>, &Indicator)| {
        let places = scene.index.places_with(reference);
        let names = places.iter().take(NAMED).map(|place| scene.text(&scene.project.places[*place].name));
        let names = scene.phrase.list(&names.collect::<Vec<_>>());
        let note = match places.len() {
            count if count > NAMED => {
                scene.say("list.indicators.more", &[("names", &names), ("count", &count.to_string())])
            }
            _ => names,
        };
        let link =
            Link { href: scene.href(&path, Route::Indicator(indicator)), text: scene.text(&indicator.name) };
        (indicator.stage, ListRow { link, note })
    };
    let rows = scene.project.indicators.entries().map(row).collect();
    list(Route::Indicators, "indicators", rows, |stage| match stage {
        Some(stage) => (stage.key().to_owned(), stage.words().get(scene.lang).to_owned()),
        None => ("other".to_owned(), scene.say("stage.none", &[])),
    })
}

/// All places, by kind.
pub(crate) fn places(scene: &Scene<'_>) -> List<'static> {
    let path = scene.path(Route::Places);
    let row = |(reference, place): (Ref<Place>, &Place)| {
        let figures = scene.figures_of(reference).count();
        let note = scene.say("list.figures", &[("count", &figures.to_string())]);
        (place.kind, ListRow { link: scene.place_link(&path, reference), note })
    };
    list(Route::Places, "places", scene.project.places.entries().map(row).collect(), |kind| {
        (kind.key().to_owned(), kind.words().get(scene.lang).to_owned())
    })
}

/// All documents, by kind; those of which only the title is known come last.
pub(crate) fn documents(scene: &Scene<'_>) -> List<'static> {
    let path = scene.path(Route::Documents);
    let row = |(reference, document): (Ref<Document>, &Document)| {
        let note = super::document::when(scene, document);
        let key = (document.is_title_only, document.kind);
        (key, ListRow { link: scene.document_link(&path, reference), note })
    };
    let rows = scene.project.documents.entries().map(row).collect();
    list(Route::Documents, "documents", rows, |(is_title_only, kind)| match is_title_only {
        true => ("title-only".to_owned(), scene.say("list.documents.title-only", &[])),
        false => (kind.key().to_owned(), kind.words().get(scene.lang).to_owned()),
    })
}

/// What the template `data.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct DataView {
    frame: Frame,
    /// In which language the files are, where it is not that of the page.
    language: Option<String>,
    title: String,
    lede: String,
    files: Vec<DataFile>,
    /// The description for machines.
    package: String,
    /// All files in one.
    archive: Option<String>,
}

#[derive(Debug, Serialize)]
struct DataFile {
    link: Link,
    id: String,
    words: &'static str,
    rows: usize,
    size: String,
    /// The variant for spreadsheets.
    spreadsheet: Option<String>,
    columns: Vec<ColumnView>,
}

#[derive(Debug, Serialize)]
struct ColumnView {
    name: &'static str,
    of: String,
    words: &'static str,
    refers_to: Option<String>,
}

/// The page of the data files, from their paths and bytes.
pub(crate) fn data_page(scene: &Scene<'_>, tables: &[data::Table]) -> DataView {
    let path = scene.path(Route::Data);
    let title = scene.say("nav.data", &[]);
    let lede = scene.say("list.data", &[("count", &tables.len().to_string())]);
    let file = |table: &data::Table| {
        let target = &table.path;
        let name = target.rsplit('/').next().unwrap_or_default();
        let stem = name.trim_end_matches(".csv");
        let column = |column_name: &&'static str| {
            let known = data::column(stem, column_name);
            ColumnView {
                words: known.map(|column| column.words.get(scene.lang)).unwrap_or_default(),
                of: known
                    .map(|column| scene.say(&format!("data.type.{}", column.of), &[]))
                    .unwrap_or_default(),
                refers_to: known.and_then(|column| column.refers_to).map(|file| format!("{file}.csv")),
                name: column_name,
            }
        };
        DataFile {
            link: Link { href: relative(&path, target), text: name.to_owned() },
            id: stem.to_owned(),
            words: data::holds(stem).map(|words| words.get(scene.lang)).unwrap_or_default(),
            rows: table.rows,
            size: format!("{} KB", table.bytes.div_ceil(1024)),
            spreadsheet: data::spreadsheet_path(target)
                .filter(|_| scene.project.site.spreadsheets)
                .map(|target| relative(&path, &target)),
            columns: table.header.iter().map(column).collect(),
        }
    };
    DataView {
        language: scene.untold(),
        frame: scene.frame(&path, title.clone(), lede.clone(), scene.crumbs(&path, &[])),
        files: tables.iter().map(file).collect(),
        package: relative(&path, data::PACKAGE),
        archive: scene.project.site.archive.then(|| relative(&path, data::ARCHIVE)),
        title,
        lede,
    }
}

/// What the template `prose.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct ProsePage {
    frame: Frame,
    prose: ProseView,
}

/// A page of prose.
pub(crate) fn prose(scene: &Scene<'_>, prose: &Prose, html: String) -> ProsePage {
    let path = scene.path(Route::Prose(&prose.slug));
    let title = scene.text(&prose.title);
    ProsePage {
        frame: scene.frame(&path, title.clone(), title.clone(), scene.crumbs(&path, &[])),
        prose: ProseView { title, html },
    }
}
