//! `yinde completions` and `yinde man`

use std::io::{self, Write};

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs, ManArgs};
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

/// Prints the manual page of the program or of a command.
pub(super) fn man(args: &ManArgs) -> Result<u8, Stop> {
    let mut program = Cli::command();
    // Gives the commands their full names: `yinde-search`.
    program.build();
    let named = args.command.as_deref();
    let command = named.and_then(|name| program.find_subcommand(name));
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.unwrap_or(&program).clone());
    man.render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(FOUND)
}
