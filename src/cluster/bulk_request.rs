//! One request with many documents: what the cluster refuses of it is sent again, or refused for
//! good.

use std::collections::HashMap;
use std::thread::sleep;

use serde_json::Value;

use super::bulk::Check;
use super::client::{Body, Client, Method, PATIENCE_OF_WRITERS, Waits};
use super::trouble;
use crate::error::{Error, Result};

/// What is asked for of the answer: nothing about documents that were taken.
const ANSWER: &str = "require_alias=true&filter_path=errors,items.*.status,items.*.error";

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

/// Sends documents until the cluster has taken each or refused it for good. Returns the sources of
/// the briefs of those that it refused, with the reason.
///
/// # Errors
/// Returns an error if the cluster cannot be reached, or takes no documents at all.
pub(super) fn send(
    client: &Client,
    path: &str,
    batch: Batch,
    check: &Check,
) -> Result<HashMap<String, String>> {
    let mut refused = HashMap::new();
    let mut waits = Waits::new(PATIENCE_OF_WRITERS);
    // The batches that are left; those of one that was too long are sent one by one.
    let mut left = vec![batch];
    while let Some(batch) = left.pop() {
        check()?;
        let request = format!("{path}?{ANSWER}");
        let body = Body::Lines(&batch.lines);
        let answer = client.ask(Method::Post, &request, body)?;
        if answer.status == 413 {
            too_long(batch, &mut left, &mut refused);
            continue;
        }
        if !answer.is_success() {
            return Err(client.refusal(&answer));
        }
        if answer.body["errors"] != true {
            continue;
        }
        let again = judge(
            client,
            &batch,
            &answer.body,
            &mut refused,
        )?;
        let Some((reason, chosen)) = again else {
            continue;
        };
        let Some(wait) = waits.next() else {
            return Err(busy(client, &reason));
        };
        sleep(wait);
        left.push(batch.only(&chosen));
    }
    Ok(refused)
}

/// Splits a batch that is too long for a request, or refuses the only document in it.
fn too_long(batch: Batch, left: &mut Vec<Batch>, refused: &mut HashMap<String, String>) {
    if let [item] = batch.items.as_slice() {
        let reason = format!(
            "a passage takes {} bytes on its way, which is more than the cluster allows \
            (http.max_content_length)",
            batch.bytes()
        );
        refused.insert(item.source.clone(), reason);
        return;
    }
    for at in 0..batch.items.len() {
        left.push(batch.only(&[at]));
    }
}

/// Looks at what became of each document. Returns the documents to be sent again, with the reason.
fn judge(
    client: &Client,
    batch: &Batch,
    answer: &Value,
    refused: &mut HashMap<String, String>,
) -> Result<Option<(String, Vec<usize>)>> {
    let mut again = Vec::new();
    let mut last_reason = String::new();
    let outcomes = answer["items"].as_array();
    for (at, outcome) in outcomes
        .into_iter()
        .flatten()
        .enumerate()
    {
        let outcome = outcome
            .as_object()
            .and_then(|outcome| outcome.values().next());
        let status = outcome.and_then(|outcome| outcome["status"].as_u64());
        let (Some(outcome), Some(status)) = (outcome, status) else {
            return Err(trouble::odd(
                &client.address.shown,
                "status of a document",
            ));
        };
        let error = &outcome["error"];
        // A document that is to be deleted and is not there has no error.
        if status < 300 || error.is_null() {
            continue;
        }
        let (kind, reason) = trouble::kind_and_reason(error);
        if trouble::is_read_only(&kind, &reason) || status == 403 {
            let shown = &client.address.shown;
            return Err(trouble::of_document(
                shown, &kind, &reason,
            ));
        }
        if kind == "index_not_found_exception" {
            return Err(trouble::deleted(&client.address.shown));
        }
        match (status, batch.items.get(at)) {
            (429 | 500.., _) => {
                again.push(at);
                last_reason = reason;
            }
            (_, Some(item)) => {
                let reason = trouble::in_short(&reason);
                refused.insert(item.source.clone(), reason);
            }
            (_, None) => {}
        }
    }
    let is_again = !again.is_empty();
    Ok(is_again.then_some((last_reason, again)))
}

fn busy(client: &Client, reason: &str) -> Error {
    trouble::error(
        &client.address.shown,
        "busy",
        format!(
            "the cluster took no more documents for a minute ({}); try again later, or add nodes",
            trouble::in_short(reason)
        ),
    )
}
