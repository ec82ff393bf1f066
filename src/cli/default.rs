//! The folders that are used where none is named.

use std::env;
use std::path::PathBuf;

/// Returns the folder of briefs.
pub(super) fn default_corpus() -> PathBuf {
    from_environment("YINDE_CORPUS", "corpus")
}

/// Returns the folder of the index.
pub(super) fn default_index() -> PathBuf {
    from_environment("YINDE_INDEX", "index")
}

/// Returns the path in an environment variable, or `default` if it is not set.
fn from_environment(variable: &str, default: &str) -> PathBuf {
    let path = env::var_os(variable);
    path.map_or_else(|| PathBuf::from(default), PathBuf::from)
}
