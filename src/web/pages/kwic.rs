//! `/kwic`: each match in the middle of a line.

use maud::{Markup, html};

use super::{cursors, filters, format, forms, options, target};
use crate::across::Beside;
use crate::analysis::grapheme::{reach_left, reach_right};
use crate::desk::{self, Concordance, Line, LineOrder};
use crate::render::desk::beside;
use crate::render::{desk as tables, notes};
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// The options that only this page has.
const OWN: [&str; 5] = ["sort", "twins", "limit", "offset", "cursor"];
/// Maximum number of lines on a page.
const MAX_ON_PAGE: usize = 60;
/// Width of the text on each side of a match, in display columns.
const SIDE: usize = 44;
/// Maximum width of a translation, in display columns.
const TWIN: usize = 120;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind(ask, &format::TABLES)?;
    if ask.is_page() && ask.query().is_empty() {
        return Ok(forms::ask_for_query(
            ask,
            words::LINES,
            words::KWIC_TEXT,
        ));
    }
    let order: LineOrder = options::option(ask, "sort", "brief")?;
    let limit = options::limit_of_rows(ask, "50", MAX_ON_PAGE)?;
    let offset = options::offset(ask)?;
    let request = options::request(ask, ask.query(), &OWN)?;
    let mut found = desk::concordance(&ask.opened.index, &request)?;
    found.sort(&order);
    let total = found.lines.len();
    let end = offset
        .saturating_add(limit)
        .min(total);
    let part = &found.lines[offset.min(end)..end];
    let has_twins = options::option(ask, "twins", twins_default(ask))?;
    let twins = if has_twins {
        desk::beside(&ask.opened.index, &found, part)?
    } else {
        vec![None; part.len()]
    };
    if ask.is_page() {
        let rows: Vec<_> = part.iter().zip(twins).collect();
        return Ok(page(ask, &found, &rows, offset, limit));
    }
    let mut table = tables::kwic_table(ask.query(), &found, part);
    if has_twins {
        tables::add_translations(&mut table, &twins);
    }
    let after = offset.saturating_add(limit);
    let next = cursors::next(ask, after, total);
    table.fact("next", next.as_deref());
    forms::written(ask, kind, &table)
}

/// Returns whether translations are shown if nothing is said: people see them, as under the
/// passages of a search.
fn twins_default(ask: &Ask<'_>) -> &'static str {
    if ask.is_page() {
        "true"
    } else {
        "false"
    }
}

fn page(
    ask: &Ask<'_>,
    found: &Concordance,
    rows: &[(&Line, Option<Beside>)],
    offset: usize,
    limit: usize,
) -> Reply {
    let frame = Frame {
        title: words::titled(ask.query(), words::LINES),
        formats: layout::formats(ask, &["json", "csv", "md"]),
        ..Frame::default()
    };
    let total = found.lines.len();
    let briefs = found.briefs().len();
    let notes = notes::notes(&found.results);
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::lines_in(total, briefs)) }
                div.chips { (filters::active(ask)) }
                (sorting(ask))
                @if !notes.is_empty() {
                    ul.notes { @for note in notes { li { (Text(note)) } } }
                }
                @if total > 0 { (table(ask, found, rows)) }
                (layout::pager(ask, offset, limit, total))
            }
        }
    };
    layout::page(ask, &frame, &body)
}

/// Returns the form that sorts the lines.
fn sorting(ask: &Ask<'_>) -> Markup {
    let sort = ask
        .params
        .get("sort")
        .unwrap_or("brief");
    let twins = ask
        .params
        .get("twins")
        .unwrap_or("true");
    html! {
        form.options action="/kwic" {
            (forms::hidden(ask))
            (forms::choice("sort", words::SORT_BY, &words::LINE_ORDERS, sort))
            (forms::choice("twins", words::TRANSLATIONS, &words::ARE_SHOWN, twins))
            button { (words::APPLY) }
        }
    }
}

fn table(ask: &Ask<'_>, found: &Concordance, rows: &[(&Line, Option<Beside>)]) -> Markup {
    html! {
        table.kwic {
            caption { (words::KWIC_CAPTION) }
            thead {
                tr {
                    th.ref scope="col" { (words::WHERE) }
                    th.l scope="col" { (words::TEXT_BEFORE) }
                    th.k scope="col" { (words::MATCH) }
                    th scope="col" { (words::TEXT_AFTER) }
                }
            }
            tbody {
                @for (line, translation) in rows {
                    (row(ask, found, line))
                    @if let Some(translation) = translation { (twin(ask, translation)) }
                }
            }
        }
    }
}

fn row(ask: &Ask<'_>, found: &Concordance, line: &Line) -> Markup {
    let passage = &found.hit(line).passage;
    let [left, hit, right] = found.parts(line);
    let start = reach_left(left, left.len(), SIDE);
    let end = reach_right(right, 0, SIDE);
    let (before, after) = (&left[start..], &right[..end]);
    let (more_before, more_after) = (start > 0, end < right.len());
    let place = format!(
        "{}:{}",
        passage
            .label
            .id
            .rsplit_once('#')
            .map_or("", |(brief, _)| brief),
        passage.label.line
    );
    html! {
        tr {
            td.ref {
                a.id data-hit href=(Text(target::address(passage, &ask.shared()))) {
                    (Text(place))
                }
            }
            td.l lang=(lang(before)) { @if more_before { "…" } (Text(before)) }
            td.k lang=(lang(hit)) { mark { (Text(hit)) } }
            td lang=(lang(after)) { (Text(after)) @if more_after { "…" } }
        }
    }
}

/// Returns the row of a translation, with the address of its passage.
fn twin(ask: &Ask<'_>, translation: &Beside) -> Markup {
    let text = beside::shown(translation, TWIN);
    html! {
        tr.twin {
            td.ref {}
            td colspan="3" {
                @if translation.inside { (words::IN_THE_PASSAGE) ": " }
                span lang=(lang(&text)) { (Text(&text)) }
                @if translation.probable { " " (words::PROBABLE) }
                @if !translation.inside {
                    @for passage in &translation.passages {
                        " "
                        a.id href=(Text(target::address(passage, &ask.shared()))) {
                            (Text(&passage.label.id))
                        }
                    }
                }
            }
        }
    }
}
