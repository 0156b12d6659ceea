//! The whole of a validated project.
//!
//! In: the tables that `resolve` filled. Out: [`Project`] with the questions that several rooms ask of it. It must
//! not judge anything: that is `assess`.

use super::choice::choices;
use super::date::Date;
use super::decimal::Rounding;
use super::record::{Duty, Finding, Milestone, Observation, Occurrence, Provision, Target};
use super::register::{Body, Document, Indicator, Part, Place, Plan, Task};
use super::table::{Ref, Table};
use super::text::Text;
use crate::diagnostic::FileId;

choices! {
    /// Who may read a record.
    Audience {
        /// Everyone.
        Public = "public", "公开", "public";
        /// Those who prepare the site.
        Internal = "internal", "内部", "internal";
    }
}

/// The settings of a site.
#[derive(Clone, Debug)]
pub struct Site {
    /// The title.
    pub title: Text,
    /// The languages as BCP 47 tags; the first is the default.
    pub languages: Vec<Box<str>>,
    /// The theme's name.
    pub theme: Box<str>,
    /// Who publishes the site.
    pub publisher: Option<Text>,
    /// Under which licence.
    pub licence: Option<Text>,
    /// How to reach the publisher.
    pub contact: Option<Text>,
    /// The day as of which the site speaks; due means that this day has come.
    pub as_of: Date,
    /// For whom it is built.
    pub audience: Audience,
    /// How figures are rounded for display.
    pub rounding: Rounding,
}

/// Where a piece of prose belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProseHome {
    /// A page of its own.
    Page,
    /// A plan's page.
    Plan(Ref<Plan>),
}

/// A piece of prose in Markdown.
#[derive(Clone, Debug)]
pub struct Prose {
    /// Where it belongs.
    pub home: ProseHome,
    /// The name of its file without ending.
    pub slug: Box<str>,
    /// The title.
    pub title: Text,
    /// The file.
    pub file: FileId,
    /// Where the Markdown starts within the file, in bytes.
    pub start: usize,
    /// The Markdown.
    pub markdown: Box<str>,
}

/// A validated project: everything that may be shown.
#[derive(Clone, Debug)]
pub struct Project {
    /// The settings.
    pub site: Site,
    /// The places.
    pub places: Table<Place>,
    /// The bodies.
    pub bodies: Table<Body>,
    /// The documents.
    pub documents: Table<Document>,
    /// The plans.
    pub plans: Table<Plan>,
    /// The actions and safeguards.
    pub parts: Table<Part>,
    /// The tasks.
    pub tasks: Table<Task>,
    /// The indicators.
    pub indicators: Table<Indicator>,
    /// The targets.
    pub targets: Table<Target>,
    /// The milestones.
    pub milestones: Table<Milestone>,
    /// The provisions.
    pub provisions: Table<Provision>,
    /// The duties.
    pub duties: Table<Duty>,
    /// The occurrences of duties.
    pub occurrences: Table<Occurrence>,
    /// The observations.
    pub observations: Table<Observation>,
    /// The findings.
    pub findings: Table<Finding>,
    /// The prose.
    pub prose: Vec<Prose>,
    /// How many drafts and internal records were left out.
    pub left_out: usize,
}

impl Project {
    /// Whether `inner` is `outer` or lies within it.
    pub fn is_within(&self, inner: Ref<Place>, outer: Ref<Place>) -> bool {
        let mut place = Some(inner);
        while let Some(current) = place {
            if current == outer {
                return true;
            }
            place = self.places[current].parent;
        }
        false
    }
}
