//! Waiting for an author's files to change.
//!
//! In: a project's folder. Out: one return for each burst of changes, once it is quiet again. It must not read a file.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, MetadataKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::PreviewError;
use crate::project::INPUTS;

/// How long it has to be quiet. Editors write a file in several steps: truncated and filled, or beside it and renamed.
const QUIET: Duration = Duration::from_millis(8);

/// How long after a folder is new it is looked at once more.
const SECOND_LOOK: Duration = Duration::from_millis(150);

/// How many events are waited for until a burst is looked at all the same.
const PATIENCE: usize = 1000;

/// Eyes on `content/`, `seeds/` and `themes/`, which may come and go.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// A folder is new: what was written into it before it was watched told nobody, so it is looked at once more.
    is_unsure: bool,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn of(root: &Path) -> Result<Watch, PreviewError> {
        let failed = |error: notify::Error| PreviewError::Watch(error.to_string());
        // Events name whole paths.
        let root = std::path::absolute(root).map_err(|error| PreviewError::Watch(error.to_string()))?;
        let (sender, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender).map_err(failed)?;
        let mut watch = Watch { root, watcher, events, is_unsure: false };
        watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive).map_err(failed)?;
        for name in INPUTS {
            watch.again(name).map_err(failed)?;
        }
        Ok(watch)
    }

    /// Watches a folder that is new, or new under an old name.
    fn again(&mut self, name: &str) -> notify::Result<()> {
        let folder = self.root.join(name);
        // It was perhaps never watched, or is gone.
        let _ = self.watcher.unwatch(&folder);
        match self.watcher.watch(&folder, RecursiveMode::Recursive) {
            Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => Ok(()),
            Err(notify::Error { kind: notify::ErrorKind::Io(error), .. })
                if error.kind() == std::io::ErrorKind::NotFound =>
            {
                Ok(())
            }
            watched => watched,
        }
    }

    /// Returns when something has changed and nothing changes any more. Never returns where nothing does.
    pub(super) fn wait(&mut self) {
        loop {
            let first = match self.is_unsure {
                true => self.events.recv_timeout(SECOND_LOOK).ok(),
                false => self.events.recv().ok(),
            };
            let is_second = first.is_none() && std::mem::take(&mut self.is_unsure);
            match first {
                Some(first) if !self.note(&first) => continue,
                // The watcher lives as long as this does, so its end cannot be; a busy loop would be worse.
                None if !is_second => std::thread::park(),
                _ => {}
            }
            for _ in 0..PATIENCE {
                let Ok(next) = self.events.recv_timeout(QUIET) else { break };
                self.note(&next);
            }
            return;
        }
    }

    /// Whether an event may mean other contents. An error may: some events were lost.
    fn note(&mut self, event: &notify::Result<Event>) -> bool {
        let Ok(event) = event else { return true };
        if event.need_rescan() || event.paths.is_empty() {
            return true;
        }
        if !may_change(event.kind) {
            return false;
        }
        let below: Vec<PathBuf> = event
            .paths
            .iter()
            .filter_map(|path| Some(path.strip_prefix(&self.root).ok()?.to_owned()))
            .collect();
        for name in INPUTS {
            if below.iter().any(|path| path == Path::new(name)) {
                self.is_unsure = true;
                // Where it fails, its changes are seen when something else changes.
                let _ = self.again(name);
            }
        }
        let concerns = below.iter().any(|path| concerns(path));
        self.is_unsure |= concerns && may_be_folder(event.kind);
        concerns
    }
}

/// Whether an event of this kind may bring a folder.
fn may_be_folder(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(CreateKind::Folder | CreateKind::Any) | EventKind::Modify(ModifyKind::Name(_))
    )
}

/// Whether an event of this kind may come with other contents; looking at a file does not.
fn may_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => false,
        _ => true,
    }
}

/// Whether a path below the project's folder is one that the program reads. Hidden files are not: many editors keep theirs so.
fn concerns(path: &Path) -> bool {
    let mut parts = path.iter().map(|part| part.to_string_lossy());
    parts.next().is_some_and(|first| INPUTS.contains(&first.as_ref()))
        && !parts.any(|part| part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_read_does_not_count() {
        for path in ["content/site.toml", "seeds/a/b.toml", "themes", "content"] {
            assert!(concerns(Path::new(path)), "{path}");
        }
        for path in ["", "public/index.html", "content/.site.toml.swp", "seeds/.git/index", "README.md"] {
            assert!(!concerns(Path::new(path)), "{path}");
        }
    }

    #[test]
    fn reading_is_no_change() {
        assert!(!may_change(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!may_change(EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(may_change(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(may_change(EventKind::Any));
    }
}
