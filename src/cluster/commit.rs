//! The end of a run: the state that makes it seen.

use std::collections::BTreeMap;

use super::briefs::Entry;
use super::client::Client;
use super::indices;
use super::lock::Lock;
use super::lock_document;
use super::state::{self, Committed, State};
use crate::error::Result;
use crate::index::{self, BriefRecord};

/// Returns the state after a run that started with the state `base` and ended with the briefs of
/// `now`. Nothing has died.
pub(super) fn next_state(base: State, run: u64, now: &BTreeMap<String, Entry>) -> State {
    let mut state = base;
    state.abandon_until(run);
    let records = || {
        now.values()
            .map(|entry| &entry.record)
    };
    state.run = run;
    state.briefs = now.len();
    state.passages = records()
        .map(|brief| brief.passages)
        .sum();
    state.bytes = records()
        .map(|brief| brief.bytes)
        .sum();
    state.lengths = records()
        .map(|brief| brief.lengths)
        .sum();
    state.checksum = checksum(records());
    let time = jiff::Timestamp::now().strftime("%FT%TZ");
    state.made = time.to_string();
    state.token = lock_document::token();
    state.next = None;
    state.of_this_version()
}

/// Makes the address name the index `new`.
///
/// # Errors
/// Returns an error if another run has written the old index meanwhile, which then stays.
pub(super) fn replace(client: &Client, lock: &Lock, old: &Committed, new: &str) -> Result<()> {
    let token = lock_document::token();
    state::write_next(client, old, new, &token)?;
    lock.check()?;
    indices::swap(client, &old.index, new)
}

/// Returns the versions of passages and of records that are no longer those of a brief.
pub(super) fn dead(
    before: &BTreeMap<String, Entry>,
    now: &BTreeMap<String, Entry>,
) -> (Vec<String>, Vec<String>) {
    let mut versions = Vec::new();
    let mut documents = Vec::new();
    for (source, old) in before {
        let new = now.get(source);
        if new.is_none_or(|new| new.version != old.version) {
            versions.push(old.version.clone());
        }
        if new.is_none_or(|new| new.document != old.document) {
            documents.extend(old.document.clone());
        }
    }
    (versions, documents)
}

/// Returns the checksum of the checksums of all briefs, which come by source.
pub(super) fn checksum<'a>(briefs: impl Iterator<Item = &'a BriefRecord>) -> u64 {
    briefs.fold(0, |sum, brief| {
        let facts = format!(
            "{} {} {}",
            brief.label.source, brief.passages, brief.checksum
        );
        index::checksum(sum, facts.as_bytes())
    })
}
