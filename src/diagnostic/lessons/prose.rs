//! Lessons of the codes D4: Markdown.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, deed, file};
use crate::bilingual::both;

pub(super) const LESSONS: &[Lesson] = &[
    file(
        "D401",
        "content/pages/about.md",
        "# 关于本站

本站由公开文件编成。",
        r#"+++
title = "关于本站"
+++

本站由公开文件编成。"#,
    ),
    file(
        "D402",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

合格率目标：{{ verdit("zt-001") }}。"#,
        r#"+++
title = "关于本站"
+++

合格率目标：{{ verdict("zt-001") }}。"#,
    ),
    file(
        "D403",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

合格率目标：{{ verdict("zt-01") }}。"#,
        r#"+++
title = "关于本站"
+++

合格率目标：{{ verdict("zt-001") }}。"#,
    ),
    file(
        "D404",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

本站由公开文件编成。<br>欢迎指正。"#,
        r#"+++
title = "关于本站"
+++

本站由公开文件编成。

欢迎指正。"#,
    ),
    file(
        "D405",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

见[方案全文](file:///D:/plan.pdf)。"#,
        r#"+++
title = "关于本站"
+++

见[方案全文](https://www.example.gov.cn/plan.html)。"#,
    ),
    file(
        "D406",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

三年行动方案共有1项目标。"#,
        r#"+++
title = "关于本站"
+++

三年行动方案共有{{ count("zhaotong-2023") }}项目标。"#,
    ),
    deed(
        "D407",
        both(
            "正文放在 content/plans/zhaotong-2024/overview.md，而规划的编号是 zhaotong-2023。",
            "The text is content/plans/zhaotong-2024/overview.md, but the id of the plan is zhaotong-2023.",
        ),
        both(
            "移到 content/plans/zhaotong-2023/overview.md。",
            "It is moved to content/plans/zhaotong-2023/overview.md.",
        ),
    ),
    file(
        "D408",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

见[三年行动方案](plans/zhaotong-2033.html)。"#,
        r#"+++
title = "关于本站"
+++

见[三年行动方案](plans/zhaotong-2023.html)。"#,
    ),
    file(
        "D409",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

评价的构成见下图：{{ chart("zhaotong-2023") }}"#,
        r#"+++
title = "关于本站"
+++

评价的构成见下图。

{{ chart("zhaotong-2023") }}"#,
    ),
    file(
        "D410",
        "content/pages/about.md",
        r#"+++
title = "关于本站"
+++

{{ chart("zhaotong/network") }}"#,
        r#"+++
title = "关于本站"
+++

{{ chart("zhaotong-2023") }}"#,
    ),
];
