//! What every page of one language draws on: the assessment, the words, the fonts, and which figures exist.
//!
//! In: an assessment and a theme. Out: [`Scene`], links, and small views that many pages share. It must not hold
//! anything that differs from page to page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::index::Index;
use super::phrase::Phrase;
use super::route::{Form, Prefix, Route, relative};
use super::theme::Strings;
use crate::assess::{Assessment, Evidence, Tally, Verdict, VerdictKind};
use crate::bilingual::Lang;
use crate::chart::{self, Fonts};
use crate::edition::{Compared, History, Words};
use crate::model::{
    Body, Document, Finding, Indicator, Observation, Period, Place, Plan, Project, Prose, ProseHome, Record,
    Ref, Source, Subject, Text,
};

/// A link: where it leads and what it says.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) text: String,
}

/// What every page of one language draws on.
pub(crate) struct Scene<'p> {
    pub(crate) project: &'p Project,
    pub(crate) assessment: &'p Assessment<'p>,
    pub(crate) phrase: Phrase<'p>,
    pub(crate) lang: Lang,
    /// The BCP 47 tag of the pages.
    pub(crate) tag: &'p str,
    pub(crate) prefix: Prefix<'p>,
    pub(crate) strings: &'p Strings,
    pub(crate) fonts: &'p Fonts,
    /// The words of the legends of charts.
    pub(crate) legend: Arc<chart::Words>,
    /// The places and indicators that have a page of their own.
    pub(crate) figures: BTreeSet<(Ref<Place>, Ref<Indicator>)>,
    /// The paths of all pages in their order, for the links of prose.
    pub(crate) pages: OnceLock<Box<[Box<str>]>>,
    /// What belongs to what.
    pub(crate) index: Index<'p>,
    /// What the site knows of its past.
    pub(crate) past: &'p Past,
}

/// What a site knows of its own past; nothing where it has no editions.
#[derive(Debug, Default)]
pub(crate) struct Past {
    /// The labels of the editions, the last of which is the site itself.
    pub(crate) labels: Vec<String>,
    /// What changed from each to the next.
    pub(crate) compared: Vec<Compared>,
    /// What each said of a figure.
    pub(crate) history: History,
    /// What their texts, which are in the site's first language, are in the others.
    pub(crate) words: BTreeMap<Lang, Words>,
}

impl<'p> Scene<'p> {
    /// A text in the language of the scene.
    pub(crate) fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// The words of the theme for a key, with holes filled.
    pub(crate) fn say(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        crate::bilingual::fill(self.strings.get(self.lang, key), arguments)
    }

    /// Whether there is a page of changes.
    pub(crate) fn has_changes(&self) -> bool {
        !self.past.compared.is_empty() || !self.project.revisions.is_empty()
    }

    /// What records of a type are called.
    pub(crate) fn kind_of<T: Record>(&self) -> String {
        crate::language::kind(T::TABLE).map_or("", |kind| kind.words.get(self.lang)).to_owned()
    }

    /// Whether there is a page with this path.
    pub(crate) fn has_page(&self, path: &str) -> bool {
        self.pages().binary_search_by(|page| (**page).cmp(path)).is_ok()
    }

    /// The paths of all pages of the site in this language, rising. They are found out when somebody asks first.
    pub(super) fn pages(&self) -> &[Box<str>] {
        self.pages.get_or_init(|| self.all_pages())
    }

    fn all_pages(&self) -> Box<[Box<str>]> {
        let Scene { project, figures, past, .. } = self;
        let mut pages: BTreeSet<Box<str>> = self.values_pages().into_iter().map(String::into).collect();
        let mut add = |route: Route<'_>| pages.insert(self.path(route).into());
        for route in [
            Route::Home,
            Route::Plans,
            Route::Levels,
            Route::Deadlines,
            Route::Duties,
            Route::Bodies,
            Route::Indicators,
            Route::Places,
            Route::Documents,
            Route::Data,
            Route::Book,
            Route::Search,
            Route::Names,
            Route::Strokes,
            Route::Terms,
        ] {
            add(route);
        }
        if !project.site.editions.is_empty() {
            add(Route::Editions);
        }
        if !past.compared.is_empty() || !project.revisions.is_empty() {
            add(Route::Changes);
            past.compared.iter().for_each(|one| _ = add(Route::Diff(&one.stem)));
        }
        project.places.iter().for_each(|place| _ = add(Route::Place(place)));
        project.indicators.iter().for_each(|indicator| _ = add(Route::Indicator(indicator)));
        project.documents.iter().for_each(|document| _ = add(Route::Document(document)));
        for plan in project.plans.iter() {
            add(Route::Plan(plan));
            if plan.document.is_some() {
                for year in plan.from..=plan.to {
                    add(Route::Year(plan, year));
                    add(Route::AllPlans(year));
                }
                for route in [Route::Whole(plan), Route::PlanDeadlines(plan), Route::PlanDuties(plan)] {
                    add(route);
                }
            }
        }
        project.bodies.iter().for_each(|body| _ = add(Route::Body(body)));
        project.tasks.iter().for_each(|task| _ = add(Route::Task(&project.plans[task.plan], task)));
        for (place, indicator) in figures {
            add(Route::Figure(&project.places[*place], &project.indicators[*indicator]));
        }
        for prose in project.prose.iter().filter(|prose| prose.home == ProseHome::Page) {
            add(Route::Prose(&prose.slug));
        }
        pages.into_iter().collect()
    }

    /// The path of the page on which a piece of prose stands.
    pub(crate) fn prose_path(&self, prose: &Prose) -> String {
        match prose.home {
            ProseHome::Page => self.path(Route::Prose(&prose.slug)),
            ProseHome::Plan(plan) => self.path(Route::Plan(&self.project.plans[plan])),
        }
    }

    /// The path of a page.
    pub(crate) fn path(&self, route: Route<'_>) -> String {
        route.path(self.prefix, Form::Html)
    }

    /// The link from a path to a page.
    pub(crate) fn href(&self, from: &str, route: Route<'_>) -> String {
        relative(from, &self.path(route))
    }

    /// The link from a path to a figure, where it has a page.
    pub(crate) fn figure_href(
        &self,
        from: &str,
        place: Ref<Place>,
        indicator: Ref<Indicator>,
    ) -> Option<String> {
        let route = Route::Figure(&self.project.places[place], &self.project.indicators[indicator]);
        self.figures.contains(&(place, indicator)).then(|| self.href(from, route))
    }

    /// A link to a place.
    pub(crate) fn place_link(&self, from: &str, place: Ref<Place>) -> Link {
        let record = &self.project.places[place];
        Link { href: self.href(from, Route::Place(record)), text: self.text(&record.name) }
    }

    /// A link to a document.
    pub(crate) fn document_link(&self, from: &str, document: Ref<Document>) -> Link {
        let record = &self.project.documents[document];
        Link { href: self.href(from, Route::Document(record)), text: self.text(&record.title) }
    }

    /// A link to the place of a record in the page of its document.
    pub(crate) fn source_link(&self, from: &str, source: &Source, id: &str) -> Link {
        let record = &self.project.documents[source.document];
        let page = self.href(from, Route::Document(record));
        Link { href: anchored(page, id), text: self.text(&source.at) }
    }

    /// The copies that alone carry a record: `仅报纸版面`; nothing where every copy does.
    pub(crate) fn copies_tag(&self, source: &Source) -> Option<String> {
        let document = &self.project.documents[source.document];
        if source.copies().is_empty() || source.copies().len() == document.copies.len() {
            return None;
        }
        let media: Vec<String> = source
            .copies()
            .iter()
            .filter_map(|place| document.copies.get(*place))
            .map(|copy| self.text(&copy.medium))
            .collect();
        Some(self.say("tag.copies", &[("copies", &self.phrase.list(&media))]))
    }

    /// The name of an observation: as printed, or the indicator's.
    pub(crate) fn observation_name(&self, observation: &Observation) -> String {
        match &observation.name {
            Some(name) => self.original(name),
            None => self.text(&self.project.indicators[observation.indicator].name),
        }
    }

    /// The name of a record of a plan.
    pub(crate) fn subject_name(&self, subject: Subject) -> String {
        let project = self.project;
        match subject {
            Subject::Target(target) => {
                let target = &project.targets[target];
                self.text(target.name.as_deref().unwrap_or(&project.indicators[target.indicator].name))
            }
            Subject::Milestone(milestone) => self.text(&project.milestones[milestone].name),
            Subject::Task(task) => self.text(&project.tasks[task].title),
            Subject::Duty(duty) => self.text(&project.duties[duty].name),
            Subject::Provision(provision) => self.text(&project.provisions[provision].name),
            Subject::Part(part) => self.text(&project.parts[part].title),
            Subject::Plan(plan) => self.text(&project.plans[plan].short),
        }
    }

    /// The id of a record of a plan.
    pub(crate) fn subject_id(&self, subject: Subject) -> &'p str {
        let project = self.project;
        match subject {
            Subject::Target(target) => project.targets[target].id(),
            Subject::Milestone(milestone) => project.milestones[milestone].id(),
            Subject::Task(task) => project.tasks[task].id(),
            Subject::Duty(duty) => project.duties[duty].id(),
            Subject::Provision(provision) => project.provisions[provision].id(),
            Subject::Part(part) => project.parts[part].id(),
            Subject::Plan(plan) => project.plans[plan].id(),
        }
    }

    /// The page on which a record of a plan stands in full.
    pub(crate) fn subject_route(&self, subject: Subject) -> Route<'p> {
        let project = self.project;
        let plan = &project.plans[project.plan_of(subject)];
        match subject {
            Subject::Target(_) | Subject::Milestone(_) => {
                match project.promise(subject).and_then(|promise| promised_year(promise.period)) {
                    Some(year) => Route::Year(plan, year),
                    None => Route::Whole(plan),
                }
            }
            Subject::Task(task) => Route::Task(plan, &project.tasks[task]),
            Subject::Duty(_) => Route::PlanDuties(plan),
            Subject::Provision(_) | Subject::Part(_) | Subject::Plan(_) => Route::Plan(plan),
        }
    }

    /// The link to a record of a plan where it stands in full.
    pub(crate) fn subject_link(&self, from: &str, subject: Subject) -> Link {
        let text = self.subject_name(subject);
        let target = self.path(self.subject_route(subject));
        let is_page = matches!(subject, Subject::Plan(_) | Subject::Task(_));
        if is_page {
            return Link { href: relative(from, &target), text };
        }
        let page = if target == from { String::new() } else { relative(from, &target) };
        Link { href: anchored(page, self.subject_id(subject)), text }
    }

    /// A link to a body.
    pub(crate) fn body_link(&self, from: &str, body: Ref<Body>) -> Link {
        let record = &self.project.bodies[body];
        Link { href: self.href(from, Route::Body(record)), text: self.text(&record.name) }
    }

    /// A link to a plan under its short title.
    pub(crate) fn plan_link(&self, from: &str, plan: Ref<Plan>) -> Link {
        let record = &self.project.plans[plan];
        Link { href: self.href(from, Route::Plan(record)), text: self.text(&record.short) }
    }

    /// What a derived observation shows of its arithmetic.
    pub(crate) fn arithmetic(&self, observation: &Observation) -> Option<String> {
        use crate::model::Derivation;
        match observation.derivation.as_deref()? {
            Derivation::Formula(formula) => {
                let mut text = String::new();
                for (place, (minus, term)) in formula.terms.iter().enumerate() {
                    if place > 0 {
                        text.push_str(if *minus { " − " } else { " + " });
                    }
                    text.push_str(&self.phrase.number(self.project.observations[*term].value.number()));
                }
                Some(format!("{text} = {}", self.phrase.number(observation.value.number())))
            }
            Derivation::Counted(things) => {
                let things: Vec<String> = things.iter().map(|thing| self.text(thing)).collect();
                Some(self.say("derived.counted", &[("things", &self.phrase.list(&things))]))
            }
        }
    }
}

/// The link to a part of a page.
fn anchored(mut page: String, id: &str) -> String {
    page.push('#');
    page.push_str(id);
    page
}

/// The single year for which something was promised; none for the plan's whole time or each of its years.
pub(crate) fn promised_year(period: &Period) -> Option<i16> {
    period.years().filter(|(from, to)| from == to).map(|(_, to)| to)
}

/// A verdict for readers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct VerdictView {
    pub(crate) kind: &'static str,
    pub(crate) words: String,
    pub(crate) more: String,
    pub(crate) sums: Vec<String>,
    pub(crate) why: String,
    pub(crate) sources: Vec<Link>,
    pub(crate) period: Option<String>,
}

impl VerdictView {
    /// Whether two verdicts differ in nothing but their period.
    pub(crate) fn says_the_same(&self, other: &VerdictView) -> bool {
        (self.kind, &self.more, &self.sums, &self.why) == (other.kind, &other.more, &other.sums, &other.why)
            && self.sources.iter().map(|link| &link.href).eq(other.sources.iter().map(|link| &link.href))
    }
}

impl Scene<'_> {
    /// A verdict for readers, with links to its evidence.
    pub(crate) fn verdict(&self, from: &str, verdict: &Verdict, period: bool) -> VerdictView {
        let (sums, why) = self.phrase.clauses(verdict);
        let stop = match self.lang {
            Lang::Zh => "。",
            Lang::En => ". ",
        };
        VerdictView {
            kind: verdict.kind.key(),
            words: verdict.kind.words().get(self.lang).to_owned(),
            more: self.phrase.qualifiers(verdict),
            sums,
            why: why
                .into_iter()
                .map(|sentence| capital(sentence, self.lang) + stop)
                .collect::<String>()
                .trim_end()
                .to_owned(),
            sources: self.evidence(from, &verdict.evidence),
            period: period.then(|| self.phrase.period(&verdict.period)),
        }
    }

    fn evidence(&self, from: &str, evidence: &[Evidence]) -> Vec<Link> {
        let link = |evidence: &Evidence| match evidence {
            Evidence::Observation(observation) => {
                let record: &Observation = &self.project.observations[*observation];
                self.source_link(from, &record.source, record.id())
            }
            Evidence::Finding(finding) => {
                let record: &Finding = &self.project.findings[*finding];
                self.source_link(from, &record.source, record.id())
            }
        };
        let mut links: Vec<Link> = Vec::new();
        for new in evidence.iter().map(link) {
            if links.iter().all(|old| old.text != new.text) {
                links.push(new);
            }
        }
        links
    }

    /// The results behind a verdict: values, and what documents say.
    pub(crate) fn results(&self, verdict: &Verdict) -> Vec<String> {
        let values =
            verdict.evidence.iter().filter(|evidence| matches!(evidence, Evidence::Observation(_))).count();
        let one = |evidence: &Evidence| match evidence {
            Evidence::Observation(observation) => {
                let observation = &self.project.observations[*observation];
                let value = self.phrase.observed(observation);
                if values < 2 {
                    return value;
                }
                let when = self.say("bracket", &[("words", &self.phrase.period(&observation.period))]);
                format!("{value}{when}")
            }
            Evidence::Finding(finding) => self.quoted(&self.project.findings[*finding].says),
        };
        verdict.evidence.iter().map(one).collect()
    }
}

pub(crate) fn capital(sentence: String, lang: Lang) -> String {
    let mut characters = sentence.chars();
    match (lang, characters.next()) {
        (Lang::En, Some(first)) => first.to_uppercase().chain(characters).collect(),
        _ => sentence,
    }
}

/// Counts of verdicts for readers.
#[derive(Debug, Serialize)]
pub(crate) struct TallyView {
    pub(crate) total: u32,
    pub(crate) sentence: String,
    pub(crate) parts: Vec<TallyPart>,
    pub(crate) zero: String,
}

/// One kind of verdict and how often it was given.
#[derive(Debug, Serialize)]
pub(crate) struct TallyPart {
    pub(crate) kind: &'static str,
    pub(crate) words: String,
    /// Nothing: what qualifies a verdict is not counted.
    more: &'static str,
    pub(crate) count: u32,
}

impl Scene<'_> {
    /// Counts for readers: the kinds that occur, and met and missed always.
    pub(crate) fn tally(&self, tally: &Tally) -> TallyView {
        let always = |kind: VerdictKind| matches!(kind, VerdictKind::Met | VerdictKind::Missed);
        let words = |kind: VerdictKind| kind.words().get(self.lang).to_owned();
        let parts = tally.entries().filter(|(kind, count)| *count > 0 || always(*kind));
        let zero: Vec<String> = tally
            .entries()
            .filter(|(kind, count)| *count == 0 && !always(*kind))
            .map(|(kind, _)| words(kind))
            .collect();
        TallyView {
            total: tally.total(),
            sentence: self.tally_sentence(tally),
            parts: parts
                .map(|(kind, count)| TallyPart { kind: kind.key(), words: words(kind), more: "", count })
                .collect(),
            zero: self.phrase.list(&zero),
        }
    }

    /// `6 项已达到，9 项有进展报告，…` in the order of the kinds.
    pub(crate) fn tally_sentence(&self, tally: &Tally) -> String {
        let parts: Vec<String> = tally
            .entries()
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| {
                let words = match (kind, self.lang) {
                    (VerdictKind::NoReport, Lang::Zh) => "未见报告",
                    (VerdictKind::NoReport, Lang::En) => "not reported",
                    _ => kind.words().get(self.lang),
                };
                match self.lang {
                    Lang::Zh => format!("{count} 项{words}"),
                    Lang::En => format!("{count} {words}"),
                }
            })
            .collect();
        parts.join(match self.lang {
            Lang::Zh => "，",
            Lang::En => ", ",
        })
    }
}
