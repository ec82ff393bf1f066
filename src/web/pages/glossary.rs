//! `/glossary`: the terms that sentences give in both languages.

use maud::{Markup, html};

use super::{format, options};
use crate::across::{self, Entry};
use crate::index::BriefRecord;
use crate::render::glossary;
use crate::web::address::{Params, page_of};
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// Number of terms on a page.
const ON_PAGE: usize = 100;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &format::TABLES)?;
    let opened = ask.opened;
    let briefs: Vec<&BriefRecord> = opened.briefs.iter().collect();
    let entries = across::glossary(&opened.index, &briefs)?;
    if ask.is_page() {
        return page(ask, &entries);
    }
    let mut body = Vec::new();
    glossary::render(
        &entries,
        options::table_format(ask),
        options::PLAIN,
        &mut body,
    )?;
    Ok(Reply::new(kind, body))
}

fn page(ask: &Ask<'_>, entries: &[Entry]) -> Result<Reply, Problem> {
    let offset: usize = options::option(ask, "offset", "0")?;
    let shown = entries
        .iter()
        .skip(offset)
        .take(ON_PAGE);
    let frame = Frame {
        title: words::GLOSSARY.to_owned(),
        formats: layout::formats(ask, &["json", "csv", "md"]),
        ..Frame::default()
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::GLOSSARY) }
                p.meta {
                    @if entries.is_empty() { (words::NO_GLOSSARY) }
                    @else { (words::GLOSSARY_TEXT) }
                    " " a href="/pairs" { (words::PAIRS) }
                }
                @if !entries.is_empty() {
                    div.scroll tabindex="0" role="region" aria-label=(words::GLOSSARY) {
                        table.lined {
                            caption { (words::GLOSSARY) }
                            thead {
                                tr {
                                    th scope="col" { (words::CHINESE) }
                                    th scope="col" { (words::ENGLISH) }
                                    th.num scope="col" { (words::TIMES) }
                                    th scope="col" { (words::FIRST_IN) }
                                }
                            }
                            tbody { @for entry in shown { (row(entry)) } }
                        }
                    }
                }
                (layout::pager_of("/glossary", &Params::default(), offset, ON_PAGE, entries.len()))
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}

fn row(entry: &Entry) -> Markup {
    let search = |text: &str| {
        let phrase = format!("\"{}\"", text.replace('"', " "));
        let params = Params::default().and("q", &phrase);
        params.address("/")
    };
    html! {
        tr {
            th scope="row" lang=(lang(&entry.zh)) {
                a data-hit href=(Text(search(&entry.zh))) { (Text(&entry.zh)) }
            }
            td lang="en" { a href=(Text(search(&entry.en))) { (Text(&entry.en)) } }
            td.num { (entry.passages.len()) @if entry.probable { " " (words::PROBABLE) } }
            td {
                @if let Some(id) = entry.passages.first() {
                    a.id href=(Text(page_of("brief", id) + "#here")) { (Text(id)) }
                }
            }
        }
    }
}
