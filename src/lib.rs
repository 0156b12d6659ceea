//! dajuan
pub mod bilingual;
pub mod diagnostic;
pub mod model;
pub mod language;
pub mod read;
pub mod resolve;
pub mod assess;
pub mod chart;
pub mod site;
pub mod publish;
pub mod cli;
