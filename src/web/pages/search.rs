//! `/`: the passages of a query.

use maud::{Markup, html};

use super::{cursors, facets, filters, format, hits, nothing, start};
use crate::render::{Answer, Files, Format, Style, notes, summary};
use crate::search::{self, Request, Results};
use crate::web::layout::{self, Frame};
use crate::web::reply::{HTML, Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::Text;
use crate::web::words;

/// Maximum number of hits on a page.
const MAX_ON_PAGE: usize = 50;
/// Maximum number of hits of an answer to a program.
const MAX_HITS: usize = 1000;
/// The formats, with their media types.
const FORMATS: [(&str, &str); 6] = [
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("csv", "text/csv; charset=utf-8"),
    (
        "markdown",
        "text/markdown; charset=utf-8",
    ),
    ("atom", "application/atom+xml"),
    ("html", HTML),
];

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &FORMATS)?;
    let asks_nothing = ask
        .shared()
        .iter()
        .all(|(_, value)| value.is_empty());
    if ask.is_page() && asks_nothing {
        return Ok(start::page(ask));
    }
    let request = request(ask)?;
    let results = search::search(&ask.opened.index, &request)?;
    let next = next(ask, &request, &results);
    let answer = Answer {
        query: ask.query(),
        request: &request,
        results: &results,
        files: None,
    };
    if ask.is_page() {
        return Ok(page(ask, &answer));
    }
    let files = files(ask, &results);
    let answer = Answer {
        files: Some(&files),
        ..answer
    };
    let mut body = Vec::new();
    if ask.format == "json" {
        crate::render::json::render_part(&answer, next.as_deref(), &mut body)?;
    } else if let Some(format) = Format::named(ask.format) {
        let style = Style {
            columns: Style::UNBROKEN,
            color: false,
        };
        format.render(&answer, style, &mut body)?;
    }
    Ok(Reply::new(kind, body))
}

/// Returns the request, of which the limit is within bounds.
fn request(ask: &Ask<'_>) -> Result<Request, Problem> {
    let options = ask.options(&["cursor"]);
    let mut request = Request::from_options(ask.query(), options)?;
    let most = if ask.is_page() {
        MAX_ON_PAGE
    } else {
        MAX_HITS
    };
    request.limit = Some(
        request
            .limit
            .unwrap_or(most)
            .min(most),
    );
    request.facets |= ask.is_page();
    request.twins |= ask.is_page();
    if let Some(cursor) = ask.params.get("cursor") {
        request.offset = cursors::offset(ask, cursor)?;
    }
    Ok(request)
}

/// Returns the cursor of the next part, if there is one.
fn next(ask: &Ask<'_>, request: &Request, results: &Results) -> Option<String> {
    let (shown, total) = match &results.groups {
        Some(groups) => (groups.briefs.len(), groups.total),
        None => (results.hits.len(), results.total),
    };
    let after = request.offset.saturating_add(shown);
    cursors::next(ask, after, total).filter(|_| shown > 0)
}

fn files(ask: &Ask<'_>, results: &Results) -> Files {
    Files::of_hits(&ask.opened.briefs, &results.hits, None)
}

fn page(ask: &Ask<'_>, answer: &Answer<'_>) -> Reply {
    let results = answer.results;
    let frame = Frame {
        title: ask.query().to_owned(),
        formats: layout::formats(ask, &["json", "csv", "atom", "md"]),
        ..Frame::default()
    };
    let body = html! {
        div.wrap.cols #answer data-live {
            main {
                @if results.total == 0 {
                    (nothing::explained(ask, results))
                } @else {
                    h1.count { (heading(answer)) }
                    (filters::chips(ask, answer.request))
                    (notes(ask, results))
                    (hits::list(ask, answer))
                    (pages(ask, answer))
                }
            }
            aside aria-label=(words::NARROW_BY) {
                @if let Some(counts) = &results.facets { (facets::facets(ask, counts)) }
            }
        }
    };
    layout::page(ask, &frame, &body)
}

/// `1–10 of 52 passages in 12 briefs · 3.9 ms`
fn heading(answer: &Answer<'_>) -> String {
    let results = answer.results;
    let mut heading = summary::count(answer);
    let briefs = results
        .facets
        .as_ref()
        .and_then(|counts| counts.get("brief"));
    if let Some(briefs) = briefs
        && results.groups.is_none()
    {
        heading += &words::in_briefs(briefs.len());
    }
    heading += &summary::past_the_end(answer);
    heading + " · " + &words::milliseconds(results.took.as_micros())
}

fn notes(ask: &Ask<'_>, results: &Results) -> Markup {
    let notes = notes::notes(results);
    html! {
        @if !notes.is_empty() {
            ul.notes {
                @for note in notes { li { (Text(note)) } }
            }
            (nothing::spellings(ask, results))
        }
    }
}

fn pages(ask: &Ask<'_>, answer: &Answer<'_>) -> Markup {
    let request = answer.request;
    let total = match &answer.results.groups {
        Some(groups) => groups.total,
        None => answer.results.total,
    };
    layout::pager(
        ask,
        request.offset,
        request.limit.unwrap_or(MAX_ON_PAGE),
        total,
    )
}
