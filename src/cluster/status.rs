//! A summary of an index in a cluster.

use std::path::Path;

use serde_json::Value;

use super::briefs;
use super::client::Client;
use super::indices;
use super::lock_document;
use super::state::Committed;
use crate::error::Result;
use crate::index::{self, BriefRecord, Status};

/// Returns a summary of the index at the address `place`.
///
/// # Errors
/// Returns an error if there is no index, another version made it, or the cluster cannot be used.
pub(crate) fn status(place: &Path) -> Result<Status> {
    let client = Client::connect(place)?;
    let (committed, records) = read(&client)?;
    let path = indices::path(&committed.index);
    let sizes = client.get(&format!(
        "{path}/_stats/store?filter_path=_all.total.store.size_in_bytes"
    ))?;
    let bytes = sizes["_all"]["total"]["store"]["size_in_bytes"].as_u64();
    let mut status = index::status_of_briefs(
        &client.address.shown,
        &committed.state.manifest(),
        &records,
        bytes.unwrap_or(0),
        lock_document::last_holder(&client, &committed.index)?,
    );
    let health = client.get(&format!(
        "/_cluster/health{path}?level=cluster"
    ))?;
    status
        .problems
        .extend(problem_of_shards(&health));
    Ok(status)
}

/// Returns the state of the index, and the records of its briefs, by source.
pub(super) fn read(client: &Client) -> Result<(Committed, Vec<BriefRecord>)> {
    read_of(client, Committed::read)
}

/// Returns the records of the briefs in the index, by source, which another version may have made.
pub(super) fn briefs_of_any_version(client: &Client) -> Result<Vec<BriefRecord>> {
    Ok(read_of(client, Committed::of_this_form)?.1)
}

fn read_of(
    client: &Client,
    state: impl Fn(&Client) -> Result<Committed>,
) -> Result<(Committed, Vec<BriefRecord>)> {
    loop {
        let committed = state(client)?;
        let entries = briefs::read(client, &committed);
        if committed.still_holds(client)? {
            let entries = entries?.into_iter();
            let records = entries.map(|entry| entry.record);
            return Ok((committed, records.collect()));
        }
    }
}

fn problem_of_shards(health: &Value) -> Option<String> {
    let shards = health["unassigned_shards"]
        .as_u64()
        .unwrap_or(0);
    match health["status"].as_str() {
        Some("green") => None,
        Some("yellow") => Some(format!(
            "copies of shards that are on no node: {shards}, so a node that is lost could take \
            passages with it; add a node, or ask for fewer replicas"
        )),
        _ => Some(
            "some shards are on no node, so searches fail; see whether all nodes of the cluster \
            run"
            .to_owned(),
        ),
    }
}
