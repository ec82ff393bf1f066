//! `/plot`: where in each brief a query matches.

use maud::{Markup, html};

use super::{filters, format, forms, options};
use crate::desk::{self, BriefPlot, Plot};
use crate::render::desk as tables;
use crate::web::address::page_of;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::Text;
use crate::web::words;

/// The options that only this page has.
const OWN: [&str; 1] = ["limit"];
/// Maximum number of briefs of a picture, and of a page.
const MAX_BRIEFS: usize = 100;

pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = format::kind_of_chart(ask)?;
    if ask.is_page() && ask.query().is_empty() {
        return Ok(forms::ask_for_query(
            ask,
            words::PLOT,
            words::PLOT_TEXT,
        ));
    }
    let limit = options::limit(ask, "0", MAX_BRIEFS)?;
    let request = options::request(ask, ask.query(), &OWN)?;
    let opened = ask.opened;
    let mut found = desk::plot(&opened.index, &opened.briefs, &request)?;
    if ask.is_page() {
        return Ok(page(ask, &found, limit));
    }
    let mut body = Vec::new();
    if format::is_picture(ask) {
        found.briefs.truncate(limit);
        tables::plot_svg(ask.query(), &found, &mut body)?;
    } else {
        tables::plot(
            ask.query(),
            &found,
            options::table_format(ask),
            options::PLAIN,
            &mut body,
        )?;
    }
    Ok(Reply::new(kind, body))
}

fn page(ask: &Ask<'_>, found: &Plot, limit: usize) -> Reply {
    let frame = Frame {
        title: words::titled(ask.query(), words::PLOT),
        formats: layout::formats(ask, &["json", "csv", "md", "svg"]),
        ..Frame::default()
    };
    let picture = ask.params.address("/plot.svg");
    let matches: usize = found
        .briefs
        .iter()
        .map(|brief| brief.places.len())
        .sum();
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::found_in(matches, found.briefs.len(), found.searched)) }
                div.chips { (filters::active(ask)) }
                @if matches > 0 {
                    figure {
                        div.scroll tabindex="0" role="region" aria-label=(words::PICTURE) {
                            img src=(Text(&picture)) alt=(Text(words::picture_of(ask.query())));
                        }
                        figcaption { (words::PLOT_CAPTION) }
                    }
                    (table(ask, &found.briefs[..limit.min(found.briefs.len())]))
                }
                @if limit < found.briefs.len() { p.meta { (words::REST_IN_CSV) } }
            }
        }
    };
    layout::page(ask, &frame, &body)
}

fn table(ask: &Ask<'_>, briefs: &[BriefPlot]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(words::NUMBERS) {
            table.lined {
                caption { (words::NUMBERS) }
                thead {
                    tr {
                        th scope="col" { (words::BRIEF) }
                        th scope="col" { (words::DATE) }
                        th.num scope="col" { (words::MATCHES) }
                    }
                }
                tbody { @for brief in briefs { (row(ask, brief)) } }
            }
        }
    }
}

fn row(ask: &Ask<'_>, brief: &BriefPlot) -> Markup {
    let record = &brief.brief;
    let address = ask
        .shared()
        .address(&page_of("brief", &record.id));
    html! {
        tr {
            th scope="row" { a data-hit href=(Text(address)) { (Text(&record.id)) } }
            td.whole { @if let Some(date) = &record.label.date { (Text(date)) } }
            td.num { (brief.places.len()) }
        }
    }
}
