//! `yinde completions` and `yinde man`

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::exit::{FOUND, Stop};

/// Prints a completion script for a shell.
pub(super) fn completions(args: &CompletionsArgs) -> Result<u8, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Cli::command(),
        "yinde",
        &mut script,
    );
    io::stdout().write_all(&script)?;
    Ok(FOUND)
}

/// Prints the manual page, with a section for each command.
pub(super) fn man() -> Result<u8, Stop> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(FOUND)
}
