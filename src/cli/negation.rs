//! Words to exclude on the command line: `yinde search front -party`.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command, CommandFactory};
use yinde::render::{FORMATS, Format};

use super::args::Cli;

/// The full-width hyphen. The query's grammar reads it as the ASCII one, and clap does not take it
/// for an option.
pub(super) const HYPHEN: char = '－';

/// The commands that take a query.
const WITH_QUERY: [&str; 5] = ["search", "kwic", "plot", "collocates", "keyness"];

/// Number of letters from which on a format's name is recognised with a typing mistake.
const MIN_MISTYPED: usize = 3;

/// Returns the program's arguments. In a query, the hyphen of a word to exclude is replaced by
/// [`HYPHEN`], unless it is a short option. Ends the program if the word may be meant as an option.
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
    let mut cli = Cli::command();
    cli.build();
    let takes_value = options_with_value(&cli, command);
    let options = Options::of(&cli, command);
    for at in 2..args.len() {
        if args[at] == "--" {
            break;
        }
        let is_value = takes_value
            .iter()
            .any(|option| args[at - 1] == **option);
        let Some(word) = excluded_word(&args[at]).filter(|_| !is_value) else {
            continue;
        };
        if let Some(name) = options.long_name(word) {
            let problem = format!(
                "unexpected argument '-{word}' found; write --{name} for the option, \
                or NOT {name} to exclude the word"
            );
            cli.error(ErrorKind::UnknownArgument, problem)
                .exit();
        }
        if !options.are_short(word) {
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

/// Returns whether this is a short option with its value: `n20`, `fjson`. With a value that is
/// wrong, `n3x` or `fjsn`, it is one as well: then clap says so.
fn is_option_with_value(word: &str) -> bool {
    let number = word.strip_prefix('n');
    let format = word.strip_prefix('f');
    number.is_some_and(|number| number.starts_with(|c: char| c == '=' || c.is_ascii_digit()))
        || format.is_some_and(|name| name.starts_with('=') || is_like_format(name))
}

fn is_like_format(name: &str) -> bool {
    let mut formats = FORMATS.iter();
    Format::named(name).is_some()
        || formats.any(|format| {
            format.name.len() >= MIN_MISTYPED && strsim::osa_distance(format.name, name) == 1
        })
}

/// The options of a command.
struct Options {
    short: Vec<char>,
    long: Vec<String>,
}

impl Options {
    fn of(cli: &Command, command: &str) -> Self {
        let args: Vec<&Arg> = cli
            .find_subcommand(command)
            .into_iter()
            .flat_map(Command::get_arguments)
            .collect();
        let short = args
            .iter()
            .filter_map(|arg| arg.get_short());
        let long = args
            .iter()
            .filter_map(|arg| arg.get_long());
        Self {
            // clap adds this one later.
            short: short.chain(['h']).collect(),
            long: long.map(str::to_owned).collect(),
        }
    }

    /// Returns the name of the long option that was typed with a single dash: `limit`, `limit=3`.
    fn long_name<'w>(&self, word: &'w str) -> Option<&'w str> {
        let name = word
            .split_once('=')
            .map_or(word, |(name, _)| name);
        self.long
            .iter()
            .any(|long| long == name)
            .then_some(name)
    }

    /// Returns whether all letters of `word` are short options, as in `-pn 5`.
    fn are_short(&self, word: &str) -> bool {
        word.chars()
            .all(|letter| self.short.contains(&letter))
    }
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
