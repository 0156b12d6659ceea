//! What a site says as a government's: the table `[government]`, and the table `[footer]`.
//!
//! In: the fields of the site. Out: both, as far as they hold; what does not is a fault. It must not know how pages show them.

use super::fields::Fields;
use crate::diagnostic::{Diagnostic, catalogue};
use crate::language::{RawValue, Spanned};
use crate::model::{Date, Footer, Government};

pub(super) fn government(
    fields: &mut Fields<'_, '_>,
    base_url: Option<&str>,
    as_of: Date,
) -> Option<Government> {
    let mut inner = fields.table("government")?;
    let at = |inner: &Fields<'_, '_>, key: &str| inner.origin(key);
    let (of_code, of_domain, of_time) =
        (at(&inner, "id_code"), at(&inner, "domain"), at(&inner, "published"));
    let (site_name, column_type, source) =
        (inner.text("site_name"), inner.text("column_type"), inner.text("source"));
    let (id_code, domain, published) = (inner.line("id_code"), inner.line("domain"), inner.line("published"));
    if let Some(code) = id_code.as_deref().filter(|code| !is_id_code(code)) {
        inner.fault(Diagnostic::new(&catalogue::SITE_ID_CODE, of_code).with("code", code));
    }
    let own = base_url.map(host);
    if let Some(domain) = domain.as_deref()
        && (!is_domain(domain) || own.is_some_and(|own| !own.eq_ignore_ascii_case(domain)))
    {
        let fault = Diagnostic::new(&catalogue::SITE_DOMAIN, of_domain).with("domain", domain);
        inner.fault(fault.suggest(own.map(|own| format!("\"{own}\""))));
    }
    if let Some(time) = published.as_deref()
        && moment(time).is_none_or(|day| day < as_of)
    {
        inner.fault(Diagnostic::new(&catalogue::PUBLISHED, of_time).with("time", time));
    }
    Some(Government {
        site_name,
        domain: domain?,
        id_code: id_code?,
        column_type: column_type?,
        source: source?,
        published: published?,
    })
}

pub(super) fn footer(fields: &mut Fields<'_, '_>) -> Footer {
    let Some(mut inner) = fields.table("footer") else { return Footer::default() };
    let tables = inner.list("links");
    let links = tables.into_iter().filter_map(|Spanned { value, .. }| {
        let RawValue::Table(raw) = value else { return None };
        let mut link = inner.within(*raw);
        Some((link.text("text")?, link.line("url")?))
    });
    let links = links.collect();
    Footer {
        sponsor: inner.text("sponsor"),
        undertaker: inner.text("undertaker"),
        icp: inner.line("icp"),
        police: inner.line("police"),
        links,
    }
}

/// Two digits or letters (`53`, `bm` for ministries), then eight digits.
fn is_id_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 10
        && bytes[..2].iter().all(u8::is_ascii_alphanumeric)
        && bytes[2..].iter().all(u8::is_ascii_digit)
}

/// A bare name of a host: no scheme, no port, no path.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    domain.split('.').all(is_label)
}

/// The host of a web address.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = authority.rsplit('@').next().unwrap_or_default();
    name.split(':').next().unwrap_or_default()
}

/// The day of `2026-01-15 09:00`; none where it is no such thing.
fn moment(text: &str) -> Option<Date> {
    let (day, time) = text.split_once(' ')?;
    let (hour, minute) = time.split_once(':')?;
    let number = |digits: &str, below: u8| {
        let is_pair = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        is_pair && digits.parse::<u8>().is_ok_and(|number| number < below)
    };
    (number(hour, 24) && number(minute, 60)).then(|| Date::parse(day)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_what_a_certificate_names() {
        for (address, expected) in [
            ("https://www.example.gov.cn/answers/", "www.example.gov.cn"),
            ("http://10.1.2.3:8080", "10.1.2.3"),
            ("https://a@b.cn?x", "b.cn"),
        ] {
            assert_eq!(host(address), expected);
        }
    }

    #[test]
    fn a_time_has_a_day_an_hour_and_a_minute() {
        assert!(moment("2026-01-15 09:00").is_some());
        for text in [
            "2026-01-15",
            "2026-01-15T09:00",
            "2026-01-15 9:00",
            "2026-02-30 09:00",
            "2026-01-15 24:00",
            "2026-01-15 09:60",
        ] {
            assert!(moment(text).is_none(), "{text}");
        }
    }

    #[test]
    fn codes_and_domains_are_told_from_others() {
        assert!(is_id_code("5300000000") && is_id_code("bm01000001"));
        assert!(!is_id_code("530000000") && !is_id_code("53000000001") && !is_id_code("53060000a1"));
        assert!(is_domain("www.example.gov.cn") && is_domain("昭通.政务"));
        for domain in
            ["https://www.example.gov.cn", "www.example.gov.cn/", "www..cn", "www.example.gov.cn:80", ""]
        {
            assert!(!is_domain(domain), "{domain}");
        }
    }
}
