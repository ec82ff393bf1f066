//! `yinde pairs`

use std::io::Write;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use yinde::across::{self, Pair};
use yinde::index::{BriefRecord, Index};
use yinde::place;
use yinde::render::{PAIR_FORMATS, PairFormat};
use yinde::search::ids::{Named, named};

use super::args::{Color, IndexDir};
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::{stdout, style};

#[derive(Debug, Args)]
pub(crate) struct PairsArgs {
    /// Id of a brief (brief-042) or of a passage (brief-042#23); without one, all briefs
    pub brief: Option<String>,
    #[command(flatten)]
    pub dir: IndexDir,
    /// Output format
    #[arg(
        short = 'f',
        long,
        default_value = PAIR_FORMATS[0].name,
        value_parser = format_parser()
    )]
    pub format: &'static PairFormat,
    #[command(flatten)]
    pub color: Color,
}

/// Returns a parser of a format's name.
fn format_parser() -> impl TypedValueParser<Value = &'static PairFormat> {
    let names = PAIR_FORMATS
        .iter()
        .map(|format| PossibleValue::new(format.name).help(format.help));
    PossibleValuesParser::new(names)
        .map(|name| PairFormat::named(&name).unwrap_or(&PAIR_FORMATS[0]))
}

pub(super) fn run(args: &PairsArgs) -> Result<u8, Stop> {
    let (index, briefs) = read_or_build(&args.dir.index, place::open_with_briefs)?;
    let pairs = match &args.brief {
        Some(id) => pairs_of(&index, &briefs, id)?,
        None => across::pairs(
            &index,
            &briefs.iter().collect::<Vec<_>>(),
        )?,
    };
    let mut out = stdout(args.color.color);
    let style = style(&out);
    args.format
        .render(&pairs, style, &mut out)?;
    out.flush()?;
    Ok(if pairs.is_empty() {
        NOTHING
    } else {
        FOUND
    })
}

/// Returns the pairs of the brief or passage that `id` names.
fn pairs_of(index: &Index, briefs: &[BriefRecord], id: &str) -> Result<Vec<Pair>, Stop> {
    match named(briefs, id)? {
        Named::Brief(brief) => Ok(across::pairs(index, &[brief])?),
        Named::Passage(brief) => {
            let mut pairs = across::pairs(index, &[brief])?;
            pairs.retain(|pair| has(pair, id));
            Ok(pairs)
        }
    }
}

/// Returns whether the passage with this id is in `pair`.
fn has(pair: &Pair, id: &str) -> bool {
    let mut passages = pair
        .zh_passages
        .iter()
        .chain(&pair.en_passages);
    passages.any(|passage| passage.label.id == id)
}
