//! The right to write an index in a cluster, from taking the lock to starting to write.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::briefs::{self, Entry};
use super::client::Client;
use super::indices;
use super::lock::Lock;
use super::state::{self, Committed, State};
use super::sweep;
use super::trouble;
use super::writer::{Parts, Writer};
use crate::analysis::language::CHINESE;
use crate::error::Result;
use crate::index::{Added, AddedNow, BriefRecord};

/// The right to write an index, and the briefs that it contains before.
pub(crate) struct Session {
    client: Arc<Client>,
    lock: Lock,
    /// The index that the address names.
    index: String,
    committed: Option<Committed>,
    /// Its contents, unless everything is written anew.
    entries: Vec<Entry>,
    records: Vec<BriefRecord>,
    /// The days of passages in an index that is written anew.
    days: Added,
    rebuild: bool,
}

impl Session {
    /// Locks the index at the address `place`, which is created if it is missing. If another run
    /// writes it, tries again for as long as `wait`. With `rebuild` nothing that it contains is
    /// kept.
    ///
    /// Documents that earlier runs left behind are deleted.
    ///
    /// # Errors
    /// Returns an error if another run writes it, another version made it, its name is that of
    /// something else, or the cluster cannot be used.
    pub(crate) fn open(place: &Path, rebuild: bool, wait: Duration) -> Result<Self> {
        let client = Arc::new(Client::connect(place)?.for_writing());
        let (index, mut lock) = locked(&client, wait)?;
        let committed = Committed::find(&client, &index)?;
        let run = committed
            .as_ref()
            .map(|committed| committed.state.run);
        lock.number_after(run.unwrap_or(0))?;
        let mut session = Self {
            client,
            lock,
            index,
            committed: None,
            entries: Vec::new(),
            records: Vec::new(),
            days: Added::default(),
            rebuild: rebuild && committed.is_some(),
        };
        match committed {
            None => {}
            Some(committed) if session.rebuild => {
                session.days = days_before(&session.client, &committed)?;
                session.committed = Some(committed);
            }
            Some(committed) if !committed.is_of_this_version() => {
                return Err(committed.other_version(&session.client));
            }
            Some(committed) => {
                session.entries = briefs::read(&session.client, &committed)?;
                session.days = days(&session.entries);
                session.committed = Some(committed);
            }
        }
        let entries = session.entries.iter();
        session.records = entries
            .map(|entry| entry.record.clone())
            .collect();
        session.clean_up()?;
        Ok(session)
    }

    /// Deletes what no reader sees any more: indices before a rebuild or of one that was killed,
    /// documents of runs that were killed, and what died in the last run.
    fn clean_up(&mut self) -> Result<()> {
        indices::delete_others(&self.client, &self.index)?;
        // The whole index is left behind, and its state may be in the form of another version.
        if self.rebuild {
            return Ok(());
        }
        let state = match &self.committed {
            Some(committed) => committed.state.clone(),
            None => State::default(),
        };
        let mut abandoned: Vec<u64> = (state.run + 1..self.lock.run).collect();
        let has_dead = !(state.dead.is_empty() && state.dead_briefs.is_empty());
        if !has_dead && abandoned.is_empty() {
            return Ok(());
        }
        // Readers are told before anything is deleted.
        self.write_state(|state| state.swept = state.run)?;
        abandoned.extend(&state.abandoned);
        sweep::sweep(
            &self.client,
            &self.index,
            &[&state.dead, &state.dead_briefs],
            &abandoned,
            Box::new(self.lock.checker()),
        )?;
        self.write_state(|state| {
            state.dead.clear();
            state.dead_briefs.clear();
        })
    }

    /// Changes the state of the committed run, if there is one.
    fn write_state(&mut self, change: impl FnOnce(&mut State)) -> Result<()> {
        let Some(committed) = &self.committed else {
            return Ok(());
        };
        let mut state = committed.state.clone();
        change(&mut state);
        state.token = super::lock_document::token();
        let written = state::write(
            &self.client,
            &self.index,
            &state,
            Some(committed.place),
        )?;
        self.committed = Some(written);
        Ok(())
    }

    /// Who held the lock before and never gave it back.
    pub(crate) fn took_over(&self) -> Option<String> {
        self.lock.took_over.clone()
    }

    /// The address of the index.
    pub(crate) fn place(&self) -> &Path {
        &self.client.address.shown
    }

    /// Refuses to keep earlier states, unless their number is 0.
    pub(crate) fn refuse_to_keep(&self, states: usize) -> Result<()> {
        if states == 0 {
            return Ok(());
        }
        Err(trouble::not_here(
            &self.client.address.shown,
            "earlier states are not kept in a cluster; leave --keep out, and take snapshots of \
            the cluster",
        ))
    }

    /// The briefs that the index contains, by source.
    pub(crate) fn briefs(&self) -> &[BriefRecord] {
        &self.records
    }

    /// Whether a state is to be written though no brief changed.
    pub(crate) fn must_write(&self) -> bool {
        self.committed.is_none() || self.rebuild
    }

    /// Whether the index contains Chinese words.
    pub(crate) fn has_chinese(&self) -> bool {
        let committed = self.committed.as_ref();
        committed.is_some_and(|committed| {
            committed
                .state
                .lengths
                .words_of(CHINESE)
                > 0
        })
    }

    /// Starts to write.
    ///
    /// # Errors
    /// Returns an error if the cluster does not create an index for a rebuild.
    pub(crate) fn write(self) -> Result<Writer> {
        let mut before = BTreeMap::new();
        for entry in self.entries {
            before.insert(entry.record.label.source.clone(), entry);
        }
        let (index, base, replaced) = if self.rebuild {
            (
                create_next(&self.client)?,
                None,
                self.committed,
            )
        } else {
            (self.index, self.committed, None)
        };
        let added = if self.rebuild {
            AddedNow::new(self.days, Added::default())
        } else {
            AddedNow::new(self.days.clone(), self.days)
        };
        Writer::start(Parts {
            client: self.client,
            lock: self.lock,
            index,
            base,
            replaced,
            before,
            added,
        })
    }
}

/// Creates the next index, under the lock. If the answer to a try got lost, its index is there, and
/// the next run deletes it.
fn create_next(client: &Client) -> Result<String> {
    loop {
        if let Some(index) = indices::create(client, false)? {
            return Ok(index);
        }
    }
}

/// Returns the index that the address names, locked. It is created if it is missing.
fn locked(client: &Arc<Client>, wait: Duration) -> Result<(String, Lock)> {
    loop {
        let index = match indices::current(client)? {
            Some(index) => index,
            None => match indices::create(client, true)? {
                Some(index) => index,
                None => continue,
            },
        };
        let lock = Lock::acquire(client, &index, wait)?;
        // The run that held the lock may have rebuilt the index.
        if indices::current(client)?.as_ref() == Some(&index) {
            return Ok((index, lock));
        }
    }
}

/// Returns the days of the passages before a rebuild, which goes on if they can never be read.
fn days_before(client: &Client, committed: &Committed) -> Result<Added> {
    if !committed.has_this_form() {
        return Ok(Added::default());
    }
    match briefs::read(client, committed) {
        Ok(entries) => Ok(days(&entries)),
        Err(error) if error.is_lasting() => Ok(Added::default()),
        Err(error) => Err(error),
    }
}

/// Returns the days of the passages of these briefs.
fn days(entries: &[Entry]) -> Added {
    let entries = entries.iter();
    Added(
        entries
            .map(|entry| {
                let source = entry.record.label.source.clone();
                (source, entry.days.clone())
            })
            .collect(),
    )
}
