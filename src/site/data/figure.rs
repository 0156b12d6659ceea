//! The file beside a figure: its values and its targets in one table, the values first.
//!
//! In: the assessment, a place and an indicator. Out: the bytes of the file. It must not hold what the page does
//! not show.

use super::plan::target_row;
use super::result::{OBSERVATION, observation_row};
use super::{Input, csv};
use crate::assess::Assessment;
use crate::bilingual::Lang;
use crate::model::{Indicator, Place, Ref};

/// What the row is, and the first columns of an observation.
const COLUMNS: usize = 18;

/// The values and targets of an indicator at a place.
pub(crate) fn figure(
    assessment: &Assessment<'_>,
    place: Ref<Place>,
    indicator: Ref<Indicator>,
    lang: Lang,
) -> Vec<u8> {
    let project = assessment.project;
    let input = Input { project, lang };
    let observations = assessment.evidence().observations(place, indicator).iter().map(|reference| {
        let mut cells = observation_row(input, &project.observations[*reference]).into_iter();
        std::array::from_fn(|column| {
            if column == 0 { "observation".to_owned() } else { cells.next().unwrap_or_default() }
        })
    });
    let here = assessment.evidence().targets(place, indicator).iter();
    let targets = here.map(|reference| {
        let target = &project.targets[*reference];
        let [
            id,
            _,
            place,
            indicator,
            name,
            period,
            op,
            value,
            value_max,
            unit,
            _,
            _,
            _,
            since,
            ..,
            document,
            locator,
            _,
            _,
            _,
            _,
            _,
        ] = target_row(input, target);
        let measure = if since.is_empty() { "level" } else { "change" }.to_owned();
        let none = String::new;
        [
            "target".to_owned(),
            id,
            place,
            indicator,
            name,
            period,
            measure,
            since,
            op,
            value,
            value_max,
            unit,
            none(),
            "false".to_owned(),
            none(),
            none(),
            document,
            locator,
        ]
    });
    let header: [_; COLUMNS] = std::array::from_fn(|at| if at == 0 { "record" } else { OBSERVATION[at - 1] });
    csv(&header, observations.chain(targets))
}
