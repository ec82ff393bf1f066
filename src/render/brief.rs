//! A whole brief for people: its title, what is known of it, its outline, its passages.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::text::{DIM, PATH, Paint, in_full};
use super::{Style, fit, label, numbered, passages, safe};
use crate::index::{BriefRecord, StoredPassage};

/// Writes the brief that `record` lists and that consists of `passages`.
///
/// # Errors
/// Where `out` fails.
pub fn render(
    record: &BriefRecord,
    passages: &[StoredPassage],
    style: Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let paint = Paint(style.color);
    writeln!(out, "{}", paint.with(PATH, &safe(&record.label.title)))?;
    writeln!(out, "{}", paint.with(DIM, &safe(&facts(record))))?;
    let outline = outline(passages);
    if !outline.is_empty() {
        writeln!(out)?;
    }
    let widest = outline
        .iter()
        .map(|entry| entry.range().width())
        .max()
        .unwrap_or(0);
    for entry in &outline {
        let range = entry.range();
        let line = format!(
            "{:depth$}{}",
            "",
            safe(&entry.title),
            depth = entry.depth * 2
        );
        let blank = widest - range.width();
        let line = fit(&line, style.columns - widest - 2).into_owned();
        writeln!(out, "{}{:blank$}  {line}", paint.with(DIM, &range), "")?;
    }
    writeln!(out)?;
    in_full(
        passages,
        |p| format!("line {}  {} {}", p.label.line, p.label.lang, p.label.kind),
        |_| false,
        style,
        out,
    )
}

fn facts(record: &BriefRecord) -> String {
    let BriefRecord {
        label: brief,
        series,
        ..
    } = record;
    let issue = brief.issue.is_some().then(|| label(brief));
    let facts = [
        Some(brief.source.clone()),
        issue,
        brief.date.clone(),
        series.clone(),
        Some(passages(record.passages)),
    ];
    facts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// A line of the outline.
struct Entry<'a> {
    title: String,
    /// 0 for a section, 1 for a sub-heading.
    depth: usize,
    /// Ordinals of its first and its last passage.
    first: &'a str,
    last: &'a str,
}

impl Entry<'_> {
    fn range(&self) -> String {
        if self.first == self.last {
            format!("#{}", self.first)
        } else {
            format!("#{}–{}", self.first, self.last)
        }
    }
}

fn outline(passages: &[StoredPassage]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for part in passages.chunk_by(|a, b| a.label.section == b.label.section) {
        if let Some(section) = &part[0].label.section {
            entries.push(entry(part, numbered(section), 0));
        }
        for below in part.chunk_by(|a, b| a.sub_heading == b.sub_heading) {
            if let Some(title) = &below[0].sub_heading {
                entries.push(entry(below, title.clone(), 1));
            }
        }
    }
    entries
}

fn entry(part: &[StoredPassage], title: String, depth: usize) -> Entry<'_> {
    Entry {
        title,
        depth,
        first: ordinal(&part[0]),
        last: ordinal(&part[part.len() - 1]),
    }
}

/// A passage's number in its brief, as its id has it.
fn ordinal(p: &StoredPassage) -> &str {
    p.label
        .id
        .rsplit_once('#')
        .map_or("", |(_, ordinal)| ordinal)
}
