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
        assert!(left.iter().all(|path| *path == "data/datapackage.json"), "{left:?}");
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
