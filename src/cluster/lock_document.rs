//! The lock document: who writes an index.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Body, Client, Method};
use super::indices;
use super::mapping::{DATA, DOC};
use super::state::Place;
use super::trouble;
use crate::error::Result;

/// The id of the document, and the value of its field `doc`.
const LOCK: &str = "lock";
/// The contents of the lock document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Data {
    /// Who holds it; `None` if nobody does.
    pub(super) holder: Option<Holder>,
    /// Who held it last or holds it, in words.
    pub(super) last: Option<String>,
    /// Number of the run that was begun last.
    pub(super) run: u64,
    /// Time of the last renewal, in seconds since 1970.
    pub(super) renewed: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holder {
    /// In words: `process 4711 on host since 2026-11-25 09:30:00 UTC`.
    pub(super) shown: String,
    /// Differs between any two runs.
    token: String,
    process: u32,
    /// The machine, since it was last started, and its set of processes.
    machine: Option<String>,
}

impl Data {
    /// Returns the time since the last renewal by this machine's clock, in seconds.
    pub(super) fn age(&self) -> i64 {
        now() - self.renewed
    }
}

impl Holder {
    /// Returns this process.
    pub(super) fn this() -> Self {
        let process = std::process::id();
        let host = file("/proc/sys/kernel/hostname").or_else(|| file("/etc/hostname"));
        let host = host.unwrap_or_else(|| "an unknown host".to_owned());
        let since = jiff::Timestamp::now().strftime("%F %T UTC");
        Self {
            shown: format!("process {process} on {host} since {since}"),
            token: token(),
            process,
            machine: machine(),
        }
    }

    /// Whether the holder is a process of this machine that has ended.
    pub(super) fn has_ended(&self) -> bool {
        let process = format!("/proc/{}", self.process);
        self.machine.is_some() && self.machine == machine() && !Path::new(&process).exists()
    }
}

/// Returns a text that no other run has.
pub(super) fn token() -> String {
    let now = jiff::Timestamp::now().as_nanosecond();
    let seed = format!(
        "{:?} {} {now}",
        machine(),
        std::process::id()
    );
    let hash = blake3::hash(seed.as_bytes());
    hash.to_hex()[..32].to_owned()
}

/// Returns what tells this machine, since its start, and this set of processes from others, if the
/// system tells.
fn machine() -> Option<String> {
    let boot = file("/proc/sys/kernel/random/boot_id")?;
    let processes = fs::read_link("/proc/self/ns/pid").ok()?;
    Some(format!(
        "{boot} {}",
        processes.display()
    ))
}

fn file(path: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns the time, in seconds since 1970.
pub(super) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Returns who wrote the index last or writes it now, and since when.
pub(super) fn last_holder(client: &Client, index: &str) -> Result<Option<String>> {
    let found = read(client, index)?;
    Ok(found.and_then(|(data, _)| data.last))
}

/// Reads the lock document.
pub(super) fn read(client: &Client, index: &str) -> Result<Option<(Data, Place)>> {
    let document = format!("{}/_doc/{LOCK}", indices::path(index));
    let answer = client.ask(Method::Get, &document, Body::Nothing)?;
    if answer.status == 404 && answer.body["found"] == false {
        return Ok(None);
    }
    if !answer.is_success() {
        return Err(client.refusal(&answer));
    }
    let data = serde_json::from_value(answer.body["_source"][DATA].clone());
    match (data, Place::of(&answer.body)) {
        (Ok(data), Some(place)) => Ok(Some((data, place))),
        _ => Err(trouble::odd(
            &client.address.shown,
            "lock that this version knows",
        )),
    }
}

/// Writes the lock document over the one at `place`, or as the first. Returns its new place, or
/// `None` if another was written meanwhile.
pub(super) fn write(
    client: &Client,
    index: &str,
    data: &Data,
    place: Option<Place>,
) -> Result<Option<Place>> {
    let document = format!(
        "{}/_doc/{LOCK}?require_alias=true&{}",
        indices::path(&indices::write_alias(index)),
        Place::condition(place)
    );
    let body: Value = json!({DOC: LOCK, DATA: data});
    let answer = client.ask(
        Method::Put,
        &document,
        Body::Json(&body),
    )?;
    if answer.is_success() {
        return Ok(Place::of(&answer.body));
    }
    if answer.status != 409 {
        return Err(client.refusal(&answer));
    }
    // If the answer to an earlier try got lost, the lock is ours.
    let now = read(client, index)?;
    Ok(now
        .filter(|(found, _)| found == data)
        .map(|(_, place)| place))
}
