//! What can be typed.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};

/// Full-text search for policy briefs in English and Chinese.
#[derive(Debug, Parser)]
#[command(name = "yinde", version, max_term_width = 100, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

/// The program's arguments, with a word to leave out (`-party`) made one that clap doesn't take for
/// an option: the query's grammar reads the full-width hyphen as the ASCII one. There are no short
/// options but `-h` and `-V`.
pub(crate) fn arguments() -> Vec<OsString> {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    if args.get(1).is_some_and(|command| command == "search") {
        let options_end = args
            .iter()
            .position(|arg| arg == "--")
            .unwrap_or(args.len());
        for at in 2..options_end {
            let is_value = || {
                args[at - 1]
                    .to_str()
                    .is_some_and(|before| before.starts_with("--") && takes_value(before))
            };
            let word = args[at].to_str().and_then(|arg| arg.strip_prefix('-'));
            if let Some(word) = word.filter(|word| {
                !word.is_empty() && !word.starts_with('-') && *word != "h" && !is_value()
            }) {
                args[at] = format!("－{word}").into();
            }
        }
    }
    args
}

fn takes_value(option: &str) -> bool {
    let search = Cli::command()
        .find_subcommand("search")
        .cloned()
        .unwrap_or_default();
    let known = search.get_arguments().find(|arg| {
        arg.get_long()
            .is_some_and(|long| option == format!("--{long}"))
    });
    known.is_some_and(|arg| arg.get_action().takes_values())
}

const EXIT_CODES: &str =
    "Exit code: 0 something was found or done, 1 nothing was found, 2 an error.";

const SEARCH_HELP: &str = "\
Query:
  united front             both words, in any form; where they stand together comes first
  \"united front\"           the phrase, in simplified or traditional characters
  \"united work\"~2          with up to two positions of slack
  统战工作                 its words; where the run stands verbatim comes first
  front -party             without a word
  tiktok OR wechat         either
  (a OR b) c               grouped
  capital*                 words that begin so
  topic:economy lang:zh    narrowed: issue, section, topic, title, kind, lang
  date:2020-09..2021       and by date: date, since, until

Exit code: 0 something was found, 1 nothing, 2 an error.";

const SHOW_HELP: &str = "\
On a terminal, what is longer than the screen goes through $PAGER (less -FRX where it is not set; none where it is \
empty or cat).";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Index the briefs in one or more folders
    Index(IndexArgs),
    /// Find passages
    #[command(after_help = SEARCH_HELP)]
    Search(SearchArgs),
    /// Show a passage with those around it, a whole brief, or how a file is understood
    #[command(after_help = SHOW_HELP)]
    Show(ShowArgs),
    /// List what the index holds
    List(ListArgs),
    /// Check every byte of the index
    Verify(IndexDir),
    /// Measure how long queries take
    Bench(BenchArgs),
}

#[derive(Debug, Args)]
pub(crate) struct IndexDir {
    /// Folder of the index
    #[arg(long, value_name = "DIR", default_value = "index", env = "YINDE_INDEX", value_hint = ValueHint::DirPath)]
    pub index: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct IndexArgs {
    /// Folders or files of briefs: text, Markdown, HTML, Word, EPUB, PDF, mail, feeds, zips of
    /// these
    #[arg(default_value = "corpus", env = "YINDE_CORPUS", value_hint = ValueHint::AnyPath)]
    pub corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Build it anew, whatever is there
    #[arg(long)]
    pub rebuild: bool,
    /// A folder that is empty, or not named any more, is meant: let the index lose its briefs
    #[arg(long)]
    pub allow_empty: bool,
    /// Say what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub json: bool,
    /// Print nothing but errors
    #[arg(long, conflicts_with = "json")]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// What to look for: words, "phrases", -not, OR, ( ), prefix*, field:value
    #[arg(required = true)]
    pub query: Vec<String>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Most passages to print, or briefs with --group; 0 for all
    #[arg(long, default_value_t = 10)]
    pub limit: usize,
    /// Passages, or briefs, to leave out before the first
    #[arg(long, default_value_t = 0)]
    pub offset: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Only this issue; may be repeated
    #[arg(long, value_name = "X")]
    pub issue: Vec<String>,
    /// Only this section, by number or title; may be repeated
    #[arg(long, value_name = "X")]
    pub section: Vec<String>,
    /// Only this topic; may be repeated
    #[arg(long, value_name = "X")]
    pub topic: Vec<String>,
    /// Only briefs with this in their title; may be repeated
    #[arg(long, value_name = "X")]
    pub title: Vec<String>,
    /// Only this kind: heading, prose, quote or item; may be repeated
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Only this language: en, zh or mixed; may be repeated
    #[arg(long, value_name = "LANG")]
    pub lang: Vec<String>,
    /// Only briefs of these days: 2020, 2020-09..2021-02, ..2019; may be repeated
    #[arg(long, value_name = "DATES")]
    pub date: Vec<String>,
    /// Only briefs dated on this day or later
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Only briefs dated on this day or before
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// What comes first
    #[arg(long, value_enum, default_value_t)]
    pub sort: SortBy,
    /// Group the hits
    #[arg(long, value_enum, value_name = "BY")]
    pub group: Option<GroupBy>,
    /// Look for near spellings as well: one or two letters, one Chinese character, the same sound
    #[arg(long)]
    pub fuzzy: bool,
    /// Say why each hit has its score (in text and JSON)
    #[arg(long)]
    pub explain: bool,
    /// Count all hits by issue, section, topic, language, kind and month (not in jsonl and csv)
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
    /// Show how the brief or briefs in FILE are understood, without an index
    #[arg(long, value_name = "FILE", conflicts_with_all = ["id", "context"], value_hint = ValueHint::FilePath)]
    pub outline: Option<PathBuf>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Passages to print before and after it
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub context: u32,
    #[command(flatten)]
    pub color: Color,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// What to list
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
    /// How often each query is asked
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub rounds: usize,
    /// How many ask at once
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "cold")]
    pub threads: usize,
    /// Start the program anew for each query, and measure its whole life
    #[arg(long)]
    pub cold: bool,
    /// Print JSON, which --baseline reads
    #[arg(long)]
    pub json: bool,
    /// Report of an earlier run to compare with
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub baseline: Option<PathBuf>,
    /// Exit with 1 where the median of a class takes so much longer than in the baseline, in
    /// percent
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
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// One object
    Json,
    /// One hit a line
    Jsonl,
    /// For spreadsheets, in UTF-8
    Csv,
    /// For notes
    Markdown,
    /// A page for a browser
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum SortBy {
    /// The best match first
    #[default]
    Relevance,
    /// The latest brief first
    Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GroupBy {
    /// The three best passages of each brief, briefs by their best passage
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
