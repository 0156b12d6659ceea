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
//! ```no_run
//! use std::path::Path;
//! use dajuan::{assess, read, resolve};
//!
//! let (sources, mut faults) = read::folder::texts(Path::new("."))?;
//! let (raw, found) = read::parse(&sources);
//! faults.extend(found);
//! let (project, found) = resolve::resolve(raw);
//! faults.extend(found);
//! if let Some(project) = project {
//!     for verdict in assess::assess(&project).verdicts {
//!         println!("{:?} {}", verdict.subject, verdict.kind.key());
//!     }
//! }
//! # Ok::<(), read::folder::ReadError>(())
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

pub mod cli;
