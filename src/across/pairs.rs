//! The pairs of a collection: passages that translate each other, and terms in both languages.

use std::collections::BTreeMap;

use super::inside::{Part, parts};
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::index::{BriefRecord, Index, StoredPassage};
use crate::search::passages;

/// Chinese and English that translate each other.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pair {
    /// The passages that the Chinese is in.
    pub zh_passages: Vec<StoredPassage>,
    /// The passages that the English is in.
    pub en_passages: Vec<StoredPassage>,
    /// The Chinese.
    pub zh: String,
    /// The English.
    pub en: String,
    /// How sure it is, in percent.
    pub score: u8,
    /// Whether it is only probable.
    pub probable: bool,
    /// Whether both are parts of one passage: its halves, or a term of a sentence.
    pub inside: bool,
    /// Whether they are a term of a sentence.
    pub is_term: bool,
}

impl Pair {
    /// Returns the name of its kind, for programs: `"passage"`, `"halves"` of one, or `"term"`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match (self.is_term, self.inside) {
            (true, _) => "term",
            (false, true) => "halves",
            (false, false) => "passage",
        }
    }
}

/// Returns the pairs of these briefs, in order.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn pairs(index: &Index, briefs: &[&BriefRecord]) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for brief in briefs {
        let passages = passages(index, &brief.id, 1..=u32::MAX)?;
        pairs.extend(of_brief(&passages));
    }
    Ok(pairs)
}

/// Returns the pairs of a brief with these passages, in order.
fn of_brief(passages: &[StoredPassage]) -> Vec<Pair> {
    let by_ordinal: BTreeMap<u32, &StoredPassage> = passages
        .iter()
        .map(|passage| (ordinal(passage), passage))
        .collect();
    let mut pairs = Vec::new();
    for passage in passages {
        pairs.extend(inside(passage));
        let first = passage
            .twins
            .iter()
            .map(|twin| twin.ordinal)
            .min();
        // Both sides name each other; the pair is taken where it begins.
        if first.is_some_and(|first| first > ordinal(passage)) {
            pairs.extend(between(passage, &by_ordinal));
        }
    }
    pairs
}

/// Returns the pair that begins with `passage`, unless an earlier passage is on the same side.
fn between(passage: &StoredPassage, passages: &BTreeMap<u32, &StoredPassage>) -> Option<Pair> {
    let others = twins(passage, passages);
    let same = twins(others.first()?, passages);
    if same.first()?.label.id != passage.label.id {
        return None;
    }
    let twin = passage.twins.first()?;
    let han = |side: &[&StoredPassage]| -> usize {
        let counts = side
            .iter()
            .map(|passage| passage.text.matches(is_han).count());
        counts.sum()
    };
    let (zh, en) = if han(&same) >= han(&others) {
        (same, others)
    } else {
        (others, same)
    };
    Some(Pair {
        zh: joined(&zh, ""),
        en: joined(&en, " "),
        zh_passages: zh.into_iter().cloned().collect(),
        en_passages: en.into_iter().cloned().collect(),
        score: twin.shown_score(),
        probable: twin.probable,
        inside: false,
        is_term: false,
    })
}

fn twins<'p>(
    passage: &StoredPassage,
    passages: &BTreeMap<u32, &'p StoredPassage>,
) -> Vec<&'p StoredPassage> {
    let twins = passage.twins.iter();
    twins
        .filter_map(|twin| passages.get(&twin.ordinal).copied())
        .collect()
}

fn joined(passages: &[&StoredPassage], between: &str) -> String {
    let texts: Vec<&str> = passages
        .iter()
        .map(|passage| passage.text.as_str())
        .collect();
    texts.join(between)
}

/// Returns the pairs inside `passage`: its halves, or the terms that it gives in both languages.
fn inside(passage: &StoredPassage) -> Vec<Pair> {
    let pair = |part: Part| Pair {
        zh_passages: vec![passage.clone()],
        en_passages: vec![passage.clone()],
        score: part.score,
        probable: !part.is_sure,
        zh: passage.text[part.zh].to_owned(),
        en: passage.text[part.en].to_owned(),
        inside: true,
        is_term: part.is_term,
    };
    let parts = parts(passage).into_iter();
    parts.map(pair).collect()
}

fn ordinal(passage: &StoredPassage) -> u32 {
    let id = &passage.label.id;
    let ordinal = id
        .rsplit_once('#')
        .map(|(_, ordinal)| ordinal);
    ordinal
        .and_then(|ordinal| ordinal.parse().ok())
        .unwrap_or(0)
}
