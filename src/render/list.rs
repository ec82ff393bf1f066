//! The contents of an index, as tables and as JSON.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::label::{issue_or_title, numbered};
use super::safe::shorten;
use super::{fit, safe};
use crate::index::{BriefLabel, BriefRecord};
use crate::model::Section;
use crate::search::is_topic;

/// Minimum number of columns of a cell that is cut.
const MIN_CELL: usize = 14;
/// Number of columns between two cells.
const GAP: usize = 2;

/// A list for people and for programs.
#[non_exhaustive]
pub struct Table {
    headings: &'static [&'static str],
    rows: Vec<Vec<String>>,
    /// The list as an array of objects.
    pub json: Value,
}

/// Returns the briefs, by date and source.
#[must_use]
pub fn issues(briefs: &[BriefRecord]) -> Table {
    let mut rows = Vec::new();
    let mut objects = Vec::new();
    for brief in by_date(briefs) {
        let BriefLabel {
            source,
            issue,
            title,
            date,
            series,
        } = brief.label.clone();
        let passages = brief.passages.to_string();
        rows.push(vec![
            issue.unwrap_or_default(),
            date.unwrap_or_default(),
            passages,
            source,
            title,
        ]);
        objects.push(json!({
            "brief": brief.label,
            "series": series,
            "passages": brief.passages,
            "bytes": brief.bytes,
        }));
    }
    Table {
        headings: &["ISSUE", "DATE", "PASSAGES", "SOURCE", "TITLE"],
        rows,
        json: objects.into(),
    }
}

fn by_date(briefs: &[BriefRecord]) -> Vec<&BriefRecord> {
    let mut briefs: Vec<_> = briefs.iter().collect();
    briefs.sort_by(|a, b| date_and_source(a).cmp(&date_and_source(b)));
    briefs
}

fn date_and_source(brief: &BriefRecord) -> (Option<&str>, &str) {
    (
        brief.label.date.as_deref(),
        &brief.label.source,
    )
}

/// Returns the sections, brief by brief.
#[must_use]
pub fn sections(briefs: &[BriefRecord]) -> Table {
    let mut rows = Vec::new();
    let mut objects = Vec::new();
    for brief in by_date(briefs) {
        for counted in &brief.sections {
            let section = &counted.section;
            rows.push(vec![
                issue_or_title(&brief.label),
                section
                    .number
                    .clone()
                    .unwrap_or_default(),
                counted.passages.to_string(),
                section.title.clone(),
            ]);
            objects.push(json!({
                "brief": brief.label,
                "section": section,
                "passages": counted.passages,
            }));
        }
    }
    Table {
        headings: &["BRIEF", "NUMBER", "PASSAGES", "SECTION"],
        rows,
        json: objects.into(),
    }
}

/// Returns the topics with the sections that treat them, those with the most passages first.
#[must_use]
pub fn topics(briefs: &[BriefRecord]) -> Table {
    let mut rows = Vec::new();
    let mut objects = Vec::new();
    for topic in all_topics(briefs) {
        let passages = topic.passages();
        let sections: Vec<String> = topic
            .places
            .iter()
            .filter_map(Place::path)
            .collect();
        let places: Vec<Value> = topic
            .places
            .iter()
            .map(Place::json)
            .collect();
        rows.push(vec![
            topic.title.to_owned(),
            passages.to_string(),
            sections.join("; "),
        ]);
        objects.push(json!({
            "topic": topic.title,
            "passages": passages,
            "sections": places,
        }));
    }
    Table {
        headings: &["TOPIC", "PASSAGES", "SECTIONS"],
        rows,
        json: objects.into(),
    }
}

/// Returns the titles of the topics, those with the most passages first.
#[must_use]
pub fn topic_titles(briefs: &[BriefRecord]) -> Vec<&str> {
    let topics = all_topics(briefs).into_iter();
    topics
        .map(|topic| topic.title)
        .collect()
}

/// A topic and where it is treated.
struct Topic<'a> {
    title: &'a str,
    places: Vec<Place<'a>>,
}

/// A section, or the part of a brief outside all sections, that treats a topic.
struct Place<'a> {
    brief: &'a BriefLabel,
    section: Option<&'a Section>,
    passages: usize,
}

impl Topic<'_> {
    fn passages(&self) -> usize {
        self.places
            .iter()
            .map(|place| place.passages)
            .sum()
    }
}

impl Place<'_> {
    /// `#42 › 1 Party leadership`
    fn path(&self) -> Option<String> {
        let section = numbered(self.section?);
        Some(format!(
            "{} › {section}",
            issue_or_title(self.brief)
        ))
    }

    fn json(&self) -> Value {
        json!({
            "brief": self.brief,
            "section": self.section,
            "passages": self.passages,
        })
    }
}

/// Returns the topics of all briefs, those with the most passages first.
fn all_topics(briefs: &[BriefRecord]) -> Vec<Topic<'_>> {
    let mut places: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
    for brief in by_date(briefs) {
        let topics = brief.topics.iter();
        for counted in topics.filter(|counted| is_topic(&counted.topic)) {
            places
                .entry(&counted.topic)
                .or_default()
                .push(Place {
                    brief: &brief.label,
                    section: counted
                        .section
                        .map(|at| &brief.sections[at].section),
                    passages: counted.passages,
                });
        }
    }
    let mut topics: Vec<Topic<'_>> = places
        .into_iter()
        .map(|(title, places)| Topic { title, places })
        .collect();
    topics.sort_by_key(|topic| Reverse(topic.passages()));
    topics
}

impl Table {
    /// Writes the table with its columns aligned. A line wider than `columns` is cut.
    ///
    /// # Errors
    /// Returns an error if `out` cannot be written.
    pub fn print(&self, columns: usize, out: &mut dyn Write) -> io::Result<()> {
        let mut rows: Vec<Vec<String>> = vec![Vec::new()];
        rows[0].extend(
            self.headings
                .iter()
                .map(|&heading| heading.into()),
        );
        for row in &self.rows {
            rows.push(
                row.iter()
                    .map(|cell| safe(cell).into_owned())
                    .collect(),
            );
        }
        let widths = narrowed(self.widths(&rows), columns);
        for row in &rows {
            let line = aligned(row, &widths);
            writeln!(out, "{}", fit(line.trim_end(), columns))?;
        }
        Ok(())
    }

    /// Returns the width of each column but the last.
    fn widths(&self, rows: &[Vec<String>]) -> Vec<usize> {
        let last = self.headings.len() - 1;
        let mut widths = vec![0; last];
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.width().max(*width);
            }
        }
        widths
    }
}

/// Returns widths of which the widest are reduced until half of `columns` is left for the last
/// cell, where the title is.
fn narrowed(mut widths: Vec<usize>, columns: usize) -> Vec<usize> {
    let gaps = GAP * widths.len();
    while widths.iter().sum::<usize>() + gaps > columns / 2 {
        match widths.iter_mut().max() {
            Some(widest) if *widest > MIN_CELL => *widest -= 1,
            _ => break,
        }
    }
    widths
}

/// Returns `row` as a line whose cells but the last take the given widths.
fn aligned(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        let cell = shorten(cell, *width);
        line += &cell;
        line += &" ".repeat(width - cell.width() + GAP);
    }
    line + &row[row.len() - 1]
}
