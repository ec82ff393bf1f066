//! A whole brief for people: its title, facts and outline, and its passages.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::label::{issue_or_title, numbered, ordinal};
use super::shown::Shown;
use super::style::{DIM, PATH};
use super::text::passages_of_brief;
use super::{Style, fit, plural, safe};
use crate::index::{BriefRecord, StoredPassage};

/// Number of columns by which a sub-heading is indented.
const INDENT: usize = 2;

/// Writes the brief with this `record`, all of which is `shown`.
///
/// # Errors
/// Returns an error if `out` cannot be written.
pub(super) fn render(
    record: &BriefRecord,
    shown: &Shown<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = style.paint(PATH, &safe(&record.label.title));
    let facts = style.paint(DIM, &safe(&facts(record)));
    writeln!(out, "{title}\n{facts}")?;
    let outline = outline(shown.passages);
    if !outline.is_empty() {
        writeln!(out)?;
    }
    write_outline(&outline, style, out)?;
    writeln!(out)?;
    passages_of_brief(shown, style, out)
}

fn write_outline(
    outline: &[OutlineEntry<'_>],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let widths = outline
        .iter()
        .map(|entry| entry.range().width());
    let widest = widths.max().unwrap_or(0);
    for entry in outline {
        let range = entry.range();
        let padding = " ".repeat(widest - range.width());
        let indent = " ".repeat(entry.depth * INDENT);
        let line = format!("{indent}{}", safe(&entry.title));
        let line = fit(&line, style.columns - widest - 2);
        let range = style.paint(DIM, &range);
        writeln!(out, "{range}{padding}  {line}")?;
    }
    Ok(())
}

fn facts(record: &BriefRecord) -> String {
    let brief = &record.label;
    let mut facts = vec![brief.source.clone()];
    if brief.issue.is_some() {
        facts.push(issue_or_title(brief));
    }
    facts.extend(brief.date.clone());
    facts.extend(record.label.series.clone());
    facts.push(plural(record.passages, "passage"));
    facts.join("  ")
}

/// A line of the outline.
struct OutlineEntry<'a> {
    title: String,
    /// 0 for a section, 1 for a sub-heading.
    depth: usize,
    /// Ordinal of its first passage.
    first: &'a str,
    /// Ordinal of its last passage.
    last: &'a str,
}

impl<'a> OutlineEntry<'a> {
    fn new(part: &'a [StoredPassage], title: String, depth: usize) -> Self {
        Self {
            title,
            depth,
            first: ordinal(&part[0]),
            last: ordinal(&part[part.len() - 1]),
        }
    }

    /// `#5–12`
    fn range(&self) -> String {
        if self.first == self.last {
            format!("#{}", self.first)
        } else {
            format!("#{}–{}", self.first, self.last)
        }
    }
}

fn outline(passages: &[StoredPassage]) -> Vec<OutlineEntry<'_>> {
    let mut entries = Vec::new();
    for part in passages.chunk_by(|a, b| a.label.section == b.label.section) {
        if let Some(section) = &part[0].label.section {
            entries.push(OutlineEntry::new(
                part,
                numbered(section),
                0,
            ));
        }
        for below in part.chunk_by(|a, b| a.sub_heading == b.sub_heading) {
            if let Some(title) = &below[0].sub_heading {
                entries.push(OutlineEntry::new(
                    below,
                    title.clone(),
                    1,
                ));
            }
        }
    }
    entries
}
