//! Notes on a query and its filters on standard error: for commands whose output has no place for
//! them.

use std::borrow::Cow;

use yinde::index::Index;
use yinde::query::Note;
use yinde::render::notes::unknown_label;
use yinde::render::safe;
use yinde::search::{self, Request};

use super::exit::Stop;
use super::output::tell;

/// Says what in `request` means something else than it may have been typed for, and which of its
/// labels no passage has.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn tell_odd(index: &Index, request: &Request) -> Result<(), Stop> {
    for note in odd(index, request)? {
        tell(note);
    }
    Ok(())
}

/// Returns what [`tell_odd`] says, a message each.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub(super) fn odd(index: &Index, request: &Request) -> Result<Vec<String>, Stop> {
    // Filters alone are a query.
    let has_filters = !request.filters.is_empty();
    let mut odd: Vec<String> = request
        .notes
        .iter()
        .filter(|note| !has_filters || **note != Note::NoWords)
        .map(ToString::to_string)
        .collect();
    let unknown = search::unknown_labels(index, request)?;
    odd.extend(unknown.iter().map(unknown_label));
    let odd = odd.iter().map(|note| safe(note));
    Ok(odd.map(Cow::into_owned).collect())
}
