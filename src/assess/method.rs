//! The method in words: the rules in their order, and what each verdict and qualifier means.
//!
//! In: nothing. Out: [`RULES`] and the meanings, from which the page on the method and the READMEs are made. It must
//! decide nothing: [`super::rules`] does, in the same order.

use super::verdict::{Qualifier, VerdictKind};
use crate::bilingual::{Bilingual, both};

/// A rule in words.
#[derive(Debug)]
pub struct Rule {
    /// When it applies.
    pub when: Bilingual,
    /// The verdicts that it can give, in the order of their kinds.
    pub gives: &'static [VerdictKind],
    /// What is added to each of them.
    pub with: Option<Qualifier>,
}

/// The rules in their order: the first that applies holds.
pub const RULES: &[Rule] = &[
    Rule {
        when: both(
            "同一地区、同一指标、所评时期的数据能够判定",
            "a figure of the same place, indicator and judged period decides",
        ),
        gives: &[VerdictKind::Met, VerdictKind::MetLate, VerdictKind::Missed, VerdictKind::InProgress],
        with: None,
    },
    Rule {
        when: both("文件直接写明结果", "a document states the outcome"),
        gives: &[VerdictKind::Met, VerdictKind::Missed, VerdictKind::InProgress],
        with: Some(Qualifier::AsReported),
    },
    Rule {
        when: both(
            "文件报告了工作，但没有可以判定的终点",
            "a document reports activity with no end that could be decided",
        ),
        gives: &[VerdictKind::Reported],
        with: None,
    },
    Rule {
        when: both("文件中的数据只是看上去相近", "a figure only looks alike"),
        gives: &[VerdictKind::NotComparable],
        with: None,
    },
    Rule {
        when: both("有材料而不足以判定", "there is evidence, but it cannot decide"),
        gives: &[VerdictKind::NotAssessable],
        with: None,
    },
    Rule { when: both("期限未到", "it is not due"), gives: &[VerdictKind::NotDue], with: None },
    Rule {
        when: both(
            "期限已到，没有登记涉及该地区和该时期的材料",
            "it is due, and no registered document covers the place and the period",
        ),
        gives: &[VerdictKind::NoSource],
        with: None,
    },
    Rule {
        when: both(
            "期限已到，登记的材料没有提及",
            "it is due, and the registered documents do not mention it",
        ),
        gives: &[VerdictKind::NoReport],
        with: None,
    },
];

impl VerdictKind {
    /// What it means, for readers.
    pub fn meaning(self) -> Bilingual {
        match self {
            VerdictKind::Met => both(
                "同一地区、同一指标、所评时期的数据符合目标；或者文件直接写明已经实现，此时注明“据报道”",
                "the figure of the same place, indicator and judged period meets the target; or a document says outright that it was achieved, which is marked “as reported”",
            ),
            VerdictKind::MetLate => both(
                "期限当期的数据不符合目标，此后的数据符合",
                "the figure of the period in which it was due fails the target, and a later one meets it",
            ),
            VerdictKind::Missed => both(
                "期限已到，所评时期的数据不符合目标；或者文件直接写明没有实现",
                "it was due, and the figure of the judged period fails the target; or a document says outright that it was not achieved",
            ),
            VerdictKind::InProgress => both(
                "期限未到，只有此前年份的数据，或者当期数据尚不符合目标；写明差距",
                "it is not due, and there are figures of earlier years only, or the current one does not meet the target yet; the gap is shown",
            ),
            VerdictKind::Reported => both(
                "文件报告了有关工作，但没有可以据以判断的结果，如“推进”“加大”“用好”",
                "a document reports activity but no result to judge by, in words such as “advance”, “step up” or “make good use of”",
            ),
            VerdictKind::NotComparable => both(
                "文件中的数据只是名称或数值相近，指标、范围或对象不同；两方的名称和不同之处都写明",
                "the reported figure is alike in name or value only: indicator, scope or subject differ; both names and the difference are shown",
            ),
            VerdictKind::NotAssessable => both(
                "有相关材料，但缺少判断所需的条件，如比较基准、起点数值、衡量标准；写明缺少什么",
                "there is evidence, but something needed to judge is lacking, such as the benchmark, the baseline or a yardstick; what is lacking is named",
            ),
            VerdictKind::NotDue => {
                both("期限未到，也没有可用的数据", "it is not due, and there are no figures to go by")
            }
            VerdictKind::NoReport => both(
                "期限已到，已登记的材料涉及该地区和该时期，但没有提到这项目标",
                "it was due, and the registered documents cover the place and the period but do not mention the target",
            ),
            VerdictKind::NoSource => both(
                "期限已到，本站没有登记涉及该地区和该时期的材料",
                "it was due, and no document that covers the place and the period is registered",
            ),
        }
    }

    /// Whether it tells what became of the matter, by figures or by a statement.
    pub fn is_decided(self) -> bool {
        match self {
            VerdictKind::Met | VerdictKind::MetLate | VerdictKind::Missed | VerdictKind::InProgress => true,
            VerdictKind::Reported | VerdictKind::NotComparable | VerdictKind::NotAssessable => false,
            VerdictKind::NotDue | VerdictKind::NoReport | VerdictKind::NoSource => false,
        }
    }

    /// Whether it tells that no material is registered.
    pub fn is_silent(self) -> bool {
        match self {
            VerdictKind::NotDue | VerdictKind::NoReport | VerdictKind::NoSource => true,
            VerdictKind::Met | VerdictKind::MetLate | VerdictKind::Missed | VerdictKind::InProgress => false,
            VerdictKind::Reported | VerdictKind::NotComparable | VerdictKind::NotAssessable => false,
        }
    }
}

impl Qualifier {
    /// What it means, for readers.
    pub fn meaning(self) -> Bilingual {
        match self {
            Qualifier::AsReported => both(
                "依据文件的直接表述，没有数据可以核对",
                "it rests on the words of a document, without figures to check them by",
            ),
            Qualifier::LevelOnly => both(
                "要求保持的目标，当期水平符合，其他年份没有数据",
                "the level had to be held: the current one meets the target, other years have no data",
            ),
            Qualifier::DirectionOnly => both(
                "目标只要求上升、下降或不下降，没有写数量",
                "the target only asks for a rise, a fall or no fall, and names no amount",
            ),
            Qualifier::Bound => both(
                "结果是“以上”“以下”一类的界限，不是确切数值",
                "the result is known as a bound (“over”, “under”), not as an exact figure",
            ),
            Qualifier::Largely => {
                both("文件写的是“基本”达到", "the document says that it was “largely” achieved")
            }
            Qualifier::TimeUnknown => both(
                "期限当期没有数据，此后的数据符合目标",
                "there is no figure for the period in which it was due, and a later one meets the target",
            ),
            Qualifier::Aspirational => both(
                "规划写明“力争”“探索”等，不是硬性要求",
                "the plan says “strive for” or “explore”: it is no firm commitment",
            ),
        }
    }
}
