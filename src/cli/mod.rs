//! The command line: a file for each command. Ranking and the index's fields are not known here.

mod about_args;
mod args;
mod batch;
mod bench;
mod cite;
mod completions;
mod config;
mod count;
mod default;
mod desk;
mod exit;
mod filters;
mod first_run;
mod glossary;
mod hint;
mod index;
mod index_args;
mod index_dir;
mod list;
#[cfg(any(feature = "web", feature = "mcp"))]
mod live;
#[cfg(feature = "mcp")]
mod mcp;
mod named_file;
mod negation;
mod odd;
mod open;
mod output;
mod pager;
mod pairs;
mod plain_args;
mod progress;
mod query;
mod repair;
mod report;
mod restore;
mod saved;
mod search;
#[cfg(feature = "web")]
mod serve;
mod show;
mod start;
mod status;
mod translations;
mod upgrade;
mod values;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Runs the command that the arguments name.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse_from(negation::arguments());
    // The defaults of the arguments come from the settings, so these must be right.
    if let Err(stop) = config::config() {
        return stop.report(false).into();
    }
    let Some(command) = cli.command else {
        let code = start::run().unwrap_or_else(|stop| stop.report(false));
        return code.into();
    };
    let as_json = command.prints_json();
    let outcome = match command {
        Command::Index(args) => index::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Kwic(args) => desk::kwic(&args),
        Command::Trends(args) => desk::trends(&args),
        Command::Plot(args) => desk::plot(&args),
        Command::Collocates(args) => desk::collocates(&args),
        Command::Keyness(args) => desk::keyness(&args),
        Command::Counts(args) => desk::counts(&args),
        Command::Similar(args) => desk::similar(&args),
        Command::Cite(args) => cite::run(&args),
        Command::Saved(args) => saved::run(&args),
        Command::List(args) => list::run(&args),
        Command::Pairs(args) => pairs::run(&args),
        Command::Glossary(args) => glossary::run(&args),
        Command::Translations(args) => translations::run(&args),
        Command::Config => config::run(),
        Command::Status(args) => status::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Upgrade(args) => upgrade::run(&args),
        Command::Repair(args) => repair::run(&args),
        Command::Restore(args) => restore::run(&args),
        #[cfg(feature = "web")]
        Command::Serve(args) => serve::run(&args),
        #[cfg(feature = "mcp")]
        Command::Mcp(args) => mcp::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Completions(args) => completions::completions(&args),
        Command::Man(args) => completions::man(&args),
    };
    let code = outcome.unwrap_or_else(|stop| stop.report(as_json));
    code.into()
}
