//! The first run: builds an index of the default corpus.

use std::env;
use std::path::{Path, PathBuf};

use yinde::indexing::Options;

use super::config;
use super::exit::Stop;
use super::index;

/// Reads the index in `dir` with `read`. Builds the index first if there is none and the default
/// corpus exists.
///
/// # Errors
/// Returns an error if the index cannot be read or built.
pub(super) fn read_or_build<T>(dir: &Path, read: fn(&Path) -> yinde::Result<T>) -> Result<T, Stop> {
    let no_index = match read(dir) {
        Err(error @ yinde::Error::NoIndex { .. }) => error,
        outcome => return Ok(outcome?),
    };
    let corpus = default_corpus();
    if !corpus
        .iter()
        .all(|folder| folder.is_dir())
    {
        return Err(no_index.into());
    }
    let folders: Vec<String> = corpus
        .iter()
        .map(|folder| folder.display().to_string())
        .collect();
    anstream::eprintln!(
        "yinde: no index yet: indexing {} into {} …",
        folders.join(", "),
        dir.display()
    );
    let report = index::reindex(&corpus, dir, Options::default(), false)?;
    index::print_problems(&report);
    Ok(read(dir)?)
}

fn default_corpus() -> Vec<PathBuf> {
    match env::var_os("YINDE_CORPUS") {
        Some(corpus) => vec![PathBuf::from(corpus)],
        None => config::default_corpus(),
    }
}
