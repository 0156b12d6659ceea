//! Tables within a condition: a benchmark and a change.
//!
//! In: nothing. Out: kinds that stand within records.

use super::shared::{AT_LEAST, AT_MOST, BOUND_KEYS, LESS_THAN, MORE_THAN, field};
use super::{Ids, Keys, Kind, Many, Need, Type, examples};
use crate::bilingual::both;
use Need::{Optional, Required};

pub(super) static BENCHMARK_TABLE: Kind = Kind {
    key: "benchmark",
    words: both("基准", "benchmark"),
    many: Many::Within,
    ids: Ids::Attached,
    fields: Keys::of(&[
        field("place", Type::Ref(&["place"]), Required, "基准地区", "the place that is the benchmark", "\"yunnan\""),
        field("at_least", Type::Mark, Optional, "不低于基准", "at least the benchmark", "true"),
        field("at_most", Type::Mark, Optional, "不高于基准", "at most the benchmark", "true"),
        field("more_than", Type::Mark, Optional, "高于基准", "more than the benchmark", "true"),
        field("less_than", Type::Mark, Optional, "低于基准", "less than the benchmark", "true"),
    ], BOUND_KEYS),
    one_of: &[BOUND_KEYS],
    example: examples::BENCHMARK,
};

pub(super) static CHANGE_TABLE: Kind = Kind {
    key: "change",
    words: both("变化", "change"),
    many: Many::Within,
    ids: Ids::Attached,
    fields: Keys::of(&[
        AT_LEAST,
        AT_MOST,
        MORE_THAN,
        LESS_THAN,
        field("since", Type::Since, Required, "自何时起算", "since when", "\"previous-year\""),
        field("unit", Type::Unit, Optional, "变化量的单位：% 为相对变化", "the unit of the change: % for a relative change", "\"%\""),
    ], BOUND_KEYS),
    one_of: &[BOUND_KEYS],
    example: examples::CHANGE,
};
