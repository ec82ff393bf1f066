//! Writes the changes of a run into a cluster.
//!
//! Nothing of it is seen before the state document is written: passages carry the number of the
//! run, and readers leave out those of later runs than the one that was committed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::schema::Schema;

use super::briefs::Entry;
use super::bulk::Bulk;
use super::client::Client;
use super::commit;
use super::document::{self, Extras};
use super::indices;
use super::lock::Lock;
use super::state::{self, Committed, State};
use super::trouble;
use crate::error::{Error, Result};
use crate::index::schema::schema;
use crate::index::{self, Added, AddedBrief, AddedNow, Analysed, BriefRecord, Container, Fields};
use crate::index::{Manifest, NewBrief, Piece, TokenCounts};

/// The parts of a writer.
pub(super) struct Parts {
    pub(super) client: Arc<Client>,
    pub(super) lock: Lock,
    /// The index that is written.
    pub(super) index: String,
    /// Its state before.
    pub(super) base: Option<Committed>,
    /// The state that a rebuild replaces.
    pub(super) replaced: Option<Committed>,
    /// The briefs before, by source.
    pub(super) before: BTreeMap<String, Entry>,
    pub(super) added: AddedNow,
}

/// Makes one new state. If it is dropped without [`Writer::commit`], nothing that it wrote is seen,
/// and the next run deletes it.
pub(crate) struct Writer {
    /// Before `lock`, which must be held until nothing is on its way any more.
    bulk: Bulk,
    client: Arc<Client>,
    lock: Lock,
    index: String,
    base: Option<Committed>,
    replaced: Option<Committed>,
    before: BTreeMap<String, Entry>,
    briefs: Mutex<Briefs>,
    added: Mutex<AddedNow>,
    schema: Schema,
    fields: Fields,
    /// Number of the next version of a brief.
    next: AtomicU64,
}

#[derive(Default)]
struct Briefs {
    /// The briefs of the new state so far, by source.
    now: BTreeMap<String, Entry>,
    /// The versions that were given up in this run.
    given_up: Vec<String>,
}

impl Writer {
    pub(super) fn start(parts: Parts) -> Result<Self> {
        let check = Box::new(parts.lock.checker());
        let bulk = Bulk::start(&parts.client, &parts.index, check)?;
        let (schema, fields) = schema();
        Ok(Self {
            bulk,
            client: parts.client,
            lock: parts.lock,
            index: parts.index,
            base: parts.base,
            replaced: parts.replaced,
            briefs: Mutex::new(Briefs {
                now: parts.before.clone(),
                given_up: Vec::new(),
            }),
            before: parts.before,
            added: Mutex::new(parts.added),
            schema,
            fields,
            next: AtomicU64::new(0),
        })
    }

    /// Analyses the passages of briefs and sends them. Many threads can call this at once.
    ///
    /// # Errors
    /// Returns an error if the cluster does not take documents any more. The writer must then be
    /// dropped.
    pub(crate) fn add(&self, briefs: &[NewBrief]) -> Result<()> {
        index::analyse_each(
            &self.fields,
            briefs,
            |piece, passages| self.put(piece, &passages),
        )
    }

    fn put(&self, piece: &Piece<'_>, passages: &[Analysed]) -> Result<()> {
        let record = &piece.brief.record;
        let source = &record.label.source;
        self.lock.use_run();
        let version = self.note(piece, passages);
        let days = self.days(piece, passages);
        for (passage, added) in passages.iter().zip(days) {
            let extras = Extras {
                run: self.lock.run,
                version: &version,
                added,
                size: passage.stored.len(),
            };
            let document = document::of(&self.schema, &passage.document, &extras);
            let id = format!("{version}#{}", passage.ordinal);
            self.bulk
                .index(&id, source, &document)?;
        }
        Ok(())
    }

    /// Notes the passages of a piece in the record of its brief, which has a new version from its
    /// first piece on. Returns the version.
    fn note(&self, piece: &Piece<'_>, passages: &[Analysed]) -> String {
        let record = &piece.brief.record;
        let source = &record.label.source;
        let mut briefs = lock(&self.briefs);
        if piece.is_first {
            let entry = Entry {
                record: BriefRecord {
                    lengths: TokenCounts::default(),
                    checksum: 0,
                    ..record.clone()
                },
                version: self.version(),
                document: None,
                days: AddedBrief::default(),
            };
            briefs
                .now
                .insert(source.clone(), entry);
        }
        let Some(entry) = briefs.now.get_mut(source) else {
            // A brief's first piece comes first.
            return String::new();
        };
        for passage in passages {
            let record = &mut entry.record;
            record.lengths = record.lengths + passage.lengths;
            record.checksum = index::checksum(record.checksum, &passage.stored);
        }
        entry.version.clone()
    }

    /// Returns the days on which the passages of a piece were first indexed.
    fn days(&self, piece: &Piece<'_>, passages: &[Analysed]) -> Vec<u64> {
        let record = &piece.brief.record;
        let source = &record.label.source;
        let mut added = lock(&self.added);
        if piece.is_first {
            added.begin(source, &record.hash);
        }
        let passages = passages.iter();
        passages
            .map(|passage| added.note(source, passage.ordinal, passage.mark))
            .collect()
    }

    /// Returns a version that no other document has.
    fn version(&self) -> String {
        let number = self
            .next
            .fetch_add(1, Ordering::Relaxed);
        format!("{}.{number}", self.lock.run)
    }

    /// Removes the brief with this source.
    pub(crate) fn remove(&self, source: &str) {
        lock(&self.briefs)
            .now
            .remove(source);
    }

    /// Notes that the unchanged brief with this source is under the corpus folder `root` now, in
    /// this container.
    pub(crate) fn set_place(&self, source: &str, root: &str, container: Option<&Container>) {
        if let Some(entry) = lock(&self.briefs)
            .now
            .get_mut(source)
        {
            root.clone_into(&mut entry.record.root);
            entry.record.container = container.cloned();
            entry.document = None;
        }
    }

    /// Returns the briefs of the new state so far, by source.
    pub(crate) fn briefs(&self) -> Vec<BriefRecord> {
        let briefs = lock(&self.briefs);
        let entries = briefs.now.values();
        entries
            .map(|entry| entry.record.clone())
            .collect()
    }

    /// Whether the list of briefs is still `before`.
    pub(crate) fn is_unchanged_from(&self, before: &[BriefRecord]) -> bool {
        let briefs = lock(&self.briefs);
        let is_same = |brief: &BriefRecord| {
            let now = briefs.now.get(&brief.label.source);
            now.is_some_and(|now| now.record == *brief)
        };
        let are_as_many = briefs.now.len() == before.len();
        are_as_many && before.iter().all(is_same)
    }

    /// Waits until the cluster has taken all passages. Returns the sources of the briefs that it
    /// refused for good, with the reasons. These briefs are as before.
    ///
    /// # Errors
    /// Returns an error if the cluster does not take documents any more.
    pub(crate) fn settle(&self) -> Result<Vec<(String, Error)>> {
        self.bulk.flush()?;
        let refused = self.bulk.refused();
        let mut briefs = lock(&self.briefs);
        let mut list = Vec::with_capacity(refused.len());
        for (source, reason) in refused {
            let error = self.refusal(&source, &reason, &briefs);
            self.give_up(&source, &mut briefs);
            list.push((source, error));
        }
        Ok(list)
    }

    fn refusal(&self, source: &str, reason: &str, briefs: &Briefs) -> Error {
        let record = briefs.now.get(source);
        let file = record.and_then(|entry| entry.record.path());
        trouble::error(
            &file.unwrap_or_else(|| PathBuf::from(source)),
            "refused",
            format!(
                "the cluster at {} refuses a passage ({reason}); split the passage, or leave the \
                file out with --exclude",
                self.client.address.shown.display()
            ),
        )
    }

    /// Takes back the new version of a brief. The next run looks at its container again.
    fn give_up(&self, source: &str, briefs: &mut Briefs) {
        let Some(new) = briefs.now.remove(source) else {
            return;
        };
        briefs.given_up.push(new.version);
        if let Some(before) = self.before.get(source) {
            briefs
                .now
                .insert(source.to_owned(), before.clone());
        }
        let Some(container) = new.record.container else {
            return;
        };
        for entry in briefs.now.values_mut() {
            if let Some(other) = &mut entry.record.container
                && other.source == container.source
            {
                other.hash.clear();
                entry.document = None;
            }
        }
    }

    /// Makes everything that was written the state that searches see.
    ///
    /// # Errors
    /// Returns an error if anything fails before. The index is then as it was.
    pub(crate) fn commit(mut self) -> Result<Manifest> {
        let briefs = std::mem::take(&mut *lock(&self.briefs));
        let Briefs { mut now, given_up } = briefs;
        self.write_records(&mut now)?;
        indices::refresh(&self.client, &self.index)?;
        indices::count(
            &self.client,
            &self.index,
            self.lock.run,
            self.bulk.taken(),
        )?;
        let base = self.base.take();
        let (dead, dead_briefs) = commit::dead(&self.before, &now);
        let mut state = commit::next_state(
            self.state_before(base.as_ref()),
            self.lock.run,
            &now,
        );
        state.dead = [dead, given_up].concat();
        state.dead_briefs = dead_briefs;
        self.lock.check()?;
        let committed = state::write(
            &self.client,
            &self.index,
            &state,
            base.map(|base| base.place),
        )?;
        if let Some(replaced) = self.replaced.take() {
            commit::replace(
                &self.client,
                &self.lock,
                &replaced,
                &self.index,
            )?;
        }
        Ok(committed.state.manifest())
    }

    fn state_before(&self, base: Option<&Committed>) -> State {
        match base {
            Some(base) => base.state.clone(),
            // In a new index nothing is left of earlier runs.
            None if self.replaced.is_some() => State::just_before(self.lock.run),
            None => State::default(),
        }
    }

    /// Sends the records of the briefs that are new or changed.
    fn write_records(&self, now: &mut BTreeMap<String, Entry>) -> Result<()> {
        let nothing = AddedNow::new(Added::default(), Added::default());
        let added = std::mem::replace(&mut *lock(&self.added), nothing);
        let mut added = added.finish(|source| now.contains_key(source));
        for (source, entry) in &mut *now {
            if entry.document.is_some() {
                continue;
            }
            self.lock.use_run();
            if let Some(days) = added.0.remove(source) {
                entry.days = days;
            }
            let version = format!("b{}", self.version());
            let document = entry.document(self.lock.run, &version);
            self.bulk
                .index(&version, source, &document)?;
            entry.document = Some(version);
        }
        self.bulk.flush()?;
        match self
            .bulk
            .refused()
            .into_values()
            .next()
        {
            None => Ok(()),
            Some(reason) => Err(trouble::error(
                &self.client.address.shown,
                "refused",
                format!("the cluster refuses the record of a brief ({reason}); see its log"),
            )),
        }
    }
}

fn lock<T>(data: &Mutex<T>) -> MutexGuard<'_, T> {
    data.lock()
        .unwrap_or_else(PoisonError::into_inner)
}
