//! Lessons of the codes D5: theme and site.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, deed, file};
use crate::bilingual::both;

pub(super) const LESSONS: &[Lesson] = &[
    file(
        "D501",
        "themes/default/templates/list.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ titel }}</h1>
{% endblock main %}"#,
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ title }}</h1>
{% endblock main %}"#,
    ),
    file(
        "D502",
        "content/places.toml",
        r#"[[place]]
id = "rare"
name = "𠮷野县"
kind = "county"
parent = "zhaotong"

[[target]]
id = "zt-901"
plan = "zhaotong-2023"
place = "rare"
indicator = "junior-exam-pass-rate"
period = 2025
at_least = 60
printed = "60%以上"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
        r#"[[place]]
id = "rare"
name = "吉野县"
kind = "county"
parent = "zhaotong"

[[target]]
id = "zt-901"
plan = "zhaotong-2023"
place = "rare"
indicator = "junior-exam-pass-rate"
period = 2025
at_least = 60
printed = "60%以上"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
    ),
    file(
        "D503",
        "themes/default/templates/list.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ title }}{{ t(key="colom") }}</h1>
{% endblock main %}"#,
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ title }}{{ t(key="colon") }}</h1>
{% endblock main %}"#,
    ),
    file(
        "D504",
        "content/site.toml",
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31
theme = "zhaotong""#,
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31
theme = "default""#,
    ),
    file(
        "D505",
        "themes/default/strings.toml",
        r#""list.plans.name" = { zh = "规划", en = "Plan" }
"list.indicators.name" = { zh = "指标", en = "Indicator" }
"list.places.name" = { zh = "县区" }"#,
        r#""list.plans.name" = { zh = "规划", en = "Plan" }
"list.indicators.name" = { zh = "指标", en = "Indicator" }
"list.places.name" = { zh = "县区", en = "County" }"#,
    ),
    deed(
        "D506",
        both(
            "themes/zhaotong/templates/base.html 存成了 GBK（ANSI）编码。",
            "themes/zhaotong/templates/base.html was saved as GBK (ANSI).",
        ),
        both("在编辑器中把它另存为 UTF-8。", "It is saved anew as UTF-8."),
    ),
    file(
        "D507",
        "themes/default/theme.toml",
        r##"[colours]
accent = "dark red""##,
        r##"[colours]
accent = "#8a1f11""##,
    ),
    deed(
        "D508",
        both(
            "themes/city/theme.toml 写 extends = \"county\"，themes/county/theme.toml 写 extends = \"city\"。",
            "themes/city/theme.toml says extends = \"county\", themes/county/theme.toml says extends = \"city\".",
        ),
        both(
            "themes/city/theme.toml 写 extends = \"default\"，或者不写。",
            "themes/city/theme.toml says extends = \"default\", or nothing.",
        ),
    ),
    deed(
        "D510",
        both(
            "content/site.toml 写了 languages = [\"zh-Hans\", \"en\"]，一条记录写 name = \"昭阳区\"，哪里也没有译文。",
            "content/site.toml says languages = [\"zh-Hans\", \"en\"], a record says name = \"昭阳区\", and its words stand nowhere.",
        ),
        both(
            "记录写 name = { zh = \"昭阳区\", en = \"Zhaoyang District\" }；或者 content/translations/en/places.toml 有一行 \"昭阳区\" = \"Zhaoyang District\"。",
            "The record says name = { zh = \"昭阳区\", en = \"Zhaoyang District\" }; or content/translations/en/places.toml has the line \"昭阳区\" = \"Zhaoyang District\".",
        ),
    ),
    deed(
        "D511",
        both(
            "记录写 name = \"昭阳区\"，content/translations/en/places.toml 写 \"昭阳\" = \"Zhaoyang District\"。",
            "A record says name = \"昭阳区\", content/translations/en/places.toml says \"昭阳\" = \"Zhaoyang District\".",
        ),
        both(
            "原文与记录一字不差：\"昭阳区\" = \"Zhaoyang District\"。",
            "The original is that of the record to the character: \"昭阳区\" = \"Zhaoyang District\".",
        ),
    ),
    file(
        "D512",
        "content/translations/en/units.toml",
        r#""名" = 1"#,
        r#""名" = { one = "person", other = "people" }"#,
    ),
    deed(
        "D513",
        both(
            "content/translations/en/a.toml 写 \"昭阳区\" = \"Zhaoyang District\"，b.toml 写 \"昭阳区\" = \"Zhaoyang\"。",
            "content/translations/en/a.toml says \"昭阳区\" = \"Zhaoyang District\", b.toml says \"昭阳区\" = \"Zhaoyang\".",
        ),
        both("只留一行。", "One of the lines is left."),
    ),
    file(
        "D530",
        "content/site.toml",
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31

[government]
domain = "www.example.gov.cn"
id_code = "530000000"
column_type = "规划计划"
source = "昭通市教育体育局"
published = "2026-01-15 09:00""#,
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31

[government]
domain = "www.example.gov.cn"
id_code = "5300000000"
column_type = "规划计划"
source = "昭通市教育体育局"
published = "2026-01-15 09:00""#,
    ),
    file(
        "D531",
        "content/site.toml",
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31
base_url = "https://www.example.gov.cn/answers"

[government]
domain = "https://www.example.gov.cn"
id_code = "5300000000"
column_type = "规划计划"
source = "昭通市教育体育局"
published = "2026-01-15 09:00""#,
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31
base_url = "https://www.example.gov.cn/answers"

[government]
domain = "www.example.gov.cn"
id_code = "5300000000"
column_type = "规划计划"
source = "昭通市教育体育局"
published = "2026-01-15 09:00""#,
    ),
    file(
        "D532",
        "content/site.toml",
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31

[government]
domain = "www.example.gov.cn"
id_code = "5300000000"
column_type = "规划计划"
source = "昭通市教育体育局"
published = "2026-01-15""#,
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31

[government]
domain = "www.example.gov.cn"
id_code = "5300000000"
column_type = "规划计划"
source = "昭通市教育体育局"
published = "2026-01-15 09:00""#,
    ),
];
