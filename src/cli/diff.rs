//! `dajuan diff`: what changed between two editions, or between two days of the project.
//!
//! In: the names of two sides. Out: text, or JSON. It must not find changes itself: that is `edition`.

use std::io::{self, Write};
use std::path::Path;

use indicatif::ProgressBar;

use super::arguments::Format;
use super::run::{open, print};
use super::speaker::Speaker;
use super::{Arguments, Exit};
use crate::assess::VerdictKind;
use crate::bilingual::{Bilingual, Lang, both};
use crate::edition::{Change, Diff, Snapshot, Subject, diff as compare};
use crate::model::Date;
use crate::project::{Error, edition};
use crate::read::editions::EDITIONS;

/// Why a side could not be had.
enum Lack {
    Error(Error),
    Unknown(String),
}

/// Prints what changed from one side to the other; the later is the project as it is now where it is not named.
pub(super) fn diff(
    arguments: &Arguments,
    (from, to): (&str, Option<&str>),
    speaker: &Speaker,
    progress: &ProgressBar,
) -> Exit {
    progress.set_message(speaker.say(both("比较", "comparing")));
    let sides = side(arguments, Some(from)).and_then(|from| Ok((from, side(arguments, to)?)));
    progress.finish_and_clear();
    match sides {
        Ok((from, to)) => {
            let found = compare(&from, &to);
            match speaker.format {
                Format::Json => print(&found.to_json()),
                Format::Text => print(&text(&found, speaker.lang)),
            }
        }
        Err(Lack::Error(error)) => speaker.error(&error),
        Err(Lack::Unknown(detail)) => {
            let words = both("没有这个年度版，也不是日期：", "there is no such edition, and it is no day: ");
            let _ = writeln!(io::stderr(), "{}{}", speaker.say(words), detail.escape_debug());
            Exit::Refused
        }
    }
}

/// The snapshot of a side: an edition by name or path, or the project, as of a day or as it is now.
fn side(arguments: &Arguments, name: Option<&str>) -> Result<Snapshot, Lack> {
    let Some(name) = name else { return of_project(arguments, None) };
    let own = arguments.project.join(EDITIONS).join(name);
    let is_plain = crate::archive::is_edition_name(name);
    for path in [is_plain.then_some(own.as_path()), Some(Path::new(name))].into_iter().flatten() {
        if let Some(snapshot) = edition(path).map_err(Lack::Error)? {
            let is_own = is_plain && path == own;
            return Ok(if is_own { snapshot.named(Some(name.into())) } else { snapshot });
        }
    }
    match Date::parse(name) {
        Some(day) => of_project(arguments, Some(day)),
        None => Err(Lack::Unknown(name.to_owned())),
    }
}

fn of_project(arguments: &Arguments, day: Option<Date>) -> Result<Snapshot, Lack> {
    let project = open(arguments, day).map_err(Lack::Error)?;
    project.snapshot().ok_or_else(|| Lack::Error(Error::Faults(project.faults().errors())))
}

/// The diff for a terminal.
fn text(diff: &Diff, lang: Lang) -> String {
    let say = |words: Bilingual| words.get(lang);
    let side = |side: &crate::edition::Side| match &side.edition {
        Some(name) => format!("{name} ({})", side.as_of),
        None => side.as_of.clone(),
    };
    let mut out = format!("{} → {}\n", side(&diff.from), side(&diff.to));
    if diff.changes.is_empty() {
        out.push_str(say(both("没有改变\n", "nothing changed\n")));
    }
    for subject in Subject::ALL {
        let count = diff.of(*subject).count();
        if count > 0 {
            out.push_str(&format!("\n{} ({count})\n", say(subject.words())));
        }
        diff.of(*subject).for_each(|change| line(change, lang, &mut out));
    }
    out
}

fn line(change: &Change, lang: Lang, out: &mut String) {
    let shown = |side: &Option<String>| {
        let side = side.as_deref().unwrap_or("—");
        let verdict = if change.subject == Subject::Verdicts { VerdictKind::from_key(side) } else { None };
        let words = verdict.map_or_else(|| short(side), |kind| kind.words().get(lang).to_owned());
        if words.is_empty() { "—".to_owned() } else { words }
    };
    let mark = match (&change.old, &change.new) {
        (None, _) => '+',
        (_, None) => '-',
        _ => '~',
    };
    let period = if change.period.is_empty() { String::new() } else { format!(" [{}]", change.period) };
    let field = if change.field == "record" { String::new() } else { format!(" {}", change.field) };
    let id = change.id.split(' ').next().unwrap_or_default();
    out.push_str(&format!("  {mark} {id} {}{period}{field}: ", short(&change.name)));
    match mark {
        '+' => out.push_str(&shown(&change.new)),
        '-' => out.push_str(&shown(&change.old)),
        _ => out.push_str(&format!("{} → {}", shown(&change.old), shown(&change.new))),
    }
    let source = [change.document.as_str(), change.locator.as_str()];
    let source: Vec<&str> = source.into_iter().filter(|part| !part.is_empty()).collect();
    let parts = [change.revision.clone(), short(&change.reason), source.join(" · ")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    out.push('\n');
    if !parts.is_empty() {
        out.push_str(&format!("      {}\n", parts.join(" | ")));
    }
}

/// The beginning of a long text on one line, control characters made visible.
fn short(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).take(120).collect();
    let cut = if text.chars().nth(120).is_some() { "…" } else { "" };
    plain
        .chars()
        .flat_map(|c| if c.is_control() { c.escape_debug().collect() } else { vec![c] })
        .collect::<String>()
        + cut
}
