//! One whole record of each kind as it stands in a file, for the reference.
//!
//! In: nothing. Out: a text for each kind. It must not name a record that the tests' base project lacks: each
//! example is read and resolved on top of it.

pub(super) const SITE: &str = r#"format = 1
title = { zh = "昭通市教育三年行动答卷", en = "Zhaotong answers for its plan" }
languages = ["zh-Hans"]
publisher = "昭通市教育体育局"
licence = "CC BY 4.0"
as_of = 2025-12-31
rounding = "gb8170""#;

pub(super) const DOCUMENT: &str = r#"[document]
id = "zhaotong-report-2024"
title = "昭通市2024年教育事业发展情况"
kind = "report"
place = "zhaotong"
issuers = ["昭通市教育体育局"]
issued = "2025-03"
covers = [{ place = "zhaotong", from = 2024, to = 2024 }]"#;

pub(super) const COPY: &str = r#"[[copy]]
document = "zhaotong-report-2025"
id = "web"
medium = "网页"
published = "2025-12-08"
sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""#;

pub(super) const DEFECT: &str = r#"[[defect]]
document = "zhaotong-plan-2023"
at = "四项保障措施"
printed = "2023—2023年"
read_as = "2023—2025年"
copies = ["print"]"#;

pub(super) const ANNEX: &str = r#"[[annex]]
document = "zhaotong-plan-2023"
number = 1
title = "党建引领立德树人提升行动实施方案"
withheld = true"#;

pub(super) const EXCLUDED: &str = r#"[[excluded]]
document = "zhaotong-report-2025"
at = "同版其他报道"
about = "金融服务和住宅小区整治，与教育无关""#;

pub(super) const PLACE: &str = r#"[[place]]
id = "shuifu"
name = "水富市"
kind = "county"
parent = "zhaotong""#;

pub(super) const BODY: &str = r#"[[body]]
id = "zhaotong-party-government"
name = "市委、市政府"
place = "zhaotong""#;

pub(super) const INDICATOR: &str = r#"[[indicator]]
id = "senior-enrolment"
name = "高中阶段毛入学率"
unit = "%"
direction = "higher"
decimals = 2
stage = "senior"
definition = "高中阶段在校学生数与相应学龄人口数之比""#;

pub(super) const PLAN: &str = r#"[plan]
id = "yunnan-2023"
title = "云南省教育高质量发展三年行动计划"
short = "云南省三年行动计划"
place = "yunnan"
from = 2023
to = 2025"#;

pub(super) const PHASE: &str = r#"[[phase]]
plan = "zhaotong-2023"
year = 2023
theme = "补短板"
at = "三年工作目标—2023年""#;

pub(super) const ACTION: &str = r#"[[action]]
id = "zhaotong-2023-a2"
plan = "zhaotong-2023"
number = 2
title = "校园网络提速行动"
at = "重点行动""#;

pub(super) const SAFEGUARD: &str = r#"[[safeguard]]
id = "zhaotong-2023-s1"
plan = "zhaotong-2023"
number = 1
title = "加强组织领导"
at = "保障措施""#;

pub(super) const TASK: &str = r#"[[task]]
id = "zt-110"
plan = "zhaotong-2023"
number = 1
title = "修订教学常规"
action = "zhaotong-2023-a1"
responsible = ["zhaotong-education"]
deadline = "2024-12-31"
document = "zhaotong-plan-2023"
at = "重点任务清单""#;

pub(super) const TARGET: &str = r#"[[target]]
id = "zt-111"
plan = "zhaotong-2023"
place = "zhaotong"
indicator = "teachers"
period = 2025
at_least = 1200
printed = "1200人以上"
document = "zhaotong-plan-2023"
at = "三年工作目标—2025年""#;

pub(super) const MILESTONE: &str = r#"[[milestone]]
id = "zt-112"
plan = "zhaotong-2023"
place = "zhaotong"
name = "义务教育优质均衡"
becomes = "通过省级评估"
period = 2025
document = "zhaotong-plan-2023"
at = "三年工作目标—2025年""#;

pub(super) const PROVISION: &str = r#"[[provision]]
id = "zt-113"
plan = "zhaotong-2023"
kind = "eligibility"
name = "可设副校长的学校规模"
at_least = 18
unit = "个班"
printed = "18个班以上"
document = "zhaotong-plan-2023"
at = "重点行动""#;

pub(super) const DUTY: &str = r#"[[duty]]
id = "zt-114"
plan = "zhaotong-2023"
name = "向市委常委会报告教育工作"
frequency = "yearly"
minimum = 1
unit = "次"
body = "zhaotong-education"
toward = "市委常委会"
document = "zhaotong-plan-2023"
at = "保障措施""#;

pub(super) const OCCURRENCE: &str = r#"[[occurrence]]
id = "rs-110"
duty = "zt-002"
period = 2024
body = "zhaotong-education"
date = 2024-03-05
document = "zhaotong-report-2025"
at = "第二部分""#;

pub(super) const OBSERVATION: &str = r#"[[observation]]
id = "rs-111"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
value = 74.48
document = "zhaotong-report-2025"
at = "导语"

[[observation]]
id = "rs-112"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2025
change = 23.96
since = 2022
document = "zhaotong-report-2025"
at = "导语"

[[observation]]
id = "rs-113"
place = "zhaotong"
indicator = "junior-exam-pass-rate"
period = 2022
formula = "{rs-111} - {rs-112}"
document = "zhaotong-report-2025"
at = "导语""#;

pub(super) const FINDING: &str = r#"[[finding]]
id = "rs-114"
about = "zt-001"
relation = "outcome"
outcome = "met"
says = "全面完成目标"
place = "zhaotong"
period = 2025
document = "zhaotong-report-2025"
at = "导语""#;

pub(super) const COMPARISON: &str = r#"[[comparison]]
id = "pass-rates"
name = "初中学业水平考试"
of = ["zt-001", "zt-002"]
likeness = "context"
because = "同一主题，一项是目标，一项是职责，只列出备考""#;

pub(super) const REVISION: &str = r#"[[revision]]
id = "rv-001"
of = "zt-001"
kind = "correction"
old = 66
new = 70
date = 2026-03-05
reason = "录入时看错一位"
document = "zhaotong-plan-2023"
at = "三年工作目标—2025年""#;

pub(super) const BENCHMARK: &str = r#"benchmark = { place = "yunnan", at_least = true }"#;
pub(super) const GOVERNMENT: &str = r#"[government]
domain = "www.example.gov.cn"
id_code = "5300000000"
column_type = "规划计划"
source = "昭通市教育体育局"
published = "2026-01-15 09:00""#;
pub(super) const FOOTER: &str = r#"[footer]
sponsor = "昭通市人民政府"
undertaker = "昭通市教育体育局"
icp = "滇ICP备00000000号"
police = "滇公网安备53000000000000号"
links = [{ text = "云南省教育厅", url = "https://www.example.gov.cn/" }]"#;
pub(super) const LINK: &str = r#"links = [{ text = "云南省教育厅", url = "https://www.example.gov.cn/" }]"#;
pub(super) const ALERT: &str =
    r#"alerts = [{ name = "黄牌", less_than = 75, basis = "省教育厅2024年通知" }]"#;
pub(super) const CHANGE: &str = r#"change = { at_most = -10, since = "previous-year", unit = "%" }"#;
pub(super) const COVERAGE: &str = r#"covers = [{ place = "zhaotong", from = 2023, to = 2025 }]"#;
pub(super) const PROSE: &str = r#"+++
title = "数据说明"
+++

目标 {{ verdict("zt-001") }}，依据 {{ cite("zhaotong-plan-2023") }}。"#;
