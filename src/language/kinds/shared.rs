//! Keys that several kinds have, and the lists of words and kinds that they take.
//!
//! In: nothing. Out: fields for the tables beside this file. A key stands here once two kinds have it.

use super::conditions::{BENCHMARK_TABLE, CHANGE_TABLE};
use super::{Field, Need, Type};
use crate::bilingual::both;
use crate::model::{Audience, Choice, Modality, Recurrence};
use Need::{Inherited, Optional, Required, RequiredOrInherited};

pub(super) const fn field(
    key: &'static str,
    of: Type,
    need: Need,
    zh: &'static str,
    en: &'static str,
    example: &'static str,
) -> Field {
    Field { key, of, need, words: both(zh, en), example }
}

pub(super) const STATES: &[Choice] = &[
    Choice { key: "draft", words: both("草稿", "draft") },
    Choice { key: "approved", words: both("已审定", "approved") },
];
pub(super) const ROUNDINGS: &[Choice] = &[
    Choice { key: "gb8170", words: both("GB/T 8170 进舍规则", "GB/T 8170, half to even") },
    Choice { key: "half-up", words: both("四舍五入", "half away from zero") },
];
pub(super) const MEASURES: &[Choice] = &[
    Choice { key: "level", words: both("水平", "level") },
    Choice { key: "change", words: both("变化", "change") },
];
pub(super) const FREQUENCIES: &[Choice] = &[
    Recurrence::CHOICES[0],
    Recurrence::CHOICES[1],
    Recurrence::CHOICES[2],
    Recurrence::CHOICES[3],
    Recurrence::CHOICES[4],
    Recurrence::CHOICES[5],
    Choice { key: "standing", words: both("长期", "standing") },
];

pub(super) const SUBJECTS: &[&str] = &["target", "milestone", "task", "duty", "provision", "action", "safeguard", "plan"];
pub(super) const PARTS: &[&str] = &["action", "safeguard", "task"];
pub(super) const TEXTS: Type = Type::List(&Type::Text);
pub(super) const LINES: Type = Type::OneOrMore(&Type::Line);
pub(super) const BODIES: Type = Type::OneOrMore(&Type::Ref(&["body"]));
pub(super) const SUBJECT_LIST: Type = Type::OneOrMore(&Type::Ref(SUBJECTS));

pub(super) const ID: Field = field("id", Type::Id, Required, "编号，全站唯一，永不更改", "the id, unique and never changed", "\"zt-057\"");
pub(super) const NOTE: Field = field("note", Type::Text, Optional, "给读者的说明", "a note for readers", "\"…\"");
pub(super) const SORT_KEY: Field = field("sort_key", Type::Line, Optional, "名称索引按拼音排序时用的写法：多音字换成同音字", "how the name is sorted in the index of names: with characters of the same sound", "\"常沙市\"");
pub(super) const STATE: Field = field("state", Type::Choice(STATES), Inherited, "草稿或已审定（默认已审定）", "draft or approved (the default)", "\"approved\"");
pub(super) const AUDIENCE: Field = field("audience", Type::Choice(Audience::CHOICES), Inherited, "公开或内部（默认公开）", "public (the default) or internal", "\"public\"");
pub(super) const DOCUMENT_REF: Field = field("document", Type::Ref(&["document"]), RequiredOrInherited, "出自哪份文件", "the document it is taken from", "\"zhaotong-plan-2023\"");
pub(super) const AT: Field = field("at", Type::Text, RequiredOrInherited, "在文件中的位置", "the place in the document", "\"三年工作目标—2025年\"");
pub(super) const COPIES: Field = field("copies", LINES, Inherited, "只见于哪些版本", "the copies that carry it, where not all do", "[\"print\"]");
pub(super) const PLAN_REF: Field = field("plan", Type::Ref(&["plan"]), RequiredOrInherited, "属于哪个规划", "the plan it belongs to", "\"zhaotong-2023\"");
pub(super) const PLACE_REF: Field = field("place", Type::Ref(&["place"]), RequiredOrInherited, "关于哪个地区或学校", "the place it is about", "\"zhaotong\"");
pub(super) const UNDER: Field = field("under", Type::Ref(PARTS), Inherited, "属于哪项行动、保障措施或任务（任务所属的行动不必再写）", "the action, safeguard or task it belongs to; a task brings its action", "\"zhaotong-2023-a2\"");
pub(super) const MODALITY: Field = field("modality", Type::Choice(Modality::CHOICES), Inherited, "约束程度（默认应达到）", "how binding it is (firm by default)", "\"aspire\"");
pub(super) const SAID_BY: Field = field("said_by", Type::Text, Inherited, "文件中由谁说出", "who says it in the document", "\"昭通市教育体育局局长周世碧\"");
pub(super) const PERIOD: Field = field("period", Type::Period, RequiredOrInherited, "时期", "the period", "2025");
pub(super) const RESTATES: Field = field("restates", Type::Ref(SUBJECTS), Optional, "重申了哪条记录（只计一次）", "the record that it repeats, counted once", "\"zt-053\"");
pub(super) const CONTRADICTS: Field = field("contradicts", SUBJECT_LIST, Optional, "与哪些记录不一致", "the records that it contradicts", "[\"zt-131\"]");

pub(super) const AT_LEAST: Field = field("at_least", Type::Decimal, Optional, "不低于", "at least", "94");
pub(super) const AT_MOST: Field = field("at_most", Type::Decimal, Optional, "不高于", "at most", "10");
pub(super) const MORE_THAN: Field = field("more_than", Type::Decimal, Optional, "高于（不含）", "more than", "2000");
pub(super) const LESS_THAN: Field = field("less_than", Type::Decimal, Optional, "低于（不含）", "less than", "5");
pub(super) const REACH: Field = field("reach", Type::Decimal, Optional, "达到：按指标方向判断", "reaches, judged by the indicator's direction", "100");
pub(super) const ABOUT: Field = field("about", Type::Decimal, Optional, "左右", "about", "30");
pub(super) const TOLERANCE: Field = field("tolerance", Type::Decimal, Optional, "“左右”的容许差", "the tolerance of `about`", "1");
pub(super) const BETWEEN: Field = field("between", Type::Pair, Optional, "介于", "between", "[2, 3]");
pub(super) const BENCHMARK: Field = field("benchmark", Type::Table(&BENCHMARK_TABLE), Optional, "以另一地区为基准", "measured against another place", "{ place = \"yunnan\", at_least = true }");
pub(super) const CHANGE: Field = field("change", Type::Table(&CHANGE_TABLE), Optional, "变化量", "a change", "{ at_most = -10, since = \"previous-year\", unit = \"%\" }");
pub(super) const RISES: Field = field("rises", Type::Mark, Optional, "提升", "rises", "true");
pub(super) const FALLS: Field = field("falls", Type::Mark, Optional, "下降", "falls", "true");
pub(super) const NEVER_FALLS: Field = field("never_falls", Type::Mark, Optional, "只增不减", "never falls", "true");
pub(super) const GRADE: Field = field("grade_at_least", Type::Line, Optional, "不低于某等级", "at least this grade", "\"Ⅲ\"");
pub(super) const SINCE: Field = field("since", Type::Since, Optional, "自何时起算", "since when", "2022");

pub(super) const CONDITION_KEYS: &[&str] = &[
    "at_least", "at_most", "more_than", "less_than", "reach", "about", "between", "benchmark", "change", "rises",
    "falls", "never_falls", "grade_at_least",
];
pub(super) const BOUND_KEYS: &[&str] = &["at_least", "at_most", "more_than", "less_than"];
pub(super) const PROVISION_KEYS: &[&str] = &["at_least", "at_most", "more_than", "less_than", "reach", "about", "between"];
pub(super) const VALUE_KEYS: &[&str] = &[
    "value", "at_least", "at_most", "more_than", "less_than", "about", "between", "change", "formula", "counted", "grade",
];
