//! What the index holds, as tables and as JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::{fit, label, numbered, safe};
use crate::index::{BriefLabel, BriefRecord};
use crate::model::Section;

/// A list, in both of its forms.
pub struct Table {
    heads: &'static [&'static str],
    rows: Vec<Vec<String>>,
    /// The same for programs: an array of objects.
    pub json: Value,
}

/// The briefs, by date and source.
#[must_use]
pub fn issues(briefs: &[BriefRecord]) -> Table {
    let briefs = by_date(briefs);
    let row = |b: &&BriefRecord| {
        let issue = b.label.issue.clone().unwrap_or_default();
        let date = b.label.date.clone().unwrap_or_default();
        vec![
            issue,
            date,
            b.passages.to_string(),
            b.label.source.clone(),
            b.label.title.clone(),
        ]
    };
    let object = |b: &&BriefRecord| json!({"brief": b.label, "series": b.series, "passages": b.passages, "bytes": b.bytes});
    Table {
        heads: &["ISSUE", "DATE", "PASSAGES", "SOURCE", "TITLE"],
        rows: briefs.iter().map(row).collect(),
        json: briefs.iter().map(object).collect(),
    }
}

fn by_date(briefs: &[BriefRecord]) -> Vec<&BriefRecord> {
    let mut briefs: Vec<_> = briefs.iter().collect();
    briefs.sort_by(|a, b| (&a.label.date, &a.label.source).cmp(&(&b.label.date, &b.label.source)));
    briefs
}

/// The sections, brief by brief.
#[must_use]
pub fn sections(briefs: &[BriefRecord]) -> Table {
    let briefs = by_date(briefs);
    let all = || {
        briefs.iter().flat_map(|&b| {
            b.sections
                .iter()
                .map(move |counted| (b, &counted.section, &counted.passages))
        })
    };
    let row = |(b, section, passages): (&BriefRecord, &Section, &usize)| {
        let number = section.number.clone().unwrap_or_default();
        vec![
            label(&b.label),
            number,
            passages.to_string(),
            section.title.clone(),
        ]
    };
    let object = |(b, section, passages): (&BriefRecord, &Section, &usize)| json!({"brief": b.label, "section": section, "passages": passages});
    Table {
        heads: &["BRIEF", "NUMBER", "PASSAGES", "SECTION"],
        rows: all().map(row).collect(),
        json: all().map(object).collect(),
    }
}

/// The topics, those with most passages first, each with the sections where it is treated.
#[must_use]
pub fn topics(briefs: &[BriefRecord]) -> Table {
    let mut places: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
    for brief in by_date(briefs) {
        for counted in &brief.topics {
            let section = counted.section.map(|s| &brief.sections[s].section);
            places.entry(&counted.topic).or_default().push(Place {
                brief: &brief.label,
                section,
                passages: counted.passages,
            });
        }
    }
    let passages = |places: &[Place<'_>]| places.iter().map(|p| p.passages).sum::<usize>();
    let mut sorted: Vec<(&str, Vec<Place<'_>>)> = places.into_iter().collect();
    sorted.sort_by_key(|(_, places)| std::cmp::Reverse(passages(places)));
    let row = |(topic, places): &(&str, Vec<Place<'_>>)| {
        let sections: Vec<String> = places.iter().filter_map(Place::path).collect();
        vec![
            (*topic).to_owned(),
            passages(places).to_string(),
            sections.join("; "),
        ]
    };
    let object = |(topic, places): &(&str, Vec<Place<'_>>)| {
        let place =
            |p: &Place<'_>| json!({"brief": p.brief, "section": p.section, "passages": p.passages});
        json!({"topic": topic, "passages": passages(places), "sections": places.iter().map(place).collect::<Vec<_>>()})
    };
    Table {
        heads: &["TOPIC", "PASSAGES", "SECTIONS"],
        rows: sorted.iter().map(row).collect(),
        json: sorted.iter().map(object).collect(),
    }
}

/// Where a topic is treated.
struct Place<'a> {
    brief: &'a BriefLabel,
    section: Option<&'a Section>,
    passages: usize,
}

impl Place<'_> {
    fn path(&self) -> Option<String> {
        let section = self.section?;
        Some(format!("{} › {}", label(self.brief), numbered(section)))
    }
}

impl Table {
    /// Writes the table, its columns aligned; a line wider than `columns` is cut.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn print(&self, columns: usize, out: &mut impl Write) -> io::Result<()> {
        // A cell may take half a line, so that those after it are seen.
        let cell = |text: &str| fit(&safe(text), (columns / 2).max(10)).into_owned();
        let last = self.heads.len() - 1;
        let width = |i: usize| {
            let cells = self.rows.iter().map(|row| cell(&row[i]).width());
            cells.chain([self.heads[i].width()]).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..last).map(width).collect();
        let heads: Vec<String> = self.heads.iter().map(|&h| h.to_owned()).collect();
        for row in std::iter::once(&heads).chain(&self.rows) {
            let mut line = String::new();
            for (text, width) in row.iter().zip(&widths) {
                let text = cell(text);
                line += &text;
                line += &" ".repeat(width - text.width() + 2);
            }
            line += &safe(&row[last]);
            writeln!(out, "{}", fit(line.trim_end(), columns))?;
        }
        Ok(())
    }
}
