//! How a phrase was translated, by whom and when: the translations of the passages that have it.

use super::beside::Translated;
use super::cover::part;
use crate::analysis::normalize::normalize_text;
use crate::error::Result;
use crate::index::{Index, StoredPassage};
use crate::query::Query;
use crate::search::{self, Hit, Request};

/// One way in which a phrase was translated.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Translation {
    /// The part of the translation that agrees best with the phrase.
    pub text: String,
    /// Each passage with the phrase and its translation, the oldest first.
    pub uses: Vec<Use>,
}

/// A passage that was translated.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Use {
    /// The passage with the phrase.
    pub passage: StoredPassage,
    /// The passage that translates it or that it translates; itself, if it has both.
    pub twin: StoredPassage,
    /// Whether that is only probable.
    pub probable: bool,
}

/// Returns the translations of `phrase` in `index`, the oldest first, undated ones last. Those that
/// differ only in case or marks are one.
///
/// # Errors
/// Returns an error if the index cannot be read.
pub fn translations(index: &Index, phrase: &str) -> Result<Vec<Translation>> {
    let mut request = Request::new(Query::Phrase(phrase.to_owned(), 0));
    request.limit = None;
    request.twins = true;
    let mut uses = Vec::new();
    for hit in search::search(index, &request)?.hits {
        if hit.twins.is_empty() {
            uses.extend(inside(index, hit)?);
        } else {
            uses.extend(beside(phrase, hit));
        }
    }
    uses.sort_by_cached_key(|(_, found)| {
        let label = &found.passage.label;
        let date = label.brief.date.clone();
        (
            date.is_none(),
            date,
            label.brief.source.clone(),
            label.line,
        )
    });
    let mut translations: Vec<Translation> = Vec::new();
    for (text, found) in uses {
        let same = |other: &&mut Translation| is_same(&other.text, &text);
        match translations.iter_mut().find(same) {
            Some(known) => known.uses.push(found),
            None => translations.push(Translation {
                text,
                uses: vec![found],
            }),
        }
    }
    Ok(translations)
}

/// Returns how each twin of a hit translates `phrase`.
fn beside(phrase: &str, hit: Hit) -> Vec<(String, Use)> {
    let Hit { passage, twins, .. } = hit;
    let probable = passage
        .twins
        .iter()
        .any(|twin| twin.probable);
    let uses = twins.into_iter().map(|twin| {
        let text = twin.text[part(phrase, &twin.text)].to_owned();
        let found = Use {
            passage: passage.clone(),
            twin,
            probable,
        };
        (text, found)
    });
    uses.collect()
}

/// Returns how a hit without twins translates its first match itself, if it does.
fn inside(index: &Index, hit: Hit) -> Result<Option<(String, Use)>> {
    let Some(span) = hit.spans.first() else {
        return Ok(None);
    };
    let found = Translated::of(index, &hit.passage)?.at(span);
    Ok(found.map(|found| {
        let text = found.text[found.part].to_owned();
        let found = Use {
            twin: hit.passage.clone(),
            passage: hit.passage,
            probable: found.probable,
        };
        (text, found)
    }))
}

fn is_same(a: &str, b: &str) -> bool {
    let words = |text: &str| -> String {
        let normalized = normalize_text(text);
        normalized
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    words(a) == words(b)
}
