//! What readers of the preview see: the files of the last sound state, and the faults of the present one.
//!
//! In: a project's folder. Out: [`Shown`], exchanged whole, so that no answer mixes two states. It must not write files.

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
}

/// A site in memory, whole.
pub(super) struct Site {
    version: u64,
    files: Files,
    /// What it was made from, for the pictures in pixels: they are costly, and drawn when somebody asks.
    project: Mutex<Project>,
    pixels: Mutex<Files>,
}

impl Shown {
    /// A place for states, empty at first.
    pub(super) fn channel(lang: Lang) -> (watch::Sender<Shown>, watch::Receiver<Shown>) {
        watch::channel(Shown { turn: 0, site: None, errors: 0, warnings: 0, faults: String::new(), lang })
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
        }
    }
}

impl Site {
    /// A name that no other site of this or another run has.
    pub(super) fn name(&self) -> String {
        format!("{}-{}", std::process::id(), self.version)
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
        let Ok(_) = self.project.lock().unwrap_or_else(PoisonError::into_inner).compose(&memory);
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
    let memory = Memory { only: None, files: Mutex::default() };
    let Ok(composed) = project.compose(&memory);
    let is_sound = composed.is_some() && !project.faults().has_errors();
    let faults = project.faults().clone();
    let before = shown.borrow().clone();
    let mut site = before.site.clone();
    if is_sound {
        let files = memory.files();
        let is_same = before.site.as_ref().is_some_and(|old| old.files == files);
        let version = before.site.as_ref().map_or(1, |old| old.version + u64::from(!is_same));
        let (project, pixels) = (Mutex::new(project), Mutex::default());
        site = Some(Arc::new(Site { version, files, project, pixels }));
    }
    let next = before.of(site, &faults);
    if before.turn > 0 && next.is_like(&before) {
        return;
    }
    shown.send_replace(next);
    tell(&News::Made(composed.filter(|_| is_sound).map(|composed| composed.pages), &faults));
}

/// A file vanished between listing and reading, or may not be read: the next change tells more.
fn unreadable(shown: &watch::Sender<Shown>, error: &Error, tell: &mut dyn FnMut(&News<'_>)) {
    let before = shown.borrow().clone();
    let site = before.site.clone();
    let next = Shown { errors: 1, faults: error.to_string(), ..before.of(site, &Faults::default()) };
    shown.send_replace(next);
    tell(&News::Unreadable(error));
}
