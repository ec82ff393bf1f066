//! `yinde mcp`

use clap::Args;

use super::exit::{FOUND, Stop};
use super::index_dir::IndexDir;
use super::live;

#[derive(Debug, Args)]
pub(crate) struct McpArgs {
    #[command(flatten)]
    pub dir: IndexDir,
}

/// Serves tools until the client ends.
pub(super) fn run(args: &McpArgs) -> Result<u8, Stop> {
    let index = live::open(&args.dir.index)?;
    yinde::mcp::over_stdio(index, live::complete()?)?;
    Ok(FOUND)
}
