//! Normalizing: which spellings count as equal. For comparing, never for showing.
//!
//! NFKC, lower case, traditional to simplified character by character, curly quotes to ASCII,
//! accents dropped from Latin letters, invisible joiners dropped, and so are line ends between Han
//! characters. It works by grapheme and keeps a map, so that a range of the normalized text always
//! leads back to whole graphemes of the original.
//!
//! A hyphen at a line's end may be a word's own (`twenty-year`) or the printer's (`ana-lyst`), and
//! no text says which. So such a text has two readings: [`normalize`] keeps the hyphen,
//! [`normalize_unhyphenated`] joins what it parts.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::grapheme::{self, is_plain_han, stands_alone};

/// A normalized text that remembers where each part of it came from.
#[derive(Debug, Clone, Default)]
pub struct Normalized {
    /// The normalized text.
    pub text: String,
    /// Stretches of both texts in order; each starts where the one before ends.
    stretches: Vec<Stretch>,
    source_len: usize,
}

#[derive(Debug, Clone, Copy)]
struct Stretch {
    normalized: usize,
    source: usize,
    /// Each character has as many bytes on both sides, so offsets inside can be told apart; else
    /// the stretch is one grapheme.
    same: bool,
}

impl Normalized {
    /// The bytes of the original that became `range` (bytes) of the normalized text, widened to
    /// whole graphemes.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self
                .stretch(range.start)
                .map_or(0, |s| self.start_in(s, range.start));
            return at..at;
        }
        let first = self
            .stretch(range.start)
            .map_or(0, |s| self.start_in(s, range.start));
        let last = self
            .stretch(range.end - 1)
            .map_or(0, |s| self.end_in(s, range.end));
        first..last
    }

    fn stretch(&self, normalized: usize) -> Option<usize> {
        self.stretches
            .partition_point(|s| s.normalized <= normalized)
            .checked_sub(1)
    }

    fn start_in(&self, stretch: usize, normalized: usize) -> usize {
        let Stretch {
            normalized: start,
            source,
            same,
        } = self.stretches[stretch];
        if same {
            source + (normalized - start)
        } else {
            source
        }
    }

    fn end_in(&self, stretch: usize, normalized: usize) -> usize {
        let Stretch {
            normalized: start,
            source,
            same,
        } = self.stretches[stretch];
        if same {
            return source + (normalized - start);
        }
        self.stretches
            .get(stretch + 1)
            .map_or(self.source_len, |next| next.source)
    }

    /// Adds what `text` begins with that is not ASCII and of which each character normalizes by
    /// itself, to one of as many bytes. Says how many these are.
    fn push_alone(&mut self, source: usize, text: &str) -> usize {
        let start = self.text.len();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next_if(|c| !c.is_ascii()) {
            match fold_alone(c).filter(|plain| plain.len_utf8() == c.len_utf8()) {
                Some(plain) if chars.peek().copied().is_none_or(stands_alone) => {
                    self.text.push(plain);
                }
                _ => break,
            }
        }
        let added = self.text.len() - start;
        if added > 0 {
            self.start_same(source, start);
        }
        added
    }

    fn start_same(&mut self, source: usize, normalized: usize) {
        if !self.stretches.last().is_some_and(|s| s.same) {
            self.stretches.push(Stretch {
                normalized,
                source,
                same: true,
            });
        }
    }

    fn push_ascii(&mut self, source: usize, text: &str) {
        let start = self.text.len();
        self.start_same(source, start);
        self.text.push_str(text);
        self.text[start..].make_ascii_lowercase();
    }

    fn push(&mut self, source: usize, grapheme: &str, normalized: &str) {
        let same = grapheme == normalized;
        if !(same && self.stretches.last().is_some_and(|s| s.same)) {
            self.stretches.push(Stretch {
                normalized: self.text.len(),
                source,
                same,
            });
        }
        self.text.push_str(normalized);
    }
}

/// Folds `text`, keeping the way back.
#[must_use]
pub fn normalize(text: &str) -> Normalized {
    fold_reading(text, false)
}

/// Folds `text` as if no word were hyphenated over a line end; `None` where none is.
#[must_use]
pub fn normalize_unhyphenated(text: &str) -> Option<Normalized> {
    if !text.contains('\n') && !text.contains('\r') {
        return None;
    }
    let hyphenated = text
        .match_indices(is_hyphen)
        .any(|(at, _)| silent_len(&text[..at], &text[at..], true) > 0);
    hyphenated.then(|| fold_reading(text, true))
}

/// How long the line end at the start of `text` is, in bytes, if it parts no words: one between Han
/// characters, or with a hyphen before it between a letter and a small letter.
fn silent_len(before: &str, text: &str, unhyphenated: bool) -> usize {
    let small = |c: char| c.is_lowercase() && is_latin(c);
    let line_end = |text: &str| {
        let run = text.len() - text.trim_start_matches(is_line_blank).len();
        if text[..run].contains(['\n', '\r']) {
            run
        } else {
            0
        }
    };
    if before.ends_with(is_plain_han) {
        let run = line_end(text);
        return if text[run..].starts_with(is_plain_han) {
            run
        } else {
            0
        };
    }
    let hyphen = text
        .chars()
        .next()
        .filter(|&c| unhyphenated && is_hyphen(c))
        .map_or(0, char::len_utf8);
    if hyphen == 0 || !before.ends_with(is_latin) {
        return 0;
    }
    let run = line_end(&text[hyphen..]);
    if run > 0 && text[hyphen + run..].starts_with(small) {
        hyphen + run
    } else {
        0
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}')
}

fn is_line_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{3000}')
}

/// A silent line end may begin with it.
fn may_be_silent(c: char) -> bool {
    is_line_blank(c) || is_hyphen(c)
}

fn fold_reading(text: &str, unhyphenated: bool) -> Normalized {
    let mut out = Normalized {
        text: String::with_capacity(text.len()),
        stretches: Vec::new(),
        source_len: text.len(),
    };
    let mut buffer = String::new();
    let mut at = 0;
    while at < text.len() {
        let before_han = text[..at].ends_with(is_plain_han);
        let ascii = if before_han {
            0
        } else {
            ascii_len(&text[at..], unhyphenated)
        };
        if ascii > 0 {
            out.push_ascii(at, &text[at..at + ascii]);
            at += ascii;
            continue;
        }
        if text[at..].starts_with(may_be_silent) {
            let silent = silent_len(&text[..at], &text[at..], unhyphenated);
            if silent > 0 {
                out.push(at, &text[at..at + silent], "");
                at += silent;
                continue;
            }
        }
        let alone = out.push_alone(at, &text[at..]);
        if alone > 0 {
            at += alone;
            continue;
        }
        let end = at + grapheme::first_len(&text[at..]);
        let grapheme = &text[at..end];
        buffer.clear();
        fold_grapheme(grapheme, &mut buffer);
        out.push(at, grapheme, &buffer);
        at = end;
    }
    out
}

/// Folds `text` where the way back is not needed.
#[must_use]
pub fn normalize_text(text: &str) -> String {
    normalize(text).text
}

/// Length in bytes of the ASCII that `text` starts with and of which each character is normalized
/// by itself: not CR, which joins LF, no hyphen if one may part a line, and not the last if what
/// follows may join it.
fn ascii_len(text: &str, unhyphenated: bool) -> usize {
    let plain = |b: &u8| b.is_ascii() && *b != b'\r' && !(unhyphenated && *b == b'-');
    // Whole blocks take a tenth of the time.
    let (blocks, _) = text.as_bytes().as_chunks::<16>();
    let blocks = blocks
        .iter()
        .take_while(|block| block.iter().fold(true, |all, b| all & plain(b)))
        .count()
        * 16;
    let len = blocks
        + text.as_bytes()[blocks..]
            .iter()
            .take_while(|b| plain(b))
            .count();
    if text[len..].chars().next().is_none_or(stands_alone) {
        len
    } else {
        len.saturating_sub(1)
    }
}

/// What a character normalizes to that is nearly all of every text, where it is a grapheme by
/// itself: where it stands alone, as all of these do that fold to as many bytes, and so does the
/// next one.
fn fold_alone(c: char) -> Option<char> {
    match c {
        '\r' => None,
        c if c.is_ascii() => Some(c.to_ascii_lowercase()),
        c if is_plain_han(c) => Some(simplified(c)),
        '、' | '。' | '《' | '》' | '〈' | '〉' | '【' | '】' | '—' => Some(c),
        // Full-width forms of ASCII.
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase())
        }
        c => Some(plain_quote(c)).filter(|&quote| quote != c),
    }
}

fn fold_grapheme(grapheme: &str, out: &mut String) {
    let mut chars = grapheme.chars();
    match (chars.next().and_then(fold_alone), chars.next()) {
        (Some(plain), None) => out.push(plain),
        _ => fold_general(grapheme, out),
    }
}

fn fold_general(grapheme: &str, out: &mut String) {
    let mut after_latin = false;
    let bare: String = grapheme
        .chars()
        .map(plain_quote)
        .nfkc()
        .map(plain_quote)
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|&c| {
            let mark = is_combining_mark(c);
            after_latin = if mark { after_latin } else { is_latin(c) };
            !(mark && after_latin) && !is_invisible(c)
        })
        .collect();
    out.extend(bare.nfc().map(simplified));
}

fn plain_quote(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{ff07}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{ff02}' | '「' | '」' | '『' | '』' => '"',
        _ => c,
    }
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && unicode_script::Script::from(c) == unicode_script::Script::Latin
}

/// Characters that show nothing and part nothing: soft hyphen, joiners, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'
    )
}

include!(concat!(env!("OUT_DIR"), "/simplified.rs"));

/// The simplified form of a character, by the table that `build.rs` makes of `OpenCC`'s.
fn simplified(c: char) -> char {
    let code = u32::from(c);
    if code < FROM {
        return c;
    }
    let near = NEAR
        .get((code - FROM) as usize)
        .map_or(0, |&form| u32::from(form));
    if near != 0 {
        return char::from_u32(near).unwrap_or(c);
    }
    let far = FAR
        .binary_search_by_key(&code, |(from, _)| *from)
        .map(|at| FAR[at].1);
    far.ok().and_then(char::from_u32).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortcuts_fold_every_character_as_the_general_way_does() {
        for c in '\0'..=char::MAX {
            let (mut short, mut general) = (String::new(), String::new());
            fold_grapheme(&c.to_string(), &mut short);
            fold_general(&c.to_string(), &mut general);
            assert_eq!(short, general, "{c:?}");
        }
    }
}
