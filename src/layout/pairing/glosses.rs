//! The glosses of the Chinese words of a brief, as far as its English passages have them.

use rustc_hash::FxHashMap;

use super::english::English;
use super::known;
use super::stem_set::StemSet;
use crate::lexicon::Dictionary;

/// Minimum rarity of a stem that makes a candidate: it is in one of 20 passages at most.
const RARE: f32 = 3.0;

/// A word that has glosses. The numbers are places in [`Glosses`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub rarity: f32,
    /// Logarithm of the probability that a passage has none of the glosses.
    pub log_none: f32,
    glosses: (u32, u32),
    rare: (u32, u32),
}

/// A gloss of which the English of the brief has at least half.
#[derive(Debug)]
struct Gloss {
    /// Number of its stems.
    len: u32,
    /// Those that the English has.
    stems: (u32, u32),
}

/// How much of a word an English text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Found {
    Nothing,
    /// Half of a gloss.
    Half,
    /// A gloss.
    Gloss,
}

/// The glosses of a brief's words.
pub(super) struct Glosses<'a> {
    dictionary: &'a Dictionary,
    /// The stems that the English of the brief has.
    english: StemSet,
    numbers: FxHashMap<&'a str, Option<usize>>,
    words: Vec<Word>,
    entries: Vec<Gloss>,
    stems: Vec<u32>,
    rare: Vec<u32>,
}

impl<'a> Glosses<'a> {
    /// Returns no glosses yet; `english` are the stems that the English of the brief has.
    pub(super) fn new(dictionary: &'a Dictionary, english: StemSet) -> Self {
        Self {
            dictionary,
            english,
            numbers: FxHashMap::default(),
            words: Vec::new(),
            entries: Vec::new(),
            stems: Vec::new(),
            rare: Vec::new(),
        }
    }

    /// Returns the number of a word, or `None` if it has no glosses or is too common to say
    /// anything.
    pub(super) fn number(&mut self, word: &'a str) -> Option<usize> {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let new = self.read(word).map(|read| {
            self.words.push(read);
            self.words.len() - 1
        });
        self.numbers.insert(word, new);
        new
    }

    /// Returns the word with this number.
    pub(super) fn word(&self, number: usize) -> Word {
        self.words[number]
    }

    fn read(&mut self, word: &str) -> Option<Word> {
        let dictionary = self.dictionary;
        known::with(dictionary, word, |known| {
            let (glosses, rare) = (end(&self.entries), end(&self.rare));
            known.for_each_gloss(dictionary, |stems| self.add(stems));
            Word {
                rarity: known.rarity,
                log_none: known.log_none,
                glosses: (glosses, end(&self.entries)),
                rare: (rare, end(&self.rare)),
            }
        })
    }

    /// Adds a gloss as far as the English has it.
    fn add(&mut self, gloss: &[u32]) {
        let start = end(&self.stems);
        let mut rarest: Option<(u32, f32)> = None;
        for stem in gloss {
            let rarity = self.dictionary.stems.rarity(*stem);
            if rarest.is_none_or(|(_, other)| rarity > other) {
                rarest = Some((*stem, rarity));
            }
            if self.english.has(*stem) {
                self.stems.push(*stem);
            }
        }
        let stems = (start, end(&self.stems));
        let len = u32::try_from(gloss.len()).unwrap_or(u32::MAX);
        if stems.1 > stems.0 && (stems.1 - stems.0) * 2 >= len {
            self.entries
                .push(Gloss { len, stems });
        }
        let rare = rarest.filter(|(stem, rarity)| *rarity >= RARE && self.english.has(*stem));
        self.rare
            .extend(rare.map(|(stem, _)| stem));
    }

    /// Returns the rarest stem of each gloss of `words` that the English has, if it is rare, once.
    pub(super) fn rare(&self, words: &[Word]) -> Vec<u32> {
        let stems = words
            .iter()
            .flat_map(|word| &self.rare[range(word.rare)]);
        let mut rare: Vec<u32> = stems.copied().collect();
        rare.sort_unstable();
        rare.dedup();
        rare
    }

    /// Returns how much of `word` the text `en` has, and adds the stems of whole glosses to
    /// `explained`. A gloss of three stems and more needs two thirds of them.
    pub(super) fn find(&self, word: &Word, en: &English, explained: &mut Vec<u32>) -> Found {
        let mut best = Found::Nothing;
        for gloss in &self.entries[range(word.glosses)] {
            let stems = &self.stems[range(gloss.stems)];
            let before = explained.len();
            explained.extend(
                stems
                    .iter()
                    .filter(|stem| en.has(**stem)),
            );
            let found = u32::try_from(explained.len() - before).unwrap_or(0);
            if found == gloss.len || gloss.len >= 3 && found * 3 >= gloss.len * 2 {
                best = Found::Gloss;
                continue;
            }
            explained.truncate(before);
            if found * 2 >= gloss.len {
                best = best.max(Found::Half);
            }
        }
        best
    }
}

/// Returns the place of the next item.
fn end<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

fn range((start, end): (u32, u32)) -> std::ops::Range<usize> {
    start as usize..end as usize
}
