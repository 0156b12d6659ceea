//! What observations decide of changes: stated by a document, or computed from two levels.
//!
//! In: a question about a target that asks for a change or a direction. Out: its answer. A relative change is
//! compared by cross-multiplication, so that nothing is rounded before it is judged.

use super::interval::{Decision, Interval};
use super::measured::{
    Answer, Decided, Level, Question, Together, decide, evidence, is_evidence, known, mapped, margin_of,
    on_scale, together,
};
use super::verdict::{Clause, Evidence, Known, Margin, Qualifier};
use crate::model::{Condition, Decimal, Dimension, Measure, Observation, Quantity, Ref, Since, Unit, Value};

type Found<'p> = (Ref<Observation>, &'p Observation);

/// The levels of the judged year and of the base year.
struct Pair<'p> {
    now: Vec<Level<'p>>,
    then: Vec<Level<'p>>,
    base_year: i16,
}

/// Which of the two levels is missing.
enum Missing {
    Now,
    Base(Vec<Evidence>),
}

impl Missing {
    fn answer(self) -> Answer {
        match self {
            Missing::Now => Answer::Nothing,
            Missing::Base(now) => Answer::Lacks(vec![Clause::NoBaseline], now),
        }
    }
}

impl Pair<'_> {
    fn evidence(&self) -> Vec<Evidence> {
        let mut all = evidence(&self.now);
        all.extend(evidence(&self.then));
        all
    }

    /// What the change can be, in the indicator's unit.
    fn difference(&self) -> Option<Interval> {
        known(&self.now)?.minus(known(&self.then)?)
    }

    /// The later and the earlier value, where each is one exact number.
    fn exact(&self) -> Option<(Decimal, Decimal)> {
        let number = |levels| known(levels)?.value()?.exact();
        Some((number(&self.now)?, number(&self.then)?))
    }

    /// `later − earlier = change`; of bounds, the numbers that are printed.
    fn clause(&self, change: &Margin) -> Option<Clause> {
        let number = |levels: &[Level<'_>]| Some(known(levels)?.value()?.number());
        let (now, before) = self.exact().or_else(|| Some((number(&self.now)?, number(&self.then)?)))?;
        Some(Clause::Change { now, before, change: change.clone(), since: self.base_year })
    }

    /// Why a change that can be known cannot be decided.
    fn weak(&self) -> Answer {
        let differ = [&self.now, &self.then]
            .into_iter()
            .any(|levels| levels.len() > 1 && levels.iter().any(|level| level.value != levels[0].value));
        let clause = if differ { Clause::Conflict } else { Clause::BoundTooWeak };
        Answer::Lacks(vec![clause], self.evidence())
    }
}

impl<'p> Question<'p> {
    /// The changes that documents state for the judged year and base, in the order of ids.
    fn stated_changes(&self, since: &Since) -> Vec<Found<'p>> {
        let base = since.base_year(self.year);
        let found = self.index.current(self.project, self.target.place, self.target.indicator, false);
        found
            .filter(|(_, observation)| match &observation.measure {
                Measure::Change(other) => {
                    is_evidence(observation)
                        && observation.period.years().is_some_and(|(_, to)| to == self.year)
                        && (**other == *since || (base.is_some() && other.base_year(self.year) == base))
                }
                Measure::Level => false,
            })
            .collect()
    }

    /// The levels of both years, or which of them is missing.
    fn pair(&self, since: &Since) -> Result<Pair<'p>, Missing> {
        let levels = self.levels(self.target.place);
        let of =
            |wanted: i16| levels.iter().filter(|level| level.year == wanted).copied().collect::<Vec<_>>();
        let now = of(self.year);
        let base =
            since.base_year(self.year).map(|year| (year, of(year))).filter(|(_, then)| !then.is_empty());
        match base {
            _ if now.is_empty() => Err(Missing::Now),
            None => Err(Missing::Base(evidence(&now))),
            Some((base_year, then)) => Ok(Pair { now, then, base_year }),
        }
    }

    /// 提升、下降、只增不减: whether the change has the direction that was promised.
    pub(super) fn direction(&self, since: &Since, promised: &Condition) -> Answer {
        let Some(asked) = self.asked(promised) else { return Answer::Nothing };
        let answer = match self.pair(since) {
            Ok(pair) => match self.indicator().unit.of_difference() {
                Some(unit) => self.computed_difference(asked, Decimal::ZERO, &unit, &pair),
                None => self.rank_change(asked, &pair),
            },
            Err(missing) => {
                self.stated(asked, Decimal::ZERO, None, since).unwrap_or_else(|| missing.answer())
            }
        };
        match answer {
            Answer::Decided(mut decided) => {
                decided.qualifiers.push(Qualifier::DirectionOnly);
                Answer::Decided(decided)
            }
            other => other,
        }
    }

    /// A change that has to reach a bound.
    pub(super) fn change(&self, bound: &Condition, unit: &Unit, since: &Since) -> Answer {
        let (Some(asked), Some(number)) = (self.asked(bound), number_of(bound)) else {
            return Answer::Nothing;
        };
        if let Some(answer) = self.stated(asked, number, Some(unit), since) {
            return answer;
        }
        let of_difference = self.indicator().unit.of_difference();
        match self.pair(since) {
            Ok(pair) if of_difference.is_some_and(|own| own.is_commensurable(unit)) => {
                self.computed_difference(asked, number, unit, &pair)
            }
            Ok(pair) => self.relative_change(bound, number, unit, &pair),
            Err(Missing::Now) => {
                let stated = self.stated_changes(since);
                let used = stated.iter().map(|(reference, _)| Evidence::Observation(*reference)).collect();
                if stated.is_empty() {
                    Answer::Nothing
                } else {
                    Answer::Lacks(vec![Clause::NoBaseline], used)
                }
            }
            Err(missing) => missing.answer(),
        }
    }

    /// What the stated changes decide, on the scale of a unit where one is asked for; `None` where there are none.
    fn stated(&self, asked: Interval, bound: Decimal, unit: Option<&Unit>, since: &Since) -> Option<Answer> {
        let mut stated: Vec<(Ref<Observation>, Value, Unit)> = Vec::new();
        for (reference, observation) in self.stated_changes(since) {
            let unit = unit.unwrap_or(&observation.unit);
            if let Some(value) = on_scale(observation, unit) {
                stated.push((reference, value, unit.clone()));
            }
        }
        let used = |wanted: Option<Decision>| {
            let all = stated.iter().filter(|(_, value, _)| wanted.is_none_or(|d| decide(*value, asked) == d));
            all.map(|(reference, ..)| Evidence::Observation(*reference)).collect::<Vec<_>>()
        };
        let decision = match together(stated.iter().map(|(_, value, _)| decide(*value, asked))) {
            Together::Agreed(decision) => decision,
            Together::Conflict => return Some(Answer::Lacks(vec![Clause::Conflict], used(None))),
            Together::Weak => return Some(Answer::Lacks(vec![Clause::BoundTooWeak], used(None))),
            Together::Absent => return None,
        };
        let mut changes: Vec<(Margin, Margin)> = stated
            .iter()
            .filter(|(_, value, _)| decide(*value, asked) == decision)
            .map(|(_, value, unit)| {
                let beyond = margin_of(*value, bound, unit.of_difference().unwrap_or_else(|| unit.clone())).1;
                (margin_of(*value, Decimal::ZERO, unit.clone()).1, beyond)
            })
            .collect();
        changes.sort_by_key(|(_, beyond)| (beyond.value.abs(), beyond.known, beyond.value));
        changes.dedup();
        let mut reason = Vec::new();
        for (change, beyond) in &changes {
            reason.push(Clause::StatedChange { change: change.clone(), since: since.clone() });
            if !bound.is_zero() {
                let value = change.value;
                reason.push(Clause::Difference { value, bound, margin: beyond.clone() });
            }
        }
        if changes.len() > 1 {
            reason.push(Clause::ValuesDiffer);
        }
        let margin =
            changes.into_iter().next().map(|(change, beyond)| if unit.is_some() { beyond } else { change });
        let evidence = used(Some(decision));
        Some(self.finished(decision, margin, reason, evidence))
    }

    /// A difference of two levels against a bound, in the unit of the bound.
    fn computed_difference(&self, asked: Interval, bound: Decimal, unit: &Unit, pair: &Pair<'p>) -> Answer {
        let Some(own) = self.indicator().unit.of_difference() else { return pair.weak() };
        let scaled = |value| Quantity { value, unit: own.clone() }.on_scale_of(unit);
        let change = pair.difference().and_then(Interval::value);
        let Some((change, asked_of)) = change.and_then(|change| Some((change, mapped(change, scaled)?)))
        else {
            return pair.weak();
        };
        let decision = decide(asked_of, asked);
        if decision == Decision::Undecided {
            return pair.weak();
        }
        let (number, beyond) = margin_of(asked_of, bound, unit.clone());
        let shown = margin_of(change, Decimal::ZERO, own.clone()).1;
        let mut reason: Vec<Clause> = pair.clause(&shown).into_iter().collect();
        if !bound.is_zero() {
            reason.push(Clause::Difference { value: number, bound, margin: beyond.clone() });
        }
        self.finished(decision, Some(beyond), reason, pair.evidence())
    }

    /// Ranks have no difference, but an order: a rank rises when its number falls, for 1 is the best.
    fn rank_change(&self, asked: Interval, pair: &Pair<'p>) -> Answer {
        let rise = known(&pair.then).zip(known(&pair.now)).and_then(|(then, now)| then.minus(now));
        match (rise.map(|rise| Interval::decide(rise, asked)), pair.exact()) {
            (Some(decision @ (Decision::Holds | Decision::Fails)), Some((value, bound))) => {
                let reason = vec![Clause::Order { value, bound }];
                self.finished(decision, None, reason, pair.evidence())
            }
            _ => pair.weak(),
        }
    }

    /// (later − earlier) ÷ earlier against the bound, both sides multiplied by the earlier value.
    fn relative_change(&self, bound: &Condition, number: Decimal, unit: &Unit, pair: &Pair<'p>) -> Answer {
        let Some((later, earlier)) = pair.exact() else { return pair.weak() };
        if earlier.is_negative() || earlier.is_zero() {
            return Answer::Lacks(vec![Clause::NoBaseline], pair.evidence());
        }
        let whole = if unit.dimension() == Dimension::Percent { 100 } else { 1 };
        let scaled = (later - earlier).checked_mul(Decimal::from_integer(whole));
        let product = number.checked_mul(earlier);
        let asked = product.and_then(|product| self.asked(&with_number(bound, product)?));
        let (Some(scaled), Some(product), Some(asked)) = (scaled, product, asked) else {
            return Answer::Lacks(vec![Clause::NoBaseline], pair.evidence());
        };
        // As many places as tell the change from the bound.
        let round = |of: Decimal, places| of.ratio(earlier, places, self.project.site.rounding);
        let places = (2..6).find(|places| {
            scaled == product || round(scaled, *places).is_some_and(|change| change != number)
        });
        let places = places.unwrap_or(6);
        let (Some(change), Some(beyond)) = (round(scaled, places), round(scaled - product, places)) else {
            return Answer::Lacks(vec![Clause::NoBaseline], pair.evidence());
        };
        let beyond_unit = unit.of_difference().unwrap_or_else(|| unit.clone());
        let margin = Margin { value: beyond, unit: beyond_unit, known: Known::Exactly, is_rounded: true };
        let unit = unit.clone();
        let reason =
            vec![Clause::RelativeChange { now: later, before: earlier, bound: number, change, unit }];
        self.finished(decide(Value::Exact(scaled), asked), Some(margin), reason, pair.evidence())
    }

    fn finished(
        &self,
        decision: Decision,
        margin: Option<Margin>,
        reason: Vec<Clause>,
        evidence: Vec<Evidence>,
    ) -> Answer {
        let is_bound = margin.as_ref().is_some_and(Margin::is_bound);
        Answer::Decided(Decided {
            kind: self.outcome(decision == Decision::Holds),
            qualifiers: if is_bound { vec![Qualifier::Bound] } else { Vec::new() },
            margin,
            reason,
            evidence,
        })
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
