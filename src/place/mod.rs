//! The place of an index, a folder or an address, which picks the engine.

mod session;
mod writer;

use std::collections::BTreeSet;
use std::path::Path;

#[cfg(feature = "cluster")]
use crate::cluster;
use crate::error::Result;
use crate::index::{self, BriefRecord};

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
