//! What the charts of the site show: from series and tallies to chart specifications.
//!
//! In: the scene and what a page is about. Out: [`Figure`]s with finished words. It must not draw.

mod across;

use std::sync::Arc;

use serde::Serialize;

use super::route::{self, Route};
use super::scene::Scene;
use super::theme::Strings;
use crate::assess::{Group, Series, Tally, series};
use crate::bilingual::Lang;
use crate::chart::{
    self, BarRow, BulletRow, Chart, ChartError, Direction, Drawn, Figure, Form, PairEnd, PairRow, Point,
    PointKind, SlopeLine, TargetMark, Trend, ValueAxis, VerdictPart, Verdicts, Words,
};
use crate::model::{
    Condition, Decimal, Derivation, Dimension, Direction as Better, Document, Indicator, Judge, Modality,
    Observation, Place, Plan, Project, Record, Ref, Status, Target, Value,
};

/// The charts of the site, each by what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChartOf {
    /// An indicator at a place, over years.
    Figure(Ref<Place>, Ref<Indicator>),
    /// An indicator across places.
    Places(Ref<Indicator>),
    /// The verdicts of a plan.
    Verdicts(Ref<Plan>),
    /// The tasks of a plan by body.
    Bodies(Ref<Plan>),
    /// The deadlines of a plan.
    Deadlines(Ref<Plan>),
    /// A place before and after.
    Pairs(Ref<Place>),
    /// The targets of a plan that have a value.
    Results(Ref<Plan>),
    /// The shares of a place that are known for the same two years.
    Change(Ref<Place>),
}

impl ChartOf {
    /// The address of the page with the chart; its files stand there in other forms.
    pub(crate) fn route(self, project: &Project) -> Route<'_> {
        match self {
            ChartOf::Figure(place, indicator) => {
                Route::Figure(&project.places[place], &project.indicators[indicator])
            }
            ChartOf::Places(indicator) => Route::Indicator(&project.indicators[indicator]),
            ChartOf::Verdicts(plan) => Route::Plan(&project.plans[plan]),
            ChartOf::Bodies(plan) => Route::PlanBodies(&project.plans[plan]),
            ChartOf::Deadlines(plan) => Route::PlanDeadlines(&project.plans[plan]),
            ChartOf::Pairs(place) => Route::Place(&project.places[place]),
            ChartOf::Results(plan) => Route::PlanResults(&project.plans[plan]),
            ChartOf::Change(place) => Route::PlaceChange(&project.places[place]),
        }
    }
}

/// The values of a chart in rows, the name of each first.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChartTable {
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A drawn chart with its words.
pub(crate) struct Picture {
    /// What it is about.
    pub(crate) of: ChartOf,
    pub(crate) inline: String,
    /// The picture of its files, where it has any.
    pub(crate) file: Option<Drawn>,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) sentence: String,
    /// What kind of chart it is and what it is about.
    pub(crate) alt: String,
    /// The line that names its sources.
    pub(crate) source: String,
    /// Width and height of the inline picture in units.
    pub(crate) inline_size: (u32, u32),
    /// The edition and the licence, as they stand in the file.
    pub(crate) foot: Vec<String>,
    /// What it shows, for charts whose page has no table of it.
    pub(crate) table: Option<ChartTable>,
    /// Labels that found no place in the inline picture.
    pub(crate) dropped: Vec<String>,
}

impl Scene<'_> {
    /// The path of a file of a chart.
    pub(crate) fn file_of(&self, picture: &Picture, form: route::Form) -> String {
        picture.of.route(self.project).path(self.prefix, form)
    }

    /// What a chart shows; none where the data have too little for it.
    fn figure(&self, of: ChartOf) -> Option<Figure> {
        match of {
            ChartOf::Figure(place, indicator) => self.trend(place, indicator),
            ChartOf::Places(indicator) => self.across_places(indicator),
            ChartOf::Verdicts(plan) => self.verdict_bar(plan),
            ChartOf::Bodies(plan) => self.tasks_per_body(plan),
            ChartOf::Deadlines(plan) => self.timeline(plan),
            ChartOf::Pairs(place) => self.before_and_after(place),
            ChartOf::Results(plan) => self.results_of(plan),
            ChartOf::Change(place) => self.change_at(place),
        }
    }

    /// A chart for the page that it belongs to, and for its files.
    pub(crate) fn picture(&self, of: ChartOf) -> Option<Picture> {
        let figure = self.figure(of)?;
        let inline = self.inline(&figure)?;
        let file = match self.form_of_charts(true) {
            Some(_) => Some(self.file(&figure, &inline)?),
            None => None,
        };
        Some(self.as_drawn(of, &figure, inline, file))
    }

    /// The same chart for another page; `id` has to be unique there.
    pub(crate) fn picture_as(&self, of: ChartOf, id: String) -> Option<Picture> {
        let figure = Figure { id, ..self.figure(of)? };
        let inline = self.inline(&figure)?;
        Some(self.as_drawn(of, &figure, inline, None))
    }

    fn as_drawn(&self, of: ChartOf, figure: &Figure, inline: Drawn, file: Option<Drawn>) -> Picture {
        Picture {
            of,
            inline: inline.svg,
            file,
            title: figure.title.clone(),
            subtitle: figure.subtitle.clone(),
            sentence: inline.words.sentence,
            alt: inline.words.alt,
            table: self.table_of(of, &figure.chart),
            source: figure.source.clone(),
            inline_size: inline.size,
            foot: [&figure.edition, &figure.licence]
                .into_iter()
                .filter(|line| !line.is_empty())
                .cloned()
                .collect(),
            dropped: inline.dropped,
        }
    }

    fn inline(&self, figure: &Figure) -> Option<Drawn> {
        self.unless_outside(figure, chart::draw(figure, Form::Inline, self.tag, self.fonts))
    }

    /// The picture of the files of a chart, which says the same.
    fn file(&self, figure: &Figure, inline: &Drawn) -> Option<Drawn> {
        let words = inline.words.clone();
        self.unless_outside(figure, chart::draw_told(figure, Form::File, words, self.tag, self.fonts))
    }

    /// What was drawn; none where there is nothing to draw, or where the figures lie outside what an axis can show: the table
    /// beside the chart has them. Anything else is a bug, and a chart that is lost in silence would hide it.
    fn unless_outside(&self, figure: &Figure, drawn: Result<Drawn, ChartError>) -> Option<Drawn> {
        match drawn {
            Ok(drawn) => Some(drawn),
            Err(
                ChartError::Empty | ChartError::Years(..) | ChartError::Value(_) | ChartError::Negative(_),
            ) => None,
            Err(bug) => panic!("{}: {bug}", figure.id),
        }
    }

    /// The values of a chart in a table. The pages of figures, indicators, verdicts and deadlines have their own.
    fn table_of(&self, of: ChartOf, chart: &Chart) -> Option<ChartTable> {
        let heads = |keys: &[&str]| keys.iter().map(|key| self.say(key, &[])).collect::<Vec<_>>();
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let told = |text: &str, kind| chart::told_as(text, kind, self.tag);
        let (heads, rows) = match (of, chart) {
            (ChartOf::Bodies(_), Chart::Bars(bars)) => {
                // A total says something only where there are several parts.
                let has_total = bars.parts.len() > 1;
                let row = |row: &BarRow| {
                    let parts = row.values.iter().map(|value| value.text.clone());
                    let total = has_total.then(|| row.text.clone());
                    [row.label.clone()].into_iter().chain(parts).chain(total).collect()
                };
                let mut columns = [heads(&["col.body"]), bars.parts.clone()].concat();
                columns.extend(has_total.then(|| self.say("col.total", &[])));
                (columns, bars.rows.iter().map(row).collect())
            }
            (_, Chart::Pairs(pairs)) => {
                let end = |end: &PairEnd| {
                    format!("{}{}", told(&end.text, end.kind), self.say("bracket", &[("words", &end.when)]))
                };
                let row = |row: &PairRow| {
                    vec![row.label.clone(), end(&row.before), end(&row.after), said(&row.change)]
                };
                let heads = heads(&["col.figure", "chart.before", "chart.after", "col.change"]);
                (heads, pairs.rows.iter().map(row).collect())
            }
            (_, Chart::Bullets(bullets)) => {
                let row = |row: &BulletRow| {
                    vec![row.label.clone(), told(&row.text, row.kind), row.target.phrase.clone()]
                };
                (heads(&["col.figure", "col.value", "col.target"]), bullets.rows.iter().map(row).collect())
            }
            (_, Chart::Slope(slope)) => {
                let row = |line: &SlopeLine| {
                    vec![
                        line.label.clone(),
                        told(&line.before.text, line.before.kind),
                        told(&line.after.text, line.after.kind),
                        said(&line.change),
                    ]
                };
                let (name, change) = (self.say("col.figure", &[]), self.say("col.change", &[]));
                (
                    vec![name, slope.from.clone(), slope.to.clone(), change],
                    slope.lines.iter().map(row).collect(),
                )
            }
            _ => return None,
        };
        Some(ChartTable { heads, rows })
    }

    fn edition(&self) -> String {
        self.of_edition("chart.edition", "chart.edition.frozen")
    }

    pub(crate) fn licence(&self) -> String {
        let licence = self.project.site.licence.as_ref().map(|text| self.text(text)).unwrap_or_default();
        if licence.is_empty() { licence } else { self.say("chart.licence", &[("licence", &licence)]) }
    }

    /// The trend of an indicator at a place, where there is something to draw.
    fn trend(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> Option<Figure> {
        let record = &self.project.indicators[indicator];
        let series = series(self.project, self.assessment.evidence(), place, indicator);
        let targets = self.targets_of(place, indicator);
        let points = self.points(&series, record);
        let marks: Vec<TargetMark> = targets.iter().filter_map(|target| self.mark(target, record)).collect();
        // Grades have an order, but no distances that an axis could show.
        if (points.is_empty() && marks.is_empty()) || record.unit.dimension() == Dimension::Grade {
            return None;
        }
        let (first_year, last_year) = span(&points, &marks, &targets, self);
        let values = points.iter().map(|point| point.value);
        let values = values.chain(marks.iter().flat_map(|mark| [Some(mark.value), mark.upper]).flatten());
        let (unit, tick_shift) = self.phrase.axis(&record.unit, values.max());
        let change = self.change_of(&series, record);
        Some(Figure {
            id: format!("chart-{}-{}", self.project.places[place].id(), record.id()),
            chart: Chart::Trend(Trend {
                points,
                targets: marks,
                silent: self.silent_years(place, indicator),
                first_year,
                last_year,
                unit: unit.clone(),
                axis: match record.unit.dimension() {
                    Dimension::Rank | Dimension::Grade => ValueAxis::Rank,
                    Dimension::Percent | Dimension::PercentagePoint | Dimension::Multiple => {
                        ValueAxis::Fitted
                    }
                    Dimension::Amount => ValueAxis::FromZero,
                },
                ceiling: (record.unit.dimension() == Dimension::Percent).then(|| Decimal::from_integer(100)),
                tick_shift,
                tick_suffix: if record.unit.dimension() == Dimension::Percent {
                    "%".to_owned()
                } else {
                    String::new()
                },
                lower_is_better: record.direction == Better::Lower,
                change: change.clone(),
            }),
            title: self.headline(place, &series, record, change.as_deref()),
            subtitle: self.subtitle(place, record, (first_year, last_year), &unit),
            notes: Vec::new(),
            source: self.source_line(place, indicator),
            edition: self.edition(),
            licence: self.licence(),
            words: Arc::clone(&self.legend),
        })
    }

    /// The targets of an indicator at a place.
    pub(crate) fn targets_of(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> Vec<&Target> {
        self.targets_at(place, indicator).map(|(_, target)| target).collect()
    }

    fn points(&self, series: &Series, indicator: &Indicator) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for point in &series.points {
            let observation = &self.project.observations[point.observation];
            if points.last().is_none_or(|last| last.year != i32::from(point.year)) {
                points.push(Point {
                    year: i32::from(point.year),
                    value: point.value.number(),
                    label: self.point_label(observation, indicator),
                    kind: point_kind(observation),
                });
            }
        }
        points
    }

    fn point_label(&self, observation: &Observation, indicator: &Indicator) -> String {
        let number = self.phrase.counted(observation.value.number(), &observation.unit, indicator);
        match observation.value {
            Value::AtLeast(_) => format!("≥{number}"),
            Value::MoreThan(_) => format!(">{number}"),
            Value::AtMost(_) => format!("≤{number}"),
            Value::LessThan(_) => format!("<{number}"),
            _ => number,
        }
    }

    fn mark(&self, target: &Target, indicator: &Indicator) -> Option<TargetMark> {
        let (_, year) = target.period.years()?;
        if target.each.is_some() || target.judge == Judge::Cumulative || target.restates.is_some() {
            return None;
        }
        let (value, upper, direction) = match &target.condition {
            Condition::AtLeast(n) | Condition::MoreThan(n) => (*n, None, Direction::AtLeast),
            Condition::AtMost(n) | Condition::LessThan(n) => (*n, None, Direction::AtMost),
            Condition::Reach(n) if indicator.direction == Better::Lower => (*n, None, Direction::AtMost),
            Condition::Reach(n) => (*n, None, Direction::AtLeast),
            Condition::Between(a, b) => (*a, Some(*b), Direction::AtLeast),
            Condition::About(n, _) => (*n, None, Direction::About),
            _ => return None,
        };
        let label = self.phrase.label(&target.condition, indicator)?;
        Some(TargetMark {
            year: i32::from(year),
            value,
            upper,
            label: self.say("chart.target-label", &[("value", &label)]),
            phrase: self.text(&target.printed),
            direction,
            aspirational: target.modality == Modality::Aspire,
        })
    }

    /// The change between the ends of a series, in words.
    pub(crate) fn change_of(&self, series: &Series, indicator: &Indicator) -> Option<String> {
        let (first, last) = series.ends()?;
        let change = last.value.exact()? - first.value.exact()?;
        let unit = indicator.unit.of_difference()?;
        Some(self.phrase.change(change, &unit))
    }

    /// The finding of a chart, as a headline.
    fn headline(
        &self,
        place: Ref<Place>,
        series: &Series,
        indicator: &Indicator,
        change: Option<&str>,
    ) -> String {
        let place = self.text(&self.project.places[place].name);
        let name = self.text(&indicator.name);
        match (series.ends(), change, series.points.last()) {
            (Some((first, _)), Some(change), _) => {
                let from = self.phrase.year(first.year);
                self.say(
                    "chart.title.change",
                    &[("place", &place), ("name", &name), ("from", &from), ("change", change)],
                )
            }
            (_, _, Some(last)) => {
                let value = self.phrase.value(last.value, &indicator.unit, indicator);
                let year = self.phrase.year(last.year);
                self.say(
                    "chart.title.value",
                    &[("place", &place), ("name", &name), ("year", &year), ("value", &value)],
                )
            }
            _ => self.say("chart.title.targets", &[("place", &place), ("name", &name)]),
        }
    }

    fn subtitle(
        &self,
        place: Ref<Place>,
        indicator: &Indicator,
        (first, last): (i32, i32),
        unit: &str,
    ) -> String {
        let years =
            if first == last { first.to_string() } else { format!("{first}{}{last}", self.phrase.dash()) };
        self.say(
            "chart.subtitle",
            &[
                ("place", &self.text(&self.project.places[place].name)),
                ("name", &self.text(&indicator.name)),
                ("years", &years),
                ("unit", unit),
            ],
        )
    }

    /// `来源：…` with the documents behind the values and targets of a figure.
    pub(crate) fn source_line(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> String {
        let documents = self.assessment.evidence().documents(self.project, place, indicator);
        let titles: Vec<String> = documents.into_iter().map(|document| self.titled(document)).collect();
        self.say(
            "chart.source",
            &[("documents", &titles.join(if self.lang == Lang::Zh { "" } else { "; " }))],
        )
    }

    /// The title of a document as it stands in a sentence: `《…》`.
    pub(crate) fn titled(&self, document: Ref<Document>) -> String {
        let title = self.text(&self.project.documents[document].title);
        match self.lang {
            Lang::Zh => format!("《{}》", title.replace('《', "〈").replace('》', "〉")),
            Lang::En => title,
        }
    }

    /// The verdicts of a plan as one bar.
    fn verdict_bar(&self, reference: Ref<Plan>) -> Option<Figure> {
        let plan = &self.project.plans[reference];
        let tally = Tally::of(self.verdicts_of(reference));
        if tally.total() == 0 {
            return None;
        }
        let parts = tally.entries().filter(|(_, count)| *count > 0);
        let title = self
            .say("bar.title", &[("plan", &self.text(&plan.short)), ("count", &tally.total().to_string())]);
        Some(Figure {
            id: format!("chart-{}", plan.id()),
            chart: Chart::Verdicts(Verdicts {
                parts: parts
                    .map(|(kind, count)| VerdictPart {
                        key: kind.key(),
                        label: kind.words().get(self.lang).to_owned(),
                        count,
                    })
                    .collect(),
                total_label: self.say("bar.total", &[("count", &tally.total().to_string())]),
            }),
            title,
            subtitle: self.say("bar.subtitle", &[("date", &self.phrase.date(self.project.site.as_of))]),
            notes: vec![self.registered_note()],
            source: self.say("bar.source", &[]),
            edition: self.edition(),
            licence: self.licence(),
            words: Arc::clone(&self.legend),
        })
    }

    /// How many documents are registered, whether any reports results, and that silence is no failure.
    pub(crate) fn registered_note(&self) -> String {
        let reports = self.project.sources().any(|(_, document)| !document.covers.is_empty());
        let key = if reports { "note.registered" } else { "note.no-report" };
        self.say(key, &[("count", &self.project.sources().count().to_string())])
    }

    /// The verdicts of a plan, those on restating records included.
    pub(crate) fn verdicts_of<'a>(
        &'a self,
        plan: Ref<Plan>,
    ) -> impl Iterator<Item = &'a crate::assess::Verdict> + 'a {
        self.assessment.of_plan(plan)
    }

    /// The tally of a plan, by group.
    pub(crate) fn tally_by_group(&self, plan: Ref<Plan>) -> Vec<(Group, Tally)> {
        let of = |group: Group| {
            let verdicts =
                self.verdicts_of(plan).filter(move |verdict| Group::of(self.project, verdict) == group);
            (group, Tally::of(verdicts))
        };
        Group::ALL.iter().copied().map(of).collect()
    }
}

/// The words of the legends of charts.
pub(super) fn legend(strings: &Strings, lang: Lang) -> Words {
    let say = |key: &str| strings.get(lang, key).to_owned();
    Words {
        reported: say("chart.reported"),
        derived: say("chart.derived"),
        revised: say("chart.revised"),
        provisional: say("chart.provisional"),
        at_least: say("chart.at-least"),
        at_most: say("chart.at-most"),
        gap: say("chart.gap"),
        target: say("chart.target"),
        aspirational: say("chart.aspirational"),
        cropped: say("chart.cropped"),
        cropped_across: say("chart.cropped-across"),
        lower_is_better: say("chart.lower"),
        silent: say("chart.silent"),
        before_issue: say("chart.before-issue"),
        due: say("chart.due"),
        not_due: say("chart.not-due"),
        stretch: say("chart.stretch"),
        own_scale: say("chart.own-scale"),
        before: say("chart.before"),
        after: say("chart.after"),
        thousands: if lang == Lang::En { ",".to_owned() } else { String::new() },
    }
}

fn point_kind(observation: &Observation) -> PointKind {
    match (observation.value, observation.derivation.as_deref(), observation.status) {
        (Value::AtLeast(_) | Value::MoreThan(_), ..) => PointKind::AtLeast,
        (Value::AtMost(_) | Value::LessThan(_), ..) => PointKind::AtMost,
        (_, Some(Derivation::Formula(_)), _) => PointKind::Derived,
        (_, None, Status::Normal) if observation.supersedes.is_some() => PointKind::Revised,
        (_, _, Status::Provisional | Status::Estimated | Status::Forecast) => PointKind::Provisional,
        _ => PointKind::Reported,
    }
}

/// The years of the axis: those of the values, the targets and the plans behind them.
fn span(points: &[Point], marks: &[TargetMark], targets: &[&Target], scene: &Scene<'_>) -> (i32, i32) {
    let plans = targets.iter().map(|target| &scene.project.plans[target.plan]);
    let years: Vec<i32> = points
        .iter()
        .map(|point| point.year)
        .chain(marks.iter().map(|mark| mark.year))
        .chain(plans.flat_map(|plan| [i32::from(plan.from), i32::from(plan.to)]))
        .collect();
    (years.iter().copied().min().unwrap_or(0), years.iter().copied().max().unwrap_or(0))
}
