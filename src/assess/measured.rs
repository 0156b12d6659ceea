//! Rule 1: an observation of the same place, indicator and judged period decides.
//!
//! In: a target with the period that is judged. Out: what the observations decide, or what they lack. Values are
//! compared unrounded, ratios by cross-multiplication (全数值比较法, GB/T 8170—2008, 4.3).

use super::EvidenceIndex;
use super::interval::{Decision, Interval};
use super::progress::{baseline, straight_line};
use super::verdict::{Clause, Evidence, Margin, Qualifier, VerdictKind};
use crate::model::{
    Condition, Date, Decimal, Dimension, Indicator, Judge, Observation, Place, Plan, Project, Quantity, Ref,
    Target, Unit, Value,
};

/// A target and the period for which it is judged.
pub(super) struct Question<'p> {
    pub(super) project: &'p Project,
    pub(super) index: &'p EvidenceIndex,
    pub(super) target: &'p Target,
    pub(super) year: i16,
    pub(super) is_due: bool,
}

/// What the observations say.
pub(super) enum Answer {
    /// They decide.
    Decided(Decided),
    /// They are there but lack something.
    Lacks(Vec<Clause>, Vec<Evidence>),
    /// There are none.
    Nothing,
}

/// What the observations decide.
pub(super) struct Decided {
    pub(super) kind: VerdictKind,
    pub(super) qualifiers: Vec<Qualifier>,
    pub(super) margin: Option<Margin>,
    pub(super) reason: Vec<Clause>,
    pub(super) evidence: Vec<Evidence>,
}

pub(super) type Found<'p> = (Ref<Observation>, &'p Observation);

impl<'p> Question<'p> {
    pub(super) fn indicator(&self) -> &'p Indicator {
        &self.project.indicators[self.target.indicator]
    }

    fn plan(&self) -> &'p Plan {
        &self.project.plans[self.target.plan]
    }

    /// Asks the observations.
    pub(super) fn answer(&self) -> Answer {
        if self.target.each.is_some() {
            return self.each();
        }
        match &self.target.condition {
            Condition::Benchmark { place, at_least } => self.benchmark(*place, *at_least),
            Condition::Change { bound, unit, since } => self.change(bound, unit, since),
            Condition::Rises(since) => {
                self.direction(since, |change| !change.is_negative() && !change.is_zero())
            }
            Condition::Falls(since) => self.direction(since, Decimal::is_negative),
            Condition::NeverFalls(since) => self.direction(since, |change| !change.is_negative()),
            Condition::About(about, None) => self.about(*about),
            condition => match Interval::asked(condition, self.indicator().direction) {
                Some(asked) if self.target.judge == Judge::Cumulative => self.cumulative(asked),
                Some(asked) => self.level(asked),
                None => Answer::Nothing,
            },
        }
    }

    /// Met where it holds; else missed where it is due, and in progress where it is not.
    pub(super) fn outcome(&self, holds: bool) -> VerdictKind {
        match (holds, self.is_due) {
            (true, _) => VerdictKind::Met,
            (false, true) => VerdictKind::Missed,
            (false, false) => VerdictKind::InProgress,
        }
    }

    /// The levels of a place that hold, with their years, in the indicator's unit, by year.
    pub(super) fn levels(&self, place: Ref<Place>) -> Vec<(i16, Found<'p>, Value)> {
        let unit = &self.indicator().unit;
        let found = self.index.current(self.project, place, self.target.indicator, true);
        let mut levels: Vec<(i16, Found<'p>, Value)> = found
            .filter_map(|(reference, observation)| {
                let (from, to) = observation.period.years()?;
                let whole = observation.period == self.target.period;
                let value = on_scale(observation, unit)?;
                (from == to || whole).then_some((to, (reference, observation), value))
            })
            .collect();
        levels.sort_by_key(|(year, (reference, _), _)| (*year, *reference));
        levels
    }

    fn level(&self, asked: Interval) -> Answer {
        let levels = self.levels(self.target.place);
        let decided: Vec<(i16, Found<'p>, Value, Decision)> = levels
            .into_iter()
            .map(|(year, found, value)| (year, found, value, decide(value, asked)))
            .collect();
        let now: Vec<_> = decided.iter().filter(|(year, ..)| *year == self.year).collect();
        let has = |wanted| now.iter().find(|(.., decision)| *decision == wanted);
        let evidence = |of: &[&(i16, Found<'p>, Value, Decision)]| {
            of.iter().map(|(_, (reference, _), ..)| Evidence::Observation(*reference)).collect::<Vec<_>>()
        };
        match (has(Decision::Holds), has(Decision::Fails)) {
            (Some(_), Some(_)) => Answer::Lacks(vec![Clause::Conflict], evidence(&now)),
            (Some((_, found, value, _)), None) => self.held(found, *value, &decided),
            (None, Some((_, found, value, _))) => self.failed(found, *value, &decided),
            (None, None) if !now.is_empty() => Answer::Lacks(vec![Clause::BoundTooWeak], evidence(&now)),
            (None, None) => self.elsewhere(&decided),
        }
    }

    /// The value of the judged year holds; a target that has to be held looks at the other years as well.
    fn held(&self, found: &Found<'p>, value: Value, all: &[(i16, Found<'p>, Value, Decision)]) -> Answer {
        let mut decided = self.compared(VerdictKind::Met, found, value);
        if self.target.judge == Judge::Held {
            let mut missing = Vec::new();
            let mut was_held = false;
            let from = self
                .target
                .period
                .years()
                .map_or(self.plan().from, |(from, to)| if from < to { from } else { self.plan().from });
            for year in from..=self.year {
                match all.iter().find(|(other, ..)| *other == year) {
                    None => missing.push(year),
                    Some((.., Decision::Holds)) => was_held = true,
                    Some((_, found, value, _)) if was_held => {
                        let mut lost = self.compared(VerdictKind::Missed, found, *value);
                        lost.reason.push(Clause::NotHeld { year });
                        return Answer::Decided(lost);
                    }
                    Some(_) => {}
                }
            }
            if !missing.is_empty() {
                decided.qualifiers.push(Qualifier::LevelOnly);
                decided.reason.push(Clause::YearsWithoutValue { years: missing });
            }
        }
        Answer::Decided(decided)
    }

    /// The value of the judged year fails: late where a later one holds, missed where it is due, else in progress.
    fn failed(&self, found: &Found<'p>, value: Value, all: &[(i16, Found<'p>, Value, Decision)]) -> Answer {
        let later = all.iter().find(|(year, .., decision)| *year > self.year && *decision == Decision::Holds);
        Answer::Decided(match later {
            Some((year, later, value, _)) => {
                let mut decided = self.compared(VerdictKind::MetLate, later, *value);
                decided.reason.push(Clause::HeldLater { year: *year });
                decided.evidence.push(Evidence::Observation(found.0));
                decided
            }
            None if self.is_due => self.compared(VerdictKind::Missed, found, value),
            None => self.under_way(self.year, found, value),
        })
    }

    /// There is no value for the judged year: a later one may hold, an earlier one shows the way.
    fn elsewhere(&self, all: &[(i16, Found<'p>, Value, Decision)]) -> Answer {
        let later = all.iter().find(|(year, .., decision)| *year > self.year && *decision == Decision::Holds);
        if let Some((year, found, value, _)) = later {
            let mut decided = self.compared(VerdictKind::Met, found, *value);
            decided.qualifiers.push(Qualifier::TimeUnknown);
            decided.reason.push(Clause::TimeUnknown { year: *year });
            return Answer::Decided(decided);
        }
        let earlier = all.iter().rfind(|(year, ..)| (self.plan().from..self.year).contains(year));
        match earlier {
            Some((year, found, value, _)) if !self.is_due => {
                Answer::Decided(self.under_way(*year, found, *value))
            }
            _ => Answer::Nothing,
        }
    }

    fn under_way(&self, year: i16, found: &Found<'p>, value: Value) -> Decided {
        let mut decided = self.compared(VerdictKind::InProgress, found, value);
        decided.reason.clear();
        let margin = decided.margin.take();
        if let Some(margin) = &margin {
            decided.reason.push(Clause::Gap { value: value.number(), year, margin: margin.clone() });
        }
        decided.margin = margin;
        let line = self.bound_number().zip(value.exact()).and_then(|(bound, actual)| {
            let base = baseline(
                self.project,
                self.index,
                self.target.place,
                self.target.indicator,
                self.plan().from,
            )?;
            let target_year = self.target.period.years().map(|(_, to)| to)?;
            let expected = straight_line(base, (target_year, bound), year)?;
            Some(Clause::Pace { year, expected, actual })
        });
        if self.indicator().unit.dimension() != Dimension::Rank {
            decided.reason.extend(line);
        }
        decided
    }

    /// A verdict whose reason is a subtraction.
    fn compared(&self, kind: VerdictKind, (reference, _): &Found<'p>, value: Value) -> Decided {
        let mut qualifiers = Vec::new();
        if value.exact().is_none() {
            qualifiers.push(Qualifier::Bound);
        }
        let margin = self.bound_number().and_then(|bound| {
            let unit = self.indicator().unit.of_difference()?;
            Some(Margin {
                value: value.number() - bound,
                unit,
                is_bound: value.exact().is_none(),
                is_rounded: false,
            })
        });
        let reason = self.bound_number().zip(margin.clone()).map(|(bound, margin)| Clause::Difference {
            value: value.number(),
            bound,
            margin,
        });
        Decided {
            kind,
            qualifiers,
            margin,
            reason: reason.into_iter().collect(),
            evidence: vec![Evidence::Observation(*reference)],
        }
    }

    fn bound_number(&self) -> Option<Decimal> {
        match &self.target.condition {
            Condition::AtLeast(n)
            | Condition::AtMost(n)
            | Condition::MoreThan(n)
            | Condition::LessThan(n)
            | Condition::Reach(n)
            | Condition::About(n, _)
            | Condition::Between(n, _) => Some(*n),
            _ => None,
        }
    }

    /// 每个县: one place that fails decides; totals and averages never do.
    fn each(&self) -> Answer {
        let Some(kind) = self.target.each else { return Answer::Nothing };
        let Some(asked) = Interval::asked(&self.target.condition, self.indicator().direction) else {
            return Answer::Nothing;
        };
        let inner = self.index.within(self.target.place).into_iter();
        let mut evidence = Vec::new();
        for place in inner.filter(|place| self.project.places[*place].kind == kind) {
            for (year, found, value) in self.levels(place) {
                if year == self.year {
                    evidence.push(Evidence::Observation(found.0));
                    if self.is_due && decide(value, asked) == Decision::Fails {
                        let mut decided = self.compared(VerdictKind::Missed, &found, value);
                        decided.reason.push(Clause::EachFails { place });
                        return Answer::Decided(decided);
                    }
                }
            }
        }
        if evidence.is_empty() {
            Answer::Nothing
        } else {
            Answer::Lacks(vec![Clause::EachUnproven { kind }], evidence)
        }
    }

    fn cumulative(&self, asked: Interval) -> Answer {
        let levels = self.levels(self.target.place);
        if let Some((_, found, value)) =
            levels.iter().find(|(_, (_, observation), _)| observation.period == self.target.period)
        {
            return match decide(*value, asked) {
                Decision::Undecided => {
                    Answer::Lacks(vec![Clause::BoundTooWeak], vec![Evidence::Observation(found.0)])
                }
                decision => {
                    let kind = self.outcome(decision == Decision::Holds);
                    Answer::Decided(self.compared(kind, found, *value))
                }
            };
        }
        let Some((from, to)) = self.target.period.years() else { return Answer::Nothing };
        let of_year = |year: i16| levels.iter().find(|(other, ..)| *other == year);
        let exact = |year| of_year(year).and_then(|(_, found, value)| Some((found.0, value.exact()?)));
        let parts: Vec<(Ref<Observation>, Decimal)> = (from..=to).filter_map(exact).collect();
        let evidence: Vec<Evidence> =
            parts.iter().map(|(reference, _)| Evidence::Observation(*reference)).collect();
        match of_year(to).or_else(|| levels.first()) {
            Some((_, found, _)) if parts.len() == usize::from((to - from + 1).unsigned_abs()) => {
                let sum = parts.iter().fold(Decimal::ZERO, |sum, (_, part)| sum + *part);
                let kind = self.outcome(decide(Value::Exact(sum), asked) == Decision::Holds);
                let mut decided = self.compared(kind, found, Value::Exact(sum));
                decided.evidence = evidence;
                Answer::Decided(decided)
            }
            Some(_) if !evidence.is_empty() => {
                let years = (from..=to).filter(|year| exact(*year).is_none()).collect();
                Answer::Lacks(vec![Clause::YearsWithoutValue { years }], evidence)
            }
            _ => Answer::Nothing,
        }
    }

    fn about(&self, about: Decimal) -> Answer {
        let found = self.levels(self.target.place).into_iter().find(|(year, ..)| *year == self.year);
        match found {
            Some((_, (reference, _), value)) => {
                let clause = Clause::NoTolerance { value: value.number(), about };
                Answer::Lacks(vec![clause], vec![Evidence::Observation(reference)])
            }
            None => Answer::Nothing,
        }
    }

    fn benchmark(&self, other: Ref<Place>, at_least: bool) -> Answer {
        let of = |place| self.levels(place).into_iter().find(|(year, ..)| *year == self.year);
        let Some((_, found, value)) = of(self.target.place) else { return Answer::Nothing };
        let own = Evidence::Observation(found.0);
        let Some((_, (theirs, _), bound)) = of(other) else {
            return Answer::Lacks(vec![Clause::NoBenchmark(other)], vec![own]);
        };
        let evidence = vec![own, Evidence::Observation(theirs)];
        let (Some(number), Some(bound)) = (value.exact(), bound.exact()) else {
            return Answer::Lacks(vec![Clause::BoundTooWeak], evidence);
        };
        let kind = self.outcome(if at_least { number >= bound } else { number <= bound });
        let unit = self.indicator().unit.of_difference();
        let margin =
            unit.map(|unit| Margin { value: number - bound, unit, is_bound: false, is_rounded: false });
        let reason = margin.clone().map(|margin| Clause::Difference { value: number, bound, margin });
        let reason = reason.into_iter().collect();
        Answer::Decided(Decided { kind, qualifiers: Vec::new(), margin, reason, evidence })
    }
}

pub(super) fn decide(value: Value, asked: Interval) -> Decision {
    Interval::known(value).map_or(Decision::Undecided, |known| Interval::decide(known, asked))
}

/// The value of an observation on the scale of a unit.
pub(super) fn on_scale(observation: &Observation, unit: &Unit) -> Option<Value> {
    let scaled = |value: Decimal| Quantity { value, unit: observation.unit.clone() }.on_scale_of(unit);
    Some(match observation.value {
        Value::Exact(n) => Value::Exact(scaled(n)?),
        Value::AtLeast(n) => Value::AtLeast(scaled(n)?),
        Value::MoreThan(n) => Value::MoreThan(scaled(n)?),
        Value::AtMost(n) => Value::AtMost(scaled(n)?),
        Value::LessThan(n) => Value::LessThan(scaled(n)?),
        Value::About(n) => Value::About(scaled(n)?),
        Value::Between(a, b) => Value::Between(scaled(a)?, scaled(b)?),
    })
}

/// Whether the documents behind the evidence were issued before the due day.
pub(super) fn is_early(project: &Project, evidence: &[Evidence], due: Date) -> bool {
    let issued = |evidence: &Evidence| {
        let document = match evidence {
            Evidence::Observation(observation) => project.observations[*observation].source.document,
            Evidence::Finding(finding) => project.findings[*finding].source.document,
        };
        project.documents[document].issued.as_ref().and_then(crate::model::Period::last_day)
    };
    let days: Vec<Option<Date>> = evidence.iter().map(issued).collect();
    !days.is_empty() && days.iter().all(|day| day.is_some_and(|day| day < due))
}
