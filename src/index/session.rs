//! The right to change an index, from taking the lock to starting a new generation.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tantivy::indexer::NoMergePolicy;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexSettings, IndexWriter};

use super::directory::Files;
use super::draft::Draft;
use super::generation::{self, Generation};
use super::lock::Lock;
use super::record::BriefRecord;
use super::schema::{schema, tokenizers};
use super::writer::Writer;
use crate::analysis::language::CHINESE;
use crate::error::{Error, Result};

/// Memory in which a thread gathers postings before it writes a segment, in bytes: as much as its
/// share of the text may need, but between these bounds.
const MEMORY_PER_THREAD: RangeInclusive<usize> = (64 << 20)..=(256 << 20);
/// Maximum size of the postings and the stored text for a byte of text, in bytes.
const MEMORY_PER_BYTE: usize = 8;
/// Bytes of text that are worth another thread. Each thread writes a segment of its own, and a
/// search of one segment is faster than that of two.
const WORTH_A_THREAD: usize = 1 << 20;
/// Maximum number of threads; tantivy allows no more.
const MAX_THREADS: usize = 8;

/// The right to change an index, and the briefs that it contains before.
pub struct Session {
    root: PathBuf,
    lock: Lock,
    base: Option<Generation>,
    briefs: Vec<BriefRecord>,
}

impl Session {
    /// Locks the index in `root`, which need not exist yet. With `rebuild` nothing that it contains
    /// is kept.
    ///
    /// # Errors
    /// Returns an error if another process writes it, another version made it, it is damaged, or
    /// `root` contains other files.
    pub fn open(root: &Path, rebuild: bool) -> Result<Self> {
        let mut session = Self {
            root: root.to_owned(),
            lock: Lock::acquire(root, Duration::ZERO)?,
            base: None,
            briefs: Vec::new(),
        };
        if rebuild {
            return Ok(session);
        }
        match Generation::current(root) {
            Ok(base) => {
                generation::recover(root, &base)?;
                session.briefs = base.briefs()?;
                session.base = Some(base);
                Ok(session)
            }
            Err(Error::NoIndex { .. }) => Ok(session),
            Err(e) => Err(e),
        }
    }

    /// The briefs that the index contains, by source.
    #[must_use]
    pub fn briefs(&self) -> &[BriefRecord] {
        &self.briefs
    }

    /// Whether there is no index yet, or nothing that it contains is kept.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.base.is_none()
    }

    /// Whether the index contains Chinese words.
    #[must_use]
    pub fn has_chinese(&self) -> bool {
        let Some(base) = &self.base else {
            return false;
        };
        base.manifest
            .lengths
            .words_of(CHINESE)
            > 0
    }

    /// Starts a new generation with all that the index contains, to which about `bytes` of text
    /// will be added.
    ///
    /// # Errors
    /// Returns an error if a file operation fails.
    pub fn write(self, bytes: usize) -> Result<Writer> {
        let draft = Draft::begin(
            &self.root,
            self.base.as_ref(),
            self.lock,
        )?;
        let files = Files::open(&draft.path, &draft.shared)?;
        let opened = match &self.base {
            Some(_) => tantivy::Index::open(files),
            None => create(files),
        };
        let mut index = opened.map_err(Error::index(&self.root))?;
        index.set_tokenizers(tokenizers());
        let tantivy = writer(&index, bytes).map_err(Error::index(&self.root))?;
        let mut briefs = BTreeMap::new();
        for brief in self.briefs {
            briefs.insert(brief.label.source.clone(), brief);
        }
        Ok(Writer::new(
            self.root, tantivy, draft, briefs,
        ))
    }
}

fn create(files: Files) -> tantivy::Result<tantivy::Index> {
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        ..IndexSettings::default()
    };
    tantivy::Index::create(files, schema().0, settings)
}

/// Returns tantivy's writer, with threads and memory for `bytes` of text.
fn writer(index: &tantivy::Index, bytes: usize) -> tantivy::Result<IndexWriter> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let threads = (bytes / WORTH_A_THREAD).clamp(1, cores.min(MAX_THREADS));
    let share = bytes / threads * MEMORY_PER_BYTE;
    let (least, most) = MEMORY_PER_THREAD.into_inner();
    let memory = share.clamp(least, most);
    let writer = index.writer_with_num_threads(threads, threads * memory)?;
    // Merges are chosen at the commit, so that a run's work follows its change.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    Ok(writer)
}
