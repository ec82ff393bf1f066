//! Deletes what no reader sees any more.

use std::sync::Arc;

use serde_json::{Value, json};

use super::bulk::Bulk;
use super::bulk_request::Check;
use super::client::Client;
use super::indices;
use super::mapping::{DOC, SINCE, VERSION};
use super::paging;
use super::trouble;
use crate::error::Result;

/// Number of documents that are deleted between two refreshes.
const PAGE: usize = 5000;
/// Number of versions in a query.
const VERSIONS: usize = 1000;

/// Deletes the documents of these versions, and those of the runs that were given up.
///
/// # Errors
/// Returns an error if the cluster does not answer or does not write.
pub(super) fn sweep(
    client: &Arc<Client>,
    index: &str,
    versions: &[&[String]],
    abandoned: &[u64],
    check: Check,
) -> Result<()> {
    let bulk = Bulk::start(client, index, check)?;
    if !abandoned.is_empty() {
        let query = json!({"terms": {SINCE: abandoned}});
        delete(client, index, &query, &bulk)?;
    }
    for kind in versions {
        for some in kind.chunks(VERSIONS) {
            let query = json!({"terms": {VERSION: some}});
            delete(client, index, &query, &bulk)?;
        }
    }
    Ok(())
}

/// Deletes the passages and records that match a query.
fn delete(client: &Client, index: &str, query: &Value, bulk: &Bulk) -> Result<()> {
    let search = format!("{}/_search", indices::path(index));
    let body = json!({
        "query": {"bool": {"filter": [query, {"exists": {"field": DOC}}]}},
        "size": PAGE,
        "sort": ["_doc"],
        "_source": false,
        "track_total_hits": false,
    });
    // Only what was refreshed is found. A run that was killed did not refresh.
    indices::refresh(client, index)?;
    loop {
        let answer = client.search(&search, &body)?;
        let hits = paging::hits(client, &answer)?;
        if hits.is_empty() {
            return Ok(());
        }
        for hit in hits {
            bulk.delete(
                hit["_id"]
                    .as_str()
                    .unwrap_or_default(),
            )?;
        }
        bulk.flush()?;
        if let Some(reason) = bulk.refused().into_values().next() {
            let shown = &client.address.shown;
            return Err(trouble::of_document(shown, "", &reason));
        }
        indices::refresh(client, index)?;
    }
}
