//! What is true once validated: value types, records, and the project that holds them.
//!
//! In: nothing; `resolve` fills it. Out: [`Project`] and its parts. It must not name TOML, charts, templates or
//! files; a record knows where it was written, nothing more of the text.

mod choice;
mod date;
mod decimal;
mod digest;
mod edition;
mod project;
mod record;
mod register;
mod table;
mod text;
mod translation;
mod unit;
mod words;

pub use choice::Choice;
pub(crate) use choice::choices;
pub use date::{Date, Label, Period, Recurrence, Since};
pub use decimal::{Decimal, DecimalError, MAX_DECIMALS, MAX_DIGITS, Rounding};
pub use digest::{Algorithm, Fingerprints, Hashed, Hasher, digits, from_digits, sha256};
pub use edition::{Edition, FrozenFile};
pub use project::{
    Audience, FigureFile, Footer, Government, Project, Promise, Prose, ProseHome, Site, Slots, SvgText,
};
pub use record::*;
pub use register::*;
pub use table::{Record, Ref, Table};
pub use text::Text;
pub use translation::{Translations, Wording};
pub use unit::{Dimension, Quantity, Unit};
pub use words::*;
