//! Exact decimal numbers: the only form a figure has between its literal text and the page.
//!
//! In: the literal text of a number (`74.48`, `-0.5`, `1_000`). Out: [`Decimal`], its arithmetic and its
//! rounding. It must not pass through `f64`: [`Decimal::coordinate`] is for places in a picture alone.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Neg, Sub};

/// The largest number of significant digits that a literal may have.
pub const MAX_DIGITS: usize = 15;
/// The largest number of decimal places that a literal may have.
pub const MAX_DECIMALS: usize = 6;

/// An exact decimal number that keeps the decimal places it was written with (`98.20` stays `98.20`).
///
/// ```
/// use dajuan::model::Decimal;
/// let now = Decimal::parse("66.90").unwrap();
/// let before = Decimal::parse("58.31").unwrap();
/// assert_eq!((now - before).to_string(), "8.59");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(rust_decimal::Decimal);

/// Why a text is not a decimal number that can be kept exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecimalError {
    /// The text is not digits with at most one decimal point.
    Malformed,
    /// `1e5`: exponents are refused because they hide how precise the source was.
    Exponent,
    /// `nan` and `inf` are not figures.
    NotFinite,
    /// More than [`MAX_DIGITS`] significant digits.
    TooManyDigits,
    /// More than [`MAX_DECIMALS`] decimal places.
    TooManyDecimals,
}

/// How a figure is rounded for display. Verdicts never use rounded figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rounding {
    /// Half to even, in one step from the literal: GB/T 8170—2008, 3.2.
    #[default]
    Gb8170,
    /// Half away from zero: 四舍五入, as most statistical bulletins do.
    HalfUp,
}

impl Decimal {
    /// Zero without decimal places.
    pub const ZERO: Decimal = Decimal(rust_decimal::Decimal::ZERO);

    /// Reads a literal: an optional sign, digits (`_` between them is allowed) and at most one point.
    ///
    /// # Errors
    /// See [`DecimalError`]; nothing is ever cut off or rounded to fit.
    pub fn parse(text: &str) -> Result<Decimal, DecimalError> {
        let plain = if text.contains('_') { Cow::Owned(text.replace('_', "")) } else { Cow::Borrowed(text) };
        let body = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
        if matches!(body, "nan" | "inf") {
            return Err(DecimalError::NotFinite);
        }
        if body.starts_with(|c: char| c.is_ascii_digit())
            && body.contains(['e', 'E'])
            && !body.starts_with("0x")
        {
            return Err(DecimalError::Exponent);
        }
        let (whole, fraction) = body.split_once('.').unwrap_or((body, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError::Malformed);
        }
        let decimals = body.split_once('.').map_or(0, |(_, f)| f.len());
        if decimals > MAX_DECIMALS {
            return Err(DecimalError::TooManyDecimals);
        }
        if whole.trim_start_matches('0').len() + decimals > MAX_DIGITS {
            return Err(DecimalError::TooManyDigits);
        }
        // So few digits are a whole number of the last place; zero may have a sign, which the library knows how to keep.
        let digits = whole.bytes().chain(fraction.bytes().take(decimals));
        match digits.fold(0_i64, |number, b| number * 10 + i64::from(b - b'0')) {
            0 => plain.parse().map(Decimal).map_err(|_| DecimalError::Malformed),
            number => {
                let signed = if plain.starts_with('-') { -number } else { number };
                Ok(Decimal(rust_decimal::Decimal::new(signed, decimals as u32)))
            }
        }
    }

    /// A whole number.
    pub fn from_integer(value: i64) -> Decimal {
        Decimal(value.into())
    }

    /// The number of decimal places that are kept, zeros at the end included.
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// Whether it is less than zero.
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Decimal {
        Decimal(self.0.abs())
    }

    /// The exact product, or `None` where it would need more than 28 digits.
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        let exact_scale = self.0.scale() + other.0.scale();
        let product = self.0.checked_mul(other.0)?;
        (product.scale() == exact_scale || product.is_zero()).then_some(Decimal(product))
    }

    /// The exact sum, or `None` where it would need more than 28 digits.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let exact_scale = self.0.scale().max(other.0.scale());
        let sum = self.0.checked_add(other.0).map(|sum| self.kept(other, sum))?;
        (sum.scale() == exact_scale).then_some(Decimal(sum))
    }

    /// A sum with the decimal places of its parts: the library drops those of a zero.
    fn kept(self, other: Decimal, mut sum: rust_decimal::Decimal) -> rust_decimal::Decimal {
        if self.is_zero() || other.is_zero() {
            sum.rescale(self.0.scale().max(other.0.scale()));
        }
        sum
    }

    /// Rounds to `decimals` places in one step and pads with zeros: `1.5` to two places is `1.50`.
    #[must_use]
    pub fn round(self, decimals: u32, rounding: Rounding) -> Decimal {
        let strategy = match rounding {
            Rounding::Gb8170 => rust_decimal::RoundingStrategy::MidpointNearestEven,
            Rounding::HalfUp => rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        };
        let mut rounded = self.0.round_dp_with_strategy(decimals, strategy);
        rounded.rescale(decimals);
        Decimal(if rounded.is_zero() { rounded.abs() } else { rounded })
    }

    /// `self ÷ divisor` rounded to `decimals` places, or `None` where the divisor is zero.
    pub fn ratio(self, divisor: Decimal, decimals: u32, rounding: Rounding) -> Option<Decimal> {
        self.0.checked_div(divisor.0).map(|quotient| Decimal(quotient).round(decimals, rounding))
    }

    /// Compares `self / divisor` with `bound` without dividing, so that nothing is rounded; `None` where the
    /// divisor is not positive or the product has too many digits.
    pub fn cmp_ratio(self, divisor: Decimal, bound: Decimal) -> Option<Ordering> {
        if divisor.is_negative() || divisor.is_zero() {
            return None;
        }
        bound.checked_mul(divisor).map(|product| self.cmp(&product))
    }

    /// The number without zeros at the end of its decimal places.
    #[must_use]
    pub fn trimmed(self) -> Decimal {
        Decimal(self.0.normalize())
    }

    /// Shifts the decimal point: `10.6` by 4 is `106000`; exact, or `None` where the digits do not fit.
    pub fn shifted(self, powers_of_ten: i32) -> Option<Decimal> {
        let mut factor = Decimal::from_integer(1);
        for _ in 0..powers_of_ten.unsigned_abs() {
            factor = factor.checked_mul(Decimal::from_integer(10))?;
        }
        if powers_of_ten >= 0 {
            self.checked_mul(factor).map(Decimal::trimmed)
        } else {
            let mut shifted = self.0.normalize();
            let scale = shifted.scale() + powers_of_ten.unsigned_abs();
            shifted.set_scale(scale).ok()?;
            Some(Decimal(shifted.normalize()))
        }
    }

    /// The number in units of a decimal place, `106.5` in thousandths as 106500; none where it has more decimals.
    pub fn in_units(self, decimals: u32) -> Option<i128> {
        let missing = decimals.checked_sub(self.0.scale())?;
        10_i128.checked_pow(missing).and_then(|factor| self.0.mantissa().checked_mul(factor))
    }

    /// The place of the number in a picture. Nothing else may use it.
    pub fn coordinate(self) -> f64 {
        let digits = self.0.mantissa() as f64;
        (0..self.0.scale()).fold(digits, |value, _| value / 10.0)
    }
}

impl Add for Decimal {
    type Output = Decimal;
    fn add(self, other: Decimal) -> Decimal {
        Decimal(self.kept(other, self.0 + other.0))
    }
}

impl Sub for Decimal {
    type Output = Decimal;
    fn sub(self, other: Decimal) -> Decimal {
        Decimal(self.kept(other, self.0 - other.0))
    }
}

impl Neg for Decimal {
    type Output = Decimal;
    fn neg(self) -> Decimal {
        if self.is_zero() { self } else { Decimal(-self.0) }
    }
}

/// The plain form for data files: ASCII digits, `-`, a point, nothing else; never `-0`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mantissa, places) = (self.0.mantissa(), self.0.scale());
        let rest = u64::try_from(mantissa.unsigned_abs());
        let (Ok(mut rest), None) = (rest, f.precision()) else {
            return fmt::Display::fmt(&self.0, f);
        };
        // Room for a sign and 20 digits, or for a sign, a digit, a point and 28 decimal places.
        let mut text = [0; 32];
        let mut from = text.len();
        for place in 0_u32.. {
            if place > places && rest == 0 {
                break;
            }
            if place == places && place > 0 {
                from -= 1;
                text[from] = b'.';
            }
            from -= 1;
            text[from] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        if f.width().is_none() && !f.sign_plus() {
            // As it nearly always is: nothing is to be made wider.
            if mantissa < 0 {
                from -= 1;
                text[from] = b'-';
            }
            return f.write_str(std::str::from_utf8(&text[from..]).unwrap_or_default());
        }
        // Digits and a point are UTF-8.
        f.pad_integral(mantissa >= 0, "", std::str::from_utf8(&text[from..]).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    proptest! {
        #[test]
        fn a_number_is_written_as_the_library_writes_it(number in any::<i64>(), more in any::<i128>(), places in 0_u32..=28) {
            for mantissa in [number.into(), i128::from(number % 1000), more >> 33, 0] {
                let number = rust_decimal::Decimal::from_i128_with_scale(mantissa, places);
                prop_assert_eq!(Decimal(number).to_string(), number.to_string());
                prop_assert_eq!(format!("{:>+40}", Decimal(number)), format!("{number:>+40}"));
                prop_assert_eq!(format!("{:.2}", Decimal(number)), format!("{number:.2}"));
            }
        }
    }

    #[test]
    fn units_of_a_decimal_place_are_whole_numbers() {
        assert_eq!(d("106.5").in_units(3), Some(106_500));
        assert_eq!(d("-0.000001").in_units(6), Some(-1));
        assert_eq!(d("7").in_units(0), Some(7));
        assert_eq!(d("0.25").in_units(1), None);
        assert_eq!(d("999999999999999").in_units(6), Some(999_999_999_999_999_000_000));
    }

    #[test]
    fn differences_that_binary_fractions_get_wrong_are_exact() {
        assert_eq!((d("66.90") - d("58.31")).to_string(), "8.59");
        assert_eq!((d("58.31") - d("50.52")).to_string(), "7.79");
        assert_eq!((d("74.48") - d("66.90")).to_string(), "7.58");
        assert_eq!((d("74.48") - d("23.96")).to_string(), "50.52");
    }

    #[test]
    fn a_zero_keeps_its_decimal_places_in_sums() {
        assert_eq!((d("0.00") - d("0")).to_string(), "0.00");
        assert_eq!((d("50") - d("50.0")).to_string(), "0.0");
        assert_eq!(d("0.0").checked_add(d("5")).unwrap().to_string(), "5.0");
        assert_eq!(d("5").checked_add(d("-0.00")).unwrap().to_string(), "5.00");
    }

    #[test]
    fn literals_that_cannot_be_kept_are_refused() {
        for (text, error) in [
            ("1e5", DecimalError::Exponent),
            ("nan", DecimalError::NotFinite),
            ("-inf", DecimalError::NotFinite),
            ("", DecimalError::Malformed),
            ("1.", DecimalError::Malformed),
            (".5", DecimalError::Malformed),
            ("1.2.3", DecimalError::Malformed),
            ("１", DecimalError::Malformed),
            ("0x1e", DecimalError::Malformed),
            ("1234567890123456", DecimalError::TooManyDigits),
            ("0.1234567", DecimalError::TooManyDecimals),
        ] {
            assert_eq!(Decimal::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn rounding_follows_the_examples_of_gb_t_8170() {
        for (text, decimals, expected) in [
            ("12.1498", 1, "12.1"),
            ("12.1498", 0, "12"),
            ("10.5002", 0, "11"),
            ("1.050", 1, "1.0"),
            ("0.35", 1, "0.4"),
            ("0.45", 1, "0.4"),
            ("-0.0365", 3, "-0.036"),
            ("15.4546", 0, "15"),
            ("-0.04", 1, "0.0"),
        ] {
            assert_eq!(d(text).round(decimals, Rounding::Gb8170).to_string(), expected, "{text}");
        }
        assert_eq!(d("0.45").round(1, Rounding::HalfUp).to_string(), "0.5");
    }

    #[test]
    fn a_number_knows_its_places_and_its_sign() {
        assert_eq!(["5", "98.2", "98.20", "-0.00"].map(|text| d(text).decimals()), [0, 1, 2, 2]);
        assert_eq!(
            ["-0.01", "-0", "0", "0.01"].map(|text| d(text).is_negative()),
            [true, false, false, false]
        );
        assert_eq!(["-0.01", "-0.0", "0", "0.01"].map(|text| d(text).is_zero()), [false, true, true, false]);
        assert_eq!(["-1.50", "1.50", "-0"].map(|text| d(text).abs().to_string()), ["1.50", "1.50", "0"]);
        assert_eq!((-d("1.50")).to_string(), "-1.50");
        assert_eq!((-d("0.00")).to_string(), "0.00");
        assert_eq!(d("98.20").trimmed().to_string(), "98.2");
        assert_eq!(d("100").trimmed().to_string(), "100");
        assert_eq!(Decimal::from_integer(-7).to_string(), "-7");
    }

    #[test]
    fn products_and_sums_that_do_not_fit_are_refused() {
        assert_eq!(d("1.5").checked_mul(d("-2.04")).map(|n| n.to_string()), Some("-3.060".into()));
        assert_eq!(d("1.5").checked_add(d("-2.04")).map(|n| n.to_string()), Some("-0.54".into()));
        let large = d("999999999999999").shifted(12).unwrap();
        assert_eq!(large.checked_mul(large), None);
        assert_eq!(d("1").shifted(-40), None);
        assert_eq!(d("1").shifted(40), None);
    }

    #[test]
    fn ratios_are_rounded_once_and_never_divide_by_nothing() {
        let ratio = |a, b, decimals| d(a).ratio(d(b), decimals, Rounding::Gb8170).map(|n| n.to_string());
        assert_eq!(ratio("1", "3", 4), Some("0.3333".into()));
        assert_eq!(ratio("-2", "3", 2), Some("-0.67".into()));
        assert_eq!(ratio("1", "0", 2), None);
        assert_eq!(d("1").cmp_ratio(d("0"), d("1")), None);
        assert_eq!(d("1").cmp_ratio(d("-4"), d("1")), None);
        assert_eq!(d("10").cmp_ratio(d("4"), d("2.5")), Some(Ordering::Equal));
        assert_eq!(d("9.9").cmp_ratio(d("4"), d("2.5")), Some(Ordering::Less));
    }

    #[test]
    fn a_place_in_a_picture_is_near_the_number() {
        for (text, place) in [("74.48", 74.48), ("-0.5", -0.5), ("100", 100.0)] {
            assert!((d(text).coordinate() - place).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn ten_thousands_are_exact_in_both_directions() {
        assert_eq!(d("10.6").shifted(4).unwrap().to_string(), "106000");
        assert_eq!(d("106000").shifted(-4).unwrap().to_string(), "10.6");
        assert_eq!(d("46").shifted(8).unwrap().to_string(), "4600000000");
    }

    proptest! {
        #[test]
        fn a_literal_survives_reading_and_writing(whole in 0u64..999_999_999, fraction in "[0-9]{0,6}", minus: bool) {
            let sign = if minus && (whole > 0 || fraction.bytes().any(|b| b != b'0')) { "-" } else { "" };
            let text = if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
            prop_assert_eq!(d(&text).to_string(), text);
        }

        #[test]
        fn subtraction_undoes_addition(a in -99_999_999i64..99_999_999, b in -99_999_999i64..99_999_999, s in 0i32..6) {
            let (a, b) = (Decimal::from_integer(a).shifted(-s).unwrap(), Decimal::from_integer(b).shifted(-s / 2).unwrap());
            prop_assert_eq!(a + b - b, a);
        }

        #[test]
        fn rounding_moves_by_half_a_unit_at_most_and_only_once(n in -99_999_999i64..99_999_999, decimals in 0u32..4) {
            let exact = Decimal::from_integer(n).shifted(-4).unwrap();
            for rounding in [Rounding::Gb8170, Rounding::HalfUp] {
                let rounded = exact.round(decimals, rounding);
                let half = Decimal::from_integer(5).shifted(-(decimals as i32) - 1).unwrap();
                prop_assert!((rounded - exact).abs() <= half);
                prop_assert_eq!(rounded.round(decimals, rounding), rounded);
            }
        }

        #[test]
        fn comparing_a_ratio_agrees_with_multiplying_out(a in -9999i64..9999, b in 1i64..9999, c in -9999i64..9999) {
            let ordering = Decimal::from_integer(a).cmp_ratio(Decimal::from_integer(b), Decimal::from_integer(c));
            prop_assert_eq!(ordering, Some(a.cmp(&(b * c))));
        }
    }
}
