//! Values and conditions as intervals of the number line: what is known against what is asked.
//!
//! In: a [`Value`] and a [`Condition`]. Out: whether the condition holds, fails, or cannot be decided. Exact: a
//! value meets a bound on its unrounded digits.

use crate::model::{Condition, Decimal, Direction, Indicator, Value};

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Open,
    Included(Decimal),
    Excluded(Decimal),
}

/// The numbers between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    low: End,
    high: End,
}

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    Holds,
    Fails,
    Undecided,
}

impl Interval {
    /// What is known of a value.
    pub(super) fn known(value: Value) -> Option<Interval> {
        use End::{Excluded, Included, Open};
        let (low, high) = match value {
            Value::Exact(n) => (Included(n), Included(n)),
            Value::AtLeast(n) => (Included(n), Open),
            Value::MoreThan(n) => (Excluded(n), Open),
            Value::AtMost(n) => (Open, Included(n)),
            Value::LessThan(n) => (Open, Excluded(n)),
            Value::Between(a, b) => (Included(a), Included(b)),
            Value::About(_) => return None,
        };
        Some(Interval { low, high })
    }

    /// What a condition asks of a number, where it asks something of a single number.
    pub(super) fn asked(condition: &Condition, direction: Direction) -> Option<Interval> {
        use End::{Excluded, Included, Open};
        let (low, high) = match condition {
            Condition::AtLeast(n) | Condition::Between(n, _) => (Included(*n), Open),
            Condition::MoreThan(n) => (Excluded(*n), Open),
            Condition::AtMost(n) => (Open, Included(*n)),
            Condition::LessThan(n) => (Open, Excluded(*n)),
            Condition::Reach(n) => match direction {
                Direction::Higher => (Included(*n), Open),
                Direction::Lower => (Open, Included(*n)),
                Direction::Neither => (Included(*n), Included(*n)),
            },
            Condition::GradeAtLeast(grade) => (Included(Indicator::grade_number(*grade)), Open),
            Condition::About(n, Some(tolerance)) => (Included(*n - *tolerance), Included(*n + *tolerance)),
            _ => return None,
        };
        Some(Interval { low, high })
    }

    /// The smallest interval that holds two others.
    pub(super) fn hull(self, other: Interval) -> Interval {
        let low = if lower_within(self.low, other.low) { other.low } else { self.low };
        let high = if upper_within(self.high, other.high) { other.high } else { self.high };
        Interval { low, high }
    }

    /// What a sum can be.
    pub(super) fn plus(self, other: Interval) -> Option<Interval> {
        Some(Interval { low: self.low.plus(other.low)?, high: self.high.plus(other.high)? })
    }

    /// What a difference can be.
    pub(super) fn minus(self, other: Interval) -> Option<Interval> {
        self.plus(Interval { low: other.high.negated(), high: other.low.negated() })
    }

    /// The value that is known so, where there is an end to name.
    pub(super) fn value(self) -> Option<Value> {
        use End::{Excluded, Included, Open};
        Some(match (self.low, self.high) {
            (Included(a), Included(b)) if a == b => Value::Exact(a),
            (Included(a) | Excluded(a), Included(b) | Excluded(b)) => Value::Between(a, b),
            (Included(a), Open) => Value::AtLeast(a),
            (Excluded(a), Open) => Value::MoreThan(a),
            (Open, Included(b)) => Value::AtMost(b),
            (Open, Excluded(b)) => Value::LessThan(b),
            (Open, Open) => return None,
        })
    }

    /// Whether every number that is known to be possible is asked for.
    pub(super) fn decide(known: Interval, asked: Interval) -> Decision {
        if lower_within(known.low, asked.low) && upper_within(known.high, asked.high) {
            Decision::Holds
        } else if apart(known.high, asked.low) || apart_above(known.low, asked.high) {
            Decision::Fails
        } else {
            Decision::Undecided
        }
    }
}

impl End {
    fn negated(self) -> End {
        match self {
            End::Open => End::Open,
            End::Included(n) => End::Included(-n),
            End::Excluded(n) => End::Excluded(-n),
        }
    }

    fn plus(self, other: End) -> Option<End> {
        use End::{Excluded, Included, Open};
        Some(match (self, other) {
            (Open, _) | (_, Open) => Open,
            (Included(a), Included(b)) => Included(a.checked_add(b)?),
            (Included(a) | Excluded(a), Included(b) | Excluded(b)) => Excluded(a.checked_add(b)?),
        })
    }
}

fn lower_within(known: End, asked: End) -> bool {
    match (known, asked) {
        (_, End::Open) => true,
        (End::Open, _) => false,
        (End::Included(k), End::Included(a)) | (End::Excluded(k), End::Excluded(a) | End::Included(a)) => {
            k >= a
        }
        (End::Included(k), End::Excluded(a)) => k > a,
    }
}

fn upper_within(known: End, asked: End) -> bool {
    match (known, asked) {
        (_, End::Open) => true,
        (End::Open, _) => false,
        (End::Included(k), End::Included(a)) | (End::Excluded(k), End::Excluded(a) | End::Included(a)) => {
            k <= a
        }
        (End::Included(k), End::Excluded(a)) => k < a,
    }
}

/// Whether everything known lies below everything asked.
fn apart(known_high: End, asked_low: End) -> bool {
    match (known_high, asked_low) {
        (End::Open, _) | (_, End::Open) => false,
        (End::Included(k), End::Included(a)) => k < a,
        (End::Included(k) | End::Excluded(k), End::Included(a) | End::Excluded(a)) => k <= a,
    }
}

/// Whether everything known lies above everything asked.
fn apart_above(known_low: End, asked_high: End) -> bool {
    match (known_low, asked_high) {
        (End::Open, _) | (_, End::Open) => false,
        (End::Included(k), End::Included(a)) => k > a,
        (End::Included(k) | End::Excluded(k), End::Included(a) | End::Excluded(a)) => k >= a,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decide(value: Value, condition: &Condition) -> Decision {
        let known = Interval::known(value).unwrap();
        Interval::decide(known, Interval::asked(condition, Direction::Higher).unwrap())
    }

    fn n(number: i64) -> Decimal {
        Decimal::from_integer(number)
    }

    #[test]
    fn a_bound_meets_what_it_implies_and_nothing_more() {
        assert_eq!(decide(Value::AtLeast(n(99)), &Condition::AtLeast(n(98))), Decision::Holds);
        assert_eq!(decide(Value::AtLeast(n(97)), &Condition::AtLeast(n(98))), Decision::Undecided);
        assert_eq!(decide(Value::MoreThan(n(98)), &Condition::MoreThan(n(98))), Decision::Holds);
        assert_eq!(decide(Value::AtLeast(n(98)), &Condition::MoreThan(n(98))), Decision::Undecided);
        assert_eq!(decide(Value::LessThan(n(98)), &Condition::AtLeast(n(98))), Decision::Fails);
        assert_eq!(decide(Value::AtMost(n(98)), &Condition::AtLeast(n(98))), Decision::Undecided);
    }

    #[test]
    fn an_excess_over_a_range_is_no_failure() {
        assert_eq!(decide(Value::Exact(n(5)), &Condition::Between(n(2), n(3))), Decision::Holds);
        assert_eq!(decide(Value::Exact(n(1)), &Condition::Between(n(2), n(3))), Decision::Fails);
    }

    #[test]
    fn sums_and_differences_of_bounds_are_bounds() {
        let known = |value| Interval::known(value).unwrap();
        let sum = known(Value::AtLeast(n(2000))).plus(known(Value::MoreThan(n(4000)))).unwrap();
        assert_eq!(sum.value(), Some(Value::MoreThan(n(6000))));
        let difference = known(Value::AtLeast(n(99))).minus(known(Value::Exact(n(95)))).unwrap();
        assert_eq!(difference.value(), Some(Value::AtLeast(n(4))));
        let unknown = known(Value::AtLeast(n(99))).minus(known(Value::AtLeast(n(95)))).unwrap();
        assert_eq!(unknown.value(), None);
        assert_eq!(
            known(Value::Exact(n(1))).hull(known(Value::Exact(n(3)))).value(),
            Some(Value::Between(n(1), n(3)))
        );
    }

    proptest! {
        /// A wider bound is met by all that met the narrower one.
        #[test]
        fn widening_a_bound_never_undoes_what_it_met(bound in -20i64..20, wider in 0i64..9, low in -20i64..20, width in 0i64..9, kind in 0..6) {
            let value = match kind {
                0 => Value::Exact(n(low)),
                1 => Value::AtLeast(n(low)),
                2 => Value::MoreThan(n(low)),
                3 => Value::AtMost(n(low)),
                4 => Value::LessThan(n(low)),
                _ => Value::Between(n(low), n(low + width + 1)),
            };
            for (narrow, wide) in [
                (Condition::AtLeast(n(bound)), Condition::AtLeast(n(bound - wider))),
                (Condition::MoreThan(n(bound)), Condition::AtLeast(n(bound))),
                (Condition::AtMost(n(bound)), Condition::AtMost(n(bound + wider))),
                (Condition::LessThan(n(bound)), Condition::AtMost(n(bound))),
                (Condition::About(n(bound), Some(n(1))), Condition::About(n(bound), Some(n(1 + wider)))),
            ] {
                prop_assert!(decide(value, &narrow) != Decision::Holds || decide(value, &wide) == Decision::Holds);
                prop_assert!(decide(value, &wide) != Decision::Fails || decide(value, &narrow) == Decision::Fails);
            }
        }

        /// The decision on an interval is the decision on each of its numbers.
        #[test]
        fn intervals_agree_with_their_numbers(bound in -20i64..20, low in -20i64..20, width in 0i64..20, strict: bool) {
            let condition = if strict { Condition::MoreThan(n(bound)) } else { Condition::AtLeast(n(bound)) };
            let holds = |x: i64| if strict { x > bound } else { x >= bound };
            let numbers: Vec<bool> = (low..=low + width).map(holds).collect();
            let value = if width == 0 { Value::Exact(n(low)) } else { Value::Between(n(low), n(low + width)) };
            let decision = decide(value, &condition);
            prop_assert_eq!(decision == Decision::Holds, numbers.iter().all(|b| *b));
            prop_assert_eq!(decision == Decision::Fails, numbers.iter().all(|b| !*b));
        }
    }
}
