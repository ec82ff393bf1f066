//! Markdown for notes: a heading for the query, one for each hit, its snippet as a quotation.
//!
//! **Nothing of a brief is markup.** All characters are escaped that could be in `CommonMark`,
//! GitHub's dialect or that of the usual note-taking programs (`$` and `==` among them).

use std::io::{self, Write};

use unicode_normalization::char::is_combining_mark;

use super::{
    Answer, Facet, count, facets, more, notes, only, parts, passages, path, place, safe, title,
};
use crate::search::{Group, Hit, Piece};

/// Writes `answer` as Markdown.
///
/// # Errors
/// Where `out` fails.
pub fn render(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "## {}\n\n{}",
        escaped(answer.query),
        count(answer).trim_end_matches(',')
    )?;
    for line in only(answer.request).iter().chain(&notes(answer.results)) {
        writeln!(out, "\n{}", escaped(line))?;
    }
    for (group, hits) in parts(answer.results) {
        if let Some(group) = group {
            brief(group, out)?;
        }
        let level = if group.is_some() { "####" } else { "###" };
        hits.iter().try_for_each(|hit| self::hit(hit, level, out))?;
        if let Some(more) = group.and_then(more) {
            writeln!(out, "\n{more}")?;
        }
    }
    answer
        .results
        .facets
        .iter()
        .flat_map(facets)
        .try_for_each(|facet| self::facet(&facet, out))
}

fn brief(group: &Group, out: &mut impl Write) -> io::Result<()> {
    let Group { brief, total, .. } = group;
    let date = brief
        .date
        .as_ref()
        .map(|date| format!(" · {}", escaped(date)))
        .unwrap_or_default();
    writeln!(
        out,
        "\n### {}\n\n{}{date} · {}",
        escaped(&title(brief)),
        escaped(&brief.source),
        passages(*total)
    )
}

fn hit(hit: &Hit, level: &str, out: &mut impl Write) -> io::Result<()> {
    let p = &hit.passage;
    let date = p
        .label
        .brief
        .date
        .as_ref()
        .map(|date| format!(" · {}", escaped(date)))
        .unwrap_or_default();
    writeln!(out, "\n{level} {}. {}", hit.rank, escaped(&path(p)))?;
    writeln!(
        out,
        "\n{} · {}{date}",
        code(&p.label.id),
        escaped(&place(p))
    )?;
    writeln!(out, "\n> {}", quotation(&hit.snippet))
}

fn facet(facet: &Facet<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "\n| {} | passages |\n| --- | ---: |",
        escaped(facet.name)
    )?;
    for (label, count) in &facet.labels {
        writeln!(out, "| {} | {count} |", escaped(label))?;
    }
    if facet.more > 0 {
        writeln!(out, "\nand {} more", facet.more)?;
    }
    Ok(())
}

/// A snippet with its matches bold; matches that touch are one.
fn quotation(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for run in pieces.chunk_by(|a, b| a.hit == b.hit) {
        let text: String = run.iter().map(|piece| piece.text.as_str()).collect();
        let at_start = out.is_empty();
        out += &if run[0].hit {
            bold(&safe(&text))
        } else {
            escape(&safe(&text), at_start)
        };
    }
    out.trim().to_owned()
}

/// Asterisks beside punctuation or a blank may not count, so a match that begins or ends with such
/// is bold by a tag.
fn bold(text: &str) -> String {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_combining_mark(c));
    let inside = escape(text, false);
    if letter(text.chars().next()) && letter(text.chars().next_back()) {
        format!("**{inside}**")
    } else {
        format!("<b>{inside}</b>")
    }
}

/// `text` as a code span, where nothing needs escaping but the backtick itself.
fn code(text: &str) -> String {
    let text = safe(text);
    if text.contains('`') || text.trim() != text || text.is_empty() {
        escaped(&text)
    } else {
        format!("`{text}`")
    }
}

/// `text` on one line, to stand where a line may begin.
fn escaped(text: &str) -> String {
    escape(safe(text).trim(), true)
}

/// `text` with a backslash before each character that could be markup where it stands.
fn escape(text: &str, line_start: bool) -> String {
    let text = if line_start { text.trim_start() } else { text };
    // `1.` and `1)` begin a list.
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let list_mark = (line_start && number.len() < text.len()).then(|| text.len() - number.len());
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '$' | '#' | '='
            | '^' | '@' | '{' | '}' | '%' | '!' => true,
            '+' | '-' => line_start && at == 0,
            '.' | ')' if list_mark == Some(at) => true,
            // An address would become a link.
            ':' => next.is_some_and(|c| c == '/' || c.is_alphabetic()),
            '.' => text[..at].ends_with("www") || text[..at].ends_with("WWW"),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
