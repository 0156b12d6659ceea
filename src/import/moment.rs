//! What a cell says of a time: a year as people write it.
//!
//! In: the text of a cell or heading, or a day with the format in which it is shown. Out: the time as the language writes it, `2025` or
//! `"2023/2025"`; none where it is not certain which time is meant.

use super::amount::narrow;
use crate::model::Period;

/// The time that a text names.
pub(super) fn text(written: &str) -> Option<String> {
    let text = narrow(written);
    // 2024年度 is 2024年, but 季度 is a word of its own.
    let text = text.strip_suffix('度').filter(|text| text.ends_with('年')).unwrap_or(&text).trim();
    let found = year(text).or_else(|| range(text)).or_else(|| part(text)).or_else(|| day(text));
    let found = found.or_else(|| Period::parse(text).map(|_| text.to_owned()));
    found.filter(|time| Period::parse(time).is_some_and(|period| is_near(&period)))
}

/// The time that a day stands for, as far as its format shows it.
pub(super) fn shown_day(year: i32, month: u8, day: u8, format: Option<&str>) -> Option<String> {
    let first = format.unwrap_or_default().split(';').next().unwrap_or_default().to_lowercase();
    let (has_month, has_day) = (first.contains('m'), first.contains('d'));
    let time = match (has_month, has_day) {
        (false, false) if first.contains('y') => format!("{year}"),
        (true, false) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    };
    Period::parse(&time).is_some_and(|period| is_near(&period)).then_some(time)
}

/// Whether a time is one of which plans speak: other numbers are days of a calendar that lost their format.
fn is_near(period: &Period) -> bool {
    period.years().is_none_or(|(from, to)| (1900..=2200).contains(&from) && (1900..=2200).contains(&to))
}

/// `2024`, `2024年`, `FY2024`.
fn year(text: &str) -> Option<String> {
    let text = text.strip_suffix("年").unwrap_or(text).trim();
    let text = text.strip_suffix(".0").unwrap_or(text);
    is_year(text).then(|| text.to_owned())
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// `2023-2025年`, `2023年至2025年`. A school year (2023-2024学年) is none.
fn range(text: &str) -> Option<String> {
    let marks: &[char] = &['-', '—', '–', '~', '～', '至', '/'];
    let (from, to) = text.split_once(marks)?;
    let (from, to) = (year(from.trim())?, year(to.trim_start_matches(marks).trim())?);
    (from < to).then(|| format!("{from}/{to}"))
}

/// `2024年3月`, `2024年上半年`, `2024年第一季度`, `2024Q1`.
fn part(text: &str) -> Option<String> {
    let (year_, rest) = text.split_at_checked(4)?;
    let rest = rest.trim_start().trim_start_matches('年').trim_start_matches('第').trim();
    if !is_year(year_) {
        return None;
    }
    let months = match rest {
        "上半年" => (1, 6),
        "下半年" => (7, 12),
        "一季度" | "1季度" | "Q1" | "q1" => (1, 3),
        "二季度" | "2季度" | "Q2" | "q2" => (4, 6),
        "三季度" | "3季度" | "Q3" | "q3" => (7, 9),
        "四季度" | "4季度" | "Q4" | "q4" => (10, 12),
        rest => {
            let month: u8 =
                rest.trim_start_matches(['-', '/', '.']).strip_suffix('月').unwrap_or(rest).parse().ok()?;
            let is_month = (1..=12).contains(&month) && rest.contains('月');
            return is_month.then(|| format!("{year_}-{month:02}"));
        }
    };
    Some(format!("{year_}-{:02}/{year_}-{:02}", months.0, months.1))
}

/// `2024年3月5日`, `2024/3/5`, `2024.3.5`, `2024-3-5`.
fn day(text: &str) -> Option<String> {
    let text = text.strip_suffix('日').unwrap_or(text);
    let mut parts = text.split(['年', '月', '/', '.', '-']).map(str::trim);
    let (year_, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let two = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    (is_year(year_) && parts.next().is_none())
        .then(|| Some(format!("{year_}-{:02}-{:02}", two(month)?, two(day)?)))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (written, time) in [
            ("2024", "2024"),
            ("２０２４年", "2024"),
            ("2024年度", "2024"),
            ("2024.0", "2024"),
            ("2023-2025年", "2023/2025"),
            ("2023年—2025年", "2023/2025"),
            ("2023——2025", "2023/2025"),
            ("2023/2025", "2023/2025"),
            ("2024年3月", "2024-03"),
            ("2024年上半年", "2024-01/2024-06"),
            ("2024年第一季度", "2024-01/2024-03"),
            ("2024Q3", "2024-07/2024-09"),
            ("2024年3月5日", "2024-03-05"),
            ("2024/3/5", "2024-03-05"),
            ("2024-03", "2024-03"),
            ("yearly", "yearly"),
        ] {
            assert_eq!(text(written).as_deref(), Some(time), "{written}");
        }
        for wrong in [
            "24年",
            "2023-2024学年",
            "45292",
            "2025-2023",
            "2024年13月",
            "三年",
            "2024/3",
            "2024年2月30日",
            "",
            "1066",
        ] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_stands_for_what_its_format_shows() {
        assert_eq!(shown_day(2024, 1, 1, Some("yyyy\"年\"")).as_deref(), Some("2024"));
        assert_eq!(shown_day(2024, 3, 1, Some("yyyy\"年\"m\"月\"")).as_deref(), Some("2024-03"));
        assert_eq!(shown_day(2024, 3, 5, Some("yyyy/m/d")).as_deref(), Some("2024-03-05"));
        assert_eq!(shown_day(1905, 7, 16, None).as_deref(), Some("1905-07-16"));
    }
}
