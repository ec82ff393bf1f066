//! The index on disk: its fields, its generations, writing and opening it.
//!
//! Walking folders and parsing briefs are not done here, nor is searching.

mod columns;
mod directory;
mod disk;
#[cfg(test)]
pub(crate) mod faults;
pub mod record;
pub mod schema;
mod statistics;
pub mod store;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::{ReloadPolicy, Searcher, SegmentOrdinal, Term};

pub use record::{BriefLabel, BriefRecord, Container, StoredPassage};
pub use schema::Fields;
pub use statistics::Lengths;
pub use store::Manifest;
pub use writer::{Analysed, Session, Writer, date_number, normalize_label};

use crate::error::{Error, Result};
use columns::AllColumns;
pub(crate) use columns::Columns;
use directory::Files;
use statistics::Statistics;
use store::{BRIEFS, Generation};

/// Times that opening is tried while runs replace the index under it.
const TRIES: usize = 20;

/// One state of an index, open for searching. It stays what it is while later runs replace it.
pub struct Index {
    /// Where it lives.
    pub root: PathBuf,
    /// What it consists of.
    pub manifest: Manifest,
    /// Its fields.
    pub fields: Fields,
    /// Its passages.
    pub searcher: Searcher,
    statistics: Statistics,
    columns: AllColumns,
}

impl Index {
    /// Opens the index in `root`.
    ///
    /// # Errors
    /// Where there is none, another version made it, or its files are not those that were written.
    pub fn open(root: &Path) -> Result<Self> {
        stable(root, |root| Self::of(root, store::current(root)?))
    }

    /// Opens the index in `root`, and reads its briefs, by source.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open_with_briefs(root: &Path) -> Result<(Self, Vec<BriefRecord>)> {
        stable(root, |root| {
            let generation = store::current(root)?;
            let briefs = read_briefs(&generation)?;
            Ok((Self::of(root, generation)?, briefs))
        })
    }

    fn of(root: &Path, generation: Generation) -> Result<Self> {
        let files = Files::open(&generation.path, &generation.manifest.files)?;
        let mut index = tantivy::Index::open(files).map_err(Error::index(root))?;
        let (schema, fields) = schema::schema();
        if index.schema() != schema {
            return Err(Error::Version {
                path: root.to_owned(),
                found: "another schema".into(),
            });
        }
        index.set_tokenizers(schema::tokenizers());
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(Error::index(root))?;
        let searcher = reader.searcher();
        let statistics = Statistics::new(searcher.clone(), &fields, generation.manifest.lengths);
        let columns = AllColumns::new(
            searcher.clone(),
            fields.exact,
            generation.manifest.in_order.clone(),
        );
        Ok(Self {
            root: root.to_owned(),
            manifest: generation.manifest,
            fields,
            searcher,
            statistics,
            columns,
        })
    }

    /// The statistics that scores are computed with.
    #[must_use]
    pub fn statistics(&self) -> &dyn Bm25StatisticsProvider {
        &self.statistics
    }

    /// The columns of a segment.
    pub(crate) fn columns(&self, segment: SegmentOrdinal) -> tantivy::Result<Columns> {
        self.columns.of(segment)
    }

    /// The source that has this number in this segment.
    pub(crate) fn source_name(
        &self,
        segment: SegmentOrdinal,
        ord: u64,
    ) -> tantivy::Result<Arc<str>> {
        self.columns.source_name(segment, ord)
    }

    /// Number of passages that have `term`.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn doc_freq(&self, term: &Term) -> Result<u64> {
        self.statistics.doc_freq(term).map_err(self.error())
    }

    /// An [`Error::Index`] about this index, for `map_err`.
    pub(crate) fn error(&self) -> impl FnOnce(tantivy::TantivyError) -> Error {
        Error::index(&self.root)
    }
}

/// The briefs in the index in `root`, by source.
///
/// # Errors
/// As [`Index::open`].
pub fn briefs(root: &Path) -> Result<Vec<BriefRecord>> {
    stable(root, |root| read_briefs(&store::current(root)?))
}

/// Reads what `read` reads of the index in `root`, once more if a run that ended meanwhile took the
/// files away: then CURRENT names others.
fn stable<T>(root: &Path, read: impl Fn(&Path) -> Result<T>) -> Result<T> {
    for _ in 1..TRIES {
        let state = store::state(root);
        match read(root) {
            Err(_) if store::state(root) != state => {}
            outcome => return outcome,
        }
    }
    read(root)
}

/// What [`verify`] found.
#[derive(Debug)]
pub struct Verified {
    /// What the index consists of.
    pub manifest: Manifest,
    /// Bytes that are what was written.
    pub bytes: u64,
    /// Files that are not.
    pub damaged: Vec<Error>,
}

/// Reads every byte of every file that a search of the index in `root` depends on, and compares it
/// with the recorded checksums.
///
/// # Errors
/// Where there is no index, or its manifest itself is damaged.
pub fn verify(root: &Path) -> Result<Verified> {
    let mut tries = 0;
    loop {
        let state = store::state(root);
        let (manifest, bytes, damaged) = stable(root, store::verify)?;
        tries += 1;
        // What a run took away meanwhile is not damaged.
        if damaged.is_empty() || store::state(root) == state || tries == TRIES {
            return Ok(Verified {
                manifest,
                bytes,
                damaged,
            });
        }
    }
}

fn read_briefs(generation: &Generation) -> Result<Vec<BriefRecord>> {
    let path = generation.path.join(BRIEFS);
    let recorded = generation
        .manifest
        .files
        .iter()
        .find(|file| file.name == BRIEFS);
    let recorded =
        recorded.ok_or_else(|| Error::damaged(&path, "the manifest does not list it"))?;
    record::read_briefs(&store::read_checked(&path, recorded)?)
        .map_err(|problem| Error::damaged(&path, problem))
}
