//! How well Chinese and English words explain each other by the dictionary.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::analysis::normalize::normalize_text;
use crate::analysis::token::is_han;
use crate::lexicon::english::content_stems;
use crate::lexicon::{Dictionary, dictionary, segment};

/// Characters that end a part of a translation.
const ENDS: [char; 14] = [
    ',', '.', ';', ':', '!', '?', '，', '。', '；', '：', '！', '？', '“', '”',
];

/// Chinese text, ready to be compared with several English ones.
pub(super) struct Compared<'d> {
    dictionary: &'d Dictionary,
    /// The glosses of each word that has some.
    words: Vec<Vec<&'d [u32]>>,
}

impl<'d> Compared<'d> {
    pub(super) fn new(dictionary: &'d Dictionary, zh: &str) -> Self {
        let normalized = normalize_text(zh);
        let mut words = Vec::new();
        for word in segment::words(dictionary, &normalized) {
            let mut glosses = Vec::new();
            dictionary.for_each_gloss_of(word, |gloss| glosses.push(gloss));
            if !glosses.is_empty() {
                words.push(glosses);
            }
        }
        Self { dictionary, words }
    }

    /// Returns the numbers of those of `stems` that the dictionary has.
    fn known(&self, stems: &BTreeSet<String>) -> BTreeSet<u32> {
        let numbers = stems
            .iter()
            .filter_map(|stem| self.dictionary.stems.number(stem));
        numbers.collect()
    }

    /// Returns the number of stems of `en` that any gloss of the Chinese has.
    pub(super) fn shared(&self, en: &str) -> usize {
        let numbers = self.known(&stems_of(en));
        let glosses = self.words.iter().flatten();
        let explained: BTreeSet<u32> = glosses
            .flat_map(|gloss| gloss.iter().copied())
            .collect();
        numbers
            .intersection(&explained)
            .count()
    }

    /// Returns how well `en` and the Chinese agree, from 0 to 1.
    pub(super) fn with(&self, en: &str) -> f32 {
        self.shares(en).mean()
    }

    fn shares(&self, en: &str) -> Shares {
        let stems = stems_of(en);
        let numbers = self.known(&stems);
        let mut explained = BTreeSet::new();
        let mut hits = 0.0;
        for glosses in &self.words {
            hits += explain(glosses, &numbers, &mut explained);
        }
        Shares {
            zh: hits * share(1, self.words.len()),
            en: share(explained.len(), stems.len()),
        }
    }
}

/// The share of Chinese words that an English text explains, and that of its stems which they
/// explain.
struct Shares {
    zh: f32,
    en: f32,
}

impl Shares {
    /// Returns the harmonic mean.
    fn mean(&self) -> f32 {
        let sum = self.zh + self.en;
        if sum > 0.0 {
            2.0 * self.zh * self.en / sum
        } else {
            0.0
        }
    }
}

/// Returns the part of `translation` that explains most of `phrase`; of several, that which is
/// explained best itself. If none explains any, the part that has most words in common: the first
/// of equals, the whole if none has any.
pub(super) fn part(phrase: &str, translation: &str) -> Range<usize> {
    let place = |part: &str| {
        let start = part.as_ptr() as usize - translation.as_ptr() as usize;
        start..start + part.len()
    };
    let mut best = (translation.trim(), (0.0, 0.0), 0);
    for part in translation.split(ENDS) {
        let part = part.trim();
        let is_chinese = phrase.contains(is_han);
        let (zh, en) = if is_chinese {
            (phrase, part)
        } else {
            (part, phrase)
        };
        let compared = Compared::new(dictionary(), zh);
        let explained = compared.shares(en);
        let of_phrase = if is_chinese {
            explained.zh
        } else {
            explained.en
        };
        let agreement = (of_phrase, explained.mean());
        let shared = compared.shared(en);
        if agreement > best.1 || agreement >= best.1 && shared > best.2 {
            best = (part, agreement, shared);
        }
    }
    place(best.0)
}

fn stems_of(en: &str) -> BTreeSet<String> {
    content_stems(en)
        .into_iter()
        .collect()
}

/// Returns the share of the best of `glosses` that is among `stems`, and adds the stems that they
/// have in common. Less than two thirds of a gloss count for nothing.
fn explain(glosses: &[&[u32]], stems: &BTreeSet<u32>, explained: &mut BTreeSet<u32>) -> f32 {
    let mut best = 0.0_f32;
    for gloss in glosses {
        let found: Vec<u32> = gloss
            .iter()
            .copied()
            .filter(|stem| stems.contains(stem))
            .collect();
        if found.len() * 3 >= gloss.len() * 2 {
            best = best.max(share(found.len(), gloss.len()));
            explained.extend(found);
        }
    }
    best
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}
