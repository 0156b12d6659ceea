//! The files of what everything else refers to: places, bodies, documents, indicators.
//!
//! In: the project. Out: one file each. It must not hold anything that a plan promises or a document reports.

use super::cell::{flag, ids, list, maybe_id, shown};
use super::{Input, Records, records};

pub(super) fn places(input: Input<'_>) -> Records<'_> {
    let places = &input.project.places;
    let rows = places.iter().map(move |place| {
        let parent = maybe_id(places, place.parent);
        [place.id.to_string(), input.text(&place.name), place.kind.key().into(), parent]
    });
    records("places", ["id", "name", "kind", "parent"], rows)
}

pub(super) fn bodies(input: Input<'_>) -> Records<'_> {
    let rows = input.project.bodies.iter().map(move |body| {
        let place = maybe_id(&input.project.places, body.place);
        let note = input.maybe_text(body.note.as_ref());
        [body.id.to_string(), input.text(&body.name), place, note, body.kind.key().into()]
    });
    records("bodies", ["id", "name", "place", "note", "kind"], rows)
}

pub(super) fn documents(input: Input<'_>) -> Records<'_> {
    let header = [
        "id",
        "title",
        "kind",
        "place",
        "issued",
        "excerpt",
        "copies",
        "issued_basis",
        "issuers",
        "number",
        "url",
        "title_only",
    ];
    let rows = input.project.documents.iter().map(move |document| {
        [
            document.id.to_string(),
            input.text(&document.title),
            document.kind.key().into(),
            maybe_id(&input.project.places, Some(document.place)),
            shown(document.issued.as_ref()),
            flag(document.excerpt),
            list(document.copies.iter().map(|copy| &*copy.id)),
            input.maybe_text(document.issued_basis.as_ref()),
            input.texts(&document.issuers),
            input.maybe_text(document.number.as_ref()),
            shown(document.url.as_deref()),
            flag(document.is_title_only),
        ]
    });
    records("documents", header, rows)
}

pub(super) fn indicators(input: Input<'_>) -> Records<'_> {
    let header = ["id", "name", "unit", "direction", "decimals", "counts", "stage", "parts"];
    let rows = input.project.indicators.iter().map(move |indicator| {
        [
            indicator.id.to_string(),
            input.text(&indicator.name),
            indicator.unit.printed().into(),
            indicator.direction.key().into(),
            shown(indicator.decimals),
            input.maybe_text(indicator.counts.as_ref()),
            shown(indicator.stage.map(|stage| stage.key())),
            ids(&input.project.indicators, &indicator.parts),
        ]
    });
    records("indicators", header, rows)
}
