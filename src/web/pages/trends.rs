//! `/trends`: how often queries match over time or in each kind of passage.

use maud::{Markup, html};

use super::{filters, format, forms, options, target};
use crate::desk::{self, Period, Row, Trends};
use crate::render::desk as tables;
use crate::search;
use crate::search::Request;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// The options that only this page has.
const OWN: [&str; 1] = ["by"];
/// Separates the queries in the search box.
const SEPARATOR: char = '|';
/// Maximum number of queries.
const MAX_QUERIES: usize = 8;
/// Maximum number of cells of the table on a page.
const MAX_CELLS: usize = 400;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind_of_chart(ask)?;
    let queries = queries(ask);
    if ask.is_page() && queries.is_empty() {
        return Ok(forms::ask_for_query(
            ask,
            words::TRENDS,
            words::TRENDS_TEXT,
        ));
    }
    let period: Period = options::option(ask, "by", "year")?;
    let mut requests: Vec<(String, Request)> = Vec::new();
    for query in queries {
        let request = options::request(ask, &query, &OWN)?;
        requests.push((query, request));
    }
    let opened = ask.opened;
    let found = desk::trends(
        &opened.index,
        &opened.briefs,
        &requests,
        period,
    )?;
    if ask.is_page() {
        return Ok(page(ask, &found));
    }
    let mut body = Vec::new();
    if format::is_picture(ask) {
        tables::trends_svg(&found, &mut body)?;
    } else {
        tables::trends(
            &found,
            options::table_format(ask),
            options::PLAIN,
            &mut body,
        )?;
    }
    Ok(Reply::new(kind, body))
}

/// Returns the queries, each once.
fn queries(ask: &Ask<'_>) -> Vec<String> {
    let mut queries: Vec<String> = Vec::new();
    let typed = ask.params.values("q");
    for query in typed.flat_map(|typed| typed.split(SEPARATOR)) {
        let query = query.trim();
        if !query.is_empty()
            && !queries
                .iter()
                .any(|other| other == query)
        {
            queries.push(query.to_owned());
        }
    }
    queries.truncate(MAX_QUERIES);
    queries
}

fn page(ask: &Ask<'_>, found: &Trends) -> Reply {
    let queries = found.queries.join(" | ");
    let frame = Frame {
        title: words::titled(&queries, words::TRENDS),
        formats: layout::formats(ask, &["json", "csv", "md", "svg"]),
        ..Frame::default()
    };
    let picture = ask.params.address("/trends.svg");
    let by = ask
        .params
        .get("by")
        .unwrap_or("year");
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::TRENDS_TITLE) }
                div.chips { (filters::active(ask)) }
                form.options action="/trends" {
                    (forms::hidden(ask))
                    (forms::choice("by", words::PER, &words::PERIODS, by))
                    button { (words::APPLY) }
                }
                ul.notes {
                    @for query in 0..found.queries.len() { (summary(ask, found, query)) }
                }
                figure {
                    div.scroll tabindex="0" role="region" aria-label=(words::PICTURE) {
                        img src=(Text(&picture)) alt=(Text(words::picture_of(&queries)));
                    }
                    figcaption { (words::PER_MILLION_TEXT) }
                }
                (table(found))
            }
        }
    };
    layout::page(ask, &frame, &body)
}

/// Returns the sentence about a query, with a link to its first match.
fn summary(ask: &Ask<'_>, found: &Trends, query: usize) -> Markup {
    let total = found.totals[query];
    let text = &found.queries[query];
    let first = found.first[query].as_ref();
    let passage = first.and_then(|first| {
        let passages = search::around(&ask.opened.index, &first.id, 0);
        passages.ok()?.into_iter().next()
    });
    let shared = ask.shared().with("q", text);
    html! {
        li lang=(lang(text)) {
            strong { (Text(text)) } ": "
            (words::found_in(total.matches, total.briefs, found.briefs))
            @if let (Some(first), Some(passage)) = (first, passage) {
                ", " (words::FIRST) " "
                a href=(Text(target::address(&passage, &shared))) { (Text(&first.id)) }
                @if let Some(date) = &first.date {
                    " " span.whole { "(" (Text(date)) ")" }
                }
            }
        }
    }
}

fn table(found: &Trends) -> Markup {
    let columns = 3 * (found.queries.len() + 1);
    let shown = (MAX_CELLS / columns).min(found.rows.len());
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words::NUMBERS) {
            table.lined {
                caption { (words::NUMBERS) }
                thead {
                    tr {
                        th scope="col" { (words::ROW) }
                        th.num scope="col" { (words::BRIEFS) }
                        th.num scope="col" { (words::TOKENS) }
                        @for query in &found.queries {
                            th.num scope="col" lang=(lang(query)) { (Text(query)) }
                            th.num scope="col" { (words::IN_BRIEFS_HEAD) }
                            th.num scope="col" { (words::PER_MILLION) }
                        }
                    }
                }
                tbody { @for row in &found.rows[..shown] { (one(row)) } }
            }
        }
        @if shown < found.rows.len() { p.meta { (words::REST_IN_CSV) } }
    }
}

fn one(row: &Row) -> Markup {
    html! {
        tr {
            th scope="row" { (Text(&row.label)) }
            td.num { (row.briefs) }
            td.num { (row.tokens) }
            @for share in &row.shares {
                td.num { (share.matches) }
                td.num { (words::of(share.briefs, row.briefs)) }
                td.num { (format!("{:.0}", share.per_million(row.tokens))) }
            }
        }
    }
}
