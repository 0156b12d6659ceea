//! The program as a library: a project's folder becomes a checked project, and a checked project a site.
//!
//! In: the folder of a project. Out: a [`Project`], its [`Faults`], its site published or handed to a sink. It strings
//! the stages together and must not compute anything itself, print, or look at the clock.

mod freeze;
mod load;
mod past;
mod publish;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::assess::assess;
use crate::bilingual::Lang;
use crate::cite::Style;
use crate::diagnostic::{self, Diagnostic, FileId, Sources};
use crate::edition::Snapshot;
use crate::model::{self, Date};
use crate::publish::{Frozen, PublishError, Published};
use crate::read::editions::Archived;
use crate::read::folder;
use crate::site::{self, Composed, Failure, Sink};
use load::{Loaded, load};
pub use past::{edition, editions};
pub use publish::Target;

/// The folders of a project that hold what an author writes.
pub const INPUTS: [&str; 3] = ["content", "seeds", "themes"];

/// A project as its folder was when it was opened. The records themselves are [`model::Project`]: see [`Project::records`].
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    /// What was read, and what is wrong with it.
    loaded: Loaded,
    /// The same, and what came to light when pages were made last.
    faults: Faults,
}

/// What is wrong with a project, in the order of files and lines, with the texts that it is shown in.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    list: Vec<Diagnostic>,
    sources: Sources,
}

/// What a build has made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// What the site holds.
    pub composed: Composed,
    /// What was written.
    pub published: Published,
    /// The folder that is served.
    pub at: PathBuf,
}

/// What a build or a freeze is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Pages, pictures and data files are made.
    Composing,
    /// Frozen editions are copied.
    Carrying,
    /// The bag is written.
    Packing,
    /// The bag is read back.
    ReadingBack,
    /// What was made is brought into its place.
    Flushing,
}

/// Told what is being done, how much of it is done, and how much there is; both are zero where that is not counted.
pub type Watch<'w> = &'w (dyn Fn(Step, usize, usize) + Sync);

/// Why there is no site.
#[derive(Debug)]
pub enum Error {
    /// The world kept a file from being read.
    Read(folder::ReadError),
    /// The author's files have errors: all of them, not the first.
    Faults(Faults),
    /// The site was not written; the one before it stands untouched.
    Publish(PublishError),
}

/// Does the work on one of the threads that share it. A thread that only waits for them would keep the memory that it gave back, where
/// none of them finds it.
fn on_a_core<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rayon::join(work, || ()).0
}

impl Project {
    /// Reads a project and takes its records apart. What is wrong with them is no failure: it stands in [`Project::faults`].
    ///
    /// # Errors
    /// [`Error::Read`] where the world keeps a file from being read.
    pub fn open(root: impl AsRef<Path>) -> Result<Project, Error> {
        Project::read(root.as_ref(), None)
    }

    /// As [`Project::open`], but as it was known by the end of a day.
    ///
    /// # Errors
    /// As [`Project::open`].
    pub fn open_as_of(root: impl AsRef<Path>, day: model::Date) -> Result<Project, Error> {
        Project::read(root.as_ref(), Some(day))
    }

    fn read(root: &Path, as_of: Option<Date>) -> Result<Project, Error> {
        let loaded = on_a_core(|| load(root, as_of))?;
        let faults = Faults { list: Vec::new(), sources: loaded.sources.clone() };
        let mut project = Project { root: root.to_owned(), loaded, faults };
        project.found(project.loaded.faults.clone());
        Ok(project)
    }

    /// What is wrong, with the texts that it is shown in; where one has changed meanwhile, it is shown without.
    fn found(&mut self, list: Vec<Diagnostic>) {
        self.faults.list = sorted(list);
        let files: BTreeSet<FileId> = self.faults.list.iter().flat_map(Diagnostic::files).collect();
        _ = self.loaded.recall(&self.root, &mut self.faults.sources, |file| files.contains(&file));
    }

    /// All texts of the project.
    ///
    /// # Errors
    /// [`Error::Read`] where one cannot be read any more, or has changed since the project was opened.
    pub fn texts(&self) -> Result<Sources, Error> {
        let mut sources = self.loaded.sources.clone();
        self.loaded.recall(&self.root, &mut sources, |_| true)?;
        Ok(sources)
    }

    /// The frozen editions, which the site lists.
    fn carried(&mut self) -> Result<Vec<Archived>, PublishError> {
        let carried = publish::carried(&self.root)?;
        if let Some((records, _)) = &mut self.loaded.project {
            records.site.editions = carried.iter().map(|archived| archived.edition.clone()).collect();
        }
        Ok(carried)
    }

    /// Makes every page without keeping it, so that all faults are found: those of records, prose, templates and links.
    /// [`Project::build`] finds them as well; this is for checking without writing, or before it.
    ///
    /// # Errors
    /// [`Error::Faults`] where one of them is an error, [`Error::Publish`] where a frozen edition is damaged. Warnings stay in
    /// [`Project::faults`].
    pub fn check(mut self) -> Result<Project, Error> {
        self.carried()?;
        if let Some((records, theme)) = &self.loaded.project {
            let mut found = self.loaded.faults.clone();
            on_a_core(|| site::check(&assess(records), theme, &self.loaded.past.editions, &mut found));
            self.found(found);
        }
        if self.faults.has_errors() { Err(Error::Faults(self.faults)) } else { Ok(self) }
    }

    /// Makes the site and puts it in place of the one in `out`, in one step.
    ///
    /// # Errors
    /// [`Error::Faults`] where the author's files have errors, [`Error::Publish`] where the site cannot or must not be
    /// written. What was in `out` is then as it was.
    pub fn build(&mut self, out: impl AsRef<Path>) -> Result<Built, Error> {
        self.build_to(&Target::Folder(out.as_ref().to_owned()), &|_, _, _| {})
    }

    /// As [`Project::build`], to a folder or a row of releases, telling what is being done.
    ///
    /// # Errors
    /// As [`Project::build`].
    pub fn build_to(&mut self, target: &Target, watch: Watch<'_>) -> Result<Built, Error> {
        if self.loaded.project.is_none() {
            return Err(Error::Faults(self.faults.clone()));
        }
        let carried = self.carried()?;
        let mut found = self.loaded.faults.clone();
        let parts = (&self.loaded, &carried[..]);
        let result = on_a_core(|| publish::publish(&self.root, target, parts, &mut found, watch));
        self.ended(result, found)
    }

    /// Freezes the site as the edition of this name; the project is then that of the edition.
    ///
    /// # Errors
    /// As [`Project::build`]; [`Error::Publish`] where an edition of this name stands with other bytes.
    pub fn freeze(&mut self, name: &str, watch: Watch<'_>) -> Result<Frozen, Error> {
        if let Some((records, _)) = &mut self.loaded.project {
            records.site.edition = Some(name.into());
            self.loaded.past.editions.name(name);
        }
        let Some((records, theme)) = &self.loaded.project else {
            return Err(Error::Faults(self.faults.clone()));
        };
        let mut found = self.loaded.faults.clone();
        let parts = (records, theme);
        let result = on_a_core(|| freeze::freeze(&self.root, parts, &self.loaded, &mut found, watch));
        self.ended(result, found)
    }

    /// The outcome of making the site, with what was found on the way.
    fn ended<T>(
        &mut self,
        result: Result<T, Failure<PublishError>>,
        found: Vec<Diagnostic>,
    ) -> Result<T, Error> {
        self.found(found);
        result.map_err(|failure| match failure {
            Failure::Faults(_) => Error::Faults(self.faults.clone()),
            Failure::Sink(error) => Error::Publish(error),
        })
    }

    /// The data of the site as an edition keeps it; none where the records have errors.
    pub fn snapshot(&self) -> Option<Snapshot> {
        self.records().map(|records| site::snapshot(&assess(records)))
    }

    /// Hands each page and file of the site to a sink; nothing where [`Project::faults`] keep it from being made. Frozen
    /// editions and the manifest are no part of it: [`Project::build`] adds them.
    ///
    /// # Errors
    /// What the sink says.
    pub fn compose<S: Sink>(&mut self, sink: &S) -> Result<Option<Composed>, S::Error> {
        let Some((records, theme)) = &self.loaded.project else { return Ok(None) };
        let mut found = self.loaded.faults.clone();
        let composed = match site::compose_after(
            &assess(records),
            theme,
            &self.loaded.past.editions,
            sink,
            &mut found,
        ) {
            Ok(composed) => Some(composed),
            Err(Failure::Faults(faults)) => {
                found.extend(faults);
                None
            }
            Err(Failure::Sink(error)) => return Err(error),
        };
        self.found(found);
        Ok(composed)
    }

    /// Hands the pages at these paths to a sink, as far as they can be made without the rest of the site; says whether the records
    /// and these pages have no errors. [`Project::faults`] are those that were found on the way.
    ///
    /// # Errors
    /// What the sink says.
    pub fn compose_first<S: Sink>(&mut self, paths: &[String], sink: &S) -> Result<bool, S::Error> {
        let Some((records, theme)) = &self.loaded.project else { return Ok(false) };
        let mut found = self.loaded.faults.clone();
        let parts = (theme, &self.loaded.past.editions);
        let is_made = match site::compose_first(&assess(records), parts, paths, sink, &mut found) {
            Ok(()) => true,
            Err(Failure::Faults(faults)) => {
                found.extend(faults);
                false
            }
            Err(Failure::Sink(error)) => return Err(error),
        };
        self.found(found);
        Ok(is_made)
    }

    /// The reference of a figure (`place/indicator`, or the id of one of its observations) or of a document; nothing where the
    /// site has no such thing.
    ///
    /// # Errors
    /// [`Error::Faults`] where the records have errors or a font of the theme cannot be read.
    pub fn cite(&self, id: &str, style: Style) -> Result<Option<String>, Error> {
        let Some((records, theme)) = &self.loaded.project else {
            return Err(Error::Faults(self.faults.clone()));
        };
        site::cite(&assess(records), theme, id, style).map_err(|fault| {
            Error::Faults(Faults { list: vec![fault], sources: self.faults.sources.clone() })
        })
    }

    /// What is wrong, as far as it was looked for.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// The records; none where they have errors. [`assess`] gives their verdicts.
    pub fn records(&self) -> Option<&model::Project> {
        self.loaded.project.as_ref().map(|(records, _)| records)
    }
}

fn sorted(mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostic::sort(&mut faults);
    faults
}

impl Faults {
    /// Faults in the order in which they are shown.
    pub fn new(list: Vec<Diagnostic>, sources: Sources) -> Faults {
        Faults { list: sorted(list), sources }
    }

    /// Each of them.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// The texts that they are shown in.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Whether one of them is an error, so that there is no site.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(Diagnostic::is_error)
    }

    /// Those that are errors alone.
    pub fn errors(&self) -> Faults {
        let errors = self.list.iter().filter(|fault| fault.is_error());
        Faults { list: errors.cloned().collect(), sources: self.sources.clone() }
    }

    /// As people read them, with the lines that they stand in, coloured for a terminal or plain.
    pub fn to_text(&self, lang: Lang, coloured: bool) -> String {
        diagnostic::to_text(&self.list, &self.sources, lang, coloured)
    }

    /// As programs read them.
    pub fn to_json(&self, lang: Lang) -> String {
        diagnostic::to_json(&self.list, &self.sources, lang, None)
    }

    /// As programs read them, with what came of it all under a name.
    pub fn to_json_with(&self, lang: Lang, outcome: (&str, serde_json::Value)) -> String {
        diagnostic::to_json(&self.list, &self.sources, lang, Some(outcome))
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_text(Lang::En, false).trim_end())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Read(error) => error.fmt(f),
            Error::Faults(faults) => faults.fmt(f),
            Error::Publish(error) => f.write_str(&error.message(Lang::En)),
        }
    }
}

impl std::error::Error for Error {}

impl From<folder::ReadError> for Error {
    fn from(error: folder::ReadError) -> Error {
        Error::Read(error)
    }
}

impl From<PublishError> for Error {
    fn from(error: PublishError) -> Error {
        Error::Publish(error)
    }
}
