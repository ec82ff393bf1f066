//! CSV as in RFC 4180: a header line, one hit a line, CRLF. A cell that a spreadsheet would run as
//! a formula is made text.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::label::way;
use super::{Answer, safe, score, snippet};
use crate::search::Hit;

const HEADER: [&str; 20] = [
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
    "left",
    "hit",
    "right",
    "via",
];

/// Writes the hits of `answer`.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = writer(out);
    writer
        .write_record(HEADER)
        .map_err(as_io)?;
    for hit in &answer.results.hits {
        writer
            .write_record(row(hit))
            .map_err(as_io)?;
    }
    writer.flush()
}

/// Writes the header line of the hits of several queries.
pub(super) fn batch_header(out: &mut dyn Write) -> io::Result<()> {
    let mut writer = writer(out);
    writer
        .write_record(["query"].into_iter().chain(HEADER))
        .map_err(as_io)?;
    writer.flush()
}

/// Writes the hits of one of several queries, with the query in the first column.
pub(super) fn batch_rows(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = writer(out);
    for hit in &answer.results.hits {
        let query = cell(answer.query);
        writer
            .write_record([query].into_iter().chain(row(hit)))
            .map_err(as_io)?;
    }
    writer.flush()
}

fn writer(out: &mut dyn Write) -> Writer<&mut dyn Write> {
    WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(out)
}

/// Returns the error of the output itself, which tells whether a reader has closed it.
pub(super) fn as_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn row(hit: &Hit) -> [String; 20] {
    let label = &hit.passage.label;
    let brief = &label.brief;
    let section = label.section.as_ref();
    let number = section.and_then(|section| section.number.as_deref());
    let section_title = section.map(|section| section.title.as_str());
    let [left, matched, right] = around_first_match(hit);
    let via = hit.via.as_ref().map(way);
    let via = via.unwrap_or_default();
    let snippet: String = snippet::of_hit(hit, false)
        .into_iter()
        .map(|piece| piece.text)
        .collect();
    [
        hit.rank.to_string(),
        score::rounded(hit).to_string(),
        cell(&label.id),
        label.lang.to_string(),
        label.kind.to_string(),
        cell(&brief.source),
        cell(
            brief
                .issue
                .as_deref()
                .unwrap_or_default(),
        ),
        cell(&brief.title),
        cell(
            brief
                .date
                .as_deref()
                .unwrap_or_default(),
        ),
        cell(number.unwrap_or_default()),
        cell(section_title.unwrap_or_default()),
        cell(&label.topics.join("; ")),
        label.line.to_string(),
        label.bytes[0].to_string(),
        label.bytes[1].to_string(),
        cell(&snippet),
        cell(left),
        cell(matched),
        cell(right),
        cell(&via),
    ]
}

/// Returns the whole text of a hit in three parts: before its first match, the match, and after it.
/// If nothing of the text matches, all of it is before.
fn around_first_match(hit: &Hit) -> [&str; 3] {
    let text = hit.passage.text.as_str();
    match hit.spans.first() {
        Some(span) => [&text[..span.start], &text[span.clone()], &text[span.end..]],
        None => [text, "", ""],
    }
}

/// Returns `text` as a cell, with a `'` before each part that a spreadsheet could take for a
/// formula. Some ignore spaces before the sign, and some take the full-width signs for the ASCII
/// ones. Where the comma is the decimal sign, cells end at semicolons, quoted or not.
pub(super) fn cell(text: &str) -> String {
    let text = safe(text);
    let parts: Vec<_> = text
        .split(';')
        .map(harmless)
        .collect();
    parts.join(";")
}

fn harmless(part: &str) -> Cow<'_, str> {
    let signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let spaces = part.len() - part.trim_start().len();
    if part[spaces..].starts_with(signs) {
        let (spaces, rest) = part.split_at(spaces);
        format!("{spaces}'{rest}").into()
    } else {
        part.into()
    }
}
