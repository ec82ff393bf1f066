//! `yinde glossary`, and the list of terms of a user.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum, ValueHint};
use yinde::across;
use yinde::lexicon::{Term, list};
use yinde::place;
use yinde::render::{TableFormat, glossary};

use super::args::{Color, IndexDir};
use super::config::config;
use super::desk::args::table_format;
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::named_file;
use super::output::{stdout, style};

#[derive(Debug, Args)]
pub(crate) struct GlossaryArgs {
    #[command(flatten)]
    pub dir: IndexDir,
    /// Output format
    #[arg(short = 'f', long, default_value = "text", value_parser = table_format())]
    pub format: TableFormat,
    /// Write a list that search --glossary reads
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "format")]
    pub export: Option<Export>,
    #[command(flatten)]
    pub color: Color,
}

const EXACT_ONLY: &str = "\
Find what has the words of the query only: no short forms, names, acronyms or pinyin, no \
translations; so does YINDE_PLAIN=1";
const LIST: &str = "\
A list of terms of your own, which come before the dictionary's: lines with tabs, the first names \
the columns (zh, en, and perhaps zh_short, en_short, kind)";

// How a search uses translations and other forms. (As documentation, this would be the help of the
// command.)
#[derive(Debug, Args)]
pub(crate) struct TermArgs {
    /// Also find passages in the other language, by translations of the words
    #[arg(long, conflicts_with_all = ["group", "sort"])]
    pub across: bool,
    /// Show the translation of each hit in its brief, if there is one (in text and JSON)
    #[arg(long)]
    pub twins: bool,
    #[arg(long, conflicts_with = "across", help = EXACT_ONLY)]
    pub exact_only: bool,
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help = LIST)]
    pub glossary: Option<PathBuf>,
}

/// A format of a list of terms.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Export {
    /// Columns separated by tabs
    Tsv,
}

pub(super) fn run(args: &GlossaryArgs) -> Result<u8, Stop> {
    let (index, briefs) = read_or_build(&args.dir.index, place::open_with_briefs)?;
    let briefs: Vec<_> = briefs.iter().collect();
    let entries = across::glossary(&index, &briefs)?;
    let mut out = stdout(args.color.color);
    if let Some(Export::Tsv) = args.export {
        glossary::tsv(&entries, &mut out)?;
    } else {
        let style = style(&out);
        glossary::render(&entries, args.format, style, &mut out)?;
    }
    out.flush()?;
    Ok(if entries.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}

/// Returns the user's terms: those in `file` or else in the list that `yinde.toml` names.
pub(super) fn terms(file: Option<&Path>) -> Result<Vec<Term>, Stop> {
    let named = config()?.glossary();
    let Some(file) = file.or(named) else {
        return Ok(Vec::new());
    };
    let stop = |problem: String| Stop::File {
        path: file.to_owned(),
        problem,
    };
    let text = named_file::read(file).map_err(|error| stop(error.to_string()))?;
    list::read(&text).map_err(stop)
}
