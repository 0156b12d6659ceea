//! The site: from verdicts to the bytes of every page, picture and data file.
//!
//! In: an [`Assessment`] and a [`Theme`]. Out: files handed to a [`Sink`]. What all pages share is laid
//! out first ([`Scene`]), then the pages are made that all places share, then those of each place. It must not write: that
//! is the sink's.

mod cited;
mod data;
mod feed;
mod files;
mod first;
mod foreign;
mod frame;
mod head;
mod index;
mod markdown;
mod official;
mod order;
mod phrase;
mod picture;
mod prose;
mod route;
mod scene;
mod schema_org;
mod search;
mod shell;
mod sink;
mod template;
mod theme;
mod tongue;
mod view;

pub use first::compose_first;
pub use sink::{Failure, Sink};
pub use theme::Theme;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use rayon::prelude::*;
use serde::Serialize;

use crate::assess::{Assessment, assess};
use crate::bilingual::Lang;
use crate::chart;
use crate::cite::Style;
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::edition::{Editions, History, Snapshot, Words};
use crate::model::{Place, Plan, Project, ProseHome, Ref, Subject};
use foreign::Marker;
use index::Index;
use phrase::Phrase;
use prose::Bound;
use route::{Form, Prefix, Route};
use scene::{Past, Scene};
use search::{Search, Section};
use shell::{Group, Menu};
use template::{Surroundings, Templates};
use view::{LONG_ROWS, List, Paged, ROWS, Values};

/// How much a composed site holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Composed {
    /// The number of HTML pages.
    pub pages: usize,
    /// The number of figures with a page of their own, in one language.
    pub figures: usize,
}

/// Composes the whole site into a sink; warnings are added to `faults`.
///
/// # Errors
/// Faults of prose, templates or links, all at once; or what the sink says.
pub fn compose<S: Sink>(
    assessment: &Assessment<'_>,
    theme: &Theme,
    sink: &S,
    faults: &mut Vec<Diagnostic>,
) -> Result<Composed, Failure<S::Error>> {
    compose_after(assessment, theme, &Editions::default(), sink, faults)
}

/// Composes a site that knows its editions: it tells what changed since them, and its pages name the one that it is to be.
///
/// # Errors
/// Those of [`compose`].
pub fn compose_after<S: Sink>(
    assessment: &Assessment<'_>,
    theme: &Theme,
    editions: &Editions,
    sink: &S,
    faults: &mut Vec<Diagnostic>,
) -> Result<Composed, Failure<S::Error>> {
    let project = assessment.project;
    let past = past(assessment, editions);
    let mut tables = None;
    let strings = Arc::new(theme.strings());
    let fonts = theme.fonts()?;
    let mut composed = Composed::default();
    let mut missing: BTreeSet<char> = BTreeSet::new();
    let mut addresses: Vec<String> = Vec::new();
    for (place, tag) in project.site.languages.iter().enumerate() {
        let prefix = Prefix(if place == 0 { "" } else { tag });
        let scene = scene(assessment, (tag, prefix), &strings, &fonts, &past);
        let templates = Templates::new(theme, &strings, scene.lang).map_err(Failure::Faults)?;
        let pages = Pages::new(&scene, &templates, sink);
        composed.figures = scene.figures.len();
        if project.site.base_url.is_some() {
            addresses.extend(scene.pages().iter().filter_map(|path| scene.absolute(path)));
        }
        let tables = match &tables {
            Some(tables) => tables,
            // The data stand once for all languages, in the first.
            None => tables.insert(with_files(assessment, scene.lang, |files| pages.data(files))?),
        };
        pages.all(tables, faults)?;
        composed.pages += pages.count.into_inner();
        missing.extend(pages.missing.into_inner().unwrap_or_default());
    }
    if !missing.is_empty() {
        let characters: Vec<String> = missing.into_iter().map(String::from).collect();
        let fault = Diagnostic::new(&catalogue::MISSING_GLYPH, Origin::Project);
        faults.push(fault.with("characters", characters.join(" ")));
    }
    if let Some(base) = &project.site.base_url {
        for (path, xml) in feed::sitemap(base, project.site.as_of, &addresses) {
            sink.put(&path, xml.as_bytes()).map_err(Failure::Sink)?;
        }
    }
    for (path, bytes) in theme.assets() {
        sink.put(path, bytes).map_err(Failure::Sink)?;
    }
    sink.put("chart.css", chart::stylesheet().as_bytes()).map_err(Failure::Sink)?;
    Ok(composed)
}

/// What marks Chinese on pages of another language; nothing on Chinese pages.
fn marker(scene: &Scene<'_>) -> Option<Marker> {
    let chinese = scene.project.site.languages.iter().find(|tag| Lang::from_tag(tag) == Some(Lang::Zh));
    let tag = chinese.map_or("zh-Hans", |tag| tag);
    let alone = scene.project.translations.untranslated(scene.lang);
    (scene.lang != Lang::Zh).then(|| Marker::new(tag, &scene.say("language.only", &[]), alone))
}

/// What the pages of one language share.
fn scene<'p>(
    assessment: &'p Assessment<'p>,
    (tag, prefix): (&'p str, Prefix<'p>),
    strings: &'p theme::Strings,
    fonts: &'p chart::Fonts,
    past: &'p Past,
) -> Scene<'p> {
    let project = assessment.project;
    let lang = Lang::from_tag(tag).unwrap_or_default();
    let figures = figures(assessment);
    Scene {
        project,
        assessment,
        phrase: Phrase { lang, project },
        lang,
        tag,
        prefix,
        strings,
        fonts,
        legend: Arc::new(picture::legend(strings, lang)),
        pages: OnceLock::new(),
        index: Index::of(assessment, &figures, lang),
        figures,
        past,
    }
}

/// The data of a site as an edition keeps it, in the site's first language.
pub fn snapshot(assessment: &Assessment<'_>) -> Snapshot {
    snapshot_in(assessment, assessment.project.site.lang())
}

fn snapshot_in(assessment: &Assessment<'_>, lang: Lang) -> Snapshot {
    with_files(assessment, lang, data::snapshot)
}

/// What comes of the data files in a language.
fn with_files<T>(assessment: &Assessment<'_>, lang: Lang, take: impl FnOnce(&data::Files<'_>) -> T) -> T {
    let phrase = Phrase { lang, project: assessment.project };
    take(&data::Files::of(assessment, lang, &|verdict| phrase.reason(verdict)))
}

/// What the site knows of its past; its own data are taken only where there is one.
fn past(assessment: &Assessment<'_>, editions: &Editions) -> Past {
    if editions.is_empty() {
        return Past::default();
    }
    let now = &editions.now(|| snapshot(assessment));
    let mut all: Vec<&Arc<Snapshot>> = editions.before(now).collect();
    if all.is_empty() {
        return Past::default();
    }
    all.push(now);
    let others = assessment.project.site.languages.iter().skip(1).filter_map(|tag| Lang::from_tag(tag));
    let labels = all.iter().map(|edition| edition.name.as_deref().unwrap_or_default().to_owned()).collect();
    let (compared, history) =
        rayon::join(|| editions.compared(now), || History::of(all.into_iter().cloned()));
    let words = others.map(|lang| (lang, Words::of(now, &snapshot_in(assessment, lang)))).collect();
    Past { words, labels, compared, history }
}

/// The reference of a figure (`place/indicator`, or the id of one of its observations) or of a document, in the site's first
/// language; nothing where the site has no such thing.
///
/// # Errors
/// The bundled fonts cannot be read.
pub fn cite(
    assessment: &Assessment<'_>,
    theme: &Theme,
    id: &str,
    style: Style,
) -> Result<Option<String>, Diagnostic> {
    let strings = theme.strings();
    let fonts = theme.fonts()?;
    let tag = assessment.project.site.language();
    let past = Past::default();
    let scene = scene(assessment, (tag, Prefix("")), &strings, &fonts, &past);
    Ok(cited::find(&scene, id).map(|work| work.cite(style)))
}

/// Takes out of a project as of an earlier day the prose that uses what was not known by then, with a warning for each; what it
/// leaves behind is sound.
pub fn drop_early_prose(project: &mut Project, theme: &Theme, faults: &mut Vec<Diagnostic>) {
    let (strings, Ok(fonts)) = (Arc::new(theme.strings()), theme.fonts()) else { return };
    loop {
        let mut early: BTreeMap<usize, Diagnostic> = BTreeMap::new();
        let assessment = assess(project);
        for (place, tag) in project.site.languages.iter().enumerate() {
            let prefix = Prefix(if place == 0 { "" } else { tag });
            let past = Past::default();
            let scene = scene(&assessment, (tag, prefix), &strings, &fonts, &past);
            let Ok(templates) = Templates::new(theme, &strings, scene.lang) else { return };
            for (number, prose) in project.prose.iter().enumerate() {
                let mut found = Vec::new();
                Bound::of(&scene, &templates, prose, &scene.prose_path(prose)).render(prose, &mut found);
                early.extend(found.into_iter().find(Diagnostic::is_error).map(|fault| (number, fault)));
            }
        }
        if early.is_empty() {
            return;
        }
        let day = project.site.as_of.to_string();
        for (number, first) in early.into_iter().rev() {
            let prose = project.prose.remove(number);
            faults.push(
                Diagnostic::new(&catalogue::PROSE_NOT_YET, Origin::File(prose.file))
                    .with("day", &day)
                    .with_each("first", |lang| first.message(lang)),
            );
        }
    }
}

/// Checks the prose, the templates and the links of a project without keeping a page; all faults are added.
pub fn check(assessment: &Assessment<'_>, theme: &Theme, editions: &Editions, faults: &mut Vec<Diagnostic>) {
    struct Nowhere;
    impl Sink for Nowhere {
        type Error = std::convert::Infallible;
        fn put(&self, _: &str, _: &[u8]) -> Result<(), Self::Error> {
            Ok(())
        }
        fn wants(&self, _: &str) -> bool {
            false
        }
    }
    match compose_after(assessment, theme, editions, &Nowhere, faults) {
        Ok(_) => {}
        Err(Failure::Faults(found)) => faults.extend(found),
        Err(Failure::Sink(never)) => match never {},
    }
}

/// The places and indicators for which there is a target or a value.
fn figures(assessment: &Assessment<'_>) -> BTreeSet<(Ref<Place>, Ref<crate::model::Indicator>)> {
    let targets = assessment.project.targets.iter().map(|target| (target.place, target.indicator));
    targets.chain(assessment.evidence().cells().iter().copied()).collect()
}

/// What was made of prose.
struct Rendered {
    /// The prose of plans, for their pages.
    of_plans: Vec<(ProseHome, view::ProseView)>,
    /// All prose, for the search.
    sections: Vec<Section>,
}

/// The pages of one language.
struct Pages<'s, 'p, S> {
    scene: &'s Scene<'p>,
    templates: &'s Templates,
    sink: &'s S,
    /// What marks parts of a page in another language.
    marker: Option<Marker>,
    menu: Menu,
    /// What surrounds the pages that were made so far, once for each group of them.
    shells: RwLock<BTreeMap<Group, Surroundings>>,
    count: AtomicUsize,
    /// Characters of charts that no font has.
    missing: Mutex<BTreeSet<char>>,
}

impl<'s, 'p, S> Pages<'s, 'p, S> {
    fn new(scene: &'s Scene<'p>, templates: &'s Templates, sink: &'s S) -> Self {
        let (marker, count, missing) = (marker(scene), AtomicUsize::new(0), Mutex::default());
        let (menu, shells) = (Menu::of(scene), RwLock::default());
        Pages { scene, templates, sink, marker, menu, shells, count, missing }
    }
}

impl<S: Sink> Pages<'_, '_, S> {
    fn all(&self, tables: &[data::Table], faults: &mut Vec<Diagnostic>) -> Result<(), Failure<S::Error>> {
        let project = self.scene.project;
        let Rendered { of_plans, sections } = self.prose(faults)?;
        // What all places share takes the most memory: it comes first, while the names of few files are held.
        self.shared(tables, sections)?;
        self.registers()?;
        self.plans(of_plans)?;
        let places: Vec<Ref<Place>> = project.places.entries().map(|(place, _)| place).collect();
        places.par_iter().try_for_each(|place| self.place(*place))
    }

    /// The pages that all places share, and the search.
    fn shared(&self, tables: &[data::Table], sections: Vec<Section>) -> Result<(), Failure<S::Error>> {
        self.across()?;
        self.page(Route::Terms, "terms.html", &view::terms(self.scene))?;
        self.page(Route::Lost, "404.html", &view::lost(self.scene))?;
        self.page(Route::Book, "book.html", &view::book(self.scene))?;
        self.changes()?;
        self.page(Route::Home, "home.html", &view::home(self.scene))?;
        if !self.scene.project.site.editions.is_empty() {
            self.page(Route::Editions, "editions.html", &view::editions(self.scene))?;
        }
        for list in [view::plans, view::indicators, view::places, view::documents] {
            self.list(&list(self.scene))?;
        }
        self.page(Route::Data, "data.html", &view::data_page(self.scene, tables))?;
        self.search(sections)
    }

    /// The pages of indicators, documents and bodies.
    fn registers(&self) -> Result<(), Failure<S::Error>> {
        let project = self.scene.project;
        let indicators: Vec<_> = project.indicators.entries().collect();
        indicators.par_iter().try_for_each(|(reference, record)| {
            let route = Route::Indicator(record);
            let places = self.scene.index.places_with(*reference).len();
            let mut picture = None;
            for paged in Paged::of(self.scene, route, places, LONG_ROWS) {
                let (view, own) = view::indicator(self.scene, *reference, &paged);
                self.put_page(&paged.path, "indicator.html", &view)?;
                picture = own;
            }
            if let Some(values) = Values::of(self.scene, *reference) {
                self.parts(Route::Values(record), values.len(), "values.html", |paged| {
                    values.view(self.scene, paged)
                })?;
            }
            picture.iter().try_for_each(|picture| self.picture(picture))
        })?;
        let documents: Vec<_> = project.documents.entries().collect();
        documents.par_iter().try_for_each(|(reference, record)| {
            self.page(Route::Document(record), "document.html", &view::document(self.scene, *reference))
        })?;
        let bodies: Vec<_> = project.bodies.entries().collect();
        bodies.par_iter().try_for_each(|(reference, record)| {
            self.page(Route::Body(record), "body.html", &view::body(self.scene, *reference))?;
            self.agenda_of(Route::Body(record), &view::agenda(self.scene, *reference))
        })
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure<S::Error>> {
        self.sink.put(path, bytes).map_err(Failure::Sink)
    }

    fn page(&self, route: Route<'_>, template: &str, view: &impl Serialize) -> Result<(), Failure<S::Error>> {
        self.put_page(&self.scene.path(route), template, view)
    }

    fn put_page(&self, path: &str, template: &str, view: &impl Serialize) -> Result<(), Failure<S::Error>> {
        let html = self.templates.page(template, view, self.shell(path)?)?;
        self.count.fetch_add(1, Ordering::Relaxed);
        match &self.marker {
            Some(marker) => self.put(path, marker.mark(&String::from_utf8_lossy(&html)).as_bytes()),
            None => self.put(path, &html),
        }
    }

    /// What surrounds the page at a path; it is made when the first page of its group is.
    fn shell(&self, path: &str) -> Result<Surroundings, Diagnostic> {
        let group = self.menu.group(path);
        // A thread that panicked here left the map whole.
        if let Some(known) = self.shells.read().unwrap_or_else(PoisonError::into_inner).get(&group) {
            return Ok(known.clone());
        }
        let made = self.templates.surroundings(&self.scene.shell(&self.menu, path))?;
        self.shells.write().unwrap_or_else(PoisonError::into_inner).insert(group, made.clone());
        Ok(made)
    }

    /// The parts of a list with so many rows.
    fn parts<V: Serialize>(
        &self,
        route: Route<'_>,
        count: usize,
        template: &str,
        view: impl Fn(&Paged) -> V + Sync,
    ) -> Result<(), Failure<S::Error>> {
        let parts = Paged::of(self.scene, route, count, ROWS);
        parts.par_iter().try_for_each(|paged| self.put_page(&paged.path, template, &view(paged)))
    }

    fn list(&self, list: &List<'_>) -> Result<(), Failure<S::Error>> {
        self.parts(list.route, list.len(), "list.html", |paged| list.view(self.scene, paged))
    }

    /// The pages of a place: its own, and one for each of its figures.
    fn place(&self, place: Ref<Place>) -> Result<(), Failure<S::Error>> {
        let scene = self.scene;
        let record = &scene.project.places[place];
        let cells: Vec<_> = scene.figures_of(place).collect();
        cells.par_iter().try_for_each(|indicator| {
            let route = Route::Figure(record, &scene.project.indicators[*indicator]);
            let csv = data::figure(scene.assessment, place, *indicator, scene.lang);
            let page = view::figure(scene, place, *indicator, &csv);
            self.page(route, "figure.html", &page.view)?;
            self.beside_figure((place, *indicator), &csv, &page)
        })?;
        let promises = &scene.index.place(place).promises;
        if !promises.is_empty() {
            self.agenda(Route::Place(record), promises.clone())?;
        }
        let (view, pictures) = view::place(scene, place);
        self.page(Route::Place(record), "place.html", &view)?;
        pictures.iter().try_for_each(|picture| self.picture(picture))
    }

    /// Renders all prose first, so that its faults come all at once; pages of their own are put at once.
    fn prose(&self, faults: &mut Vec<Diagnostic>) -> Result<Rendered, Failure<S::Error>> {
        let project: &Project = self.scene.project;
        let (mut of_plans, mut sections) = (Vec::new(), Vec::new());
        let before = faults.len();
        let mut rendered = Vec::new();
        for item in project.prose_in(self.scene.lang) {
            let path = self.scene.prose_path(item);
            let bound = Bound::of(self.scene, self.templates, item, &path);
            // Prose that stands in for a missing translation has been looked at in its own language.
            let mut known = Vec::new();
            let own = if self.scene.is_spoken(item) { &mut *faults } else { &mut known };
            let html = bound.render(item, own);
            sections.extend(search::sections(&path, &self.scene.text(&item.title), &html));
            rendered.push((item, html));
        }
        if faults[before..].iter().any(Diagnostic::is_error) {
            return Err(Failure::Faults(Vec::new()));
        }
        for (item, html) in rendered {
            match item.home {
                ProseHome::Page => {
                    self.page(Route::Prose(&item.slug), "prose.html", &view::prose(self.scene, item, html))?;
                }
                ProseHome::Plan(_) => {
                    of_plans.push((item.home, view::ProseView { title: self.scene.text(&item.title), html }));
                }
            }
        }
        Ok(Rendered { of_plans, sections })
    }

    fn plans(&self, prose: Vec<(ProseHome, view::ProseView)>) -> Result<(), Failure<S::Error>> {
        let mut by_home: BTreeMap<ProseHome, Vec<view::ProseView>> = BTreeMap::new();
        for (home, view) in prose {
            by_home.entry(home).or_default().push(view);
        }
        let mut plans = Vec::new();
        for (reference, plan) in self.scene.project.plans.entries() {
            plans.push((reference, plan, by_home.remove(&ProseHome::Plan(reference)).unwrap_or_default()));
        }
        plans.into_par_iter().try_for_each(|(reference, plan, own)| {
            let (view, pictures) = view::plan(self.scene, reference, own);
            self.page(Route::Plan(plan), "plan.html", &view)?;
            if let Some(xml) = feed::feed(self.scene, reference) {
                self.put(&Route::Plan(plan).path(self.scene.prefix, Form::Feed), xml.as_bytes())?;
            }
            pictures.iter().try_for_each(|picture| self.picture(picture))?;
            if plan.document.is_some() { self.of_plan(reference) } else { Ok(()) }
        })
    }

    /// The pages of a plan whose document is registered: its years, tasks, deadlines and duties.
    fn of_plan(&self, reference: Ref<Plan>) -> Result<(), Failure<S::Error>> {
        let scene = self.scene;
        let plan = &scene.project.plans[reference];
        for year in view::report_years(scene, reference) {
            let route = Route::Year(plan, year);
            self.page(route, "annual.html", &view::annual(scene, reference, year))?;
            self.agenda(route, view::due_in(scene, reference, Some(year)))?;
        }
        self.page(Route::Whole(plan), "annual.html", &view::whole(scene, reference))?;
        self.agenda(Route::Whole(plan), view::due_in(scene, reference, None))?;
        for task in &scene.index.plan(reference).tasks {
            let route = Route::Task(plan, &scene.project.tasks[*task]);
            self.page(route, "task.html", &view::task(scene, *task))?;
        }
        let (view, picture) = view::calendar(scene, reference);
        self.page(Route::PlanDeadlines(plan), "calendar.html", &view)?;
        picture.iter().try_for_each(|picture| self.picture(picture))?;
        self.page(Route::PlanDuties(plan), "duties.html", &view::plan_duties(scene, reference))
    }

    /// The data file beside a page that lists what is due.
    fn agenda(&self, route: Route<'_>, due: Vec<Subject>) -> Result<(), Failure<S::Error>> {
        self.agenda_of(route, &due.into_iter().map(|subject| ("due", subject)).collect::<Vec<_>>())
    }

    fn agenda_of(
        &self,
        route: Route<'_>,
        items: &[(&'static str, Subject)],
    ) -> Result<(), Failure<S::Error>> {
        let phrase = self.scene.phrase;
        let csv =
            data::agenda(self.scene.assessment, items, self.scene.lang, &|verdict| phrase.reason(verdict));
        self.csv(&route.path(self.scene.prefix, Form::Csv), &csv)
    }

    /// The pages that set plans side by side.
    fn across(&self) -> Result<(), Failure<S::Error>> {
        let scene = self.scene;
        self.page(Route::Levels, "levels.html", &view::levels_page(scene))?;
        for year in view::all_years(scene) {
            let plans = view::plans_in(scene, year);
            self.parts(Route::AllPlans(year), plans.len(), "years.html", |paged| {
                view::all_plans(scene, year, &plans, paged)
            })?;
        }
        let plans = scene.index.in_order.len();
        self.parts(Route::Deadlines, plans, "deadlines.html", |paged| view::deadlines_of_all(scene, paged))?;
        self.parts(Route::Duties, plans, "all-duties.html", |paged| view::duties(scene, paged))?;
        let bodies = view::bodies_in_order(scene);
        self.parts(Route::Bodies, bodies.len(), "bodies.html", |paged| view::bodies(scene, &bodies, paged))
    }

    /// The page of the search with its index, and the lists of names that need no script.
    fn search(&self, sections: Vec<Section>) -> Result<(), Failure<S::Error>> {
        let is_wanted = self.sink.wants(&self.scene.path(Route::Search));
        let put = |path: &str, bytes: &[u8]| if is_wanted { self.put(path, bytes) } else { Ok(()) };
        let search = Search::of(self.scene, &sections, put)?;
        self.page(Route::Search, "search.html", &view::search(self.scene, &search))?;
        if is_wanted {
            search.files(self.scene).try_for_each(|(path, bytes)| self.put(&path, &bytes))?;
        }
        drop(search);
        for names in view::names(self.scene) {
            self.parts(names.route, names.len(), "names.html", |paged| names.view(self.scene, paged))?;
        }
        Ok(())
    }

    /// The pages that tell what changed since editions, and, once for all languages, the same as data.
    fn changes(&self) -> Result<(), Failure<S::Error>> {
        let scene = self.scene;
        if !scene.has_changes() {
            return Ok(());
        }
        self.page(Route::Changes, "changes.html", &view::changes(scene))?;
        scene.past.compared.par_iter().try_for_each(|compared| {
            let route = Route::Diff(&compared.stem);
            self.page(route, "diff.html", &view::diff(scene, compared))?;
            if scene.prefix == Prefix("") {
                self.put(&route.path(scene.prefix, Form::Json), compared.diff.to_json().as_bytes())?;
                self.csv(&route.path(scene.prefix, Form::Csv), &data::changes(&compared.diff))?;
            }
            Ok(())
        })
    }
}
