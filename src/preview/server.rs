//! HTTP: requests become answers.
//!
//! In: a listening socket and the states. Out: responses, until the process ends. It must not decide what a request gets.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Response, server};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;

use super::answer::{Answer, Request, answer};
use super::page;
use super::shown::Shown;
use crate::bilingual::Lang;

/// How long a page waits for news before it asks again.
const PATIENCE: Duration = Duration::from_secs(25);

/// How long nobody is let in where the system has no more connections.
const PAUSE: Duration = Duration::from_millis(50);

/// Answers requests.
pub(super) fn run(listener: TcpListener, shown: &watch::Receiver<Shown>, lang: Lang) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let shown = shown.clone();
            tokio::spawn(async move {
                let service = service_fn(|request| respond(request, shown.clone(), lang));
                let mut http = server::conn::http1::Builder::new();
                // A reader who goes away in the middle is no failure.
                let _ = http.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service).await;
            });
        }
    })
}

async fn respond(
    request: hyper::Request<Incoming>,
    mut shown: watch::Receiver<Shown>,
    lang: Lang,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (request, _) = request.into_parts();
    let request = Arc::new(request);
    let (answer, is_head) = loop {
        let state = shown.borrow_and_update().clone();
        let asked = Arc::clone(&request);
        // Drawing in pixels takes a while: not on the thread that all others wait for.
        let drawn = tokio::task::spawn_blocking(move || {
            let text = |name| asked.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
            let is_for_reading = text(header::ACCEPT).is_some_and(|accept| accept.contains("text/html"));
            let parts = Request {
                method: asked.method.as_str(),
                path: asked.uri.path(),
                query: asked.uri.query().unwrap_or_default(),
                host: text(header::HOST),
                is_for_reading,
            };
            answer(&parts, &state, lang)
        });
        match drawn.await {
            Err(_) => return Ok(response(500, "text/plain", Bytes::new())),
            // The next state is not far: the rest of the site is being made.
            Ok(Answer::Later) if shown.changed().await.is_ok() => {}
            Ok(answer) => break (answer, request.method == Method::HEAD),
        }
    };
    Ok(match answer {
        Answer::Later => response(503, "text/plain", Bytes::new()),
        // Of a HEAD request only the length is sent.
        Answer::Send(status, kind, bytes) => response(status, kind, bytes),
        Answer::Moved(path) => {
            let mut moved = response(302, "text/plain", Bytes::new());
            if let Ok(path) = HeaderValue::from_str(&percent(&path)) {
                moved.headers_mut().insert(header::LOCATION, path);
            }
            moved
        }
        Answer::Wait(known) => {
            if !is_head {
                // Nothing new in time: the page is told what it knows, and asks again.
                let news = shown.wait_for(|shown| shown.turn != known && shown.turn > 0);
                let _ = tokio::time::timeout(PATIENCE, news).await;
            }
            let state = page::state(&shown.borrow(), lang);
            response(200, "application/json", Bytes::from(state))
        }
    })
}

/// Every byte that is not plain in an address, written as a number.
fn percent(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn response(status: u16, kind: &'static str, bytes: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(bytes));
    *response.status_mut() = hyper::StatusCode::from_u16(status).unwrap_or_default();
    let said = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in said {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if status == 405 {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}
