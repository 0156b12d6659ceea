//! Figures in prose that no call produced.
//!
//! In: the characters of one block of text with their places; calls and code stand as U+FFFC. Out: the runs of
//! digits that look like figures. It must not know the data.
//!
//! A run of digits, with `.` or `,` between them, is a figure unless it is
//! - a time: four digits before 年; months and days (9月6日, 2023-09-06); years in a range (2023—2025) or in a list
//!   that ends with 年; in English a year after in, by, since, until, before or after;
//! - a number of order: at the start of a heading; one or two digits at the start of a block before 、 ． . or ), or
//!   alone in parentheses; between 第 and a word for a part of a text (条, 页, 版 …); in or right after 〔〕;
//! - in 《…》, or a whole number without % or 个百分点 in “…”: part of a title or a slogan;
//! - part of a word: right after a Latin letter, or after a hyphen that follows one (rs-012).

use std::ops::Range;

/// A character and the place of its first byte in the Markdown.
pub(super) type Placed = (usize, char);

/// A run of digits that is bound to no record.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// Its place in the Markdown.
    pub(super) range: Range<usize>,
    /// Its digits in ASCII.
    pub(super) digits: String,
}

struct Block<'c> {
    chars: &'c [Placed],
    runs: Vec<Range<usize>>,
    heading: bool,
}

/// The figures of a block.
pub(super) fn unbound(chars: &[Placed], heading: bool) -> Vec<Figure> {
    let block = Block { chars, runs: runs(chars), heading };
    let titles = inside(chars, ('《', '》'));
    let quotes = inside(chars, ('“', '”'));
    let numbers = inside(chars, ('〔', '〕'));
    let times = block.times();
    let is_figure = |(place, run): &(usize, &Range<usize>)| {
        let slogan = quotes[run.start] && !block.is_measured(run);
        let named = titles[run.start] || slogan || numbers[run.start];
        !(times[*place] || named || block.is_order(run) || block.is_word(run))
    };
    block.runs.iter().enumerate().filter(is_figure).map(|(_, run)| block.figure(run)).collect()
}

/// The runs of digits, by places in the list of characters.
fn runs(chars: &[Placed]) -> Vec<Range<usize>> {
    let digit = |place: usize| chars.get(place).is_some_and(|(_, c)| ascii(*c).is_some());
    let mut runs = Vec::new();
    let mut place = 0;
    while place < chars.len() {
        let start = place;
        while digit(place) || (place > start && matches!(chars[place].1, '.' | ',') && digit(place + 1)) {
            place += 1;
            if place == chars.len() {
                break;
            }
        }
        if place > start {
            runs.push(start..place);
        }
        place += usize::from(place == start);
    }
    runs
}

/// The ASCII form of a digit, full-width ones included.
fn ascii(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

/// Which characters stand within a pair of marks that is closed.
fn inside(chars: &[Placed], (open, close): (char, char)) -> Vec<bool> {
    let mut steps = vec![0i32; chars.len()];
    let mut opened = Vec::new();
    for (place, (_, c)) in chars.iter().enumerate() {
        if *c == open {
            opened.push(place);
        } else if *c == close
            && let Some(start) = opened.pop()
        {
            steps[start] += 1;
            steps[place] -= 1;
        }
    }
    let mut depth = 0;
    let deep = |step| {
        depth += step;
        depth > 0
    };
    steps.into_iter().map(deep).collect()
}

impl Block<'_> {
    fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).map(|(_, c)| *c)
    }

    fn before(&self, run: &Range<usize>, steps: usize) -> Option<char> {
        run.start.checked_sub(steps).and_then(|place| self.at(place))
    }

    fn text(&self, range: Range<usize>) -> String {
        self.chars[range].iter().map(|(_, c)| ascii(*c).unwrap_or(*c)).collect()
    }

    fn figure(&self, run: &Range<usize>) -> Figure {
        let (last, c) = self.chars[run.end - 1];
        Figure { range: self.chars[run.start].0..last + c.len_utf8(), digits: self.text(run.clone()) }
    }

    /// Which runs are times; from the right, because the word for a year follows a list or range.
    fn times(&self) -> Vec<bool> {
        let mut times = vec![false; self.runs.len()];
        for place in (0..self.runs.len()).rev() {
            let run = &self.runs[place];
            let short = run.len() <= 2;
            let own = (run.len() == 4 && self.is_whole(run) && self.at(run.end) == Some('年'))
                || (short && self.at(run.end) == Some('月'))
                || (short && self.at(run.end) == Some('日') && self.before(run, 1) == Some('月'))
                || (self.is_year(run) && self.follows_preposition(run));
            times[place] |= own;
            let Some(next) = self.runs.get(place + 1).cloned() else { continue };
            let between = self.text(run.end..next.start);
            let years = self.is_year(run) && self.is_year(&next);
            if years && is_range(&between) {
                times[place] = true;
                times[place + 1] = true;
            }
            let listed = matches!(&*between, "、" | "和" | "与" | "，") && years;
            let days = short && next.len() <= 2 && is_range(&between);
            let of_month = days && self.before(run, 1) == Some('月') && self.at(next.end) == Some('日');
            times[place + 1] |= of_month;
            times[place] |= times[place + 1] && (listed || days);
            if between == "-" && next.len() == 2 && self.is_year(run) {
                times[place] = true;
                times[place + 1] = true;
                let third = self.runs.get(place + 2).filter(|third| self.text(next.end..third.start) == "-");
                if third.is_some_and(|third| third.len() == 2) {
                    times[place + 2] = true;
                }
            }
        }
        times
    }

    fn is_year(&self, run: &Range<usize>) -> bool {
        run.len() == 4 && matches!(&*self.text(run.start..run.start + 2), "19" | "20") && self.is_whole(run)
    }

    fn is_whole(&self, run: &Range<usize>) -> bool {
        self.chars[run.clone()].iter().all(|(_, c)| ascii(*c).is_some())
    }

    fn follows_preposition(&self, run: &Range<usize>) -> bool {
        let from = run.start.saturating_sub(7);
        let before = self.text(from..run.start).to_ascii_lowercase();
        before.strip_suffix(' ').is_some_and(|words| {
            let word = words.rsplit(|c: char| !c.is_ascii_alphabetic()).next();
            matches!(word, Some("in" | "by" | "since" | "until" | "before" | "after"))
        })
    }

    fn is_order(&self, run: &Range<usize>) -> bool {
        let (before, after) = (self.before(run, 1), self.at(run.end));
        let short = run.len() <= 2;
        let starts = short && run.start == 0 && matches!(after, Some('、' | '．' | '.' | ')' | '）'));
        let bracketed = short && matches!((before, after), (Some('(' | '（'), Some(')' | '）')));
        let part = before == Some('第')
            && matches!(
                after,
                Some('章' | '节' | '条' | '款' | '项' | '页' | '版' | '号' | '期' | '册' | '卷')
            );
        (self.heading && run.start == 0) || starts || bracketed || part || before == Some('〕')
    }

    fn is_word(&self, run: &Range<usize>) -> bool {
        let letter = |steps| self.before(run, steps).is_some_and(|c| c.is_ascii_alphabetic());
        letter(1) || (matches!(self.before(run, 1), Some('-' | '_')) && letter(2))
    }

    /// Whether a number is more than a name: it has decimals, or is a share or a difference of shares.
    fn is_measured(&self, run: &Range<usize>) -> bool {
        let points = (self.at(run.end), self.at(run.end + 1)) == (Some('个'), Some('百'));
        !self.is_whole(run) || points || matches!(self.at(run.end), Some('%' | '％' | '‰'))
    }
}

/// Whether the text between two runs makes a range of them.
fn is_range(between: &str) -> bool {
    let dash = between.strip_prefix(['年', '月', '日']).unwrap_or(between);
    matches!(dash, "—" | "——" | "–" | "-" | "~" | "～" | "至" | "到" | "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<Placed> = text.char_indices().collect();
        unbound(&chars, false).into_iter().map(|figure| figure.digits).collect()
    }

    #[test]
    fn figures_are_found_with_their_digits() {
        assert_eq!(found("覆盖率96.55%，学校1,067所，２０所"), ["96.55", "1,067", "20"]);
        assert_eq!(found("第3名，2023所，3个月，2000"), ["3", "2023", "3", "2000"]);
        assert_eq!(found("“增长23.96个百分点”“达94%”“增长8个百分点”"), ["23.96", "94", "8"]);
        assert_eq!(found("《报告》和3所，平均1.25年"), ["3", "1.25"]);
    }

    #[test]
    fn times_and_numbers_of_order_are_no_figures() {
        for text in [
            "2023年9月6日",
            "（2023—2025年）",
            "2023年—2025年",
            "2023、2024和2025年",
            "2023-09-06",
            "7—8月",
            "9月6—8日",
            "1、目标",
            "（2）任务",
            "第12条",
            "昭发〔2023〕1号",
            "《昭通日报2024》《“十4五”12规划》",
            "“33611”“3+2”",
            "rs-012",
            "A4",
            "2023–2025",
            "in 2025, since 2022",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
        let chars: Vec<Placed> = "1.2 目标".char_indices().collect();
        assert_eq!(unbound(&chars, true), []);
    }

    #[test]
    fn marks_that_are_not_closed_hide_nothing() {
        assert_eq!(found("《3所"), ["3"]);
        assert_eq!(found("”4所“"), ["4"]);
        assert_eq!(found("《甲《乙3》丙4》5"), ["5"]);
    }
}
