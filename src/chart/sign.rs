//! The signs: how each is drawn, in the picture and in the legend alike.
//!
//! In: a sign and its place. Out: the drawing of it, so that a sign and its entry cannot differ. What a sign
//! means and where it stands is said elsewhere.

use super::ChartError;
use super::drawing::Canvas;
use super::layout::{Area, Spot};
use super::palette::{Mark, Pattern};
use super::spec::{Direction, PointKind, TimelineKind, Words};

/// A sign that the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A marker; `true` where solid lines join such points.
    Point(PointKind, bool),
    Gap,
    Target(Turn),
    Aspire(Turn),
    /// A target with a lower and an upper end.
    Span(Mark),
    /// A target of a level axis: an upright stroke; `true` where it is strived for.
    Upright(Turn, bool),
    /// Such a target with a lower and an upper end.
    UprightSpan(Mark),
    Break,
    BreakAcross,
    /// An arrow to the better side.
    Better(Way),
    Silent,
    Part(Mark, Pattern),
    /// A bar whose value came about like this.
    Bar(PointKind),
    Deadline(TimelineKind),
    Stretch,
    OwnScale,
}

/// Where the ends of a target turn to: with the axis, against it, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Up, or to the right.
    Onward,
    /// Down, or to the left.
    Back,
    Nowhere,
}

impl Turn {
    /// The side that is wanted, on an axis that may be upside down.
    pub(super) fn toward(direction: Direction, upside_down: bool) -> Turn {
        match (direction, upside_down) {
            (Direction::AtLeast, false) | (Direction::AtMost, true) => Turn::Onward,
            (Direction::AtMost, false) | (Direction::AtLeast, true) => Turn::Back,
            (Direction::About, _) => Turn::Nowhere,
        }
    }

    /// How far the ends reach beyond the mark, along the axis.
    fn reach(self) -> i32 {
        match self {
            Turn::Onward => TARGET_ENDS,
            Turn::Back => -TARGET_ENDS,
            Turn::Nowhere => 0,
        }
    }
}

/// Where an arrow points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
    Left,
    Right,
}

/// The width of a sign in the legend.
pub(super) const SIGN: i32 = 280;

impl Sign {
    /// Draws the sign around its middle, as the legend shows it.
    pub(super) fn draw(self, canvas: &Canvas<'_>, (x, y): Spot) -> Result<(), ChartError> {
        let (left, right) = (x - SIGN / 2, x + SIGN / 2);
        let block = Area::around((x, y), SIGN - 20, 140);
        match self {
            Sign::Point(kind, joined) => {
                if joined {
                    canvas.path(Mark::Line, &[(left, y), (right, y)])?;
                }
                marker(canvas, kind, (x, y))
            }
            Sign::Gap => canvas.path(Mark::Gap, &[(left, y), (right, y)]),
            Sign::Target(turn) => target(canvas, Mark::Target, turn, (x, y), SIGN / 2 - 10),
            Sign::Aspire(turn) => target(canvas, Mark::Aspire, turn, (x, y), SIGN / 2 - 10),
            Sign::Span(mark) => span(canvas, mark, (x, y + 60), y - 60, SIGN / 2 - 40),
            Sign::Upright(turn, aspirational) => {
                let mark = if aspirational { Mark::Aspire } else { Mark::Target };
                upright(canvas, mark, turn, (x, y), 90)
            }
            Sign::UprightSpan(mark) => upright_span(canvas, mark, (x - 70, y), x + 70, 80),
            Sign::Break => canvas.path(Mark::Break, &zigzag((x, y + 90), (x, y - 90))),
            Sign::BreakAcross => canvas.path(Mark::Break, &zigzag((x - 90, y), (x + 90, y))),
            Sign::Better(way) => arrow(canvas, way, (x, y)),
            Sign::Silent => silent(canvas, (x, y)),
            Sign::Part(mark, pattern) => part(canvas, mark, pattern, block),
            Sign::Bar(kind) => {
                let room = if has_tip(kind) { TIP } else { 0 };
                bar(canvas, kind, 0, Area { right: block.right - room, ..block })?;
                tip(canvas, kind, 0, Area { left: block.right - room, ..block })
            }
            Sign::Deadline(kind) => deadline(canvas, kind, (x, y)),
            Sign::Stretch => stretch(canvas, left + 20, (right - 20, y)),
            Sign::OwnScale => {
                for (y, reach, every) in [(y - 35, 240, 60), (y + 55, 240, 120)] {
                    canvas.path(Mark::Break, &[(left + 20, y), (left + 20 + reach, y)])?;
                    for step in 0..=reach / every {
                        let x = left + 20 + step * every;
                        canvas.path(Mark::Break, &[(x, y - 35), (x, y)])?;
                    }
                }
                Ok(())
            }
        }
    }
}

/// The legend entries of values that came about in these ways.
pub(super) fn point_signs(words: &Words, used: impl Fn(PointKind) -> bool) -> Vec<(Sign, String)> {
    let kinds = words.kinds().into_iter().filter(|(kind, _)| used(*kind));
    kinds.map(|(kind, text)| (Sign::Point(kind, false), text.clone())).collect()
}

/// The legend entries of targets on a level axis, from what stands for those that are firm and those that are strived for.
pub(super) fn upright_signs(
    words: &Words,
    first: impl Fn(bool) -> Option<(Turn, bool)>,
) -> Vec<(Sign, String)> {
    let all = [(false, Mark::Target, &words.target), (true, Mark::Aspire, &words.aspirational)];
    let sign = |(aspirational, mark, text): (bool, Mark, &String)| {
        let (turn, is_span) = first(aspirational)?;
        let sign = if is_span { Sign::UprightSpan(mark) } else { Sign::Upright(turn, aspirational) };
        Some((sign, text.clone()))
    };
    all.into_iter().filter_map(sign).collect()
}

/// The marker of a point.
pub(super) fn marker(canvas: &Canvas<'_>, kind: PointKind, (x, y): Spot) -> Result<(), ChartError> {
    match kind {
        PointKind::Reported => canvas.circle(Mark::Reported, (x, y), 55),
        PointKind::Derived => canvas.circle(Mark::Derived, (x, y), 48),
        PointKind::Revised => canvas.rectangle(Mark::Reported, Area::around((x, y), 100, 100)),
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
    turn: Turn,
    (x, y): Spot,
    half: i32,
) -> Result<(), ChartError> {
    let end = y - turn.reach();
    canvas.path(mark, &[(x - half, end), (x - half, y), (x + half, y), (x + half, end)])
}

/// The same on a level axis: an upright stroke whose ends turn to the wanted side.
pub(super) fn upright(
    canvas: &Canvas<'_>,
    mark: Mark,
    turn: Turn,
    (x, y): Spot,
    half: i32,
) -> Result<(), ChartError> {
    let end = x + turn.reach();
    canvas.path(mark, &[(end, y - half), (x, y - half), (x, y + half), (end, y + half)])
}

/// A target with two ends on a level axis, joined below so that a point between them stays visible.
pub(super) fn upright_span(
    canvas: &Canvas<'_>,
    mark: Mark,
    (lower, y): Spot,
    upper: i32,
    half: i32,
) -> Result<(), ChartError> {
    canvas.path(mark, &[(lower, y - half), (lower, y + half), (upper, y + half), (upper, y - half)])
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

/// A broken axis, level or upright, from its low end to its high one.
pub(super) fn zigzag(from: Spot, to: Spot) -> Vec<Spot> {
    let middle = ((from.0 + to.0) / 2, (from.1 + to.1) / 2);
    let way = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
    let beside = |along: i32, aside: i32| {
        (middle.0 + way.0 * along - way.1 * aside, middle.1 + way.1 * along + way.0 * aside)
    };
    vec![from, beside(-55, 0), beside(-28, 45), beside(28, -45), beside(55, 0), to]
}

/// An arrow.
fn arrow(canvas: &Canvas<'_>, way: Way, (x, y): Spot) -> Result<(), ChartError> {
    let (dx, dy) = match way {
        Way::Up => (0, -1),
        Way::Down => (0, 1),
        Way::Left => (-1, 0),
        Way::Right => (1, 0),
    };
    let at = |along: i32, aside: i32| (x + dx * along - dy * aside, y + dy * along + dx * aside);
    canvas.path(Mark::Break, &[at(-70, 0), at(70, 0)])?;
    canvas.path(Mark::Break, &[at(30, -40), at(70, 0), at(30, 40)])
}

/// A year whose target was due and whose result is not reported.
pub(super) fn silent(canvas: &Canvas<'_>, middle: Spot) -> Result<(), ChartError> {
    canvas.circle(Mark::Silent, middle, SILENT)
}

/// The radius of the ring of a silent year.
pub(super) const SILENT: i32 = 52;

/// The marker of a deadline.
pub(super) fn deadline(canvas: &Canvas<'_>, kind: TimelineKind, (x, y): Spot) -> Result<(), ChartError> {
    let square = |half: i32| Area::around((x, y), half * 2, half * 2);
    match kind {
        TimelineKind::BeforeIssue => {
            canvas.polygon(Mark::DeadlineEarly, &[(x, y - 78), (x + 78, y), (x, y + 78), (x - 78, y)])
        }
        TimelineKind::Due => canvas.rectangle(Mark::DeadlineDue, square(55)),
        TimelineKind::NotDue => canvas.rectangle(Mark::DeadlineOpen, square(47)),
    }
}

/// The time that a deadline leaves open, up to its last day; its first day has a stop.
pub(super) fn stretch(canvas: &Canvas<'_>, from: i32, (x, y): Spot) -> Result<(), ChartError> {
    canvas.path(Mark::Stretch, &[(from, y - 50), (from, y + 50)])?;
    canvas.path(Mark::Stretch, &[(from, y), (x, y)])
}

/// The look of the parts of a bar, from zero on.
pub(super) const BAR_PARTS: [(Mark, Pattern); 3] =
    [(Mark::BarFirst, Pattern::Plain), (Mark::BarSecond, Pattern::Rising), (Mark::BarThird, Pattern::Dotted)];

/// How far the tip of a bound reaches beyond its bar.
pub(super) const TIP: i32 = 85;

/// Whether a bar of this kind has a tip.
pub(super) fn has_tip(kind: PointKind) -> bool {
    matches!(kind, PointKind::AtLeast | PointKind::AtMost)
}

/// A part of a bar: filled where its value is stated, upright strokes where it is revised, hollow where it is computed,
/// dashed where it is provisional.
pub(super) fn bar(canvas: &Canvas<'_>, kind: PointKind, number: usize, area: Area) -> Result<(), ChartError> {
    let (mark, pattern) = BAR_PARTS[number.min(BAR_PARTS.len() - 1)];
    let mark = match kind {
        PointKind::Derived => Mark::BarHollow,
        PointKind::Provisional => Mark::BarDashed,
        PointKind::Reported | PointKind::Revised | PointKind::AtLeast | PointKind::AtMost => mark,
    };
    let pattern = if kind == PointKind::Revised { Pattern::Upright } else { pattern };
    part(canvas, mark, pattern, area)
}

/// The open end of a bar that is a bound; it points to where the value may lie. The area begins at the bar's
/// end.
pub(super) fn tip(canvas: &Canvas<'_>, kind: PointKind, number: usize, area: Area) -> Result<(), ChartError> {
    let (mark, _) = BAR_PARTS[number.min(BAR_PARTS.len() - 1)];
    let (near, far, middle) = (area.left + 18, area.left + TIP, area.middle().1);
    match kind {
        PointKind::AtLeast => canvas.polygon(mark, &[(near, area.top), (far, middle), (near, area.bottom)]),
        PointKind::AtMost => canvas.polygon(mark, &[(far, area.top), (near, middle), (far, area.bottom)]),
        PointKind::Reported | PointKind::Derived | PointKind::Revised | PointKind::Provisional => Ok(()),
    }
}

/// A rectangle with its pattern.
pub(super) fn part(canvas: &Canvas<'_>, mark: Mark, pattern: Pattern, area: Area) -> Result<(), ChartError> {
    let edged = mark.paint().is_some_and(|paint| paint.stroke.is_some());
    // The edge of a hollow shape lies inside it.
    let area = if edged && area.width() > 12 { area.grown(-6) } else { area };
    canvas.rectangle(mark, area)?;
    let over = if edged { Mark::HatchOpen } else { Mark::Hatch };
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
