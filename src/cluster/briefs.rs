//! The records of briefs in the cluster: a document each.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::Client;
use super::document;
use super::mapping::{DOC, SINCE, VERSION};
use super::paging;
use super::state::Committed;
use super::trouble;
use crate::error::{Error, Result};
use crate::index::{AddedBrief, BriefRecord, RECORD, SOURCE};
use crate::shell;

/// The value of the field `doc` for the record of a brief.
pub(super) const BRIEF: &str = "brief";
/// Number of records that are asked for at a time.
const PAGE: usize = 500;

/// A brief in the cluster.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) record: BriefRecord,
    /// The version with which its passages are marked.
    pub(super) version: String,
    /// The version of the document of this record; `None` if it is not in the cluster yet.
    pub(super) document: Option<String>,
    /// The days of its passages; only the document has those of a brief that did not change.
    pub(super) days: AddedBrief,
}

/// The contents of the document of a brief.
#[derive(Serialize, Deserialize)]
struct Stored {
    record: BriefRecord,
    version: String,
    days: AddedBrief,
}

impl Entry {
    /// Returns the cluster's document of the brief, whose own version is `version`.
    pub(super) fn document(&self, run: u64, version: &str) -> Value {
        let stored = Stored {
            record: self.record.clone(),
            version: self.version.clone(),
            days: self.days.clone(),
        };
        // Serializing plain data into memory cannot fail.
        let bytes = postcard::to_allocvec(&stored).unwrap_or_default();
        json!({
            DOC: BRIEF,
            SINCE: run,
            VERSION: version,
            SOURCE: super::terms::short(&self.record.label.source),
            RECORD: BASE64_STANDARD.encode(bytes),
        })
    }

    fn of(source: &Value) -> Option<Self> {
        let bytes = document::stored(source)?;
        let stored: Stored = postcard::from_bytes(&bytes).ok()?;
        Some(Self {
            record: stored.record,
            version: stored.version,
            document: Some(source[VERSION].as_str()?.to_owned()),
            days: stored.days,
        })
    }
}

/// Reads the records of all briefs of this state, by source.
///
/// # Errors
/// Returns an error if the cluster does not answer, or a record cannot be read.
pub(super) fn read(client: &Client, committed: &Committed) -> Result<Vec<Entry>> {
    let body = json!({
        "query": committed.state.visible(BRIEF, Vec::new()),
        "sort": [{SOURCE: "asc"}, {VERSION: "asc"}],
        "_source": [RECORD, VERSION],
    });
    let mut entries = Vec::new();
    paging::each_page_of(
        client,
        &committed.index,
        body,
        PAGE,
        |hits| {
            for hit in hits {
                let entry = Entry::of(&hit["_source"]);
                entries.push(entry.ok_or_else(|| unreadable(client))?);
            }
            Ok(())
        },
    )?;
    // The sources of very long paths are compared in a short form by the cluster.
    entries.sort_by(|a, b| {
        let (a, b) = (&a.record.label, &b.record.label);
        a.source.cmp(&b.source)
    });
    if entries.len() == committed.state.briefs {
        return Ok(entries);
    }
    Err(trouble::error(
        &client.address.shown,
        "damaged",
        format!(
            "the index has the records of {} of {} briefs; read the briefs again: \
            yinde index FOLDER --index {} --rebuild",
            entries.len(),
            committed.state.briefs,
            shell::path(&client.address.shown),
        ),
    ))
}

fn unreadable(client: &Client) -> Error {
    trouble::error(
        &client.address.shown,
        "damaged",
        format!(
            "the record of a brief cannot be read; read the briefs again: \
            yinde index FOLDER --index {} --rebuild",
            shell::path(&client.address.shown)
        ),
    )
}
