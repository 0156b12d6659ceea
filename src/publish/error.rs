//! What can go wrong while publishing, in plain words: the path, what failed, and the cause.
//!
//! In: what the other files of this room found. Out: one sentence each, safe to print on a terminal whatever the
//! paths hold. It must not choose an exit status; each variant says which one the command line gives it.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::path::is_unprintable;
use super::{MARKER, MARKER_LINE, MAX_SEGMENT};

/// Why nothing was published. The published folder is as it was before.
#[derive(Debug)]
pub enum PublishError {
    /// Another build holds the lock of this target. Exit status 3.
    Busy {
        /// The lock file.
        lock: PathBuf,
    },
    /// The target must not be replaced. Exit status 3.
    Refused {
        /// The target.
        path: PathBuf,
        /// What speaks against it.
        reason: Refusal,
    },
    /// A path within the site is not fit for every file system and server. Exit status 2.
    Path {
        /// The path as it was given.
        path: String,
        /// What is wrong with it.
        fault: PathFault,
    },
    /// Two files would stand in the same place, on this or on a case-blind file system. Exit status 2.
    Clash {
        /// The path as it was given.
        path: String,
        /// The file or folder that was there before it.
        earlier: String,
    },
    /// A file could not be put earlier, so the tree is not whole and must not be published. Exit status 2.
    Incomplete,
    /// The world failed: disk full, no permission, and the like. Exit status 2.
    Io {
        /// What was tried, as a verb phrase: `create the folder`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system answered.
        cause: io::Error,
    },
}

/// What speaks against replacing a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is `/`.
    Root,
    /// It is a file, a device or the like.
    NotAFolder,
    /// It is a symbolic link; replacing it would leave what it points to.
    Symlink,
    /// It is, or contains, the folder the program was started in.
    HoldsCurrentFolder,
    /// It is, or contains, this folder of the program's inputs.
    HoldsInput(PathBuf),
    /// Something is mounted on it: it cannot be exchanged with a folder beside it.
    MountPoint,
    /// It is a working tree of git, whose history would be lost.
    Repository,
    /// It is not empty and carries no [`MARKER`].
    Foreign,
    /// Its [`MARKER`] does not begin with [`MARKER_LINE`].
    OtherMarker,
}

/// What is wrong with a path within the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// There is nothing in it.
    Empty,
    /// It begins with `/`.
    Absolute,
    /// `a//b` or `a/`.
    EmptySegment,
    /// A segment is `.` or `..`.
    DotSegment,
    /// A backslash separates folders on Windows.
    Backslash,
    /// A control character, or one that turns the direction of writing.
    Control(char),
    /// One of `< > : " | ? *`, which Windows does not allow.
    Character(char),
    /// `CON`, `NUL`, `COM1` and the like, with or without an extension.
    ReservedName,
    /// Windows drops a dot or space at the end of a name.
    TrailingDotOrSpace,
    /// A segment has more than [`MAX_SEGMENT`] bytes.
    SegmentTooLong,
}

impl PublishError {
    /// Makes the function that turns the system's answer into an error.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
        let path = path.to_path_buf();
        move |cause| PublishError::Io { action, path, cause }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Busy { lock } => {
                write!(f, "another build is writing here: it holds {}", Printable::path(lock))
            }
            PublishError::Refused { path, reason } => {
                write!(f, "{} is not replaced: {reason}", Printable::path(path))
            }
            PublishError::Path { path, fault } => {
                write!(f, "`{}` cannot be a path: {fault}", Printable::text(path))
            }
            PublishError::Clash { path, earlier } if path == earlier => {
                write!(f, "`{}` is written twice", Printable::text(path))
            }
            PublishError::Clash { path, earlier } => {
                write!(f, "`{}` stands in the way of `{}`", Printable::text(earlier), Printable::text(path))
            }
            PublishError::Incomplete => {
                write!(f, "a file could not be written, so the site is not published")
            }
            PublishError::Io { action, path, cause } => {
                write!(
                    f,
                    "could not {action} {}: {}",
                    Printable::path(path),
                    Printable::text(&cause.to_string())
                )
            }
        }
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            PublishError::Io { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Root => write!(f, "it is the root of the file system"),
            Refusal::NotAFolder => write!(f, "it is not a folder"),
            Refusal::Symlink => write!(f, "it is a symbolic link; name the folder itself"),
            Refusal::HoldsCurrentFolder => write!(f, "the current folder is this folder or lies in it"),
            Refusal::HoldsInput(input) => {
                write!(f, "{} is this folder or lies in it, and would be deleted", Printable::path(input))
            }
            Refusal::MountPoint => write!(f, "something is mounted on it; name a folder inside it"),
            Refusal::Repository => {
                write!(f, "it holds a .git, whose history would be lost; publish elsewhere and copy")
            }
            Refusal::Foreign => {
                write!(f, "it is not empty and was not made by this program (no {MARKER} in it)")
            }
            Refusal::OtherMarker => write!(f, "its {MARKER} does not begin with the line `{MARKER_LINE}`"),
        }
    }
}

impl fmt::Display for PathFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PathFault::Empty => write!(f, "it is empty"),
            PathFault::Absolute => write!(f, "it begins with `/`"),
            PathFault::EmptySegment => write!(f, "a segment is empty"),
            PathFault::DotSegment => write!(f, "a segment is `.` or `..`"),
            PathFault::Backslash => write!(f, "it holds a backslash"),
            PathFault::Control(c) => write!(f, "it holds the invisible character U+{:04X}", u32::from(*c)),
            PathFault::Character(c) => write!(f, "it holds `{c}`, which Windows does not allow"),
            PathFault::ReservedName => write!(f, "a segment is a name that Windows keeps for devices"),
            PathFault::TrailingDotOrSpace => write!(f, "a segment ends with a dot or a space"),
            PathFault::SegmentTooLong => write!(f, "a segment has more than {MAX_SEGMENT} bytes"),
        }
    }
}

/// A text with everything escaped that could steer a terminal.
struct Printable(String);

impl Printable {
    fn path(path: &Path) -> Printable {
        Printable(path.to_string_lossy().into_owned())
    }

    fn text(text: &str) -> Printable {
        Printable(text.to_owned())
    }
}

impl fmt::Display for Printable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            if is_unprintable(c) { write!(f, "{}", c.escape_unicode())? } else { write!(f, "{c}")? }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_path_failure_and_cause_and_cannot_steer_a_terminal() {
        let cause = io::Error::other("No space left on device (os error 28)");
        let error = PublishError::io("write", Path::new("/srv/\u{1b}[2Jx"))(cause);
        assert_eq!(
            error.to_string(),
            "could not write /srv/\\u{1b}[2Jx: No space left on device (os error 28)"
        );
        let clash = PublishError::Clash { path: "A".to_owned(), earlier: "a".to_owned() };
        assert_eq!(clash.to_string(), "`a` stands in the way of `A`");
    }
}
