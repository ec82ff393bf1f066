//! The keys to the next part of an answer.

use crate::error::Result;
use crate::search::cursor;
use crate::web::site::Ask;

/// Returns the request without the part of the answer that it is for.
fn asked(ask: &Ask<'_>) -> String {
    let is_of_part = |name: &str| matches!(name, "limit" | "offset" | "cursor");
    let params = ask
        .params
        .only(|name| !is_of_part(name));
    params.address(ask.page)
}

/// Returns the cursor after so many of `total` results; `None` if these are all.
pub(super) fn next(ask: &Ask<'_>, after: usize, total: usize) -> Option<String> {
    (after < total).then(|| cursor::cursor(&asked(ask), after))
}

/// Returns the number of results before the part that `cursor` leads to.
pub(super) fn offset(ask: &Ask<'_>, cursor: &str) -> Result<usize> {
    cursor::offset(&asked(ask), cursor)
}
