//! An index that is open for searching.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::{DocAddress, ReloadPolicy, Searcher, SegmentOrdinal, Term};

use super::added::{Added, AddedPassages};
use super::columns::{AllColumns, Columns};
use super::directory::Files;
use super::elsewhere::Elsewhere;
use super::generation::Generation;
use super::manifest::Manifest;
use super::passage;
use super::pointer::{self, Pointer};
use super::record::BriefRecord;
use super::records::Records;
use super::schema::{self, Fields};
use super::statistics::Statistics;
use super::view::View;
use crate::error::{Error, Result};
use crate::model::StoredPassage;

/// One state of an index, open for searching. It stays the same while later runs replace it.
///
/// A program that runs for long calls [`Index::reopen`] now and then:
///
/// ```no_run
/// # use yinde::{Result, index::Index};
/// # fn refresh(index: &mut Index) -> Result<()> {
/// if let Some(newer) = index.reopen()? {
///     *index = newer;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Index {
    pub(crate) root: PathBuf,
    pub(crate) manifest: Manifest,
    pub(crate) fields: Fields,
    pub(crate) searcher: Searcher,
    pub(super) place: Place,
    pub(super) statistics: Statistics,
    pub(super) columns: AllColumns,
    pub(super) records: Records,
}

/// Where the passages are.
pub(super) enum Place {
    /// In the files of a generation.
    Folder(Pointer),
    /// Elsewhere.
    Elsewhere(Arc<dyn Elsewhere>),
    /// Elsewhere, and some of them in memory.
    View(Arc<View>),
}

impl Index {
    /// Opens the index in `root`.
    ///
    /// # Errors
    /// Returns an error if there is no index, another version made it, or its files are not those
    /// that were written.
    pub fn open(root: &Path) -> Result<Self> {
        pointer::retry_if_replaced(root, |root| {
            Self::of(root, Generation::current(root)?)
        })
    }

    /// Opens the index in `root`, and reads its briefs, by source.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open_with_briefs(root: &Path) -> Result<(Self, Vec<BriefRecord>)> {
        pointer::retry_if_replaced(root, |root| {
            let generation = Generation::current(root)?;
            let briefs = generation.briefs()?;
            Ok((Self::of(root, generation)?, briefs))
        })
    }

    pub(super) fn of(root: &Path, generation: Generation) -> Result<Self> {
        let Generation {
            pointer,
            path,
            manifest,
        } = generation;
        let files = Files::open(&path, &manifest.files)?;
        let mut index = tantivy::Index::open(files).map_err(Error::index(root))?;
        let (schema, fields) = schema::schema();
        if index.schema() != schema {
            return Err(Error::Version {
                path: root.to_owned(),
                found: "another schema".into(),
                can_upgrade: false,
            });
        }
        index.set_tokenizers(schema::tokenizers());
        let searcher = searcher(&index).map_err(Error::index(root))?;
        let in_order = manifest.in_order.clone();
        Ok(Self {
            root: root.to_owned(),
            statistics: Statistics::new(
                searcher.clone(),
                &fields,
                manifest.lengths,
            ),
            columns: AllColumns::new(searcher.clone(), fields.exact, in_order),
            records: Records::new(searcher.clone(), fields.record),
            manifest,
            fields,
            searcher,
            place: Place::Folder(pointer),
        })
    }

    /// The folder of the index.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The contents of the index.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Number of passages.
    #[must_use]
    pub fn passages(&self) -> usize {
        self.manifest.passages
    }

    /// Returns the segments that the passages are stored in.
    #[must_use]
    pub fn segments(&self) -> Vec<SegmentSize> {
        let readers = self
            .searcher
            .segment_readers()
            .iter();
        let sizes = readers.map(|segment| SegmentSize {
            passages: segment.num_docs(),
            deleted: segment.num_deleted_docs(),
        });
        sizes.collect()
    }

    /// Returns the names of the files that the segments may consist of. Not all of them need exist.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn segment_files(&self) -> Result<HashSet<PathBuf>> {
        let metas = self.searcher.index().load_metas();
        Ok(metas
            .map_err(self.error())?
            .list_segment_files())
    }

    /// Returns the number of passages with this Chinese word.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub fn passages_with_chinese(&self, word: &str) -> Result<u64> {
        self.doc_freq(&Term::from_field_text(
            self.fields.chinese,
            word,
        ))
    }

    /// Whether this is still the state that a search in its folder would see, so that no later run
    /// has changed the index.
    ///
    /// # Errors
    /// Returns an error if the index is gone or damaged.
    pub fn is_current(&self) -> Result<bool> {
        match &self.place {
            Place::Folder(pointer) => Ok(Pointer::read(&self.root)? == *pointer),
            Place::Elsewhere(elsewhere) => elsewhere.is_current(),
            Place::View(view) => view.always().is_current(),
        }
    }

    /// Opens the newer state of the index, or returns `None` if this is current.
    ///
    /// # Errors
    /// As [`Index::open`]. This state can be searched all the same.
    pub fn reopen(&self) -> Result<Option<Self>> {
        if self.is_current()? {
            return Ok(None);
        }
        match self.elsewhere() {
            Some(elsewhere) => Self::of_elsewhere(&self.root, elsewhere.reopen()?).map(Some),
            None => Self::open(&self.root).map(Some),
        }
    }

    /// Returns the passages that were first indexed from `first` to `last`, days as numbers.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub(crate) fn added(&self, first: u64, last: u64) -> Result<Vec<AddedPassages>> {
        let Some(generation) = self.generation() else {
            return Ok(self.added_in_view(first..=last));
        };
        let added = Added::read(&generation)?;
        Ok(added.within(&(first..=last)))
    }

    /// Reads the list of its briefs, by source.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub(crate) fn briefs(&self) -> Result<Vec<BriefRecord>> {
        match (self.generation(), self.elsewhere()) {
            (Some(generation), _) => generation.briefs(),
            (None, Some(elsewhere)) => elsewhere.briefs(),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// Returns the generation whose files it reads, if its passages are in files.
    fn generation(&self) -> Option<Generation> {
        let Place::Folder(pointer) = &self.place else {
            return None;
        };
        Some(Generation {
            pointer: pointer.clone(),
            path: self.root.join(&pointer.generation),
            manifest: self.manifest.clone(),
        })
    }

    /// The statistics that scores are computed with.
    pub(crate) fn statistics(&self) -> &dyn Bm25StatisticsProvider {
        &self.statistics
    }

    /// Returns the columns of a segment.
    pub(crate) fn columns(&self, segment: SegmentOrdinal) -> tantivy::Result<Columns> {
        self.columns.of(segment)
    }

    /// Returns the source that has this number in this segment.
    pub(crate) fn source_name(
        &self,
        segment: SegmentOrdinal,
        ord: u64,
    ) -> tantivy::Result<Arc<str>> {
        self.columns
            .source_name(segment, ord)
    }

    /// Returns the number of passages that have `term`.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub(crate) fn doc_freq(&self, term: &Term) -> Result<u64> {
        if let Place::Elsewhere(elsewhere) = &self.place {
            let text = term
                .value()
                .as_str()
                .unwrap_or_default()
                .to_owned();
            let found = elsewhere.frequencies(&[(term.field(), text)])?;
            return Ok(found
                .first()
                .copied()
                .unwrap_or_default());
        }
        self.statistics
            .doc_freq(term)
            .map_err(self.error())
    }

    /// Returns whether a passage has the normalized `word`.
    ///
    /// # Errors
    /// Returns an error if the index cannot be read.
    pub(crate) fn has_word(&self, word: &str) -> Result<bool> {
        let term = Term::from_field_text(self.fields.exact, word);
        Ok(self.doc_freq(&term)? > 0)
    }

    /// Reads the passage at `address`.
    ///
    /// # Errors
    /// Returns an error if it is damaged.
    pub(crate) fn passage_at(&self, address: DocAddress) -> Result<StoredPassage> {
        let bytes = self
            .records
            .bytes(address)
            .map_err(self.error())?;
        let passage = passage::from_bytes(&bytes);
        passage.ok_or_else(|| {
            Error::damaged(
                &self.root,
                "a stored passage is incomplete",
            )
        })
    }

    /// Returns a function from tantivy's error to one about this index, for `map_err`.
    pub(crate) fn error(&self) -> impl FnOnce(tantivy::TantivyError) -> Error {
        Error::index(&self.root)
    }
}

/// The size of a segment, which is a part of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SegmentSize {
    /// Number of passages.
    pub passages: u32,
    /// Number of deleted passages, which take up space until the segment is merged.
    pub deleted: u32,
}

/// Returns the searcher of `index`, which never reloads: a generation does not change.
fn searcher(index: &tantivy::Index) -> tantivy::Result<Searcher> {
    let builder = index.reader_builder();
    let reader = builder
        .reload_policy(ReloadPolicy::Manual)
        .try_into()?;
    Ok(reader.searcher())
}

/// Reads the briefs of the index in `root`, by source, which an earlier version may have made.
///
/// # Errors
/// Returns an error if there is no index, a version made it that cannot be read, or it is damaged.
pub fn briefs_of_any_version(root: &Path) -> Result<Vec<BriefRecord>> {
    pointer::retry_if_replaced(root, |root| {
        Generation::of_any_version(root)?.briefs()
    })
}

/// Reads the briefs of the index in `root`, by source.
///
/// # Errors
/// As [`Index::open`].
pub fn briefs(root: &Path) -> Result<Vec<BriefRecord>> {
    pointer::retry_if_replaced(root, |root| {
        Generation::current(root)?.briefs()
    })
}
