//! The report in one piece, for paper: a cover, contents, a chapter for each plan with its figures numbered, and notes on sources.
//!
//! In: the scene. Out: [`BookView`]. Charts are numbered through the book, notes within a chapter. It must not know how large a sheet is:
//! that is `book.css` of the theme.

use serde::Serialize;

use super::plan::{promises_of, verdicts};
use crate::assess::{Evidence, Tally};
use crate::model::{Observation, Plan, Ref, Source, Subject};
use crate::site::frame::Frame;
use crate::site::picture::{ChartOf, Picture};
use crate::site::route::Route;
use crate::site::scene::{Link, Scene, TallyView};

/// A book has the chapters of so many plans; beyond them it is no book any more, and says where the others are.
const MOST_PLANS: usize = 20;

/// A chapter has so many figures.
const MOST_FIGURES: usize = 60;

/// What the template `book.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct BookView {
    frame: Frame,
    title: String,
    subtitle: String,
    as_of: String,
    publisher: Option<String>,
    /// What a reader has to know before the first figure.
    foreword: Vec<String>,
    contents: Vec<Link>,
    figures: Vec<Link>,
    chapters: Vec<Chapter>,
    /// What the book leaves out, where it does.
    rest: Option<String>,
}

/// The chapter of a plan.
#[derive(Debug, Serialize)]
struct Chapter {
    id: String,
    title: String,
    facts: String,
    answer: String,
    tally: TallyView,
    overview: Vec<BookFigure>,
    groups: Vec<BookGroup>,
    figures: Vec<BookFigure>,
    rest: Option<String>,
    notes: Vec<BookNote>,
}

/// A chart with its number.
#[derive(Debug, Serialize)]
struct BookFigure {
    id: String,
    number: String,
    title: String,
    subtitle: String,
    svg: String,
    sentence: String,
    dropped: String,
    source: String,
}

/// What a plan promised for one year, or for its whole time.
#[derive(Debug, Serialize)]
struct BookGroup {
    id: String,
    title: String,
    rows: Vec<BookRow>,
}

#[derive(Debug, Serialize)]
struct BookRow {
    name: String,
    place: Option<String>,
    printed: String,
    notes: Vec<usize>,
    results: Vec<String>,
    verdicts: Vec<BookVerdict>,
}

#[derive(Debug, Serialize)]
struct BookVerdict {
    kind: &'static str,
    words: String,
    more: String,
    period: Option<String>,
    sums: Vec<String>,
    why: String,
    notes: Vec<usize>,
}

/// A note: where something was taken from.
#[derive(Debug, Serialize)]
struct BookNote {
    number: usize,
    text: String,
}

/// The report in one piece.
pub(crate) fn book(scene: &Scene<'_>) -> BookView {
    let path = scene.path(Route::Book);
    let site = &scene.project.site;
    let title = scene.text(&site.title);
    let plans = &scene.index.in_order;
    let mut book = Book { scene, path: &path, figures: Vec::new() };
    let chapters: Vec<Chapter> = plans.iter().take(MOST_PLANS).map(|plan| book.chapter(*plan)).collect();
    let contents =
        chapters.iter().map(|one| Link { href: format!("#{}", one.id), text: one.title.clone() }).collect();
    let figures = book.figures;
    let rest = plans.len().saturating_sub(MOST_PLANS);
    let lede = scene.say("book.lede", &[]);
    let mut frame = scene.frame(&path, scene.say("nav.book", &[]), lede, scene.crumbs(&path, &[]));
    frame.head = scene.head_of_report(&path, &title, &scene.say("book.lede", &[]));
    let licence = site.licence.as_ref().map(|text| scene.text(text));
    let address = scene.absolute(&path).map(|address| scene.say("book.address", &[("address", &address)]));
    BookView {
        frame,
        title,
        subtitle: scene.say("book.subtitle", &[]),
        as_of: scene.phrase.date(site.as_of),
        publisher: site.publisher.as_ref().map(|text| scene.text(text)),
        foreword: [Some(scene.say("foot.promise", &[])), Some(scene.registered_note())]
            .into_iter()
            .chain([licence.map(|licence| scene.say("book.licence", &[("licence", &licence)])), address])
            .flatten()
            .collect(),
        contents,
        figures,
        chapters,
        rest: (rest > 0).then(|| scene.say("book.rest", &[("count", &rest.to_string())])),
    }
}

/// What the chapters of a book share: the running number of figures.
struct Book<'s, 'p> {
    scene: &'s Scene<'p>,
    path: &'s str,
    figures: Vec<Link>,
}

impl<'p> Book<'_, 'p> {
    fn chapter(&mut self, reference: Ref<Plan>) -> Chapter {
        let (scene, plan) = (self.scene, &self.scene.project.plans[reference]);
        let promises = promises_of(scene, reference);
        let tally = Tally::of(verdicts(scene, &promises));
        let mut notes = Notes::default();
        let overview = [ChartOf::Verdicts(reference), ChartOf::Results(reference)];
        let overview = overview.into_iter().filter_map(|of| self.figure(of)).collect();
        let groups = self.groups(plan, &promises, &mut notes);
        let mut cells: Vec<_> = promises.iter().filter_map(|(_, subject)| cell(scene, *subject)).collect();
        cells.sort_unstable();
        cells.dedup();
        let left = cells.len().saturating_sub(MOST_FIGURES);
        let shown = cells.into_iter().take(MOST_FIGURES);
        let figures = shown.filter_map(|(place, indicator)| self.figure(ChartOf::Figure(place, indicator)));
        let total = tally.total().to_string();
        Chapter {
            id: format!("plan-{}", plan.id),
            title: scene.text(&plan.title),
            facts: facts(scene, plan),
            answer: scene
                .say("plan.answer", &[("total", &total), ("sentence", &scene.tally_sentence(&tally))]),
            tally: scene.tally(&tally),
            overview,
            groups,
            figures: figures.collect(),
            rest: (left > 0).then(|| scene.say("book.figures.rest", &[("count", &left.to_string())])),
            notes: notes.views(scene),
        }
    }

    /// A chart under the next number; none where the data have too little for it.
    fn figure(&mut self, of: ChartOf) -> Option<BookFigure> {
        let number = (self.figures.len() + 1).to_string();
        let id = format!("figure-{number}");
        let picture: Picture = self.scene.picture_as(of, format!("{id}-chart"))?;
        let number = self.scene.say("book.figure", &[("number", &number)]);
        self.figures.push(Link { href: format!("#{id}"), text: format!("{number} {}", picture.title) });
        Some(BookFigure {
            id,
            number,
            dropped: self.scene.phrase.list(&picture.dropped),
            title: picture.title,
            subtitle: picture.subtitle,
            svg: picture.inline,
            sentence: picture.sentence,
            source: picture.source,
        })
    }

    fn groups(
        &self,
        plan: &Plan,
        promises: &[(Option<i16>, Subject)],
        notes: &mut Notes<'p>,
    ) -> Vec<BookGroup> {
        let scene = self.scene;
        let mut groups: Vec<BookGroup> = Vec::new();
        for same in promises.chunk_by(|(a, _), (b, _)| a == b) {
            let year = same[0].0;
            let title = match year {
                Some(year) => scene.say("promises.year", &[("year", &scene.phrase.year(year))]),
                None => scene.say("promises.whole", &[]),
            };
            let key = year.map_or("whole".to_owned(), |year| year.to_string());
            groups.push(BookGroup {
                id: format!("plan-{}-{key}", plan.id),
                title,
                rows: same.iter().filter_map(|(_, subject)| self.row(*subject, notes)).collect(),
            });
        }
        groups
    }

    fn row(&self, subject: Subject, notes: &mut Notes<'p>) -> Option<BookRow> {
        let scene = self.scene;
        let promise = scene.project.promise(subject)?;
        let home = scene.project.plans[promise.plan].place;
        let own: Vec<_> = scene.assessment.of(subject).collect();
        let recurring = own.len() > 1;
        let mut results: Vec<String> = own.iter().flat_map(|verdict| scene.results(verdict)).collect();
        results.dedup();
        let source = notes.number(promise.source);
        let verdicts = own.into_iter().map(|verdict| {
            let view = scene.verdict(self.path, verdict, recurring);
            let mut numbers: Vec<usize> =
                verdict.evidence.iter().map(|evidence| notes.number(source_of(scene, evidence))).collect();
            numbers.dedup();
            BookVerdict {
                kind: view.kind,
                words: view.words,
                more: view.more,
                period: view.period,
                sums: view.sums,
                why: view.why,
                notes: numbers,
            }
        });
        let verdicts = verdicts.collect();
        Some(BookRow {
            name: scene.subject_name(subject),
            place: (promise.place != home).then(|| scene.text(&scene.project.places[promise.place].name)),
            printed: scene.text(promise.printed),
            notes: vec![source],
            results,
            verdicts,
        })
    }
}

/// Where, when and by whom a plan was issued.
fn facts(scene: &Scene<'_>, plan: &Plan) -> String {
    let mut facts: Vec<String> = plan.issuers.iter().map(|issuer| scene.text(issuer)).collect();
    facts.extend(plan.issued.as_ref().map(|issued| scene.phrase.period(issued)));
    facts.join(scene.strings.get(scene.lang, "comma"))
}

/// The figure of a target for which there is a value.
fn cell(
    scene: &Scene<'_>,
    subject: Subject,
) -> Option<(Ref<crate::model::Place>, Ref<crate::model::Indicator>)> {
    let promise = scene.project.promise(subject)?;
    let cell = (promise.place, promise.indicator?);
    let observations: &[Ref<Observation>] = scene.assessment.evidence().observations(cell.0, cell.1);
    (!observations.is_empty()).then_some(cell)
}

fn source_of<'p>(scene: &Scene<'p>, evidence: &Evidence) -> &'p Source {
    match evidence {
        Evidence::Observation(observation) => &scene.project.observations[*observation].source,
        Evidence::Finding(finding) => &scene.project.findings[*finding].source,
    }
}

/// The notes of a chapter: each place in a document once.
#[derive(Default)]
struct Notes<'p> {
    sources: Vec<&'p Source>,
}

impl<'p> Notes<'p> {
    fn number(&mut self, source: &'p Source) -> usize {
        let same = |known: &&Source| (known.document, &known.at) == (source.document, &source.at);
        match self.sources.iter().position(same) {
            Some(place) => place + 1,
            None => {
                self.sources.push(source);
                self.sources.len()
            }
        }
    }

    fn views(&self, scene: &Scene<'_>) -> Vec<BookNote> {
        let view = |(place, source): (usize, &&Source)| {
            let (document, at) = (scene.titled(source.document), scene.text(&source.at));
            BookNote {
                number: place + 1,
                text: scene.say("book.note", &[("document", &document), ("at", &at)]),
            }
        };
        self.sources.iter().enumerate().map(view).collect()
    }
}
