//! Briefs into a new generation of an index.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tantivy::indexer::UserOperation;
use tantivy::{IndexSettings, IndexWriter, TantivyDocument, store::Compressor};

use super::record::{BriefRecord, StoredPassage};
use super::schema::{Fields, schema, tokenizers};
use super::store::{self, FORMAT, Lock, Manifest};
use crate::analysis::fold::fold_text;
use crate::brief::{Brief, Kind, Passage};
use crate::error::{Error, Result};

/// Memory that each of tantivy's threads fills before it writes a segment, in bytes.
const MEMORY_PER_THREAD: usize = 64 << 20;

/// The file of a generation that lists its briefs.
pub(super) const BRIEFS: &str = "briefs.json";

/// Makes one new generation. Dropped without [`Writer::commit`], it leaves the index as it was.
pub struct Writer {
    root: PathBuf,
    path: PathBuf,
    lock: Lock,
    writer: IndexWriter,
    fields: Fields,
    briefs: Mutex<Vec<BriefRecord>>,
}

impl Writer {
    /// Starts a generation of the index in `root`, with nothing in it.
    ///
    /// # Errors
    /// Where another process writes, `root` holds other things than an index, or a file operation fails.
    pub fn create(root: &Path) -> Result<Self> {
        let lock = store::lock(root)?;
        let path = store::begin(root, &lock)?;
        let (schema, fields) = schema();
        let settings = IndexSettings { docstore_compression: Compressor::Zstd(Default::default()), ..Default::default() };
        let index = tantivy::Index::builder()
            .schema(schema)
            .settings(settings)
            .tokenizers(tokenizers())
            .create_in_dir(&path)
            .map_err(Error::index(root))?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let writer = index
            .writer_with_num_threads(threads, threads * MEMORY_PER_THREAD)
            .map_err(Error::index(root))?;
        Ok(Self { root: root.to_owned(), path, lock, writer, fields, briefs: Mutex::default() })
    }

    /// Adds the passages of `brief`. Can be called from many threads at once.
    ///
    /// # Errors
    /// Where the search library fails; the writer must then be dropped.
    pub fn add(&self, brief: &Brief, record: BriefRecord) -> Result<()> {
        let documents = brief.passages.iter().map(|p| self.document(brief, &record.id, p));
        let additions: Vec<_> = documents.map(UserOperation::Add).collect();
        // All of a brief in one operation, so that its passages stay together in the store and compress well.
        self.writer.run(additions).map_err(Error::index(&self.root))?;
        self.briefs.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(record);
        Ok(())
    }

    /// Writes everything to the disk and makes it the state that searches see.
    ///
    /// # Errors
    /// Where anything fails before that is certain: the index is then as it was.
    pub fn commit(mut self) -> Result<Manifest> {
        self.writer.commit().map_err(Error::index(&self.root))?;
        self.writer.wait_merging_threads().map_err(Error::index(&self.root))?;
        let mut briefs = self.briefs.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        briefs.sort_by(|a, b| a.label.source.cmp(&b.label.source));
        let file = self.path.join(BRIEFS);
        let json = serde_json::to_vec(&briefs).map_err(|e| Error::io(&file, "write")(e.into()))?;
        std::fs::write(&file, json).map_err(Error::io(&file, "write"))?;
        let manifest = Manifest {
            format: FORMAT,
            fingerprint: store::fingerprint(),
            files: Vec::new(),
            briefs: briefs.len(),
            passages: briefs.iter().map(|b| b.passages).sum(),
            bytes: briefs.iter().map(|b| b.bytes).sum(),
        };
        store::commit(&self.root, &self.path, manifest, &self.lock)
    }

    fn document(&self, brief: &Brief, brief_id: &str, passage: &Passage) -> TantivyDocument {
        let f = &self.fields;
        let stored = StoredPassage::of(brief, brief_id, passage);
        let folded = fold_text(&passage.text);
        let mut doc = TantivyDocument::new();
        for field in [f.exact, f.english, f.chinese] {
            doc.add_text(field, &folded);
        }
        doc.add_text(f.heading, fold_text(&headings_above(brief, passage)));
        doc.add_text(f.id, &stored.id);
        doc.add_text(f.source, &brief.source);
        doc.add_u64(f.ordinal, u64::from(passage.ordinal));
        doc.add_text(f.lang, passage.lang.to_string());
        if let Some(issue) = &brief.issue {
            doc.add_text(f.issue, fold_label(issue));
            doc.add_text(f.issue_label, issue);
        }
        if let Some(date) = brief.date {
            doc.add_u64(f.date, date_number(date));
        }
        if let Some(section) = &stored.section {
            doc.add_text(f.section, fold_label(&section.title));
            if let Some(number) = &section.number {
                doc.add_text(f.section, fold_label(number));
            }
            doc.add_text(f.section_label, &section.title);
        }
        for topic in &passage.topics {
            doc.add_text(f.topic, fold_label(topic));
            doc.add_text(f.topic_label, topic);
        }
        // Plain data with string keys: serde_json cannot fail on it.
        doc.add_bytes(f.record, &serde_json::to_vec(&stored).unwrap_or_default());
        doc
    }
}

/// A label as filters compare it: folded, white space made one blank.
#[must_use]
pub fn fold_label(label: &str) -> String {
    fold_text(label).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A day as the number that the index sorts and filters by.
#[must_use]
pub fn date_number(date: jiff::civil::Date) -> u64 {
    let part = |n: i8| u64::try_from(n).unwrap_or(0);
    u64::try_from(date.year()).unwrap_or(0) * 10_000 + part(date.month()) * 100 + part(date.day())
}

/// The headings under which a passage stands, a line each; not the passage itself where it is one of them.
fn headings_above(brief: &Brief, passage: &Passage) -> String {
    let section = passage.section.map(|s| brief.sections[s].title.as_str());
    let topics = passage.topics.iter().map(String::as_str);
    let mut above: Vec<&str> = std::iter::once(brief.title.as_str()).chain(section).chain(topics).collect();
    if passage.kind == Kind::Heading {
        above.retain(|heading| !passage.text.contains(heading.trim()));
    }
    let mut seen = std::collections::HashSet::new();
    above.retain(|heading| seen.insert(*heading));
    above.join("\n")
}
