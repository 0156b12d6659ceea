//! The rules by which a verdict is found, tried in the order of [`super::RULES`]: the first that applies holds. The
//! order stands once, in `Case::verdict`.
//!
//! In: a target or milestone and the evidence. Out: its [`Verdict`]. Another place's figure never decides.

use super::EvidenceIndex;
use super::measured::{Answer, Decided, Question, is_early};
use super::verdict::{Clause, Evidence, Qualifier, Verdict, VerdictKind};
use crate::model::{
    Date, Finding, Judge, Milestone, Modality, Outcome, Period, Place, Plan, Project, Recurrence, Ref,
    Relation, Subject, Target,
};

/// What is common to the rules for targets and milestones.
struct Case<'p> {
    project: &'p Project,
    index: &'p EvidenceIndex,
    subject: Subject,
    place: Ref<Place>,
    plan: &'p Plan,
    period: Period,
    year: i16,
    due: Option<Date>,
    by_end: bool,
    /// Whether it is one of several years: then only what is said of this year counts.
    is_yearly: bool,
    modality: Modality,
}

/// The verdicts on a target: one, or one for each year of a recurring one.
pub(super) fn target(
    project: &Project,
    index: &EvidenceIndex,
    reference: Ref<Target>,
    target: &Target,
) -> Vec<Verdict> {
    let plan = &project.plans[target.plan];
    let is_yearly = is_yearly(&target.period, target.judge);
    judged_periods(&target.period, is_yearly, plan)
        .into_iter()
        .map(|period| {
            let (year, due) = due(&period, plan);
            let case = Case {
                project,
                index,
                subject: Subject::Target(reference),
                place: target.place,
                plan,
                year,
                due,
                by_end: target.judge == Judge::ByEnd && !is_yearly,
                is_yearly,
                modality: target.modality,
                period,
            };
            let (period, is_due) = (&case.period, case.is_due());
            let question = Question { project, index, target, period, is_yearly, year, is_due };
            case.verdict(question.answer())
        })
        .collect()
}

/// The verdicts on a milestone: one, or one for each year of a recurring one.
pub(super) fn milestone(
    project: &Project,
    index: &EvidenceIndex,
    reference: Ref<Milestone>,
    milestone: &Milestone,
) -> Vec<Verdict> {
    let plan = &project.plans[milestone.plan];
    let is_yearly = is_yearly(&milestone.period, Judge::ByEnd);
    judged_periods(&milestone.period, is_yearly, plan)
        .into_iter()
        .map(|period| {
            let (year, due) = due(&period, plan);
            let case = Case {
                project,
                index,
                subject: Subject::Milestone(reference),
                place: milestone.place,
                plan,
                year,
                due,
                by_end: !is_yearly,
                is_yearly,
                modality: milestone.modality,
                period,
            };
            case.verdict(Answer::Nothing)
        })
        .collect()
}

/// Whether each year is judged by itself.
fn is_yearly(period: &Period, judge: Judge) -> bool {
    matches!(period, Period::Recurring(Recurrence::Yearly)) || judge == Judge::EachYear
}

/// The periods that are judged: each year of a recurring one, else its own.
fn judged_periods(period: &Period, is_yearly: bool, plan: &Plan) -> Vec<Period> {
    if !is_yearly {
        return vec![period.clone()];
    }
    let (from, to) = period.years().unwrap_or((plan.from, plan.to));
    (from..=to).filter_map(Period::year).collect()
}

/// The judged year and the due day: the end of the period, or of the plan where the period has none.
fn due(period: &Period, plan: &Plan) -> (i16, Option<Date>) {
    let year = period.years().map_or(plan.to, |(_, to)| to);
    (year, period.last_day().or_else(|| Date::new(plan.to, 12, 31)))
}

impl Case<'_> {
    fn is_due(&self) -> bool {
        self.due.is_some_and(|due| self.project.site.as_of >= due)
    }

    fn verdict(&self, answer: Answer) -> Verdict {
        self.finished(self.decided(answer))
    }

    fn decided(&self, answer: Answer) -> Decided {
        let mut lack = None;
        match answer {
            Answer::Decided(decided) => return decided,
            Answer::UnderWay(decided) => return self.stated().unwrap_or(decided),
            Answer::Lacks(clauses, evidence) => lack = Some((clauses, evidence)),
            Answer::Nothing => {}
        }
        self.stated()
            .or_else(|| self.by_relation(Relation::Activity, VerdictKind::Reported))
            .or_else(|| self.by_relation(Relation::LookAlike, VerdictKind::NotComparable))
            .or_else(|| self.insufficient(lack))
            .unwrap_or_else(|| self.silent())
    }

    /// The findings of a relation that speak of this place and, where each year is judged by itself, of this year:
    /// what becomes of another place or in another year decides nothing here.
    fn findings(&self, relation: Relation) -> Vec<Ref<Finding>> {
        let speaks = |reference: &Ref<Finding>| {
            let finding = &self.project.findings[*reference];
            let here = match relation {
                Relation::Outcome => finding.place == self.place,
                Relation::Activity | Relation::LookAlike | Relation::Insufficient | Relation::Intention => {
                    self.project.is_within(finding.place, self.place)
                }
            };
            let now = finding.period.years().is_none_or(|(from, to)| from <= self.year && self.year <= to);
            here && (now || !self.is_yearly)
        };
        self.index.with_relation(self.project, self.subject, relation).filter(speaks).collect()
    }

    /// What documents state outright.
    fn stated(&self) -> Option<Decided> {
        let findings = self.findings(Relation::Outcome);
        let of = |reference: &Ref<Finding>| &self.project.findings[*reference];
        let first = of(findings.first()?).outcome?;
        let mut reason: Vec<Clause> = findings.iter().map(|finding| Clause::Says(*finding)).collect();
        let evidence = findings.iter().map(|finding| Evidence::Finding(*finding)).collect();
        if findings.iter().any(|finding| of(finding).outcome != Some(first)) {
            reason.push(Clause::StatementsConflict);
            return Some(Decided::plain(VerdictKind::NotAssessable, reason, evidence));
        }
        let kind = match first {
            Outcome::Met => VerdictKind::Met,
            Outcome::Missed if self.is_due() => VerdictKind::Missed,
            Outcome::Missed => VerdictKind::InProgress,
        };
        let mut stated = Decided::plain(kind, reason, evidence);
        stated.qualifiers.push(Qualifier::AsReported);
        if findings.iter().any(|finding| of(finding).largely) {
            stated.qualifiers.push(Qualifier::Largely);
        }
        Some(stated)
    }

    /// What findings of one relation tell, without a figure that could decide.
    fn by_relation(&self, relation: Relation, kind: VerdictKind) -> Option<Decided> {
        let findings = self.findings(relation);
        let reason = findings.iter().map(|finding| Clause::Says(*finding)).collect();
        let evidence = findings.iter().map(|finding| Evidence::Finding(*finding)).collect();
        (!findings.is_empty()).then(|| Decided::plain(kind, reason, evidence))
    }

    /// What is registered but cannot decide.
    fn insufficient(&self, lack: Option<(Vec<Clause>, Vec<Evidence>)>) -> Option<Decided> {
        let stated = self.by_relation(Relation::Insufficient, VerdictKind::NotAssessable);
        match (stated, lack) {
            (Some(mut stated), lack) => {
                let (clauses, evidence) = lack.unwrap_or_default();
                stated.reason.splice(0..0, clauses);
                stated.evidence.extend(evidence);
                Some(stated)
            }
            (None, Some((clauses, evidence))) => {
                Some(Decided::plain(VerdictKind::NotAssessable, clauses, evidence))
            }
            (None, None) => None,
        }
    }

    /// Nothing is registered: whether it is due, and whether a document covers it.
    fn silent(&self) -> Decided {
        if let Some(due) = self.due.filter(|_| !self.is_due()) {
            return Decided::plain(VerdictKind::NotDue, vec![Clause::NotDue(due)], Vec::new());
        }
        let documents = self.index.covering(self.project, self.place, self.year);
        if documents.is_empty() {
            return Decided::plain(VerdictKind::NoSource, vec![Clause::NoDocument], Vec::new());
        }
        Decided::plain(VerdictKind::NoReport, vec![Clause::Silent(documents)], Vec::new())
    }

    /// The verdict, of which nothing changes any more: its lists take no more room than they need.
    fn finished(&self, decided: Decided) -> Verdict {
        let Decided { kind, mut qualifiers, margin, mut reason, evidence } = decided;
        let early = kind == VerdictKind::Met
            && self.by_end
            && self.due.is_some_and(|due| is_early(self.project, &evidence, due));
        if early {
            reason.push(Clause::ReportedBeforeDue);
        }
        if self.modality == Modality::Aspire {
            qualifiers.push(Qualifier::Aspirational);
        }
        qualifiers.sort_unstable();
        debug_assert!(self.plan.from <= self.year || self.plan.to >= self.year);
        Verdict {
            subject: self.subject,
            period: self.period.clone(),
            due: self.due,
            kind,
            early,
            qualifiers: exactly(qualifiers),
            margin,
            reason: exactly(reason),
            evidence: exactly(evidence),
            is_repeat: self.index.is_repeat(self.subject),
        }
    }
}

/// The items in room of their own: an allocator that only shortens a list leaves it up to twice the room that it needs.
fn exactly<T>(mut items: Vec<T>) -> Box<[T]> {
    let mut all = Vec::with_capacity(items.len());
    all.append(&mut items);
    all.into()
}
