//! `yinde search`

use std::io::Write;
use std::path::Path;

use yinde::index::Index;
use yinde::place;
use yinde::render::{Answer, FORMATS, Files};
use yinde::search::{Note, Request, Results, across};

use super::args::{ColorWhen, GroupBy, SearchArgs, SortBy};
use super::batch;
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::glossary;
use super::output::{stdout, style, tell};
use super::query::text_of;

pub(super) fn run(args: &SearchArgs) -> Result<u8, Stop> {
    if args.facets && !args.format.has_facets {
        tell(format_args!(
            "--facets has no effect with {}; use {}",
            args.format.name,
            formats_with_facets()
        ));
    }
    if let Some(file) = &args.queries {
        return batch::run(args, file);
    }
    let text = text_of(&args.query, args.phrase);
    let mut request = request(&text, args)?;
    request.glossary = glossary::terms(args.terms.glossary.as_deref())?;
    let index = read_or_build(&args.dir.index, opener(args))?;
    let results = across::search(&index, &request)?;
    if args.count {
        return print_count(&results, args.color.color);
    }
    tell_missed(args, &results);
    let files = files(args, &results)?;
    let answer = Answer {
        query: &text,
        request: &request,
        results: &results,
        files: files.as_ref(),
    };
    let mut out = stdout(args.color.color);
    let style = style(&out);
    args.format
        .render(&answer, style, &mut out)?;
    out.flush()?;
    // The process ends now, which frees all of its memory at once.
    std::mem::forget(index);
    Ok(exit_code(&results))
}

/// Returns the function that opens the index.
pub(super) fn opener(args: &SearchArgs) -> fn(&Path) -> yinde::Result<Index> {
    if args.partial {
        place::open_partial
    } else {
        place::open
    }
}

/// Tells that shards of a cluster did not answer, if the format has no place for that: the formats
/// that have facets have notes too.
pub(super) fn tell_missed(args: &SearchArgs, results: &Results) {
    if args.format.has_facets {
        return;
    }
    let mut notes = results.notes.iter();
    if let Some(note) = notes.find(|note| matches!(note, Note::Partial { .. })) {
        tell(note);
    }
}

/// Returns the files of the hits, if the output names them: the list of briefs is long.
pub(super) fn files(args: &SearchArgs, results: &Results) -> Result<Option<Files>, yinde::Error> {
    let hyperlinks = args.hyperlink_format.0.as_ref();
    if hyperlinks.is_none() && !args.format.has_paths {
        return Ok(None);
    }
    let briefs = match place::briefs(&args.dir.index) {
        // The shards that do not answer have records of briefs too: the paths are left out.
        Err(_) if args.partial => return Ok(None),
        briefs => briefs?,
    };
    Ok(Some(Files::of_hits(
        &briefs,
        &results.hits,
        hyperlinks,
    )))
}

/// Returns the request for a query with the options that were given.
pub(super) fn request(text: &str, args: &SearchArgs) -> Result<Request, yinde::Error> {
    let plain = args.terms.exact_only || is_plain();
    let options = options(args);
    let named = options
        .iter()
        .map(|(name, value)| (*name, value.as_str()));
    let mut request = Request::from_options(text, named)?;
    request.exact_only |= plain;
    Ok(request)
}

/// Returns whether a script asks for the words of the query only.
fn is_plain() -> bool {
    std::env::var_os("YINDE_PLAIN").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Prints the number of passages, and on standard error what the query does not mean.
fn print_count(results: &Results, color: ColorWhen) -> Result<u8, Stop> {
    for note in &results.notes {
        anstream::eprintln!("yinde: {note}");
    }
    let mut out = stdout(color);
    writeln!(out, "{}", results.total)?;
    out.flush()?;
    Ok(exit_code(results))
}

fn exit_code(results: &Results) -> u8 {
    if results.total > 0 || !results.hits.is_empty() {
        FOUND
    } else {
        NOTHING
    }
}

/// `text, json, markdown or html`
fn formats_with_facets() -> String {
    let formats = FORMATS
        .iter()
        .filter(|format| format.has_facets);
    let names: Vec<&str> = formats
        .map(|format| format.name)
        .collect();
    match names.as_slice() {
        [others @ .., last] if !others.is_empty() => {
            format!("{} or {last}", others.join(", "))
        }
        _ => names.concat(),
    }
}

/// Returns the options that were given, by name.
fn options(args: &SearchArgs) -> Vec<(&'static str, String)> {
    let sort = match args.sort {
        SortBy::Relevance => "relevance",
        SortBy::Newest => "newest",
        SortBy::Oldest => "oldest",
    };
    let mut options = vec![
        ("limit", args.limit.to_string()),
        ("offset", args.offset.to_string()),
        ("facets", args.facets.to_string()),
        ("fuzzy", args.fuzzy.to_string()),
        ("explain", args.explain.to_string()),
        ("across", args.terms.across.to_string()),
        ("twins", args.terms.twins.to_string()),
        ("full", args.full.to_string()),
        ("sort", sort.to_owned()),
    ];
    if let Some(GroupBy::Issue) = args.group {
        options.push(("group", "issue".to_owned()));
    }
    for (field, value) in &args.filters.values {
        options.push((field.name(), value.clone()));
    }
    options
}
