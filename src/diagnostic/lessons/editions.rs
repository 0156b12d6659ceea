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
];
