//! `yinde translations`

use std::io::Write;

use clap::Args;
use yinde::across;
use yinde::place;
use yinde::render::translations;

use super::args::{Color, IndexDir};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::{stdout, style};

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
    let found = across::translations(&index, &args.phrase.join(" "))?;
    let mut out = stdout(args.color.color);
    if args.json {
        translations::json(&found, &mut out)?;
    } else {
        let style = style(&out);
        translations::text(&found, style, &mut out)?;
    }
    out.flush()?;
    Ok(if found.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}
