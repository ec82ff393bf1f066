//! Compares every passage in a cluster with what the records of briefs and the state say.

use std::collections::HashMap;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

use super::briefs::{self, Entry};
use super::client::Client;
use super::commit;
use super::document::PASSAGE;
use super::indices;
use super::mapping::{SIZE, VERSION};
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
    let (filter, must_not) = committed.state.visible(PASSAGE);
    let search = format!(
        "{}/_search",
        indices::path(&committed.index)
    );
    let mut after: Option<Value> = None;
    loop {
        let mut body = json!({
            "query": {"bool": {"filter": filter, "must_not": must_not}},
            "size": PAGE,
            "sort": [{VERSION: "asc"}, {ORDINAL: "asc"}],
            "docvalue_fields": [SIZE],
            "track_total_hits": false,
            "_source": false,
        });
        if let Some(after) = &after {
            body["search_after"] = after.clone();
        }
        let mut answer = client.search(&search, &body)?;
        let Value::Array(hits) = answer["hits"]["hits"].take() else {
            return Err(trouble::odd(
                &client.address.shown,
                "hits",
            ));
        };
        let mut some: Vec<&Value> = Vec::new();
        let mut bytes = 0;
        for hit in &hits {
            some.push(hit);
            bytes += hit["fields"][SIZE][0]
                .as_u64()
                .unwrap_or(0);
            if bytes >= ENOUGH_BYTES {
                read_some(client, &committed.index, &some, each)?;
                some.clear();
                bytes = 0;
            }
        }
        read_some(client, &committed.index, &some, each)?;
        match hits.last() {
            Some(last) if hits.len() == PAGE => after = Some(last["sort"].clone()),
            _ => return Ok(()),
        }
    }
}

/// Reads the passages of these hits.
fn read_some(
    client: &Client,
    index: &str,
    hits: &[&Value],
    each: &mut dyn FnMut(&str, &[u8]),
) -> Result<()> {
    if hits.is_empty() {
        return Ok(());
    }
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
        let stored = document["_source"][RECORD].as_str();
        let bytes = stored.and_then(|text| BASE64_STANDARD.decode(text).ok());
        // A passage that is gone meanwhile, or damaged, is counted as missing.
        if let Some(bytes) = bytes {
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
