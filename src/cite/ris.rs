//! RIS records.
//!
//! In: a work. Out: one record in UTF-8 with CRLF, `ER` last.

use super::{Work, WorkKind, line};
use crate::bilingual::Lang;
use crate::model::Period;

/// The record of a work.
pub(super) fn entry(work: &Work) -> String {
    let kind = match work.kind {
        WorkKind::Dataset => "DATA",
        WorkKind::News => "NEWS",
        WorkKind::Official => "GOVDOC",
    };
    let mut lines = vec![("TY", kind.to_owned()), ("ID", work.key.clone())];
    lines.extend(work.creators.iter().map(|creator| ("AU", line(&creator.name))));
    lines.push(("TI", line(&work.title)));
    let mut add = |tag, value: Option<&String>| lines.extend(value.map(|value| (tag, line(value))));
    add("T2", work.container.as_ref());
    add("PB", work.publisher.as_ref());
    add("ET", work.version.as_ref());
    add("M1", work.number.as_ref());
    if let Some((from, _)) = work.date.as_ref().and_then(Period::years) {
        lines.push(("PY", from.to_string()));
    }
    lines.extend(work.date.as_ref().and_then(day).map(|day| ("DA", day)));
    lines.extend(work.address.as_ref().map(|address| ("UR", line(address))));
    lines.extend(work.fixity().map(|fixity| ("N1", fixity)));
    lines.push(("LA", if work.lang == Lang::Zh { "zh" } else { "en" }.to_owned()));
    let mut record: String = lines.iter().map(|(tag, value)| [tag, "  - ", value, "\r\n"].concat()).collect();
    record.push_str("ER  - \r\n");
    record
}

/// `YYYY/MM/DD/`, as far as it is known.
fn day(date: &Period) -> Option<String> {
    match date {
        Period::Date(date) => Some(format!("{:04}/{:02}/{:02}/", date.year(), date.month(), date.day())),
        Period::Month(year, month) => Some(format!("{year:04}/{month:02}//")),
        _ => None,
    }
}
