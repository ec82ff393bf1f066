//! How yinde parses a file, without an index: for a user who wonders why a brief is filed as it is.

use std::path::Path;

use super::corpus::{self, entry_path};
use crate::error::{Error, Result};
use crate::formats::{self, Parsed, RawBrief, Refusal};

/// Calls `take` with each brief in the file at `path`, or with the error if it cannot be parsed.
/// The name of a brief is its source in an index of this file alone.
///
/// # Errors
/// Returns an error if the file as a whole cannot be read.
pub fn outline(path: &Path, take: &mut dyn FnMut(&str, Result<Parsed>)) -> Result<()> {
    let name = path.file_name().unwrap_or_default();
    let name = name.to_string_lossy();
    let bytes = corpus::read(path)?;
    let outcome = formats::for_each_brief(
        &name,
        bytes,
        &mut |source, raw| match raw.and_then(RawBrief::parse) {
            Ok(parsed) => take(source, Ok(parsed)),
            Err(Refusal::OtherFormat) => {}
            Err(refusal) => {
                let path = entry_path(path, &name, source);
                take(
                    source,
                    Err(Error::refused(path, refusal)),
                );
            }
        },
    );
    outcome.map_err(|refusal| Error::refused(path.to_owned(), refusal))
}
