//! Lessons of the codes D1: syntax, types and files.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, deed, file};
use crate::bilingual::both;

pub(super) const LESSONS: &[Lesson] = &[
    file(
        "D101",
        "content/places.toml",
        r#"[[place]]
id = "shuifu"
name = 水富市
kind = "county""#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
    ),
    deed(
        "D102",
        both(
            "用编辑器把 content/results/2025.toml 存成了 GBK（ANSI）编码。",
            "content/results/2025.toml was saved as GBK (ANSI).",
        ),
        both("在编辑器中把它另存为 UTF-8（无 BOM）。", "It is saved anew as UTF-8 without BOM."),
    ),
    deed(
        "D103",
        both(
            "把十几年的数据都放进 content/results/observations.csv，文件大于 64 MB。",
            "The data of many years stand in content/results/observations.csv, which is larger than 64 MB.",
        ),
        both(
            "按年份拆成 observations-2024.csv、observations-2025.csv 等几个文件。",
            "They are split by year into observations-2024.csv, observations-2025.csv and so on.",
        ),
    ),
    file(
        "D104",
        "content/places.toml",
        r#"format = 2

[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
        r#"format = 1

[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
    ),
    file(
        "D105",
        "content/places.toml",
        r#"[[palce]]
id = "shuifu"
name = "水富市"
kind = "county""#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
    ),
    file(
        "D106",
        "content/results/2025.toml",
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
valeu = 74.48
document = "zhaotong-report-2025"
at = "导语""#,
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
value = 74.48
document = "zhaotong-report-2025"
at = "导语""#,
    ),
    file(
        "D107",
        "content/places.toml",
        r#"[[place]]
id = "shuifu"
name = "水富市""#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
    ),
    file(
        "D108",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,junior-exam-pass-rate,2024,66.90,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,74.48%,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,junior-exam-pass-rate,2024,66.90,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,74.48,zhaotong-report-2025,导语",
    ),
    file(
        "D109",
        "content/places.toml",
        r#"[[place]]
id = "水富市"
name = "水富市"
kind = "county""#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
    ),
    file(
        "D110",
        "seeds/zhaotong-notice-2024.toml",
        r#"[document]
id = "zhaotong-notice-2024"
title = "关于做好2024年中考工作的通知"
kind = "notice"
place = "zhaotong"
issued = "2024年3月15日""#,
        r#"[document]
id = "zhaotong-notice-2024"
title = "关于做好2024年中考工作的通知"
kind = "notice"
place = "zhaotong"
issued = "2024-03-15""#,
    ),
    file(
        "D111",
        "content/indicators.csv",
        "id,name,unit,direction
pupils,在校生数,人,none
completion,义务教育巩固率,%,up",
        "id,name,unit,direction
pupils,在校生数,人,none
completion,义务教育巩固率,%,higher",
    ),
    file(
        "D112",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2024,11800,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,1.2e4,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2024,11800,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12000,zhaotong-report-2025,导语",
    ),
    file(
        "D113",
        "content/results/2025.toml",
        r#"document = "zhaotong-report-2025"
at = "附表"
place = "zhaotong"
period = 2025

[[observation]]
id = "rs-001"
indicator = "teachers"
value = 12000

[[observation]]
id = "rs-002"
indicator = "schools"
value = nan"#,
        r#"document = "zhaotong-report-2025"
at = "附表"
place = "zhaotong"
period = 2025

[[observation]]
id = "rs-001"
indicator = "teachers"
value = 12000"#,
    ),
    file(
        "D114",
        "content/plans/zhaotong-2023/provisions.csv",
        "id,plan,kind,name,at_least,unit,printed,document,at
zt-010,zhaotong-2023,floor,校园网带宽,1000,Mbps,1000Mbps以上,zhaotong-plan-2023,重点行动
zt-011,zhaotong-2023,floor,资源库存储容量,1200000000000000,字节,1200TB以上,zhaotong-plan-2023,重点行动",
        "id,plan,kind,name,at_least,unit,printed,document,at
zt-010,zhaotong-2023,floor,校园网带宽,1000,Mbps,1000Mbps以上,zhaotong-plan-2023,重点行动
zt-011,zhaotong-2023,floor,资源库存储容量,1200,TB,1200TB以上,zhaotong-plan-2023,重点行动",
    ),
    file(
        "D115",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,junior-exam-pass-rate,2024,66.90,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,74.4838709,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,junior-exam-pass-rate,2024,66.90,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,74.48,zhaotong-report-2025,导语",
    ),
    file(
        "D116",
        "content/places.toml",
        r#"[[place]]
id = "shuifu"
name = { zh = "水富市", en = "Shuifu\u0007" }
kind = "county""#,
        r#"[[place]]
id = "shuifu"
name = { zh = "水富市", en = "Shuifu" }
kind = "county""#,
    ),
    file(
        "D117",
        "content/places.toml",
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county"
note = """#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
    ),
    deed(
        "D118",
        both(
            "把一篇 3 万字的报道全文写进了 note = \"…\"。",
            "A report of 30,000 characters stands in note = \"…\".",
        ),
        both(
            "全文写进 content/pages/ 下的 Markdown 文件，note 只留一两句说明。",
            "The report is a Markdown file in content/pages/, and the note has a sentence or two.",
        ),
    ),
    file(
        "D119",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,since,formula,document,at
rs-001,zhaotong,junior-exam-pass-rate,2025,74.48,,,,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,,23.96,2022,,zhaotong-report-2025,导语
rs-003,zhaotong,junior-exam-pass-rate,2022,,,,rs-001 - rs-002,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,since,formula,document,at
rs-001,zhaotong,junior-exam-pass-rate,2025,74.48,,,,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,,23.96,2022,,zhaotong-report-2025,导语
rs-003,zhaotong,junior-exam-pass-rate,2022,,,,{rs-001} - {rs-002},zhaotong-report-2025,导语",
    ),
    file(
        "D120",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,at_least,printed,document,at
rs-001,zhaotong,teachers,2024,11800,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12000,12000,12000人以上,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,at_least,printed,document,at
rs-001,zhaotong,teachers,2024,11800,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,12000,12000人以上,zhaotong-report-2025,导语",
    ),
    file(
        "D121",
        "content/places.toml",
        r#"[[place]]
id = "shuifu"
name = { zh = "水富市", pinyin = "Shuifu" }
kind = "county""#,
        r#"[[place]]
id = "shuifu"
name = { zh = "水富市", en = "Shuifu" }
kind = "county""#,
    ),
    file(
        "D122",
        "content/places.csv",
        "id,name,kind,上级
shuifu,水富市,county,zhaotong
zhenxiong,镇雄县,county,zhaotong",
        "id,name,kind,parent
shuifu,水富市,county,zhaotong
zhenxiong,镇雄县,county,zhaotong",
    ),
    file(
        "D123",
        "content/places.csv",
        "id,name,kind,parent,note
shuifu,水富市,county,zhaotong,原水富县,2018年设市
zhenxiong,镇雄县,county,zhaotong,",
        r#"id,name,kind,parent,note
shuifu,水富市,county,zhaotong,"原水富县,2018年设市"
zhenxiong,镇雄县,county,zhaotong,"#,
    ),
    deed(
        "D124",
        both(
            "在别的文件夹中运行了 dajuan build，那里没有 content/site.toml。",
            "dajuan build was run in a folder without content/site.toml.",
        ),
        both(
            "进入项目文件夹再运行，或写 --project 项目文件夹。",
            "It is run in the folder of the project, or with --project and that folder.",
        ),
    ),
    deed(
        "D125",
        both(
            "content/results/2025.toml 是指向桌面上一个文件的符号链接。",
            "content/results/2025.toml is a symbolic link to a file on the desktop.",
        ),
        both(
            "删去链接，把那个文件复制到 content/results/。",
            "The link is deleted, and the file itself is copied to content/results/.",
        ),
    ),
    deed(
        "D126",
        both(
            "把 Excel 文件放进项目：content/results/2025年成绩.xlsx。",
            "An Excel file was put into the project: content/results/2025.xlsx.",
        ),
        both(
            "另存为“CSV UTF-8”，取名 content/results/observations-2025.csv，并移走 .xlsx。",
            "It is saved as CSV UTF-8 under content/results/observations-2025.csv; the .xlsx is moved away.",
        ),
    ),
    file(
        "D127",
        "content/places.csv",
        r#"id,name,kind,parent,note
shuifu,水富市,county,zhaotong,"原水富县,2018年设市
zhenxiong,镇雄县,county,zhaotong,"#,
        r#"id,name,kind,parent,note
shuifu,水富市,county,zhaotong,"原水富县,2018年设市"
zhenxiong,镇雄县,county,zhaotong,"#,
    ),
    deed(
        "D128",
        both(
            "note = [[[[…，左括号连写了 80 多个，没有右括号。",
            "note = [[[[… with more than 80 opening brackets and no closing one.",
        ),
        both("写成一段文字：note = \"…\"。", "It is a text: note = \"…\"."),
    ),
    file(
        "D129",
        "content/places.toml",
        r#"[[place]]
id = "shuifu"
name = "水富\uFFFD"
kind = "county""#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county""#,
    ),
    deed(
        "D130",
        both(
            "同一文件夹里有 content/results/A.toml 和 content/results/a.toml。",
            "One folder has content/results/A.toml and content/results/a.toml.",
        ),
        both("把后一个改名为 content/results/b.toml。", "The second is renamed content/results/b.toml."),
    ),
    deed(
        "D131",
        both("文件取名 content/results/con.toml。", "A file has the name content/results/con.toml."),
        both("改名为 content/results/2025.toml。", "It is renamed content/results/2025.toml."),
    ),
    file(
        "D132",
        "content/indicators.csv",
        "id,name,unit,direction
index,教育发展指数,分,higher
pupils,在校生数,人,none",
        "id,name,unit,direction
development-index,教育发展指数,分,higher
pupils,在校生数,人,none",
    ),
    deed(
        "D133",
        both("一个 observations.csv 里有 120 万行。", "One observations.csv has 1,200,000 rows."),
        both(
            "按年份拆成几个文件，每个不超过 100 万行。",
            "It is split by year into files of at most 1,000,000 rows.",
        ),
    ),
    file(
        "D134",
        "content/more.toml",
        r#"[[place]]
id = "shuifu"
name = “水富市”
kind = "county"
parent = "zhaotong""#,
        r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county"
parent = "zhaotong""#,
    ),
    file(
        "D135",
        "content/results/2025.toml",
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "schools"
period = 2025
value = 353所
document = "zhaotong-report-2025"
at = "导语""#,
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "schools"
period = 2025
value = 353
document = "zhaotong-report-2025"
at = "导语""#,
    ),
];
