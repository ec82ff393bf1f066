//! JSON: one object, or one hit a line.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::Answer;
use crate::index::BriefLabel;
use crate::model::{Kind, Lang, Section};
use crate::search::{Counts, Group, Hit, Nothing, Piece, Unknown, Why, Widened};

#[derive(Serialize)]
struct Object<'a> {
    query: &'a str,
    total: usize,
    took_us: u128,
    hits: Vec<JsonHit<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    briefs: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<&'a [Group]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<&'a Counts>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    widened: &'a [Widened],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    relaxed: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    nothing: Option<&'a Nothing>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    unknown: &'a [Unknown],
}

#[derive(Serialize)]
struct JsonHit<'a> {
    rank: usize,
    score: f64,
    id: &'a str,
    lang: Lang,
    kind: Kind,
    brief: &'a BriefLabel,
    section: Option<&'a Section>,
    topics: &'a [String],
    line: usize,
    bytes: [usize; 2],
    snippet: &'a [Piece],
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a Why>,
}

impl<'a> JsonHit<'a> {
    fn of(hit: &'a Hit) -> Self {
        let p = &hit.passage;
        Self {
            rank: hit.rank,
            score: score(hit),
            id: &p.label.id,
            lang: p.label.lang,
            kind: p.label.kind,
            brief: &p.label.brief,
            section: p.label.section.as_ref(),
            topics: &p.label.topics,
            line: p.label.line,
            bytes: p.label.bytes,
            snippet: &hit.snippet,
            why: hit.why.as_ref(),
        }
    }
}

/// A hit's score with two decimals.
pub(super) fn score(hit: &Hit) -> f64 {
    (f64::from(hit.score) * 100.0).round() / 100.0
}

/// Writes `answer` as one object on a line.
///
/// # Errors
/// Where `out` fails.
pub fn render(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    let results = answer.results;
    let object = Object {
        query: answer.query,
        total: results.total,
        took_us: results.took.as_micros(),
        hits: results.hits.iter().map(JsonHit::of).collect(),
        briefs: results.groups.as_ref().map(|groups| groups.total),
        groups: results
            .groups
            .as_ref()
            .map(|groups| groups.briefs.as_slice()),
        facets: results.facets.as_ref(),
        widened: &results.widened,
        relaxed: &results.relaxed,
        nothing: results.nothing.as_ref(),
        unknown: &results.unknown,
    };
    line(&object, out)
}

/// Writes the hits of `answer`, each as an object on its line.
///
/// # Errors
/// Where `out` fails.
pub fn render_lines(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    answer
        .results
        .hits
        .iter()
        .try_for_each(|hit| line(&JsonHit::of(hit), out))
}

/// Writes `value` on a line, with nothing in it that a terminal would obey.
///
/// # Errors
/// Where `out` fails.
pub fn line(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    let mut json = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut json, Escaping))?;
    json.push(b'\n');
    out.write_all(&json)
}

/// Escapes what JSON allows to stand plain but [`super::safe`] doesn't.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut plain = 0;
        for (at, c) in fragment
            .char_indices()
            .filter(|&(_, c)| super::is_unsafe(c))
        {
            out.write_all(&fragment.as_bytes()[plain..at])?;
            write!(out, "\\u{:04x}", c as u32)?;
            plain = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }
}
