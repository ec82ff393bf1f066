//! How a phrase was translated, by whom and when: the translations of the passages that have it.

use std::ops::Range;

use super::cover::Compared;
use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::index::{Index, StoredPassage};
use crate::lexicon::dictionary;
use crate::query::Query;
use crate::search::{self, Hit, Request};

/// Characters that end a part of a translation.
const ENDS: [char; 14] = [
    ',', '.', ';', ':', '!', '?', '，', '。', '；', '：', '！', '？', '“', '”',
];

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
    /// The passage that translates it or that it translates.
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
        uses.extend(uses_of(hit));
    }
    uses.sort_by_cached_key(|found| {
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
    for found in uses {
        let text = &found.twin.text;
        let text = text[part(phrase, text)].to_owned();
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

fn uses_of(hit: Hit) -> Vec<Use> {
    let Hit { passage, twins, .. } = hit;
    let probable = passage
        .twins
        .iter()
        .any(|twin| twin.probable);
    let uses = twins.into_iter().map(|twin| Use {
        passage: passage.clone(),
        twin,
        probable,
    });
    uses.collect()
}

/// Returns the part of `translation` that agrees best with `phrase` or, if none agrees, has most
/// words in common: the first of equals, the whole if none has any.
pub(super) fn part(phrase: &str, translation: &str) -> Range<usize> {
    let place = |part: &str| {
        let start = part.as_ptr() as usize - translation.as_ptr() as usize;
        start..start + part.len()
    };
    let mut best = (translation.trim(), 0.0, 0);
    for part in translation.split(ENDS) {
        let part = part.trim();
        let is_chinese = phrase.contains(is_han);
        let (zh, en) = if is_chinese {
            (phrase, part)
        } else {
            (part, phrase)
        };
        let compared = Compared::new(dictionary(), zh);
        let (agreement, shared) = (compared.with(en), compared.shared(en));
        if agreement > best.1 || agreement >= best.1 && shared > best.2 {
            best = (part, agreement, shared);
        }
    }
    place(best.0)
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
