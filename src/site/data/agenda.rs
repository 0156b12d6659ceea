//! The file beside a page that lists what is due or who answers for what: one row for each verdict, task or duty.
//!
//! In: records of plans, each with the part that the page's subject has in it. Out: the bytes of a CSV file. It must not
//! count or weigh anything: whoever appraises with it does that.

use super::cell::{id, ids, maybe_id, shown};
use super::{Input, csv};
use crate::assess::{Assessment, Verdict};
use crate::bilingual::Lang;
use crate::model::{Record, Ref, Subject, Task};

const HEADER: [&str; 17] = [
    "role",
    "kind",
    "id",
    "name",
    "plan",
    "place",
    "task",
    "lead",
    "responsible",
    "printed",
    "period",
    "due",
    "verdict",
    "reason",
    "document",
    "locator",
    "copies",
];

/// The rows of these records, in their order.
pub(crate) fn agenda(
    assessment: &Assessment<'_>,
    items: &[(&'static str, Subject)],
    lang: Lang,
    reason: &dyn Fn(&Verdict) -> String,
) -> Vec<u8> {
    let rows = Rows { assessment, input: Input { project: assessment.project, lang }, reason };
    csv(&HEADER, items.iter().flat_map(|(role, subject)| rows.of(role, *subject)))
}

struct Rows<'a> {
    assessment: &'a Assessment<'a>,
    input: Input<'a>,
    reason: &'a dyn Fn(&Verdict) -> String,
}

impl Rows<'_> {
    fn of(&self, role: &str, subject: Subject) -> Vec<[String; 17]> {
        match subject {
            Subject::Target(_) | Subject::Milestone(_) => {
                self.assessment.of(subject).filter_map(|verdict| self.promise(role, verdict)).collect()
            }
            Subject::Task(task) => vec![self.task(role, task)],
            Subject::Duty(duty) => {
                let duty = &self.input.project.duties[duty];
                let mut row = self.row(role, "duty", duty.id());
                row[3] = self.input.text(&duty.name);
                row[4] = id(&self.input.project.plans, duty.plan);
                self.with_task(&mut row, duty.under.task);
                row[10] = duty.frequency.map_or("standing", |frequency| frequency.key()).to_owned();
                self.cite(&mut row, &duty.source);
                vec![row]
            }
            Subject::Provision(_) | Subject::Part(_) | Subject::Plan(_) => Vec::new(),
        }
    }

    fn row(&self, role: &str, kind: &str, id: &str) -> [String; 17] {
        let mut row: [String; 17] = Default::default();
        row[0] = role.to_owned();
        row[1] = kind.to_owned();
        row[2] = id.to_owned();
        row
    }

    fn with_task(&self, row: &mut [String; 17], task: Option<Ref<Task>>) {
        let project = self.input.project;
        row[6] = maybe_id(&project.tasks, task);
        if let Some(task) = task {
            row[7] = ids(&project.bodies, &project.tasks[task].lead);
            row[8] = ids(&project.bodies, &project.tasks[task].responsible);
        }
    }

    fn cite(&self, row: &mut [String; 17], source: &crate::model::Source) {
        let (document, locator) = self.input.cited(source);
        row[14] = document;
        row[15] = locator;
        row[16] = self.input.copies(source);
    }

    fn promise(&self, role: &str, verdict: &Verdict) -> Option<[String; 17]> {
        let project = self.input.project;
        let promise = project.promise(verdict.subject)?;
        let kind = if promise.indicator.is_some() { "target" } else { "milestone" };
        let mut row = self.row(role, kind, promise.id);
        row[3] = self.input.text(promise.name);
        row[4] = id(&project.plans, promise.plan);
        row[5] = id(&project.places, promise.place);
        self.with_task(&mut row, promise.under.task);
        row[9] = self.input.text(promise.printed);
        row[10] = verdict.period.to_string();
        row[11] = shown(verdict.due);
        row[12] = verdict.kind.key().to_owned();
        row[13] = (self.reason)(verdict);
        self.cite(&mut row, promise.source);
        Some(row)
    }

    fn task(&self, role: &str, reference: Ref<Task>) -> [String; 17] {
        let project = self.input.project;
        let task = &project.tasks[reference];
        let mut row = self.row(role, "task", task.id());
        row[3] = self.input.text(&task.title);
        row[4] = id(&project.plans, task.plan);
        self.with_task(&mut row, Some(reference));
        row[10] = shown(task.deadline.as_ref());
        row[11] = shown(task.deadline.as_ref().and_then(crate::model::Period::last_day));
        self.cite(&mut row, &task.source);
        row
    }
}
