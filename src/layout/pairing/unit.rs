//! The passages of a brief that may be paired, by language.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::analysis::token::is_han;
use crate::model::{Kind, Lang, Passage};

/// Number of Han characters in as long a text as an English word.
pub(crate) const HAN_PER_WORD: f32 = 1.6;
/// Maximum share that the shorter language of a passage may have of the longer one. A passage with
/// more has its translation inside.
const MAX_OTHER: f32 = 0.3;
/// Minimum number of letters of a word that counts.
const MIN_LETTERS: usize = 3;

/// A passage that may be paired.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    /// Index of the passage in its brief.
    pub passage: usize,
    /// Its position among the units of both languages.
    pub place: usize,
    pub kind: Kind,
    /// Its text without addresses.
    pub text: Cow<'a, str>,
}

/// The units of a brief, in order.
#[derive(Debug, Default)]
pub(super) struct Units<'a> {
    pub zh: Vec<Unit<'a>>,
    pub en: Vec<Unit<'a>>,
}

/// Returns the units among `passages` but for those at the indices that `left_out` accepts.
pub(super) fn units(passages: &[Passage], left_out: impl Fn(usize) -> bool) -> Units<'_> {
    let mut units = Units::default();
    if !has_both(passages) {
        return units;
    }
    let mut place = 0;
    for (at, passage) in passages.iter().enumerate() {
        if left_out(at) {
            continue;
        }
        let text = without_addresses(&passage.text);
        let Some(lang) = lang(passage.lang, &text) else {
            continue;
        };
        let unit = Unit {
            passage: at,
            place,
            kind: passage.kind,
            text,
        };
        place += 1;
        match lang {
            Lang::Zh => units.zh.push(unit),
            _ => units.en.push(unit),
        }
    }
    units
}

/// Returns whether both languages occur, so that nothing is read of most briefs.
fn has_both(passages: &[Passage]) -> bool {
    let has = |lang: Lang| {
        passages
            .iter()
            .any(|passage| passage.lang == lang)
    };
    has(Lang::Mixed) || has(Lang::Zh) && has(Lang::En)
}

fn without_addresses(text: &str) -> Cow<'_, str> {
    // Looking for these is much quicker than the pattern.
    const MARKS: [&str; 3] = ["http", "www.", "@"];
    static ADDRESS: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"https?://\S+|www\.\S+|\S+@\S+").ok());
    match &*ADDRESS {
        Some(address)
            if MARKS
                .iter()
                .any(|mark| text.contains(mark)) =>
        {
            address.replace_all(text, " ")
        }
        _ => Cow::Borrowed(text),
    }
}

/// Returns the language of a unit with this text, or `None` if it is none: it has no words, or as
/// many of either language.
#[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
fn lang(lang: Lang, text: &str) -> Option<Lang> {
    if lang == Lang::En && text.is_ascii() {
        return (words_outside_brackets(text) > 0).then_some(lang);
    }
    let han = text.matches(is_han).count() as f32 / HAN_PER_WORD;
    let words = words_outside_brackets(text) as f32;
    if words < 1.0 && han * HAN_PER_WORD < 2.0 {
        return None;
    }
    if han.min(words) > (MAX_OTHER * han.max(words)).max(1.0) {
        return None;
    }
    match lang {
        Lang::Mixed if han >= words => Some(Lang::Zh),
        Lang::Mixed => Some(Lang::En),
        lang => Some(lang),
    }
}

/// Counts the words of Latin letters that are not in brackets, which hold names and sources.
fn words_outside_brackets(text: &str) -> usize {
    let (mut words, mut letters, mut depth) = (0, 0, 0_usize);
    for c in text.chars().chain([' ']) {
        if c.is_ascii_alphabetic() && depth == 0 {
            letters += 1;
            continue;
        }
        words += usize::from(letters >= MIN_LETTERS);
        letters = 0;
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words
}
