//! The outline of a brief: its metadata, then a line for each passage.

use std::io::{self, Write};

use super::{Style, fit, safe};
use crate::formats::Parsed;
use crate::model::Passage;

/// Least columns for the start of a passage.
const LEAST_TEXT: usize = 24;

/// Writes how a brief is understood: what is known of it as a whole, then of each passage its line,
/// kind, language, section, topic, and how it begins; then what looked odd.
///
/// # Errors
/// Where `out` fails.
pub fn brief(parsed: &Parsed, style: Style, out: &mut impl Write) -> io::Result<()> {
    let brief = &parsed.brief;
    writeln!(out, "{}", safe(&brief.source))?;
    let date = brief.date.map(|day| day.to_string());
    let topics = Some(brief.topics.join("; ")).filter(|topics| !topics.is_empty());
    let title = Some(&brief.title);
    for (name, value) in [
        ("title", title),
        ("issue", brief.issue.as_ref()),
        ("date", date.as_ref()),
        ("series", brief.series.as_ref()),
        ("topics", topics.as_ref()),
    ] {
        writeln!(
            out,
            "  {name:6}  {}",
            value.map_or("-".into(), |value| safe(value))
        )?;
    }
    for passage in &brief.passages {
        let section = passage.section.map(|n| &brief.sections[n]);
        let number = section
            .and_then(|s| s.number.as_deref())
            .map(|n| format!("{n} "))
            .unwrap_or_default();
        let section = section.map(|s| format!("{number}{}", s.title));
        let path: Vec<String> = section
            .iter()
            .cloned()
            .chain(topics_below(passage, section.as_deref()))
            .collect();
        let head = format!(
            "{:>5} {:7} {:5}  ",
            passage.line,
            passage.kind.to_string(),
            passage.lang.to_string()
        );
        let rest = format!("{} | {}", path.join(" › "), start(&passage.text));
        writeln!(
            out,
            "{head}{}",
            fit(&safe(&rest), (style.columns - head.len()).max(LEAST_TEXT))
        )?;
    }
    for warning in &parsed.warnings {
        writeln!(
            out,
            "  warning, line {}: {}",
            warning.line,
            safe(&warning.message)
        )?;
    }
    Ok(())
}

/// A passage's topics, but for one that the section's title says already.
fn topics_below(passage: &Passage, section: Option<&str>) -> Option<String> {
    let said = |topic: &str| {
        section.is_some_and(|section| section.to_lowercase().ends_with(&topic.to_lowercase()))
    };
    let topics: Vec<&str> = passage
        .topics
        .iter()
        .map(String::as_str)
        .filter(|topic| !said(topic))
        .collect();
    (!topics.is_empty()).then(|| topics.join("; "))
}

/// As much of a passage as a line can hold, at most.
fn start(text: &str) -> &str {
    text.char_indices()
        .nth(200)
        .map_or(text, |(end, _)| &text[..end])
}
