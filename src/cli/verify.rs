//! `verify`: says which files of an edition, a bag or a published folder are not as recorded.
//!
//! In: a path, perhaps a key. Out: the report on standard output, an [`Exit`] code. It must not judge: what is wrong is found by
//! `read::verify`.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::Exit;
use super::arguments::Format;
use super::speaker::Speaker;
use crate::bilingual::{Lang, both};
use crate::read::verify::{self, Kind, Report, Signature, VerifyError};

/// Verifies a path and prints what was found.
pub(super) fn verify(path: &Path, key: Option<&str>, speaker: &Speaker, progress: &ProgressBar) -> Exit {
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {pos}/{len}") {
        progress.set_style(style);
    }
    progress.set_message(speaker.say(both("核对", "verifying")));
    let watch = |done: usize, all: usize| {
        progress.set_length(all as u64);
        progress.set_position(done as u64);
    };
    let key = key.map(verify::key).transpose();
    let result = key.and_then(|key| verify::verify(path, key.as_deref(), &watch));
    progress.finish_and_clear();
    match result {
        Ok(report) => {
            let text = match speaker.format {
                Format::Json => format!("{:#}\n", as_json(&report)),
                Format::Text => as_text(&report, speaker.lang),
            };
            // A closed pipe is no reason to fail.
            let _ = io::stdout().write_all(text.as_bytes());
            if report.is_sound() { Exit::Done } else { Exit::Faults }
        }
        Err(error) => failed(&error, speaker),
    }
}

fn failed(error: &VerifyError, speaker: &Speaker) -> Exit {
    let message = error.message(speaker.lang);
    if speaker.format == Format::Json {
        let _ = writeln!(io::stdout(), "{:#}", json!({ "sound": false, "error": message }));
    } else {
        let _ = writeln!(io::stderr(), "{}", printable(&message));
    }
    if error.is_world() { Exit::World } else { Exit::Refused }
}

fn as_json(report: &Report) -> Value {
    let differences = report.differences.iter();
    let signature = match &report.signature {
        Signature::None => json!(null),
        Signature::Unchecked => json!({ "checked": false }),
        Signature::Good(comment) => json!({ "checked": true, "good": true, "trusted_comment": comment }),
        Signature::Bad => json!({ "checked": true, "good": false }),
    };
    json!({
        "sound": report.is_sound(),
        "kind": match report.kind {
            Kind::Edition => "edition",
            Kind::Site => "site",
            Kind::Bag => "bag",
            Kind::Data => "data",
        },
        "edition": report.edition,
        "digest": report.digest,
        "files": report.files,
        "bytes": report.bytes,
        "signature": signature,
        "differences": differences
            .map(|difference| json!({ "path": difference.path, "what": difference.what.key() }))
            .collect::<Vec<_>>(),
    })
}

fn as_text(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    let colon = if lang == Lang::Zh { "：" } else { ": " };
    for difference in &report.differences {
        let what = difference.what.words().get(lang);
        let _ = writeln!(text, "{what}{colon}{}", printable(&difference.path));
    }
    let kind = match report.kind {
        Kind::Edition => both("年度版", "edition"),
        Kind::Site => both("网站", "site"),
        Kind::Bag => both("保存包", "bag"),
        Kind::Data => both("数据文件", "data files"),
    };
    let name = report.edition.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
    let (files, bytes, wrong) = (report.files, report.bytes, report.differences.len());
    let head = format!("{}{name}{colon}", kind.get(lang));
    let _ = match (lang, wrong) {
        (Lang::Zh, 0) => writeln!(text, "{head}{files} 个文件（{bytes} 字节）与记录一致"),
        (Lang::En, 0) => writeln!(text, "{head}all {files} files ({bytes} bytes) are as recorded"),
        (Lang::Zh, _) => writeln!(text, "{head}{wrong} 处与记录不符（共查看 {files} 个文件）"),
        (Lang::En, _) => writeln!(text, "{head}not as recorded: {wrong} (of {files} files looked at)"),
    };
    if let Some(digest) = &report.digest {
        let words = both("总摘要（SHA-256）", "digest of the whole (SHA-256)");
        let _ = writeln!(text, "{}{colon}{digest}", words.get(lang));
    }
    let signature = match &report.signature {
        Signature::None | Signature::Bad => String::new(),
        Signature::Unchecked => both(
            "有签名，未核对；请用 --key 给出公钥\n",
            "there is a signature that was not checked: give the public key with --key\n",
        )
        .get(lang)
        .to_owned(),
        Signature::Good(comment) => {
            let words = both("签名有效，附注", "the signature is good; its comment");
            format!("{}{colon}{}\n", words.get(lang), printable(comment))
        }
    };
    text + &signature
}

/// A text with everything escaped that could steer a terminal.
fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars()
        .flat_map(|c| if steers(c) { c.escape_unicode().collect::<Vec<_>>() } else { vec![c] })
        .collect()
}
