//! Accounts without a verdict: plans against those they follow, recurring duties, deadlines. Each expectation was decided
//! by hand from the rules at the heads of `assess/levels.rs`, `assess/duties.rs` and `assess/deadlines.rs`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests write files and may stop")]

mod support;

use std::fs;

use dajuan::assess::{
    Doer, DutyAccount, Group, Slot, Standing, Tally, VerdictKind, account, alerts, assess, deadlines, levels,
    series,
};
use dajuan::model::{Project, Record, Ref, Subject};
use support::{check, project};

/// The base project with one more file.
fn with(text: &str) -> Project {
    let root = project();
    fs::write(root.path().join("content/more.toml"), format!("format = 1\n{text}")).unwrap();
    let checked = check(root.path());
    assert!(checked.faults.iter().all(|fault| !fault.is_error()), "{:?}", checked.faults);
    checked.project.unwrap()
}

/// A plan above the one of the base project, and one known by its name between them.
const ABOVE: &str = r#"
[[plan]]
id = "yunnan-2023"
title = "省计划"
short = "省计划"
place = "yunnan"
from = 2023
to = 2025
document = "zhaotong-plan-2023"

[[plan]]
id = "qujing-2023"
title = "市计划"
short = "市计划"
place = "yunnan"
from = 2023
to = 2025
superior = "yunnan-2023"

[[plan]]
id = "fuyuan-2023"
title = "县计划"
short = "县计划"
place = "zhaotong"
from = 2023
to = 2025
superior = "qujing-2023"
document = "zhaotong-plan-2023"
"#;

fn target(id: &str, plan: &str, rest: &str) -> String {
    format!(
        "[[target]]\nid = \"{id}\"\nplan = \"{plan}\"\nplace = \"{}\"\ndocument = \"zhaotong-plan-2023\"\n\
         at = \"目标\"\nprinted = \"…\"\n{rest}\n",
        if plan == "yunnan-2023" { "yunnan" } else { "zhaotong" }
    )
}

/// How the target `low` stands to `high`, each with its condition.
fn stands(high: &str, low: &str) -> Vec<(String, String)> {
    let high = target("high", "yunnan-2023", high);
    let project = with(&format!("{ABOVE}{high}{}", target("low", "fuyuan-2023", low)));
    let assessment = assess(&project);
    let rows = levels(&assessment);
    let against = rows.iter().flat_map(|row| &row.against).filter(|against| against.lower.is_some());
    against
        .map(|against| {
            let margin = against.margin.as_ref();
            let margin = margin.map(|margin| format!("{}{}", margin.value, margin.unit.printed()));
            (against.strictness.key().to_owned(), margin.unwrap_or_default())
        })
        .collect()
}

const RATE: &str = "indicator = \"teachers\"\nperiod = 2025\n";

#[test]
fn a_target_is_stricter_where_what_meets_it_meets_the_other_too() {
    let cases = [
        ("at_least = 90", "at_least = 94", "stricter", "4人"),
        ("at_least = 90", "at_least = 90", "same", ""),
        // 达到 of an indicator that is better when higher means at least.
        ("at_least = 90", "reach = 90", "same", ""),
        ("at_least = 90", "more_than = 90", "stricter", ""),
        ("at_least = 90", "at_least = 89", "looser", "-1人"),
        ("at_least = 90", "at_most = 95", "open", ""),
        ("about = 90", "at_least = 94", "open", ""),
    ];
    for (high, low, strictness, margin) in cases {
        let found = stands(&format!("{RATE}{high}"), &format!("{RATE}{low}"));
        assert_eq!(found, [(strictness.to_owned(), margin.to_owned())], "{high} / {low}");
    }
}

#[test]
fn a_lower_rank_is_stricter_and_ranks_have_no_margin() {
    let rank = |rest: &str| format!("indicator = \"exam-rank\"\nperiod = 2025\n{rest}");
    let found = stands(&rank("at_most = 5"), &rank("at_most = 3"));
    assert_eq!(found, [("stricter".to_owned(), String::new())]);
}

#[test]
fn other_years_and_other_indicators_are_not_compared() {
    let found =
        stands(&format!("{RATE}at_least = 90"), "indicator = \"teachers\"\nperiod = 2024\nat_least = 94");
    assert_eq!(found, [("other-year".to_owned(), String::new())]);
    let other =
        stands(&format!("{RATE}at_least = 90"), "indicator = \"exam-rank\"\nperiod = 2025\nat_most = 3");
    assert_eq!(other, []);
}

#[test]
fn plans_that_do_not_follow_each_other_are_never_compared() {
    let own = target("own", "zhaotong-2023", &format!("{RATE}at_least = 90"));
    let low = target("low", "fuyuan-2023", &format!("{RATE}at_least = 94"));
    let project = with(&format!("{ABOVE}{own}{low}"));
    let assessment = assess(&project);
    let rows = levels(&assessment);
    assert_eq!(rows.len(), 1);
    assert!(rows[0].against.is_empty());
    assert_eq!(rows[0].by_plan.len(), 2);
}

#[test]
fn what_only_looks_alike_is_shown_and_not_compared() {
    let high = target("high", "yunnan-2023", &format!("{RATE}at_least = 90"));
    let low = target("low", "fuyuan-2023", &format!("{RATE}at_least = 94"));
    let alike = "[[comparison]]\nid = \"c\"\nname = \"教师\"\nof = [\"high\", \"low\"]\nlikeness = \"alike\"\n\
                 because = \"口径不同\"\n";
    let project = with(&format!("{ABOVE}{high}{low}{alike}"));
    let assessment = assess(&project);
    let rows = levels(&assessment);
    assert_eq!(rows.len(), 1, "a compared indicator has no second row");
    assert!(rows[0].against.is_empty());
}

/// What is set against what in the only row: plan, the target below and the one above by their ids, and how they stand.
fn against(text: &str) -> Vec<String> {
    let project = with(&format!("{ABOVE}{text}"));
    let assessment = assess(&project);
    let rows = levels(&assessment);
    assert_eq!(rows.len(), 1);
    let id = |target: Ref<_>| project.targets[target].id().to_owned();
    let one = |against: &dajuan::assess::Against| {
        let lower = against.lower.map(id).unwrap_or_default();
        let plan = project.plans[against.plan].id();
        format!("{plan} {lower} {} {}", id(against.upper), against.strictness.key())
    };
    rows[0].against.iter().map(one).collect()
}

#[test]
fn a_plan_that_follows_another_and_says_nothing_lacks_the_target_once() {
    let rate = |id, plan, year, rest: &str| {
        target(id, plan, &format!("indicator = \"teachers\"\nperiod = {year}\n{rest}"))
    };
    let high = rate("high", "yunnan-2023", 2025, "at_least = 90");
    let earlier = rate("high-2024", "yunnan-2023", 2024, "at_least = 80");
    let own = rate("own", "zhaotong-2023", 2025, "at_least = 95");
    let missing = "fuyuan-2023  high missing";
    assert_eq!(against(&format!("{high}{earlier}{own}")), [missing]);
    // Where subjects agree only in part, silence on one of them is no gap.
    let partly = "[[comparison]]\nid = \"c\"\nname = \"教师\"\nof = [\"high\", \"own\"]\nlikeness = \"partly\"\n\
                  because = \"对象不同\"\n";
    assert_eq!(against(&format!("{high}{own}{partly}")), Vec::<String>::new());
    // What speaks is compared and nothing else; what it only restates is not compared again.
    let low = rate("low", "fuyuan-2023", 2025, "at_least = 92");
    let again = rate("low-again", "fuyuan-2023", 2025, "at_least = 92\nrestates = \"low\"");
    assert_eq!(against(&format!("{high}{earlier}{low}{again}")), ["fuyuan-2023 low high stricter"]);
}

#[test]
fn a_target_is_set_against_the_one_of_its_year_and_its_measure() {
    let rate = |id, plan, year, rest: &str| {
        target(id, plan, &format!("indicator = \"teachers\"\nperiod = {year}\n{rest}"))
    };
    let highs = rate("a-2024", "yunnan-2023", 2024, "at_least = 80")
        + &rate("b-2025", "yunnan-2023", 2025, "at_least = 90");
    let low = rate("low", "fuyuan-2023", 2025, "at_least = 92");
    assert_eq!(against(&format!("{highs}{low}")), ["fuyuan-2023 low b-2025 stricter"]);
    let each = rate("low", "fuyuan-2023", 2025, "at_least = 92\neach = \"county\"");
    assert_eq!(against(&format!("{highs}{each}")), ["fuyuan-2023 low b-2025 open"]);
    let rank = target("low", "fuyuan-2023", "indicator = \"exam-rank\"\nperiod = 2025\nat_most = 3");
    let comparison = "[[comparison]]\nid = \"c\"\nname = \"教师\"\nof = [\"b-2025\", \"low\"]\nlikeness = \"comparable\"\n";
    let high = rate("b-2025", "yunnan-2023", 2025, "at_least = 90");
    assert_eq!(against(&format!("{high}{rank}{comparison}")), Vec::<String>::new());
}

/// The account of a duty of the base plan.
fn duty(rest: &str, more: &str) -> (Project, DutyAccount) {
    let project = with(&format!(
        "[[duty]]\nid = \"d\"\nplan = \"zhaotong-2023\"\nname = \"…\"\ndocument = \"zhaotong-plan-2023\"\nat = \"…\"\n\
         {rest}\n{more}"
    ));
    let assessment = assess(&project);
    let own = project.duties.find("d").unwrap();
    let occurrences: Vec<Ref<_>> = project
        .occurrences
        .entries()
        .filter(|(_, occurrence)| occurrence.duty == own)
        .map(|(reference, _)| reference)
        .collect();
    let account = account(&assessment, &project.duties[own], &occurrences);
    drop(assessment);
    (project, account)
}

fn occurrence(id: &str, rest: &str) -> String {
    format!(
        "[[occurrence]]\nid = \"{id}\"\nduty = \"d\"\ndocument = \"zhaotong-report-2025\"\nat = \"…\"\n{rest}\n"
    )
}

#[test]
fn recurrences_run_from_the_start_of_the_plan_to_the_day_of_the_site() {
    let expected = |rest: &str| {
        let (_, account) = duty(rest, "");
        (account.slots.len(), account.over, account.expected.map(|number| number.to_string()))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(expected("frequency = \"yearly\""), (3, 3, some("3")));
    assert_eq!(expected("frequency = \"monthly\"\nminimum = 2"), (36, 36, some("72")));
    // The school years 2022/23, 2023/24, 2024/25 are over, 2025/26 has begun.
    assert_eq!(expected("frequency = \"school-yearly\""), (4, 3, some("3")));
    assert_eq!(expected("frequency = \"termly\"\nminimum = 1\nmaximum = 2"), (7, 6, some("6")));
    // 2023–2024 is over, 2025–2026 has begun.
    assert_eq!(expected("frequency = \"biennial\""), (2, 1, some("1")));
    assert_eq!(expected("frequency = \"regular\""), (0, 0, None));
    assert_eq!(expected(""), (0, 0, None));
}

#[test]
fn a_record_counts_where_all_of_its_time_lies_in_one_recurrence() {
    let more = [
        occurrence("o-1", "period = \"2024-03\""),
        occurrence("o-2", "period = \"2024-03-31\""),
        occurrence("o-3", "period = \"2024-05/2024-06\""),
        occurrence("o-4", "period = 2024"),
    ];
    let (project, account) = duty("frequency = \"monthly\"", &more.concat());
    let march = account.slots.iter().position(|slot| *slot == Slot::Month(2024, 3)).unwrap();
    let ids: Vec<&str> =
        account.rows[0].cells[march].iter().map(|it| project.occurrences[*it].id()).collect();
    assert_eq!(ids, ["o-1", "o-2"]);
    let unplaced: Vec<&str> = account.unplaced.iter().map(|it| project.occurrences[*it].id()).collect();
    assert_eq!(unplaced, ["o-3", "o-4"]);
    assert_eq!(account.recorded, 4);
    assert_eq!(account.rows[0].cells.iter().filter(|cell| !cell.is_empty()).count(), 1);
}

#[test]
fn each_county_counts_and_those_without_a_name_share_a_row() {
    let places = "[[place]]\nid = \"shuifu\"\nname = \"水富市\"\nkind = \"county\"\nparent = \"zhaotong\"\n\
                  [[place]]\nid = \"suijiang\"\nname = \"绥江县\"\nkind = \"county\"\nparent = \"zhaotong\"\n";
    let number = "[[observation]]\nid = \"n\"\nplace = \"zhaotong\"\nindicator = \"schools\"\nperiod = \"unstated\"\n\
                  value = 11\ndocument = \"zhaotong-report-2025\"\nat = \"…\"\n";
    let more = [
        places.to_owned(),
        number.to_owned(),
        occurrence("o-1", "period = 2024\nplace = \"shuifu\""),
        occurrence("o-2", "period = 2024"),
    ];
    let (project, account) =
        duty("frequency = \"yearly\"\neach = \"county\"\nnumber = \"n\"", &more.concat());
    let doers: Vec<Doer> = account.rows.iter().map(|row| row.doer).collect();
    let place = |id| Doer::Place(project.places.find(id).unwrap());
    assert_eq!(doers, [place("shuifu"), place("suijiang"), Doer::Unnamed(9), Doer::Unsaid]);
    // Eleven counties in three years.
    assert_eq!(account.expected.unwrap().to_string(), "33");
    let in_2024: Vec<usize> = account.rows.iter().map(|row| row.cells[1].len()).collect();
    assert_eq!(in_2024, [1, 0, 0, 1]);
}

#[test]
fn only_places_of_the_kind_count_and_a_full_register_leaves_nobody_without_a_name() {
    let places = "[[place]]\nid = \"shuifu\"\nname = \"水富市\"\nkind = \"county\"\nparent = \"zhaotong\"\n\
                  [[place]]\nid = \"no1\"\nname = \"一中\"\nkind = \"school\"\nparent = \"zhaotong\"\n\
                  [[observation]]\nid = \"n\"\nplace = \"zhaotong\"\nindicator = \"schools\"\nperiod = \"unstated\"\n\
                  value = 1\ndocument = \"zhaotong-report-2025\"\nat = \"…\"\n";
    let (project, account) = duty("frequency = \"yearly\"\neach = \"county\"\nnumber = \"n\"", places);
    let doers: Vec<Doer> = account.rows.iter().map(|row| row.doer).collect();
    assert_eq!(doers, [Doer::Place(project.places.find("shuifu").unwrap())]);
}

#[test]
fn each_of_several_bodies_has_its_own_row() {
    let bodies = "[[body]]\nid = \"a-finance\"\nname = \"市财政局\"\nplace = \"zhaotong\"\n\
                  [[body]]\nid = \"b-health\"\nname = \"市卫生健康委\"\nplace = \"zhaotong\"\n";
    let done = occurrence("o-1", "period = 2024\nbody = \"b-health\"");
    let (_, account) =
        duty("frequency = \"yearly\"\nbody = [\"a-finance\", \"b-health\"]", &format!("{bodies}{done}"));
    let in_2024: Vec<usize> = account.rows.iter().map(|row| row.cells[1].len()).collect();
    assert_eq!(in_2024, [0, 1]);
}

#[test]
fn an_alert_is_raised_by_the_last_value_that_is_no_forecast() {
    let indicator = "[[indicator]]\nid = \"placement\"\nname = \"去向落实率\"\nunit = \"%\"\ndirection = \"higher\"\n\
                     alerts = [{ name = \"黄牌\", less_than = 75, basis = \"…\" }, { name = \"红牌\", less_than = 60, basis = \"…\" }]\n";
    let value = |id: &str, rest: &str| {
        format!(
            "[[observation]]\nid = \"{id}\"\nplace = \"zhaotong\"\nindicator = \"placement\"\n\
             document = \"zhaotong-report-2025\"\nat = \"…\"\n{rest}\n"
        )
    };
    let raised = |values: &[String]| {
        let project = with(&format!("{indicator}{}", values.concat()));
        let assessment = assess(&project);
        let (place, own) =
            (project.places.find("zhaotong").unwrap(), project.indicators.find("placement").unwrap());
        let series = series(&project, assessment.evidence(), place, own);
        alerts(&project, &series, own)
    };
    let low = value("o-1", "period = 2023\nvalue = 59");
    let middle = value("o-2", "period = 2024\nvalue = 70");
    let forecast = value("o-3", "period = 2025\nvalue = 90\nstatus = \"F\"");
    assert_eq!(raised(std::slice::from_ref(&low)), [Some(true), Some(true)]);
    assert_eq!(raised(&[low, middle, forecast]), [Some(true), Some(false)]);
    assert_eq!(raised(&[value("o-4", "period = 2024\nat_least = 70")]), [None, Some(false)]);
    assert_eq!(raised(&[]), [None, None]);
}

#[test]
fn deadlines_before_the_plan_are_told_from_those_that_have_come() {
    let text = r#"
[[plan]]
id = "p"
title = "…"
short = "…"
place = "zhaotong"
from = 2023
to = 2026
issued = "2023-09-07"
document = "zhaotong-plan-2023"
"#;
    let milestone = |id: &str, period: &str| {
        format!(
            "[[milestone]]\nid = \"{id}\"\nplan = \"p\"\nplace = \"zhaotong\"\nname = \"{id}\"\nbecomes = \"…\"\n\
             period = {period}\ndocument = \"zhaotong-plan-2023\"\nat = \"…\"\n"
        )
    };
    let all = [
        ("m-1", "\"2023-09-01\""),
        ("m-2", "\"2023-09\""),
        ("m-3", "2023"),
        ("m-4", "\"2023-09-07\""),
        ("m-5", "2026"),
        ("m-6", "\"2023/2026\""),
    ];
    let records: String = all.iter().map(|(id, period)| milestone(id, period)).collect();
    let project = with(&format!("{text}{records}"));
    let assessment = assess(&project);
    let found: Vec<(&str, Standing, bool)> = deadlines(&assessment, project.plans.find("p").unwrap(), &[])
        .iter()
        .map(|deadline| (project.promise(deadline.subject).unwrap().id, deadline.standing, deadline.is_own))
        .collect();
    let expected = [
        ("m-1", Standing::BeforeIssue, true),
        ("m-4", Standing::Due, true),
        ("m-2", Standing::MonthOfIssue, true),
        ("m-3", Standing::Due, true),
        ("m-5", Standing::NotDue, true),
        ("m-6", Standing::NotDue, false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn an_assessment_finds_everything_by_what_it_is_about() {
    let own = target("t-1", "zhaotong-2023", &format!("{RATE}at_least = 90"));
    let aspired = target(
        "t-2",
        "zhaotong-2023",
        "indicator = \"teachers\"\nperiod = 2024\nat_least = 90\nmodality = \"aspire\"",
    );
    let again = target("t-3", "zhaotong-2023", &format!("{RATE}at_least = 90\nrestates = \"t-1\""));
    let milestone = "[[milestone]]\nid = \"m-1\"\nplan = \"zhaotong-2023\"\nplace = \"zhaotong\"\nname = \"一中\"\n\
                     becomes = \"建成\"\nperiod = 2025\ndocument = \"zhaotong-plan-2023\"\nat = \"…\"\n";
    let wished = milestone.replace("m-1", "m-2").replace("at = ", "modality = \"aspire\"\nat = ");
    let value = |id: &str, year: i16, value: u32| {
        format!(
            "[[observation]]\nid = \"{id}\"\nplace = \"zhaotong\"\nindicator = \"teachers\"\nperiod = {year}\n\
             value = {value}\ndocument = \"zhaotong-report-2025\"\nat = \"…\"\n"
        )
    };
    let project = with(&format!(
        "{own}{aspired}{again}{milestone}{wished}{}{}",
        value("o-1", 2024, 80),
        value("o-2", 2025, 95)
    ));
    let assessment = assess(&project);
    let (one, two, three) = (["t-1", "t-2", "t-3"].map(|id| project.targets.find(id).unwrap())).into();
    let milestone = project.milestones.find("m-1").unwrap();
    let place = project.places.find("zhaotong").unwrap();
    let teachers = project.indicators.find("teachers").unwrap();
    let (earlier, later) =
        (project.observations.find("o-1").unwrap(), project.observations.find("o-2").unwrap());

    let kinds = |subject| assessment.of(subject).map(|verdict| verdict.kind).collect::<Vec<_>>();
    assert_eq!(kinds(Subject::Target(one)), [VerdictKind::Met]);
    assert_eq!(kinds(Subject::Target(two)), [VerdictKind::MetLate]);
    assert_eq!(assessment.of_target(three).count(), 1);
    assert_eq!(kinds(Subject::Milestone(milestone)), [VerdictKind::NoReport]);
    let resting =
        |observation| assessment.resting_on(observation).map(|verdict| verdict.subject).collect::<Vec<_>>();
    assert_eq!(resting(later), [one, two, three].map(Subject::Target));
    assert_eq!(resting(earlier), [Subject::Target(two)]);

    let evidence = assessment.evidence();
    assert_eq!(evidence.targets(place, teachers), [one, two, three]);
    assert_eq!(evidence.observations(place, teachers), [earlier, later]);
    assert_eq!(evidence.cells(), [(place, teachers)]);
    assert_eq!(evidence.of_place(place), [earlier, later]);
    assert_eq!(evidence.of_place(project.places.find("yunnan").unwrap()), []);
    let series = series(&project, evidence, place, teachers);
    let (first, last) = series.ends().unwrap();
    assert_eq!((first.year, last.year), (2024, 2025));
    let only = |year| dajuan::assess::Series {
        points: series.points.iter().filter(|point| point.year == year).cloned().collect(),
    };
    assert!(only(2025).ends().is_none() && only(2020).ends().is_none());

    let plan = project.plans.find("zhaotong-2023").unwrap();
    // What restates another is judged and not counted; the target of the base project is silent.
    let tally = Tally::of(assessment.of_plan(plan));
    assert_eq!((tally.total(), tally.count(VerdictKind::Met), tally.count(VerdictKind::MetLate)), (5, 1, 1));
    assert_eq!(tally.silent(), 3);
    assert_eq!(tally.entries().map(|(_, count)| count).sum::<u32>(), 5);
    let group = |subject| Group::of(&project, assessment.of(subject).next().unwrap());
    assert_eq!(group(Subject::Target(one)), Group::Numeric);
    assert_eq!(group(Subject::Target(two)), Group::Aspirational);
    assert_eq!(group(Subject::Milestone(milestone)), Group::Qualitative);
    assert_eq!(group(Subject::Milestone(project.milestones.find("m-2").unwrap())), Group::Aspirational);
}
