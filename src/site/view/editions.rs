//! The list of frozen editions, and the links from a figure to itself in each of them.
//!
//! In: the scene. Out: [`EditionsView`] and links. It must not look into an edition: what is said of it stands in its manifest.

use serde::Serialize;

use super::figure::Fact;
use crate::model::{Date, Edition, from_digits};
use crate::site::frame::Frame;
use crate::site::route::{Form, Route, frozen_path, relative};
use crate::site::scene::{Link, Scene};

/// What the template `editions.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct EditionsView {
    frame: Frame,
    title: String,
    lede: String,
    editions: Vec<EditionView>,
}

#[derive(Debug, Serialize)]
struct EditionView {
    name: String,
    site: Link,
    facts: Vec<Fact>,
    digests: Vec<Digest>,
}

#[derive(Debug, Serialize)]
struct Digest {
    of: String,
    digits: String,
}

/// A figure as a frozen edition shows it.
#[derive(Debug, Serialize)]
pub(crate) struct FrozenFigure {
    link: Link,
    /// Whether its data are those of this page.
    note: String,
}

/// The page of the editions, the newest first.
pub(crate) fn editions(scene: &Scene<'_>) -> EditionsView {
    let path = scene.path(Route::Editions);
    let title = scene.say("editions.title", &[]);
    let lede = scene.say("editions.lede", &[]);
    let all = &scene.project.site.editions;
    EditionsView {
        frame: scene.frame(&path, title.clone(), lede.clone(), scene.crumbs(&path, &[])),
        title,
        lede,
        editions: all.iter().rev().map(|edition| view(scene, &path, edition)).collect(),
    }
}

fn view(scene: &Scene<'_>, path: &str, edition: &Edition) -> EditionView {
    let folder = format!("editions/{}", edition.name);
    let href = |file: &str| relative(path, &format!("{folder}/{file}"));
    let home = Route::Home.path(scene.prefix, Form::Html);
    // An edition may have been frozen before the site spoke this language.
    let home = if edition.of_site(&home).is_some() { home } else { "index.html".to_owned() };
    let fact =
        |key: &str, value: String, href: Option<String>| Fact { key: scene.say(key, &[]), value, href };
    let (files, bytes) = edition.size;
    let size = [("count", &*files.to_string()), ("size", &*size(bytes))];
    let mut facts = vec![fact("editions.as-of", day(scene, &edition.as_of), None)];
    let zip = format!("{}.zip", edition.name);
    if let Some((bytes, ..)) = &edition.bag {
        let value =
            format!("{zip}{}{}{}", scene.say("open", &[]), self::size(*bytes), scene.say("close", &[]));
        facts.push(fact("editions.bag", value, Some(href(&zip))));
    }
    facts.push(fact("editions.manifest", "manifest.json".to_owned(), Some(href("manifest.json"))));
    if edition.is_signed {
        let signature = "manifest.json.minisig";
        facts.push(fact("editions.signature", signature.to_owned(), Some(href(signature))));
    }
    if edition.of_site("data/edition.json").is_some() {
        facts.push(fact("editions.data", "edition.json".to_owned(), Some(href("site/data/edition.json"))));
    }
    facts.push(fact("editions.checks", "checks.txt".to_owned(), Some(href("checks.txt"))));
    facts.push(fact("editions.size", scene.say("editions.files", &size), None));
    let digest = |key: &str, digits: &str| Digest { of: scene.say(key, &[]), digits: digits.to_owned() };
    let mut digests = vec![digest("editions.digest", &edition.digest)];
    if let Some((_, sha256, sm3)) = &edition.bag {
        digests.push(digest("editions.bag-sha256", sha256));
        digests.extend(sm3.as_deref().map(|sm3| digest("editions.bag-sm3", sm3)));
    }
    EditionView {
        name: scene.say("editions.name", &[("edition", &edition.name)]),
        site: Link {
            href: relative(path, &frozen_path(&edition.name, &home)),
            text: scene.say("editions.open", &[("edition", &edition.name)]),
        },
        facts,
        digests,
    }
}

/// A day as readers of the language write it.
fn day(scene: &Scene<'_>, text: &str) -> String {
    Date::parse(text).map_or_else(|| text.to_owned(), |date| scene.phrase.date(date))
}

/// A size in steps of 1024, rounded up.
fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024);
    if kilobytes < 10_000 { format!("{kilobytes} KB") } else { format!("{} MB", kilobytes.div_ceil(1024)) }
}

/// The same figure in each frozen edition that has it, the newest first.
pub(crate) fn frozen_figures(
    scene: &Scene<'_>,
    path: &str,
    route: Route<'_>,
    digest: &str,
) -> Vec<FrozenFigure> {
    let editions = &scene.project.site.editions;
    if editions.is_empty() {
        return Vec::new();
    }
    let digest = from_digits(digest);
    let (page, data) = (route.path(scene.prefix, Form::Html), route.path(scene.prefix, Form::Csv));
    let having = editions.iter().rev().filter(|edition| edition.of_site(&page).is_some());
    let figure = |edition: &Edition| {
        let is_same = edition.of_site(&data).is_some_and(|frozen| Some(frozen.sha256) == digest);
        FrozenFigure {
            link: Link {
                href: relative(path, &frozen_path(&edition.name, &page)),
                text: scene.say("editions.name", &[("edition", &edition.name)]),
            },
            note: scene.say(
                if is_same { "editions.same" } else { "editions.other" },
                &[("day", &day(scene, &edition.as_of))],
            ),
        }
    };
    having.map(figure).collect()
}
