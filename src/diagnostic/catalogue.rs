//! The catalogue of faults: each with a stable code, what is wrong, why, and how to mend it, in both languages.
//!
//! In: nothing. Out: the [`Fault`]s and [`ALL`] of them in the order of their codes. It must not contain logic.
//! Codes: D1 syntax and types, D2 references, D3 meaning, D4 prose, D5 site, D7 tables that are imported. A code is never given a new meaning.

use crate::bilingual::{Bilingual, both};

/// Whether a fault stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It stops the build.
    Error,
    /// It is reported, and the build goes on.
    Warning,
}

/// A rule that can be broken.
#[derive(Debug)]
pub struct Fault {
    /// The stable code.
    pub code: &'static str,
    /// The stable name.
    pub name: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    /// What is wrong; holes `{name}` are filled by the diagnostic.
    pub message: Bilingual,
    /// Why it is a fault.
    pub cause: Bilingual,
    /// What the author can do.
    pub remedy: Bilingual,
}

macro_rules! catalogue {
    ($list:ident; $($constant:ident $code:literal $name:literal $severity:ident
        $message_zh:literal, $message_en:literal;
        $cause_zh:literal, $cause_en:literal;
        $remedy_zh:literal, $remedy_en:literal;)+) => {
        $(
            #[doc = $message_en]
            pub static $constant: Fault = Fault {
                code: $code,
                name: $name,
                severity: Severity::$severity,
                message: both($message_zh, $message_en),
                cause: both($cause_zh, $cause_en),
                remedy: both($remedy_zh, $remedy_en),
            };
        )+
        pub(super) const $list: &[&Fault] = &[$(&$constant,)+];
    };
}
mod importing;

pub use importing::*;

/// All faults in the order of their codes.
pub static ALL: &[&Fault] = &EVERY;

const COUNT: usize = GENERAL.len() + importing::IMPORTING.len();

static EVERY: [&Fault; COUNT] = {
    let mut all = [GENERAL[0]; COUNT];
    let mut place = 0;
    while place < COUNT {
        let later = place.wrapping_sub(GENERAL.len());
        all[place] = if place < GENERAL.len() { GENERAL[place] } else { importing::IMPORTING[later] };
        place += 1;
    }
    all
};

catalogue! { GENERAL;
    SYNTAX "D101" "syntax" Error
        "TOML 语法错误：{detail}", "TOML syntax error: {detail}";
        "此处无法读懂", "this cannot be read";
        "按 TOML 1.1 的写法改正：文字加引号，一个键只写一次", "mend it after TOML 1.1: text stands in quotation marks, a key is given once";
    NOT_UTF8 "D102" "not-utf8" Error
        "文件不是 UTF-8 编码", "the file is not UTF-8";
        "第 {line} 行不是 UTF-8（文件的第 {byte} 个字节）", "line {line} is not UTF-8 (byte {byte} of the file)";
        "在编辑器中另存为“UTF-8（无 BOM）”", "save it as UTF-8 without BOM";
    FILE_TOO_LARGE "D103" "file-too-large" Error
        "文件过大：{size} 字节", "the file is too large: {size} bytes";
        "一个文件至多 {limit} 字节", "a file has {limit} bytes at most";
        "按年份或地区拆成几个文件", "split it by year or by place";
    FORMAT_VERSION "D104" "format-version" Error
        "格式版本没有写明，或不认识", "the version of the format is missing or unknown";
        "本程序只读格式 1", "this program reads format 1";
        "在文件开头写 format = 1", "write `format = 1` at the top of the file";
    UNKNOWN_KIND "D105" "unknown-kind" Error
        "文件开头不能写 `{key}`", "`{key}` cannot stand at the top of a file";
        "它既不是一种记录，也不是可以放在开头的默认值", "it is neither a kind of record nor a default for the records below it";
        "改正名称{near}；记录的种类有：{known}；默认值可以是：{defaults}", "mend the name{near}; the kinds of records: {known}; the defaults: {defaults}";
    UNKNOWN_KEY "D106" "unknown-key" Error
        "{kind} 没有 `{key}` 这个键", "there is no key `{key}` in {kind}";
        "不认识这个键", "unknown key";
        "改正键名{near}；可用的键有：{known}", "mend the key{near}; its keys are: {known}";
    MISSING_KEY "D107" "missing-key" Error
        "{kind} 缺少 `{key}`", "`{key}` is missing in {kind}";
        "`{key}` 是：{words}", "`{key}` is: {words}";
        "补上，例如 {key} = {example}{choices}", "add it, for example {key} = {example}{choices}";
    WRONG_TYPE "D108" "wrong-type" Error
        "`{key}` 的值不对", "the value of `{key}` is not what it has to be";
        "这里应是：{expected}", "this has to be {expected}";
        "改正，例如 {key} = {example}{hint}", "mend it, for example {key} = {example}{hint}";
    BAD_ID "D109" "bad-id" Error
        "`{key}` 的值不是编号", "the value of `{key}` is not an id";
        "这里应是：{expected}", "this has to be {expected}";
        "改正，用拼音或英文，例如 {key} = {example}", "mend it, in Latin letters, for example {key} = {example}";
    BAD_PERIOD "D110" "bad-period" Error
        "`{key}` 的值不是时间", "the value of `{key}` is not a time";
        "读不出是什么时候（日期要存在，先后不能颠倒）", "no time can be read from it (the day has to exist, the order has to be right)";
        "例如 2024、\"2024-03\" 或 \"2024-03-15\"。可以写的有：{expected}", "for example 2024, \"2024-03\" or \"2024-03-15\"; what may stand here: {expected}";
    BAD_CHOICE "D111" "bad-choice" Error
        "`{key}` 不能是这个词", "`{key}` cannot have this value";
        "可以是：{known}", "it can be: {known}";
        "从中选一个{near}", "choose one of them{near}";
    NUMBER_WITH_EXPONENT "D112" "number-with-exponent" Error
        "数字不能用指数写法", "a number must not have an exponent";
        "指数写法看不出原文精确到几位", "an exponent hides how precise the document is";
        "写成原文的数字，例如 74.48", "write the digits of the document, for example 74.48";
    NUMBER_NOT_FINITE "D113" "number-not-finite" Error
        "nan 和 inf 不是数据", "`nan` and `inf` are not figures";
        "没有数据就不要写", "what is not known is not written";
        "删去这条记录；没有报告会自动写明", "delete the record; the site says by itself that nothing was reported";
    NUMBER_TOO_LONG "D114" "number-too-long" Error
        "数字太长", "the number is too long";
        "至多 15 位数字", "a number has 15 digits at most";
        "改用较大的单位，例如 unit = \"万元\"、unit = \"亿元\"", "use a larger unit in `unit`, for example 万元 or 亿元";
    NUMBER_TOO_FINE "D115" "number-too-fine" Error
        "小数位太多", "the number has too many decimal places";
        "至多 6 位小数", "a number has 6 decimal places at most";
        "按文件中的写法写", "write it as the document has it";
    FORBIDDEN_CHARACTER "D116" "forbidden-character" Error
        "`{key}` 含有看不见的控制字符", "`{key}` holds an invisible control character";
        "控制字符和改变文字方向的字符会让读者看到另一段文字", "control and direction characters make readers see another text";
        "删去后重新输入这段文字", "type the text anew";
    EMPTY_TEXT "D117" "empty-text" Error
        "`{key}` 是空的", "`{key}` is empty";
        "空白不是内容", "blank space is no text";
        "写上内容，或删去这一行", "write something or delete the line";
    TEXT_TOO_LONG "D118" "text-too-long" Error
        "`{key}` 的文字太长", "the text of `{key}` is too long";
        "一个值至多 20000 个字符", "a value has 20,000 characters at most";
        "长文写进 Markdown 文件", "write long texts as Markdown files";
    BAD_FORMULA "D119" "bad-formula" Error
        "公式写法不对", "the formula cannot be read";
        "公式只能是数据编号的加减，编号写在花括号里", "a formula only adds and subtracts observations, whose ids stand in braces";
        "改正，例如 {key} = {example}", "mend it, for example {key} = {example}";
    ONE_OF "D120" "one-of" Error
        "{kind} 要写且只写其中一个：{keys}", "exactly one of these has to be given in {kind}: {keys}";
        "这里写了 {count} 个", "{count} are given here";
        "{advice}", "{advice}";
    UNKNOWN_LANGUAGE "D121" "unknown-language" Error
        "不支持语言 `{key}`", "the language `{key}` is not supported";
        "文字可以用的语言是 zh（中文）和 en（英文）", "a text may be in zh (Chinese) and en (English)";
        "写成 { zh = \"…\", en = \"…\" }", "write { zh = \"…\", en = \"…\" }";
    TABLE_HEADER "D122" "table-header" Error
        "表格的列名 `{key}` 不对", "the column `{key}` cannot be used";
        "由文件名可知，表格里是{kind}，列名就是它的键，每列只能有一次", "by its name the table holds {kind}: its columns are the keys, each of them once";
        "改正列名{near}；可用的列有：{known}", "mend the name{near}; its columns are: {known}";
    TABLE_ROW "D123" "table-row" Error
        "表格这一行有 {found} 格，表头有 {expected} 格", "this row has {found} cells, the header {expected}";
        "每一行的格数要与表头相同", "each row has as many cells as the header";
        "补上或删去逗号；格内有逗号时用引号括起", "add or delete commas; put cells with commas in quotation marks";
    NO_SITE "D124" "no-site" Error
        "没有 content/site.toml", "there is no content/site.toml";
        "有这个文件的文件夹才是一个项目", "a folder is a project where it has this file";
        "在项目文件夹中运行，或用 --project 指明文件夹", "run it in the project's folder or name the folder with --project";
    SYMBOLIC_LINK "D125" "symbolic-link" Error
        "{path} 是符号链接", "{path} is a symbolic link";
        "链接可能指向项目以外的文件", "a link may lead out of the project";
        "把文件本身放进项目", "put the file itself into the project";
    FILE_NAME "D126" "file-name" Error
        "{path} 放错了地方", "{path} does not belong there";
        "content/ 下只放 .toml、.md 和按记录种类命名的 .csv，seeds/ 下只放 .toml", "content/ holds .toml, .md and .csv named after a kind of records, seeds/ holds .toml";
        "移走或改名；表格的文件名以记录的种类开头，例如 observations-2025.csv", "move or rename it; the name of a table begins with its kind of records, for example observations-2025.csv";
    TABLE_QUOTE "D127" "table-quote" Error
        "表格的引号没有成对", "a quotation mark of the table is not closed";
        "从这一行起，后面的内容都被当成一格", "from this row on everything is taken for one cell";
        "补上引号；格内的引号要写两次，例如 \"\"优质\"\"", "close it; a quotation mark within a cell is written twice";

    NESTING "D128" "nesting" Error
        "括号嵌套太深", "the brackets are nested too deeply";
        "嵌套至多 80 层", "80 levels are read at most";
        "多半是少了右括号；记录用 [[…]] 逐条写，不必嵌套", "a closing bracket is probably missing; records stand one after the other, each under [[…]]";
    UNPRINTABLE "D129" "unprintable-character" Error
        "`{key}` 含有印不出的字符 {character}", "`{key}` holds a character that cannot be printed, {character}";
        "{why}", "{why}";
        "对照原文重新输入这段文字", "type the text anew from the document";
    PATH_CLASH "D130" "path-clash" Error
        "{path} 与 {other} 只是大小写或编码写法不同", "{path} and {other} differ by case or by the form of their characters alone";
        "在 Windows 和 macOS 上这是同一个文件，复制过去会丢失一个", "Windows and macOS take them for one file, and one is lost in copying";
        "给其中一个改名", "rename one of them";
    UNPORTABLE_NAME "D131" "unportable-name" Error
        "{path} 的名字在 Windows 上不能用", "{path} has a name that Windows does not allow";
        "CON、NUL、COM1 一类的名字，以及 < > : \" | ? * 和末尾的点、空格，Windows 都不接受", "names such as CON, NUL and COM1, the characters < > : \" | ? * and a dot or space at the end are not accepted there";
        "改名", "rename it";
    RESERVED_ID "D132" "reserved-id" Error
        "编号不能是 `{id}`", "`{id}` cannot be an id";
        "网页以编号为文件名；index 留给目录页，con、nul、com1 一类的名字 Windows 不接受", "pages are named after ids; index belongs to lists, and Windows accepts no file named con, nul or com1";
        "换一个编号，例如在前面加上地区", "choose another id, for example with the place in front";
    TOO_MANY_RECORDS "D133" "too-many-records" Error
        "文件里的记录太多：{count} 条", "the file has too many records: {count}";
        "一个文件至多 {limit} 条", "a file has {limit} at most";
        "按年份或地区拆成几个文件", "split it by year or by place";
    FULL_WIDTH "D134" "full-width-mark" Error
        "这里用了全角标点“{mark}”", "a full-width mark stands here: {mark}";
        "TOML 只认半角标点：引号 \"、等号 =、方括号 [ ]、逗号 ,、井号 #", "TOML knows half-width marks alone: \", =, [ ], the comma and #";
        "把输入法切换到英文，改为 {plain}；引号之内的文字不受限制", "write {plain}; within quotation marks any mark may stand";
    NUMBER_WITH_UNIT "D135" "number-with-unit" Error
        "数字后面写了“{unit}”", "`{unit}` stands behind the number";
        "数字单独写，程序才能比较和计算", "a number stands alone, so that it can be compared and calculated with";
        "改为 {number}；单位写在 unit，或者用指标的单位", "write {number}; its unit stands in `unit`, or is that of the indicator";
    DUPLICATE_ID "D201" "duplicate-id" Error
        "编号 `{id}` 用了两次", "the id `{id}` is used twice";
        "编号在全站只能用一次（版本的编号在一份文件内）", "an id is used once in a site, that of a copy once in its document";
        "给其中一条换一个编号", "give one of them another id";
    UNKNOWN_REFERENCE "D202" "unknown-reference" Error
        "没有编号为 `{id}` 的{kind}", "there is no {kind} with the id `{id}`";
        "这里要指向一条已有的记录", "this has to name an existing record";
        "改正编号{near}，或补上那条记录", "mend the id{near} or add the record";
    PLACE_CYCLE "D203" "place-cycle" Error
        "地区 `{id}` 隶属于它自己", "the place `{id}` lies within itself";
        "隶属关系绕成了圈", "the chain of parents is a circle";
        "改正其中一个 parent", "mend one of the parents";
    FORMULA_CYCLE "D204" "formula-cycle" Error
        "公式互相引用：{ids}", "the formulas refer to each other in a circle: {ids}";
        "这样算不出数值", "no value follows from this";
        "让其中一条直接写出文件中的数值", "give one of them the value that the document has";
    UNKNOWN_COPY "D205" "unknown-copy" Error
        "文件 `{document}` 没有 `{id}` 这个版本", "the document `{document}` has no copy `{id}`";
        "版本要先在 seeds/ 中登记", "a copy is registered in seeds/ first";
        "改正版本编号{near}；已登记的有：{known}", "mend the id{near}; registered: {known}";
    LEFT_OUT_REFERENCE "D206" "left-out-reference" Error
        "公开的记录用到了不公开的 `{id}`", "a public record uses `{id}`, which is not public";
        "草稿和内部记录不会出现在公开网站中", "drafts and internal records are not in a public site";
        "公开那条记录，或把这一条也设为不公开", "make the other record public, or this one internal";

    SUPERIOR_CYCLE "D207" "superior-cycle" Error
        "规划 `{id}` 经由上级规划又回到自己", "the plan `{id}` follows itself by way of its superiors";
        "上级规划连成了圈", "the superior plans form a circle";
        "改正其中一个 superior", "mend one `superior`";
    RESTATES_CYCLE "D208" "restates-cycle" Error
        "记录 `{id}` 经由 restates 又回到自己", "the record `{id}` restates itself by way of others";
        "互相重申的记录一条也不会计入", "records that restate each other would none of them be counted";
        "保留最早的一条，删去它的 restates", "delete `restates` from the record that came first";
    SUPERSEDES_CYCLE "D209" "supersedes-cycle" Error
        "数据 `{id}` 经由 supersedes 又回到自己", "the observation `{id}` replaces itself by way of others";
        "互相取代的数据一条也不会采用", "observations that replace each other would none of them be used";
        "只由较晚公布的一条写 supersedes", "write `supersedes` only in the one that was published later";
    NAME_TWICE "D210" "name-twice" Warning
        "{kind}“{name}”与“{other}”{difference}", "the names of a {kind}, “{name}” and “{other}”, {difference}";
        "读者会以为是同一个，程序却当作两个", "readers take them for one, the program for two";
        "同一个就合并成一条记录，另一种写法放进 aliases；不同的就把名称写得能够区分", "make one record of them, with the other form in `aliases`; or name them so that they can be told apart";
    LISTED_TWICE "D211" "listed-twice" Warning
        "`{key}` 里 `{id}` 写了两次", "`{id}` stands twice in `{key}`";
        "同一条记录列一次就够", "a record is listed once";
        "删去一个；若另一个本应是别的记录，改正编号", "delete one, or mend the id if another record was meant";
    ALIAS_TAKEN "D212" "alias-taken" Warning
        "别名“{alias}”是{kind} `{id}` 的名称", "the alias “{alias}” is the name of the {kind} `{id}`";
        "一个名称只能指一条记录", "a name can mean one record only";
        "改正或删去这个别名，或把两条记录合并", "mend or delete the alias, or make one record of the two";
    TITLE_ONLY_SOURCE "D213" "title-only-source" Error
        "文件 `{id}` 只知标题，不能作出处", "only the title of the document `{id}` is known: it is no source";
        "没有见到的文件里不可能有这条内容", "nothing can be taken from a document that was not seen";
        "登记真正的出处；文件已经找到的，删去它的 title_only", "name the document that was read; delete `title_only` once the document was found";
    PERIOD_OUTSIDE_PLAN "D301" "period-outside-plan" Error
        "时期 {period} 不在规划期 {from}—{to} 内", "the period {period} lies outside the plan, {from} to {to}";
        "规划里的年份都要在规划期内", "what a plan sets lies within its period";
        "核对原文的年份", "check the year in the document";
    PLAN_YEARS "D302" "plan-years" Error
        "起始年 {from} 晚于终止年 {to}", "the first year {from} is after the last year {to}";
        "年份的先后不对", "the years are in the wrong order";
        "对调或改正年份", "mend the years";
    RANK_ARITHMETIC "D303" "rank-arithmetic" Error
        "位次不能相加减", "ranks cannot be added or subtracted";
        "位次之差没有意义", "a difference of ranks has no meaning";
        "删去公式，两年的位次各登记一条 value", "delete the formula and register each rank with a `value` of its own";
    FORMULA_UNITS "D304" "formula-units" Error
        "公式中的单位不能相加减：{left} 与 {right}", "the units of the formula do not fit: {left} and {right}";
        "只有计数对象相同的数才能相加减；百分比减百分比得百分点", "only numbers of the same thing can be added; percent minus percent is percentage points";
        "核对公式里的编号", "check the ids in the formula";
    FORMULA_BOUND "D305" "formula-bound" Error
        "公式用到的 `{id}` 没有确切的数值", "the formula uses `{id}`, which has no exact value";
        "“以上”“多”一类的数不能推算", "a bound cannot be calculated with";
        "删去这条推算；文件另有确切数值的，把 `{id}` 改为 value", "delete the derived figure; where the document has an exact value, give `{id}` a `value`";
    SINCE_MISSING "D306" "since-missing" Error
        "变化量没有写明自何时起算", "the change does not say since when";
        "没有起点的变化无法核对", "a change without a base cannot be checked";
        "补上 since = 2022、\"previous-year\" 或 \"unstated\"", "add since = 2022, \"previous-year\" or \"unstated\"";
    SINCE_USELESS "D307" "since-useless" Error
        "这里不用写 since", "`since` has no meaning here";
        "只有变化量才有起点", "only a change has a base";
        "删去 since；若这个数是变化量，把 value 改写为 change", "delete `since`; if the figure is a change, write `change` for `value`";
    BETWEEN_ORDER "D308" "between-order" Error
        "区间的两个数没有由小到大", "the two numbers do not ascend";
        "小的数在前，两个数不能相等", "the lower number comes first, and they are not equal";
        "对调或改正两个数", "swap or mend them";
    TOLERANCE_ALONE "D309" "tolerance-alone" Error
        "没有 about，不能写 tolerance", "`tolerance` without `about`";
        "容许差只用于“左右”", "a tolerance belongs to `about`";
        "删去 tolerance；原文是“左右”的，改写 about", "delete `tolerance`; where the document says 左右, write `about`";
    GRADE_UNKNOWN "D310" "grade-unknown" Error
        "指标没有“{grade}”这个等级", "the indicator has no grade `{grade}`";
        "等级要先在指标中由低到高列出；已列出：{known}", "grades are listed in the indicator, worst to best; listed: {known}";
        "照指标列出的写法改正；指标漏列的，在其 grades 中补上", "write it as the indicator lists it, or add it to the indicator's `grades`";
    REACH_WITHOUT_DIRECTION "D311" "reach-without-direction" Warning
        "指标不分高低，“达到”只能按恰好相等判断", "the indicator has no direction: `reach` means exactly equal";
        "不知道高于还是低于算达到", "it is not known which side is better";
        "在指标中写明 direction，或改用 at_least、at_most", "give the indicator a direction, or use at_least or at_most";
    CHANGE_UNIT "D312" "change-unit" Error
        "变化量的单位 {unit} 与指标的单位 {of} 不符", "the unit {unit} of the change does not fit the unit {of}";
        "百分比的变化以个百分点计，相对变化以 % 计", "a change of a percentage is in percentage points, a relative change in %";
        "变化量与指标同单位（百分比为个百分点）的，删去 unit；是增长百分之几的，写 unit = \"%\"", "delete `unit` where the change has the indicator's unit (percentage points for a percentage); for a growth by so many per cent write unit = \"%\"";
    VALUE_UNIT "D313" "value-unit" Error
        "单位 {unit} 与指标的单位 {of} 不是同一种", "the unit {unit} does not count what the indicator counts, {of}";
        "同一指标的数值要能互相比较", "values of one indicator have to be comparable";
        "改用能与“{of}”换算的单位；指标用错的，改正 indicator", "use a unit that converts to {of}, or mend `indicator`";
    PERCENT_RANGE "D314" "percent-range" Warning
        "百分比 {value} 超出 0 到 100", "the percentage {value} is not between 0 and 100";
        "这个指标的单位是 %，水平值不会超过 100", "the unit is %; a level is not above 100";
        "核对小数点；若是变化量，写成 change 和 since；原文确实如此的，写 note 说明", "check the decimal point; a change is written with `change` and `since`; where the document does say so, explain it in `note`";
    CHANGE_DISAGREES "D315" "change-disagrees" Error
        "数值减变化量得 {computed}，与登记的 {stated} 不同", "value minus change is {computed}, but {stated} is registered";
        "同一份材料里的三个数对不上", "three figures do not agree";
        "核对三个数；确是文件有误的，登记为 defect", "check the figures; register a defect where the document is wrong";
    CONFLICTING_VALUES "D316" "conflicting-values" Warning
        "同一地区、指标和时期有两个数值：{values}", "two values for the same place, indicator and period: {values}";
        "两者都会列出并标明", "both are shown and marked";
        "后来更正了的，在后者写 supersedes；各文件本就不同的，不用改", "where one was corrected, write `supersedes` in the later; where documents simply differ, leave both";
    OUTCOME_MISSING "D317" "outcome-missing" Error
        "报告结果的评述要写 outcome", "a finding that states an outcome needs `outcome`";
        "没有写明结果是什么", "what the outcome was is not said";
        "补上 outcome = \"…\"，可以写：{outcomes}", "add outcome = \"…\", one of: {outcomes}";
    OUTCOME_USELESS "D318" "outcome-useless" Error
        "只有报告结果的评述才写 {key}", "`{key}` belongs to findings that state an outcome";
        "这条评述不决定评价", "this finding does not decide a verdict";
        "删去 {key}，或改 relation = \"outcome\"", "delete `{key}`, or write relation = \"outcome\"";
    BECAUSE_MISSING "D319" "because-missing" Error
        "要写明理由 because", "`because` is missing";
        "说证据不足或口径不同，必须说为什么", "who says that evidence does not decide has to say why";
        "补上 because = \"…\"", "add because = \"…\"";
    BENCHMARK_SELF "D320" "benchmark-self" Error
        "目标以自己的地区为基准", "the target is measured against its own place";
        "基准应是另一个地区", "a benchmark is another place";
        "改正 benchmark 中的 place", "mend `place` in `benchmark`";
    DATE_IMPRECISE "D321" "date-imprecise" Error
        "`{key}` 要是能排上时间轴的时间", "`{key}` has to be a time on the calendar";
        "“每年”“3年来”一类的时期不是日期", "a recurrence or a labelled window is not a date";
        "写成 2023、\"2023-09\" 或 \"2023-09-06\"；每年都要做的登记为 [[duty]]；原文没有时限的删去", "write 2023, \"2023-09\" or \"2023-09-06\"; what recurs is a [[duty]]; where the document sets no time, delete it";
    RANGE_MINIMUM "D322" "range-minimum" Error
        "至少 {minimum} 次，至多却只有 {maximum} 次", "at least {minimum} times, but at most {maximum}";
        "下限大于上限", "the minimum is above the maximum";
        "对调或改正两个数", "mend the two numbers";
    LANGUAGE_UNSUPPORTED "D323" "language-unsupported" Error
        "不支持网站语言 `{tag}`", "the site's language `{tag}` is not supported";
        "本程序能用中文和英文", "the program speaks Chinese and English";
        "写成 \"zh-Hans\" 或 \"en\"", "write \"zh-Hans\" or \"en\"";
    PHASE_TWICE "D324" "phase-twice" Error
        "{year} 年的阶段主题写了两次", "the year {year} has two themes";
        "一年只有一个主题", "a year has one theme";
        "改正其中一个的年份，或删去一个", "mend the year of one, or delete it";
    SELF_REFERENCE "D325" "self-reference" Error
        "记录 `{id}` 指向了它自己", "the record `{id}` refers to itself";
        "重申、取代、矛盾和依据都在两条记录之间", "restating, replacing, contradicting and following take two records";
        "改正编号，或删去这个键", "mend the id, or delete the key";
    UNIT_MISSING_DIFFERENCE "D326" "change-of-rank" Error
        "位次没有变化量", "a rank has no change";
        "位次之差没有意义", "a difference of ranks has no meaning";
        "删去变化量，两年的位次各登记一条 value", "delete the change and register each rank with a `value` of its own";
    VALUE_UNREACHABLE "D327" "number-overflow" Error
        "公式的结果位数太多，算不精确", "the result has too many digits to be exact";
        "整数和小数合计至多 28 位", "whole and decimal places together are 28 at most";
        "核对各数的单位，多半有一处多写了“万”“亿”", "check the units: one probably has a 万 or 亿 too many";
    GRADES_UNIT "D328" "grades-unit" Error
        "指标的单位是“{unit}”，与是否列出等级不一致", "the unit `{unit}` does not go with the grades of the indicator";
        "列出等级的指标以“等级”为单位，其他指标不用这个单位：等级只分先后，不能加减", "an indicator with grades has the unit 等级 or grade, and no other has it: grades have an order, but no sums";
        "有 grades 时写 unit = \"等级\"，没有时改用别的单位", "with grades write unit = \"grade\"; without them another unit";
    GRADE_EXPECTED "D329" "grade-expected" Error
        "这项指标的数据须写等级", "an observation of this indicator has to give a grade";
        "指标列出了等级：{known}", "the indicator lists grades: {known}";
        "把数值改成 grade = \"…\"", "write grade = \"…\" in place of the value";
    TASK_NUMBER_TWICE "D330" "task-number-twice" Error
        "规划的序号 {number} 用于两项任务", "two tasks of the plan have the number {number}";
        "任务页的网址由序号构成", "the number makes the address of the task's page";
        "改正其中一个序号；原文重号的，按先后编为不同序号并在 note 中说明", "mend one of the numbers; where the document repeats one, number them in order and say so in `note`";

    DIRECTION_CONTRADICTED "D331" "direction-contradicted" Warning
        "`{key}` 与指标的方向“{direction}”相反", "`{key}` is contrary to the indicator: {direction}";
        "按这个目标，越差越算达到", "by this target the worse value is the better";
        "核对原文：改正目标的键，或改正指标的 direction；原文确实如此的，写 note 说明", "check the document: mend the key or the indicator's `direction`; where the document does say so, explain it in `note`";
    FACTOR_TEN "D332" "factor-of-ten" Warning
        "{later}约为{earlier}的{factor}", "{later} is about {factor} {earlier}";
        "相邻两次数据相差 10 倍或 100 倍，常是小数点或单位写错", "two neighbouring figures that differ by a factor of 10 or 100 are often a slipped point or unit";
        "核对原文的小数点和单位；原文确实如此的，写 note 说明", "check point and unit in the document; where it does say so, explain it in `note`";
    UNIT_SLIP "D333" "unit-slip" Warning
        "同一数据写成 {first} 和 {second}：数字相同，单位不同", "the same figure stands as {first} and as {second}: the digits agree, the units do not";
        "多半有一处单位写错（例如“万”漏写或多写）", "one of the units is probably wrong (万 left out or added)";
        "对照两份文件改正单位", "mend the unit after both documents";
    PARTS_DISAGREE "D334" "parts-disagree" Warning
        "合计为 {total}，各部分相加为 {sum}", "the total is {total}, its parts add up to {sum}";
        "指标写明由这些部分相加（parts），允许的误差只有修约", "the indicator says that these are its `parts`; rounding alone may differ";
        "核对各部分的数据；口径不同的，从指标的 parts 中删去", "check the parts; where they count something else, take them out of `parts`";
    SUPERSEDES_OTHER "D335" "supersedes-other" Error
        "`{id}` 与被取代的 `{other}` 不是同一地区、指标和时期", "`{id}` and `{other}`, which it replaces, differ in place, indicator or period";
        "supersedes 是说同一项数据后来改了数值", "`supersedes` says that the value of the same figure changed";
        "改正 supersedes 的编号，或改正地区、指标、时期", "mend the id in `supersedes`, or place, indicator and period";
    CHANGED_WITHOUT_REVISION "D336" "changed-without-revision" Error
        "同一份文件给同一项数据两个数值：{values}", "one document gives two values for one figure: {values}";
        "没有写明哪个取代哪个，也没有写明见于不同版本", "nothing says which replaces which, or that they stand in different copies";
        "录入有误的改正；后来更正的写 supersedes；版本不同的写 copies", "mend what was mistyped; write `supersedes` where one corrects the other, `copies` where copies differ";
    RESULT_AHEAD "D337" "result-ahead" Warning
        "{period} 还没有开始，文件就在 {issued} 发表了", "the document was issued in {issued}, before {period} began";
        "文件不能报告还没有发生的事，除非是预测", "a document cannot report what has not happened, unless it is a forecast";
        "核对时期和文件日期；预测写 status = \"F\"", "check the period and the date of the document; a forecast has `status = \"F\"`";
    AFTER_AS_OF "D338" "after-as-of" Warning
        "文件在 {issued} 发表，晚于网站的截止日期 {day}", "the document was issued in {issued}, after {day}, as of which the site speaks";
        "到期与否以截止日期为准，较晚的文件会让网站前后不一", "what is due is judged as of that day, and a later document contradicts it";
        "核对文件日期；日期无误的，把 content/site.toml 的 as_of 改到文件发表之后", "check the date of the document; where it is right, set `as_of` in content/site.toml to a later day";
    NEGATIVE_COUNT "D339" "negative-count" Warning
        "{value}{unit}：数量小于零", "{value} {unit}: a number of things below zero";
        "水平数据不会是负数，负数多半是变化量", "a level is not negative; a negative figure is probably a change";
        "变化量改写 change 和 since；原文确实如此的，写 note 说明", "write a change with `change` and `since`; where the document does say so, explain it in `note`";
    PLACE_ORDER "D340" "place-order" Error
        "{kind} `{id}` 不能隶属于{above} `{parent}`", "a {kind}, `{id}`, cannot be a part of a {above}, `{parent}`";
        "上级的级别低于或等于下级", "the higher place is of a lower or the same level";
        "改正 parent 或 kind", "mend `parent` or `kind`";
    STATED_TWICE "D341" "stated-twice" Warning
        "与 `{other}` 完全相同", "the same as `{other}`";
        "同一规划、地区、指标、时期和要求登记了两次，会计为两项", "plan, place, indicator, period and condition are registered twice and counted as two";
        "删去一条；文件在两处都写了的，后一处写 restates = \"{other}\"", "delete one; where the document says it in two places, the later has `restates = \"{other}\"`";
    PRINTED_DISAGREES "D342" "printed-disagrees" Warning
        "原文写法“{printed}”中没有登记的数值 {value}", "the figure {value} is not in the words of the document, “{printed}”";
        "登记的数值与照录的原文不符", "what is registered and what is quoted differ";
        "核对原文，改正数值或 printed", "check the document and mend the figure or `printed`";
    TARGET_PERCENT "D343" "target-percent" Warning
        "目标 {value}% 超出 0 到 100", "the target of {value} % is not between 0 and 100";
        "占比不会超过 100%，也不会小于 0", "a share is not more than 100 % nor less than 0";
        "核对小数点；是增长率的，改写 change = { …, unit = \"%\" }；原文确实如此的，写 note 说明", "check the point; a rate of growth is written `change = { …, unit = \"%\" }`; where the document does say so, explain it in `note`";
    YEARS_APART "D344" "years-apart" Warning
        "同一数据从 {from} 年到 {to} 年，相隔 {years} 年", "one figure runs from {from} to {to}, over {years} years";
        "时间轴至多 {limit} 年，画不成图，网页上只有表", "an axis has {limit} years at most: the page has the table without a chart";
        "多半有一个年份写错，核对最早和最晚的一条", "one year is probably mistyped: check the first and the last";
    FRONT_MATTER "D401" "front-matter" Error
        "Markdown 文件开头没有 +++ 题头", "the Markdown file has no front matter";
        "题头写明标题", "the front matter gives the title";
        "在文件开头写 +++、title = \"…\"、+++ 三行", "begin the file with the lines +++, title = \"…\", +++";
    UNKNOWN_CALL "D402" "unknown-call" Error
        "正文里的 `{call}` 读不懂", "`{call}` in the text cannot be read";
        "可以用：value、change、verdict、count、cite、chart、rules、verdicts、qualifiers", "there are: value, change, verdict, count, cite, chart, rules, verdicts, qualifiers";
        "写成 {{ value(\"rs-012\") }} 一类", "write for example {{ value(\"rs-012\") }}";
    CALL_REFERENCE "D403" "call-reference" Error
        "正文引用的 `{id}` 不存在", "the text refers to `{id}`, which does not exist";
        "正文中的数字来自数据", "figures in prose come from the data";
        "改正编号{near}", "mend the id{near}";
    RAW_HTML "D404" "raw-html" Error
        "正文里不能写 HTML", "HTML is not allowed in prose";
        "网页里只有本程序写的标记", "a page holds the program's markup alone";
        "改用 Markdown；要显示 < 时写 \\<", "use Markdown; write \\< for <";
    LINK_SCHEME "D405" "link-scheme" Error
        "正文里的链接 `{target}` 不能用", "the link `{target}` is not allowed";
        "链接只能是 https、http、mailto 或站内相对地址", "a link is https, http, mailto or relative";
        "改为 https:// 开头的网址或站内页面；本机文件先发布到网上再链接", "use an address that begins with https:// or a page of the site; a file on your machine has to be published first";
    UNBOUND_FIGURE "D406" "unbound-figure" Warning
        "正文里的数字“{figure}”没有对应的数据", "the figure `{figure}` in the text is bound to no record";
        "不绑定数据的数字无法核对出处", "a figure without a record has no source";
        "改用 {calls}；目标的项数用 {{ count(\"规划编号\") }}", "use {calls}; for a number of targets {{ count(\"plan id\") }}";
    PROSE_HOME "D407" "prose-home" Error
        "这个 Markdown 文件不属于任何页面", "this Markdown file belongs to no page";
        "正文放在 content/pages/ 或 content/plans/<规划编号>/ 下", "prose stands in content/pages/ or content/plans/<plan>/";
        "移到其中一个文件夹，或改正规划编号", "move it there, or mend the id of the plan";

    BROKEN_LINK "D408" "broken-link" Error
        "正文里的链接 `{target}` 没有去处", "the link `{target}` leads nowhere";
        "网站里没有这个页面", "the site has no such page";
        "从网站首页算起写地址，例如 plans/zhaotong-2023.html", "write the address as seen from the home page, for example plans/zhaotong-2023.html";
    BLOCK_CALL "D409" "block-call" Error
        "`{call}` 给出图或表，不能写在一行字里", "`{call}` gives a chart or a table, which cannot stand within a line";
        "图和表自成一段", "charts and tables are paragraphs of their own";
        "让它单独成段，前后各空一行", "make it a paragraph of its own, with an empty line before and after it";
    NO_CHART "D410" "no-chart" Error
        "`{call}` 没有可画的图", "there is nothing to draw for `{call}`";
        "数据不足以成图：没有可画的数值或目标，只有等级，或者只有一行", "the data are too few for a chart: no value or target that could be drawn, grades alone, or a single row";
        "先登记数据，或删去这一行", "register data first, or remove the line";

    TEMPLATE "D501" "template" Error
        "模板出错：{detail}", "the template fails: {detail}";
        "主题的模板与本程序给出的数据不符", "the theme's template does not fit the data";
        "改正主题中的模板", "mend the template of the theme";
    MISSING_GLYPH "D502" "missing-glyph" Warning
        "图表字体缺少字符：{characters}", "the font of the charts lacks: {characters}";
        "图中这些字的宽度只能估计，PNG 里显示不出", "their width is estimated, and PNG files do not show them";
        "把含有这些字的字体放进 themes/<主题>/fonts/，并在 content/site.toml 写 font = \"文件名\"", "put a font that has them into themes/<theme>/fonts/ and write font = \"its name\" in content/site.toml";
    STRINGS "D503" "strings" Error
        "主题缺少文字 `{key}`", "the theme lacks the words `{key}`";
        "页面用到了这个词", "a page uses them";
        "改正模板里的 t(key=…){near}，或在主题的 strings.toml 中补上", "mend t(key=…) in the template{near}, or add the words to the theme's strings.toml";
    UNKNOWN_THEME "D504" "unknown-theme" Error
        "{by} 写的主题 `{theme}` 不存在", "there is no theme `{theme}`, which {by} names";
        "主题是 themes/ 下的一个文件夹", "a theme is a folder in themes/";
        "改正主题名，或建立 themes/{theme}/", "mend the name, or make themes/{theme}/";
    THEME_WORDS "D505" "theme-words" Error
        "主题的 strings.toml 有误：{detail}", "strings.toml of the theme is wrong: {detail}";
        "每个词一行，两种语言都要写", "each key has its words in both languages";
        "写成 \"键\" = { zh = \"…\", en = \"…\" }", "write \"key\" = { zh = \"…\", en = \"…\" }";
    THEME_FILE "D506" "theme-file" Error
        "主题的文件 {path} 不能用", "the file {path} of the theme cannot be used";
        "它不存在，或者是符号链接、过大的文件、不是 UTF-8 的模板和文字、读不懂的字体", "it is missing, a symbolic link or too large, a template or words that are not UTF-8, or a font that cannot be read";
        "换成普通文件；模板和文字存为 UTF-8，字体用 TTF 或 OTF，放在主题的 fonts/ 里", "make it a plain file; templates and words are UTF-8, a font is TTF or OTF and stands in the theme's fonts/";
    THEME_SETTINGS "D507" "theme-settings" Error
        "主题 `{theme}` 的 theme.toml 有误：{detail}", "theme.toml of the theme `{theme}` is wrong: {detail}";
        "它只写继承哪个主题和改哪些颜色", "it says which theme is extended and which colours change, and nothing else";
        "写成 extends = \"主题名\"，[colours] 和 [colours.dark] 下写 颜色名 = \"#15506f\"", "write extends = \"theme\", and name = \"#15506f\" below [colours] and [colours.dark]";
    THEME_CIRCLE "D508" "theme-circle" Error
        "主题互相继承：{chain}", "themes extend each other: {chain}";
        "继承的次序要到 `default` 为止", "the chain has to end at `default`";
        "在其中一个的 theme.toml 里改 extends", "mend `extends` in theme.toml of one of them";
    UNTRANSLATED "D510" "untranslated" Warning
        "这个文件有 {count} 处文字没有{language}", "{count} texts of this file have no {language}";
        "网站也有这种语言的网页，读者在那里看到的是另一种语言，后面注明", "the site has pages in that language too; readers see another language there, with a mark";
        "写成 { zh = \"…\", en = \"…\" }，或在 content/translations/{key}/ 的文件里写 \"原文\" = \"译文\"；正文写在 名称.{key}.md", "write { zh = \"…\", en = \"…\" }, or \"original\" = \"words\" in a file of content/translations/{key}/; prose in name.{key}.md";
    TRANSLATION_UNUSED "D511" "translation-unused" Warning
        "没有文字需要“{original}”的译文", "nothing that is shown reads “{original}”";
        "译文按原文对应，原文改动一个字，译文就不再有效", "translations go by the original: once a character of it changes they no longer hold";
        "对照记录改正原文，或删去这一行", "mend the original after the record, or delete the line";
    TRANSLATION_FORM "D512" "translation-form" Error
        "这一行不是译文", "this is no translation";
        "译文是一段文字；跟在数字后面的词可以写 one 和 other 两种形式；原文和译文都不能为空，不能有看不见的字符", "it is a text, or one and other for words after a number; neither original nor words are empty or hold characters that are not seen";
        "写成 \"原文\" = \"译文\"，或 \"所\" = { one = \"school\", other = \"schools\" }", "write \"original\" = \"words\", or \"所\" = { one = \"school\", other = \"schools\" }";
    TRANSLATED_TWICE "D513" "translated-twice" Error
        "“{original}”有两种译文", "“{original}” is translated in two ways";
        "同一段原文在整个项目里只有一种译文", "an original has one translation in the whole project";
        "留下一种；某一处需要另外的说法时，在那条记录里写 { zh = \"…\", en = \"…\" }", "keep one; where a record needs other words, write { zh = \"…\", en = \"…\" } there";
    SITE_ID_CODE "D530" "site-id-code" Error
        "网站标识码 `{code}` 不是 10 位", "the site identification code `{code}` does not have ten characters";
        "网站标识码由主管部门编发：两位数字或字母，后面八位数字", "it is given by the authority: two digits or letters and eight digits";
        "照编发的通知写全 10 位，例如 id_code = \"5300000000\"", "write all ten as they were given, for example id_code = \"5300000000\"";
    SITE_DOMAIN "D531" "site-domain" Error
        "网站域名 `{domain}` 不能用", "the domain `{domain}` cannot be used";
        "只写域名，不带 https://、端口和路径；写了 base_url 的，要与其中的域名相同", "it is the name of a host alone, without https://, port or path, and that of base_url where there is one";
        "例如 domain = \"www.example.gov.cn\"", "for example domain = \"www.example.gov.cn\"";
    PUBLISHED "D532" "published" Error
        "发布时间 `{time}` 不能用", "the time of publication `{time}` cannot be used";
        "写作“年-月-日 时:分”，且不早于截止日期 as_of", "it is year-month-day hour:minute, and not before `as_of`";
        "例如 published = \"2026-01-15 09:00\"", "for example published = \"2026-01-15 09:00\"";
    PASSAGE "D601" "passage" Error
        "`if_known`、`else`、`end` 没有配成一段", "`if_known`, `else` and `end` do not make a passage";
        "三者各占一行，以 if_known 起、end 止，不套用；if_known 里写文件的编号", "each stands on a line of its own, from `if_known` with the id of a document to `end`, never within another";
        "写成 {{ if_known(\"zhaotong-report-2025\") }}、正文、{{ end() }}，各占一行", "write the lines {{ if_known(\"zhaotong-report-2025\") }}, the text, {{ end() }}";
    PROSE_NOT_YET "D602" "prose-not-yet" Warning
        "截至 {day} 的网站没有收入这一篇", "the site as of {day} lacks this text";
        "文中用到的数据、页面当时还没有，去掉一句又会改变原意：{first}", "it uses figures or pages that did not exist by then, and a text without a sentence says something else: {first}";
        "只是一段如此的，把这一段放在 if_known 和 end 两行之间；整篇如此的，题头写 document", "where it is a passage, put it between the lines `if_known` and `end`; where it is all of it, name the `document` in the front matter";
    WITHDRAWN_IS_THERE "D603" "withdrawn-is-there" Error
        "撤下的 `{id}` 还在", "`{id}` is withdrawn and still there";
        "撤下是说这条记录错误地公布过，现在已经删去", "a record is withdrawn where it should not have been published and is gone";
        "删去这条记录；只改数值的，写 of，不写 withdraws", "delete the record; where only its value changed, write `of` and not `withdraws`";
    REVISED_OTHERWISE "D604" "revised-otherwise" Error
        "修订写新值 {new}，记录里是 {value}", "the revision says {new}, the record says {value}";
        "最后一次修订的新值就是记录里现在的数值", "the new value of the last revision is that of the record";
        "核对依据，改正其中一个", "check the source and mend one of them";
    CHANGED_SILENTLY "D610" "changed-silently" Error
        "`{id}` 与“{edition}”年度版公布的不同：{old}，现在是 {new}", "`{id}` is not what the edition “{edition}” published: {old}, now {new}";
        "引用过年度版的人会发现数值变了而不知道原因", "whoever cited the edition finds another value and no reason";
        "确有修订或更正的，登记 [[revision]]，写明 of、kind、old、new、date、reason；改错了的，改回原来的", "where it was revised or corrected, register a [[revision]] with `of`, `kind`, `old`, `new`, `date` and `reason`; otherwise restore it";
    REVISION_DISAGREES "D611" "revision-disagrees" Error
        "`{id}` 的修订接不上：“{edition}”年度版公布的是 {old}，现在是 {new}", "the revisions of `{id}` do not lead from {old}, published by the edition “{edition}”, to {new}";
        "修订的旧值是公布过的，新值是现在的；多次修订要首尾相接", "a revision leads from what was published to what stands now; several of them follow one another";
        "核对各条 [[revision]] 的 old 和 new", "check `old` and `new` of each [[revision]]";
    RECORD_VANISHED "D612" "record-vanished" Error
        "“{edition}”年度版有 `{id}`（{old}），现在没有了", "the edition “{edition}” has `{id}` ({old}), which is gone";
        "公布过的记录不能不声不响地消失；编号也永不更改", "what was published does not vanish silently, and an id never changes";
        "恢复这条记录；确属误登的，登记 [[revision]]，写明 withdraws = \"{id}\"、kind、date、reason", "restore it; where it was registered in error, register a [[revision]] with withdraws = \"{id}\", `kind`, `date` and `reason`";
    EDITION_UNREADABLE "D613" "edition-unreadable" Error
        "年度版 {path} 读不懂：{detail}", "the edition {path} cannot be read: {detail}";
        "年度版一经冻结不再改变，读不懂多半是文件损坏", "an edition never changes once it is frozen: the file is probably damaged";
        "从备份或版本库恢复 editions/ 下的文件；由较新版本的程序冻结的，换用较新的程序", "restore the files below editions/ from a backup; where a newer version of the program froze it, use that";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_are_used_once_and_every_text_is_written() {
        assert!(ALL.is_sorted_by(|a, b| a.code < b.code));
        for fault in ALL {
            for text in [fault.message, fault.cause, fault.remedy] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", fault.code);
            }
        }
        let mut names: Vec<_> = ALL.iter().map(|fault| fault.name).collect();
        names.sort_unstable();
        assert!(names.is_sorted_by(|a, b| a < b));
    }
}
