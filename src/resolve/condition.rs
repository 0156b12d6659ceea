//! What a value has to be: the condition of a target or provision.
//!
//! In: the values of a raw record and its indicator. Out: a [`Condition`], or `None` where a fault was reported.

use super::fields::Fields;
use crate::bilingual::Lang;
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::model::{Condition, Decimal, Dimension, Direction, Indicator, Place, Ref, Since, Unit};

/// The bounds that need nothing but a number.
pub(super) fn bound(fields: &mut Fields<'_, '_>) -> Option<Condition> {
    if fields.has("tolerance") && !fields.has("about") {
        fields.fault(Diagnostic::new(&catalogue::TOLERANCE_ALONE, fields.origin("tolerance")));
    }
    if let Some(number) = fields.decimal("at_least") {
        return Some(Condition::AtLeast(number));
    }
    if let Some(number) = fields.decimal("at_most") {
        return Some(Condition::AtMost(number));
    }
    if let Some(number) = fields.decimal("more_than") {
        return Some(Condition::MoreThan(number));
    }
    if let Some(number) = fields.decimal("less_than") {
        return Some(Condition::LessThan(number));
    }
    if let Some(number) = fields.decimal("reach") {
        return Some(Condition::Reach(number));
    }
    if let Some(number) = fields.decimal("about") {
        return Some(Condition::About(number, fields.decimal("tolerance")));
    }
    let origin = fields.origin("between");
    let (low, high) = fields.pair("between")?;
    if low >= high {
        fields.fault(Diagnostic::new(&catalogue::BETWEEN_ORDER, origin));
        return None;
    }
    Some(Condition::Between(low, high))
}

/// The condition of a target.
pub(super) fn condition(
    fields: &mut Fields<'_, '_>,
    indicator: &Indicator,
    place: Option<Ref<Place>>,
) -> Option<Condition> {
    if fields.has("reach") && indicator.direction == Direction::Neither {
        fields.fault(Diagnostic::new(&catalogue::REACH_WITHOUT_DIRECTION, fields.origin("reach")));
    }
    let directions = ["rises", "falls", "never_falls"];
    if fields.has("since") && !directions.iter().any(|key| fields.has(key)) {
        fields.fault(Diagnostic::new(&catalogue::SINCE_USELESS, fields.origin("since")));
    }
    if fields.has("benchmark") {
        return benchmark(fields, place);
    }
    if fields.has("change") {
        return change(fields, indicator);
    }
    for (key, make) in [
        ("rises", Condition::Rises as fn(Since) -> Condition),
        ("falls", Condition::Falls),
        ("never_falls", Condition::NeverFalls),
    ] {
        if fields.flag(key) {
            let since = fields.since("since");
            if since.is_none() && !fields.has("since") {
                fields.fault(Diagnostic::new(&catalogue::SINCE_MISSING, fields.record()));
            }
            return since.map(make);
        }
    }
    if fields.has("grade_at_least") {
        let origin = fields.origin("grade_at_least");
        let written = fields.line("grade_at_least")?;
        return grade(fields, indicator, &written, origin).map(Condition::GradeAtLeast);
    }
    bound(fields)
}

/// The place of a grade on the indicator's scale; one that is not on it is reported.
pub(super) fn grade(
    fields: &mut Fields<'_, '_>,
    indicator: &Indicator,
    grade: &str,
    origin: Origin,
) -> Option<usize> {
    let place = indicator.grades.iter().position(|known| **known == *grade);
    if place.is_none() {
        fields.fault(Diagnostic::new(&catalogue::GRADE_UNKNOWN, origin).with("grade", grade).with_each(
            "known",
            |lang| match (&*indicator.grades, lang) {
                ([], Lang::Zh) => "（无）".to_owned(),
                ([], Lang::En) => "none".to_owned(),
                (grades, _) => lang.list(grades),
            },
        ));
    }
    place
}

fn benchmark(fields: &mut Fields<'_, '_>, own: Option<Ref<Place>>) -> Option<Condition> {
    let mut inner = fields.table("benchmark")?;
    let origin = inner.origin("place");
    let place = inner.reference::<Place>("place");
    let leads = [
        ("at_least", Condition::AtLeast(Decimal::ZERO)),
        ("at_most", Condition::AtMost(Decimal::ZERO)),
        ("more_than", Condition::MoreThan(Decimal::ZERO)),
        ("less_than", Condition::LessThan(Decimal::ZERO)),
    ];
    let lead = leads.into_iter().find(|(key, _)| inner.flag(key)).map(|(_, bound)| bound);
    if place.is_some() && place == own {
        inner.fault(Diagnostic::new(&catalogue::BENCHMARK_SELF, origin));
    }
    Some(Condition::Benchmark { place: place?, lead: Box::new(lead?) })
}

fn change(fields: &mut Fields<'_, '_>, indicator: &Indicator) -> Option<Condition> {
    let mut inner = fields.table("change")?;
    let origin = inner.origin("unit");
    let since = inner.since("since");
    let written = inner.unit("unit");
    let unit = match change_unit(indicator, written) {
        Ok(unit) => unit,
        Err(fault) => {
            inner.fault(fault.at(origin, indicator));
            return None;
        }
    };
    let bound = bound(&mut inner)?;
    Some(Condition::Change { bound: Box::new(bound), unit, since: since? })
}

/// Why a change has no unit.
pub(super) enum ChangeFault {
    Rank,
    Unit(Unit),
}

impl ChangeFault {
    pub(super) fn at(self, origin: Origin, indicator: &Indicator) -> Diagnostic {
        match self {
            ChangeFault::Rank => Diagnostic::new(&catalogue::UNIT_MISSING_DIFFERENCE, origin),
            ChangeFault::Unit(unit) => Diagnostic::new(&catalogue::CHANGE_UNIT, origin)
                .with("unit", unit.printed())
                .with("of", indicator.unit.printed()),
        }
    }
}

/// The unit of a change of an indicator: as written, where it fits, or as follows from the indicator.
pub(super) fn change_unit(indicator: &Indicator, written: Option<Unit>) -> Result<Unit, ChangeFault> {
    let own = indicator.unit.of_difference().ok_or(ChangeFault::Rank)?;
    match written {
        None => Ok(own),
        Some(unit) => {
            let relative = matches!(unit.dimension(), Dimension::Percent | Dimension::Multiple);
            if relative || unit.is_commensurable(&own) { Ok(unit) } else { Err(ChangeFault::Unit(unit)) }
        }
    }
}
