//! From the parts of a query to units: each a word or a phrase with its translations.

use std::collections::BTreeMap;

use super::parts::Part;
use super::reverse::{Reverse, is_single};
use crate::analysis::tokens;
use crate::lexicon::english::content_stems;
use crate::lexicon::{Dictionary, list, segment};
use crate::model::Lang;

/// Maximum number of translations of a unit, and their least probability.
const MAX_WORDS: usize = 12;
const MIN_SHARE: f32 = 0.01;
/// Weight of a word within a phrase that is translated as a whole.
const WITHIN_PHRASE: f32 = 0.5;
/// Weight of a Latin word in a Chinese query, which needs no translation.
const LATIN: f32 = 1.5;
/// How much less each further gloss of a Chinese word counts.
const LATER_GLOSS: f32 = 0.3;
/// Maximum number of units: one bit each in a passage's mask.
pub(super) const MAX_UNITS: usize = 60;

/// A word that a passage may have.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    /// A Chinese word or an English stem.
    pub text: String,
    /// The language of the field that it is in; of none if it is a phrase.
    pub lang: Lang,
    /// Its probability as a translation.
    pub share: f32,
}

/// A word or phrase of a query with its translations.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    pub weight: f32,
    pub words: Vec<Word>,
    /// The words of the query that it stands for, by number.
    pub covers: Vec<usize>,
    /// Whether its words are in another language than the query's.
    pub is_translated: bool,
}

/// The units of a query for passages in one language.
#[derive(Debug, Default)]
pub(super) struct Units {
    pub units: Vec<Unit>,
    /// Number of words of the query that have a unit.
    pub count: usize,
}

impl Units {
    /// Returns the units of `parts` for passages in `target`, if anything is translated.
    pub(super) fn of(dictionary: &Dictionary, parts: &[Part], target: Lang) -> Option<Self> {
        let mut units = Self::default();
        for part in parts {
            match (part.is_chinese, target) {
                (false, Lang::Zh) => units.add_english(dictionary, part),
                (true, Lang::Zh) => units.add_same_chinese(dictionary, part),
                (true, _) => units.add_chinese(dictionary, part),
                (false, _) => units.add_same_english(part),
            }
        }
        units
            .units
            .retain(|unit| !unit.words.is_empty());
        units.units.truncate(MAX_UNITS);
        let is_translated = units
            .units
            .iter()
            .any(|unit| unit.is_translated);
        is_translated.then_some(units)
    }

    fn push(&mut self, weight: f32, words: Vec<Word>, covers: Vec<usize>, is_translated: bool) {
        self.units.push(Unit {
            weight,
            words,
            covers,
            is_translated,
        });
    }

    /// Numbers a word of the query.
    fn number(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    fn add_same_english(&mut self, part: &Part) {
        for stem in stems(&part.text) {
            let at = self.number();
            self.push(
                LATIN,
                vec![word(stem, Lang::En, 1.0)],
                vec![at],
                false,
            );
        }
    }

    fn add_same_chinese(&mut self, dictionary: &Dictionary, part: &Part) {
        for text in segment::words(dictionary, &part.text) {
            if is_single(text) {
                continue;
            }
            let at = self.number();
            self.push(
                1.0,
                vec![word(text.to_owned(), Lang::Zh, 1.0)],
                vec![at],
                false,
            );
        }
    }

    /// Adds the English translations of Chinese words. A single character has too many.
    fn add_chinese(&mut self, dictionary: &Dictionary, part: &Part) {
        let words = if part.is_phrase {
            vec![part.text.as_str()]
        } else {
            segment::words(dictionary, &part.text)
        };
        for text in words {
            if is_single(text) {
                continue;
            }
            let shares = english_of(dictionary, text);
            if shares.is_empty() {
                continue;
            }
            let at = self.number();
            if !part.is_phrase {
                self.push(
                    1.0,
                    normalized(shares, Lang::En),
                    vec![at],
                    true,
                );
            }
            self.add_verbatim(dictionary, text, at);
        }
    }

    /// Adds the English forms of a term of our own list or a user's, each as a phrase.
    fn add_verbatim(&mut self, dictionary: &Dictionary, text: &str, at: usize) {
        let forms = forms_of(dictionary, text);
        let words = forms
            .iter()
            .map(|form| form.split(' ').count());
        let longest = words.max().unwrap_or(0);
        let share = 1.0 / f32::from(u16::try_from(forms.len().max(1)).unwrap_or(u16::MAX));
        let words = forms
            .into_iter()
            .map(|form| word(form, Lang::Mixed, share));
        let weight = f32::from(u16::try_from(longest).unwrap_or(u16::MAX)).sqrt();
        self.push(weight, words.collect(), vec![at], true);
    }

    /// Adds the Chinese translations of English words, and of phrases that have one of their own.
    fn add_english(&mut self, dictionary: &Dictionary, part: &Part) {
        let stems = stems(&part.text);
        let found = Reverse::of(dictionary, &stems);
        let mut at = 0;
        while at < stems.len() {
            let length = found.longest(&stems[at..]);
            let numbers: Vec<usize> = (0..length)
                .map(|_| self.number())
                .collect();
            if length > 1 || part.is_phrase {
                self.add_phrase(
                    &found,
                    &stems[at..at + length],
                    &numbers,
                );
            }
            if !part.is_phrase {
                let weight = if length > 1 {
                    WITHIN_PHRASE
                } else {
                    1.0
                };
                for (stem, number) in stems[at..].iter().zip(numbers) {
                    let words = normalized(found.of_stem(stem), Lang::Zh);
                    self.push(weight, words, vec![number], true);
                }
            }
            at += length;
        }
    }

    fn add_phrase(&mut self, found: &Reverse<'_>, stems: &[String], numbers: &[usize]) {
        let words = normalized(found.of_phrase(stems), Lang::Zh);
        let length = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
        self.push(
            f32::from(length).sqrt(),
            words,
            numbers.to_vec(),
            true,
        );
    }
}

fn word(text: String, lang: Lang, share: f32) -> Word {
    Word { text, lang, share }
}

/// Returns the stems and the numbers of a text.
fn stems(text: &str) -> Vec<String> {
    let mut stems = content_stems(text);
    let tokens = tokens(text);
    let numbers = tokens.iter().filter(|token| {
        token
            .text
            .starts_with(|c: char| c.is_ascii_digit())
    });
    stems.extend(numbers.map(|token| token.text.to_owned()));
    stems
}

/// Returns the English forms, of several words, of a term of our own list or a user's.
fn forms_of(dictionary: &Dictionary, text: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    for term in &dictionary.terms {
        let mut named = term.zh.iter();
        if named.any(|form| list::word(form).as_deref() == Some(text)) {
            let several = term
                .en
                .iter()
                .filter(|form| form.contains(' '));
            forms.extend(several.cloned());
        }
    }
    forms
}

/// Returns the stems that translate a Chinese word, with their weights.
fn english_of(dictionary: &Dictionary, text: &str) -> BTreeMap<String, f32> {
    let mut shares = BTreeMap::new();
    let mut place = 0.0;
    dictionary.for_each_gloss_of(text, |gloss| {
        let length = u16::try_from(gloss.len()).unwrap_or(u16::MAX);
        let share = 1.0 / f32::from(length) / (1.0 + LATER_GLOSS * place);
        place += 1.0;
        for stem in gloss {
            if let Some(stem) = dictionary.stems.text(*stem) {
                *shares
                    .entry(stem.to_owned())
                    .or_insert(0.0) += share;
            }
        }
    });
    shares
}

/// Returns the best translations, with shares that add up to 1.
fn normalized(shares: BTreeMap<String, f32>, lang: Lang) -> Vec<Word> {
    let mut shares: Vec<(String, f32)> = shares.into_iter().collect();
    shares.sort_by(|a, b| {
        b.1.total_cmp(&a.1)
            .then_with(|| a.0.cmp(&b.0))
    });
    shares.truncate(MAX_WORDS);
    let sum: f32 = shares
        .iter()
        .map(|(_, share)| share)
        .sum();
    let words = shares
        .into_iter()
        .map(|(text, share)| {
            // A stem in Latin letters is in the field of English, whatever the passage's language.
            let is_latin = text.is_ascii();
            let lang = if is_latin {
                Lang::En
            } else {
                lang
            };
            word(text, lang, share / sum)
        });
    words
        .filter(|word| word.share > MIN_SHARE)
        .collect()
}
