//! The reference for authors: the language table as a page of Markdown.
//!
//! In: the table of kinds. Out: `docs/format.md`, Chinese first with the English beside it. It must not say what
//! the table does not say, but for the introduction.

use super::{Field, KINDS, Kind, Many, Need, PROSE, SITE, Type, defaults, headings};
use crate::bilingual::{Bilingual, Lang, both};

/// `docs/format.md`.
pub fn markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    imported(&mut page);
    page.push_str("\n## 文件开头的默认值 · Defaults at the top of a file\n\n| 键 key | 含义 | meaning |\n|---|---|---|\n");
    for field in defaults() {
        page.push_str(&row(&[&code(field.key), field.words.zh, field.words.en]));
    }
    section(&mut page, &SITE);
    tables_within(&[&SITE]).into_iter().for_each(|kind| section(&mut page, kind));
    KINDS
        .iter()
        .copied()
        .chain(tables_within(KINDS))
        .chain([&PROSE])
        .for_each(|kind| section(&mut page, kind));
    page
}

fn section(page: &mut String, kind: &Kind) {
    let place = match kind.many {
        Many::Records => format!("`[[{}]]`", kind.key),
        Many::OneOrRecords => format!("`[{0}]` / `[[{0}]]`", kind.key),
        Many::Within => format!("`{} = {{ … }}`", kind.key),
        Many::Top => format!("`{}`", if kind.key == SITE.key { "content/site.toml" } else { "*.md" }),
    };
    page.push_str(&format!("\n## {} · {} {place}\n\n", kind.words.zh, capital(kind.words.en)));
    page.push_str(
        "| 键 key | 类型 type | 规则 rule | 含义 | meaning | 例 example |\n|---|---|---|---|---|---|\n",
    );
    for field in kind.fields {
        let (of, rule) = (label(field.of), rule(kind, field));
        page.push_str(&row(&[
            &code(field.key),
            &of,
            &rule,
            field.words.zh,
            field.words.en,
            &code(field.example),
        ]));
    }
    for group in kind.one_of {
        let keys: Vec<String> = group.iter().map(|key| code(key)).collect();
        page.push_str(&format!("\n① 恰好写其中一个 · exactly one of these: {}\n", keys.join(", ")));
    }
    for field in kind.fields {
        if let Type::Choice(choices) = field.of {
            let choice = |choice: &crate::model::Choice| {
                format!("{} {} · {}", code(choice.key), choice.words.zh, choice.words.en)
            };
            let choices: Vec<String> = choices.iter().map(choice).collect();
            page.push_str(&format!("\n{} — {}\n", code(field.key), choices.join("; ")));
        }
    }
    let language = if kind.key == PROSE.key { "markdown" } else { "toml" };
    page.push_str(&format!("\n```{language}\n{}\n```\n", kind.example));
}

/// The headings that an import knows.
fn imported(page: &mut String) {
    page.push_str(IMPORTED);
    for (key, words) in headings::all() {
        page.push_str(&row(&[&code(key), &words.join("、")]));
    }
}

const IMPORTED: &str = "
## 导入的表格 · Imported tables

`dajuan import 表格 --as observations|targets|tasks` 按列名认列，大小写、全半角和空格不论；键名和它的含义也可以作列名。年份作列名（`2024年`、`2024年目标值`、`2026年（预计）`）的，每列一年。单位可以写在列名或指标名后的括号里。
默认只显示怎样理解，加 `--write` 才写入；有错误就都不写。数值取存储的数字（至多 15 位有效数字），百分比格式按显示的百分数读；“以上”“以下”“以内”含本数，“超过”“不足”不含。批注和隐藏的行、列、工作表不读，并会说明。
`dajuan import TABLE --as observations|targets|tasks` knows columns by their headings, whatever their case, width and spaces; a key or what it means will do too. A year as heading (`2024`, `2026 (forecast)`) is a column of that year. A unit may stand in parentheses
behind a heading or an indicator. It shows how it reads the table, and writes with `--write`; with an error nothing is written. Values are taken as they are stored (15 significant digits), percentages as they are shown; 以上, 以下 and 以内 include the number, 超过 and 不足 do not. Comments and what is hidden are not read, which is said.

| 键 key | 列名 headings |
|---|---|
";

fn rule(kind: &Kind, field: &Field) -> String {
    if kind.one_of.iter().any(|group| group.contains(&field.key)) {
        return "①".to_owned();
    }
    let rule = match field.need {
        Need::Required => both("必填", "required"),
        Need::RequiredOrInherited => both("必填，可写在文件开头", "required; may stand at the top"),
        Need::Inherited => both("可选，可写在文件开头", "optional; may stand at the top"),
        Need::Optional => both("可选", "optional"),
    };
    side_by_side(rule)
}

/// What may stand at a key, in a few words.
fn label(of: Type) -> String {
    let words = match of {
        Type::Ref(kinds) => {
            let words = |lang: Lang| {
                lang.list(kinds.iter().filter_map(|key| super::kind(key)).map(|kind| kind.words.get(lang)))
            };
            return format!("{}的编号 · id of: {}", words(Lang::Zh), words(Lang::En));
        }
        Type::List(of) => return format!("列表 list: {}", label(*of)),
        Type::OneOrMore(of) => return format!("一个或列表 one or a list: {}", label(*of)),
        Type::Table(kind) => return format!("表 table: `{}`", kind.key),
        Type::Text => both("文字", "text"),
        Type::Line => both("单一文字", "plain text"),
        Type::Id => both("编号", "id"),
        Type::Decimal => both("数字", "number"),
        Type::Integer => both("整数", "whole number"),
        Type::Flag => both("是否", "flag"),
        Type::Mark => both("只写 true", "`true` alone"),
        Type::Date => both("日期", "date"),
        Type::Period => both("时期", "period"),
        Type::Since => both("起点", "since"),
        Type::Choice(_) => both("选项", "choice"),
        Type::Unit => both("单位", "unit"),
        Type::Sha256 => both("SHA-256", "64 hex digits"),
        Type::Url => both("网址", "web address"),
        Type::Tag => both("语言标记", "language tag"),
        Type::Formula => both("公式", "formula"),
        Type::Pair => both("两个数", "two numbers"),
    };
    side_by_side(words)
}

/// The tables within kinds, and those within them, each once.
fn tables_within(kinds: &[&'static Kind]) -> Vec<&'static Kind> {
    let mut tables: Vec<&Kind> = Vec::new();
    let add = |kind: &'static Kind, tables: &mut Vec<&'static Kind>| {
        for inner in kind.fields.iter().filter_map(|field| table_within(field.of)) {
            if tables.iter().all(|known| known.key != inner.key) {
                tables.push(inner);
            }
        }
    };
    kinds.iter().for_each(|kind| add(kind, &mut tables));
    let mut next = 0;
    while let Some(kind) = tables.get(next).copied() {
        add(kind, &mut tables);
        next += 1;
    }
    tables
}

fn table_within(of: Type) -> Option<&'static Kind> {
    match of {
        Type::Table(kind) => Some(kind),
        Type::List(of) | Type::OneOrMore(of) => table_within(*of),
        _ => None,
    }
}

fn side_by_side(words: Bilingual) -> String {
    format!("{} {}", words.zh, words.en)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// A row of a table; a bar within a cell would end it.
fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
    format!("| {} |\n", cells.join(" | "))
}

const INTRODUCTION: &str = r#"# 文件格式 · The format of a project

本页由程序从语言表生成（`src/language/`），不要手改：`DAJUAN_BLESS=1 cargo test --test format`。
This page is made from the program's language table; do not edit it by hand.

**项目** 是含有 `content/site.toml` 的文件夹。
A **project** is a folder with `content/site.toml`.

| 文件 file | 内容 | what it holds |
|---|---|---|
| `content/site.toml` | 网站设置 | the settings of the site |
| `content/**/*.toml` | 地区、单位、指标、规划、目标、数据等记录 | records of every kind: places, bodies, indicators, plans, targets, results |
| `content/**/<种类 kind>s-*.csv` | 同一种记录的表格，例如 `observations-2025.csv` | a table of records of one kind, named after it |
| `content/pages/*.md` | 单独的页面 | pages of their own |
| `content/plans/<规划编号 plan id>/*.md` | 规划页上的正文 | prose on a plan's page |
| `seeds/*.toml` | 文件登记：出处、版本、差错 | the register of documents, their copies and defects |

文件用 UTF-8 编码；名字以 `.` 开头的文件和文件夹不读；不能有符号链接。一个文件至多 64 MB、1000000 条记录。
Files are UTF-8; what begins with `.` is not read; there are no symbolic links. A file has 64 MB and 1,000,000 records at most.

**编辑器**：`dajuan schema > records.json`（`dajuan schema site > site.json`）输出 JSON Schema；TOML 文件的第一行写 `#:schema` 和它的相对路径，VS Code（装有 Even Better TOML 或 Tombi）就能补全键名、提示含义、当场指出写错的地方。引用、单位和前后是否一致，仍由 `dajuan check` 核对。
**Editors**: `dajuan schema > records.json` (`dajuan schema site > site.json`) writes a JSON Schema; with `#:schema` and its relative path in the first line of a TOML file, VS Code (with Even Better TOML or Tombi) completes keys, shows what they mean and marks mistakes. References, units and what has to agree are checked by `dajuan check`.

**消息**：每条消息有编号，`dajuan explain 编号` 说明原因和改法，附例子；全部见 [errors.md](errors.md)。
**Messages** have codes; `dajuan explain CODE` says why and how to mend it, with an example; all of them are in [errors.md](errors.md).

**TOML 文件** 开头写 `format = 1`，下面是一条条记录，每条以 `[[种类]]` 开头。不认识的键是错误。
A **TOML file** begins with `format = 1` and holds records, each under `[[kind]]`. An unknown key is an error.

**默认值**：写在文件开头的键，对下面每条用得上它的记录都有效；记录里写了的，以记录为准。文件里有 `[plan]` 或 `[document]` 时，其编号就是下面各条记录的 `plan` 或 `document`。
**Defaults**: a key at the top of a file holds for each record below that has such a key; what a record says itself goes first. In a file with `[plan]` or `[document]` its id is the `plan` or `document` of the other records.

**编号**：小写字母、数字和连字符，以字母或数字开头，至多 64 个字符，永不更改。地区、单位、文件、规划、指标各自编号不重复；其余记录合用一套编号；版本的编号在一份文件内不重复。
**Ids** have lower-case letters, digits and hyphens, begin with a letter or digit, have 64 characters at most and never change. Places, bodies, documents, plans and indicators are each numbered among themselves, all other records together, copies within their document.

**文字**：`"昭通市"`，或按语言写 `{ zh = "昭通市", en = "Zhaotong" }`。控制字符和改变文字方向的字符是错误；至多 20000 个字符。
**Texts** are a string, or one for each language. Control and direction characters are errors; 20,000 characters at most.

**几种语言**：`content/site.toml` 的 `languages` 写几种语言，网站就有几套网页，第一种在根目录，其余各在一个文件夹里。记录只写一次；译文写在记录里（`{ zh = "…", en = "…" }`），或者写在 `content/translations/en/` 的文件里，每行 `"原文" = "译文"`，对整个项目里这段原文都有效，单位和时期的名称也在内；跟在数字后面的词可以写 `"所" = { one = "school", other = "schools" }`。正文的译文是 `about.en.md`。缺译文的地方显示原文并注明，`dajuan check` 说出还缺多少（D510）；原文摘录（`printed`、`says`）在其他语言的网页上照录，有译文的放在方括号里。
**Several languages**: with several `languages` in `content/site.toml` the site has pages in each, those of the first at the root, those of others in a folder of their own. A record is written once; its words in another language stand in the record (`{ zh = "…", en = "…" }`), or in a file of `content/translations/en/` with a line `"original" = "words"`, which holds for that original in the whole project, names of units and times included; words after numbers may be `"所" = { one = "school", other = "schools" }`. Prose in English is `about.en.md`. What lacks words is shown in the original with a mark, and `dajuan check` says how much is lacking (D510); what is quoted (`printed`, `says`) stays as printed, with its translation in brackets.

**数字** 照原文写，不加引号，不用指数：至多 15 位数字、6 位小数。末尾的零保留：`98.20` 与 `98.2` 显示不同。
**Numbers** are written as the document has them, without quotation marks or exponents: 15 digits and 6 decimal places at most. Zeros at the end are kept.

**时期 · Periods**

| 写法 | 含义 | meaning |
|---|---|---|
| `2025` | 一年 | a year |
| `"2023/2025"` | 从 2023 年到 2025 年 | a range of years |
| `"2025-09"`, `"2025-07/2025-08"` | 一个月，几个月 | a month, a range of months |
| `"2023-09-06"` | 一天 | a day |
| `"yearly"`, `"monthly"`, `"termly"`, `"school-yearly"`, `"biennial"`, `"regular"` | 每年、每月、每学期、每学年、每两年、定期 | a recurrence |
| `"window:3年来"` | 原文没有写明起止的一段时间 | a window without stated ends, as printed |
| `"moment:扩建前"` | 原文没有写明日期的时点 | a moment without a date, as printed |
| `"unstated"` | 未注明 | not stated |

`since` 写时期，或 `"previous-year"`（同比）、`"unstated"`（未注明）。
`since` is a period, `"previous-year"` or `"unstated"`.

**条件**：目标写且只写一个条件（见“目标”的 ①）。`reach` 按指标的方向判断；`about` 不判断，除非写了 `tolerance`；`change` 是变化量，百分比的变化以个百分点计，写 `unit = "%"` 则是相对变化；`rises`、`falls`、`never_falls` 要写 `since`。
**Conditions**: a target has exactly one (① under "Target"). `reach` is judged by the indicator's direction; `about` is not judged without a `tolerance`; a `change` of a percentage is in percentage points, or relative with `unit = "%"`; `rises`, `falls` and `never_falls` take `since`.

**表格**：CSV 的第一行是键名，以下每行一条记录；空格子等于没有写；格内的列表用 `;` 分开；逗号和引号所在的格子加引号，引号写两次。表格没有默认值，也放不下 `{ … }` 和 `[2, 3]`。
**Tables**: the first row of a CSV has the keys, each further row is a record; an empty cell is a key that is not given; a list within a cell is joined with `;`. A table has no defaults and cannot hold `{ … }` or `[2, 3]`.

**正文**：Markdown 文件以题头开始，正文里的数字取自数据。
**Prose**: a Markdown file begins with its front matter; the figures in it are taken from the data.

| 写法 call | 含义 | meaning |
|---|---|---|
| `{{ value("rs-012") }}` | 一条数据的值和单位 | the value and unit of an observation |
| `{{ change("rs-013") }}` | 文件写明的变化量，不带正负号 | a change that a document states, without its sign |
| `{{ change("zhaotong/junior-exam-pass-rate", 2022, 2025) }}` | 一项数据两年之间的变化；在规划的正文里可以不写地区 | the change of a figure between two years; in a plan's prose the place may be left out |
| `{{ verdict("zt-057") }}` | 一个目标或节点的评价；逐年评价而各年不同的，写明各年 | the verdict on a target or milestone; each year where those of a yearly one differ |
| `{{ verdict("yn-111", 2024) }}` | 逐年评价的，其中一年 | that of one year, where it is judged yearly |
| `{{ count("zhaotong-2023") }}` | 一个规划有多少项目标，重申的、前后不一致的只计一次 | how many targets a plan has, those that restate or contradict another counted once |
| `{{ count("zhaotong-2023", "met") }}` | 其中某种评价有多少项 | how many of them have a verdict of one kind |
| `{{ cite("zhaotong-plan-2023") }}` | 一份文件的标题，链接到它的页面 | the title of a document, linked to its page |

下列写法给出图或表，自成一段，前后空一行。
The following give a chart or a table and are paragraphs of their own, with an empty line before and after.

| 写法 call | 含义 | meaning |
|---|---|---|
| `{{ chart("zhaotong/junior-exam-pass-rate") }}` | 一项数据的图：地区和指标 | the chart of a figure: place and indicator |
| `{{ chart("zhaotong-2023") }}` | 一个规划的评价构成 | the verdicts of a plan |
| `{{ chart("zhaotong-2023", "deadlines") }}` | 一个规划的期限；`"bodies"` 为各单位的任务数，`"results"` 为有数据的目标 | the deadlines of a plan; `"bodies"` for its tasks by body, `"results"` for its targets with figures |
| `{{ chart("junior-exam-pass-rate") }}` | 一个指标在各地区的数据和目标 | an indicator across places |
| `{{ chart("zhaoyang-no7-primary") }}` | 一个地区或一所学校前后对照；`"change"` 为两个年份的比率 | a place or school before and after; `"change"` for its rates in two years |
| `{{ rules() }}` `{{ verdicts() }}` `{{ qualifiers() }}` | 评价规则的次序；各种评价和附加说明的含义 | the rules in their order; what each verdict and qualifier means |
| `{{ if_known("zhaotong-report-2025") }}` … `{{ else() }}` … `{{ end() }}` | 各占一行：登记了这份文件才有的一段；在它之前的年度版里用 else 之后的一段 | on lines of their own: a passage that stands once the document is known, and the one that an edition as of an earlier day has instead |

标题有固定的锚点，由标题的文字得出：“规则的次序”在 `pages/method.html` 上是 `#s-规则的次序`，在规划的正文里是 `#s-文件名-规则的次序`。文字不改，锚点不变；同页同名的依次加 `-2`、`-3`。链接写作 `[…](pages/method.html#s-规则的次序)`。
Headings have lasting anchors, made from their words: “Order of the rules” is `#s-order-of-the-rules` on a page of its own and `#s-file-order-of-the-rules` in the prose of a plan. While the words stay the anchor stays; a second one of the same words ends in `-2`. A link to it is `[…](pages/method.html#s-order-of-the-rules)`.
"#;
