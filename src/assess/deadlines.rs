//! What is due when: the dated promises and tasks of a plan in the order of their days.
//!
//! In: an assessment and a plan. Out: [`Deadline`]s. An imprecise date is due on its last day. It must not judge: the
//! verdict of a promise comes in as it was computed, and a task has none.

use super::{Assessment, Verdict};
use crate::model::{Date, Period, Plan, Record, Ref, Subject, Task};

/// Where a deadline stands against the day of the plan and the day of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It lay before the day on which the plan was issued.
    BeforeIssue,
    /// It is a month, and the plan was issued in that month.
    MonthOfIssue,
    /// It has come.
    Due,
    /// It has not come.
    NotDue,
}

/// Something that is due on a day.
#[derive(Clone, Debug)]
pub struct Deadline<'a> {
    /// The target, milestone or task.
    pub subject: Subject,
    /// For when it is due, as precisely as the document says.
    pub period: Period,
    /// The last day of the period.
    pub due: Date,
    /// Whether the document gives a time of its own, and not only that of the whole plan.
    pub is_own: bool,
    /// Where it stands.
    pub standing: Standing,
    /// The verdict on a promise; a task has none.
    pub verdict: Option<&'a Verdict>,
}

/// The deadlines of a plan and its tasks, by day; what restates another record is left out.
pub fn deadlines<'a>(
    assessment: &'a Assessment<'_>,
    plan: Ref<Plan>,
    tasks: &[Ref<Task>],
) -> Vec<Deadline<'a>> {
    let project = assessment.project;
    let record = &project.plans[plan];
    let promises = assessment.of_plan(plan).filter(|verdict| !verdict.is_repeat).filter_map(|verdict| {
        let due = verdict.due?;
        Some(Deadline {
            subject: verdict.subject,
            period: verdict.period.clone(),
            due,
            is_own: is_own(&verdict.period, record),
            standing: standing(record, &verdict.period, due, project.site.as_of),
            verdict: Some(verdict),
        })
    });
    let tasks = tasks.iter().filter_map(|task| {
        let period = project.tasks[*task].deadline.clone()?;
        let due = period.last_day()?;
        let standing = standing(record, &period, due, project.site.as_of);
        let is_own = is_own(&period, record);
        Some(Deadline { subject: Subject::Task(*task), period, due, is_own, standing, verdict: None })
    });
    let mut deadlines: Vec<Deadline<'a>> = promises.chain(tasks).collect();
    deadlines.sort_by_cached_key(|deadline| {
        let id = match deadline.subject {
            Subject::Task(task) => project.tasks[task].id(),
            subject => project.promise(subject).map_or("", |promise| promise.id),
        };
        (deadline.due, deadline.period.first_day().map(std::cmp::Reverse), id.to_owned())
    });
    deadlines
}

/// Whether a period is more than the whole time of the plan.
fn is_own(period: &Period, plan: &Plan) -> bool {
    period.years().is_some_and(|years| years != (plan.from, plan.to))
}

fn standing(plan: &Plan, period: &Period, due: Date, as_of: Date) -> Standing {
    let issued = plan.issued.as_ref().and_then(Period::first_day);
    match issued {
        Some(issued) if due < issued => Standing::BeforeIssue,
        Some(issued) if *period == Period::Month(issued.year(), issued.month()) => Standing::MonthOfIssue,
        _ if due <= as_of => Standing::Due,
        _ => Standing::NotDue,
    }
}
