//! `/collocates`: the words near the matches of a query.

use maud::{Markup, html};

use super::{filters, format, forms, options};
use crate::desk::{self, Collocate, Collocates, Measure, Span};
use crate::render::desk as tables;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// The options that only this page has.
const OWN: [&str; 4] = ["span", "min", "by", "limit"];
/// Maximum number of words on a page.
const MAX_ON_PAGE: usize = 100;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &format::TABLES)?;
    if ask.is_page() && ask.query().is_empty() {
        return Ok(forms::ask_for_query(
            ask,
            words::COLLOCATES,
            words::COLLOCATES_TEXT,
        ));
    }
    let span: Span = options::option(ask, "span", "5")?;
    let min: u64 = options::option(ask, "min", "3")?;
    let by: Measure = options::option(ask, "by", "logdice")?;
    let limit = options::limit_of_rows(ask, "30", MAX_ON_PAGE)?;
    let request = options::request(ask, ask.query(), &OWN)?;
    let opened = ask.opened;
    let found = desk::collocates(
        &opened.index,
        &opened.briefs,
        &request,
        span,
        min,
        by,
    )?;
    if ask.is_page() {
        return Ok(page(ask, &found, limit));
    }
    let mut body = Vec::new();
    tables::collocates(
        ask.query(),
        &found,
        limit,
        options::table_format(ask),
        options::PLAIN,
        &mut body,
    )?;
    Ok(Reply::new(kind, body))
}

fn page(ask: &Ask<'_>, found: &Collocates, limit: usize) -> Reply {
    let frame = Frame {
        title: words::titled(ask.query(), words::COLLOCATES),
        formats: layout::formats(ask, &["json", "csv", "md"]),
        ..Frame::default()
    };
    let value = |name, default| {
        ask.params
            .get(name)
            .unwrap_or(default)
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::words_near(found.words.len(), found.matches)) }
                div.chips { (filters::active(ask)) }
                form.options action="/collocates" {
                    (forms::hidden(ask))
                    (forms::choice("by", words::BY, &words::MEASURES, value("by", "logdice")))
                    label {
                        (words::SPAN)
                        input type="text" name="span" value=(Text(value("span", "5")));
                    }
                    (forms::number("min", words::MIN, value("min", "3")))
                    button { (words::APPLY) }
                }
                @if !found.words.is_empty() { (table(ask, found, limit)) }
            }
        }
    };
    layout::page(ask, &frame, &body)
}

fn table(ask: &Ask<'_>, found: &Collocates, limit: usize) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words::NUMBERS) {
            table.lined {
                caption { (words::COLLOCATES_CAPTION) }
                thead {
                    tr {
                        th scope="col" { (words::WORD) }
                        @for name in [words::WITH, words::LEFT, words::RIGHT, words::ALL] {
                            th.num scope="col" { (name) }
                        }
                        @for (_, name) in words::MEASURES { th.num scope="col" { (name) } }
                    }
                }
                tbody { @for word in found.words.iter().take(limit) { (row(ask, word)) } }
            }
        }
    }
}

fn row(ask: &Ask<'_>, word: &Collocate) -> Markup {
    let both = format!("({}) {}", ask.query(), word.word);
    let address = ask
        .shared()
        .with("q", &both)
        .address("/");
    html! {
        tr {
            th scope="row" lang=(lang(&word.word)) {
                a data-hit href=(Text(address)) { (Text(&word.word)) }
            }
            @for count in [word.with, word.left, word.right, word.all] { td.num { (count) } }
            @for number in [word.log_dice, word.log_likelihood, word.mutual_information] {
                td.num { (format!("{number:.2}")) }
            }
        }
    }
}
