//! dajuan
pub mod assess;
pub mod bilingual;
pub mod chart;
pub mod cli;
pub mod diagnostic;
pub mod language;
pub mod model;
pub mod publish;
pub mod read;
pub mod resolve;
pub mod site;
