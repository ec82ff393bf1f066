//! The researcher's commands: `kwic`, `trends`, `plot`, `collocates`, `keyness`, `counts` and
//! `similar`.

pub(super) mod args;

use std::io::{self, Write};

use yinde::desk::{self, Measure, Period};
use yinde::index::{BriefRecord, Index};
use yinde::place;
use yinde::render::{self, Style, TableFormat};
use yinde::search::{self, Request};

use super::args::ColorWhen;
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::output::page;
use super::query::{options_of, text_of};
use args::{
    By, CollocatesArgs, CountsArgs, KeynessArgs, KwicArgs, PictureFormat, PlotArgs, QueryArgs,
    SimilarArgs, Statistic, TrendsArgs,
};

pub(super) fn kwic(args: &KwicArgs) -> Result<u8, Stop> {
    let (query, request) = one(&args.query, &args.common)?;
    let index = read_or_build(&args.common.dir.index, place::open)?;
    let mut found = desk::concordance(&index, &request)?;
    found.sort(&args.sort);
    let beside = if args.twins {
        Some(desk::beside(
            &index,
            &found,
            &found.lines,
        )?)
    } else {
        None
    };
    if args.format != TableFormat::Text {
        print_notes(&request);
    }
    print(&args.common, |style, out| {
        render::desk::kwic(
            &query,
            &found,
            beside.as_deref(),
            args.format,
            style,
            out,
        )
    })?;
    Ok(code(!found.lines.is_empty()))
}

pub(super) fn trends(args: &TrendsArgs) -> Result<u8, Stop> {
    let requests = many(&args.queries, &args.common)?;
    let (index, briefs) = open(&args.common)?;
    let period = match args.by {
        By::Year => Period::Year,
        By::Month => Period::Month,
        By::Issue => Period::Issue,
        By::Kind => Period::Kind,
    };
    let found = desk::trends(&index, &briefs, &requests, period)?;
    print(&args.common, |style, out| {
        match args.format {
            PictureFormat::Svg => render::desk::trends_svg(&found, out),
            PictureFormat::Table(format) => render::desk::trends(&found, format, style, out),
        }
    })?;
    let mut totals = found.totals.iter();
    Ok(code(
        totals.any(|total| total.matches > 0),
    ))
}

pub(super) fn plot(args: &PlotArgs) -> Result<u8, Stop> {
    let (query, request) = one(&args.query, &args.common)?;
    print_notes(&request);
    let (index, briefs) = open(&args.common)?;
    let found = desk::plot(&index, &briefs, &request)?;
    print(&args.common, |style, out| {
        match args.format {
            PictureFormat::Svg => render::desk::plot_svg(&query, &found, out),
            PictureFormat::Table(format) => render::desk::plot(&query, &found, format, style, out),
        }
    })?;
    Ok(code(!found.briefs.is_empty()))
}

pub(super) fn collocates(args: &CollocatesArgs) -> Result<u8, Stop> {
    let (query, request) = one(&args.query, &args.common)?;
    print_notes(&request);
    let (index, briefs) = open(&args.common)?;
    let by = match args.by {
        Statistic::Logdice => Measure::LogDice,
        Statistic::Ll => Measure::LogLikelihood,
        Statistic::Mi => Measure::MutualInformation,
    };
    let found = desk::collocates(
        &index, &briefs, &request, args.span, args.min, by,
    )?;
    let limit = limit(args.limit);
    print(&args.common, |style, out| {
        render::desk::collocates(
            &query,
            &found,
            limit,
            args.format,
            style,
            out,
        )
    })?;
    Ok(code(!found.words.is_empty()))
}

pub(super) fn keyness(args: &KeynessArgs) -> Result<u8, Stop> {
    let (query, request) = one(&args.query, &args.common)?;
    print_notes(&request);
    let (index, briefs) = open(&args.common)?;
    let found = desk::keyness(&index, &briefs, &request, args.min)?;
    let filters = request
        .filters
        .iter()
        .map(ToString::to_string);
    let mut what: Vec<String> = filters.collect();
    if !query.is_empty() {
        what.insert(0, query);
    }
    let what = what.join(", ");
    let limit = limit(args.limit);
    print(&args.common, |style, out| {
        render::desk::keyness(
            &what,
            &found,
            limit,
            args.format,
            style,
            out,
        )
    })?;
    Ok(code(found.words > 0))
}

pub(super) fn counts(args: &CountsArgs) -> Result<u8, Stop> {
    let (index, briefs) = open(&args.common)?;
    let counts = if args.queries.is_empty() {
        let (_, request) = one(&[], &args.common)?;
        desk::all_words(&index, &briefs, &request, args.min)?
    } else {
        let requests = many(&args.queries, &args.common)?;
        desk::of_queries(&index, &briefs, &requests)?
    };
    print(&args.common, |style, out| {
        render::desk::counts(&counts, args.format, style, out)
    })?;
    let mut counts = counts.counts.iter();
    Ok(code(counts.any(|count| count.n > 0)))
}

pub(super) fn similar(args: &SimilarArgs) -> Result<u8, Stop> {
    let (index, briefs) = read_or_build(&args.dir.index, place::open_with_briefs)?;
    let found = match &args.id {
        None => desk::similar_pairs(&index, &briefs, args.least)?,
        Some(id) => {
            let id = search::resolve(&index, id)?.id;
            let passages = search::around(&index, &id, 0)?;
            desk::similar_to(
                &index,
                &briefs,
                &passages[0],
                args.least,
            )?
        }
    };
    page(args.color.color, |style, out| {
        render::desk::similar(&found, args.format, style, out)
    })?;
    Ok(code(!found.is_empty()))
}

/// Returns the exit code.
fn code(is_found: bool) -> u8 {
    if is_found {
        FOUND
    } else {
        NOTHING
    }
}

fn limit(limit: usize) -> usize {
    if limit == 0 {
        usize::MAX
    } else {
        limit
    }
}

fn open(common: &QueryArgs) -> Result<(Index, Vec<BriefRecord>), Stop> {
    read_or_build(
        &common.dir.index,
        place::open_with_briefs,
    )
}

/// Returns the query that all of `words` are, and its request.
fn one(words: &[String], common: &QueryArgs) -> Result<(String, Request), Stop> {
    let text = text_of(words, common.phrase);
    let request = request(&text, common)?;
    Ok((text, request))
}

/// Prints what the query means otherwise than it may have been typed for.
fn print_notes(request: &Request) {
    for note in &request.notes {
        let note = note.to_string();
        anstream::eprintln!("yinde: {}", render::safe(&note));
    }
}

/// Returns each of `queries` with its request.
fn many(queries: &[String], common: &QueryArgs) -> Result<Vec<(String, Request)>, Stop> {
    let mut requests = Vec::new();
    for query in queries {
        let (text, request) = one(std::slice::from_ref(query), common)?;
        print_notes(&request);
        requests.push((text, request));
    }
    Ok(requests)
}

fn request(text: &str, common: &QueryArgs) -> Result<Request, Stop> {
    let filters = options_of(&common.filters);
    Ok(Request::from_options(text, filters)?)
}

fn print(
    common: &QueryArgs,
    render: impl FnOnce(Style, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let color: ColorWhen = common.color.color;
    page(color, |style, out| render(style, out))
}
