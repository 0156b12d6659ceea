//! The page of the search, and the lists of names that need no script.
//!
//! In: the scene and the index. Out: [`SearchView`] for `search.html`, [`NamesView`] for `names.html`. It must not know
//! how an index is kept or how names are put in order.

use std::collections::BTreeMap;

use serde::Serialize;

use super::paged::{Paged, PartLink};
use super::rows::Grouped;
use crate::bilingual::Lang;
use crate::model::Text;
use crate::site::frame::Frame;
use crate::site::order::{By, Key, Order};
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Link, Scene};
use crate::site::search::Search;

/// What the template `search.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct SearchView {
    frame: Frame,
    title: String,
    lede: String,
    names: Link,
    /// The address of this very page.
    action: String,
    /// Where the files of the index stand.
    base: String,
    outline: String,
    words: String,
}

/// The words that the script shows.
const WORDS: [&str; 6] = ["found", "part", "comma", "nothing", "more", "broken"];

/// The page of the search.
pub(crate) fn search(scene: &Scene<'_>, search: &Search) -> SearchView {
    let path = scene.path(Route::Search);
    let title = scene.say("nav.search", &[]);
    let lede = scene.say("search.lede", &[("count", &search.len().to_string())]);
    let words: BTreeMap<&str, &str> =
        WORDS.iter().map(|key| (*key, scene.strings.get(scene.lang, &format!("search.{key}")))).collect();
    let first = relative(&path, &scene.prefix.search('e', 0));
    SearchView {
        frame: scene.frame(&path, title.clone(), lede.clone(), scene.crumbs(&path, &[])),
        title,
        lede,
        names: Link { href: scene.href(&path, Route::Names), text: scene.say("search.names", &[]) },
        action: scene.href(&path, Route::Search),
        base: first.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default(),
        outline: search.outline(scene),
        words: serde_json::to_string(&words).unwrap_or_default(),
    }
}

/// What the template `names.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct NamesView {
    frame: Frame,
    title: String,
    lede: String,
    /// The list in the other order.
    other: Link,
    search: Link,
    groups: Vec<Grouped<NameRow>>,
    /// Every heading, with the part on which it begins.
    letters: Vec<Link>,
    parts: Vec<PartLink>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct NameRow {
    kind: String,
    link: Link,
}

/// A list of names: each with its heading.
pub(crate) struct Names<'p> {
    pub(crate) route: Route<'p>,
    by: By,
    rows: Vec<(String, NameRow)>,
}

/// The lists of names of a language: Chinese ones by pinyin and by strokes.
pub(crate) fn names<'s, 'p>(scene: &'s Scene<'p>) -> impl Iterator<Item = Names<'p>> + 's {
    let orders: &[(Route<'p>, By)] = match scene.lang {
        Lang::Zh => &[(Route::Names, By::Pinyin), (Route::Strokes, By::Strokes)],
        Lang::En => &[(Route::Names, By::Alphabet), (Route::Strokes, By::Strokes)],
    };
    orders.iter().map(|(route, by)| in_order(scene, *route, &Order::new(*by)))
}

fn in_order<'p>(scene: &Scene<'p>, route: Route<'p>, order: &Order) -> Names<'p> {
    let from = scene.path(route);
    let project = scene.project;
    let mut rows: Vec<(Key, String, NameRow)> = Vec::new();
    let mut add = |kind: &str, route: Route<'_>, name: &Text, sort_key: Option<&str>| {
        let link = Link { href: scene.href(&from, route), text: scene.text(name) };
        let sorted = sort_key.filter(|_| order.by() == By::Pinyin).unwrap_or(&link.text);
        rows.push((order.key(sorted), order.heading(sorted), NameRow { kind: kind.to_owned(), link }));
    };
    let kind_of = |key: &str| scene.say(&format!("search.kind.{key}"), &[]);
    let (plan, indicator, task) = (kind_of("plan"), kind_of("indicator"), kind_of("task"));
    let (document, body, prose) = (kind_of("document"), kind_of("body"), kind_of("prose"));
    project
        .plans
        .iter()
        .for_each(|record| add(&plan, Route::Plan(record), &record.title, record.sort_key.as_deref()));
    project.indicators.iter().for_each(|record| {
        add(&indicator, Route::Indicator(record), &record.name, record.sort_key.as_deref())
    });
    project
        .tasks
        .iter()
        .for_each(|record| add(&task, Route::Task(&project.plans[record.plan], record), &record.title, None));
    project.documents.iter().for_each(|record| {
        add(&document, Route::Document(record), &record.title, record.sort_key.as_deref())
    });
    project.places.iter().for_each(|record| {
        add(
            record.kind.words().get(scene.lang),
            Route::Place(record),
            &record.name,
            record.sort_key.as_deref(),
        );
    });
    project
        .bodies
        .iter()
        .for_each(|record| add(&body, Route::Body(record), &record.name, record.sort_key.as_deref()));
    scene.index.pages.iter().for_each(|record| add(&prose, Route::Prose(&record.slug), &record.title, None));
    // Under one heading stand the Latin names before the Chinese ones.
    let place = |(key, heading, row): &(Key, String, NameRow)| {
        (order.place_of(heading), key.clone(), row.link.text.clone(), row.link.href.clone())
    };
    rows.sort_by_cached_key(place);
    Names { route, by: order.by(), rows: rows.into_iter().map(|(_, heading, row)| (heading, row)).collect() }
}

impl Names<'_> {
    /// How many names there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// One part of the list.
    pub(crate) fn view(&self, scene: &Scene<'_>, paged: &Paged) -> NamesView {
        let (key, about) = match self.by {
            By::Strokes => ("names.strokes.title", "names.strokes.lede"),
            By::Pinyin | By::Alphabet => ("names.title", "names.lede"),
        };
        let title = paged.title(&scene.say(key, &[]));
        let lede = scene.say(about, &[("count", &self.rows.len().to_string())]);
        let other = match self.by {
            By::Pinyin | By::Alphabet => (Route::Strokes, "names.strokes.title"),
            By::Strokes => (Route::Names, "names.title"),
        };
        let link = |route: Route<'_>, key: &str| Link {
            href: scene.href(&paged.path, route),
            text: scene.say(key, &[]),
        };
        let mut groups: Vec<Grouped<NameRow>> = Vec::new();
        for (heading, row) in &self.rows[paged.rows.clone()] {
            let id = anchor(heading);
            match groups.last_mut().filter(|group| group.id == id) {
                Some(group) => group.rows.push(row.clone()),
                None => {
                    groups.push(Grouped { id, title: self.heading(scene, heading), rows: vec![row.clone()] })
                }
            }
        }
        NamesView {
            frame: scene.frame(&paged.path, title.clone(), lede.clone(), scene.crumbs(&paged.path, &[])),
            title,
            lede,
            other: link(other.0, other.1),
            search: link(Route::Search, "nav.search"),
            groups,
            letters: self.letters(scene, paged),
            parts: paged.parts.clone(),
        }
    }

    fn heading(&self, scene: &Scene<'_>, heading: &str) -> String {
        match (self.by, heading.parse::<u32>()) {
            (By::Strokes, Ok(_)) => scene.say("names.strokes.heading", &[("count", heading)]),
            _ => heading.to_owned(),
        }
    }

    /// Links to the first name under each heading.
    fn letters(&self, scene: &Scene<'_>, paged: &Paged) -> Vec<Link> {
        let mut letters: Vec<Link> = Vec::new();
        let mut last = None;
        let size = paged.rows_of_each();
        for (place, (heading, _)) in self.rows.iter().enumerate() {
            if last.replace(heading) == Some(heading) {
                continue;
            }
            let path = self.route.part(scene.prefix, Form::Html, place / size);
            let page = if path == paged.path { String::new() } else { relative(&paged.path, &path) };
            letters.push(Link { href: format!("{page}#{}", anchor(heading)), text: heading.clone() });
        }
        letters
    }
}

fn anchor(heading: &str) -> String {
    format!("n-{}", if heading == "#" { "other" } else { heading })
}
