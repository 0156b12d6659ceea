//! A trend: values over years, what was planned, and where no value is known.
//!
//! In: a [`Trend`]. Out: its plan (axes, lines, a place for each label) and then its drawing. A line joins
//! neighbouring years only; it never hides a year without data.

use super::drawing::{Axes, Canvas};
use super::layout::{Area, OPTIONAL, Seat, Side, Spot, Taken, Wanted, place_labels};
use super::palette::Mark;
use super::plan::{Plan, Setting};
use super::scale::{Micros, ValueScale, YearScale, micros, tick_text};
use super::sign::{SILENT, Sign, TARGET_ENDS, Turn, Way, marker, marker_area, silent, span, target, zigzag};
use super::spec::{Point, PointKind, TargetMark, Trend, ValueAxis};
use super::svg::Hold;
use super::{ChartError, describe};

/// More points than this are not all labelled: first, last and the extremes are.
const ALL_LABELLED: usize = 8;

/// A trend that is laid out.
pub(super) struct TrendPlan<'a> {
    trend: &'a Trend,
    setting: Setting<'a>,
    points: Vec<Placed<'a>>,
    targets: Vec<Goal<'a>>,
    /// The years that have neither a point nor an excuse.
    pub(super) silent: Vec<i32>,
    years: YearScale,
    values: ValueScale,
    pub(super) frame: Area,
    pub(super) labels: Vec<Label<'a>>,
    bottom: i32,
    /// Where the words above the value axis stand.
    heading: Option<Area>,
}

struct Placed<'a> {
    point: &'a Point,
    value: Micros,
    spot: Spot,
}

struct Goal<'a> {
    goal: &'a TargetMark,
    value: Micros,
    spot: Spot,
    /// The place of the upper end of a span.
    upper: Option<Spot>,
    half: i32,
    turn: Turn,
}

/// A label and the place that was found for it.
pub(super) struct Label<'a> {
    text: &'a str,
    year: i32,
    mark: Mark,
    pub(super) seat: Option<Seat>,
}

impl<'a> TrendPlan<'a> {
    /// Lays a trend out.
    pub(super) fn new(trend: &'a Trend, setting: Setting<'a>) -> Result<TrendPlan<'a>, ChartError> {
        let points = read_points(trend)?;
        let targets = read_targets(trend)?;
        if points.is_empty() && targets.is_empty() {
            return Err(ChartError::Empty);
        }
        let size = setting.form.size(Mark::TickText);
        let values = value_scale(trend, &points, &targets, setting)?;
        let headed = !trend.unit.is_empty() && trend.unit != trend.tick_suffix;
        let width = |tick: &Micros| setting.width(&trend_tick(trend, setting, *tick), Mark::TickText);
        let widest = values.ticks().iter().map(width).max().unwrap_or(0);
        let (left, top) = (setting.left(), setting.top);
        let frame = Area {
            left: left + widest + 80,
            top,
            right: setting.right(),
            bottom: top + setting.pick(2200, 3300),
        };
        let unit = setting.width(&trend.unit, Mark::TickText);
        let heading = Area { left, top, right: left + unit, bottom: top + size };
        let label = setting.width("2000", Mark::TickText) + 50;
        let years = year_scale(trend)?.spaced(frame.width(), label);
        // The text of the last year is wider than its slot where there are many years.
        let slot = frame.width() / years.years();
        let frame = Area { right: frame.right - ((label - slot) / 2).max(0), ..frame };
        let mut plan = TrendPlan {
            trend,
            setting,
            silent: silent_years(trend),
            points,
            targets,
            years,
            values,
            frame,
            labels: Vec::new(),
            bottom: frame.bottom + size + 80,
            heading: headed.then_some(heading),
        };
        plan.place_marks();
        plan.clear_lower_edge();
        plan.place_labels();
        Ok(plan)
    }

    fn place_marks(&mut self) {
        let (years, values, frame) = (self.years, &self.values, self.frame);
        let spot = |year: i32, value: Micros| {
            let x = years.place(year, frame.left, frame.right);
            (x, values.place(value, frame.bottom, frame.top))
        };
        let half = ((frame.right - frame.left) / years.years() * 3 / 10).min(220);
        for placed in &mut self.points {
            placed.spot = spot(placed.point.year, placed.value);
        }
        for goal in &mut self.targets {
            goal.turn = Turn::toward(goal.goal.direction, values.upside_down);
            goal.spot = spot(goal.goal.year, goal.value);
            goal.upper = goal.goal.upper.and_then(micros).map(|upper| spot(goal.goal.year, upper));
            goal.half = half;
        }
    }

    /// Lifts the marks off the lower edge where one of them would touch the ring of a silent year.
    fn clear_lower_edge(&mut self) {
        let rings: Vec<Area> = self.silent.iter().map(|year| self.ring(*year).grown(15)).collect();
        let taken = self.marks();
        if rings.iter().any(|ring| !taken.leaves_free(*ring)) {
            self.values.pads.0 += SILENT * 2 + 110;
            self.place_marks();
        }
    }

    /// Where the ring of a silent year stands: on the lower edge, so that it is read as no value.
    pub(super) fn ring(&self, year: i32) -> Area {
        let x = self.years.place(year, self.frame.left, self.frame.right);
        Area::around((x, self.frame.bottom - SILENT - 15), SILENT * 2 + 20, SILENT * 2 + 20)
    }

    fn place_labels(&mut self) {
        let (labels, wanted) = self.wishes();
        let bounds = Area { bottom: self.frame.bottom - 10, ..self.frame };
        let places = place_labels(&wanted, &self.taken(), bounds);
        self.labels = labels;
        for (label, place) in self.labels.iter_mut().zip(places) {
            label.seat = place;
        }
    }

    /// What labels must keep clear of.
    pub(super) fn taken(&self) -> Taken {
        let mut taken = self.marks();
        taken.areas.extend(self.silent.iter().map(|year| self.ring(*year)));
        taken
    }

    /// Everything that is drawn for a value, and the heading.
    pub(super) fn marks(&self) -> Taken {
        let mut taken = Taken::default();
        taken.areas.extend(self.points.iter().map(|placed| marker_area(placed.spot)));
        taken.areas.extend(self.targets.iter().flat_map(Goal::strokes));
        taken.areas.extend(self.heading);
        taken.segments.extend(self.courses().into_iter().map(|(_, from, to)| (from.spot, to.spot)));
        if self.values.cropped() {
            taken.areas.push(Area::around((self.frame.left, self.frame.bottom - 120), 120, 240));
        }
        taken
    }

    /// The labels that want a place, and what they need.
    fn wishes(&self) -> (Vec<Label<'a>>, Vec<Wanted>) {
        let mut labels = Vec::new();
        let mut wanted = Vec::new();
        let mut wish = |text: &'a str, year, mark: Mark, wish: Wanted| {
            labels.push(Label { text, year, mark, seat: None });
            let (width, height) = (self.setting.width(text, mark), self.setting.form.size(mark));
            wanted.push(Wanted { width, height, ..wish });
        };
        let free = |mark, side, kind, rank| Wanted { mark, width: 0, height: 0, side, kind, rank };
        for (index, placed) in self.points.iter().enumerate() {
            let rank = self.rank(index);
            if rank < OPTIONAL || self.points.len() <= ALL_LABELLED {
                let area = marker_area(placed.spot);
                wish(
                    &placed.point.label,
                    placed.point.year,
                    Mark::Value,
                    free(area, self.side(index), 0, rank),
                );
            }
        }
        for goal in &self.targets {
            let same = |placed: &&Placed<'_>| placed.point.year == goal.goal.year;
            let below = match self.points.iter().find(same) {
                Some(placed) => placed.spot.1 < goal.spot.1,
                None => goal.turn == Turn::Onward && goal.upper.is_none(),
            };
            let side = if below { Side::Below } else { Side::Above };
            wish(&goal.goal.label, goal.goal.year, Mark::TargetText, free(goal.area(), side, 1, 1));
        }
        (labels, wanted)
    }

    /// How much a point's label matters: the last and the first most, then the extremes, then the rest.
    fn rank(&self, index: usize) -> usize {
        let value = self.points[index].value;
        let extreme = self.points.iter().all(|other| other.value <= value)
            || self.points.iter().all(|other| other.value >= value);
        match index {
            0 => 0,
            _ if index + 1 == self.points.len() => 0,
            _ if extreme => 2,
            _ => OPTIONAL,
        }
    }

    /// Peaks are labelled above, troughs below; on a slope the side that the line leaves free.
    fn side(&self, index: usize) -> Side {
        let here = self.points[index].spot.1;
        let before = index.checked_sub(1).and_then(|before| self.points.get(before));
        let higher = |other: Option<&Placed<'_>>| other.is_some_and(|other| other.spot.1 < here);
        let after = self.points.get(index + 1);
        let trough = match (before, after) {
            (Some(_), Some(_)) => higher(before) && higher(after),
            (None, after) => higher(after),
            (before, None) => higher(before),
        };
        if trough { Side::Below } else { Side::Above }
    }

    /// The lines between points: solid between neighbouring years, dashed across years without data.
    fn courses(&self) -> Vec<(Mark, &Placed<'a>, &Placed<'a>)> {
        let pairs = self.points.windows(2).filter_map(|pair| {
            let [from, to] = pair else { return None };
            let mark = if to.point.year - from.point.year == 1 { Mark::Line } else { Mark::Gap };
            (mark == Mark::Line || self.trend.axis != ValueAxis::Rank).then_some((mark, from, to))
        });
        pairs.collect()
    }

    fn draw_axes(&self, canvas: &Canvas<'_>) -> Result<(), ChartError> {
        let frame = self.frame;
        let level = |y: i32| [(frame.left, y), (frame.right, y)];
        canvas.path(Mark::Axis, &level(frame.bottom))?;
        let zero = self.values.place(0, frame.bottom, frame.top);
        if self.values.low <= 0 && self.values.high > 0 && !self.values.upside_down && zero != frame.bottom {
            canvas.path(Mark::Axis, &level(zero))?;
        }
        for year in self.years.ticks() {
            let x = self.years.place(year, frame.left, frame.right);
            canvas.path(Mark::Tick, &[(x, frame.bottom), (x, frame.bottom + 45)])?;
        }
        if self.values.cropped() {
            canvas
                .path(Mark::Break, &zigzag((frame.left, frame.bottom), (frame.left, frame.bottom - 240)))?;
        }
        match self.heading {
            Some(area) => {
                let spot = (area.left, area.middle().1);
                canvas.text(Mark::TickText, Hold::Start, spot, &self.trend.unit)
            }
            None => Ok(()),
        }
    }

    fn draw_labels(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        canvas.open("c-labels", None);
        let mut dropped = Vec::new();
        for label in &self.labels {
            match label.seat {
                Some(seat) => {
                    if let Some(line) = seat.leader {
                        let x = line.middle().0;
                        canvas.path(Mark::Leader, &[(x, line.top), (x, line.bottom)])?;
                    }
                    canvas.text(label.mark, Hold::Middle, seat.place.middle(), label.text)?;
                }
                None => dropped.push((label.year, label.text.to_owned())),
            }
        }
        canvas.close();
        dropped.sort();
        Ok(dropped.into_iter().map(|(_, text)| text).collect())
    }
}

impl Plan for TrendPlan<'_> {
    fn bottom(&self) -> i32 {
        self.bottom
    }

    fn signs(&self) -> Vec<(Sign, String)> {
        let (courses, words) = (self.courses(), self.setting.words);
        let solid = courses.iter().any(|(mark, ..)| *mark == Mark::Line);
        let mut signs = Vec::new();
        let kinds = words.kinds();
        for (kind, text) in kinds {
            if self.points.iter().any(|placed| placed.point.kind == kind) {
                let joined = solid && kind == PointKind::Reported;
                signs.push((Sign::Point(kind, joined), text.clone()));
            }
        }
        if courses.iter().any(|(mark, ..)| *mark == Mark::Gap) {
            signs.push((Sign::Gap, words.gap.clone()));
        }
        for (aspirational, text) in [(false, &words.target), (true, &words.aspirational)] {
            let first = self.targets.iter().find(|goal| goal.goal.aspirational == aspirational);
            if let Some(goal) = first {
                let sign = match (goal.upper.is_some(), aspirational) {
                    (true, _) => Sign::Span(goal.mark()),
                    (false, true) => Sign::Aspire(goal.turn),
                    (false, false) => Sign::Target(goal.turn),
                };
                signs.push((sign, text.clone()));
            }
        }
        if !self.silent.is_empty() {
            signs.push((Sign::Silent, words.silent.clone()));
        }
        if self.values.cropped() {
            signs.push((Sign::Break, words.cropped.clone()));
        }
        if self.trend.lower_is_better {
            let way = if self.values.upside_down { Way::Up } else { Way::Down };
            signs.push((Sign::Better(way), words.lower_is_better.clone()));
        }
        signs
    }

    /// The labels that found no place are given in order of their year.
    fn draw(&self, canvas: &Canvas<'_>) -> Result<Vec<String>, ChartError> {
        let lang = self.setting.lang;
        let text = |tick: &Micros| trend_tick(self.trend, self.setting, *tick);
        canvas.open("c-scales", None);
        let axes = Axes { frame: self.frame, years: self.years, values: &self.values, value_text: &text };
        let mut plot = canvas.plot(&axes)?;
        self.draw_axes(canvas)?;
        canvas.close();
        if !self.targets.is_empty() {
            canvas.open("c-targets", None);
            self.targets.iter().try_for_each(|goal| goal.draw(canvas, lang))?;
            canvas.close();
        }
        for year in &self.silent {
            canvas.title(&describe::silent(*year, lang));
            silent(canvas, self.ring(*year).middle())?;
        }
        canvas.open("c-series", None);
        for (mark, from, to) in self.courses() {
            plot.line(mark, &[(from.point.year, from.value), (to.point.year, to.value)])?;
        }
        for placed in &self.points {
            canvas.title(&describe::point(placed.point, lang));
            let spot = plot.spot(placed.point.year, placed.value);
            debug_assert_eq!(spot, placed.spot, "labels are laid out where plotters draws");
            marker(canvas, placed.point.kind, spot)?;
        }
        canvas.close();
        self.draw_labels(canvas)
    }
}

impl Goal<'_> {
    fn mark(&self) -> Mark {
        if self.goal.aspirational { Mark::Aspire } else { Mark::Target }
    }

    /// The areas of its strokes: between the two ends of a span there is room.
    fn strokes(&self) -> Vec<Area> {
        let area = self.area();
        match self.upper {
            Some(_) => vec![
                Area { bottom: area.top + 30, ..area },
                Area { top: area.bottom - 30, ..area },
                Area { left: area.right - 30, ..area },
            ],
            None => vec![area],
        }
    }

    /// The area that the mark covers, its ends included.
    fn area(&self) -> Area {
        let (x, y) = self.spot;
        let top = self.upper.map_or(y, |upper| upper.1.min(y));
        let bottom = self.upper.map_or(y, |upper| upper.1.max(y));
        let (up, down) = match self.turn {
            Turn::Onward if self.upper.is_none() => (TARGET_ENDS, 0),
            Turn::Back if self.upper.is_none() => (0, TARGET_ENDS),
            _ => (0, 0),
        };
        let thick = 15;
        Area {
            left: x - self.half - thick,
            top: top - up - thick,
            right: x + self.half + thick,
            bottom: bottom + down + thick,
        }
    }

    fn draw(&self, canvas: &Canvas<'_>, lang: &str) -> Result<(), ChartError> {
        let mark = self.mark();
        canvas.title(&describe::target(self.goal, lang));
        match self.upper {
            Some(upper) => span(canvas, mark, self.spot, upper.1, self.half),
            None => target(canvas, mark, self.turn, self.spot, self.half),
        }
    }
}

fn read_points(trend: &Trend) -> Result<Vec<Placed<'_>>, ChartError> {
    let mut points = Vec::with_capacity(trend.points.len());
    for point in &trend.points {
        let value = micros(point.value).ok_or_else(|| ChartError::Value(point.value.to_string()))?;
        points.push(Placed { point, value, spot: (0, 0) });
    }
    points.sort_by_key(|placed| placed.point.year);
    let twice = |pair: &&[Placed<'_>]| pair[0].point.year == pair[1].point.year;
    match points.windows(2).find(twice) {
        Some(pair) => Err(ChartError::TwoPoints(pair[0].point.year)),
        None => Ok(points),
    }
}

fn read_targets(trend: &Trend) -> Result<Vec<Goal<'_>>, ChartError> {
    let mut targets: Vec<Goal<'_>> = Vec::with_capacity(trend.targets.len());
    for goal in &trend.targets {
        let value = micros(goal.value).ok_or_else(|| ChartError::Value(goal.value.to_string()))?;
        if !targets.iter().any(|other| other.goal == goal) {
            targets.push(Goal { goal, value, spot: (0, 0), upper: None, half: 0, turn: Turn::Nowhere });
        }
    }
    targets.sort_by_key(|goal| (goal.goal.year, goal.value));
    Ok(targets)
}

/// The text of a tick on the value axis.
fn trend_tick(trend: &Trend, setting: Setting<'_>, tick: Micros) -> String {
    tick_text(tick, trend.tick_shift, &trend.tick_suffix, &setting.words.thousands)
}

/// The silent years, each once.
fn silent_years(trend: &Trend) -> Vec<i32> {
    let mut years = trend.silent.clone();
    years.retain(|year| trend.points.iter().all(|point| point.year != *year));
    years.sort_unstable();
    years.dedup();
    years
}

fn year_scale(trend: &Trend) -> Result<YearScale, ChartError> {
    let years = trend.points.iter().map(|point| point.year);
    let years = years.chain(trend.targets.iter().map(|goal| goal.year)).chain(trend.silent.iter().copied());
    let first = years.clone().chain([trend.first_year]).min().unwrap_or(trend.first_year);
    let last = years.chain([trend.last_year]).max().unwrap_or(trend.last_year);
    if trend.last_year < trend.first_year || i64::from(last) - i64::from(first) > 200 {
        return Err(ChartError::Years(first, last));
    }
    Ok(YearScale { first, last, every: 1 })
}

fn value_scale(
    trend: &Trend,
    points: &[Placed<'_>],
    targets: &[Goal<'_>],
    setting: Setting<'_>,
) -> Result<ValueScale, ChartError> {
    let mut values: Vec<Micros> = points.iter().map(|placed| placed.value).collect();
    for goal in targets {
        values.push(goal.value);
        if let Some(upper) = goal.goal.upper {
            values.push(micros(upper).ok_or_else(|| ChartError::Value(upper.to_string()))?);
        }
    }
    let mut scale = ValueScale::new(&values, trend.axis, i128::from(setting.pick(4, 5)));
    scale.ceiling = trend.ceiling.and_then(micros);
    let room = setting.form.size(Mark::Value) + 110;
    let from_zero = scale.low == 0 && !scale.upside_down;
    scale.pads = (if from_zero { 0 } else { room + 60 }, room);
    Ok(scale)
}
