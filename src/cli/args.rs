//! Command-line arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use yinde::render::cite::{CITATION_FORMATS, CitationFormat};
use yinde::render::{FORMATS, Format, SHOWN_FORMATS, ShownFormat};

pub(crate) use super::about_args::{CompletionsArgs, ManArgs};
use super::desk::args::{
    CollocatesArgs, CountsArgs, KeynessArgs, KwicArgs, PlotArgs, SavedArgs, SimilarArgs, TrendsArgs,
};
use super::filters::FilterArgs;
use super::glossary::{GlossaryArgs, TermArgs};
use super::index_args::IndexArgs;
pub(crate) use super::index_dir::IndexDir;
#[cfg(feature = "mcp")]
pub(crate) use super::mcp::McpArgs;
use super::pairs::PairsArgs;
pub(crate) use super::plain_args::{ChangeArgs, PlainArgs, RestoreArgs};
#[cfg(feature = "web")]
pub(crate) use super::serve::ServeArgs;
use super::translations::TranslationsArgs;
use super::values::{
    Hyperlinks, at_least_one, citation_format_parser, format_parser, hyperlinks,
    shown_format_parser,
};

/// Full-text search for policy briefs in English and Chinese.
#[derive(Debug, Parser)]
#[command(name = "yinde", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXIT_CODES: &str = "\
Exit code: 0 if something was found or done, 1 if nothing was found, 2 on an error, 3 if something \
was done but some briefs could not be read.";

const SEARCH_HELP: &str = "\
Query:
  united front             both words, in any form; side by side comes first
  \"united front\"           the phrase, in simplified or traditional characters
  \"united work\"~2          the words near each other, at most two others between
  统战工作                 its words; passages with the exact string first
  front -party             passages without a word
  tiktok OR wechat         either word
  (a OR b) c               grouped
  capital*                 words with this prefix
  topic:economy lang:zh    filters: issue, section, topic, title, kind, lang
  date:2020-09..2021       by date: date, since, until

Exit code: 0 if something was found, 1 if nothing was, 2 on an error.";

const SHOW_HELP: &str = "\
On a terminal, output longer than the screen is piped to $PAGER (default: less -FRX; empty or \
\"cat\" disables paging).";

#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub(crate) enum Command {
    /// Index the briefs in one or more folders
    Index(IndexArgs),
    /// Find passages
    #[command(after_help = SEARCH_HELP)]
    Search(SearchArgs),
    /// Show a passage in context, a whole brief, or how a file is parsed
    #[command(after_help = SHOW_HELP)]
    Show(ShowArgs),
    /// Show each match in the middle of a line: a concordance
    Kwic(KwicArgs),
    /// Count matches by year, month, issue or kind of passage, and say who was first
    Trends(TrendsArgs),
    /// Show where in each brief a query matches
    Plot(PlotArgs),
    /// List the words near the matches of a query
    Collocates(CollocatesArgs),
    /// List the words that are typical of an issue, a section or the hits of a query
    Keyness(KeynessArgs),
    /// Count queries, or all words, in each brief: a table for R or pandas
    Counts(CountsArgs),
    /// Find recycled passages: those that are mostly part of others
    Similar(SimilarArgs),
    /// Cite passages or briefs: a footnote, BibTeX, RIS and others
    Cite(CiteArgs),
    /// Save searches, and see what is new for them
    Saved(SavedArgs),
    /// List the issues, sections or topics in the index
    List(ListArgs),
    /// List the passages and terms that translate each other
    Pairs(PairsArgs),
    /// List the terms that sentences give in both languages, with where and how often
    Glossary(GlossaryArgs),
    /// List how a phrase was translated, the oldest first
    Translations(TranslationsArgs),
    /// Show the settings of yinde.toml that are in force
    Config,
    /// Show what the index contains, when it changed, and what is wrong with it
    Status(PlainArgs),
    /// Check every byte of the index, and that its parts agree
    Verify(PlainArgs),
    /// Bring an index of an earlier version up to date, without its folders of briefs
    Upgrade(ChangeArgs),
    /// Save what can be read of a damaged index, and say what is lost
    Repair(ChangeArgs),
    /// Go back to an earlier state of the index, or list those that are kept (see index --keep)
    Restore(RestoreArgs),
    /// Serve the briefs as a page at an address of this machine, with an API
    #[cfg(feature = "web")]
    Serve(ServeArgs),
    /// Serve tools for assistants (MCP) over standard input and output
    #[cfg(feature = "mcp")]
    Mcp(McpArgs),
    /// Measure how long queries take
    Bench(BenchArgs),
    /// Print a script that completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Print the manual page of the program or of a command
    Man(ManArgs),
}

impl Command {
    /// Whether the command prints JSON.
    pub(crate) fn prints_json(&self) -> bool {
        match self {
            Self::Index(args) => args.json,
            Self::Search(args) => matches!(args.format.name, "json" | "jsonl"),
            Self::List(args) => args.json,
            Self::Status(args) | Self::Verify(args) => args.json,
            Self::Upgrade(args) | Self::Repair(args) => args.plain.json,
            Self::Restore(args) => args.change.plain.json,
            Self::Bench(args) => args.json,
            Self::Show(args) => matches!(args.format.name, "json" | "jsonl"),
            _ => false,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// The query: words, "phrases", -not, OR, ( ), prefix*, field:value
    #[arg(required_unless_present = "queries")]
    pub query: Vec<String>,
    /// Answer each query of FILE, a line each; CSV and JSON lines name the query of each hit
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "query",
        value_hint = ValueHint::FilePath
    )]
    pub queries: Option<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Take the query for a phrase, as if it were in quotation marks
    #[arg(short = 'p', long)]
    pub phrase: bool,
    /// Maximum number of passages (or briefs, with --group) to print; 0 means all
    #[arg(short = 'n', long, default_value_t = 10)]
    pub limit: usize,
    /// Number of passages (or briefs) to skip
    #[arg(long, default_value_t = 0)]
    pub offset: usize,
    /// Output format
    #[arg(short = 'f', long, default_value = FORMATS[0].name, value_parser = format_parser())]
    pub format: &'static Format,
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Order of the passages
    #[arg(long, value_enum, default_value_t)]
    pub sort: SortBy,
    /// Print only the number of passages that match
    #[arg(
        long,
        conflicts_with_all = [
            "limit", "offset", "format", "sort", "group", "explain", "across", "twins",
            "facets"
        ]
    )]
    pub count: bool,
    /// Group the hits
    #[arg(long, value_enum, value_name = "BY")]
    pub group: Option<GroupBy>,
    /// Also match similar spellings: words one or two letters off, one different Chinese
    /// character, or homophones
    #[arg(long)]
    pub fuzzy: bool,
    /// Print whole passages, not snippets (JSON always has them, as "text")
    #[arg(long)]
    pub full: bool,
    /// Make ids links to their files, on terminals that have links: none, default, vscode, cursor,
    /// or an address with {path} and {line}
    #[arg(long, value_name = "FORMAT", default_value = "none", value_parser = hyperlinks)]
    pub hyperlink_format: Hyperlinks,
    /// Answer even if shards of a cluster do not, and tell how many did
    #[arg(long)]
    pub partial: bool,
    /// Explain the score of each hit (in text and JSON)
    #[arg(long)]
    pub explain: bool,
    #[command(flatten)]
    pub terms: TermArgs,
    /// Also print counts of all hits by issue, section, topic, language, kind and month (not in
    /// jsonl and csv)
    #[arg(long)]
    pub facets: bool,
    #[command(flatten)]
    pub color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// Id of a passage, as search prints it (brief-042#23), or of a brief (brief-042)
    #[arg(required_unless_present = "outline")]
    pub id: Option<String>,
    /// Show how the brief or briefs in FILE are parsed, without an index
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["id", "context"],
        value_hint = ValueHint::FilePath
    )]
    pub outline: Option<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// A query whose matches are highlighted
    #[arg(conflicts_with = "outline")]
    pub query: Vec<String>,
    /// Output format
    #[arg(
        short = 'f',
        long,
        default_value = SHOWN_FORMATS[0].name,
        value_parser = shown_format_parser(),
        conflicts_with = "outline"
    )]
    pub format: &'static ShownFormat,
    /// Print JSON; of an outline, a brief a line
    #[arg(long, conflicts_with_all = ["format", "open"])]
    pub json: bool,
    /// Open the file: a text in $VISUAL or $EDITOR, at the line of the passage
    #[arg(long, conflicts_with_all = ["outline", "format", "context", "query"])]
    pub open: bool,
    /// Number of passages to print before and after the passage
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub context: u32,
    #[command(flatten)]
    pub color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct CiteArgs {
    /// Ids of passages (brief-042#23) or briefs (brief-042)
    #[arg(required_unless_present = "query")]
    pub ids: Vec<String>,
    /// Cite all hits of a query, which the filters narrow
    #[arg(long)]
    pub query: Option<String>,
    /// Format of the citations
    #[arg(
        short = 'f',
        long,
        default_value = CITATION_FORMATS[0].name,
        value_parser = citation_format_parser()
    )]
    pub format: &'static CitationFormat,
    #[command(flatten)]
    pub dir: IndexDir,
    #[command(flatten)]
    pub filters: FilterArgs,
    #[command(flatten)]
    pub color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// The list to print
    #[arg(value_enum)]
    pub what: Listing,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// File of queries, a line each; by default a mixed set
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub queries: Option<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Number of runs per query
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = at_least_one)]
    pub rounds: usize,
    /// Number of concurrent threads
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        value_parser = at_least_one,
        conflicts_with = "cold"
    )]
    pub threads: usize,
    /// Start a new process for each query and time the whole process
    #[arg(long)]
    pub cold: bool,
    /// Print JSON, which --baseline reads
    #[arg(long)]
    pub json: bool,
    /// Report of an earlier run to compare with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub baseline: Option<PathBuf>,
    /// Exit with code 1 if the median of any class is more than PERCENT slower than in the
    /// baseline, and noise does not explain it
    #[arg(long, value_name = "PERCENT", requires = "baseline")]
    pub max_regress: Option<f64>,
}

#[derive(Debug, Args)]
pub(crate) struct Color {
    /// When to use colour
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorWhen,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum SortBy {
    /// The best match first
    #[default]
    Relevance,
    /// The latest brief first
    #[value(alias = "date")]
    Newest,
    /// The earliest brief first
    Oldest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupBy {
    /// By brief: the three best passages of each, briefs in the order of their best passage
    Issue,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// Briefs with their dates and titles
    Issues,
    /// Sections by brief
    Sections,
    /// Topics with the sections that they belong to
    Topics,
}
