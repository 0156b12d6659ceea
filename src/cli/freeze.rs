//! `freeze`: the site as it stands becomes an edition.
//!
//! In: a project and a name. Out: `editions/NAME/`, by `project`; what came of it in words; an [`Exit`] code. It must not compute
//! anything.

use std::io::{self, Write as _};

use indicatif::ProgressBar;
use serde_json::json;

use super::run::open;
use super::speaker::{Speaker, Told};
use super::{Arguments, Exit};
use crate::archive::is_edition_name;
use crate::bilingual::{Lang, both};
use crate::model::Date;
use crate::publish::Frozen;

/// Freezes a project's site.
pub(super) fn freeze(
    arguments: &Arguments,
    (name, as_of): (&str, Option<Date>),
    speaker: &Speaker,
    progress: &ProgressBar,
) -> Exit {
    if !is_edition_name(name) {
        let words = both(
            "年度版的名称只能用字母、数字、点、连字符和下划线，以字母或数字开头：",
            "the name of an edition is made of letters, digits, dots, hyphens and underscores, and begins with a letter or digit: ",
        );
        let _ = writeln!(io::stderr(), "{}{}", speaker.say(words), name.escape_debug());
        return Exit::Refused;
    }
    progress.set_message(speaker.say(both("读取", "reading")));
    let mut project = match open(arguments, as_of) {
        Ok(project) => project,
        Err(error) => return speaker.ended(progress, None, Err(&error)),
    };
    let frozen = project.freeze(name, &|step, done, all| speaker.step(progress, step, done, all));
    let told = frozen.as_ref().map(|frozen| told(name, frozen, speaker.lang));
    speaker.ended(progress, Some(project.faults()), told)
}

fn told(name: &str, frozen: &Frozen, lang: Lang) -> Told {
    let Frozen { is_new, digest, files, bytes } = frozen;
    let words = match (lang, is_new) {
        (Lang::Zh, true) => {
            format!("已冻结年度版 {name}：{files} 个文件，{bytes} 字节\n总摘要（SHA-256）：{digest}")
        }
        (Lang::Zh, false) => {
            format!("年度版 {name} 早已冻结，内容完全相同，未作改动\n总摘要（SHA-256）：{digest}")
        }
        (Lang::En, true) => {
            format!(
                "edition {name} is frozen: {files} files, {bytes} bytes\ndigest of the whole (SHA-256): {digest}"
            )
        }
        (Lang::En, false) => {
            format!(
                "edition {name} was frozen already with the same bytes; nothing was written\ndigest of the whole (SHA-256): {digest}"
            )
        }
    };
    let data = json!({ "edition": name, "new": is_new, "digest": digest, "files": files, "bytes": bytes });
    Told { words, key: "frozen", data }
}
