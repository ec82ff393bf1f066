//! CSV by RFC 4180: a header line, a hit a line, CRLF. What a spreadsheet would run is made text.

use std::io::{self, Write};

use csv::{Terminator, WriterBuilder};

use super::{Answer, json, safe};
use crate::search::Hit;

const HEADER: [&str; 16] = [
    "rank",
    "score",
    "id",
    "lang",
    "kind",
    "source",
    "issue",
    "title",
    "date",
    "section_number",
    "section_title",
    "topics",
    "line",
    "byte_start",
    "byte_end",
    "snippet",
];

/// Writes the hits of `answer`.
///
/// # Errors
/// Where `out` fails.
pub fn render(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out);
    writer.write_record(HEADER)?;
    answer
        .results
        .hits
        .iter()
        .try_for_each(|hit| writer.write_record(row(hit)))?;
    writer.flush()
}

fn row(hit: &Hit) -> [String; 16] {
    let p = &hit.passage;
    let text = |text: &str| defused(&safe(text));
    let optional = |value: Option<&String>| text(value.map_or("", String::as_str));
    let snippet: String = hit
        .snippet
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    [
        hit.rank.to_string(),
        json::score(hit).to_string(),
        text(&p.label.id),
        p.label.lang.to_string(),
        p.label.kind.to_string(),
        text(&p.label.brief.source),
        optional(p.label.brief.issue.as_ref()),
        text(&p.label.brief.title),
        optional(p.label.brief.date.as_ref()),
        optional(
            p.label
                .section
                .as_ref()
                .and_then(|section| section.number.as_ref()),
        ),
        optional(p.label.section.as_ref().map(|section| &section.title)),
        text(&p.label.topics.join("; ")),
        p.label.line.to_string(),
        p.label.bytes[0].to_string(),
        p.label.bytes[1].to_string(),
        text(&snippet),
    ]
}

/// `cell` with a `'` before it where a spreadsheet could take it for a formula. Some ignore blanks
/// before the sign, and some take the full-width signs for the ASCII ones.
fn defused(cell: &str) -> String {
    let formula = cell
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
