//! The live preview as browsers and editors meet it: the real program, real files, a socket.
//!
//! `DAJUAN_EDITS` sets how many random edits it must stand (else 60).
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests run programs and may stop")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use support::site::{Site, collect};
use tempfile::TempDir;

const RESULTS: &str = "content/results/2025.toml";
const FIGURE: &str = "figures/zhaotong/junior-exam-pass-rate";

/// One observation of the base project.
fn results(value: &str) -> String {
    format!(
        "format = 1\ndocument = \"zhaotong-report-2025\"\nplace = \"zhaotong\"\nperiod = 2025\nat = \"导语\"\n\n\
         [[observation]]\nid = \"rs-001\"\nindicator = \"junior-exam-pass-rate\"\nvalue = {value}\n"
    )
}

/// A project with a value, and the preview of it.
struct Preview {
    root: TempDir,
    child: Child,
    address: String,
}

impl Preview {
    fn new() -> Preview {
        let root = support::project();
        fs::create_dir_all(root.path().join("content/results")).unwrap();
        fs::write(root.path().join(RESULTS), results("71")).unwrap();
        Preview::of(root)
    }

    fn of(root: TempDir) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dajuan"));
        command.args(["serve", "--port", "0", "--lang", "en"]).current_dir(root.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        Preview { root, child, address }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Writes as many editors do: beside the file, then renamed over it.
    fn replace(&self, path: &str, text: &str) {
        let beside = self.root.path().join("content/.new~");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, self.root.path().join(path)).unwrap();
    }

    fn get(&self, path: &str) -> (u16, String) {
        let (status, _, body) =
            ask(&self.address, &format!("GET /{path} HTTP/1.1\r\nHost: {}\r\n", self.address));
        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// What a browser is given.
    fn page(&self, path: &str) -> String {
        let head = format!("GET /{path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html,*/*\r\n", self.address);
        let (_, _, body) = ask(&self.address, &head);
        String::from_utf8(body).unwrap()
    }

    /// The state, once it is another than this one.
    fn state(&self, turn: &str) -> serde_json::Value {
        serde_json::from_str(&self.get(&format!("~preview/state?turn={turn}")).1).unwrap()
    }

    /// Waits for a state that is as asked, from one news to the next.
    fn until(&self, what: &str, is: impl Fn(&Preview, &serde_json::Value) -> bool) -> serde_json::Value {
        let mut state = self.state("");
        for _ in 0..200 {
            if is(self, &state) {
                return state;
            }
            state = self.state(state["turn"].as_str().unwrap());
        }
        panic!("{what} never came: {state}");
    }

    fn until_value(&self, value: &str) {
        let row = format!(",{value},");
        self.until(value, |preview, state| {
            state["errors"] == 0 && preview.get(&format!("{FIGURE}.csv")).1.contains(&row)
        });
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A request over a connection of its own: status, head and body.
fn ask(address: &str, head: &str) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
    stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("an answer has a head");
    let said = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = said.split(' ').nth(1).unwrap().parse().unwrap();
    (status, said, bytes[end + 4..].to_vec())
}

/// The site that the program builds from the project now.
fn built(root: &Path) -> Site {
    let room = tempfile::tempdir().unwrap();
    let out = room.path().join("site");
    dajuan::Project::open(root).unwrap().build(&out).unwrap();
    let mut files = Site::new();
    collect(&out, "", &mut files);
    files.remove(dajuan::publish::MARKER);
    files.remove(dajuan::archive::MANIFEST);
    files
}

/// Every file that is built is served with the same bytes.
fn is_as_built(preview: &Preview) {
    let site = built(preview.root.path());
    for (path, bytes) in &site {
        let head = format!("GET /{path} HTTP/1.1\r\nHost: localhost\r\n");
        let (status, _, served) = ask(&preview.address, &head);
        assert!(status == 200 && served == *bytes, "{path} differs from what is built");
    }
}

#[test]
fn what_is_shown_is_what_is_built_and_only_pages_for_reading_have_a_script() {
    let preview = Preview::new();
    preview.until_value("71");
    is_as_built(&preview);
    let page = preview.page("index.html");
    assert!(page.contains("<script src=\"/~preview/page.js\" data-site=\""), "{page}");
    assert!(page.contains("img-src 'self' data:; script-src 'self'; connect-src 'self'\">"), "{page}");
    for (path, bytes) in built(preview.root.path()) {
        assert!(!String::from_utf8_lossy(&bytes).contains("~preview"), "{path}");
    }
    for (path, kind) in [("~preview/page.js", "text/javascript"), ("~preview/page.css", "text/css")] {
        let (status, head, _) =
            ask(&preview.address, &format!("GET /{path} HTTP/1.1\r\nHost: localhost\r\n"));
        assert!(status == 200 && head.contains(kind), "{head}");
    }
    let (status, head, _) = ask(&preview.address, "GET /plans HTTP/1.1\r\nHost: localhost\r\n");
    assert!(status == 302 && head.contains("location: /plans/index.html"), "{head}");
    let (_, head, body) = ask(&preview.address, "HEAD /index.html HTTP/1.1\r\nHost: localhost\r\n");
    assert!(body.is_empty() && head.contains("content-length: "), "{head}");
}

#[test]
fn no_path_leaves_the_site_and_strangers_are_refused() {
    let root = support::project();
    let secret = root.path().join("secret.html");
    fs::write(&secret, "the secret").unwrap();
    fs::create_dir_all(root.path().join("themes/default")).unwrap();
    symlink(&secret, root.path().join("public.html")).unwrap();
    let preview = Preview::of(root);
    preview.until("the site", |_, state| state["site"] != "");
    for path in [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/%2e%2e%2fsecret.html",
        "/..%5csecret.html",
        "/plans/../../secret.html",
        "/plans/..%2f..%2fsecret.html",
        "//secret.html",
        "/./secret.html",
        "/secret.html",
        "/public.html",
        "/content/site.toml",
        "/%00secret.html",
        "/%252e%252e/secret.html",
        "//etc/passwd",
        "/etc/passwd",
        "http://localhost/../secret.html",
        "/\u{fffd}",
    ] {
        let (status, _, body) = ask(&preview.address, &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n"));
        let body = String::from_utf8_lossy(&body);
        assert!(matches!(status, 400 | 404), "{path}: {status}");
        assert!(
            !body.contains("the secret") && !body.contains("as_of") && !body.contains("root:"),
            "{path}: {body}"
        );
    }
    for host in ["Host: evil.example\r\n", "Host: localhost.evil.example\r\n", "Host: \r\n", ""] {
        let (status, _, body) = ask(&preview.address, &format!("GET /index.html HTTP/1.1\r\n{host}"));
        assert!(matches!(status, 400 | 403) && body.len() < 100, "{host:?}: {status}");
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        let head = format!("{method} /index.html HTTP/1.1\r\nHost: localhost\r\n");
        assert_eq!(ask(&preview.address, &head).0, 405, "{method}");
    }
    // What is no HTTP ends the connection and nothing else.
    let mut stream = TcpStream::connect(&preview.address).unwrap();
    stream.write_all(b"\0\xff\r\n\r\n").unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    assert_eq!(preview.get("index.html").0, 200);
}

#[test]
fn a_fault_lies_over_the_last_good_site_until_it_is_mended() {
    let preview = Preview::new();
    preview.until_value("71");
    let sound = preview.state("");
    preview.write(RESULTS, &results("seventy"));
    let faulty = preview.until("the fault", |_, state| state["errors"] != 0);
    let words = faulty["faults"].as_str().unwrap();
    assert!(words.contains("content/results/2025.toml:10") && words.contains("value = seventy"), "{words}");
    assert_eq!(faulty["site"], sound["site"], "the last good site stays");
    assert!(preview.get(&format!("{FIGURE}.csv")).1.contains(",71,"));
    preview.write(RESULTS, &results("71"));
    let mended = preview.until("the end of the fault", |_, state| state["errors"] == 0);
    assert_eq!(mended["site"], sound["site"], "the same bytes need no reload");
    preview.write(RESULTS, &results("72"));
    preview.until_value("72");
    assert_ne!(preview.state("")["site"], sound["site"]);
}

#[test]
fn a_project_that_begins_with_faults_says_so_and_is_shown_once_they_are_mended() {
    let root = support::project();
    fs::write(root.path().join("content/site.toml"), "format = 1\n").unwrap();
    let preview = Preview::of(root);
    preview.until("the fault", |_, state| state["errors"] != 0);
    let (status, page) = preview.get("index.html");
    assert!(
        status == 503 && page.contains("There is no site yet") && page.contains("content/site.toml"),
        "{page}"
    );
    preview
        .write("content/site.toml", "format = 1\ntitle = \"T\"\nlanguages = [\"en\"]\nas_of = 2025-12-31\n");
    preview.until("the site", |_, state| state["errors"] == 0 && state["site"] != "");
    assert_eq!(preview.get("index.html").0, 200);
}

#[test]
fn files_may_be_replaced_renamed_removed_and_come_back() {
    let preview = Preview::new();
    preview.until_value("71");
    preview.replace(RESULTS, &results("72"));
    preview.until_value("72");
    preview.replace(RESULTS, &results("73"));
    preview.until_value("73");
    // A new folder with a file in it, and the folder under another name.
    fs::remove_dir_all(preview.root.path().join("content/results")).unwrap();
    preview.until("no value", |preview, _| !preview.get(&format!("{FIGURE}.csv")).1.contains(",73,"));
    preview.write(RESULTS, &results("74"));
    preview.until_value("74");
    let (old, new) =
        (preview.root.path().join("content/results"), preview.root.path().join("content/outcomes"));
    fs::rename(&old, &new).unwrap();
    preview.write("content/outcomes/2025.toml", &results("75"));
    preview.until_value("75");
    // A whole folder that goes and comes, as when another version is checked out.
    let (content, away) = (preview.root.path().join("content"), preview.root.path().join("away"));
    fs::rename(&content, &away).unwrap();
    preview.until("no project", |_, state| state["errors"] != 0);
    fs::rename(&away, &content).unwrap();
    preview.until_value("75");
    preview.write("content/outcomes/2025.toml", &results("76"));
    preview.until_value("76");
    // A theme where there was none.
    preview
        .write("themes/default/strings.toml", "\"frame.skip\" = { zh = \"跳到此处\", en = \"To here\" }\n");
    preview.until("the words", |preview, _| preview.get("index.html").1.contains("跳到此处"));
}

/// The next of a row of numbers that looks random, the same in each run.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

#[test]
fn many_rapid_edits_never_show_half_a_site_and_end_on_the_bytes_of_a_build() {
    let edits: u64 = std::env::var("DAJUAN_EDITS").ok().and_then(|number| number.parse().ok()).unwrap_or(60);
    let preview = Preview::new();
    preview.until_value("71");
    let is_over = AtomicBool::new(false);
    let seen = thread::scope(|scope| {
        let reader = scope.spawn(|| read_along(&preview, &is_over));
        edit(&preview, edits);
        is_over.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });
    assert!(seen > 0, "the reader has seen some of it");
    preview.replace(RESULTS, &results("88.8"));
    preview.until_value("88.8");
    is_as_built(&preview);
}

/// Edits, sound and not, in all the ways in which editors write.
fn edit(preview: &Preview, edits: u64) {
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    for number in 0..edits {
        let value = format!("{}.{}", 60 + next(&mut seed) % 40, next(&mut seed) % 10);
        let text = results(&value);
        match next(&mut seed) % 9 {
            0 => preview.write(RESULTS, &text[..(next(&mut seed) % 40) as usize]),
            1 => preview.write(RESULTS, &text.replace("value", "valu")),
            2 => preview.write(RESULTS, &text.replace("rs-001", "zt-001")),
            3 => drop(fs::remove_file(preview.root.path().join(RESULTS))),
            4 => preview.write(
                "content/pages/notes.md",
                &format!("+++\ntitle = \"N{number}\"\n+++\n{{{{ value(\"rs-001\") }}}}\n"),
            ),
            5 => preview.replace(RESULTS, "\u{0}"),
            6 => preview.replace(RESULTS, &text),
            _ => preview.write(RESULTS, &text),
        }
        thread::sleep(Duration::from_millis(next(&mut seed) % 30));
    }
    let _ = fs::remove_file(preview.root.path().join("content/pages/notes.md"));
}

/// Reads pages meanwhile: each is whole, and all that name the same site say the same value. How many sites were seen.
fn read_along(preview: &Preview, is_over: &AtomicBool) -> usize {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    while !is_over.load(Ordering::Relaxed) {
        for path in [format!("{FIGURE}.html"), "plans/zhaotong-2023/2025.html".to_owned()] {
            let page = preview.page(&path);
            assert!(
                page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"),
                "half a page: {page}"
            );
            let site = page.split("data-site=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            // The verdict's reason has the value first: 71 − 70 = …
            let reason = page.split(" − 70").next().filter(|before| before.len() < page.len());
            let value =
                reason.map_or("", |before| before.rsplit(['>', ' ', '：']).next().unwrap()).to_owned();
            let known = values.entry(site.clone()).or_insert_with(|| value.clone());
            assert_eq!(*known, value, "two states in one site: {site}, {path}");
        }
    }
    values.len()
}
