//! Single pages ahead of the whole site, for an author who looks at them while the rest is made.
//!
//! In: an assessment and the paths of pages. Out: those of them that can be made alone, with the styles that they load, in the
//! sink; each is the same to the byte as in the whole. It must not be taken for a check: faults of other pages are found with
//! the whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::template::Templates;
use super::{Failure, Pages, Rendered, Route, Sink, Theme, view};
use crate::assess::Assessment;
use crate::chart;
use crate::diagnostic::Diagnostic;
use crate::edition::Editions;
use crate::model::{Plan, ProseHome, Ref};
use crate::site::data;
use crate::site::route::Prefix;

/// Composes the pages at these paths, and all prose of their languages; lists and what stands beside pages are left to the whole.
///
/// # Errors
/// Faults of the prose and of these pages; or what the sink says.
pub fn compose_first<S: Sink>(
    assessment: &Assessment<'_>,
    (theme, editions): (&Theme, &Editions),
    paths: &[String],
    sink: &S,
    faults: &mut Vec<Diagnostic>,
) -> Result<(), Failure<S::Error>> {
    let past = super::past(assessment, editions);
    let strings = Arc::new(theme.strings());
    let fonts = theme.fonts()?;
    for (place, tag) in assessment.project.site.languages.iter().enumerate() {
        let prefix = Prefix(if place == 0 { "" } else { tag });
        let scene = super::scene(assessment, (tag, prefix), &strings, &fonts, &past);
        let here: Vec<&String> = paths.iter().filter(|path| scene.has_page(path)).collect();
        if here.is_empty() {
            continue;
        }
        let templates = Templates::new(theme, &strings, scene.lang).map_err(Failure::Faults)?;
        let pages = Pages::new(&scene, &templates, sink);
        let Rendered { of_plans, .. } = pages.prose(faults)?;
        here.par_iter().try_for_each(|path| pages.one(path, &of_plans))?;
    }
    for (path, bytes) in theme.assets() {
        sink.put(path, bytes).map_err(Failure::Sink)?;
    }
    sink.put("chart.css", chart::stylesheet().as_bytes()).map_err(Failure::Sink)
}

impl<S: Sink> Pages<'_, '_, S> {
    /// The page at a path, if it is of a kind that is made alone.
    fn one(&self, path: &str, prose: &[(ProseHome, view::ProseView)]) -> Result<(), Failure<S::Error>> {
        let (scene, project) = (self.scene, self.scene.project);
        let is = |route: Route<'_>| scene.path(route) == path;
        if is(Route::Home) {
            return self.page(Route::Home, "home.html", &view::home(scene));
        }
        for (place, indicator) in &scene.figures {
            let route = Route::Figure(&project.places[*place], &project.indicators[*indicator]);
            if is(route) {
                let csv = data::figure(scene.assessment, *place, *indicator, scene.lang);
                let page = view::figure(scene, *place, *indicator, &csv);
                return self.page(route, "figure.html", &page.view);
            }
        }
        if let Some((place, record)) = project.places.entries().find(|(_, record)| is(Route::Place(record))) {
            return self.page(Route::Place(record), "place.html", &view::place(scene, place).0);
        }
        let mut documents = project.documents.entries();
        if let Some((document, record)) = documents.find(|(_, record)| is(Route::Document(record))) {
            return self.page(Route::Document(record), "document.html", &view::document(scene, document));
        }
        project.plans.entries().try_for_each(|(plan, record)| {
            if is(Route::Plan(record)) {
                let of_plan = ProseHome::Plan(plan);
                let own = prose.iter().filter(|(home, _)| *home == of_plan).map(|(_, prose)| prose.clone());
                let (view, _) = view::plan(scene, plan, own.collect());
                return self.page(Route::Plan(record), "plan.html", &view);
            }
            self.one_of_plan(path, plan, record)
        })
    }

    fn one_of_plan(&self, path: &str, plan: Ref<Plan>, record: &Plan) -> Result<(), Failure<S::Error>> {
        let scene = self.scene;
        let years: BTreeMap<String, i16> = view::report_years(scene, plan)
            .into_iter()
            .map(|year| (scene.path(Route::Year(record, year)), year))
            .collect();
        if let Some(year) = years.get(path) {
            let view = view::annual(scene, plan, *year);
            return self.page(Route::Year(record, *year), "annual.html", &view);
        }
        for task in &scene.index.plan(plan).tasks {
            let route = Route::Task(record, &scene.project.tasks[*task]);
            if scene.path(route) == path {
                return self.page(route, "task.html", &view::task(scene, *task));
            }
        }
        Ok(())
    }
}
