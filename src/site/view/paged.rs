//! Long lists in parts: a page shows so many rows, and leads to the other parts.
//!
//! In: the scene, the route of a list and the number of its rows. Out: [`Paged`]. It must not know what a row is.

use std::ops::Range;

use serde::Serialize;

use crate::site::route::{Form, Route, relative};
use crate::site::scene::Scene;

/// The most rows of a list on one page.
pub(crate) const ROWS: usize = 200;
/// The same for lists whose rows hold a paragraph each.
pub(crate) const LONG_ROWS: usize = 35;

/// One part of a list.
#[derive(Clone, Debug)]
pub(crate) struct Paged {
    /// The path of the part.
    pub(crate) path: String,
    /// The rows that it shows.
    pub(crate) rows: Range<usize>,
    /// All parts; none where there is one.
    pub(crate) parts: Vec<PartLink>,
    /// What tells its title from those of the other parts.
    suffix: String,
    /// How many rows each part has, the last at most.
    most: usize,
}

/// A link to a part of a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PartLink {
    href: String,
    text: String,
    current: bool,
}

impl Paged {
    /// The parts of a list with so many rows, `most` on each; at least one.
    pub(crate) fn of(scene: &Scene<'_>, route: Route<'_>, count: usize, most: usize) -> Vec<Paged> {
        let total = count.div_ceil(most).max(1);
        let path = |part: usize| route.part(scene.prefix, Form::Html, part);
        let part = |part: usize| {
            let own = path(part);
            let link = |other: usize| PartLink {
                href: relative(&own, &path(other)),
                text: (other + 1).to_string(),
                current: other == part,
            };
            let numbers = [("part", (part + 1).to_string()), ("parts", total.to_string())];
            let numbers: Vec<(&str, &str)> =
                numbers.iter().map(|(key, value)| (*key, value.as_str())).collect();
            Paged {
                rows: part * most..((part + 1) * most).min(count),
                parts: if total > 1 { (0..total).map(link).collect() } else { Vec::new() },
                suffix: if total > 1 { scene.say("part", &numbers) } else { String::new() },
                path: own,
                most,
            }
        };
        (0..total).map(part).collect()
    }

    /// How many rows each part has, the last at most.
    pub(crate) fn rows_of_each(&self) -> usize {
        self.most
    }

    /// The title of the list, with the number of the part where there are several.
    pub(crate) fn title(&self, title: &str) -> String {
        format!("{title}{}", self.suffix)
    }
}
