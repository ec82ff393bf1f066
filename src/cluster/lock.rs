//! The lock document, which keeps two runs from writing an index at once.
//!
//! The cluster cannot tell that a process has ended. So a holder renews its lock, and a lock that
//! is not renewed for a minute may be taken over.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use super::client::Client;
use super::lock_document::{Data, Holder, now, read, write};
use super::state::{self, Place};
use super::trouble;
use crate::error::{Error, Result};

/// Time between two renewals.
const RENEWAL: Duration = Duration::from_secs(10);
/// Time without renewal after which another run may take the lock over.
const GONE: Duration = Duration::from_mins(1);
/// Time without renewal after which the holder gives up.
const GIVE_UP: Duration = Duration::from_secs(45);
/// Time for which a lock that looks old is watched, since clocks may differ.
const WATCH: Duration = Duration::from_secs(15);
/// Time between two looks at a lock.
const PAUSE: Duration = Duration::from_millis(250);

/// The right to write an index.
#[derive(Debug)]
pub(super) struct Lock {
    shared: Arc<Shared>,
    /// Renews the lock.
    renewing: Option<JoinHandle<()>>,
    /// Number of the run.
    pub(super) run: u64,
    /// Who held the lock before and never gave it back.
    pub(super) took_over: Option<String>,
}

#[derive(Debug)]
struct Shared {
    client: Arc<Client>,
    index: String,
    held: Mutex<Held>,
    ended: Condvar,
}

#[derive(Debug)]
struct Held {
    data: Data,
    place: Place,
    renewed: Instant,
    /// Whether another run has taken the lock.
    is_lost: bool,
    /// Whether something was written under the number of the run.
    is_used: bool,
    has_ended: bool,
}

impl Lock {
    /// Locks `index`. If another run holds it, tries again for as long as `patience`.
    ///
    /// # Errors
    /// Returns an error that names the holder if another run holds the lock.
    pub(super) fn acquire(client: &Arc<Client>, index: &str, patience: Duration) -> Result<Self> {
        let start = Instant::now();
        let mut watched: Option<Watched> = None;
        loop {
            let found = read(client, index)?;
            let free = match &found {
                None => true,
                Some((data, place)) => {
                    let watch = watched.get_or_insert_with(|| Watched::new(*place));
                    watch.look(*place);
                    watch.allows(data)
                }
            };
            if free && let Some(lock) = Self::take(client, index, found.as_ref())? {
                return Ok(lock);
            }
            let Some((data, _)) = found else {
                continue;
            };
            let may_be_gone = looks_old(&data)
                && watched
                    .as_ref()
                    .is_some_and(Watched::is_short);
            if start.elapsed() >= patience && !free && !may_be_gone {
                return Err(Error::Locked {
                    path: client.address.shown.clone(),
                    holder: data
                        .holder
                        .map(|holder| holder.shown),
                });
            }
            sleep(PAUSE);
        }
    }

    /// Writes the lock document. Returns `None` if another run was quicker.
    fn take(
        client: &Arc<Client>,
        index: &str,
        found: Option<&(Data, Place)>,
    ) -> Result<Option<Self>> {
        let before = found.map(|(data, _)| data);
        let holder = Holder::this();
        let data = Data {
            last: Some(holder.shown.clone()),
            holder: Some(holder),
            run: before.map_or(0, |data| data.run) + 1,
            renewed: now(),
        };
        let place = found.map(|(_, place)| *place);
        let Some(place) = write(client, index, &data, place)? else {
            return Ok(None);
        };
        let shared = Arc::new(Shared {
            client: Arc::clone(client),
            index: index.to_owned(),
            held: Mutex::new(Held {
                data: data.clone(),
                place,
                renewed: Instant::now(),
                is_lost: false,
                is_used: false,
                has_ended: false,
            }),
            ended: Condvar::new(),
        });
        let renewing = Arc::clone(&shared);
        let renewing = thread::Builder::new().spawn(move || renewing.renew());
        let renewing = renewing.map_err(Error::io(
            &client.address.shown,
            "start a thread for",
        ))?;
        let holder = before.and_then(|data| data.holder.as_ref());
        Ok(Some(Self {
            shared,
            renewing: Some(renewing),
            run: data.run,
            took_over: holder.map(|holder| holder.shown.clone()),
        }))
    }

    /// Checks that the lock is still held.
    ///
    /// # Errors
    /// Returns an error if another run has taken it, or may have.
    pub(super) fn check(&self) -> Result<()> {
        self.shared.check()
    }

    /// Returns a function that checks that the lock is still held, for other threads.
    pub(super) fn checker(&self) -> impl Fn() -> Result<()> + Send + Sync + use<> {
        let shared = Arc::clone(&self.shared);
        move || shared.check()
    }

    /// Notes that something is written under the number of the run, so that no other run gets it.
    pub(super) fn use_run(&self) {
        self.shared.lock().is_used = true;
    }

    /// Takes a number for the run that is greater than that of the committed run.
    ///
    /// # Errors
    /// Returns an error if another run has taken the lock.
    pub(super) fn number_after(&mut self, committed: u64) -> Result<()> {
        if self.run > committed {
            return Ok(());
        }
        self.run = committed + 1;
        let mut held = self.shared.lock();
        held.data.run = self.run;
        let written = write(
            &self.shared.client,
            &self.shared.index,
            &held.data,
            Some(held.place),
        )?;
        held.place = written.ok_or_else(|| state::overtaken(&self.shared.client))?;
        Ok(())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.shared.lock().has_ended = true;
        self.shared.ended.notify_all();
        if let Some(renewing) = self.renewing.take() {
            // A thread that panicked renews no more either.
            let _ = renewing.join();
        }
        let mut held = self.shared.lock();
        if held.is_lost {
            return;
        }
        held.data.holder = None;
        if !held.is_used {
            held.data.run -= 1;
        }
        // If that fails, the lock is taken over after a minute.
        let _ = write(
            &self.shared.client,
            &self.shared.index,
            &held.data,
            Some(held.place),
        );
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn check(&self) -> Result<()> {
        let held = self.lock();
        if held.is_lost {
            return Err(state::overtaken(&self.client));
        }
        if held.renewed.elapsed() < GIVE_UP {
            return Ok(());
        }
        Err(trouble::error(
            &self.client.address.shown,
            "overtaken",
            "the cluster could not be reached for so long that another run may write this index \
            now, so nothing of this one is seen; run again",
        ))
    }

    /// Renews the lock now and then, until it is given back or lost.
    fn renew(&self) {
        let mut held = self.lock();
        loop {
            let waited = self
                .ended
                .wait_timeout_while(held, RENEWAL, |held| !held.has_ended);
            let (now_held, _) = waited.unwrap_or_else(PoisonError::into_inner);
            held = now_held;
            if held.has_ended || held.is_lost {
                return;
            }
            let data = Data {
                renewed: now(),
                ..held.data.clone()
            };
            let place = held.place;
            drop(held);
            let written = write(
                &self.client,
                &self.index,
                &data,
                Some(place),
            );
            held = self.lock();
            match written {
                Ok(Some(place)) => {
                    held.place = place;
                    held.renewed = Instant::now();
                }
                Ok(None) => held.is_lost = true,
                // The next renewal may succeed.
                Err(_) => {}
            }
        }
    }
}

/// The state of a lock that is watched.
struct Watched {
    place: Place,
    since: Instant,
}

impl Watched {
    fn new(place: Place) -> Self {
        Self {
            place,
            since: Instant::now(),
        }
    }

    fn look(&mut self, place: Place) {
        if place != self.place {
            *self = Self::new(place);
        }
    }

    /// Whether the lock can be taken: nobody holds it, or the holder is gone.
    fn allows(&self, data: &Data) -> bool {
        let Some(holder) = &data.holder else {
            return true;
        };
        let unchanged = self.since.elapsed();
        holder.has_ended() || unchanged >= GONE || (looks_old(data) && unchanged >= WATCH)
    }

    /// Whether the lock was not watched for long.
    fn is_short(&self) -> bool {
        self.since.elapsed() < WATCH
    }
}

/// Whether a lock was not renewed for a minute, by this machine's clock.
fn looks_old(data: &Data) -> bool {
    data.age() >= i64::try_from(GONE.as_secs()).unwrap_or(i64::MAX)
}
