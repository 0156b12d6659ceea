//! Units and quantities: numbers that know what they count.
//!
//! In: a unit as printed (`%`, `万人`, `个百分点`). Out: [`Unit`], [`Quantity`] and the differences between
//! quantities. It must not mix percent with percentage points, and must not calculate with ranks or grades.

use std::sync::{Arc, LazyLock};

use super::decimal::Decimal;

/// What kind of number a unit makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Hundredths of a whole.
    Percent,
    /// Differences between percentages: 个百分点.
    PercentagePoint,
    /// A place in an order, 1 the best: neither averaged nor interpolated.
    Rank,
    /// A grade of a scale, counted from the worst: ordered, neither added nor averaged.
    Grade,
    /// A multiple: 倍.
    Multiple,
    /// A number of things or an amount.
    Amount,
}

/// A unit as printed, with its scale split off.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit(Arc<Parts>);

/// What a unit is made of: some thousand values share it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Parts {
    printed: Box<str>,
    /// 4 for 万, 8 for 亿, 0 without either.
    scale: u8,
    base_start: u8,
}

/// The unit of most differences.
static PERCENTAGE_POINTS: LazyLock<Unit> =
    LazyLock::new(|| Unit(Arc::new(Parts { printed: "个百分点".into(), scale: 0, base_start: 0 })));

impl Unit {
    /// Reads a unit: 万 and 亿 in front of something counted are scales of it.
    pub fn parse(printed: &str) -> Option<Unit> {
        let printed = printed.trim();
        if printed.is_empty() || printed.chars().count() > 24 || printed.chars().any(char::is_control) {
            return None;
        }
        let scaled = [("万亿", 12), ("亿", 8), ("万", 4)].into_iter().find_map(|(prefix, scale)| {
            let base = printed.strip_prefix(prefix)?;
            (!base.is_empty()).then_some((prefix.len() as u8, scale))
        });
        let (base_start, scale) = scaled.unwrap_or((0, 0));
        Some(Unit(Arc::new(Parts { printed: printed.into(), scale, base_start })))
    }

    /// Percentage points.
    pub fn percentage_points() -> Unit {
        PERCENTAGE_POINTS.clone()
    }

    /// The unit as printed: `万人`.
    pub fn printed(&self) -> &str {
        &self.0.printed
    }

    /// What is counted, without the scale: `人`.
    pub fn base(&self) -> &str {
        &self.0.printed[usize::from(self.0.base_start)..]
    }

    /// The power of ten of its scale: 4 for 万, 8 for 亿.
    pub fn scale(&self) -> u8 {
        self.0.scale
    }

    /// What kind of number it makes.
    pub fn dimension(&self) -> Dimension {
        match &*self.0.printed {
            "%" | "％" | "percent" => Dimension::Percent,
            "个百分点" | "百分点" | "percentage points" => Dimension::PercentagePoint,
            "位" | "名次" | "rank" => Dimension::Rank,
            "等级" | "grade" => Dimension::Grade,
            "倍" | "times" => Dimension::Multiple,
            _ => Dimension::Amount,
        }
    }

    /// The unit of a difference between two values of this unit, where such a difference has a meaning.
    pub fn of_difference(&self) -> Option<Unit> {
        match self.dimension() {
            Dimension::Percent => Some(Unit::percentage_points()),
            Dimension::Rank | Dimension::Grade => None,
            Dimension::PercentagePoint | Dimension::Multiple | Dimension::Amount => Some(self.clone()),
        }
    }

    /// A number of this unit on the scale of another one that counts the same thing.
    pub fn rescaled(&self, number: Decimal, other: &Unit) -> Option<Decimal> {
        if self == other {
            return Some(number);
        }
        if !self.is_commensurable(other) {
            return None;
        }
        if self.0.scale == other.0.scale {
            return Some(number);
        }
        number.shifted(i32::from(self.0.scale) - i32::from(other.0.scale))
    }

    /// Whether values of both units count the same thing, perhaps on other scales.
    pub fn is_commensurable(&self, other: &Unit) -> bool {
        self.dimension() == other.dimension()
            && (self.base() == other.base() || self.dimension() != Dimension::Amount)
    }
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number, in the unit's scale.
    pub value: Decimal,
    /// The unit.
    pub unit: Unit,
}

impl Quantity {
    /// The same quantity on the scale of another unit that counts the same thing: 10.6 万个 is 106000 个.
    pub fn on_scale_of(&self, unit: &Unit) -> Option<Decimal> {
        self.unit.rescaled(self.value, unit)
    }

    /// `self − earlier`: of percentages in percentage points, of amounts in the unit of `self`; `None` where
    /// the units do not count the same thing or a difference has no meaning (ranks).
    pub fn minus(&self, earlier: &Quantity) -> Option<Quantity> {
        self.combine(true, earlier)
    }

    /// `self − other` or `self + other`, with the unit that follows: a percentage less a percentage is in
    /// percentage points, a percentage with percentage points added or taken off is a percentage; `None` where no
    /// unit follows, or where the result would have too many digits to be exact.
    pub fn combine(&self, minus: bool, other: &Quantity) -> Option<Quantity> {
        use Dimension::{Amount, Multiple, Percent, PercentagePoint};
        let (number, unit) = match (self.unit.dimension(), other.unit.dimension()) {
            (Percent, Percent) if minus => (other.value, Unit::percentage_points()),
            (Percent, Percent | PercentagePoint) | (PercentagePoint, PercentagePoint) => {
                (other.value, self.unit.clone())
            }
            (PercentagePoint, Percent) if !minus => (other.value, other.unit.clone()),
            (Amount, Amount) | (Multiple, Multiple) => (other.on_scale_of(&self.unit)?, self.unit.clone()),
            _ => return None,
        };
        Some(Quantity { value: self.value.checked_add(if minus { -number } else { number })?, unit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quantity(value: &str, unit: &str) -> Quantity {
        Quantity { value: Decimal::parse(value).unwrap(), unit: Unit::parse(unit).unwrap() }
    }

    #[test]
    fn a_difference_of_percentages_is_percentage_points() {
        let change = quantity("74.48", "%").minus(&quantity("50.52", "%")).unwrap();
        assert_eq!((change.value.to_string().as_str(), change.unit.printed()), ("23.96", "个百分点"));
    }

    #[test]
    fn a_unit_has_24_characters_at_most_and_all_of_them_are_visible() {
        assert!(Unit::parse(&"人".repeat(24)).is_some());
        assert!(Unit::parse(&"人".repeat(25)).is_none());
        assert!(Unit::parse("人\u{7}").is_none() && Unit::parse("  ").is_none());
    }

    #[test]
    fn a_percentage_takes_points_and_points_do_not_take_a_percentage_off() {
        let combined = |minus, a: &Quantity, b: &Quantity| {
            a.combine(minus, b).map(|sum| format!("{}{}", sum.value, sum.unit.printed()))
        };
        let (rate, other, points) = (quantity("60", "%"), quantity("5", "%"), quantity("2", "个百分点"));
        assert_eq!(combined(true, &rate, &other).as_deref(), Some("55个百分点"));
        assert_eq!(combined(false, &rate, &other).as_deref(), Some("65%"));
        assert_eq!(combined(true, &rate, &points).as_deref(), Some("58%"));
        assert_eq!(combined(false, &points, &rate).as_deref(), Some("62%"));
        assert_eq!(combined(true, &points, &rate), None);
    }

    #[test]
    fn ranks_and_unlike_things_have_no_difference() {
        assert_eq!(quantity("2", "位").minus(&quantity("3", "位")), None);
        assert_eq!(quantity("2", "所").minus(&quantity("3", "人")), None);
    }

    #[test]
    fn scales_are_taken_off_units_but_not_off_their_names() {
        assert_eq!(Unit::parse("万人").unwrap().base(), "人");
        assert_eq!(Unit::parse("亿元").unwrap().base(), "元");
        assert_eq!(Unit::parse("万").unwrap().base(), "万");
        assert_eq!(
            quantity("10.6", "万个").on_scale_of(&Unit::parse("个").unwrap()).unwrap().to_string(),
            "106000"
        );
        assert_eq!(Unit::parse(" "), None);
    }

    proptest! {
        #[test]
        fn scales_are_exact_in_both_directions(n in 0i64..99_999_999) {
            let (small, large) = (Unit::parse("元").unwrap(), Unit::parse("亿元").unwrap());
            let amount = Quantity { value: Decimal::from_integer(n), unit: small.clone() };
            let scaled = Quantity { value: amount.on_scale_of(&large).unwrap(), unit: large };
            prop_assert_eq!(scaled.on_scale_of(&small), Some(amount.value));
        }
    }
}
