//! `yinde show`

use std::io::{self, Write};
use std::path::Path;

use yinde::error::Error;
use yinde::formats::Parsed;
use yinde::index::{BriefRecord, Index, StoredPassage};
use yinde::indexing::outline;
use yinde::place;
use yinde::render::{self, Matches, Shown, ShownFormat, Style};
use yinde::search::ids::{self, Named};
use yinde::search::{self, Request};

use super::args::ShowArgs;
use super::cite::say_state;
use super::exit::{FAILED, FOUND, Stop};
use super::first_run::read_or_build;
use super::open;
use super::output::{page, stdout, style, tell};
use super::query::text_of;

pub(super) fn run(args: &ShowArgs) -> Result<u8, Stop> {
    if let Some(file) = &args.outline {
        return show_outline(file, args);
    }
    if args.open {
        return open::run(
            args.id
                .as_deref()
                .unwrap_or_default(),
            args,
        );
    }
    let target = find(args)?;
    let shown = Shown {
        brief: target.brief.as_ref(),
        passages: &target.passages,
        asked: &target.asked,
        matches: &target.matches,
    };
    let format = format(args);
    page(args.color.color, |style, out| {
        format.render(&shown, style, out)
    })?;
    Ok(FOUND)
}

/// Returns the format of the output.
fn format(args: &ShowArgs) -> &'static ShownFormat {
    let json = ShownFormat::named("json").filter(|_| args.json);
    json.unwrap_or(args.format)
}

/// The passages to show.
struct Target {
    /// The brief, if all of it is shown.
    brief: Option<BriefRecord>,
    passages: Vec<StoredPassage>,
    /// The id of the passage that was asked for.
    asked: String,
    matches: Matches,
}

fn find(args: &ShowArgs) -> Result<Target, Stop> {
    let dir = &args.dir.index;
    let id = args
        .id
        .as_deref()
        .unwrap_or_default();
    let index = read_or_build(dir, place::open)?;
    // The list of briefs is read only where it is needed, for it is long.
    let (index, brief, asked) = match resolve(&index, id, args.context) {
        Ok((asked, passages)) => return with_matches(args, &index, None, asked, passages),
        Err(Error::NoPassage { .. }) => {
            let (index, briefs) = read_or_build(dir, place::open_with_briefs)?;
            match ids::named(&briefs, id)? {
                Named::Brief(record) => (
                    index,
                    Some(record.clone()),
                    id.to_owned(),
                ),
                Named::Passage(_) => (index, None, id.to_owned()),
            }
        }
        Err(e) => return Err(e.into()),
    };
    let passages = match &brief {
        Some(record) => search::passages(&index, &record.id, 1..=u32::MAX)?,
        None => search::around(&index, &asked, args.context)?,
    };
    with_matches(args, &index, brief, asked, passages)
}

/// Returns the id that the passage with this `id` has now, and the passages around it. Says so if
/// the passage has moved or changed.
fn resolve(index: &Index, id: &str, context: u32) -> yinde::Result<(String, Vec<StoredPassage>)> {
    let found = search::resolve(index, id)?;
    let passages = search::around(index, &found.id, context)?;
    say_state(id, &found.id, found.state);
    Ok((found.id, passages))
}

fn with_matches(
    args: &ShowArgs,
    index: &Index,
    brief: Option<BriefRecord>,
    asked: String,
    passages: Vec<StoredPassage>,
) -> Result<Target, Stop> {
    let matches = if args.query.is_empty() {
        Matches::new()
    } else {
        matches(args, index, &passages)?
    };
    Ok(Target {
        brief,
        passages,
        asked,
        matches,
    })
}

/// Returns the matches of the query in the brief of `passages`.
fn matches(args: &ShowArgs, index: &Index, passages: &[StoredPassage]) -> Result<Matches, Stop> {
    let text = text_of(&args.query, false);
    let source = passages
        .first()
        .map_or("", |passage| {
            passage.label.brief.source.as_str()
        });
    let request = Request::from_options(
        &text,
        [("limit", "0"), ("source", source)],
    )?;
    let results = search::search(index, &request)?;
    for note in &results.notes {
        anstream::eprintln!("yinde: {note}");
    }
    let hits = results.hits.into_iter();
    let matches: Matches = hits
        .map(|hit| (hit.passage.label.id, hit.spans))
        .collect();
    let is_shown = |passage: &StoredPassage| matches.contains_key(&passage.label.id);
    if !passages.iter().any(is_shown) {
        anstream::eprintln!(
            "yinde: no passage here matches {}",
            render::safe(&text)
        );
    }
    Ok(matches)
}

fn show_outline(file: &Path, args: &ShowArgs) -> Result<u8, Stop> {
    let mut out = stdout(args.color.color);
    let style = style(&out);
    let (mut written, mut code) = (Ok(()), FOUND);
    let mut blank = "";
    outline::outline(file, &mut |_, parsed| match parsed {
        Ok(parsed) if written.is_ok() => {
            written = if args.json {
                render::json_outline::render(&parsed, &mut out)
            } else {
                write_outline(blank, &parsed, style, &mut out)
            };
            blank = "\n";
        }
        Ok(_) => {}
        Err(error) => {
            tell(render::safe(&error.to_string()));
            code = FAILED;
        }
    })?;
    written?;
    out.flush()?;
    Ok(code)
}

/// Writes an outline for people, after `blank`.
fn write_outline(
    blank: &str,
    parsed: &Parsed,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{blank}")?;
    render::outline::brief(parsed, style, out)
}
