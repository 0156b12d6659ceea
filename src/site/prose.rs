//! What prose may take from the site: values, changes, verdicts, counts, charts, the method, and links to other pages.
//!
//! In: a piece of prose and the scene. Out: its HTML; what it refers to must exist. It must not read Markdown
//! itself: that is `markdown`.

use std::cell::Cell;

use serde::Serialize;

use super::markdown::{self, Anchors, Bindings, CallFault, Inserted};
use super::picture::ChartOf;
use super::route::{follow, relative};
use super::scene::Scene;
use super::template::Templates;
use super::view::{ChartView, chart_view};
use crate::assess::{Qualifier, RULES, Rule, Tally, Verdict, VerdictKind, series};
use crate::bilingual::Bilingual;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{
    Decimal, Measure, Observation, Place, Prose, ProseHome, Quantity, Record, Ref, Subject, Table, Unit,
};

/// The data as seen from a page of prose.
pub(crate) struct Bound<'s, 'p> {
    pub(crate) scene: &'s Scene<'p>,
    /// The path of the page on which the prose stands.
    pub(crate) from: &'s str,
    /// The place of the plan to which the prose belongs.
    pub(crate) place: Option<Ref<Place>>,
    /// The theme's templates, for charts and tables.
    pub(crate) templates: &'s Templates,
    /// What tells this prose's charts from others of the page.
    pub(crate) slug: &'s str,
    /// How many charts it has so far.
    pub(crate) charts: Cell<usize>,
}

/// What the template `insert.html` shows: a chart or a table within prose.
#[derive(Default, Serialize)]
struct Insert<'a> {
    chart: Option<ChartView>,
    id: String,
    table: Option<InsertTable<'a>>,
}

#[derive(Serialize)]
struct InsertTable<'a> {
    caption: &'a str,
    heads: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl<'s, 'p> Bound<'s, 'p> {
    /// The data as a piece of prose sees it that stands on this page.
    pub(crate) fn of(
        scene: &'s Scene<'p>,
        templates: &'s Templates,
        prose: &'s Prose,
        from: &'s str,
    ) -> Bound<'s, 'p> {
        let place = match prose.home {
            ProseHome::Page => None,
            ProseHome::Plan(plan) => Some(scene.project.plans[plan].place),
        };
        Bound { scene, from, place, templates, slug: &prose.slug, charts: Cell::default() }
    }
}

impl Bound<'_, '_> {
    /// The HTML of a piece of prose.
    pub(crate) fn render(&self, prose: &Prose, faults: &mut Vec<Diagnostic>) -> String {
        // On the page of a plan stand several pieces of prose.
        let prefix = match prose.home {
            ProseHome::Page => "s".to_owned(),
            ProseHome::Plan(_) => format!("s-{}", prose.slug),
        };
        let anchors = Anchors { prefix, label: self.scene.say("prose.anchor", &[]) };
        let page =
            markdown::Page { markdown: &prose.markdown, file: prose.file, start: prose.start, anchors };
        markdown::render(&page, self, faults)
    }

    fn block(&self, insert: &Insert<'_>) -> Result<Inserted, CallFault> {
        let html = self.templates.part("insert.html", insert);
        html.map(Inserted::Block).map_err(|fault| CallFault::Template(Box::new(fault)))
    }

    /// A chart of the site: of a figure (`place/indicator`), a plan, an indicator or a place.
    fn chart(&self, id: &str, which: Option<&str>) -> Result<Inserted, CallFault> {
        let project = self.scene.project;
        let of = match (id.split_once('/'), which, project.plans.find(id)) {
            (Some((place, indicator)), None, _) => {
                ChartOf::Figure(found(&project.places, place)?, found(&project.indicators, indicator)?)
            }
            (None, None, Some(plan)) => ChartOf::Verdicts(plan),
            (None, None, None) => match (project.indicators.find(id), project.places.find(id)) {
                (Some(indicator), _) => ChartOf::Places(indicator),
                (None, Some(place)) => ChartOf::Pairs(place),
                (None, None) => ChartOf::Places(found(&project.indicators, id)?),
            },
            (None, Some("deadlines"), _) => ChartOf::Deadlines(found(&project.plans, id)?),
            (None, Some("change"), _) => ChartOf::Change(found(&project.places, id)?),
            (None, Some("results"), _) => ChartOf::Results(found(&project.plans, id)?),
            (None, Some("bodies"), _) => ChartOf::Bodies(found(&project.plans, id)?),
            _ => return Err(CallFault::UnknownCall),
        };
        self.charts.set(self.charts.get() + 1);
        let id = format!("{}-chart-{}", self.slug, self.charts.get());
        let picture = self.scene.picture_as(of, id.clone()).ok_or(CallFault::NoChart)?;
        self.block(&Insert {
            chart: Some(chart_view(self.scene, self.from, &picture)),
            id: format!("{id}-h"),
            table: None,
        })
    }

    fn table(&self, caption: &str, heads: &[&str], rows: Vec<Vec<String>>) -> Result<Inserted, CallFault> {
        let (caption, heads) =
            (self.scene.say(caption, &[]), heads.iter().map(|head| self.scene.say(head, &[])));
        let table = InsertTable { caption: &caption, heads: heads.collect(), rows };
        self.block(&Insert { table: Some(table), ..Insert::default() })
    }

    /// The rules by which verdicts are found, in their order.
    fn rules(&self) -> Result<Inserted, CallFault> {
        let lang = self.scene.lang;
        let row = |(place, rule): (usize, &Rule)| {
            let kinds: Vec<String> =
                rule.gives.iter().map(|kind| kind.words().get(lang).to_owned()).collect();
            let with = rule
                .with
                .map(|qualifier| self.scene.say("method.with", &[("words", qualifier.words().get(lang))]));
            let gives = format!("{}{}", self.scene.phrase.list(&kinds), with.unwrap_or_default());
            vec![(place + 1).to_string(), rule.when.get(lang).to_owned(), gives]
        };
        let rows = RULES.iter().enumerate().map(row).collect();
        self.table("method.rules", &["method.order", "method.case", "method.verdict"], rows)
    }

    /// What each of several words means.
    fn meanings(
        &self,
        caption: &str,
        head: &str,
        words: impl Iterator<Item = (Bilingual, Bilingual)>,
    ) -> Result<Inserted, CallFault> {
        let row = |(word, meaning): (Bilingual, Bilingual)| {
            [word, meaning].map(|words| words.get(self.scene.lang).to_owned()).to_vec()
        };
        self.table(caption, &[head, "method.meaning"], words.map(row).collect())
    }

    fn verdicts(&self) -> Result<Inserted, CallFault> {
        let words = VerdictKind::ALL.iter().map(|kind| (kind.words(), kind.meaning()));
        self.meanings("method.verdicts", "method.verdict", words)
    }

    fn qualifiers(&self) -> Result<Inserted, CallFault> {
        let words = Qualifier::ALL.iter().map(|kind| (kind.words(), kind.meaning()));
        self.meanings("method.qualifiers", "method.qualifier", words)
    }

    fn observation(&self, id: &str) -> Result<Ref<Observation>, CallFault> {
        found(&self.scene.project.observations, id)
    }

    fn subject(&self, id: &str) -> Result<Subject, CallFault> {
        let project = self.scene.project;
        let found = project.targets.find(id).map(Subject::Target);
        let found = found.or_else(|| project.milestones.find(id).map(Subject::Milestone));
        found.ok_or_else(|| {
            let known =
                project.targets.iter().map(Record::id).chain(project.milestones.iter().map(Record::id));
            CallFault::UnknownId { id: id.to_owned(), near: nearest(id, known).map(str::to_owned) }
        })
    }

    /// A value with a link to its place in its document.
    fn value(&self, id: &str) -> Result<Inserted, CallFault> {
        let observation = &self.scene.project.observations[self.observation(id)?];
        let link = self.scene.source_link(self.from, &observation.source, observation.id());
        Ok(anchor(&link.href, &self.scene.phrase.observed(observation)))
    }

    /// A change without its sign, for sentences that have their own verb.
    fn change(&self, id: &str) -> Result<Inserted, CallFault> {
        let observation = &self.scene.project.observations[self.observation(id)?];
        let link = self.scene.source_link(self.from, &observation.source, observation.id());
        let text = self.scene.phrase.observed(observation);
        Ok(anchor(&link.href, text.trim_start_matches(['+', '−'])))
    }

    /// The change of a figure between two years. A figure is `place/indicator`; in the prose of a plan its place
    /// may be left out.
    fn change_between(&self, figure: &str, from: &str, to: &str) -> Result<Inserted, CallFault> {
        let project = self.scene.project;
        let (place, indicator) = figure.split_once('/').map_or((None, figure), |(p, i)| (Some(p), i));
        let place = match place {
            Some(id) => found(&project.places, id)?,
            None => self.place.ok_or(CallFault::UnknownCall)?,
        };
        let indicator = found(&project.indicators, indicator)?;
        let series = series(project, self.scene.assessment.evidence(), place, indicator);
        let value = |year: &str| {
            let point = series.points.iter().find(|point| point.year.to_string() == year);
            point.and_then(|point| point.value.exact()).ok_or(CallFault::UnknownCall)
        };
        let change = value(to)? - value(from)?;
        let unit = project.indicators[indicator].unit.of_difference().ok_or(CallFault::UnknownCall)?;
        let amount = self.scene.phrase.amount(change.abs(), &unit);
        let href = self.scene.figure_href(self.from, place, indicator).unwrap_or_default();
        Ok(anchor(&href, &amount))
    }

    /// The title of a document, with a link to its page.
    fn cite(&self, id: &str) -> Result<Inserted, CallFault> {
        let document = found(&self.scene.project.documents, id)?;
        let link = self.scene.document_link(self.from, document);
        Ok(anchor(&link.href, &self.scene.titled(document)))
    }

    /// The verdict on a target or milestone: of one year, or of all. Where the years of a yearly one differ, each is named.
    fn verdict(&self, id: &str, year: Option<&str>) -> Result<Inserted, CallFault> {
        let subject = self.subject(id)?;
        let of_year = |verdict: &&Verdict| {
            let own = verdict.period.single_year().map(|own| own.to_string());
            year.is_none_or(|year| own.as_deref() == Some(year))
        };
        let verdicts: Vec<&Verdict> = self.scene.assessment.of(subject).filter(of_year).collect();
        let word = |verdict: &Verdict| verdict.kind.words().get(self.scene.lang);
        let first = *verdicts.first().ok_or(CallFault::UnknownCall)?;
        let words = if verdicts.iter().all(|verdict| verdict.kind == first.kind) {
            word(first).to_owned()
        } else {
            let named = |verdict: &&Verdict| {
                let period = self.scene.phrase.period(&verdict.period);
                self.scene.say("prose.verdict-of", &[("period", &period), ("verdict", word(verdict))])
            };
            self.scene.phrase.list(&verdicts.iter().map(named).collect::<Vec<_>>())
        };
        let link = self.scene.subject_link(self.from, subject);
        Ok(anchor(&link.href, &words))
    }

    /// How many verdicts of a kind a plan has, or how many promises in all.
    fn count(&self, plan: &str, kind: Option<&str>) -> Result<Inserted, CallFault> {
        let reference = found(&self.scene.project.plans, plan)?;
        let tally = Tally::of(self.scene.verdicts_of(reference));
        let count = match kind {
            None => tally.total(),
            Some(kind) => {
                let entry = tally.entries().find(|(other, _)| other.key() == kind);
                entry.ok_or(CallFault::UnknownCall)?.1
            }
        };
        Ok(Inserted::Text(count.to_string()))
    }
}

impl Bindings for Bound<'_, '_> {
    fn call(&self, name: &str, arguments: &[&str]) -> Result<Inserted, CallFault> {
        match (name, arguments) {
            ("value", [id]) => self.value(id),
            ("change", [id]) => self.change(id),
            ("change", [figure, from, to]) => self.change_between(figure, from, to),
            ("cite", [id]) => self.cite(id),
            ("verdict", [id]) => self.verdict(id, None),
            ("verdict", [id, year]) => self.verdict(id, Some(year)),
            ("count", [plan]) => self.count(plan, None),
            ("count", [plan, kind]) => self.count(plan, Some(kind)),
            ("chart", [id]) => self.chart(id, None),
            ("chart", [id, which]) => self.chart(id, Some(which)),
            ("rules", []) => self.rules(),
            ("verdicts", []) => self.verdicts(),
            ("qualifiers", []) => self.qualifiers(),
            _ => Err(CallFault::UnknownCall),
        }
    }

    /// A relative link leads to a page of the site in the same language; its address is written as seen from the
    /// site's folder in the default language.
    fn link(&self, target: &str) -> Option<String> {
        let (page, fragment) = target.split_once('#').map_or((target, None), |(page, id)| (page, Some(id)));
        let path = self.scene.prefix.below(&follow("index.html", page)?);
        let known = self.scene.has_page(&path);
        let href = relative(self.from, &path);
        known.then(|| fragment.map_or(href.clone(), |id| format!("{href}#{id}")))
    }

    fn near(&self, figure: &str) -> Vec<String> {
        let Ok(number) = Decimal::parse(&figure.replace(',', "")) else { return Vec::new() };
        let project = self.scene.project;
        let same = |observation: &&Observation| {
            let value = observation.value.number();
            let on_base =
                Quantity { value, unit: observation.unit.clone() }.on_scale_of(&base(&observation.unit));
            value.abs() == number || on_base.is_some_and(|value| value.abs() == number)
        };
        let call = |observation: &Observation| {
            let call = if matches!(observation.measure, Measure::Change(_)) { "change" } else { "value" };
            let place = project.places[observation.place].name.get(self.scene.lang);
            let name = project.indicators[observation.indicator].name.get(self.scene.lang);
            let period = self.scene.phrase.period(&observation.period);
            format!("{{{{ {call}(\"{}\") }}}} ({place} · {name} · {period})", observation.id())
        };
        project.observations.iter().filter(same).take(MOST_NEAR).map(call).collect()
    }
}

/// How many records a figure in prose is said to be, at most.
const MOST_NEAR: usize = 3;

/// A unit without its scale: 人 of 万人.
fn base(unit: &Unit) -> Unit {
    Unit::parse(unit.base()).unwrap_or_else(|| unit.clone())
}

/// A link of the program's own making.
fn anchor(href: &str, text: &str) -> Inserted {
    Inserted::Html(format!("<a href=\"{}\">{}</a>", markdown::attribute(href), markdown::attribute(text)))
}

/// The record with this id, or the fault that names the nearest one.
fn found<T: Record>(table: &Table<T>, id: &str) -> Result<Ref<T>, CallFault> {
    table.find(id).ok_or_else(|| CallFault::UnknownId {
        id: id.to_owned(),
        near: nearest(id, table.iter().map(Record::id)).map(str::to_owned),
    })
}
