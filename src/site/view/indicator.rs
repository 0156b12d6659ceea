//! The page of an indicator: one measure across places, targets side by side.
//!
//! In: the scene and an indicator. Out: [`IndicatorView`].

use serde::Serialize;

use super::figure::{ChartView, Fact, chart_view, meaning};
use super::paged::{Paged, PartLink};
use super::rows::Aim;
use crate::model::{Indicator, Place, Ref, Subject};
use crate::site::frame::Frame;
use crate::site::picture::{ChartOf, Picture};
use crate::site::route::Route;
use crate::site::scene::{Link, Scene};

/// What the template `indicator.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct IndicatorView {
    frame: Frame,
    name: String,
    stage: String,
    answer: String,
    chart: Option<ChartView>,
    places: Vec<PlaceRow>,
    /// The same places by their values, where there are many.
    values: Option<Link>,
    parts: Vec<PartLink>,
    meaning: Vec<Fact>,
}

#[derive(Debug, Serialize)]
struct PlaceRow {
    place: Link,
    figure: Option<String>,
    values: Vec<String>,
    promises: Vec<Aim>,
}

/// The page of an indicator.
pub(crate) fn indicator(
    scene: &Scene<'_>,
    reference: Ref<Indicator>,
    paged: &Paged,
) -> (IndicatorView, Option<Picture>) {
    let record = &scene.project.indicators[reference];
    let path = paged.path.clone();
    let name = scene.text(&record.name);
    let all = scene.index.places_with(reference);
    let evidence = scene.assessment.evidence();
    let with_target = all.iter().filter(|place| !evidence.targets(**place, reference).is_empty()).count();
    let with_value = all.iter().filter(|place| !evidence.observations(**place, reference).is_empty()).count();
    let here = all[paged.rows.clone()].iter();
    let places: Vec<PlaceRow> = here.map(|place| row(scene, &path, *place, reference)).collect();
    let answer = scene.say(
        "indicator.answer",
        &[
            ("places", &all.len().to_string()),
            ("targets", &with_target.to_string()),
            ("values", &with_value.to_string()),
        ],
    );
    let crumbs = scene.crumbs(&path, &[(Route::Indicators, scene.say("nav.indicators", &[]))]);
    let picture = scene.picture(ChartOf::Places(reference));
    let view = IndicatorView {
        frame: scene.frame(&path, paged.title(&name), answer.clone(), crumbs),
        parts: paged.parts.clone(),
        stage: record.stage.map(|stage| stage.words().get(scene.lang).to_owned()).unwrap_or_default(),
        meaning: meaning(scene, record),
        chart: picture.as_ref().map(|picture| chart_view(scene, &path, picture)),
        values: scene.has_values(reference).then(|| Link {
            href: scene.href(&path, Route::Values(record)),
            text: scene.say("values.link", &[]),
        }),
        name,
        answer,
        places,
    };
    (view, picture)
}

fn row(scene: &Scene<'_>, path: &str, place: Ref<Place>, indicator: Ref<Indicator>) -> PlaceRow {
    let project = scene.project;
    let observations = scene.assessment.evidence().observations(place, indicator);
    let value = |reference: &Ref<crate::model::Observation>| {
        let observation = &project.observations[*reference];
        let derived = scene.arithmetic(observation).map(|_| scene.say("tag.derived", &[]));
        let about: Vec<String> =
            std::iter::once(scene.phrase.period(&observation.period)).chain(derived).collect();
        let about = scene.say("bracket", &[("words", &scene.phrase.list(&about))]);
        format!("{}{about}", scene.phrase.observed(observation))
    };
    let targets = scene.targets_at(place, indicator);
    PlaceRow {
        place: scene.place_link(path, place),
        figure: scene.figure_href(path, place, indicator),
        values: observations.iter().map(value).collect(),
        promises: targets.filter_map(|(reference, _)| scene.aim(path, Subject::Target(reference))).collect(),
    }
}
