//! `yinde translations`

use std::io::Write;

use clap::Args;
use yinde::across;
use yinde::index::Index;
use yinde::place;
use yinde::render::{plural, safe, translations};
use yinde::search::{self, Request};

use super::args::{Color, IndexDir};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::{stdout, style, tell};
use super::query::quoted;

#[derive(Debug, Args)]
pub(crate) struct TranslationsArgs {
    /// A phrase, in either language
    #[arg(required = true)]
    pub phrase: Vec<String>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub color: Color,
}

pub(super) fn run(args: &TranslationsArgs) -> Result<u8, Stop> {
    let index = read_or_build(&args.dir.index, place::open)?;
    let phrase = args.phrase.join(" ");
    let found = across::translations(&index, &phrase)?;
    let mut out = stdout(args.color.color);
    if args.json {
        translations::json(&found, &mut out)?;
    } else {
        let style = style(&out);
        translations::text(&found, style, &mut out)?;
    }
    out.flush()?;
    if found.is_empty() {
        tell(safe(&why_none(&index, &phrase)?));
    }
    Ok(if found.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}

/// Returns why no translation of `phrase` was found.
fn why_none(index: &Index, phrase: &str) -> Result<String, Stop> {
    let mut request = Request::from_options(&quoted(phrase), [])?;
    request.limit = Some(0);
    if let Some(note) = request.notes.first() {
        return Ok(note.to_string());
    }
    let results = search::search(index, &request)?;
    if results.total == 0 || !results.relaxed.is_empty() {
        return Ok(format!(
            "no passage contains \"{phrase}\""
        ));
    }
    let passages = plural(results.total, "passage");
    Ok(format!(
        "\"{phrase}\" is in {passages}, none of which has a translation beside it"
    ))
}
