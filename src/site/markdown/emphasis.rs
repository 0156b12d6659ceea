//! Which asterisks are emphasis in Chinese text.
//!
//! In: the runs of asterisks of one stretch of text, each with its neighbours. Out: what each run closes, keeps and
//! opens. It must not know Markdown's other marks.
//!
//! CommonMark decides by word boundaries, which Chinese does not write: in `**“普及普惠”**的` the second run stands
//! between punctuation and a letter and would never close (commonmark-spec, issue 650). Here a Chinese neighbour
//! counts as a boundary, after the proposal of markdown-cjk-friendly; all else is CommonMark 0.31, 6.2.

/// A run of asterisks.
pub(super) struct Run {
    /// How many.
    pub(super) length: usize,
    /// The character before it, none at the beginning of a line.
    pub(super) before: Option<char>,
    /// The character after it, none at the end of a line.
    pub(super) after: Option<char>,
}

/// How a run is read; 1 stands for emphasis, 2 for strong emphasis.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// What it closes, the inner first.
    pub(super) closes: Vec<usize>,
    /// How many asterisks stay text.
    pub(super) rest: usize,
    /// What it opens, the outer first.
    pub(super) opens: Vec<usize>,
}

/// Reads the runs of one stretch of text.
pub(super) fn read(runs: &[Run]) -> Vec<Reading> {
    let mut readings: Vec<Reading> =
        runs.iter().map(|run| Reading { rest: run.length, ..Reading::default() }).collect();
    let mut openers: Vec<usize> = Vec::new();
    // Below these places no opener fits a closer of this sort: keeps the search linear.
    let mut floors = [0; 6];
    for (place, run) in runs.iter().enumerate() {
        let floor = usize::from(run.may_open()) * 3 + run.length % 3;
        while run.may_close() && readings[place].rest > 0 {
            let from = floors[floor].min(openers.len());
            let fits = |opener: &&usize| fit(&runs[**opener], run);
            let Some(found) =
                openers[from..].iter().rposition(|opener| fits(&opener)).map(|found| from + found)
            else {
                floors[floor] = openers.len();
                break;
            };
            let opener = openers[found];
            let size = if readings[opener].rest > 1 && readings[place].rest > 1 { 2 } else { 1 };
            readings[opener].opens.push(size);
            readings[opener].rest -= size;
            readings[place].closes.push(size);
            readings[place].rest -= size;
            openers.truncate(found + usize::from(readings[opener].rest > 0));
            floors.iter_mut().for_each(|floor| *floor = (*floor).min(openers.len()));
        }
        if run.may_open() && readings[place].rest > 0 {
            openers.push(place);
        }
    }
    // Openers match from the inside out, and stand from the outside in.
    readings.iter_mut().for_each(|reading| reading.opens.reverse());
    readings
}

/// The rule of three: where one of two runs could both open and close, their lengths together are no multiple of 3,
/// unless both are.
fn fit(opener: &Run, closer: &Run) -> bool {
    let both = |run: &Run| run.may_open() && run.may_close();
    let together = opener.length + closer.length;
    (!both(opener) && !both(closer)) || !together.is_multiple_of(3) || closer.length.is_multiple_of(3)
}

impl Run {
    fn may_open(&self) -> bool {
        flanks(self.before, self.after)
    }

    fn may_close(&self) -> bool {
        flanks(self.after, self.before)
    }
}

/// Whether a run leans on `inner`: no space, and no punctuation unless it is Chinese or a boundary is outside.
fn flanks(outer: Option<char>, inner: Option<char>) -> bool {
    let boundary = |c: char| c.is_whitespace() || is_western_punctuation(c) || is_chinese(c);
    match inner {
        None => false,
        Some(c) if c.is_whitespace() => false,
        Some(c) if is_western_punctuation(c) => outer.is_none_or(boundary),
        Some(_) => true,
    }
}

/// Punctuation and symbols that are not Chinese; “ ” and — are, because Western text has them too.
fn is_western_punctuation(c: char) -> bool {
    let is_private = matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF);
    !c.is_alphanumeric() && !c.is_whitespace() && !is_chinese(c) && !is_private
}

/// Chinese characters and punctuation, full-width forms included.
pub(super) fn is_chinese(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x303F | 0x3105..=0x312F | 0x31A0..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F
        | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}

/// Whether a break between two characters has no width in Chinese: both Chinese, or one of them and a quotation mark,
/// dash or ellipsis that Chinese shares with Western text.
pub(super) fn joins_without_space(before: char, after: char) -> bool {
    let shared = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    let (left, right) = (is_chinese(before), is_chinese(after));
    (left && (right || shared(after))) || (shared(before) && right)
}
