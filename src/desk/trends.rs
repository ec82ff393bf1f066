//! How often queries match over time or in each kind of passage, and who was first.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::str::FromStr;

use super::concordance::{Concordance, concordance};
use super::kinds::{OfKind, kinds};
use super::scope::scope;
use crate::error::Result;
use crate::index::{BriefRecord, Index};
use crate::model::Kind;
use crate::search::{NO_DATE, Request};

/// The things that rows count: stretches of time, briefs, or kinds of passages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// A year.
    Year,
    /// A month.
    Month,
    /// A brief.
    Issue,
    /// A kind of passage: quotations, the authors' own words, list items, headings.
    Kind,
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        match text {
            "year" => Ok(Self::Year),
            "month" => Ok(Self::Month),
            "issue" => Ok(Self::Issue),
            "kind" => Ok(Self::Kind),
            _ => Err(format!(
                "{text:?}; expected year, month, issue or kind"
            )),
        }
    }
}

/// The counts of several queries over time.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Trends {
    /// The queries, as typed.
    pub queries: Vec<String>,
    /// The things that the rows count.
    pub period: Period,
    /// The rows, oldest first, those without matches too. Briefs without a date come last, in a row
    /// of their own.
    pub rows: Vec<Row>,
    /// For each query, the counts over all rows.
    pub totals: Vec<Share>,
    /// Number of briefs in all rows.
    pub briefs: usize,
    /// Number of words and Han characters in all rows.
    pub tokens: u64,
    /// For each query, its first match in time.
    pub first: Vec<Option<FirstSeen>>,
}

/// A stretch of time, a brief, or a kind of passage.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// `2020`, `2020-09`, the id of a brief, a kind of passage, or [`NO_DATE`].
    pub label: String,
    /// The date of the brief, if the row is a brief.
    pub date: Option<String>,
    /// Number of briefs. A brief is in the rows of all kinds of passages that it has.
    pub briefs: usize,
    /// Number of words and Han characters.
    pub tokens: u64,
    /// The counts of each query.
    pub shares: Vec<Share>,
}

/// The matches of a query in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Share {
    /// Number of matches.
    pub matches: usize,
    /// Number of briefs with a match.
    pub briefs: usize,
}

/// The first match of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FirstSeen {
    /// Id of the passage.
    pub id: String,
    /// Date of the brief; `None` if no brief with a match has a date.
    pub date: Option<String>,
}

impl Share {
    /// Returns the number of matches per million of `tokens`.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn per_million(self, tokens: u64) -> f64 {
        if tokens == 0 {
            return 0.0;
        }
        self.matches as f64 * 1e6 / tokens as f64
    }
}

/// Counts the matches of each request by `period`. All requests must have the same filters: these
/// decide which of the index's `briefs` are counted.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn trends(
    index: &Index,
    briefs: &[BriefRecord],
    requests: &[(String, Request)],
    period: Period,
) -> Result<Trends> {
    let in_scope = match requests.first() {
        Some((_, request)) => scope(index, briefs, request)?,
        None => Vec::new(),
    };
    let mut rows = match period {
        Period::Kind => kinds(index, &in_scope)?
            .iter()
            .map(|of_kind| row_of_kind(of_kind, requests.len()))
            .collect(),
        _ => rows(&in_scope, period, requests.len()),
    };
    let mut first = Vec::new();
    let mut totals = Vec::new();
    for (query, (_, request)) in requests.iter().enumerate() {
        let found = concordance(index, request)?;
        first.push(first_seen(&found));
        totals.push(count(
            &found, query, &in_scope, period, &mut rows,
        ));
    }
    Ok(Trends {
        queries: requests
            .iter()
            .map(|(query, _)| query.clone())
            .collect(),
        period,
        briefs: in_scope.len(),
        tokens: rows
            .iter()
            .map(|row| row.tokens)
            .sum(),
        rows,
        totals,
        first,
    })
}

/// Counts the matches of a query in each of `rows`, and returns their counts in all.
fn count(
    found: &Concordance,
    query: usize,
    briefs: &[&BriefRecord],
    period: Period,
    rows: &mut [Row],
) -> Share {
    let row_of: HashMap<String, usize> = (0..)
        .zip(rows.iter())
        .map(|(at, row)| (row.label.clone(), at))
        .collect();
    let of_source: HashMap<&str, &BriefRecord> = briefs
        .iter()
        .map(|brief| (brief.label.source.as_str(), *brief))
        .collect();
    let mut total = Share::default();
    let mut counted = HashSet::new();
    let mut in_row = HashSet::new();
    for line in &found.lines {
        let passage = &found.hit(line).passage.label;
        let Some(brief) = of_source.get(passage.brief.source.as_str()) else {
            continue;
        };
        let Some(&at) = row_of.get(&label_of_passage(
            brief,
            passage.kind,
            period,
        )) else {
            continue;
        };
        let share = &mut rows[at].shares[query];
        share.matches += 1;
        share.briefs += usize::from(in_row.insert((at, &brief.id)));
        total.matches += 1;
        total.briefs += usize::from(counted.insert(&brief.id));
    }
    total
}

/// Returns the first match; the lines are in the order of time.
fn first_seen(found: &Concordance) -> Option<FirstSeen> {
    let line = found.lines.first()?;
    let label = &found.hit(line).passage.label;
    Some(FirstSeen {
        id: label.id.clone(),
        date: label.brief.date.clone(),
    })
}

/// Returns the label of the row that a passage of `brief` of this kind is counted in.
fn label_of_passage(brief: &BriefRecord, kind: Kind, period: Period) -> String {
    match period {
        Period::Kind => kind.as_str().to_owned(),
        _ => label(brief, period),
    }
}

/// Returns the label of the row that the whole of `brief` is counted in.
fn label(brief: &BriefRecord, period: Period) -> String {
    let date = brief.label.date.as_deref();
    match (period, date) {
        (Period::Issue | Period::Kind, _) => brief.id.clone(),
        (_, None) => NO_DATE.to_owned(),
        (Period::Year, Some(date)) => date
            .get(..4)
            .unwrap_or(date)
            .to_owned(),
        (Period::Month, Some(date)) => date
            .get(..7)
            .unwrap_or(date)
            .to_owned(),
    }
}

/// Returns the row of a kind of passage, with nothing counted yet.
fn row_of_kind(of_kind: &OfKind, queries: usize) -> Row {
    Row {
        label: of_kind.kind.as_str().to_owned(),
        date: None,
        briefs: of_kind.briefs,
        tokens: of_kind.tokens,
        shares: vec![Share::default(); queries],
    }
}

/// Returns the rows of `briefs`, which are in the order of time, with nothing counted yet.
fn rows(briefs: &[&BriefRecord], period: Period, queries: usize) -> Vec<Row> {
    let row = |label: String| Row {
        label,
        date: None,
        briefs: 0,
        tokens: 0,
        shares: vec![Share::default(); queries],
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut labels = BTreeSet::new();
    for brief in briefs {
        let label = label(brief, period);
        if labels.insert(label.clone()) {
            let before = rows
                .last()
                .map(|row| row.label.clone());
            let missed = before.map(|before| between(&before, &label, period));
            rows.extend(
                missed
                    .into_iter()
                    .flatten()
                    .map(row),
            );
            rows.push(row(label));
        }
        // Briefs with the same label follow one another.
        if let Some(last) = rows.last_mut() {
            last.briefs += 1;
            last.tokens += brief.lengths.tokens;
            if period == Period::Issue {
                last.date
                    .clone_from(&brief.label.date);
            }
        }
    }
    rows
}

/// Returns the labels of the years or months between two labels.
fn between(before: &str, after: &str, period: Period) -> Vec<String> {
    let (Some(mut at), Some(end)) = (
        number(before, period),
        number(after, period),
    ) else {
        return Vec::new();
    };
    let mut labels = Vec::new();
    at += 1;
    while at < end {
        labels.push(match period {
            Period::Month => format!("{:04}-{:02}", at / 12, at % 12 + 1),
            _ => format!("{at:04}"),
        });
        at += 1;
    }
    labels
}

/// Returns a year, or a month counted from the year 0.
fn number(label: &str, period: Period) -> Option<u32> {
    match period {
        Period::Year => label.parse().ok(),
        Period::Month => {
            let (year, month) = label.split_once('-')?;
            let month: u32 = month.parse().ok()?;
            Some(year.parse::<u32>().ok()? * 12 + month.checked_sub(1)?)
        }
        Period::Issue | Period::Kind => None,
    }
}
