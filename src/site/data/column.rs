//! The columns of the data files: what each is called, of which type it is, and what it means in both languages.
//!
//! In: nothing. Out: [`Column`]s, for the data package and for the page that explains the files. A column means the same
//! wherever it stands, but for those that name their file.

use crate::bilingual::{Bilingual, both};

/// A column of a data file.
#[derive(Debug)]
pub(crate) struct Column {
    /// The name, or `file/name` where it means something else in one file.
    name: &'static str,
    /// The type after Table Schema.
    pub(crate) of: &'static str,
    /// The file to whose ids it refers.
    pub(crate) refers_to: Option<&'static str>,
    /// What it means.
    pub(crate) words: Bilingual,
}

/// The column of a file with this name.
pub(crate) fn column(file: &str, name: &str) -> Option<&'static Column> {
    let own = format!("{file}/{name}");
    let find = |name: &str| ALL.iter().find(|column| column.name == name);
    find(&own).or_else(|| find(name))
}

const fn is(name: &'static str, of: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { name, of, refers_to: None, words: both(zh, en) }
}

const fn to(name: &'static str, file: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { name, of: "string", refers_to: Some(file), words: both(zh, en) }
}

pub(super) static ALL: &[Column] = &[
    is("id", "string", "编号，永不更改", "id, never changed"),
    is("name", "string", "名称", "name"),
    is("title", "string", "标题", "title"),
    is("kind", "string", "种类", "kind"),
    is("note", "string", "说明", "note"),
    to("place", "places", "地区或学校", "place"),
    to("parent", "places", "隶属于", "place of which it is a part"),
    to("benchmark", "places", "作为基准的地区", "place that is the benchmark"),
    to("plan", "plans", "规划", "plan"),
    to("superior", "plans", "依据的上级规划", "plan that it follows"),
    to("document", "documents", "出自哪份文件", "document it was taken from"),
    to("indicator", "indicators", "指标", "indicator"),
    to("duty", "duties", "职责", "duty"),
    to("occurrences/body", "bodies", "由谁履行", "body that did it"),
    to(
        "duties/number",
        "observations",
        "这样的地区有几个，出自哪条数据",
        "observation that says how many such places there are",
    ),
    to("supersedes", "observations", "取代哪条数据", "observation that it replaces"),
    is("locator", "string", "在文件中的位置", "place in the document"),
    is(
        "copies",
        "string",
        "只见于哪些版本；在 documents.csv 中为全部版本",
        "copies that carry it, where not all do; in documents.csv all copies",
    ),
    is("said_by", "string", "文件中由谁说出", "who says it in the document"),
    is("printed", "string", "原文写法", "as printed"),
    is(
        "period",
        "string",
        "时期：年、年/年、年-月、日期，或文件的写法",
        "period: year, year/year, year-month, day, or as printed",
    ),
    is("since", "string", "变化自何时起算", "since when a change counts"),
    is("due", "date", "到期的日期", "day on which it is due"),
    is("date", "date", "日期", "day"),
    is("deadline", "string", "完成时限", "deadline"),
    is(
        "issued",
        "string",
        "印发或发表时间，照已知的精确程度",
        "when it was issued, as precisely as is known",
    ),
    is("issued_basis", "string", "推定时间的依据", "from what an inferred date was inferred"),
    is("issuers", "string", "制发机关", "issuers"),
    is("excerpt", "boolean", "是否摘录", "whether it is an excerpt"),
    is("title_only", "boolean", "是否只知标题", "whether only its title is known"),
    is("documents/number", "string", "文号", "document number"),
    is("tasks/number", "integer", "任务序号", "number of the task"),
    is("url", "string", "网址", "address"),
    is("start", "integer", "起始年", "first year"),
    is("end", "integer", "终止年", "last year"),
    is("unit", "string", "单位", "unit"),
    is(
        "direction",
        "string",
        "方向：higher 越高越好，lower 越低越好，none 不分高低",
        "which values are better: higher, lower, none",
    ),
    is("decimals", "integer", "显示几位小数", "decimal places for display"),
    is("counts", "string", "计数对象", "what is counted"),
    is("stage", "string", "学段", "stage of education"),
    is("parts", "string", "由哪些指标相加得到", "indicators that add up to it"),
    is("measure", "string", "level 水平，change 变化", "level or change"),
    is(
        "op",
        "string",
        "= 确数；≥ > ≤ < 界限；range 区间；about 左右；change、rises 等为条件",
        "= exact; >= > <= < bounds; range; about; change, rises and others are conditions",
    ),
    is("value", "number", "数值；区间的下限", "value; of a range the lower end"),
    is("value_max", "number", "区间的上限", "upper end of a range"),
    is("bound", "string", "变化量或与基准之差的界限", "bound on a change or on the lead over a benchmark"),
    is("tolerance", "number", "“左右”的容许差", "tolerance of about"),
    is("grade", "string", "等级", "grade"),
    is("status", "string", "状态，SDMX 字母", "status, an SDMX letter"),
    is("derived", "boolean", "是否推算", "whether it is derived"),
    is("formula", "string", "推算的算式", "arithmetic of a derived value"),
    is(
        "modality",
        "string",
        "约束程度：firm 应达到，aspire 力争，encourage 鼓励",
        "how binding: firm, aspire, encourage",
    ),
    is("judge", "string", "如何按时间判断", "how it is judged over time"),
    is("each", "string", "每个县、每所学校等各自适用", "kind of places to each of which it applies"),
    is("restates", "string", "重申了哪条记录", "record that it repeats"),
    is("contradicts", "string", "与哪些记录不一致", "records that it contradicts"),
    is("under", "string", "属于哪项行动、保障措施或任务", "action, safeguard or task it belongs to"),
    is("state", "string", "应达到的状态", "state to be reached"),
    is("frequency", "string", "多久一次", "how often"),
    is("minimum", "number", "每期至少几次", "how many times at least"),
    is("maximum", "number", "每期至多几次", "how many times at most"),
    is("body", "string", "由谁履行", "bodies that have to do it"),
    is("toward", "string", "向谁，或以谁为对象", "toward whom"),
    is("result", "string", "结果和后续处理", "what came of it"),
    is("about", "string", "关于哪些记录", "records that it is about"),
    is("action", "string", "所属行动", "action it belongs to"),
    is("lead", "string", "牵头单位，仅在文件写明时", "lead bodies, where the document names them"),
    is("responsible", "string", "责任单位", "responsible bodies"),
    is("relation", "string", "与该记录的关系", "what it says about the record"),
    is("outcome", "string", "文件所报的结果", "outcome that the document states"),
    is("largely", "boolean", "文件是否写有“基本”", "whether the document says “largely”"),
    is("says", "string", "文件怎么说", "what the document says"),
    is("because", "string", "理由", "why"),
    is("observations", "string", "相关数据", "observations that belong to it"),
    is("likeness", "string", "口径是否相同", "how far they can be compared"),
    is("of", "string", "对照哪些记录", "records that are set side by side"),
    is("results", "string", "相关结果", "results that belong to it"),
    is("revisions/of", "string", "修订哪条记录", "record that was revised"),
    is("withdraws", "string", "撤下哪条记录", "record that was withdrawn"),
    is("old", "number", "旧值", "value before"),
    is("new", "number", "新值", "value after"),
    is("revisions/reason", "string", "原因", "why"),
    is("target", "string", "目标或节点", "target or milestone"),
    is("verdict", "string", "评价", "verdict"),
    is("early", "boolean", "是否提前达到", "whether it was met early"),
    is("qualifiers", "string", "附加说明", "qualifiers"),
    is("margin", "string", "与目标相差多少；~ 表示经过修约", "margin to the target; ~ where it was rounded"),
    is("margin_unit", "string", "相差的单位", "unit of the margin"),
    is("reason", "string", "理由", "reason"),
    is("evidence", "string", "所依据的记录", "records it rests on"),
];
