//! The index of the commands that stay: `serve` and `mcp`.

use std::path::Path;
use std::sync::Arc;

use yinde::index::LiveIndex;
use yinde::place;
use yinde::render::cite::{Complete, Reference};

use super::config::config;
use super::exit::Stop;
use super::first_run::read_or_build;

/// Opens the index, which is built first if it is the default one and there is none.
pub(super) fn open(index: &Path) -> Result<Arc<LiveIndex>, Stop> {
    let opened = read_or_build(index, place::opened)?;
    Ok(Arc::new(LiveIndex::new(opened)))
}

/// Returns a function that adds the facts of the settings to references.
pub(super) fn complete() -> Result<Complete, Stop> {
    let config = config()?;
    Ok(Arc::new(
        move |reference: &mut Reference| {
            config.complete(reference);
        },
    ))
}
