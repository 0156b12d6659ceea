//! Lists: all indicators, places, documents and data files; and pages of prose.
//!
//! In: the scene. Out: [`ListView`], [`DataView`], [`ProsePage`].

use std::collections::BTreeMap;

use serde::Serialize;

use super::plan::ProseView;
use super::rows::Grouped;
use crate::model::Prose;
use crate::site::route::{Route, relative};
use crate::site::scene::{Frame, Link, Scene};

/// What the template `list.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct ListView {
    frame: Frame,
    title: String,
    lede: String,
    columns: [String; 2],
    groups: Vec<Grouped<ListRow>>,
}

/// A line of a list.
#[derive(Debug, Serialize)]
pub(crate) struct ListRow {
    link: Link,
    note: String,
}

fn view(scene: &Scene<'_>, route: Route<'_>, key: &str, groups: Vec<Grouped<ListRow>>) -> ListView {
    let path = scene.path(route);
    let title = scene.say(&format!("nav.{key}"), &[]);
    let count: usize = groups.iter().map(|group| group.rows.len()).sum();
    let lede = scene.say(&format!("list.{key}"), &[("count", &count.to_string())]);
    ListView {
        frame: scene.frame(&path, title.clone(), lede.clone(), scene.crumbs(&path, &[])),
        columns: [scene.say(&format!("list.{key}.name"), &[]), scene.say(&format!("list.{key}.note"), &[])],
        title,
        lede,
        groups,
    }
}

/// All indicators, by stage.
pub(crate) fn indicators(scene: &Scene<'_>) -> ListView {
    let path = scene.path(Route::Indicators);
    let mut stages: BTreeMap<_, Vec<ListRow>> = BTreeMap::new();
    for (reference, indicator) in scene.project.indicators.entries() {
        let places = scene.index.places_with(reference).iter();
        let names: Vec<String> = places.map(|place| scene.text(&scene.project.places[*place].name)).collect();
        stages.entry(indicator.stage).or_default().push(ListRow {
            link: Link {
                href: scene.href(&path, Route::Indicator(indicator)),
                text: scene.text(&indicator.name),
            },
            note: scene.phrase.list(&names),
        });
    }
    let groups = stages.into_iter().map(|(stage, rows)| Grouped {
        id: stage.map_or("other", crate::model::Stage::key).to_owned(),
        title: stage
            .map_or_else(|| scene.say("stage.none", &[]), |stage| stage.words().get(scene.lang).to_owned()),
        rows,
    });
    view(scene, Route::Indicators, "indicators", groups.collect())
}

/// All places, by kind.
pub(crate) fn places(scene: &Scene<'_>) -> ListView {
    let path = scene.path(Route::Places);
    let mut kinds: BTreeMap<_, Vec<ListRow>> = BTreeMap::new();
    for (reference, place) in scene.project.places.entries() {
        let figures = scene.figures_of(reference).count();
        kinds.entry(place.kind).or_default().push(ListRow {
            link: Link { href: scene.href(&path, Route::Place(place)), text: scene.text(&place.name) },
            note: scene.say("list.figures", &[("count", &figures.to_string())]),
        });
    }
    let groups = kinds.into_iter().map(|(kind, rows)| Grouped {
        id: kind.key().to_owned(),
        title: kind.words().get(scene.lang).to_owned(),
        rows,
    });
    view(scene, Route::Places, "places", groups.collect())
}

/// All documents, by kind.
pub(crate) fn documents(scene: &Scene<'_>) -> ListView {
    let path = scene.path(Route::Documents);
    let mut kinds: BTreeMap<_, Vec<ListRow>> = BTreeMap::new();
    for document in scene.project.documents.iter() {
        kinds.entry(document.kind).or_default().push(ListRow {
            link: Link {
                href: scene.href(&path, Route::Document(document)),
                text: scene.text(&document.title),
            },
            note: super::document::when(scene, document),
        });
    }
    let groups = kinds.into_iter().map(|(kind, rows)| Grouped {
        id: kind.key().to_owned(),
        title: kind.words().get(scene.lang).to_owned(),
        rows,
    });
    view(scene, Route::Documents, "documents", groups.collect())
}

/// What the template `data.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct DataView {
    frame: Frame,
    title: String,
    lede: String,
    files: Vec<DataFile>,
}

#[derive(Debug, Serialize)]
struct DataFile {
    link: Link,
    words: String,
    rows: usize,
    size: String,
}

/// The page of the data files, from their paths, numbers of rows and sizes.
pub(crate) fn data(scene: &Scene<'_>, files: &[(String, usize, usize)]) -> DataView {
    let path = scene.path(Route::Data);
    let title = scene.say("nav.data", &[]);
    let lede = scene.say("list.data", &[("count", &files.len().to_string())]);
    let file = |(target, rows, bytes): &(String, usize, usize)| {
        let name = target.rsplit('/').next().unwrap_or_default();
        DataFile {
            link: Link { href: relative(&path, target), text: name.to_owned() },
            words: scene.say(&format!("data.{}", name.trim_end_matches(".csv")), &[]),
            rows: *rows,
            size: format!("{} KB", bytes.div_ceil(1024)),
        }
    };
    DataView {
        frame: scene.frame(&path, title.clone(), lede.clone(), scene.crumbs(&path, &[])),
        files: files.iter().map(file).collect(),
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
