//! References after GB/T 7714, the Chinese standard of bibliographic references, in the forms of 2025 and 2015.
//!
//! In: a work. Out: one line. Marks between the elements are full-width in 2025 where the standard's examples have them, and
//! half-width in 2015. Source: GB/T 7714—2025 and GB/T 7714—2015, 信息与文献 参考文献著录规则.

use super::{Work, WorkKind, line};
use crate::bilingual::Lang;
use crate::model::Period;

/// The edition of the standard.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Of2025,
    Of2015,
}

impl Year {
    fn pick<'t>(self, of_2025: &'t str, of_2015: &'t str) -> &'t str {
        match self {
            Year::Of2025 => of_2025,
            Year::Of2015 => of_2015,
        }
    }
}

/// The reference of a work.
pub(super) fn reference(work: &Work, year: Year) -> String {
    let comma = year.pick("，", ", ");
    let mut parts: Vec<String> = Vec::new();
    parts.extend(creators(work, comma));
    let online = work.address.is_some();
    let mark = match (work.kind, online) {
        (WorkKind::Dataset, true) => "DS/OL",
        (WorkKind::Dataset, false) => "DS",
        (WorkKind::News, true) => "N/OL",
        (WorkKind::News, false) => "N",
        (WorkKind::Official, true) => "EB/OL",
        (WorkKind::Official, false) => "Z",
    };
    parts.push(format!("{}[{mark}]", line(&work.full_title(year.pick("：", ": ")))));
    let date = date(work);
    let access = access(work, year);
    match work.kind {
        WorkKind::Dataset => {
            parts.extend(work.version.as_deref().map(line));
            let publisher = work.publisher.as_deref().map(line).unwrap_or_default();
            let dated = match (&date, year) {
                (Some(date), Year::Of2025) => format!("（{date}）"),
                (Some(date), Year::Of2015) if publisher.is_empty() => date.clone(),
                (Some(date), Year::Of2015) => format!(", {date}"),
                (None, _) => String::new(),
            };
            parts.push(format!("{publisher}{dated}{access}"));
        }
        WorkKind::News => {
            let container = work.container.as_deref().map(line);
            let place: Vec<String> = container.into_iter().chain(date).collect();
            parts.push(format!("{}{access}", place.join(comma)));
        }
        WorkKind::Official if online => {
            let dated = date.map(|date| match year {
                Year::Of2025 => format!("（{date}）"),
                Year::Of2015 => format!("({date})"),
            });
            parts.push(format!("{}{access}", dated.unwrap_or_default()));
        }
        WorkKind::Official => parts.extend(date),
    }
    parts.extend(work.address.clone());
    parts.extend(work.fixity());
    parts.retain(|part| !part.is_empty());
    for part in parts.iter_mut().filter(|part| !part.ends_with('.')) {
        part.push('.');
    }
    parts.join(" ")
}

/// Three names at most.
fn creators(work: &Work, comma: &str) -> Option<String> {
    let mut names: Vec<String> = work.creators.iter().take(3).map(|creator| line(&creator.name)).collect();
    if work.creators.len() > 3 {
        names.push(if work.lang == Lang::Zh { "等" } else { "et al" }.to_owned());
    }
    (!names.is_empty()).then(|| names.join(comma))
}

/// The date on which the work appeared; in brackets where it was inferred.
fn date(work: &Work) -> Option<String> {
    let date = match work.date.as_ref()? {
        Period::Months(..) | Period::Years(..) => work.date.as_ref()?.to_string().replace('/', "—"),
        date => date.to_string(),
    };
    Some(if work.is_inferred { format!("[{date}]") } else { date })
}

/// The place for the access date, which the reader fills in. The standard of 2025 asks for it with electronic bulletins and data
/// sets, that of 2015 with whatever is online.
fn access(work: &Work, year: Year) -> &'static str {
    let is_asked = match year {
        Year::Of2025 => matches!(work.kind, WorkKind::Dataset | WorkKind::Official),
        Year::Of2015 => true,
    };
    match (is_asked && work.address.is_some(), work.lang) {
        (false, _) => "",
        (true, Lang::Zh) => "[引用日期]",
        (true, Lang::En) => "[date of access]",
    }
}
