//! The right to change an index, from taking the lock to starting a new generation.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tantivy::indexer::NoMergePolicy;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexSettings, IndexWriter};

use super::added::{Added, AddedNow};
use super::brief_list::BriefList;
use super::budget::{self, Briefs, Threads};
use super::directory::Files;
use super::draft::Draft;
use super::generation::{self, Earlier, Generation};
use super::lock::Lock;
use super::pointer::Pointer;
use super::queue::Queued;
use super::record::BriefRecord;
use super::schema::{schema, tokenizers};
use super::writer::{History, Parts, Writer};
use crate::analysis::language::CHINESE;
use crate::error::{Error, Result};

/// The right to change an index, and the briefs that it contains before.
pub struct Session {
    root: PathBuf,
    lock: Lock,
    /// The generation in force, if it can be read.
    previous: Option<Generation>,
    base: Base,
    briefs: BriefList,
    /// Number of earlier generations to keep.
    keep: usize,
    /// Maximum memory to use, about, in bytes.
    memory: u64,
}

/// The start of a new generation.
enum Base {
    Nothing,
    /// All that this generation contains.
    Same(Generation),
    /// Nothing, but the briefs of this generation of an earlier version are at hand.
    Earlier(Generation),
}

impl Session {
    /// Locks the index in `root`, which need not exist yet. If another process writes it, tries
    /// again for as long as `wait`. With `rebuild` nothing that it contains is kept.
    ///
    /// # Errors
    /// Returns an error if another process writes it, a version made it that cannot be read, it is
    /// damaged, or `root` contains other files.
    pub fn open(root: &Path, rebuild: bool, wait: Duration) -> Result<Self> {
        Self::locked(
            root,
            Lock::acquire(root, wait)?,
            rebuild,
        )
    }

    /// Opens the index in `root`, which `lock` locks.
    pub(super) fn locked(root: &Path, lock: Lock, rebuild: bool) -> Result<Self> {
        let mut session = Self {
            root: root.to_owned(),
            lock,
            previous: None,
            base: Base::Nothing,
            briefs: BriefList::default(),
            keep: 0,
            memory: budget::usual(),
        };
        match Generation::of_any_version(root) {
            Ok(current) => {
                session.keep = current.manifest.keep;
                if !rebuild {
                    generation::recover(root, &current)?;
                    session.start_with(current.clone())?;
                }
                session.previous = Some(current);
            }
            // No generation was ever in force: whatever is there, a first run left.
            Err(Error::NoIndex { .. }) => generation::remove_others(root, &[]),
            Err(error) if rebuild && error.is_lasting() => session.note_damaged(),
            Err(e) => return Err(e),
        }
        Ok(session)
    }

    /// Notes the generation in force, of which at least the manifest may be undamaged: the days of
    /// its passages and the earlier generations are kept.
    fn note_damaged(&mut self) {
        let pointer = Pointer::read(&self.root);
        let read = pointer.and_then(|pointer| Generation::without_checksums(&self.root, pointer));
        if let Ok(damaged) = read {
            self.keep = damaged.manifest.keep;
            self.previous = Some(damaged);
        }
    }

    /// Makes the next generation start with what `generation` contains.
    fn start_with(&mut self, generation: Generation) -> Result<()> {
        generation.form(&self.root)?;
        self.briefs = BriefList::of(generation.briefs()?);
        self.base = if generation.manifest.is_current() {
            Base::Same(generation)
        } else {
            Base::Earlier(generation)
        };
        Ok(())
    }

    /// Makes the next generation start with what an earlier generation contains.
    ///
    /// # Errors
    /// Returns an error if no generation of this name is kept, or if it cannot be read.
    pub fn go_back_to(&mut self, name: &str) -> Result<()> {
        let kept = self
            .previous
            .as_ref()
            .map_or(&[][..], |previous| {
                previous.manifest.earlier.as_slice()
            });
        let state = kept
            .iter()
            .find(|state| state.generation == name);
        let Some(state) = state else {
            return Err(Error::NotKept {
                path: self.root.clone(),
                name: name.to_owned(),
            });
        };
        let pointer = Pointer {
            generation: state.generation.clone(),
            hash: state.hash.clone(),
        };
        let generation = Generation::named(&self.root, pointer)?;
        self.start_with(generation)
    }

    /// Keeps this number of earlier generations from now on.
    pub fn keep(&mut self, generations: usize) {
        self.keep = generations;
    }

    /// Uses no more than about this memory, in bytes, from now on.
    pub fn limit_memory(&mut self, bytes: u64) {
        self.memory = bytes;
    }

    /// Returns the briefs that the index contains, by source.
    #[must_use]
    pub fn briefs(&self) -> Vec<BriefRecord> {
        self.briefs.records().collect()
    }

    /// Whether a new generation is to be written though no brief changed.
    #[must_use]
    pub fn must_write(&self) -> bool {
        let kept = self
            .previous
            .as_ref()
            .map(|previous| previous.manifest.keep);
        !matches!(self.base, Base::Same(_)) || kept != Some(self.keep)
    }

    /// The earlier version that made the index, in words. `None` if the index is up to date.
    #[must_use]
    pub fn earlier_version(&self) -> Option<String> {
        match &self.base {
            Base::Earlier(generation) => Some(generation.manifest.version()),
            _ => None,
        }
    }

    /// Whether the index contains Chinese words.
    #[must_use]
    pub fn has_chinese(&self) -> bool {
        match &self.base {
            Base::Nothing => false,
            Base::Same(base) | Base::Earlier(base) => {
                let lengths = base.manifest.lengths;
                lengths.words_of(CHINESE) > 0
            }
        }
    }

    /// Starts a new generation with all that the index contains, to which about `new_briefs` briefs
    /// with `bytes` of text will be added. If an earlier version made the index, the generation
    /// starts empty, and the briefs are added from what the index stores.
    ///
    /// # Errors
    /// Returns an error if a file operation fails.
    pub fn write(self, bytes: usize, new_briefs: usize) -> Result<Writer> {
        let history = self.history();
        let added = self.added()?;
        let (base, earlier) = match self.base {
            Base::Nothing => (None, None),
            Base::Same(base) => (Some(base), None),
            Base::Earlier(earlier) => (None, Some(earlier)),
        };
        let draft = Draft::begin(&self.root, base.as_ref(), self.lock)?;
        let files = Files::open(&draft.path, &draft.shared)?;
        let failure = files.failure();
        let opened = match &base {
            Some(_) => tantivy::Index::open(files),
            None => create(files),
        };
        let mut index = opened.map_err(Error::index(&self.root))?;
        index.set_tokenizers(tokenizers());
        // Only merges sort; see `merging`.
        index.settings_mut().sort_by_field = None;
        let stored = earlier
            .as_ref()
            .map_or(0, |earlier| earlier.manifest.bytes);
        let threads = budget::threads(
            bytes + stored,
            Briefs {
                known: self.briefs.len(),
                new: new_briefs,
            },
            self.memory,
        );
        let tantivy = writer(&index, threads).map_err(Error::index(&self.root))?;
        let parts = Parts {
            root: self.root,
            tantivy,
            draft,
            failure,
            history,
            added,
        };
        match earlier {
            None => Ok(Writer::new(parts, self.briefs)),
            Some(generation) => {
                let earlier = Earlier::open(&parts.root, &generation)?;
                let writer = Writer::new(parts, BriefList::default());
                Ok(writer.with_earlier(earlier, self.briefs))
            }
        }
    }

    /// Returns the days on which the passages of the next generation were first indexed. A rebuild
    /// keeps them too.
    fn added(&self) -> Result<AddedNow> {
        match (&self.base, &self.previous) {
            (Base::Same(base), _) => {
                let before = Added::read(base)?;
                Ok(AddedNow::new(before.clone(), before))
            }
            (Base::Earlier(base), _) => {
                let before = Added::readable(base);
                Ok(AddedNow::new(before, Added::default()))
            }
            (Base::Nothing, Some(previous)) => {
                let before = Added::readable(previous);
                Ok(AddedNow::new(before, Added::default()))
            }
            (Base::Nothing, None) => Ok(AddedNow::new(
                Added::default(),
                Added::default(),
            )),
        }
    }

    /// Returns the generations that the next manifest lists.
    fn history(&self) -> History {
        let mut earlier = Vec::new();
        if let Some(previous) = &self.previous {
            earlier.push(previous.state());
            earlier.extend(previous.manifest.earlier.clone());
        }
        earlier.truncate(self.keep);
        History {
            keep: self.keep,
            earlier,
        }
    }
}

fn create(files: Files) -> tantivy::Result<tantivy::Index> {
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        ..IndexSettings::default()
    };
    tantivy::Index::create(files, schema().0, settings)
}

/// Returns tantivy's writer with these threads.
fn writer(index: &tantivy::Index, threads: Threads) -> tantivy::Result<IndexWriter<Queued>> {
    let memory = threads.number * threads.memory;
    let writer = index.writer_with_num_threads(threads.number, memory)?;
    // Merges are chosen at the commit, so that a run's work follows its change.
    writer.set_merge_policy(Box::new(NoMergePolicy));
    Ok(writer)
}
