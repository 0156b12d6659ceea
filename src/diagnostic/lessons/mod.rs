//! What a fault teaches: for each code a small text that breaks the rule, and the same text mended.
//!
//! In: nothing. Out: [`Lesson`]s and the explanation of a code, for `dajuan explain` and `docs/errors.md`. Each lesson is
//! tested: the faulty text raises its code, the mended one nothing.

mod editions;
mod importing;
mod meaning;
mod prose;
mod references;
mod site;
mod syntax;

use super::catalogue::{self, Fault, Severity};
use crate::bilingual::{Bilingual, Lang, both};

/// A fault and its mending by an example.
#[derive(Debug)]
pub struct Lesson {
    /// The code of the fault.
    pub code: &'static str,
    /// The example.
    pub example: Example,
}

/// How a fault is shown.
#[derive(Debug)]
pub enum Example {
    /// Two forms of a file in the base project of the tests; `format = 1` at its top is left out.
    File {
        /// Its path below the project's folder.
        path: &'static str,
        /// The text that breaks the rule.
        faulty: &'static str,
        /// The text that keeps it.
        mended: &'static str,
    },
    /// Two forms of a table that is imported.
    Table {
        /// The table that breaks the rule.
        faulty: &'static str,
        /// The table that keeps it.
        mended: &'static str,
    },
    /// What cannot be shown as a text.
    Deed {
        /// What breaks the rule.
        faulty: Bilingual,
        /// What keeps it.
        mended: Bilingual,
    },
}

const fn file(code: &'static str, path: &'static str, faulty: &'static str, mended: &'static str) -> Lesson {
    Lesson { code, example: Example::File { path, faulty, mended } }
}

const fn deed(code: &'static str, faulty: Bilingual, mended: Bilingual) -> Lesson {
    Lesson { code, example: Example::Deed { faulty, mended } }
}

/// All lessons in the order of their codes.
pub fn all() -> impl Iterator<Item = &'static Lesson> {
    [
        syntax::LESSONS,
        references::LESSONS,
        meaning::LESSONS,
        prose::LESSONS,
        site::LESSONS,
        editions::LESSONS,
        importing::LESSONS,
    ]
    .into_iter()
    .flatten()
}

/// The fault with this code or name, however it is written: `D301`, `d301`, `period-outside-plan`.
pub fn find(word: &str) -> Option<&'static Fault> {
    let is_it =
        |fault: &&&Fault| fault.code.eq_ignore_ascii_case(word) || fault.name.eq_ignore_ascii_case(word);
    catalogue::ALL.iter().find(is_it).copied()
}

const FAULTY: Bilingual = both("有错", "Faulty");
const MENDED: Bilingual = both("改正后", "Mended");

/// A text of the catalogue without its holes.
fn without_holes(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        plain.push_str(before);
        match after.split_once('}') {
            Some(("near", after)) => rest = after,
            Some((name, after)) if name.bytes().all(|b| b.is_ascii_lowercase()) => {
                plain.push('…');
                rest = after;
            }
            _ => {
                plain.push('{');
                rest = after;
            }
        }
    }
    plain + rest
}

fn severity(fault: &Fault) -> Bilingual {
    match fault.severity {
        Severity::Error => both("错误：网站不会写出", "error: no site is written"),
        Severity::Warning => both("警告：网站照常写出", "warning: the site is written all the same"),
    }
}

/// The explanation of a fault for a terminal.
pub fn explanation(fault: &Fault, lang: Lang) -> String {
    let words = |zh, en| both(zh, en).get(lang);
    let text = |part: Bilingual| without_holes(part.get(lang));
    let (open, close) = (words("（", " ("), words("）", ")"));
    let mut page = format!("{} {}{open}{}{close}\n\n", fault.code, fault.name, severity(fault).get(lang));
    page.push_str(&format!("  {}\n", text(fault.message)));
    page.push_str(&format!("  {}{}\n", words("原因：", "why: "), text(fault.cause)));
    page.push_str(&format!("  {}{}\n", words("改法：", "help: "), text(fault.remedy)));
    for lesson in all().filter(|lesson| lesson.code == fault.code) {
        let (head, faulty, mended) = match &lesson.example {
            Example::File { path, faulty, mended } => (*path, *faulty, *mended),
            Example::Table { faulty, mended } => ("", *faulty, *mended),
            Example::Deed { faulty, mended } => ("", faulty.get(lang), mended.get(lang)),
        };
        if !head.is_empty() {
            page.push_str(&format!("\n{head}\n"));
        }
        for (title, example) in [(FAULTY, faulty), (MENDED, mended)] {
            page.push_str(&format!("\n{}\n", title.get(lang)));
            for line in example.lines() {
                page.push_str(format!("    {line}").trim_end());
                page.push('\n');
            }
        }
    }
    page
}

/// `docs/errors.md`.
pub fn markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    for (group, title) in GROUPS {
        page.push_str(&format!("\n## {group} · {} · {}\n", title.zh, title.en));
        for fault in catalogue::ALL.iter().filter(|fault| fault.code.starts_with(group)) {
            section(&mut page, fault);
        }
    }
    page
}

const INTRODUCTION: &str = "# 消息一览 · Messages\n\n\
    由程序的消息表生成，不手改。`dajuan explain 编号` 在终端显示同样的内容。每个例子都由测试核对：有错的一段报出该编号，改正后的一段不报任何消息。\n\n\
    Made from the program's table of messages; not edited by hand. `dajuan explain CODE` shows the same on a terminal. Every example is \
    tested: the faulty text raises its code, the mended one nothing.\n";

const GROUPS: [(&str, Bilingual); 7] = [
    ("D1", both("语法、类型和文件", "syntax, types and files")),
    ("D2", both("引用", "references")),
    ("D3", both("含义", "meaning")),
    ("D4", both("正文", "prose")),
    ("D5", both("主题和网站", "theme and site")),
    ("D6", both("截止日期和年度版", "days and editions")),
    ("D7", both("导入的表格", "tables that are imported")),
];

fn section(page: &mut String, fault: &Fault) {
    let severity = severity(fault);
    page.push_str(&format!("\n### {} {}\n\n", fault.code, fault.name));
    for (zh, en) in [
        (severity.zh, severity.en),
        (fault.message.zh, fault.message.en),
        (fault.cause.zh, fault.cause.en),
        (fault.remedy.zh, fault.remedy.en),
    ] {
        page.push_str(&format!("- {}  \n  {}\n", marked(zh), marked(en)));
    }
    for lesson in all().filter(|lesson| lesson.code == fault.code) {
        match &lesson.example {
            Example::File { path, faulty, mended } => {
                page.push_str(&format!("\n`{path}`\n"));
                let language = path.rsplit('.').next().unwrap_or_default();
                for (title, text) in [(FAULTY, faulty), (MENDED, mended)] {
                    page.push_str(&format!(
                        "\n{} · {}\n\n```{language}\n{}\n```\n",
                        title.zh,
                        title.en,
                        text.trim_end()
                    ));
                }
            }
            Example::Table { faulty, mended } => {
                for (title, text) in [(FAULTY, faulty), (MENDED, mended)] {
                    page.push_str(&format!("\n{} · {}\n\n```csv\n{text}\n```\n", title.zh, title.en));
                }
            }
            Example::Deed { faulty, mended } => {
                for (title, words) in [(FAULTY, faulty), (MENDED, mended)] {
                    let (zh, en) = (marked(words.zh), marked(words.en));
                    page.push_str(&format!("\n{}：{zh}  \n{}: {en}\n", title.zh, title.en));
                }
            }
        }
    }
}

/// A text of the catalogue in Markdown.
fn marked(text: &str) -> String {
    without_holes(text).replace('<', "\\<").replace("[[", "\\[\\[").replace('|', "\\|")
}
