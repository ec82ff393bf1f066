//! The outline of a brief: its metadata, a line for each passage, and the problems in it.

use std::io::{self, Write};

use super::label::numbered;
use super::style::{DIM, PATH};
use super::{Style, fit, safe};
use crate::formats::Parsed;
use crate::model::{Brief, Passage, Section, Warning};

/// Minimum width of a passage's text, in columns, however narrow the page is.
const MIN_COLUMNS: usize = 24;
/// Maximum length of a passage's text, in characters: more than any line has room for.
const MAX_TEXT: usize = 200;
/// Separates the section from the topics.
const SEPARATOR: &str = " › ";

/// Writes how a brief was parsed: its metadata; then of each passage the line, kind, language and
/// first words, below its section and topics; then the problems.
///
/// # Errors
/// Returns an error if `out` cannot be written to.
pub fn brief(parsed: &Parsed, style: Style, out: &mut impl Write) -> io::Result<()> {
    let brief = &parsed.brief;
    metadata(brief, out)?;
    // The topics of the whole brief have a line of their own already.
    let mut before = brief.topics.join("; ");
    for p in &brief.passages {
        let labels = labels(p, &brief.sections);
        if labels != before {
            let shown = fit(&labels, style.columns);
            writeln!(
                out,
                "{}",
                style.paint(PATH, &safe(&shown))
            )?;
            before = labels;
        }
        passage(p, style, out)?;
    }
    for w in parsed
        .warnings
        .iter()
        .chain(&parsed.remarks)
    {
        warning(w, out)?;
    }
    Ok(())
}

fn metadata(brief: &Brief, out: &mut impl Write) -> io::Result<()> {
    let date = brief
        .date
        .map(|day| day.to_string());
    let topics = brief.topics.join("; ");
    writeln!(out, "{}", safe(&brief.source))?;
    field("title", Some(&brief.title), out)?;
    field("issue", brief.issue.as_deref(), out)?;
    field("date", date.as_deref(), out)?;
    field("series", brief.series.as_deref(), out)?;
    if topics.is_empty() {
        return field("topics", None, out);
    }
    field("topics", Some(&topics), out)
}

fn field(name: &str, value: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    let value = safe(value.unwrap_or("-"));
    writeln!(out, "  {name:6}  {value}")
}

fn passage(passage: &Passage, style: Style, out: &mut impl Write) -> io::Result<()> {
    let Passage {
        line, kind, lang, ..
    } = passage;
    let kind = kind.as_str();
    let lang = lang.as_str();
    let head = format!("{line:>5} {kind:7} {lang:5}  ");
    let columns = style
        .columns
        .saturating_sub(head.len());
    let columns = columns.max(MIN_COLUMNS);
    let text = safe(start(&passage.text));
    let head = style.paint(DIM, &head);
    writeln!(out, "{head}{}", fit(&text, columns))
}

fn warning(warning: &Warning, out: &mut impl Write) -> io::Result<()> {
    let Warning { line, message } = warning;
    writeln!(
        out,
        "  warning, line {line}: {}",
        safe(message)
    )
}

/// Returns the section of a passage, and its topics unless the section's title says them.
fn labels(passage: &Passage, sections: &[Section]) -> String {
    let mut labels = Vec::new();
    if let Some(index) = passage.section {
        labels.push(numbered(&sections[index]));
    }
    let topics = other_topics(passage, labels.first());
    if !topics.is_empty() {
        labels.push(topics.join("; "));
    }
    labels.join(SEPARATOR)
}

/// Returns a passage's topics, without those that the title of its section ends with.
fn other_topics<'a>(passage: &'a Passage, section: Option<&String>) -> Vec<&'a str> {
    let topics = passage
        .topics
        .iter()
        .map(String::as_str);
    let Some(section) = section else {
        return topics.collect();
    };
    let section = section.to_lowercase();
    let is_other = |topic: &&str| !section.ends_with(&topic.to_lowercase());
    topics.filter(is_other).collect()
}

/// Returns the start of a passage's text.
fn start(text: &str) -> &str {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}
