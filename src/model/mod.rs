//! What is true once validated: value types, records, and the project that holds them.
//!
//! In: nothing; `resolve` fills it. Out: [`Project`] and its parts. It must not name TOML, charts, templates or
//! files; a record knows where it was written, nothing more of the text.

mod choice;
mod date;
mod decimal;
mod project;
mod record;
mod table;
mod text;
mod unit;

pub use choice::Choice;
pub(crate) use choice::choices;
pub use date::{Date, Period, Recurrence, Since};
pub use decimal::{Decimal, DecimalError, MAX_DECIMALS, MAX_DIGITS, Rounding};
pub use project::{Audience, Project, Prose, ProseHome, Site};
pub use record::{
    Body, Condition, Copy, Coverage, Defect, Derivation, Direction, Document, DocumentKind, Duty, Finding,
    Formula, Indicator, Judge, Measure, Milestone, Modality, Observation, Occurrence, Outcome, Part,
    PartKind, Phase, Place, PlaceKind, Plan, Provision, ProvisionKind, Relation, Source, Stage, Status,
    Subject, Target, Task, Value,
};
pub use table::{Record, Ref, Table};
pub use text::Text;
pub use unit::{Dimension, Quantity, Unit};
