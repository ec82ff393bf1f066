//! Full-text search for policy briefs in English and Chinese.
//!
//! Two pipelines: [`reindex`] takes folders of briefs to an [`Index`]; [`search`](fn@search) takes
//! a [`Request`] to [`Results`]. Each [`Hit`] is a passage with the spans of its matches. The steps
//! in between pass on plain data. The library prints nothing.
//!
//! # Index a folder and search it
//!
//! ```
//! use yinde::{Index, Request, indexing};
//!
//! let folder = tempfile::tempdir()?;
//! let corpus = folder.path().join("briefs");
//! let root = folder.path().join("index");
//! std::fs::create_dir(&corpus)?;
//! let brief = "Brief #7: Ports\n\nThe notice speaks of 統一戰線 at length.\n";
//! std::fs::write(corpus.join("brief-7.txt"), brief)?;
//!
//! let report = yinde::reindex(&[corpus], &root, indexing::Options::default(), &|_| {})?;
//! assert_eq!(report.added, ["brief-7.txt"]);
//!
//! let request = Request::from_options("\"统一战线\"", [("lang", "mixed"), ("limit", "20")])?;
//! let results = yinde::search(&Index::open(&root)?, &request)?;
//! let hit = &results.hits[0];
//! assert_eq!(hit.passage.label.id, "brief-7#2");
//! assert_eq!(&hit.passage.text[hit.spans[0].clone()], "統一戰線");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Render an answer
//!
//! ```
//! use yinde::render::{Answer, Format, Style};
//! # use yinde::{Index, Request, indexing};
//! # let folder = tempfile::tempdir()?;
//! # let (corpus, root) = (folder.path().join("briefs"), folder.path().join("index"));
//! # std::fs::create_dir(&corpus)?;
//! # std::fs::write(corpus.join("brief-7.txt"), "Brief #7: Ports\n\nA notice on harbours.\n")?;
//! # yinde::reindex(&[corpus], &root, indexing::Options::default(), &|_| {})?;
//! # let index = Index::open(&root)?;
//! let query = "harbours";
//! let request = Request::from_options(query, [])?;
//! let results = yinde::search(&index, &request)?;
//! let answer = Answer { query, request: &request, results: &results, files: None };
//! let style = Style { columns: 80, color: false };
//! let mut page = Vec::new();
//! if let Some(format) = Format::named("markdown") {
//!     format.render(&answer, style, &mut page)?;
//! }
//! assert!(String::from_utf8(page)?.contains("> A notice on **harbours**."));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Parse a file without an index
//!
//! ```
//! let text = "Brief #7: Ports\n\n1. Trade\n\nThe notice speaks of 統一戰線 at length.\n";
//! let parsed = yinde::formats::parse_text("brief-7.txt", text);
//! let brief = parsed.brief;
//! assert_eq!(brief.issue.as_deref(), Some("7"));
//! assert_eq!(brief.sections[0].title, "Trade");
//! assert_eq!(brief.passages.len(), 3);
//! assert!(parsed.warnings.is_empty());
//! ```

pub mod across;
pub mod analysis;
pub mod bench;
#[cfg(feature = "cluster")]
mod cluster;
#[cfg(test)]
mod crash_tests;
pub mod desk;
pub mod error;
#[cfg(test)]
mod fault_tests;
pub mod formats;
pub mod index;
pub mod indexing;
pub mod layout;
pub mod lexicon;
#[cfg(feature = "mcp")]
pub mod mcp;
pub mod model;
pub mod place;
pub mod query;
pub mod render;
pub mod search;
pub mod shell;
#[cfg(test)]
mod small_corpus;
#[cfg(feature = "web")]
pub mod web;

pub use error::{Error, Result};
pub use index::Index;
pub use indexing::reindex;
pub use search::{Hit, Request, Results, search};
