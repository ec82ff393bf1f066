//! Ways on where nothing was found: spellings that occur, and the query without one of its parts.

use maud::{Markup, html};

use super::filters;
use crate::query::Field;
use crate::render::notes;
use crate::search::{Note, Results, ZeroHits};
use crate::web::address::Params;
use crate::web::layout::path;
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// Returns the explanation of an answer without hits.
pub(super) fn explained(ask: &Ask<'_>, results: &Results) -> Markup {
    let query = ask.query();
    html! {
        h1 lang=(lang(query)) { (Text(words::nothing_for(query))) }
        div.chips { (filters::active(ask)) }
        ul.notes {
            @for note in notes::notes(results) { li { (Text(note)) } }
        }
        (spellings(ask, results))
        @if let Some(zero_hits) = &results.zero_hits { (without(ask, zero_hits)) }
        p.meta {
            (words::searched(ask.opened.index.passages(), ask.opened.briefs.len()))
            " " a href="/help" { (words::ALL_HELP) }
        }
    }
}

/// Returns links to the query with spellings that occur.
pub(super) fn spellings(ask: &Ask<'_>, results: &Results) -> Markup {
    let mut respelt = Vec::new();
    for missing in results
        .zero_hits
        .iter()
        .flat_map(|zero_hits| &zero_hits.missing)
    {
        for similar in &missing.similar {
            let is_phrase = missing.text.starts_with('"');
            let spelling = if is_phrase {
                format!("\"{}\"", similar.written)
            } else {
                similar.written.clone()
            };
            let query = replaced(ask.query(), &missing.text, &spelling);
            respelt.push((query, similar.passages));
        }
    }
    for note in &results.notes {
        if let Note::OtherSpelling { phrase, passages } = note {
            respelt.push((Some(format!("\"{phrase}\"")), *passages));
        }
    }
    html! {
        @if !respelt.is_empty() {
            p { (words::IN_BRIEFS) }
            ul {
                @for (query, passages) in &respelt {
                    @if let Some(query) = query {
                        li {
                            a href=(Text(with_query(ask, query))) lang=(lang(query)) {
                                (Text(query))
                            }
                            " " (words::passages(*passages))
                        }
                    }
                }
            }
        }
    }
}

/// Returns links to the query without one of its parts.
fn without(ask: &Ask<'_>, zero_hits: &ZeroHits) -> Markup {
    let links: Vec<(String, &str, usize)> = zero_hits
        .without
        .iter()
        .filter(|without| without.total > 0)
        .filter_map(|without| {
            let address = less(ask, &without.part)?;
            Some((
                address,
                without.part.as_str(),
                without.total,
            ))
        })
        .collect();
    html! {
        @if !links.is_empty() {
            p { (words::WITHOUT_A_PART) }
            ul {
                @for (address, part, total) in links {
                    li {
                        a href=(Text(address)) lang=(lang(part)) { (Text(words::without(part))) }
                        " " (words::passages(total))
                    }
                }
            }
        }
    }
}

/// Returns the address of the search without a part of it: a filter in words, or some text.
fn less(ask: &Ask<'_>, part: &str) -> Option<String> {
    let params = start(ask);
    if let Some((name, _)) = part.split_once(' ')
        && Field::named(name).is_some()
        && params.get(name).is_some()
    {
        return Some(
            params
                .without(name)
                .address(path(ask.page)),
        );
    }
    let query = replaced(ask.query(), part, "")?;
    let query = query.trim();
    (!query.is_empty()).then(|| with_query(ask, query))
}

/// Returns `query` with `new` instead of its part `old`; `None` if it has no such part.
fn replaced(query: &str, old: &str, new: &str) -> Option<String> {
    query
        .contains(old)
        .then(|| query.replacen(old, new, 1))
}

fn with_query(ask: &Ask<'_>, query: &str) -> String {
    start(ask)
        .with("q", query)
        .address(path(ask.page))
}

fn start(ask: &Ask<'_>) -> Params {
    ask.params
        .without("offset")
        .without("cursor")
}
