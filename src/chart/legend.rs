//! The legend: what each sign in the picture means.
//!
//! In: signs with their words. Out: rows that fit the width, then the drawing of them. It also draws the signs
//! in the picture itself, so that a sign and its entry cannot differ.

use super::drawing::Canvas;
use super::font::{Fonts, Weight};
use super::layout::{Area, Measure, Spot};
use super::palette::{Mark, Pattern};
use super::spec::{Direction, PointKind};
use super::svg::Hold;
use super::{ChartError, Form};

/// A sign that the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A marker; `true` where solid lines join such points.
    Point(PointKind, bool),
    Gap,
    Target(Direction),
    Aspire(Direction),
    /// A target with a lower and an upper end.
    Span(Mark),
    Break,
    Downward,
    Part(Mark, Pattern),
}

/// A sign, its words and where they stand.
#[derive(Debug)]
struct Entry {
    sign: Sign,
    lines: Vec<String>,
    /// The left edge and the middle of the first line.
    spot: Spot,
}

/// A legend whose rows are broken.
#[derive(Debug)]
pub(super) struct Legend {
    entries: Vec<Entry>,
    pub(super) bottom: i32,
    line: i32,
}

const SIGN: i32 = 280;
const AFTER_SIGN: i32 = 70;
const BETWEEN: i32 = 180;

impl Legend {
    /// Breaks the entries into rows below `top`.
    pub(super) fn new(signs: Vec<(Sign, String)>, form: Form, fonts: &Fonts, top: i32) -> Legend {
        let size = form.size(Mark::LegendText);
        let measure = Measure { fonts, size, weight: Weight::Regular };
        let (left, right) = (form.margin(), form.width() - form.margin());
        let line = size * 3 / 2;
        let (mut x, mut y) = (left, top);
        let mut used = 0;
        let mut entries = Vec::new();
        for (sign, words) in signs {
            let lines = measure.lines(&words, right - left - SIGN - AFTER_SIGN);
            let widest = lines.iter().map(|line| measure.reserved(line)).max().unwrap_or(0);
            let width = SIGN + AFTER_SIGN + widest;
            if x > left && x + width > right {
                x = left;
                y += line * used;
                used = 0;
            }
            used = used.max(i32::try_from(lines.len()).unwrap_or(1));
            entries.push(Entry { sign, lines, spot: (x, y + line / 2) });
            x += width + BETWEEN;
        }
        Legend { entries, bottom: y + line * used, line }
    }

    /// Draws signs and words.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        if self.entries.is_empty() {
            return Ok(());
        }
        canvas.open("c-legend", None);
        for entry in &self.entries {
            let (x, y) = entry.spot;
            draw_sign(canvas, entry.sign, (x + SIGN / 2, y))?;
            for (index, words) in entry.lines.iter().enumerate() {
                let down = self.line * i32::try_from(index).unwrap_or(0);
                canvas.text(Mark::LegendText, Hold::Start, (x + SIGN + AFTER_SIGN, y + down), words)?;
            }
        }
        canvas.close();
        Ok(())
    }
}

fn draw_sign(canvas: &Canvas<'_>, sign: Sign, (x, y): Spot) -> Result<(), ChartError> {
    let (left, right) = (x - SIGN / 2, x + SIGN / 2);
    match sign {
        Sign::Point(kind, joined) => {
            if joined {
                canvas.path(Mark::Line, &[(left, y), (right, y)])?;
            }
            marker(canvas, kind, (x, y))
        }
        Sign::Gap => canvas.path(Mark::Gap, &[(left, y), (right, y)]),
        Sign::Target(direction) => target(canvas, Mark::Target, direction, (x, y), SIGN / 2 - 10),
        Sign::Aspire(direction) => target(canvas, Mark::Aspire, direction, (x, y), SIGN / 2 - 10),
        Sign::Span(mark) => span(canvas, mark, (x, y + 60), y - 60, SIGN / 2 - 40),
        Sign::Break => canvas.path(Mark::Break, &zigzag(x, y + 90, y - 90)),
        Sign::Downward => {
            canvas.path(Mark::Break, &[(x, y - 70), (x, y + 70)])?;
            canvas.path(Mark::Break, &[(x - 40, y + 30), (x, y + 70), (x + 40, y + 30)])
        }
        Sign::Part(mark, pattern) => part(canvas, mark, pattern, Area::around((x, y), SIGN - 20, 140)),
    }
}

/// The marker of a point.
pub(super) fn marker(canvas: &Canvas<'_>, kind: PointKind, (x, y): Spot) -> Result<(), ChartError> {
    match kind {
        PointKind::Reported => canvas.circle(Mark::Reported, (x, y), 55),
        PointKind::Derived => canvas.circle(Mark::Derived, (x, y), 48),
        PointKind::Provisional => {
            canvas.polygon(Mark::Provisional, &[(x, y - 65), (x + 65, y), (x, y + 65), (x - 65, y)])
        }
        PointKind::AtLeast => canvas.polygon(Mark::Bound, &[(x, y - 75), (x + 70, y + 50), (x - 70, y + 50)]),
        PointKind::AtMost => canvas.polygon(Mark::Bound, &[(x, y + 75), (x + 70, y - 50), (x - 70, y - 50)]),
    }
}

/// The area that a marker covers.
pub(super) fn marker_area(spot: Spot) -> Area {
    Area::around(spot, 150, 150)
}

/// How far the ends of a target turn to the wanted side.
pub(super) const TARGET_ENDS: i32 = 45;

/// A target: a level whose ends turn to the wanted side.
pub(super) fn target(
    canvas: &Canvas<'_>,
    mark: Mark,
    direction: Direction,
    (x, y): Spot,
    half: i32,
) -> Result<(), ChartError> {
    let end = match direction {
        Direction::AtLeast => y - TARGET_ENDS,
        Direction::AtMost => y + TARGET_ENDS,
        Direction::About => y,
    };
    canvas.path(mark, &[(x - half, end), (x - half, y), (x + half, y), (x + half, end)])
}

/// A target with two ends, joined at the right so that a point between them stays visible.
pub(super) fn span(
    canvas: &Canvas<'_>,
    mark: Mark,
    (x, lower): Spot,
    upper: i32,
    half: i32,
) -> Result<(), ChartError> {
    canvas.path(mark, &[(x - half, lower), (x + half, lower), (x + half, upper), (x - half, upper)])
}

/// A broken axis, from below to above.
pub(super) fn zigzag(x: i32, bottom: i32, top: i32) -> Vec<Spot> {
    let middle = (bottom + top) / 2;
    vec![
        (x, bottom),
        (x, middle + 55),
        (x + 45, middle + 28),
        (x - 45, middle - 28),
        (x, middle - 55),
        (x, top),
    ]
}

/// A part of a verdict bar with its pattern.
pub(super) fn part(canvas: &Canvas<'_>, mark: Mark, pattern: Pattern, area: Area) -> Result<(), ChartError> {
    let edged = matches!(mark, Mark::NotDue | Mark::NoReport | Mark::NoSource);
    canvas.rectangle(mark, if edged { area.grown(-6) } else { area })?;
    let over = if edged { Mark::HatchOpen } else { Mark::Hatch };
    let area = if edged { area.grown(-6) } else { area };
    for spots in strokes(pattern, area) {
        canvas.path(over, &spots)?;
    }
    Ok(())
}

/// The strokes of a pattern, each inside the area.
fn strokes(pattern: Pattern, area: Area) -> Vec<[Spot; 2]> {
    match pattern {
        Pattern::Plain => Vec::new(),
        Pattern::Rising => slanted(area, 70, true),
        Pattern::OpenRising => slanted(area, 80, true),
        Pattern::Falling => slanted(area, 70, false),
        Pattern::Crossed => [slanted(area, 90, true), slanted(area, 90, false)].concat(),
        Pattern::Level | Pattern::OpenLevel => {
            stations(area.top, area.bottom, 56).map(|y| [(area.left, y), (area.right, y)]).collect()
        }
        Pattern::Upright => {
            stations(area.left, area.right, 56).map(|x| [(x, area.top), (x, area.bottom)]).collect()
        }
        Pattern::Dotted => {
            let row = |(index, y): (usize, i32)| {
                let shift = if index % 2 == 0 { 0 } else { 35 };
                stations(area.left + shift, area.right, 70).map(move |x| [(x - 9, y), (x + 9, y)])
            };
            let dots = stations(area.top, area.bottom, 45).enumerate().flat_map(row);
            dots.filter(|[from, to]| from.0 > area.left && to.0 < area.right).collect()
        }
    }
}

/// Places at even distances, none on the edge.
fn stations(from: i32, to: i32, every: i32) -> impl Iterator<Item = i32> {
    let count = (to - from) / every;
    let first = from + (to - from - (count - 1).max(0) * every) / 2;
    (0..count.max(0)).map(move |index| first + index * every)
}

/// Slanted strokes, cut at the edges of the area.
fn slanted(area: Area, every: i32, rising: bool) -> Vec<[Spot; 2]> {
    let (width, height) = (area.right - area.left, area.bottom - area.top);
    let mut strokes = Vec::new();
    let mut reach = every / 2;
    while reach < width + height {
        let (near, far) = ((reach - height).max(0), reach.min(width));
        let place = |x: i32| {
            let y = reach - x;
            (area.left + x, if rising { area.top + y } else { area.bottom - y })
        };
        strokes.push([place(near), place(far)]);
        reach += every;
    }
    strokes
}
