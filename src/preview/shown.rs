//! What readers of the preview see: the files of the last sound state, and the faults of the present one.
//!
//! In: a project's folder. Out: [`Shown`], exchanged whole, so that no answer mixes two states. It must not write files.
//!
//! The pages that somebody looks at are made first and shown at once; what else is asked of the new site waits until all of it is
//! made. Where it then turns out that another page has a fault, the last sound site comes back.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::Bytes;
use tokio::sync::watch;

use super::News;
use crate::bilingual::Lang;
use crate::project::{Error, Faults, Project};
use crate::site::Sink;

/// The files of a site by their path.
type Files = BTreeMap<String, Bytes>;

/// One state of the preview.
#[derive(Clone)]
pub(super) struct Shown {
    /// Another one for each state: what a waiting page knows already.
    pub(super) turn: u64,
    /// The site; none before the first sound state.
    pub(super) site: Option<Arc<Site>>,
    /// What is wrong now.
    pub(super) errors: usize,
    /// What may be wrong now.
    pub(super) warnings: usize,
    /// Both in words, with the lines that they stand in.
    pub(super) faults: String,
    lang: Lang,
    /// The pages that were looked at last, the same for all states.
    looked: Arc<Mutex<Vec<String>>>,
}

/// How many pages are made ahead of the others.
const FIRST: usize = 4;

/// A site in memory.
pub(super) struct Site {
    version: u64,
    /// The version with which its styles came.
    look: u64,
    files: Files,
    /// What it was made from, for the pictures in pixels: they are costly, and drawn when somebody asks. None while the rest of the
    /// site is being made.
    project: Option<Mutex<Project>>,
    pixels: Mutex<Files>,
}

impl Shown {
    /// A place for states, empty at first.
    pub(super) fn channel(lang: Lang) -> (watch::Sender<Shown>, watch::Receiver<Shown>) {
        let looked = Arc::default();
        let faults = String::new();
        watch::channel(Shown { turn: 0, site: None, errors: 0, warnings: 0, faults, lang, looked })
    }

    /// Remembers that somebody looks at a page.
    pub(super) fn look(&self, path: &str) {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        looked.retain(|known| known != path);
        looked.insert(0, path.to_owned());
        looked.truncate(FIRST);
    }

    /// The pages that were looked at last.
    fn looked(&self) -> Vec<String> {
        self.looked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether nobody would see a difference.
    fn is_like(&self, other: &Shown) -> bool {
        let version = |shown: &Shown| shown.site.as_ref().map(|site| site.version);
        version(self) == version(other) && self.faults == other.faults
    }

    fn of(&self, site: Option<Arc<Site>>, faults: &Faults) -> Shown {
        let errors = faults.list().iter().filter(|fault| fault.is_error()).count();
        Shown {
            turn: self.turn + 1,
            site,
            errors,
            warnings: faults.list().len() - errors,
            faults: faults.to_text(self.lang, false),
            lang: self.lang,
            looked: Arc::clone(&self.looked),
        }
    }
}

impl Site {
    /// A name that no other site of this or another run has.
    pub(super) fn name(&self) -> String {
        format!("{}-{}", std::process::id(), self.version)
    }

    /// A name of its styles.
    pub(super) fn look(&self) -> String {
        format!("{}-{}", std::process::id(), self.look)
    }

    /// The version with which the styles of these files came: an old one where they are the same.
    fn look_of(files: &Files, old: Option<&Arc<Site>>, version: u64) -> u64 {
        let styles = |files: &Files| -> Files {
            let styles = files.iter().filter(|(path, _)| path.ends_with(".css"));
            styles.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
        };
        let same = old.filter(|old| styles(&old.files) == styles(files));
        same.map_or(version, |old| old.look)
    }

    /// Whether all of it is there.
    pub(super) fn is_whole(&self) -> bool {
        self.project.is_some()
    }

    /// Whether there is such a file, pictures in pixels apart.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The bytes of a file as a build would write them.
    pub(super) fn file(&self, path: &str) -> Option<Bytes> {
        self.files.get(path).cloned().or_else(|| self.drawn(path))
    }

    /// A picture in pixels, drawn now.
    fn drawn(&self, path: &str) -> Option<Bytes> {
        if !is_deferred(path) {
            return None;
        }
        // A thread that panicked while it held one of these left it whole.
        let mut pixels = self.pixels.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = pixels.get(path) {
            return Some(bytes.clone());
        }
        let memory = Memory { only: Some(path), files: Mutex::default() };
        let Ok(_) = self.project.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner).compose(&memory);
        let bytes = memory.files().remove(path)?;
        pixels.insert(path.to_owned(), bytes.clone());
        Some(bytes)
    }
}

fn is_deferred(path: &str) -> bool {
    path.ends_with(".png")
}

/// A sink that keeps what it gets: everything but pictures in pixels, or one of these.
struct Memory<'m> {
    only: Option<&'m str>,
    files: Mutex<Files>,
}

impl Memory<'_> {
    fn files(self) -> Files {
        self.files.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Memory<'_> {
    type Error = Infallible;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Infallible> {
        if self.only.is_none_or(|only| only == path) {
            let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), Bytes::copy_from_slice(bytes));
        }
        Ok(())
    }

    fn wants(&self, path: &str) -> bool {
        self.only.map_or(!is_deferred(path), |only| only == path)
    }
}

/// Reads the project and shows what came of it, if anything is other than before.
pub(super) fn renew(shown: &watch::Sender<Shown>, root: &Path, tell: &mut dyn FnMut(&News<'_>)) {
    let mut project = match Project::open(root) {
        Ok(project) => project,
        Err(error) => return unreadable(shown, &error, tell),
    };
    let before = shown.borrow().clone();
    let early = first(&before, &mut project);
    if let Some(early) = &early {
        shown.send_replace(early.clone());
    }
    let memory = Memory { only: None, files: Mutex::default() };
    let Ok(composed) = project.compose(&memory);
    let is_sound = composed.is_some() && !project.faults().has_errors();
    let faults = project.faults().clone();
    let told = early.as_ref().unwrap_or(&before);
    let mut site = before.site.clone();
    if is_sound {
        let files = memory.files();
        let same = before.site.as_ref().filter(|old| old.files == files).map(|old| old.version);
        let version = same.unwrap_or(before.turn + 1);
        let look = Site::look_of(&files, before.site.as_ref(), version);
        site = Some(Arc::new(Site {
            look,
            version,
            files,
            project: Some(Mutex::new(project)),
            pixels: Mutex::default(),
        }));
    }
    let next = told.of(site, &faults);
    if early.is_none() && before.turn > 0 && next.is_like(&before) {
        return;
    }
    shown.send_replace(next);
    tell(&News::Made(composed.filter(|_| is_sound).map(|composed| composed.pages), &faults));
}

/// The state in which the pages that somebody looks at are new already; none where they are the same, or faults are known.
fn first(before: &Shown, project: &mut Project) -> Option<Shown> {
    let old = before.site.as_ref()?;
    let memory = Memory { only: None, files: Mutex::default() };
    let Ok(is_made) = project.compose_first(&before.looked(), &memory);
    if !is_made || project.faults().has_errors() {
        return None;
    }
    let files = memory.files();
    let is_new = |(path, bytes): (&String, &Bytes)| old.files.get(path) != Some(bytes);
    if !files.iter().any(is_new) {
        return None;
    }
    let version = before.turn + 1;
    let look = Site::look_of(&files, before.site.as_ref(), version);
    let site = Site { version, look, files, project: None, pixels: Mutex::default() };
    Some(before.of(Some(Arc::new(site)), project.faults()))
}

/// A file vanished between listing and reading, or may not be read: the next change tells more.
fn unreadable(shown: &watch::Sender<Shown>, error: &Error, tell: &mut dyn FnMut(&News<'_>)) {
    let before = shown.borrow().clone();
    let site = before.site.clone();
    let next = Shown { errors: 1, faults: error.to_string(), ..before.of(site, &Faults::default()) };
    shown.send_replace(next);
    tell(&News::Unreadable(error));
}
