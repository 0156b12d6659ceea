//! The arguments that a person types.
//!
//! In: the command line. Out: [`Arguments`]. It must not act on them.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

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
    /// 检查项目，不写任何文件 / check the project and write nothing
    Check,
    /// 检查并生成网站 / check the project and write the site
    Build {
        /// 网站写到哪个文件夹（默认为项目下的 public）/ where to write the site, `public` in the project by default
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// The language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangArgument {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// The format of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For machines.
    Json,
}
