//! Hits as people are shown them.

use maud::{Markup, html};

use super::target;
use crate::index::StoredPassage;
use crate::model::{BriefLabel, Lang};
use crate::render::label::{SEPARATOR, headings, path, title};
use crate::render::{Answer, Piece, snippet};
use crate::search::{Group, Hit};
use crate::web::address::{Params, page_of};
use crate::web::site::Ask;
use crate::web::text::{DOT, Text, lang};
use crate::web::words;

/// Width of what is shown of a translation, in display columns.
const TWIN: usize = 160;

/// Returns the hits of an answer, brief by brief if they are grouped.
pub(super) fn list(ask: &Ask<'_>, answer: &Answer<'_>) -> Markup {
    let full = answer.request.full;
    html! {
        @for part in answer.parts() {
            @if let Some(group) = part.group { (brief(group)) }
            ol.hits {
                @for hit in part.hits { (one(ask, hit, full)) }
            }
        }
    }
}

fn brief(group: &Group) -> Markup {
    let label = &group.brief;
    let title = title(label);
    html! {
        h2 lang=(lang(&title)) { (Text(title)) }
        p.meta {
            (Text(&label.source))
            @if let Some(date) = &label.date { (DOT) span.whole { (Text(date)) } }
            (DOT) (words::passages(group.total))
        }
    }
}

/// Returns a hit.
pub(super) fn one(ask: &Ask<'_>, hit: &Hit, full: bool) -> Markup {
    let passage = &hit.passage;
    let label = &passage.label;
    let path = path(passage);
    html! {
        li {
            h2 lang=(lang(&path)) {
                @let address = target::address(passage, &ask.shared());
                a data-hit href=(Text(address)) { (marked_path(hit)) }
            }
            p.text lang=(text_lang(label.lang, &passage.text)) {
                (pieces(&snippet::of_hit(hit, full)))
            }
            @for twin in &hit.twins { (translation(ask, twin)) }
            p.meta {
                span.id { (Text(&label.id)) }
                (DOT) (words::line(label.line))
                @if let Some(date) = &label.brief.date { (DOT) span.whole { (Text(date)) } }
                (DOT) (label.kind.as_str())
                (DOT) (links(&label.id))
            }
            (coins(&label.brief))
        }
    }
}

/// Returns the start of a passage that translates a hit or that it translates.
fn translation(ask: &Ask<'_>, twin: &StoredPassage) -> Markup {
    let address = target::address(twin, &ask.shared());
    html! {
        p.text.twin lang=(text_lang(twin.label.lang, &twin.text)) {
            (pieces(&snippet(&twin.text, &[], TWIN)))
            " " a.id href=(Text(address)) { (Text(&twin.label.id)) }
        }
    }
}

/// Returns the headings above a hit, with their matches marked.
fn marked_path(hit: &Hit) -> Markup {
    html! {
        @for (number, heading) in headings(&hit.passage, &hit.above()).iter().enumerate() {
            @if number > 0 { (SEPARATOR) }
            (pieces(&snippet(&heading.text, &heading.spans, usize::MAX)))
        }
    }
}

/// Returns the links to the citation of a passage and to passages that are like it.
pub(super) fn links(id: &str) -> Markup {
    html! {
        a data-cite href=(Text(page_of("cite", id)))
            aria-label=(Text(words::about(words::CITE, id))) { (words::CITE) }
        (DOT)
        a href=(Text(page_of("similar", id)))
            aria-label=(Text(words::about(words::SIMILAR, id))) { (words::SIMILAR) }
    }
}

/// Returns text with its matches marked.
pub(super) fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @if piece.hit { mark { (Text(&piece.text)) } } @else { (Text(&piece.text)) }
        }
    }
}

/// Returns the language of a passage for a browser. A mixed passage needs a Chinese font for its
/// Han characters, which others would show in Japanese forms.
pub(super) fn text_lang(language: Lang, text: &str) -> &'static str {
    match language {
        Lang::En => "en",
        _ => lang(text),
    }
}

/// Returns the facts about a brief as programs that collect citations find them in a list.
fn coins(brief: &BriefLabel) -> Markup {
    let mut facts = Params::default()
        .and("ctx_ver", "Z39.88-2004")
        .and("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc")
        .and("rft.type", "blogPost")
        .and("rft.title", &brief.title);
    if let Some(date) = &brief.date {
        facts = facts.and("rft.date", date);
    }
    if let Some(series) = &brief.series {
        facts = facts.and("rft.source", series);
    }
    let facts = facts.address("");
    let facts = facts.trim_start_matches('?');
    html! { span.Z3988 title=(Text(facts)) {} }
}
