//! The researcher's commands: `kwic`, `trends`, `plot`, `collocates`, `keyness`, `counts` and
//! `similar`.

pub(super) mod args;

use std::io::{self, Write};

use yinde::desk::{self, Measure, Period};
use yinde::index::{BriefRecord, Index};
use yinde::place;
use yinde::query::Note;
use yinde::render::{self, Style, TableFormat};
use yinde::search::{self, Request};

use super::args::ColorWhen;
use super::exit::{FOUND, NOTHING, Stop};
use super::first_run::read_or_build;
use super::hint::command;
use super::odd::{odd, tell_odd};
use super::output::{page, tell};
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
        tell_odd(&index, &request)?;
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
    tell_odd_parts(&index, &requests)?;
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
    let (index, briefs) = open(&args.common)?;
    tell_odd(&index, &request)?;
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
    let (index, briefs) = open(&args.common)?;
    tell_odd(&index, &request)?;
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
    if request
        .notes
        .contains(&Note::NoWords)
        && request.filters.is_empty()
    {
        return Err(nothing_to_compare(args).into());
    }
    let (index, briefs) = open(&args.common)?;
    tell_odd(&index, &request)?;
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
        let request = every_word(&args.common)?;
        tell_odd(&index, &request)?;
        desk::all_words(&index, &briefs, &request, args.min)?
    } else {
        let requests = many(&args.queries, &args.common)?;
        tell_odd_parts(&index, &requests)?;
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
            let id = search::resolve_passage(&index, &briefs, id)?.id;
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

/// Returns the request for all words, whose query is empty on purpose.
fn every_word(common: &QueryArgs) -> Result<Request, Stop> {
    let mut request = request("", common)?;
    request.notes.clear();
    Ok(request)
}

/// Returns the error of a comparison of all passages with the others, of which there are none.
fn nothing_to_compare(args: &KeynessArgs) -> yinde::Error {
    let example = command(
        &args.common.dir.index,
        &["keyness", "--issue", "11"],
    );
    yinde::Error::Option {
        name: "keyness".to_owned(),
        problem: format!(
            "no passages to compare with all others; give a query or a filter, such as: {example}"
        ),
    }
}

/// Says once for all queries what is odd about each of them: their filters are the same.
fn tell_odd_parts(index: &Index, requests: &[(String, Request)]) -> Result<(), Stop> {
    let mut said: Vec<String> = Vec::new();
    for (_, request) in requests {
        for note in odd(index, request)? {
            if !said.contains(&note) {
                tell(&note);
                said.push(note);
            }
        }
    }
    Ok(())
}

/// Returns each of `queries` with its request.
fn many(queries: &[String], common: &QueryArgs) -> Result<Vec<(String, Request)>, Stop> {
    let mut requests = Vec::new();
    for query in queries {
        let (text, request) = one(std::slice::from_ref(query), common)?;
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
