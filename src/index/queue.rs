//! The documents on their way to the threads that write them.
//!
//! The search library takes ten thousand batches of documents before it lets anyone wait. If it is
//! slower than the analysis, these are the whole corpus, in many times the memory of its text. So
//! only a few megabytes of text are on their way at a time.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tantivy::Document;

use super::document::PassageDocument;

/// Time after which a piece goes on its way though too many are: the threads may have ended, which
/// only the search library tells.
const PATIENCE: Duration = Duration::from_secs(10);

/// Number of tokens on their way after which a piece waits: those of two or three megabytes of
/// ordinary text. Memory follows the tokens, since a few characters may be many.
const MAX_TOKENS: u64 = 400_000;

/// Counts the tokens on their way.
#[derive(Debug, Default)]
pub(super) struct Queue {
    tokens: Mutex<u64>,
    has_room: Condvar,
}

/// The place of a piece in the queue, which ends when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    queue: Arc<Queue>,
    tokens: u64,
}

/// A document on its way, which keeps the place of its piece.
#[derive(Debug)]
pub(super) struct Queued {
    document: PassageDocument,
    _place: Arc<Place>,
}

impl Queued {
    pub(super) fn new(document: PassageDocument, place: &Arc<Place>) -> Self {
        Self {
            document,
            _place: Arc::clone(place),
        }
    }
}

impl Queue {
    /// Waits for room, and takes a place for a piece of this number of tokens.
    pub(super) fn enter(self: &Arc<Self>, tokens: u64) -> Arc<Place> {
        let is_full = |before: &mut u64| *before > 0 && *before + tokens > MAX_TOKENS;
        let waited = self
            .has_room
            .wait_timeout_while(self.lock(), PATIENCE, is_full);
        let (mut all, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *all += tokens;
        drop(all);
        Arc::new(Place {
            queue: Arc::clone(self),
            tokens,
        })
    }

    fn lock(&self) -> MutexGuard<'_, u64> {
        self.tokens
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.queue.lock() -= self.tokens;
        self.queue.has_room.notify_all();
    }
}

impl Document for Queued {
    type Value<'a> = <PassageDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <PassageDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Document::iter_fields_and_values(&self.document)
    }
}
