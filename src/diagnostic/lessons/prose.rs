//! Lessons of the codes D4: Markdown.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, file};

pub(super) const LESSONS: &[Lesson] = &[];
