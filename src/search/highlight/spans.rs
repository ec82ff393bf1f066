//! Finds the spans of matches in a text.

use std::cmp::Reverse;
use std::ops::Range;

use super::matcher::{Matcher, ProximityTerm};
use super::proximity::{Event, Proximity};
use super::term::PhraseToken;
use crate::analysis::token::Tokens;
use crate::analysis::{self, Normalized, Token};

/// Returns the spans of `text` that match, in bytes: whole graphemes, in order, not overlapping.
/// Of two overlapping matches the earlier and then the longer one is kept.
#[must_use]
pub fn spans(text: &str, matcher: &Matcher<'_>) -> Vec<Range<usize>> {
    let mut spans = spans_in(&analysis::normalize(text), matcher);
    // A word hyphenated across a line break is also read as joined.
    if let Some(joined) = analysis::normalize_unhyphenated(text) {
        spans.extend(spans_in(&joined, matcher));
    }
    spans.sort_by_key(|span| (span.start, Reverse(span.end)));
    let mut end = 0;
    spans.retain(|span| {
        let is_free = span.start >= end && !span.is_empty();
        if is_free {
            end = span.end;
        }
        is_free
    });
    spans
}

/// Returns the matches in one reading of a text, as spans of its source.
fn spans_in(normalized: &Normalized, matcher: &Matcher<'_>) -> Vec<Range<usize>> {
    let text = normalized.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut tokens = Tokens::new(text);
    let mut from = 0;
    while let Some(at) = matcher.next_start(text, from) {
        from = at + 1;
        tokens.skip_to(at);
        let Some(token) = tokens.find(|token| token.range.start >= at) else {
            break;
        };
        if matcher.has_stem(&token) {
            found.push(token.range.clone());
        }
        for phrase in matcher.phrases_from(token.text) {
            found.extend(phrase_at(
                &token, &tokens, phrase, false,
            ));
        }
        for phrase in &matcher.prefixes {
            found.extend(phrase_at(&token, &tokens, phrase, true));
        }
    }
    if !matcher.proximities.is_empty() {
        let tokens = analysis::tokens(text);
        for term in &matcher.proximities {
            found.extend(near_each_other(&tokens, term));
        }
    }
    found
        .into_iter()
        .map(|range| normalized.source(range))
        .collect()
}

/// Returns the range from `first` to the end of the phrase, if `first` and the tokens of `rest`
/// are those of `phrase`, with the same clause punctuation between them. If `prefix` is set, the
/// last token may go on.
fn phrase_at(
    first: &Token<'_>,
    rest: &Tokens<'_>,
    phrase: &[PhraseToken],
    prefix: bool,
) -> Option<Range<usize>> {
    let last = phrase.len().checked_sub(1)?;
    let is_match = |n: usize, token: &Token<'_>| {
        let wanted = &phrase[n];
        let is_in_place = token.position == first.position + wanted.offset;
        let may_go_on = prefix && n == last;
        is_in_place
            && (token.text == wanted.text || may_go_on && token.text.starts_with(&wanted.text))
    };
    if !is_match(0, first) {
        return None;
    }
    let mut end = first.range.end;
    let mut rest = rest.clone();
    for n in 1..phrase.len() {
        let token = rest
            .next()
            .filter(|token| is_match(n, token))?;
        end = token.range.end;
    }
    Some(first.range.start..end)
}

/// Returns the ranges in which the words of `term` occur near each other.
fn near_each_other(tokens: &[Token<'_>], term: &ProximityTerm<'_>) -> Vec<Range<usize>> {
    let Some(last) = term.phrase.last() else {
        return Vec::new();
    };
    // The words of the phrase, each by the number of its first occurrence.
    let number = |text: &str| {
        term.phrase
            .iter()
            .position(|token| token.text == text)
    };
    let words: Vec<usize> = term
        .phrase
        .iter()
        .filter_map(|token| number(&token.text))
        .collect();
    let mut ranges = Vec::new();
    let mut events = Vec::new();
    for token in tokens {
        if let Some(word) = number(token.text) {
            let position = token.position;
            ranges.push(&token.range);
            events.push(Event { position, word });
        }
    }
    Proximity::new(&words, last.offset, term.slop)
        .matches(&events)
        .into_iter()
        .map(|found| ranges[*found.start()].start..ranges[*found.end()].end)
        .collect()
}
