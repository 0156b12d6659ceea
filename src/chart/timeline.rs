//! Deadlines on a time axis, a row for each.
//!
//! In: a [`Timeline`]. Out: its plan and then its drawing. A row says its date in words above its own line;
//! the lines that run down the picture are left out where a text stands.

use super::block::Block;
use super::drawing::Canvas;
use super::layout::{Area, CLEAR, clear_pieces};
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::scale::{DayScale, YearScale};
use super::sign::{Sign, deadline, stretch};
use super::spec::{Timeline, TimelineKind, TimelineRow};
use super::svg::Hold;
use super::{ChartError, describe};

/// A timeline that is laid out.
pub(super) struct TimelinePlan<'a> {
    setting: Setting<'a>,
    years: YearScale,
    days: DayScale,
    rows: Vec<Row<'a>>,
    marks: Vec<Flag>,
    /// Where the axis runs and the rows stand: the axis is its lower edge.
    frame: Area,
    bottom: i32,
}

struct Row<'a> {
    row: &'a TimelineRow,
    label: Block,
    /// The height of its line.
    y: i32,
}

/// A day that all rows are read against.
struct Flag {
    x: i32,
    label: Block,
}

impl<'a> TimelinePlan<'a> {
    /// Lays the timeline out.
    pub(super) fn new(timeline: &'a Timeline, setting: Setting<'a>) -> Result<TimelinePlan<'a>, ChartError> {
        if timeline.rows.is_empty() {
            return Err(ChartError::Empty);
        }
        let days = day_scale(timeline)?;
        let (left, right) = (setting.left() + 80, setting.right() - 80);
        let label = setting.width("2000", Mark::TickText) + 50;
        let (first, last) = days.years();
        let years = YearScale { first, last, every: 1 }.spaced(right - left, label);
        let mut marks = Vec::new();
        let mut top = setting.top;
        for mark in &timeline.marks {
            let x = days.place(mark.day, left, right);
            let label =
                Block::new(Mark::RuleText, &mark.label, setting, setting.left(), (right - left) * 4 / 5);
            marks.push(Flag { x, label });
        }
        if !marks.is_empty() {
            top = hoist(&mut marks, Area { left: setting.left(), right: setting.right(), top, bottom: top })
                + 60;
        }
        let frame_top = top;
        let mut rows = Vec::with_capacity(timeline.rows.len());
        for row in &timeline.rows {
            let width = setting.right() - setting.left();
            let label =
                Block::new(Mark::RowText, &row.label, Setting { top, ..setting }, setting.left(), width);
            let y = label.area.bottom + 80;
            top = y + 165;
            rows.push(Row { row, label, y });
        }
        let frame = Area { left, top: frame_top, right, bottom: top - 20 };
        let bottom = frame.bottom + setting.form.size(Mark::TickText) + 80;
        Ok(TimelinePlan { setting, years, days, rows, marks, frame, bottom })
    }

    /// The pieces of an upright line between two heights that no text stands on.
    fn pieces(&self, x: i32, top: i32, bottom: i32) -> Vec<(i32, i32)> {
        let labels = self.rows.iter().map(|row| &row.label).chain(self.marks.iter().map(|flag| &flag.label));
        let taken: Vec<Area> = labels.map(|label| label.area.grown(CLEAR)).collect();
        clear_pieces(x, (top, bottom), &taken)
    }

    fn draw_axis(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        let Area { left, right, bottom, .. } = self.frame;
        canvas.path(Mark::Axis, &[(left, bottom), (right, bottom)])?;
        let slot = (right - left) / self.years.years();
        for year in self.years.first..=self.years.last {
            if slot >= 240 {
                for month in [4, 7, 10] {
                    let x = self.days.place(DayScale::day(year, month), left, right);
                    canvas.path(Mark::Tick, &[(x, bottom), (x, bottom + 25)])?;
                }
            }
        }
        for year in self.years.first..=self.years.last + 1 {
            let x = self.days.place(DayScale::day(year, 1), left, right);
            canvas.path(Mark::Tick, &[(x, bottom), (x, bottom + 45)])?;
        }
        for year in self.years.ticks() {
            let half = self.setting.width("2000", Mark::TickText) / 2;
            let (least, most) = (self.setting.left() + half, self.setting.right() - half);
            let x = self.years.place(year, left, right).max(least).min(most);
            let y = bottom + 50 + self.setting.form.size(Mark::TickText) / 2;
            canvas.text(Mark::TickText, Hold::Middle, (x, y), &year.to_string())?;
        }
        Ok(())
    }

    fn draw_row(&self, canvas: &Canvas<'_>, row: &Row<'_>) -> Result<(), ChartError> {
        let place = |day: i32| self.days.place(day, self.frame.left, self.frame.right);
        let x = place(row.row.day);
        canvas.open("c-row", Some(&describe::timeline_row(row.row, self.setting.words, self.setting.lang)));
        canvas.path(Mark::Grid, &[(self.frame.left, row.y), (self.frame.right, row.y)])?;
        row.label.draw(canvas)?;
        if let Some(from) = row.row.from.filter(|from| *from < row.row.day) {
            stretch(canvas, place(from), (x, row.y))?;
        }
        deadline(canvas, row.row.kind, (x, row.y))?;
        canvas.close();
        Ok(())
    }
}

/// Places the labels of the reference lines such that none touches another or a line that is not its own;
/// gives the lower edge of them all. Where that cannot be had they are stacked, and a line is left out behind
/// a label.
fn hoist(flags: &mut [Flag], bounds: Area) -> i32 {
    let step = flags.iter().map(|flag| flag.label.area.height()).max().unwrap_or(0).max(1);
    let levels = i32::try_from(flags.len()).unwrap_or(1);
    let mut seats = Vec::new();
    let mut patience = 5_000;
    let found = (1..=levels).any(|levels| {
        seats.clear();
        seat(flags, &mut seats, (step, levels), bounds, &mut patience)
    });
    if !found {
        seats = (0..).zip(flags.iter()).map(|(level, flag)| flag.seats(bounds, level * step)[0]).collect();
    }
    let down = bounds.top - seats.iter().map(|seat| seat.top).min().unwrap_or(bounds.top);
    for (flag, seat) in flags.iter_mut().zip(&seats) {
        flag.label = flag.label.clone().moved(seat.top + down).ending(seat.right);
    }
    bounds.top + down
}

/// Seats the labels in turn, each in its first place that still lets the rest be seated.
fn seat(
    flags: &[Flag],
    seats: &mut Vec<Area>,
    (step, levels): (i32, i32),
    bounds: Area,
    patience: &mut usize,
) -> bool {
    let Some(flag) = flags.get(seats.len()) else { return true };
    for place in (0..levels).flat_map(|level| flag.seats(bounds, level * step)) {
        if *patience == 0 {
            return false;
        }
        *patience -= 1;
        // A line runs down from the lower edge of its label.
        let crosses = |x: i32, from: i32, area: Area| {
            area.left - CLEAR < x && x < area.right + CLEAR && from < area.bottom
        };
        let clear = seats.iter().zip(flags).all(|(seat, other)| {
            let apart = Area { left: place.left - 120, right: place.right + 120, ..place };
            !seat.meets(apart)
                && !crosses(flag.x, place.bottom, *seat)
                && !crosses(other.x, seat.bottom, place)
        });
        if clear {
            seats.push(place);
            if seat(flags, seats, (step, levels), bounds, patience) {
                return true;
            }
            seats.pop();
        }
    }
    false
}

impl Flag {
    /// Where the label may stand at this height above the rows: over its line, or beginning or ending with
    /// it.
    fn seats(&self, bounds: Area, height: i32) -> Vec<Area> {
        let (width, bottom) = (self.label.area.width(), bounds.top - height);
        let at = |left: i32| {
            let left = left.min(bounds.right - width).max(bounds.left);
            Area { left, top: bottom - self.label.area.height(), right: left + width, bottom }
        };
        let mut seats = vec![at(self.x - width / 2), at(self.x - 10), at(self.x + 10 - width)];
        // A label pushed in from the edge still stands over its line.
        seats.retain(|seat| seat.left <= self.x && self.x <= seat.right);
        if seats.is_empty() { vec![at(self.x - width / 2)] } else { seats }
    }
}

fn day_scale(timeline: &Timeline) -> Result<DayScale, ChartError> {
    let rows = timeline.rows.iter().flat_map(|row| [row.day, row.from.unwrap_or(row.day)]);
    let years = rows.chain(timeline.marks.iter().map(|mark| mark.day)).map(DayScale::year);
    let first = years.clone().chain([timeline.first_year]).min().unwrap_or(timeline.first_year);
    let last = years.chain([timeline.last_year]).max().unwrap_or(timeline.last_year);
    let far = first < -9_999 || last > 9_999;
    if timeline.last_year < timeline.first_year || far || last - first > 200 {
        return Err(ChartError::Years(first, last));
    }
    Ok(DayScale { first, last })
}

impl Plan for TimelinePlan<'_> {
    fn bottom(&self) -> i32 {
        self.bottom
    }

    fn signs(&self) -> Vec<(Sign, String)> {
        let words = self.setting.words;
        let kinds = [
            (TimelineKind::BeforeIssue, &words.before_issue),
            (TimelineKind::Due, &words.due),
            (TimelineKind::NotDue, &words.not_due),
        ];
        let used = kinds.into_iter().filter(|(kind, _)| self.rows.iter().any(|row| row.row.kind == *kind));
        let mut signs: Vec<_> = used.map(|(kind, text)| (Sign::Deadline(kind), text.clone())).collect();
        if self.rows.iter().any(|row| row.row.from.is_some_and(|from| from < row.row.day)) {
            signs.push((Sign::Stretch, words.stretch.clone()));
        }
        signs
    }

    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        canvas.open("c-scales", None);
        for year in self.years.first..=self.years.last + 1 {
            let x = self.days.place(DayScale::day(year, 1), self.frame.left, self.frame.right);
            for (from, to) in self.pieces(x, self.frame.top, self.frame.bottom) {
                canvas.path(Mark::Grid, &[(x, from), (x, to)])?;
            }
        }
        self.draw_axis(canvas)?;
        for flag in &self.marks {
            for (from, to) in self.pieces(flag.x, flag.label.area.bottom, self.frame.bottom) {
                canvas.path(Mark::Rule, &[(flag.x, from), (flag.x, to)])?;
            }
            flag.label.draw(canvas)?;
        }
        canvas.close();
        for row in &self.rows {
            self.draw_row(canvas, row)?;
        }
        Ok(Vec::new())
    }
}
