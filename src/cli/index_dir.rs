//! The argument that names an index.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::config::default_index;

#[derive(Debug, Args)]
pub(crate) struct IndexDir {
    /// Folder of the index
    #[arg(
        long,
        value_name = "DIR",
        default_value_os_t = default_index(),
        env = "YINDE_INDEX",
        value_hint = ValueHint::DirPath
    )]
    pub index: PathBuf,
}
