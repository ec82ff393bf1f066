//! Forms, tables for programs, and pages without a query.

use maud::{Markup, html};

use super::options::{PLAIN, table_format};
use crate::render::table::Table;
use crate::web::layout::{self, Frame};
use crate::web::reply::{Problem, Reply};
use crate::web::site::Ask;
use crate::web::text::Text;

/// Returns the query and the filters as hidden fields of a form.
pub(super) fn hidden(ask: &Ask<'_>) -> Markup {
    html! {
        @for (name, value) in ask.shared().iter() {
            input type="hidden" name=(Text(name)) value=(Text(value));
        }
    }
}

/// Returns a page that says what the view shows, and asks for a query.
pub(super) fn ask_for_query(ask: &Ask<'_>, title: &str, text: &str) -> Reply {
    let frame = Frame {
        title: title.to_owned(),
        ..Frame::default()
    };
    let body = html! {
        div.wrap #answer {
            main {
                h1 { (title) }
                p { (text) }
            }
        }
    };
    layout::page(ask, &frame, &body)
}

/// Returns a table in the format that is asked for.
pub(super) fn written(ask: &Ask<'_>, kind: &'static str, table: &Table) -> Result<Reply, Problem> {
    let mut body = Vec::new();
    table.write(table_format(ask), PLAIN, &mut body)?;
    Ok(Reply::new(kind, body))
}

/// Returns a number field of a form.
pub(super) fn number(name: &str, title: &str, value: &str) -> Markup {
    html! {
        label { (title) input type="number" name=(name) value=(Text(value)) min="0"; }
    }
}

/// Returns a choice of a form: values with their names.
pub(super) fn choice(name: &str, title: &str, values: &[(&str, &str)], value: &str) -> Markup {
    html! {
        label {
            (title)
            select name=(name) {
                @for (option, title) in values {
                    option value=(option) selected[*option == value] { (title) }
                }
            }
        }
    }
}
