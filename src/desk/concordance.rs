//! Concordances: a line for each match of a query.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::place::{in_time, ordinal};
use crate::across::{Beside, Translated};
use crate::error::Result;
use crate::index::Index;
use crate::search::{self, Hit, Request, Results};

/// All matches of a request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Concordance {
    /// The results of the search, with all hits. A hit in which only a link matches has no line.
    pub results: Results,
    /// A line for each match.
    pub lines: Vec<Line>,
}

/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// Index into the hits of the results.
    pub hit: usize,
    /// The match, in bytes of the passage's text.
    pub span: Range<usize>,
}

/// Returns a line for each match of `request`, whose limit, offset, order and groups are ignored.
/// The lines are in the order of dates, sources and places; briefs without a date come last.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn concordance(index: &Index, request: &Request) -> Result<Concordance> {
    let mut request = request.clone();
    request.limit = None;
    request.offset = 0;
    request.group = None;
    request.facets = false;
    request.explain = false;
    let results = search::search(index, &request)?;
    let mut order: Vec<usize> = (0..results.hits.len()).collect();
    order.sort_by(|a, b| {
        let [a, b] = [a, b].map(|hit| &results.hits[*hit].passage.label);
        let by_brief = in_time(&a.brief).cmp(&in_time(&b.brief));
        by_brief.then(ordinal(a).cmp(&ordinal(b)))
    });
    let mut lines = Vec::new();
    for hit in order {
        for span in &results.hits[hit].spans {
            lines.push(Line {
                hit,
                span: span.clone(),
            });
        }
    }
    Ok(Concordance { results, lines })
}

/// Returns the translation of the match of each of `lines`, which are lines of `found`.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn beside(index: &Index, found: &Concordance, lines: &[Line]) -> Result<Vec<Option<Beside>>> {
    let mut translated: HashMap<usize, Translated<'_>> = HashMap::new();
    let mut beside = Vec::new();
    for line in lines {
        let of_hit = match translated.entry(line.hit) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let passage = &found.hit(line).passage;
                unknown.insert(Translated::of(index, passage)?)
            }
        };
        beside.push(of_hit.at(&line.span));
    }
    Ok(beside)
}

impl Concordance {
    /// Returns the hit of `line`.
    #[must_use]
    pub fn hit(&self, line: &Line) -> &Hit {
        &self.results.hits[line.hit]
    }

    /// Returns the text before the match, the match, and the text after it, each in the whole
    /// passage.
    #[must_use]
    pub fn parts(&self, line: &Line) -> [&str; 3] {
        let text = self.hit(line).passage.text.as_str();
        let span = line.span.clone();
        [&text[..span.start], &text[span.clone()], &text[span.end..]]
    }

    /// Returns the number of passages with a line.
    #[must_use]
    pub fn passages(&self) -> usize {
        let hits: BTreeSet<usize> = self
            .lines
            .iter()
            .map(|line| line.hit)
            .collect();
        hits.len()
    }

    /// Returns the sources of the briefs with a line.
    #[must_use]
    pub fn briefs(&self) -> BTreeSet<&str> {
        let briefs = self
            .lines
            .iter()
            .map(|line| &self.hit(line).passage.label.brief);
        briefs
            .map(|brief| brief.source.as_str())
            .collect()
    }
}
