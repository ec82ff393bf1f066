//! `/keyness`: the words that are typical of some passages.

use maud::{Markup, html};

use super::{filters, format, forms, options};
use crate::desk::{self, KeyWord, Keyness};
use crate::render::desk as tables;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// The options that only this page has.
const OWN: [&str; 2] = ["min", "limit"];
/// Maximum number of words of each end of the list on a page.
const MAX_ON_PAGE: usize = 60;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &format::TABLES)?;
    if ask.is_page()
        && ask
            .shared()
            .iter()
            .all(|(_, value)| value.is_empty())
    {
        return Ok(forms::ask_for_query(
            ask,
            words::KEYNESS,
            words::KEYNESS_TEXT,
        ));
    }
    let min: u64 = options::option(ask, "min", "3")?;
    let limit = options::limit_of_rows(ask, "20", MAX_ON_PAGE)?;
    let request = options::request(ask, ask.query(), &OWN)?;
    let opened = ask.opened;
    let found = desk::keyness(
        &opened.index,
        &opened.briefs,
        &request,
        min,
    )?;
    if ask.is_page() {
        return Ok(page(ask, &found, limit));
    }
    let mut body = Vec::new();
    tables::keyness(
        &subject(ask),
        &found,
        limit,
        options::table_format(ask),
        options::PLAIN,
        &mut body,
    )?;
    Ok(Reply::new(kind, body))
}

/// Returns what the words are compared of: the query and the filters in words.
fn subject(ask: &Ask<'_>) -> String {
    let mut parts = Vec::new();
    for (name, value) in ask.shared().iter() {
        if value.is_empty() {
            continue;
        }
        parts.push(if name == "q" {
            value.to_owned()
        } else {
            format!("{name} {value}")
        });
    }
    parts.join(", ")
}

fn page(ask: &Ask<'_>, found: &Keyness, limit: usize) -> Reply {
    let frame = Frame {
        title: words::titled(&subject(ask), words::KEYNESS),
        formats: layout::formats(ask, &["json", "csv", "md"]),
        ..Frame::default()
    };
    let min = ask.params.get("min").unwrap_or("3");
    let typical = found
        .key_words
        .iter()
        .take_while(|word| word.g2 > 0.0);
    let rare = found.key_words.iter().rev();
    let rare = rare.take_while(|word| word.g2 < 0.0);
    let typical: Vec<&KeyWord> = typical.take(limit).collect();
    let rare: Vec<&KeyWord> = rare.take(limit).collect();
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::words_against(found.words, found.other_words)) }
                div.chips { (filters::active(ask)) }
                form.options action="/keyness" {
                    (forms::hidden(ask))
                    (forms::number("min", words::MIN, min))
                    button { (words::APPLY) }
                }
                (table(ask, words::TYPICAL, &typical))
                (table(ask, words::RARE, &rare))
            }
        }
    };
    layout::page(ask, &frame, &body)
}

fn table(ask: &Ask<'_>, title: &str, words: &[&KeyWord]) -> Markup {
    html! {
        @if !words.is_empty() {
            h2 { (title) }
            div.scroll tabindex="0" role="region" aria-label=(title) {
                table.lined {
                    caption { (words::KEYNESS_CAPTION) }
                    thead {
                        tr {
                            th scope="col" { (words::WORD) }
                            th.num scope="col" { (words::HERE) }
                            th.num scope="col" { (words::ELSEWHERE) }
                            th.num scope="col" { "G²" }
                            th.num scope="col" { (words::LOG_RATIO) }
                        }
                    }
                    tbody { @for word in words { (row(ask, word)) } }
                }
            }
        }
    }
}

fn row(ask: &Ask<'_>, word: &KeyWord) -> Markup {
    let address = ask
        .shared()
        .with("q", &word.word)
        .address("/");
    html! {
        tr {
            th scope="row" lang=(lang(&word.word)) {
                a data-hit href=(Text(address)) { (Text(&word.word)) }
            }
            td.num { (word.here) }
            td.num { (word.elsewhere) }
            td.num { (format!("{:.1}", word.g2)) }
            td.num { (format!("{:.2}", word.log_ratio)) }
        }
    }
}
