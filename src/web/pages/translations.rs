//! `/translations`: how a phrase was translated, the oldest first.

use maud::{Markup, html};

use super::{format, forms, target};
use crate::across::{self, Translation};
use crate::render::translations;
use crate::web::address::Params;
use crate::web::layout::{self, Frame};
use crate::web::reply::{HTML, JSON, Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{DOT, Text, lang};
use crate::web::words;

/// Maximum number of translations on a page.
const MAX_ON_PAGE: usize = 60;
/// Maximum number of passages that are listed of a translation.
const MAX_USES: usize = 6;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &[("html", HTML), ("json", JSON)])?;
    let phrase = ask.query().replace('"', " ");
    let phrase = phrase.trim();
    if ask.is_page() && phrase.is_empty() {
        return Ok(forms::ask_for_query(
            ask,
            words::TRANSLATIONS,
            words::TRANSLATIONS_TEXT,
        ));
    }
    let found = across::translations(&ask.opened.index, phrase)?;
    if ask.is_page() {
        return Ok(page(ask, phrase, &found));
    }
    let mut body = Vec::new();
    translations::json(&found, &mut body)?;
    Ok(Reply::new(kind, body))
}

fn page(ask: &Ask<'_>, phrase: &str, found: &[Translation]) -> Reply {
    let frame = Frame {
        title: words::titled(phrase, words::TRANSLATIONS),
        formats: layout::formats(ask, &["json"]),
        ..Frame::default()
    };
    let shown = &found[..found.len().min(MAX_ON_PAGE)];
    let body = html! {
        div.wrap #answer {
            main {
                h1 lang=(lang(phrase)) { (Text(words::translations_of(phrase))) }
                @if found.is_empty() { p { (words::NOT_TRANSLATED) } }
                @for translation in shown { (one(ask, translation)) }
                @if shown.len() < found.len() { p.meta { (words::REST_IN_JSON) } }
            }
        }
    };
    layout::page(ask, &frame, &body)
}

fn one(ask: &Ask<'_>, translation: &Translation) -> Markup {
    let text = &translation.text;
    let uses = translation.uses.len();
    html! {
        h2 lang=(lang(text)) { (Text(text)) }
        p.meta {
            (words::passages(uses))
            @for found in translation.uses.iter().take(MAX_USES) {
                (DOT)
                a.id data-hit href=(Text(target::address(&found.passage, &ask.shared()))) {
                    (Text(&found.passage.label.id))
                }
                " → "
                a.id href=(Text(target::address(&found.twin, &Params::default()))) {
                    (Text(&found.twin.label.id))
                }
                @if let Some(date) = &found.passage.label.brief.date {
                    " " span.whole { "(" (Text(date)) ")" }
                }
                @if found.probable { " " (words::PROBABLE) }
            }
            @if uses > MAX_USES { (DOT) (words::and_more(uses - MAX_USES)) }
        }
    }
}
