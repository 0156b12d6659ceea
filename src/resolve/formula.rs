//! Formulas: derived observations get their exact value and prove that its unit fits.
//!
//! In: all observations, those with formulas still without a value. Out: the same with values; circles, bounds and
//! units that do not fit are reported, and what has no value then is no longer there. It must not round.

use super::Built;
use crate::diagnostic::{Diagnostic, Fault, Origin, catalogue};
use crate::model::{Decimal, Derivation, Observation, Quantity, Ref, Value};

#[derive(Clone, Copy, PartialEq)]
enum State {
    Untouched,
    Open,
    Done,
}

/// Fills in the values of all derived observations, whose formulas stand at `origins`.
pub(super) fn evaluate(
    observations: &mut Built<Observation>,
    origins: &[Origin],
    faults: &mut Vec<Diagnostic>,
) {
    let mut states = vec![State::Untouched; observations.len()];
    for start in 0..observations.len() {
        // What still waits for the values of its terms; a stack of our own, for a chain may be long.
        let mut waiting = if states[start] == State::Done { Vec::new() } else { vec![start] };
        while let Some(index) = waiting.last().copied() {
            states[index] = State::Open;
            let mut terms = terms(&observations[index]).iter().map(|(_, term)| term.index());
            match terms.find(|term| states[*term] != State::Done) {
                Some(term) if states[term] == State::Open => {
                    let first = waiting.iter().position(|other| *other == term).unwrap_or(0);
                    let circle = waiting.split_off(first);
                    faults.push(circular(&circle, observations, origins[index]));
                    for member in circle {
                        states[member] = State::Done;
                        observations[member] = None;
                    }
                }
                Some(term) => waiting.push(term),
                None => {
                    waiting.pop();
                    states[index] = State::Done;
                    settle(index, observations, origins[index], faults);
                }
            }
        }
    }
}

fn terms(observation: &Option<Observation>) -> &[(bool, Ref<Observation>)] {
    match observation.as_ref().and_then(|observation| observation.derivation.as_deref()) {
        Some(Derivation::Formula(formula)) => &formula.terms,
        _ => &[],
    }
}

fn circular(circle: &[usize], observations: &Built<Observation>, origin: Origin) -> Diagnostic {
    let ids =
        || circle.iter().filter_map(|index| observations[*index].as_ref()).map(|observation| &observation.id);
    Diagnostic::new(&catalogue::FORMULA_CYCLE, origin).with_each("ids", |lang| lang.list(ids()))
}

/// Puts the value of a formula into its observation, or takes out the observation.
fn settle(index: usize, observations: &mut Built<Observation>, origin: Origin, faults: &mut Vec<Diagnostic>) {
    let terms = terms(&observations[index]).to_vec();
    let Some(own) = observations[index].as_ref().filter(|_| !terms.is_empty()) else { return };
    let value = sum(&terms, observations, origin).and_then(|total| match total {
        Some(total) => scaled(&total, own, origin).map(Some),
        None => Ok(None),
    });
    match (value, &mut observations[index]) {
        (Ok(Some(value)), Some(observation)) => observation.value = Value::Exact(value),
        (Ok(_), slot) => *slot = None,
        (Err(fault), slot) => {
            faults.push(*fault);
            *slot = None;
        }
    }
}

/// The sum of the terms; none where one of them could not be built.
fn sum(
    terms: &[(bool, Ref<Observation>)],
    observations: &Built<Observation>,
    origin: Origin,
) -> Result<Option<Quantity>, Box<Diagnostic>> {
    let mut total: Option<Quantity> = None;
    for (minus, term) in terms {
        let Some(observation) = &observations[term.index()] else { return Ok(None) };
        let Some(value) = observation.value.exact() else {
            let fault = Diagnostic::new(&catalogue::FORMULA_BOUND, origin);
            return Err(Box::new(fault.with("id", &*observation.id)));
        };
        let quantity = Quantity { value, unit: observation.unit.clone() };
        total = Some(match total {
            None => quantity,
            Some(sum) => sum.combine(*minus, &quantity).ok_or_else(|| {
                Box::new(
                    Diagnostic::new(why(&sum, *minus, &quantity), origin)
                        .with("left", sum.unit.printed())
                        .with("right", quantity.unit.printed()),
                )
            })?,
        });
    }
    Ok(total)
}

/// Why two quantities have no sum or difference: their units, or the number of digits that it would take.
fn why(left: &Quantity, minus: bool, right: &Quantity) -> &'static Fault {
    let zero = |of: &Quantity| Quantity { value: Decimal::ZERO, unit: of.unit.clone() };
    if left.unit.of_difference().is_none() || right.unit.of_difference().is_none() {
        &catalogue::RANK_ARITHMETIC
    } else if zero(left).combine(minus, &zero(right)).is_some() {
        &catalogue::VALUE_UNREACHABLE
    } else {
        &catalogue::FORMULA_UNITS
    }
}

/// The value of a sum on the scale of the observation that it is for.
fn scaled(total: &Quantity, own: &Observation, origin: Origin) -> Result<Decimal, Box<Diagnostic>> {
    let fault = if total.unit.is_commensurable(&own.unit) {
        &catalogue::VALUE_UNREACHABLE
    } else {
        &catalogue::VALUE_UNIT
    };
    total.on_scale_of(&own.unit).ok_or_else(|| {
        Box::new(
            Diagnostic::new(fault, origin).with("unit", total.unit.printed()).with("of", own.unit.printed()),
        )
    })
}
