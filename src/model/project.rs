//! The whole of a validated project.
//!
//! In: the tables that `resolve` filled. Out: [`Project`] with the questions that several rooms ask of it. It must
//! not judge anything: that is `assess`.

use super::choice::choices;
use super::date::{Date, Period};
use super::decimal::Rounding;
use super::edition::Edition;
use super::record::{
    Comparison, Duty, Finding, Milestone, Observation, Occurrence, Provision, Revision, Subject, Target,
};
use super::register::{Body, Document, Indicator, Part, Place, Plan, Source, Task, Under};
use super::table::{Record, Ref, Table};
use super::text::Text;
use super::translation::Translations;
use super::words::Modality;
use crate::bilingual::Lang;
use crate::diagnostic::{FileId, Origin};

choices! {
    /// Who may read a record.
    Audience {
        /// Everyone.
        Public = "public", "公开", "public";
        /// Those who prepare the site.
        Internal = "internal", "内部", "internal";
    }
}

choices! {
    /// A file that stands beside the page of a figure. Its CSV always does, because citations carry its digest.
    FigureFile {
        /// Values and targets as a table; whether it is named or not.
        Csv = "csv", "数据（CSV，总有）", "data (CSV, always there)";
        /// The chart as a drawing.
        Svg = "svg", "图表（SVG）", "the chart (SVG)";
        /// The chart in pixels.
        Png = "png", "图表（PNG）", "the chart (PNG)";
        /// Values, targets and verdicts for programs.
        Json = "json", "数据（JSON）", "data (JSON)";
        /// A page to be shown within pages of others.
        Embed = "embed", "嵌入用的网页", "a page for embedding";
    }
}

choices! {
    /// How the text of downloaded drawings is kept.
    SvgText {
        /// As text: it can be selected, and looks as the reader's fonts do.
        Text = "text", "文字", "text";
        /// As outlines: it looks the same everywhere.
        Outlines = "outlines", "轮廓", "outlines";
    }
}

/// What the head of each page says after the guideline for government sites.
#[derive(Clone, Debug)]
pub struct Government {
    /// The name of the site to which the pages belong; none where it is their own title.
    pub site_name: Option<Text>,
    /// Its domain.
    pub domain: Box<str>,
    /// Its identification code: ten characters.
    pub id_code: Box<str>,
    /// What kind of column the report is.
    pub column_type: Text,
    /// Whom the content is from.
    pub source: Text,
    /// When it was published: `2026-01-15 09:00`.
    pub published: Box<str>,
}

/// What the foot of each page names beside publisher, licence and contact.
#[derive(Clone, Debug, Default)]
pub struct Footer {
    /// Who answers for the site.
    pub sponsor: Option<Text>,
    /// Who runs it.
    pub undertaker: Option<Text>,
    /// The number of its registration as an internet service.
    pub icp: Option<Box<str>>,
    /// The number of its registration with the police.
    pub police: Option<Box<str>>,
    /// Links to other sites: what they say and where they lead.
    pub links: Vec<(Text, Box<str>)>,
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
    /// The address at which the site stands, without which nothing on it is absolute.
    pub base_url: Option<Box<str>>,
    /// How to reach the publisher.
    pub contact: Option<Text>,
    /// What makes it the site of a government.
    pub government: Option<Government>,
    /// What the foot of its pages names.
    pub footer: Footer,
    /// The day as of which the site speaks; due means that this day has come.
    pub as_of: Date,
    /// For whom it is built.
    pub audience: Audience,
    /// How figures are rounded for display.
    pub rounding: Rounding,
    /// The files beside each figure.
    pub figure_files: Vec<FigureFile>,
    /// How the text of downloaded drawings is kept.
    pub svg_text: SvgText,
    /// A font with characters that the bundled ones lack: the name of a file in the theme's `fonts/`.
    pub font: Option<Box<str>>,
    /// Whether each CSV has a variant for spreadsheets.
    pub spreadsheets: bool,
    /// Whether all data files stand in one archive too.
    pub archive: bool,
    /// The name of the edition as which the site is frozen; none for one that may change.
    pub edition: Option<Box<str>>,
    /// The frozen editions that the site carries, in the order of their names.
    pub editions: Vec<Edition>,
}

impl Site {
    /// The tag of its first language, in which the project is written.
    pub fn language(&self) -> &str {
        self.languages.first().map_or("zh-Hans", |tag| tag)
    }

    /// Its first language.
    pub fn lang(&self) -> Lang {
        Lang::from_tag(self.language()).unwrap_or_default()
    }
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
    /// The language of its file, where its name says one; else it is in the site's first.
    pub lang: Option<Lang>,
    /// The title.
    pub title: Text,
    /// The file.
    pub file: FileId,
    /// Where the Markdown starts within the file, in bytes.
    pub start: usize,
    /// The Markdown.
    pub markdown: Box<str>,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $field:ident: $kind:ident = $table:literal;)+) => {
        /// A validated project: everything that may be shown.
        #[derive(Clone, Debug)]
        pub struct Project {
            /// The settings.
            pub site: Site,
            $($(#[$doc])* pub $field: Table<$kind>,)+
            /// The prose.
            pub prose: Vec<Prose>,
            /// The words of units and labels in other languages.
            pub translations: Translations,
            /// How many drafts and internal records were left out.
            pub left_out: usize,
        }

        /// The tables of a project while they are built.
        #[derive(Debug, Default)]
        pub struct Slots {
            $($(#[$doc])* pub $field: Vec<Option<$kind>>,)+
        }

        impl Slots {
            /// Gives all records their ids, without which they are built: `ids` are those of a table, in the order of its records.
            pub fn name<I: IntoIterator<Item = Box<str>>>(&mut self, mut ids: impl FnMut(&'static str) -> I) {
                $(for (slot, id) in self.$field.iter_mut().zip(ids($table)) {
                    if let Some(record) = slot {
                        record.id = id;
                    }
                })+
            }

            /// The project, where every record could be built.
            pub fn complete(self, site: Site, prose: Vec<Prose>, left_out: usize) -> Option<Project> {
                let translations = Translations::default();
                Some(Project { site, $($field: Table::complete(self.$field)?,)+ prose, translations, left_out })
            }
        }

        $(impl Record for $kind {
            const TABLE: &'static str = $table;
            fn id(&self) -> &str {
                &self.id
            }
        })+
    };
}

// The one list of tables: the key is that of the kind in the language, or the name that kinds share.
tables! {
    /// The places.
    places: Place = "place";
    /// The bodies.
    bodies: Body = "body";
    /// The documents.
    documents: Document = "document";
    /// The plans.
    plans: Plan = "plan";
    /// The actions and safeguards.
    parts: Part = "part";
    /// The tasks.
    tasks: Task = "task";
    /// The indicators.
    indicators: Indicator = "indicator";
    /// The targets.
    targets: Target = "target";
    /// The milestones.
    milestones: Milestone = "milestone";
    /// The provisions.
    provisions: Provision = "provision";
    /// The duties.
    duties: Duty = "duty";
    /// The occurrences of duties.
    occurrences: Occurrence = "occurrence";
    /// The observations.
    observations: Observation = "observation";
    /// The findings.
    findings: Finding = "finding";
    /// The statements of several plans that are set side by side.
    comparisons: Comparison = "comparison";
    /// Published values that changed.
    revisions: Revision = "revision";
}

/// What targets and milestones have in common: a promise with a date.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'p> {
    /// The id.
    pub id: &'p str,
    /// The plan.
    pub plan: Ref<Plan>,
    /// The place.
    pub place: Ref<Place>,
    /// The name as printed.
    pub name: &'p Text,
    /// The figure or the state as printed.
    pub printed: &'p Text,
    /// By when or for when.
    pub period: &'p Period,
    /// How binding the words are.
    pub modality: Modality,
    /// The record that it repeats.
    pub restates: Option<Subject>,
    /// The records that it contradicts.
    pub contradicts: &'p [Subject],
    /// The part of the plan to which it belongs.
    pub under: Under,
    /// Where it was taken from.
    pub source: &'p Source,
    /// A note for readers.
    pub note: Option<&'p Text>,
    /// The indicator of a target.
    pub indicator: Option<Ref<Indicator>>,
}

impl Project {
    /// The prose for readers of a language: each piece in that language, or else in the one in which it exists.
    pub fn prose_in(&self, lang: Lang) -> Vec<&Prose> {
        let mut chosen: Vec<&Prose> = Vec::new();
        for prose in &self.prose {
            let rank = |prose: &Prose| match prose.lang {
                Some(own) if own == lang => 0,
                None => 1,
                Some(_) => 2,
            };
            match chosen.iter_mut().find(|other| (other.home, &other.slug) == (prose.home, &prose.slug)) {
                Some(other) if rank(prose) < rank(other) => *other = prose,
                Some(_) => {}
                None => chosen.push(prose),
            }
        }
        chosen
    }

    /// A target or milestone; nothing for other records.
    pub fn promise(&self, subject: Subject) -> Option<Promise<'_>> {
        match subject {
            Subject::Target(target) => {
                let target = &self.targets[target];
                Some(Promise {
                    id: &target.id,
                    plan: target.plan,
                    place: target.place,
                    name: target.name.as_deref().unwrap_or(&self.indicators[target.indicator].name),
                    printed: &target.printed,
                    period: &target.period,
                    modality: target.modality,
                    restates: target.restates,
                    contradicts: &target.contradicts,
                    under: target.under,
                    source: &target.source,
                    note: target.note.as_deref(),
                    indicator: Some(target.indicator),
                })
            }
            Subject::Milestone(milestone) => {
                let milestone = &self.milestones[milestone];
                Some(Promise {
                    id: &milestone.id,
                    plan: milestone.plan,
                    place: milestone.place,
                    name: &milestone.name,
                    printed: &milestone.state,
                    period: &milestone.period,
                    modality: milestone.modality,
                    restates: milestone.restates,
                    contradicts: &milestone.contradicts,
                    under: milestone.under,
                    source: &milestone.source,
                    note: milestone.note.as_ref(),
                    indicator: None,
                })
            }
            _ => None,
        }
    }

    /// Where the record that a revision may be of, or that may not vanish, was written.
    pub fn origin_of(&self, id: &str) -> Option<Origin> {
        let found = self.observations.find(id).map(|found| self.observations[found].origin);
        let found = found.or_else(|| self.targets.find(id).map(|found| self.targets[found].origin));
        let found = found.or_else(|| self.milestones.find(id).map(|found| self.milestones[found].origin));
        found.or_else(|| self.provisions.find(id).map(|found| self.provisions[found].origin))
    }

    /// The documents that are sources: those of which more than the title is known.
    pub fn sources(&self) -> impl Iterator<Item = (Ref<Document>, &Document)> {
        self.documents.entries().filter(|(_, document)| !document.is_title_only)
    }

    /// The plan to which a record of a plan belongs.
    pub fn plan_of(&self, subject: Subject) -> Ref<Plan> {
        match subject {
            Subject::Target(target) => self.targets[target].plan,
            Subject::Milestone(milestone) => self.milestones[milestone].plan,
            Subject::Task(task) => self.tasks[task].plan,
            Subject::Duty(duty) => self.duties[duty].plan,
            Subject::Provision(provision) => self.provisions[provision].plan,
            Subject::Part(part) => self.parts[part].plan,
            Subject::Plan(plan) => plan,
        }
    }

    /// The day on which something is due: the last of its period, or of the plan where the period has none.
    pub fn due(&self, period: &Period, plan: Ref<Plan>) -> Option<Date> {
        period.last_day().or_else(|| Date::new(self.plans[plan].to, 12, 31))
    }

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
