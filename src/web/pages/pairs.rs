//! `/pairs`: passages and terms beside their translations; `/pairs/ID`: those of a brief.

use maud::{Markup, html};

use super::{format, options, target};
use crate::across::{self, Pair};
use crate::index::{BriefRecord, StoredPassage};
use crate::render::{PAIR_FORMATS, PairFormat};
use crate::web::address::{Params, page_of};
use crate::web::layout::{self, Frame};
use crate::web::reply::{HTML, Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{DOT, Text, lang};
use crate::web::words;

/// The formats, with their media types.
const FORMATS: [(&str, &str); 5] = [
    ("html", HTML),
    ("json", "application/json"),
    (
        "tsv",
        "text/tab-separated-values; charset=utf-8",
    ),
    ("csv", "text/csv; charset=utf-8"),
    ("tmx", "application/x-tmx+xml"),
];
/// Maximum number of pairs on a page.
const ON_PAGE: usize = 20;
/// Maximum length of a text that is shown of a pair, in characters.
const MAX_TEXT: usize = 600;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &FORMATS)?;
    let (pairs, record) = pairs(ask)?;
    if ask.is_page() {
        return page(ask, &pairs, record);
    }
    let format = PairFormat::named(ask.format).unwrap_or(&PAIR_FORMATS[0]);
    let mut body = Vec::new();
    format.render(&pairs, options::PLAIN, &mut body)?;
    Ok(Reply::new(kind, body))
}

/// Returns the pairs of the brief or passage that the address names, or of all briefs.
fn pairs<'a>(ask: &Ask<'a>) -> Result<(Vec<Pair>, Option<&'a BriefRecord>), Problem> {
    let opened = ask.opened;
    if ask.id.is_empty() {
        let all: Vec<&BriefRecord> = opened.briefs.iter().collect();
        return Ok((
            across::pairs(&opened.index, &all)?,
            None,
        ));
    }
    let found = target::find(opened, ask.id)?;
    let mut pairs = across::pairs(&opened.index, &[found.record])?;
    if let Some(id) = &found.passage {
        pairs.retain(|pair| passages(pair).any(|passage| passage.label.id == *id));
    }
    Ok((pairs, Some(found.record)))
}

fn passages(pair: &Pair) -> impl Iterator<Item = &StoredPassage> {
    pair.zh_passages
        .iter()
        .chain(&pair.en_passages)
}

fn page(ask: &Ask<'_>, pairs: &[Pair], record: Option<&BriefRecord>) -> Result<Reply, Problem> {
    let offset: usize = options::option(ask, "offset", "0")?;
    let shown = pairs
        .iter()
        .skip(offset)
        .take(ON_PAGE);
    let path = match record {
        Some(_) => page_of("pairs", ask.id),
        None => "/pairs".to_owned(),
    };
    let formats = ["json", "csv", "tsv", "tmx"].map(|ending| (ending, format!("{path}.{ending}")));
    let frame = Frame {
        title: words::PAIRS.to_owned(),
        formats: formats.into(),
        ..Frame::default()
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::PAIRS) }
                @if let Some(record) = record {
                    p {
                        a href=(Text(page_of("brief", &record.id)))
                            lang=(lang(&record.label.title)) { (Text(&record.label.title)) }
                    }
                }
                p.meta {
                    @if pairs.is_empty() { (words::NO_PAIRS) } @else { (words::PAIRS_TEXT) }
                    " " a href="/glossary" { (words::GLOSSARY) }
                }
                @for pair in shown { (one(pair)) }
                (layout::pager_of(&path, &Params::default(), offset, ON_PAGE, pairs.len()))
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}

fn one(pair: &Pair) -> Markup {
    html! {
        div.box role="group" aria-label=(words::PAIR) {
            div.two {
                (side(&pair.zh, &pair.zh_passages))
                (side(&pair.en, &pair.en_passages))
            }
            p.meta {
                (words::sure(pair.score, pair.probable))
                @if pair.inside { (DOT) (words::INSIDE) }
            }
        }
    }
}

fn side(text: &str, passages: &[StoredPassage]) -> Markup {
    let cut: String = text
        .chars()
        .take(MAX_TEXT)
        .collect();
    let is_cut = cut.len() < text.len();
    html! {
        div {
            p.text lang=(lang(text)) { (Text(&cut)) @if is_cut { "…" } }
            p.meta {
                @for passage in passages {
                    a.id data-hit href=(Text(target::address(passage, &Params::default()))) {
                        (Text(&passage.label.id))
                    }
                    " "
                }
            }
        }
    }
}
