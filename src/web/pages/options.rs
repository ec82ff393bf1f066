//! The options of the desk's pages, with the names that they have on the command line.

use std::fmt::Display;
use std::str::FromStr;

use super::cursors;
use crate::error::Error;
use crate::render::{Style, TableFormat};
use crate::search::Request;
use crate::web::reply::Problem;
use crate::web::site::Ask;

/// Maximum number of rows of an answer to a program.
pub(super) const MAX_ROWS: usize = 1000;

/// Text for programs has no width and no colours.
pub(super) const PLAIN: Style = Style {
    columns: Style::UNBROKEN,
    color: false,
};

/// Returns the value of the option `name`, or of `default` if it is not given.
pub(super) fn option<T: FromStr<Err: Display>>(
    ask: &Ask<'_>,
    name: &str,
    default: &str,
) -> Result<T, Problem> {
    let value = ask
        .params
        .get(name)
        .filter(|value| !value.is_empty());
    let value = value.unwrap_or(default);
    value
        .parse()
        .map_err(|problem: T::Err| {
            Problem::from(Error::Option {
                name: name.to_owned(),
                problem: problem.to_string(),
            })
        })
}

/// Returns the maximum number of rows, which is never more than `most`; 0 asks for as many as may
/// be.
pub(super) fn limit(ask: &Ask<'_>, default: &str, most: usize) -> Result<usize, Problem> {
    let limit: usize = option(ask, "limit", default)?;
    Ok(if limit == 0 {
        most
    } else {
        limit.min(most)
    })
}

/// As [`limit`], of at most `on_page` rows on a page and [`MAX_ROWS`] elsewhere.
pub(super) fn limit_of_rows(
    ask: &Ask<'_>,
    default: &str,
    on_page: usize,
) -> Result<usize, Problem> {
    let most = if ask.is_page() {
        on_page
    } else {
        MAX_ROWS
    };
    limit(ask, default, most)
}

/// Returns the number of rows to skip.
pub(super) fn offset(ask: &Ask<'_>) -> Result<usize, Problem> {
    match ask.params.get("cursor") {
        Some(cursor) => Ok(cursors::offset(ask, cursor)?),
        None => option(ask, "offset", "0"),
    }
}

/// Returns the request for `query` with the filters. All parameters but filters and those called
/// `own` are refused.
pub(super) fn request(ask: &Ask<'_>, query: &str, own: &[&str]) -> Result<Request, Problem> {
    let options = ask.options(own);
    for (name, _) in &options {
        if crate::query::Field::named(name).is_none() {
            return Err(Problem::from(Error::Option {
                name: (*name).to_owned(),
                problem: "unknown option".to_owned(),
            }));
        }
    }
    Ok(Request::from_options(query, options)?)
}

/// Returns the format of tables that is asked for.
pub(super) fn table_format(ask: &Ask<'_>) -> TableFormat {
    let mut formats = TableFormat::ALL.into_iter();
    let format = formats.find(|(_, name, _)| *name == ask.format);
    format.map_or(TableFormat::Json, |(format, _, _)| {
        format
    })
}
