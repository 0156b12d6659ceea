//! What others refer to: places, bodies, indicators.
//!
//! In: nothing. Out: the kinds.

use super::shared::*;
use super::{Ids, Keys, Kind, Many, Need, Type, examples};
use crate::bilingual::both;
use crate::model::{BodyKind, Direction, PlaceKind, Stage};
use Need::{Inherited, Optional, Required};

/// The kinds of this file, in the order of the reference.
pub(super) const KINDS: &[&Kind] = &[&PLACE, &BODY, &INDICATOR];

pub(super) static ALERT_TABLE: Kind = Kind {
    key: "alerts",
    words: both("提示", "alert"),
    many: Many::Within,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("name", Type::Text, Required, "名称", "what it is called", "\"黄牌\""),
        AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN,
        field("basis", Type::Text, Required, "标准由谁在哪里规定", "who laid down the condition, and where", "\"…\""),
    ], BOUND_KEYS),
    one_of: &[BOUND_KEYS],
    example: examples::ALERT,
};

static PLACE: Kind = Kind {
    key: "place",
    words: both("地区、学校", "place"),
    many: Many::Records,
    ids: Ids::Own,
    fields: Keys::of(&[
        ID,
        field("name", Type::Text, Required, "名称", "the name", "\"昭通市\""),
        field("kind", Type::Choice(PlaceKind::CHOICES), Required, "种类", "the kind", "\"prefecture\""),
        field("parent", Type::Ref(&["place"]), Optional, "隶属于", "the place of which it is a part", "\"yunnan\""),
        SORT_KEY, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::PLACE,
};

static BODY: Kind = Kind {
    key: "body",
    words: both("单位", "body"),
    many: Many::Records,
    ids: Ids::Own,
    fields: Keys::of(&[
        ID,
        field("name", Type::Text, Required, "名称（不按顿号拆分）", "the name, never split", "\"市教育体育局\""),
        field("place", Type::Ref(&["place"]), Inherited, "所在地区", "where it has its seat or power", "\"zhaotong\""),
        field("kind", Type::Choice(BodyKind::CHOICES), Optional, "种类（默认其他单位）", "the kind (`other` by default)", "\"office\""),
        field("aliases", TEXTS, Optional, "文件中的其他写法", "other names that documents use", "[\"市教体局\"]"),
        SORT_KEY, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::BODY,
};

static INDICATOR: Kind = Kind {
    key: "indicator",
    words: both("指标", "indicator"),
    many: Many::Records,
    ids: Ids::Own,
    fields: Keys::of(&[
        ID,
        field("name", Type::Text, Required, "规划中的名称", "the name as printed in the plan", "\"初中学业水平考试合格率\""),
        field("unit", Type::Unit, Required, "数值的单位", "the unit of its values", "\"%\""),
        field("direction", Type::Choice(Direction::CHOICES), Required, "方向", "which values are better", "\"higher\""),
        field("decimals", Type::Integer, Optional, "显示几位小数（默认照原文）", "decimal places for display (as written by default)", "2"),
        field("stage", Type::Choice(Stage::CHOICES), Optional, "学段", "the stage of education", "\"junior\""),
        field("counts", Type::Text, Optional, "计数对象", "what is counted", "\"县\""),
        field("definition", Type::Text, Optional, "含义", "what it means", "\"…\""),
        field("aliases", TEXTS, Optional, "文件中的其他名称", "other names that documents use", "[\"中考合格率\"]"),
        field("parts", Type::List(&Type::Ref(&["indicator"])), Optional, "由哪些指标相加得到；写明后核对合计", "the indicators that add up to it; the sums are then checked", "[\"teachers-town\", \"teachers-rural\"]"),
        field("basis", Type::Text, Optional, "视为同一指标的依据", "why the names mean the same", "\"…\""),
        field("grades", Type::List(&Type::Line), Optional, "等级，由低到高；单位须为“等级”", "the grades from worst to best; the unit has to be 等级 or grade", "[\"Ⅰ\", \"Ⅱ\", \"Ⅲ\"]"),
        field("alerts", Type::List(&Type::Table(&ALERT_TABLE)), Optional, "红牌、黄牌一类的提示；标准须有出处，没有规定的不写", "warnings such as red and yellow cards; only where somebody laid them down", "[{ name = \"黄牌\", less_than = 75, basis = \"…\" }]"),
        SORT_KEY, NOTE, STATE, AUDIENCE,
    ], &[]),
    one_of: &[],
    example: examples::INDICATOR,
};
