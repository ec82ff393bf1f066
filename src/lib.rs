//! Full-text search for policy briefs in English and Chinese.
//!
//! Two straight lines: [`indexing`] takes folders of briefs to an index, [`search`] takes a query
//! to hits. Every module between is plain data in, plain data out; see `ARCHITECTURE.md`.
//!
//! ```
//! use yinde::{index::Index, indexing, query, search};
//!
//! let folder = tempfile::tempdir()?;
//! let corpus = folder.path().join("briefs");
//! std::fs::create_dir(&corpus)?;
//! std::fs::write(corpus.join("brief-7.txt"), "Brief #7: Ports\n\nThe notice speaks of 統一戰線 at length.\n")?;
//!
//! let dir = folder.path().join("index");
//! let report = indexing::reindex(&[corpus], &dir, indexing::Options::default(), &|_| {})?;
//! assert_eq!(report.added, ["brief-7.txt"]);
//!
//! let request = search::Request::new(query::parse("\"统一战线\"")?);
//! let results = search::search(&Index::open(&dir)?, &request)?;
//! assert_eq!(results.hits[0].passage.id, "brief-7#2");
//! assert!(results.hits[0].snippet.iter().any(|piece| piece.hit && piece.text == "統一戰線"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod analysis;
pub mod bench;
pub mod error;
#[cfg(test)]
mod fault_tests;
pub mod formats;
pub mod index;
pub mod indexing;
pub mod layout;
pub mod model;
pub mod query;
pub mod render;
pub mod search;

pub use error::{Error, Result};
