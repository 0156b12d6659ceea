//! The places of an indicator by their latest value: the second page of its table, for indicators that many places have.
//!
//! In: the scene and an indicator. Out: [`Values`], whose parts are [`ValuesView`]s. Values of different years stand apart, and no place
//! gets a number: it must not rank.

use std::cmp::Reverse;

use rayon::prelude::*;
use serde::Serialize;

use super::paged::{Paged, PartLink};
use super::rows::Grouped;
use crate::assess::{SeriesPoint, series};
use crate::model::{Decimal, Dimension, Indicator, Place, Ref};
use crate::site::frame::Frame;
use crate::site::route::Route;
use crate::site::scene::{Link, Scene};

/// With fewer places than this the order of their names is enough.
const MANY: usize = 8;

/// What the template `values.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct ValuesView {
    frame: Frame,
    title: String,
    name: Link,
    groups: Vec<Grouped<ValueOf>>,
    parts: Vec<PartLink>,
}

#[derive(Debug, Serialize)]
pub(crate) struct ValueOf {
    place: Link,
    value: String,
    href: String,
}

/// The places of an indicator in the order of their values.
pub(crate) struct Values {
    indicator: Ref<Indicator>,
    rows: Vec<(Ref<Place>, SeriesPoint)>,
}

impl Values {
    /// The places of an indicator; none where there are few.
    pub(crate) fn of(scene: &Scene<'_>, indicator: Ref<Indicator>) -> Option<Values> {
        if !scene.has_values(indicator) {
            return None;
        }
        let places = scene.index.places_with(indicator);
        let mut rows: Vec<_> =
            places.iter().filter_map(|place| Some((*place, scene.latest(*place, indicator)?))).collect();
        // The first rank is the lowest number.
        let is_rank = scene.project.indicators[indicator].unit.dimension() == Dimension::Rank;
        let height = |number: Decimal| if is_rank { Decimal::from_integer(0) - number } else { number };
        rows.sort_by_key(|(_, point)| (Reverse(point.year), Reverse(height(point.value.number()))));
        Some(Values { indicator, rows })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// One part of them.
    pub(crate) fn view(&self, scene: &Scene<'_>, paged: &Paged) -> ValuesView {
        let record = &scene.project.indicators[self.indicator];
        let (path, name) = (paged.path.as_str(), scene.text(&record.name));
        let title = paged.title(&scene.say("values.title", &[("name", &name)]));
        let mut groups: Vec<Grouped<ValueOf>> = Vec::new();
        for (place, point) in &self.rows[paged.rows.clone()] {
            let row = ValueOf {
                place: scene.place_link(path, *place),
                value: scene.phrase.observed(&scene.project.observations[point.observation]),
                href: scene.figure_href(path, *place, self.indicator).unwrap_or_default(),
            };
            let id = format!("year-{}", point.year);
            match groups.last_mut().filter(|group| group.id == id) {
                Some(group) => group.rows.push(row),
                None => groups.push(Grouped { id, title: scene.phrase.year(point.year), rows: vec![row] }),
            }
        }
        let crumbs =
            [(Route::Indicators, scene.say("nav.indicators", &[])), (Route::Indicator(record), name.clone())];
        let lede = scene.say("values.lede", &[]);
        ValuesView {
            frame: scene.frame(path, title.clone(), lede, scene.crumbs(path, &crumbs)),
            name: Link {
                href: scene.href(path, Route::Indicator(record)),
                text: scene.say("values.by-place", &[]),
            },
            parts: paged.parts.clone(),
            title,
            groups,
        }
    }
}

impl Scene<'_> {
    /// The latest value of a place that stands for a single year.
    fn latest(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> Option<SeriesPoint> {
        series(self.project, self.assessment.evidence(), place, indicator).points.pop()
    }

    /// The paths of the pages of places by value.
    pub(crate) fn values_pages(&self) -> Vec<String> {
        let indicators: Vec<Ref<Indicator>> = self.project.indicators.entries().map(|(one, _)| one).collect();
        indicators
            .into_par_iter()
            .filter(|indicator| self.has_values(*indicator))
            .map(|indicator| self.path(Route::Values(&self.project.indicators[indicator])))
            .collect()
    }

    /// Whether an indicator has a page of its places by value: whether many have one.
    pub(crate) fn has_values(&self, indicator: Ref<Indicator>) -> bool {
        let places = self.index.places_with(indicator);
        places.len() >= MANY
            && places.iter().filter(|place| self.latest(**place, indicator).is_some()).take(MANY).count()
                == MANY
    }
}
