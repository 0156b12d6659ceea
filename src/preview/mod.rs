//! The live preview: a project's site at an address of this machine, made anew whenever the author's files change.
//!
//! In: a project's folder and where to listen. Out: pages over HTTP, held in memory, and news of what was made. Pages come from
//! the last sound state of the project, whole; what is wrong now lies over them. Nothing is written, and nothing is
//! read for a request. It must not print, look at the clock, or put a script into a site that is built.
//!
//! - [`watch`] waits until the files have changed and are quiet again;
//! - [`shown`] is what readers see: the files of one state, and the faults of the present one;
//! - [`answer`] decides what a request gets, [`server`] speaks HTTP, [`page`] adds the script to a page.

mod answer;
mod page;
mod server;
mod shown;
mod watch;

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::thread;

use crate::bilingual::Lang;
use crate::project::{Error, Faults};
use shown::Shown;
use watch::Watch;

/// The port that is tried first where none is named.
pub const PORT: u16 = 8421;

/// What to show, and where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The project's folder.
    pub root: PathBuf,
    /// The address to listen at: that of this machine alone, unless the author says otherwise.
    pub host: IpAddr,
    /// The port; without one [`PORT`], or any that is free.
    pub port: Option<u16>,
    /// The language of faults and of the preview's own words.
    pub lang: Lang,
}

impl Options {
    /// A project at this machine's own address.
    pub fn of(root: impl Into<PathBuf>, lang: Lang) -> Options {
        Options { root: root.into(), host: IpAddr::V4(Ipv4Addr::LOCALHOST), port: None, lang }
    }
}

/// What the preview has to tell while it runs.
#[derive(Debug)]
pub enum News<'n> {
    /// Files have changed: they are read now.
    Changed,
    /// What came of it: the number of pages, none where errors keep the last good site in place.
    Made(Option<usize>, &'n Faults),
    /// The files could not be read now; the last good site stays.
    Unreadable(&'n Error),
}

/// Why there is no preview.
#[derive(Debug)]
pub enum PreviewError {
    /// The address cannot be listened at.
    Address(SocketAddr, io::Error),
    /// The folder cannot be watched.
    Watch(String),
    /// The server failed.
    Server(io::Error),
}

/// A preview that listens, and does not answer yet.
#[derive(Debug)]
pub struct Preview {
    options: Options,
    listener: TcpListener,
    address: SocketAddr,
}

impl Preview {
    /// Takes its address.
    ///
    /// # Errors
    /// [`PreviewError::Address`] where the port that was asked for is taken, or no port is free.
    pub fn bind(options: Options) -> Result<Preview, PreviewError> {
        let at = |port| SocketAddr::new(options.host, port);
        let first = at(options.port.unwrap_or(PORT));
        let listener = match (TcpListener::bind(first), options.port) {
            (Err(error), None) if error.kind() == io::ErrorKind::AddrInUse => TcpListener::bind(at(0)),
            (bound, _) => bound,
        };
        let failed = |error| PreviewError::Address(first, error);
        let listener = listener.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(Preview { options, listener, address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Makes the site, answers requests and follows changes until the process ends.
    ///
    /// # Errors
    /// Where the folder cannot be watched or the server fails.
    pub fn run(self, tell: &mut dyn FnMut(&News<'_>)) -> Result<std::convert::Infallible, PreviewError> {
        let Options { root, lang, .. } = &self.options;
        // Before the first look, so that no change is lost between the two.
        let mut watch = Watch::of(root)?;
        let (sender, receiver) = Shown::channel(*lang);
        let listener = self.listener;
        let words = *lang;
        let (failed, failures) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let ended = server::run(listener, &receiver, words);
            // Who listened is gone only when the process ends.
            let _ = ended.map_err(|error| failed.send(error));
        });
        loop {
            shown::renew(&sender, root, tell);
            watch.wait();
            if let Ok(error) = failures.try_recv() {
                return Err(PreviewError::Server(error));
            }
            tell(&News::Changed);
        }
    }
}

impl PreviewError {
    /// What failed, in one language.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (PreviewError::Address(address, error), Lang::Zh) => format!("无法在 {address} 上监听：{error}"),
            (PreviewError::Address(address, error), Lang::En) => {
                format!("cannot listen at {address}: {error}")
            }
            (PreviewError::Watch(error), Lang::Zh) => format!("无法监视项目的文件夹：{error}"),
            (PreviewError::Watch(error), Lang::En) => format!("cannot watch the project's folders: {error}"),
            (PreviewError::Server(error), _) => error.to_string(),
        }
    }
}

impl fmt::Display for PreviewError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for PreviewError {}
