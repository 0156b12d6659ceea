//! What was known by a day: a site goes back to it, whole and sound, and says nothing of what came later.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use dajuan::assess::assess;
use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Diagnostic, to_text};
use dajuan::model::{Date, Project};
use support::{check_as_of, composed, project};

/// A sound project as it was known by the end of a day, without the prose of later days; and what was said of it.
fn as_of(root: &Path, day: &str) -> (Project, Vec<Diagnostic>) {
    let checked = check_as_of(root, Date::parse(day));
    let told = to_text(&checked.faults, &checked.sources, Lang::En, false);
    assert!(!checked.faults.iter().any(Diagnostic::is_error), "{told}");
    (checked.project.unwrap(), checked.faults)
}

/// This repository's project as of a day.
fn own(day: &str) -> Project {
    as_of(Path::new(env!("CARGO_MANIFEST_DIR")), day).0
}

/// The base project with files laid over it, as of a day.
fn base(files: &[(&str, &str)], day: &str) -> (Project, Vec<Diagnostic>) {
    let root = project();
    for (path, text) in files.iter().chain([&PLACES]) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let head = if path.extension().is_some_and(|ending| ending == "toml") { "format = 1\n" } else { "" };
        fs::write(path, format!("{head}{text}\n")).unwrap();
    }
    as_of(root.path(), day)
}

const PLAN: (&str, &str) = (
    "seeds/zhaotong-plan-2023.toml",
    "[document]\nid = \"zhaotong-plan-2023\"\ntitle = \"方案\"\nkind = \"plan\"\nplace = \"zhaotong\"\nissued = \"2023-09-06\"
[[copy]]\nid = \"print\"\nmedium = \"报纸版面\"\n[[copy]]\nid = \"web\"\nmedium = \"网页\"\npublished = \"2023-10-08\"",
);
const PLACES: (&str, &str) = (
    "content/places.toml",
    "[[place]]\nid = \"new-school\"\nname = \"新学校\"\nkind = \"school\"\nparent = \"zhaotong\"
[[place]]\nid = \"empty\"\nname = \"空县\"\nkind = \"county\"\nparent = \"zhaotong\"",
);
const REPORT: (&str, &str) = (
    "seeds/zhaotong-report-2025.toml",
    "[document]\nid = \"zhaotong-report-2025\"\ntitle = \"成效\"\nkind = \"report\"\nplace = \"zhaotong\"\nissued = \"2025-07/2025-08\"
covers = [{ place = \"zhaotong\", from = 2023, to = 2025 }]",
);
const RESULTS: (&str, &str) = (
    "content/results/2025.toml",
    "document = \"zhaotong-report-2025\"\nplace = \"zhaotong\"\nperiod = 2025\nat = \"导语\"
[[observation]]\nid = \"rs-901\"\nindicator = \"junior-exam-pass-rate\"\nvalue = 74.48
[[observation]]\nid = \"rs-902\"\nindicator = \"schools\"\nplace = \"new-school\"\nvalue = 1
[[observation]]\nid = \"rs-903\"\nindicator = \"junior-exam-pass-rate\"\nperiod = 2022\ndocument = \"zhaotong-plan-2023\"\nvalue = 50.52
[[observation]]\nid = \"rs-904\"\nindicator = \"junior-exam-pass-rate\"\nperiod = 2025\nmeasure = \"change\"\nsince = 2022\ndocument = \"zhaotong-plan-2023\"\nformula = \"{rs-901} - {rs-903}\"
[[observation]]\nid = \"rs-905\"\nindicator = \"teachers\"\ncopies = [\"web\"]\ndocument = \"zhaotong-plan-2023\"\nvalue = 7",
);

fn ids<'p>(all: impl Iterator<Item = &'p Box<str>>) -> BTreeSet<&'p str> {
    all.map(|id| &**id).collect()
}

#[test]
fn this_repository_as_of_the_end_of_2023_has_three_plans_and_no_results() {
    let project = own("2023-12-31");
    let plans = project.plans.iter().filter(|plan| plan.document.is_some());
    assert_eq!(ids(plans.map(|plan| &plan.id)), ["dongchuan-2023", "yunnan-2023", "zhaotong-2023"].into());
    assert!(project.documents.find("zhaotong-report-2025").is_none());
    assert!(project.observations.len() < 5, "the plans themselves give the number of some places");
    assert!(project.findings.len() < 3, "the plans themselves say that something was begun");
    assert_eq!(ids(project.occurrences.iter().map(|one| &one.id)), ["zhaotong-media-2023-09"].into());
    assert!(project.sources().all(|(_, document)| document.covers.is_empty()));
    let verdicts = assess(&project).verdicts;
    let kinds: BTreeSet<&str> = verdicts.iter().map(|verdict| verdict.kind.key()).collect();
    assert_eq!(kinds, ["no-source", "not-due"].into());
    let pages = composed(&project);
    for (path, text) in &pages {
        assert!(!text.contains("zhaotong-report-2025"), "{path} names a later document");
        assert!(!text.contains("交出新答卷"), "{path} has the title of a later document");
    }
    assert!(pages["index.html"].contains("2023年12月31日"));
    assert!(pages.contains_key("pages/method.html"), "what does not depend on results stays");
    assert!(pages["pages/about.html"].contains("登记的文件有三份"));
    assert!(!pages.contains_key("pages/finance.html"));
}

#[test]
fn as_of_its_own_day_a_project_is_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole = support::check(root).project.unwrap();
    let (then, now) = (composed(&own("2025-12-31")), composed(&whole));
    assert_eq!(then.keys().collect::<Vec<_>>(), now.keys().collect::<Vec<_>>());
    let differing: Vec<&String> = now.keys().filter(|path| then[*path] != now[*path]).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

#[test]
fn an_imprecise_date_counts_as_its_last_day() {
    let known = |day| base(&[PLAN, REPORT, RESULTS], day).0.observations.find("rs-901").is_some();
    assert!(!known("2025-07-31"));
    assert!(!known("2025-08-30"));
    assert!(known("2025-08-31"));
}

#[test]
fn what_depends_on_a_later_record_is_later_too() {
    let (project, _) = base(&[PLAN, REPORT, RESULTS], "2023-12-31");
    assert_eq!(ids(project.observations.iter().map(|one| &one.id)), ["rs-903", "rs-905"].into());
    assert!(project.places.find("new-school").is_none(), "only a later record names it");
    assert!(project.places.find("empty").is_some(), "nothing names it, then or now");
    assert!(project.indicators.find("schools").is_none());
    assert!(project.documents.find("zhaotong-report-2025").is_none());
    let (earlier, _) = base(&[PLAN, REPORT, RESULTS], "2023-09-30");
    assert_eq!(
        ids(earlier.observations.iter().map(|one| &one.id)),
        ["rs-903"].into(),
        "the web copy is later"
    );
    assert_eq!(earlier.documents.iter().map(|document| document.copies.len()).collect::<Vec<_>>(), [1]);
    let (first, _) = base(&[PLAN, REPORT, RESULTS], "2023-09-05");
    assert!(first.plans.is_empty() && first.targets.is_empty() && first.observations.is_empty());
}

#[test]
fn what_can_do_without_a_later_record_stays_without_it() {
    let more = (
        "content/more.toml",
        "document = \"zhaotong-plan-2023\"\nplace = \"zhaotong\"\nat = \"导语\"\nplan = \"zhaotong-2023\"
[[observation]]\nid = \"rs-910\"\nindicator = \"teachers\"\nperiod = 2021\nvalue = 8
[[finding]]\nid = \"fi-910\"\nabout = \"zt-001\"\nrelation = \"activity\"\nsays = \"推进\"\nperiod = 2023\nobservations = [\"rs-901\", \"rs-910\"]
[[target]]\nid = \"zt-910\"\nindicator = \"teachers\"\nperiod = 2025\nat_least = 9\nprinted = \"9人\"
[[target]]\nid = \"zt-911\"\nindicator = \"teachers\"\nperiod = 2024\nat_least = 8\nprinted = \"8人\"\ndocument = \"zhaotong-report-2025\"
[[comparison]]\nid = \"cm-910\"\nname = \"教师\"\nof = [\"zt-910\", \"zt-911\"]\nlikeness = \"comparable\"",
    );
    let (project, _) = base(&[PLAN, REPORT, RESULTS, more], "2023-12-31");
    let finding = &project.findings[project.findings.find("fi-910").unwrap()];
    assert_eq!(finding.observations.len(), 1);
    assert!(project.targets.find("zt-910").is_some() && project.targets.find("zt-911").is_none());
    assert!(project.comparisons.is_empty(), "one statement is no comparison");
}

#[test]
fn prose_stands_on_documents_and_is_never_cut_within_a_sentence() {
    let page = |name: &'static str, text: &'static str| (name, text);
    let files = [
        PLAN,
        REPORT,
        RESULTS,
        page(
            "content/pages/whole.md",
            "+++\ntitle = \"一\"\ndocument = \"zhaotong-report-2025\"\n+++\n\n报道说。",
        ),
        page("content/pages/figure.md", "+++\ntitle = \"二\"\n+++\n\n合格率为{{ value(\"rs-901\") }}。"),
        page("content/pages/link.md", "+++\ntitle = \"三\"\n+++\n\n见[二](pages/figure.html)。"),
        page(
            "content/pages/passage.md",
            "+++\ntitle = \"四\"\n+++\n\n{{ if_known(\"zhaotong-report-2025\") }}\n\n{{ value(\"rs-901\") }}\n\n{{ else() }}\n\n尚无报道。\n\n{{ end() }}",
        ),
    ];
    let (project, faults) = base(&files, "2023-12-31");
    let slugs: Vec<&str> = project.prose.iter().map(|prose| &*prose.slug).collect();
    assert_eq!(slugs, ["passage"]);
    let said = faults.iter().filter(|fault| fault.fault.code == "D602").count();
    assert_eq!(said, 2, "the figure's page, and the one that links to it; not the one that says so itself");
    assert!(composed(&project)["pages/passage.html"].contains("尚无报道"));
    let (later, faults) = base(&files, "2025-12-31");
    assert_eq!(later.prose.len(), 4);
    assert!(faults.iter().all(|fault| fault.fault.code != "D602"));
    assert!(!composed(&later)["pages/passage.html"].contains("尚无报道"));
}
