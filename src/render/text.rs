//! Text for people: path, id, source and line, snippet.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style as Ansi};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Answer, Style, fit, safe};
use crate::index::{BriefLabel, StoredPassage};
use crate::search::{Counts, Piece};

/// Lines that a snippet may take.
const SNIPPET_LINES: usize = 3;
/// Columns left free before a hit's lines.
const INDENT: usize = 4;
/// Labels of a facet that are printed.
const FACET_LABELS: usize = 8;

const HIT: Ansi = AnsiColor::Red.on_default().bold();
const PATH: Ansi = Ansi::new().bold();
const ID: Ansi = AnsiColor::Green.on_default();
const DIM: Ansi = Ansi::new().dimmed();

/// Width of the snippets that fit `style`, in display columns.
#[must_use]
pub fn snippet_columns(style: Style) -> usize {
    // Lines don't break where they are full but at a word before that.
    (style.columns - INDENT) * SNIPPET_LINES - 12
}

/// Writes `answer` for people.
///
/// # Errors
/// Where `out` fails.
pub fn render(answer: &Answer<'_>, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    header(answer, style, out)?;
    for hit in &answer.results.hits {
        let p = &hit.passage;
        let rank = format!("{:>width$}", hit.rank, width = INDENT - 1);
        writeln!(out, "\n{} {}", paint.with(DIM, &rank), paint.with(PATH, &fit(&path(p), style.columns - INDENT)))?;
        writeln!(out, "{:INDENT$}{}  {}", "", paint.with(ID, &safe(&p.id)), paint.with(DIM, &place(p)))?;
        body(&hit.snippet, style, out)?;
    }
    match &answer.results.facets {
        Some(facets) => counts(facets, style, out),
        None => Ok(()),
    }
}

/// Writes passages in full; the one with the id `asked` is marked where there are others.
///
/// # Errors
/// Where `out` fails.
pub fn passages(passages: &[StoredPassage], asked: &str, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let mut path_before = String::new();
    for p in passages {
        let path = path(p);
        if path != path_before {
            writeln!(out, "{}", paint.with(PATH, &fit(&path, style.columns)))?;
            path_before = path;
        }
        let mark = if passages.len() > 1 && p.id == asked { " >  " } else { "    " };
        let facts = format!("{}  {} {}", place(p), p.lang, p.kind);
        writeln!(out, "{mark}{}  {}", paint.with(ID, &safe(&p.id)), paint.with(DIM, &facts))?;
        body(&[Piece { text: p.text.clone(), hit: false }], style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// `#42 › 1 Party leadership › The Party leads all`
#[must_use]
pub fn path(p: &StoredPassage) -> String {
    let mut parts = vec![label(&p.brief)];
    match &p.section {
        Some(section) => {
            parts.push(section.number.iter().chain([&section.title]).cloned().collect::<Vec<_>>().join(" "));
        }
        None if p.brief.issue.is_some() => parts.push(p.brief.title.clone()),
        None => {}
    }
    parts.extend(p.sub_heading.clone());
    safe(&parts.join(" › ")).into_owned()
}

/// `#42`, or a brief's title where it has no number.
pub(super) fn label(brief: &BriefLabel) -> String {
    match &brief.issue {
        Some(issue) if issue.starts_with(|c: char| c.is_ascii_digit()) => format!("#{issue}"),
        Some(issue) => issue.clone(),
        None => brief.title.clone(),
    }
}

fn place(p: &StoredPassage) -> String {
    let date = p.brief.date.as_deref().map(|d| format!("  {d}")).unwrap_or_default();
    safe(&format!("{}:{}{date}", p.brief.source, p.line)).into_owned()
}

fn header(answer: &Answer<'_>, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let results = answer.results;
    let noun = if results.total == 1 { "passage" } else { "passages" };
    let count = match results.hits.as_slice() {
        [first, .., last] if results.hits.len() < results.total => {
            format!("{}–{} of {} {noun}", first.rank, last.rank, results.total)
        }
        [only] if results.total > 1 => format!("{} of {} {noun}", only.rank, results.total),
        _ if results.total == 0 => format!("no {noun}"),
        [] if answer.request.offset > 0 && answer.request.limit != Some(0) => {
            format!("{} {noun}, none from {} on,", results.total, answer.request.offset + 1)
        }
        _ => format!("{} {noun}", results.total),
    };
    let time = format!("{:.1} ms", results.took.as_secs_f64() * 1000.0);
    let query = safe(answer.query);
    writeln!(out, "{} for {}  {}", paint.with(PATH, &count), query, paint.with(DIM, &time))?;
    if !answer.request.filters.is_empty() {
        let filters: Vec<String> = answer.request.filters.iter().map(ToString::to_string).collect();
        writeln!(out, "{}", paint.with(DIM, &safe(&format!("only {}", filters.join(", ")))))?;
    }
    match results.nowhere.as_slice() {
        [] if results.total == 0 => writeln!(out, "no passage has all that is asked for"),
        [] => Ok(()),
        nowhere => writeln!(out, "in no passage at all: {}", safe(&nowhere.join(", "))),
    }
}

fn body(pieces: &[Piece], style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let (text, hits) = joined(pieces, style.color);
    for line in lines(&text, style.columns - INDENT) {
        write!(out, "{:INDENT$}", "")?;
        let mut at = line.start;
        for hit in hits.iter().filter(|h| h.start < line.end && h.end > line.start) {
            let (start, end) = (hit.start.max(line.start), hit.end.min(line.end));
            write!(out, "{}{}", &text[at..start], paint.with(HIT, &text[start..end]))?;
            at = end;
        }
        writeln!(out, "{}", &text[at..line.end])?;
    }
    Ok(())
}

/// One text of all pieces, with the ranges of the matches; without colour, marks stand around these.
fn joined(pieces: &[Piece], color: bool) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut hits = Vec::new();
    for piece in pieces {
        let start = text.len();
        let marked = piece.hit && !color;
        text.push_str(if marked { "«" } else { "" });
        text.push_str(&safe(&piece.text));
        text.push_str(if marked { "»" } else { "" });
        if piece.hit {
            hits.push(start..text.len());
        }
    }
    (text, hits)
}

/// Breaks `text` into lines of at most `columns`, where UAX #14 allows; a longer word is cut.
fn lines(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut line = 0..0;
    for (to, _) in unicode_linebreak::linebreaks(text) {
        if text[line.start..to].trim_end().width() > columns && line.end > line.start {
            out.push(line.clone());
            line = line.end..line.end;
        }
        if text[line.start..to].trim_end().width() > columns {
            line.start = cut_long(text, line.start..to, columns, &mut out);
        }
        line.end = to;
    }
    out.push(line);
    out.iter().map(|l| l.start..l.start + text[l.clone()].trim_end().len()).filter(|l| !l.is_empty()).collect()
}

/// Cuts a word that is longer than a line into full lines. Returns where the rest of it starts.
fn cut_long(text: &str, word: Range<usize>, columns: usize, out: &mut Vec<Range<usize>>) -> usize {
    let (mut start, mut width) = (word.start, 0);
    for (at, grapheme) in text[word.clone()].grapheme_indices(true) {
        let at = word.start + at;
        width += grapheme.width();
        if width > columns && at > start {
            out.push(start..at);
            (start, width) = (at, grapheme.width());
        }
    }
    start
}

fn counts(facets: &Counts, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    for (field, labels) in facets {
        writeln!(out, "\n{}", paint.with(PATH, field))?;
        let mut sorted: Vec<_> = labels.iter().collect();
        sorted.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        for (label, count) in sorted.iter().take(FACET_LABELS) {
            writeln!(out, "{count:>7}  {}", fit(&safe(label), style.columns - 9))?;
        }
        if let Some(more) = sorted.len().checked_sub(FACET_LABELS).filter(|&more| more > 0) {
            writeln!(out, "{:>7}  {}", "", paint.with(DIM, &format!("and {more} more")))?;
        }
    }
    Ok(())
}

/// Colours, where they are wanted.
struct Paint(bool);

impl Paint {
    fn with(&self, ansi: Ansi, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("{ansi}{text}{ansi:#}") } else { text.to_owned() }
    }
}
