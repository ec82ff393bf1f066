//! The hits of a search, page by page.

use serde_json::{Value, json};

use super::client::Client;
use super::indices;
use super::trouble;
use crate::error::Result;

/// Calls `visit` with the hits of each page of the search `body`, up to `keep` hits. No two hits
/// may have the same place in its sort.
///
/// A state does not change, so each page goes on where the one before ended.
///
/// # Errors
/// Returns an error of `search` or `visit`, or if an answer has no hits.
pub(super) fn each_page(
    client: &Client,
    mut body: Value,
    (page, keep): (usize, usize),
    search: impl Fn(&Value) -> Result<Value>,
    mut visit: impl FnMut(&[Value]) -> Result<()>,
) -> Result<()> {
    body["track_total_hits"] = json!(false);
    let mut left = keep;
    while left > 0 {
        let size = left.min(page);
        body["size"] = json!(size);
        let answer = search(&body)?;
        let hits = hits(client, &answer)?;
        visit(hits)?;
        match hits.last() {
            Some(last) if hits.len() == size => body["search_after"] = last["sort"].clone(),
            _ => break,
        }
        left -= size;
    }
    Ok(())
}

/// As [`each_page`], with all hits of a search in `index`.
///
/// # Errors
/// As [`each_page`], and if a shard does not answer.
pub(super) fn each_page_of(
    client: &Client,
    index: &str,
    body: Value,
    page: usize,
    visit: impl FnMut(&[Value]) -> Result<()>,
) -> Result<()> {
    let search = format!("{}/_search", indices::path(index));
    each_page(
        client,
        body,
        (page, usize::MAX),
        |body| client.search(&search, body),
        visit,
    )
}

/// Returns the hits of an answer.
///
/// # Errors
/// Returns an error if it has none, not even an empty list.
pub(super) fn hits<'a>(client: &Client, answer: &'a Value) -> Result<&'a [Value]> {
    let hits = answer["hits"]["hits"].as_array();
    let hits = hits.ok_or_else(|| trouble::odd(&client.address.shown, "hits"))?;
    Ok(hits)
}
