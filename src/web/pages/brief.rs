//! `/brief/ID`: a brief to be read, with the matches of a query marked.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::outline::{self, Outline};
use super::parts::parts;
use super::reading::{self, Reading};
use super::{cited, format, target};
use crate::index::{BriefRecord, StoredPassage};
use crate::render::{Matches, Shown, ShownFormat, Style, label};
use crate::search::{self, Request, State};
use crate::web::address::{Params, page_of};
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{DOT, Text, lang};
use crate::web::words;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &format::TABLES)?;
    let found = target::find(ask.opened, ask.id)?;
    let index = &ask.opened.index;
    let passages = search::passages(index, &found.record.id, 1..=u32::MAX)?;
    let matches = matches(ask, found.record)?;
    if ask.is_page() {
        return page(ask, &found, &passages, &matches);
    }
    let asked = found.passage.as_deref();
    let one: Vec<StoredPassage> = passages
        .iter()
        .filter(|passage| Some(passage.label.id.as_str()) == asked)
        .cloned()
        .collect();
    let shown = Shown {
        brief: asked
            .is_none()
            .then_some(found.record),
        passages: if asked.is_some() {
            &one
        } else {
            &passages
        },
        asked: asked.unwrap_or_default(),
        matches: &matches,
    };
    let mut body = Vec::new();
    if let Some(format) = ShownFormat::named(ask.format) {
        let style = Style {
            columns: Style::UNBROKEN,
            color: false,
        };
        format.render(&shown, style, &mut body)?;
    }
    Ok(Reply::new(kind, body))
}

/// Returns the matches of the query in the brief.
fn matches(ask: &Ask<'_>, record: &BriefRecord) -> Result<Matches, Problem> {
    if ask.query().is_empty() {
        return Ok(BTreeMap::new());
    }
    let options = [("limit", "0"), ("brief", record.id.as_str())];
    let request = Request::from_options(ask.query(), options)?;
    let results = search::search(&ask.opened.index, &request)?;
    let of_brief = results
        .hits
        .into_iter()
        .filter(|hit| hit.passage.label.brief.source == record.label.source);
    Ok(of_brief
        .map(|hit| (hit.passage.label.id, hit.spans))
        .collect())
}

fn page(
    ask: &Ask<'_>,
    found: &target::Target<'_>,
    passages: &[StoredPassage],
    matches: &Matches,
) -> Result<Reply, Problem> {
    let record = found.record;
    let parts = parts(passages, matches);
    let asked = found.passage.as_deref();
    let position = passages
        .iter()
        .position(|passage| Some(passage.label.id.as_str()) == asked);
    let part = part(ask, position, &parts)?;
    let reading = Reading {
        passages,
        parts: &parts,
        part,
        asked,
        matches,
        path: page_of("brief", &record.id),
        params: ask.shared().without("brief"),
    };
    let title = label::title(&record.label);
    let cited = position.map(|at| &passages[at]);
    let frame = Frame {
        title: title.clone(),
        head: Some(cited::head(ask, record, cited)),
        formats: formats(ask, &record.id),
    };
    let body = html! {
        div.wrap.toc #answer {
            nav.toc aria-label=(words::CONTENTS) {
                (contents(ask, record, &outline::outline(passages), &reading))
            }
            main.reading {
                h1 lang=(lang(&title)) { (Text(&title)) }
                (facts(ask, record))
                @if let Some(note) = moved(found.state) { p { strong { (note) } } }
                (reading::matches(&reading))
                @if let Some(passage) = cited { (cited::boxed(ask, record, passage)) }
                (reading::passages(&reading))
                (reading::other_parts(&reading))
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}

/// Returns the part to show: the one that is asked for, or the one with the passage that is.
fn part(
    ask: &Ask<'_>,
    position: Option<usize>,
    parts: &[std::ops::Range<usize>],
) -> Result<usize, Problem> {
    if let Some(number) = ask.params.get("part") {
        let number: Option<usize> = number.parse().ok();
        let number = number.filter(|number| (1..=parts.len()).contains(number));
        return number
            .map(|number| number - 1)
            .ok_or_else(|| {
                Problem::new(
                    404,
                    words::NO_PART,
                    &words::parts_are(parts.len()),
                )
            });
    }
    let at = position.unwrap_or_default();
    let mut ranges = parts.iter();
    Ok(ranges
        .position(|range| range.contains(&at))
        .unwrap_or_default())
}

fn moved(state: State) -> Option<&'static str> {
    match state {
        State::Same => None,
        State::Moved => Some(words::MOVED),
        State::Changed => Some(words::CHANGED),
    }
}

fn formats(ask: &Ask<'_>, id: &str) -> Vec<(&'static str, String)> {
    let endings = [("JSON", "json"), ("CSV", "csv"), ("Markdown", "md")];
    let params: Params = ask.params.only(|name| name == "q");
    endings
        .map(|(name, ending)| {
            let path = format!("{}.{ending}", page_of("brief", id));
            (name, params.address(&path))
        })
        .into()
}

fn facts(ask: &Ask<'_>, record: &BriefRecord) -> Markup {
    let brief = &record.label;
    let authors = record.citation.authors.join(", ");
    let url = record.citation.url.as_deref();
    let is_web = url.is_some_and(|url| url.starts_with("https://") || url.starts_with("http://"));
    let similar = Params::default().and("brief", &record.id);
    html! {
        p.meta {
            @if let Some(date) = &brief.date { span.whole { (Text(date)) } (DOT) }
            @if let Some(series) = &brief.series { (Text(series)) (DOT) }
            @if !authors.is_empty() { (Text(authors)) (DOT) }
            (words::passages(record.passages))
            @if is_web {
                (DOT)
                a href=(Text(url.unwrap_or_default())) rel="noreferrer" { (words::PUBLISHED) }
            }
            (DOT) a data-cite href=(Text(page_of("cite", &record.id))) { (words::CITE_BRIEF) }
            (DOT) a href=(Text(similar.address("/keyness"))) { (words::KEYNESS) }
        }
        @if ask.params.get("q").is_none() {
            p.meta { (words::SEARCH_MARKS) }
        }
    }
}

fn contents(
    ask: &Ask<'_>,
    record: &BriefRecord,
    outline: &Outline,
    reading: &Reading<'_>,
) -> Markup {
    let shared = ask.shared();
    html! {
        p.meta { code { (Text(&record.label.source)) } }
        @if !ask.query().is_empty() {
            p { a href=(Text(shared.address("/"))) { (words::BACK) } }
        }
        (outline::list(outline, reading))
    }
}
