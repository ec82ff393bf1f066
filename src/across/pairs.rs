//! The pairs of a collection: passages that translate each other, and terms in both languages.

use std::collections::BTreeMap;

use super::gloss::{Gloss, glosses};
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::index::{BriefRecord, Index, StoredPassage};
use crate::model::Lang;
use crate::search::passages;

/// Agreement from which on a term is surely the other's translation.
const SURE: f32 = 0.6;

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
    /// Whether both are parts of one passage.
    pub inside: bool,
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
        score: twin.score,
        probable: twin.probable,
        inside: false,
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

/// Returns the terms that `passage` gives in both languages.
pub(super) fn terms(passage: &StoredPassage) -> Vec<Gloss> {
    if passage.label.lang == Lang::Zh {
        return Vec::new();
    }
    glosses(&passage.text)
}

/// Returns whether the halves of a term surely translate each other.
pub(super) fn is_sure(term: &Gloss) -> bool {
    term.agreement >= SURE
}

/// Returns the terms that `passage` gives in both languages, as pairs.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a percentage fits a byte"
)]
fn inside(passage: &StoredPassage) -> Vec<Pair> {
    let text = &passage.text;
    let pair = |term: Gloss| Pair {
        zh_passages: vec![passage.clone()],
        en_passages: vec![passage.clone()],
        score: (term.agreement * 100.0).round() as u8,
        probable: !is_sure(&term),
        zh: text[term.zh].to_owned(),
        en: text[term.en].to_owned(),
        inside: true,
    };
    terms(passage)
        .into_iter()
        .map(pair)
        .collect()
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
