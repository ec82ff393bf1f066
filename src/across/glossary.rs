//! The terms that a collection's own sentences give in both languages, and where.

use std::collections::HashMap;

use super::pairs::{Pair, pairs};
use crate::analysis::normalize::normalize_text;
use crate::error::Result;
use crate::index::{BriefRecord, Index};

/// A term in both languages.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The Chinese, as its first use has it.
    pub zh: String,
    /// The English, as its first use has it.
    pub en: String,
    /// The ids of the passages that give it, in the order of the briefs: one for each use.
    pub passages: Vec<String>,
    /// How sure the surest use is, in percent.
    pub score: u8,
    /// Whether all uses are only probable.
    pub probable: bool,
}

/// Returns the terms that passages of `briefs` give in both languages: those that are given most
/// often first. Spellings that count as equal are one term.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn glossary(index: &Index, briefs: &[&BriefRecord]) -> Result<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<(String, String), usize> = HashMap::new();
    for pair in pairs(index, briefs)? {
        if !pair.is_term {
            continue;
        }
        let key = (
            normalize_text(&pair.zh),
            normalize_text(&pair.en),
        );
        let place = *places
            .entry(key)
            .or_insert(entries.len());
        if place == entries.len() {
            entries.push(entry(&pair));
        } else {
            entries[place].add(&pair);
        }
    }
    entries.sort_by(|a, b| {
        let by_count = b
            .passages
            .len()
            .cmp(&a.passages.len());
        by_count
            .then_with(|| a.zh.cmp(&b.zh))
            .then_with(|| a.en.cmp(&b.en))
    });
    Ok(entries)
}

fn entry(pair: &Pair) -> Entry {
    let mut entry = Entry {
        zh: pair.zh.clone(),
        en: pair.en.clone(),
        passages: Vec::new(),
        score: pair.score,
        probable: pair.probable,
    };
    entry.add(pair);
    entry
}

impl Entry {
    fn add(&mut self, pair: &Pair) {
        let ids = pair
            .zh_passages
            .iter()
            .map(|passage| passage.label.id.clone());
        self.passages.extend(ids);
        self.score = self.score.max(pair.score);
        self.probable &= pair.probable;
    }
}
