//! `yinde search`

use std::io::Write;

use yinde::index::Index;
use yinde::query::{self, Field, Filter, Query};
use yinde::render::{self, Answer};
use yinde::search::{self, Request, Sort};

use super::args::{Format, GroupBy, SearchArgs, SortBy};
use super::{FOUND, NOTHING, Stop, read_or_build, stdout, style};

/// Width of a snippet where no terminal limits it, in display columns.
const PROGRAM_SNIPPET: usize = 240;
/// Most passages of a brief where hits are grouped.
const OF_A_BRIEF: usize = 3;

pub(super) fn run(args: &SearchArgs) -> Result<u8, Stop> {
    let text = args.query.join(" ").replace('－', "-");
    let query = query::parse(&text)?;
    let filters = filters(args)?;
    let index = read_or_build(&args.dir.index, Index::open)?;
    let mut out = stdout(args.color.color);
    let style = style(&out);
    let snippet_columns = match args.format {
        Format::Text => render::text::snippet_columns(style),
        _ => PROGRAM_SNIPPET,
    };
    if args.facets && matches!(args.format, Format::Jsonl | Format::Csv) {
        anstream::eprintln!(
            "yinde: jsonl and csv are hits and no more: their facets are in the other formats"
        );
    }
    let request = request(args, query, filters, snippet_columns);
    let results = search::search(&index, &request)?;
    let answer = Answer {
        query: &text,
        request: &request,
        results: &results,
    };
    match args.format {
        Format::Text => render::text::render(&answer, style, &mut out)?,
        Format::Json => render::json::render(&answer, &mut out)?,
        Format::Jsonl => render::json::render_lines(&answer, &mut out)?,
        Format::Csv => render::csv::render(&answer, &mut out)?,
        Format::Markdown => render::markdown::render(&answer, &mut out)?,
        Format::Html => render::html::render(&answer, &mut out)?,
    }
    out.flush()?;
    // The process ends now, and then all of its memory goes at once.
    std::mem::forget(index);
    Ok(if results.total > 0 { FOUND } else { NOTHING })
}

fn request(
    args: &SearchArgs,
    query: Query,
    filters: Vec<Filter>,
    snippet_columns: usize,
) -> Request {
    Request {
        query,
        filters,
        limit: (args.limit > 0).then_some(args.limit),
        offset: args.offset,
        group: args.group.map(|GroupBy::Issue| OF_A_BRIEF),
        sort: match args.sort {
            SortBy::Relevance => Sort::Relevance,
            SortBy::Date => Sort::Date,
        },
        facets: args.facets,
        fuzzy: args.fuzzy,
        explain: args.explain,
        snippet_columns,
    }
}

fn filters(args: &SearchArgs) -> Result<Vec<Filter>, Stop> {
    let given = [
        ("issue", args.issue.as_slice()),
        ("section", args.section.as_slice()),
        ("topic", args.topic.as_slice()),
        ("title", args.title.as_slice()),
        ("kind", args.kind.as_slice()),
        ("lang", args.lang.as_slice()),
        ("date", args.date.as_slice()),
        ("since", args.since.as_slice()),
        ("until", args.until.as_slice()),
    ];
    let mut filters = Vec::new();
    for (name, values) in given {
        let Some(field) = Field::named(name) else {
            continue;
        };
        for value in values {
            filters.push(Filter::new(field, value).map_err(|problem| {
                let option = format!("--{} ", field.name());
                yinde::Error::Query {
                    problem,
                    column: option.len(),
                    query: option + value,
                }
            })?);
        }
    }
    Ok(filters)
}
