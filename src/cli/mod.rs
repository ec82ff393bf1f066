//! The command line: a file for each command. Ranking and the index's fields are not known here.

mod args;
mod bench;
mod completions;
mod count;
mod default;
mod exit;
mod filters;
mod first_run;
mod index;
mod list;
mod negation;
mod output;
mod pager;
mod progress;
mod repair;
mod report;
mod restore;
mod search;
mod show;
mod status;
mod upgrade;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let command = Cli::parse_from(negation::arguments()).command;
    let as_json = command.prints_json();
    let outcome = match command {
        Command::Index(args) => index::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Show(args) => show::run(&args),
        Command::List(args) => list::run(&args),
        Command::Status(args) => status::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Upgrade(args) => upgrade::run(&args),
        Command::Repair(args) => repair::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    };
    let code = outcome.unwrap_or_else(|stop| stop.report(as_json));
    code.into()
}
