//! Where the files of a site go.
//!
//! In: paths and bytes. Out: [`Sink`], for a folder or a test, and [`Failure`]. It must not know what a file holds.

use std::io::{self, Write};

use crate::diagnostic::Diagnostic;

/// Where finished files go: a folder, or a map in a test.
pub trait Sink: Sync {
    /// Why a file could not be put.
    type Error: Send;

    /// Puts a file; the path is below the site's folder, with `/` between its parts.
    ///
    /// # Errors
    /// Where the world or the path does not allow it.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Self::Error>;

    /// As [`Sink::put`], for a file that is written piece by piece, the same bytes each time.
    ///
    /// # Errors
    /// As [`Sink::put`].
    fn put_pieces(
        &self,
        path: &str,
        write: &dyn Fn(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Self::Error> {
        let mut bytes = Vec::new();
        // Memory takes everything.
        let _ = write(&mut bytes);
        self.put(path, &bytes)
    }

    /// What stands at a path of the site that this one replaces; none where there is no such site or file.
    fn earlier(&self, _path: &str) -> Option<Vec<u8>> {
        None
    }

    /// Whether anyone will see this file. Where nobody will, one that is costly and cannot fail is not made.
    fn wants(&self, _path: &str) -> bool {
        true
    }
}

/// Why a site could not be composed.
#[derive(Debug)]
pub enum Failure<E> {
    /// The input or the theme has faults.
    Faults(Vec<Diagnostic>),
    /// A file could not be put.
    Sink(E),
}

impl<E> From<Diagnostic> for Failure<E> {
    fn from(fault: Diagnostic) -> Self {
        Failure::Faults(vec![fault])
    }
}
