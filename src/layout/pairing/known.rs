//! The dictionary's facts about Chinese words, remembered: a collection has few words, many times.

use std::cell::RefCell;
use std::sync::LazyLock;

use super::quotient::quotient;
use crate::analysis::by_word::ByWord;
use crate::lexicon::Dictionary;
use crate::lexicon::stems::RARITY_STEPS;

/// Maximum number of words that a thread remembers.
const MAX_WORDS: usize = 50_000;
/// A word that is rarer than once in `e` - 1 passages says something.
const MIN_RARITY: f32 = 1.0;
/// Maximum probability that a passage has a stem.
const MAX_SHARE: f32 = 0.6;
/// Minimum factor by which the second rarest stem of a gloss makes the gloss rarer.
const MIN_SECOND: f32 = 0.3;

/// A word that has glosses and is not too common to say anything.
pub(super) struct Known {
    pub rarity: f32,
    /// Logarithm of the probability that a passage has none of the glosses.
    pub log_none: f32,
    /// Its places in the dictionary.
    places: Vec<Place>,
}

/// A table of the dictionary, and the number of the word in it.
type Place = (usize, u32);

impl Known {
    fn read(dictionary: &Dictionary, word: &str) -> Option<Self> {
        let rarity = dictionary.rarity(word);
        if rarity < MIN_RARITY {
            return None;
        }
        let mut known = Self {
            rarity,
            log_none: 0.0,
            places: places(dictionary, word),
        };
        let (mut none, mut has_gloss) = (1.0, false);
        known.for_each_gloss(dictionary, |stems| {
            has_gloss = true;
            none *= 1.0 - share(dictionary, stems);
        });
        known.log_none = f32::max(none, f32::MIN_POSITIVE).ln();
        has_gloss.then_some(known)
    }

    /// Calls `visit` with each gloss of the word: the numbers of its stems.
    pub(super) fn for_each_gloss(&self, dictionary: &Dictionary, mut visit: impl FnMut(&[u32])) {
        for (table, number) in &self.places {
            for gloss in dictionary.tables[*table].glosses(*number) {
                visit(gloss);
            }
        }
    }
}

fn places(dictionary: &Dictionary, word: &str) -> Vec<Place> {
    let tables = dictionary.tables.iter().enumerate();
    tables
        .filter_map(|(at, table)| Some((at, table.find(word)?)))
        .collect()
}

/// Returns what `read` makes of a word; `None` if it has no glosses or is too common to say
/// anything. All calls have the same dictionary.
pub(super) fn with<T>(
    dictionary: &Dictionary,
    word: &str,
    read: impl FnOnce(&Known) -> T,
) -> Option<T> {
    thread_local! {
        static WORDS: RefCell<ByWord<Option<Known>>> = RefCell::default();
    }
    WORDS.with_borrow_mut(|words| {
        if let Some(known) = words.get(word) {
            return known.as_ref().map(read);
        }
        if words.len() == MAX_WORDS {
            words.clear();
        }
        let known = Known::read(dictionary, word);
        let made = known.as_ref().map(read);
        words.insert(word, known);
        made
    })
}

/// Returns the probability that a passage has the gloss of these stems.
fn share(dictionary: &Dictionary, stems: &[u32]) -> f32 {
    let (mut rarest, mut second) = (MAX_SHARE, None);
    for stem in stems {
        let share = share_of(dictionary.stems.rarity(*stem));
        if share < rarest {
            second = Some(rarest);
            rarest = share;
        } else {
            second = Some(second.map_or(share, |second: f32| second.min(share)));
        }
    }
    if stems.len() < 2 {
        return rarest;
    }
    rarest
        * second.map_or(1.0, |second| {
            second.sqrt().max(MIN_SECOND)
        })
}

/// Returns the probability that a passage has a stem of this rarity, which is some number of steps.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rarities were read from bytes"
)]
fn share_of(rarity: f32) -> f32 {
    static SHARES: LazyLock<[f32; 256]> = LazyLock::new(|| {
        std::array::from_fn(|steps| {
            let rarity = quotient(steps) / RARITY_STEPS;
            (1.0 / (rarity.exp() - 1.0).max(1.0)).min(MAX_SHARE)
        })
    });
    let steps = (rarity * RARITY_STEPS).round() as u8;
    SHARES[usize::from(steps)]
}
