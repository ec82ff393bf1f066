//! British and American spellings of the same English words.

use std::borrow::Cow;

include!(concat!(env!("OUT_DIR"), "/spelling.rs"));

/// Endings of British verbs that the table need not list, and the American ones.
const ENDINGS: [(&str, &str); 6] = [
    ("isation", "ization"),
    ("isations", "izations"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
];
/// Ends of words to which the verbs add their ending: `digital`, `market`, `sinic`.
const BEFORE_ENDINGS: [&str; 7] = ["al", "ar", "at", "er", "et", "ic", "on"];
/// Minimum length of the word before the ending, in bytes: `arise` and `valise` are no such verbs.
const MIN_BEFORE: usize = 4;
/// Words that look like such verbs.
const NO_VERBS: [&str; 2] = ["treatise", "treatises"];

/// The American spelling of a normalized word, if it is a British one.
///
/// The table lists words that dictionaries have. The endings are for new ones: `marketisation`.
pub(super) fn american(word: &str) -> Option<Cow<'static, str>> {
    // The shortest word of the table has four letters.
    if word.len() < 4 {
        return None;
    }
    match AMERICAN.get(word) {
        Some(american) => Some(Cow::Borrowed(*american)),
        None => with_american_ending(word).map(Cow::Owned),
    }
}

fn with_american_ending(word: &str) -> Option<String> {
    let (before, ending) = ENDINGS
        .iter()
        .find_map(|(british, american)| Some((word.strip_suffix(british)?, american)))?;
    let is_verb = before.len() >= MIN_BEFORE
        && BEFORE_ENDINGS
            .iter()
            .any(|end| before.ends_with(end))
        && !NO_VERBS.contains(&word);
    is_verb.then(|| format!("{before}{ending}"))
}

/// The other spellings of a normalized word: the American one, and the British ones of an American
/// word.
#[must_use]
pub fn other_spellings(word: &str) -> Vec<String> {
    let american = american(word);
    let american = american.as_deref().unwrap_or(word);
    let british = BRITISH.get(american);
    let british = british
        .copied()
        .unwrap_or_default()
        .iter();
    let mut spellings: Vec<String> = british
        .map(|word| (*word).to_owned())
        .collect();
    spellings.push(american.to_owned());
    spellings.extend(with_british_ending(american));
    spellings.retain(|spelling| spelling != word);
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

fn with_british_ending(american: &str) -> Option<String> {
    let british = ENDINGS
        .iter()
        .find_map(|(british, ending)| {
            Some(format!(
                "{}{british}",
                american.strip_suffix(ending)?
            ))
        })?;
    with_american_ending(&british)
        .is_some()
        .then_some(british)
}

/// The letters with which a British spelling may begin if the American one begins with `letter`:
/// `aesthetic`, `esthetic`.
pub(crate) fn other_first_letters(letter: u8) -> impl Iterator<Item = u8> {
    let pairs = FIRSTS
        .iter()
        .filter(move |(american, _)| *american == letter);
    pairs.map(|(_, british)| *british)
}
