//! `/help`: the query language, with a link for each example.

use maud::html;

use crate::query::Field;
use crate::web::address::Params;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

#[expect(
    clippy::unnecessary_wraps,
    reason = "the answers of all pages have one type"
)]
pub(in crate::web) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let frame = Frame {
        title: words::HELP.to_owned(),
        ..Frame::default()
    };
    let address = |query: &str| {
        let params = Params::default().and("q", query);
        params.address("/")
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (words::QUERY_LANGUAGE) }
                p { (words::HELP_TEXT) " " code.whole { (words::HELP_ADDRESS) } }
                table.lined {
                    caption { (words::TRY) }
                    thead {
                        tr {
                            th scope="col" { (words::QUERY) }
                            th scope="col" { (words::FINDS) }
                        }
                    }
                    tbody {
                        @for (query, finds) in words::QUERIES {
                            tr {
                                th scope="row" lang=(lang(query)) {
                                    a data-hit href=(Text(address(query))) { (query) }
                                }
                                td { (finds) }
                            }
                        }
                    }
                }
                h2 { (words::FILTER) }
                dl {
                    @for field in Field::ALL {
                        dt { code { (field.name()) "=" (field.value_name()) } }
                        dd { (field.help()) }
                    }
                }
                h2 { (words::KEYBOARD) }
                dl {
                    @for (key, purpose) in words::KEYS {
                        dt { kbd { (key) } } dd { (purpose) }
                    }
                }
            }
        }
    };
    Ok(layout::page(ask, &frame, &body))
}
