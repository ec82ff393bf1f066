//! The options that filter a search: one for each [`Field`].

use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use yinde::query::Field;

/// The filters that were given.
#[derive(Debug, Default)]
pub(crate) struct FilterArgs {
    /// Each field with its value, as typed.
    pub values: Vec<(Field, String)>,
}

impl Args for FilterArgs {
    fn augment_args(command: Command) -> Command {
        Field::ALL
            .iter()
            .fold(command, |command, field| {
                let arg = Arg::new(field.name())
                    .long(field.name())
                    .value_name(field.value_name())
                    .help(help(*field))
                    .action(action(*field));
                command.arg(arg)
            })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FilterArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut filters = Self::default();
        filters.update_from_arg_matches(matches)?;
        Ok(filters)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for &field in Field::ALL {
            for value in matches
                .get_many::<String>(field.name())
                .into_iter()
                .flatten()
            {
                self.values
                    .push((field, value.clone()));
            }
        }
        Ok(())
    }
}

fn action(field: Field) -> ArgAction {
    if field.is_repeatable() {
        ArgAction::Append
    } else {
        ArgAction::Set
    }
}

fn help(field: Field) -> String {
    let help = field.help();
    if field.is_repeatable() {
        format!("{help}; may be repeated")
    } else {
        help.to_owned()
    }
}
