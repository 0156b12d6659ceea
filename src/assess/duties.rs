//! Recurring duties: how often each had to be done so far, and which times are on record.
//!
//! In: a project and a duty. Out: a [`DutyAccount`]: for each one who has to do it and each recurrence the
//! occurrences that are registered. A recurrence without a record is no failure and gets no verdict. A school year
//! runs from September to August and its terms from September to February and from March to August; the
//! documents do not say so, and pages say that it is a convention.

use super::Assessment;
use crate::model::{
    Body, Date, Decimal, Duty, Occurrence, Period, Place, PlaceKind, Project, Recurrence, Ref,
};

/// One recurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A calendar year.
    Year(i16),
    /// Two calendar years, the first given.
    TwoYears(i16),
    /// A month of a year.
    Month(i16, i8),
    /// The school year that begins in September of a year.
    SchoolYear(i16),
    /// The first (autumn) or the second (spring) term of that school year.
    Term(i16, bool),
}

/// Who has to do a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// Whoever it is: the document names nobody, or one body.
    Anyone,
    /// One of several bodies.
    Body(Ref<Body>),
    /// One of the places of a kind.
    Place(Ref<Place>),
    /// So many places of the kind that no document names.
    Unnamed(u32),
    /// What is recorded without saying which of them did it.
    Unsaid,
}

/// What is on record of one who has to do it.
#[derive(Clone, Debug)]
pub struct DutyRow {
    /// Who.
    pub doer: Doer,
    /// The registered occurrences of each recurrence.
    pub cells: Vec<Vec<Ref<Occurrence>>>,
}

/// What is on record of a duty.
#[derive(Clone, Debug)]
pub struct DutyAccount {
    /// The recurrences that have begun, in their order; none where the document gives no interval.
    pub slots: Vec<Slot>,
    /// How many of them are over.
    pub over: usize,
    /// One row for each one who has to do it.
    pub rows: Vec<DutyRow>,
    /// Occurrences whose date does not tell to which recurrence they belong, or of a duty without an interval.
    pub unplaced: Vec<Ref<Occurrence>>,
    /// How many times at least it should be on record by now: over recurrences × those who have to do it × times.
    pub expected: Option<Decimal>,
    /// How many occurrences are registered.
    pub recorded: usize,
}

impl Slot {
    /// The first and the last day.
    pub fn days(self) -> Option<(Date, Date)> {
        let month = |year, month| {
            let period = Period::Month(year, month);
            Some((period.first_day()?, period.last_day()?))
        };
        match self {
            Slot::Year(year) => Some((Date::new(year, 1, 1)?, Date::new(year, 12, 31)?)),
            Slot::TwoYears(year) => Some((Date::new(year, 1, 1)?, Date::new(year + 1, 12, 31)?)),
            Slot::Month(year, m) => month(year, m),
            Slot::SchoolYear(year) => Some((Date::new(year, 9, 1)?, Date::new(year + 1, 8, 31)?)),
            Slot::Term(year, false) => Some((Date::new(year, 9, 1)?, month(year + 1, 2)?.1)),
            Slot::Term(year, true) => Some((Date::new(year + 1, 3, 1)?, Date::new(year + 1, 8, 31)?)),
        }
    }
}

/// The account of a duty, from its registered occurrences in the order of ids.
pub fn account(assessment: &Assessment<'_>, duty: &Duty, occurrences: &[Ref<Occurrence>]) -> DutyAccount {
    let project = assessment.project;
    let slots = slots(project, duty);
    let as_of = project.site.as_of;
    let over = slots.iter().filter(|slot| slot.days().is_some_and(|(_, last)| last <= as_of)).count();
    let mut rows: Vec<DutyRow> = doers(assessment, duty)
        .into_iter()
        .map(|doer| DutyRow { doer, cells: vec![Vec::new(); slots.len()] })
        .collect();
    let mut unplaced = Vec::new();
    for reference in occurrences {
        let occurrence = &project.occurrences[*reference];
        match slots.iter().position(|slot| lies_in(occurrence, *slot)) {
            Some(slot) => row_of(&mut rows, occurrence, slots.len()).cells[slot].push(*reference),
            None => unplaced.push(*reference),
        }
    }
    let doers: i64 = rows.iter().map(|row| row.doer.count()).sum();
    let times = i64::try_from(over).unwrap_or(0) * doers;
    let least = duty.minimum.unwrap_or(Decimal::from_integer(1));
    let expected = (!slots.is_empty()).then(|| least.checked_mul(Decimal::from_integer(times))).flatten();
    DutyAccount { slots, over, rows, unplaced, expected, recorded: occurrences.len() }
}

impl Doer {
    fn count(self) -> i64 {
        match self {
            Doer::Anyone | Doer::Body(_) | Doer::Place(_) => 1,
            Doer::Unnamed(number) => i64::from(number),
            Doer::Unsaid => 0,
        }
    }
}

/// The recurrences from the day on which the plan was issued, or its first day, to the day of the site or its end.
fn slots(project: &Project, duty: &Duty) -> Vec<Slot> {
    let plan = &project.plans[duty.plan];
    let start = plan.issued.as_ref().and_then(Period::first_day).or_else(|| Date::new(plan.from, 1, 1));
    let end = Date::new(plan.to, 12, 31).map(|end| end.min(project.site.as_of));
    let (Some(start), Some(end), Some(frequency)) = (start, end, duty.frequency) else { return Vec::new() };
    let years = plan.from - 1..=plan.to;
    let all: Vec<Slot> = match frequency {
        Recurrence::Yearly => years.map(Slot::Year).collect(),
        Recurrence::Monthly => {
            years.flat_map(|year| (1..=12).map(move |month| Slot::Month(year, month))).collect()
        }
        Recurrence::SchoolYearly => years.map(Slot::SchoolYear).collect(),
        Recurrence::Termly => {
            years.flat_map(|year| [false, true].map(|second| Slot::Term(year, second))).collect()
        }
        Recurrence::Biennial => (plan.from..=plan.to).step_by(2).map(Slot::TwoYears).collect(),
        Recurrence::Regular => Vec::new(),
    };
    let runs = |slot: &Slot| slot.days().is_some_and(|(first, last)| last >= start && first <= end);
    all.into_iter().filter(runs).collect()
}

/// Those who have to do it: each place of the kind, or each of several bodies, or anyone.
fn doers(assessment: &Assessment<'_>, duty: &Duty) -> Vec<Doer> {
    let project = assessment.project;
    if let Some(kind) = duty.each {
        let mut doers = named(assessment, duty, kind);
        let number = duty.number.and_then(|number| project.observations[number].value.exact());
        let named = Decimal::from_integer(i64::try_from(doers.len()).unwrap_or(i64::MAX));
        let rest = number.map(|number| (number - named).to_string()).and_then(|rest| rest.parse().ok());
        doers.extend(rest.filter(|rest| *rest > 0).map(Doer::Unnamed));
        if !doers.is_empty() {
            return doers;
        }
    }
    match &*duty.bodies {
        [] | [_] => vec![Doer::Anyone],
        bodies => bodies.iter().map(|body| Doer::Body(*body)).collect(),
    }
}

fn named(assessment: &Assessment<'_>, duty: &Duty, kind: PlaceKind) -> Vec<Doer> {
    let project = assessment.project;
    let home = project.plans[duty.plan].place;
    let within = assessment.evidence().within(home).into_iter();
    within.filter(|place| *place != home && project.places[*place].kind == kind).map(Doer::Place).collect()
}

/// Whether all of the occurrence's time lies within a recurrence.
fn lies_in(occurrence: &Occurrence, slot: Slot) -> bool {
    let (first, last) = match occurrence.date {
        Some(date) => (Some(date), Some(date)),
        None => (occurrence.period.first_day(), occurrence.period.last_day()),
    };
    match (first, last, slot.days()) {
        (Some(first), Some(last), Some((from, to))) => from <= first && last <= to,
        _ => false,
    }
}

/// The row of the one who did it; a new one where that is not said.
fn row_of<'r>(rows: &'r mut Vec<DutyRow>, occurrence: &Occurrence, slots: usize) -> &'r mut DutyRow {
    let did = |row: &DutyRow| match row.doer {
        Doer::Anyone => true,
        Doer::Body(body) => occurrence.body == Some(body),
        Doer::Place(place) => occurrence.place == Some(place),
        Doer::Unnamed(_) => false,
        Doer::Unsaid => true,
    };
    let found = rows.iter().position(did).unwrap_or_else(|| {
        rows.push(DutyRow { doer: Doer::Unsaid, cells: vec![Vec::new(); slots] });
        rows.len() - 1
    });
    &mut rows[found]
}
