//! The argument that names an index.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::config::default_index;

#[cfg(feature = "cluster")]
const HELP: &str = "Folder of the index, or its address in a cluster: https://HOST:9200/NAME";
#[cfg(not(feature = "cluster"))]
const HELP: &str = "Folder of the index";

#[derive(Debug, Args)]
pub(crate) struct IndexDir {
    #[arg(
        long,
        help = HELP,
        value_name = "DIR",
        default_value_os_t = default_index(),
        env = "YINDE_INDEX",
        value_hint = ValueHint::DirPath
    )]
    pub index: PathBuf,
}
