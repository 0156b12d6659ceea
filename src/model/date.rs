//! Days and periods: when something was said, is due, or what a figure covers.
//!
//! In: literal texts (`2025`, `2023/2025`, `2023-09-06`, `yearly`, `window:3年来`). Out: [`Date`], [`Period`].
//! It must not know the clock or a time zone.

use std::fmt::{self, Write};

use super::choice::choices;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day, where it exists and its year lies between 1000 and 9999.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Date> {
        (1000..=9999)
            .contains(&year)
            .then(|| jiff::civil::Date::new(year, month, day).ok().map(Date))
            .flatten()
    }

    /// Reads `2023-09-06`.
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        Date::new(digits(year)?, digits(month)?, digits(day)?)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The days since 1970-01-01, for places on a time axis.
    pub fn days(self) -> i32 {
        let epoch = jiff::civil::Date::constant(1970, 1, 1);
        i32::try_from(self.0.duration_since(epoch).as_hours() / 24).unwrap_or_default()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        written(f, &[self.year(), self.month().into(), self.day().into()])
    }
}

/// A year, and a month and a day where they are given: `2023-09-06`. The tables of a nation are full of them.
fn written(f: &mut fmt::Formatter<'_>, parts: &[i16]) -> fmt::Result {
    let mut text = *b"0000-00-00";
    let mut end = 0;
    for part in parts {
        let width = if end == 0 { 4 } else { 2 };
        let start = if end == 0 { 0 } else { end + 1 };
        end = start + width;
        let mut rest = part.unsigned_abs();
        for digit in text[start..end].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
    }
    // Digits and hyphens are UTF-8.
    f.write_str(std::str::from_utf8(&text[..end]).unwrap_or_default())
}

fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

choices! {
    /// How often something returns.
    Recurrence {
        /// Each calendar year.
        Yearly = "yearly", "每年", "every year";
        /// Each month.
        Monthly = "monthly", "每月", "every month";
        /// Each school term.
        Termly = "termly", "每学期", "every term";
        /// Each school year, which is not a calendar year.
        SchoolYearly = "school-yearly", "每学年", "every school year";
        /// Every two years.
        Biennial = "biennial", "每两年", "every two years";
        /// At an interval that the document does not give.
        Regular = "regular", "定期", "regularly";
    }
}

/// The words of a document for a time. Few periods have any, so that they take no room in those that have none.
pub type Label = Box<Box<str>>;

/// What time a record covers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// From the first to the last year, both included.
    Years(i16, i16),
    /// A month of a year.
    Month(i16, i8),
    /// From the first to the last month, both included.
    Months((i16, i8), (i16, i8)),
    /// A day.
    Date(Date),
    /// A recurrence without an end of its own.
    Recurring(Recurrence),
    /// A window whose ends the document does not give, as printed: 3年来.
    Window(Label),
    /// A moment without a date, as printed: 扩建前.
    Moment(Label),
    /// The document does not say: 未注明.
    Unstated,
}

impl Period {
    /// Reads a period as authors write it.
    pub fn parse(text: &str) -> Option<Period> {
        // Nearly all periods are years.
        if text.len() == 4 {
            return Period::year(digits(text)?);
        }
        if let Some(label) = text.strip_prefix("window:").map(str::trim) {
            return (!label.is_empty()).then(|| Period::Window(Label::new(label.into())));
        }
        if let Some(label) = text.strip_prefix("moment:").map(str::trim) {
            return (!label.is_empty()).then(|| Period::Moment(Label::new(label.into())));
        }
        if text == "unstated" {
            return Some(Period::Unstated);
        }
        if let Some(recurrence) = Recurrence::from_key(text) {
            return Some(Period::Recurring(recurrence));
        }
        match text.split_once('/') {
            None => Period::point(text),
            Some((from, to)) => match (Period::point(from)?, Period::point(to)?) {
                (Period::Year(from), Period::Year(to)) if from < to => Some(Period::Years(from, to)),
                (Period::Month(y, m), Period::Month(to_y, to_m)) if (y, m) < (to_y, to_m) => {
                    Some(Period::Months((y, m), (to_y, to_m)))
                }
                _ => None,
            },
        }
    }

    fn point(text: &str) -> Option<Period> {
        match text.len() {
            4 => Period::year(digits(text)?),
            7 => {
                let (year, month) = text.split_once('-')?;
                let (year, month) = (digits(year)?, digits(month)?);
                Date::new(year, month, 1).map(|_| Period::Month(year, month))
            }
            10 => Date::parse(text).map(Period::Date),
            _ => None,
        }
    }

    /// A year between 1000 and 9999.
    pub fn year(year: i16) -> Option<Period> {
        (1000..=9999).contains(&year).then_some(Period::Year(year))
    }

    /// The first and the last year, where the period stands on a time axis.
    pub fn years(&self) -> Option<(i16, i16)> {
        match self {
            Period::Year(year) | Period::Month(year, _) => Some((*year, *year)),
            Period::Years(from, to) | Period::Months((from, _), (to, _)) => Some((*from, *to)),
            Period::Date(date) => Some((date.year(), date.year())),
            Period::Recurring(_) | Period::Window(_) | Period::Moment(_) | Period::Unstated => None,
        }
    }

    /// The last day, where the period stands on a time axis: an imprecise date counts as its last day.
    pub fn last_day(&self) -> Option<Date> {
        match self {
            Period::Year(year) | Period::Years(_, year) => Date::new(*year, 12, 31),
            Period::Month(year, month) | Period::Months(_, (year, month)) => {
                Date::new(*year, *month, 1).map(|date| Date(date.0.last_of_month()))
            }
            Period::Date(date) => Some(*date),
            Period::Recurring(_) | Period::Window(_) | Period::Moment(_) | Period::Unstated => None,
        }
    }

    /// The first day, where the period stands on a time axis.
    pub fn first_day(&self) -> Option<Date> {
        match self {
            Period::Year(year) | Period::Years(year, _) => Date::new(*year, 1, 1),
            Period::Month(year, month) | Period::Months((year, month), _) => Date::new(*year, *month, 1),
            Period::Date(date) => Some(*date),
            Period::Recurring(_) | Period::Window(_) | Period::Moment(_) | Period::Unstated => None,
        }
    }

    /// The single year that the period is, where it is one.
    pub fn single_year(&self) -> Option<i16> {
        match self {
            Period::Year(year) => Some(*year),
            _ => None,
        }
    }
}

/// The form of data files. Labels are written as printed, without a prefix.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Year(year) => written(f, &[*year]),
            Period::Years(from, to) => {
                written(f, &[*from])?;
                f.write_char('/')?;
                written(f, &[*to])
            }
            Period::Month(year, month) => written(f, &[*year, i16::from(*month)]),
            Period::Months(from, to) => {
                written(f, &[from.0, i16::from(from.1)])?;
                f.write_char('/')?;
                written(f, &[to.0, i16::from(to.1)])
            }
            Period::Date(date) => fmt::Display::fmt(date, f),
            Period::Recurring(recurrence) => f.write_str(recurrence.key()),
            Period::Window(label) | Period::Moment(label) => f.write_str(label),
            Period::Unstated => f.write_str("unstated"),
        }
    }
}

/// Since when a change counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Since {
    /// Since a period on the time axis or a labelled moment.
    Period(Period),
    /// Since the year before: 同比.
    PreviousYear,
    /// The document does not say since when.
    Unstated,
}

impl Since {
    /// Reads `previous-year`, `unstated` or a period.
    pub fn parse(text: &str) -> Option<Since> {
        match text {
            "previous-year" => Some(Since::PreviousYear),
            "unstated" => Some(Since::Unstated),
            _ => Period::parse(text).map(Since::Period),
        }
    }

    /// The year from which a change up to `year` is counted, where there is one.
    pub fn base_year(&self, year: i16) -> Option<i16> {
        match self {
            Since::Period(period) => period.years().map(|(_, last)| last),
            Since::PreviousYear => Some(year - 1),
            Since::Unstated => None,
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Since::Period(period) => write!(f, "{period}"),
            Since::PreviousYear => f.write_str("previous-year"),
            Since::Unstated => f.write_str("unstated"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_existing_days_and_ascending_ranges_are_periods() {
        for text in ["2025", "2023/2025", "2025-09", "2025-07/2025-08", "2024-02-29", "yearly", "unstated"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["", "25", "2023-13", "2023-02-29", "2025/2023", "2025/2025", "2023/2024-05", "window:", "０２５"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
        assert_eq!(Period::parse("window:3年来").unwrap().to_string(), "3年来");
    }

    #[test]
    fn days_are_counted_from_the_epoch() {
        let days = |text| Date::parse(text).unwrap().days();
        assert_eq!([days("1970-01-01"), days("1969-12-31"), days("2023-09-07")], [0, -1, 19_607]);
    }

    #[test]
    fn an_imprecise_date_counts_as_its_last_day() {
        let last = |text| Period::parse(text).unwrap().last_day().unwrap().to_string();
        assert_eq!(last("2024-02"), "2024-02-29");
        assert_eq!(last("2025"), "2025-12-31");
        assert_eq!(last("2025-07/2025-08"), "2025-08-31");
        assert_eq!(Period::parse("moment:扩建前").unwrap().last_day(), None);
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC{0,20}") {
            let _ = Period::parse(&text);
            let _ = Since::parse(&text);
        }
    }
}
