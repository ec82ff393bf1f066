//! The place of an index, a folder or an address, which picks the engine.

mod session;
mod writer;

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
#[cfg(feature = "cluster")]
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "cluster")]
use crate::cluster;
use crate::error::Result;
use crate::index::{self, BriefRecord, EarlierState, Index, Opened, Repaired, Status, Verified};

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

/// Returns the path beside which files are kept that belong to the index in `place`: the folder, or
/// for an address a name in the user's folder of data.
#[must_use]
pub fn beside(place: &Path) -> PathBuf {
    if !is_address(place) {
        return place.to_owned();
    }
    let folder = env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".local/share")));
    let name = place.to_string_lossy();
    let name = name.replace(
        |c: char| !c.is_alphanumeric() && c != '.' && c != '-',
        "_",
    );
    folder
        .unwrap_or_default()
        .join("yinde")
        .join(name)
}

/// Opens the index in `place`.
///
/// # Errors
/// Returns an error if there is no index, another version made it, or it cannot be read.
pub fn open(place: &Path) -> Result<Index> {
    open_if(place, false)
}

/// Opens the index in `place`, of which an answer may miss shards of a cluster: a note on the
/// answer then tells how many.
///
/// # Errors
/// As [`open`].
pub fn open_partial(place: &Path) -> Result<Index> {
    open_if(place, true)
}

#[cfg_attr(
    not(feature = "cluster"),
    expect(unused_variables, reason = "a folder has no shards")
)]
fn open_if(place: &Path, allows_partial: bool) -> Result<Index> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        let reader = cluster::Reader::open(place, allows_partial)?;
        return Index::of_elsewhere(place, Arc::new(reader));
    }
    Index::open(place)
}

/// Opens the index in `place`, and reads its briefs, by source.
///
/// # Errors
/// As [`open`].
pub fn open_with_briefs(place: &Path) -> Result<(Index, Vec<BriefRecord>)> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        let index = open(place)?;
        let briefs = index.briefs()?;
        return Ok((index, briefs));
    }
    Index::open_with_briefs(place)
}

/// Opens the index in `place` with its briefs, for a program that keeps it open.
///
/// # Errors
/// As [`open`].
pub fn opened(place: &Path) -> Result<Opened> {
    let (index, briefs) = open_with_briefs(place)?;
    Ok(Opened { index, briefs })
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

/// Reads the briefs of the index in `place`, by source. An earlier version may have made it, if
/// this one can bring it up to date: in a cluster, it cannot.
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

/// Reads the briefs of the index in `place`, by source, before it is rebuilt. Another version may
/// have made it.
///
/// # Errors
/// As [`briefs_of_any_version`].
pub(crate) fn briefs_to_rebuild(place: &Path) -> Result<Vec<BriefRecord>> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        return cluster::briefs_of_any_version(place);
    }
    index::briefs_of_any_version(place)
}

/// Returns the corpus folders of the briefs that the index in `place` contains, each once, in
/// order.
///
/// # Errors
/// As [`briefs`], but an earlier version may have made the index.
pub fn roots(place: &Path) -> Result<Vec<String>> {
    let briefs = briefs_to_rebuild(place)?;
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
