//! Text for people: path, id, source and line, snippet.

use std::io::{self, Write};
use std::ops::Range;

use super::answer::more;
use super::counts::counts_of_facets;
use super::explanation::explanation;
use super::indent::{INDENT, dimmed, indented};
use super::label::{self, path_within, place, title, twins, way};
use super::notes::notes;
use super::path;
use super::shown::Shown;
use super::snippet::{of_link, snippet};
use super::style::{DIM, HIT, ID, PATH};
use super::summary::{count, filters, past_the_end};
use super::wrap::lines;
use super::{Answer, Piece, Style, fit, plural, safe};
use crate::index::StoredPassage;
use crate::search::{Group, Hit};

/// Maximum number of lines of a snippet.
const SNIPPET_LINES: usize = 3;
/// Lines break before they are full. This many columns of a snippet's lines stay unused.
const UNUSED_COLUMNS: usize = 12;

/// Writes `answer` for people.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render(answer: &Answer<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    header(answer, style, out)?;
    for part in answer.parts() {
        if let Some(group) = part.group {
            brief(group, style, out)?;
        }
        for found in part.hits {
            hit(found, answer, style, out)?;
        }
        if let Some(more) = part.group.and_then(more) {
            writeln!(out)?;
            indented(&style.paint(DIM, &more), out)?;
        }
    }
    match &answer.results.facets {
        Some(counts) => counts_of_facets(counts, style, out),
        None => Ok(()),
    }
}

fn header(answer: &Answer<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let time = format!(
        "{:.1} ms",
        answer.results.took.as_secs_f64() * 1000.0
    );
    let count = style.paint(PATH, &count(answer));
    let query = safe(answer.query);
    let past_the_end = past_the_end(answer);
    let time = style.paint(DIM, &time);
    writeln!(
        out,
        "{count} for {query}{past_the_end}  {time}"
    )?;
    if let Some(filters) = filters(answer.request) {
        writeln!(
            out,
            "{}",
            style.paint(DIM, &safe(&filters))
        )?;
    }
    for note in notes(answer.results) {
        dimmed(&safe(&note), 0, style, out)?;
    }
    Ok(())
}

fn brief(group: &Group, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let brief = &group.brief;
    let title = title(brief);
    let title = fit(&safe(&title), style.columns).into_owned();
    let mut facts = vec![brief.source.clone()];
    facts.extend(brief.date.clone());
    facts.push(plural(group.total, "passage"));
    writeln!(out, "\n{}", style.paint(PATH, &title))?;
    writeln!(
        out,
        "{}",
        style.paint(DIM, &safe(&facts.join("  ")))
    )
}

fn hit(hit: &Hit, answer: &Answer<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let passage = &hit.passage;
    let is_grouped = answer.request.group.is_some();
    let columns = style.columns - INDENT;
    let path = path::marked(hit, is_grouped, columns, style);
    let rank = format!(
        "{:>width$}",
        hit.rank,
        width = INDENT - 1
    );
    let rank = style.paint(DIM, &rank);
    writeln!(out, "\n{rank} {path}")?;
    let id = id(passage, style);
    let link = answer
        .files
        .and_then(|files| files.link(&passage.label, &id));
    let place = if is_grouped {
        format!("line {}", passage.label.line)
    } else {
        place_and_date(passage)
    };
    let place = style.paint(DIM, &place);
    writeln!(
        out,
        "    {}  {place}",
        link.unwrap_or(id)
    )?;
    if let Some(via) = &hit.via {
        dimmed(&safe(&way(via)), INDENT, style, out)?;
    }
    let columns = if answer.request.full {
        usize::MAX
    } else {
        snippet_columns(style)
    };
    let snippet = snippet(&passage.text, &hit.spans, columns);
    body(&snippet, style, out)?;
    let link = of_link(hit, snippet_columns(style));
    body(&link, style, out)?;
    for twin in &hit.twins {
        translation(hit, twin, style, out)?;
    }
    match &hit.explanation {
        Some(why) => dimmed(
            &safe(&explanation(hit, why)),
            INDENT,
            style,
            out,
        ),
        None => Ok(()),
    }
}

/// Writes the start of a passage that translates a hit or that the hit translates.
fn translation(
    hit: &Hit,
    twin: &StoredPassage,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ordinal = label::ordinal(twin);
    let mut twins = hit.passage.twins.iter();
    let is_probable = twins.any(|twin| twin.probable && twin.ordinal.to_string() == ordinal);
    let probably = if is_probable {
        "probably "
    } else {
        ""
    };
    let text = fit(
        &safe(&twin.text),
        snippet_columns(style),
    )
    .into_owned();
    let line = format!("= {probably}#{ordinal} {text}");
    dimmed(&line, INDENT, style, out)
}

/// Returns the width of the snippets that fit `style`, in display columns.
fn snippet_columns(style: Style) -> usize {
    (style.usual_columns() - INDENT) * SNIPPET_LINES - UNUSED_COLUMNS
}

/// Writes whole passages. If there are several, the one that was asked for has a mark.
pub(super) fn passages(shown: &Shown<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut path_before = String::new();
    for passage in shown.passages {
        path_if_new(passage, &mut path_before, style, out)?;
        let is_marked = shown.passages.len() > 1 && passage.label.id == shown.asked;
        let mark = if is_marked {
            " >  "
        } else {
            "    "
        };
        let label = &passage.label;
        let place = place_and_date(passage);
        let mut facts = format!("{place}  {} {}", label.lang, label.kind);
        push_twins(&mut facts, passage);
        id_line(mark, passage, &facts, style, out)?;
        body(&shown.pieces(passage), style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes all passages of a brief.
pub(super) fn passages_of_brief(
    shown: &Shown<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut path_before = String::new();
    for passage in shown.passages {
        path_if_new(passage, &mut path_before, style, out)?;
        let label = &passage.label;
        let mut facts = format!(
            "line {}  {} {}",
            label.line, label.lang, label.kind
        );
        push_twins(&mut facts, passage);
        id_line("    ", passage, &facts, style, out)?;
        body(&shown.pieces(passage), style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Adds the twins of `passage` to the facts about it.
fn push_twins(facts: &mut String, passage: &StoredPassage) {
    if let Some(twins) = twins(passage) {
        *facts += "  ";
        *facts += &twins;
    }
}

/// Writes the path of `passage` unless it is that of the passage before.
fn path_if_new(
    passage: &StoredPassage,
    path_before: &mut String,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let path = label::path(passage);
    if path == *path_before {
        return Ok(());
    }
    writeln!(
        out,
        "{}",
        style.paint(
            PATH,
            &path_within(passage, style.columns)
        )
    )?;
    *path_before = path;
    Ok(())
}

fn id_line(
    mark: &str,
    passage: &StoredPassage,
    facts: &str,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let id = id(passage, style);
    writeln!(
        out,
        "{mark}{id}  {}",
        style.paint(DIM, facts)
    )
}

fn id(passage: &StoredPassage, style: Style) -> String {
    style.paint(ID, &safe(&passage.label.id))
}

/// Returns the source and line of a passage, and the date of its brief.
fn place_and_date(passage: &StoredPassage) -> String {
    let place = place(passage);
    match &passage.label.brief.date {
        Some(date) => format!("{place}  {}", safe(date)),
        None => place,
    }
}

/// Writes the pieces of a snippet or passage with their matches highlighted.
fn body(pieces: &[Piece], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Body { text, hits } = Body::new(pieces, style);
    for line in lines(&text, style.columns - INDENT) {
        let mut painted = String::new();
        let mut at = line.start;
        for hit in &hits {
            if hit.start >= line.end || hit.end <= line.start {
                continue;
            }
            let start = hit.start.max(line.start);
            let end = hit.end.min(line.end);
            painted += &text[at..start];
            painted += &style.paint(HIT, &text[start..end]);
            at = end;
        }
        painted += &text[at..line.end];
        indented(&painted, out)?;
    }
    Ok(())
}

/// The pieces of a snippet as one text.
struct Body {
    text: String,
    /// The matches, in bytes; with the marks around them if there are no colours.
    hits: Vec<Range<usize>>,
}

impl Body {
    fn new(pieces: &[Piece], style: Style) -> Self {
        let mut text = String::new();
        let mut hits = Vec::new();
        for piece in pieces {
            let piece_text = safe(&piece.text);
            let start = text.len();
            if !piece.hit {
                text += &piece_text;
                continue;
            }
            text += if style.color {
                ""
            } else {
                "«"
            };
            text += &piece_text;
            text += if style.color {
                ""
            } else {
                "»"
            };
            hits.push(start..text.len());
        }
        Self { text, hits }
    }
}
