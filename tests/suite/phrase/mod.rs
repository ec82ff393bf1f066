//! A quoted phrase finds exactly the passages that contain it.

mod queries;
mod scan;
mod texts;

use std::path::Path;

use yinde::index::Index;
use yinde::indexing::{self, Options};
use yinde::query;
use yinde::search::{self, Hit, Request};

/// Indexes a brief with these lines and a blank line between each two.
fn indexed(folder: &Path, lines: &[String]) -> Index {
    let corpus = folder.join("corpus");
    std::fs::create_dir(&corpus).expect("a corpus");
    std::fs::write(
        corpus.join("brief.txt"),
        lines.join("\n\n"),
    )
    .expect("a brief");
    let dir = folder.join("index");
    indexing::reindex(
        &[corpus],
        &dir,
        Options::default(),
        &|_| {},
    )
    .expect("it indexes");
    Index::open(&dir).expect("it opens")
}

/// All hits of `query`.
fn hits(index: &Index, query: &str) -> Vec<Hit> {
    let mut request = Request::new(query::parse(query).expect("a query"));
    request.limit = None;
    let results = search::search(index, &request).expect("an answer");
    assert_eq!(results.total, results.hits.len());
    results.hits
}

/// The lines of the hits, sorted.
fn lines(hits: &[Hit]) -> Vec<usize> {
    let mut lines: Vec<usize> = hits
        .iter()
        .map(|hit| hit.passage.label.line)
        .collect();
    lines.sort_unstable();
    lines
}
