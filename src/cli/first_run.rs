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
    if dir != default_index() || !corpus.is_dir() {
        return Err(no_index.into());
    }
    tell(format_args!(
        "no index yet: indexing {} into {} …",
        safe(&corpus.to_string_lossy()),
        safe(&dir.to_string_lossy())
    ));
    let report = index::reindex(
        &[corpus],
        dir,
        Options::default(),
        false,
    )?;
    index::print_problems(&report);
    Ok(read(dir)?)
}
