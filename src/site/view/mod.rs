//! Views: what each kind of page shows, as finished strings in typed structs, one struct for each template.
//!
//! In: the scene and what the page is about. Out: structs that only templates read. A view is built from the model
//! for its page alone; it must not escape anything, and no view knows another.

mod document;
mod figure;
mod home;
mod indicator;
mod list;
mod place;
mod plan;
mod rows;

pub(crate) use document::document;
pub(crate) use figure::{FigurePage, figure};
pub(crate) use home::home;
pub(crate) use indicator::indicator;
pub(crate) use list::{data, documents, indicators, places, prose};
pub(crate) use place::place;
pub(crate) use plan::{ProseView, annual, plan, report_years};
