//! Compares every passage in a cluster with what the records of briefs and the state say.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Value, json};

use super::briefs::{self, Entry};
use super::client::Client;
use super::commit;
use super::document::{self, PASSAGE};
use super::indices;
use super::mapping::{SIZE, VERSION};
use super::paging;
use super::reason;
use super::state::{Committed, State};
use super::trouble;
use crate::error::Result;
use crate::index::{self, BriefRecord, ORDINAL, RECORD, Verified};

/// Number of passages whose places are asked for at a time.
const PAGE: usize = 2000;
/// Length of the stored passages that are asked for at a time, in bytes.
const ENOUGH_BYTES: u64 = 8 << 20;

/// Reads every passage of the index at the address `place`, and compares its checksum with those
/// that the records of briefs and the state have.
///
/// # Errors
/// Returns an error if there is no index, another version made it, or the cluster cannot be used.
pub(crate) fn verify(place: &Path) -> Result<Verified> {
    let client = Client::connect(place)?;
    loop {
        let committed = Committed::read(&client)?;
        let verified = compare(&client, &committed);
        if committed.still_holds(&client)? {
            return verified;
        }
    }
}

fn compare(client: &Client, committed: &Committed) -> Result<Verified> {
    let entries = briefs::read(client, committed)?;
    let mut found = Found::default();
    read_passages(
        client,
        committed,
        &mut |version, bytes| {
            found.add(version, bytes);
        },
    )?;
    let mut disagreements = of_state(&committed.state, &entries);
    for entry in &entries {
        found.compare(entry, &mut disagreements);
    }
    for version in found.briefs.keys() {
        disagreements.push(format!(
            "there are passages of version {version}, which no brief has"
        ));
    }
    Ok(Verified {
        manifest: committed.state.manifest(),
        bytes: found.bytes,
        damaged: Vec::new(),
        disagreements,
    })
}

/// The passages that were found, by the version of their brief.
#[derive(Default)]
struct Found {
    briefs: HashMap<String, OfBrief>,
    bytes: u64,
}

/// The passages of a brief, which come in their order.
#[derive(Default)]
struct OfBrief {
    passages: usize,
    checksum: u64,
    /// The first label that is not that of the first passage's brief.
    labels: Vec<(String, String)>,
}

impl Found {
    fn add(&mut self, version: &str, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        let brief = self
            .briefs
            .entry(version.to_owned())
            .or_default();
        brief.passages += 1;
        brief.checksum = index::checksum(brief.checksum, bytes);
        if let Some(passage) = index::passage_from_bytes(bytes) {
            let id = passage.label.id;
            let id = id
                .rsplit_once('#')
                .map_or("", |(id, _)| id);
            let label = (
                passage.label.brief.source,
                id.to_owned(),
            );
            if brief.labels.last() != Some(&label) {
                brief.labels.push(label);
            }
        }
    }

    /// Compares the passages of a brief with its record, and forgets them.
    fn compare(&mut self, entry: &Entry, disagreements: &mut Vec<String>) {
        let record = &entry.record;
        let source = &record.label.source;
        let found = self
            .briefs
            .remove(&entry.version)
            .unwrap_or_default();
        if found.passages != record.passages {
            disagreements.push(format!(
                "{source}: {} passages are listed, {} stored",
                record.passages, found.passages
            ));
        }
        if found.checksum != record.checksum {
            disagreements.push(format!(
                "{source}: its passages are not those that were indexed"
            ));
        }
        let belongs = |(of, id): &(String, String)| of == source && *id == record.id;
        if !found.labels.iter().all(belongs) {
            disagreements.push(format!(
                "{source}: a passage has the label of another brief"
            ));
        }
    }
}

/// Compares the numbers in the state with the records of briefs.
fn of_state(state: &State, entries: &[Entry]) -> Vec<String> {
    let records = || {
        entries
            .iter()
            .map(|entry| &entry.record)
    };
    let sum = |count: fn(&BriefRecord) -> usize| records().map(count).sum::<usize>();
    let counts = [
        (
            "listed briefs",
            entries.len(),
            state.briefs,
        ),
        (
            "passages of listed briefs",
            sum(|brief| brief.passages),
            state.passages,
        ),
        (
            "bytes of listed briefs",
            sum(|brief| brief.bytes),
            state.bytes,
        ),
    ];
    let mut found = Vec::new();
    for (name, counted, recorded) in counts {
        if counted != recorded {
            found.push(format!(
                "{counted} {name}, but the state says {recorded}"
            ));
        }
    }
    if state.lengths
        != records()
            .map(|brief| brief.lengths)
            .sum()
    {
        found.push("the numbers of terms do not add up".to_owned());
    }
    if state.checksum != commit::checksum(records()) {
        found.push("the briefs are not those that the state was written for".to_owned());
    }
    found
}

/// Reads all passages of a state, by version and in their order, a few megabytes at a time.
fn read_passages(
    client: &Client,
    committed: &Committed,
    each: &mut dyn FnMut(&str, &[u8]),
) -> Result<()> {
    let body = json!({
        "query": committed.state.visible(PASSAGE, Vec::new()),
        "sort": [{VERSION: "asc"}, {ORDINAL: "asc"}],
        "docvalue_fields": [SIZE],
        "_source": false,
    });
    paging::each_page_of(
        client,
        &committed.index,
        body,
        PAGE,
        |hits| {
            for some in by_size(hits) {
                read_some(client, &committed.index, some, each)?;
            }
            Ok(())
        },
    )
}

/// Splits hits into runs of passages that are a few megabytes together.
fn by_size(hits: &[Value]) -> Vec<&[Value]> {
    let mut runs = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, hit) in hits.iter().enumerate() {
        bytes += hit["fields"][SIZE][0]
            .as_u64()
            .unwrap_or(0);
        if bytes >= ENOUGH_BYTES {
            runs.push(&hits[start..=at]);
            (start, bytes) = (at + 1, 0);
        }
    }
    if start < hits.len() {
        runs.push(&hits[start..]);
    }
    runs
}

/// Reads the passages of these hits.
fn read_some(
    client: &Client,
    index: &str,
    hits: &[Value],
    each: &mut dyn FnMut(&str, &[u8]),
) -> Result<()> {
    let ids: Vec<&Value> = hits
        .iter()
        .map(|hit| &hit["_id"])
        .collect();
    let path = format!(
        "{}/_mget?_source_includes={RECORD}",
        indices::path(index)
    );
    let answer = client.post(&path, &json!({"ids": ids}))?;
    let documents = answer["docs"].as_array();
    for (hit, document) in hits
        .iter()
        .zip(documents.into_iter().flatten())
    {
        if document["found"].is_null() {
            let (_, reason) = reason::kind_and_reason(&document["error"]);
            let shown = &client.address.shown;
            return Err(trouble::unavailable(shown, &reason));
        }
        // A passage that is gone meanwhile, or damaged, is counted as missing.
        if let Some(bytes) = document::stored(&document["_source"]) {
            each(
                hit["sort"][0]
                    .as_str()
                    .unwrap_or_default(),
                &bytes,
            );
        }
    }
    Ok(())
}
