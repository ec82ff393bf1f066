//! Chinese words. jieba segments a text when it is indexed. A query is segmented by [`best_path`]
//! with the words that the index contains, so that no query loads a dictionary.
//!
//! The two may segment the same run differently. No match is lost by that: `search` looks for a
//! word that the index doesn't know as a word by its characters.

use std::ops::Range;
use std::sync::Once;

use tantivy::tokenizer::{TokenStream, Tokenizer};
use tantivy_jieba::JiebaTokenizer;

use super::chinese::{self, is_function_word};
use super::normalize::normalize;
use super::normalized::Normalized;
use super::token::{Token, is_han};

/// Maximum length of a word that [`best_path`] looks for, in characters.
const MAX_WORD: usize = 8;

/// Loads the dictionary in the background, once, so that it is ready for the first text.
pub fn load_ahead() {
    static LOADING: Once = Once::new();
    LOADING.call_once(|| {
        // Without a thread, the first text loads it.
        let _ = std::thread::Builder::new().spawn(|| words(&normalize("一")).len());
    });
}

/// The maximal runs of Han characters in a normalized text, as byte ranges.
#[must_use]
pub fn han_runs(normalized: &str) -> Vec<Range<usize>> {
    let characters = normalized.char_indices();
    let han = characters.filter(|(_, c)| is_han(*c));
    runs(han.map(|(at, c)| at..at + c.len_utf8()))
}

/// Joins ranges that touch; they come in order.
fn runs(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match runs.last_mut() {
            Some(run) if run.end == range.start => run.end = range.end,
            _ => runs.push(range),
        }
    }
    runs
}

/// The words of the Han runs of a normalized text, as they are indexed:
/// - jieba's words;
/// - the words in a long word (统一 and 战线 in 统一战线, but never 一战 across them);
/// - pairs of characters that jieba left single, since it does that to a word that it doesn't know.
///
/// The text is cut with its variants as written, since the dictionary has words with them; the
/// words are returned in their plain form.
#[must_use]
pub fn words(normalized: &Normalized) -> Vec<&str> {
    words_of_runs(normalized, &han_runs(&normalized.text))
}

/// The same for the runs among the tokens of a normalized text.
pub(super) fn words_of_tokens<'a>(
    normalized: &'a Normalized,
    tokens: &[Token<'a>],
) -> Vec<&'a str> {
    let han = tokens
        .iter()
        .filter(|token| chinese::owns(token));
    let runs = runs(han.map(|token| token.range.start..token.range.start + token.text.len()));
    words_of_runs(normalized, &runs)
}

fn words_of_runs<'a>(normalized: &'a Normalized, runs: &[Range<usize>]) -> Vec<&'a str> {
    let mut jieba = JiebaTokenizer::new();
    let as_written = normalized.with_variants();
    let mut ranges = Vec::new();
    for run in runs {
        push_words(
            &mut jieba,
            &as_written,
            run,
            &mut ranges,
        );
    }
    ranges
        .into_iter()
        .map(|range| &normalized.text[range])
        .collect()
}

/// The words of a run of Han characters one after the other, as jieba segments it: bytes of the
/// normalized text. Unlike [`words`], no word is inside another.
#[must_use]
pub fn cut(normalized: &Normalized, run: &Range<usize>) -> Vec<Range<usize>> {
    let as_written = normalized.with_variants_in(run.clone());
    let mut jieba = JiebaTokenizer::new();
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut stream = jieba.token_stream(&as_written);
    stream.process(&mut |token| {
        tokens.push(run.start + token.offset_from..run.start + token.offset_to);
    });
    let words = groups(&tokens).into_iter();
    words
        .filter_map(|group| group.last().cloned())
        .collect()
}

/// Adds the words of a run of `text`, as ranges of the text.
fn push_words(
    jieba: &mut JiebaTokenizer,
    text: &str,
    run: &Range<usize>,
    out: &mut Vec<Range<usize>>,
) {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut stream = jieba.token_stream(&text[run.clone()]);
    stream.process(&mut |token| {
        tokens.push(run.start + token.offset_from..run.start + token.offset_to);
    });
    let mut single_before: Option<&Range<usize>> = None;
    for group in groups(&tokens) {
        let Some((word, parts)) = group.split_last() else {
            continue;
        };
        out.push(word.clone());
        if !is_single_character(&text[word.clone()]) {
            push_parts(text, word, parts, out);
            single_before = None;
        } else if is_function_word(&text[word.clone()]) {
            single_before = None;
        } else {
            if let Some(before) = single_before {
                out.push(before.start..word.end);
            }
            single_before = Some(word);
        }
    }
}

fn is_single_character(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

/// Splits jieba's list after each word of its segmentation: in search mode jieba lists the
/// dictionary's words in a long word, then the long word itself.
fn groups(tokens: &[Range<usize>]) -> Vec<&[Range<usize>]> {
    let mut groups = Vec::new();
    let mut end = tokens.len();
    // From the end, since a group's last token says where the text of the group begins.
    while let Some(last) = end.checked_sub(1) {
        let word = &tokens[last];
        let before = tokens[..last]
            .iter()
            .rposition(|t| t.end <= word.start);
        let start = before.map_or(0, |before| before + 1);
        groups.push(&tokens[start..end]);
        end = start;
    }
    groups.reverse();
    groups
}

/// Adds the parts that tile `word` best, and in turn the parts of these. Where no part covers a
/// stretch of the word, adds the stretch's pairs of characters.
fn push_parts(
    text: &str,
    word: &Range<usize>,
    parts: &[Range<usize>],
    out: &mut Vec<Range<usize>>,
) {
    let borders = borders(text, word);
    let characters = borders.len() - 1;
    if characters < 3 {
        return;
    }
    let tiles = tiles(&borders, parts);
    for pair in borders.windows(3) {
        if !is_covered(&tiles, pair[0]) && !is_covered(&tiles, pair[1]) {
            out.push(pair[0]..pair[2]);
        }
    }
    for tile in tiles {
        let inside = parts_inside(&tile, parts);
        out.push(tile.clone());
        if !inside.is_empty() {
            push_parts(text, &tile, &inside, out);
        }
    }
}

/// The bytes at which the characters in `range` begin, and the end of the range.
fn borders(text: &str, range: &Range<usize>) -> Vec<usize> {
    let starts = text[range.clone()].char_indices();
    let starts = starts.map(|(at, _)| range.start + at);
    starts.chain([range.end]).collect()
}

fn is_covered(tiles: &[Range<usize>], at: usize) -> bool {
    tiles
        .iter()
        .any(|tile| tile.contains(&at))
}

fn parts_inside(tile: &Range<usize>, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let is_inside = |part: &&Range<usize>| tile.start <= part.start && part.end <= tile.end;
    let inside = parts.iter().filter(is_inside);
    inside
        .filter(|part| *part != tile)
        .cloned()
        .collect()
}

/// A choice of parts that don't overlap, from some border on.
#[derive(Clone, Copy, Default)]
struct Tiling<'a> {
    /// Bytes that the parts cover.
    covered: usize,
    /// The part at the border; `None` if the character there is left out.
    first: Option<&'a Range<usize>>,
}

impl Tiling<'_> {
    /// Whether it covers more or, if not less, begins with a longer part.
    fn is_better_than(&self, other: &Tiling<'_>) -> bool {
        self.covered > other.covered
            || self.covered == other.covered && self.first_len() > other.first_len()
    }

    fn first_len(&self) -> usize {
        self.first
            .map_or(0, ExactSizeIterator::len)
    }
}

/// The parts that cover most of the text between the first border and the last.
fn tiles(borders: &[usize], parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let best = best_tilings(borders, parts);
    let mut tiles = Vec::new();
    let mut at = 0;
    while at < borders.len() - 1 {
        let tile = best[at].first;
        tiles.extend(tile.cloned());
        let next = tile.and_then(|tile| {
            borders
                .binary_search(&tile.end)
                .ok()
        });
        at = next.unwrap_or(at + 1);
    }
    tiles
}

/// The best tiling from each border on.
fn best_tilings<'a>(borders: &[usize], parts: &'a [Range<usize>]) -> Vec<Tiling<'a>> {
    let mut best = vec![Tiling::default(); borders.len()];
    for at in (0..borders.len() - 1).rev() {
        best[at].covered = best[at + 1].covered;
        for part in parts
            .iter()
            .filter(|part| part.start == borders[at])
        {
            let Ok(next) = borders.binary_search(&part.end) else {
                continue;
            };
            let tiling = Tiling {
                covered: part.len() + best[next].covered,
                first: Some(part),
            };
            if tiling.is_better_than(&best[at]) {
                best[at] = tiling;
            }
        }
    }
    best
}

/// The best path from some character on.
#[derive(Clone, Copy, Default)]
struct Path {
    /// Logarithm of its probability.
    log: f64,
    /// The number of the character after its first word.
    next: usize,
}

/// Segments a run of normalized Han characters into the most probable words, where `freq` returns
/// how often the index contains a word, out of `total`. A character that is in no known word
/// becomes a word. Returns byte ranges that tile the run.
///
/// This is the maximum-probability path that jieba takes over its dictionary, here over the words
/// of the index.
pub fn best_path(run: &str, total: u64, mut freq: impl FnMut(&str) -> u64) -> Vec<Range<usize>> {
    let borders = borders(run, &(0..run.len()));
    let characters = borders.len() - 1;
    let log_total = ln(total.max(2));
    let mut best = vec![Path::default(); borders.len()];
    for at in (0..characters).rev() {
        best[at] = Path {
            log: best[at + 1].log - log_total,
            next: at + 1,
        };
        for next in at + 1..=characters.min(at + MAX_WORD) {
            let count = freq(&run[borders[at]..borders[next]]);
            let log = ln(count) - log_total + best[next].log;
            if count > 0 && log >= best[at].log {
                best[at] = Path { log, next };
            }
        }
    }
    words_of_path(&borders, &best)
}

fn words_of_path(borders: &[usize], best: &[Path]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < borders.len() - 1 {
        let next = best[at].next;
        words.push(borders[at]..borders[next]);
        at = next;
    }
    words
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a logarithm of a count needs no more"
)]
fn ln(count: u64) -> f64 {
    (count as f64).ln()
}
