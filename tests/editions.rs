//! What was known by a day: a site goes back to it, whole and sound, and says nothing of what came later.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use dajuan::assess::assess;
use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Diagnostic, to_text};
use dajuan::edition::{Editions, ReadFault, Snapshot, Subject, diff};
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
    assert!(pages["index.html"].contains("已登记文件 3 份，都不是结果报告"));
    assert!(pages["en/index.html"].contains("Documents registered: 3, none of which reports results"));
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

/// The first format, as it was when it was made. It never changes: a later version has to read it.
const FIRST: &str = include_str!("cases/editions/format-1.json");

/// A later state of the same small site.
fn second() -> Snapshot {
    let mut later: serde_json::Value = serde_json::from_str(FIRST).unwrap();
    later["edition"] = "second".into();
    later["as_of"] = "2025-12-31".into();
    let records = &mut later["records"];
    records["observations"][0]["value"] = "50.25".into();
    records["verdicts"][0]["verdict"] = "met".into();
    records["verdicts"][0]["reason"] = "74.48 − 60 = +14.48 个百分点".into();
    records["tasks"][0]["deadline"] = "2024".into();
    records["targets"][0]["printed"] = "60％以上".into();
    records["prose"][0]["text"] = "本站由公开文件编成。\n\n结果取自一篇报道。".into();
    let report = serde_json::json!({ "id": "zhaotong-report-2025", "title": "成效", "issued": "2025-08" });
    records["documents"].as_array_mut().unwrap().push(report);
    let mut revision = serde_json::json!({ "id": "rv-1", "of": "rs-001", "kind": "correction", "old": "50.52", "new": "50.25" });
    revision["date"] = "2025-09-01".into();
    revision["reason"] = "录入时数字颠倒".into();
    records["revisions"] = vec![revision].into();
    Snapshot::from_json(later.to_string()).unwrap()
}

#[test]
fn the_first_format_is_read_and_compared_for_ever() {
    let first = Snapshot::from_json(FIRST).unwrap();
    assert_eq!(first.label(), "first");
    assert_eq!(Snapshot::from_json(first.to_json()).unwrap(), first);
    let found = diff(&first, &second());
    let told: Vec<_> = found
        .changes
        .iter()
        .map(|c| (c.subject.key(), &*c.id, &*c.field, c.old.as_deref(), c.new.as_deref()))
        .collect();
    let expected = [
        ("values", "rs-001", "value", Some("50.52%"), Some("50.25%")),
        ("verdicts", "zt-001 2025", "verdict", Some("not-due"), Some("met")),
        ("tasks", "zt-002", "deadline", Some("2025"), Some("2024")),
        ("documents", "zhaotong-report-2025", "record", None, Some("2025-08")),
        (
            "wording",
            "pages/about",
            "text",
            Some("本站由公开文件编成。"),
            Some("本站由公开文件编成。\n\n结果取自一篇报道。"),
        ),
        ("wording", "zt-001", "printed", Some("60%以上"), Some("60％以上")),
    ];
    assert_eq!(told, expected);
    let value = &found.changes[0];
    assert_eq!((&*value.reason, &*value.revision), ("录入时数字颠倒", "correction"));
    assert_eq!((&*value.document, &*value.locator), ("zhaotong-plan-2023", "背景"));
    assert_eq!(found.changes[1].reason, "74.48 − 60 = +14.48 个百分点");
    assert_eq!(found.corrections().count(), 1);
    assert!(diff(&first, &first).changes.is_empty());
}

#[test]
fn what_is_no_edition_is_an_error_and_never_a_panic() {
    let with = |from: &str, to: &str| FIRST.replacen(from, to, 1);
    assert_eq!(Snapshot::from_json(with("\"format\": 1", "\"format\": 2")), Err(ReadFault::Format(2)));
    assert_eq!(Snapshot::from_json(with("2023-12-31", "2023-13-31")), Err(ReadFault::Head));
    assert_eq!(Snapshot::from_json(with("\"first\"", "\"../first\"")), Err(ReadFault::Head));
    let twice = with("\"prose\": [", "\"prose\": [{\"id\": \"pages/about\"},");
    assert_eq!(Snapshot::from_json(&twice), Err(ReadFault::Twice("pages/about".into())));
    for hostile in [
        String::new(),
        "[".repeat(100_000),
        with("\"50.52\"", "50.52"),
        with("\"title\"", "\"titel\""),
        with("\"language\"", "\"format\": 1, \"language\""),
        FIRST[..FIRST.len() / 2].to_owned(),
    ] {
        let found = Snapshot::from_json(&hostile);
        let head: String = hostile.chars().take(80).collect();
        assert!(matches!(found, Err(ReadFault::Shape(_))), "{head}: {found:?}");
    }
}

#[test]
fn every_edition_has_all_records_and_no_number_that_could_be_a_float() {
    let whole = own("2025-12-31");
    let snapshot = dajuan::site::snapshot(&assess(&whole));
    let text = snapshot.to_json();
    assert_eq!(text, dajuan::site::snapshot(&assess(&whole)).to_json());
    assert_eq!(Snapshot::from_json(&text).unwrap(), snapshot);
    assert_eq!(snapshot.rows("observations").len(), whole.observations.len());
    assert_eq!(snapshot.rows("targets").len(), whole.targets.len());
    assert_eq!(snapshot.rows("verdicts").len(), assess(&whole).verdicts.len());
    assert_eq!(snapshot.rows("prose").len(), whole.prose.len());
    assert_eq!(snapshot.text("observations", "rs-012", "value"), "74.48");
    let numbers = text.lines().filter(|line| line.contains(": ") && !line.contains('"'));
    assert_eq!(numbers.count(), 0);
    let earlier = dajuan::site::snapshot(&assess(&own("2023-12-31")));
    let found = diff(&earlier, &snapshot);
    let answered =
        found.turns().into_iter().filter(|((_, to), _)| *to == Some("met")).map(|(_, count)| count);
    assert_eq!(answered.sum::<usize>(), 6, "the results of 2025 show six targets as met");
    assert_eq!(found.of(Subject::Documents).filter(|change| change.table == "documents").count(), 1);
}

#[test]
fn a_later_revision_is_not_known_and_the_old_value_stands() {
    let revised = (
        "content/results/revised.toml",
        "document = \"zhaotong-plan-2023\"\nplace = \"zhaotong\"\nat = \"导语\"
[[observation]]\nid = \"rs-920\"\nindicator = \"teachers\"\nperiod = 2022\nvalue = 30
[[revision]]\nid = \"rv-920\"\nof = \"rs-920\"\nkind = \"revision\"\nold = 10\nnew = 20\ndate = 2024-01-01\nreason = \"一\"
[[revision]]\nid = \"rv-921\"\nof = \"rs-920\"\nkind = \"correction\"\nold = 20\nnew = 30\ndate = 2025-01-01\nreason = \"二\"",
    );
    let value = |day| {
        let project = base(&[PLAN, REPORT, revised], day).0;
        let found = project.observations.find("rs-920").unwrap();
        (project.observations[found].value.number().to_string(), project.revisions.len())
    };
    assert_eq!(value("2023-12-31"), ("10".into(), 0));
    assert_eq!(value("2024-12-31"), ("20".into(), 1));
    assert_eq!(value("2025-12-31"), ("30".into(), 2));
}

#[test]
fn a_site_tells_what_changed_since_its_editions_with_corrections_first() {
    let revised = |value: &str, revision: &str| {
        format!(
            "document = \"zhaotong-plan-2023\"\nplace = \"zhaotong\"\nat = \"导语\"
[[observation]]\nid = \"rs-930\"\nindicator = \"teachers\"\nperiod = 2022\nvalue = {value}\n{revision}"
        )
    };
    let path = "content/results/revised.toml";
    let mut before = base(&[PLAN, REPORT, (path, &revised("31", ""))], "2024-12-31").0;
    before.site.edition = Some("2024".into());
    let edition = dajuan::site::snapshot(&assess(&before));
    let why = "[[revision]]\nid = \"rv-930\"\nof = \"rs-930\"\nkind = \"correction\"\nold = 31\nnew = 13\ndate = 2025-01-01\nreason = \"录入时数字颠倒\"";
    let mut after = base(&[PLAN, REPORT, (path, &revised("13", why))], "2025-12-31").0;
    let editions = Editions::new(vec![edition]);
    let now = dajuan::site::snapshot(&assess(&after));
    assert!(dajuan::edition::check(&editions, &now, &|_| None).is_empty(), "the revision explains it");
    let pages = support::composed_after(&after, &editions);
    let page = &pages["changes/2024..now.html"];
    let (correction, values) = (page.find("h-corrections").unwrap(), page.find("h-values").unwrap());
    assert!(correction < values && page.contains("录入时数字颠倒"));
    let figure = &pages["figures/zhaotong/teachers.html"];
    assert!(figure.contains("h-history") && figure.contains("31人") && figure.contains("2024年度版"));
    assert!(pages["changes/2024..now.csv"].contains("correction"));
    assert!(pages["changes/index.html"].contains("2024..now.html"));
    after.site.edition = Some("2025".into());
    let pages = support::composed_after(&after, &editions);
    assert!(pages.contains_key("changes/2024..2025.html"));
    for (path, text) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!text.contains("未冻结") && !text.contains("尚未冻结"), "{path}");
    }
    assert!(pages["figures/zhaotong/teachers.html"].contains("年度版2025，数据截至"));
    assert!(pages["data/edition.json"].contains("\"edition\": \"2025\""));
}

#[test]
fn what_changed_reads_in_each_language_of_the_site() {
    let mut before = own("2023-12-31");
    before.site.edition = Some("2023".into());
    let editions = Editions::new(vec![dajuan::site::snapshot(&assess(&before))]);
    let pages = support::composed_after(&own("2025-12-31"), &editions);
    let (zh, en) = (&pages["changes/2023..now.html"], &pages["en/changes/2023..now.html"]);
    for (chinese, english) in
        [("学位供给", "Supply of school places"), ("353所", "353 schools"), ("依据：", "Evidence: ")]
    {
        assert!(zh.contains(chinese), "{chinese} on the Chinese page");
        assert!(
            en.contains(english) && !en.contains(&format!(">{chinese}<")),
            "{english} on the English page"
        );
    }
    let figure = |prefix: &str| &pages[&format!("{prefix}figures/zhaotong/junior-exam-pass-rate.html")];
    for (page, words) in [
        (figure(""), ["+23.96个百分点", "比2022年", ">提高<"]),
        (figure("en/"), ["+23.96 percentage points", "since 2022", ">to rise<"]),
    ] {
        let history = page.split("h-history").nth(1).unwrap();
        for words in words {
            assert!(history.contains(words), "{words} in the history of a figure");
        }
    }
    // What comes with a new document is told with it.
    assert!(zh.contains("文件（1 处）"), "its slips of print are no changes");
    assert!(pages["changes/2023..now.csv"].contains("documents,defects,"), "the data file has all");
}

/// Runs the program on a project: its exit status, and what it printed.
fn dajuan(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
    let done = command.args(arguments).args(["--lang", "en", "--project"]).arg(root).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

#[test]
fn the_command_compares_editions_paths_and_days() {
    let root = project();
    for (path, text) in [PLAN, REPORT, PLACES, RESULTS] {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, format!("format = 1\n{text}\n")).unwrap();
    }
    let (code, text, _) = dajuan(root.path(), &["diff", "2024-12-31", "2025-12-31"]);
    assert_eq!(code, Some(0));
    assert!(text.contains("2024-12-31 → 2025-12-31"), "{text}");
    assert!(text.contains("+ rs-901 初中学业水平考试合格率 [2025]: 74.48%"), "{text}");
    assert!(text.contains("not due → met"), "{text}");
    assert_eq!(dajuan(root.path(), &["diff", "2025"]).0, Some(3), "there is no such edition");
    assert_eq!(dajuan(root.path(), &["check", "--as-of", "2025-02-30"]).0, Some(3), "there is no such day");
    // An edition by its name, by the path of its folder and by that of its file.
    let mut whole = as_of(root.path(), "2025-12-31").0;
    whole.site.edition = Some("2025".into());
    let frozen = dajuan::site::snapshot(&assess(&whole)).to_json();
    let folder = root.path().join("editions/2025");
    fs::create_dir_all(folder.join("site/data")).unwrap();
    let file = folder.join("site/data/edition.json");
    fs::write(&file, &frozen).unwrap();
    for name in ["2025", folder.to_str().unwrap(), file.to_str().unwrap()] {
        let (code, json, told) = dajuan(root.path(), &["diff", name, "--format", "json"]);
        assert_eq!(code, Some(0), "{told}");
        let found: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(found["from"]["edition"], "2025");
        assert_eq!(found["changes"].as_array().map(Vec::len), Some(0), "{json}");
    }
    // What an edition published does not change silently, and nothing is written then.
    let results = root.path().join(RESULTS.0);
    let text = fs::read_to_string(&results).unwrap().replace("74.48", "74.84");
    fs::write(&results, text).unwrap();
    let out = root.path().join("out");
    let (code, _, told) = dajuan(root.path(), &["build", "--out", out.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(told.contains("D610") && told.contains("“2025”") && !out.exists(), "{told}");
    fs::write(&file, &frozen[..frozen.len() / 2]).unwrap();
    let (code, _, told) = dajuan(root.path(), &["diff", "2025", "2025-12-31"]);
    assert!(code == Some(1) && told.contains("D613"), "{told}");
}
