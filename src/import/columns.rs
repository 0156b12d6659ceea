//! Which column holds what: the row of headings is found, and each heading mapped to a key.
//!
//! In: a sheet, and the kind of record that it is to hold. Out: [`Columns`], and faults for headings that are doubtful. It must not
//! look at what stands below the headings.

use super::amount::narrow;
use super::moment;
use crate::diagnostic::{Diagnostic, Origin, catalogue, nearest};
use crate::language::{self, Field, Kind};
use crate::read::book::{Cell, CellValue, Sheet, cell_name};

/// The rows among which the headings are looked for.
const MOST_ROWS_ABOVE: u32 = 30;

/// What a column holds.
#[derive(Clone, Debug)]
pub enum Holds {
    /// The values of a key.
    Field(&'static Field),
    /// The figures of one time: a heading such as 2024年.
    Time(String),
    /// Nothing that is read: a running number, a key of another kind.
    Nothing,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its number, counted from 0.
    pub number: u32,
    /// Its heading as written.
    pub heading: String,
    /// The unit that stands in the heading: 数值（%）.
    pub unit: Option<String>,
    /// What it holds.
    pub holds: Holds,
    /// The status of its figures, an SDMX letter, where the heading says it: 2026年（预计）.
    pub status: Option<&'static str>,
}

/// Words in the parentheses of a heading that say how certain its figures are.
const STATUSES: &[(&str, &str)] = &[
    ("预计", "F"),
    ("预测", "F"),
    ("预计数", "F"),
    ("forecast", "F"),
    ("初步", "P"),
    ("初步数", "P"),
    ("快报", "P"),
    ("快报数", "P"),
    ("provisional", "P"),
    ("preliminary", "P"),
    ("估计", "E"),
    ("估计数", "E"),
    ("estimate", "E"),
    ("estimated", "E"),
];

/// The columns of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The row of headings, counted from 0.
    pub row: u32,
    /// The columns with a heading.
    pub columns: Vec<Column>,
}

impl Columns {
    /// The column of a key.
    pub fn of(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| matches!(column.holds, Holds::Field(field) if field.key == key))
    }

    /// The columns with figures: those of a time each, or the one of this key.
    pub(super) fn figures(&self, key: &str) -> Vec<&Column> {
        let times = self.columns.iter().filter(|column| matches!(column.holds, Holds::Time(_)));
        times.chain(self.of(key)).collect()
    }
}

/// The key under which the figures of a kind stand: a value, or what has to be reached. A task has none.
pub(super) fn figure_key(kind: &Kind) -> Option<&'static str> {
    match kind.key {
        "observation" => Some("value"),
        "target" => Some("reach"),
        _ => None,
    }
}

/// Finds the headings of a sheet; none where no row has enough of them.
pub(super) fn find(
    sheet: &Sheet,
    kind: &'static Kind,
    at: impl Fn(u32, u32) -> Origin,
    faults: &mut Vec<Diagnostic>,
) -> Option<Columns> {
    let first = sheet.cells.keys().next()?.0;
    let rows = first..=first.saturating_add(MOST_ROWS_ABOVE);
    let mut found = rows.map(|row| Columns { row, columns: headings(sheet, kind, row) });
    let columns = found.find(|columns| is_enough(columns, kind))?;
    let mut seen: Vec<(&Holds, &Column)> = Vec::new();
    for column in &columns.columns {
        let origin = at(columns.row, column.number);
        let cell = cell_name((columns.row, column.number));
        let cell = if sheet.name.is_empty() { cell } else { format!("{}!{cell}", sheet.name) };
        let is_same = |(holds, _): &&(&Holds, &Column)| match (holds, &column.holds) {
            (Holds::Field(a), Holds::Field(b)) => a.key == b.key,
            (Holds::Time(a), Holds::Time(b)) => a == b,
            _ => false,
        };
        if let Some((_, other)) = seen.iter().find(is_same) {
            faults.push(
                Diagnostic::new(&catalogue::HEADING_TWICE, origin)
                    .with("cell", &cell)
                    .with("heading", &column.heading)
                    .with("other", &other.heading),
            );
        }
        seen.push((&column.holds, column));
        if matches!(column.holds, Holds::Nothing) && !language::is_known_elsewhere(&column.heading) {
            faults.push(
                Diagnostic::new(&catalogue::HEADING_UNKNOWN, origin)
                    .with("cell", cell)
                    .with("heading", &column.heading)
                    .near(nearest(&column.heading, language::headings(kind))),
            );
        }
    }
    Some(columns)
}

/// Whether a row has the headings without which no record can be made.
fn is_enough(columns: &Columns, kind: &Kind) -> bool {
    match figure_key(kind) {
        Some(key) => columns.of("indicator").is_some() && !columns.figures(key).is_empty(),
        None => columns.of("title").is_some() && columns.columns.len() > 1,
    }
}

/// The headings of a row.
fn headings(sheet: &Sheet, kind: &'static Kind, row: u32) -> Vec<Column> {
    let cells = sheet.cells.range((row, 0)..=(row, u32::MAX));
    let shown = cells.filter(|((_, column), _)| !sheet.hidden_columns.contains(column));
    shown.filter_map(|((_, number), cell)| column(kind, *number, cell)).collect()
}

fn column(kind: &'static Kind, number: u32, cell: &Cell) -> Option<Column> {
    let heading = match &cell.value {
        CellValue::Text(text) => text.trim().to_owned(),
        CellValue::Number(digits) => digits.clone(),
        CellValue::Day(year, month, day) => {
            moment::shown_day(*year, *month, *day, cell.format.as_deref()).unwrap_or_default()
        }
        CellValue::Flag(_) | CellValue::Error(_) | CellValue::Empty => return None,
    };
    let (bare, unit) = apart(&heading);
    let field = language::heading(kind, &heading).or_else(|| language::heading(kind, bare));
    let time = || figure_key(kind).and_then(|_| moment::text(without_words(bare)));
    let holds = match field {
        Some(field) => Holds::Field(field),
        None => time().map_or(Holds::Nothing, Holds::Time),
    };
    let is_whole =
        field.is_some_and(|field| language::heading(kind, &heading).is_some_and(|own| own.key == field.key));
    let unit = unit.filter(|_| !is_whole);
    let said =
        |(word, _): &&(&str, &str)| unit.as_deref().is_some_and(|unit| unit.eq_ignore_ascii_case(word));
    let status = STATUSES.iter().find(said).map(|(_, status)| *status);
    let unit = unit.filter(|_| status.is_none());
    let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Column { number, heading, unit, holds, status })
}

/// A heading or a name without the unit in parentheses behind it, and the unit: 数值（单位：万人）.
pub(super) fn apart(heading: &str) -> (&str, Option<String>) {
    let Some(inner) = heading.trim().strip_suffix([')', '）']) else { return (heading.trim(), None) };
    let Some(start) = inner.rfind(['(', '（']) else { return (heading.trim(), None) };
    let mark = inner[start..].chars().next().map_or(1, char::len_utf8);
    let unit = narrow(&inner[start + mark..]);
    let unit = unit.trim_start_matches("单位").trim_start_matches("unit").trim_start_matches(':').trim();
    (inner[..start].trim(), (!unit.is_empty()).then(|| unit.to_owned()))
}

/// A time without the words that say what stands under it: 2025年目标值.
fn without_words(heading: &str) -> &str {
    let words = [
        "目标值",
        "目标",
        "实际值",
        "实际",
        "完成值",
        "完成情况",
        "完成",
        "数值",
        "值",
        "数据",
        "target",
        "actual",
    ];
    words.iter().find_map(|word| heading.strip_suffix(word)).unwrap_or(heading).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_stand_in_parentheses_behind_a_name() {
        for (heading, bare, unit) in [
            ("数值（%）", "数值", Some("%")),
            ("数值(单位：万人)", "数值", Some("万人")),
            ("Value (%)", "Value", Some("%")),
            ("普惠率", "普惠率", None),
            ("（一）", "", Some("一")),
            ("a)", "a)", None),
        ] {
            assert_eq!(apart(heading), (bare, unit.map(str::to_owned)), "{heading}");
        }
    }
}
