//! What a cell says of an amount: digits, how they are meant, the unit behind them.
//!
//! In: the text of a cell, or the digits of a stored number and its format. Out: an [`Amount`], nothing where the cell says that there
//! is none, or why it cannot be read. It must not calculate with floats, and must not guess where people differ.

use crate::bilingual::{Bilingual, both};
use crate::model::Decimal;

/// How an amount is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The value.
    Exactly(Decimal),
    /// A bound, by the key that says it: `at_least`.
    Bound(&'static str, Decimal),
    /// Between two values.
    Between(Decimal, Decimal),
}

/// An amount as a cell says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// The number, and how it is meant.
    pub(super) meant: Meant,
    /// The unit behind it, as written: `万人`, `%`; empty where there is none.
    pub(super) unit: String,
    /// What stands in parentheses behind it.
    pub(super) note: Option<String>,
}

impl Amount {
    /// Whether it is digits and nothing else.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self.meant, Meant::Exactly(_)) && self.unit.is_empty()
    }
}

/// Why a cell is no amount.
pub(super) type Reason = Bilingual;

const NO_NUMBER: Reason = both("不是数字", "it is no number");
const MARKED: Reason = both(
    "数字旁边有注号（* ① [1] 一类），不知道注的是什么",
    "a footnote mark stands beside the number (*, ①, [1] …), and what it says is not known",
);
const GROUPED: Reason = both("逗号的位置不是千分位", "the commas do not part thousands");
const NEGATIVE: Reason = both(
    "整个数写在括号里：可能是负数，也可能是注",
    "the whole number stands in parentheses: it may be negative, or a note",
);
const CHINESE: Reason = both("数字是汉字写的", "the number is written in Chinese characters");
const TOO_LONG: Reason = both("超过 15 位数字或 6 位小数", "it has more than 15 digits or 6 decimal places");

/// What people write where there is no value.
const NOTHING: &[&str] = &[
    "",
    "-",
    "--",
    "—",
    "——",
    "–",
    "－",
    "…",
    "……",
    "...",
    "/",
    "\\",
    "无",
    "暂无",
    "未公布",
    "未统计",
    "不详",
    "缺",
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "tbd",
    ".",
    "×",
];

/// Words before or behind a number, and the key that says the same. 以上、以下、以内 include the number itself, 不满、超过 do not
/// (Civil Code of the People's Republic of China, article 1259).
const BEFORE: &[(&str, &str)] = &[
    (">=", "at_least"),
    ("≥", "at_least"),
    ("不低于", "at_least"),
    ("不少于", "at_least"),
    ("不小于", "at_least"),
    ("至少", "at_least"),
    ("at least", "at_least"),
    ("no less than", "at_least"),
    ("not less than", "at_least"),
    ("<=", "at_most"),
    ("≤", "at_most"),
    ("不高于", "at_most"),
    ("不超过", "at_most"),
    ("不大于", "at_most"),
    ("不多于", "at_most"),
    ("至多", "at_most"),
    ("at most", "at_most"),
    ("no more than", "at_most"),
    ("not more than", "at_most"),
    ("up to", "at_most"),
    (">", "more_than"),
    ("超过", "more_than"),
    ("大于", "more_than"),
    ("高于", "more_than"),
    ("多于", "more_than"),
    ("more than", "more_than"),
    ("over", "more_than"),
    ("above", "more_than"),
    ("<", "less_than"),
    ("小于", "less_than"),
    ("低于", "less_than"),
    ("少于", "less_than"),
    ("不足", "less_than"),
    ("不满", "less_than"),
    ("less than", "less_than"),
    ("under", "less_than"),
    ("below", "less_than"),
    ("约", "about"),
    ("大约", "about"),
    ("about", "about"),
    ("around", "about"),
    ("approximately", "about"),
    ("c.", "about"),
    ("达到", ""),
    ("达", ""),
    ("reach", ""),
    ("reaches", ""),
];
const BEHIND: &[(&str, &str)] = &[
    ("以上", "at_least"),
    ("及以上", "at_least"),
    ("or more", "at_least"),
    ("or above", "at_least"),
    ("以下", "at_most"),
    ("及以下", "at_most"),
    ("以内", "at_most"),
    ("or less", "at_most"),
    ("or fewer", "at_most"),
    ("左右", "about"),
    ("上下", "about"),
];

/// A text with full-width letters, digits and marks of ASCII made narrow. Numbers in circles and above the line stay what they are.
pub(super) fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' | '\u{A0}' => ' ',
        '−' | '﹣' => '-',
        c => c,
    };
    text.chars().map(narrow).collect::<String>().trim().trim_start_matches('\'').trim().to_owned()
}

/// What a text says; none where it says that there is no value.
pub(super) fn text(written: &str) -> Result<Option<Amount>, Reason> {
    let text = narrow(written);
    if NOTHING.contains(&text.to_lowercase().as_str()) {
        return Ok(None);
    }
    if text.contains(is_mark) || text.ends_with(']') {
        return Err(MARKED);
    }
    let (text, note) = without_note(&text)?;
    let (text, key) = without_words(text);
    if let Some(between) = between(text) {
        return match key {
            None => between.map(|(meant, unit)| Some(Amount { meant, unit, note })),
            Some(_) => Err(NO_NUMBER),
        };
    }
    let (text, percent) = text.strip_prefix("百分之").map_or((text, false), |rest| (rest, true));
    let (number, rest) = digits(text)?;
    let (rest, key) = match rest.strip_prefix(['多', '余']) {
        Some(rest) if key.is_none() => (rest, Some("more_than")),
        Some(_) => return Err(NO_NUMBER),
        // 10万余人: the word stands within the unit.
        None => (rest, key),
    };
    let (unit, key) = match rest.split_once(['多', '余']) {
        Some((scale, thing)) if key.is_none() && matches!(scale, "万" | "亿") => {
            (format!("{scale}{thing}"), Some("more_than"))
        }
        _ => (rest.trim().to_owned(), key),
    };
    let unit = if percent && unit.is_empty() { "%".to_owned() } else { unit };
    // 8O and 1l are digits that were mistyped.
    if matches!(unit.as_str(), "O" | "o" | "l" | "I")
        || unit.chars().any(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '/' | '+' | '=' | '(' | ')'))
    {
        return Err(NO_NUMBER);
    }
    let meant =
        key.filter(|key| !key.is_empty()).map_or(Meant::Exactly(number), |key| Meant::Bound(key, number));
    Ok(Some(Amount { meant, unit, note }))
}

/// Marks that lead to a note elsewhere.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '※' | '①'..='⒇' | '²' | '³' | '¹' | '⁰'..='⁹' | '❶'..='➓')
}

/// A text without what stands in parentheses behind it.
fn without_note(text: &str) -> Result<(&str, Option<String>), Reason> {
    let Some(inner) = text.strip_suffix(')') else { return Ok((text, None)) };
    let Some((before, note)) = inner.split_once('(') else { return Err(NO_NUMBER) };
    match (before.trim(), note.trim()) {
        ("", _) => Err(NEGATIVE),
        (before, note)
            if note.chars().all(|c| c.is_ascii_digit())
                || note.starts_with('注') && note.chars().count() < 4 =>
        {
            let _ = before;
            Err(MARKED)
        }
        (before, note) => Ok((before, Some(note.to_owned()))),
    }
}

/// A text without the words that say how its number is meant, and the key that says it: empty where they say nothing more.
fn without_words(text: &str) -> (&str, Option<&'static str>) {
    let lower = text.to_lowercase();
    // Only where upper and lower case take the same room do places hold in both.
    let lower = if lower.len() == text.len() { lower.as_str() } else { text };
    let before = BEFORE.iter().filter(|(word, _)| lower.starts_with(word)).max_by_key(|(word, _)| word.len());
    if let Some((word, key)) = before {
        return (text[word.len()..].trim(), Some(key));
    }
    let behind = BEHIND.iter().filter(|(word, _)| lower.ends_with(word)).max_by_key(|(word, _)| word.len());
    behind.map_or((text, None), |(word, key)| (text[..text.len() - word.len()].trim(), Some(key)))
}

/// Two numbers with a dash between them; none where the text is no such thing.
fn between(text: &str) -> Option<Result<(Meant, String), Reason>> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mark = text[start..].find(['-', '~', '～', '—', '–', '至'])? + start;
    let (first, second) = text.split_at(mark);
    let second = second.trim_start_matches(['-', '~', '～', '—', '–', '至']).trim();
    if !second.starts_with(|c: char| c.is_ascii_digit()) || start > 0 {
        return None;
    }
    let read = || {
        let (low, unit) = digits(first)?;
        let (high, rest) = digits(second)?;
        // 2%-3% and 2-3% are the same; 2万-3% is nothing.
        match unit.trim().is_empty() || unit.trim() == rest.trim() {
            true if low < high => Ok((Meant::Between(low, high), rest.trim().to_owned())),
            _ => Err(NO_NUMBER),
        }
    };
    Some(read())
}

/// The number with which a text begins, and what follows it.
fn digits(text: &str) -> Result<(Decimal, &str), Reason> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix(['-', '+']) {
        Some(rest) if text.starts_with('-') => ("-", rest),
        Some(rest) => ("", rest),
        None => ("", text),
    };
    let length = rest.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let (number, rest) = rest.split_at(length);
    if number.is_empty() || !number.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(if text.starts_with(|c| "〇零一二三四五六七八九十百千两".contains(c)) {
            CHINESE
        } else {
            NO_NUMBER
        });
    }
    if number.ends_with(['.', ',']) {
        return Err(NO_NUMBER);
    }
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(w, f)| (w, Some(f)));
    if fraction.is_some_and(|fraction| fraction.contains(['.', ','])) {
        return Err(NO_NUMBER);
    }
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let head = groups.next().unwrap_or_default().len();
        if !(1..=3).contains(&head) || groups.any(|group| group.len() != 3) {
            return Err(GROUPED);
        }
    }
    let plain = format!("{sign}{}", number.replace(',', ""));
    Decimal::parse(&plain).map(|number| (number, rest)).map_err(|_| TOO_LONG)
}

/// How a number of a workbook is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Whether it is shown as a percentage: a hundred times what is stored.
    pub(super) is_percent: bool,
    /// Whether it is shown in thousands or ten thousands without a word.
    pub(super) is_scaled: bool,
    /// The words behind it: `亿元`.
    pub(super) unit: String,
    /// The decimal places that it shows, where it says how many.
    pub(super) decimals: Option<u32>,
}

/// What a number format shows.
pub(super) fn shown(format: &str) -> Shown {
    let first = format.split(';').next().unwrap_or_default();
    let mut shown = Shown::default();
    let (mut quoted, mut bracketed) = (false, false);
    // What the next character is after a mark: itself, or room.
    let mut next: Option<bool> = None;
    let (mut placed, mut fraction): (bool, Option<u32>) = (false, None);
    let mut commas = false;
    for c in first.chars() {
        if let Some(is_shown) = next.take() {
            shown.unit.extend((is_shown && placed && c != ' ').then_some(c));
            continue;
        }
        match c {
            '"' => quoted = !quoted,
            c if quoted => shown.unit.extend(placed.then_some(c)),
            '[' => bracketed = true,
            ']' => bracketed = false,
            _ if bracketed => {}
            '\\' => next = Some(true),
            '_' | '*' => next = Some(false),
            // 0!.0, is the way in which ten thousands are shown.
            '!' => (next, shown.is_scaled) = (Some(true), true),
            '0' | '#' | '?' => {
                (placed, commas) = (true, false);
                if let Some(count) = &mut fraction {
                    *count += 1;
                }
            }
            '.' if placed => fraction = Some(0),
            ',' => commas = placed,
            '%' => shown.is_percent = true,
            c if !c.is_ascii() && placed => shown.unit.push(c),
            _ => {}
        }
    }
    shown.is_scaled |= commas;
    shown.unit = shown.unit.trim().to_owned();
    shown.decimals = placed.then(|| fraction.unwrap_or(0));
    shown
}

/// The digits of a stored number, rounded to the 15 that a spreadsheet shows: `82.499999999999996` is `82.5`. None where they are no number.
pub(super) fn stored(digits: &str) -> Option<String> {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).map_or((rest, "0"), |(m, e)| (m, e));
    let exponent: i64 = exponent.parse().ok().filter(|exponent: &i64| exponent.abs() <= 400)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty()
        || !is_digits(whole)
        || !is_digits(fraction)
        || mantissa.len() > 400
    {
        return None;
    }
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    // The number is 0.significant times ten to this power.
    let mut power =
        i64::try_from(whole.len()).ok()? - i64::try_from(all.len() - significant.len()).ok()? + exponent;
    let mut kept: Vec<u8> = significant.bytes().take(15).collect();
    if significant.as_bytes().get(15).is_some_and(|digit| *digit >= b'5') {
        let nines = kept.iter().rev().take_while(|digit| **digit == b'9').count();
        kept.truncate(kept.len() - nines);
        match kept.last_mut() {
            Some(last) => *last += 1,
            None => (kept, power) = (vec![b'1'], power + 1),
        }
    }
    let kept = String::from_utf8(kept).ok()?;
    let kept = kept.trim_end_matches('0');
    if kept.is_empty() {
        return Some("0".to_owned());
    }
    let length = i64::try_from(kept.len()).ok()?;
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    let plain = match power {
        power if power <= 0 => format!("0.{}{kept}", zeros(-power)),
        power if power >= length => format!("{kept}{}", zeros(power - length)),
        power => {
            let (whole, fraction) = kept.split_at(usize::try_from(power).ok()?);
            format!("{whole}.{fraction}")
        }
    };
    Some(format!("{sign}{plain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let exactly = |text: &str| Meant::Exactly(number(text));
        let bound = |key, text: &str| Meant::Bound(key, number(text));
        for (written, meant, unit) in [
            ("82.5", exactly("82.5"), ""),
            ("８２．５％", exactly("82.5"), "%"),
            ("1,234,567", exactly("1234567"), ""),
            ("１，２３４", exactly("1234"), ""),
            (" 3 400 ", exactly("3"), "400"),
            ("1.2万", exactly("1.2"), "万"),
            ("3.25 亿元", exactly("3.25"), "亿元"),
            ("百分之82.5", exactly("82.5"), "%"),
            ("-0.3", exactly("-0.3"), ""),
            ("−0.3个百分点", exactly("-0.3"), "个百分点"),
            ("'74.48", exactly("74.48"), ""),
            ("≥95%", bound("at_least", "95"), "%"),
            ("95%以上", bound("at_least", "95"), "%"),
            ("不超过10处", bound("at_most", "10"), "处"),
            ("10处以内", bound("at_most", "10"), "处"),
            ("超过2000人", bound("more_than", "2000"), "人"),
            ("2000多人", bound("more_than", "2000"), "人"),
            ("10万余人", bound("more_than", "10"), "万人"),
            ("不足5%", bound("less_than", "5"), "%"),
            ("约30", bound("about", "30"), ""),
            ("30人左右", bound("about", "30"), "人"),
            ("at least 95%", bound("at_least", "95"), "%"),
            ("More than 2,000 people", bound("more_than", "2000"), "people"),
            ("达到100%", exactly("100"), "%"),
            ("2-3%", Meant::Between(number("2"), number("3")), "%"),
            ("2%—3%", Meant::Between(number("2"), number("3")), "%"),
            ("10至20", Meant::Between(number("10"), number("20")), ""),
        ] {
            if written == " 3 400 " {
                assert!(text(written).is_err(), "{written}");
                continue;
            }
            let found = text(written).unwrap().unwrap();
            assert_eq!((found.meant, found.unit.as_str()), (meant, unit), "{written}");
        }
        let noted = text("82.5（初步统计）").unwrap().unwrap();
        assert_eq!((noted.meant, noted.note.as_deref()), (exactly("82.5"), Some("初步统计")));
    }

    #[test]
    fn what_people_would_read_differently_is_refused() {
        for (written, reason) in [
            ("82.5①", MARKED),
            ("82.5*", MARKED),
            ("82.5[1]", MARKED),
            ("82.5（1）", MARKED),
            ("82.5（注1）", MARKED),
            ("82²", MARKED),
            ("(82.5)", NEGATIVE),
            ("82,5", GROUPED),
            ("1,23,456", GROUPED),
            ("八十二", CHINESE),
            ("1.234.567", NO_NUMBER),
            ("8O.5", NO_NUMBER),
            ("O8", NO_NUMBER),
            ("82.5.", NO_NUMBER),
            ("约82以上3", NO_NUMBER),
            ("5-3", NO_NUMBER),
            ("1/3", NO_NUMBER),
            ("1.2345678", TOO_LONG),
            ("1234567890123456", TOO_LONG),
            ("1.2E5", NO_NUMBER),
            ("是", NO_NUMBER),
        ] {
            assert_eq!(text(written), Err(reason), "{written}");
        }
        for nothing in ["—", "－", "…", "N/A", "无", "／", "未公布", " - "] {
            assert_eq!(text(nothing), Ok(None), "{nothing}");
        }
    }

    #[test]
    fn stored_numbers_have_the_digits_that_a_spreadsheet_shows() {
        for (digits, expected) in [
            ("82.5", "82.5"),
            ("82.499999999999996", "82.5"),
            ("0.30000000000000004", "0.3"),
            ("0.74480000000000002", "0.7448"),
            ("7.4480000000000004E-1", "0.7448"),
            ("1.2E+5", "120000"),
            ("3.3333333333333331E-1", "0.333333333333333"),
            ("999999999999999.9", "1000000000000000"),
            ("-12", "-12"),
            ("0", "0"),
            ("1E-300", &format!("0.{}1", "0".repeat(299))),
        ] {
            assert_eq!(stored(digits).as_deref(), Some(expected), "{digits}");
        }
        for wrong in ["", "x", "1e999", "NaN", "1.2.3", "--1"] {
            assert_eq!(stored(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn formats_say_what_is_shown() {
        let percent = shown("0.0%");
        assert!(percent.is_percent && percent.decimals == Some(1) && percent.unit.is_empty());
        assert_eq!(shown("0.00\"亿元\"").unit, "亿元");
        assert_eq!(shown("#,##0_);(#,##0)"), Shown { decimals: Some(0), ..Shown::default() });
        assert!(shown("0!.0,\"万\"").is_scaled && shown("#,##0,").is_scaled && !shown("#,##0.00").is_scaled);
        assert_eq!(shown("General"), Shown::default());
        assert_eq!(shown("[Red]0.0").decimals, Some(1));
    }
}
