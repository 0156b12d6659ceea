//! What surrounds the pages of a folder alike: the navigation and the foot.
//!
//! In: the scene. Out: [`Menu`], the pages that every page leads to, laid out once for a language, and from it the [`Shell`] of a
//! path: the same for all pages of a folder but for the entry on which they stand, so that its templates run once for each such
//! group. It must not hold what belongs to one page.

use serde::Serialize;

use super::official::Foot;
use super::route::{Form, OUT_OF_EDITION, Prefix, Route, relative, root};
use super::scene::{Link, Scene};

/// The most plans that the navigation names.
const NAV_PLANS: usize = 4;

/// The pages that every page leads to beside the plans.
const REGISTERS: [(Route<'static>, &str); 10] = [
    (Route::Levels, "nav.levels"),
    (Route::Deadlines, "nav.deadlines"),
    (Route::Duties, "nav.duties"),
    (Route::Bodies, "nav.bodies"),
    (Route::Indicators, "nav.indicators"),
    (Route::Places, "nav.places"),
    (Route::Documents, "nav.documents"),
    (Route::Names, "nav.names"),
    (Route::Book, "nav.book"),
    (Route::Data, "nav.data"),
];

/// The pages that every page leads to.
pub(crate) struct Menu {
    search: Entry,
    plans: Vec<Entry>,
    registers: Vec<Entry>,
}

/// A page that every page leads to.
struct Entry {
    /// Its path.
    path: String,
    /// What the paths of the pages below it begin with; none for the home page.
    section: Option<String>,
    text: String,
}

impl Entry {
    /// What the entry is for the page at a path: that page, above it, or neither.
    fn current(&self, path: &str) -> &'static str {
        if self.path == path {
            "page"
        } else if self.section.as_ref().is_some_and(|section| path.starts_with(section)) {
            "true"
        } else {
            ""
        }
    }

    fn item(&self, path: &str) -> NavItem {
        NavItem { href: relative(path, &self.path), text: self.text.clone(), current: self.current(path) }
    }
}

impl Menu {
    /// The menu of the pages of one language.
    pub(crate) fn of(scene: &Scene<'_>) -> Menu {
        let entry = |route: Route<'_>, text: String| {
            let path = scene.path(route);
            let stem = path.strip_suffix("index.html").or(path.strip_suffix(".html"));
            let section = stem.filter(|_| !matches!(route, Route::Home)).map(str::to_owned);
            Entry { path, section, text }
        };
        let said = |(route, key): (Route<'_>, &str)| entry(route, scene.say(key, &[]));
        let mut plans = vec![said((Route::Home, "nav.home"))];
        let in_order = scene.index.in_order.iter().take(NAV_PLANS).map(|plan| &scene.project.plans[*plan]);
        plans.extend(in_order.map(|plan| entry(Route::Plan(plan), scene.text(&plan.short))));
        if scene.index.in_order.len() > NAV_PLANS {
            plans.push(said((Route::Plans, "nav.plans")));
        }
        let changes = scene.has_changes().then_some((Route::Changes, "nav.changes"));
        let editions = (!scene.project.site.editions.is_empty()).then_some((Route::Editions, "nav.editions"));
        let registers = REGISTERS.into_iter().chain(editions).chain(changes).map(said);
        let prose = scene.index.pages.iter();
        let prose = prose.map(|prose| entry(Route::Prose(&prose.slug), scene.text(&prose.title)));
        Menu {
            search: said((Route::Search, "nav.search")),
            registers: registers.chain(prose).collect(),
            plans,
        }
    }

    /// What the shell of a path depends on: the folder as seen from the entries, and on which of them it stands.
    pub(crate) fn group(&self, path: &str) -> Group {
        let entries = || std::iter::once(&self.search).chain(&self.plans).chain(&self.registers);
        // No entry lies deeper than the folder of another: from there on only the depth matters.
        let deepest = entries().map(|entry| entry.path.matches('/').count()).max().unwrap_or(0);
        let folders = path.match_indices('/').take(deepest).last().map_or(0, |(end, _)| end);
        Group {
            folder: path[..folders].to_owned(),
            depth: path.matches('/').count(),
            current: entries().map(|entry| entry.current(path).as_bytes().first().copied()).collect(),
        }
    }
}

/// Paths of one group have the same shell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Group {
    folder: String,
    depth: usize,
    current: Vec<Option<u8>>,
}

impl Scene<'_> {
    /// What surrounds the page at a path, and all pages of its group.
    pub(crate) fn shell(&self, menu: &Menu, path: &str) -> Shell {
        let site = &self.project.site;
        let items = |entries: &[Entry]| entries.iter().map(|entry| entry.item(path)).collect();
        Shell {
            lang: self.tag.to_owned(),
            root: root(path),
            home: self.href(path, Route::Home),
            terms: self.href(path, Route::Terms),
            title: self.text(&site.title),
            search: menu.search.item(path),
            plans: items(&menu.plans),
            nav: items(&menu.registers),
            publisher: site.publisher.as_ref().map(|text| self.text(text)),
            licence: site.licence.as_ref().map(|text| self.text(text)),
            contact: site.contact.as_ref().map(|text| self.text(text)),
            as_of: self.phrase.date(site.as_of),
            as_of_iso: site.as_of.to_string(),
            frozen: site.edition.as_ref().map(|name| self.say("foot.frozen", &[("edition", name)])),
            editions: self.editions_link(path),
            left_out: left_out(self),
            foot: self.foot(),
        }
    }

    fn editions_link(&self, from: &str) -> Option<Link> {
        let site = &self.project.site;
        let list = Route::Editions.path(self.prefix, Form::Html);
        match site.edition {
            // Newer editions are listed outside of the frozen tree, in the first language at least.
            Some(_) => {
                let href =
                    format!("{}{OUT_OF_EDITION}{}", root(from), Route::Editions.path(Prefix(""), Form::Html));
                Some(Link { href, text: self.say("foot.newer", &[]) })
            }
            None if site.editions.is_empty() => None,
            None => Some(Link { href: relative(from, &list), text: self.say("foot.editions", &[]) }),
        }
    }
}

fn left_out(scene: &Scene<'_>) -> Option<String> {
    let count = scene.project.left_out;
    (count > 0).then(|| scene.say("foot.left-out", &[("count", &count.to_string())]))
}

/// What surrounds the pages of a group: `site` in templates, with what its own templates make of it.
#[derive(Debug, Serialize)]
pub(crate) struct Shell {
    lang: String,
    /// The way to the site's folder.
    root: String,
    home: String,
    /// The page of verdicts and terms.
    terms: String,
    title: String,
    search: NavItem,
    plans: Vec<NavItem>,
    nav: Vec<NavItem>,
    publisher: Option<String>,
    licence: Option<String>,
    contact: Option<String>,
    as_of: String,
    as_of_iso: String,
    /// That the page belongs to a frozen edition; none where it does not.
    frozen: Option<String>,
    /// The list of editions, where there is one; from a frozen page, that of the site that carries it.
    editions: Option<Link>,
    left_out: Option<String>,
    foot: Foot,
}

#[derive(Debug, Serialize)]
struct NavItem {
    href: String,
    text: String,
    current: &'static str,
}
