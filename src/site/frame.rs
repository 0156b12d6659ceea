//! What surrounds the content of a page and is its own: its head, its languages, and the way down to it.
//!
//! In: the scene, and the path, title and description of a page. Out: [`Frame`], for the template of all pages. It must not
//! hold what belongs to one kind of page, nor what is the same on others: that is the shell's.

use serde::Serialize;

use super::head::Head;
use super::official::Official;
use super::route::Route;
use super::scene::{Link, Scene};
use super::tongue::LanguageLink;

impl Scene<'_> {
    /// The page's own frame.
    pub(crate) fn frame(&self, path: &str, title: String, description: String, crumbs: Vec<Link>) -> Frame {
        Frame {
            address: self.own_address(path),
            official: self.official(path, &title, &description, &crumbs),
            head: self.head(path, &title, &description),
            languages: self.languages(path),
            title,
            description,
            crumbs,
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

/// What surrounds the content of a page: `frame` in templates.
#[derive(Debug, Serialize)]
pub(crate) struct Frame {
    pub(crate) head: Head,
    /// The address to copy, of a page about one thing.
    address: Option<Address>,
    /// What a government's site says of itself; none where it does not say that it is one.
    official: Option<Official>,
    languages: Vec<LanguageLink>,
    title: String,
    description: String,
    crumbs: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Address {
    label: String,
    text: String,
}
