//! Which record a cell names: by its id, its name or one of its other names.
//!
//! In: the records of a project. Out: [`Names`]. It must not guess: what is only near is offered and not taken.

use std::collections::BTreeMap;

use crate::bilingual::Lang;
use crate::diagnostic::nearest;
use crate::language::folded;
use crate::model::{Project, Text};

/// What a name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<'n> {
    /// One record, and whether the name is the one by which it is known.
    One(&'n str, bool),
    /// More than one.
    Several,
    /// None; the name that was probably meant.
    None(Option<&'n str>),
}

/// The names of all records of a kind.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The ids behind a name, without width, case and blank space; whether it is the name by which it is known.
    by_name: BTreeMap<String, Vec<(Box<str>, bool)>>,
    /// The names as written.
    written: Vec<String>,
}

impl Names {
    fn add(&mut self, id: &str, text: &Text, is_own: bool) {
        for lang in Lang::ALL {
            let name = text.get(lang);
            let known = self.by_name.entry(key(name)).or_default();
            if known.iter().all(|(other, _)| **other != *id) {
                known.push((id.into(), is_own));
                self.written.push(name.to_owned());
            }
        }
    }

    fn add_id(&mut self, id: &str) {
        self.by_name.entry(key(id)).or_default().push((id.into(), true));
        self.written.push(id.to_owned());
    }

    /// The record that a text names.
    pub(super) fn find(&self, text: &str) -> Found<'_> {
        match self.by_name.get(&key(text)).map(Vec::as_slice) {
            Some([(id, is_own)]) => Found::One(id, *is_own),
            Some([_, _, ..]) => Found::Several,
            _ => Found::None(nearest(text, self.written.iter().map(String::as_str))),
        }
    }
}

/// A name as it is compared: book title marks and quotation marks do not count either.
fn key(text: &str) -> String {
    folded(text).chars().filter(|c| !matches!(c, '《' | '》' | '“' | '”' | '"')).collect()
}

/// The names of the kinds that columns refer to.
#[derive(Debug)]
pub(super) struct Register {
    by_kind: BTreeMap<&'static str, Names>,
}

impl Register {
    pub(super) fn of(project: &Project) -> Register {
        let mut by_kind: BTreeMap<&'static str, Names> = BTreeMap::new();
        let mut add = |kind: &'static str, id: &str, names: &[&Text], aliases: &[Text]| {
            let known = by_kind.entry(kind).or_default();
            known.add_id(id);
            names.iter().for_each(|name| known.add(id, name, true));
            aliases.iter().for_each(|name| known.add(id, name, false));
        };
        for place in project.places.iter() {
            add("place", &place.id, &[&place.name], &[]);
        }
        for indicator in project.indicators.iter() {
            add("indicator", &indicator.id, &[&indicator.name], &indicator.aliases);
        }
        for document in project.documents.iter().filter(|document| !document.is_title_only) {
            add("document", &document.id, &[&document.title], &[]);
        }
        for plan in project.plans.iter() {
            add("plan", &plan.id, &[&plan.title, &plan.short], &[]);
        }
        for body in project.bodies.iter() {
            add("body", &body.id, &[&body.name], &body.aliases);
        }
        for part in project.parts.iter() {
            add("action", &part.id, &[&part.title], &[]);
        }
        Register { by_kind }
    }

    /// The record of a kind that a text names.
    pub(super) fn find(&self, kind: &str, text: &str) -> Found<'_> {
        self.by_kind.get(kind).map_or(Found::None(None), |names| names.find(text))
    }
}
