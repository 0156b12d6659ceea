//! `dajuan` 答卷 turns public plans, their yearly results and the documents behind them into a static site in which
//! every target has a verdict and every figure its source.
//!
//! # Steps
//! A project is a folder with `content/site.toml`. It becomes a site in five steps, each a room of its own that
//! names only rooms before it:
//!
//! 1. **read** ([`read`]): folders become texts, texts become raw records after the [`language`] table;
//! 2. **resolve** ([`resolve`]): raw records become the [`model`]: ids become references, literals quantities;
//! 3. **assess** ([`assess`]): each target and milestone gets a verdict with its reason and its evidence;
//! 4. **compose** ([`site`], with [`chart`], [`cite`] and [`edition`]): verdicts become pages, pictures, references and data files;
//! 5. **publish** ([`publish`]): the files are staged, and one atomic switch makes them the site.
//!
//! Only [`read::folder`] reads files, only [`publish`] writes them, only [`cli`] prints and looks at the clock. What
//! is wrong in an author's files is data ([`diagnostic`]), in both languages of the program ([`bilingual`]).
//!
//! # As a library
//! [`Project`] is a folder on its way through all of them:
//!
//! ```
//! # let room = tempfile::tempdir()?;
//! # let (folder, out) = (concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/base"), room.path().join("site"));
//! use dajuan::{Project, assess};
//!
//! let project = Project::open(folder)?.check()?; // an error holds every fault, with file, line and remedy
//! for verdict in project.records().into_iter().flat_map(|records| assess::assess(records).verdicts) {
//!     println!("{:?}: {}", verdict.subject, verdict.kind.key());
//! }
//! let built = Project::open(folder)?.check()?.build(&out)?;
//! assert!(built.composed.pages > 0 && out.join("index.html").is_file());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod bilingual;
pub mod diagnostic;
pub mod model;

pub mod archive;

pub mod language;
pub mod read;
pub mod resolve;

pub mod assess;

pub mod chart;
pub mod cite;
pub mod edition;
pub mod import;
pub mod site;
pub mod starter;
pub mod tidy;

pub mod publish;

pub mod project;

pub mod preview;

pub mod cli;

pub use project::{Built, Error, Faults, Project};
