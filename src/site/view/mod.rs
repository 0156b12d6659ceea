//! Views: what each kind of page shows, as finished strings in typed structs, one struct for each template.
//!
//! In: the scene and what the page is about. Out: structs that only templates read. A view is built from the model
//! for its page alone; it must not escape anything.

mod annual;
mod body;
mod book;
mod changes;
mod deadlines;
mod document;
mod duties;
mod editions;
mod figure;
mod history;
mod home;
mod indicator;
mod levels;
mod list;
mod lost;
mod paged;
mod place;
mod plan;
mod rows;
mod search;
mod task;
mod terms;
mod values;

pub(crate) use annual::{annual, due_in, whole};
pub(crate) use body::{agenda, bodies, bodies_in_order, body};
pub(crate) use book::book;
pub(crate) use changes::{changes, diff};
pub(crate) use deadlines::{calendar, deadlines_of_all};
pub(crate) use document::document;
pub(crate) use duties::{duties, plan_duties};
pub(crate) use editions::editions;
pub(crate) use figure::{ChartView, FigurePage, chart_view, figure};
pub(crate) use home::home;
pub(crate) use indicator::indicator;
pub(crate) use levels::{all_plans, all_years, levels_page, plans_in};
pub(crate) use list::{List, data_page, documents, indicators, places, plans, prose};
pub(crate) use lost::lost;
pub(crate) use paged::{LONG_ROWS, Paged, ROWS};
pub(crate) use place::place;
pub(crate) use plan::{ProseView, plan, report_years};
pub(crate) use search::{names, search};
pub(crate) use task::task;
pub(crate) use terms::terms;
pub(crate) use values::Values;
