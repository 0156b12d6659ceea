//! Formulas: derived observations get their exact value and prove that its unit fits.
//!
//! In: all observations, those with formulas still without a value. Out: the same with values; circles, bounds and
//! units that do not fit are reported. It must not round.

use super::Slots;
use crate::diagnostic::{Diagnostic, catalogue};
use crate::model::{Derivation, Observation, Quantity, Ref, Value};

#[derive(Clone, Copy, PartialEq)]
enum State {
    Untouched,
    Open,
    Done,
}

/// Fills in the values of all derived observations.
pub(super) fn evaluate(observations: &mut Slots<Observation>, faults: &mut Vec<Diagnostic>) {
    let mut states = vec![State::Untouched; observations.len()];
    for index in 0..observations.len() {
        visit(Ref::new(index), observations, &mut states, faults);
    }
}

fn visit(
    reference: Ref<Observation>,
    observations: &mut Slots<Observation>,
    states: &mut [State],
    faults: &mut Vec<Diagnostic>,
) {
    let index = reference.index();
    if states[index] != State::Untouched {
        return;
    }
    states[index] = State::Done;
    let Some(observation) = &observations[index] else { return };
    let Some(Derivation::Formula(formula)) = &observation.derivation else { return };
    states[index] = State::Open;
    let (terms, origin) = (formula.terms.clone(), observation.origin);
    for (_, term) in &terms {
        if states[term.index()] == State::Open {
            let ids = terms.iter().filter_map(|(_, term)| observations[term.index()].as_ref());
            let ids: Vec<&str> = ids.map(|observation| &*observation.id).collect();
            faults.push(Diagnostic::new(&catalogue::FORMULA_CYCLE, origin).with("ids", ids.join(", ")));
            states[index] = State::Done;
            return;
        }
        visit(*term, observations, states, faults);
    }
    states[index] = State::Done;
    match sum(&terms, observations) {
        Ok(Some(total)) => settle(index, &total, observations, faults),
        Ok(None) => {}
        Err(fault) => {
            let mut fault = *fault;
            fault.origin = origin;
            faults.push(fault);
        }
    }
}

fn sum(
    terms: &[(bool, Ref<Observation>)],
    observations: &Slots<Observation>,
) -> Result<Option<Quantity>, Box<Diagnostic>> {
    let anywhere = crate::diagnostic::Origin::Project;
    let mut total: Option<Quantity> = None;
    for (minus, term) in terms {
        let Some(observation) = &observations[term.index()] else { return Ok(None) };
        let Some(value) = observation.value.exact() else {
            let fault = Diagnostic::new(&catalogue::FORMULA_BOUND, anywhere);
            return Err(Box::new(fault.with("id", &*observation.id)));
        };
        let quantity = Quantity { value, unit: observation.unit.clone() };
        total = Some(match total {
            None => quantity,
            Some(sum) => sum.combine(*minus, &quantity).ok_or_else(|| {
                let ranked = sum.unit.of_difference().is_none() || quantity.unit.of_difference().is_none();
                let fault = if ranked { &catalogue::RANK_ARITHMETIC } else { &catalogue::FORMULA_UNITS };
                Box::new(
                    Diagnostic::new(fault, anywhere)
                        .with("left", sum.unit.printed())
                        .with("right", quantity.unit.printed()),
                )
            })?,
        });
    }
    Ok(total)
}

fn settle(index: usize, total: &Quantity, observations: &mut Slots<Observation>, faults: &mut Vec<Diagnostic>) {
    let Some(observation) = &mut observations[index] else { return };
    match total.on_scale_of(&observation.unit) {
        Some(value) => observation.value = Value::Exact(value),
        None => faults.push(
            Diagnostic::new(&catalogue::VALUE_UNIT, observation.origin)
                .with("unit", total.unit.printed())
                .with("of", observation.unit.printed()),
        ),
    }
}
