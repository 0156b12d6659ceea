//! `dajuan import`: a table that people keep becomes a file of records.
//!
//! In: what the command line says. Out: how the table was understood, what is wrong with it, and, with `--write`, a new file that
//! `check` accepts; with `--template` a workbook to fill in. It must not decide what a cell means: that is `import`.

use std::io::{self, Write};
use std::path::{Component, Path};

use super::Exit;
use super::arguments::{Arguments, Format, ImportArguments};
use super::speaker::Speaker;
use crate::bilingual::{Bilingual, Lang, both};
use crate::diagnostic::{Diagnostic, Origin, Sources, catalogue};
use crate::import::{self, Form, Given, Import, Request};
use crate::language::{self, Kind};
use crate::model::Project;
use crate::project::{Faults, Project as Opened};
use crate::publish::{self, WriteError};
use crate::read::{self, folder};

/// Runs the command to its end.
pub(super) fn run(arguments: &Arguments, wanted: &ImportArguments, speaker: &Speaker) -> Exit {
    let Some(kind) = language::kind(wanted.kind.map_or("observation", super::arguments::KindArgument::key))
    else {
        return Exit::Refused;
    };
    if wanted.template {
        return template(arguments, wanted, kind, speaker);
    }
    let (Some(file), Some(_)) = (&wanted.file, wanted.kind) else {
        return refuse(
            speaker,
            both(
                "写明表格和种类：dajuan import 表格.xlsx --as observations",
                "name the table and its kind: dajuan import TABLE.xlsx --as observations",
            ),
            "",
        );
    };
    let bytes = match folder::file(file) {
        Ok(bytes) => bytes,
        Err(error) => return failed(speaker, &error.to_string()),
    };
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let book = match read::book(&bytes) {
        Ok(book) => book,
        Err(error) => {
            return speaker.faults(&Faults::new(vec![unreadable(error, &name)], Sources::default()));
        }
    };
    let opened = match Opened::open(&arguments.project) {
        Ok(opened) => opened,
        Err(error) => return failed(speaker, &error.to_string()),
    };
    let Some(project) = opened.records() else { return speaker.faults(opened.faults()) };
    let given = match given(wanted, project) {
        Ok(given) => given,
        Err((flag, word)) => {
            return refuse(
                speaker,
                both("这个参数指不到登记过的记录：", "this option names nothing that is registered: "),
                &format!("--{flag} {word}"),
            );
        }
    };
    let target =
        wanted.out.as_ref().map_or_else(|| target(kind, file), |path| path.to_string_lossy().into_owned());
    let form = if target.ends_with(".csv") { Form::Csv } else { Form::Toml };
    let lang = project.site.languages.first().and_then(|tag| Lang::from_tag(tag)).unwrap_or(speaker.lang);
    let import =
        import::import(&Request { name: &name, book: &book, kind, given: &given, form, lang }, project);
    match opened.texts() {
        Ok(known) => finish(arguments, wanted, import, &known, &target, speaker),
        Err(error) => failed(speaker, &error.to_string()),
    }
}

/// Shows what was understood, and writes it where it is sound and that was asked for.
fn finish(
    arguments: &Arguments,
    wanted: &ImportArguments,
    mut import: Import,
    known: &Sources,
    target: &str,
    speaker: &Speaker,
) -> Exit {
    if arguments.format == Format::Text {
        let _ = io::stdout().write_all(import.table(speaker.lang).as_bytes());
    }
    let is_sound = import.is_sound();
    let faults = std::mem::take(&mut import.faults);
    let exit = speaker.faults(&Faults::new(faults, std::mem::take(&mut import.sources)));
    if !is_sound {
        let nothing =
            both("没有写入；改正表格后再导入", "nothing was written: mend the table and import it again");
        let _ = writeln!(io::stderr(), "{}", speaker.say(nothing));
        return exit.max(Exit::Faults);
    }
    let path = Path::new(target);
    let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    if !is_inside || !target.starts_with("content/") {
        return refuse(
            speaker,
            both("--out 要在项目的 content/ 之内：", "--out has to lie in the project's content/: "),
            target,
        );
    }
    let (sources, doubts) = import::proof(known, target, &import.text);
    if !doubts.is_empty() {
        let words =
            both("要写入的记录，check 会这样说：", "of the records that would be written, check says:");
        let _ = writeln!(io::stderr(), "{}", speaker.say(words));
        if speaker.faults(&Faults::new(doubts, sources)) != Exit::Done {
            return Exit::Faults;
        }
    }
    if !wanted.write {
        let words = match speaker.lang {
            Lang::Zh => format!("还没有写入。确认无误后加上 --write，写入 {target}"),
            Lang::En => format!("nothing is written yet: add --write to write {target}"),
        };
        let _ = writeln!(io::stderr(), "{words}");
        return Exit::Done;
    }
    written(&arguments.project.join(path), import.text.as_bytes(), speaker)
}

fn written(path: &Path, bytes: &[u8], speaker: &Speaker) -> Exit {
    match publish::new_file(path, bytes) {
        Ok(()) => {
            let _ = writeln!(io::stderr(), "{}{}", speaker.say(both("已写入 ", "wrote ")), path.display());
            Exit::Done
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "{}", error.message(speaker.lang));
            if matches!(error, WriteError::Io(..)) { Exit::World } else { Exit::Refused }
        }
    }
}

fn template(arguments: &Arguments, wanted: &ImportArguments, kind: &'static Kind, speaker: &Speaker) -> Exit {
    // A template is made anywhere; in a project it lists the indicators that are registered.
    let opened = Opened::open(&arguments.project).ok();
    let bytes =
        import::template::workbook(kind, speaker.lang, opened.as_ref().and_then(|opened| opened.records()));
    let name = match speaker.lang {
        Lang::Zh => format!("{}-模板.xlsx", kind.words.zh),
        Lang::En => format!("{}s-template.xlsx", kind.key),
    };
    let path = wanted.out.clone().unwrap_or_else(|| name.into());
    written(&path, &bytes, speaker)
}

/// What the command line gives for all rows, or the option that names nothing.
fn given<'w>(wanted: &'w ImportArguments, project: &Project) -> Result<Given, (&'static str, &'w str)> {
    let mut given = Given { prefix: wanted.prefix.clone(), sheet: wanted.sheet.clone(), ..Given::default() };
    let options = [
        ("document", &wanted.document),
        ("place", &wanted.place),
        ("plan", &wanted.plan),
        ("period", &wanted.period),
    ];
    for (key, word) in options {
        let Some(word) = word else { continue };
        let value = import::given(project, key, word).ok_or((key, word.as_str()))?;
        given.values.insert(key, value);
    }
    match &given.prefix {
        Some(prefix) if !import::is_prefix(prefix) => {
            Err(("prefix", wanted.prefix.as_deref().unwrap_or_default()))
        }
        _ => Ok(given),
    }
}

/// The file to which records are written where no other was named: after the table, among those of its kind.
fn target(kind: &Kind, table: &Path) -> String {
    let stem = table.file_stem().unwrap_or_default().to_string_lossy();
    let kept = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '-' };
    let stem: String = stem.chars().map(kept).take(60).collect();
    let stem = stem.trim_matches('-');
    let folder = if kind.key == "observation" { "content/results" } else { "content/plans" };
    format!("{folder}/{}.toml", if stem.is_empty() { kind.key } else { stem })
}

fn unreadable(error: read::xlsx::Unreadable, name: &str) -> Diagnostic {
    match error {
        read::xlsx::Unreadable::TooLarge => {
            Diagnostic::new(&catalogue::TABLE_TOO_LARGE, Origin::Project).with("name", name)
        }
        read::xlsx::Unreadable::Broken(why) => Diagnostic::new(&catalogue::NOT_A_TABLE, Origin::Project)
            .with("name", name)
            .with_each("why", |lang| why.get(lang).to_owned()),
    }
}

fn refuse(speaker: &Speaker, words: Bilingual, what: &str) -> Exit {
    let _ = writeln!(io::stderr(), "{}{}", speaker.say(words), what.escape_debug());
    Exit::Refused
}

fn failed(speaker: &Speaker, what: &str) -> Exit {
    let _ = writeln!(io::stderr(), "{}{what}", speaker.say(both("不能读取：", "cannot read: ")));
    Exit::World
}
