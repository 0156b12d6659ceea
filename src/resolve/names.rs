//! Names that readers would take for one another.
//!
//! In: the registers. Out: warnings about names that are the same, or differ by width, case or spacing alone, and about
//! aliases that are the name of another record. It must not decide which records are meant.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::bilingual::{Bilingual, Lang, both};
use crate::diagnostic::{Diagnostic, Origin, catalogue};
use crate::model::{Slots, Text};

/// Reports what is named alike among places of one parent, bodies of one place, and indicators.
pub(super) fn all(slots: &Slots, faults: &mut Vec<Diagnostic>) {
    let places = slots.places.iter().flatten().map(|place| Named {
        among: place.parent.map(|parent| parent.index()),
        id: &place.id,
        name: &place.name,
        aliases: &[],
        origin: place.origin,
    });
    compare(both("地区", "place"), places.collect(), faults);
    let bodies = slots.bodies.iter().flatten().map(|body| Named {
        among: body.place.map(|place| place.index()),
        id: &body.id,
        name: &body.name,
        aliases: &body.aliases,
        origin: body.origin,
    });
    compare(both("单位", "body"), bodies.collect(), faults);
    let indicators = slots.indicators.iter().flatten().map(|indicator| Named {
        among: None,
        id: &indicator.id,
        name: &indicator.name,
        aliases: &indicator.aliases,
        origin: indicator.origin,
    });
    compare(both("指标", "indicator"), indicators.collect(), faults);
}

struct Named<'a> {
    /// Names are compared among records with the same owner.
    among: Option<usize>,
    id: &'a str,
    name: &'a Text,
    aliases: &'a [Text],
    origin: Origin,
}

fn compare(kind: Bilingual, records: Vec<Named<'_>>, faults: &mut Vec<Diagnostic>) {
    let mut names: BTreeMap<(Option<usize>, String), &Named<'_>> = BTreeMap::new();
    for record in &records {
        let key = (record.among, folded(record.name.get(Lang::Zh)));
        let Some(first) = names.get(&key) else {
            names.insert(key, record);
            continue;
        };
        let (earlier, later) =
            if first.origin <= record.origin { (*first, record) } else { (record, *first) };
        let is_same = earlier.name == later.name;
        let difference = if is_same {
            both("相同", "are the same")
        } else {
            both(
                "只有全半角、大小写、空格或标点写法不同",
                "differ by width, case, space or the form of a mark alone",
            )
        };
        faults.push(
            Diagnostic::new(&catalogue::NAME_TWICE, later.origin)
                .with_each("kind", |lang| kind.get(lang).to_owned())
                .with_each("name", |lang| later.name.get(lang).to_owned())
                .with_each("other", |lang| earlier.name.get(lang).to_owned())
                .with_each("difference", |lang| difference.get(lang).to_owned())
                .and(earlier.origin, both("另一个", "the other")),
        );
    }
    for record in &records {
        for alias in record.aliases {
            let owner = names.get(&(record.among, folded(alias.get(Lang::Zh))));
            if let Some(owner) = owner.filter(|owner| owner.id != record.id) {
                faults.push(
                    Diagnostic::new(&catalogue::ALIAS_TAKEN, record.origin)
                        .with_each("alias", |lang| alias.get(lang).to_owned())
                        .with_each("kind", |lang| kind.get(lang).to_owned())
                        .with("id", owner.id)
                        .and(owner.origin, both("以此为名称", "has it as its name")),
                );
            }
        }
    }
}

/// A name without what readers overlook: width, case, spaces, and the many forms of dashes, dots and quotation marks.
fn folded(name: &str) -> String {
    let plain = |c: char| match c {
        c if c.is_whitespace() => None,
        '‐' | '‑' | '–' | '—' | '―' | '－' | '−' => Some('-'),
        '“' | '”' | '„' | '「' | '」' | '『' | '』' => Some('"'),
        '‘' | '’' => Some('\''),
        '•' | '・' | '‧' | '∙' => Some('·'),
        c => Some(c),
    };
    name.nfkc().filter_map(plain).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_space_and_marks_are_overlooked_and_words_are_not() {
        for (a, b) in [
            ("昭通市（城区）", "昭通市(城区)"),
            ("Ａ级", "a级"),
            ("昭 通 市", "昭通市"),
            ("2023—2025年", "２０２３-2025 年"),
        ] {
            assert_eq!(folded(a), folded(b));
        }
        assert_ne!(folded("昭通市"), folded("昭阳区"));
        assert_ne!(folded("一中"), folded("二中"));
    }
}
