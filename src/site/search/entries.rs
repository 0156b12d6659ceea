//! What can be found: names, titles, terms, values, statements and prose, each with its words and its address.
//!
//! In: the scene and the sections of prose. Out: [`Item`]s, kind by kind and in a fixed order, and the [`Entry`] of each, which is made when
//! it is needed: there may be a million. It must not know how they are looked up.

use crate::model::{
    Body, Comparison, Document, Finding, Indicator, Place, Plan, Record, Ref, Subject, Table, Text,
};
use crate::site::route::{Route, relative};
use crate::site::scene::{Link, Scene};

/// The kinds in the order in which results are shown; each has its words in `strings.toml`.
pub(super) const KINDS: [&str; 12] = [
    "plan",
    "indicator",
    "figure",
    "promise",
    "task",
    "provision",
    "duty",
    "finding",
    "document",
    "place",
    "body",
    "prose",
];

/// Something that can be found.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What it is called.
    pub(super) title: String,
    /// Its other words.
    pub(super) text: String,
    /// Where it stands, as seen from the search page.
    pub(super) href: String,
}

/// A section of prose: its page, its heading and its words.
#[derive(Clone, Debug)]
pub(crate) struct Section {
    path: String,
    /// The id of its heading; empty before the first.
    anchor: String,
    title: String,
    text: String,
}

/// The sections of a piece of prose, from the HTML that was made of it.
pub(crate) fn sections(path: &str, title: &str, html: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let (mut heading, mut anchor, mut words) = (String::new(), String::new(), String::new());
    let mut put = |heading: &str, anchor: &str, words: &mut String| {
        let text = one_line(&std::mem::take(words));
        if !text.is_empty() || heading.is_empty() {
            let title = if heading.is_empty() { title.to_owned() } else { format!("{title} · {heading}") };
            sections.push(Section { path: path.to_owned(), anchor: anchor.to_owned(), title, text });
        }
    };
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        words.push_str(before);
        let Some((tag, mut tail)) = after.split_once('>') else { break };
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        match name {
            "svg" => tail = tail.split_once("</svg>").map_or("", |(_, tail)| tail),
            "h2" | "h3" | "h4" => {
                put(&heading, &anchor, &mut words);
                let (own, after) = tail.split_once(&format!("</{name}>")).unwrap_or((tail, ""));
                // The link of a heading to itself is none of its words.
                let own = own.split_once("<a class=\"anchor\"").map_or(own, |(own, _)| own);
                let id = tag.split_once("id=\"").and_then(|(_, rest)| rest.split_once('"'));
                anchor = id.map(|(id, _)| id.to_owned()).unwrap_or_default();
                (heading, tail) = (one_line(&plain(own)), after);
            }
            _ if is_inline(tag) => {}
            _ => words.push(' '),
        }
        rest = tail;
    }
    words.push_str(rest);
    put(&heading, &anchor, &mut words);
    for section in &mut sections {
        section.text = one_line(&unescaped(&section.text));
    }
    sections
}

/// Whether a tag stands within a line, so that the words beside it belong together.
fn is_inline(tag: &str) -> bool {
    let name =
        tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    ["a", "em", "strong", "b", "i", "code", "span", "sup", "sub", "del", "mark"].contains(&name)
}

fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
    unescaped(&text)
}

fn unescaped(text: &str) -> String {
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

/// A text without breaks of lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Something that can be found, before it is put into words.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    Plan(Ref<Plan>),
    Indicator(Ref<Indicator>),
    Figure(Ref<Place>, Ref<Indicator>),
    Statement(Subject),
    Comparison(Ref<Comparison>),
    Finding(Ref<Finding>),
    Document(Ref<Document>),
    Place(Ref<Place>),
    Body(Ref<Body>),
    /// The number of a section of prose.
    Prose(usize),
}

impl Item {
    /// One of [`KINDS`].
    pub(super) fn kind(self) -> &'static str {
        match self {
            Item::Plan(_) | Item::Statement(Subject::Plan(_)) => "plan",
            Item::Indicator(_) => "indicator",
            Item::Figure(..) => "figure",
            Item::Comparison(_) | Item::Statement(Subject::Target(_) | Subject::Milestone(_)) => "promise",
            Item::Statement(Subject::Task(_) | Subject::Part(_)) => "task",
            Item::Statement(Subject::Provision(_)) => "provision",
            Item::Statement(Subject::Duty(_)) => "duty",
            Item::Finding(_) => "finding",
            Item::Document(_) => "document",
            Item::Place(_) => "place",
            Item::Body(_) => "body",
            Item::Prose(_) => "prose",
        }
    }

    /// Everything that can be found, with so many sections of prose, kind by kind in the order of [`KINDS`].
    pub(super) fn all(scene: &Scene<'_>, sections: usize) -> Vec<Item> {
        let project = scene.project;
        let mut items: Vec<Item> = Vec::new();
        items.extend(each(&project.plans, Item::Plan));
        items.extend(each(&project.indicators, Item::Indicator));
        // The figures indicator by indicator, so that what is found together stands in few files.
        items.extend(project.indicators.entries().flat_map(|(indicator, _)| {
            scene.index.places_with(indicator).iter().map(move |place| Item::Figure(*place, indicator))
        }));
        items.extend(each(&project.targets, |of| Item::Statement(Subject::Target(of))));
        items.extend(each(&project.milestones, |of| Item::Statement(Subject::Milestone(of))));
        items.extend(each(&project.comparisons, Item::Comparison));
        items.extend(each(&project.tasks, |of| Item::Statement(Subject::Task(of))));
        items.extend(each(&project.parts, |of| Item::Statement(Subject::Part(of))));
        items.extend(each(&project.provisions, |of| Item::Statement(Subject::Provision(of))));
        items.extend(each(&project.duties, |of| Item::Statement(Subject::Duty(of))));
        items.extend(each(&project.findings, Item::Finding));
        items.extend(each(&project.documents, Item::Document));
        items.extend(each(&project.places, Item::Place));
        items.extend(each(&project.bodies, Item::Body));
        items.extend((0..sections).map(Item::Prose));
        items
    }
}

/// The items of the records of a table, in their order.
fn each<T: Record>(table: &Table<T>, item: impl Fn(Ref<T>) -> Item) -> impl Iterator<Item = Item> {
    table.entries().map(move |(reference, _)| item(reference))
}

/// What puts items into words.
pub(super) struct Make<'s, 'p> {
    scene: &'s Scene<'p>,
    sections: &'s [Section],
    from: String,
}

impl<'s, 'p> Make<'s, 'p> {
    pub(super) fn new(scene: &'s Scene<'p>, sections: &'s [Section]) -> Self {
        Make { scene, sections, from: scene.path(Route::Search) }
    }
}

impl Make<'_, '_> {
    /// The entry of an item.
    pub(super) fn entry(&self, item: Item) -> Entry {
        match item {
            Item::Plan(plan) => self.plan(plan),
            Item::Indicator(indicator) => self.indicator(indicator),
            Item::Figure(place, indicator) => self.figure(place, indicator),
            Item::Statement(subject) => self.statement(subject),
            Item::Comparison(comparison) => self.comparison(comparison),
            Item::Finding(finding) => self.finding(finding),
            Item::Document(document) => self.document(document),
            Item::Place(place) => self.place(place),
            Item::Body(body) => self.body(body),
            Item::Prose(number) => self.prose(&self.sections[number]),
        }
    }

    fn of(&self, link: Link, words: &[Option<String>]) -> Entry {
        let mut text = String::new();
        for word in words.iter().flatten().filter(|word| !word.is_empty()) {
            if !text.is_empty() {
                text.push_str(self.scene.strings.get(self.scene.lang, "semicolon"));
            }
            text.push_str(word);
        }
        Entry { title: one_line(&link.text), text: one_line(&text), href: link.href }
    }

    fn link(&self, route: Route<'_>, text: &Text) -> Link {
        Link { href: self.scene.href(&self.from, route), text: self.scene.text(text) }
    }

    fn some(&self, text: &Option<Text>) -> Option<String> {
        text.as_ref().map(|text| self.scene.text(text))
    }

    fn many(&self, texts: &[Text]) -> Option<String> {
        (!texts.is_empty()).then(|| {
            self.scene.phrase.list(&texts.iter().map(|text| self.scene.text(text)).collect::<Vec<_>>())
        })
    }

    fn plan(&self, plan: Ref<Plan>) -> Entry {
        let plan = &self.scene.project.plans[plan];
        let themes: Vec<Text> = plan.phases.iter().map(|phase| phase.theme.clone()).collect();
        let words = [
            Some(self.scene.text(&plan.short)),
            self.many(&plan.issuers),
            self.many(&themes),
            self.some(&plan.summary),
            self.some(&plan.note),
        ];
        self.of(self.link(Route::Plan(plan), &plan.title), &words)
    }

    fn indicator(&self, indicator: Ref<Indicator>) -> Entry {
        let indicator = &self.scene.project.indicators[indicator];
        let words = [
            self.many(&indicator.aliases),
            self.some(&indicator.definition),
            self.some(&indicator.basis),
            self.some(&indicator.counts),
            self.some(&indicator.note),
        ];
        self.of(self.link(Route::Indicator(indicator), &indicator.name), &words)
    }

    fn document(&self, document: Ref<Document>) -> Entry {
        let document = &self.scene.project.documents[document];
        let titles: Vec<Text> = document.copies.iter().filter_map(|copy| copy.title.clone()).collect();
        let words = [
            self.some(&document.number),
            self.many(&document.issuers),
            self.many(&document.authors),
            self.some(&document.published_in),
            self.many(&titles),
            self.some(&document.note),
        ];
        self.of(self.link(Route::Document(document), &document.title), &words)
    }

    fn place(&self, place: Ref<Place>) -> Entry {
        let place = &self.scene.project.places[place];
        let kind = place.kind.words().get(self.scene.lang).to_owned();
        self.of(self.link(Route::Place(place), &place.name), &[Some(kind), self.some(&place.note)])
    }

    fn body(&self, body: Ref<Body>) -> Entry {
        let body = &self.scene.project.bodies[body];
        let words = [self.many(&body.aliases), self.some(&body.note)];
        self.of(self.link(Route::Body(body), &body.name), &words)
    }

    fn prose(&self, section: &Section) -> Entry {
        let page = relative(&self.from, &section.path);
        Entry {
            href: if section.anchor.is_empty() { page } else { format!("{page}#{}", section.anchor) },
            title: section.title.clone(),
            text: section.text.clone(),
        }
    }

    fn figure(&self, place: Ref<Place>, indicator: Ref<Indicator>) -> Entry {
        let scene = self.scene;
        let (at, of) = (&scene.project.places[place], &scene.project.indicators[indicator]);
        let title =
            scene.say("title.figure", &[("place", &scene.text(&at.name)), ("name", &scene.text(&of.name))]);
        let observations = scene.assessment.evidence().observations(place, indicator);
        let value = |reference: &Ref<_>| {
            let observation = &scene.project.observations[*reference];
            let (period, value) =
                (scene.phrase.period(&observation.period), scene.phrase.observed(observation));
            let name = observation.name.as_deref().map(|name| format!(" {}", scene.text(name)));
            let name = name.unwrap_or_default();
            Some(format!("{period}{name} {value}"))
        };
        let words: Vec<Option<String>> = observations.iter().map(value).collect();
        self.of(Link { href: scene.href(&self.from, Route::Figure(at, of)), text: title }, &words)
    }

    fn finding(&self, finding: Ref<Finding>) -> Entry {
        let project = self.scene.project;
        let finding = &project.findings[finding];
        let link = self.scene.source_link(&self.from, &finding.source, finding.id());
        let link = Link { text: self.scene.text(&finding.says), ..link };
        let document = self.scene.text(&project.documents[finding.source.document].title);
        self.of(link, &[self.some(&finding.because), Some(document)])
    }

    fn comparison(&self, comparison: Ref<Comparison>) -> Entry {
        let comparison = &self.scene.project.comparisons[comparison];
        self.of(self.link(Route::Levels, &comparison.name), &[self.some(&comparison.because)])
    }

    /// What plans say, and what documents say of it.
    fn statement(&self, subject: Subject) -> Entry {
        let (scene, project) = (self.scene, self.scene.project);
        let link = scene.subject_link(&self.from, subject);
        let plan = Some(scene.text(&project.plans[project.plan_of(subject)].short));
        let own = match subject {
            Subject::Target(_) | Subject::Milestone(_) => project.promise(subject).map(|promise| {
                let place = scene.text(&project.places[promise.place].name);
                vec![
                    Some(scene.text(promise.printed)),
                    Some(place),
                    Some(scene.phrase.period(promise.period)),
                    promise.note.map(|note| scene.text(note)),
                ]
            }),
            Subject::Task(task) => {
                let task = &project.tasks[task];
                Some(vec![self.some(&task.summary), self.some(&task.note)])
            }
            Subject::Part(part) => Some(vec![self.some(&project.parts[part].summary)]),
            Subject::Provision(provision) => {
                let provision = &project.provisions[provision];
                Some(vec![Some(scene.text(&provision.printed)), self.some(&provision.note)])
            }
            Subject::Duty(duty) => {
                let duty = &project.duties[duty];
                Some(vec![self.some(&duty.toward), self.some(&duty.note)])
            }
            Subject::Plan(_) => None,
        };
        let words: Vec<Option<String>> = own.unwrap_or_default().into_iter().chain([plan]).collect();
        self.of(link, &words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_cut_at_its_headings() {
        let html = "<p>一<strong>二</strong>三</p><h2>四 <em>五</em></h2><svg><title>没有</title></svg><p>六 &lt;b&gt;</p><ul><li>七</li><li>八</li></ul>";
        let found = sections("pages/a.html", "页", html);
        let found: Vec<(&str, &str)> =
            found.iter().map(|one| (one.title.as_str(), one.text.as_str())).collect();
        assert_eq!(found, [("页", "一二三"), ("页 · 四 五", "六 <b> 七 八")]);
    }
}
