//! The outline of a brief as programs read it.

use std::io::{self, Write};

use serde::Serialize;

use super::json::line;
use crate::formats::Parsed;
use crate::model::{Brief, Kind, Lang, Passage, Section, Warning, stem};

#[derive(Serialize)]
struct JsonOutline<'a> {
    brief: JsonBrief<'a>,
    passages: Vec<JsonPassage<'a>>,
    warnings: Vec<JsonWarning<'a>>,
}

#[derive(Serialize)]
struct JsonBrief<'a> {
    source: &'a str,
    issue: Option<&'a str>,
    title: &'a str,
    date: Option<String>,
    series: Option<&'a str>,
    authors: &'a [String],
    url: Option<&'a str>,
    publisher: Option<&'a str>,
    topics: &'a [String],
    sections: &'a [Section],
}

/// The keys are those of `yinde show --format json`.
#[derive(Serialize)]
struct JsonPassage<'a> {
    id: String,
    lang: Lang,
    kind: Kind,
    section: Option<&'a Section>,
    sub_heading: Option<&'a str>,
    topics: &'a [String],
    line: usize,
    bytes: [usize; 2],
    text: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    links: &'a [String],
}

#[derive(Serialize)]
struct JsonWarning<'a> {
    line: usize,
    message: &'a str,
}

/// Writes how a brief was parsed as one object on a line: its metadata, its whole passages, and the
/// problems.
///
/// # Errors
/// Returns an error if `out` cannot be written to.
pub fn render(parsed: &Parsed, out: &mut dyn Write) -> io::Result<()> {
    let brief = &parsed.brief;
    let passages = brief.passages.iter();
    let warnings = parsed
        .warnings
        .iter()
        .chain(&parsed.remarks);
    let outline = JsonOutline {
        brief: JsonBrief::new(brief),
        passages: passages
            .map(|passage| JsonPassage::new(passage, brief))
            .collect(),
        warnings: warnings
            .map(
                |Warning { line, message }| JsonWarning {
                    line: *line,
                    message,
                },
            )
            .collect(),
    };
    line(&outline, out)
}

impl<'a> JsonBrief<'a> {
    fn new(brief: &'a Brief) -> Self {
        Self {
            source: &brief.source,
            issue: brief.issue.as_deref(),
            title: &brief.title,
            date: brief
                .date
                .map(|day| day.to_string()),
            series: brief.series.as_deref(),
            authors: &brief.authors,
            url: brief.url.as_deref(),
            publisher: brief.publisher.as_deref(),
            topics: &brief.topics,
            sections: &brief.sections,
        }
    }
}

impl<'a> JsonPassage<'a> {
    fn new(passage: &'a Passage, brief: &'a Brief) -> Self {
        let section = passage.section;
        Self {
            id: format!(
                "{}#{}",
                stem(&brief.source),
                passage.ordinal
            ),
            lang: passage.lang,
            kind: passage.kind,
            section: section.map(|index| &brief.sections[index]),
            sub_heading: passage.sub_heading.as_deref(),
            topics: &passage.topics,
            line: passage.line,
            bytes: [passage.span.start, passage.span.end],
            text: &passage.text,
            links: &passage.links,
        }
    }
}
