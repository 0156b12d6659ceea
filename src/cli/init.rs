//! `dajuan init`: asks for what a new project is about, and has it written.
//!
//! In: what the command line says, and, on a terminal, the answers of a person. Out: a project. It must not decide what
//! stands in it: that is `starter`.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use super::Exit;
use super::arguments::{InitArguments, LangArgument};
use super::speaker::Speaker;
use crate::bilingual::{Bilingual, Lang, both};
use crate::publish::{self, WriteError};
use crate::starter::Answers;

/// Runs the command to its end.
pub(super) fn run(arguments: &InitArguments, speaker: &Speaker) -> Exit {
    let mut answers = Answers::usual(arguments.language.map_or(speaker.lang, LangArgument::lang));
    let given = [&arguments.place, &arguments.id, &arguments.plan, &arguments.period];
    for (question, word) in QUESTIONS.iter().zip(given) {
        let Some(word) = word else { continue };
        if let Err(wrong) = (question.set)(&mut answers, word) {
            let _ = writeln!(io::stderr(), "--{}: {}", question.flag, speaker.say(wrong));
            return Exit::Refused;
        }
    }
    let asked = QUESTIONS.iter().zip(given).filter(|(_, word)| word.is_none()).map(|(question, _)| question);
    let asked: Vec<&Question> = asked.collect();
    if is_person() && !asked.is_empty() {
        let ask_language = arguments.language.is_none();
        // A terminal that is gone has no more to say: what was answered so far holds.
        let _ = ask(&mut answers, ask_language, &asked, &mut stdin().lock(), &mut io::stderr());
    }
    match publish::new_project(&arguments.folder, &answers.files()) {
        Ok(()) => {
            let _ = io::stderr().write_all(done(&arguments.folder, speaker.lang).as_bytes());
            Exit::Done
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "{}", error.message(speaker.lang));
            if matches!(error, WriteError::Io(..)) { Exit::World } else { Exit::Refused }
        }
    }
}

/// A thing that is asked, in the order of asking.
struct Question {
    flag: &'static str,
    words: Bilingual,
    set: fn(&mut Answers, &str) -> Result<(), Bilingual>,
    shown: fn(&Answers) -> String,
}

const QUESTIONS: [Question; 4] = [
    Question {
        flag: "place",
        words: both("地区名称", "Name of the place"),
        set: Answers::set_place,
        shown: |answers| answers.place.clone(),
    },
    Question {
        flag: "id",
        words: both("地区的编号（拼音或英文，用于网址）", "Its id (for addresses)"),
        set: Answers::set_id,
        shown: |answers| answers.id.clone(),
    },
    Question {
        flag: "plan",
        words: both("规划的标题", "Title of the plan"),
        set: Answers::set_plan,
        shown: |answers| answers.plan.clone(),
    },
    Question {
        flag: "period",
        words: both("起止年份", "First and last year"),
        set: Answers::set_period,
        shown: |answers| format!("{}-{}", answers.period.0, answers.period.1),
    },
];

fn is_person() -> bool {
    stdin().is_terminal() && io::stderr().is_terminal()
}

#[expect(clippy::disallowed_methods, reason = "the one place at which a person is asked something")]
fn stdin() -> io::Stdin {
    io::stdin()
}

/// Asks until each answer is a good one; an empty answer keeps what is offered.
fn ask(
    answers: &mut Answers,
    ask_language: bool,
    asked: &[&Question],
    input: &mut impl BufRead,
    output: &mut impl Write,
) -> io::Result<()> {
    if ask_language {
        write!(output, "语言 / language (zh, en) [{}]: ", answers.lang.key())?;
        let word = line(input)?;
        if let Some(lang) = word.as_deref().and_then(Lang::from_tag).filter(|lang| *lang != answers.lang) {
            let (usual, other) = (Answers::usual(answers.lang), Answers::usual(lang));
            let given = std::mem::replace(answers, other);
            // What the command line gave holds in the other language too.
            for question in
                QUESTIONS.iter().filter(|question| (question.shown)(&given) != (question.shown)(&usual))
            {
                let _ = (question.set)(answers, &(question.shown)(&given));
            }
        }
    }
    for question in asked {
        loop {
            write!(output, "{} [{}]: ", question.words.get(answers.lang), (question.shown)(answers))?;
            output.flush()?;
            let Some(word) = line(input)? else { return Ok(()) };
            if word.is_empty() {
                break;
            }
            match (question.set)(answers, &word) {
                Ok(()) => break,
                Err(wrong) => writeln!(output, "  {}", wrong.get(answers.lang))?,
            }
        }
    }
    Ok(())
}

/// The next line, or none at the end.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut text = String::new();
    let read = input.read_line(&mut text)?;
    Ok((read > 0).then(|| text.trim().to_owned()))
}

/// What was done, and what comes next.
fn done(folder: &Path, lang: Lang) -> String {
    let folder = folder.display();
    match lang {
        Lang::Zh => format!(
            "已建立项目 {folder}（数据均为虚构）。接下来：\n  cd {folder}\n  dajuan build    # 生成网站，打开 public/index.html\n"
        ),
        Lang::En => format!(
            "made the project {folder} (its data are invented). What comes next:\n  cd {folder}\n  dajuan build    # writes the site; open public/index.html\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(answers: &mut Answers, typed: &str) -> String {
        let mut shown = Vec::new();
        let all: Vec<&Question> = QUESTIONS.iter().collect();
        ask(answers, true, &all, &mut typed.as_bytes(), &mut shown).unwrap();
        String::from_utf8(shown).unwrap()
    }

    #[test]
    fn a_person_is_asked_again_where_an_answer_cannot_be_used() {
        let mut answers = Answers::usual(Lang::En);
        let shown = asked(&mut answers, "zh\n昭通市\n昭通\nzhaotong\n\n2025\n2023—2025\n");
        assert_eq!(answers.lang, Lang::Zh);
        assert_eq!((answers.place.as_str(), answers.id.as_str()), ("昭通市", "zhaotong"));
        assert_eq!((answers.plan.as_str(), answers.period), ("公共服务三年行动计划", (2023, 2025)));
        assert!(shown.contains("编号用小写字母") && shown.contains("至少两年"), "{shown}");
    }

    #[test]
    fn the_end_of_input_keeps_what_was_said_so_far() {
        let mut answers = Answers::usual(Lang::En);
        answers.set_place("Zhaotong").unwrap();
        asked(&mut answers, "zh\n");
        assert_eq!((answers.lang, answers.place.as_str()), (Lang::Zh, "Zhaotong"));
        assert_eq!(answers.id, "yunxi");
    }
}
