//! What others take from the site: files beside figures, their variants, and what the head of a page says to programs.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests build a site and may stop")]

mod support;

use std::fs;
use std::process::Command;

use sha2::{Digest, Sha256};
use support::site::*;

/// The contents of a page's tags of this name, in order.
fn metas(page: &str, name: &str) -> Vec<String> {
    let tags = tags(page).into_iter().filter(|tag| tag.name == "meta");
    let named = tags.filter(|tag| tag.get("name") == Some(name) || tag.get("property") == Some(name));
    named.map(|tag| tag.get("content").unwrap().to_owned()).collect()
}

#[test]
fn reference_managers_take_each_page_for_what_it_is() {
    let figure = text(site(), "figures/zhaotong/junior-exam-pass-rate.html");
    assert_eq!(metas(figure, "DC.type"), ["Dataset"]);
    assert_eq!(metas(figure, "DC.title"), ["昭通市初中学业水平考试合格率"]);
    assert!(metas(figure, "citation_technical_report_institution").is_empty());
    assert_eq!(metas(figure, "DC.source").len(), 2);
    for report in ["index.html", "plans/zhaotong-2023.html"] {
        let page = text(site(), report);
        assert_eq!(metas(page, "DC.type"), ["report"], "{report}");
        for name in ["citation_title", "citation_technical_report_institution", "citation_publication_date"] {
            assert_eq!(metas(page, name).len(), 1, "{report}: {name}");
        }
    }
    let document = text(site(), "documents/yunnan-plan-2023.html");
    assert_eq!(
        metas(document, "DC.title"),
        [
            "中共云南省委办公厅 云南省人民政府办公厅关于印发《云南省教育高质量发展三年行动计划（2023—2025年）》的通知"
        ]
    );
    for (path, page) in pages(site()) {
        assert!(!page.contains("property=\"og:"), "{path}: the site says not where it stands");
        assert!(!page.contains("rel=\"canonical\""), "{path}");
    }
}

#[test]
fn a_site_that_says_where_it_stands_can_be_shared() {
    let root = copy(false);
    let settings = root.path().join("content/site.toml");
    let own = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{own}base_url = \"https://www.example.gov.cn/answers/\"\n")).unwrap();
    let shared = build(root.path(), &[], "022");
    let base = "https://www.example.gov.cn/answers";
    let path = "figures/zhaotong/junior-exam-pass-rate";
    let page = text(&shared, &format!("{path}.html"));
    assert_eq!(metas(page, "og:url"), [format!("{base}/{path}.html")]);
    assert_eq!(metas(page, "og:image"), [format!("{base}/{path}.png")]);
    assert!(page.contains(&format!("<link rel=\"canonical\" href=\"{base}/{path}.html\">")));
    assert!(page.contains(&format!("\"contentUrl\":\"{base}/{path}.csv\"")));
    let plain = plain(page);
    assert!(plain.contains(&format!("<iframe src=\"{base}/{path}.embed.html\"")), "the frame can be copied");
    let twin = text(&shared, &format!("{path}.embed.html"));
    assert!(twin.contains(&format!("<link rel=\"canonical\" href=\"{base}/{path}.html\">")));
}

#[test]
fn the_files_beside_a_figure_are_those_that_the_site_asks_for() {
    let path = "figures/zhaotong/junior-exam-pass-rate";
    for ending in ["csv", "json", "svg", "png", "embed.html"] {
        assert!(site().contains_key(&format!("{path}.{ending}")), "{ending}");
    }
    let root = copy(false);
    let settings = root.path().join("content/site.toml");
    let own = fs::read_to_string(&settings).unwrap();
    let more = "figure_files = [\"csv\"]\nspreadsheets = true\narchive = true\n";
    fs::write(&settings, format!("{own}{more}")).unwrap();
    let bare = build(root.path(), &[], "022");
    for ending in ["json", "svg", "png", "embed.html"] {
        let left: Vec<&String> = bare.keys().filter(|path| path.ends_with(&format!(".{ending}"))).collect();
        let whole = ["data/datapackage.json", "data/edition.json", "manifest.json"];
        assert!(left.iter().all(|path| whole.contains(&path.as_str())), "{left:?}");
    }
    let page = text(&bare, &format!("{path}.html"));
    assert!(
        !page.contains(".png") && !page.contains(".svg\"") && !page.contains("iframe"),
        "no link leads nowhere"
    );
    let variant = &bare[&format!("{path}.excel.csv")];
    assert!(variant.starts_with("\u{feff}record,".as_bytes()));
    // The variant says the same, and only it has a mark and apostrophes.
    let canonical = &bare[&format!("{path}.csv")];
    assert_eq!(&variant[3..], canonical.as_slice());
    assert!(bare["data/data.zip"].starts_with(b"PK"));
    assert!(text(&bare, "data/index.html").contains("data.zip"));
}

#[test]
fn the_json_beside_a_figure_has_the_digits_of_its_csv() {
    let mut count = 0;
    for (path, bytes) in
        site().iter().filter(|(path, _)| path.starts_with("figures/") && path.ends_with(".json"))
    {
        let json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let csv = text(site(), &path.replace(".json", ".csv"));
        let rows = rows_of(csv.as_bytes());
        let said = std::str::from_utf8(bytes).unwrap();
        let records = [("observation", &json["values"]), ("target", &json["targets"])];
        for (kind, records) in records {
            let own: Vec<_> = rows.iter().filter(|row| row["record"] == kind).collect();
            assert_eq!(own.len(), records.as_array().unwrap().len(), "{path}");
            for (row, record) in own.into_iter().zip(records.as_array().unwrap()) {
                assert_eq!(record["id"], row["id"].as_str(), "{path}");
                if !row["value"].is_empty() {
                    assert!(
                        said.contains(&format!("\"value\":{}", row["value"])),
                        "{path}: {}",
                        row["value"]
                    );
                    count += 1;
                }
            }
        }
        let digest: String = Sha256::digest(csv).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(json["csv"]["sha256"], digest, "{path}");
    }
    assert!(count > 100);
}

#[test]
fn a_picture_of_the_old_site_is_kept_only_where_it_is_what_would_be_made() {
    let root = copy(false);
    let out = root.path().join("public");
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
        command.arg("--project").arg(root.path()).arg("build").arg("--out").arg(&out);
        assert!(command.output().unwrap().status.success());
    };
    run();
    let path = out.join("figures/zhaotong/junior-exam-pass-rate.png");
    let first = fs::read(&path).unwrap();
    // One pixel's byte within the file: whatever is not as it was made is made anew.
    let mut other = first.clone();
    let middle = other.len() / 2;
    other[middle] ^= 1;
    fs::remove_file(&path).unwrap();
    fs::write(&path, &other).unwrap();
    run();
    assert_eq!(fs::read(&path).unwrap(), first);
    assert_eq!(first, site()["figures/zhaotong/junior-exam-pass-rate.png"]);
}

/// A copy of the project with further settings, built.
fn with_settings(more: &str, prepare: impl FnOnce(&std::path::Path)) -> Site {
    let root = copy(false);
    let settings = root.path().join("content/site.toml");
    let own = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{own}{more}")).unwrap();
    prepare(root.path());
    build(root.path(), &[], "022")
}

#[test]
fn text_as_outlines_keeps_the_name_and_the_reading_of_a_picture() {
    let outlined = with_settings("figure_files = [\"svg\"]\nsvg_text = \"outlines\"\n", |_| {});
    let path = "figures/zhaotong/junior-exam-pass-rate.svg";
    let (as_text, as_outlines) = (text(site(), path), text(&outlined, path));
    let head = |picture: &str| picture.split("</desc>").next().unwrap().to_owned();
    assert_eq!(head(as_text), head(as_outlines));
    assert!(as_text.contains("<text") && !as_outlines.contains("<text"));
    let letters = |picture: &str| picture.matches("<path").count();
    assert!(letters(as_outlines) > letters(as_text) + 10);
    // The page shows the same picture whatever the file is.
    let page =
        |site: &Site| text(site, "figures/zhaotong/junior-exam-pass-rate.html").contains("class=\"c-chart\"");
    assert!(page(&outlined) && page(site()));
}

#[test]
fn a_font_of_the_project_stands_behind_the_bundled_ones() {
    let same = with_settings("figure_files = [\"svg\", \"png\"]\nfont = \"Own.otf\"\n", |root| {
        let fonts = root.join("themes/default/fonts");
        fs::create_dir_all(&fonts).unwrap();
        let bundled = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/fonts/DajuanSansSC-Bold.otf");
        fs::copy(bundled, fonts.join("Own.otf")).unwrap();
    });
    let path = "figures/zhaotong/junior-exam-pass-rate";
    // It has nothing that the bundled ones lack, so that nothing looks different, and it is not published.
    assert_eq!(text(&same, &format!("{path}.svg")), text(site(), &format!("{path}.svg")));
    assert!(same.keys().all(|path| !path.ends_with(".otf")));
    assert!(same.contains_key(&format!("{path}.png")));
}

#[test]
fn a_font_that_is_missing_or_none_is_a_fault() {
    for (name, bytes) in [("missing", None), ("Own.otf", Some("no font"))] {
        let root = copy(false);
        let settings = root.path().join("content/site.toml");
        let own = fs::read_to_string(&settings).unwrap();
        fs::write(&settings, format!("{own}font = \"{name}\"\n")).unwrap();
        if let Some(bytes) = bytes {
            let fonts = root.path().join("themes/default/fonts");
            fs::create_dir_all(&fonts).unwrap();
            fs::write(fonts.join(name), bytes).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
        let done =
            command.args(["--lang", "en", "--project"]).arg(root.path()).arg("check").output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!done.status.success() && said.contains("D506") && said.contains(name), "{said}");
    }
}

/// A PNG is what it says: its size, and the words that travel with it.
#[test]
fn a_picture_in_pixels_carries_its_title_and_its_source() {
    let bytes = &site()["figures/zhaotong/junior-exam-pass-rate.png"];
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(b"IEND\xaeB`\x82"));
    assert_eq!(u32::from_be_bytes(bytes[16..20].try_into().unwrap()), 1600);
    let holds = |words: &str| bytes.windows(words.len()).any(|part| part == words.as_bytes());
    for words in ["初中学业水平考试合格率比2022年上升23.96个百分点", "来源：", "CC BY 4.0", "50.52%"]
    {
        assert!(holds(words), "{words}");
    }
}

#[test]
fn every_chart_of_the_site_can_stand_in_prose() {
    let calls = [
        "\"zhaotong/junior-exam-pass-rate\"",
        "\"zhaotong-2023\"",
        "\"zhaotong-2023\", \"deadlines\"",
        "\"dongchuan-2023\", \"bodies\"",
        "\"zhaotong-2023\", \"results\"",
        "\"inclusive-kindergarten-coverage\"",
        "\"zhaoyang-no7-primary\"",
        "\"zhaotong\", \"change\"",
        "\"zhaotong/junior-exam-pass-rate\"",
    ];
    let prose: String = calls.iter().map(|call| format!("{{{{ chart({call}) }}}}\n\n")).collect();
    let built = with_settings("figure_files = [\"csv\"]\n", |root| {
        let page = root.join("content/pages/charts.md");
        fs::write(page, format!("+++\ntitle = \"图表\"\n+++\n\n{prose}{{{{ rules() }}}}\n")).unwrap();
    });
    let page = text(&built, "pages/charts.html");
    assert_eq!(page.matches("<figure class=\"chart\"").count(), calls.len());
    assert_eq!(page.matches("<table>").count(), 1);
    // A chart that stands twice on a page has ids of its own each time.
    let ids: Vec<String> = tags(page).iter().filter_map(|tag| tag.get("id").map(str::to_owned)).collect();
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), distinct.len());
}
