//! What surrounds every page: its head, the navigation, the way down to it, and the foot.
//!
//! In: the scene, and the path, title and description of a page. Out: [`Frame`], for the template of all pages. It must not
//! hold what belongs to one kind of page.

use serde::Serialize;

use super::head::Head;
use super::official::{Foot, Official};
use super::route::{Form, OUT_OF_EDITION, Prefix, Route, relative, root};
use super::scene::{Link, Scene};
use super::tongue::LanguageLink;

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

impl Scene<'_> {
    /// The page's own frame.
    pub(crate) fn frame(&self, path: &str, title: String, description: String, crumbs: Vec<Link>) -> Frame {
        let site = &self.project.site;
        let section = path.strip_prefix(self.prefix.0).map_or(path, |rest| rest.trim_start_matches('/'));
        let item = |route: Route<'_>, text: String| {
            let target = self.path(route);
            let current = if target == path {
                "page"
            } else if !matches!(route, Route::Home) && section.starts_with(folder(&target, self.prefix.0)) {
                "true"
            } else {
                ""
            };
            NavItem { href: relative(path, &target), text, current }
        };
        let mut plans = vec![item(Route::Home, self.say("nav.home", &[]))];
        let in_order = self.index.in_order.iter().take(NAV_PLANS).map(|plan| &self.project.plans[*plan]);
        plans.extend(in_order.map(|plan| item(Route::Plan(plan), self.text(&plan.short))));
        if self.index.in_order.len() > NAV_PLANS {
            plans.push(item(Route::Plans, self.say("nav.plans", &[])));
        }
        let changes = self.has_changes().then_some((Route::Changes, "nav.changes"));
        let editions = (!site.editions.is_empty()).then_some((Route::Editions, "nav.editions"));
        let registers = REGISTERS.into_iter().chain(editions).chain(changes);
        let mut nav: Vec<NavItem> = registers.map(|(route, key)| item(route, self.say(key, &[]))).collect();
        nav.extend(
            self.index.pages.iter().map(|prose| item(Route::Prose(&prose.slug), self.text(&prose.title))),
        );
        Frame {
            address: self.own_address(path),
            terms: self.href(path, Route::Terms),
            official: self.official(path, &title, &description, &crumbs),
            foot: self.foot(),
            head: self.head(path, &title, &description),
            lang: self.tag.to_owned(),
            languages: self.languages(path),
            root: root(path),
            home: self.href(path, Route::Home),
            site: self.text(&site.title),
            title,
            description,
            search: item(Route::Search, self.say("nav.search", &[])),
            plans,
            nav,
            crumbs,
            publisher: site.publisher.as_ref().map(|text| self.text(text)),
            licence: site.licence.as_ref().map(|text| self.text(text)),
            contact: site.contact.as_ref().map(|text| self.text(text)),
            as_of: self.phrase.date(site.as_of),
            as_of_iso: site.as_of.to_string(),
            frozen: site.edition.as_ref().map(|name| self.say("foot.frozen", &[("edition", name)])),
            editions: self.editions_link(path),
            left_out: site_note(self, self.project.left_out),
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

    /// Whether a page is about one thing: lists and pages with another way to cite them are not.
    pub(crate) fn is_about_one_thing(&self, path: &str) -> bool {
        const FOLDERS: [&str; 7] =
            ["plans", "figures", "documents", "indicators", "places", "bodies", "pages"];
        let below = path.strip_prefix(&*self.prefix.below("")).unwrap_or(path);
        below.split_once('/').is_some_and(|(folder, name)| {
            FOLDERS.contains(&folder) && name != "index.html" && !name.ends_with(".embed.html")
        })
    }

    /// The address to copy of a page about one thing: where the site says where it stands, that of the web, else that within the
    /// site.
    fn own_address(&self, path: &str) -> Option<Address> {
        let absolute = self.absolute(path);
        let key = if absolute.is_some() { "frame.address" } else { "frame.address.relative" };
        self.is_about_one_thing(path)
            .then(|| Address { label: self.say(key, &[]), text: absolute.unwrap_or_else(|| path.to_owned()) })
    }

    /// The way from the home page down.
    pub(crate) fn crumbs(&self, from: &str, routes: &[(Route<'_>, String)]) -> Vec<Link> {
        let home = Link { href: self.href(from, Route::Home), text: self.say("nav.home", &[]) };
        let rest =
            routes.iter().map(|(route, text)| Link { href: self.href(from, *route), text: text.clone() });
        std::iter::once(home).chain(rest).collect()
    }
}

fn folder<'t>(target: &'t str, prefix: &str) -> &'t str {
    let below = target.strip_prefix(prefix).map_or(target, |rest| rest.trim_start_matches('/'));
    below.strip_suffix("index.html").unwrap_or_else(|| below.strip_suffix(".html").unwrap_or(below))
}

fn site_note(scene: &Scene<'_>, left_out: usize) -> Option<String> {
    (left_out > 0).then(|| scene.say("foot.left-out", &[("count", &left_out.to_string())]))
}

/// What surrounds every page.
#[derive(Debug, Serialize)]
pub(crate) struct Frame {
    pub(crate) head: Head,
    /// The page of verdicts and terms.
    terms: String,
    /// The address to copy, of a page about one thing.
    address: Option<Address>,
    /// What a government's site says of itself; none where it does not say that it is one.
    official: Option<Official>,
    foot: Foot,
    lang: String,
    languages: Vec<LanguageLink>,
    root: String,
    home: String,
    site: String,
    title: String,
    description: String,
    search: NavItem,
    plans: Vec<NavItem>,
    nav: Vec<NavItem>,
    crumbs: Vec<Link>,
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
}

#[derive(Debug, Serialize)]
struct Address {
    label: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct NavItem {
    href: String,
    text: String,
    current: &'static str,
}
