//! The formats of an answer.

use crate::web::reply::Problem;
use crate::web::site::Ask;
use crate::web::words;

/// Formats of tables, with their media types.
pub(super) const TABLES: [(&str, &str); 5] = [
    ("html", crate::web::reply::HTML),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
    ("csv", "text/csv; charset=utf-8"),
    (
        "markdown",
        "text/markdown; charset=utf-8",
    ),
];

/// The media type of pictures.
pub(super) const SVG: &str = "image/svg+xml";

/// Returns the media type of the format that is asked for.
pub(super) fn kind(
    ask: &Ask<'_>,
    formats: &[(&str, &'static str)],
) -> Result<&'static str, Problem> {
    let kind = formats
        .iter()
        .find(|(name, _)| *name == ask.format);
    kind.map(|(_, kind)| *kind)
        .ok_or_else(|| {
            let names: Vec<&str> = formats
                .iter()
                .map(|(name, _)| *name)
                .collect();
            Problem::new(
                404,
                words::NO_FORMAT,
                &words::formats_are(&names),
            )
        })
}

/// Returns the media type of an answer that is a table or a picture.
pub(super) fn kind_of_chart(ask: &Ask<'_>) -> Result<&'static str, Problem> {
    if is_picture(ask) {
        Ok(SVG)
    } else {
        kind(ask, &TABLES)
    }
}

/// Whether a picture is asked for.
pub(super) fn is_picture(ask: &Ask<'_>) -> bool {
    ask.format == "svg"
}
