//! The files of what documents report and what follows from it: observations, findings, verdicts, occurrences, revisions.
//!
//! In: the project and its verdicts. Out: one file each. It must not judge: a verdict comes in as it was computed.

use super::cell::{flag, id, ids, list, maybe_id, observed, shown};
use super::{Input, Records, records};
use crate::assess::{Evidence, Margin, Qualifier, Verdict};
use crate::model::{Derivation, Formula, Measure, Observation, Revised};

/// The columns of an observation.
pub(super) const OBSERVATION: [&str; 22] = [
    "id",
    "place",
    "indicator",
    "name",
    "period",
    "measure",
    "since",
    "op",
    "value",
    "value_max",
    "unit",
    "status",
    "derived",
    "formula",
    "said_by",
    "document",
    "locator",
    "printed",
    "supersedes",
    "copies",
    "note",
    "grade",
];

pub(super) fn observations(input: Input<'_>) -> Records<'_> {
    records(
        "observations",
        OBSERVATION,
        input.project.observations.iter().map(move |row| observation_row(input, row)),
    )
}

pub(super) fn observation_row(input: Input<'_>, observation: &Observation) -> [String; 22] {
    let project = input.project;
    let indicator = &project.indicators[observation.indicator];
    let (measure, since) = match &observation.measure {
        Measure::Level => ("level", String::new()),
        Measure::Change(since) => ("change", since.to_string()),
    };
    let grade = indicator.grade_of(observation.value.number());
    let (op, value, value_max) = match grade {
        // The number of a grade orders it and is no figure.
        Some(_) => ("=", String::new(), String::new()),
        None => observed(observation.value),
    };
    let (document, locator) = input.cited(&observation.source);
    [
        observation.id.to_string(),
        id(&project.places, observation.place),
        indicator.id.to_string(),
        input.text(observation.name.as_deref().unwrap_or(&indicator.name)),
        observation.period.to_string(),
        measure.into(),
        since,
        op.into(),
        value,
        value_max,
        observation.unit.printed().into(),
        observation.status.key().into(),
        flag(observation.derivation.is_some()),
        observation.derivation.as_ref().map(|derivation| arithmetic(input, derivation)).unwrap_or_default(),
        input.said_by(&observation.source),
        document,
        locator,
        input.maybe_text(observation.printed.as_deref()),
        maybe_id(&project.observations, observation.supersedes),
        input.copies(&observation.source),
        input.maybe_text(observation.note.as_deref()),
        shown(grade),
    ]
}

/// `{rs-012} - {rs-013}`, or `count: a; b; c`.
fn arithmetic(input: Input<'_>, derivation: &Derivation) -> String {
    match derivation {
        Derivation::Formula(formula) => terms(input, formula),
        Derivation::Counted(things) => {
            let things: Vec<&str> = things.iter().map(|thing| thing.get(input.lang)).collect();
            format!("count: {}", things.join("; "))
        }
    }
}

fn terms(input: Input<'_>, formula: &Formula) -> String {
    let mut text = String::new();
    for (place, (minus, term)) in formula.terms.iter().enumerate() {
        if place > 0 {
            text.push_str(if *minus { " - " } else { " + " });
        }
        text.push_str(&format!("{{{}}}", input.project.observations[*term].id));
    }
    text
}

pub(super) fn findings(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let header = [
        "id",
        "about",
        "relation",
        "place",
        "period",
        "says",
        "said_by",
        "document",
        "locator",
        "outcome",
        "largely",
        "observations",
        "because",
        "copies",
    ];
    let rows = project.findings.iter().map(move |finding| {
        let (document, locator) = input.cited(&finding.source);
        [
            finding.id.to_string(),
            input.subjects(&finding.about),
            finding.relation.key().into(),
            id(&project.places, finding.place),
            finding.period.to_string(),
            input.text(&finding.says),
            input.said_by(&finding.source),
            document,
            locator,
            shown(finding.outcome.map(|outcome| outcome.key())),
            flag(finding.largely),
            ids(&project.observations, &finding.observations),
            input.maybe_text(finding.because.as_ref()),
            input.copies(&finding.source),
        ]
    });
    records("findings", header, rows)
}

pub(super) fn occurrences(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let rows = project.occurrences.iter().map(move |occurrence| {
        let (document, locator) = input.cited(&occurrence.source);
        [
            occurrence.id.to_string(),
            id(&project.duties, occurrence.duty),
            occurrence.period.to_string(),
            maybe_id(&project.bodies, occurrence.body),
            maybe_id(&project.places, occurrence.place),
            shown(occurrence.date),
            document,
            locator,
            input.maybe_text(occurrence.title.as_ref()),
            input.maybe_text(occurrence.toward.as_ref()),
            input.maybe_text(occurrence.result.as_ref()),
            input.subjects(&occurrence.about),
        ]
    });
    let header = [
        "id", "duty", "period", "body", "place", "date", "document", "locator", "title", "toward", "result",
        "about",
    ];
    records("occurrences", header, rows)
}

/// The columns of a verdict.
pub(super) const VERDICT: [&str; 14] = [
    "target",
    "plan",
    "place",
    "indicator",
    "period",
    "due",
    "verdict",
    "early",
    "qualifiers",
    "margin",
    "margin_unit",
    "reason",
    "evidence",
    "name",
];

pub(super) fn verdicts<'a>(
    input: Input<'a>,
    verdicts: &'a [Verdict],
    reason: &'a dyn Fn(&Verdict) -> String,
) -> Records<'a> {
    let rows = verdicts.iter().filter_map(move |verdict| verdict_row(input, verdict, reason));
    records("verdicts", VERDICT, rows)
}

/// A verdict; none on what is no promise.
pub(super) fn verdict_row(
    input: Input<'_>,
    verdict: &Verdict,
    reason: &dyn Fn(&Verdict) -> String,
) -> Option<[String; 14]> {
    let about = input.project.promise(verdict.subject)?;
    let margin = verdict.margin.as_ref();
    Some([
        about.id.to_owned(),
        id(&input.project.plans, about.plan),
        id(&input.project.places, about.place),
        maybe_id(&input.project.indicators, about.indicator),
        verdict.period.to_string(),
        shown(verdict.due),
        verdict.kind.key().into(),
        flag(verdict.early),
        qualifiers(verdict),
        margin.map(margin_number).unwrap_or_default(),
        shown(margin.map(|margin| margin.unit.printed())),
        reason(verdict),
        list(verdict.evidence.iter().map(|evidence| evidence_id(input, *evidence))),
        input.text(about.name),
    ])
}

/// The keys of the qualifiers; a margin that is a bound says so here, because the number alone does not.
fn qualifiers(verdict: &Verdict) -> String {
    let mut qualifiers = verdict.qualifiers.to_vec();
    if verdict.margin.as_ref().is_some_and(Margin::is_bound) {
        qualifiers.push(Qualifier::Bound);
    }
    qualifiers.sort_unstable();
    qualifiers.dedup();
    list(qualifiers.into_iter().map(Qualifier::key))
}

/// The margin: exact, or marked with `~` where it was rounded.
fn margin_number(margin: &Margin) -> String {
    format!("{}{}", if margin.is_rounded { "~" } else { "" }, margin.value)
}

fn evidence_id(input: Input<'_>, evidence: Evidence) -> String {
    match evidence {
        Evidence::Observation(reference) => id(&input.project.observations, reference),
        Evidence::Finding(reference) => id(&input.project.findings, reference),
    }
}

pub(super) fn comparisons(input: Input<'_>) -> Records<'_> {
    let rows = input.project.comparisons.iter().map(move |comparison| {
        [
            comparison.id.to_string(),
            input.text(&comparison.name),
            comparison.likeness.key().into(),
            input.subjects(&comparison.of),
            ids(&input.project.observations, &comparison.results),
            input.maybe_text(comparison.because.as_ref()),
        ]
    });
    records("comparisons", ["id", "name", "likeness", "of", "results", "because"], rows)
}

pub(super) fn revisions(input: Input<'_>) -> Records<'_> {
    let project = input.project;
    let header = ["id", "of", "withdraws", "kind", "old", "new", "date", "reason", "document", "locator"];
    let rows = project.revisions.iter().map(move |revision| {
        let (of, withdraws) = match &revision.of {
            Revised::Observation(of) => (id(&project.observations, *of), String::new()),
            Revised::Target(of) => (id(&project.targets, *of), String::new()),
            Revised::Milestone(of) => (id(&project.milestones, *of), String::new()),
            Revised::Provision(of) => (id(&project.provisions, *of), String::new()),
            Revised::Withdrawn(id) => (String::new(), id.to_string()),
        };
        [
            revision.id.to_string(),
            of,
            withdraws,
            revision.kind.key().into(),
            shown(revision.old),
            shown(revision.new),
            revision.date.to_string(),
            input.text(&revision.reason),
            maybe_id(&project.documents, revision.document),
            input.maybe_text(revision.at.as_ref()),
        ]
    });
    records("revisions", header, rows)
}
