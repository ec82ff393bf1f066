//! The lock document, which keeps two runs from writing an index at once.
//!
//! The cluster cannot tell that a process has ended. So a holder renews its lock, and a lock that
//! is not renewed for a minute may be taken over.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle, sleep};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Body, Client, Method};
use super::indices;
use super::mapping::{DATA, DOC};
use super::state::{self, Place};
use super::trouble;
use crate::error::{Error, Result};

/// The id of the document, and the value of its field `doc`.
const LOCK: &str = "lock";
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

/// What the lock document tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Data {
    /// Who holds it; `None` if nobody does.
    holder: Option<Holder>,
    /// Who held it last or holds it, in words.
    last: Option<String>,
    /// Number of the run that was begun last.
    run: u64,
    /// Time of the last renewal, in seconds since 1970.
    renewed: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    /// In words: `process 4711 on host since 2026-11-25 09:30:00 UTC`.
    shown: String,
    /// Differs between any two runs.
    token: String,
    process: u32,
    /// The machine, since it was last started, and its set of processes.
    machine: Option<String>,
}

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
                    data.is_free(watch)
                }
            };
            if free && let Some(lock) = Self::take(client, index, found.as_ref())? {
                return Ok(lock);
            }
            let Some((data, _)) = found else {
                continue;
            };
            let may_be_gone = data.looks_old()
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

impl Data {
    /// Whether the lock can be taken: nobody holds it, or the holder is gone.
    fn is_free(&self, watch: &Watched) -> bool {
        let Some(holder) = &self.holder else {
            return true;
        };
        let unchanged = watch.since.elapsed();
        holder.has_ended() || unchanged >= GONE || (self.looks_old() && unchanged >= WATCH)
    }

    /// Whether the lock was not renewed for a minute, by this machine's clock.
    fn looks_old(&self) -> bool {
        let age = now() - self.renewed;
        age >= i64::try_from(GONE.as_secs()).unwrap_or(i64::MAX)
    }
}

impl Holder {
    fn this() -> Self {
        let process = std::process::id();
        let host = file("/proc/sys/kernel/hostname").or_else(|| file("/etc/hostname"));
        let host = host.unwrap_or_else(|| "an unknown host".to_owned());
        let since = jiff::Timestamp::now().strftime("%F %T UTC");
        Self {
            shown: format!("process {process} on {host} since {since}"),
            token: token(),
            process,
            machine: machine(),
        }
    }

    /// Whether the holder is a process of this machine that has ended.
    fn has_ended(&self) -> bool {
        let process = format!("/proc/{}", self.process);
        self.machine.is_some() && self.machine == machine() && !Path::new(&process).exists()
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

    /// Whether the lock was not watched for long.
    fn is_short(&self) -> bool {
        self.since.elapsed() < WATCH
    }
}

/// Returns a text that no other run has.
pub(super) fn token() -> String {
    let now = jiff::Timestamp::now().as_nanosecond();
    let seed = format!(
        "{:?} {} {now}",
        machine(),
        std::process::id()
    );
    let hash = blake3::hash(seed.as_bytes());
    hash.to_hex()[..32].to_owned()
}

/// Returns what tells this machine, since its start, and this set of processes from others, if the
/// system tells.
fn machine() -> Option<String> {
    let boot = file("/proc/sys/kernel/random/boot_id")?;
    let processes = fs::read_link("/proc/self/ns/pid").ok()?;
    Some(format!(
        "{boot} {}",
        processes.display()
    ))
}

fn file(path: &str) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Returns who wrote the index last or writes it now, and since when.
pub(super) fn last_holder(client: &Client, index: &str) -> Result<Option<String>> {
    let found = read(client, index)?;
    Ok(found.and_then(|(data, _)| data.last))
}

/// Reads the lock document.
fn read(client: &Client, index: &str) -> Result<Option<(Data, Place)>> {
    let document = format!("{}/_doc/{LOCK}", indices::path(index));
    let answer = client.ask(Method::Get, &document, Body::Nothing)?;
    if answer.status == 404 && answer.body["found"] == false {
        return Ok(None);
    }
    if !answer.is_success() {
        return Err(client.refusal(&answer));
    }
    let data = serde_json::from_value(answer.body["_source"][DATA].clone());
    match (data, Place::of(&answer.body)) {
        (Ok(data), Some(place)) => Ok(Some((data, place))),
        _ => Err(trouble::odd(
            &client.address.shown,
            "lock that this version knows",
        )),
    }
}

/// Writes the lock document over the one at `place`, or as the first. Returns its new place, or
/// `None` if another was written meanwhile.
fn write(client: &Client, index: &str, data: &Data, place: Option<Place>) -> Result<Option<Place>> {
    let document = format!(
        "{}/_doc/{LOCK}?require_alias=true&{}",
        indices::path(&indices::write_alias(index)),
        Place::condition(place)
    );
    let body: Value = json!({DOC: LOCK, DATA: data});
    let answer = client.ask(
        Method::Put,
        &document,
        Body::Json(&body),
    )?;
    if answer.is_success() {
        return Ok(Place::of(&answer.body));
    }
    if answer.status != 409 {
        return Err(client.refusal(&answer));
    }
    // If the answer to an earlier try got lost, the lock is ours.
    let now = read(client, index)?;
    Ok(now
        .filter(|(found, _)| found == data)
        .map(|(_, place)| place))
}
