//! Raw records become the model: ids become references, literals quantities, and every fault is collected.
//!
//! In: [`Raw`] records. Out: a [`Project`], or the faults; warnings come with either. It must not read files, and
//! must not judge whether a target is met.

mod checks;
mod circles;
mod condition;
mod fields;
mod formula;
mod known;
mod names;
mod official;
mod passages;
mod places;
mod plans;
mod promises;
mod registry;
mod results;
mod revisions;
mod series;
mod translations;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use fields::{Context, Fields};
use plans::Known;
use registry::{Groups, Registry, id_of};

use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::language::{RawRecord, RawValue, Spanned, is_id};
use crate::model::{
    Audience, Date, Document, FigureFile, Project, Prose, ProseHome, Record, Ref, Rounding, Site, Slots,
    SvgText,
};
use crate::read::{Raw, RawProse};

/// Resolves a project. The project is there only where no fault is an error.
pub fn resolve(raw: Raw) -> (Option<Project>, Vec<Diagnostic>) {
    resolve_known(raw, None)
}

/// Resolves a project as it was known by the end of a day. The whole of it has to be sound; its faults are those of the whole.
pub fn resolve_as_of(raw: Raw, day: Date) -> (Option<Project>, Vec<Diagnostic>) {
    let (whole, mut faults) = resolve(raw.clone());
    faults.retain(|fault| fault.fault.code != catalogue::AFTER_AS_OF.code);
    if whole.is_none() {
        return (None, faults);
    }
    let (raw, cut) = known::by(raw, day);
    let (project, found) = resolve_known(raw, Some(&cut));
    faults.extend(found.into_iter().filter(Diagnostic::is_error));
    (project, faults)
}

fn resolve_known(mut raw: Raw, cut: Option<&known::Cut>) -> (Option<Project>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let translations = translations::apply(&mut raw, &mut faults);
    let site = raw.site.and_then(|record| site(record, &mut faults));
    let audience = site.as_ref().map_or(Audience::Public, |site| site.audience);
    let (registry, mut groups, left_out) =
        Registry::build(raw.records, raw.is_partial, audience, &mut faults);
    let copies = copy_ids(&registry, &groups);
    let title_only = title_only(&groups);
    let context = Context { registry: &registry, copies: &copies, title_only: &title_only };
    let prose = prose(raw.prose, &context, cut, &mut faults);
    let closing = closing(&groups);
    let numbers = origins(&groups, "task", &["number"]);
    let figures = origins_of(&groups, "observation", RawRecord::one_of);
    let conditions = origins_of(&groups, "target", RawRecord::one_of);
    let issued = origins(&groups, "document", &["issued"]);
    let mut build = Build { context, groups: &mut groups, faults: &mut faults };

    let mut slots = Slots {
        places: build.all(places::place),
        bodies: build.all(places::body),
        indicators: build.all(places::indicator),
        documents: build.all(places::document),
        plans: build.all(plans::plan),
        parts: build.all(plans::part),
        ..Slots::default()
    };
    build.attach("copy", &mut slots.documents, places::copy);
    build.attach("defect", &mut slots.documents, places::defect);
    build.attach("annex", &mut slots.documents, places::annex);
    build.attach("excluded", &mut slots.documents, places::excluded);
    build.attach("phase", &mut slots.plans, plans::phase);
    slots.tasks = build.all(|fields| plans::task(fields, &slots.plans));
    let known = Known { plans: &slots.plans, tasks: &slots.tasks, indicators: &slots.indicators };
    slots.targets = build.all(|fields| plans::target(fields, known));
    slots.milestones = build.all(|fields| plans::milestone(fields, known));
    slots.provisions = build.all(|fields| plans::provision(fields, known));
    slots.duties = build.all(|fields| plans::duty(fields, known));
    slots.occurrences = build.all(results::occurrence);
    slots.observations = build.all(|fields| results::observation(fields, &slots.indicators));
    slots.findings = build.all(results::finding);
    slots.comparisons = build.all(results::comparison);
    slots.revisions = build.all(revisions::revision);
    debug_assert!(build.groups.is_empty(), "a kind of record that nobody builds");
    let mut ids = registry.into_ids();
    slots.name(|table| ids.remove(table).unwrap_or_default());
    formula::evaluate(&mut slots.observations, &figures, &mut faults);
    circles::all(&slots, &closing, &mut faults);
    names::all(&slots, &mut faults);
    revisions::all(&slots, &mut faults);
    checks::shared_numbers(&slots.tasks, &numbers, &mut faults);
    faults.extend(figures_and_promises(&slots, &figures, &conditions));
    if let Some(site) = &site {
        promises::late_documents(&slots, site.as_of, &issued, &mut faults);
    }

    let sound = !faults.iter().any(Diagnostic::is_error);
    let project = site.filter(|_| sound).and_then(|site| slots.complete(site, prose, left_out));
    (project.map(|project| Project { translations, ..project }), faults)
}

/// Checks the figures against each other and what was promised against them; the checks run beside each other.
fn figures_and_promises(slots: &Slots, figures: &[Origin], conditions: &[Origin]) -> Vec<Diagnostic> {
    type Check<'c> = &'c (dyn Fn(&mut Vec<Diagnostic>) + Sync);
    let checks: [Check<'_>; 3] = [
        &|faults| checks::figures(&slots.observations, &slots.indicators, figures, faults),
        &|faults| series::all(slots, figures, faults),
        &|faults| promises::all(slots, conditions, figures, faults),
    ];
    let found = checks.into_par_iter().flat_map_iter(|check| {
        let mut faults = Vec::new();
        check(&mut faults);
        faults
    });
    found.collect()
}

/// Where references stand that may lead in a circle.
fn closing(groups: &Groups) -> circles::Origins {
    circles::Origins {
        parents: origins(groups, "place", &["parent"]),
        superiors: origins(groups, "plan", &["superior"]),
        targets: origins(groups, "target", &["restates"]),
        milestones: origins(groups, "milestone", &["restates"]),
        supersedes: origins(groups, "observation", &["supersedes"]),
    }
}

/// Where each record of a group has the first of these keys that it has, or where it stands itself.
fn origins(groups: &Groups, group: &str, keys: &[&str]) -> Vec<Origin> {
    origins_of(groups, group, |record| keys.iter().find_map(|key| record.get(key)))
}

/// Where each record of a group has a value, or where it stands itself.
fn origins_of(
    groups: &Groups,
    group: &str,
    value: impl Fn(&RawRecord) -> Option<Spanned<&RawValue>> + Sync,
) -> Vec<Origin> {
    let origin = |record: &RawRecord| value(record).map_or(record.origin, |value| value.origin);
    groups.get(group).map_or(&[][..], Vec::as_slice).par_iter().map(origin).collect()
}

/// The records of one kind while they are built: `None` stands for one with a fault, so that places stay true.
pub(crate) type Built<T> = Vec<Option<T>>;

/// The record behind a reference, where it could be built.
pub(crate) fn slot<T>(slots: &Built<T>, reference: Ref<T>) -> Option<&T> {
    slots.get(reference.index()).and_then(Option::as_ref)
}

struct Build<'c, 'b> {
    context: Context<'c>,
    groups: &'b mut Groups,
    faults: &'b mut Vec<Diagnostic>,
}

impl Build<'_, '_> {
    /// Builds all records of a group in the order of their ids, in parallel. They get their ids when all are built.
    fn all<T: Record + Send>(&mut self, build: impl Fn(&mut Fields<'_, '_>) -> Option<T> + Sync) -> Built<T> {
        let records = self.groups.remove(T::TABLE).unwrap_or_default();
        // Few records have faults, so that their list is no part of each.
        let found = Mutex::new(BTreeMap::new());
        let one = |(place, raw): (usize, RawRecord)| {
            let own = self.context.registry.id(Ref::<T>::new(place));
            let mut faults = Vec::new();
            let built = build(&mut Fields::of(own, raw, &self.context, &mut faults));
            if !faults.is_empty() {
                found.lock().unwrap_or_else(PoisonError::into_inner).insert(place, faults);
            }
            built
        };
        let built = records.into_par_iter().enumerate().map(one).collect();
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.faults.extend(found.into_values().flatten());
        built
    }

    /// Builds the records of a group and puts each into the record to which it belongs.
    fn attach<T>(
        &mut self,
        group: &'static str,
        owners: &mut Built<T>,
        mut build: impl FnMut(&mut Fields<'_, '_>, &mut Built<T>) -> Option<()>,
    ) {
        for raw in self.groups.remove(group).unwrap_or_default() {
            build(&mut Fields::new(raw, &self.context, self.faults), owners);
        }
    }
}

/// The ids of the copies of each document, in the order of files and lines.
fn copy_ids(registry: &Registry, groups: &Groups) -> Vec<Vec<Box<str>>> {
    let documents = groups.get("document").map_or(0, Vec::len);
    let mut ids = vec![Vec::new(); documents];
    for copy in groups.get("copy").into_iter().flatten() {
        if let Some(document) = copy.get("document").and_then(|document| document.value.line())
            && let Some(place) = registry.find::<crate::model::Document>(document)
            && let Some((id, _)) = id_of(copy)
        {
            ids[place.index()].push(id.into());
        }
    }
    ids
}

/// The places of the documents of which only the title is known.
fn title_only(groups: &Groups) -> BTreeSet<usize> {
    let is_one = |record: &RawRecord| record.get("title_only").is_some();
    let documents = groups.get("document").into_iter().flatten().enumerate();
    documents.filter(|(_, record)| is_one(record)).map(|(place, _)| place).collect()
}

fn site(record: RawRecord, faults: &mut Vec<Diagnostic>) -> Option<Site> {
    let registry = Registry::default();
    let none = BTreeSet::new();
    let context = Context { registry: &registry, copies: &[], title_only: &none };
    let mut fields = Fields::new(record, &context, faults);
    let languages = fields.lines("languages");
    for tag in &languages {
        if crate::bilingual::Lang::from_tag(&tag.value).is_none() {
            fields.fault(
                Diagnostic::new(&catalogue::LANGUAGE_UNSUPPORTED, tag.origin).with("tag", &*tag.value),
            );
        }
    }
    let rounding = fields
        .choice("rounding", |key| Some(if key == "half-up" { Rounding::HalfUp } else { Rounding::Gb8170 }));
    let is_said = fields.has("figure_files");
    let files = fields.list("figure_files").into_iter().filter_map(|item| match item.value {
        RawValue::Choice(word) => FigureFile::from_key(word),
        _ => None,
    });
    let files: Vec<FigureFile> = files.collect();
    let as_of = fields.date("as_of")?;
    let base_url = fields.line("base_url");
    let government = official::government(&mut fields, base_url.as_deref(), as_of);
    let footer = official::footer(&mut fields);
    Some(Site {
        title: fields.text("title")?,
        languages: languages.into_iter().map(|tag| tag.value).collect(),
        theme: fields.line("theme").unwrap_or_else(|| "default".into()),
        publisher: fields.text("publisher"),
        licence: fields.text("licence"),
        base_url,
        contact: fields.text("contact"),
        government,
        footer,
        as_of,
        audience: fields.choice("audience", Audience::from_key).unwrap_or(Audience::Public),
        rounding: rounding.unwrap_or_default(),
        figure_files: if is_said { files } else { FigureFile::ALL.to_vec() },
        svg_text: fields.choice("svg_text", SvgText::from_key).unwrap_or(SvgText::Text),
        font: fields.line("font"),
        spreadsheets: fields.flag("spreadsheets"),
        archive: fields.flag("archive"),
        edition: None,
        editions: Vec::new(),
    })
}

fn prose(
    raw: Vec<RawProse>,
    context: &Context<'_>,
    cut: Option<&known::Cut>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Prose> {
    let mut all = Vec::new();
    for item in raw {
        let stem = item.stem().to_owned();
        let mut head = Fields::new(item.head, context, faults);
        head.reference::<Document>("document");
        let title = head.text("title");
        let is_known = &mut |id: &str, origin: Origin, faults: &mut Vec<Diagnostic>| {
            let is_known = context.registry.find::<Document>(id).is_some();
            if !is_known && cut.is_none_or(|cut| !cut.documents.contains(id)) {
                // The place is the whole line, which no id could stand for.
                let missing = context.registry.missing(id, &["document"], origin);
                faults.extend(missing.map(|fault| fault.suggest(None::<String>)));
            }
            is_known
        };
        let markdown = passages::settle(&item.markdown, (item.file, item.start), faults, is_known);
        let parts: Vec<&str> = stem.split('/').collect();
        let home = match parts[..] {
            ["content", "pages", slug] if is_id(slug) => Some((ProseHome::Page, slug)),
            ["content", "plans", plan, slug] if is_id(slug) => {
                context.registry.find(plan).map(|plan| (ProseHome::Plan(plan), slug))
            }
            _ => None,
        };
        match (home, title) {
            (Some((home, slug)), Some(title)) => all.push(Prose {
                home,
                slug: slug.into(),
                lang: item.lang,
                title,
                file: item.file,
                start: item.start,
                markdown,
            }),
            (None, _) if context.registry.is_partial() => {}
            (None, _) => faults.push(Diagnostic::new(&catalogue::PROSE_HOME, Origin::File(item.file))),
            (Some(_), None) => {}
        }
    }
    all
}
