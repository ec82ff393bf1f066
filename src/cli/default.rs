//! The folders that are used where none is named: those of the environment, or else of the
//! settings.

use std::env;
use std::path::PathBuf;

use super::config;

/// Returns the folders of briefs.
pub(super) fn default_corpus() -> Vec<PathBuf> {
    match env::var_os("YINDE_CORPUS") {
        Some(corpus) => vec![PathBuf::from(corpus)],
        None => config::default_corpus(),
    }
}

/// Returns the folder of the index.
pub(super) fn default_index() -> PathBuf {
    env::var_os("YINDE_INDEX").map_or_else(config::default_index, PathBuf::from)
}
