//! How often terms occur in each brief, for statistics elsewhere.

use std::collections::{BTreeMap, HashMap};

use super::concordance::concordance;
use super::scan::by_brief;
use super::scope::scope;
use super::words::Text;
use crate::error::Result;
use crate::index::{BriefRecord, Index};
use crate::search::Request;

/// How often terms occur in each brief.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Counts {
    /// The counts, by brief in the order of time, and by term.
    pub counts: Vec<TermCount>,
}

/// How often a term occurs in a brief.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TermCount {
    /// The brief's id.
    pub brief: String,
    /// The brief's date.
    pub date: Option<String>,
    /// The query, or the word, normalized.
    pub term: String,
    /// Number of matches.
    pub n: u64,
    /// Number of words and Han characters of the brief.
    pub tokens: u64,
}

impl TermCount {
    fn new(brief: &BriefRecord, term: &str, n: u64) -> Self {
        Self {
            brief: brief.id.clone(),
            date: brief.label.date.clone(),
            term: term.to_owned(),
            n,
            tokens: brief.lengths.tokens,
        }
    }
}

/// Counts the matches of each request in each of the index's `briefs` that its filters allow. Zeros
/// are kept.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn of_queries(
    index: &Index,
    briefs: &[BriefRecord],
    requests: &[(String, Request)],
) -> Result<Counts> {
    let mut by_query = Vec::new();
    for (query, request) in requests {
        let found = concordance(index, request)?;
        let mut matches: HashMap<String, u64> = HashMap::new();
        for line in &found.lines {
            let brief = &found.hit(line).passage.label.brief;
            *matches
                .entry(brief.source.clone())
                .or_default() += 1;
        }
        by_query.push((query, matches));
    }
    let in_scope = match requests.first() {
        Some((_, request)) => scope(index, briefs, request)?,
        None => Vec::new(),
    };
    let mut counts = Vec::new();
    for brief in in_scope {
        for (query, matches) in &by_query {
            let n = matches.get(&brief.label.source);
            counts.push(TermCount::new(
                brief,
                query,
                n.copied().unwrap_or_default(),
            ));
        }
    }
    Ok(Counts { counts })
}

/// Counts every word of the briefs that the filters of `request` allow: those that occur at least
/// `min` times in all of these. Words without a match in a brief are not listed for it.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn all_words(
    index: &Index,
    briefs: &[BriefRecord],
    request: &Request,
    min: u64,
) -> Result<Counts> {
    let in_scope = scope(index, briefs, request)?;
    let by_brief = by_brief(index, &in_scope, |_, passages| {
        let mut words: BTreeMap<String, u64> = BTreeMap::new();
        for passage in passages {
            let text = Text::new(&passage.text, &[]);
            for word in text.words() {
                *words
                    .entry(text.text(word).to_owned())
                    .or_default() += 1;
            }
        }
        words
    })?;
    let mut totals: HashMap<&str, u64> = HashMap::new();
    for (word, n) in by_brief.iter().flatten() {
        *totals.entry(word).or_default() += n;
    }
    let mut counts = Vec::new();
    for (brief, words) in in_scope.iter().zip(&by_brief) {
        for (word, n) in words {
            if totals[word.as_str()] >= min {
                counts.push(TermCount::new(brief, word, *n));
            }
        }
    }
    Ok(Counts { counts })
}
