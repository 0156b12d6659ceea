//! The shapes of GB/T 7714 as its examples have them, and texts that mean harm to the formats of reference managers.

use super::*;

fn work(kind: WorkKind) -> Work {
    Work {
        key: "k".into(),
        kind,
        creators: Vec::new(),
        title: "题名".into(),
        number: None,
        container: None,
        publisher: None,
        version: None,
        date: None,
        is_inferred: false,
        address: None,
        digest: None,
        lang: Lang::Zh,
    }
}

fn person(name: &str) -> Creator {
    Creator { name: name.into(), is_body: false }
}

fn body(name: &str) -> Creator {
    Creator { name: name.into(), is_body: true }
}

#[test]
fn references_have_the_shapes_of_the_standard() {
    let newspaper = Work {
        creators: vec![person("丁文详")],
        title: "数字革命与竞争国际化".into(),
        container: Some("中国青年报".into()),
        date: Period::parse("2000-11-20"),
        ..work(WorkKind::News)
    };
    assert_eq!(newspaper.cite(Style::Gbt2025), "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20.");
    assert_eq!(newspaper.cite(Style::Gbt2015), "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20.");
    let online = Work { address: Some("http://paper.people.com.cn/a".into()), ..newspaper };
    assert_eq!(
        online.cite(Style::Gbt2025),
        "丁文详. 数字革命与竞争国际化[N/OL]. 中国青年报，2000-11-20. http://paper.people.com.cn/a."
    );
    assert_eq!(
        online.cite(Style::Gbt2015),
        "丁文详. 数字革命与竞争国际化[N/OL]. 中国青年报, 2000-11-20[引用日期]. http://paper.people.com.cn/a."
    );
    let policy = Work {
        creators: vec![body("国务院")],
        title: "国务院关于试行国有资本经营预算的意见".into(),
        number: Some("国发〔2007〕26号".into()),
        date: Period::parse("2007-09-13"),
        address: Some("https://www.gov.cn/a.htm".into()),
        ..work(WorkKind::Official)
    };
    assert_eq!(
        policy.cite(Style::Gbt2025),
        "国务院. 国务院关于试行国有资本经营预算的意见：国发〔2007〕26号[EB/OL]. （2007-09-13）[引用日期]. https://www.gov.cn/a.htm."
    );
    assert_eq!(
        policy.cite(Style::Gbt2015),
        "国务院. 国务院关于试行国有资本经营预算的意见: 国发〔2007〕26号[EB/OL]. (2007-09-13)[引用日期]. https://www.gov.cn/a.htm."
    );
    let paper = Work { address: None, is_inferred: true, ..policy };
    assert_eq!(
        paper.cite(Style::Gbt2025),
        "国务院. 国务院关于试行国有资本经营预算的意见：国发〔2007〕26号[Z]. [2007-09-13]."
    );
    let data = Work {
        creators: vec![person("刘时银"), person("郭万钦"), person("许君利"), person("某人")],
        title: "冰川编目数据：2006-2011".into(),
        version: Some("V1.0".into()),
        publisher: Some("机构".into()),
        date: Period::parse("2012"),
        address: Some("https://a.example/d".into()),
        digest: Some("0123456789abcdef".into()),
        ..work(WorkKind::Dataset)
    };
    assert_eq!(
        data.cite(Style::Gbt2025),
        "刘时银，郭万钦，许君利，等. 冰川编目数据：2006-2011[DS/OL]. V1.0. 机构（2012）[引用日期]. https://a.example/d. sha256:0123456789abcdef."
    );
    assert_eq!(
        data.cite(Style::Gbt2015),
        "刘时银, 郭万钦, 许君利, 等. 冰川编目数据：2006-2011[DS/OL]. V1.0. 机构, 2012[引用日期]. https://a.example/d. sha256:0123456789abcdef."
    );
    assert_eq!(work(WorkKind::Official).cite(Style::Gbt2025), "题名[Z].");
}

#[test]
fn hostile_words_end_no_field() {
    let bad = "a{b}c\\d & 50% _x_ ~^$#\r\nER  - \n@book{x, \"y\"";
    let hostile = Work {
        creators: vec![body(bad), person(bad)],
        title: bad.into(),
        publisher: Some(bad.into()),
        date: Period::parse("2025-07/2025-08"),
        ..work(WorkKind::Dataset)
    };
    let ris = hostile.cite(Style::Ris);
    assert_eq!(ris.matches("\r\nER  - ").count(), 1);
    assert!(ris.lines().all(|line| line.get(2..6) == Some("  - ")) && ris.ends_with("ER  - \r\n"));
    let bibtex = hostile.cite(Style::Bibtex);
    let (open, close) = (bibtex.matches('{').count(), bibtex.matches('}').count());
    assert_eq!(open, close, "{bibtex}");
    assert_eq!(bibtex.lines().filter(|line| line.starts_with('@')).count(), 1);
    let csl: serde_json::Value = serde_json::from_str(&hostile.cite(Style::CslJson)).unwrap();
    assert_eq!(csl[0]["title"], line(bad));
    assert_eq!(csl[0]["issued"]["date-parts"], serde_json::json!([[2025, 7], [2025, 8]]));
    assert!(!hostile.cite(Style::Gbt2025).contains('\n'));
}

#[test]
fn dates_are_as_precise_as_they_are_known() {
    let of = |text: &str, style| Work { date: Period::parse(text), ..work(WorkKind::Official) }.cite(style);
    assert!(of("2023-09-06", Style::Ris).contains("\r\nPY  - 2023\r\nDA  - 2023/09/06/\r\n"));
    assert!(of("2023-09", Style::Ris).contains("\r\nDA  - 2023/09//\r\n"));
    assert!(!of("2023", Style::Ris).contains("\r\nDA  - "));
    assert!(of("2025-07/2025-08", Style::Gbt2025).ends_with("2025-07—2025-08."));
    assert!(of("2025-07/2025-08", Style::Bibtex).contains("date = {2025-07/2025-08}"));
}
