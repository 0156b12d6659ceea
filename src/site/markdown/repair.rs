//! Mends what Markdown does to Chinese text, event by event: emphasis, and breaks between lines.
//!
//! In: the events of one line of text with their places. Out: the same events with asterisks read as Chinese needs
//! them, and without the spaces that line breaks would make. It must not lose a character, and must leave text
//! without Chinese characters as it is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::call::is_escaped;
use super::emphasis::{self, Reading, Run, is_chinese, joins_without_space};
use super::{Event, Tag, TagEnd};

/// An event with its place in the source.
type Placed<'a> = (Event<'a>, Range<usize>);

/// Whether an event belongs to a line of text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    let tag =
        |tag: &Tag<'_>| matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. });
    let end = |tag: &TagEnd| matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image);
    match event {
        Event::Start(found) => tag(found),
        Event::End(found) => end(found),
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    }
}

/// An event, or asterisks whose meaning is open.
enum Token<'a> {
    Event(Placed<'a>),
    Stars(Range<usize>),
}

/// Reads the asterisks of a line anew, where it has Chinese characters.
pub(super) fn emphasis<'a>(source: &str, events: Vec<Placed<'a>>) -> Vec<Placed<'a>> {
    let (start, end) = match (events.first(), events.last()) {
        (Some((_, first)), Some((_, last))) => (first.start, last.end),
        _ => return events,
    };
    let is_chinese = source.get(start..end).is_some_and(|line| line.contains(is_chinese));
    if is_chinese { reread(source, events) } else { events }
}

/// Undoes all emphasis by asterisks and does it again.
pub(super) fn reread<'a>(source: &str, events: Vec<Placed<'a>>) -> Vec<Placed<'a>> {
    let mut tokens: Vec<Token<'a>> = Vec::with_capacity(events.len());
    for event in events {
        undo(source, event, &mut tokens);
    }
    let readings = readings(source, &tokens);
    let mut events = Vec::with_capacity(tokens.len());
    for (place, token) in tokens.into_iter().enumerate() {
        match (token, readings.get(&place)) {
            (Token::Event(event), _) => events.push(event),
            (Token::Stars(range), Some(reading)) => redo(reading, &range, &mut events),
            (Token::Stars(_), None) => {}
        }
    }
    events
}

/// Turns an event into tokens.
fn undo<'a>(source: &str, (event, range): Placed<'a>, tokens: &mut Vec<Token<'a>>) {
    let by_stars = |at: usize| source.as_bytes().get(at) == Some(&b'*');
    match &event {
        Event::Start(tag @ (Tag::Emphasis | Tag::Strong)) if by_stars(range.start) => {
            stars(range.start..range.start + size(tag == &Tag::Strong), tokens);
        }
        Event::End(tag @ (TagEnd::Emphasis | TagEnd::Strong)) if by_stars(range.start) => {
            stars(range.end - size(tag == &TagEnd::Strong)..range.end, tokens);
        }
        Event::Text(text) if text.contains('*') && source.get(range.clone()) == Some(&**text) => {
            let mut done = range.start;
            for at in range.clone().filter(|at| by_stars(*at) && !is_escaped(source, *at)) {
                piece(source, done..at, tokens);
                stars(at..at + 1, tokens);
                done = at + 1;
            }
            piece(source, done..range.end, tokens);
        }
        _ => tokens.push(Token::Event((event, range))),
    }
}

fn size(is_strong: bool) -> usize {
    if is_strong { 2 } else { 1 }
}

fn piece(source: &str, range: Range<usize>, tokens: &mut Vec<Token<'_>>) {
    if !range.is_empty() {
        tokens.push(Token::Event((Event::Text(source[range.clone()].to_owned().into()), range)));
    }
}

/// Adds asterisks, to the run before them where they follow it.
fn stars(range: Range<usize>, tokens: &mut Vec<Token<'_>>) {
    match tokens.last_mut() {
        Some(Token::Stars(last)) if last.end == range.start => last.end = range.end,
        _ => tokens.push(Token::Stars(range)),
    }
}

/// The readings of all runs, by their places. A run closes what was opened within the same link or picture alone.
fn readings(source: &str, tokens: &[Token<'_>]) -> BTreeMap<usize, Reading> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut open = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Event((Event::Start(_), _)) => open.push(place + 1),
            Token::Event((Event::End(_), _)) => drop(open.pop()),
            Token::Event(_) => {}
            Token::Stars(_) => groups.entry(open.last().copied().unwrap_or(0)).or_default().push(place),
        }
    }
    let mut readings = BTreeMap::new();
    for places in groups.into_values() {
        let runs: Vec<Run> = places.iter().filter_map(|place| run(source, tokens, *place)).collect();
        readings.extend(places.into_iter().zip(emphasis::read(&runs)));
    }
    readings
}

fn run(source: &str, tokens: &[Token<'_>], place: usize) -> Option<Run> {
    let Some(Token::Stars(range)) = tokens.get(place) else { return None };
    // What stands before the first character of a line, `>` or `|`, is not part of the text.
    let before = match place.checked_sub(1).and_then(|place| tokens.get(place)) {
        None | Some(Token::Event((Event::SoftBreak | Event::HardBreak, _))) => None,
        Some(_) => source[..range.start].chars().next_back(),
    };
    let after = tokens.get(place + 1).and_then(|_| source[range.end..].chars().next());
    Some(Run { length: range.len(), before, after })
}

/// Writes a run as it is read.
fn redo(reading: &Reading, range: &Range<usize>, events: &mut Vec<Placed<'_>>) {
    for size in &reading.closes {
        let tag = if *size == 2 { TagEnd::Strong } else { TagEnd::Emphasis };
        events.push((Event::End(tag), range.clone()));
    }
    if reading.rest > 0 {
        events.push((Event::Text("*".repeat(reading.rest).into()), range.clone()));
    }
    for size in &reading.opens {
        let tag = if *size == 2 { Tag::Strong } else { Tag::Emphasis };
        events.push((Event::Start(tag), range.clone()));
    }
}

/// Drops the soft breaks that would show as a space between Chinese characters.
pub(super) fn breaks<'a>(events: Vec<Event<'a>>) -> Vec<Event<'a>> {
    let mut following = vec![None; events.len()];
    let mut next = None;
    for (place, event) in events.iter().enumerate().rev() {
        following[place] = next;
        next = edges(event).map_or(next, |(first, _)| first);
    }
    let mut previous = None;
    let mut kept = Vec::with_capacity(events.len());
    for (event, next) in events.into_iter().zip(following) {
        let joins = previous.zip(next).is_some_and(|(before, after)| joins_without_space(before, after));
        if event == Event::SoftBreak && joins {
            continue;
        }
        previous = edges(&event).map_or(previous, |(_, last)| last);
        kept.push(event);
    }
    kept
}

/// The first and last character that an event shows; none where it shows nothing itself.
fn edges(event: &Event<'_>) -> Option<(Option<char>, Option<char>)> {
    match event {
        Event::Text(text) if text.is_empty() => None,
        Event::Text(text) => Some((text.chars().next(), text.chars().next_back())),
        Event::InlineHtml(html) => {
            let text = visible(html);
            Some((text.chars().next(), text.chars().next_back()))
        }
        Event::Code(_) | Event::SoftBreak | Event::HardBreak => Some((None, None)),
        _ => None,
    }
}

/// The text of markup that the program made, without its tags.
pub(super) fn visible(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = rest[open..].find('>').map_or("", |close| &rest[open + close + 1..]);
    }
    text.push_str(rest);
    for (entity, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        text = text.replace(entity, c);
    }
    text
}
