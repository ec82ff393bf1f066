//! Arguments of the commands that look after an index.

use clap::Args;

use super::index_dir::IndexDir;

#[derive(Debug, Args)]
pub(crate) struct PlainArgs {
    #[command(flatten)]
    pub dir: IndexDir,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeArgs {
    #[command(flatten)]
    pub plain: PlainArgs,
    /// Wait up to SECONDS for another run that is writing the index
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u32,
}

#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    /// Name of the state, as listed without a name (g-000007)
    pub state: Option<String>,
    #[command(flatten)]
    pub change: ChangeArgs,
}
