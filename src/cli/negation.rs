//! Words to exclude on the command line: `yinde search front -party`.

use std::ffi::OsString;

use clap::{ArgAction, Command, CommandFactory};

use super::args::Cli;

/// The full-width hyphen. The query's grammar reads it as the ASCII one, and clap does not take it
/// for an option.
pub(super) const HYPHEN: char = '－';

/// Returns the program's arguments. In a search, the hyphen of a word to exclude is replaced by
/// [`HYPHEN`], for it has no short option but `-h`.
pub(super) fn arguments() -> Vec<OsString> {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if args
        .get(1)
        .is_none_or(|command| command != "search")
    {
        return args;
    }
    // Most searches exclude nothing: then clap's description of the options is not built here.
    let excludes = args[2..]
        .iter()
        .any(|arg| excluded_word(arg).is_some());
    if !excludes {
        return args;
    }
    let takes_value = options_with_value(&Cli::command());
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

/// Returns the word of `-word`; `None` for options and for a lone hyphen.
fn excluded_word(arg: &OsString) -> Option<&str> {
    let word = arg.to_str()?.strip_prefix('-')?;
    let is_option = word.is_empty() || word.starts_with('-') || word == "h";
    (!is_option).then_some(word)
}

/// Returns the options of `yinde search` that take the next argument as their value.
fn options_with_value(cli: &Command) -> Vec<String> {
    let Some(search) = cli.find_subcommand("search") else {
        return Vec::new();
    };
    search
        .get_arguments()
        .filter(|arg| ArgAction::takes_values(arg.get_action()))
        .filter_map(|arg| arg.get_long())
        .map(|long| format!("--{long}"))
        .collect()
}
