//! Finds the paragraphs that are quotations where the layout doesn't mark them.
//!
//! A paragraph is a quotation if it is wholly in quotation marks, is among those from an opening
//! mark to the one that closes it, or follows a paragraph that ends with a colon. So is a paragraph
//! that translates a Chinese quotation just before it and, in an English brief, a paragraph in
//! Chinese, unless it is boilerplate. A brief that is written in both languages is not English.

use std::ops::RangeInclusive;

use super::block::{Block, Level, Mark};
use super::boilerplate::is_boilerplate;
use super::{address, language};
use crate::model::Lang;

/// Maximum number of paragraphs that a pair of quotation marks holds after its first.
const MAX_OPEN: usize = 8;
/// Maximum number of paragraphs in an original that a translation follows.
const MAX_RUN: usize = 40;
/// Index of the last paragraph that can name addressees without a title or a number before it.
const MAX_ADDRESS: usize = 4;
/// Number of English words in a translation for each Han character of its original.
const WORDS_PER_HAN: RangeInclusive<f64> = 0.35..=1.6;
/// Maximum length of an original whose translation may be longer or shorter than that by some
/// words, in Han characters: 房住不炒 is “Housing is for living in, not for speculation”.
const SHORT_ORIGINAL: usize = 20;
/// Number of words by which the translation of a short original may be shorter, and longer.
const WORDS_LEEWAY: (usize, usize) = (1, 4);
/// Maximum length of a line with a key and its value, in bytes.
const MAX_KEY_AND_VALUE: usize = 120;
/// Maximum length of a value after a key, in words and Han characters.
const MAX_VALUE: usize = 6;
/// Characters that a line with a key and its value doesn't have.
const NO_KEY_AND_VALUE: [char; 4] = ['\n', '“', '"', '「'];
const OPENING_BRACKETS: [char; 3] = ['(', '（', '['];
const CLOSING_BRACKETS: [char; 3] = [')', '）', ']'];

/// Marks the quotations among the paragraphs of `text`, whose main language is `main`.
pub(super) fn mark(text: &str, main: Lang, blocks: &mut [Block]) {
    let paragraphs = Paragraphs {
        text,
        main,
        langs: langs(text, blocks),
        blocks,
    };
    let mut quoted_until = 0;
    for i in 0..paragraphs.blocks.len() {
        if !paragraphs.is_prose(i) {
            continue;
        }
        if let Some(last) = paragraphs.closing(i) {
            quoted_until = quoted_until.max(last + 1);
        }
        if i < quoted_until || paragraphs.is_quotation(i) {
            paragraphs.blocks[i].mark = Mark::Quote;
        }
    }
}

fn langs(text: &str, blocks: &[Block]) -> Vec<Lang> {
    let mut langs = Vec::with_capacity(blocks.len());
    for block in blocks {
        langs.push(language::of(&text[block.span.clone()]));
    }
    langs
}

/// The paragraphs of a brief. Those before the one in question have their final marks.
struct Paragraphs<'a> {
    text: &'a str,
    /// The brief's main language.
    main: Lang,
    /// The language of each block.
    langs: Vec<Lang>,
    blocks: &'a mut [Block],
}

impl<'a> Paragraphs<'a> {
    fn text(&self, i: usize) -> &'a str {
        &self.text[self.blocks[i].span.clone()]
    }

    fn is_prose(&self, i: usize) -> bool {
        self.blocks[i].mark == Mark::Prose
    }

    fn is_quote_in(&self, lang: Lang, i: usize) -> bool {
        self.blocks[i].mark == Mark::Quote && self.langs[i] == lang
    }

    fn is_title(&self, i: usize) -> bool {
        let Mark::Heading { level, .. } = &self.blocks[i].mark else {
            return false;
        };
        *level == Level::Title
    }

    /// Returns whether paragraph `i` alone is a quotation.
    fn is_quotation(&self, i: usize) -> bool {
        is_in_quotation_marks(self.text(i))
            || self.is_announced(i)
            || self.main == Lang::En && self.is_chinese(i)
            || self.is_translation(i)
    }

    fn is_chinese(&self, i: usize) -> bool {
        self.langs[i] == Lang::Zh && !is_boilerplate(self.text(i))
    }

    fn is_translation(&self, i: usize) -> bool {
        match self.original_of(i) {
            Some(original) => is_translation(original, self.text(i)),
            None => false,
        }
    }

    /// Returns whether the paragraph before `i` ends with a colon and `i` is what it announces.
    fn is_announced(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else {
            return false;
        };
        if !self.is_prose(before) || !ends_with_colon(self.text(before)) {
            return false;
        }
        if self.is_address(before) {
            return false;
        }
        !is_aside(self.text(i)) && !is_key_and_value(self.text(i))
    }

    /// Returns whether paragraph `i`, which ends with a colon, says whom the text is for. Below the
    /// title or the document's number, a Chinese document names its addressees.
    fn is_address(&self, i: usize) -> bool {
        let text = self.text(i);
        if address::is_salutation(text) {
            return true;
        }
        let Some(before) = i.checked_sub(1) else {
            return address::is_addressee(text);
        };
        let is_below_title = self.main == Lang::Zh && self.is_title(before);
        let is_on_top = self.blocks[before]
            .mark
            .level()
            .is_some()
            || is_boilerplate(self.text(before))
            || i <= MAX_ADDRESS;
        is_below_title || is_on_top && address::is_addressee(text)
    }

    /// Returns the paragraph that closes the quotation that paragraph `i` opens but doesn't close.
    /// Each paragraph between may open it anew.
    fn closing(&self, i: usize) -> Option<usize> {
        let inside = self.text(i).strip_prefix('“')?;
        if inside.contains(['“', '”']) {
            return None;
        }
        let end = self
            .blocks
            .len()
            .min(i + 1 + MAX_OPEN);
        for j in i + 1..end {
            let inside = self.text(j).trim_start_matches('“');
            if !self.is_prose(j) || inside.contains('“') {
                return None;
            }
            if inside.contains('”') {
                return Some(j);
            }
        }
        None
    }

    /// Returns the Chinese quotation that paragraph `i` would translate. A translation of several
    /// paragraphs follows the last of their originals, so the quotation is as far back in the
    /// original as there are paragraphs of it left.
    fn original_of(&self, i: usize) -> Option<&'a str> {
        let translated = self.count_quotes(Lang::En, i);
        let original_end = i - translated;
        let originals = self.count_quotes(Lang::Zh, original_end);
        if translated >= originals {
            return None;
        }
        let original_start = original_end - originals;
        if self.is_translated_before(original_start) {
            return None;
        }
        Some(self.text(original_start + translated))
    }

    /// Counts the quotations in `lang` in a row that end before `end`.
    fn count_quotes(&self, lang: Lang, end: usize) -> usize {
        let earlier = (0..end).rev().take(MAX_RUN);
        let quotes = earlier.take_while(|i| self.is_quote_in(lang, *i));
        quotes.count()
    }

    /// Returns whether the translation of the original `i` is before it. Then the brief's own prose
    /// follows the original.
    fn is_translated_before(&self, i: usize) -> bool {
        if i == 0 || !self.is_quote_in(Lang::En, i - 1) {
            return false;
        }
        if i > 1 && self.is_quote_in(Lang::Zh, i - 2) {
            return false;
        }
        is_translation(self.text(i), self.text(i - 1))
    }
}

/// Returns whether `paragraph` can be the English of `original`: of a length that fits, and a text
/// of its own.
pub(super) fn is_translation(original: &str, paragraph: &str) -> bool {
    if language::of(original) != Lang::Zh || language::of(paragraph) != Lang::En {
        return false;
    }
    if ends_with_colon(paragraph) || is_aside(paragraph) {
        return false;
    }
    let han = language::length(original).han;
    let words = language::length(paragraph).words;
    let (fewer, more) = if han <= SHORT_ORIGINAL && !ends_with_colon(original) {
        WORDS_LEEWAY
    } else {
        (0, 0)
    };
    let least = ratio(words + fewer, han.max(1));
    let most = ratio(words.saturating_sub(more), han.max(1));
    words > 0 && least >= *WORDS_PER_HAN.start() && most <= *WORDS_PER_HAN.end()
}

#[expect(clippy::cast_precision_loss, reason = "a ratio needs no more")]
fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}

/// Returns whether `paragraph` is a line with a key of one or two words and its value: `Issue:
/// 2021/12`.
fn is_key_and_value(paragraph: &str) -> bool {
    if paragraph.len() > MAX_KEY_AND_VALUE || paragraph.contains(NO_KEY_AND_VALUE) {
        return false;
    }
    let Some((key, value)) = paragraph.split_once([':', '：']) else {
        return false;
    };
    if key.is_empty() || key.starts_with(char::is_lowercase) {
        return false;
    }
    let key = language::length(key);
    let value = language::length(value);
    // Two Han characters are about a word.
    let key_words = key.words + key.han / 2;
    (1..=2).contains(&key_words) && value.words + value.han <= MAX_VALUE
}

/// Returns whether a colon ends `paragraph`.
pub(super) fn ends_with_colon(paragraph: &str) -> bool {
    paragraph.ends_with([':', '：'])
}

/// Returns whether `paragraph` is a remark in brackets: `(emphasis added)`.
fn is_aside(paragraph: &str) -> bool {
    paragraph.starts_with(OPENING_BRACKETS) && paragraph.ends_with(CLOSING_BRACKETS)
}

fn is_in_quotation_marks(paragraph: &str) -> bool {
    is_between(paragraph, '“', '”')
        || is_between(paragraph, '「', '」')
        || is_between(paragraph, '"', '"')
}

/// Returns whether `open` and `close` are around `paragraph` and not inside it.
fn is_between(paragraph: &str, open: char, close: char) -> bool {
    let Some(inside) = paragraph.strip_prefix(open) else {
        return false;
    };
    let Some(inside) = inside.strip_suffix(close) else {
        return false;
    };
    !inside.contains([open, close])
}
