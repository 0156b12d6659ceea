//! What became of a plan: occurrences, observations, findings, comparisons, revisions.
//!
//! In: nothing. Out: the kinds.

use super::shared::*;
use super::{Ids, Keys, Kind, Many, Need, Type, examples};
use crate::bilingual::both;
use crate::model::{Likeness, Outcome, Relation, RevisionKind, Status};
use Need::{Inherited, Optional, Required, RequiredOrInherited};

/// The kinds of this file, in the order of the reference.
pub(super) const KINDS: &[&Kind] = &[&OCCURRENCE, &OBSERVATION, &FINDING, &COMPARISON, &REVISION];

static OCCURRENCE: Kind = Kind {
    key: "occurrence",
    words: both("履行记录", "occurrence"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID,
        field("duty", Type::Ref(&["duty"]), RequiredOrInherited, "哪项职责", "the duty", "\"zt-085\""),
        PERIOD,
        field("body", Type::Ref(&["body"]), Inherited, "由谁履行", "by whom", "\"zhaotong-media\""),
        field("place", Type::Ref(&["place"]), Inherited, "在何地", "where", "\"zhaotong\""),
        field("date", Type::Date, Optional, "日期", "on which day", "2024-03-05"),
        field("title", Type::Text, Optional, "名称、题目", "what it was, or the title of a report", "\"…\""),
        field("toward", Type::Text, Optional, "对象", "toward whom, or what was looked at", "\"市委常委会\""),
        field("result", Type::Text, Optional, "结果和后续处理", "what came of it", "\"…\""),
        field("about", SUBJECT_LIST, Optional, "涉及规划的哪些记录", "the records of the plan that it was about", "[\"zt-110\"]"),
        DOCUMENT_REF, AT, COPIES, SAID_BY, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::OCCURRENCE,
};

static OBSERVATION: Kind = Kind {
    key: "observation",
    words: both("数据", "observation"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID, PLACE_REF,
        field("indicator", Type::Ref(&["indicator"]), RequiredOrInherited, "指标", "the indicator", "\"junior-exam-pass-rate\""),
        field("name", Type::Text, Optional, "文件中的写法（与指标名称不同时）", "the name as printed, where it differs", "\"中考合格率\""),
        PERIOD,
        field("value", Type::Decimal, Optional, "数值", "the value", "74.48"),
        AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN, ABOUT, BETWEEN,
        field("change", Type::Decimal, Optional, "变化量", "the change", "23.96"),
        field("formula", Type::Formula, Optional, "由其他数据推算", "derived from other observations", "\"{rs-012} - {rs-013}\""),
        field("grade", Type::Line, Optional, "等级", "the grade", "\"Ⅲ\""),
        field("counted", TEXTS, Optional, "由文件所列事项计数", "derived by counting what the document lists", "[\"…\", \"…\"]"),
        field("measure", Type::Choice(MEASURES), Optional, "水平或变化（默认水平）", "a level (the default) or a change", "\"change\""),
        SINCE,
        field("unit", Type::Unit, Optional, "单位（与指标不同时）", "the unit, where it differs from the indicator's", "\"%\""),
        field("status", Type::Choice(Status::CHOICES), Optional, "状态（SDMX 字母）", "the status, an SDMX letter", "\"P\""),
        field("printed", Type::Text, Optional, "原文写法", "the value as printed", "\"2000多人\""),
        field("supersedes", Type::Ref(&["observation"]), Optional, "取代哪条数据", "the observation that it replaces", "\"rs-001\""),
        SAID_BY, DOCUMENT_REF, AT, COPIES, NOTE, STATE, AUDIENCE,
    ], VALUE_KEYS),
    one_of: &[VALUE_KEYS],
    example: examples::OBSERVATION,
};

static FINDING: Kind = Kind {
    key: "finding",
    words: both("评述", "finding"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID,
        field("about", SUBJECT_LIST, Required, "关于哪条记录", "what it is about", "\"zt-045\""),
        field("relation", Type::Choice(Relation::CHOICES), Required, "与该记录的关系", "what it says about it", "\"look-alike\""),
        field("outcome", Type::Choice(Outcome::CHOICES), Optional, "文件所报的结果", "the result that the document states", "\"met\""),
        field("largely", Type::Flag, Optional, "文件写有“基本”", "whether the document says 基本", "true"),
        field("says", Type::Text, Required, "文件怎么说（原文短语）", "what the document says, a phrase as printed", "\"基本补齐\""),
        field("observations", Type::OneOrMore(&Type::Ref(&["observation"])), Optional, "相关数据", "observations that belong to it", "[\"rs-088\"]"),
        field("because", Type::Text, Optional, "理由（自己的话）", "why, in your own words", "\"…\""),
        PLACE_REF, PERIOD, SAID_BY, DOCUMENT_REF, AT, COPIES, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::FINDING,
};

static COMPARISON: Kind = Kind {
    key: "comparison",
    words: both("各级对照", "comparison across plans"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID,
        field("name", Type::Text, Required, "主题（自己的话）", "the subject, in your own words", "\"普惠性幼儿园覆盖率\""),
        field("of", SUBJECT_LIST, Required, "对照哪些记录", "the statements that are set side by side", "[\"zt-057\", \"dc-020\"]"),
        field("likeness", Type::Choice(Likeness::CHOICES), Required, "口径是否相同", "how far they can be compared", "\"alike\""),
        field("because", Type::Text, Optional, "理由（自己的话）；口径不完全相同时必填", "why, in your own words; required where they are not simply comparable", "\"…\""),
        field("results", Type::OneOrMore(&Type::Ref(&["observation"])), Optional, "相关结果", "results that belong to the subject", "[\"rs-011\"]"),
        STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::COMPARISON,
};

static REVISION: Kind = Kind {
    key: "revision",
    words: both("修订", "revision"),
    many: Many::Records,
    ids: Ids::Statement,
    fields: Keys::of(&[
        ID,
        field("of", Type::Ref(&["observation", "target", "milestone", "provision"]), Optional, "修订哪条记录", "the record that was revised", "\"rs-012\""),
        field("withdraws", Type::Id, Optional, "撤下哪条已公布的记录（记录本身删去）", "the published record that is withdrawn, and is no longer there", "\"rs-099\""),
        field("kind", Type::Choice(RevisionKind::CHOICES), Required, "修订、方法改变，或本站自己的差错", "a revision, a change of method, or an error of this site", "\"correction\""),
        field("old", Type::Decimal, Optional, "旧值", "the value before", "74.84"),
        field("new", Type::Decimal, Optional, "新值，即记录里现在的数值", "the value after, which the record has now", "74.48"),
        field("date", Type::Date, Required, "从哪一天起改为新值", "since when the new value holds", "2026-03-05"),
        field("reason", Type::Text, Required, "原因（自己的话）", "why, in your own words", "\"录入时数字颠倒\""),
        field("document", Type::Ref(&["document"]), Optional, "据哪份文件修订", "the document that says so", "\"zhaotong-report-2025\""),
        field("at", Type::Text, Optional, "在文件中的位置", "the place in it", "\"导语\""),
        STATE, AUDIENCE,
    ], &["of", "withdraws"]),
    one_of: &[&["of", "withdraws"]],
    example: examples::REVISION,
};
