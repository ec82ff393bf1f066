//! Arguments of `yinde index`.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::index_dir::IndexDir;
use super::values::size;

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Folders or files of briefs: text, Markdown, HTML, Word, EPUB, PDF, mail, feeds, zips of
    /// these
    /// [default: the folders that the index holds, or corpus]
    #[arg(env = "YINDE_CORPUS", value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Leave out the files and folders that match GLOB, as in .gitignore; may be repeated. A file
    /// called .yindeignore lists such patterns for its folder
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Rebuild the index from scratch, discarding the existing one
    #[arg(long)]
    pub rebuild: bool,
    /// Allow removing all briefs of a folder that is now empty or no longer named
    #[arg(long)]
    pub allow_empty: bool,
    /// Show what would change without changing anything
    #[arg(long)]
    pub dry_run: bool,
    /// Wait up to SECONDS for another run that is writing the index
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u32,
    /// Keep N earlier states of the index, from now on, to go back to with yinde restore
    #[arg(long, value_name = "N")]
    pub keep: Option<usize>,
    /// Maximum memory to use, about, such as 300M or 2G; less takes longer
    /// [default: a quarter of the machine's, at most 400M]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub memory: Option<u64>,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Print nothing but errors
    #[arg(long, conflicts_with = "json")]
    pub quiet: bool,
}
