//! What a plan says: its phases, parts, tasks, targets, milestones, provisions, duties.
//!
//! In: nothing. Out: the kinds.

use super::shared::*;
use super::{Field, Ids, Keys, Kind, Many, Need, Type, examples};
use crate::bilingual::both;
use crate::model::{Judge, PlaceKind, ProvisionKind};
use Need::{Inherited, Optional, Required};

/// The kinds of this file, in the order of the reference.
pub(super) const KINDS: &[&Kind] = &[&PLAN, &PHASE, &ACTION, &SAFEGUARD, &TASK, &TARGET, &MILESTONE, &PROVISION, &DUTY];

static PLAN: Kind = Kind {
    key: "plan",
    words: both("规划", "plan"),
    many: Many::OneOrRecords,
    ids: Ids::Own,
    fields: Keys::of(&[
        ID,
        field("title", Type::Text, Required, "全称", "the title", "\"…\""),
        field("short", Type::Text, Required, "简称", "a short title", "\"昭通市三年行动方案\""),
        field("place", Type::Ref(&["place"]), Required, "地区", "the place", "\"zhaotong\""),
        field("issuers", TEXTS, Optional, "制发机关", "who issued it", "[\"中共昭通市委\"]"),
        field("issued", Type::Period, Optional, "印发时间", "when it was issued", "\"2023-09-06\""),
        field("from", Type::Integer, Required, "起始年", "the first year", "2023"),
        field("to", Type::Integer, Required, "终止年", "the last year", "2025"),
        field("superior", Type::Ref(&["plan"]), Optional, "依据的上级规划", "the plan that it follows", "\"yunnan-2023\""),
        field("document", Type::Ref(&["document"]), Inherited, "文件", "the document", "\"zhaotong-plan-2023\""),
        field("related", Type::OneOrMore(&Type::Ref(&["document"])), Optional, "规划提到的配套文件", "documents that the plan names as belonging to it", "[\"zhaotong-ten-measures\"]"),
        field("summary", Type::Text, Optional, "概要（自己的话）", "what it is about, in your own words", "\"…\""),
        SORT_KEY, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::PLAN,
};

static PHASE: Kind = Kind {
    key: "phase",
    words: both("阶段", "phase"),
    many: Many::Records,
    ids: Ids::Attached,
    fields: Keys::of(&[
        PLAN_REF,
        field("year", Type::Integer, Required, "年份", "the year", "2023"),
        field("theme", Type::Text, Required, "主题（原文）", "the theme as printed", "\"补短板\""),
        field("at", Type::Text, Inherited, "在文件中的位置", "the place in the document", "\"三年工作目标—2023年\""),
        MODALITY, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::PHASE,
};

pub(super) const PART_FIELDS: &[Field] = &[
    ID,
    PLAN_REF,
    field("number", Type::Integer, Required, "序号", "the number", "1"),
    field("title", Type::Text, Required, "名称（原文）", "the title as printed", "\"…\""),
    AT,
    field("summary", Type::Text, Optional, "概要（自己的话）", "what it is about, in your own words", "\"…\""),
    STATE, AUDIENCE,
];

static ACTION: Kind =
    Kind { key: "action", words: both("行动", "action"), many: Many::Records, ids: Ids::In("part"), fields: Keys::of(PART_FIELDS, &[]), one_of: &[], example: examples::ACTION };

static SAFEGUARD: Kind = Kind {
    key: "safeguard",
    words: both("保障措施", "safeguard"),
    many: Many::Records,
    ids: Ids::In("part"),
    fields: Keys::of(PART_FIELDS, &[]),
    one_of: &[],
    example: examples::SAFEGUARD,
};

static TASK: Kind = Kind {
    key: "task",
    words: both("任务", "task"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID,
        PLAN_REF,
        field("number", Type::Integer, Required, "序号", "the number", "1"),
        field("title", Type::Text, Required, "名称（原文）", "the title as printed", "\"…\""),
        field("action", Type::Ref(&["action"]), Optional, "属于哪项行动", "the action it belongs to", "\"dongchuan-2023-a1\""),
        field("lead", BODIES, Inherited, "牵头单位（仅在文件写明时）", "the lead bodies, only where the document names them", "[\"dongchuan-education\"]"),
        field("responsible", BODIES, Inherited, "责任单位", "the responsible bodies", "[\"dongchuan-finance\"]"),
        field("deadline", Type::Period, Inherited, "完成时限", "the deadline", "\"2025-12-31\""),
        field("summary", Type::Text, Optional, "概要（自己的话）", "what it is about, in your own words", "\"…\""),
        DOCUMENT_REF, AT, COPIES, SAID_BY, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::TASK,
};

static TARGET: Kind = Kind {
    key: "target",
    words: both("目标", "target"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID, PLAN_REF, PLACE_REF,
        field("indicator", Type::Ref(&["indicator"]), Required, "指标", "the indicator", "\"junior-exam-pass-rate\""),
        field("name", Type::Text, Optional, "文件中的写法（与指标名称不同时）", "the name as printed, where it differs", "\"…\""),
        PERIOD, AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN, REACH, ABOUT, TOLERANCE, BETWEEN, BENCHMARK, CHANGE, RISES,
        FALLS, NEVER_FALLS, GRADE, SINCE,
        field("printed", Type::Text, Required, "原文写法", "the figure as printed", "\"94%以上\""),
        field("judge", Type::Choice(Judge::CHOICES), Optional, "如何按时间判断（默认期末达到）", "how it is judged over time", "\"held\""),
        field("each", Type::Choice(PlaceKind::CHOICES), Optional, "每个县、每所学校等", "the kind of places each of which has to reach it", "\"county\""),
        MODALITY, DOCUMENT_REF, AT, COPIES, SAID_BY, RESTATES, CONTRADICTS, UNDER, NOTE, STATE, AUDIENCE,
    ], CONDITION_KEYS),
    one_of: &[CONDITION_KEYS],
    example: examples::TARGET,
};

static MILESTONE: Kind = Kind {
    key: "milestone",
    words: both("节点", "milestone"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID, PLAN_REF, PLACE_REF,
        field("name", Type::Text, Required, "名称（原文）", "the name as printed", "\"水富市义务教育优质均衡\""),
        field("becomes", Type::Text, Required, "应达到的状态（原文）", "the state as printed", "\"通过省级评估\""),
        PERIOD, MODALITY, DOCUMENT_REF, AT, COPIES, SAID_BY, RESTATES, CONTRADICTS, UNDER, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::MILESTONE,
};

static PROVISION: Kind = Kind {
    key: "provision",
    words: both("规定", "provision"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID, PLAN_REF,
        field("kind", Type::Choice(ProvisionKind::CHOICES), Required, "种类", "the kind", "\"eligibility\""),
        field("name", Type::Text, Required, "名称", "the name", "\"…\""),
        AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN, REACH, ABOUT, TOLERANCE, BETWEEN,
        field("unit", Type::Unit, Required, "单位", "the unit", "\"个班\""),
        field("printed", Type::Text, Required, "原文写法", "the figure as printed", "\"18个班以上\""),
        field("period", Type::Period, Inherited, "时期", "the period", "2023"),
        MODALITY, DOCUMENT_REF, AT, COPIES, SAID_BY, UNDER, NOTE, STATE, AUDIENCE,
    ], PROVISION_KEYS),
    one_of: &[PROVISION_KEYS],
    example: examples::PROVISION,
};

static DUTY: Kind = Kind {
    key: "duty",
    words: both("经常性职责", "duty"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID, PLAN_REF,
        field("name", Type::Text, Required, "内容", "what is to be done", "\"…\""),
        field("frequency", Type::Choice(FREQUENCIES), Optional, "多久一次（默认长期）", "how often (standing by default)", "\"yearly\""),
        field("minimum", Type::Decimal, Optional, "每期至少几次", "how many times at least", "1"),
        field("maximum", Type::Decimal, Optional, "每期至多几次", "how many times at most", "2"),
        field("unit", Type::Unit, Optional, "计数单位", "what is counted", "\"次\""),
        field("body", BODIES, Inherited, "由谁履行", "who has to do it", "[\"zhaotong-npc\"]"),
        field("toward", Type::Text, Optional, "向谁履行", "toward whom", "\"市委常委会\""),
        field("each", Type::Choice(PlaceKind::CHOICES), Optional, "每个县、每所学校等各自履行", "the kind of places in each of which it has to be done", "\"county\""),
        field("number", Type::Ref(&["observation"]), Optional, "这样的地区有几个，出自哪条数据", "the observation that says how many such places there are", "\"zt-101\""),
        DOCUMENT_REF, AT, COPIES, SAID_BY, UNDER, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::DUTY,
};
