//! Lessons of the codes D1: syntax, types and files.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, file};

pub(super) const LESSONS: &[Lesson] = &[file(
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
)];
