//! Reading a project whole: its texts, its records, its theme, its editions.
//!
//! In: a project's folder, perhaps a day. Out: [`Loaded`]. It must not make a page.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use super::past::{self, Past, Taken};
use crate::archive::{Inputs, inputs_digest};
use crate::assess::assess;
use crate::diagnostic::{Diagnostic, FileId, Sources, catalogue};
use crate::edition;
use crate::language::Names;
use crate::model::{self, Date, sha256};
use crate::publish::Further;
use crate::read::editions::{EDITION_DATA, EDITIONS};
use crate::read::{self, folder};
use crate::resolve::{resolve, resolve_as_of};
use crate::site::{self, Theme};

/// Everything that was read, and every fault that was found on the way.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    pub(super) sources: Sources,
    /// The bytes and the digests of the texts, by the numbers of their files; none of what could not be read as text.
    digests: Vec<Option<(u64, Box<str>)>>,
    pub(super) faults: Vec<Diagnostic>,
    pub(super) project: Option<(model::Project, Theme)>,
    /// The files of the project's own themes, by their paths below the project.
    pub(super) theme: Vec<(String, Vec<u8>)>,
    /// The editions of the project.
    pub(super) past: Past,
}

impl Loaded {
    /// Reads texts again that were let go. Each has to be what it was.
    ///
    /// # Errors
    /// The world keeps one from being read, or it has changed since; the others are given back.
    pub(super) fn recall(
        &self,
        root: &Path,
        sources: &mut Sources,
        is_wanted: impl Fn(FileId) -> bool,
    ) -> Result<(), folder::ReadError> {
        let wanted = sources.iter().filter(|(id, file)| file.is_let_go && is_wanted(*id));
        let wanted: Vec<(FileId, String)> = wanted.map(|(id, file)| (id, file.path.clone())).collect();
        let mut result = Ok(());
        for (id, path) in wanted {
            match folder::again(root, &path) {
                Ok(text) if self.digest(id) == Some(sha256([&text]).as_str()) => sources.give_back(id, text),
                Ok(_) => {
                    let cause = io::Error::other("the file has changed since it was read");
                    result = Err(folder::ReadError { path: root.join(path), cause });
                }
                Err(error) => result = Err(error),
            }
        }
        result
    }

    /// What the site is made from: the files that were read, by their paths below the project, the data of earlier editions among
    /// them. They are opened again when they are needed, and have to be what they were.
    pub(super) fn inputs<'l>(&'l self, root: &'l Path) -> BTreeMap<String, Further<'l>> {
        let texts = self.sources.iter().filter_map(|(id, file)| {
            let (bytes, digest) = self.digests.get(id.0 as usize)?.as_ref()?;
            let path = file.path.clone();
            let open = move || Ok(Box::new(folder::opened(root, &file.path)?) as Box<dyn Read>);
            Some((path, Further { bytes: *bytes, sha256: Some(digest), open: Box::new(open) }))
        });
        let theme = self.theme.iter().map(|(path, bytes)| {
            let open = move || Ok(Box::new(bytes.as_slice()) as Box<dyn Read>);
            let length = bytes.len() as u64;
            (path.clone(), Further { bytes: length, sha256: None, open: Box::new(open) })
        });
        let earlier = self.earlier().map(|(path, taken)| {
            let open = move || Ok(Box::new(taken.file.open()?) as Box<dyn Read>);
            let sha256 = Some(taken.digest.as_str());
            (path, Further { bytes: taken.file.bytes, sha256, open: Box::new(open) })
        });
        texts.chain(theme).chain(earlier).collect()
    }

    /// The data of the editions before the site, by their paths below the project.
    fn earlier(&self) -> impl Iterator<Item = (String, &Taken)> {
        let own = self.project.as_ref().map(|(project, _)| &project.site);
        let is_earlier = move |name: &str| {
            let all = &self.past.editions.earlier;
            let snapshot = all.iter().find(|edition| edition.name.as_deref() == Some(name));
            let site = own.filter(|site| site.edition.as_deref() != Some(name));
            snapshot.zip(site).is_some_and(|(snapshot, site)| snapshot.as_of <= site.as_of)
        };
        let earlier = self.past.taken.iter().filter(move |taken| is_earlier(&taken.name));
        earlier.map(|taken| (format!("{EDITIONS}/{}/{EDITION_DATA}", taken.name), taken))
    }

    /// The digest of what the site is made from.
    pub(super) fn inputs_digest(&self) -> Inputs {
        let theme: Vec<_> = self.theme.iter().map(|(path, bytes)| (path.as_str(), sha256([bytes]))).collect();
        let theme = theme.iter().map(|(path, digits)| (*path, digits.as_str()));
        let earlier: Vec<_> = self.earlier().collect();
        let earlier = earlier.iter().map(|(path, taken)| (path.as_str(), taken.digest.as_str()));
        let texts = self.sources.iter();
        let texts = texts.filter_map(|(id, file)| Some((file.path.as_str(), self.digest(id)?)));
        inputs_digest(texts.chain(theme).chain(earlier))
    }

    fn digest(&self, file: FileId) -> Option<&str> {
        self.digests.get(file.0 as usize)?.as_ref().map(|(_, digest)| &**digest)
    }
}

/// Reads a project, whole or as it was known by the end of a day.
pub(super) fn load(root: &Path, as_of: Option<Date>) -> Result<Loaded, folder::ReadError> {
    let look = |names: &mut Names, file: FileId, path: &str, text: Option<&str>| {
        let fingerprint = text.map(|text| (text.len() as u64, sha256([text]).into()));
        (read::parse_file(file, path, text, names), fingerprint)
    };
    let (sources, looked, mut faults) = folder::each(root, look)?;
    let (parsed, digests): (Vec<_>, Vec<_>) = looked.into_iter().unzip();
    let (raw, found) = read::gather(parsed);
    faults.extend(found);
    let sound = !faults.iter().any(Diagnostic::is_error);
    let (project, found) = match as_of {
        None => resolve(raw),
        Some(day) => resolve_as_of(raw, day),
    };
    faults.extend(found);
    if !sound {
        // What nothing reads may belong to a record that could not be read itself.
        faults.retain(|fault| fault.fault.code != catalogue::TRANSLATION_UNUSED.code);
    }
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
    let mut past = past::read(root)?;
    faults.append(&mut past.faults);
    if let Some((project, _)) = loaded.as_ref().filter(|_| !past.editions.is_empty()) {
        let now = site::snapshot(&assess(project));
        faults.extend(edition::check(&past.editions, &now, &|id| project.origin_of(id)));
        past.editions.keep(now);
    }
    // What was published and what is to be published have to agree before anything is written.
    loaded = loaded.filter(|_| !faults.iter().any(Diagnostic::is_error));
    Ok(Loaded { sources, digests, faults, project: loaded, theme: theme_files, past })
}
