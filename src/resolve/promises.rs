//! Promises against their indicators, their documents and each other.
//!
//! In: the records that could be built, and where the figures of targets and observations stand. Out: warnings. It must not
//! judge whether a target is met, and must not change anything.

use std::borrow::Cow;

use super::slot;
use crate::bilingual::both;
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::model::{Condition, Date, Decimal, Dimension, Direction, Indicator, Slots, Subject, Target, Text};

/// Checks targets, and the words of the document beside registered figures.
pub(super) fn all(slots: &Slots, targets: &[Origin], figures: &[Origin], faults: &mut Vec<Diagnostic>) {
    for (target, origin) in slots.targets.iter().zip(targets) {
        let Some(target) = target else { continue };
        let Some(indicator) = slot(&slots.indicators, target.indicator) else { continue };
        direction(target, indicator, *origin, faults);
        share(target, indicator, *origin, faults);
        for number in numbers(&target.condition) {
            printed(&target.printed, number, *origin, faults);
        }
    }
    for (observation, origin) in slots.observations.iter().zip(figures) {
        let Some(observation) = observation.as_ref().filter(|one| one.derivation.is_none()) else { continue };
        let has_grades = observation.unit.dimension() == Dimension::Grade;
        if let Some(words) = observation.printed.as_ref().filter(|_| !has_grades) {
            printed(words, observation.value.number(), *origin, faults);
        }
    }
    stated_twice(slots, faults);
}

/// The documents that were issued after the day as of which the site speaks.
pub(super) fn late_documents(slots: &Slots, as_of: Date, issued: &[Origin], faults: &mut Vec<Diagnostic>) {
    for (document, origin) in slots.documents.iter().zip(issued) {
        let Some(document) = document.as_ref().filter(|document| !document.is_title_only) else { continue };
        if let Some(issue) = &document.issued
            && issue.first_day().is_some_and(|day| day > as_of)
        {
            faults.push(
                Diagnostic::new(&catalogue::AFTER_AS_OF, *origin)
                    .with("issued", issue.to_string())
                    .with("day", as_of.to_string()),
            );
        }
    }
}

/// Reports a condition under which the worse value is the better.
fn direction(target: &Target, indicator: &Indicator, origin: Origin, faults: &mut Vec<Diagnostic>) {
    let (key, wants_more) = match &target.condition {
        Condition::AtLeast(_) => ("at_least", true),
        Condition::MoreThan(_) => ("more_than", true),
        Condition::Rises(_) => ("rises", true),
        Condition::NeverFalls(_) => ("never_falls", true),
        Condition::AtMost(_) => ("at_most", false),
        Condition::LessThan(_) => ("less_than", false),
        Condition::Falls(_) => ("falls", false),
        _ => return,
    };
    let is_contrary = match indicator.direction {
        Direction::Higher => !wants_more,
        Direction::Lower => wants_more,
        Direction::Neither => false,
    };
    if is_contrary && target.note.is_none() {
        faults.push(
            Diagnostic::new(&catalogue::DIRECTION_CONTRADICTED, origin)
                .with("key", key)
                .with_each("direction", |lang| indicator.direction.words().get(lang).to_owned()),
        );
    }
}

/// Reports a share that is to be more than the whole, or less than nothing.
fn share(target: &Target, indicator: &Indicator, origin: Origin, faults: &mut Vec<Diagnostic>) {
    let is_level = !matches!(target.condition, Condition::Change { .. } | Condition::Benchmark { .. });
    if indicator.unit.dimension() != Dimension::Percent || !is_level || target.note.is_some() {
        return;
    }
    let outside = |number: &Decimal| number.is_negative() || *number > Decimal::from_integer(100);
    for number in numbers(&target.condition).into_iter().filter(outside) {
        faults.push(Diagnostic::new(&catalogue::TARGET_PERCENT, origin).with("value", number.to_string()));
    }
}

/// The numbers that a condition names.
fn numbers(condition: &Condition) -> Vec<Decimal> {
    match condition {
        Condition::AtLeast(number)
        | Condition::AtMost(number)
        | Condition::MoreThan(number)
        | Condition::LessThan(number)
        | Condition::Reach(number)
        | Condition::About(number, _) => vec![*number],
        Condition::Between(low, high) => vec![*low, *high],
        Condition::Change { bound, .. } => numbers(bound),
        Condition::Benchmark { .. }
        | Condition::Rises(_)
        | Condition::Falls(_)
        | Condition::NeverFalls(_)
        | Condition::GradeAtLeast(_) => Vec::new(),
    }
}

/// Reports a number that is not among those of the words that were copied from the document. Words without digits, or with
/// numerals in Chinese, say too little to be held against it.
fn printed(words: &Text, number: Decimal, origin: Origin, faults: &mut Vec<Diagnostic>) {
    let words = words.get(crate::bilingual::Lang::Zh);
    let plain = plain(words);
    if digits(&plain).any(|written| written == number.abs()) || words.contains(is_numeral) {
        return;
    }
    let wanted = number.abs().trimmed();
    let is_it = |written: Decimal| {
        // 万 and 亿, million and billion: a document and a register may count in different ones.
        [0, 4, 6, 8, 9, -4, -6, -8, -9]
            .into_iter()
            .any(|powers| written.shifted(powers).is_some_and(|shifted| shifted.trimmed() == wanted))
    };
    if digits(&plain).next().is_some() && !digits(&plain).any(is_it) {
        faults.push(
            Diagnostic::new(&catalogue::PRINTED_DISAGREES, origin)
                .with("value", number.to_string())
                .with("printed", words),
        );
    }
}

fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '两'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '半'
            | '双'
            | '翻'
            | '倍'
            | '成'
    )
}

/// A text with digits of one width and without separators of thousands, as nearly all are written.
fn plain(words: &str) -> Cow<'_, str> {
    let plain = |c: char| match c {
        '０'..='９' => char::from_digit(u32::from(c) - u32::from('０'), 10),
        '．' => Some('.'),
        ',' | '，' => None,
        c => Some(c),
    };
    if words.chars().all(|c| plain(c) == Some(c)) {
        return Cow::Borrowed(words);
    }
    Cow::Owned(words.chars().filter_map(plain).collect())
}

/// The numbers in a plain text.
fn digits(plain: &str) -> impl Iterator<Item = Decimal> {
    let parts = plain.split(|c: char| !c.is_ascii_digit() && c != '.');
    parts.filter(|part| !part.is_empty()).filter_map(|part| Decimal::parse(part.trim_matches('.')).ok())
}

/// Reports a target that is registered twice, and would be counted twice.
fn stated_twice(slots: &Slots, faults: &mut Vec<Diagnostic>) {
    // Ids are mostly in this order already.
    let key = |target: &Target| (target.plan, target.place, target.indicator, target.each);
    let order =
        |one: &Target, other: &Target| key(one).cmp(&key(other)).then_with(|| one.period.cmp(&other.period));
    let mut targets: Vec<&Target> = slots.targets.iter().flatten().collect();
    targets.sort_by(|one, other| order(one, other).then_with(|| one.origin.cmp(&other.origin)));
    let alike = targets.chunk_by(|one, other| order(one, other).is_eq());
    let pairs = alike.flat_map(|alike| alike[1..].iter().map(|target| (alike[0], *target)));
    for (first, target) in pairs {
        let is_told_apart = target.restates.is_some() || !target.contradicts.is_empty();
        let restated = matches!(first.restates, Some(Subject::Target(other)) if slot(&slots.targets, other).is_some_and(|other| other.id == target.id));
        if first.condition == target.condition && first.name == target.name && !is_told_apart && !restated {
            faults.push(
                Diagnostic::new(&catalogue::STATED_TWICE, target.origin)
                    .with("other", &*first.id)
                    .and(first.origin, both("第一次登记", "registered first")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_words_of_any_width() {
        let found = |words| digits(&plain(words)).map(|number| number.to_string()).collect::<Vec<_>>();
        assert_eq!(found("94%以上"), ["94"]);
        assert_eq!(found("由１，２００人增至1500.5人。"), ["1200", "1500.5"]);
        assert!(found("三分之一").is_empty());
    }
}
