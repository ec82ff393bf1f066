//! The filters and the order of an answer, each with a link that changes it.

use maud::{Markup, html};

use crate::query::Field;
use crate::search::Request;
use crate::web::address::Params;
use crate::web::layout::path;
use crate::web::site::Ask;
use crate::web::text::{Text, lang};
use crate::web::words;

/// Returns the parameters of an answer from its first result on.
fn from_start(ask: &Ask<'_>) -> Params {
    ask.params
        .without("offset")
        .without("cursor")
}

/// Returns the filters, each with a link that removes it.
pub(super) fn active(ask: &Ask<'_>) -> Markup {
    let params = from_start(ask);
    let filters: Vec<(&str, &str)> = params
        .iter()
        .filter(|(name, _)| Field::named(name).is_some())
        .collect();
    html! {
        @for (name, value) in filters {
            @let filter = format!("{name}: {value}");
            a.on href=(Text(params.without_value(name, value).address(path(ask.page))))
                lang=(lang(value)) aria-label=(Text(words::remove(&filter))) {
                (Text(&filter)) " ×"
            }
        }
    }
}

/// Returns the filters, and the ways to change a search.
pub(super) fn chips(ask: &Ask<'_>, request: &Request) -> Markup {
    let params = from_start(ask);
    let toggle = |name: &str, value: &str, is_on: bool| {
        let params = if is_on {
            params.without(name)
        } else {
            params.with(name, value)
        };
        params.address("/")
    };
    let order = ask
        .params
        .get("sort")
        .unwrap_or(words::ORDERS[0].0);
    let (fuzzy, by_brief) = (request.fuzzy, request.group.is_some());
    let across = request.across;
    html! {
        div.chips role="group" aria-label=(words::FILTERS) {
            (active(ask))
            @for (name, title) in words::ORDERS {
                @let current = (name == order).then_some("true");
                a.on[current.is_some()] href=(Text(params.with("sort", name).address("/")))
                    aria-current=[current] { (title) }
            }
            a.on[fuzzy] href=(Text(toggle("fuzzy", "true", fuzzy))) {
                (if fuzzy { words::EXACT_SPELLING } else { words::ALSO_SIMILAR })
            }
            a.on[across] href=(Text(toggle("across", "true", across))) {
                (if across { words::ONE_LANGUAGE } else { words::BOTH_LANGUAGES })
            }
            a.on[by_brief] href=(Text(toggle("group", "issue", by_brief))) {
                (if by_brief { words::NOT_BY_BRIEF } else { words::BY_BRIEF })
            }
            details {
                summary { (words::SAVE_THIS) }
                p { (words::SAVE_HOW) }
                pre { (Text(command(ask))) }
            }
        }
    }
}

/// Returns the command that saves a search.
fn command(ask: &Ask<'_>) -> String {
    let mut command = format!(
        "yinde saved add NAME {}",
        quoted(ask.query())
    );
    for (name, value) in ask.shared().iter() {
        if name != "q" {
            command += &[" --", name, " ", &quoted(value)].concat();
        }
    }
    command + &ask.of_index()
}

/// Returns `text` as a word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
