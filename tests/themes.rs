//! Themes: one lies over another, file by file, word by word, colour by colour; docs/themes.md is followed and its theme built.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests read and write files and may stop")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dajuan::bilingual::Lang;
use dajuan::diagnostic::to_text;
use support::project;
use support::site::{Site, build, text};

/// The base project with more files; a theme is named in its settings.
fn themed(theme: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = project();
    let site = root.path().join("content/site.toml");
    fs::write(&site, format!("{}theme = \"{theme}\"\n", fs::read_to_string(&site).unwrap())).unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

/// What is wrong with a project, in English.
fn faults(root: &Path) -> String {
    let checked = support::check(root);
    to_text(&checked.faults, &checked.sources, Lang::En, false)
}

fn built(root: &Path) -> Site {
    let found = faults(root);
    assert!(found.is_empty(), "{found}");
    build(root, &[], "022")
}

#[test]
fn one_word_one_colour_one_template_and_one_rule_may_change_alone() {
    let plain = built(project().path());
    let root = themed(
        "city",
        &[
            ("themes/city/theme.toml", "extends = \"county\"\n[colours]\naccent = \"#8a1f11\"\n"),
            ("themes/city/strings.toml", "\"nav.places\" = { zh = \"县区\", en = \"Counties\" }\n"),
            (
                "themes/county/theme.toml",
                "[colours.dark]\npaper = \"#000000\"\n[colours]\ninkless = \"#000000\"\n",
            ),
            ("themes/county/more.css", "h1 { letter-spacing: .02em; }\n"),
            ("themes/county/templates/lost.txt", "not a page\n"),
        ],
    );
    let found = faults(root.path());
    assert!(found.contains("there is no colour `inkless`, but accent, edge, focus, ink, paper"), "{found}");
    fs::write(root.path().join("themes/county/theme.toml"), "[colours.dark]\npaper = \"#000000\"\n").unwrap();
    fs::remove_dir_all(root.path().join("themes/county/templates")).unwrap();
    let site = built(root.path());
    assert_eq!(site.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>(), "no other file");
    let (old, new) = (text(&plain, "site.css"), text(&site, "site.css"));
    let changed: Vec<(&str, &str)> = old.lines().zip(new.lines()).filter(|(old, new)| old != new).collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(changed[0].1.contains("--accent: #8a1f11;") && changed[1].1.contains("--paper: #000000;"));
    assert!(new.ends_with("h1 { letter-spacing: .02em; }\n"));
    let (old, new) = (text(&plain, "index.html"), text(&site, "index.html"));
    assert!(!old.contains(">县区<") && new.contains(">县区<") && new.contains(">指标<"));
}

#[test]
fn a_template_may_be_made_from_the_one_that_it_covers() {
    let root = themed(
        "city",
        &[
            ("themes/city/theme.toml", "extends = \"county\"\n"),
            (
                "themes/city/templates/base.html",
                "{% extends \"county/base.html\" %}\n{% block styles %}{{ super() }}<link rel=\"stylesheet\" href=\"{{ site.root }}city.css\">\n{% endblock styles %}\n",
            ),
            ("themes/city/city.css", "main { max-width: 60em; }\n"),
            (
                "themes/county/templates/base.html",
                "{% extends \"default/base.html\" %}\n{% block foot %}<p class=\"own\">县教育局</p>{{ super() }}{% endblock foot %}\n",
            ),
        ],
    );
    let site = built(root.path());
    assert!(site.contains_key("city.css"));
    let home = text(&site, "index.html");
    assert!(
        home.contains("city.css")
            && home.contains("<p class=\"own\">县教育局</p>")
            && home.contains("search.html")
    );
}

#[test]
fn what_is_wrong_names_the_file_and_the_line() {
    let template =
        "{% extends \"base.html\" %}\n{% block main %}\n<h1>{{ titel }}</h1>\n{% endblock main %}\n";
    let root = themed(
        "city",
        &[
            ("themes/city/theme.toml", "extends = \"county\"\n"),
            ("themes/county/templates/list.html", template),
        ],
    );
    let found = faults(root.path());
    assert!(
        found.contains("`titel` is not defined") && found.contains("themes/county/templates/list.html:3:"),
        "{found}"
    );
    let covered = root.path().join("themes/city/templates/list.html");
    fs::create_dir_all(covered.parent().unwrap()).unwrap();
    fs::write(&covered, "{% extends \"county/list.html\" %}\n").unwrap();
    let found = faults(root.path());
    assert!(found.contains("themes/county/templates/list.html:3:"), "{found}");
    fs::write(
        &covered,
        "{% extends \"base.html\" %}\n{% block main %}{% if titel %}a{% endif %}{% endblock main %}\n",
    )
    .unwrap();
    let found = faults(root.path());
    assert!(found.contains("themes/city/templates/list.html:2:"), "{found}");
}

#[test]
fn a_chain_ends_at_the_default_theme_or_is_a_fault() {
    let unknown = themed("city", &[("themes/city/theme.toml", "extends = \"province\"\n")]);
    let found = faults(unknown.path());
    assert!(found.contains("there is no theme `province`, which themes/city/theme.toml names"), "{found}");
    let circle = themed(
        "a",
        &[
            ("themes/a/theme.toml", "extends = \"b\"\n"),
            ("themes/b/theme.toml", "extends = \"c\"\n"),
            ("themes/c/theme.toml", "extends = \"b\"\n"),
        ],
    );
    let found = faults(circle.path());
    assert!(found.contains("themes extend each other: a → b → c → b"), "{found}");
    assert_eq!(found.matches("error[").count(), 1, "{found}");
    let lowest = themed("default", &[("themes/default/theme.toml", "extends = \"city\"\n")]);
    assert!(faults(lowest.path()).contains("is the lowest"));
}

#[test]
fn the_theme_of_the_documentation_is_built_as_it_says() {
    let page = include_str!("../docs/themes.md");
    let mut files: BTreeMap<&str, &str> = BTreeMap::new();
    for block in page.split("\n```").skip(1).step_by(2) {
        let (head, text) = block.split_once('\n').unwrap();
        if let Some((_, path)) = head.split_once(' ') {
            files.insert(path, text);
        }
    }
    assert!(files.len() >= 5, "{files:?}");
    let root = themed("city", &files.iter().map(|(path, text)| (*path, *text)).collect::<Vec<_>>());
    let site = built(root.path());
    let (home, styles) = (text(&site, "index.html"), text(&site, "site.css"));
    assert!(home.contains(">县市区<") && home.contains("<p class=\"slogan\">"));
    assert!(home.contains("src=\"emblem.svg\"") && site.contains_key("emblem.svg"));
    assert!(
        styles.contains("--accent: #8a1f11;")
            && styles.contains("--accent: #f0b0a4;")
            && styles.contains(".slogan")
    );
    assert!(text(&site, "places/index.html").contains("src=\"../emblem.svg\""));
}
