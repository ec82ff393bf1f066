//! Changes of an index that need no corpus: bringing it up to date, and going back.

use std::path::Path;
use std::time::Duration;

use super::threads;
use crate::error::Result;
use crate::index::Manifest;
use crate::place::{self, Session};

/// An index that was brought up to date.
#[derive(Debug)]
#[non_exhaustive]
pub struct Upgraded {
    /// The version that made it, in words.
    pub from: String,
    /// The contents of the index now.
    pub manifest: Manifest,
    /// Sources of the briefs that this version may parse differently. [`reindex`](super::reindex)
    /// reads them again.
    pub not_reread: Vec<String>,
}

/// Brings the index in the folder `index` up to date if an earlier version made it, from the texts
/// that it stores. The corpus is not needed. If another run is writing the index, waits for it as
/// long as `wait`.
///
/// Returns `None` if the index is up to date. All of it is brought up to date, or nothing.
///
/// # Errors
/// Returns an error if there is no index, this version cannot read it, it is damaged, or the new
/// state cannot be written.
pub fn upgrade(index: &Path, wait: Duration) -> Result<Option<Upgraded>> {
    // An index that does not exist is not to be created.
    place::briefs_of_any_version(index)?;
    threads::with_threads(|| {
        let session = Session::open(index, false, wait)?;
        let Some(from) = session.earlier_version() else {
            return Ok(None);
        };
        let (manifest, not_reread) = write_all(session)?;
        Ok(Some(Upgraded {
            from,
            manifest,
            not_reread,
        }))
    })
}

/// Makes an earlier state of the index in the folder `index` the current one, by its name. The
/// current state is then an earlier one.
///
/// # Errors
/// Returns an error if no state of this name is kept, it is damaged, or the index cannot be
/// written.
pub fn restore(index: &Path, name: &str, wait: Duration) -> Result<Manifest> {
    place::briefs_of_any_version(index)?;
    threads::with_threads(|| {
        let mut session = Session::open(index, false, wait)?;
        session.go_back_to(name)?;
        Ok(write_all(session)?.0)
    })
}

/// Writes a generation with all briefs of the session, and returns the sources of those that are as
/// an earlier version parsed them.
fn write_all(session: Session) -> Result<(Manifest, Vec<String>)> {
    let writer = session.write(0, 0)?;
    writer.add_stored(&writer.stored_sources())?;
    let not_reread = writer.outdated();
    Ok((writer.commit()?, not_reread))
}
