//! How a file is understood, without an index: for a user who wonders why a brief is filed as it is.

use std::path::{Path, PathBuf};

use crate::brief::{self, Parsed};
use crate::corpus;
use crate::error::{Error, Result};

/// Gives `take` each brief in the file, by its source as it would be in an index of this file alone, or why it cannot
/// be read.
///
/// # Errors
/// Where the file cannot be read as a whole.
pub fn outline(path: &Path, take: &mut dyn FnMut(&str, Result<Parsed>)) -> Result<()> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let within = |source: &str| -> PathBuf {
        let mut path = path.as_os_str().to_owned();
        path.push(source.strip_prefix(&name).unwrap_or_default());
        path.into()
    };
    let outcome = brief::each(&name, corpus::read(path)?, &mut |source, raw| {
        let parsed = raw.and_then(brief::Raw::parse);
        take(source, parsed.map_err(|refusal| Error::refused(within(source), refusal)));
    });
    outcome.map_err(|refusal| Error::refused(path.to_owned(), refusal))
}
