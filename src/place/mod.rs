//! The place of an index, a folder or an address, which picks the engine.

mod session;
mod writer;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

#[cfg(feature = "cluster")]
use crate::cluster;
use crate::error::Result;
use crate::index::{self, BriefRecord, EarlierState, Repaired, Status, Verified};

pub(crate) use session::Session;
pub(crate) use writer::{Refused, Writer};

/// Returns whether `place` is the address of an index in a cluster.
#[must_use]
pub fn is_address(place: &Path) -> bool {
    #[cfg(feature = "cluster")]
    let is_address = cluster::is_address;
    // Without clusters, every place is a folder.
    #[cfg(not(feature = "cluster"))]
    let is_address = |_: &Path| false;
    is_address(place)
}

/// Reads the briefs of the index in `place`, by source.
///
/// # Errors
/// Returns an error if there is no index, another version made it, or it cannot be read.
pub fn briefs(place: &Path) -> Result<Vec<BriefRecord>> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        return cluster::briefs(place);
    }
    index::briefs(place)
}

/// Reads the briefs of the index in `place`, by source, which an earlier version may have made.
///
/// # Errors
/// Returns an error if there is no index, a version made it that cannot be read, or it is damaged.
pub(crate) fn briefs_of_any_version(place: &Path) -> Result<Vec<BriefRecord>> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        return cluster::briefs(place);
    }
    index::briefs_of_any_version(place)
}

/// Returns the corpus folders of the briefs that the index in `place` contains, each once, in
/// order.
///
/// # Errors
/// As [`briefs`], but an earlier version may have made the index.
pub fn roots(place: &Path) -> Result<Vec<String>> {
    let briefs = briefs_of_any_version(place)?;
    let roots: BTreeSet<String> = briefs
        .into_iter()
        .map(|brief| brief.root)
        .collect();
    Ok(roots.into_iter().collect())
}

/// Returns a summary of the index in `place`.
///
/// # Errors
/// Returns an error if there is no index, or it cannot be read.
pub fn status(place: &Path) -> Result<Status> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        return cluster::status(place);
    }
    index::status(place)
}

/// Reads all that a search of the index in `place` depends on, and compares it with the recorded
/// checksums.
///
/// # Errors
/// Returns an error if there is no index, or it cannot be read at all.
pub fn verify(place: &Path) -> Result<Verified> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        return cluster::verify(place);
    }
    index::verify(place)
}

/// Saves all that can be read of the index in `place` into a new state of it. Returns `None` if
/// nothing is wrong with it.
///
/// # Errors
/// As [`index::repair`], and if the index is in a cluster, which has its own means.
pub fn repair(place: &Path, wait: Duration) -> Result<Option<Repaired>> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        match cluster::refuse_to_repair(place)? {}
    }
    index::repair(place, wait)
}

/// Returns the earlier states that the index in `place` keeps, the latest first.
///
/// # Errors
/// Returns an error if there is no index, it is damaged, or it is in a cluster, which keeps none.
pub fn earlier_states(place: &Path) -> Result<Vec<EarlierState>> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        match cluster::refuse_earlier_states(place)? {}
    }
    index::earlier_states(place)
}
