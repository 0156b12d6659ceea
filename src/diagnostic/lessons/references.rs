//! Lessons of the codes D2: references.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, file};

pub(super) const LESSONS: &[Lesson] = &[
    file(
        "D201",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2024,11800,zhaotong-report-2025,导语
rs-001,zhaotong,teachers,2025,12000,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2024,11800,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12000,zhaotong-report-2025,导语",
    ),
    file(
        "D202",
        "content/places.toml",
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county"
parent = "zhaotng""#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county"
parent = "zhaotong""#,
    ),
    file(
        "D203",
        "content/places.toml",
        r#"[[place]]
id = "first-school"
name = "市第一中学"
kind = "school"
parent = "first-school-east"

[[place]]
id = "first-school-east"
name = "市第一中学东校区"
kind = "school"
parent = "first-school""#,
        r#"[[place]]
id = "first-school"
name = "市第一中学"
kind = "school"
parent = "zhaotong"

[[place]]
id = "first-school-east"
name = "市第一中学东校区"
kind = "school"
parent = "first-school""#,
    ),
    file(
        "D204",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,since,formula,document,at
rs-001,zhaotong,teachers,2024,,,,{rs-003} - {rs-002},zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,200,2024,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2025,,,,{rs-001} + {rs-002},zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,since,formula,document,at
rs-001,zhaotong,teachers,2024,11800,,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,200,2024,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2025,,,,{rs-001} + {rs-002},zhaotong-report-2025,导语",
    ),
    file(
        "D205",
        "seeds/defects.toml",
        r#"[[defect]]
document = "zhaotong-plan-2023"
at = "保障措施"
printed = "2023—2023年"
read_as = "2023—2025年"
copies = ["newspaper"]"#,
        r#"[[defect]]
document = "zhaotong-plan-2023"
at = "保障措施"
printed = "2023—2023年"
read_as = "2023—2025年"
copies = ["print"]"#,
    ),
    file(
        "D206",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,since,formula,state,document,at
rs-001,zhaotong,teachers,2025,12000,,,,draft,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,200,2024,,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2024,,,,{rs-001} - {rs-002},,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,since,formula,state,document,at
rs-001,zhaotong,teachers,2025,12000,,,,approved,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,200,2024,,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2024,,,,{rs-001} - {rs-002},,zhaotong-report-2025,导语",
    ),
    file(
        "D207",
        "content/plans/plans.csv",
        "id,title,short,place,from,to,superior
yunnan-2023,云南省教育三年行动计划,云南省计划,yunnan,2023,2025,zhaotong-2024
zhaotong-2024,昭通市教育补短板计划,昭通市补短板计划,zhaotong,2024,2025,yunnan-2023",
        "id,title,short,place,from,to,superior
yunnan-2023,云南省教育三年行动计划,云南省计划,yunnan,2023,2025,
zhaotong-2024,昭通市教育补短板计划,昭通市补短板计划,zhaotong,2024,2025,yunnan-2023",
    ),
    file(
        "D208",
        "content/plans/zhaotong-2023/targets.csv",
        "id,plan,place,indicator,period,at_least,printed,restates,document,at
zt-010,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,zt-011,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,zt-010,zhaotong-plan-2023,三年工作目标",
        "id,plan,place,indicator,period,at_least,printed,restates,document,at
zt-010,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,zt-010,zhaotong-plan-2023,三年工作目标",
    ),
    file(
        "D209",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,supersedes,document,at
rs-001,zhaotong,teachers,2025,12000,rs-002,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12036,rs-001,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,supersedes,document,at
rs-001,zhaotong,teachers,2025,12000,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12036,rs-001,zhaotong-report-2025,导语",
    ),
    file(
        "D210",
        "content/bodies.csv",
        "id,name,place
zhaotong-finance,市财政局,zhaotong
zhaotong-education-office,市教育体育局,zhaotong",
        "id,name,place
zhaotong-finance,市财政局,zhaotong
zhaotong-education-office,市教育体育局办公室,zhaotong",
    ),
    file(
        "D211",
        "content/comparisons.toml",
        r#"[[comparison]]
id = "pass-rates"
name = "初中学业水平考试"
of = ["zt-001", "zt-001"]
likeness = "context"
because = "一项是目标，一项是职责，只列出备考""#,
        r#"[[comparison]]
id = "pass-rates"
name = "初中学业水平考试"
of = ["zt-001", "zt-002"]
likeness = "context"
because = "一项是目标，一项是职责，只列出备考""#,
    ),
    file(
        "D212",
        "content/bodies.csv",
        "id,name,place,aliases
zhaotong-finance,市财政局,zhaotong,
zhaotong-exams,市招生考试院,zhaotong,市教育体育局",
        "id,name,place,aliases
zhaotong-finance,市财政局,zhaotong,
zhaotong-exams,市招生考试院,zhaotong,市招考院",
    ),
    file(
        "D213",
        "seeds/zhaotong-measures.toml",
        r#"[document]
id = "zhaotong-measures"
title = "昭通市教育高质量发展若干措施"
kind = "policy"
place = "zhaotong"
title_only = true

[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "teachers"
period = 2022
value = 11800
at = "现状""#,
        r#"[document]
id = "zhaotong-measures"
title = "昭通市教育高质量发展若干措施"
kind = "policy"
place = "zhaotong"

[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "teachers"
period = 2022
value = 11800
at = "现状""#,
    ),
];
