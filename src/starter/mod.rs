//! A new project: a small one with invented data that shows each kind of record once.
//!
//! In: [`Answers`] to a few questions. Out: the files of the project, as paths and texts, commented in the language of
//! the author. It must not ask, nor write a file. Its texts stand in `zh/` and `en/` with holes `@name@`.

use crate::bilingual::{Bilingual, Lang, both};
use crate::language::{Literal, Type};
use crate::tidy;

/// What a new project is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The name of the place.
    pub place: String,
    /// Its id, with which other ids begin.
    pub id: String,
    /// The title of the plan.
    pub plan: String,
    /// The first and the last year of the plan.
    pub period: (i32, i32),
    /// The language of comments, data and site.
    pub lang: Lang,
}

/// The longest id that still leaves room for what is put behind it.
const MAX_ID: usize = 40;
/// The longest plan, in years, and the years that are taken for mistyped.
const MAX_YEARS: i32 = 30;
const YEARS: std::ops::RangeInclusive<i32> = 1950..=2150;

/// A file of a project: its path, and its text in both languages.
type Page = (&'static str, Bilingual);

macro_rules! page {
    ($path:literal, $name:literal) => {
        ($path, both(include_str!(concat!("zh/", $name)), include_str!(concat!("en/", $name))))
    };
}

/// The files in the order in which an author reads them.
const PAGES: [Page; 13] = [
    page!("README.md", "README.md"),
    page!("content/site.toml", "site.toml"),
    page!("content/register.toml", "register.toml"),
    page!("content/indicators.toml", "indicators.toml"),
    page!("content/plans/@id@-@from@/plan.toml", "plan.toml"),
    page!("content/plans/@id@-@from@/targets.toml", "targets.toml"),
    page!("content/plans/@id@-@from@/overview.md", "overview.md"),
    page!("content/results/@from@.toml", "results.toml"),
    page!("content/results/observations-@from@.csv", "observations.csv"),
    page!("content/comparisons.toml", "comparisons.toml"),
    page!("content/pages/about.md", "about.md"),
    page!("seeds/@id@-plan.toml", "plan-document.toml"),
    page!("seeds/@id@-report.toml", "report-document.toml"),
];

/// What is not meant for version control.
const IGNORED: &str = "/public/\n";

impl Answers {
    /// The answers of somebody who gives none.
    pub fn usual(lang: Lang) -> Answers {
        let words = |words: Bilingual| words.get(lang).to_owned();
        Answers {
            place: words(both("云溪县", "Exampleshire")),
            id: words(both("yunxi", "exampleshire")),
            plan: words(both("公共服务三年行动计划", "Plan for Public Services")),
            period: (2024, 2026),
            lang,
        }
    }

    /// Takes the name of the place, or says what is wrong with it.
    ///
    /// # Errors
    /// Where it is empty, too long, or holds what cannot be printed.
    pub fn set_place(&mut self, name: &str) -> Result<(), Bilingual> {
        self.place = title(name)?;
        Ok(())
    }

    /// Takes the title of the plan, or says what is wrong with it.
    ///
    /// # Errors
    /// As [`Answers::set_place`].
    pub fn set_plan(&mut self, title_: &str) -> Result<(), Bilingual> {
        self.plan = title(title_)?;
        Ok(())
    }

    /// Takes the id of the place, or says what is wrong with it.
    ///
    /// # Errors
    /// Where it is no id, or too long to put something behind it.
    pub fn set_id(&mut self, id: &str) -> Result<(), Bilingual> {
        let is_good = Type::Id.read(Literal::Text(id)).is_ok() && id.len() <= MAX_ID;
        if !is_good {
            return Err(both(
                "编号用小写字母、数字和连字符，以字母或数字开头，至多 40 个字符，例如 yunxi",
                "an id has lower-case letters, digits and hyphens, begins with a letter or digit, and has 40 characters at most",
            ));
        }
        self.id = id.to_owned();
        Ok(())
    }

    /// Takes the years of the plan, `2024-2026`, or says what is wrong with them.
    ///
    /// # Errors
    /// Where they are not two years in order, or lie far from each other or from today.
    pub fn set_period(&mut self, years: &str) -> Result<(), Bilingual> {
        let wrong = both(
            "写起止年份，例如 2024-2026；至少两年，至多 30 年",
            "write the first and the last year, such as 2024-2026: two years at least, 30 at most",
        );
        let marks: &[char] = &['-', '/', '—', '–', '～', '~', '至'];
        let (from, to) = years.split_once(marks).ok_or(wrong)?;
        let year = |word: &str| {
            let word = word.trim_matches(marks).trim().trim_end_matches('年');
            word.parse::<i32>().ok().filter(|year| word.len() == 4 && YEARS.contains(year)).ok_or(wrong)
        };
        let (from, to) = (year(from)?, year(to)?);
        if from >= to || to - from >= MAX_YEARS {
            return Err(wrong);
        }
        self.period = (from, to);
        Ok(())
    }

    /// The files of the project by their paths below its folder.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![(".gitignore".to_owned(), IGNORED.to_owned())];
        files.extend(PAGES.iter().map(|(path, text)| {
            let text = self.fill(text.get(self.lang));
            (self.fill(path), if path.ends_with(".toml") { tidy::format(&text) } else { text })
        }));
        files
    }

    fn fill(&self, text: &str) -> String {
        let (from, to) = self.period;
        let holes = [
            ("@id@", self.id.clone()),
            ("@from@", from.to_string()),
            ("@to@", to.to_string()),
            ("@base@", (from - 1).to_string()),
            ("@next@", (from + 1).to_string()),
            // Last, so that a hole's name within them stays as it was written.
            ("@plan@", quotable(&self.plan)),
            ("@place@", quotable(&self.place)),
        ];
        let (mut filled, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(start) = rest.find('@') {
            filled.push_str(&rest[..start]);
            let hole = holes.iter().find(|(name, _)| rest[start..].starts_with(name));
            let (length, value) = hole.map_or((1, "@"), |(name, value)| (name.len(), value.as_str()));
            filled.push_str(value);
            rest = &rest[start + length..];
        }
        filled + rest
    }
}

/// A name for readers.
fn title(text: &str) -> Result<String, Bilingual> {
    let text = text.trim();
    let is_good = Type::Text.read(Literal::Text(text)).is_ok()
        && text.chars().count() <= 100
        && !text.contains(['\n', '\t']);
    is_good.then(|| text.to_owned()).ok_or(both(
        "写一行文字，至多 100 个字，不能有看不见的字符",
        "write one line of 100 characters at most, without invisible ones",
    ))
}

/// A text as it stands between the quotation marks of a TOML string.
fn quotable(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_taken_as_people_write_them() {
        let mut answers = Answers::usual(Lang::Zh);
        for (written, period) in [
            ("2021-2025", (2021, 2025)),
            ("2023—2025年", (2023, 2025)),
            ("2023——2025", (2023, 2025)),
            ("2026年至2030年", (2026, 2030)),
            (" 2026 / 2027 ", (2026, 2027)),
        ] {
            answers.set_period(written).unwrap();
            assert_eq!(answers.period, period, "{written}");
        }
        for wrong in ["2025", "2025-2023", "2025-2025", "25-27", "2000-2040", "两年", "0001-0002", ""] {
            assert!(answers.set_period(wrong).is_err(), "{wrong}");
        }
        assert!(answers.set_id("昭通").is_err() && answers.set_id("con").is_err());
        assert!(answers.set_id(&"a".repeat(41)).is_err());
        assert!(answers.set_place("  ").is_err() && answers.set_place("a\nb").is_err());
        assert!(answers.set_place("a\u{202E}b").is_err());
    }

    #[test]
    fn no_hole_stays_open_and_no_answer_is_taken_for_one() {
        let mut answers = Answers::usual(Lang::En);
        answers.set_place("@plan@ \"Q\\").unwrap();
        for (path, text) in answers.files() {
            assert!(!path.contains('@'), "{path}");
            let known = text.replace("@plan@ \\\"Q\\\\", "");
            assert!(!known.contains('@'), "{path}: {known}");
        }
    }
}
