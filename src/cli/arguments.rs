//! The arguments that a person types.
//!
//! In: the command line. Out: [`Arguments`]. It must not act on them.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::bilingual::Lang;
use crate::cite::Style;
use crate::model::Date;

/// 答卷：把公开规划、年度结果和所依据的文件，编成可引用的静态网站。
/// Turns public plans, their yearly results and the documents behind them into a citable static site.
#[derive(Debug, Parser)]
#[command(name = "dajuan", version, about, long_about = None, propagate_version = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// 项目所在的文件夹 / the project's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub project: PathBuf,

    /// 消息的语言（默认随 LANG）/ the language of messages, after LANG by default
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArgument>,

    /// 消息的格式 / the format of messages
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 建立一个新项目：内容为虚构的示例，可以直接生成网站 / begin a project with invented data, ready to build
    Init(InitArguments),
    /// 检查项目，不写任何文件 / check the project and write nothing
    Check {
        /// 截至哪一天：较晚的文件和所据记录当时还没有 / as of which day: later documents and what is taken from them do not exist yet
        #[arg(long, value_name = "DATE", value_parser = day)]
        as_of: Option<Date>,
    },
    /// 检查并生成网站 / check the project and write the site
    Build {
        /// 网站写到哪个文件夹（默认为项目下的 public）/ where to write the site, `public` in the project by default
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
        /// 发布到哪个文件夹：新版本写入 releases/，最后一步改 current 链接 / publish to this folder: a new release in releases/, then the link `current` in one step
        #[arg(long, value_name = "DIR", conflicts_with = "out")]
        to: Option<PathBuf>,
        /// 用 --to 时保留几个版本（默认 5）/ how many releases stay with --to, 5 by default
        #[arg(long, value_name = "N", requires = "to", value_parser = clap::value_parser!(u16).range(1..))]
        keep: Option<u16>,
        /// 截至哪一天：较晚的文件和所据记录当时还没有 / as of which day: later documents and what is taken from them do not exist yet
        #[arg(long, value_name = "DATE", value_parser = day)]
        as_of: Option<Date>,
    },
    /// 把网站冻结为年度版，写入项目的 editions/名称，此后不再改写 / freeze the site as an edition in editions/NAME of the project, never to be rewritten
    Freeze {
        /// 年度版的名称，例如 2025；用字母、数字、点、连字符 / the name of the edition, such as 2025: letters, digits, dots, hyphens
        name: String,
        /// 截至哪一天：较晚的文件和所据记录当时还没有 / as of which day: later documents and what is taken from them do not exist yet
        #[arg(long, value_name = "DATE", value_parser = day)]
        as_of: Option<Date>,
    },
    /// 核对年度版、保存包或已发布的文件夹：哪些文件改变、缺失、多出 / verify an edition, a bag or a published folder: which files changed, are missing or were added
    Verify {
        /// 年度版或网站的文件夹，保存包的文件夹或 ZIP / the folder of an edition or a site, a bag as folder or zip
        path: PathBuf,
        /// 核对签名所用的 minisign 公钥（文件或其中的一行）/ the public key of minisign by which to check the signature, a file or the line in it
        #[arg(long, value_name = "FILE|KEY")]
        key: Option<String>,
    },
    /// 在本机预览：保存文件，网页随即更新 / show the site on this machine and renew it as files are saved
    Serve {
        /// 端口（默认 8421，被占用时另选）/ the port: 8421 by default, another where it is taken
        #[arg(long)]
        port: Option<u16>,
        /// 监听的地址；写 0.0.0.0 则同一网络的人都能打开 / the address to listen at; with 0.0.0.0 others in your network can open it
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
        host: IpAddr,
    },
    /// 解释一条消息：为什么报出、怎么改 / explain a message: why it is raised and how to mend it
    Explain {
        /// 编号或名称，例如 D301；不写则列出全部 / a code or name, such as D301; all are listed without one
        code: Option<String>,
    },
    /// 输出一项数据或一份文件的引用 / print the reference of a figure or a document
    Cite {
        /// 数据写“地区/指标”或数据记录的编号，文件写编号 / a figure as place/indicator or by an observation's id, a document by its id
        id: String,
        /// 格式 / the form
        #[arg(long, default_value = Style::Gbt2025.key(), value_parser = styles())]
        style: Style,
    },
    /// 整理 TOML 的格式：注释、数字和次序都不变 / set TOML files in order without touching a comment or a digit
    Fmt(FmtArguments),
    /// 输出命令补全脚本 / print the completions of a shell
    Completions {
        /// 哪种 shell / the shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// 输出手册页（man）/ print the manual page
    Man {
        /// 哪个命令；不写则为整个程序 / of which command; of the whole program without one
        command: Option<String>,
    },
    /// 把 Excel 或 CSV 表格导入为记录：先显示怎样理解，加 --write 才写入 / read a table as records: shows how it is understood, and writes with --write
    Import(ImportArguments),
    /// 列出两个年度版之间的变化：数据、评价、目标、任务、文件、文字 / tell what changed between two editions: values, verdicts, targets, tasks, documents, wording
    Diff {
        /// 较早的：年度版的名称、其文件夹或 edition.json 的路径，或日期 / the earlier: the name of an edition, the path of its folder or edition.json, or a day
        from: String,
        /// 较晚的：同上，不写则为现在的项目 / the later: the same; the project as it is now by default
        to: Option<String>,
    },
    /// 输出 JSON Schema，供编辑器补全和检查 / print the JSON Schema by which editors complete and check
    Schema {
        /// 哪种文件 / of which file
        #[arg(value_enum, default_value_t = SchemaArgument::Records)]
        file: SchemaArgument,
    },
}

/// A day as it is typed: `2023-12-31`.
pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text).ok_or("日期写成 2023-12-31 / a day is written 2023-12-31")
}

/// What a new project is about. What is not said is asked for on a terminal, and an example elsewhere.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// 放在哪个文件夹（不存在，或者是空的）/ the folder: one that is empty or does not exist
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// 地区名称 / the name of the place
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,

    /// 地区的编号，用于网址 / the id of the place, for addresses
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,

    /// 规划的标题 / the title of the plan
    #[arg(long, value_name = "TITLE")]
    pub plan: Option<String>,

    /// 规划的起止年份，例如 2024-2026 / the years of the plan, such as 2024-2026
    #[arg(long, value_name = "YEARS")]
    pub period: Option<String>,

    /// 内容和注释的语言（默认与消息相同）/ the language of contents and comments (by default that of messages)
    #[arg(long, value_enum)]
    pub language: Option<LangArgument>,
}

/// Which files are set in order.
#[derive(Debug, Args)]
pub struct FmtArguments {
    /// 哪些文件；不写则为项目 content/ 和 seeds/ 里的全部 / which files; all of content/ and seeds/ without one
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// 只列出没有整理的文件，不改动；有则退出状态为 1 / only list the files that are not in order; the exit status is 1 if there are any
    #[arg(long)]
    pub check: bool,
}

/// Which table becomes which records.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// 表格：.xlsx、.csv（UTF-8、GBK）/ the table: .xlsx, or .csv in UTF-8 or GBK
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// 表里是什么：数据、目标、任务 / what the table holds
    #[arg(long = "as", value_enum, value_name = "KIND")]
    pub kind: Option<KindArgument>,

    /// 全表出自哪份文件（名称或编号）/ the document from which all rows are taken
    #[arg(long, value_name = "ID")]
    pub document: Option<String>,

    /// 全表关于哪个地区 / the place that all rows are about
    #[arg(long, value_name = "ID")]
    pub place: Option<String>,

    /// 全表属于哪个规划 / the plan to which all rows belong
    #[arg(long, value_name = "ID")]
    pub plan: Option<String>,

    /// 全表的年份或时期 / the year or period of all rows
    #[arg(long, value_name = "PERIOD")]
    pub period: Option<String>,

    /// 只读哪张工作表 / the one sheet that is read
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// 编号的开头（默认为文件的编号）/ with what ids begin, the document's id by default
    #[arg(long, value_name = "ID")]
    pub prefix: Option<String>,

    /// 写到项目里的哪个文件，.toml 或 .csv；不能是已有的 / the file in the project to write, .toml or .csv, which must not exist
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,

    /// 写入；不加则只显示 / write it; only shown without
    #[arg(long)]
    pub write: bool,

    /// 输出一份空表（.xlsx），供人填写 / make an empty workbook to fill in
    #[arg(long, conflicts_with_all = ["file", "write"])]
    pub template: bool,
}

/// The kinds of records that a table can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KindArgument {
    /// 数据 / observations
    Observations,
    /// 目标 / targets
    Targets,
    /// 任务 / tasks
    Tasks,
}

impl KindArgument {
    /// The key of the kind.
    pub(super) fn key(self) -> &'static str {
        match self {
            KindArgument::Observations => "observation",
            KindArgument::Targets => "target",
            KindArgument::Tasks => "task",
        }
    }
}

/// The forms of references by their keys.
fn styles() -> impl TypedValueParser<Value = Style> {
    PossibleValuesParser::new(Style::ALL.map(Style::key))
        .try_map(|key| Style::from_key(&key).ok_or("no such form"))
}

/// The file that a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaArgument {
    /// content/ 和 seeds/ 中的记录 / records in content/ and seeds/
    Records,
    /// content/site.toml
    Site,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangArgument {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl LangArgument {
    /// The language.
    pub(super) fn lang(self) -> Lang {
        match self {
            LangArgument::Zh => Lang::Zh,
            LangArgument::En => Lang::En,
        }
    }
}

/// The format of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}
