//! Pinyin without tones, as people type it: `tongzhan` for 统战.

use std::collections::BTreeMap;

use pinyin::ToPinyinMulti;

use crate::error::Result;
use crate::index::Index;
use crate::search::terms::each_term;

/// The consonants that a syllable may start with, the longer ones first.
const INITIALS: &str = "zh ch sh b p m f d t n l g k h j q x r z c s y w";
/// The rest of a syllable.
const FINALS: &str = "a ai an ang ao e ei en eng er o ong ou i ia ian iang iao ie in ing iong iu \
                      u ua uai uan uang ue ui un uo v ve";
/// Minimum length of pinyin that is looked up, in letters.
const MIN_LETTERS: usize = 4;
/// Maximum number of words with one reading.
const MAX_WORDS: usize = 4;
/// Spelling of 陕西, which only differs from 山西 by its tone.
const SHAANXI: (&str, &str) = ("shaanxi", "陕西");

/// Returns the letters of `word` if it may be pinyin of more than one syllable.
pub(super) fn letters(word: &str) -> Option<String> {
    let kept = word
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '-'));
    let letters: String = kept
        .map(|c| match c {
            'ü' | 'Ü' => 'v',
            _ => c.to_ascii_lowercase(),
        })
        .collect();
    let is_pinyin = letters.len() >= MIN_LETTERS
        && letters
            .bytes()
            .all(|byte| byte.is_ascii_lowercase())
        && (letters == SHAANXI.0 || are_syllables(&letters, 0));
    is_pinyin.then_some(letters)
}

/// Returns whether `letters` are syllables, at least two with the `before` ones before them.
fn are_syllables(letters: &str, before: usize) -> bool {
    if letters.is_empty() {
        return before > 1;
    }
    let mut starts = INITIALS
        .split(' ')
        .filter_map(|initial| letters.strip_prefix(initial));
    let rest = starts.next().unwrap_or(letters);
    let mut finals = FINALS.split_ascii_whitespace();
    finals.any(|end| {
        rest.strip_prefix(end)
            .is_some_and(|rest| are_syllables(rest, before + 1))
    })
}

/// Returns the words of the index that are read as each of `keys`, the most frequent first. Words
/// that need a rarer reading of a character count only if there is no other.
pub(super) fn words(index: &Index, keys: &[String]) -> Result<Vec<Vec<String>>> {
    let mut found: Vec<BTreeMap<String, (bool, u64)>> = vec![BTreeMap::new(); keys.len()];
    each_term(
        index,
        index.fields.chinese,
        None,
        |word, passages| {
            if word.chars().nth(1).is_none() {
                return;
            }
            for (key, words) in keys.iter().zip(&mut found) {
                if let Some(is_rarer) = reading(word, key) {
                    let count = words
                        .entry(word.to_owned())
                        .or_insert((is_rarer, 0));
                    count.1 += passages;
                }
            }
        },
    )?;
    Ok(found
        .into_iter()
        .map(best)
        .collect())
}

fn best(words: BTreeMap<String, (bool, u64)>) -> Vec<String> {
    let mut words: Vec<(String, (bool, u64))> = words.into_iter().collect();
    let has_usual = words
        .iter()
        .any(|(_, (is_rarer, _))| !is_rarer);
    words.retain(|(_, (is_rarer, _))| !(has_usual && *is_rarer));
    words.sort_by_key(|(_, (_, passages))| std::cmp::Reverse(*passages));
    words.truncate(MAX_WORDS);
    words
        .into_iter()
        .map(|(word, _)| word)
        .collect()
}

/// Returns whether `word` needs a rarer reading of a character to be read as `key`; `None` if it
/// cannot be.
fn reading(word: &str, key: &str) -> Option<bool> {
    if key == SHAANXI.0 {
        return (word == SHAANXI.1).then_some(false);
    }
    let mut chars = word.chars();
    let Some(first) = chars.next() else {
        return key.is_empty().then_some(false);
    };
    let readings = first.to_pinyin_multi()?;
    let mut rarer = None;
    for (place, reading) in readings.into_iter().enumerate() {
        let Some(rest) = after(key, reading.plain()) else {
            continue;
        };
        match reading_of_rest(chars.as_str(), rest) {
            Some(is_rarer) if place == 0 && !is_rarer => return Some(false),
            Some(_) => rarer = Some(true),
            None => {}
        }
    }
    rarer
}

fn reading_of_rest(word: &str, key: &str) -> Option<bool> {
    match (word.is_empty(), key.is_empty()) {
        (true, true) => Some(false),
        (false, false) => reading(word, key),
        _ => None,
    }
}

/// Returns `key` after the syllable that it starts with.
fn after<'k>(key: &'k str, syllable: &str) -> Option<&'k str> {
    if syllable.contains('ü') {
        return key.strip_prefix(syllable.replace('ü', "v").as_str());
    }
    key.strip_prefix(syllable)
}
