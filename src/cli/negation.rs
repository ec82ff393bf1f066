//! Words to exclude on the command line: `yinde search front -party`.

use std::ffi::OsString;

use clap::{ArgAction, Command, CommandFactory};
use yinde::render::Format;

use super::args::Cli;

/// The full-width hyphen. The query's grammar reads it as the ASCII one, and clap does not take it
/// for an option.
pub(super) const HYPHEN: char = '－';

/// The commands that take a query.
const WITH_QUERY: [&str; 5] = ["search", "kwic", "plot", "collocates", "keyness"];

/// Returns the program's arguments. In a query, the hyphen of a word to exclude is replaced by
/// [`HYPHEN`], unless it is a short option.
pub(super) fn arguments() -> Vec<OsString> {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    let Some(command) = command(&args) else {
        return args;
    };
    // Most searches exclude nothing: then clap's description of the options is not built here.
    let excludes = args[2..]
        .iter()
        .any(|arg| excluded_word(arg).is_some());
    if !excludes {
        return args;
    }
    let takes_value = options_with_value(&Cli::command(), command);
    for at in 2..args.len() {
        if args[at] == "--" {
            break;
        }
        let is_value = takes_value
            .iter()
            .any(|option| args[at - 1] == **option);
        if let Some(word) = excluded_word(&args[at]).filter(|_| !is_value) {
            args[at] = format!("{HYPHEN}{word}").into();
        }
    }
    args
}

/// Returns the command, if it takes a query.
fn command(args: &[OsString]) -> Option<&'static str> {
    let command = args.get(1)?;
    WITH_QUERY
        .into_iter()
        .find(|name| command == name)
}

/// Returns the word of `-word`; `None` for options, and for a hyphen with a single letter: if that
/// is no option, clap says so.
fn excluded_word(arg: &OsString) -> Option<&str> {
    let word = arg.to_str()?.strip_prefix('-')?;
    let is_option =
        word.is_empty() || word.starts_with('-') || word.len() == 1 || is_option_with_value(word);
    (!is_option).then_some(word)
}

/// Returns whether this is a short option with its value: `n20`, `fjson`.
fn is_option_with_value(word: &str) -> bool {
    let number = word.strip_prefix('n');
    let format = word.strip_prefix('f');
    number.is_some_and(|number| {
        number
            .trim_start_matches('=')
            .parse::<u64>()
            .is_ok()
    }) || format.is_some_and(|name| Format::named(name.trim_start_matches('=')).is_some())
}

/// Returns the options of `command` that take the next argument as their value.
fn options_with_value(cli: &Command, command: &str) -> Vec<String> {
    let Some(search) = cli.find_subcommand(command) else {
        return Vec::new();
    };
    search
        .get_arguments()
        .filter(|arg| ArgAction::takes_values(arg.get_action()))
        .flat_map(|arg| {
            let long = arg
                .get_long()
                .map(|long| format!("--{long}"));
            let short = arg
                .get_short()
                .map(|short| format!("-{short}"));
            long.into_iter().chain(short)
        })
        .collect()
}
