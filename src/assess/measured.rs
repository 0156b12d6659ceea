//! What observations decide: those of the same place, indicator and judged period.
//!
//! In: a target with the period that is judged. Out: what the observations decide, or what they lack. Values are
//! compared unrounded, ratios by cross-multiplication (全数值比较法, GB/T 8170—2008, 4.3). Where several values stand
//! for one cell, what is found does not depend on their order.

use super::EvidenceIndex;
use super::interval::{Decision, Interval};
use super::progress::{baseline, straight_line};
use super::verdict::{Clause, Evidence, Known, Margin, Qualifier, VerdictKind};
use crate::model::{
    Condition, Date, Decimal, Dimension, Indicator, Judge, Observation, Period, Place, Plan, Project,
    Quantity, Ref, Status, Target, Unit, Value,
};

/// A target and the period for which it is judged.
pub(super) struct Question<'p> {
    pub(super) project: &'p Project,
    pub(super) index: &'p EvidenceIndex,
    pub(super) target: &'p Target,
    /// The judged period: the target's own, or one of its years.
    pub(super) period: &'p Period,
    /// Whether the period is one of several years, each of which is judged by its own values alone.
    pub(super) is_yearly: bool,
    pub(super) year: i16,
    pub(super) is_due: bool,
}

/// What the observations say.
pub(super) enum Answer {
    /// They decide.
    Decided(Decided),
    /// Only a year before the judged one has a value, and it is not due: what a document states goes first.
    UnderWay(Decided),
    /// They are there but lack something.
    Lacks(Vec<Clause>, Vec<Evidence>),
    /// There are none.
    Nothing,
}

/// What is decided, before it is a verdict.
pub(super) struct Decided {
    pub(super) kind: VerdictKind,
    pub(super) qualifiers: Vec<Qualifier>,
    pub(super) margin: Option<Margin>,
    pub(super) reason: Vec<Clause>,
    pub(super) evidence: Vec<Evidence>,
}

impl Decided {
    /// Without a margin and without limits.
    pub(super) fn plain(kind: VerdictKind, reason: Vec<Clause>, evidence: Vec<Evidence>) -> Decided {
        Decided { kind, qualifiers: Vec::new(), margin: None, reason, evidence }
    }
}

/// A level of a year, in the indicator's unit.
#[derive(Clone, Copy)]
pub(super) struct Level<'p> {
    pub(super) year: i16,
    pub(super) reference: Ref<Observation>,
    pub(super) observation: &'p Observation,
    pub(super) value: Value,
}

/// What several values that stand side by side say together.
pub(super) enum Together {
    /// Some lead to this decision, none to the other.
    Agreed(Decision),
    /// Some hold and some fail.
    Conflict,
    /// None decides.
    Weak,
    /// There are none.
    Absent,
}

/// What the decisions on several values say together.
pub(super) fn together(decisions: impl IntoIterator<Item = Decision>) -> Together {
    decisions.into_iter().fold(Together::Absent, |so_far, decision| match (so_far, decision) {
        (Together::Absent | Together::Weak, Decision::Undecided) => Together::Weak,
        (so_far, Decision::Undecided) => so_far,
        (Together::Absent | Together::Weak, decision) => Together::Agreed(decision),
        (Together::Agreed(other), decision) if other == decision => Together::Agreed(other),
        (Together::Agreed(_) | Together::Conflict, _) => Together::Conflict,
    })
}

pub(super) fn evidence(levels: &[Level<'_>]) -> Vec<Evidence> {
    levels.iter().map(|level| Evidence::Observation(level.reference)).collect()
}

impl<'p> Question<'p> {
    pub(super) fn indicator(&self) -> &'p Indicator {
        &self.project.indicators[self.target.indicator]
    }

    fn plan(&self) -> &'p Plan {
        &self.project.plans[self.target.plan]
    }

    /// Asks the observations.
    pub(super) fn answer(&self) -> Answer {
        let answer = if self.target.each.is_some() { self.each() } else { self.by_condition() };
        match answer {
            Answer::Nothing => self.forecast(),
            answer => answer,
        }
    }

    /// What is only expected for the judged year decides nothing, but it is there.
    fn forecast(&self) -> Answer {
        let found = self.index.current(self.project, self.target.place, self.target.indicator, true);
        let expected: Vec<Evidence> = found
            .filter(|(_, observation)| observation.status == Status::Forecast)
            .filter(|(_, observation)| observation.period.years().is_some_and(|(_, to)| to == self.year))
            .map(|(reference, _)| Evidence::Observation(reference))
            .collect();
        match expected.is_empty() {
            true => Answer::Nothing,
            false => Answer::Lacks(vec![Clause::OnlyForecast], expected),
        }
    }

    fn by_condition(&self) -> Answer {
        match &self.target.condition {
            Condition::Benchmark { place, lead } => self.benchmark(*place, lead),
            Condition::Change { bound, unit, since } => self.change(bound, unit, since),
            Condition::Rises(since) => self.direction(since, &Condition::MoreThan(Decimal::ZERO)),
            Condition::Falls(since) => self.direction(since, &Condition::LessThan(Decimal::ZERO)),
            Condition::NeverFalls(since) => self.direction(since, &Condition::AtLeast(Decimal::ZERO)),
            Condition::About(about, None) => self.about(*about),
            condition => match self.asked(condition) {
                Some(asked) if self.target.judge == Judge::Cumulative => self.cumulative(asked),
                Some(asked) => self.level(asked),
                None => Answer::Nothing,
            },
        }
    }

    pub(super) fn asked(&self, condition: &Condition) -> Option<Interval> {
        Interval::asked(condition, self.indicator().direction)
    }

    /// Met where it holds; else missed where it is due, and in progress where it is not.
    pub(super) fn outcome(&self, holds: bool) -> VerdictKind {
        match (holds, self.is_due) {
            (true, _) => VerdictKind::Met,
            (false, true) => VerdictKind::Missed,
            (false, false) => VerdictKind::InProgress,
        }
    }

    /// The levels of a place that hold, in the indicator's unit, by year and id.
    pub(super) fn levels(&self, place: Ref<Place>) -> Vec<Level<'p>> {
        let unit = &self.indicator().unit;
        let found = self.index.current(self.project, place, self.target.indicator, true);
        let mut levels: Vec<Level<'p>> = found
            .filter_map(|(reference, observation)| {
                let (from, to) = observation.period.years().filter(|_| is_evidence(observation))?;
                let whole = observation.period == *self.period;
                let value = on_scale(observation, unit)?;
                (from == to || whole).then_some(Level { year: to, reference, observation, value })
            })
            .collect();
        levels.sort_by_key(|level| (level.year, level.reference));
        levels
    }

    /// The levels of a place for the judged year.
    fn now(&self, place: Ref<Place>) -> Vec<Level<'p>> {
        of_year(&self.levels(place), self.year)
    }

    fn level(&self, asked: Interval) -> Answer {
        let all = self.levels(self.target.place);
        let now = of_year(&all, self.year);
        match judged(&now, asked) {
            Together::Agreed(Decision::Holds) => self.held(&now, &all, asked),
            Together::Agreed(_) => self.failed(&now, &all, asked),
            Together::Conflict => Answer::Lacks(vec![Clause::Conflict], evidence(&now)),
            Together::Weak => Answer::Lacks(vec![Clause::BoundTooWeak], evidence(&now)),
            Together::Absent if self.is_yearly => Answer::Nothing,
            Together::Absent => self.elsewhere(&all, asked),
        }
    }

    /// The value of the judged year holds; a target that has to be held looks at the other years as well.
    fn held(&self, now: &[Level<'p>], all: &[Level<'p>], asked: Interval) -> Answer {
        let mut decided = self.compared(VerdictKind::Met, &deciding(now, asked, Decision::Holds));
        if self.target.judge == Judge::Held {
            if let Some(lost) = self.lost(all, asked) {
                return Answer::Decided(lost);
            }
            let missing: Vec<i16> = self
                .years_to_hold()
                .filter(|year| !matches!(judged(&of_year(all, *year), asked), Together::Agreed(_)))
                .collect();
            if !missing.is_empty() {
                decided.qualifiers.push(Qualifier::LevelOnly);
                decided.reason.push(Clause::YearsWithoutValue { years: missing });
            }
        }
        Answer::Decided(decided)
    }

    /// The years over which a level has to be held.
    fn years_to_hold(&self) -> std::ops::RangeInclusive<i16> {
        let range = self.target.period.years().filter(|(from, to)| from < to);
        range.map_or(self.plan().from, |(from, _)| from)..=self.year
    }

    /// The first year in which a level that had been reached was no longer held.
    fn lost(&self, all: &[Level<'p>], asked: Interval) -> Option<Decided> {
        let mut was_held = false;
        for year in self.years_to_hold() {
            let levels = of_year(all, year);
            match judged(&levels, asked) {
                Together::Agreed(Decision::Holds) => was_held = true,
                Together::Agreed(_) if was_held => {
                    let mut lost =
                        self.compared(self.outcome(false), &deciding(&levels, asked, Decision::Fails));
                    lost.reason.push(Clause::NotHeld { year });
                    return Some(lost);
                }
                _ => {}
            }
        }
        None
    }

    /// The first year after the judged one whose value holds, with what decides it. A year that is judged by its own
    /// values has none.
    fn later(&self, all: &[Level<'p>], asked: Interval) -> Option<(i16, Vec<Level<'p>>)> {
        let mut years: Vec<i16> =
            all.iter().map(|level| level.year).filter(|year| *year > self.year).collect();
        years.dedup();
        let mut held = years.into_iter().filter(|_| !self.is_yearly).map(|year| (year, of_year(all, year)));
        held.find(|(_, levels)| matches!(judged(levels, asked), Together::Agreed(Decision::Holds)))
            .map(|(year, levels)| (year, deciding(&levels, asked, Decision::Holds)))
    }

    /// The value of the judged year fails: late where a later one holds, missed where it is due, else in progress.
    fn failed(&self, now: &[Level<'p>], all: &[Level<'p>], asked: Interval) -> Answer {
        if self.target.judge == Judge::Held
            && let Some(lost) = self.lost(all, asked)
        {
            return Answer::Decided(lost);
        }
        let failing = deciding(now, asked, Decision::Fails);
        Answer::Decided(match self.later(all, asked) {
            Some((year, later)) => {
                let mut decided = self.compared(VerdictKind::MetLate, &later);
                decided.reason.push(Clause::HeldLater { year });
                decided.evidence.extend(evidence(&failing));
                if self.target.judge == Judge::Held {
                    decided.qualifiers.push(Qualifier::LevelOnly);
                }
                decided
            }
            None if self.is_due => self.compared(VerdictKind::Missed, &failing),
            None => self.under_way(self.year, &failing),
        })
    }

    /// There is no value for the judged year: a later one may hold, an earlier one shows the way.
    fn elsewhere(&self, all: &[Level<'p>], asked: Interval) -> Answer {
        if let Some((year, later)) = self.later(all, asked) {
            let mut decided = self.compared(VerdictKind::Met, &later);
            decided.qualifiers.push(Qualifier::TimeUnknown);
            decided.reason.push(Clause::TimeUnknown { year });
            return Answer::Decided(decided);
        }
        let earlier = all.iter().rfind(|level| (self.plan().from..self.year).contains(&level.year));
        match earlier {
            Some(Level { year, .. }) if !self.is_due => {
                Answer::UnderWay(self.under_way(*year, &of_year(all, *year)))
            }
            _ => Answer::Nothing,
        }
    }

    fn under_way(&self, year: i16, levels: &[Level<'p>]) -> Decided {
        let mut decided = self.compared(VerdictKind::InProgress, levels);
        if let (Some(margin), Some(bound)) = (decided.margin.clone(), self.bound_number()) {
            decided.reason = vec![Clause::Gap { value: margin.value + bound, year, margin }];
        }
        let exact = levels.iter().find_map(|level| level.value.exact()).filter(|_| levels.len() == 1);
        let line = self.bound_number().zip(exact).and_then(|(bound, actual)| {
            let (place, indicator) = (self.target.place, self.target.indicator);
            let base = baseline(self.project, self.index, place, indicator, self.plan().from)?;
            let target_year = self.target.period.years().map(|(_, to)| to)?;
            let expected = straight_line(base, (target_year, bound), year, self.project.site.rounding)?;
            Some(Clause::Pace { year, expected, actual })
        });
        if self.indicator().unit.of_difference().is_some() {
            decided.reason.extend(line);
        }
        decided
    }

    /// A verdict whose reason is a subtraction for each value that leads to it; the margin is the smallest of them.
    fn compared(&self, kind: VerdictKind, levels: &[Level<'p>]) -> Decided {
        let values: Vec<Value> = levels.iter().map(|level| level.value).collect();
        self.compared_values(kind, &values, evidence(levels))
    }

    fn compared_values(&self, kind: VerdictKind, values: &[Value], evidence: Vec<Evidence>) -> Decided {
        let mut qualifiers = Vec::new();
        if !values.is_empty() && values.iter().all(|value| value.exact().is_none()) {
            qualifiers.push(Qualifier::Bound);
        }
        let mut margins: Vec<(Decimal, Margin)> = Vec::new();
        let bound = self.bound_number();
        for (value, bound) in values.iter().filter_map(|value| Some((*value, bound?))) {
            let (number, margin) = margin(value, bound, &self.indicator().unit);
            if !margins.iter().any(|(_, other)| *other == margin) {
                margins.push((number, margin));
            }
        }
        margins
            .sort_by_key(|(_, margin)| (margin.value.abs(), margin.known, margin.is_rounded, margin.value));
        let mut reason: Vec<Clause> = margins
            .iter()
            .zip(bound.into_iter().cycle())
            .flat_map(|((value, margin), bound)| self.difference(*value, bound, margin.clone()))
            .collect();
        if margins.len() > 1 {
            reason.push(Clause::ValuesDiffer);
        }
        let has_difference = self.indicator().unit.of_difference().is_some();
        let margin = margins.into_iter().next().map(|(_, margin)| margin).filter(|_| has_difference);
        Decided { kind, qualifiers, margin, reason, evidence }
    }

    /// `value − bound = margin`, and by how much a range is exceeded; ranks are set in their order instead.
    fn difference(&self, value: Decimal, bound: Decimal, margin: Margin) -> Vec<Clause> {
        if self.indicator().unit.dimension() == Dimension::Grade {
            return vec![Clause::Grades { indicator: self.target.indicator, value, bound }];
        }
        if self.indicator().unit.of_difference().is_none() {
            return vec![Clause::Order { value, bound }];
        }
        let mut clauses = vec![Clause::Difference { value, bound, margin: margin.clone() }];
        if let Condition::Between(_, high) = self.target.condition
            && value > high
        {
            let excess = Margin { value: value - high, ..margin };
            clauses.push(Clause::Excess { value, high, excess });
        }
        clauses
    }

    fn bound_number(&self) -> Option<Decimal> {
        bound_number(&self.target.condition)
    }

    /// 每个县: one place that fails decides; totals and averages never do, and whether all places are registered is
    /// not known.
    fn each(&self) -> Answer {
        let Some(kind) = self.target.each else { return Answer::Nothing };
        let Some(asked) = self.asked(&self.target.condition) else { return Answer::Nothing };
        let inner = self.index.within(self.target.place).into_iter();
        let (mut known, mut failing, mut clauses) = (Vec::new(), Vec::new(), Vec::new());
        for place in inner.filter(|place| self.project.places[*place].kind == kind) {
            let levels = self.now(place);
            if let Together::Agreed(Decision::Fails) = judged(&levels, asked) {
                failing.extend(deciding(&levels, asked, Decision::Fails));
                clauses.push(Clause::EachFails { place });
            }
            known.extend(levels);
        }
        if !failing.is_empty() {
            let mut decided = self.compared(self.outcome(false), &failing);
            decided.reason.retain(|clause| *clause != Clause::ValuesDiffer);
            decided.reason.extend(clauses);
            return Answer::Decided(decided);
        }
        if self.project.places[self.target.place].kind != kind {
            known.extend(self.now(self.target.place));
        }
        match known.is_empty() {
            true => Answer::Nothing,
            false => Answer::Lacks(vec![Clause::EachUnproven { kind }], evidence(&known)),
        }
    }

    fn cumulative(&self, asked: Interval) -> Answer {
        let levels = self.levels(self.target.place);
        let Some((from, to)) = self.period.years() else { return Answer::Nothing };
        let totals: Vec<Level<'p>> =
            levels.iter().filter(|level| level.observation.period == *self.period).copied().collect();
        match judged(&totals, asked) {
            Together::Agreed(decision) => {
                let kind = self.outcome(decision == Decision::Holds);
                return Answer::Decided(self.compared(kind, &deciding(&totals, asked, decision)));
            }
            Together::Conflict => return Answer::Lacks(vec![Clause::Conflict], evidence(&totals)),
            Together::Weak => return Answer::Lacks(vec![Clause::BoundTooWeak], evidence(&totals)),
            Together::Absent => {}
        }
        let years: Vec<(i16, Vec<Level<'p>>)> =
            (from..=to).map(|year| (year, of_year(&levels, year))).collect();
        let used: Vec<Level<'p>> = years.iter().flat_map(|(_, levels)| levels.clone()).collect();
        let parts: Vec<Interval> = years.iter().filter_map(|(_, levels)| known(levels)).collect();
        let sum = parts
            .split_first()
            .and_then(|(first, rest)| rest.iter().try_fold(*first, |sum, part| sum.plus(*part)));
        let Some(sum) = sum else { return Answer::Nothing };
        let decision = Interval::decide(sum, asked);
        let missing: Vec<i16> =
            years.iter().filter(|(_, levels)| known(levels).is_none()).map(|(year, _)| *year).collect();
        if !missing.is_empty() && self.is_due {
            return Answer::Lacks(vec![Clause::SumIncomplete { years: missing }], evidence(&used));
        }
        let kind = match decision {
            _ if !missing.is_empty() => VerdictKind::InProgress,
            Decision::Undecided => return Answer::Lacks(vec![Clause::BoundTooWeak], evidence(&used)),
            decision => self.outcome(decision == Decision::Holds),
        };
        let values: Vec<Value> = sum.value().into_iter().collect();
        let mut decided = self.compared_values(kind, &values, evidence(&used));
        decided.reason.splice(0..0, addition(&parts));
        if !missing.is_empty() {
            decided.reason.push(Clause::SumIncomplete { years: missing });
        }
        Answer::Decided(decided)
    }

    fn about(&self, about: Decimal) -> Answer {
        let now = self.now(self.target.place);
        let mut numbers: Vec<Decimal> = now.iter().map(|level| level.value.number()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let clauses = numbers.into_iter().map(|value| Clause::NoTolerance { value, about }).collect();
        if now.is_empty() { Answer::Nothing } else { Answer::Lacks(clauses, evidence(&now)) }
    }

    fn benchmark(&self, other: Ref<Place>, bound: &Condition) -> Answer {
        let (own, theirs) = (self.now(self.target.place), self.now(other));
        if own.is_empty() {
            return Answer::Nothing;
        }
        let mut all = own.clone();
        all.extend(&theirs);
        let pairs: Vec<(Value, Value)> =
            own.iter().flat_map(|own| theirs.iter().map(|other| (own.value, other.value))).collect();
        let lead = |(own, other): &(Value, Value)| Interval::known(*own)?.minus(Interval::known(*other)?);
        let asked = self.asked(bound);
        let decide = |pair| match (lead(pair), asked) {
            (Some(lead), Some(asked)) => Interval::decide(lead, asked),
            _ => Decision::Undecided,
        };
        let decision = match together(pairs.iter().map(decide)) {
            Together::Agreed(decision) => decision,
            Together::Conflict => return Answer::Lacks(vec![Clause::Conflict], evidence(&all)),
            Together::Weak => return Answer::Lacks(vec![Clause::BoundTooWeak], evidence(&all)),
            Together::Absent => return Answer::Lacks(vec![Clause::NoBenchmark(other)], evidence(&own)),
        };
        let mut leads: Vec<(Decimal, Decimal, Option<Margin>)> = pairs
            .iter()
            .filter(|pair| decide(pair) == decision)
            .filter_map(|pair| Some((pair.0.number(), pair.1.number(), self.lead(lead(pair)?.value()?))))
            .collect();
        leads.sort_by_key(|(own, other, _)| ((*own - *other).abs(), *own));
        leads.dedup();
        let mut reason: Vec<Clause> = leads
            .iter()
            .map(|(value, bound, margin)| match margin.clone() {
                Some(margin) => Clause::Difference { value: *value, bound: *bound, margin },
                None => Clause::Order { value: *value, bound: *bound },
            })
            .collect();
        if reason.len() > 1 {
            reason.push(Clause::ValuesDiffer);
        }
        let margin = leads.into_iter().next().and_then(|(.., margin)| margin);
        let is_bound = margin.as_ref().is_some_and(Margin::is_bound);
        let qualifiers = if is_bound { vec![Qualifier::Bound] } else { Vec::new() };
        let kind = self.outcome(decision == Decision::Holds);
        Answer::Decided(Decided { kind, qualifiers, margin, reason, evidence: evidence(&all) })
    }

    /// A difference that is known so, as a margin; none for ranks.
    fn lead(&self, difference: Value) -> Option<Margin> {
        let unit = self.indicator().unit.of_difference()?;
        Some(margin_of(difference, Decimal::ZERO, unit).1)
    }
}

/// The number that a condition names: the lower one of two.
pub(super) fn bound_number(condition: &Condition) -> Option<Decimal> {
    match condition {
        Condition::AtLeast(n)
        | Condition::AtMost(n)
        | Condition::MoreThan(n)
        | Condition::LessThan(n)
        | Condition::Reach(n)
        | Condition::About(n, _)
        | Condition::Between(n, _) => Some(*n),
        Condition::GradeAtLeast(grade) => Some(Indicator::grade_number(*grade)),
        _ => None,
    }
}

/// Whether a value can decide anything: a forecast cannot.
pub(super) fn is_evidence(observation: &Observation) -> bool {
    observation.status != Status::Forecast
}

/// The levels of a year.
fn of_year<'p>(levels: &[Level<'p>], year: i16) -> Vec<Level<'p>> {
    levels.iter().filter(|level| level.year == year).copied().collect()
}

/// What levels that stand side by side say together.
fn judged(levels: &[Level<'_>], asked: Interval) -> Together {
    together(levels.iter().map(|level| decide(level.value, asked)))
}

/// Those of several levels that lead to a decision.
fn deciding<'p>(levels: &[Level<'p>], asked: Interval, decision: Decision) -> Vec<Level<'p>> {
    levels.iter().filter(|level| decide(level.value, asked) == decision).copied().collect()
}

/// All that several levels leave possible.
pub(super) fn known(levels: &[Level<'_>]) -> Option<Interval> {
    let mut known = levels.iter().map(|level| Interval::known(level.value));
    let first = known.next()??;
    known.try_fold(first, |hull, next| next.map(|next| hull.hull(next)))
}

/// `2000 + 1500 = 3500`, where every part is exact and there is more than one.
fn addition(parts: &[Interval]) -> Option<Clause> {
    let exact: Option<Vec<Decimal>> = parts.iter().map(|part| part.value()?.exact()).collect();
    let parts = exact.filter(|parts| parts.len() > 1)?;
    let total = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part))?;
    Some(Clause::Sum { parts, total })
}

/// The number of a value that is set against a bound, and what it has beyond it.
fn margin(value: Value, bound: Decimal, unit: &Unit) -> (Decimal, Margin) {
    margin_of(value, bound, unit.of_difference().unwrap_or_else(|| unit.clone()))
}

/// The same with the margin's own unit. Of a range, the end that lies on the bound's side counts.
pub(super) fn margin_of(value: Value, bound: Decimal, unit: Unit) -> (Decimal, Margin) {
    let (number, known) = match value {
        Value::Exact(n) | Value::About(n) => (n, Known::Exactly),
        Value::AtLeast(n) | Value::MoreThan(n) => (n, Known::AtLeast),
        Value::AtMost(n) | Value::LessThan(n) => (n, Known::AtMost),
        Value::Between(_, high) if high <= bound => (high, Known::AtMost),
        Value::Between(low, _) => (low, Known::AtLeast),
    };
    let is_rounded = matches!(value, Value::About(_));
    (number, Margin { value: number - bound, unit, known, is_rounded })
}

pub(super) fn decide(value: Value, asked: Interval) -> Decision {
    Interval::known(value).map_or(Decision::Undecided, |known| Interval::decide(known, asked))
}

/// The value of an observation on the scale of a unit.
pub(super) fn on_scale(observation: &Observation, unit: &Unit) -> Option<Value> {
    let scaled = |value: Decimal| Quantity { value, unit: observation.unit.clone() }.on_scale_of(unit);
    mapped(observation.value, scaled)
}

/// A value with each of its numbers replaced.
pub(super) fn mapped(value: Value, map: impl Fn(Decimal) -> Option<Decimal>) -> Option<Value> {
    Some(match value {
        Value::Exact(n) => Value::Exact(map(n)?),
        Value::AtLeast(n) => Value::AtLeast(map(n)?),
        Value::MoreThan(n) => Value::MoreThan(map(n)?),
        Value::AtMost(n) => Value::AtMost(map(n)?),
        Value::LessThan(n) => Value::LessThan(map(n)?),
        Value::About(n) => Value::About(map(n)?),
        Value::Between(a, b) => Value::Between(map(a)?, map(b)?),
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
