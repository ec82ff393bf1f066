//! What changed in a corpus, into a new generation of an index.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexSettings, IndexWriter, TantivyDocument, Term};

use super::columns;
use super::directory::Files;
use super::disk;
use super::record::{self, BriefRecord, Container, StoredPassage};
use super::schema::{Fields, schema, tokenizers};
use super::statistics::TokenCounts;
use super::store::{self, BRIEFS, Draft, FORMAT, Generation, Lock, Manifest};
use crate::analysis::analyzer::{self, Terms};
use crate::analysis::language::CHINESE;
use crate::analysis::normalize::normalize_text;
use crate::error::{Error, Result};
use crate::model::{Brief, Kind, Passage};

/// Memory in which a thread gathers postings before it writes a segment, in bytes: as much as its
/// share of the text may take, between these.
const MEMORY_PER_THREAD: std::ops::RangeInclusive<usize> = (64 << 20)..=(256 << 20);
/// Bytes of postings and stored text, at the most, for a byte of text.
const MEMORY_PER_BYTE: usize = 8;
/// Less text than this, in bytes, is not worth a second thread, which would make a second segment.
const WORTH_A_THREAD: usize = 1 << 20;
/// A segment with a greater share of deleted passages is written anew without them.
const MAX_DELETED: f32 = 0.04;
/// With more segments than this, all but the largest few are merged into one.
const MAX_SEGMENTS: usize = 8;
const LARGEST_SEGMENTS: usize = 4;

/// Most characters of the headings above a passage that help to find it.
const LONGEST_HEADINGS: usize = 1000;

/// The right to change an index, and what it holds before.
pub struct Session {
    root: PathBuf,
    lock: Lock,
    base: Option<Generation>,
    briefs: Vec<BriefRecord>,
}

impl Session {
    /// Locks the index in `root`, which need not exist yet. With `rebuild` nothing is kept of what
    /// it holds.
    ///
    /// # Errors
    /// Where another process writes it, another version made it, it is damaged, or `root` holds
    /// other things.
    pub fn open(root: &Path, rebuild: bool) -> Result<Self> {
        let lock = store::lock(root)?;
        let mut session = Self {
            root: root.to_owned(),
            lock,
            base: None,
            briefs: Vec::new(),
        };
        if rebuild {
            return Ok(session);
        }
        match store::current(root) {
            Ok(base) => {
                store::settle(root, &base)?;
                session.briefs = super::read_briefs(&base)?;
                session.base = Some(base);
                Ok(session)
            }
            Err(Error::NoIndex { .. }) => Ok(session),
            Err(e) => Err(e),
        }
    }

    /// The briefs that the index holds, by source.
    #[must_use]
    pub fn briefs(&self) -> &[BriefRecord] {
        &self.briefs
    }

    /// There is no index yet, or nothing is kept of it.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.base.is_none()
    }

    /// The index holds Chinese words.
    #[must_use]
    pub fn has_chinese(&self) -> bool {
        self.base
            .as_ref()
            .is_some_and(|base| base.manifest.lengths.words_of(CHINESE) > 0)
    }

    /// Starts a new generation that holds what the index holds, to which some `bytes` of text will
    /// be added.
    ///
    /// # Errors
    /// Where a file operation fails.
    pub fn write(self, bytes: usize) -> Result<Writer> {
        let Self {
            root,
            lock,
            base,
            briefs,
        } = self;
        let draft = Draft::begin(&root, base.as_ref(), lock)?;
        let files = Files::open(&draft.path, &draft.shared)?;
        let fields = schema().1;
        let index = if base.is_some() {
            let mut index = tantivy::Index::open(files).map_err(Error::index(&root))?;
            index.set_tokenizers(tokenizers());
            index
        } else {
            create(files).map_err(Error::index(&root))?
        };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = (bytes / WORTH_A_THREAD).clamp(1, cores.min(8));
        let memory = (bytes / threads * MEMORY_PER_BYTE)
            .clamp(*MEMORY_PER_THREAD.start(), *MEMORY_PER_THREAD.end());
        let tantivy = index
            .writer_with_num_threads(threads, threads * memory)
            .map_err(Error::index(&root))?;
        // Merges are chosen at the commit, so that a run's work follows what it changed.
        tantivy.set_merge_policy(Box::new(NoMergePolicy));
        let briefs = briefs
            .into_iter()
            .map(|b| (b.label.source.clone(), b))
            .collect();
        Ok(Writer {
            root,
            tantivy,
            draft,
            fields,
            briefs: Mutex::new(briefs),
        })
    }
}

fn create(files: Files) -> tantivy::Result<tantivy::Index> {
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        ..IndexSettings::default()
    };
    let mut index = tantivy::Index::create(files, schema().0, settings)?;
    index.set_tokenizers(tokenizers());
    Ok(index)
}

/// A brief ready to be added.
pub struct Analysed {
    documents: Vec<TantivyDocument>,
    record: BriefRecord,
}

/// Makes one new generation. Dropped without [`Writer::commit`], it leaves the index as it was.
pub struct Writer {
    root: PathBuf,
    /// Before `draft`, which gives up the lock: dropping it waits for the threads that write.
    tantivy: IndexWriter,
    draft: Draft,
    fields: Fields,
    briefs: Mutex<BTreeMap<String, BriefRecord>>,
}

impl Writer {
    /// Analyses the passages of `brief`. Can be called from many threads at once.
    #[must_use]
    pub fn analyse(&self, brief: &Brief, mut record: BriefRecord) -> Analysed {
        let headings = Headings::of(brief);
        let mut documents = Vec::with_capacity(brief.passages.len());
        for passage in &brief.passages {
            let terms = analyzer::terms(&passage.text);
            let heading = headings.above(passage);
            record.lengths = record.lengths + TokenCounts::of(&terms, heading);
            documents.push(self.document(brief, &record.id, passage, &terms, heading));
        }
        Analysed { documents, record }
    }

    /// Adds the passages of a brief, in the place of those that the index holds of the same source.
    /// Segments in the order of sources are faster to search, so briefs should come in that order.
    ///
    /// # Errors
    /// Where the search library fails; the writer must then be dropped.
    pub fn put(&self, Analysed { documents, record }: Analysed) -> Result<()> {
        let source = record.label.source.clone();
        let mut briefs = self.briefs.lock().unwrap_or_else(PoisonError::into_inner);
        let before = briefs.insert(source.clone(), record);
        drop(briefs);
        let delete = before
            .map(|_| UserOperation::Delete(Term::from_field_text(self.fields.source, &source)));
        // All of a brief in one operation, so that its passages stay together in the store and
        // compress well.
        let operations: Vec<_> = delete
            .into_iter()
            .chain(documents.into_iter().map(UserOperation::Add))
            .collect();
        self.tantivy
            .run(operations)
            .map_err(Error::index(&self.root))?;
        Ok(())
    }

    /// Notes that the brief with this source, which is the same as before, is under this corpus
    /// folder now, in this container.
    pub fn set_place(&self, source: &str, root: &str, container: Option<&Container>) {
        if let Some(brief) = self
            .briefs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_mut(source)
        {
            root.clone_into(&mut brief.root);
            brief.container = container.cloned();
        }
    }

    /// Removes the passages of the brief with this source.
    pub fn remove(&self, source: &str) {
        self.tantivy
            .delete_term(Term::from_field_text(self.fields.source, source));
        self.briefs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(source);
    }

    /// The list of briefs is this one still: nothing was put, removed or moved.
    #[must_use]
    pub fn holds_just(&self, before: &[BriefRecord]) -> bool {
        let briefs = self.briefs.lock().unwrap_or_else(PoisonError::into_inner);
        briefs.len() == before.len()
            && before
                .iter()
                .all(|b| briefs.get(&b.label.source) == Some(b))
    }

    /// Writes everything to the disk and makes it the state that searches see.
    ///
    /// # Errors
    /// Where anything fails before that is certain: the index is then as it was.
    pub fn commit(mut self) -> Result<Manifest> {
        let (living, in_order) = self.write_segments().map_err(Error::index(&self.root))?;
        drop(self.tantivy);
        let briefs: Vec<BriefRecord> = self
            .briefs
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .into_values()
            .collect();
        let file = self.draft.path.join(BRIEFS);
        disk::write(&file, &record::write_briefs(&briefs)).map_err(Error::io(&file, "write"))?;
        let manifest = Manifest {
            format: FORMAT,
            fingerprint: store::fingerprint(),
            files: Vec::new(),
            briefs: briefs.len(),
            passages: briefs.iter().map(|b| b.passages).sum(),
            bytes: briefs.iter().map(|b| b.bytes).sum(),
            lengths: briefs.iter().map(|b| b.lengths).sum(),
            in_order,
        };
        self.draft.commit(manifest, &living)
    }

    /// Writes the segments, merges those that need it, and ends tantivy's work. Gives the files
    /// that are left, and which segments are in order.
    fn write_segments(&mut self) -> tantivy::Result<(HashSet<PathBuf>, Vec<String>)> {
        self.tantivy.commit()?;
        for merge in merges(&self.tantivy.index().searchable_segment_metas()?) {
            self.tantivy.merge(&merge).wait()?;
        }
        let index = self.tantivy.index();
        Ok((
            index.load_metas()?.list_segment_files(),
            columns::in_order(index, self.fields.exact)?,
        ))
    }

    fn document(
        &self,
        brief: &Brief,
        brief_id: &str,
        passage: &Passage,
        terms: &Terms,
        heading: &str,
    ) -> TantivyDocument {
        let f = &self.fields;
        let stored = StoredPassage::of(brief, brief_id, passage);
        let mut doc = TantivyDocument::new();
        doc.add_text(f.exact, &terms.exact);
        doc.add_text(f.pairs, &terms.pairs);
        for (field, words) in f.words.into_iter().zip(&terms.words) {
            doc.add_text(field, words);
        }
        doc.add_text(f.heading, heading);
        doc.add_text(f.brief_id, brief_id);
        doc.add_text(f.source, &brief.source);
        doc.add_u64(f.ordinal, u64::from(passage.ordinal));
        doc.add_text(f.lang, passage.lang.to_string());
        doc.add_text(f.kind, passage.kind.to_string());
        if let Some(issue) = &brief.issue {
            doc.add_text(f.issue, normalize_label(issue));
            doc.add_text(f.issue_label, issue);
        }
        if let Some(date) = brief.date {
            doc.add_u64(f.date, date_number(date));
            doc.add_text(f.month_label, date.strftime("%Y-%m").to_string());
        }
        doc.add_text(f.title, normalize_label(&stored.brief.title));
        if let Some(section) = &stored.section {
            doc.add_text(f.section, normalize_label(&section.title));
            if let Some(number) = &section.number {
                doc.add_text(f.section, normalize_label(number));
            }
            doc.add_text(f.section_label, &section.title);
        }
        for topic in &passage.topics {
            doc.add_text(f.topic, normalize_label(topic));
            doc.add_text(f.topic_label, topic);
        }
        doc.add_bytes(f.record, &stored.to_bytes());
        doc
    }
}

/// Which segments to merge with which: each that has too many deleted passages by itself; and,
/// where there are too many segments, all but the largest with one another.
fn merges(segments: &[SegmentMeta]) -> Vec<Vec<SegmentId>> {
    let mut by_size: Vec<&SegmentMeta> = segments.iter().collect();
    by_size.sort_by_key(|s| (std::cmp::Reverse(s.num_docs()), s.id()));
    let (large, small) = if by_size.len() > MAX_SEGMENTS {
        by_size.split_at(LARGEST_SEGMENTS)
    } else {
        (&by_size[..], &[][..])
    };
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    let wasteful =
        |s: &&&SegmentMeta| s.num_deleted_docs() as f32 > s.max_doc() as f32 * MAX_DELETED;
    let mut merges: Vec<Vec<SegmentId>> = large
        .iter()
        .filter(wasteful)
        .map(|s| vec![s.id()])
        .collect();
    if !small.is_empty() {
        merges.push(small.iter().map(|s| s.id()).collect());
    }
    merges
}

/// A label as filters compare it: normalized, white space made one blank.
#[must_use]
pub fn normalize_label(label: &str) -> String {
    normalize_text(label)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A day as the number that the index sorts and filters by.
#[must_use]
pub fn date_number(date: jiff::civil::Date) -> u64 {
    let part = |n: i8| u64::try_from(n).unwrap_or(0);
    u64::try_from(date.year()).unwrap_or(0) * 10_000 + part(date.month()) * 100 + part(date.day())
}

/// The terms of the headings above a brief's passages. Many passages share theirs, so each is
/// analysed once.
struct Headings<'a> {
    brief: &'a Brief,
    terms: HashMap<String, String>,
}

impl<'a> Headings<'a> {
    fn of(brief: &'a Brief) -> Self {
        let mut terms = HashMap::new();
        for passage in &brief.passages {
            terms
                .entry(headings_above(brief, passage))
                .or_insert_with_key(|text| analyzer::words(text));
        }
        Self { brief, terms }
    }

    fn above(&self, passage: &Passage) -> &str {
        self.terms
            .get(&headings_above(self.brief, passage))
            .map_or("", String::as_str)
    }
}

/// The headings under which a passage stands, a line each; not the passage itself where it is one
/// of them.
fn headings_above(brief: &Brief, passage: &Passage) -> String {
    let section = passage.section.map(|s| brief.sections[s].title.as_str());
    let topics = passage.topics.iter().map(String::as_str);
    let mut above: Vec<&str> = std::iter::once(brief.title.as_str())
        .chain(section)
        .chain(topics)
        .collect();
    if passage.kind == Kind::Heading {
        above.retain(|heading| !passage.text.contains(heading.trim()));
    }
    let mut seen = HashSet::new();
    above.retain(|heading| seen.insert(*heading));
    // All passages of a part share this text, so one that is as long as a brief must not be.
    let text = above.join("\n");
    let end = text
        .char_indices()
        .nth(LONGEST_HEADINGS)
        .map_or(text.len(), |(end, _)| end);
    text[..end].to_owned()
}
