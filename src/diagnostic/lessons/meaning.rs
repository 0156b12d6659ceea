//! Lessons of the codes D3: what records say.
//!
//! In: nothing. Out: the table, in the order of codes. An example stands on top of the tests' base project.

use super::{Lesson, deed, file};
use crate::bilingual::both;

pub(super) const LESSONS: &[Lesson] = &[
    file(
        "D301",
        "content/plans/zhaotong-2023/more.toml",
        r#"[[phase]]
plan = "zhaotong-2023"
year = 2033
theme = "补短板"
at = "三年工作目标""#,
        r#"[[phase]]
plan = "zhaotong-2023"
year = 2023
theme = "补短板"
at = "三年工作目标""#,
    ),
    file(
        "D302",
        "content/plans/yunnan-2023/plan.toml",
        r#"[plan]
id = "yunnan-2023"
title = "云南省教育高质量发展三年行动计划"
short = "云南省三年行动计划"
place = "yunnan"
from = 2025
to = 2023"#,
        r#"[plan]
id = "yunnan-2023"
title = "云南省教育高质量发展三年行动计划"
short = "云南省三年行动计划"
place = "yunnan"
from = 2023
to = 2025"#,
    ),
    file(
        "D303",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,formula,document,at
rs-001,zhaotong,exam-rank,2022,8,,zhaotong-report-2025,导语
rs-002,zhaotong,exam-rank,2025,5,,zhaotong-report-2025,导语
rs-003,zhaotong,exam-rank,2022/2025,,{rs-001} - {rs-002},zhaotong-report-2025,导语",
        "id,place,indicator,period,value,formula,document,at
rs-001,zhaotong,exam-rank,2022,8,,zhaotong-report-2025,导语
rs-002,zhaotong,exam-rank,2025,5,,zhaotong-report-2025,导语",
    ),
    file(
        "D304",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,since,formula,document,at
rs-001,zhaotong,teachers,2025,12000,,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,200,2022,,zhaotong-report-2025,导语
rs-003,zhaotong,schools,2025,,20,2022,,zhaotong-report-2025,导语
rs-004,zhaotong,teachers,2022,,,,{rs-001} - {rs-003},zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,since,formula,document,at
rs-001,zhaotong,teachers,2025,12000,,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,200,2022,,zhaotong-report-2025,导语
rs-003,zhaotong,schools,2025,,20,2022,,zhaotong-report-2025,导语
rs-004,zhaotong,teachers,2022,,,,{rs-001} - {rs-002},zhaotong-report-2025,导语",
    ),
    file(
        "D305",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,more_than,change,since,formula,document,at
rs-001,zhaotong,teachers,2025,,12000,,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,,200,2022,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2022,,,,,{rs-001} - {rs-002},zhaotong-report-2025,导语",
        "id,place,indicator,period,value,more_than,change,since,formula,document,at
rs-001,zhaotong,teachers,2025,12036,,,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,,200,2022,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2022,,,,,{rs-001} - {rs-002},zhaotong-report-2025,导语",
    ),
    file(
        "D306",
        "content/results/2025.toml",
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
change = 23.96
document = "zhaotong-report-2025"
at = "导语""#,
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
change = 23.96
since = 2022
document = "zhaotong-report-2025"
at = "导语""#,
    ),
    file(
        "D307",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,since,document,at
rs-001,zhaotong,teachers,2024,11800,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12000,2022,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,since,document,at
rs-001,zhaotong,teachers,2024,11800,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12000,,zhaotong-report-2025,导语",
    ),
    file(
        "D308",
        "content/results/2025.toml",
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "teachers"
period = 2025
between = [13000, 12000]
document = "zhaotong-report-2025"
at = "导语""#,
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "teachers"
period = 2025
between = [12000, 13000]
document = "zhaotong-report-2025"
at = "导语""#,
    ),
    file(
        "D309",
        "content/plans/zhaotong-2023/provisions.csv",
        "id,plan,kind,name,at_most,about,tolerance,unit,printed,document,at
zt-010,zhaotong-2023,ceiling,初中班额,50,,5,人,50人以下,zhaotong-plan-2023,重点行动
zt-011,zhaotong-2023,other,高中班额,,50,5,人,50人左右,zhaotong-plan-2023,重点行动",
        "id,plan,kind,name,at_most,about,tolerance,unit,printed,document,at
zt-010,zhaotong-2023,ceiling,初中班额,50,,,人,50人以下,zhaotong-plan-2023,重点行动
zt-011,zhaotong-2023,other,高中班额,,50,5,人,50人左右,zhaotong-plan-2023,重点行动",
    ),
    file(
        "D310",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,grade,document,at
rs-001,zhaotong,network,2024,Ⅱ,zhaotong-report-2025,导语
rs-002,zhaotong,network,2025,三级,zhaotong-report-2025,导语",
        "id,place,indicator,period,grade,document,at
rs-001,zhaotong,network,2024,Ⅱ,zhaotong-report-2025,导语
rs-002,zhaotong,network,2025,Ⅲ,zhaotong-report-2025,导语",
    ),
    file(
        "D311",
        "content/plans/zhaotong-2023/more.toml",
        r#"[[target]]
id = "zt-010"
plan = "zhaotong-2023"
place = "zhaotong"
indicator = "schools"
period = 2025
reach = 120
printed = "达到120所"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
        r#"[[target]]
id = "zt-010"
plan = "zhaotong-2023"
place = "zhaotong"
indicator = "schools"
period = 2025
at_least = 120
printed = "达到120所"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
    ),
    file(
        "D312",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,unit,since,document,at
rs-001,zhaotong,teachers,2024,12000,,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,2.5,个百分点,2024,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,unit,since,document,at
rs-001,zhaotong,teachers,2024,12000,,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,2.5,%,2024,zhaotong-report-2025,导语",
    ),
    file(
        "D313",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,unit,document,at
rs-001,zhaotong,teachers,2024,11800,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,1.2,万所,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,unit,document,at
rs-001,zhaotong,teachers,2024,11800,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,1.2,万人,zhaotong-report-2025,导语",
    ),
    file(
        "D314",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,junior-exam-pass-rate,2024,60.52,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,744.8,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,junior-exam-pass-rate,2024,60.52,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,74.48,zhaotong-report-2025,导语",
    ),
    file(
        "D315",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,since,document,at
rs-001,zhaotong,junior-exam-pass-rate,2022,50.25,,,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,74.48,,,zhaotong-report-2025,导语
rs-003,zhaotong,junior-exam-pass-rate,2025,,23.96,2022,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,since,document,at
rs-001,zhaotong,junior-exam-pass-rate,2022,50.52,,,zhaotong-report-2025,导语
rs-002,zhaotong,junior-exam-pass-rate,2025,74.48,,,zhaotong-report-2025,导语
rs-003,zhaotong,junior-exam-pass-rate,2025,,23.96,2022,zhaotong-report-2025,导语",
    ),
    file(
        "D316",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,supersedes,document,at
rs-001,zhaotong,teachers,2022,11800,,zhaotong-plan-2023,现状
rs-002,zhaotong,teachers,2022,11836,,zhaotong-report-2025,附表",
        "id,place,indicator,period,value,supersedes,document,at
rs-001,zhaotong,teachers,2022,11800,,zhaotong-plan-2023,现状
rs-002,zhaotong,teachers,2022,11836,rs-001,zhaotong-report-2025,附表",
    ),
    file(
        "D317",
        "content/results/2025.toml",
        r#"[[finding]]
id = "rs-001"
about = "zt-001"
relation = "outcome"
says = "全面完成"
place = "zhaotong"
period = 2025
document = "zhaotong-report-2025"
at = "导语""#,
        r#"[[finding]]
id = "rs-001"
about = "zt-001"
relation = "outcome"
outcome = "met"
says = "全面完成"
place = "zhaotong"
period = 2025
document = "zhaotong-report-2025"
at = "导语""#,
    ),
    file(
        "D318",
        "content/results/findings.csv",
        "id,about,relation,outcome,says,place,period,document,at
rs-001,zt-001,activity,met,稳步提升,zhaotong,2024,zhaotong-report-2025,导语
rs-002,zt-001,outcome,met,全面完成,zhaotong,2025,zhaotong-report-2025,导语",
        "id,about,relation,outcome,says,place,period,document,at
rs-001,zt-001,activity,,稳步提升,zhaotong,2024,zhaotong-report-2025,导语
rs-002,zt-001,outcome,met,全面完成,zhaotong,2025,zhaotong-report-2025,导语",
    ),
    file(
        "D319",
        "content/comparisons.toml",
        r#"[[comparison]]
id = "pass-rates"
name = "初中学业水平考试"
of = ["zt-001", "zt-002"]
likeness = "alike""#,
        r#"[[comparison]]
id = "pass-rates"
name = "初中学业水平考试"
of = ["zt-001", "zt-002"]
likeness = "alike"
because = "一项是目标，一项是职责""#,
    ),
    file(
        "D320",
        "content/plans/zhaotong-2023/more.toml",
        r#"[[target]]
id = "zt-010"
plan = "zhaotong-2023"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
benchmark = { place = "zhaotong", at_least = true }
printed = "不低于全省平均水平"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
        r#"[[target]]
id = "zt-010"
plan = "zhaotong-2023"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
benchmark = { place = "yunnan", at_least = true }
printed = "不低于全省平均水平"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
    ),
    file(
        "D321",
        "content/plans/zhaotong-2023/tasks.csv",
        "id,plan,number,title,deadline,document,at
zt-010,zhaotong-2023,1,修订教学常规,yearly,zhaotong-plan-2023,重点任务
zt-011,zhaotong-2023,2,补齐城区学位,2025-08-31,zhaotong-plan-2023,重点任务",
        "id,plan,number,title,deadline,document,at
zt-010,zhaotong-2023,1,修订教学常规,2025,zhaotong-plan-2023,重点任务
zt-011,zhaotong-2023,2,补齐城区学位,2025-08-31,zhaotong-plan-2023,重点任务",
    ),
    file(
        "D322",
        "content/plans/zhaotong-2023/duties.csv",
        "id,plan,name,frequency,minimum,maximum,document,at
zt-010,zhaotong-2023,研究教育工作,yearly,4,2,zhaotong-plan-2023,保障措施
zt-011,zhaotong-2023,走访联系学校,yearly,1,2,zhaotong-plan-2023,保障措施",
        "id,plan,name,frequency,minimum,maximum,document,at
zt-010,zhaotong-2023,研究教育工作,yearly,2,4,zhaotong-plan-2023,保障措施
zt-011,zhaotong-2023,走访联系学校,yearly,1,2,zhaotong-plan-2023,保障措施",
    ),
    file(
        "D323",
        "content/site.toml",
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans", "fr"]
as_of = 2025-12-31"#,
        r#"title = "昭通市教育三年行动答卷"
languages = ["zh-Hans"]
as_of = 2025-12-31"#,
    ),
    file(
        "D324",
        "content/plans/zhaotong-2023/phases.csv",
        "plan,year,theme,at
zhaotong-2023,2023,补短板,三年工作目标
zhaotong-2023,2023,强弱项,三年工作目标",
        "plan,year,theme,at
zhaotong-2023,2023,补短板,三年工作目标
zhaotong-2023,2024,强弱项,三年工作目标",
    ),
    file(
        "D325",
        "content/plans/zhaotong-2023/targets.csv",
        "id,plan,place,indicator,name,period,at_least,printed,restates,document,at
zt-010,zhaotong-2023,zhaotong,teachers,,2025,12000,12000人以上,,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,专任教师,2025,12000,12000人以上,zt-011,zhaotong-plan-2023,重点行动",
        "id,plan,place,indicator,name,period,at_least,printed,restates,document,at
zt-010,zhaotong-2023,zhaotong,teachers,,2025,12000,12000人以上,,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,专任教师,2025,12000,12000人以上,zt-010,zhaotong-plan-2023,重点行动",
    ),
    file(
        "D326",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,since,document,at
rs-001,zhaotong,exam-rank,2022,8,,,zhaotong-report-2025,导语
rs-002,zhaotong,exam-rank,2025,,-3,2022,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,since,document,at
rs-001,zhaotong,exam-rank,2022,8,,,zhaotong-report-2025,导语
rs-002,zhaotong,exam-rank,2025,5,,,zhaotong-report-2025,导语",
    ),
    file(
        "D327",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,unit,formula,document,at
rs-001,zhaotong,teachers,2024,120000000000,万亿人,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,0.000001,,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2023,,,{rs-001} + {rs-002},zhaotong-report-2025,导语",
        "id,place,indicator,period,value,unit,formula,document,at
rs-001,zhaotong,teachers,2024,120000000000,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,0.000001,,,zhaotong-report-2025,导语
rs-003,zhaotong,teachers,2023,,,{rs-001} + {rs-002},zhaotong-report-2025,导语",
    ),
    file(
        "D328",
        "content/indicators.toml",
        r#"[[indicator]]
id = "monitoring"
name = "质量监测等级"
unit = "级"
direction = "higher"
grades = ["Ⅰ", "Ⅱ", "Ⅲ"]"#,
        r#"[[indicator]]
id = "monitoring"
name = "质量监测等级"
unit = "等级"
direction = "higher"
grades = ["Ⅰ", "Ⅱ", "Ⅲ"]"#,
    ),
    file(
        "D329",
        "content/results/2025.toml",
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "network"
period = 2025
value = 3
document = "zhaotong-report-2025"
at = "导语""#,
        r#"[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "network"
period = 2025
grade = "Ⅲ"
document = "zhaotong-report-2025"
at = "导语""#,
    ),
    file(
        "D330",
        "content/plans/zhaotong-2023/tasks.csv",
        "id,plan,number,title,document,at
zt-010,zhaotong-2023,1,补齐学位,zhaotong-plan-2023,重点任务
zt-011,zhaotong-2023,1,补充教师,zhaotong-plan-2023,重点任务",
        "id,plan,number,title,document,at
zt-010,zhaotong-2023,1,补齐学位,zhaotong-plan-2023,重点任务
zt-011,zhaotong-2023,2,补充教师,zhaotong-plan-2023,重点任务",
    ),
    file(
        "D331",
        "content/plans/zhaotong-2023/more.toml",
        r#"[[target]]
id = "zt-010"
plan = "zhaotong-2023"
place = "zhaotong"
indicator = "teachers"
period = 2025
at_most = 12000
printed = "12000人以上"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
        r#"[[target]]
id = "zt-010"
plan = "zhaotong-2023"
place = "zhaotong"
indicator = "teachers"
period = 2025
at_least = 12000
printed = "12000人以上"
document = "zhaotong-plan-2023"
at = "三年工作目标""#,
    ),
    file(
        "D332",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2024,11800,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,120360,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2024,11800,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12036,zhaotong-report-2025,导语",
    ),
    file(
        "D333",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,unit,document,at
rs-001,zhaotong,teachers,2022,1.18,万人,zhaotong-plan-2023,现状
rs-002,zhaotong,teachers,2022,1.18,,zhaotong-report-2025,附表",
        "id,place,indicator,period,value,unit,document,at
rs-001,zhaotong,teachers,2022,1.18,万人,zhaotong-plan-2023,现状
rs-002,zhaotong,teachers,2022,1.18,万人,zhaotong-report-2025,附表",
    ),
    deed(
        "D334",
        both(
            "教职工数写明 parts = [\"teachers\", \"staff\"]。2025 年教师 12036 人、职工 1830 人，教职工却登记为 13686 人。",
            "The indicator of all staff has `parts = [\"teachers\", \"staff\"]`. For 2025 the parts are 12,036 and 1,830, but the total is 13,686.",
        ),
        both("对照原文，把教职工改为 13866 人。", "The total is mended after the document: 13,866."),
    ),
    file(
        "D335",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,supersedes,document,at
rs-001,zhaotong,teachers,2025,12000,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2024,12036,rs-001,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,supersedes,document,at
rs-001,zhaotong,teachers,2025,12000,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12036,rs-001,zhaotong-report-2025,导语",
    ),
    file(
        "D336",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2025,12036,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12306,zhaotong-report-2025,附表",
        "id,place,indicator,period,value,document,at
rs-001,zhaotong,teachers,2025,12036,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,12036,zhaotong-report-2025,附表",
    ),
    file(
        "D337",
        "content/results/2024.toml",
        r#"[document]
id = "zhaotong-report-2024"
title = "昭通市2024年教育事业发展情况"
kind = "report"
place = "zhaotong"
issued = "2025-03"

[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "teachers"
period = 2026
value = 12000
at = "导语""#,
        r#"[document]
id = "zhaotong-report-2024"
title = "昭通市2024年教育事业发展情况"
kind = "report"
place = "zhaotong"
issued = "2025-03"

[[observation]]
id = "rs-001"
place = "zhaotong"
indicator = "teachers"
period = 2024
value = 12000
at = "导语""#,
    ),
    file(
        "D338",
        "seeds/zhaotong-report-2024.toml",
        r#"[document]
id = "zhaotong-report-2024"
title = "昭通市2024年教育事业发展情况"
kind = "report"
place = "zhaotong"
issued = "2052-03""#,
        r#"[document]
id = "zhaotong-report-2024"
title = "昭通市2024年教育事业发展情况"
kind = "report"
place = "zhaotong"
issued = "2025-03""#,
    ),
    file(
        "D339",
        "content/results/observations-2025.csv",
        "id,place,indicator,period,value,change,since,document,at
rs-001,zhaotong,teachers,2024,12200,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,-200,,,zhaotong-report-2025,导语",
        "id,place,indicator,period,value,change,since,document,at
rs-001,zhaotong,teachers,2024,12200,,,zhaotong-report-2025,导语
rs-002,zhaotong,teachers,2025,,-200,2024,zhaotong-report-2025,导语",
    ),
    file(
        "D340",
        "content/places.csv",
        "id,name,kind,parent
zhenxiong,镇雄县,county,zhaotong
wufeng,乌峰街道,county,zhenxiong",
        "id,name,kind,parent
zhenxiong,镇雄县,county,zhaotong
wufeng,乌峰街道,town,zhenxiong",
    ),
    file(
        "D341",
        "content/plans/zhaotong-2023/targets.csv",
        "id,plan,place,indicator,period,at_least,printed,restates,document,at
zt-010,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,,zhaotong-plan-2023,三年工作目标",
        "id,plan,place,indicator,period,at_least,printed,restates,document,at
zt-010,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,zt-010,zhaotong-plan-2023,三年工作目标",
    ),
    file(
        "D342",
        "content/plans/zhaotong-2023/targets.csv",
        "id,plan,place,indicator,period,at_least,printed,document,at
zt-010,zhaotong-2023,zhaotong,teachers,2024,11500,11500人以上,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,2025,1200,12000人以上,zhaotong-plan-2023,三年工作目标",
        "id,plan,place,indicator,period,at_least,printed,document,at
zt-010,zhaotong-2023,zhaotong,teachers,2024,11500,11500人以上,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,teachers,2025,12000,12000人以上,zhaotong-plan-2023,三年工作目标",
    ),
    file(
        "D343",
        "content/plans/zhaotong-2023/targets.csv",
        "id,plan,place,indicator,period,at_least,printed,document,at
zt-010,zhaotong-2023,zhaotong,junior-exam-pass-rate,2024,70,七成以上,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,junior-exam-pass-rate,2025,750,七成五以上,zhaotong-plan-2023,三年工作目标",
        "id,plan,place,indicator,period,at_least,printed,document,at
zt-010,zhaotong-2023,zhaotong,junior-exam-pass-rate,2024,70,七成以上,zhaotong-plan-2023,三年工作目标
zt-011,zhaotong-2023,zhaotong,junior-exam-pass-rate,2025,75,七成五以上,zhaotong-plan-2023,三年工作目标",
    ),
    file(
        "D344",
        "content/observations-pupils.csv",
        r#"id,place,indicator,period,value,document,at
rs-001,zhaotong,schools,2023,1500,zhaotong-report-2025,导语
rs-002,zhaotong,schools,2254,1480,zhaotong-report-2025,导语"#,
        r#"id,place,indicator,period,value,document,at
rs-001,zhaotong,schools,2023,1500,zhaotong-report-2025,导语
rs-002,zhaotong,schools,2025,1480,zhaotong-report-2025,导语"#,
    ),
];
