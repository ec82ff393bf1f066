//! Writes the changes of a run into a new generation.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyError, Term};

use super::added::AddedNow;
use super::brief_list::BriefList;
use super::columns;
use super::directory::Failure;
use super::disk;
use super::documents::{self, Analysed};
use super::draft::Draft;
use super::generation::Earlier;
use super::manifest::{self, EarlierState, FORMAT, Manifest};
use super::merging;
use super::names::{ADDED, BRIEFS};
use super::pieces::Piece;
use super::queue::{Queue, Queued};
use super::record::{self, BriefRecord, Container, NewBrief};
use super::schema::{Fields, schema};
use super::statistics::TokenCounts;
use crate::error::{Error, Result};

/// Maximum number of stored briefs that are read before they are written.
const STORED_BATCH: usize = 32;
/// Length of their texts, in bytes, after which they are written.
const STORED_BATCH_BYTES: usize = 2 << 20;

/// The parts of a writer.
pub(super) struct Parts {
    pub(super) root: PathBuf,
    pub(super) tantivy: IndexWriter<Queued>,
    pub(super) draft: Draft,
    /// Where the files of the draft note why they could not be written.
    pub(super) failure: Failure,
    pub(super) history: History,
    pub(super) added: AddedNow,
}

/// The generations before a generation, as its manifest lists them.
pub(super) struct History {
    /// Number of earlier generations that are kept.
    pub(super) keep: usize,
    /// The earlier generations, the latest first.
    pub(super) earlier: Vec<EarlierState>,
}

/// Makes one new generation. If it is dropped without [`Writer::commit`], the index stays as it
/// was.
pub struct Writer {
    root: PathBuf,
    /// Before `draft`, since fields are dropped in order: dropping this waits for the threads that
    /// write, and dropping `draft` removes their folder and gives up the lock.
    tantivy: IndexWriter<Queued>,
    queue: Arc<Queue>,
    draft: Draft,
    fields: Fields,
    briefs: Mutex<BriefList>,
    /// Why a file could not be written.
    failure: Failure,
    history: History,
    /// When its passages were first indexed.
    added: Mutex<AddedNow>,
    /// The index of an earlier version that is brought up to date.
    earlier: Option<Earlier>,
    /// Its briefs that are not added yet.
    stored: Mutex<BriefList>,
}

/// The segments at the end of a run.
struct Segments {
    /// Their files.
    files: HashSet<PathBuf>,
    /// Ids of those whose passages are in order.
    in_order: Vec<String>,
}

impl Writer {
    /// Returns a writer that writes into `draft`, which contains `briefs` already.
    pub(super) fn new(parts: Parts, briefs: BriefList) -> Self {
        Self {
            root: parts.root,
            queue: Arc::default(),
            tantivy: parts.tantivy,
            draft: parts.draft,
            fields: schema().1,
            briefs: Mutex::new(briefs),
            failure: parts.failure,
            history: parts.history,
            added: Mutex::new(parts.added),
            earlier: None,
            stored: Mutex::default(),
        }
    }

    /// Returns this writer with the briefs of an earlier version, of which none is added yet.
    pub(super) fn with_earlier(self, earlier: Earlier, stored: BriefList) -> Self {
        Self {
            earlier: Some(earlier),
            stored: Mutex::new(stored),
            ..self
        }
    }

    /// Analyses the passages of briefs and adds them, and removes those that the index has of the
    /// same sources. Briefs should be added in the order of their sources: a segment in that order
    /// is faster to search. Many threads can call this at once.
    ///
    /// # Errors
    /// Returns an error if the search library fails. The writer must then be dropped.
    pub fn add(&self, briefs: &[NewBrief]) -> Result<()> {
        documents::analyse_each(
            &self.fields,
            briefs,
            |piece, passages| self.put(piece, passages),
        )
    }

    /// Adds the briefs of `sources` that `read` returns, in order. Only a few are in memory at a
    /// time, however many there are.
    ///
    /// # Errors
    /// As [`Writer::add`], and the errors of `read`.
    pub fn add_each(
        &self,
        sources: &[String],
        mut read: impl FnMut(&str) -> Result<Option<NewBrief>>,
    ) -> Result<()> {
        let mut briefs = Vec::new();
        let mut bytes = 0;
        for source in sources {
            if let Some(brief) = read(source)? {
                bytes += brief.record.bytes;
                briefs.push(brief);
            }
            if briefs.len() == STORED_BATCH || bytes >= STORED_BATCH_BYTES {
                self.add(&briefs)?;
                briefs.clear();
                bytes = 0;
            }
        }
        self.add(&briefs)
    }

    /// Adds the passages of a piece of a brief.
    fn put(&self, piece: &Piece<'_>, passages: Vec<Analysed>) -> Result<()> {
        let source = &piece.brief.record.label.source;
        let mut operations = Vec::with_capacity(passages.len() + 1);
        if piece.is_first && self.put_record(&piece.brief.record) {
            operations.push(UserOperation::Delete(
                self.passages_of(source),
            ));
        }
        self.note_days(piece, &passages);
        self.lock_briefs()
            .change(source, |record| {
                for passage in &passages {
                    record.lengths = record.lengths + passage.lengths;
                    record.checksum = record::checksum(record.checksum, &passage.stored);
                }
            });
        let tokens = passages
            .iter()
            .map(|passage| passage.lengths.exact);
        let place = self.queue.enter(tokens.sum());
        let documents = passages
            .into_iter()
            .map(|passage| Queued::new(passage.document, &place));
        operations.extend(documents.map(UserOperation::Add));
        drop(place);
        // All of a piece in one operation, so that no other thread's passages get between its
        // own: they compress well together, and are in order.
        let written = self.tantivy.run(operations);
        written.map_err(self.error())?;
        Ok(())
    }

    /// Notes on which day the passages of a piece were first indexed.
    fn note_days(&self, piece: &Piece<'_>, passages: &[Analysed]) {
        let record = &piece.brief.record;
        let source = &record.label.source;
        let mut added = lock(&self.added);
        if piece.is_first {
            added.begin(source, &record.hash);
        }
        for passage in passages {
            added.note(source, passage.ordinal, passage.mark);
        }
    }

    /// Adds the record of a brief whose passages are not added yet. Returns whether the index has
    /// passages of the same source.
    fn put_record(&self, record: &BriefRecord) -> bool {
        let source = &record.label.source;
        self.lock_stored().remove(source);
        let mut record = record.clone();
        record.lengths = TokenCounts::default();
        record.checksum = 0;
        self.lock_briefs().insert(&record)
    }

    /// Returns the sources of the briefs of an earlier version that are not added yet, nor removed.
    #[must_use]
    pub fn stored_sources(&self) -> Vec<String> {
        self.lock_stored().sources()
    }

    /// Returns a brief of an earlier version as it is stored, to be added.
    ///
    /// # Errors
    /// Returns an error if its passages cannot be read.
    pub fn stored(&self, source: &str) -> Result<Option<NewBrief>> {
        let record = self.lock_stored().get(source);
        let (Some(record), Some(earlier)) = (record, &self.earlier) else {
            return Ok(None);
        };
        earlier.brief(record).map(Some)
    }

    /// Returns a function from tantivy's error to its cause, for `map_err`. If a file could not be
    /// written, tantivy itself only says that a thread ended.
    fn error(&self) -> impl FnOnce(TantivyError) -> Error {
        |error| {
            let cause = self.failure.take();
            cause.unwrap_or_else(|| Error::index(&self.root)(error))
        }
    }

    /// Notes that the unchanged brief with this source is under the corpus folder `root` now, in
    /// this container.
    pub fn set_place(&self, source: &str, root: &str, container: Option<&Container>) {
        for briefs in [&self.briefs, &self.stored] {
            lock(briefs).change(source, |brief| {
                root.clone_into(&mut brief.root);
                brief.container = container.cloned();
            });
        }
    }

    /// Removes the passages of the brief with this source.
    pub fn remove(&self, source: &str) {
        self.tantivy
            .delete_term(self.passages_of(source));
        self.lock_briefs().remove(source);
        self.lock_stored().remove(source);
    }

    /// Returns the briefs of the new generation so far, by source.
    #[must_use]
    pub fn briefs(&self) -> Vec<BriefRecord> {
        self.lock_briefs()
            .records()
            .collect()
    }

    /// Returns the sources of the briefs that are still as an earlier version parsed them.
    #[must_use]
    pub fn outdated(&self) -> Vec<String> {
        record::outdated(self.lock_briefs().records())
    }

    /// Whether the list of briefs is still `before`, so that nothing was added, removed or moved.
    #[must_use]
    pub fn is_unchanged_from(&self, before: &[BriefRecord]) -> bool {
        self.lock_briefs().is(before)
    }

    /// Writes everything to the disk and makes it the state that searches see.
    ///
    /// # Errors
    /// Returns an error if anything fails before the new state is certain. The index is then as it
    /// was.
    pub fn commit(mut self) -> Result<Manifest> {
        let segments = self.write_segments();
        let segments = segments.map_err(self.error())?;
        // tantivy must not write any more when the draft is sealed.
        drop(self.tantivy);
        let briefs = self.briefs.into_inner();
        let briefs = briefs.unwrap_or_else(PoisonError::into_inner);
        let added = self.added.into_inner();
        let added = added.unwrap_or_else(PoisonError::into_inner);
        let added = added.finish(|source| briefs.has(source));
        // One after the other, since each takes much memory.
        write_list(&self.draft, BRIEFS, &briefs.to_bytes())?;
        write_list(&self.draft, ADDED, &added.to_bytes())?;
        let manifest = Manifest {
            made: jiff::Timestamp::now()
                .strftime("%FT%TZ")
                .to_string(),
            keep: self.history.keep,
            earlier: self.history.earlier,
            ..manifest_of(&briefs, segments.in_order)
        };
        self.draft
            .commit(manifest, &segments.files)
    }

    /// Writes the segments and merges those that need it.
    fn write_segments(&mut self) -> tantivy::Result<Segments> {
        self.tantivy.commit()?;
        let metas = self
            .tantivy
            .index()
            .searchable_segment_metas()?;
        let index = self.tantivy.index();
        merging::merge(index, &merging::merges(&metas))?;
        Ok(Segments {
            files: index
                .load_metas()?
                .list_segment_files(),
            in_order: columns::in_order(index, self.fields.exact)?,
        })
    }

    /// Returns the term of all passages of the brief with this source.
    fn passages_of(&self, source: &str) -> Term {
        Term::from_field_text(self.fields.source, source)
    }

    fn lock_briefs(&self) -> MutexGuard<'_, BriefList> {
        lock(&self.briefs)
    }

    fn lock_stored(&self) -> MutexGuard<'_, BriefList> {
        lock(&self.stored)
    }
}

fn write_list(draft: &Draft, name: &str, bytes: &[u8]) -> Result<()> {
    let file = draft.path.join(name);
    disk::write(&file, bytes).map_err(Error::io(&file, "write"))
}

fn lock<T>(data: &Mutex<T>) -> MutexGuard<'_, T> {
    data.lock()
        .unwrap_or_else(PoisonError::into_inner)
}

/// Returns the manifest of a generation with these briefs; its files are not listed yet.
fn manifest_of(briefs: &BriefList, in_order: Vec<String>) -> Manifest {
    let (mut passages, mut bytes, mut lengths) = (0, 0, TokenCounts::default());
    for brief in briefs.records() {
        passages += brief.passages;
        bytes += brief.bytes;
        lengths = lengths + brief.lengths;
    }
    Manifest {
        format: FORMAT,
        fingerprint: manifest::fingerprint(),
        files: Vec::new(),
        briefs: briefs.len(),
        passages,
        bytes,
        lengths,
        in_order,
        made: String::new(),
        keep: 0,
        earlier: Vec::new(),
    }
}
