//! Rule 1 for changes: stated by a document, or computed from two levels.
//!
//! In: a question about a target that asks for a change or a direction. Out: its answer. A relative change is
//! compared by cross-multiplication, so that nothing is rounded before it is judged.

use super::interval::{Decision, Interval};
use super::measured::{Answer, Decided, Found, Question, decide, on_scale};
use super::verdict::{Clause, Evidence, Margin, Qualifier};
use crate::model::{Condition, Decimal, Dimension, Measure, Observation, Ref, Rounding, Since, Unit, Value};

/// The exact levels of the judged year and of the base year.
struct Pair<'p> {
    now: Found<'p>,
    later: Decimal,
    then: Found<'p>,
    earlier: Decimal,
    base_year: i16,
}

/// Which of the two levels is missing.
enum Missing {
    Now,
    Base(Ref<Observation>),
}

impl Missing {
    fn answer(self) -> Answer {
        match self {
            Missing::Now => Answer::Nothing,
            Missing::Base(now) => Answer::Lacks(vec![Clause::NoBaseline], vec![Evidence::Observation(now)]),
        }
    }
}

impl Pair<'_> {
    fn evidence(&self) -> Vec<Evidence> {
        vec![Evidence::Observation(self.now.0), Evidence::Observation(self.then.0)]
    }
}

impl<'p> Question<'p> {
    /// A change that a document states for the judged year and base.
    fn stated_change(&self, since: &Since) -> Option<Found<'p>> {
        let base = since.base_year(self.year);
        let mut found = self.index.current(self.project, self.target.place, self.target.indicator, false);
        found.find(|(_, observation)| match &observation.measure {
            Measure::Change(other) => {
                observation.period.years().is_some_and(|(_, to)| to == self.year)
                    && (other == since || (base.is_some() && other.base_year(self.year) == base))
            }
            Measure::Level => false,
        })
    }

    fn pair(&self, since: &Since) -> Result<Pair<'p>, Missing> {
        let levels = self.levels(self.target.place);
        let exact = |wanted: i16| {
            let mut found = levels.iter().filter(|(year, ..)| *year == wanted);
            found.find_map(|(_, found, value)| Some((*found, value.exact()?)))
        };
        let Some((now, later)) = exact(self.year) else { return Err(Missing::Now) };
        match since.base_year(self.year).and_then(|year| exact(year).map(|found| (year, found))) {
            Some((base_year, (then, earlier))) => Ok(Pair { now, later, then, earlier, base_year }),
            None => Err(Missing::Base(now.0)),
        }
    }

    /// 提升、下降、只增不减: whether the change has the direction that was promised.
    pub(super) fn direction(&self, since: &Since, holds: impl Fn(Decimal) -> bool) -> Answer {
        let decided = |margin: Margin, reason, evidence| {
            Answer::Decided(Decided {
                kind: self.outcome(holds(margin.value)),
                qualifiers: vec![Qualifier::DirectionOnly],
                margin: Some(margin),
                reason: vec![reason],
                evidence,
            })
        };
        match self.pair(since) {
            Ok(pair) => {
                let Some(unit) = self.indicator().unit.of_difference() else { return Answer::Nothing };
                let value = pair.later - pair.earlier;
                let margin = Margin { value, unit, is_bound: false, is_rounded: false };
                decided(margin.clone(), pair.clause(margin), pair.evidence())
            }
            Err(missing) => match self.stated_change(since) {
                Some((reference, observation)) => {
                    let value = observation.value.number();
                    let is_bound = observation.value.exact().is_none();
                    let margin =
                        Margin { value, unit: observation.unit.clone(), is_bound, is_rounded: false };
                    let reason = Clause::StatedChange { change: margin.clone(), since: since.clone() };
                    decided(margin, reason, vec![Evidence::Observation(reference)])
                }
                None => missing.answer(),
            },
        }
    }

    /// A change that has to reach a bound.
    pub(super) fn change(&self, bound: &Condition, unit: &Unit, since: &Since) -> Answer {
        let Some(asked) = Interval::asked(bound, self.indicator().direction) else { return Answer::Nothing };
        if let Some((reference, observation)) = self.stated_change(since)
            && observation.unit.is_commensurable(unit)
            && let Some(value) = on_scale(observation, unit)
        {
            let evidence = vec![Evidence::Observation(reference)];
            let is_bound = value.exact().is_none();
            let stated = Margin { value: value.number(), unit: unit.clone(), is_bound, is_rounded: false };
            return match decide(value, asked) {
                Decision::Undecided => Answer::Lacks(vec![Clause::BoundTooWeak], evidence),
                decision => Answer::Decided(Decided {
                    kind: self.outcome(decision == Decision::Holds),
                    qualifiers: if is_bound { vec![Qualifier::Bound] } else { Vec::new() },
                    margin: None,
                    reason: vec![Clause::StatedChange { change: stated, since: since.clone() }],
                    evidence,
                }),
            };
        }
        match self.pair(since) {
            Ok(pair) => self.computed_change(bound, unit, &pair),
            Err(missing) => missing.answer(),
        }
    }

    fn computed_change(&self, bound: &Condition, unit: &Unit, pair: &Pair<'_>) -> Answer {
        let change = pair.later - pair.earlier;
        if unit.dimension() != Dimension::Percent {
            let asked = Interval::asked(bound, self.indicator().direction);
            let decision = asked.map(|asked| decide(Value::Exact(change), asked));
            let margin = Margin { value: change, unit: unit.clone(), is_bound: false, is_rounded: false };
            return self.changed(decision, margin.clone(), pair.clause(margin), pair.evidence());
        }
        // (later − earlier) ÷ earlier × 100 against the bound, both sides multiplied by the earlier value.
        let scaled = change.checked_mul(Decimal::from_integer(100));
        let positive = !pair.earlier.is_negative() && !pair.earlier.is_zero();
        let number = number_of(bound).filter(|_| positive);
        let decision = scaled.zip(number).and_then(|(scaled, number)| {
            let asked = with_number(bound, number.checked_mul(pair.earlier)?)?;
            Some(decide(Value::Exact(scaled), Interval::asked(&asked, self.indicator().direction)?))
        });
        let shown = scaled.and_then(|scaled| scaled.ratio(pair.earlier, 2, Rounding::Gb8170));
        let (Some(bound), Some(value)) = (number, shown) else {
            return Answer::Lacks(vec![Clause::NoBaseline], pair.evidence());
        };
        let margin = Margin { value, unit: unit.clone(), is_bound: false, is_rounded: true };
        let reason = Clause::RelativeChange { now: pair.later, before: pair.earlier, bound, change: value };
        self.changed(decision, margin, reason, pair.evidence())
    }

    fn changed(
        &self,
        decision: Option<Decision>,
        margin: Margin,
        reason: Clause,
        evidence: Vec<Evidence>,
    ) -> Answer {
        match decision {
            None | Some(Decision::Undecided) => Answer::Lacks(vec![Clause::NoBaseline], evidence),
            Some(decision) => Answer::Decided(Decided {
                kind: self.outcome(decision == Decision::Holds),
                qualifiers: Vec::new(),
                margin: Some(margin),
                reason: vec![reason],
                evidence,
            }),
        }
    }
}

impl Pair<'_> {
    /// `later − earlier = change`.
    fn clause(&self, change: Margin) -> Clause {
        Clause::Change { now: self.later, before: self.earlier, change, since: self.base_year }
    }
}

/// The number of a plain bound.
fn number_of(bound: &Condition) -> Option<Decimal> {
    match bound {
        Condition::AtLeast(n) | Condition::AtMost(n) | Condition::MoreThan(n) | Condition::LessThan(n) => {
            Some(*n)
        }
        _ => None,
    }
}

/// The same plain bound with another number.
fn with_number(bound: &Condition, number: Decimal) -> Option<Condition> {
    Some(match bound {
        Condition::AtLeast(_) => Condition::AtLeast(number),
        Condition::AtMost(_) => Condition::AtMost(number),
        Condition::MoreThan(_) => Condition::MoreThan(number),
        Condition::LessThan(_) => Condition::LessThan(number),
        _ => return None,
    })
}
