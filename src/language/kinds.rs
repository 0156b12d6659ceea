//! The table of kinds: each key with its type, its rule, its meaning in both languages and an example.
//!
//! In: nothing. Out: [`KINDS`]. It must not contain logic: what cannot be said in the table is said in `resolve`.

use super::examples;
use super::{Field, Kind, Many, Need, Type};
use crate::bilingual::both;
use crate::model::{
    Audience, BodyKind, Choice, Direction, DocumentKind, Judge, Likeness, Modality, Outcome, PlaceKind,
    ProvisionKind, Recurrence, Relation, Stage, Status,
};
use Need::{Inherited, Optional, Required, RequiredOrInherited};

/// The kinds that a file may hold.
pub const KINDS: &[&Kind] = &[
    &DOCUMENT, &COPY, &DEFECT, &ANNEX, &EXCLUDED, &PLACE, &BODY, &INDICATOR, &PLAN, &PHASE, &ACTION, &SAFEGUARD, &TASK, &TARGET,
    &MILESTONE, &PROVISION, &DUTY, &OCCURRENCE, &OBSERVATION, &FINDING,
    &COMPARISON,
];

const fn field(
    key: &'static str,
    of: Type,
    need: Need,
    zh: &'static str,
    en: &'static str,
    example: &'static str,
) -> Field {
    Field { key, of, need, words: both(zh, en), example }
}

const STATES: &[Choice] = &[
    Choice { key: "draft", words: both("草稿", "draft") },
    Choice { key: "approved", words: both("已审定", "approved") },
];
const ROUNDINGS: &[Choice] = &[
    Choice { key: "gb8170", words: both("GB/T 8170 进舍规则", "GB/T 8170, half to even") },
    Choice { key: "half-up", words: both("四舍五入", "half away from zero") },
];
const MEASURES: &[Choice] = &[
    Choice { key: "level", words: both("水平", "level") },
    Choice { key: "change", words: both("变化", "change") },
];
const FREQUENCIES: &[Choice] = &[
    Recurrence::CHOICES[0],
    Recurrence::CHOICES[1],
    Recurrence::CHOICES[2],
    Recurrence::CHOICES[3],
    Recurrence::CHOICES[4],
    Recurrence::CHOICES[5],
    Choice { key: "standing", words: both("长期", "standing") },
];

const SUBJECTS: &[&str] = &["target", "milestone", "task", "duty", "provision", "action", "safeguard", "plan"];
const PARTS: &[&str] = &["action", "safeguard", "task"];
const TEXTS: Type = Type::List(&Type::Text);
const LINES: Type = Type::OneOrMore(&Type::Line);
const BODIES: Type = Type::OneOrMore(&Type::Ref(&["body"]));
const SUBJECT_LIST: Type = Type::OneOrMore(&Type::Ref(SUBJECTS));

const ID: Field = field("id", Type::Id, Required, "编号，全站唯一，永不更改", "the id, unique and never changed", "\"zt-057\"");
const NOTE: Field = field("note", Type::Text, Optional, "给读者的说明", "a note for readers", "\"…\"");
const STATE: Field = field("state", Type::Choice(STATES), Inherited, "草稿或已审定（默认已审定）", "draft or approved (the default)", "\"approved\"");
const AUDIENCE: Field = field("audience", Type::Choice(Audience::CHOICES), Inherited, "公开或内部（默认公开）", "public (the default) or internal", "\"public\"");
const DOCUMENT_REF: Field = field("document", Type::Ref(&["document"]), RequiredOrInherited, "出自哪份文件", "the document it is taken from", "\"zhaotong-plan-2023\"");
const AT: Field = field("at", Type::Text, RequiredOrInherited, "在文件中的位置", "the place in the document", "\"三年工作目标—2025年\"");
const COPIES: Field = field("copies", LINES, Inherited, "只见于哪些版本", "the copies that carry it, where not all do", "[\"print\"]");
const PLAN_REF: Field = field("plan", Type::Ref(&["plan"]), RequiredOrInherited, "属于哪个规划", "the plan it belongs to", "\"zhaotong-2023\"");
const PLACE_REF: Field = field("place", Type::Ref(&["place"]), RequiredOrInherited, "关于哪个地区或学校", "the place it is about", "\"zhaotong\"");
const UNDER: Field = field("under", Type::Ref(PARTS), Inherited, "属于哪项行动、保障措施或任务（任务所属的行动不必再写）", "the action, safeguard or task it belongs to; a task brings its action", "\"zhaotong-2023-a2\"");
const MODALITY: Field = field("modality", Type::Choice(Modality::CHOICES), Inherited, "约束程度（默认应达到）", "how binding it is (firm by default)", "\"aspire\"");
const SAID_BY: Field = field("said_by", Type::Text, Inherited, "文件中由谁说出", "who says it in the document", "\"昭通市教育体育局局长周世碧\"");
const PERIOD: Field = field("period", Type::Period, RequiredOrInherited, "时期", "the period", "2025");
const RESTATES: Field = field("restates", Type::Ref(SUBJECTS), Optional, "重申了哪条记录（只计一次）", "the record that it repeats, counted once", "\"zt-053\"");
const CONTRADICTS: Field = field("contradicts", SUBJECT_LIST, Optional, "与哪些记录不一致", "the records that it contradicts", "[\"zt-131\"]");

const AT_LEAST: Field = field("at_least", Type::Decimal, Optional, "不低于", "at least", "94");
const AT_MOST: Field = field("at_most", Type::Decimal, Optional, "不高于", "at most", "10");
const MORE_THAN: Field = field("more_than", Type::Decimal, Optional, "高于（不含）", "more than", "2000");
const LESS_THAN: Field = field("less_than", Type::Decimal, Optional, "低于（不含）", "less than", "5");
const REACH: Field = field("reach", Type::Decimal, Optional, "达到：按指标方向判断", "reaches, judged by the indicator's direction", "100");
const ABOUT: Field = field("about", Type::Decimal, Optional, "左右", "about", "30");
const TOLERANCE: Field = field("tolerance", Type::Decimal, Optional, "“左右”的容许差", "the tolerance of `about`", "1");
const BETWEEN: Field = field("between", Type::Pair, Optional, "介于", "between", "[2, 3]");
const BENCHMARK: Field = field("benchmark", Type::Table(&BENCHMARK_TABLE), Optional, "以另一地区为基准", "measured against another place", "{ place = \"yunnan\", at_least = true }");
const CHANGE: Field = field("change", Type::Table(&CHANGE_TABLE), Optional, "变化量", "a change", "{ at_most = -10, since = \"previous-year\", unit = \"%\" }");
const RISES: Field = field("rises", Type::Mark, Optional, "提升", "rises", "true");
const FALLS: Field = field("falls", Type::Mark, Optional, "下降", "falls", "true");
const NEVER_FALLS: Field = field("never_falls", Type::Mark, Optional, "只增不减", "never falls", "true");
const GRADE: Field = field("grade_at_least", Type::Line, Optional, "不低于某等级", "at least this grade", "\"Ⅲ\"");
const SINCE: Field = field("since", Type::Since, Optional, "自何时起算", "since when", "2022");

const CONDITION_KEYS: &[&str] = &[
    "at_least", "at_most", "more_than", "less_than", "reach", "about", "between", "benchmark", "change", "rises",
    "falls", "never_falls", "grade_at_least",
];
const BOUND_KEYS: &[&str] = &["at_least", "at_most", "more_than", "less_than"];
const PROVISION_KEYS: &[&str] = &["at_least", "at_most", "more_than", "less_than", "reach", "about", "between"];
const VALUE_KEYS: &[&str] = &[
    "value", "at_least", "at_most", "more_than", "less_than", "about", "between", "change", "formula", "counted", "grade",
];

static BENCHMARK_TABLE: Kind = Kind {
    key: "benchmark",
    words: both("基准", "benchmark"),
    many: Many::Within,
    fields: &[
        field("place", Type::Ref(&["place"]), Required, "基准地区", "the place that is the benchmark", "\"yunnan\""),
        field("at_least", Type::Mark, Optional, "不低于基准", "at least the benchmark", "true"),
        field("at_most", Type::Mark, Optional, "不高于基准", "at most the benchmark", "true"),
        field("more_than", Type::Mark, Optional, "高于基准", "more than the benchmark", "true"),
        field("less_than", Type::Mark, Optional, "低于基准", "less than the benchmark", "true"),
    ],
    one_of: &[BOUND_KEYS],
    example: examples::BENCHMARK,
};

static CHANGE_TABLE: Kind = Kind {
    key: "change",
    words: both("变化", "change"),
    many: Many::Within,
    fields: &[
        AT_LEAST,
        AT_MOST,
        MORE_THAN,
        LESS_THAN,
        field("since", Type::Since, Required, "自何时起算", "since when", "\"previous-year\""),
        field("unit", Type::Unit, Optional, "变化量的单位：% 为相对变化", "the unit of the change: % for a relative change", "\"%\""),
    ],
    one_of: &[BOUND_KEYS],
    example: examples::CHANGE,
};

static ALERT_TABLE: Kind = Kind {
    key: "alerts",
    words: both("提示", "alert"),
    many: Many::Within,
    fields: &[
        field("name", Type::Text, Required, "名称", "what it is called", "\"黄牌\""),
        AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN,
        field("basis", Type::Text, Required, "标准由谁在哪里规定", "who laid down the condition, and where", "\"…\""),
    ],
    one_of: &[BOUND_KEYS],
    example: examples::ALERT,
};

static COVERAGE_TABLE: Kind = Kind {
    key: "covers",
    words: both("报告范围", "coverage"),
    many: Many::Within,
    fields: &[
        field("place", Type::Ref(&["place"]), Required, "地区", "the place", "\"zhaotong\""),
        field("from", Type::Integer, Required, "起始年", "the first year", "2023"),
        field("to", Type::Integer, Required, "终止年", "the last year", "2025"),
    ],
    one_of: &[],
    example: examples::COVERAGE,
};

/// The settings of a site: the keys of `content/site.toml`.
pub static SITE: Kind = Kind {
    key: "site",
    words: both("网站设置", "site settings"),
    many: Many::Top,
    fields: &[
        field("title", Type::Text, Required, "网站标题", "the title", "\"…\""),
        field("languages", Type::List(&Type::Tag), Required, "语言，第一种为默认", "the languages, the default first", "[\"zh-Hans\"]"),
        field("theme", Type::Id, Optional, "主题（默认 default）", "the theme (`default` by default)", "\"default\""),
        field("publisher", Type::Text, Optional, "发布者", "the publisher", "\"…\""),
        field("licence", Type::Text, Optional, "许可", "the licence", "\"CC BY 4.0\""),
        field("contact", Type::Text, Optional, "联系方式", "how to reach the publisher", "\"…\""),
        field("as_of", Type::Date, Required, "截止日期：到期与否以此为准，不看时钟", "the day as of which the site speaks, never the clock", "2025-12-31"),
        field("audience", Type::Choice(Audience::CHOICES), Optional, "面向公开或内部（默认公开）", "for the public (the default) or internal", "\"public\""),
        field("rounding", Type::Choice(ROUNDINGS), Optional, "显示时的修约规则（默认 GB/T 8170）", "how figures are rounded for display", "\"gb8170\""),
    ],
    one_of: &[],
    example: examples::SITE,
};

static DOCUMENT: Kind = Kind {
    key: "document",
    words: both("文件", "document"),
    many: Many::OneOrRecords,
    fields: &[
        ID,
        field("title", Type::Text, Required, "标题", "the title", "\"…\""),
        field("kind", Type::Choice(DocumentKind::CHOICES), Required, "种类", "the kind", "\"plan\""),
        field("place", Type::Ref(&["place"]), Required, "关于哪个地区", "the place it is about", "\"zhaotong\""),
        field("issuers", TEXTS, Optional, "制发机关", "who issued it", "[\"中共昭通市委\"]"),
        field("authors", TEXTS, Optional, "作者", "who wrote it", "[\"本报记者 沈迅\"]"),
        field("published_in", Type::Text, Optional, "报刊或网站", "the newspaper or site", "\"昭通新闻网\""),
        field("number", Type::Text, Optional, "文号", "the document number", "\"国发〔2007〕19号\""),
        field("url", Type::Url, Optional, "网址", "the address", "\"https://www.example.gov.cn/a.html\""),
        field("issued", Type::Period, Optional, "印发或发表时间", "when it was issued", "\"2023-09-06\""),
        field("issued_basis", Type::Text, Optional, "推定时间的依据", "from what an inferred date was inferred", "\"…\""),
        field("excerpt", Type::Flag, Optional, "是否摘录", "whether it is an excerpt", "true"),
        field("title_only", Type::Mark, Optional, "只知标题：其他文件提到的文件，不作出处", "whether only its title is known: named by other documents, no source", "true"),
        field("covers", Type::List(&Type::Table(&COVERAGE_TABLE)), Optional, "报告哪些地区和年份的结果", "the places and years on which it reports", "[{ place = \"zhaotong\", from = 2023, to = 2025 }]"),
        NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::DOCUMENT,
};

static COPY: Kind = Kind {
    key: "copy",
    words: both("文件版本", "copy of a document"),
    many: Many::Records,
    fields: &[
        DOCUMENT_REF,
        field("id", Type::Id, Required, "在该文件内唯一的编号", "the id within the document", "\"print\""),
        field("medium", Type::Text, Required, "载体", "the medium", "\"报纸版面\""),
        field("title", Type::Text, Optional, "该版本的标题", "its title, where it differs", "\"…\""),
        field("published", Type::Period, Optional, "发表时间", "when it was published", "\"2023-09-08\""),
        field("sha256", Type::Sha256, Optional, "所用文本的 SHA-256", "SHA-256 of the text that was used", "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\""),
        field("differs", Type::Text, Optional, "与其他版本的差异", "how it differs from the other copies", "\"…\""),
        NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::COPY,
};

static DEFECT: Kind = Kind {
    key: "defect",
    words: both("文件本身的差错", "defect of a document"),
    many: Many::Records,
    fields: &[
        DOCUMENT_REF,
        field("at", Type::Text, Required, "位置", "where", "\"四项保障措施\""),
        field("printed", Type::Text, Required, "原文", "what is printed", "\"2023—2023年\""),
        field("read_as", Type::Text, Required, "本站如何理解", "how it is read", "\"2023—2025年\""),
        COPIES, NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::DEFECT,
};

static ANNEX: Kind = Kind {
    key: "annex",
    words: both("附件", "annex of a document"),
    many: Many::Records,
    fields: &[
        DOCUMENT_REF,
        field("number", Type::Integer, Required, "序号", "the number", "1"),
        field("title", Type::Text, Required, "名称（原文）", "the title as printed", "\"…\""),
        field("withheld", Type::Mark, Optional, "不公开", "whether it is not public", "true"),
        NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::ANNEX,
};

static EXCLUDED: Kind = Kind {
    key: "excluded",
    words: both("不取用的段落", "passage that is not used"),
    many: Many::Records,
    fields: &[
        DOCUMENT_REF,
        field("at", Type::Text, Required, "位置", "where", "\"同版其他报道\""),
        field("about", Type::Text, Required, "说的是什么（自己的话，不写数字）", "what it is about, in your own words and without figures", "\"金融服务\""),
        COPIES, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::EXCLUDED,
};

static PLACE: Kind = Kind {
    key: "place",
    words: both("地区、学校", "place"),
    many: Many::Records,
    fields: &[
        ID,
        field("name", Type::Text, Required, "名称", "the name", "\"昭通市\""),
        field("kind", Type::Choice(PlaceKind::CHOICES), Required, "种类", "the kind", "\"prefecture\""),
        field("parent", Type::Ref(&["place"]), Optional, "隶属于", "the place of which it is a part", "\"yunnan\""),
        NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::PLACE,
};

static BODY: Kind = Kind {
    key: "body",
    words: both("单位", "body"),
    many: Many::Records,
    fields: &[
        ID,
        field("name", Type::Text, Required, "名称（不按顿号拆分）", "the name, never split", "\"市教育体育局\""),
        field("place", Type::Ref(&["place"]), Inherited, "所在地区", "where it has its seat or power", "\"zhaotong\""),
        field("kind", Type::Choice(BodyKind::CHOICES), Optional, "种类（默认其他单位）", "the kind (`other` by default)", "\"office\""),
        field("aliases", TEXTS, Optional, "文件中的其他写法", "other names that documents use", "[\"市教体局\"]"),
        NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::BODY,
};

static INDICATOR: Kind = Kind {
    key: "indicator",
    words: both("指标", "indicator"),
    many: Many::Records,
    fields: &[
        ID,
        field("name", Type::Text, Required, "规划中的名称", "the name as printed in the plan", "\"初中学业水平考试合格率\""),
        field("unit", Type::Unit, Required, "数值的单位", "the unit of its values", "\"%\""),
        field("direction", Type::Choice(Direction::CHOICES), Required, "方向", "which values are better", "\"higher\""),
        field("decimals", Type::Integer, Optional, "显示几位小数（默认照原文）", "decimal places for display (as written by default)", "2"),
        field("stage", Type::Choice(Stage::CHOICES), Optional, "学段", "the stage of education", "\"junior\""),
        field("counts", Type::Text, Optional, "计数对象", "what is counted", "\"县\""),
        field("definition", Type::Text, Optional, "含义", "what it means", "\"…\""),
        field("aliases", TEXTS, Optional, "文件中的其他名称", "other names that documents use", "[\"中考合格率\"]"),
        field("basis", Type::Text, Optional, "视为同一指标的依据", "why the names mean the same", "\"…\""),
        field("grades", Type::List(&Type::Line), Optional, "等级，由低到高；单位须为“等级”", "the grades from worst to best; the unit has to be 等级 or grade", "[\"Ⅰ\", \"Ⅱ\", \"Ⅲ\"]"),
        field("alerts", Type::List(&Type::Table(&ALERT_TABLE)), Optional, "红牌、黄牌一类的提示；标准须有出处，没有规定的不写", "warnings such as red and yellow cards; only where somebody laid them down", "[{ name = \"黄牌\", less_than = 75, basis = \"…\" }]"),
        NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::INDICATOR,
};

static PLAN: Kind = Kind {
    key: "plan",
    words: both("规划", "plan"),
    many: Many::OneOrRecords,
    fields: &[
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
        NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::PLAN,
};

static PHASE: Kind = Kind {
    key: "phase",
    words: both("阶段", "phase"),
    many: Many::Records,
    fields: &[
        PLAN_REF,
        field("year", Type::Integer, Required, "年份", "the year", "2023"),
        field("theme", Type::Text, Required, "主题（原文）", "the theme as printed", "\"补短板\""),
        field("at", Type::Text, Inherited, "在文件中的位置", "the place in the document", "\"三年工作目标—2023年\""),
        MODALITY, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::PHASE,
};

const PART_FIELDS: &[Field] = &[
    ID,
    PLAN_REF,
    field("number", Type::Integer, Required, "序号", "the number", "1"),
    field("title", Type::Text, Required, "名称（原文）", "the title as printed", "\"…\""),
    AT,
    field("summary", Type::Text, Optional, "概要（自己的话）", "what it is about, in your own words", "\"…\""),
    STATE, AUDIENCE,
];

static ACTION: Kind =
    Kind { key: "action", words: both("行动", "action"), many: Many::Records, fields: PART_FIELDS, one_of: &[], example: examples::ACTION };

static SAFEGUARD: Kind = Kind {
    key: "safeguard",
    words: both("保障措施", "safeguard"),
    many: Many::Records,
    fields: PART_FIELDS,
    one_of: &[],
    example: examples::SAFEGUARD,
};

static TASK: Kind = Kind {
    key: "task",
    words: both("任务", "task"),
    many: Many::Records,
    fields: &[
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
    ],
    one_of: &[],
    example: examples::TASK,
};

static TARGET: Kind = Kind {
    key: "target",
    words: both("目标", "target"),
    many: Many::Records,
    fields: &[
        ID, PLAN_REF, PLACE_REF,
        field("indicator", Type::Ref(&["indicator"]), Required, "指标", "the indicator", "\"junior-exam-pass-rate\""),
        field("name", Type::Text, Optional, "文件中的写法（与指标名称不同时）", "the name as printed, where it differs", "\"…\""),
        PERIOD, AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN, REACH, ABOUT, TOLERANCE, BETWEEN, BENCHMARK, CHANGE, RISES,
        FALLS, NEVER_FALLS, GRADE, SINCE,
        field("printed", Type::Text, Required, "原文写法", "the figure as printed", "\"94%以上\""),
        field("judge", Type::Choice(Judge::CHOICES), Optional, "如何按时间判断（默认期末达到）", "how it is judged over time", "\"held\""),
        field("each", Type::Choice(PlaceKind::CHOICES), Optional, "每个县、每所学校等", "the kind of places each of which has to reach it", "\"county\""),
        MODALITY, DOCUMENT_REF, AT, COPIES, SAID_BY, RESTATES, CONTRADICTS, UNDER, NOTE, STATE, AUDIENCE,
    ],
    one_of: &[CONDITION_KEYS],
    example: examples::TARGET,
};

static MILESTONE: Kind = Kind {
    key: "milestone",
    words: both("节点", "milestone"),
    many: Many::Records,
    fields: &[
        ID, PLAN_REF, PLACE_REF,
        field("name", Type::Text, Required, "名称（原文）", "the name as printed", "\"水富市义务教育优质均衡\""),
        field("becomes", Type::Text, Required, "应达到的状态（原文）", "the state as printed", "\"通过省级评估\""),
        PERIOD, MODALITY, DOCUMENT_REF, AT, COPIES, SAID_BY, RESTATES, CONTRADICTS, UNDER, NOTE, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::MILESTONE,
};

static PROVISION: Kind = Kind {
    key: "provision",
    words: both("规定", "provision"),
    many: Many::Records,
    fields: &[
        ID, PLAN_REF,
        field("kind", Type::Choice(ProvisionKind::CHOICES), Required, "种类", "the kind", "\"eligibility\""),
        field("name", Type::Text, Required, "名称", "the name", "\"…\""),
        AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN, REACH, ABOUT, TOLERANCE, BETWEEN,
        field("unit", Type::Unit, Required, "单位", "the unit", "\"个班\""),
        field("printed", Type::Text, Required, "原文写法", "the figure as printed", "\"18个班以上\""),
        field("period", Type::Period, Inherited, "时期", "the period", "2023"),
        MODALITY, DOCUMENT_REF, AT, COPIES, SAID_BY, UNDER, NOTE, STATE, AUDIENCE,
    ],
    one_of: &[PROVISION_KEYS],
    example: examples::PROVISION,
};

static DUTY: Kind = Kind {
    key: "duty",
    words: both("经常性职责", "duty"),
    many: Many::Records,
    fields: &[
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
    ],
    one_of: &[],
    example: examples::DUTY,
};

static OCCURRENCE: Kind = Kind {
    key: "occurrence",
    words: both("履行记录", "occurrence"),
    many: Many::Records,
    fields: &[
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
    ],
    one_of: &[],
    example: examples::OCCURRENCE,
};

static OBSERVATION: Kind = Kind {
    key: "observation",
    words: both("数据", "observation"),
    many: Many::Records,
    fields: &[
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
    ],
    one_of: &[VALUE_KEYS],
    example: examples::OBSERVATION,
};

static FINDING: Kind = Kind {
    key: "finding",
    words: both("评述", "finding"),
    many: Many::Records,
    fields: &[
        ID,
        field("about", SUBJECT_LIST, Required, "关于哪条记录", "what it is about", "\"zt-045\""),
        field("relation", Type::Choice(Relation::CHOICES), Required, "与该记录的关系", "what it says about it", "\"look-alike\""),
        field("outcome", Type::Choice(Outcome::CHOICES), Optional, "文件所报的结果", "the result that the document states", "\"met\""),
        field("largely", Type::Flag, Optional, "文件写有“基本”", "whether the document says 基本", "true"),
        field("says", Type::Text, Required, "文件怎么说（原文短语）", "what the document says, a phrase as printed", "\"基本补齐\""),
        field("observations", Type::OneOrMore(&Type::Ref(&["observation"])), Optional, "相关数据", "observations that belong to it", "[\"rs-088\"]"),
        field("because", Type::Text, Optional, "理由（自己的话）", "why, in your own words", "\"…\""),
        PLACE_REF, PERIOD, SAID_BY, DOCUMENT_REF, AT, COPIES, STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::FINDING,
};

static COMPARISON: Kind = Kind {
    key: "comparison",
    words: both("各级对照", "comparison across plans"),
    many: Many::Records,
    fields: &[
        ID,
        field("name", Type::Text, Required, "主题（自己的话）", "the subject, in your own words", "\"普惠性幼儿园覆盖率\""),
        field("of", SUBJECT_LIST, Required, "对照哪些记录", "the statements that are set side by side", "[\"zt-057\", \"dc-020\"]"),
        field("likeness", Type::Choice(Likeness::CHOICES), Required, "口径是否相同", "how far they can be compared", "\"alike\""),
        field("because", Type::Text, Optional, "理由（自己的话）；口径不完全相同时必填", "why, in your own words; required where they are not simply comparable", "\"…\""),
        field("results", Type::OneOrMore(&Type::Ref(&["observation"])), Optional, "相关结果", "results that belong to the subject", "[\"rs-011\"]"),
        STATE, AUDIENCE,
    ],
    one_of: &[],
    example: examples::COMPARISON,
};

/// The kind of the front matter of a Markdown file.
pub static PROSE: Kind = Kind {
    key: "prose",
    words: both("Markdown 题头", "front matter"),
    many: Many::Top,
    fields: &[field("title", Type::Text, Required, "标题", "the title", "\"…\"")],
    one_of: &[],
    example: examples::PROSE,
};

/// Whether a key may stand at the top of a file as a default: whether some kind inherits it.
pub fn is_inherited(key: &str) -> bool {
    KINDS.iter().flat_map(|kind| kind.fields).any(|field| field.key == key && field.need.is_inherited())
}

/// The keys that may stand at the top of a file as defaults, each once, in the order of the table.
pub fn defaults() -> Vec<&'static Field> {
    let mut defaults: Vec<&Field> = Vec::new();
    for field in KINDS.iter().flat_map(|kind| kind.fields).filter(|field| field.need.is_inherited()) {
        if defaults.iter().all(|known| known.key != field.key) {
            defaults.push(field);
        }
    }
    defaults
}
