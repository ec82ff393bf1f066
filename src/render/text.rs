//! Text for people: path, id, source and line, snippet.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style as Ansi};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Answer, Style, count, fit, more, notes, only, parts, path, place, safe, title};
use crate::analysis::grapheme;
use crate::index::StoredPassage;
use crate::search::{Counts, Group, Hit, Piece};

/// Lines that a snippet may take.
const SNIPPET_LINES: usize = 3;
/// Columns left free before a hit's lines.
const INDENT: usize = 4;

const HIT: Ansi = AnsiColor::Red.on_default().bold();
pub(super) const PATH: Ansi = Ansi::new().bold();
const ID: Ansi = AnsiColor::Green.on_default();
pub(super) const DIM: Ansi = Ansi::new().dimmed();

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
    header(answer, style, out)?;
    for (group, hits) in parts(answer.results) {
        if let Some(group) = group {
            brief(group, style, out)?;
        }
        hits.iter().try_for_each(|hit| self::hit(hit, style, out))?;
        if let Some(more) = group.and_then(more) {
            writeln!(
                out,
                "\n{:INDENT$}{}",
                "",
                Paint(style.color).with(DIM, &more)
            )?;
        }
    }
    match &answer.results.facets {
        Some(facets) => counts(facets, style, out),
        None => Ok(()),
    }
}

fn brief(group: &Group, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let Group { brief, total, .. } = group;
    let facts = [
        Some(brief.source.clone()),
        brief.date.clone(),
        Some(super::passages(*total)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    writeln!(
        out,
        "\n{}",
        paint.with(PATH, &fit(&safe(&title(brief)), style.columns))
    )?;
    writeln!(out, "{}", paint.with(DIM, &safe(&facts.join("  "))))
}

fn hit(hit: &Hit, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let p = &hit.passage;
    let rank = format!("{:>width$}", hit.rank, width = INDENT - 1);
    writeln!(
        out,
        "\n{} {}",
        paint.with(DIM, &rank),
        paint.with(PATH, &fit(&path(p), style.columns - INDENT))
    )?;
    writeln!(
        out,
        "{:INDENT$}{}  {}",
        "",
        paint.with(ID, &safe(&p.label.id)),
        paint.with(DIM, &place_and_date(p))
    )?;
    body(&hit.snippet, style, out)?;
    match &hit.why {
        Some(why) => wrapped(&safe(&super::why(hit, why)), INDENT, style, out),
        None => Ok(()),
    }
}

/// Writes `text` dimmed, on as many lines as it needs.
fn wrapped(text: &str, indent: usize, style: Style, out: &mut impl Write) -> io::Result<()> {
    for line in lines(text, style.columns - indent) {
        writeln!(
            out,
            "{:indent$}{}",
            "",
            Paint(style.color).with(DIM, &text[line])
        )?;
    }
    Ok(())
}

/// Writes passages in full; the one with the id `asked` is marked where there are others.
///
/// # Errors
/// Where `out` fails.
pub fn passages(
    passages: &[StoredPassage],
    asked: &str,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let facts =
        |p: &StoredPassage| format!("{}  {} {}", place_and_date(p), p.label.lang, p.label.kind);
    let marked = |p: &StoredPassage| passages.len() > 1 && p.label.id == asked;
    in_full(passages, facts, marked, style, out)
}

/// Writes passages under their paths, each with what `facts` says of it, and a mark beside those
/// that are `marked`.
pub(super) fn in_full(
    passages: &[StoredPassage],
    facts: impl Fn(&StoredPassage) -> String,
    marked: impl Fn(&StoredPassage) -> bool,
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let paint = Paint(style.color);
    let mut path_before = String::new();
    for p in passages {
        let path = path(p);
        if path != path_before {
            writeln!(out, "{}", paint.with(PATH, &fit(&path, style.columns)))?;
            path_before = path;
        }
        let mark = if marked(p) { " >  " } else { "    " };
        writeln!(
            out,
            "{mark}{}  {}",
            paint.with(ID, &safe(&p.label.id)),
            paint.with(DIM, &facts(p))
        )?;
        body(
            &[Piece {
                text: p.text.clone(),
                hit: false,
            }],
            style,
            out,
        )?;
        writeln!(out)?;
    }
    Ok(())
}

/// Where a passage stands, and its brief's date.
fn place_and_date(p: &StoredPassage) -> String {
    let date = p
        .label
        .brief
        .date
        .as_deref()
        .map(|d| format!("  {}", safe(d)))
        .unwrap_or_default();
    place(p) + &date
}

fn header(answer: &Answer<'_>, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let time = format!("{:.1} ms", answer.results.took.as_secs_f64() * 1000.0);
    let query = safe(answer.query);
    writeln!(
        out,
        "{} for {}  {}",
        paint.with(PATH, &count(answer)),
        query,
        paint.with(DIM, &time)
    )?;
    if let Some(only) = only(answer.request) {
        writeln!(out, "{}", paint.with(DIM, &safe(&only)))?;
    }
    for line in notes(answer.results) {
        wrapped(&safe(&line), 0, style, out)?;
    }
    Ok(())
}

fn body(pieces: &[Piece], style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let (text, hits) = joined(pieces, style.color);
    for line in lines(&text, style.columns - INDENT) {
        write!(out, "{:INDENT$}", "")?;
        let mut at = line.start;
        for hit in hits
            .iter()
            .filter(|h| h.start < line.end && h.end > line.start)
        {
            let (start, end) = (hit.start.max(line.start), hit.end.min(line.end));
            write!(
                out,
                "{}{}",
                &text[at..start],
                paint.with(HIT, &text[start..end])
            )?;
            at = end;
        }
        writeln!(out, "{}", &text[at..line.end])?;
    }
    Ok(())
}

/// One text of all pieces, with the ranges of the matches; without colour, marks stand around
/// these.
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
    let (mut line, mut width) = (0..0, 0);
    for (to, _) in unicode_linebreak::linebreaks(text) {
        let word = &text[line.end..to];
        let bare = grapheme::width(word.trim_end());
        if bare > 0 && width + bare > columns && !line.is_empty() {
            out.push(line.clone());
            (line, width) = (line.end..line.end, 0);
        }
        if bare > columns {
            line.start = cut_long(text, line.end..to, columns, &mut out);
            width = grapheme::width(&text[line.start..to]);
        } else {
            width += grapheme::width(word);
        }
        line.end = to;
    }
    out.push(line);
    out.iter()
        .map(|l| l.start..l.start + text[l.clone()].trim_end().len())
        .filter(|l| !l.is_empty())
        .collect()
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

/// Counts with bars, the longest as wide as a quarter of the page. The bars come last: some
/// terminals draw their characters twice as wide.
fn counts(facets: &Counts, style: Style, out: &mut impl Write) -> io::Result<()> {
    let paint = Paint(style.color);
    let bar_columns = (style.columns / 4).min(20);
    for facet in super::facets(facets) {
        let most = facet
            .labels
            .iter()
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(1);
        let digits = most.to_string().len();
        let room = style.columns - INDENT - digits - bar_columns - 4;
        let labels: Vec<_> = facet
            .labels
            .iter()
            .map(|(label, _)| fit(&safe(label), room).into_owned())
            .collect();
        let widest = labels.iter().map(|label| label.width()).max().unwrap_or(0);
        writeln!(out, "\n{}", paint.with(PATH, facet.name))?;
        for (label, (_, count)) in labels.iter().zip(&facet.labels) {
            let blank = widest - label.width();
            let bar = bar(*count, most, bar_columns);
            writeln!(
                out,
                "{:INDENT$}{label}{:blank$}  {count:>digits$}  {}",
                "",
                "",
                paint.with(DIM, &bar)
            )?;
        }
        if facet.more > 0 {
            writeln!(
                out,
                "{:INDENT$}{}",
                "",
                paint.with(DIM, &format!("and {} more", facet.more))
            )?;
        }
    }
    Ok(())
}

/// A bar of eighths of a column, never empty.
fn bar(count: usize, most: usize, columns: usize) -> String {
    let eighths = (count * columns * 8).div_ceil(most);
    let last = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + last
}

/// Colours, where they are wanted.
pub(super) struct Paint(pub(super) bool);

impl Paint {
    pub(super) fn with(&self, ansi: Ansi, text: &str) -> String {
        if self.0 && !text.is_empty() {
            format!("{ansi}{text}{ansi:#}")
        } else {
            text.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_begins_with_the_blanks_at_which_it_was_broken() {
        let broken = |text: &str, columns| -> Vec<String> {
            lines(text, columns)
                .into_iter()
                .map(|line| text[line].to_owned())
                .collect()
        };
        assert_eq!(broken("abc \u{3000}d", 3), ["abc", "d"]);
        assert_eq!(
            broken("统战工作 很重要。 \u{3000}\u{3000}统战", 8),
            ["统战工作", "很重要。", "统战"]
        );
        assert_eq!(
            broken("a unquestionable b", 6),
            ["a", "unques", "tionab", "le b"]
        );
    }
}
