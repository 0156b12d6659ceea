//! Every address of the site is made here, with its language.
//!
//! In: what is to be shown. Out: the path of its file below the site's folder, and relative links between paths.
//! It must not know whether a page exists; nothing it makes starts with `/`.

use crate::model::{Body, Document, Indicator, Place, Plan, Record, Task};

/// The form in which a thing is shown: the ending of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    Html,
    Svg,
    Png,
    Csv,
    /// The variant of a CSV for spreadsheets.
    Spreadsheet,
    Json,
    /// A page to be shown within pages of others.
    Embed,
    /// What programs follow.
    Feed,
}

impl Form {
    fn ending(self) -> &'static str {
        match self {
            Form::Html => "html",
            Form::Svg => "svg",
            Form::Png => "png",
            Form::Csv => "csv",
            Form::Spreadsheet => "excel.csv",
            Form::Json => "json",
            Form::Embed => "embed.html",
            Form::Feed => "atom.xml",
        }
    }
}

/// The bytes of most paths, with an anchor behind them, and the fewest that are set aside for one.
const PATH: usize = 96;

/// What has an address.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Route<'p> {
    Home,
    Plan(&'p Plan),
    Plans,
    /// What a plan promised for one of its years.
    Year(&'p Plan, i16),
    /// What a plan promised for its whole time.
    Whole(&'p Plan),
    Task(&'p Plan, &'p Task),
    PlanDeadlines(&'p Plan),
    /// The chart of a plan's tasks by body; it has no page of its own.
    PlanBodies(&'p Plan),
    /// The chart of a plan's results against its targets; it has no page of its own.
    PlanResults(&'p Plan),
    PlanDuties(&'p Plan),
    Figure(&'p Place, &'p Indicator),
    Indicator(&'p Indicator),
    /// The places of an indicator by their values.
    Values(&'p Indicator),
    Indicators,
    Place(&'p Place),
    /// The chart of a place's shares in two years; it has no page of its own.
    PlaceChange(&'p Place),
    Places,
    Document(&'p Document),
    Documents,
    Body(&'p Body),
    Bodies,
    Levels,
    /// All plans in one year.
    AllPlans(i16),
    Deadlines,
    Duties,
    Prose(&'p str),
    Data,
    /// The report in one piece.
    Book,
    Search,
    /// What a server shows for an address that leads nowhere.
    Lost,
    /// Names in their order.
    Names,
    /// Names by the number of strokes.
    Strokes,
    /// What verdicts and other terms mean.
    Terms,
    /// The frozen editions that the site carries.
    Editions,
    /// What changed since editions, and all revisions.
    Changes,
    /// What changed between two editions, by the name of the page: `2023..2025`.
    Diff(&'p str),
}

/// A language of the site: the folder below which its pages stand; the default language has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Prefix<'p>(pub(crate) &'p str);

impl Route<'_> {
    /// The path below the site's folder.
    pub(crate) fn path(self, prefix: Prefix<'_>, form: Form) -> String {
        let mut path = prefix.below("");
        path.reserve(PATH);
        let mut put = |pieces: &[&str]| pieces.iter().for_each(|piece| path.push_str(piece));
        match self {
            Route::Home => put(&["index"]),
            Route::Plans => put(&["plans/index"]),
            Route::Plan(plan) => put(&["plans/", plan.id()]),
            Route::Year(plan, year) => put(&["plans/", plan.id(), "/", &year.to_string()]),
            Route::Whole(plan) => put(&["plans/", plan.id(), "/whole"]),
            Route::Task(plan, task) => put(&["plans/", plan.id(), "/tasks/", &task.number.to_string()]),
            Route::PlanDeadlines(plan) => put(&["plans/", plan.id(), "/deadlines"]),
            Route::PlanBodies(plan) => put(&["plans/", plan.id(), "/bodies"]),
            Route::PlanResults(plan) => put(&["plans/", plan.id(), "/results"]),
            Route::PlanDuties(plan) => put(&["plans/", plan.id(), "/duties"]),
            Route::Body(body) => put(&["bodies/", body.id()]),
            Route::Bodies => put(&["bodies/index"]),
            Route::Levels => put(&["levels"]),
            Route::AllPlans(year) => put(&["years/", &year.to_string()]),
            Route::Deadlines => put(&["deadlines"]),
            Route::Duties => put(&["duties"]),
            Route::Figure(place, indicator) => put(&["figures/", place.id(), "/", indicator.id()]),
            Route::Indicator(indicator) => put(&["indicators/", indicator.id()]),
            Route::Values(indicator) => put(&["indicators/", indicator.id(), "/values"]),
            Route::Indicators => put(&["indicators/index"]),
            Route::Place(place) => put(&["places/", place.id()]),
            Route::PlaceChange(place) => put(&["places/", place.id(), "/change"]),
            Route::Places => put(&["places/index"]),
            Route::Document(document) => put(&["documents/", document.id()]),
            Route::Documents => put(&["documents/index"]),
            Route::Prose(slug) => put(&["pages/", slug]),
            Route::Data => put(&["data/index"]),
            Route::Book => put(&["book"]),
            Route::Lost => put(&["404"]),
            Route::Search => put(&["search"]),
            Route::Names => put(&["names"]),
            Route::Strokes => put(&["strokes"]),
            Route::Terms => put(&["terms"]),
            Route::Editions => put(&["editions"]),
            Route::Changes => put(&["changes/index"]),
            Route::Diff(stem) => put(&["changes/", stem]),
        }
        put(&[".", form.ending()]);
        path
    }
}

impl Route<'_> {
    /// The path of a part of a long list: the first has that of the list, the second `…-2`.
    pub(crate) fn part(self, prefix: Prefix<'_>, form: Form, part: usize) -> String {
        let path = self.path(prefix, form);
        match (part, path.rsplit_once('.')) {
            (0, _) | (_, None) => path,
            (part, Some((stem, ending))) => format!("{stem}-{}.{ending}", part + 1),
        }
    }
}

impl Prefix<'_> {
    /// The path of a file of the search, by its kind and number.
    pub(crate) fn search(self, kind: char, number: usize) -> String {
        self.below(&format!("search/{kind}{number}.js"))
    }

    /// The path in this language of what has a path in the default one.
    pub(crate) fn below(self, path: &str) -> String {
        match self.0 {
            "" => path.to_owned(),
            language => format!("{language}/{path}"),
        }
    }
}

/// The link that leads from one path to another, both below the site's folder.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let shared = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let same = from.as_bytes()[..shared].iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1);
    let up = from.as_bytes()[same..].iter().filter(|byte| **byte == b'/').count();
    let mut link = String::with_capacity(up * 3 + to.len() - same);
    (0..up).for_each(|_| link.push_str("../"));
    link.push_str(&to[same..]);
    link
}

/// Where a file of a frozen edition's site stands below the folder of the site that carries it.
pub(crate) fn frozen_path(edition: &str, path: &str) -> String {
    format!("editions/{edition}/site/{path}")
}

/// The way from the folder of a frozen edition's site to that of the site that carries it.
pub(crate) const OUT_OF_EDITION: &str = "../../../";

/// `../` for each folder between a path and the site's folder.
pub(crate) fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// The path to which a relative link leads, or `None` where it leaves the site's folder.
pub(crate) fn follow(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_are_relative_and_spell_out_the_file() {
        assert_eq!(relative("index.html", "plans/a.html"), "plans/a.html");
        assert_eq!(relative("figures/z/a.html", "index.html"), "../../index.html");
        assert_eq!(relative("figures/z/a.html", "figures/z/a.svg"), "a.svg");
        assert_eq!(relative("en/figures/z/a.html", "figures/z/a.csv"), "../../../figures/z/a.csv");
        assert_eq!(follow("pages/a.html", "../../x.html"), None);
    }

    proptest! {
        #[test]
        fn a_link_leads_where_it_was_made_to_lead(from in "[a-c]{1,2}(/[a-c]{1,2}){0,4}", to in "[a-c]{1,2}(/[a-c]{1,2}){0,4}") {
            let link = relative(&from, &to);
            prop_assert!(!link.starts_with('/'));
            prop_assert_eq!(follow(&from, &link), Some(to));
        }
    }
}
