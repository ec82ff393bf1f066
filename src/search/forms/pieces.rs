//! The words of a query that have other forms.

use std::ops::Range;

use super::piece::Piece;
use super::{numbered, pinyin};
use crate::analysis::token::is_han;
use crate::error::Result;
use crate::index::Index;
use crate::lexicon::Term;
use crate::lexicon::forms::{Named, named};
use crate::search::results::Way;

/// Maximum number of words of a query that are looked at; more are a question or a text.
const MAX_WORDS: usize = 6;

/// Returns the pieces of `words`, in order, not overlapping.
pub(super) fn pieces(index: &Index, words: &[String], user: &[Term]) -> Result<Vec<Piece>> {
    if words.len() > MAX_WORDS {
        return Ok(Vec::new());
    }
    let numbered = numbered::pieces(words);
    let is_free = |range: &Range<usize>| {
        let mut pieces = numbered.iter();
        pieces.all(|piece| piece.words.end <= range.start || range.end <= piece.words.start)
    };
    let ranges = ranges(words.len());
    let texts: Vec<String> = ranges
        .iter()
        .map(|range| joined(&words[range.clone()]))
        .collect();
    let named = named(&texts, user);
    let spelt = spelt(index, words)?;
    let mut pieces = Vec::new();
    let mut from = 0;
    // The ranges come by their start, the longest first.
    for (at, range) in ranges.into_iter().enumerate() {
        if range.start < from || !is_free(&range) {
            continue;
        }
        let terms: Vec<&Named> = named
            .iter()
            .filter(|named| named.text == at)
            .collect();
        let piece = of_terms(&texts[at], &range, &terms).or_else(|| {
            let mut spelt = spelt.iter();
            spelt
                .find(|piece| piece.words == range)
                .cloned()
        });
        if let Some(piece) = piece {
            from = range.end;
            pieces.push(piece);
        }
    }
    pieces.extend(numbered);
    Ok(pieces)
}

/// Returns all ranges of so many words: by their start, the longest first.
fn ranges(words: usize) -> Vec<Range<usize>> {
    let starts = 0..words;
    let ranges = starts.flat_map(|start| {
        let ends = (start + 1..=words).rev();
        ends.map(move |end| start..end)
    });
    ranges.collect()
}

fn joined(words: &[String]) -> String {
    let between = if words
        .iter()
        .any(|word| word.contains(is_han))
    {
        ""
    } else {
        " "
    };
    words.join(between)
}

/// Returns the piece of words that name `terms`, if these have forms that do not contain them.
fn of_terms(typed: &str, range: &Range<usize>, terms: &[&Named]) -> Option<Piece> {
    let mut piece = Piece {
        words: range.clone(),
        kept: Vec::new(),
        typed: typed.to_owned(),
        forms: Vec::new(),
        names: Vec::new(),
        way: Way::OtherForm,
        is_always: false,
    };
    let is_chinese = typed.contains(is_han);
    for named in terms {
        let term = &named.term;
        let own = if is_chinese {
            &term.zh
        } else {
            &term.en
        };
        let names_all = !is_chinese && !named.is_full && is_name(typed, term);
        let other = if names_all {
            term.zh.as_slice()
        } else {
            &[]
        };
        piece.is_always |= names_all;
        piece
            .names
            .extend(own.first().cloned());
        for form in own.iter().chain(other) {
            let has_typed = form
                .to_lowercase()
                .contains(&typed.to_lowercase());
            let is_single = form.chars().nth(1).is_none();
            if !has_typed && !is_single && !piece.forms.contains(form) {
                piece.forms.push(form.clone());
            }
        }
    }
    piece.names.dedup();
    piece.is_always |= piece.names.len() > 1;
    (!piece.forms.is_empty()).then_some(piece)
}

/// Returns whether a short form is a person's name or an acronym, which stands for the term in
/// either language.
fn is_name(typed: &str, term: &Term) -> bool {
    let is_acronym = term
        .en
        .iter()
        .filter(|form| form.eq_ignore_ascii_case(typed))
        .any(|form| {
            form.chars()
                .all(|c| c.is_ascii_uppercase())
        });
    term.kind == "person" || is_acronym
}

/// Returns the pieces of words that the index does not have and that are pinyin of words that it
/// has. Neighbours may be one word.
fn spelt(index: &Index, words: &[String]) -> Result<Vec<Piece>> {
    let mut letters = Vec::with_capacity(words.len());
    for word in words {
        let key = pinyin::letters(word);
        let is_known = key.is_none() || index.has_word(&word.to_lowercase())?;
        letters.push(key.filter(|_| !is_known));
    }
    let mut keys = Vec::new();
    let mut ranges_of_keys = Vec::new();
    for range in ranges(words.len()) {
        let parts: Option<Vec<&str>> = letters[range.clone()]
            .iter()
            .map(Option::as_deref)
            .collect();
        if let Some(parts) = parts {
            keys.push(parts.concat());
            ranges_of_keys.push(range);
        }
    }
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let found = pinyin::words(index, &keys)?;
    let with_words = ranges_of_keys
        .into_iter()
        .zip(found)
        .filter(|(_, forms)| !forms.is_empty());
    let pieces = with_words.map(|(range, forms)| Piece {
        typed: joined(&words[range.clone()]),
        words: range,
        kept: Vec::new(),
        names: forms.clone(),
        forms,
        way: Way::Pinyin,
        is_always: true,
    });
    Ok(pieces.collect())
}
