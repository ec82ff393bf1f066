//! Writes the changes of a run into a new generation.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::indexer::UserOperation;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::columns;
use super::disk;
use super::documents;
use super::draft::Draft;
use super::manifest::{self, FORMAT, Manifest};
use super::merging;
use super::names::BRIEFS;
use super::record::{self, BriefRecord, Container};
use super::schema::{Fields, schema};
use crate::error::{Error, Result};
use crate::model::Brief;

type Briefs = BTreeMap<String, BriefRecord>;

/// A brief ready to be added.
pub struct Analysed {
    documents: Vec<TantivyDocument>,
    record: BriefRecord,
}

/// Makes one new generation. If it is dropped without [`Writer::commit`], the index stays as it
/// was.
pub struct Writer {
    root: PathBuf,
    /// Before `draft`, since fields are dropped in order: dropping this waits for the threads that
    /// write, and dropping `draft` removes their folder and gives up the lock.
    tantivy: IndexWriter,
    draft: Draft,
    fields: Fields,
    briefs: Mutex<Briefs>,
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
    pub(super) fn new(root: PathBuf, tantivy: IndexWriter, draft: Draft, briefs: Briefs) -> Self {
        Self {
            root,
            tantivy,
            draft,
            fields: schema().1,
            briefs: Mutex::new(briefs),
        }
    }

    /// Analyses the passages of `brief`. Many threads can call this at once.
    #[must_use]
    pub fn analyse(&self, brief: &Brief, mut record: BriefRecord) -> Analysed {
        let (documents, lengths) = documents::documents(&self.fields, brief, &record.id);
        record.lengths = lengths;
        Analysed { documents, record }
    }

    /// Adds the passages of a brief, and removes those that the index has of the same source.
    /// Briefs should be added in the order of their sources: a segment in that order is faster to
    /// search.
    ///
    /// # Errors
    /// Returns an error if the search library fails. The writer must then be dropped.
    pub fn put(&self, analysed: Analysed) -> Result<()> {
        let source = analysed.record.label.source.clone();
        let delete = UserOperation::Delete(self.passages_of(&source));
        let before = self
            .lock_briefs()
            .insert(source, analysed.record);
        let mut operations = Vec::with_capacity(analysed.documents.len() + 1);
        if before.is_some() {
            operations.push(delete);
        }
        operations.extend(
            analysed
                .documents
                .into_iter()
                .map(UserOperation::Add),
        );
        // All of a brief in one operation, so that no other thread's passages get between its
        // own: they compress well together, and are in order.
        let written = self.tantivy.run(operations);
        written.map_err(Error::index(&self.root))?;
        Ok(())
    }

    /// Notes that the unchanged brief with this source is under the corpus folder `root` now, in
    /// this container.
    pub fn set_place(&self, source: &str, root: &str, container: Option<&Container>) {
        if let Some(brief) = self.lock_briefs().get_mut(source) {
            root.clone_into(&mut brief.root);
            brief.container = container.cloned();
        }
    }

    /// Removes the passages of the brief with this source.
    pub fn remove(&self, source: &str) {
        self.tantivy
            .delete_term(self.passages_of(source));
        self.lock_briefs().remove(source);
    }

    /// Whether the list of briefs is still `before`, so that nothing was added, removed or moved.
    #[must_use]
    pub fn is_unchanged_from(&self, before: &[BriefRecord]) -> bool {
        let briefs = self.lock_briefs();
        let is_same = |brief: &BriefRecord| briefs.get(&brief.label.source) == Some(brief);
        let are_as_many = briefs.len() == before.len();
        are_as_many && before.iter().all(is_same)
    }

    /// Writes everything to the disk and makes it the state that searches see.
    ///
    /// # Errors
    /// Returns an error if anything fails before the new state is certain. The index is then as it
    /// was.
    pub fn commit(mut self) -> Result<Manifest> {
        let segments = self
            .write_segments()
            .map_err(Error::index(&self.root))?;
        // tantivy must not write any more when the draft is sealed.
        drop(self.tantivy);
        let briefs = self.briefs.into_inner();
        let briefs = briefs.unwrap_or_else(PoisonError::into_inner);
        let briefs: Vec<BriefRecord> = briefs.into_values().collect();
        let file = self.draft.path.join(BRIEFS);
        let bytes = record::write_briefs(&briefs);
        disk::write(&file, &bytes).map_err(Error::io(&file, "write"))?;
        let manifest = manifest_of(&briefs, segments.in_order);
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
        for merge in merging::merges(&metas) {
            self.tantivy.merge(&merge).wait()?;
        }
        let index = self.tantivy.index();
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

    fn lock_briefs(&self) -> MutexGuard<'_, Briefs> {
        self.briefs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the manifest of a generation with these briefs; its files are not listed yet.
fn manifest_of(briefs: &[BriefRecord], in_order: Vec<String>) -> Manifest {
    Manifest {
        format: FORMAT,
        fingerprint: manifest::fingerprint(),
        files: Vec::new(),
        briefs: briefs.len(),
        passages: briefs
            .iter()
            .map(|brief| brief.passages)
            .sum(),
        bytes: briefs
            .iter()
            .map(|brief| brief.bytes)
            .sum(),
        lengths: briefs
            .iter()
            .map(|brief| brief.lengths)
            .sum(),
        in_order,
    }
}
