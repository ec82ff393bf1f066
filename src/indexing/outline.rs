//! How a file is understood, without an index: for a user who wonders why a brief is filed as it
//! is.

use std::path::{Path, PathBuf};

use super::corpus;
use crate::error::{Error, Result};
use crate::formats::{self, Parsed, RawBrief, Refusal};

/// Gives `take` each brief in the file, by its source as it would be in an index of this file
/// alone, or why it cannot be read.
///
/// # Errors
/// Where the file cannot be read as a whole.
pub fn outline(path: &Path, take: &mut dyn FnMut(&str, Result<Parsed>)) -> Result<()> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let within = |source: &str| -> PathBuf {
        let mut path = path.as_os_str().to_owned();
        path.push(source.strip_prefix(&name).unwrap_or_default());
        path.into()
    };
    let outcome = formats::for_each_brief(&name, corpus::read(path)?, &mut |source, raw| match raw
        .and_then(RawBrief::parse)
    {
        Err(Refusal::OtherFormat) => {}
        parsed => take(
            source,
            parsed.map_err(|refusal| Error::refused(within(source), refusal)),
        ),
    });
    outcome.map_err(|refusal| Error::refused(path.to_owned(), refusal))
}
