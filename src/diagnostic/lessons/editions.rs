//! Lessons of the codes D6: what was known by a day, and editions.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, deed, file};
use crate::bilingual::both;

pub(super) const LESSONS: &[Lesson] = &[
    file(
        "D601",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

{{ if_known("zhaotong-report-2025") }}

结果取自一篇报道。"#,
        r#"+++
title = "关于本站"
+++

{{ if_known("zhaotong-report-2025") }}

结果取自一篇报道。

{{ else() }}

尚未登记报告结果的材料。

{{ end() }}"#,
    ),
    deed(
        "D602",
        both(
            "about.md 写有 {{ value(\"rs-012\") }}，`dajuan build --as-of 2023-12-31` 时还没有这条数据。",
            "about.md has {{ value(\"rs-012\") }}, a figure that did not exist by the day of `dajuan build --as-of 2023-12-31`.",
        ),
        both(
            "写有数据的一段放在 {{ if_known(\"zhaotong-report-2025\") }} 和 {{ end() }} 两行之间。",
            "The passage with the figure stands between the lines {{ if_known(\"zhaotong-report-2025\") }} and {{ end() }}.",
        ),
    ),
    file(
        "D603",
        "content/results/2025.toml",
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
value = 74.48
document = "zhaotong-report-2025"
at = "导语"

[[revision]]
id = "rv-001"
withdraws = "rs-001"
kind = "correction"
date = 2026-03-05
reason = "误登"
"#,
        r#"[[revision]]
id = "rv-001"
withdraws = "rs-001"
kind = "correction"
date = 2026-03-05
reason = "误登"
"#,
    ),
    file(
        "D604",
        "content/results/2025.toml",
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
value = 74.48
document = "zhaotong-report-2025"
at = "导语"

[[revision]]
id = "rv-001"
of = "rs-001"
kind = "correction"
old = 74.84
new = 74.84
date = 2026-03-05
reason = "录入时数字颠倒"
"#,
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
value = 74.48
document = "zhaotong-report-2025"
at = "导语"

[[revision]]
id = "rv-001"
of = "rs-001"
kind = "correction"
old = 74.84
new = 74.48
date = 2026-03-05
reason = "录入时数字颠倒"
"#,
    ),
    deed(
        "D610",
        both(
            "2025 年度版公布 rs-012 为 74.84%，现在登记的是 74.48%，没有说明。",
            "The edition 2025 published 74.84 % for rs-012; 74.48 is registered now, and nothing says why.",
        ),
        both(
            "登记 [[revision]]：of = \"rs-012\"、kind = \"correction\"、old = 74.84、new = 74.48、date、reason。",
            "A [[revision]] is registered: of = \"rs-012\", kind = \"correction\", old = 74.84, new = 74.48, date, reason.",
        ),
    ),
    deed(
        "D611",
        both(
            "2025 年度版公布 74.84%，修订写 old = 74.8。",
            "The edition 2025 published 74.84 %; the revision has old = 74.8.",
        ),
        both("修订写 old = 74.84。", "The revision has old = 74.84."),
    ),
    deed(
        "D612",
        both("2025 年度版有 rs-012，现在这条记录删去了。", "The edition 2025 has rs-012, which was deleted."),
        both(
            "恢复 rs-012；误登的，登记 [[revision]]：withdraws = \"rs-012\"。",
            "rs-012 is restored; where it was an error, a [[revision]] has withdraws = \"rs-012\".",
        ),
    ),
    deed(
        "D613",
        both(
            "editions/2025/site/data/edition.json 被截断。",
            "editions/2025/site/data/edition.json was truncated.",
        ),
        both("从版本库恢复这个文件。", "The file is restored from the repository."),
    ),
];
