//! Places, bodies, indicators and documents: what the other records speak of.
//!
//! In: the values of a raw record. Out: the record, or `None` where a fault was reported.

use super::fields::Fields;
use super::{Built, slot};
use crate::diagnostic::{Diagnostic, catalogue};
use crate::language::{RawValue, Spanned};
use crate::model::{
    Alert, Annex, Body, BodyKind, Copy, Coverage, Defect, Dimension, Direction, Document, DocumentKind,
    Excluded, Indicator, Place, PlaceKind, Ref, Stage,
};

pub(super) fn place(fields: &mut Fields<'_, '_>) -> Option<Place> {
    let origin = fields.record();
    let parent = fields.reference("parent");
    Some(Place {
        id: fields.line("id")?,
        name: fields.text("name")?,
        kind: fields.choice("kind", PlaceKind::from_key)?,
        parent,
        sort_key: fields.line("sort_key"),
        note: fields.text("note"),
        origin,
    })
}

pub(super) fn body(fields: &mut Fields<'_, '_>) -> Option<Body> {
    let origin = fields.record();
    let place = fields.reference("place");
    Some(Body {
        id: fields.line("id")?,
        name: fields.text("name")?,
        place,
        kind: fields.choice("kind", BodyKind::from_key).unwrap_or(BodyKind::Other),
        aliases: fields.texts("aliases"),
        sort_key: fields.line("sort_key"),
        note: fields.text("note"),
        origin,
    })
}

pub(super) fn indicator(fields: &mut Fields<'_, '_>) -> Option<Indicator> {
    let origin = fields.record();
    let decimals = fields.number_in("decimals", 0..=6);
    let unit_origin = fields.origin("unit");
    let unit = fields.unit("unit");
    let grades: Vec<Box<str>> = fields.lines("grades").into_iter().map(|grade| grade.value).collect();
    if unit.as_ref().is_some_and(|unit| (unit.dimension() == Dimension::Grade) == grades.is_empty()) {
        let printed = unit.as_ref().map(|unit| unit.printed().to_owned()).unwrap_or_default();
        fields.fault(Diagnostic::new(&catalogue::GRADES_UNIT, unit_origin).with("unit", printed));
    }
    let alerts = alerts(fields);
    let parts = fields.references_to_others("parts");
    Some(Indicator {
        id: fields.line("id")?,
        name: fields.text("name")?,
        unit: unit?,
        direction: fields.choice("direction", Direction::from_key)?,
        decimals: decimals.and_then(|number| u32::try_from(number).ok()),
        stage: fields.choice("stage", Stage::from_key),
        counts: fields.text("counts"),
        definition: fields.text("definition"),
        sort_key: fields.line("sort_key"),
        note: fields.text("note"),
        aliases: fields.texts("aliases"),
        parts,
        basis: fields.text("basis"),
        grades,
        alerts,
        origin,
    })
}

fn alerts(fields: &mut Fields<'_, '_>) -> Vec<Alert> {
    let tables = fields.list("alerts");
    let mut alerts = Vec::new();
    for Spanned { value, .. } in tables {
        let RawValue::Table(raw) = value else { continue };
        let mut inner = fields.within(*raw);
        let (name, basis) = (inner.text("name"), inner.text("basis"));
        let condition = super::condition::bound(&mut inner);
        if let (Some(name), Some(condition), Some(basis)) = (name, condition, basis) {
            alerts.push(Alert { name, condition, basis });
        }
    }
    alerts
}

pub(super) fn document(fields: &mut Fields<'_, '_>) -> Option<Document> {
    let origin = fields.record();
    let place = fields.reference("place");
    let issued = fields.dated("issued");
    let covers = coverages(fields);
    Some(Document {
        id: fields.line("id")?,
        title: fields.text("title")?,
        kind: fields.choice("kind", DocumentKind::from_key)?,
        place: place?,
        issuers: fields.texts("issuers"),
        authors: fields.texts("authors"),
        published_in: fields.text("published_in"),
        number: fields.text("number"),
        url: fields.line("url"),
        issued,
        issued_basis: fields.text("issued_basis"),
        excerpt: fields.flag("excerpt"),
        is_title_only: fields.flag("title_only"),
        covers,
        copies: Vec::new(),
        defects: Vec::new(),
        annexes: Vec::new(),
        excluded: Vec::new(),
        sort_key: fields.line("sort_key"),
        note: fields.text("note"),
        origin,
    })
}

fn coverages(fields: &mut Fields<'_, '_>) -> Vec<Coverage> {
    let tables = fields.list("covers");
    let mut coverages = Vec::new();
    for Spanned { value, .. } in tables {
        let RawValue::Table(raw) = value else { continue };
        let mut inner = fields.within(*raw);
        let place: Option<Ref<Place>> = inner.reference("place");
        let origin = inner.origin("from");
        let (from, to) = (inner.year("from"), inner.year("to"));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            inner.fault(
                Diagnostic::new(&catalogue::PLAN_YEARS, origin)
                    .with("from", from.to_string())
                    .with("to", to.to_string()),
            );
        }
        if let (Some(place), Some(from), Some(to)) = (place, from, to) {
            coverages.push(Coverage { place, from, to });
        }
    }
    coverages
}

pub(super) fn copy(fields: &mut Fields<'_, '_>, documents: &mut Built<Document>) -> Option<()> {
    let document = fields.reference::<Document>("document")?;
    let published = fields.dated("published");
    let origin = fields.origin("id");
    let id = fields.line("id")?;
    if slot(documents, document).is_some_and(|document| document.copies.iter().any(|copy| copy.id == id)) {
        fields.fault(Diagnostic::new(&catalogue::DUPLICATE_ID, origin).with("id", &*id));
    }
    let copy = Copy {
        id,
        medium: fields.text("medium")?,
        title: fields.text("title"),
        published,
        sha256: fields.line("sha256"),
        differs: fields.text("differs"),
        note: fields.text("note"),
    };
    documents.get_mut(document.index())?.as_mut()?.copies.push(copy);
    Some(())
}

pub(super) fn defect(fields: &mut Fields<'_, '_>, documents: &mut Built<Document>) -> Option<()> {
    let copies = fields.lines("copies");
    let document = fields.reference::<Document>("document")?;
    let copies = fields.copies(document, copies);
    let defect = Defect {
        at: fields.text("at")?,
        printed: fields.text("printed")?,
        read_as: fields.text("read_as")?,
        copies,
        note: fields.text("note"),
    };
    documents.get_mut(document.index())?.as_mut()?.defects.push(defect);
    Some(())
}

pub(super) fn excluded(fields: &mut Fields<'_, '_>, documents: &mut Built<Document>) -> Option<()> {
    let copies = fields.lines("copies");
    let document = fields.reference::<Document>("document")?;
    let copies = fields.copies(document, copies);
    let excluded = Excluded { at: fields.text("at")?, about: fields.text("about")?, copies };
    documents.get_mut(document.index())?.as_mut()?.excluded.push(excluded);
    Some(())
}

pub(super) fn annex(fields: &mut Fields<'_, '_>, documents: &mut Built<Document>) -> Option<()> {
    let document = fields.reference::<Document>("document")?;
    let annex = Annex {
        number: fields.integer("number")?,
        title: fields.text("title")?,
        is_withheld: fields.flag("withheld"),
        note: fields.text("note"),
    };
    let annexes = &mut documents.get_mut(document.index())?.as_mut()?.annexes;
    annexes.push(annex);
    annexes.sort_by_key(|annex| annex.number);
    Some(())
}
