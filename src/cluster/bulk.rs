//! Documents on their way to the cluster: gathered into requests of a few megabytes, of which a few
//! are on their way at a time. So the memory of a run does not follow its corpus, and a cluster
//! that is slower than the analysis makes it wait.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use serde_json::{Value, json};

use super::bulk_request::{self, Batch, Check};
use super::client::Client;
use super::indices;
use crate::error::{Error, Result};

/// Length of a request, in bytes, after which it is sent.
const ENOUGH_BYTES: usize = 5 << 20;
/// Number of requests that wait.
const MAX_WAITING: usize = 1;
/// Number of requests in flight.
const IN_FLIGHT: usize = 2;

/// Sends documents to one index.
pub(super) struct Bulk {
    shared: Arc<Shared>,
    senders: Vec<JoinHandle<()>>,
}

struct Shared {
    client: Arc<Client>,
    /// Path of the requests.
    path: String,
    check: Check,
    queue: Mutex<Queue>,
    changed: Condvar,
}

type Gathering<'a> = MutexGuard<'a, Queue>;

#[derive(Default)]
struct Queue {
    /// The documents that are not yet enough for a request.
    gathering: Batch,
    waiting: VecDeque<Batch>,
    in_flight: usize,
    has_ended: bool,
    /// Why nothing more can be sent.
    failure: Option<Error>,
    /// The sources of briefs of which a document was refused for good, with the reason.
    refused: HashMap<String, String>,
    /// Number of documents that the cluster has taken.
    taken: u64,
}

impl Bulk {
    /// Starts to send documents to `index`, each request only if `check` succeeds.
    ///
    /// # Errors
    /// Returns an error if no thread can be started.
    pub(super) fn start(client: &Arc<Client>, index: &str, check: Check) -> Result<Self> {
        let alias = indices::write_alias(index);
        let shared = Arc::new(Shared {
            client: Arc::clone(client),
            path: format!("{}/_bulk", indices::path(&alias)),
            check,
            queue: Mutex::default(),
            changed: Condvar::new(),
        });
        let mut bulk = Self {
            shared,
            senders: Vec::new(),
        };
        for _ in 0..IN_FLIGHT {
            let shared = Arc::clone(&bulk.shared);
            let sender = thread::Builder::new().spawn(move || shared.send_all());
            let sender = sender.map_err(Error::io(
                &client.address.shown,
                "start a thread for",
            ))?;
            bulk.senders.push(sender);
        }
        Ok(bulk)
    }

    /// Adds a document of the brief with this source. Waits while too much is on its way.
    ///
    /// # Errors
    /// Returns an error if the cluster does not take documents any more.
    pub(super) fn index(&self, id: &str, source: &str, document: &Value) -> Result<()> {
        let action = json!({"index": {"_id": id}});
        self.add(source, &action, Some(document))
    }

    /// Deletes a document.
    ///
    /// # Errors
    /// As [`Bulk::index`].
    pub(super) fn delete(&self, id: &str) -> Result<()> {
        let action = json!({"delete": {"_id": id}});
        self.add("", &action, None)
    }

    fn add(&self, source: &str, action: &Value, document: Option<&Value>) -> Result<()> {
        let mut line = action.to_string();
        line.push('\n');
        if let Some(document) = document {
            line.push_str(&document.to_string());
            line.push('\n');
        }
        let mut queue = self.shared.lock();
        if !queue.gathering.is_empty() && queue.gathering.bytes() + line.len() > ENOUGH_BYTES {
            queue = self.shared.send_gathered(queue)?;
        }
        queue.gathering.push(source, &line);
        Ok(())
    }

    /// Sends everything, and waits until the cluster has answered.
    ///
    /// # Errors
    /// As [`Bulk::index`].
    pub(super) fn flush(&self) -> Result<()> {
        let mut queue = self.shared.lock();
        if !queue.gathering.is_empty() {
            queue = self.shared.send_gathered(queue)?;
        }
        let is_busy = |queue: &mut Queue| {
            let is_empty = queue.waiting.is_empty() && queue.in_flight == 0;
            !is_empty && queue.failure.is_none()
        };
        let waited = self
            .shared
            .changed
            .wait_while(queue, is_busy);
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        queue
            .failure
            .take()
            .map_or(Ok(()), Err)
    }

    /// Returns the sources of briefs of which a document was refused for good, with the reason,
    /// once.
    pub(super) fn refused(&self) -> HashMap<String, String> {
        std::mem::take(&mut self.shared.lock().refused)
    }
}

impl Bulk {
    /// Returns how many documents the cluster has taken.
    pub(super) fn taken(&self) -> u64 {
        self.shared.lock().taken
    }
}

impl Drop for Bulk {
    fn drop(&mut self) {
        self.shared.lock().has_ended = true;
        self.shared.changed.notify_all();
        for sender in self.senders.drain(..) {
            // A thread that panicked sends nothing more either.
            let _ = sender.join();
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts what was gathered among the waiting requests, once there is room.
    fn send_gathered<'a>(&'a self, queue: Gathering<'a>) -> Result<Gathering<'a>> {
        let is_full =
            |queue: &mut Queue| queue.waiting.len() >= MAX_WAITING && queue.failure.is_none();
        let waited = self
            .changed
            .wait_while(queue, is_full);
        let mut queue = waited.unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = queue.failure.take() {
            return Err(failure);
        }
        let batch = std::mem::take(&mut queue.gathering);
        queue.waiting.push_back(batch);
        self.changed.notify_all();
        Ok(queue)
    }

    /// Sends the waiting requests until the end.
    fn send_all(&self) {
        let mut queue = self.lock();
        loop {
            let is_idle = |queue: &mut Queue| queue.waiting.is_empty() && !queue.has_ended;
            let waited = self
                .changed
                .wait_while(queue, is_idle);
            queue = waited.unwrap_or_else(PoisonError::into_inner);
            // Documents that nobody waits for are not sent.
            if queue.has_ended {
                return;
            }
            let Some(batch) = queue.waiting.pop_front() else {
                continue;
            };
            queue.in_flight += 1;
            self.changed.notify_all();
            drop(queue);
            let sent = (self.check)().and_then(|()| {
                bulk_request::send(
                    &self.client,
                    &self.path,
                    batch,
                    &self.check,
                )
            });
            queue = self.lock();
            queue.in_flight -= 1;
            match sent {
                Ok(outcome) => {
                    queue
                        .refused
                        .extend(outcome.refused);
                    queue.taken += outcome.taken;
                }
                Err(failure) => queue.failure = Some(failure),
            }
            self.changed.notify_all();
        }
    }
}
