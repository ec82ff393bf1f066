//! The first run: builds an index of the default corpus.

use std::path::Path;

use yinde::indexing::Options;
use yinde::render::safe;

use super::default::{default_corpus, default_index};
use super::exit::Stop;
use super::index;
use super::output::tell;

/// Reads the index in `dir` with `read`. Builds the index first if there is none, `dir` is the
/// default, and the default corpus exists.
///
/// # Errors
/// Returns an error if the index cannot be read or built.
pub(super) fn read_or_build<T>(dir: &Path, read: fn(&Path) -> yinde::Result<T>) -> Result<T, Stop> {
    let no_index = match read(dir) {
        Err(error @ yinde::Error::NoIndex { .. }) => error,
        outcome => return Ok(outcome?),
    };
    let corpus = default_corpus();
    // A mistyped --index must not make a second index.
    let is_there = corpus
        .iter()
        .all(|folder| folder.is_dir());
    if dir != default_index() || !is_there {
        return Err(no_index.into());
    }
    let folders: Vec<String> = corpus
        .iter()
        .map(|folder| safe(&folder.to_string_lossy()).into_owned())
        .collect();
    tell(format_args!(
        "no index yet: indexing {} into {} …",
        folders.join(", "),
        safe(&dir.to_string_lossy())
    ));
    let report = index::reindex(&corpus, dir, Options::default(), false)?;
    index::print_problems(&report);
    Ok(read(dir)?)
}
