//! How likely it is that two texts translate each other: a sum of what speaks for it and against
//! it, in the manner of a logistic regression, whose weights were fitted on parallel texts.

use super::chinese::Chinese;
use super::english::English;
use super::glosses::{Found, Glosses};
use super::quotient::quotient;
use super::unit::HAN_PER_WORD;
use crate::lexicon::Dictionary;
use crate::lexicon::stems::unknown_rarity;

/// Weights of the features.
const LEXICAL: f32 = 0.16;
const SHARE_OF_CHINESE: f32 = 2.91;
const SHARE_OF_ENGLISH: f32 = 4.96;
const LENGTH: f32 = -0.23;
const SHARED_NUMBERS: f32 = 1.40;
const CHINESE_NUMBERS: f32 = -0.48;
const ENGLISH_NUMBERS: f32 = -0.66;
const SHARED_LATIN: f32 = 0.69;
const MISSING_LATIN: f32 = -0.60;
const NEXT: f32 = 2.30;
const BEFORE: f32 = 2.50;
const TWO_APART: f32 = -1.68;
const SHORT_NEIGHBOURS: f32 = 2.03;
const BOTH_QUOTED: f32 = -0.59;
const CONSTANT: f32 = -4.56;

/// Probability that a translation has one of the dictionary's glosses of a word.
const HIT: f32 = 0.55;
/// Logarithm of the probability that it has none.
const LOG_MISS: f32 = -0.798_507_7;
/// Number of words of the passages by which the rarities were counted.
const WORDS_COUNTED: f32 = 45.0;
/// Bounds of the sum of the evidence of all words.
const EVIDENCE: (f32, f32) = (-8.0, 25.0);
/// Maximum evidence of one word.
const MAX_EVIDENCE: f32 = 5.0;
/// Maximum distance from the usual ratio of lengths that counts, as the square of standard
/// deviations, and the maximum of a pair.
const COUNTED_LENGTH: f32 = 12.0;
const MAX_LENGTH: f32 = 16.0;
/// Numbers from this on count whole, smaller ones half, in thousandths.
const LARGE_NUMBER: i64 = 13_000;
/// Maximum length of a short text, in Han characters or words.
const SHORT: usize = 20;

/// How two texts are placed in their brief.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// How far the English comes after the Chinese, in units; 0 if it is more than two.
    pub distance: i64,
    /// Whether both are quotations.
    pub both_quoted: bool,
}

/// Returns whether lengths are so different that the texts cannot translate each other: numbers of
/// Han characters and of English words.
pub(super) fn is_too_long(han: usize, words: usize) -> bool {
    unusual(han, words) > MAX_LENGTH
}

/// Returns the score of a pair: its log-odds, 0 for as likely as not; `None` if nothing but their
/// places speaks for it.
pub(super) fn score(
    dictionary: &Dictionary,
    glosses: &Glosses<'_>,
    zh: &Chinese,
    en: &English,
    setting: Setting,
) -> Option<f32> {
    let words = words(dictionary, glosses, zh, en);
    let numbers = numbers(zh, en);
    let latin = latin(zh, en);
    let is_supported = words.is_hit || numbers.is_hit || latin.is_hit;
    if !is_supported {
        return None;
    }
    let unusual = unusual(zh.han, en.words);
    let length = LENGTH * unusual.min(COUNTED_LENGTH);
    let evidence = words.worth + numbers.worth + latin.worth + length;
    Some(CONSTANT + evidence + placed(zh, en, setting))
}

/// Evidence of some features.
struct Evidence {
    worth: f32,
    /// Whether the texts have something in common.
    is_hit: bool,
}

/// Returns what the words of both texts add.
fn words(dictionary: &Dictionary, glosses: &Glosses<'_>, zh: &Chinese, en: &English) -> Evidence {
    let length = quotient(en.words.max(1)) / WORDS_COUNTED;
    let (mut evidence, mut covered, mut total) = (0.0, 0.0, 0.0);
    let mut explained = Vec::new();
    let mut is_hit = false;
    for word in &zh.words {
        let found = glosses.find(word, en, &mut explained);
        let log_none = word.log_none * length;
        total += word.rarity;
        is_hit |= found > Found::Nothing;
        if found == Found::Gloss {
            covered += word.rarity;
            evidence += of_hit(log_none);
        } else {
            evidence += of_miss(log_none);
        }
    }
    explained.sort_unstable();
    explained.dedup();
    let rarities = explained.iter().map(|stem| {
        let rarity = dictionary.stems.rarity(*stem);
        rarity.min(unknown_rarity())
    });
    let rarity: f32 = rarities.sum();
    let share = |part: f32, whole: f32| {
        if whole > 0.0 {
            part / whole
        } else {
            0.0
        }
    };
    let worth = LEXICAL * evidence.clamp(EVIDENCE.0, EVIDENCE.1)
        + SHARE_OF_CHINESE * share(covered, total)
        + SHARE_OF_ENGLISH * share(rarity, en.rarity);
    Evidence { worth, is_hit }
}

/// Returns the evidence of a word of which a gloss was found. A text without translation has none
/// with a probability of the exponential of `log_none`.
fn of_hit(log_none: f32) -> f32 {
    let expected = (1.0 - log_none.exp()).clamp(1e-4, 0.95);
    if expected >= HIT {
        return 0.0;
    }
    (HIT / expected)
        .ln()
        .min(MAX_EVIDENCE)
}

/// Returns the evidence of a word of which no gloss was found; see [`of_hit`].
fn of_miss(log_none: f32) -> f32 {
    if log_none <= LOG_MISS {
        return LOG_MISS;
    }
    LOG_MISS - log_none
}

/// Returns how unusual the lengths are: the square of the distance from the usual ratio, in
/// standard deviations.
fn unusual(han: usize, words: usize) -> f32 {
    let han = quotient(han.max(1));
    let words = quotient(words.max(1));
    let ratio = (han / words).ln() - 1.62_f32.ln();
    ratio * ratio / length_variance(han, words)
}

/// Returns the variance of the logarithm of the ratio of the lengths of two texts that translate
/// each other: `han` characters and English `words`.
pub(crate) fn length_variance(han: f32, words: f32) -> f32 {
    0.04 + 0.9 / han.min(words * HAN_PER_WORD)
}

/// Returns what numbers add.
fn numbers(zh: &Chinese, en: &English) -> Evidence {
    let weight = |number: i64| {
        if number >= LARGE_NUMBER {
            1.0
        } else {
            0.5
        }
    };
    let mut rest = en.numbers.clone();
    let (mut shared, mut only_zh) = (0.0_f32, 0.0_f32);
    for number in &zh.numbers {
        if let Some(at) = rest
            .iter()
            .position(|other| other == number)
        {
            rest.swap_remove(at);
            shared += weight(*number);
        } else if !en.numbers.contains(number) {
            only_zh += weight(*number);
        }
    }
    rest.retain(|number| !zh.numbers.contains(number));
    let only_en: f32 = rest
        .iter()
        .map(|number| weight(*number))
        .sum();
    Evidence {
        worth: SHARED_NUMBERS * shared.min(4.0)
            + CHINESE_NUMBERS * only_zh.min(5.0)
            + ENGLISH_NUMBERS * only_en.min(5.0),
        is_hit: shared > 0.0,
    }
}

/// Returns what Latin words in the Chinese add.
fn latin(zh: &Chinese, en: &English) -> Evidence {
    let shared = zh
        .latin
        .intersection(&en.latin)
        .count();
    let missing = zh.latin.len() - shared;
    Evidence {
        worth: SHARED_LATIN * quotient(shared).min(3.0)
            + MISSING_LATIN * quotient(missing).min(3.0),
        is_hit: shared > 0,
    }
}

/// Returns what the places of the texts add.
fn placed(zh: &Chinese, en: &English, setting: Setting) -> f32 {
    let near = match setting.distance {
        1 => NEXT,
        -1 => BEFORE,
        2 | -2 => TWO_APART,
        _ => 0.0,
    };
    let are_short = zh.han <= SHORT && en.words <= SHORT;
    let are_neighbours = setting.distance.abs() == 1;
    near + if are_neighbours && are_short {
        SHORT_NEIGHBOURS
    } else {
        0.0
    } + if setting.both_quoted {
        BOTH_QUOTED
    } else {
        0.0
    }
}
