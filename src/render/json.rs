//! JSON: one object, or one hit a line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::files::Files;
use super::notes::notes;
use super::safe::is_unsafe;
use super::{Answer, Piece, label, score, snippet};
use crate::model::{PassageLabel, Twin};
use crate::search::{
    Across, Counts, Expanded, Explanation, Group, Hit, OtherForms, UnknownLabel, Via, ZeroHits,
    stable_id,
};

/// The answer as programs read it. Some keys are older than the names in Rust, and are kept for
/// scripts.
#[derive(Serialize)]
struct JsonAnswer<'a> {
    query: &'a str,
    total: usize,
    took_us: u128,
    /// In words, as [`text`](super::text) shows them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    hits: Vec<JsonHit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    briefs: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<&'a [Group]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<&'a Counts>,
    #[serde(rename = "widened", skip_serializing_if = "<[_]>::is_empty")]
    expanded: &'a [Expanded],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    relaxed: &'a [String],
    #[serde(rename = "nothing", skip_serializing_if = "Option::is_none")]
    zero_hits: Option<&'a ZeroHits>,
    #[serde(skip_serializing_if = "Option::is_none")]
    across: Option<&'a Across>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forms: Option<&'a OtherForms>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unknown: &'a [UnknownLabel],
}

#[derive(Serialize)]
struct JsonHit<'a> {
    rank: usize,
    score: f64,
    #[serde(flatten)]
    passage: &'a PassageLabel,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
    snippet: Vec<Piece>,
    text: &'a str,
    stable_id: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    links: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    twins: Vec<JsonTwin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<&'a Via>,
    #[serde(rename = "why", skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a Explanation>,
}

/// A passage that translates the hit or that it translates.
#[derive(Serialize)]
struct JsonTwin {
    id: String,
    score: f64,
    probable: bool,
    /// Its text, if the request asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

fn twins(hit: &Hit) -> Vec<JsonTwin> {
    let twin = |twin: &Twin| {
        let id = label::twin_id(&hit.passage, *twin);
        let mut read = hit.twins.iter();
        let passage = read.find(|passage| passage.label.id == id);
        JsonTwin {
            score: f64::from(twin.shown_score()) / 100.0,
            probable: twin.probable,
            text: passage.map(|passage| passage.text.clone()),
            id,
        }
    };
    hit.passage
        .twins
        .iter()
        .map(twin)
        .collect()
}

impl<'a> JsonHit<'a> {
    fn new(hit: &'a Hit, files: Option<&'a Files>) -> Self {
        Self {
            rank: hit.rank,
            score: score::rounded(hit),
            passage: &hit.passage.label,
            path: files.and_then(|files| files.path(&hit.passage.label)),
            snippet: snippet::of_hit(hit, false),
            text: &hit.passage.text,
            stable_id: stable_id(&hit.passage),
            links: &hit.passage.links,
            twins: twins(hit),
            via: hit.via.as_ref(),
            explanation: hit.explanation.as_ref(),
        }
    }
}

/// Writes `answer` as one object on a line.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    line(&JsonAnswer::new(answer), out)
}

/// An answer that is a part of a longer one.
#[cfg(feature = "web")]
#[derive(Serialize)]
struct JsonPart<'a> {
    #[serde(flatten)]
    answer: JsonAnswer<'a>,
    next: Option<&'a str>,
}

/// Writes `answer` as one object on a line, with the key to the `next` part of it.
#[cfg(feature = "web")]
pub(crate) fn render_part(
    answer: &Answer<'_>,
    next: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let answer = JsonAnswer::new(answer);
    line(&JsonPart { answer, next }, out)
}

impl<'a> JsonAnswer<'a> {
    fn new(answer: &Answer<'a>) -> Self {
        let results = answer.results;
        let groups = results.groups.as_ref();
        Self {
            query: answer.query,
            total: results.total,
            took_us: results.took.as_micros(),
            notes: notes(results),
            hits: results
                .hits
                .iter()
                .map(|hit| JsonHit::new(hit, answer.files))
                .collect(),
            briefs: groups.map(|groups| groups.total),
            groups: groups.map(|groups| groups.briefs.as_slice()),
            facets: results.facets.as_ref(),
            expanded: &results.expanded,
            relaxed: &results.relaxed,
            zero_hits: results.zero_hits.as_ref(),
            across: results.across.as_ref(),
            forms: results.forms.as_ref(),
            unknown: &results.unknown,
        }
    }
}

/// Writes the hits of `answer`, each as an object on a line.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render_lines(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    for hit in &answer.results.hits {
        line(&JsonHit::new(hit, answer.files), out)?;
    }
    Ok(())
}

/// A hit of one of several queries.
#[derive(Serialize)]
struct BatchHit<'a> {
    query: &'a str,
    #[serde(flatten)]
    hit: JsonHit<'a>,
}

/// Writes the hits of one of several queries, each as an object on a line that names the query.
pub(super) fn batch_lines(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    for hit in &answer.results.hits {
        let query = answer.query;
        let hit = JsonHit::new(hit, answer.files);
        line(&BatchHit { query, hit }, out)?;
    }
    Ok(())
}

/// Writes `value` on a line, without characters that a terminal would obey.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut json = Vec::new();
    value.serialize(&mut Serializer::with_formatter(
        &mut json, Escaping,
    ))?;
    json.push(b'\n');
    out.write_all(&json)
}

/// Escapes the characters that JSON allows as they are but [`safe`](super::safe) does not.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in fragment.char_indices() {
            if is_unsafe(c) {
                out.write_all(&fragment.as_bytes()[written..at])?;
                write!(out, "\\u{:04x}", c as u32)?;
                written = at + c.len_utf8();
            }
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}
