//! Numbers, units and amounts as words in one language.
//!
//! In: decimals and units. Out: finished strings. It must not round but where an indicator says so: what is put on another scale
//! stays exact.

use super::Phrase;
use crate::bilingual::Lang;
use crate::model::{Decimal, Dimension, Indicator, Rounding, Unit};

impl<'p> Phrase<'p> {
    /// A number for readers: the minus sign of mathematics, groups of three in English.
    pub(crate) fn number(self, number: Decimal) -> String {
        let plain = number.to_string();
        if self.lang == Lang::Zh && !number.is_negative() {
            return plain;
        }
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("−", digits));
        let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
        let mut out = String::from(sign);
        for (place, digit) in whole.chars().enumerate() {
            if self.lang == Lang::En && place > 0 && (whole.len() - place) % 3 == 0 && whole.len() > 3 {
                out.push(',');
            }
            out.push(digit);
        }
        if let Some(fraction) = fraction {
            out.push('.');
            out.push_str(fraction);
        }
        out
    }

    /// A number with its sign, zero included.
    pub(crate) fn signed(self, number: Decimal) -> String {
        if number.is_negative() { self.number(number) } else { ["+", &self.number(number)].concat() }
    }

    /// A change with its sign and unit.
    pub(crate) fn signed_amount(self, number: Decimal, unit: &Unit) -> String {
        match self.lang {
            Lang::Zh => [self.signed(number), self.unit(unit)].concat(),
            Lang::En => {
                let sign = if number.is_negative() { '−' } else { '+' };
                format!("{sign}{}", self.amount(number.abs(), unit))
            }
        }
    }

    /// A number of an indicator, rounded where the indicator says so.
    pub(crate) fn of_indicator(self, number: Decimal, indicator: &Indicator) -> String {
        self.number(self.rounded(number, indicator))
    }

    pub(crate) fn rounded(self, number: Decimal, indicator: &Indicator) -> Decimal {
        indicator.decimals.map_or(number, |decimals| number.round(decimals, self.rounding()))
    }

    fn rounding(self) -> Rounding {
        self.project.site.rounding
    }

    /// The unit as it follows numbers, and in English a blank where the unit is a word.
    pub(crate) fn unit(self, unit: &Unit) -> String {
        match (self.lang, unit.dimension()) {
            (_, Dimension::Percent) => "%".to_owned(),
            (Lang::Zh, Dimension::PercentagePoint) => " 个百分点".to_owned(),
            (Lang::Zh, _) => unit.printed().to_owned(),
            (Lang::En, Dimension::Rank | Dimension::Grade) => String::new(),
            (Lang::En, Dimension::Amount) if self.base(unit).is_empty() => {
                match self.scale(unit).trim_end() {
                    "" => String::new(),
                    scale => format!(" × {scale}"),
                }
            }
            // The number stays as printed: 0.08 × 10,000 people.
            (Lang::En, Dimension::Amount) if unit.scale() > 0 => format!(" × {}", self.unit_name(unit)),
            (Lang::En, _) => format!(" {}", self.unit_name(unit)),
        }
    }

    /// What a unit counts, without its scale.
    fn base<'u>(self, unit: &'u Unit) -> &'u str
    where
        'p: 'u,
    {
        self.project.translations.find(self.lang, unit.base())
    }

    /// The scale of a unit in English.
    fn scale(self, unit: &Unit) -> &'static str {
        match unit.scale() {
            4 => "10,000 ",
            8 => "100 million ",
            12 => "trillion ",
            _ => "",
        }
    }

    /// The unit by itself, as it heads a column: `万元`, `10,000 yuan`.
    pub(crate) fn unit_name(self, unit: &Unit) -> String {
        let printed = unit.printed().to_owned();
        match (self.lang, unit.dimension()) {
            (Lang::Zh, _) => printed,
            (Lang::En, Dimension::Percent) => "%".to_owned(),
            (Lang::En, Dimension::PercentagePoint) => "percentage points".to_owned(),
            (Lang::En, Dimension::Rank) => "rank".to_owned(),
            (Lang::En, Dimension::Grade) => "grade".to_owned(),
            (Lang::En, Dimension::Multiple) => "times".to_owned(),
            (Lang::En, Dimension::Amount) => {
                let name = format!("{}{}", self.scale(unit), self.base(unit));
                if name.is_empty() { "number".to_owned() } else { name.trim_end().to_owned() }
            }
        }
    }

    /// The unit that heads an axis up to a value, and the power of ten by which its numbers are divided: an English axis has
    /// thousands and millions in place of 万 and 亿.
    pub(crate) fn axis(self, unit: &Unit, largest: Option<Decimal>) -> (String, i32) {
        let scale = i32::from(unit.scale());
        if self.lang == Lang::Zh || unit.dimension() != Dimension::Amount || scale == 0 {
            return (self.unit_name(unit), 0);
        }
        let reaches = |power: i32| {
            let largest = largest.and_then(|largest| largest.shifted(scale - power));
            largest.is_some_and(|value| value.abs() >= Decimal::from_integer(1))
        };
        let steps = [(9, "billion "), (6, "million ")].into_iter().find(|(power, _)| reaches(*power));
        let (power, word) = steps.unwrap_or((0, ""));
        let name = format!("{word}{}", self.base(unit));
        let name = if name.is_empty() { "number" } else { name.trim_end() };
        (name.to_owned(), power - scale)
    }

    /// A number of an indicator with its unit, as it stands beside a point.
    pub(crate) fn counted(self, number: Decimal, unit: &Unit, indicator: &Indicator) -> String {
        let rounded = self.rounded(number, indicator);
        match self.lang {
            Lang::Zh => [self.number(rounded), self.unit(unit)].concat(),
            Lang::En => self.amount(rounded, unit),
        }
    }

    /// A number with its unit; in English 万 and 亿 become thousands and millions, exactly.
    pub(crate) fn amount(self, number: Decimal, unit: &Unit) -> String {
        if self.lang == Lang::Zh || unit.dimension() != Dimension::Amount {
            let rank =
                if self.lang == Lang::En && unit.dimension() == Dimension::Rank { "rank " } else { "" };
            return [rank, &self.number(number), &self.unit(unit)].concat();
        }
        let is_one = number == Decimal::from_integer(1) && unit.scale() == 0;
        let base = self.project.translations.counted(self.lang, unit.base(), is_one);
        let scale = i32::from(unit.scale());
        let large = [(9, " billion"), (6, " million"), (0, "")].into_iter().find_map(|(power, word)| {
            let shifted = number.shifted(scale - power)?.trimmed();
            let is_whole = shifted.abs() >= Decimal::from_integer(1);
            (scale > 0 && (is_whole || power == 0)).then_some((shifted, word))
        });
        let words = match large {
            Some((shifted, word)) => format!("{}{word} {base}", self.number(shifted)),
            None if scale > 0 => format!("{}{}", self.number(number), self.unit(unit)),
            None => format!("{} {base}", self.number(number)),
        };
        words.trim_end().to_owned()
    }
}
