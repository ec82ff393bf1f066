//! Markdown for notes: a heading for the query, one for each hit, its snippet as a quotation.
//!
//! **Nothing of a brief is markup.** All characters are escaped that could be markup in
//! `CommonMark`, in GitHub's dialect or in that of the usual note-taking programs (`$` and `==`
//! among them).

use std::io::{self, Write};

use unicode_normalization::char::is_combining_mark;

use super::answer::more;
use super::facet::{Facet, facets};
use super::label::{path, place, title};
use super::notes::notes;
use super::summary::{count, filters, past_the_end};
use super::{Answer, Piece, plural, safe, snippet};
use crate::model::BriefLabel;
use crate::search::{Group, Hit};

/// Writes `answer` as Markdown.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub fn render(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let count = count(answer);
    let past_the_end = past_the_end(answer);
    writeln!(out, "## {}", escaped(answer.query))?;
    writeln!(out, "\n{count}{past_the_end}")?;
    for line in filters(answer.request)
        .iter()
        .chain(&notes(answer.results))
    {
        writeln!(out, "\n{}", escaped(line))?;
    }
    for part in answer.parts() {
        if let Some(group) = part.group {
            brief(group, out)?;
        }
        let level = if part.group.is_some() {
            "####"
        } else {
            "###"
        };
        for found in part.hits {
            hit(found, level, answer.request.full, out)?;
        }
        if let Some(more) = part.group.and_then(more) {
            writeln!(out, "\n{more}")?;
        }
    }
    if let Some(counts) = &answer.results.facets {
        for facet in facets(counts) {
            table(&facet, out)?;
        }
    }
    Ok(())
}

fn brief(group: &Group, out: &mut dyn Write) -> io::Result<()> {
    let title = escaped(&title(&group.brief));
    let source = escaped(&group.brief.source);
    let date = date(&group.brief);
    let passages = plural(group.total, "passage");
    writeln!(
        out,
        "\n### {title}\n\n{source}{date} · {passages}"
    )
}

fn hit(hit: &Hit, level: &str, full: bool, out: &mut dyn Write) -> io::Result<()> {
    let passage = &hit.passage;
    let rank = hit.rank;
    let path = escaped(&path(passage));
    let id = code(&passage.label.id);
    let place = escaped(&place(passage));
    let date = date(&passage.label.brief);
    let quotation = quotation(&snippet::of_hit(hit, full));
    writeln!(out, "\n{level} {rank}. {path}")?;
    writeln!(out, "\n{id} · {place}{date}")?;
    writeln!(out, "\n> {quotation}")
}

fn table(facet: &Facet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = escaped(facet.name);
    writeln!(
        out,
        "\n| {name} | passages |\n| --- | ---: |"
    )?;
    for label in &facet.labels {
        writeln!(
            out,
            "| {} | {} |",
            escaped(label.text),
            label.count
        )?;
    }
    if facet.more > 0 {
        writeln!(out, "\nand {} more", facet.more)?;
    }
    Ok(())
}

/// Returns the date of a brief with the dot before it, or nothing.
pub(super) fn date(brief: &BriefLabel) -> String {
    match &brief.date {
        Some(date) => format!(" · {}", escaped(date)),
        None => String::new(),
    }
}

/// Returns a snippet with its matches in bold. Matches that touch become one.
pub(super) fn quotation(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for run in pieces.chunk_by(|a, b| a.hit == b.hit) {
        let text: String = run
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        let text = safe(&text);
        let at_start = out.is_empty();
        out += &if run[0].hit {
            bold(&text)
        } else {
            escape(&text, at_start)
        };
    }
    out.trim().to_owned()
}

/// Returns `text` in bold. Asterisks beside punctuation or a space may not count as markup, so a
/// text that starts or ends with these is in a tag.
fn bold(text: &str) -> String {
    let inside = escape(text, false);
    let is_letter = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    if text.starts_with(is_letter) && text.ends_with(is_letter) {
        format!("**{inside}**")
    } else {
        format!("<b>{inside}</b>")
    }
}

/// Returns `text` as a code span, in which only the backtick itself would need escaping.
pub(super) fn code(text: &str) -> String {
    let text = safe(text);
    if text.contains('`') || text.trim() != text || text.is_empty() {
        escaped(&text)
    } else {
        format!("`{text}`")
    }
}

/// Returns `text` on one line, escaped for the start of a line.
pub(super) fn escaped(text: &str) -> String {
    escape(safe(text).trim(), true)
}

/// Returns `text` with a backslash before each character that could be markup in its place.
fn escape(text: &str, line_start: bool) -> String {
    let text = if line_start {
        text.trim_start()
    } else {
        text
    };
    let list_mark = if line_start {
        list_mark(text)
    } else {
        None
    };
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let starts_item = matches!(c, '+' | '-') && line_start && at == 0;
        let is_list_mark = list_mark == Some(at) && matches!(c, '.' | ')');
        if starts_item || is_list_mark || is_markup(c) || starts_link(text, at, c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns the byte after the number at the start of `text`: `1.` and `1)` start a list.
fn list_mark(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (digits > 0).then_some(digits)
}

/// Whether `c` can be markup anywhere.
fn is_markup(c: char) -> bool {
    r"\`*_[]<>&~|$#=^@{}%!".contains(c)
}

/// Whether the character `c` at byte `at` would make a link of an address.
fn starts_link(text: &str, at: usize, c: char) -> bool {
    match c {
        ':' => text[at + 1..].starts_with(|next: char| next == '/' || next.is_alphabetic()),
        '.' => text[..at].ends_with("www") || text[..at].ends_with("WWW"),
        _ => false,
    }
}
