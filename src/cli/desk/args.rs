//! The arguments of the desk's commands.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};
use yinde::desk::{LineOrder, Span};
use yinde::render::{FORMATS, Format, TableFormat};

use crate::cli::args::{Color, IndexDir};
use crate::cli::filters::FilterArgs;
use crate::cli::values::format_parser;

// A query, and the options that all commands with a query have. (As documentation, this would be
// the help of each of them.)
#[derive(Debug, Args)]
pub(crate) struct QueryArgs {
    /// Take each argument for a phrase, as if it were in quotation marks
    #[arg(short = 'p', long)]
    pub phrase: bool,
    #[command(flatten)]
    pub dir: IndexDir,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct KwicArgs {
    /// The query, as for search
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Order of the lines: brief, date, left, right, freq (the most frequent continuation first),
    /// or words beside the match such as 1R,2R,1L
    #[arg(long, default_value = "brief", value_parser = |text: &str| text.parse::<LineOrder>())]
    pub sort: LineOrder,
    /// Show under each line how its match is translated in its brief, if it is
    #[arg(long)]
    pub twins: bool,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = table_format())]
    pub format: TableFormat,
    #[command(flatten)]
    pub common: QueryArgs,
}

#[derive(Debug, Args)]
pub(crate) struct TrendsArgs {
    /// The queries, each an argument
    #[arg(required = true, value_name = "QUERY")]
    pub queries: Vec<String>,
    /// A row for each of these
    #[arg(long, value_enum, default_value_t)]
    pub by: By,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = picture_format())]
    pub format: PictureFormat,
    #[command(flatten)]
    pub common: QueryArgs,
}

#[derive(Debug, Args)]
pub(crate) struct PlotArgs {
    /// The query, as for search
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = picture_format())]
    pub format: PictureFormat,
    #[command(flatten)]
    pub common: QueryArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CollocatesArgs {
    /// The query, as for search
    #[arg(required = true)]
    pub query: Vec<String>,
    /// Number of words on each side, or as in 5L,3R
    #[arg(long, default_value = "5", value_parser = |text: &str| text.parse::<Span>())]
    pub span: Span,
    /// Minimum number of times that a word is near a match
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub min: u64,
    /// Statistic by which the words are sorted
    #[arg(long, value_enum, default_value_t)]
    pub by: Statistic,
    /// Maximum number of words to print; 0 means all
    #[arg(short = 'n', long, default_value_t = 30)]
    pub limit: usize,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = table_format())]
    pub format: TableFormat,
    #[command(flatten)]
    pub common: QueryArgs,
}

#[derive(Debug, Args)]
pub(crate) struct KeynessArgs {
    /// A query for the passages to compare with all others; filters alone will do
    pub query: Vec<String>,
    /// Minimum number of times that a word occurs
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub min: u64,
    /// Maximum number of words to print of each end of the list; 0 means all
    #[arg(short = 'n', long, default_value_t = 20)]
    pub limit: usize,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = table_format())]
    pub format: TableFormat,
    #[command(flatten)]
    pub common: QueryArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CountsArgs {
    /// The queries, each an argument; without any, every word is counted
    #[arg(value_name = "QUERY")]
    pub queries: Vec<String>,
    /// Minimum number of times that a word occurs, if every word is counted
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min: u64,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = table_format())]
    pub format: TableFormat,
    #[command(flatten)]
    pub common: QueryArgs,
}

#[derive(Debug, Args)]
pub(crate) struct SimilarArgs {
    /// Id of a passage
    #[arg(required_unless_present = "all")]
    pub id: Option<String>,
    /// Compare all passages with one another
    #[arg(long, conflicts_with = "id")]
    pub all: bool,
    /// How much of the shorter passage must be in the longer one, from 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, value_parser = share)]
    pub least: f64,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = table_format())]
    pub format: TableFormat,
    #[command(flatten)]
    pub dir: IndexDir,
    #[command(flatten)]
    pub color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct SavedArgs {
    #[command(subcommand)]
    pub action: SavedAction,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SavedAction {
    /// Save a search; the passages that it finds now count as seen
    Add {
        /// Its name
        name: String,
        /// The query, as for search
        #[arg(required = true)]
        query: Vec<String>,
        #[command(flatten)]
        common: QueryArgs,
    },
    /// Show the new passages of saved searches, and mark them as seen
    Run {
        /// The name of a search; without one, all are run
        name: Option<String>,
        /// Leave the new passages unseen, so that they are shown again
        #[arg(long)]
        keep: bool,
        /// Output format
        #[arg(short = 'f', long, default_value = FORMATS[0].name, value_parser = format_parser())]
        format: &'static Format,
        #[command(flatten)]
        dir: IndexDir,
        #[command(flatten)]
        color: Color,
    },
    /// List the saved searches with their numbers of new passages
    List {
        /// Output format
        #[arg(short = 'f', long, default_value = "text", value_parser = table_format())]
        format: TableFormat,
        #[command(flatten)]
        dir: IndexDir,
        #[command(flatten)]
        color: Color,
    },
    /// Remove a saved search
    Remove {
        /// Its name
        name: String,
        #[command(flatten)]
        dir: IndexDir,
    },
}

/// The things that rows of trends count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum By {
    #[default]
    Year,
    Month,
    /// Each brief by itself
    Issue,
    /// Each kind of passage: quotations against the authors' own words
    Kind,
}

/// A statistic of collocates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Statistic {
    /// logDice: typical neighbours, comparable between corpora
    #[default]
    Logdice,
    /// Log-likelihood: sure neighbours
    Ll,
    /// Mutual information: exclusive neighbours, rare words too
    Mi,
}

/// A format of tables, or a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PictureFormat {
    Table(TableFormat),
    Svg,
}

fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text
        .parse()
        .map_err(|_| format!("{text:?} is not a number"))?;
    if share > 0.0 && share <= 1.0 {
        Ok(share)
    } else {
        Err("expected a number above 0, and at most 1".to_owned())
    }
}

fn table_names() -> Vec<PossibleValue> {
    let formats = TableFormat::ALL.into_iter();
    formats
        .map(|(_, name, help)| PossibleValue::new(name).help(help))
        .collect()
}

fn named(name: &str) -> TableFormat {
    let mut formats = TableFormat::ALL.into_iter();
    let format = formats.find(|(_, other, _)| *other == name);
    format.map_or(TableFormat::Text, |(format, _, _)| {
        format
    })
}

pub(in crate::cli) fn table_format() -> impl TypedValueParser<Value = TableFormat> {
    PossibleValuesParser::new(table_names()).map(|name| named(&name))
}

fn picture_format() -> impl TypedValueParser<Value = PictureFormat> {
    let mut names = table_names();
    names.push(PossibleValue::new("svg").help("A picture"));
    PossibleValuesParser::new(names).map(|name| {
        if name == "svg" {
            PictureFormat::Svg
        } else {
            PictureFormat::Table(named(&name))
        }
    })
}
