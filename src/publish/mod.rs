//! The writing shell: takes finished files as bytes and makes them the published folder in one step.
//!
//! In: the folder to publish to, and for each file its path within the site and its bytes. Out: a folder that
//! holds exactly these files and a marker, or a [`PublishError`] and the folder as it was. It must not render,
//! print, look at the clock, or write anywhere but beside the target and in its own staging folder.
//!
//! 1. [`Staging::begin`] looks at the target and refuses what is not a site of this program, locks
//!    `.NAME.lock`, puts right what a killed build left behind, makes `.NAME.staging-N` beside the target.
//! 2. [`Staging::put`] writes each file once into the staging folder; a file whose bytes did not change is
//!    linked from the published folder, so that its inode and time stamp stay and rsync passes it by.
//! 3. [`Staging::publish`] writes the marker and exchanges the two folders; then the old one is removed.
//!
//! An edition goes the same way: [`Staging::begin_edition`], `put`, [`Staging::pack`] for its bag, [`Staging::freeze`]. It replaces
//! nothing, and its files are on the disk before its name is. [`Staging::carry`] copies it into each published site.
//!
//! [`Releases`] keeps whole sites side by side and exchanges a link to the current one.
//!
//! # What a crash leaves
//!
//! Nothing inside the target is ever written, renamed or removed. Its name changes hands once, in one call of
//! the kernel, after the last file and the marker are in place. So these are covered:
//!
//! - **A killed process** (SIGKILL, a panic, power kept), at any instant: what it wrote stays in the kernel's
//!   cache, and the target is the whole old or the whole new site. The lock dies with the process; the next
//!   build removes what lies beside the target.
//! - **A full disk, a missing permission, an I/O error reported by a call**: the call fails before the exchange,
//!   the staging folder is removed, the target is untouched. An old tree that cannot be removed after the
//!   exchange is a warning in [`Published::leftover`].
//! - **Two builds at once**: the second gets [`PublishError::Busy`] and has touched nothing.
//!
//! A frozen edition and a release ([`Releases`]) are covered against power loss too: all of it is flushed before its name is given
//! or the link changes, and the name after it.
//!
//! These are not:
//!
//! - **Power loss and a crash of the kernel**, for a folder that is replaced (`build --out`). Nothing is flushed: the file system may
//!   keep the exchange and lose the bytes of files written shortly before. To flush the folder and the manifest alone would not
//!   keep the others, and to flush all of them costs more than the build. After a power loss `verify` tells whether the site is
//!   whole, and another build mends it: files are compared by their bytes before they are kept. Releases are flushed.
//! - **File systems without `RENAME_EXCHANGE`** (some network and FUSE ones): there the switch takes two renames.
//!   A kill between them leaves no target, both trees whole beside it; the next build puts the old one back.
//! - **Network file systems that report a full disk only when a file is closed**: `close` tells nobody.
//! - **Others who write into the target or staging folder meanwhile.** The lock binds builds, not editors. What
//!   others put into the target is gone after the switch; a folder with a `.git` in it is therefore refused.

#![expect(clippy::disallowed_methods, reason = "the writing shell")]

mod authored;
mod carry;
mod error;
mod freeze;
mod index;
mod leftovers;
mod lock;
mod path;
mod pieces;
mod place;
mod releases;
mod staging;
mod switch;

pub use authored::{WriteError, new_file, new_project, replace_file};
pub use error::{PathFault, PublishError, Refusal};
pub use freeze::{Frozen, Further};
pub use path::{MAX_SEGMENT, SitePath};
pub use pieces::Pieces;
pub use releases::{Released, Releases};
pub use staging::{Published, Staging};

/// The file at the top of every published folder by which the next build knows it as its own.
pub const MARKER: &str = "dajuan-site.txt";

/// The first line of [`MARKER`]; another number means a layout that this program does not know.
pub const MARKER_LINE: &str = "dajuan-site 1";
