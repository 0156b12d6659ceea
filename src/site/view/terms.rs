//! The page of verdicts and terms: what each word means that pages use.
//!
//! In: the scene. Out: [`TermsView`]. The meanings of verdicts are those by which they are found; it must not have its own.

use serde::Serialize;

use crate::assess::{Qualifier, VerdictKind};
use crate::bilingual::Bilingual;
use crate::site::frame::Frame;
use crate::site::route::Route;
use crate::site::scene::{Scene, capital};

/// The terms beside verdicts, in their order; the theme has the words `term.…` and `term.….means`.
const TERMS: [&str; 13] = [
    "target",
    "milestone",
    "duty",
    "provision",
    "restated",
    "derived",
    "counted",
    "provisional",
    "at-least",
    "points",
    "source",
    "as-of",
    "edition",
];

/// What the template `terms.html` shows.
#[derive(Debug, Serialize)]
pub(crate) struct TermsView {
    frame: Frame,
    title: String,
    lede: String,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    id: &'static str,
    title: String,
    terms: Vec<Term>,
}

#[derive(Debug, Serialize)]
struct Term {
    id: &'static str,
    /// The sign of a verdict; empty for other terms.
    kind: &'static str,
    words: String,
    /// Nothing: a term stands alone.
    more: &'static str,
    meaning: String,
}

/// The page of verdicts and terms.
pub(crate) fn terms(scene: &Scene<'_>) -> TermsView {
    let path = scene.path(Route::Terms);
    let (title, lede) = (scene.say("terms.title", &[]), scene.say("terms.lede", &[]));
    let of = |id, kind, words: Bilingual, meaning: Bilingual| Term {
        id,
        kind,
        words: words.get(scene.lang).to_owned(),
        more: "",
        meaning: capital(meaning.get(scene.lang).to_owned(), scene.lang),
    };
    let verdicts =
        VerdictKind::ALL.iter().map(|kind| of(kind.key(), kind.key(), kind.words(), kind.meaning()));
    let qualifiers = Qualifier::ALL.iter().map(|one| of(one.key(), "", one.words(), one.meaning()));
    let others = TERMS.iter().map(|id| Term {
        id,
        kind: "",
        words: scene.say(&format!("term.{id}"), &[]),
        more: "",
        meaning: capital(scene.say(&format!("term.{id}.means"), &[]), scene.lang),
    });
    let group = |id, key: &str, terms| Group { id, title: scene.say(key, &[]), terms };
    TermsView {
        groups: vec![
            group("h-verdicts", "method.verdicts", verdicts.collect()),
            group("h-qualifiers", "method.qualifiers", qualifiers.collect()),
            group("h-terms", "terms.others", others.collect()),
        ],
        frame: scene.frame(&path, title.clone(), lede.clone(), scene.crumbs(&path, &[])),
        title,
        lede,
    }
}
