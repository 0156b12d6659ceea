//! What a request gets.
//!
//! In: the parts of a request and the present state. Out: an [`Answer`]. Files come from the state alone: no path leads to the disk. It
//! must not wait, and must not speak HTTP.

use hyper::body::Bytes;

use super::page;
use super::shown::Shown;
use crate::bilingual::Lang;

/// A request, as far as it matters.
pub(super) struct Request<'r> {
    pub(super) method: &'r str,
    /// The address without its host, percent signs and all.
    pub(super) path: &'r str,
    pub(super) query: &'r str,
    /// The host that the browser believes to speak to.
    pub(super) host: Option<&'r str>,
    /// Whether a browser asks for a page to show. Others get the file as it is built.
    pub(super) is_for_reading: bool,
}

/// What to send.
pub(super) enum Answer {
    /// A text or a file with its status and media type.
    Send(u16, &'static str, Bytes),
    /// The state, once it is another than this one.
    Wait(u64),
    /// What the same request gets once the site is whole.
    Later,
    /// Another address: that of the folder's first page.
    Moved(String),
}

const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The answer to a request.
pub(super) fn answer(request: &Request<'_>, shown: &Shown, lang: Lang) -> Answer {
    let plain =
        |status, words: &'static str| Answer::Send(status, TEXT, Bytes::from_static(words.as_bytes()));
    if !matches!(request.method, "GET" | "HEAD") {
        return plain(405, "only GET and HEAD\n");
    }
    if !request.host.is_some_and(is_own_host) {
        return plain(403, "this host is not the preview\n");
    }
    let Some(path) = decoded(request.path) else { return plain(400, "no address\n") };
    match path.strip_prefix(page::OWN) {
        Some("page.js") => return plain_as("text/javascript; charset=utf-8", page::SCRIPT),
        Some("page.css") => return plain_as("text/css; charset=utf-8", page::STYLE),
        Some("state") => return Answer::Wait(turn(request.query)),
        _ => {}
    }
    if request.is_for_reading && path.ends_with(".html") {
        shown.look(&path);
    }
    let found = shown.site.as_ref().and_then(|site| Some((site, site.file(&path)?)));
    match found {
        Some((site, bytes)) if request.is_for_reading && path.ends_with(".html") => {
            let page = page::with_script(&String::from_utf8_lossy(&bytes), (&site.name(), &site.look()));
            Answer::Send(200, HTML, Bytes::from(page))
        }
        Some((_, bytes)) => Answer::Send(200, media_type(&path), bytes),
        None if shown.site.as_ref().is_some_and(|site| !site.is_whole()) => Answer::Later,
        None => elsewhere(&path, shown, lang),
    }
}

/// A folder leads to its first page; else there is nothing, and the page says so until there is.
fn elsewhere(path: &str, shown: &Shown, lang: Lang) -> Answer {
    let folder = path.trim_end_matches('/');
    let index = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
    if shown.site.as_ref().is_some_and(|site| site.has(&index)) {
        return Answer::Moved(format!("/{index}"));
    }
    let status = if shown.site.is_some() { 404 } else { 503 };
    Answer::Send(status, HTML, Bytes::from(page::own(shown, lang)))
}

fn plain_as(kind: &'static str, text: &'static str) -> Answer {
    Answer::Send(200, kind, Bytes::from_static(text.as_bytes()))
}

/// Whether a host is this machine by its name, or any by its number. Names of others are refused: a page from elsewhere whose name
/// was made to lead here would otherwise read what stands here.
fn is_own_host(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let number = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || number.parse::<std::net::IpAddr>().is_ok()
}

/// A path with its percent signs resolved, once; none where that is no text, or leads upwards. As paths are looked up among those of
/// the site, this is for a clear answer.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
        bytes.push(match byte {
            b'%' => u8::try_from(digit()? * 16 + digit()?).ok()?,
            byte => byte,
        });
    }
    let path = String::from_utf8(bytes).ok()?;
    let is_plain = !path.contains(['\\', '\0']) && path.split('/').all(|part| part != "..");
    is_plain.then_some(path)
}

/// The state that a waiting page knows.
fn turn(query: &str) -> u64 {
    let turn = query.split('&').find_map(|part| part.strip_prefix("turn="));
    turn.and_then(|turn| turn.parse().ok()).unwrap_or(u64::MAX)
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "zip" => "application/zip",
        "pdf" => "application/pdf",
        "woff2" => "font/woff2",
        "txt" | "bib" | "ris" => TEXT,
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_by_number_and_this_machine_by_name() {
        for host in ["127.0.0.1:8421", "localhost", "LOCALHOST:1", "[::1]:8421", "[::1]", "192.168.1.4:80"] {
            assert!(is_own_host(host), "{host}");
        }
        for host in
            ["", "evil.example", "evil.example:8421", "127.0.0.1.evil.example", "localhost.evil.example:1"]
        {
            assert!(!is_own_host(host), "{host}");
        }
    }

    #[test]
    fn paths_are_resolved_once_and_lead_only_down() {
        assert_eq!(decoded("/a%2fb/%E4%B8%80.html").as_deref(), Some("a/b/一.html"));
        assert_eq!(decoded("/%252e%252e/x").as_deref(), Some("%2e%2e/x"));
        for path in ["", "a", "/../x", "/a/%2e%2E/x", "/a\\b", "/%5c", "/%00", "/%f", "/%zz", "/%ff"] {
            assert_eq!(decoded(path), None, "{path}");
        }
    }

    #[test]
    fn a_page_that_knows_nothing_is_answered_at_once() {
        assert_eq!((turn("turn=3"), turn("a=1&turn=4"), turn("turn="), turn("")), (3, 4, u64::MAX, u64::MAX));
    }
}
