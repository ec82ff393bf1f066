//! Cursors: opaque keys for the next part of an answer.

use crate::error::{Error, Result};

/// Name of the option.
const NAME: &str = "cursor";

/// Returns the cursor that continues an answer after so many results. `asked` describes the
/// request: a cursor continues only the request that it was made for.
#[must_use]
pub fn cursor(asked: &str, after: usize) -> String {
    format!("{after:x}-{}", mark(asked, after))
}

/// Returns the number of results to skip.
///
/// # Errors
/// Returns an error if `cursor` was not made for a request that `asked` describes.
pub fn offset(asked: &str, cursor: &str) -> Result<usize> {
    let after = cursor
        .split_once('-')
        .and_then(|(after, _)| usize::from_str_radix(after, 16).ok());
    match after {
        Some(after) if self::cursor(asked, after) == cursor => Ok(after),
        _ => Err(Error::Option {
            name: NAME.to_owned(),
            problem: "this cursor belongs to another request; \
                      use the \"next\" of an answer with the same query and options"
                .to_owned(),
        }),
    }
}

/// Returns a mark of a request and a place in its answer.
fn mark(asked: &str, after: usize) -> String {
    let hash = blake3::hash(format!("{after}\n{asked}").as_bytes());
    hash.to_hex()[..10].to_owned()
}
