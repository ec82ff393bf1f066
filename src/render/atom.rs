//! A search as a feed of Atom: an entry for each hit, with the whole passage.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::Answer;
use super::html::{lang, text};
use super::label::path;
use super::summary::count;
use crate::search::{Hit, stable_id};

/// The time of a feed without any date, as the format requires one.
const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// Writes `answer`. An entry's id stays the same while its passage does, so that feed readers show
/// each passage once.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let hits = &answer.results.hits;
    let newest = hits.iter().map(updated).max();
    let newest = newest.unwrap_or_else(|| NO_TIME.to_owned());
    let query = text(answer.query);
    let id = urn(&format!("search:{}", answer.query));
    let count = text(&count(answer));
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{query}</title>\n\
         <subtitle>{count}</subtitle>\n<id>{id}</id>\n<updated>{newest}</updated>\n\
         <author><name>yinde</name></author>"
    )?;
    for hit in hits {
        entry(hit, out)?;
    }
    writeln!(out, "</feed>")
}

fn entry(hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let passage = &hit.passage;
    let title = text(&path(passage));
    let id = urn(&stable_id(passage));
    let updated = updated(hit);
    let lang = lang(&passage.text);
    let content = text(&passage.text);
    writeln!(
        out,
        "<entry>\n<title>{title}</title>\n<id>{id}</id>\n<updated>{updated}</updated>\n\
         <content type=\"text\" xml:lang=\"{lang}\">{content}</content>\n</entry>"
    )
}

/// Returns the date of the brief as a time.
fn updated(hit: &Hit) -> String {
    let date = hit
        .passage
        .label
        .brief
        .date
        .as_deref();
    date.map_or_else(
        || NO_TIME.to_owned(),
        |date| format!("{date}T00:00:00Z"),
    )
}

/// Returns a name that is valid in an address: other characters are percent-encoded.
fn urn(name: &str) -> String {
    let mut urn = String::from("urn:yinde:");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/:".contains(&byte) {
            urn.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(urn, "%{byte:02X}");
        }
    }
    urn
}
