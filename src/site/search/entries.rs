//! What can be found: names, titles, terms, values, statements and prose, each with its words and its address.
//!
//! In: the scene and the sections of prose. Out: [`Entry`]s, kind by kind and in a fixed order. It must not know how they are looked up.

use rayon::prelude::*;

use crate::model::{Indicator, Place, Record, Ref, Subject, Table, Text};
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
    /// Its place in [`KINDS`].
    pub(super) kind: usize,
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

/// Everything that can be found.
pub(super) fn all(scene: &Scene<'_>, sections: Vec<Section>) -> Vec<Entry> {
    let make = Make { scene, from: scene.path(Route::Search) };
    let mut entries = make.registers();
    entries.extend(make.figures());
    entries.extend(make.statements());
    let prose = KINDS.len() - 1;
    entries.extend(sections.into_iter().map(|section| Entry {
        kind: prose,
        href: match section.anchor.as_str() {
            "" => relative(&make.from, &section.path),
            anchor => format!("{}#{anchor}", relative(&make.from, &section.path)),
        },
        title: section.title,
        text: section.text,
    }));
    entries.sort_by_key(|entry| entry.kind);
    entries
}

/// What makes entries.
struct Make<'s, 'p> {
    scene: &'s Scene<'p>,
    from: String,
}

impl Make<'_, '_> {
    fn entry(&self, kind: &str, link: Link, words: &[Option<String>]) -> Entry {
        let mut text = String::new();
        for word in words.iter().flatten().filter(|word| !word.is_empty()) {
            if !text.is_empty() {
                text.push_str(self.scene.strings.get(self.scene.lang, "semicolon"));
            }
            text.push_str(word);
        }
        Entry {
            kind: KINDS.iter().position(|known| *known == kind).unwrap_or(KINDS.len() - 1),
            title: one_line(&link.text),
            text: one_line(&text),
            href: link.href,
        }
    }

    fn some(&self, text: &Option<Text>) -> Option<String> {
        text.as_ref().map(|text| self.scene.text(text))
    }

    fn many(&self, texts: &[Text]) -> Option<String> {
        (!texts.is_empty()).then(|| {
            self.scene.phrase.list(&texts.iter().map(|text| self.scene.text(text)).collect::<Vec<_>>())
        })
    }

    /// Plans, indicators, documents, places and bodies.
    fn registers(&self) -> Vec<Entry> {
        let (scene, from) = (self.scene, self.from.as_str());
        let project = scene.project;
        let link =
            |route: Route<'_>, text: &Text| Link { href: scene.href(from, route), text: scene.text(text) };
        let mut entries = Vec::new();
        for plan in project.plans.iter() {
            let themes: Vec<Text> = plan.phases.iter().map(|phase| phase.theme.clone()).collect();
            let words = [
                Some(scene.text(&plan.short)),
                self.many(&plan.issuers),
                self.many(&themes),
                self.some(&plan.summary),
                self.some(&plan.note),
            ];
            entries.push(self.entry("plan", link(Route::Plan(plan), &plan.title), &words));
        }
        for indicator in project.indicators.iter() {
            let words = [
                self.many(&indicator.aliases),
                self.some(&indicator.definition),
                self.some(&indicator.basis),
                self.some(&indicator.counts),
                self.some(&indicator.note),
            ];
            entries.push(self.entry("indicator", link(Route::Indicator(indicator), &indicator.name), &words));
        }
        for document in project.documents.iter() {
            let titles: Vec<Text> = document.copies.iter().filter_map(|copy| copy.title.clone()).collect();
            let words = [
                self.some(&document.number),
                self.many(&document.issuers),
                self.many(&document.authors),
                self.some(&document.published_in),
                self.many(&titles),
                self.some(&document.note),
            ];
            entries.push(self.entry("document", link(Route::Document(document), &document.title), &words));
        }
        for place in project.places.iter() {
            let kind = place.kind.words().get(scene.lang).to_owned();
            let words = [Some(kind), self.some(&place.note)];
            entries.push(self.entry("place", link(Route::Place(place), &place.name), &words));
        }
        for body in project.bodies.iter() {
            let words = [self.many(&body.aliases), self.some(&body.note)];
            entries.push(self.entry("body", link(Route::Body(body), &body.name), &words));
        }
        entries
    }

    /// The figures: indicator by indicator, so that what is found together stands in few files.
    fn figures(&self) -> Vec<Entry> {
        let index = &self.scene.index;
        let cells = self.scene.project.indicators.entries().flat_map(|(indicator, _)| {
            index.places_with(indicator).iter().map(move |place| (*place, indicator))
        });
        cells
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(place, indicator)| self.figure(place, indicator))
            .collect()
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
            let name = self.some(&observation.name).map(|name| format!(" {name}")).unwrap_or_default();
            Some(format!("{period}{name} {value}"))
        };
        let words: Vec<Option<String>> = observations.iter().map(value).collect();
        self.entry(
            "figure",
            Link { href: scene.href(&self.from, Route::Figure(at, of)), text: title },
            &words,
        )
    }

    /// What plans say, and what documents say of it.
    fn statements(&self) -> Vec<Entry> {
        let project = self.scene.project;
        let mut entries = Vec::new();
        entries.extend(self.each(&project.targets, "promise", Subject::Target));
        entries.extend(self.each(&project.milestones, "promise", Subject::Milestone));
        entries.extend(self.each(&project.tasks, "task", Subject::Task));
        entries.extend(self.each(&project.parts, "task", Subject::Part));
        entries.extend(self.each(&project.provisions, "provision", Subject::Provision));
        entries.extend(self.each(&project.duties, "duty", Subject::Duty));
        for finding in project.findings.iter() {
            let link = self.scene.source_link(&self.from, &finding.source, finding.id());
            let link = Link { text: self.scene.text(&finding.says), ..link };
            let document = self.scene.text(&project.documents[finding.source.document].title);
            entries.push(self.entry("finding", link, &[self.some(&finding.because), Some(document)]));
        }
        for comparison in project.comparisons.iter() {
            let levels = self.scene.href(&self.from, Route::Levels);
            let link = Link { href: levels, text: self.scene.text(&comparison.name) };
            entries.push(self.entry("promise", link, &[self.some(&comparison.because)]));
        }
        entries
    }

    fn each<T: Record + Sync>(
        &self,
        table: &Table<T>,
        kind: &str,
        subject: fn(Ref<T>) -> Subject,
    ) -> Vec<Entry> {
        let references: Vec<Ref<T>> = table.entries().map(|(reference, _)| reference).collect();
        references.into_par_iter().map(|reference| self.statement(kind, subject(reference))).collect()
    }

    fn statement(&self, kind: &str, subject: Subject) -> Entry {
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
        self.entry(kind, link, &words)
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
