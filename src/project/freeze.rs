//! A freeze: the site as it stands becomes an edition, with its manifest, its bag and the list of what was checked.
//!
//! In: a project, whose settings name the edition. Out: `editions/NAME/`. It must not write: files go to a staging folder, which
//! becomes the edition in one step or not at all.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::load::Loaded;
use super::{Step, Watch};
use crate::archive::{Bag, BagInfo, Checks, Facts, Payload};
use crate::assess::assess;
use crate::bilingual::both;
use crate::diagnostic::Diagnostic;
use crate::model::{self, Site};
use crate::publish::{Frozen, Further, Pieces, PublishError, Staging};
use crate::read::editions::{EDITION_DATA, EDITIONS};
use crate::read::{MAX_EDITION, verify};
use crate::site::{self, Composed, Failure, Sink, Theme};

/// The folder of the site within an edition.
const SITE: &str = "site/";

/// The files of the site go below a folder of the edition.
struct Below<'s>(&'s Staging);

impl Sink for Below<'_> {
    type Error = PublishError;

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        self.0.put(&format!("{SITE}{path}"), bytes)
    }

    fn put_pieces(&self, path: &str, write: Pieces<'_>) -> Result<(), PublishError> {
        self.0.put_pieces(&format!("{SITE}{path}"), write)
    }
}

/// Freezes the site of a project whose settings name the edition.
pub(super) fn freeze(
    root: &Path,
    (project, theme): (&model::Project, &Theme),
    loaded: &Loaded,
    faults: &mut Vec<Diagnostic>,
    watch: Watch<'_>,
) -> Result<Frozen, Failure<PublishError>> {
    let name = project.site.edition.as_deref().unwrap_or_default();
    let as_of = project.site.as_of.to_string();
    let target = root.join(EDITIONS).join(name);
    let staging = Staging::begin_edition(&target).map_err(Failure::Sink)?;
    watch(Step::Composing, 0, 0);
    let composed =
        match site::compose_after(&assess(project), theme, &loaded.past.editions, &Below(&staging), faults) {
            Ok(composed) => composed,
            Err(Failure::Faults(found)) => {
                faults.extend(found);
                return Err(Failure::Faults(Vec::new()));
            }
            Err(failure) => return Err(failure),
        };
    if let Some(cause) = too_large(&staging.sizes()) {
        let path = target.join(EDITION_DATA);
        return Err(Failure::Sink(PublishError::Io { action: "write", path, cause }));
    }
    let mut facts = facts(project, composed, &staging);
    facts.warnings = faults.len();
    seal(&staging, (root, project), loaded, &mut facts, watch).map_err(Failure::Sink)?;
    watch(Step::Flushing, 0, 0);
    staging.freeze(name, as_of, loaded.inputs_digest()).map_err(Failure::Sink)
}

/// Why an edition of these files could not be read again: every later build would stop at it.
fn too_large(sizes: &BTreeMap<String, u64>) -> Option<io::Error> {
    let bytes = sizes.get(EDITION_DATA).filter(|bytes| **bytes > MAX_EDITION)?;
    let what = format!("{bytes} bytes, and the data of an edition may have {MAX_EDITION}");
    Some(io::Error::new(io::ErrorKind::FileTooLarge, what))
}

/// The bag, read back as a stranger would read it, and the list of what was checked.
fn seal(
    staging: &Staging,
    (root, project): (&Path, &model::Project),
    loaded: &Loaded,
    facts: &mut Facts,
    watch: Watch<'_>,
) -> Result<(), PublishError> {
    let inputs: BTreeMap<String, Further<'_>> =
        loaded.inputs(root).into_iter().map(|(path, file)| (format!("inputs/{path}"), file)).collect();
    let site = staging.sizes().into_iter().map(|(path, bytes)| Payload { path, bytes });
    let inputs_of = inputs.iter().map(|(path, file)| Payload { path: path.clone(), bytes: file.bytes });
    let info = info(&project.site, &facts.edition);
    let bag = Bag { name: &facts.edition, info: &info, payload: site.chain(inputs_of).collect() };
    let zip = format!("{}.zip", facts.edition);
    staging.pack(&zip, &bag, &inputs, &|done, all| watch(Step::Packing, done, all))?;
    let path = staging.staged(&zip);
    let damaged =
        |what: String| PublishError::Io { action: "read", path: path.clone(), cause: io::Error::other(what) };
    let report = verify::verify(&path, None, &|done, all| watch(Step::ReadingBack, done, all))
        .map_err(|error| damaged(error.to_string()))?;
    if let Some(first) = report.differences.first() {
        return Err(damaged(format!("{}: {}", first.path, first.what.key())));
    }
    (facts.inputs, facts.read_back) = (inputs.len(), report.files);
    let checks = Checks::of(facts);
    staging.put("checks.json", checks.json().as_bytes())?;
    staging.put("checks.txt", checks.text().as_bytes())
}

/// What the bag says of itself; it is dated by the day as of which the site was made, and so is the same whenever it is made.
fn info(site: &Site, edition: &str) -> BagInfo {
    let lang = site.lang();
    let text = |text: &Option<crate::model::Text>| {
        text.as_ref().map(|text| text.get(lang).to_string()).unwrap_or_default()
    };
    let address =
        site.base_url.as_deref().map(|base| format!("{}/editions/{edition}/", base.trim_end_matches('/')));
    let lines = vec![
        ("Source-Organization", text(&site.publisher)),
        ("Contact-Name", text(&site.contact)),
        ("External-Identifier", address.unwrap_or_else(|| edition.to_owned())),
        (
            "External-Description",
            format!("{} · {} {edition}", site.title.get(lang), both("年度版", "edition").get(lang)),
        ),
        ("Rights", text(&site.licence)),
        ("Bagging-Date", site.as_of.to_string()),
        ("Bag-Software-Agent", format!("dajuan {}", env!("CARGO_PKG_VERSION"))),
        ("Bag-Group-Identifier", site.title.get(lang).to_string()),
        ("Bag-Count", "1 of 1".to_owned()),
    ];
    BagInfo { lines }
}

fn facts(project: &model::Project, composed: Composed, staging: &Staging) -> Facts {
    let site = &project.site;
    let sizes = staging.sizes();
    let mut formats: BTreeMap<String, usize> = BTreeMap::new();
    for path in sizes.keys() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        *formats.entry(ending.to_ascii_uppercase()).or_default() += 1;
    }
    let documents: Vec<_> = project.sources().map(|(_, document)| document).collect();
    let with = documents.iter().filter(|document| document.copies.iter().any(|copy| copy.sha256.is_some()));
    let particulars = [
        ("publisher", site.publisher.is_some()),
        ("licence", site.licence.is_some()),
        ("contact", site.contact.is_some()),
    ];
    Facts {
        edition: site.edition.as_deref().unwrap_or_default().to_owned(),
        as_of: site.as_of.to_string(),
        site: (sizes.len(), sizes.values().sum()),
        pages: composed.pages,
        inputs: 0,
        read_back: 0,
        documents: (documents.len(), with.count()),
        warnings: 0,
        not_given: particulars.into_iter().filter(|(_, is_given)| !is_given).map(|(key, _)| key).collect(),
        formats,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_that_could_not_be_read_again_are_not_frozen() {
        let sizes = |bytes| BTreeMap::from([(EDITION_DATA.to_owned(), bytes)]);
        assert!(too_large(&sizes(MAX_EDITION)).is_none());
        assert!(too_large(&sizes(MAX_EDITION + 1)).is_some());
    }
}
