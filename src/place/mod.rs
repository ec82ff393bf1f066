//! The place of an index, a folder or an address, which picks the engine.

mod session;
mod writer;

use std::collections::BTreeSet;
use std::path::Path;
#[cfg(feature = "cluster")]
use std::sync::Arc;

#[cfg(feature = "cluster")]
use crate::cluster;
use crate::error::Result;
use crate::index::{self, BriefRecord, Index, Opened};

pub(crate) use session::Session;
pub(crate) use writer::{Refused, Writer};

/// Returns whether `place` is the address of an index in a cluster.
#[must_use]
pub fn is_address(place: &Path) -> bool {
    #[cfg(feature = "cluster")]
    return cluster::is_address(place);
    #[cfg(not(feature = "cluster"))]
    return false;
}

/// Opens the index in `place`.
///
/// # Errors
/// Returns an error if there is no index, another version made it, or it cannot be read.
pub fn open(place: &Path) -> Result<Index> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        let reader = cluster::Reader::open(place, false)?;
        return Index::of_elsewhere(place, Arc::new(reader));
    }
    Index::open(place)
}

/// Opens the index in `place`, of which an answer may miss shards of a cluster: a note on the
/// answer then tells how many.
///
/// # Errors
/// As [`open`].
pub fn open_partial(place: &Path) -> Result<Index> {
    #[cfg(feature = "cluster")]
    if cluster::is_address(place) {
        let reader = cluster::Reader::open(place, true)?;
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
