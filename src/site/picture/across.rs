//! Charts that set things side by side: places, bodies, deadlines, before and after.
//!
//! In: the scene and an indicator, a plan or a place. Out: a [`Figure`], or none where there is too little to set side
//! by side. It must not draw, and must not compare what measures different things on one scale.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::point_kind;
use crate::assess::{Deadline, Evidence, SeriesPoint, Standing, VerdictKind, deadlines, series};
use crate::bilingual::Lang;
use crate::chart::{
    BarRow, BarValue, Bars, BulletRow, Bullets, Chart, DotPoint, DotRow, DotTarget, Dots, Figure, PairEnd,
    PairRow, Pairs, PointKind, Slope, SlopeEnd, SlopeLine, Timeline, TimelineKind, TimelineMark, TimelineRow,
    ValueAxis,
};
use crate::model::{
    Body, Decimal, Dimension, Direction as Better, Document, Indicator, Measure, Observation, Period, Place,
    Plan, Record, Ref, Subject, Target, Value,
};
use crate::site::scene::Scene;

/// The most bars of bodies; the list beside the chart has all.
const BODIES: usize = 12;
/// The most rows of a chart of places; the table beside it has all.
const PLACES: usize = 20;
/// The most lines of a slope; the figures' own pages have all.
const LINES: usize = 8;
/// The most rows of a timeline; the calendar beside it has all.
const DAYS: usize = 24;

/// The first and the last of two years.
type Years = (i16, i16);

impl Scene<'_> {
    /// A chart with the words that all charts carry.
    fn side_by_side(
        &self,
        id: &str,
        chart: Chart,
        words: (String, String),
        documents: BTreeSet<Ref<Document>>,
    ) -> Figure {
        let titles: Vec<String> = documents.into_iter().map(|document| self.titled(document)).collect();
        let separator = if self.lang == Lang::Zh { "" } else { "; " };
        Figure {
            id: format!("chart-{id}"),
            chart,
            title: words.0,
            subtitle: words.1,
            notes: Vec::new(),
            source: self.say("chart.source", &[("documents", &titles.join(separator))]),
            edition: self.edition(),
            licence: self.licence(),
            words: Arc::clone(&self.legend),
        }
    }

    /// One indicator across the places that have it: targets and results on one axis, amounts without targets as bars.
    pub(super) fn across_places(&self, indicator: Ref<Indicator>) -> Option<Figure> {
        let record = &self.project.indicators[indicator];
        let places = self.index.places_with(indicator);
        if places.len() < 2 || places.len() > PLACES {
            return None;
        }
        let mut documents = BTreeSet::new();
        let rows: Vec<DotRow> =
            places.iter().map(|place| self.dot_row(*place, indicator, &mut documents)).collect();
        let filled = rows.iter().filter(|row| row.empty.is_none()).count();
        let has_targets = rows.iter().any(|row| !row.targets.is_empty());
        let (unit, tick_shift) = self.phrase.axis(&record.unit, largest(&rows));
        let chart = match record.unit.dimension() {
            _ if filled < 2 => return None,
            Dimension::Grade => return None,
            Dimension::Amount if !has_targets => Chart::Bars(self.bars_of(places, indicator)?),
            dimension => Chart::Dots(Dots {
                rows,
                unit: unit.clone(),
                axis: match dimension {
                    Dimension::Rank => ValueAxis::Rank,
                    Dimension::Amount => ValueAxis::FromZero,
                    _ => ValueAxis::Fitted,
                },
                ceiling: (dimension == Dimension::Percent).then(|| Decimal::from_integer(100)),
                tick_shift,
                tick_suffix: if dimension == Dimension::Percent { "%".to_owned() } else { String::new() },
                lower_is_better: record.direction == Better::Lower,
            }),
        };
        let name = self.text(&record.name);
        let key = if has_targets { "across.title" } else { "across.title.values" };
        let title = self.say(key, &[("name", &name)]);
        let subtitle = self.say("across.subtitle", &[("name", &name), ("unit", &unit)]);
        Some(self.side_by_side(record.id(), chart, (title, subtitle), documents))
    }

    fn dot_row(
        &self,
        place: Ref<Place>,
        indicator: Ref<Indicator>,
        documents: &mut BTreeSet<Ref<Document>>,
    ) -> DotRow {
        let record = &self.project.indicators[indicator];
        let (mut points, mut targets) = (Vec::new(), Vec::new());
        for observation in self.levels_at(place, indicator) {
            documents.insert(observation.source.document);
            let when = self.phrase.period(&observation.period);
            points.push(DotPoint {
                value: observation.value.number(),
                label: format!("{when} {}", self.point_label(observation, record)),
                kind: point_kind(observation),
            });
        }
        for target in self.targets_of(place, indicator) {
            if let Some(mark) = self.mark(target, record) {
                documents.insert(target.source.document);
                let when = self.phrase.year(i16::try_from(mark.year).unwrap_or_default());
                targets.push(DotTarget {
                    value: mark.value,
                    upper: mark.upper,
                    label: format!("{when} {}", mark.label),
                    phrase: format!("{when} {}", mark.phrase),
                    direction: mark.direction,
                    aspirational: mark.aspirational,
                });
            }
        }
        let is_empty = points.is_empty() && targets.is_empty();
        DotRow {
            label: self.text(&self.project.places[place].name),
            points,
            targets,
            empty: is_empty.then(|| self.say("across.empty", &[])),
        }
    }

    /// The levels of an indicator at a place that hold and whose number can be drawn.
    fn levels_at(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> Vec<&Observation> {
        let evidence = self.assessment.evidence();
        let unit = &self.project.indicators[indicator].unit;
        let all = evidence.observations(place, indicator).iter();
        all.filter(|reference| !evidence.is_replaced(**reference))
            .map(|reference| &self.project.observations[*reference])
            .filter(|observation| observation.measure == Measure::Level && observation.unit == *unit)
            .filter(|observation| !matches!(observation.value, Value::Between(..)))
            .filter(|observation| !observation.value.number().is_negative())
            .collect()
    }

    fn bars_of(&self, places: &[Ref<Place>], indicator: Ref<Indicator>) -> Option<Bars> {
        let row = |place: &Ref<Place>| {
            let levels = self.levels_at(*place, indicator);
            // Two values of one place are two things, or one thing at two times: no bar can show both.
            let [observation] = levels[..] else { return None };
            let when = self.say("bracket", &[("words", &self.phrase.period(&observation.period))]);
            let text = format!("{}{when}", self.phrase.observed(observation));
            Some(BarRow {
                label: self.text(&self.project.places[*place].name),
                values: vec![BarValue { value: observation.value.number(), text: text.clone() }],
                text,
                kind: point_kind(observation),
            })
        };
        let rows: Option<Vec<BarRow>> = places.iter().map(row).collect();
        rows.map(|rows| Bars { rows, parts: Vec::new() })
    }

    /// How many tasks of a plan each body leads and shares, for those that have most.
    pub(super) fn tasks_per_body(&self, plan: Ref<Plan>) -> Option<Figure> {
        let record = &self.project.plans[plan];
        if self.index.plan(plan).tasks.is_empty() {
            return None;
        }
        let mut counts: BTreeMap<Ref<Body>, [i64; 2]> = BTreeMap::new();
        for task in &self.index.plan(plan).tasks {
            let task = &self.project.tasks[*task];
            task.lead.iter().for_each(|body| counts.entry(*body).or_default()[0] += 1);
            task.responsible.iter().for_each(|body| counts.entry(*body).or_default()[1] += 1);
        }
        let has_lead = counts.values().any(|[lead, _]| *lead > 0);
        let all = counts.len();
        let mut counts: Vec<(Ref<Body>, [i64; 2])> = counts.into_iter().collect();
        counts.sort_by_key(|(body, [lead, shares])| (-(lead + shares), *body));
        counts.truncate(BODIES);
        let document = record.document?;
        let say = |key: &str, count: i64| self.say(key, &[("count", &count.to_string())]);
        let row = |(body, [lead, shares]): &(Ref<Body>, [i64; 2])| {
            let shared =
                BarValue { value: Decimal::from_integer(*shares), text: say("bodies.count", *shares) };
            let leads = BarValue { value: Decimal::from_integer(*lead), text: say("bodies.count", *lead) };
            BarRow {
                label: self.text(&self.project.bodies[*body].name),
                values: if has_lead { vec![leads, shared] } else { vec![shared] },
                text: say("bodies.count", lead + shares),
                kind: PointKind::Reported,
            }
        };
        let parts = [("col.leads", has_lead), ("col.shares", true)];
        let parts = parts.into_iter().filter(|(_, used)| *used).map(|(key, _)| self.say(key, &[]));
        let chart = Chart::Bars(Bars { rows: counts.iter().map(row).collect(), parts: parts.collect() });
        let title = self.say("bodies.chart.title", &[("plan", &self.text(&record.short))]);
        let shown = counts.len().to_string();
        let key = if all > counts.len() { "bodies.chart.most" } else { "bodies.chart.all" };
        let subtitle = self.say(key, &[("shown", &shown), ("all", &all.to_string())]);
        let id = format!("{}-bodies", record.id());
        Some(self.side_by_side(&id, chart, (title, subtitle), BTreeSet::from([document])))
    }

    /// The deadlines of a plan with a time of their own, and last those that are due with the plan.
    pub(super) fn timeline(&self, plan: Ref<Plan>) -> Option<Figure> {
        let record = &self.project.plans[plan];
        let document = record.document?;
        let all = deadlines(self.assessment, plan, &self.index.plan(plan).tasks);
        let mut rows: Vec<TimelineRow> = Vec::new();
        let own: Vec<&Deadline<'_>> = all.iter().filter(|deadline| deadline.is_own).collect();
        for day in own.chunk_by(|a, b| a.period == b.period) {
            rows.push(self.timeline_row(day));
        }
        let rest: Vec<&Deadline<'_>> = all.iter().filter(|deadline| !deadline.is_own).collect();
        if let Some(first) = rest.first() {
            let count = rest.len().to_string();
            rows.push(TimelineRow {
                label: self.say("timeline.whole", &[("count", &count)]),
                day: first.due.days(),
                from: crate::model::Date::new(record.from, 1, 1).map(crate::model::Date::days),
                kind: kind(first.standing),
            });
        }
        if rows.len() < 2 || rows.len() > DAYS {
            return None;
        }
        let as_of = self.project.site.as_of;
        let mut marks = vec![TimelineMark {
            day: as_of.days(),
            label: self.say("timeline.as-of", &[("date", &self.phrase.date(as_of))]),
        }];
        if let Some(issued) = record.issued.as_ref().and_then(Period::first_day) {
            let label = self.say("timeline.issued", &[("date", &self.phrase.date(issued))]);
            marks.insert(0, TimelineMark { day: issued.days(), label });
        }
        let (first_year, last_year) = (i32::from(record.from), i32::from(record.to));
        let chart = Chart::Timeline(Timeline { rows, marks, first_year, last_year });
        let title = self.say("timeline.title", &[("plan", &self.text(&record.short))]);
        let subtitle = self.say("timeline.subtitle", &[("count", &all.len().to_string())]);
        let id = format!("{}-deadlines", record.id());
        Some(self.side_by_side(&id, chart, (title, subtitle), BTreeSet::from([document])))
    }

    fn timeline_row(&self, day: &[&Deadline<'_>]) -> TimelineRow {
        let first = day[0];
        let name = self.subject_name(first.subject);
        let when = self.phrase.period(&first.period);
        let count = day.len().to_string();
        let key = if day.len() == 1 { "timeline.one" } else { "timeline.several" };
        let from = first.period.first_day().filter(|from| *from < first.due);
        TimelineRow {
            label: self.say(key, &[("when", &when), ("name", &name), ("count", &count)]),
            day: first.due.days(),
            from: from.map(crate::model::Date::days),
            kind: day.iter().map(|deadline| kind(deadline.standing)).min().unwrap_or(TimelineKind::Due),
        }
    }

    /// The shares of a place whose first and last values are of the same two years: those two that most of them have.
    pub(super) fn change_at(&self, place: Ref<Place>) -> Option<Figure> {
        let mut by_years: BTreeMap<Years, Vec<(Ref<Indicator>, SlopeLine)>> = BTreeMap::new();
        for indicator in self.figures_of(place) {
            if let Some((years, line)) = self.slope_line(place, indicator) {
                by_years.entry(years).or_default().push((indicator, line));
            }
        }
        let ((from, to), mut lines) = by_years.into_iter().max_by_key(|(_, lines)| lines.len())?;
        if lines.len() < 2 || lines.len() > LINES {
            return None;
        }
        lines.sort_by_key(|(indicator, line)| (std::cmp::Reverse(line.after.value), *indicator));
        let evidence = self.assessment.evidence();
        let observations = lines.iter().flat_map(|(indicator, _)| evidence.observations(place, *indicator));
        let documents =
            observations.map(|observation| self.project.observations[*observation].source.document);
        let documents = documents.collect();
        let record = &self.project.places[place];
        let years = [self.phrase.year(from), self.phrase.year(to)];
        let place_name = self.text(&record.name);
        let names = [("place", &*place_name), ("from", &*years[0]), ("to", &*years[1])];
        let words = (self.say("change.title", &names), self.say("change.subtitle", &names));
        let [from_words, to_words] = years.clone();
        let chart = Chart::Slope(Slope {
            from: from_words,
            to: to_words,
            lines: lines.into_iter().map(|(_, line)| line).collect(),
            has_gap: to - from > 1,
        });
        Some(self.side_by_side(&format!("{}-change", record.id()), chart, words, documents))
    }

    /// The first and the last value of a share, and their years.
    fn slope_line(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> Option<(Years, SlopeLine)> {
        let record = &self.project.indicators[indicator];
        let series = series(self.project, self.assessment.evidence(), place, indicator);
        let (first, last) = series.ends().filter(|_| record.unit.dimension() == Dimension::Percent)?;
        let end = |point: &SeriesPoint| {
            let observation = &self.project.observations[point.observation];
            SlopeEnd {
                value: point.value.number(),
                text: self.point_label(observation, record),
                kind: point_kind(observation),
            }
        };
        let line = SlopeLine {
            label: self.text(&record.name),
            before: end(first),
            after: end(last),
            change: self.change_of(&series, record),
        };
        Some(((first.year, last.year), line))
    }

    /// The targets of a plan against the values that decided their verdicts. Ranks and grades have no length and are left
    /// out, as are targets that are met by more than one value.
    pub(super) fn results_of(&self, plan: Ref<Plan>) -> Option<Figure> {
        let mut documents = BTreeSet::new();
        let mut rows = Vec::new();
        let mut units = BTreeSet::new();
        for verdict in
            self.verdicts_of(plan).filter(|verdict| verdict.kind.is_decided() && !verdict.is_repeat)
        {
            let (Subject::Target(target), [Evidence::Observation(observation)]) =
                (verdict.subject, &*verdict.evidence)
            else {
                continue;
            };
            let (target, observation) =
                (&self.project.targets[target], &self.project.observations[*observation]);
            if let Some(row) = self.bullet(target, observation) {
                units.insert(self.project.indicators[target.indicator].unit.dimension());
                rows.push(row);
            }
            documents.extend([target.source.document, observation.source.document]);
        }
        if rows.len() < 2 || rows.len() > PLACES {
            return None;
        }
        let record = &self.project.plans[plan];
        let shared = (units.into_iter().eq([Dimension::Percent])).then(|| Decimal::from_integer(100));
        let title = self.say("results.title", &[("plan", &self.text(&record.short))]);
        let subtitle = self.say("results.subtitle", &[("count", &rows.len().to_string())]);
        let id = format!("{}-results", record.id());
        Some(self.side_by_side(&id, Chart::Bullets(Bullets { rows, shared }), (title, subtitle), documents))
    }

    fn bullet(&self, target: &Target, observation: &Observation) -> Option<BulletRow> {
        let record = &self.project.indicators[target.indicator];
        let is_length = !matches!(record.unit.dimension(), Dimension::Rank | Dimension::Grade);
        let is_drawn = observation.measure == Measure::Level
            && observation.unit == record.unit
            && !observation.value.number().is_negative();
        let mark = self.mark(target, record).filter(|_| is_length && is_drawn)?;
        let name = self.text(&record.name);
        let home = self.project.plans[target.plan].place;
        let label = match target.place == home {
            true => name,
            false => {
                let place = self.text(&self.project.places[target.place].name);
                self.say("results.place", &[("place", &place), ("name", &name)])
            }
        };
        let when = self.phrase.period(&observation.period);
        Some(BulletRow {
            label,
            value: observation.value.number(),
            text: format!("{when} {}", self.point_label(observation, record)),
            kind: point_kind(observation),
            target: DotTarget {
                value: mark.value,
                upper: mark.upper,
                label: mark.label,
                phrase: mark.phrase,
                direction: mark.direction,
                aspirational: mark.aspirational,
            },
        })
    }

    /// What is known of a place before and after: each level of a labelled moment (扩建前) with the last dated one. Years
    /// against years are a matter of the trend.
    pub(super) fn before_and_after(&self, place: Ref<Place>) -> Option<Figure> {
        let mut documents = BTreeSet::new();
        let mut rows = Vec::new();
        for indicator in self.figures_of(place) {
            let levels = self.levels_at(place, indicator);
            let dated = levels.iter().filter(|level| level.period.years().is_some());
            let Some(last) = dated.clone().max_by_key(|level| level.period.years()) else { continue };
            let earlier = levels.iter().filter(|level| matches!(level.period, Period::Moment(_)));
            for before in earlier {
                documents.extend([before.source.document, last.source.document]);
                rows.push(self.pair(indicator, before, last));
            }
        }
        if rows.len() < 2 || rows.len() > PLACES {
            return None;
        }
        let record = &self.project.places[place];
        let title = self.say("pairs.title", &[("place", &self.text(&record.name))]);
        let subtitle = self.say("pairs.subtitle", &[]);
        Some(self.side_by_side(record.id(), Chart::Pairs(Pairs { rows }), (title, subtitle), documents))
    }

    fn pair(&self, indicator: Ref<Indicator>, before: &Observation, after: &Observation) -> PairRow {
        let record = &self.project.indicators[indicator];
        let end = |observation: &Observation| PairEnd {
            when: self.phrase.period(&observation.period),
            value: observation.value.number(),
            text: self.phrase.observed(observation),
            kind: point_kind(observation),
        };
        let exact = after.value.exact().zip(before.value.exact()).zip(record.unit.of_difference());
        let change = exact.map(|((after, before), unit)| self.phrase.change(after - before, &unit));
        PairRow { label: self.text(&record.name), before: end(before), after: end(after), change }
    }

    /// The years for which a target at a place was due and no result is reported.
    pub(super) fn silent_years(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> Vec<i32> {
        let mut years = BTreeSet::new();
        for (reference, target) in self.targets_at(place, indicator) {
            let is_drawn = self.mark(target, &self.project.indicators[indicator]).is_some();
            for verdict in self.assessment.of(Subject::Target(reference)).filter(|_| is_drawn) {
                if verdict.kind.is_silent() && verdict.kind != VerdictKind::NotDue {
                    years.extend(verdict.period.years().map(|(_, to)| i32::from(to)));
                }
            }
        }
        years.into_iter().collect()
    }
}

/// The largest value of a chart of places.
fn largest(rows: &[DotRow]) -> Option<Decimal> {
    let points = rows.iter().flat_map(|row| row.points.iter().map(|point| point.value));
    let targets = rows.iter().flat_map(|row| &row.targets);
    let targets = targets.flat_map(|target| [Some(target.value), target.upper].into_iter().flatten());
    points.chain(targets).max()
}

fn kind(standing: Standing) -> TimelineKind {
    match standing {
        Standing::BeforeIssue => TimelineKind::BeforeIssue,
        Standing::MonthOfIssue | Standing::Due => TimelineKind::Due,
        Standing::NotDue => TimelineKind::NotDue,
    }
}
