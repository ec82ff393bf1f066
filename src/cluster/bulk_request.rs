//! One request with many documents: what the cluster refuses of it is sent again, or refused for
//! good.

use std::collections::HashMap;
use std::thread::sleep;

use serde_json::Value;

use super::client::{Body, Client, Method, PATIENCE_OF_WRITERS, Waits};
use super::reason;
use super::trouble;
use crate::error::{Error, Result};

/// A function that checks whether documents may still be sent.
pub(super) type Check = Box<dyn Fn() -> Result<()> + Send + Sync>;

/// The parts of the answer that are asked for: nothing about documents that were taken.
const ANSWER: &str = "require_alias=true&filter_path=errors,items.*.status,items.*.error";

/// The fates of documents.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Number of those that the cluster has taken.
    pub(super) taken: u64,
    /// The sources of the briefs of those that it refused for good, with the reason.
    pub(super) refused: HashMap<String, String>,
}

/// Documents for one request.
#[derive(Debug, Default)]
pub(super) struct Batch {
    lines: Vec<u8>,
    items: Vec<Item>,
}

/// The lines of a document in a request.
#[derive(Debug, Clone)]
struct Item {
    start: usize,
    end: usize,
    /// The source of the brief that fails with it.
    source: String,
}

impl Batch {
    /// Adds the lines of a document of the brief with this source.
    pub(super) fn push(&mut self, source: &str, lines: &str) {
        let start = self.lines.len();
        self.lines
            .extend_from_slice(lines.as_bytes());
        self.items.push(Item {
            start,
            end: self.lines.len(),
            source: source.to_owned(),
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns its length, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.lines.len()
    }

    /// Returns a batch of those of its documents whose places in it are `chosen`.
    fn only(&self, chosen: &[usize]) -> Self {
        let mut batch = Self::default();
        for &at in chosen {
            let item = &self.items[at];
            let lines = &self.lines[item.start..item.end];
            batch.push(
                &item.source,
                &String::from_utf8_lossy(lines),
            );
        }
        batch
    }
}

/// Sends documents until the cluster has taken each or refused it for good.
///
/// # Errors
/// Returns an error if the cluster cannot be reached, or takes no documents at all.
pub(super) fn send(client: &Client, path: &str, batch: Batch, check: &Check) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut waits = Waits::new(PATIENCE_OF_WRITERS);
    // The batches that are left; those of one that was too long are sent one by one.
    let mut left = vec![batch];
    while let Some(batch) = left.pop() {
        check()?;
        let request = format!("{path}?{ANSWER}");
        let body = Body::Lines(&batch.lines);
        let answer = client.ask(Method::Post, &request, body)?;
        if answer.status == 413 {
            outcome.split(&batch, &mut left);
            continue;
        }
        if !answer.is_success() {
            return Err(client.refusal(&answer));
        }
        let fates = fates(client, &batch, &answer.body)?;
        let Some((again, reason)) = outcome.add(&batch, fates) else {
            continue;
        };
        let Some(wait) = waits.next() else {
            return Err(busy(client, &reason));
        };
        sleep(wait);
        left.push(again);
    }
    Ok(outcome)
}

impl Outcome {
    /// Splits a batch that is too long for a request, or refuses the only document in it.
    fn split(&mut self, batch: &Batch, left: &mut Vec<Batch>) {
        if let [item] = batch.items.as_slice() {
            let reason = format!(
                "a passage takes {} bytes on its way, which is more than the cluster allows \
                (http.max_content_length)",
                batch.bytes()
            );
            self.refused
                .insert(item.source.clone(), reason);
            return;
        }
        for at in 0..batch.items.len() {
            left.push(batch.only(&[at]));
        }
    }

    /// Adds what became of the documents of a batch. Returns those to be sent again, with the
    /// reason.
    fn add(&mut self, batch: &Batch, fates: Vec<Fate>) -> Option<(Batch, String)> {
        let mut again = Vec::new();
        let mut last_reason = String::new();
        for (at, (item, fate)) in batch
            .items
            .iter()
            .zip(fates)
            .enumerate()
        {
            match fate {
                Fate::Taken => self.taken += 1,
                Fate::Refused(reason) => {
                    self.refused
                        .insert(item.source.clone(), reason);
                }
                Fate::Again(reason) => {
                    again.push(at);
                    last_reason = reason;
                }
            }
        }
        let is_again = !again.is_empty();
        is_again.then(|| (batch.only(&again), last_reason))
    }
}

/// The fate of a document.
enum Fate {
    Taken,
    /// It may be taken if it is sent again.
    Again(String),
    /// It is never taken.
    Refused(String),
}

/// Returns what became of each document of a batch.
///
/// # Errors
/// Returns an error if a document was refused for a reason that holds for all.
fn fates(client: &Client, batch: &Batch, answer: &Value) -> Result<Vec<Fate>> {
    if answer["errors"] == false {
        let all = batch.items.iter();
        return Ok(all.map(|_| Fate::Taken).collect());
    }
    let outcomes = answer["items"].as_array();
    let outcomes = outcomes.map_or(&[][..], Vec::as_slice);
    if outcomes.len() != batch.items.len() {
        return Err(trouble::odd(
            &client.address.shown,
            "status of each document",
        ));
    }
    outcomes
        .iter()
        .map(|outcome| fate(client, outcome))
        .collect()
}

fn fate(client: &Client, outcome: &Value) -> Result<Fate> {
    let shown = &client.address.shown;
    let outcome = outcome
        .as_object()
        .and_then(|outcome| outcome.values().next());
    let status = outcome.and_then(|outcome| outcome["status"].as_u64());
    let (Some(outcome), Some(status)) = (outcome, status) else {
        return Err(trouble::odd(
            shown,
            "status of a document",
        ));
    };
    let error = &outcome["error"];
    // A document that is to be deleted and is not there has no error.
    if status < 300 || error.is_null() {
        return Ok(Fate::Taken);
    }
    let (kind, reason) = reason::kind_and_reason(error);
    if reason::is_read_only(&kind, &reason) || status == 403 {
        return Err(trouble::of_document(
            shown, &kind, &reason,
        ));
    }
    if kind == "index_not_found_exception" {
        return Err(trouble::deleted(shown));
    }
    if status == 429 || status >= 500 {
        return Ok(Fate::Again(reason));
    }
    Ok(Fate::Refused(reason::in_short(&reason)))
}

fn busy(client: &Client, reason: &str) -> Error {
    trouble::error(
        &client.address.shown,
        "busy",
        format!(
            "the cluster took no more documents for a minute ({}); try again later, or add nodes",
            reason::in_short(reason)
        ),
    )
}
