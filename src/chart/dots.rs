//! One indicator at several places or in several plans: a row for each, one level value axis for all.
//!
//! In: [`Dots`]. Out: its plan and then its drawing. Each row is as high as its labels need, and labels never
//! leave their row, so that none can be read as that of another.

use super::block::{Block, Column};
use super::drawing::Canvas;
use super::layout::{Area, CLEAR, OPTIONAL, Seat, Side, Spot, Taken, Wanted, clear_pieces, place_labels};
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::scale::{Micros, ValueScale, micros, tick_text};
use super::sign::{
    Sign, TARGET_ENDS, Turn, Way, marker, marker_area, point_signs, upright, upright_signs, upright_span,
    zigzag,
};
use super::spec::{DotPoint, DotRow, DotTarget, Dots, ValueAxis};
use super::svg::Hold;
use super::{ChartError, describe};

/// Half the height of a target.
const HALF: i32 = 105;

/// Dots that are laid out.
pub(super) struct DotsPlan<'a> {
    dots: &'a Dots,
    setting: Setting<'a>,
    values: ValueScale,
    pub(super) rows: Vec<Row<'a>>,
    /// Where values stand: its lower edge is the axis.
    pub(super) frame: Area,
    ticks: Vec<Tick>,
    unit: Block,
    bottom: i32,
}

/// A row that is laid out.
pub(super) struct Row<'a> {
    row: &'a DotRow,
    label: Block,
    empty: Option<Block>,
    points: Vec<(&'a DotPoint, Spot)>,
    targets: Vec<Goal<'a>>,
    pub(super) labels: Vec<Label<'a>>,
    /// What belongs to the row beside its label.
    pub(super) band: Area,
    /// The line that its values stand on.
    y: i32,
}

struct Goal<'a> {
    target: &'a DotTarget,
    spot: Spot,
    upper: Option<i32>,
    turn: Turn,
}

/// A label and the place that was found for it.
pub(super) struct Label<'a> {
    text: &'a str,
    mark: Mark,
    pub(super) seat: Option<Seat>,
}

/// A tick of the axis.
struct Tick {
    x: i32,
    /// The middle of its text, which never leaves the picture.
    text_x: i32,
    /// Empty where it would touch the one before.
    text: String,
}

/// The axis of all rows.
#[derive(Clone, Copy)]
struct Axis<'s> {
    values: &'s ValueScale,
    /// Where the lowest and the highest tick stand.
    ends: (i32, i32),
    /// How far labels may reach.
    reach: (i32, i32),
}

impl<'a> DotsPlan<'a> {
    /// Lays the dots out.
    pub(super) fn new(dots: &'a Dots, setting: Setting<'a>) -> Result<DotsPlan<'a>, ChartError> {
        let known = read(dots)?;
        let column = Column::new(dots.rows.iter().map(|row| row.label.as_str()), setting);
        let (left, right) = (column.end, setting.right());
        let (ends, values, ticks) = scaled(dots, &known, (left, right), setting);
        let axis = Axis { values: &values, ends, reach: (left, right) };
        let size = setting.form.size(Mark::TickText);
        let headed = !dots.unit.is_empty() && dots.unit != dots.tick_suffix;
        let mut top = setting.top;
        let mut rows = Vec::with_capacity(dots.rows.len());
        for row in &dots.rows {
            let row = Row::new(row, axis, column, Setting { top, ..setting });
            top = row.band.bottom.max(row.label.area.bottom) + setting.pick(80, 20);
            rows.push(row);
        }
        let frame = Area { left: ends.0, top: setting.top, right: ends.1, bottom: top + 20 };
        let below = frame.bottom + 60 + size;
        // The unit ends where the axis does, in a line of its own.
        let words = if headed { dots.unit.as_str() } else { "" };
        let all = Setting { top: below, ..setting };
        let unit =
            Block::new(Mark::TickText, words, all, setting.left(), right - setting.left()).ending(right);
        let bottom = unit.area.bottom;
        Ok(DotsPlan { dots, setting, rows, frame, ticks, unit, bottom, values })
    }

    fn cropped(&self) -> bool {
        self.values.cropped()
    }

    fn draw_axis(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        let Area { left, right, top, bottom } = self.frame;
        for Tick { x, .. } in &self.ticks {
            for (from, to) in clear_pieces(*x, (top, bottom), &self.texts()) {
                canvas.path(Mark::Grid, &[(*x, from), (*x, to)])?;
            }
        }
        canvas.path(Mark::Axis, &[(left, bottom), (right, bottom)])?;
        for Tick { x, .. } in &self.ticks {
            canvas.path(Mark::Tick, &[(*x, bottom), (*x, bottom + 35)])?;
        }
        if self.cropped() {
            canvas.path(Mark::Break, &zigzag((left, bottom), (left + 240, bottom)))?;
        }
        let y = bottom + 50 + self.setting.form.size(Mark::TickText) / 2;
        for tick in self.ticks.iter().filter(|tick| !tick.text.is_empty()) {
            canvas.text(Mark::TickText, Hold::Middle, (tick.text_x, y), &tick.text)?;
        }
        self.unit.draw(canvas)
    }

    /// What the lines of the grid keep clear of.
    fn texts(&self) -> Vec<Area> {
        let names = self.rows.iter().flat_map(|row| [Some(&row.label), row.empty.as_ref()]).flatten();
        let labels = self.rows.iter().flat_map(|row| &row.labels).filter_map(|label| label.seat);
        let areas = names.map(|block| block.area).chain(labels.map(|seat| seat.place));
        areas.map(|area| area.grown(CLEAR)).collect()
    }
}

impl<'a> Row<'a> {
    /// Lays a row out as low as its labels allow.
    fn new(row: &'a DotRow, axis: Axis<'_>, column: Column, setting: Setting<'a>) -> Row<'a> {
        let label = column.label(&row.label, setting);
        let size = setting.form.size(Mark::Value);
        let bare = row.points.is_empty() && row.targets.is_empty();
        let (left, right) = axis.reach;
        if bare {
            let words = row.empty.as_deref().unwrap_or_default();
            let from = if column.is_beside() { axis.ends.0 + 40 } else { left };
            let empty = Block::new(Mark::Absent, words, setting, from, right - from);
            let high = empty.area.height();
            let empty = empty.moved(column.below(&label, high));
            let band = Area { left, right, top: empty.area.top, bottom: empty.area.bottom + 10 };
            let label = column.settled(label, high);
            let y = band.middle().1;
            let empty = Some(empty);
            return Row { row, label, empty, points: vec![], targets: vec![], labels: vec![], band, y };
        }
        // From labels beside the marks to labels far from them.
        let (near, low) = (HALF + size + 85, HALF + 45);
        let reaches = [(low, low), (near, low), (near, near), (near + 180, near + 180), (800, 800)];
        let mut last = None;
        for (above, below) in reaches {
            let top = column.below(&label, above + below);
            let band = Area { left, right, top, bottom: top + above + below };
            let beside = label.clone().moved((top + above - label.area.height() / 2).max(top));
            let mut laid = Row {
                row,
                label: if column.is_beside() { beside } else { label.clone() },
                empty: None,
                points: Vec::new(),
                targets: Vec::new(),
                labels: Vec::new(),
                band,
                y: top + above,
            };
            laid.place(axis, setting);
            let done = laid.labels.iter().all(|label| label.seat.is_some());
            last = Some(laid);
            if done {
                break;
            }
        }
        last.expect("there is more than one height to try")
    }

    fn place(&mut self, axis: Axis<'_>, setting: Setting<'_>) {
        let spot = |value| micros(value).map(|value| (axis.place(value), self.y));
        let row: &'a DotRow = self.row;
        self.points = row.points.iter().filter_map(|point| Some((point, spot(point.value)?))).collect();
        let goal = |target: &'a DotTarget| {
            let turn = Turn::toward(target.direction, axis.values.upside_down);
            let upper = target.upper.and_then(spot).map(|(x, _)| x);
            Some(Goal { target, spot: spot(target.value)?, upper, turn })
        };
        self.targets = row.targets.iter().filter_map(goal).collect();
        let mut labels = Vec::new();
        let mut wanted = Vec::new();
        let mut wish = |text: &'a str, mark: Mark, area: Area, kind: u8, side: Side| {
            labels.push(Label { text, mark, seat: None });
            let (width, height) = (setting.width(text, mark), setting.form.size(mark));
            let rank = usize::from(kind).min(OPTIONAL - 1);
            wanted.push(Wanted { mark: area, width, height, side, kind, rank });
        };
        for (point, spot) in &self.points {
            wish(&point.label, Mark::Value, marker_area(*spot), 0, Side::Above);
        }
        let side = if self.points.is_empty() { Side::Above } else { Side::Below };
        for goal in &self.targets {
            wish(&goal.target.label, Mark::TargetText, goal.area(), 1, side);
        }
        let seats = place_labels(&wanted, &self.taken(), self.band);
        for (label, seat) in labels.iter_mut().zip(seats) {
            label.seat = seat;
        }
        self.labels = labels;
    }

    /// What labels must keep clear of.
    pub(super) fn taken(&self) -> Taken {
        let mut areas: Vec<Area> = self.points.iter().map(|(_, spot)| marker_area(*spot)).collect();
        areas.extend(self.targets.iter().flat_map(Goal::strokes));
        Taken { areas, segments: Vec::new() }
    }

    fn draw(&self, canvas: &Canvas<'_>, dropped: &mut Vec<String>) -> Result<(), ChartError> {
        self.label.draw(canvas)?;
        self.empty.iter().try_for_each(|empty| empty.draw(canvas))?;
        for goal in &self.targets {
            goal.draw(canvas)?;
        }
        for (point, spot) in &self.points {
            marker(canvas, point.kind, *spot)?;
        }
        for label in &self.labels {
            match label.seat {
                Some(seat) => {
                    if let Some(line) = seat.leader {
                        let x = line.middle().0;
                        canvas.path(Mark::Leader, &[(x, line.top), (x, line.bottom)])?;
                    }
                    canvas.text(label.mark, Hold::Middle, seat.place.middle(), label.text)?;
                }
                None => dropped.push(label.text.to_owned()),
            }
        }
        Ok(())
    }
}

impl Goal<'_> {
    fn mark(&self) -> Mark {
        if self.target.aspirational { Mark::Aspire } else { Mark::Target }
    }

    /// The area that the mark covers, its ends included.
    fn area(&self) -> Area {
        let (x, y) = self.spot;
        let far = self.upper.unwrap_or(x);
        let (back, onward) = match self.turn {
            Turn::Onward if self.upper.is_none() => (0, TARGET_ENDS),
            Turn::Back if self.upper.is_none() => (TARGET_ENDS, 0),
            _ => (0, 0),
        };
        Area {
            left: x.min(far) - back - 15,
            right: x.max(far) + onward + 15,
            top: y - HALF - 15,
            bottom: y + HALF + 15,
        }
    }

    /// The areas of its strokes: between the two ends of a span there is room.
    fn strokes(&self) -> Vec<Area> {
        let area = self.area();
        match self.upper {
            Some(_) => vec![
                Area { right: area.left + 30, ..area },
                Area { left: area.right - 30, ..area },
                Area { top: area.bottom - 30, ..area },
            ],
            None => vec![area],
        }
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        match self.upper {
            Some(upper) => upright_span(canvas, self.mark(), self.spot, upper, HALF),
            None => upright(canvas, self.mark(), self.turn, self.spot, HALF),
        }
    }
}

impl Axis<'_> {
    fn place(self, value: Micros) -> i32 {
        self.values.place(value, self.ends.0, self.ends.1)
    }
}

/// Every value that the axis must hold.
fn read(dots: &Dots) -> Result<Vec<Micros>, ChartError> {
    let of_row = |row: &DotRow| {
        let targets = row.targets.iter().flat_map(|target| [Some(target.value), target.upper]);
        let points = row.points.iter().map(|point| Some(point.value));
        points.chain(targets).flatten().collect::<Vec<_>>()
    };
    let mut known = Vec::new();
    for value in dots.rows.iter().flat_map(of_row) {
        known.push(micros(value).ok_or_else(|| ChartError::Value(value.to_string()))?);
    }
    if known.is_empty() { Err(ChartError::Empty) } else { Ok(known) }
}

/// Where the axis ends, what it shows, and its ticks: as many as their texts allow.
fn scaled(
    dots: &Dots,
    known: &[Micros],
    (left, right): (i32, i32),
    setting: Setting<'_>,
) -> ((i32, i32), ValueScale, Vec<Tick>) {
    let text = |tick| tick_text(tick, dots.tick_shift, &dots.tick_suffix, &setting.words.thousands);
    let ends = (left + 110, right - 110);
    let mut intervals = setting.pick(4, 5);
    loop {
        let mut scale = ValueScale::new(known, dots.axis, i128::from(intervals));
        scale.ceiling = dots.ceiling.and_then(micros);
        let mut ticks = Vec::new();
        let mut taken = Vec::new();
        for tick in scale.ticks() {
            let (x, words) = (scale.place(tick, ends.0, ends.1), text(tick));
            let width = setting.width(&words, Mark::TickText);
            let text_x = x.min(setting.right() - width / 2).max(setting.left() + width / 2);
            let area = Area::around((text_x, 0), width + 60, 100);
            let free = !taken.iter().any(|other: &Area| other.meets(area));
            taken.push(area);
            ticks.push(Tick { x, text_x, text: if free { words } else { String::new() } });
        }
        let crowded = ticks.iter().any(|tick| tick.text.is_empty());
        if !crowded || intervals == 1 {
            return (ends, scale, ticks);
        }
        intervals -= 1;
    }
}

impl Plan for DotsPlan<'_> {
    fn bottom(&self) -> i32 {
        self.bottom
    }

    fn signs(&self) -> Vec<(Sign, String)> {
        let words = self.setting.words;
        let points = || self.rows.iter().flat_map(|row| &row.points);
        let mut signs = point_signs(words, |kind| points().any(|(point, _)| point.kind == kind));
        signs.extend(upright_signs(words, |aspirational| {
            let mut targets = self.rows.iter().flat_map(|row| &row.targets);
            let goal = targets.find(|goal| goal.target.aspirational == aspirational)?;
            Some((goal.turn, goal.upper.is_some()))
        }));
        if self.cropped() {
            signs.push((Sign::BreakAcross, words.cropped_across.clone()));
        }
        if self.dots.lower_is_better {
            let way = if self.dots.axis == ValueAxis::Rank { Way::Right } else { Way::Left };
            signs.push((Sign::Better(way), words.lower_is_better.clone()));
        }
        signs
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        canvas.open("c-scales", None);
        self.draw_axis(canvas)?;
        let across: Vec<Area> = self.texts().into_iter().map(Area::turned).collect();
        for row in self.rows.iter().filter(|row| row.empty.is_none()) {
            for (from, to) in clear_pieces(row.y, (self.frame.left, self.frame.right), &across) {
                canvas.path(Mark::Grid, &[(from, row.y), (to, row.y)])?;
            }
        }
        canvas.close();
        let mut dropped = Vec::new();
        for row in &self.rows {
            canvas.open("c-row", Some(&describe::dot_row(row.row, self.setting.lang)));
            row.draw(canvas, &mut dropped)?;
            canvas.close();
        }
        Ok(dropped)
    }
}
