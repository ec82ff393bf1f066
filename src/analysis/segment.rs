//! Chinese: words. jieba cuts the text when it is indexed; a query is cut by [`best_path`] over the
//! words that the index holds, so that no query loads a dictionary.
//!
//! The two may cut the same run differently. That never loses a match: what a query's word matches
//! is settled in `search`, where a word that the index doesn't know as such is looked for as
//! characters in a row.

use std::ops::Range;
use std::sync::Once;

use tantivy::tokenizer::{TokenStream, Tokenizer};
use tantivy_jieba::JiebaTokenizer;

use super::stop::is_function_word;
use super::token::is_han;

/// Longest word, in characters, that [`best_path`] looks for.
const MAX_WORD: usize = 8;

/// Loads the dictionary in the background, once, so that it is there when the first text is cut.
pub fn load_ahead() {
    static LOADING: Once = Once::new();
    LOADING.call_once(|| {
        std::thread::spawn(|| words("一"));
    });
}

/// The maximal runs of Han characters in a normalized text, as byte ranges.
#[must_use]
pub fn han_runs(normalized: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, c) in normalized.char_indices().filter(|&(_, c)| is_han(c)) {
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(run) if run.end == at => run.end = end,
            _ => runs.push(at..end),
        }
    }
    runs
}

/// The words of the Han runs of a normalized text, as the index holds them: jieba's words; the
/// words that make up a long one (统一 and 战线 in 统一战线, but never 一战 across them); and pairs of
/// characters that jieba left single, which is how it shows a word that it doesn't know.
#[must_use]
pub fn words(normalized: &str) -> Vec<&str> {
    let mut jieba = JiebaTokenizer::new();
    let mut out = Vec::new();
    for run in han_runs(normalized) {
        words_of_run(&mut jieba, &normalized[run], &mut out);
    }
    out
}

fn words_of_run<'a>(jieba: &mut JiebaTokenizer, run: &'a str, out: &mut Vec<&'a str>) {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    jieba
        .token_stream(run)
        .process(&mut |t| tokens.push(t.offset_from..t.offset_to));
    let mut single_before: Option<Range<usize>> = None;
    for group in groups(&tokens) {
        let Some((word, parts)) = group.split_last() else {
            continue;
        };
        out.push(&run[word.clone()]);
        let is_single = run[word.clone()].chars().nth(1).is_none();
        if !is_single {
            push_parts(run, word, parts, out);
        }
        let single = (is_single && !is_function_word(&run[word.clone()])).then(|| word.clone());
        if let (Some(before), Some(now)) = (&single_before, &single) {
            out.push(&run[before.start..now.end]);
        }
        single_before = single;
    }
}

/// jieba's search mode gives the dictionary's words inside a long word, then the long word; this
/// splits its list after each of the words that follow one another in the text.
fn groups(tokens: &[Range<usize>]) -> Vec<&[Range<usize>]> {
    let mut out = Vec::new();
    let mut end = tokens.len();
    while let Some(last) = end.checked_sub(1) {
        let word = &tokens[last];
        let start = tokens[..last]
            .iter()
            .rposition(|t| t.end <= word.start)
            .map_or(0, |p| p + 1);
        out.push(&tokens[start..end]);
        end = start;
    }
    out.reverse();
    out
}

/// The parts that tile `word` best: those that cover most of its characters without overlapping;
/// where a stretch of it is covered by none, its pairs of characters.
fn push_parts<'a>(
    run: &'a str,
    word: &Range<usize>,
    parts: &[Range<usize>],
    out: &mut Vec<&'a str>,
) {
    let borders: Vec<usize> = run[word.clone()]
        .char_indices()
        .map(|(i, _)| word.start + i)
        .chain([word.end])
        .collect();
    if borders.len() < 4 {
        return;
    }
    let tiles = tile(&borders, parts);
    for pair in borders.windows(3) {
        let free = |at: usize| !tiles.iter().any(|t| t.contains(&at));
        if free(pair[0]) && free(pair[1]) {
            out.push(&run[pair[0]..pair[2]]);
        }
    }
    for tile in tiles {
        out.push(&run[tile.clone()]);
        let inside: Vec<_> = parts
            .iter()
            .filter(|p| **p != tile && tile.start <= p.start && p.end <= tile.end)
            .cloned()
            .collect();
        if !inside.is_empty() {
            push_parts(run, &tile, &inside, out);
        }
    }
}

fn tile(borders: &[usize], parts: &[Range<usize>]) -> Vec<Range<usize>> {
    // best[i]: bytes covered by the best tiling of the characters from i on, and the part that it
    // starts with.
    let mut best: Vec<(usize, Option<&Range<usize>>)> = vec![(0, None); borders.len()];
    for i in (0..borders.len() - 1).rev() {
        best[i] = (best[i + 1].0, None);
        for part in parts.iter().filter(|p| p.start == borders[i]) {
            let Ok(next) = borders.binary_search(&part.end) else {
                continue;
            };
            let covered = part.len() + best[next].0;
            if covered >= best[i].0 && part.len() > best[i].1.map_or(0, ExactSizeIterator::len)
                || covered > best[i].0
            {
                best[i] = (covered, Some(part));
            }
        }
    }
    let mut tiles = Vec::new();
    let mut i = 0;
    while i < borders.len() - 1 {
        match best[i].1 {
            Some(part) => {
                tiles.push(part.clone());
                i = borders.binary_search(&part.end).unwrap_or(i + 1);
            }
            None => i += 1,
        }
    }
    tiles
}

/// Cuts a run of normalized Han characters into the most probable words, where `freq` says how
/// often the index has a word, out of `total`. A character in no known word stands alone. Returns
/// byte ranges that tile the run.
///
/// The maximum-probability path that jieba takes over its dictionary, here over the index's own.
pub fn best_path(run: &str, total: u64, mut freq: impl FnMut(&str) -> u64) -> Vec<Range<usize>> {
    let borders: Vec<usize> = run
        .char_indices()
        .map(|(i, _)| i)
        .chain([run.len()])
        .collect();
    let n = borders.len() - 1;
    let log_total = ln(total.max(2));
    let mut best: Vec<(f64, usize)> = vec![(0.0, 0); n + 1];
    for i in (0..n).rev() {
        best[i] = (best[i + 1].0 - log_total, i + 1);
        for end in i + 1..=n.min(i + MAX_WORD) {
            let count = freq(&run[borders[i]..borders[end]]);
            let log = ln(count) - log_total + best[end].0;
            if count > 0 && log >= best[i].0 {
                best[i] = (log, end);
            }
        }
    }
    let mut path = Vec::new();
    let mut i = 0;
    while i < n {
        let end = best[i].1;
        path.push(borders[i]..borders[end]);
        i = end;
    }
    path
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a logarithm of a count needs no more"
)]
fn ln(count: u64) -> f64 {
    (count as f64).ln()
}
