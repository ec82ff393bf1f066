//! The documents on their way to the threads that write them.
//!
//! The search library takes ten thousand batches of documents before it lets anyone wait. If it is
//! slower than the analysis, these are the whole corpus, in many times the memory of its text. So
//! only a few pieces of briefs are on their way at a time.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tantivy::{Document, TantivyDocument};

/// Time after which a piece goes on its way though too many are: the threads may have ended, which
/// only the search library tells.
const PATIENCE: Duration = Duration::from_secs(10);

/// Counts the pieces on their way.
#[derive(Debug)]
pub(super) struct Queue {
    /// Maximum number of pieces.
    most: usize,
    pieces: Mutex<usize>,
    has_room: Condvar,
}

/// The place of a piece in the queue, which ends when this is dropped.
#[derive(Debug)]
pub(super) struct Place(Arc<Queue>);

/// A document on its way, which keeps the place of its piece.
#[derive(Debug)]
pub(super) struct Queued {
    document: TantivyDocument,
    _place: Arc<Place>,
}

impl Queued {
    pub(super) fn new(document: TantivyDocument, place: &Arc<Place>) -> Self {
        Self {
            document,
            _place: Arc::clone(place),
        }
    }
}

impl Queue {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            pieces: Mutex::new(0),
            has_room: Condvar::new(),
        })
    }

    /// Waits for room and takes a place.
    pub(super) fn enter(self: &Arc<Self>) -> Arc<Place> {
        let waited = self
            .has_room
            .wait_timeout_while(self.lock(), PATIENCE, |pieces| {
                *pieces >= self.most
            });
        let (mut pieces, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *pieces += 1;
        drop(pieces);
        Arc::new(Place(Arc::clone(self)))
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.pieces
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.lock() -= 1;
        self.0.has_room.notify_one();
    }
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Document::iter_fields_and_values(&self.document)
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}
