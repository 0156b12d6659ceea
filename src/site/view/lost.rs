//! The page that a server shows for an address that leads nowhere.
//!
//! In: the scene. Out: [`LostView`]. It may be shown at any depth, so that its own addresses are absolute where the site has an address.

use serde::Serialize;

use crate::site::frame::Frame;
use crate::site::route::{Route, relative};
use crate::site::scene::{Link, Scene};

/// What the template `404.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct LostView {
    frame: Frame,
    /// What stands before the paths of the site's files.
    base: String,
    links: Vec<Link>,
}

/// The page for an address that leads nowhere.
pub(crate) fn lost(scene: &Scene<'_>) -> LostView {
    let path = scene.path(Route::Lost);
    let title = scene.say("lost.title", &[]);
    let address = |to: &str| scene.absolute(to).unwrap_or_else(|| relative(&path, to));
    let link =
        |route: Route<'_>, key: &str| Link { href: address(&scene.path(route)), text: scene.say(key, &[]) };
    let styles = address("site.css");
    LostView {
        base: styles.trim_end_matches("site.css").to_owned(),
        links: vec![
            link(Route::Home, "nav.home"),
            link(Route::Search, "nav.search"),
            link(Route::Names, "nav.names"),
        ],
        frame: scene.frame(&path, title.clone(), title, Vec::new()),
    }
}
