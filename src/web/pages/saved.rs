//! `/saved`: saved searches, and what is new for them.

use maud::{Markup, html};

use super::{format, hits, options};
use crate::desk::SavedSearches;
use crate::render::desk::{SavedRow, saved};
use crate::search::{Request, Results};
use crate::web::address::Params;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{DOT, Text, lang};
use crate::web::words;

/// Maximum number of new passages on a page.
const MAX_ON_PAGE: usize = 20;

/// A saved search, what it asks, and what is new for it.
struct Saved {
    name: String,
    query: String,
    filters: Vec<(String, String)>,
    new: Results,
}

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &format::TABLES)?;
    let searches = searches(ask)?;
    if ask.is_page() {
        return Ok(page(ask, &searches));
    }
    let rows: Vec<SavedRow> = searches.iter().map(row).collect();
    let mut body = Vec::new();
    saved(
        &rows,
        options::table_format(ask),
        options::PLAIN,
        &mut body,
    )?;
    Ok(Reply::new(kind, body))
}

fn searches(ask: &Ask<'_>) -> Result<Vec<Saved>, Problem> {
    let saved = SavedSearches::read(ask.site.live.root())?;
    let mut searches = Vec::new();
    for (name, search) in &saved.searches {
        let (_, new): (Request, Results) = saved.new_results(&ask.opened.index, name)?;
        searches.push(Saved {
            name: name.clone(),
            query: search.query.clone(),
            filters: search.filters.clone(),
            new,
        });
    }
    Ok(searches)
}

fn row(saved: &Saved) -> SavedRow {
    let filters = saved.filters.iter();
    let filters: Vec<String> = filters
        .map(|(name, value)| format!("{name}:{value}"))
        .collect();
    SavedRow {
        name: saved.name.clone(),
        query: saved.query.clone(),
        filters: filters.join(" "),
        new: saved.new.total,
    }
}

fn page(ask: &Ask<'_>, searches: &[Saved]) -> Reply {
    let frame = Frame {
        title: words::SAVED.to_owned(),
        formats: layout::formats(ask, &["json", "csv"]),
        ..Frame::default()
    };
    let open = ask.params.get("name");
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::SAVED) }
                @if searches.is_empty() {
                    p { (words::NONE_SAVED) }
                    pre {
                        "yinde saved add united-front '\"united front\" OR 统战'"
                        (Text(ask.of_index()))
                    }
                }
                @for saved in searches { (one(ask, saved, open == Some(saved.name.as_str()))) }
                p.meta { (words::SEEN) }
                pre { "yinde saved run" (Text(ask.of_index())) }
            }
        }
    };
    layout::page(ask, &frame, &body)
}

fn one(ask: &Ask<'_>, saved: &Saved, is_open: bool) -> Markup {
    let mut params = Params::default().and("q", &saved.query);
    for (name, value) in &saved.filters {
        params = params.and(name, value);
    }
    let shown = saved
        .new
        .hits
        .iter()
        .take(MAX_ON_PAGE);
    let new = Params::default()
        .and("name", &saved.name)
        .address("/saved");
    html! {
        h2 lang=(lang(&saved.name)) { (Text(&saved.name)) }
        p.meta {
            a href=(Text(params.address("/"))) lang=(lang(&saved.query)) { (Text(&saved.query)) }
            (DOT)
            @if saved.new.total == 0 { (words::NOTHING_NEW) }
            @else if is_open { (words::new_passages(saved.new.total)) }
            @else { a href=(Text(new)) { (words::new_passages(saved.new.total)) } }
            (DOT) a href=(Text(params.address("/search.atom"))) { "Atom" }
        }
        @if is_open {
            ol.hits { @for hit in shown { (hits::one(ask, hit, false)) } }
        }
    }
}
