//! The page of a figure: one indicator at one place, with chart, table, verdicts and sources.
//!
//! In: the scene, a place and an indicator. Out: [`FigureView`] and the picture to be written beside the page.

use serde::Serialize;

use super::editions::{FrozenFigure, frozen_figures};
use super::history::{HistoryView, history};
use super::rows::{PromiseRow, ValueRow};
use crate::assess::{Series, SeriesPoint, alerts, series};
use crate::model::{
    Alert, Derivation, Dimension, FigureFile, Indicator, Observation, Place, Record, Ref, Subject, sha256,
};
use crate::site::cited::CitationView;
use crate::site::data::About;
use crate::site::frame::Frame;
use crate::site::markdown::attribute;
use crate::site::picture::{ChartOf, ChartTable, Picture};
use crate::site::route::{Form, Route, relative};
use crate::site::scene::{Link, Scene};

/// What the template `figure.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct FigureView {
    frame: Frame,
    place: Link,
    name: String,
    headline: Option<Headline>,
    /// Which of the values leads where no series does: the latest of those whose time is known.
    lead: usize,
    chart: Option<ChartView>,
    values: Vec<ValueRow>,
    gaps: String,
    promises: Vec<PromiseRow>,
    meaning: Vec<Fact>,
    all_places: Link,
    sources: Vec<SourceView>,
    downloads: Vec<Link>,
    embed: Option<SnippetsView>,
    look_alikes: Vec<Note>,
    history: Option<HistoryView>,
    citation: CitationView,
    editions: Vec<FrozenFigure>,
    before: Option<Link>,
    after: Option<Link>,
}

/// The first and the last value with the change between them.
#[derive(Debug, Serialize)]
struct Headline {
    first: Option<Ends>,
    last: Ends,
    change: Option<String>,
    how: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Ends {
    when: String,
    value: String,
    tag: Option<String>,
    /// The term that the tag is.
    term: &'static str,
}

/// A chart with its words.
#[derive(Debug, Serialize)]
pub(crate) struct ChartView {
    pub(crate) svg: String,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) sentence: String,
    pub(crate) dropped: String,
    pub(crate) table: Option<ChartTable>,
    /// The file of the chart, where there is one.
    pub(crate) file: Option<String>,
}

/// A fact: what it is and what it says.
#[derive(Debug, Serialize)]
pub(crate) struct Fact {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) href: Option<String>,
}

/// A document with the places in it that were used.
#[derive(Debug, Serialize)]
struct SourceView {
    document: Link,
    facts: String,
    copies: Vec<String>,
    places: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Note {
    says: String,
    because: String,
    about: Link,
}

/// Markup for those who show the chart on pages of their own.
#[derive(Debug, Serialize)]
struct SnippetsView {
    /// The address of the page for embedding.
    page: String,
    note: String,
    image: Option<String>,
    frame: String,
}

/// What the template `embed.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct EmbedView {
    frame: Frame,
    title: String,
    subtitle: String,
    svg: String,
    /// Source, edition and licence.
    foot: Vec<String>,
    page: Link,
}

/// The view of a figure and what stands beside its page.
pub(crate) struct FigurePage {
    pub(crate) view: FigureView,
    pub(crate) picture: Option<Picture>,
    pub(crate) embed: Option<EmbedView>,
    pub(crate) about: About,
}

/// The page of a figure, whose data file has these bytes.
pub(crate) fn figure(
    scene: &Scene<'_>,
    place: Ref<Place>,
    indicator: Ref<Indicator>,
    csv: &[u8],
) -> FigurePage {
    let (place_record, record) = (&scene.project.places[place], &scene.project.indicators[indicator]);
    let route = Route::Figure(place_record, record);
    let path = scene.path(route);
    let name = scene.text(&record.name);
    let place_name = scene.text(&place_record.name);
    let picture = scene.picture(ChartOf::Figure(place, indicator));
    let series = series(scene.project, scene.assessment.evidence(), place, indicator);
    let observations = scene.assessment.evidence().observations(place, indicator);
    let mut ordered = observations.to_vec();
    ordered.sort_by_key(|reference| {
        let observation = &scene.project.observations[*reference];
        (observation.period.years().is_none(), observation.period.clone(), *reference)
    });
    let title = scene.say("title.figure", &[("place", &place_name), ("name", &name)]);
    let description = picture.as_ref().map_or_else(|| title.clone(), |picture| picture.sentence.clone());
    let crumbs = scene.crumbs(&path, &[(Route::Place(place_record), place_name)]);
    let digest = sha256([csv]);
    let work = scene.figure_work(place, indicator, &digest);
    let citation = scene.citation(&work);
    let mut frame = scene.frame(&path, title.clone(), description.clone(), crumbs);
    frame.head =
        scene.head_of_figure((&path, &title, &description), (place, indicator), &work, picture.as_ref());
    let about = About {
        title,
        description: picture.as_ref().map(|picture| picture.sentence.clone()),
        publisher: scene.project.site.publisher.as_ref().map(|text| scene.text(text)),
        licence: scene.project.site.licence.as_ref().map(|text| scene.text(text)),
        citation: citation.text.clone(),
        csv: (relative(&path, &route.path(scene.prefix, Form::Csv)), digest),
    };
    let embedded = picture.as_ref().filter(|_| scene.has_file(FigureFile::Embed));
    let embed = embedded.map(|picture| embed(scene, route, &about.title, picture));
    let (before, after) = super::place::neighbours(scene, &path, place, indicator);
    let view = FigureView {
        before,
        after,
        frame,
        place: scene.place_link(&path, place),
        headline: headline(scene, &series.points, record),
        lead: ordered.iter().filter(|reference| is_dated(scene, **reference)).count().saturating_sub(1),
        chart: picture.as_ref().map(|picture| chart_view(scene, &path, picture)),
        downloads: downloads(scene, &path, route, picture.is_some()),
        embed: embedded.map(|picture| snippets(scene, &path, route, picture)),
        values: ordered.iter().map(|reference| scene.value_row(&path, *reference)).collect(),
        gaps: gaps(scene, &series.points),
        promises: promises(scene, &path, place, indicator),
        meaning: meaning(scene, record).into_iter().chain(alert_facts(scene, &series, indicator)).collect(),
        all_places: Link { href: scene.href(&path, Route::Indicator(record)), text: name.clone() },
        sources: sources(scene, &path, place, indicator),
        look_alikes: look_alikes(scene, &path, observations),
        history: history(scene, &path, place, indicator),
        citation,
        editions: frozen_figures(scene, &path, route, &about.csv.1),
        name,
    };
    FigurePage { view, picture, embed, about }
}

fn is_dated(scene: &Scene<'_>, observation: Ref<Observation>) -> bool {
    scene.project.observations[observation].period.years().is_some()
}

/// The files beside the page of a figure, those that show its chart where there is one.
fn downloads(scene: &Scene<'_>, path: &str, route: Route<'_>, has_chart: bool) -> Vec<Link> {
    let files = [
        (Form::Csv, FigureFile::Csv, true),
        (Form::Json, FigureFile::Json, true),
        (Form::Svg, FigureFile::Svg, has_chart),
        (Form::Png, FigureFile::Png, has_chart),
    ];
    let files = files
        .into_iter()
        .filter(|(_, file, is_there)| *is_there && (*file == FigureFile::Csv || scene.has_file(*file)));
    let link = |(form, key): (Form, &str)| Link {
        href: relative(path, &route.path(scene.prefix, form)),
        text: scene.say(key, &[]),
    };
    let mut links: Vec<Link> = Vec::new();
    for (form, file, _) in files {
        links.push(link((form, &format!("figure.{}", file.key()))));
        if form == Form::Csv && scene.project.site.spreadsheets {
            links.push(link((Form::Spreadsheet, "figure.spreadsheet")));
        }
    }
    links
}

/// The page that is shown within pages of others.
fn embed(scene: &Scene<'_>, route: Route<'_>, title: &str, picture: &Picture) -> EmbedView {
    let path = route.path(scene.prefix, Form::Embed);
    let title = scene.say("embed.name", &[("title", title)]);
    let mut frame = scene.frame(&path, title, picture.sentence.clone(), Vec::new());
    frame.head = scene.head_of_embedded(route);
    EmbedView {
        frame,
        title: picture.title.clone(),
        subtitle: picture.subtitle.clone(),
        svg: picture.inline.clone(),
        foot: std::iter::once(&picture.source).chain(&picture.foot).cloned().collect(),
        page: Link { href: scene.href(&path, route), text: scene.say("embed.page", &[]) },
    }
}

/// The markup that others copy. Without an address of the site it has the paths below the site's folder.
fn snippets(scene: &Scene<'_>, path: &str, route: Route<'_>, picture: &Picture) -> SnippetsView {
    let address = |form: Form| attribute(&scene.address(route, form));
    let (title, alt, source) =
        (attribute(&picture.title), attribute(&picture.alt), attribute(&picture.source));
    let image = scene.form_of_charts(true).zip(picture.file.as_ref()).map(|(form, drawn)| {
        let (width, height) = drawn.size;
        let (page, file) = (address(Form::Html), address(form));
        format!(
            "<figure>\n  <a href=\"{page}\"><img src=\"{file}\" width=\"{width}\" height=\"{height}\" alt=\"{alt}\"></a>\n  <figcaption>{source}</figcaption>\n</figure>"
        )
    });
    let page = address(Form::Embed);
    let key = if scene.project.site.base_url.is_some() { "embed.note" } else { "embed.note.relative" };
    SnippetsView {
        page: relative(path, &route.path(scene.prefix, Form::Embed)),
        note: scene.say(key, &[]),
        image,
        frame: format!(
            "<iframe src=\"{page}\" title=\"{title}\" width=\"{EMBED_WIDTH}\" height=\"{}\" loading=\"lazy\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe>",
            picture.inline_size.1 * EMBED_WIDTH / picture.inline_size.0.max(1) + EMBED_EXTRA
        ),
    }
}

/// The width of a frame, in pixels.
const EMBED_WIDTH: u32 = 540;

/// What the page for embedding has above and below its chart, in pixels.
const EMBED_EXTRA: u32 = 240;

/// A chart on the page of this path.
pub(crate) fn chart_view(scene: &Scene<'_>, path: &str, picture: &Picture) -> ChartView {
    let file = scene.form_of_charts(false).map(|form| scene.file_of(picture, form));
    ChartView {
        svg: picture.inline.clone(),
        title: picture.title.clone(),
        subtitle: picture.subtitle.clone(),
        sentence: picture.sentence.clone(),
        dropped: scene.phrase.list(&picture.dropped),
        table: picture.table.clone(),
        file: file.map(|file| relative(path, &file)),
    }
}

fn headline(scene: &Scene<'_>, points: &[SeriesPoint], indicator: &Indicator) -> Option<Headline> {
    let ends = |point: &SeriesPoint| {
        let observation = &scene.project.observations[point.observation];
        Ends {
            when: scene.phrase.year(point.year),
            value: scene.phrase.observed(observation),
            term: match observation.derivation.as_deref() {
                Some(Derivation::Counted(_)) => "counted",
                _ => "derived",
            },
            tag: observation.derivation.as_deref().map(|derivation| match derivation {
                Derivation::Formula(_) => scene.say("tag.derived", &[]),
                Derivation::Counted(_) => scene.say("tag.counted", &[]),
            }),
        }
    };
    let last = points.last()?;
    let first = points.first().filter(|first| first.year < last.year);
    let difference = first.and_then(|first| Some(last.value.exact()? - first.value.exact()?));
    let unit = indicator.unit.of_difference();
    let shown = first.into_iter().chain([last]);
    Some(Headline {
        change: difference.zip(unit).map(|(n, unit)| scene.phrase.signed_amount(n, &unit)),
        how: shown
            .filter_map(|point| {
                let arithmetic = scene.arithmetic(&scene.project.observations[point.observation])?;
                Some(
                    scene.say(
                        "derived.how",
                        &[("year", &scene.phrase.year(point.year)), ("sum", &arithmetic)],
                    ),
                )
            })
            .collect(),
        first: first.map(ends),
        last: ends(last),
    })
}

/// The years between the first and the last value for which there is none.
fn gaps(scene: &Scene<'_>, points: &[SeriesPoint]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let has = |year: &i16| points.iter().any(|point| point.year == *year);
    let missing: Vec<i16> = (first.year..=last.year).filter(|year| !has(year)).collect();
    if missing.is_empty() {
        return String::new();
    }
    scene.say("figure.gaps", &[("years", &scene.phrase.years(&missing))])
}

fn promises(scene: &Scene<'_>, path: &str, place: Ref<Place>, indicator: Ref<Indicator>) -> Vec<PromiseRow> {
    let here = scene.targets_at(place, indicator);
    here.filter_map(|(reference, _)| scene.promise(path, Subject::Target(reference))).collect()
}

pub(super) fn meaning(scene: &Scene<'_>, indicator: &Indicator) -> Vec<Fact> {
    let fact = |key: &str, value: String| Fact { key: scene.say(key, &[]), value, href: None };
    let mut facts = vec![fact("fact.name", scene.text(&indicator.name))];
    if !indicator.aliases.is_empty() {
        let names: Vec<String> = indicator.aliases.iter().map(|alias| scene.original(alias)).collect();
        facts.push(fact("fact.aliases", scene.phrase.list(&names)));
    }
    if !indicator.parts.is_empty() {
        let names: Vec<String> =
            indicator.parts.iter().map(|part| scene.text(&scene.project.indicators[*part].name)).collect();
        facts.push(fact("fact.parts", scene.phrase.list(&names)));
    }
    facts.extend(indicator.basis.as_ref().map(|basis| fact("fact.basis", scene.text(basis))));
    facts.extend(
        indicator.definition.as_ref().map(|definition| fact("fact.definition", scene.text(definition))),
    );
    let unit = match indicator.unit.dimension() {
        Dimension::Percent => scene.say("unit.percent", &[]),
        _ => scene.phrase.unit_name(&indicator.unit),
    };
    facts.push(fact("fact.unit", unit));
    facts.push(fact("fact.direction", indicator.direction.words().get(scene.lang).to_owned()));
    facts.extend(indicator.counts.as_ref().map(|counts| fact("fact.counts", scene.text(counts))));
    facts.extend(indicator.stage.map(|stage| fact("fact.stage", stage.words().get(scene.lang).to_owned())));
    facts.extend(indicator.note.as_ref().map(|note| fact("fact.note", scene.text(note))));
    facts
}

/// The warnings of the indicator with their rule, and whether the last value raises them.
fn alert_facts(scene: &Scene<'_>, series: &Series, indicator: Ref<Indicator>) -> Vec<Fact> {
    let record = &scene.project.indicators[indicator];
    let raised = alerts(scene.project, series, indicator);
    let fact = |(alert, raised): (&Alert, Option<bool>)| {
        let state = match raised {
            Some(true) => "alert.raised",
            Some(false) => "alert.not-raised",
            None => "alert.open",
        };
        let rule = scene.phrase.label(&alert.condition, record).unwrap_or_default();
        let (state, basis) = (scene.say(state, &[]), scene.text(&alert.basis));
        Fact {
            key: scene.text(&alert.name),
            value: scene.say("alert.fact", &[("state", &state), ("rule", &rule), ("basis", &basis)]),
            href: None,
        }
    };
    record.alerts.iter().zip(raised).map(fact).collect()
}

fn sources(scene: &Scene<'_>, path: &str, place: Ref<Place>, indicator: Ref<Indicator>) -> Vec<SourceView> {
    let project = scene.project;
    let mut used = Vec::new();
    for reference in scene.assessment.evidence().observations(place, indicator) {
        let observation = &project.observations[*reference];
        used.push((&observation.source, observation.id(), scene.phrase.observed(observation)));
    }
    for target in scene.targets_of(place, indicator) {
        used.push((&target.source, target.id(), scene.original(&target.printed)));
    }
    let view = |document| {
        let record = &project.documents[document];
        let mut places: Vec<Link> = Vec::new();
        for (source, id, what) in used.iter().filter(|(source, ..)| source.document == document) {
            let mut link = scene.source_link(path, source, id);
            let tag = scene
                .copies_tag(source)
                .map(|tag| scene.say("bracket", &[("words", &tag)]))
                .unwrap_or_default();
            link.text = scene.say("source.place", &[("at", &link.text), ("what", what), ("tag", &tag)]);
            places.push(link);
        }
        SourceView {
            document: scene.document_link(path, document),
            facts: super::document::when(scene, record),
            copies: record.copies.iter().map(|copy| scene.text(&copy.medium)).collect(),
            places,
        }
    };
    let documents = scene.assessment.evidence().documents(project, place, indicator);
    documents.into_iter().map(view).collect()
}

/// Findings that use these observations for another target, which they only resemble.
fn look_alikes(scene: &Scene<'_>, path: &str, observations: &[Ref<crate::model::Observation>]) -> Vec<Note> {
    let project = scene.project;
    let mut notes = Vec::new();
    for reference in scene.index.look_alikes(observations) {
        let finding = &project.findings[reference];
        for subject in &finding.about {
            notes.push(Note {
                says: scene.original(&finding.says),
                because: finding.because.as_ref().map(|text| scene.text(text)).unwrap_or_default(),
                about: scene.subject_link(path, *subject),
            });
        }
    }
    notes
}
