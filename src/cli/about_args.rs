//! Arguments of the commands that describe the program.

use clap::Args;
use clap_complete::Shell;

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// The command; without one, the whole program
    #[arg(value_parser = [
        "index", "search", "show", "kwic", "trends", "plot", "collocates", "keyness", "counts",
        "similar", "cite", "saved", "pairs", "glossary", "translations", "config", "list", "status",
        "verify", "upgrade", "repair", "restore", "serve", "mcp", "bench", "completions", "man"
    ])]
    pub command: Option<String>,
}
