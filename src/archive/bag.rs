//! BagIt bags (RFC 8493): written as a zip, and what a bag says of its own files.
//!
//! In: the files of a payload as streams; or the tag files of a bag. Out: the bag; or the [`Expectations`] that its files have to
//! meet. It must not look at the clock: a bag is dated by what it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor, Read, Seek, Write};

use rayon::prelude::*;

use super::compare::{Difference, Expected, What};
use super::is_safe;
use super::zip::Zip;
use crate::model::{Algorithm, Hasher};

/// The folder of the payload.
pub const PAYLOAD: &str = "data/";

const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The ways in which a bag of ours is fingerprinted.
const ALGORITHMS: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

/// A file of a payload.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payload {
    /// Its path below `data/`.
    pub path: String,
    /// Its size.
    pub bytes: u64,
}

/// What `bag-info.txt` says, besides what follows from the payload.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BagInfo {
    /// Labels with their values, in the order in which they are written; an empty value is left out.
    pub lines: Vec<(&'static str, String)>,
}

/// A bag that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bag<'a> {
    /// The name of its folder.
    pub name: &'a str,
    /// What it says of itself.
    pub info: &'a BagInfo,
    /// Its files, in whatever order.
    pub payload: Vec<Payload>,
}

/// Files are packed together until they have so many bytes; one that has more is packed by itself.
const GROUP: u64 = 4 * 1024 * 1024;

/// The digests of a file in each of the ways of a bag.
type Digests = Vec<(Algorithm, String)>;

/// Writes a bag as a zip; `open` gives the bytes of a file. Returns the SHA-256 of each file by its path below `data/`. Files are
/// packed by all cores, and stand in the order of their paths.
///
/// # Errors
/// Where the world fails or a file changes meanwhile.
pub fn write<'o, W: Write + Seek>(
    out: W,
    bag: &Bag<'_>,
    open: impl Fn(&str) -> io::Result<Box<dyn Read + 'o>> + Sync,
) -> io::Result<(W, BTreeMap<String, String>)> {
    let mut payload: Vec<&Payload> = bag.payload.iter().collect();
    payload.sort_unstable();
    let mut zip = Zip::new(out);
    let mut tags: BTreeMap<Algorithm, BTreeMap<&str, String>> = BTreeMap::new();
    let mut lists: BTreeMap<Algorithm, String> = BTreeMap::new();
    let mut digests = BTreeMap::new();
    let info = bag.info.text(&payload);
    for (name, text) in [("bag-info.txt", info.as_str()), ("bagit.txt", DECLARATION)] {
        add_text(&mut zip, bag.name, name, text, &mut tags)?;
    }
    add_payload(&mut zip, bag.name, &payload, &open, |file, taken| {
        for (algorithm, digits) in taken {
            let line = format!("{digits}  {PAYLOAD}{}\n", encoded(&file.path));
            lists.entry(algorithm).or_default().push_str(&line);
            if algorithm == Algorithm::Sha256 {
                digests.insert(file.path.clone(), digits);
            }
        }
    })?;
    for (algorithm, name) in
        [(Algorithm::Sha256, "manifest-sha256.txt"), (Algorithm::Sha512, "manifest-sha512.txt")]
    {
        let list = lists.remove(&algorithm).unwrap_or_default();
        add_text(&mut zip, bag.name, name, &list, &mut tags)?;
    }
    let listed = tags.clone();
    for (algorithm, files) in listed {
        let text: String = files.iter().map(|(name, digits)| format!("{digits}  {name}\n")).collect();
        add_text(
            &mut zip,
            bag.name,
            &format!("tagmanifest-{}.txt", algorithm.key()),
            &text,
            &mut tags.clone(),
        )?;
    }
    Ok((zip.finish()?, digests))
}

/// Adds the files of a payload in this order, and shows each with its digests. As many groups of files are packed in memory as there
/// are cores, and then put behind one another; what is larger than a group goes straight into the archive.
fn add_payload<'o, W: Write + Seek>(
    zip: &mut Zip<W>,
    bag: &str,
    payload: &[&Payload],
    open: &(impl Fn(&str) -> io::Result<Box<dyn Read + 'o>> + Sync),
    mut seen: impl FnMut(&Payload, Digests),
) -> io::Result<()> {
    let mut groups = groups(payload).into_iter().peekable();
    while groups.peek().is_some() {
        let is_small = |group: &&[&Payload]| group.iter().all(|file| file.bytes <= GROUP);
        let together: Vec<_> =
            std::iter::from_fn(|| groups.next_if(is_small)).take(rayon::current_num_threads()).collect();
        if together.is_empty() {
            for file in groups.next().unwrap_or_default() {
                seen(file, add_file(zip, bag, file, open)?);
            }
        }
        let packed: Vec<_> = together.par_iter().map(|group| pack(bag, group, open)).collect();
        for (group, packed) in together.into_iter().zip(packed) {
            let (packed, taken) = packed?;
            zip.append(packed)?;
            group.iter().zip(taken).for_each(|(file, taken)| seen(file, taken));
        }
    }
    Ok(())
}

/// The files in groups of at most so many bytes, in their order; a larger file is a group of its own.
fn groups<'p, 'f>(payload: &'p [&'f Payload]) -> Vec<&'p [&'f Payload]> {
    let (mut groups, mut start, mut bytes) = (Vec::new(), 0, 0u64);
    for (place, file) in payload.iter().enumerate() {
        if place > start && bytes.saturating_add(file.bytes) > GROUP {
            groups.push(&payload[start..place]);
            (start, bytes) = (place, 0);
        }
        bytes = bytes.saturating_add(file.bytes);
    }
    groups.extend(Some(&payload[start..]).filter(|last| !last.is_empty()));
    groups
}

/// Files that were packed in memory, and their digests.
type Packed = (Zip<Cursor<Vec<u8>>>, Vec<Digests>);

/// Packs files in memory, and takes their digests.
fn pack<'o>(
    bag: &str,
    group: &[&Payload],
    open: &impl Fn(&str) -> io::Result<Box<dyn Read + 'o>>,
) -> io::Result<Packed> {
    let mut zip = Zip::new(Cursor::new(Vec::new()));
    let taken = group.iter().map(|file| add_file(&mut zip, bag, file, open));
    let taken = taken.collect::<io::Result<_>>()?;
    Ok((zip, taken))
}

/// Adds a file of a payload and takes its digests.
fn add_file<'o, W: Write + Seek>(
    zip: &mut Zip<W>,
    bag: &str,
    file: &Payload,
    open: &impl Fn(&str) -> io::Result<Box<dyn Read + 'o>>,
) -> io::Result<Digests> {
    add(zip, &format!("{bag}/{PAYLOAD}{}", file.path), file.bytes, open(&file.path)?)
}

/// Adds a file and takes its digests.
fn add<W: Write + Seek>(zip: &mut Zip<W>, path: &str, bytes: u64, content: impl Read) -> io::Result<Digests> {
    let mut hasher = Hasher::of(&ALGORITHMS);
    zip.add(path, bytes, content, |piece| hasher.add(piece))?;
    Ok(hasher.finish())
}

/// Adds a tag file and notes its digests.
fn add_text<'n, W: Write + Seek>(
    zip: &mut Zip<W>,
    bag: &str,
    name: &'n str,
    text: &str,
    tags: &mut BTreeMap<Algorithm, BTreeMap<&'n str, String>>,
) -> io::Result<()> {
    for (algorithm, digits) in add(zip, &format!("{bag}/{name}"), text.len() as u64, text.as_bytes())? {
        tags.entry(algorithm).or_default().insert(name, digits);
    }
    Ok(())
}

impl BagInfo {
    fn text(&self, payload: &[&Payload]) -> String {
        let bytes: u64 = payload.iter().map(|file| file.bytes).sum();
        let oxum = format!("{bytes}.{}", payload.len());
        let given = self.lines.iter().filter(|(_, value)| !value.trim().is_empty());
        let lines = given.map(|(label, value)| {
            // A value is one line: breaks within it become blanks.
            format!("{label}: {}\n", value.split_whitespace().collect::<Vec<_>>().join(" "))
        });
        lines.chain([format!("Payload-Oxum: {oxum}\n")]).collect()
    }
}

/// A path as manifests write it (RFC 8493, 2.1.3).
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

fn decoded(path: &str) -> String {
    path.replace("%0A", "\n")
        .replace("%0a", "\n")
        .replace("%0D", "\r")
        .replace("%0d", "\r")
        .replace("%25", "%")
}

/// What a bag says of its files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectations {
    /// What is said of each file, by its path below the bag's folder.
    pub files: BTreeMap<String, Expected>,
    /// What is wrong with the tag files themselves.
    pub differences: Vec<Difference>,
    /// The bytes and the number of files of the payload, where they are said.
    pub oxum: Option<(u64, u64)>,
}

/// Whether a file at the top of a bag is read for what it says: the declaration, the information, a manifest.
pub fn is_tag_file(path: &str) -> bool {
    matches!(path, "bagit.txt" | "bag-info.txt")
        || algorithm(path, "manifest-").is_some()
        || is_tag_manifest(path)
}

fn is_tag_manifest(path: &str) -> bool {
    algorithm(path, "tagmanifest-").is_some()
}

/// The word for the way of fingerprinting in a manifest's name.
fn algorithm<'p>(path: &'p str, start: &str) -> Option<&'p str> {
    path.strip_prefix(start)?.strip_suffix(".txt").filter(|word| !word.is_empty() && !word.contains('/'))
}

/// Reads the tag files of a bag, by their names; `None` stands for one that is too large or no text.
pub fn expectations(tags: &BTreeMap<String, Option<String>>) -> Expectations {
    let mut all = Expectations::default();
    let text = |name: &str| tags.get(name).and_then(Option::as_deref);
    let malformed = |name: &str| Difference::at(name, What::Malformed);
    let version = text("bagit.txt").and_then(version);
    match (tags.contains_key("bagit.txt"), version) {
        (false, _) => all.differences.push(Difference::at("bagit.txt", What::Missing)),
        (true, None) => all.differences.push(malformed("bagit.txt")),
        (true, Some(_)) => {}
    }
    let mut listed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (name, content) in tags {
        let of_payload = algorithm(name, "manifest-");
        let Some(word) = of_payload.or(algorithm(name, "tagmanifest-")) else { continue };
        let known =
            [Algorithm::Sha256, Algorithm::Sha512, Algorithm::Sm3].into_iter().find(|a| a.key() == word);
        let Some(content) = content else {
            all.differences.push(malformed(name));
            continue;
        };
        // Digits may be of either case, but not of both: that is how an altered one would pass.
        let digits =
            || content.lines().filter_map(|line| line.split([' ', '\t']).next()).flat_map(str::bytes);
        if digits().any(|byte| byte.is_ascii_uppercase()) && digits().any(|byte| byte.is_ascii_lowercase()) {
            all.differences.push(malformed(name));
        }
        let mut paths = BTreeSet::new();
        for line in content.lines() {
            let Some((digits, path)) = entry(line, of_payload.is_some()) else {
                all.differences.push(malformed(name));
                continue;
            };
            if !paths.insert(path.clone()) {
                all.differences.push(Difference::at(&path, What::Twice));
            }
            let expected = all.files.entry(path).or_default();
            expected.digests.extend(known.map(|known| (known, digits.to_owned())));
        }
        if of_payload.is_some() {
            listed.insert(name, paths);
        }
    }
    if listed.is_empty() {
        all.differences.push(Difference::at("manifest-sha256.txt", What::Missing));
    }
    // In version 1.0 every payload manifest lists every file.
    let every: BTreeSet<&String> = listed.values().flatten().collect();
    for paths in listed.values() {
        let lacking = every.iter().filter(|path| !paths.contains(**path));
        all.differences.extend(lacking.map(|path| Difference::at(path.as_str(), What::Unlisted)));
    }
    if let Some(info) = tags.get("bag-info.txt") {
        match info.as_deref().map(oxum) {
            Some(Ok(oxum)) => all.oxum = oxum,
            _ => all.differences.push(malformed("bag-info.txt")),
        }
    }
    all.differences.sort();
    all.differences.dedup();
    all
}

/// The version of a declaration that is as RFC 8493 wants it: two lines, one blank behind each colon, nothing else.
fn version(text: &str) -> Option<&str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let (first, second) = text.split_once('\n')?;
    let line = |line: &'_ str| line.strip_suffix('\r').unwrap_or(line).to_owned();
    let is_version = |word: &str| {
        word.split_once('.').is_some_and(|(major, minor)| {
            [major, minor]
                .iter()
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    let version = first.strip_suffix('\r').unwrap_or(first).strip_prefix("BagIt-Version: ")?;
    let is_utf8 = line(second) == "Tag-File-Character-Encoding: UTF-8";
    (is_utf8 && is_version(version)).then_some(version)
}

/// The digest and the path of a line of a manifest.
fn entry(line: &str, of_payload: bool) -> Option<(&str, String)> {
    let (digits, path) = line.split_once([' ', '\t'])?;
    // The star is what `sha256sum` writes for files that are no texts.
    let path = path.trim_start_matches([' ', '\t']).trim_start_matches('*');
    let path = decoded(path.strip_prefix("./").unwrap_or(path));
    let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_there = path.starts_with(PAYLOAD) == of_payload && is_safe(&path) && !path.starts_with('~');
    (is_hex && is_there && (of_payload || !is_tag_manifest(&path))).then_some((digits, path))
}

/// The size of the payload that a `bag-info.txt` says.
fn oxum(text: &str) -> Result<Option<(u64, u64)>, ()> {
    let mut found = None;
    for line in text.lines() {
        // A line that begins with a blank continues the one before it.
        if line.starts_with([' ', '\t']) || line.is_empty() {
            continue;
        }
        let (label, value) = line.split_once(':').ok_or(())?;
        if label.eq_ignore_ascii_case("Payload-Oxum") {
            let (bytes, files) = value.trim().split_once('.').ok_or(())?;
            found = Some((bytes.parse().map_err(|_| ())?, files.parse().map_err(|_| ())?));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::zip::Unzip;
    use super::*;

    fn bag() -> Vec<u8> {
        let info = BagInfo {
            lines: vec![("External-Identifier", "2025".to_owned()), ("Contact-Name", " ".to_owned())],
        };
        let payload =
            ["site/b", "site/a%", "inputs/c"].map(|path| Payload { path: path.to_owned(), bytes: 3 });
        let bag = Bag { name: "2025", info: &info, payload: payload.to_vec() };
        let (out, digests) =
            write(Cursor::new(Vec::new()), &bag, |_| Ok(Box::new(b"abc".as_slice()))).unwrap();
        assert_eq!(digests.len(), 3);
        out.into_inner()
    }

    proptest! {
        #[test]
        fn groups_are_small_and_leave_nothing_out(sizes in prop::collection::vec(0..GROUP + GROUP / 4, 0..40)) {
            let files: Vec<Payload> =
                sizes.iter().map(|bytes| Payload { path: String::new(), bytes: *bytes }).collect();
            let files: Vec<&Payload> = files.iter().collect();
            let groups = groups(&files);
            prop_assert_eq!(groups.concat(), &files[..]);
            let bytes = |group: &[&Payload]| group.iter().map(|file| file.bytes).sum::<u64>();
            prop_assert!(groups.iter().all(|group| group.len() == 1 || bytes(group) <= GROUP));
            // Two neighbours would not have gone together.
            prop_assert!(groups.windows(2).all(|pair| bytes(pair[0]) + pair[1][0].bytes > GROUP));
        }
    }

    #[test]
    fn groups_packed_apart_are_the_archive_that_one_writer_makes() {
        let large = vec![b'x'; usize::try_from(GROUP).unwrap() + 1];
        let content = |path: &str| match path {
            "b/large" => large.clone(),
            small => small.as_bytes().to_vec(),
        };
        let paths = ["a/one", "a/two.png", "b/large", "c/three", "c/四"];
        let payload = paths.map(|path| Payload { path: path.to_owned(), bytes: content(path).len() as u64 });
        let payload: Vec<&Payload> = payload.iter().collect();
        let open = |path: &str| -> io::Result<Box<dyn Read>> { Ok(Box::new(Cursor::new(content(path)))) };
        let (mut apart, mut whole) = (Zip::new(Cursor::new(Vec::new())), Zip::new(Cursor::new(Vec::new())));
        let mut seen = Vec::new();
        add_payload(&mut apart, "bag", &payload, &open, |file, taken| seen.push((file.path.clone(), taken)))
            .unwrap();
        let alone: Vec<_> = payload
            .iter()
            .map(|file| (file.path.clone(), add_file(&mut whole, "bag", file, &open).unwrap()))
            .collect();
        assert_eq!(seen, alone);
        assert!(apart.finish().unwrap().into_inner() == whole.finish().unwrap().into_inner());
    }

    fn tags(bytes: &[u8]) -> BTreeMap<String, Option<String>> {
        let mut zip = Unzip::open(Cursor::new(bytes)).unwrap();
        let mut tags = BTreeMap::new();
        for entry in zip.entries.clone().iter() {
            let name = entry.path.strip_prefix("2025/").unwrap();
            if is_tag_file(name) {
                let mut text = Vec::new();
                zip.read(entry, |piece| text.extend_from_slice(piece)).unwrap();
                tags.insert(name.to_owned(), Some(String::from_utf8(text).unwrap()));
            }
        }
        tags
    }

    #[test]
    fn a_bag_says_what_it_holds() {
        let bytes = bag();
        assert_eq!(bytes, bag());
        let tags = tags(&bytes);
        let names: Vec<_> = tags.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "bag-info.txt",
                "bagit.txt",
                "manifest-sha256.txt",
                "manifest-sha512.txt",
                "tagmanifest-sha256.txt",
                "tagmanifest-sha512.txt"
            ]
        );
        assert_eq!(tags["bag-info.txt"].as_deref(), Some("External-Identifier: 2025\nPayload-Oxum: 9.3\n"));
        let said = expectations(&tags);
        assert_eq!(said.differences, []);
        assert_eq!(said.oxum, Some((9, 3)));
        assert!(said.files.contains_key("data/site/a%") && said.files.contains_key("bagit.txt"));
        assert!(said.files.values().all(|expected| expected.digests.len() == 2));
    }

    #[test]
    fn tag_files_that_are_not_as_they_must_be_are_named() {
        let sound = tags(&bag());
        let cases: &[(&str, &str, &str, What)] = &[
            ("bagit.txt", "1.0", "1", What::Malformed),
            ("bagit.txt", "UTF-8", " UTF-8", What::Malformed),
            ("bagit.txt", "UTF-8\n", "UTF-8\n\n", What::Malformed),
            ("manifest-sha256.txt", "data/site/b", "site/b", What::Malformed),
            ("manifest-sha256.txt", "data/site/b", "data/../../b", What::Malformed),
            ("manifest-sha256.txt", "data/site/b", "/data/site/b", What::Malformed),
            ("manifest-sha256.txt", "data/site/b", "data/inputs/c", What::Twice),
            ("tagmanifest-sha256.txt", "bagit.txt", "data/site/b", What::Malformed),
            ("bag-info.txt", "9.3", "9", What::Malformed),
        ];
        for (name, from, to, what) in cases {
            let mut tags = sound.clone();
            let text = tags[*name].as_deref().unwrap().replace(from, to);
            tags.insert((*name).to_owned(), Some(text));
            let found = expectations(&tags).differences;
            assert!(found.iter().any(|difference| difference.what == *what), "{name} {to:?}: {found:?}");
        }
        let mut tags = sound.clone();
        let text = tags["manifest-sha512.txt"].as_deref().unwrap().lines().next().unwrap().to_owned();
        tags.insert("manifest-sha512.txt".to_owned(), Some(text));
        assert!(expectations(&tags).differences.contains(&Difference::at("data/site/b", What::Unlisted)));
        assert_eq!(expectations(&BTreeMap::new()).differences.len(), 2);
    }
}
