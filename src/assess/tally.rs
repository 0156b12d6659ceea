//! Counts of verdicts: what restates or contradicts another record counts once, aspirations count apart.
//!
//! In: verdicts. Out: [`Tally`]. It must not turn counts into a score or share.

use super::verdict::{Verdict, VerdictKind};
use crate::model::{Modality, Project, Subject, choices};

choices! {
    /// What is counted together.
    Group {
        /// Promises with a number or a direction.
        Numeric = "numeric", "定量目标", "numeric targets";
        /// Aspirations, with or without a number.
        Aspirational = "aspirational", "力争目标", "aspirations";
        /// Promises of a state.
        Qualitative = "qualitative", "定性目标", "qualitative targets";
    }
}

/// How many verdicts of each kind there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [u32; VerdictKind::ALL.len()],
}

impl Tally {
    /// Counts verdicts; those on records that repeat another are left out.
    pub fn of<'v>(verdicts: impl IntoIterator<Item = &'v Verdict>) -> Tally {
        let mut tally = Tally::default();
        for verdict in verdicts.into_iter().filter(|verdict| !verdict.is_repeat) {
            tally.counts[verdict.kind as usize] += 1;
        }
        tally
    }

    /// How many there are of a kind.
    pub fn count(&self, kind: VerdictKind) -> u32 {
        self.counts[kind as usize]
    }

    /// How many there are in all.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// How many tell that no material is registered.
    pub fn silent(&self) -> u32 {
        self.entries().filter(|(kind, _)| kind.is_silent()).map(|(_, count)| count).sum()
    }

    /// The kinds in their order, each with its count.
    pub fn entries(&self) -> impl Iterator<Item = (VerdictKind, u32)> + '_ {
        VerdictKind::ALL.iter().map(|kind| (*kind, self.count(*kind)))
    }
}

impl Group {
    /// The group in which a verdict is counted.
    pub fn of(project: &Project, verdict: &Verdict) -> Group {
        let (modality, numeric) = match verdict.subject {
            Subject::Target(target) => (project.targets[target].modality, true),
            Subject::Milestone(milestone) => (project.milestones[milestone].modality, false),
            _ => (Modality::Firm, false),
        };
        match (modality, numeric) {
            (Modality::Aspire, _) => Group::Aspirational,
            (_, true) => Group::Numeric,
            (_, false) => Group::Qualitative,
        }
    }
}
