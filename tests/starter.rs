//! A project that `dajuan init` begins: it is sound without a warning, builds, shows each kind of record, and is never put
//! over files that are there.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::fs;

use dajuan::bilingual::Lang;
use dajuan::diagnostic::{Sources, to_text};
use dajuan::language::KINDS;
use dajuan::starter::Answers;
use support::{check, dajuan, said};

#[test]
fn it_builds_in_both_languages_without_a_warning() {
    for (lang, marked) in [("zh", "虚构"), ("en", "invented")] {
        let root = tempfile::tempdir().unwrap();
        let made = dajuan(&["init", "new", "--language", lang], root.path());
        assert_eq!(made.status.code(), Some(0), "{}", said(&made));
        let project = root.path().join("new");
        for command in ["check", "build"] {
            let run = dajuan(&[command, "--lang", "en"], &project);
            assert_eq!(run.status.code(), Some(0), "{}", said(&run));
            assert!(said(&run).starts_with("no faults found"), "{lang}: {}", said(&run));
        }
        let answers = Answers::usual(if lang == "zh" { Lang::Zh } else { Lang::En });
        let id = &answers.id;
        let figure = fs::read_to_string(project.join(format!("public/figures/{id}/tap-water.html"))).unwrap();
        assert!(figure.contains("<svg"), "the example has a chart");
        assert!(project.join(format!("public/figures/{id}/tap-water.svg")).exists());
        let home = fs::read_to_string(project.join("public/index.html")).unwrap();
        assert!(home.contains(marked), "the home page says that the data are invented");
        let verdicts = fs::read_to_string(project.join("public/data/verdicts.csv")).unwrap();
        for verdict in [",met,", ",missed,", ",no-report,", ",in-progress,"] {
            assert!(verdicts.contains(verdict), "{verdict} in {verdicts}");
        }
    }
}

#[test]
fn each_kind_of_record_has_its_example() {
    for lang in Lang::ALL {
        let mut sources = Sources::default();
        for (path, text) in Answers::usual(lang).files() {
            if path.ends_with(".toml") || path.ends_with(".csv") {
                sources.add(path, text);
            }
        }
        let (raw, faults) = dajuan::read::parse(&sources);
        assert_eq!(to_text(&faults, &sources, Lang::En, false), "");
        // A revision is of something that an edition has published: a new project has none.
        for kind in KINDS.iter().filter(|kind| kind.key != "revision") {
            let count = raw.records.iter().flatten().filter(|record| record.kind.key == kind.key).count();
            assert!(count > 0, "no {} in {}", kind.key, lang.key());
            assert!(count <= 7, "{count} records of {}: an example is to be read through", kind.key);
        }
    }
}

#[test]
fn what_was_answered_stands_in_it_whatever_it_is() {
    for (place, plan, period) in [
        ("昭通市", "“两区”建设\\规划 \"甲\"", "2026-2030"),
        ("@plan@ <b>&amp; {{ value(\"x\") }}", "# *Plan* 'x'", "2025-2026"),
        ("L'Aquila", "a", "1950-1979"),
    ] {
        let root = tempfile::tempdir().unwrap();
        let given = ["init", ".", "--place", place, "--plan", plan, "--period", period, "--id", "here"];
        let made = dajuan(&given, root.path());
        assert_eq!(made.status.code(), Some(0), "{}", said(&made));
        let checked = check(root.path());
        assert_eq!(to_text(&checked.faults, &checked.sources, Lang::En, false), "", "{place}");
        let project = checked.project.unwrap();
        assert_eq!(project.plans.iter().next().unwrap().title.get(Lang::Zh), plan);
        assert_eq!(project.places.iter().next().unwrap().name.get(Lang::Zh), place);
    }
}

#[test]
fn it_is_never_put_over_something() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("letter.txt"), "mine").unwrap();
    let refused = dajuan(&["init", "."], root.path());
    assert_eq!(refused.status.code(), Some(3));
    assert!(said(&refused).contains("not an empty folder"), "{}", said(&refused));
    let refused = dajuan(&["init", "letter.txt"], root.path());
    assert_eq!(refused.status.code(), Some(3));
    let refused = dajuan(&["init", "new", "--period", "2025"], root.path());
    assert_eq!(refused.status.code(), Some(3));
    assert!(said(&refused).contains("--period: write the first and the last year"), "{}", said(&refused));
    assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1, "nothing was written");
    assert_eq!(fs::read_to_string(root.path().join("letter.txt")).unwrap(), "mine");
}
