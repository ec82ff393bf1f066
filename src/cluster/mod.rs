//! An index in an OpenSearch cluster, at an address such as `https://host:9200/briefs`.
//!
//! Briefs are parsed and analysed here; the cluster stores, shards and replicates. It gets the very
//! terms that a folder's index has, so it finds the same passages.
//!
//! ```text
//! briefs            an alias: the name in the address
//! briefs-1          the index that it means; a rebuild makes briefs-2 and moves the alias
//!   5.17#3          passage 3 of the version of a brief that was number 17 of run 5
//!   b5.18           the record of a brief
//!   state           the run that was committed last
//!   lock            who writes
//! ```
//!
//! **A run is seen as a whole or not at all.** Its documents carry its number, and readers leave
//! out those of later runs than the one that the state names. A run sends its documents, makes them
//! visible, then writes the state, on the condition that nobody else has.
//!
//! **What died stays until the next run**, which deletes it. A reader that may have missed passages
//! because of that sees it in the state, and starts over.

mod address;
mod answer;
mod briefs;
mod bulk;
mod bulk_request;
mod client;
mod commit;
mod credentials;
mod document;
mod indices;
mod lock;
mod lock_document;
mod mapping;
mod pages;
mod paging;
mod reader;
mod reason;
mod session;
mod shown;
mod state;
mod status;
mod sweep;
mod terms;
mod translate;
mod trouble;
mod verify;
mod version;
mod vocabulary;
mod writer;

use std::convert::Infallible;
use std::path::Path;

use crate::error::Result;
use crate::index::BriefRecord;
use crate::shell;
use address::Address;
use client::Client;

pub(crate) use address::is_address;
pub(crate) use reader::Reader;
pub(crate) use session::Session;
pub(crate) use status::status;
pub(crate) use verify::verify;
pub(crate) use writer::Writer;

/// Refuses to repair the index at the address `place`: a cluster has its own means.
///
/// # Errors
/// Always returns an error.
pub(crate) fn refuse_to_repair(place: &Path) -> Result<Infallible> {
    let address = Address::parse(place)?;
    Err(trouble::not_here(
        &address.shown,
        &format!(
            "a cluster repairs itself from its replicas; see whether all its nodes run, check \
            with yinde verify, or read the briefs again: yinde index FOLDER --index {} --rebuild",
            shell::path(&address.shown)
        ),
    ))
}

/// Refuses to list earlier states of the index at the address `place`.
///
/// # Errors
/// Always returns an error.
pub(crate) fn refuse_earlier_states(place: &Path) -> Result<Infallible> {
    let address = Address::parse(place)?;
    Err(trouble::not_here(
        &address.shown,
        "earlier states are not kept in a cluster; restore a snapshot of the cluster, or index \
        the briefs as they were",
    ))
}

/// Reads the briefs of the index at the address `place`, by source.
///
/// # Errors
/// Returns an error if there is no index, another version made it, or the cluster cannot be used.
pub(crate) fn briefs(place: &Path) -> Result<Vec<BriefRecord>> {
    let client = Client::connect(place)?;
    Ok(status::read(&client)?.1)
}

/// Reads the briefs of the index at the address `place`, by source, which an earlier version may
/// have made.
///
/// # Errors
/// Returns an error if there is no index, a version made it that cannot be read, or the cluster
/// cannot be used.
pub(crate) fn briefs_of_any_version(place: &Path) -> Result<Vec<BriefRecord>> {
    let client = Client::connect(place)?;
    status::briefs_of_any_version(&client)
}
