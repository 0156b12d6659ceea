//! Results: observations, findings, occurrences of duties.
//!
//! In: the values of a raw record. Out: the record, or `None` where a fault was reported. The value of an
//! observation with a formula is filled in by `formula` once all observations are there.

use super::condition::change_unit;
use super::fields::Fields;
use super::{Built, slot};
use crate::diagnostic::{Diagnostic, catalogue};
use crate::model::{
    Comparison, Decimal, Derivation, Dimension, Finding, Formula, Indicator, Likeness, Measure, Observation,
    Occurrence, Outcome, Relation, Since, Status, Unit, Value,
};

pub(super) fn observation(fields: &mut Fields<'_, '_>, indicators: &Built<Indicator>) -> Option<Observation> {
    let origin = fields.record();
    let place = fields.reference("place");
    let indicator = fields.reference::<Indicator>("indicator");
    let supersedes = fields.reference_to_other("supersedes");
    let measure = measure(fields);
    let known = indicator.and_then(|indicator| slot(indicators, indicator));
    let unit = known.and_then(|indicator| unit(fields, indicator, measure.as_ref()));
    let derivation = derivation(fields);
    let value = match &derivation {
        Some(Derivation::Counted(things)) => Some(Value::Exact(Decimal::from_integer(things.len() as i64))),
        Some(Derivation::Formula(_)) => Some(Value::Exact(Decimal::ZERO)),
        None => value(fields, known),
    };
    let source = fields.source();
    Some(Observation {
        id: fields.line("id")?,
        place: place?,
        indicator: indicator?,
        name: fields.rare("name"),
        period: fields.period("period")?,
        measure: measure?,
        value: value?,
        unit: unit?,
        derivation: derivation.map(Box::new),
        status: fields.choice("status", Status::from_key).unwrap_or(Status::Normal),
        printed: fields.rare("printed"),
        supersedes,
        source: source?,
        note: fields.rare("note"),
        origin,
    })
}

fn measure(fields: &mut Fields<'_, '_>) -> Option<Measure> {
    let written = fields.choice("measure", |key| Some(key == "change")).unwrap_or(false);
    let origin = fields.origin("since");
    let since = fields.since("since");
    if written || fields.has("change") {
        if since.is_none() && !fields.has("since") {
            fields.fault(Diagnostic::new(&catalogue::SINCE_MISSING, fields.record()));
        }
        return since.map(|since| Measure::Change(Box::new(since)));
    }
    if since.is_some() && !fields.has("measure") {
        fields.fault(Diagnostic::new(&catalogue::SINCE_USELESS, origin));
    }
    Some(Measure::Level)
}

fn unit(fields: &mut Fields<'_, '_>, indicator: &Indicator, measure: Option<&Measure>) -> Option<Unit> {
    let origin = fields.origin(if fields.has("unit") { "unit" } else { "change" });
    let written = fields.unit("unit");
    if let Measure::Change(_) = measure? {
        return match change_unit(indicator, written) {
            Ok(unit) => Some(unit),
            Err(fault) => {
                fields.fault(fault.at(origin, indicator));
                None
            }
        };
    }
    let Some(unit) = written else { return Some(indicator.unit.clone()) };
    if !unit.is_commensurable(&indicator.unit) {
        let fault = Diagnostic::new(&catalogue::VALUE_UNIT, origin);
        fields.fault(fault.with("unit", unit.printed()).with("of", indicator.unit.printed()));
        return None;
    }
    Some(unit)
}

fn derivation(fields: &mut Fields<'_, '_>) -> Option<Derivation> {
    if fields.has("counted") {
        return Some(Derivation::Counted(fields.texts("counted")));
    }
    let origin = fields.origin("formula");
    let terms = fields.formula("formula")?;
    let mut resolved = Vec::new();
    for term in terms {
        resolved.push((term.minus, fields.resolve_within(&term.id, "observation", origin)));
    }
    let terms: Option<Vec<_>> =
        resolved.into_iter().map(|(minus, term)| term.map(|term| (minus, term))).collect();
    Some(Derivation::Formula(Formula { terms: terms.unwrap_or_default() }))
}

fn value(fields: &mut Fields<'_, '_>, indicator: Option<&Indicator>) -> Option<Value> {
    if let Some(indicator) = indicator.filter(|known| fields.has("grade") || !known.grades.is_empty()) {
        return grade(fields, indicator);
    }
    let origin = fields.origin("between");
    if let Some((low, high)) = fields.pair("between") {
        if low >= high {
            fields.fault(Diagnostic::new(&catalogue::BETWEEN_ORDER, origin));
            return None;
        }
        return Some(Value::Between(low, high));
    }
    type Make = fn(Decimal) -> Value;
    let bounds: [(&str, Make); 7] = [
        ("value", Value::Exact),
        ("change", Value::Exact),
        ("at_least", Value::AtLeast),
        ("more_than", Value::MoreThan),
        ("at_most", Value::AtMost),
        ("less_than", Value::LessThan),
        ("about", Value::About),
    ];
    bounds.into_iter().find_map(|(key, make)| fields.decimal(key).map(make))
}

/// A grade, by its place on the indicator's scale; an indicator with grades has no other values.
fn grade(fields: &mut Fields<'_, '_>, indicator: &Indicator) -> Option<Value> {
    let origin = fields.origin("grade");
    if !fields.has("grade") {
        fields.fault(
            Diagnostic::new(&catalogue::GRADE_EXPECTED, fields.record())
                .with_each("known", |lang| lang.list(&indicator.grades)),
        );
        return None;
    }
    let grade = fields.line("grade")?;
    let place = super::condition::grade(fields, indicator, &grade, origin)?;
    Some(Value::Exact(Indicator::grade_number(place)))
}

/// Whether a level in percent lies between 0 and 100, as nearly every share does.
pub(super) fn is_share(observation: &Observation) -> bool {
    let hundred = Decimal::from_integer(100);
    let number = observation.value.number();
    observation.measure != Measure::Level
        || observation.unit.dimension() != Dimension::Percent
        || (!number.is_negative() && number <= hundred)
}

pub(super) fn finding(fields: &mut Fields<'_, '_>) -> Option<Finding> {
    let origin = fields.record();
    let about = fields.subjects("about");
    let place = fields.reference("place");
    let observations = fields.references("observations");
    let relation = fields.choice("relation", Relation::from_key);
    let (outcome_origin, largely_origin) = (fields.origin("outcome"), fields.origin("largely"));
    let outcome = fields.choice("outcome", Outcome::from_key);
    let largely = fields.flag("largely");
    let because = fields.text("because");
    match relation {
        Some(Relation::Outcome) if outcome.is_none() && !fields.has("outcome") => {
            let outcomes: Vec<&str> = Outcome::CHOICES.iter().map(|choice| choice.key).collect();
            let fault = Diagnostic::new(&catalogue::OUTCOME_MISSING, origin);
            fields.fault(fault.with("outcomes", outcomes.join(" ")));
        }
        Some(Relation::Outcome) | None => {}
        Some(relation) => {
            for (given, key, at) in
                [(outcome.is_some(), "outcome", outcome_origin), (largely, "largely", largely_origin)]
            {
                if given {
                    fields.fault(Diagnostic::new(&catalogue::OUTCOME_USELESS, at).with("key", key));
                }
            }
            let needs_reason = matches!(relation, Relation::Insufficient | Relation::LookAlike);
            if needs_reason && because.is_none() && !fields.has("because") {
                fields.fault(Diagnostic::new(&catalogue::BECAUSE_MISSING, origin));
            }
        }
    }
    let source = fields.source();
    Some(Finding {
        id: fields.line("id")?,
        about,
        relation: relation?,
        outcome,
        largely,
        says: fields.text("says")?,
        observations,
        because,
        place: place?,
        period: fields.period("period")?,
        source: source?,
        origin,
    })
}

pub(super) fn comparison(fields: &mut Fields<'_, '_>) -> Option<Comparison> {
    let origin = fields.record();
    let of = fields.subjects("of");
    let results = fields.references("results");
    let likeness = fields.choice("likeness", Likeness::from_key);
    let because = fields.text("because");
    let is_plain = matches!(likeness, None | Some(Likeness::Comparable));
    if because.is_none() && !fields.has("because") && !is_plain {
        fields.fault(Diagnostic::new(&catalogue::BECAUSE_MISSING, origin));
    }
    Some(Comparison {
        id: fields.line("id")?,
        name: fields.text("name")?,
        of,
        likeness: likeness?,
        because,
        results,
        origin,
    })
}

pub(super) fn occurrence(fields: &mut Fields<'_, '_>) -> Option<Occurrence> {
    let origin = fields.record();
    let duty = fields.reference("duty");
    let (body, place) = (fields.reference("body"), fields.reference("place"));
    let about = fields.subjects("about");
    let source = fields.source();
    Some(Occurrence {
        id: fields.line("id")?,
        duty: duty?,
        period: fields.period("period")?,
        body,
        place,
        date: fields.date("date"),
        title: fields.text("title"),
        toward: fields.text("toward"),
        result: fields.text("result"),
        about,
        source: source?,
        origin,
    })
}

/// The since of a change, for checks.
pub(super) fn since(observation: &Observation) -> Option<&Since> {
    match &observation.measure {
        Measure::Change(since) => Some(since),
        Measure::Level => None,
    }
}
