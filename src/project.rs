//! The program as a library: a project's folder becomes a checked project, and a checked project a site.
//!
//! In: the folder of a project. Out: a [`Project`], its [`Faults`], its site published or handed to a sink. It strings
//! the stages together and must not compute anything itself, print, or look at the clock.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::archive::{Inputs, inputs_digest};
use crate::assess::assess;
use crate::bilingual::Lang;
use crate::cite::Style;
use crate::diagnostic::{self, Diagnostic, Sources};
use crate::edition::{self, Editions};
use crate::model::{self, Date, sha256};
use crate::publish::{PublishError, Published, Releases, Staging};
use crate::read::editions::{self, Archived, EDITIONS, EditionsError};
use crate::read::folder::ReadError;
use crate::read::{self, folder};
use crate::resolve::{resolve, resolve_as_of};
use crate::site::{self, Composed, Failure, Sink, Theme};

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
}

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
        let loaded = load(root, as_of)?;
        let faults = Faults::new(loaded.faults.clone(), loaded.sources.clone());
        Ok(Project { root: root.to_owned(), loaded, faults })
    }

    /// The frozen editions, which the site lists.
    fn carried(&mut self) -> Result<Vec<Archived>, PublishError> {
        let carried = carried(&self.root)?;
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
            site::check(&assess(records), theme, &self.loaded.editions, &mut found);
            self.faults.list = sorted(found);
        }
        if self.faults.has_errors() { Err(Error::Faults(self.faults)) } else { Ok(self) }
    }

    /// Makes the site and puts it in place of the one in `out`, in one step.
    ///
    /// # Errors
    /// [`Error::Faults`] where the author's files have errors, [`Error::Publish`] where the site cannot or must not be
    /// written. What was in `out` is then as it was.
    pub fn build(&mut self, out: impl AsRef<Path>) -> Result<Built, Error> {
        let carried = self.carried()?;
        let Some((records, theme)) = &self.loaded.project else {
            return Err(Error::Faults(self.faults.clone()));
        };
        let mut found = self.loaded.faults.clone();
        let target = Target::Folder(out.as_ref().to_owned());
        let inputs = self.loaded.inputs_digest();
        let parts = (records, theme, &self.loaded.editions, inputs, carried.as_slice());
        let result = publish(&self.root, &target, parts, &mut found);
        self.faults.list = sorted(found);
        match result {
            Ok((composed, published, _)) => Ok(Built { composed, published }),
            Err(Failure::Faults(_)) => Err(Error::Faults(self.faults.clone())),
            Err(Failure::Sink(error)) => Err(Error::Publish(error)),
        }
    }

    /// Hands each page and file of the site to a sink; nothing where [`Project::faults`] keep it from being made. Frozen
    /// editions and the manifest are no part of it: [`Project::build`] adds them.
    ///
    /// # Errors
    /// What the sink says.
    pub fn compose<S: Sink>(&mut self, sink: &S) -> Result<Option<Composed>, S::Error> {
        let Some((records, theme)) = &self.loaded.project else { return Ok(None) };
        let mut found = self.loaded.faults.clone();
        let composed =
            match site::compose_after(&assess(records), theme, &self.loaded.editions, sink, &mut found) {
                Ok(composed) => Some(composed),
                Err(Failure::Faults(faults)) => {
                    found.extend(faults);
                    None
                }
                Err(Failure::Sink(error)) => return Err(error),
            };
        self.faults.list = sorted(found);
        Ok(composed)
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

    /// As people read them, with the lines that they stand in, coloured for a terminal or plain.
    pub fn to_text(&self, lang: Lang, coloured: bool) -> String {
        diagnostic::to_text(&self.list, &self.sources, lang, coloured)
    }

    /// As programs read them.
    pub fn to_json(&self, lang: Lang) -> String {
        diagnostic::to_json(&self.list, &self.sources, lang)
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

/// Where a site goes.
pub(crate) enum Target {
    /// A folder that is replaced.
    Folder(PathBuf),
    /// A folder of releases, of which so many stay.
    Releases(PathBuf, usize),
}

impl Target {
    /// What is served.
    pub(crate) fn shown(&self) -> PathBuf {
        match self {
            Target::Folder(folder) => folder.clone(),
            Target::Releases(folder, _) => folder.join("current"),
        }
    }
}

/// Everything that was read, and every fault that was found on the way.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) sources: Sources,
    pub(crate) faults: Vec<Diagnostic>,
    pub(crate) project: Option<(model::Project, Theme)>,
    /// The files of the project's own themes, by their paths below the project.
    pub(crate) theme: Vec<(String, Vec<u8>)>,
    /// The editions of the project that could be read.
    pub(crate) editions: Editions,
}

impl Loaded {
    /// What the site is made from: the files that were read, by their paths below the project.
    pub(crate) fn inputs(&self) -> BTreeMap<String, &[u8]> {
        let texts = self
            .sources
            .iter()
            .filter_map(|(_, file)| Some((file.path.clone(), file.text.as_deref()?.as_bytes())));
        let theme = self.theme.iter().map(|(path, bytes)| (path.clone(), bytes.as_slice()));
        texts.chain(theme).collect()
    }

    /// The digest of what the site is made from.
    pub(crate) fn inputs_digest(&self) -> Inputs {
        let digests: Vec<(String, String)> =
            self.inputs().into_iter().map(|(path, bytes)| (path, sha256([bytes]))).collect();
        inputs_digest(digests.iter().map(|(path, digits)| (path.as_str(), digits.as_str())))
    }
}

/// Reads a project, whole or as it was known by the end of a day.
pub(crate) fn load(root: &Path, as_of: Option<Date>) -> Result<Loaded, folder::ReadError> {
    let (sources, mut faults) = folder::texts(root)?;
    let (raw, found) = read::parse(&sources);
    faults.extend(found);
    let sound = !faults.iter().any(Diagnostic::is_error);
    let (project, found) = match as_of {
        None => resolve(raw),
        Some(day) => resolve_as_of(raw, day),
    };
    faults.extend(found);
    let (mut loaded, mut theme_files) = (None, Vec::new());
    if let Some(mut project) = project.filter(|_| sound) {
        let (layers, found) = folder::themes(root, &project.site.theme, project.site.font.as_deref())?;
        let is_whole = found.is_empty();
        faults.extend(found);
        for layer in &layers {
            let path = |path: &str| format!("themes/{}/{path}", layer.name);
            theme_files.extend(layer.files.iter().map(|(name, bytes)| (path(name), bytes.clone())));
        }
        match Theme::new(layers) {
            Ok(_) if !is_whole => {}
            Ok(theme) => {
                if as_of.is_some() {
                    site::drop_early_prose(&mut project, &theme, &mut faults);
                }
                loaded = Some((project, theme));
            }
            Err(found) => faults.extend(found),
        }
    }
    let (texts, found) = folder::editions(root)?;
    faults.extend(found);
    let editions = Editions::new(Editions::read(texts, &mut faults));
    if let Some((project, _)) = loaded.as_ref().filter(|_| !editions.earlier.is_empty()) {
        let now = site::snapshot(&assess(project));
        faults.extend(edition::check(&editions, &now, &|id| project.origin_of(id)));
    }
    // What was published and what is to be published have to agree before anything is written.
    loaded = loaded.filter(|_| !faults.iter().any(Diagnostic::is_error));
    Ok(Loaded { sources, faults, project: loaded, theme: theme_files, editions })
}

/// The frozen editions of a project.
pub(crate) fn carried(root: &Path) -> Result<Vec<Archived>, PublishError> {
    editions::editions(root).map_err(|error| match error {
        EditionsError::World(ReadError { path, cause }) => PublishError::Io { action: "read", path, cause },
        EditionsError::Damaged(path) => PublishError::Damaged { path },
    })
}

/// Copies an edition into the site that is being made, byte for byte.
fn carry(staging: &Staging, archived: &Archived) -> Result<(), PublishError> {
    let folder = format!("{EDITIONS}/{}", archived.edition.name);
    archived.manifest.files.par_iter().try_for_each(|file| {
        staging.carry(&format!("{folder}/{}", file.path), &archived.folder.join(&file.path), file)
    })?;
    archived.unlisted.iter().try_for_each(|(name, bytes)| staging.put(&format!("{folder}/{name}"), bytes))
}

/// Makes the site from what was read, and puts it in its place.
pub(crate) fn publish(
    root: &Path,
    target: &Target,
    (project, theme, editions, inputs, carried): (&model::Project, &Theme, &Editions, Inputs, &[Archived]),
    faults: &mut Vec<Diagnostic>,
) -> Result<(Composed, Published, PathBuf), Failure<PublishError>> {
    let folders: Vec<_> =
        ["content", "seeds", "themes", "editions"].iter().map(|name| root.join(name)).collect();
    let mut apart: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    apart.push(root);
    let (releases, staging) = match target {
        Target::Folder(folder) => (None, Staging::begin_apart_from(folder, &apart).map_err(Failure::Sink)?),
        Target::Releases(folder, keep) => {
            let (releases, staging) = Releases::begin(folder).map_err(Failure::Sink)?;
            (Some((releases, *keep)), staging)
        }
    };
    match site::compose_after(&assess(project), theme, editions, &staging, faults) {
        Ok(composed) => {
            carried.iter().try_for_each(|archived| carry(&staging, archived)).map_err(Failure::Sink)?;
            staging.put_manifest(project.site.as_of.to_string(), inputs).map_err(Failure::Sink)?;
            let published = match releases {
                None => staging.publish(),
                Some((releases, keep)) => releases.publish(staging, keep).map(|released| released.published),
            };
            published.map(|published| (composed, published, target.shown())).map_err(Failure::Sink)
        }
        Err(Failure::Faults(found)) => {
            faults.extend(found);
            Err(Failure::Faults(Vec::new()))
        }
        Err(failure) => Err(failure),
    }
}

impl Sink for Staging {
    type Error = PublishError;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        Staging::put(self, path, bytes)
    }

    fn earlier(&self, path: &str) -> Option<Vec<u8>> {
        Staging::published(self, path)
    }
}
