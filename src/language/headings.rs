//! What the columns of people's own tables are called, by the key that they fill.
//!
//! In: the heading of a column. Out: the key of a kind. Words that the table of keys has already (the key itself, what it
//! means) are not repeated here. It must not guess: a heading has one of these words, or it is unknown.

use super::{Field, Kind};
use crate::bilingual::Lang;

/// Keys and the headings that people write over them, in both languages. The first of each language stands in templates.
const WORDS: &[(&str, &[&str])] = &[
    (
        "indicator",
        &["指标", "Indicator", "指标名称", "统计指标", "项目", "项目名称", "indicator name", "measure"],
    ),
    (
        "period",
        &[
            "年份",
            "Year",
            "年度",
            "年",
            "时期",
            "时间",
            "统计年份",
            "统计年度",
            "目标年",
            "目标年份",
            "period",
            "fiscal year",
        ],
    ),
    (
        "value",
        &[
            "数值",
            "Value",
            "值",
            "实际值",
            "完成值",
            "实际完成值",
            "完成情况",
            "实际",
            "结果",
            "数据",
            "actual",
            "result",
            "figure",
        ],
    ),
    (
        "reach",
        &["目标值", "Target", "目标", "目标要求", "要求", "规划目标", "指标值", "target value", "goal"],
    ),
    ("unit", &["单位", "Unit", "计量单位", "units", "unit of measure"]),
    (
        "place",
        &[
            "地区",
            "Place",
            "区域",
            "县区",
            "县（市、区）",
            "市县",
            "州市",
            "学校",
            "地区名称",
            "area",
            "region",
            "county",
        ],
    ),
    (
        "document",
        &[
            "来源",
            "Source",
            "数据来源",
            "资料来源",
            "出处",
            "文件",
            "依据",
            "文件名称",
            "document",
            "data source",
        ],
    ),
    ("at", &["位置", "Page", "页码", "页", "章节", "所在位置", "文中位置", "location", "section", "locator"]),
    ("note", &["备注", "Note", "说明", "注", "注释", "notes", "remark", "remarks"]),
    ("printed", &["原文", "As printed", "原文写法", "原文表述", "wording"]),
    ("plan", &["规划", "Plan", "规划名称", "所属规划", "方案", "计划"]),
    ("number", &["序号", "No.", "任务序号", "no", "#"]),
    ("title", &["任务", "Task", "任务名称", "工作任务", "重点任务", "任务内容", "title"]),
    ("lead", &["牵头单位", "Lead body", "牵头部门", "牵头", "lead", "led by"]),
    (
        "responsible",
        &["责任单位", "Responsible bodies", "责任部门", "配合单位", "responsible body", "responsible"],
    ),
    ("deadline", &["完成时限", "Deadline", "时限", "期限", "完成时间", "截止时间", "due", "due date"]),
    ("action", &["行动", "Action", "所属行动"]),
    ("summary", &["概要", "Summary", "主要内容", "工作内容"]),
    ("id", &["编号", "Id", "记录编号", "record id"]),
];

/// The key that a heading names, among those of a kind.
pub fn heading(kind: &Kind, text: &str) -> Option<&'static Field> {
    let text = folded(text);
    let listed = WORDS.iter().filter(|(_, words)| words.iter().any(|word| folded(word) == text));
    let listed = listed.filter_map(|(key, _)| kind.field(key)).map(|(_, field)| field).next();
    listed.or_else(|| {
        let own = |field: &&Field| {
            field.key == text || Lang::ALL.iter().any(|lang| folded(field.words.get(*lang)) == text)
        };
        kind.fields.all().iter().find(own)
    })
}

/// Whether a heading names a key of another kind, or a running number: it is passed over without a word.
pub fn is_known_elsewhere(text: &str) -> bool {
    let text = folded(text);
    WORDS.iter().any(|(_, words)| words.iter().any(|word| folded(word) == text))
}

/// Keys with the headings that are known for them.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    WORDS.iter().copied()
}

/// All headings of a kind, for "did you mean".
pub fn headings(kind: &Kind) -> impl Iterator<Item = &'static str> {
    let own = WORDS.iter().filter(|(key, _)| kind.field(key).is_some());
    own.flat_map(|(_, words)| words.iter().copied()).collect::<Vec<_>>().into_iter()
}

/// The heading over a key in templates and messages.
pub fn title(field: &Field, lang: Lang) -> &'static str {
    let words = WORDS.iter().find(|(key, _)| *key == field.key).map(|(_, words)| *words);
    words.and_then(|words| words.get(lang as usize)).copied().unwrap_or_else(|| field.words.get(lang))
}

/// A name as it is compared: without width, case and blank space.
pub fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let kept =
        text.chars().map(narrow).filter(|c| !c.is_whitespace() && !matches!(c, '\u{3000}' | '\u{FEFF}'));
    kept.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::super::kind;
    use super::*;

    #[test]
    fn headings_name_keys_that_exist_and_each_word_one_key() {
        let keys: Vec<&str> = ["observation", "target", "task"]
            .iter()
            .flat_map(|key| kind(key).unwrap().fields)
            .map(|field| field.key)
            .collect();
        let mut seen = std::collections::BTreeMap::new();
        for (key, words) in WORDS {
            assert!(keys.contains(key), "{key}");
            for word in *words {
                assert_eq!(seen.insert(folded(word), key), None, "{word}");
            }
            assert!(!words[0].is_ascii() && words[1].is_ascii(), "{key}: the first two stand in templates");
        }
    }

    #[test]
    fn a_heading_is_known_however_it_is_spaced() {
        let observation = kind("observation").unwrap();
        let key = |text| heading(observation, text).map(|field| field.key);
        for (text, found) in [
            ("指 标", Some("indicator")),
            ("年　份", Some("period")),
            ("ＶＡＬＵＥ", Some("value")),
            ("县(市、区)", Some("place")),
            ("data source", Some("document")),
            ("supersedes", Some("supersedes")),
            ("目标值", None),
            ("指票", None),
        ] {
            assert_eq!(key(text), found, "{text}");
        }
        assert!(is_known_elsewhere("目标值") && !is_known_elsewhere("指票"));
    }
}
