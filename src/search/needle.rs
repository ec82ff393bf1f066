//! What a query looks for in a passage's own text, so that it can be marked there.

use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use super::near::Near;

use crate::analysis::{self, Folded, Token, stem};

/// Something to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needle {
    /// Tokens at these positions from the first, with so much slack.
    Phrase(Vec<(u32, String)>, u32),
    /// Any word with this stem.
    Stem(String),
    /// Tokens at these positions, the last of which may go on.
    Prefix(Vec<(u32, String)>),
}

impl Needle {
    /// A phrase of `tokens` without slack.
    #[must_use]
    pub fn phrase(tokens: &[Token<'_>]) -> Self {
        Self::Phrase(shape(tokens), 0)
    }

    /// What its first token is or begins with.
    fn first(&self) -> Option<&str> {
        match self {
            Self::Stem(stem) => Some(stem),
            Self::Phrase(shape, _) | Self::Prefix(shape) => shape.first().map(|(_, first)| first.as_str()),
        }
    }
}

/// The positions of `tokens` from the first, with their texts.
#[must_use]
pub fn shape(tokens: &[Token<'_>]) -> Vec<(u32, String)> {
    let first = tokens.first().map_or(0, |t| t.position);
    tokens.iter().map(|t| (t.position - first, t.text.to_owned())).collect()
}

/// The spans of `text` (in bytes, whole graphemes) that `needles` match, in order, none overlapping another. Where
/// they would, the earlier and then the longer is kept.
#[must_use]
pub fn spans(text: &str, needles: &[Needle]) -> Vec<Range<usize>> {
    let sought = Sought::of(needles);
    let mut spans = spans_in(&analysis::fold(text), &sought);
    spans.extend(analysis::fold_unhyphenated(text).iter().flat_map(|reading| spans_in(reading, &sought)));
    spans.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut end = 0;
    spans.retain(|span| {
        let free = span.start >= end && !span.is_empty();
        if free {
            end = span.end;
        }
        free
    });
    spans
}

/// What `sought` matches in one reading of a text, as spans of its source.
fn spans_in(folded: &Folded, sought: &Sought<'_>) -> Vec<Range<usize>> {
    let tokens = analysis::tokens(&folded.text);
    let mut found: Vec<RangeInclusive<usize>> = Vec::new();
    for (i, token) in tokens.iter().enumerate().filter(|(_, token)| sought.may_begin(token)) {
        if sought.has_stem(token) {
            found.push(i..=i);
        }
        let phrases = sought.phrases.get(token.text).into_iter().flatten();
        found.extend(phrases.filter_map(|shape| exact_at(&tokens, shape, i, false)));
        found.extend(sought.prefixes.iter().filter_map(|shape| exact_at(&tokens, shape, i, true)));
    }
    sought.loose.iter().for_each(|(shape, slop)| found.extend(loose(&tokens, shape, *slop)));
    let source = |r: &RangeInclusive<usize>| folded.source(tokens[*r.start()].range.start..tokens[*r.end()].range.end);
    found.iter().map(source).collect()
}

/// Needles by what they begin with, so that a text is gone through once for all of them.
#[derive(Default)]
struct Sought<'a> {
    /// What any of them begins with: nearly every token of a text begins with something else.
    begin: Vec<bool>,
    stems: HashSet<&'a str>,
    /// By their first token.
    phrases: HashMap<&'a str, Vec<&'a [(u32, String)]>>,
    prefixes: Vec<&'a [(u32, String)]>,
    loose: Vec<(&'a [(u32, String)], u32)>,
}

impl<'a> Sought<'a> {
    fn of(needles: &'a [Needle]) -> Self {
        let mut sought = Self { begin: vec![false; 256], ..Self::default() };
        for needle in needles {
            needle.first().and_then(begin).into_iter().for_each(|first| sought.begin[first] = true);
            match needle {
                Needle::Stem(stem) => {
                    sought.stems.insert(stem);
                }
                Needle::Prefix(shape) => sought.prefixes.push(shape),
                Needle::Phrase(shape, 0) => {
                    if let Some((_, first)) = shape.first() {
                        sought.phrases.entry(first).or_default().push(shape);
                    }
                }
                Needle::Phrase(shape, slop) => sought.loose.push((shape, *slop)),
            }
        }
        sought
    }

    /// A stem begins as its word does.
    fn may_begin(&self, token: &Token<'_>) -> bool {
        begin(token.text).is_some_and(|first| self.begin[first])
    }

    fn has_stem(&self, token: &Token<'_>) -> bool {
        !token.han && !self.stems.is_empty() && self.stems.contains(stem::stem(token.text).as_str())
    }
}

/// A number below 256 for the first character.
fn begin(text: &str) -> Option<usize> {
    text.chars().next().map(|c| c as usize % 256)
}

/// The tokens from `i` on are those of `shape`, with clause punctuation where it has some and nowhere else.
fn exact_at(tokens: &[Token<'_>], shape: &[(u32, String)], i: usize, prefix: bool) -> Option<RangeInclusive<usize>> {
    let here = tokens.get(i..i + shape.len())?;
    let stands = |(n, (token, (offset, text))): (usize, (&Token<'_>, &(u32, String)))| {
        let open = prefix && n + 1 == shape.len();
        token.position == here[0].position + offset
            && (token.text == text || open && token.text.starts_with(text.as_str()))
    };
    let all = here.iter().zip(shape).enumerate().all(stands);
    (all && !shape.is_empty()).then(|| i..=i + shape.len() - 1)
}

/// Where the words of `shape` stand near each other.
fn loose(tokens: &[Token<'_>], shape: &[(u32, String)], slop: u32) -> Vec<RangeInclusive<usize>> {
    let Some((last, _)) = shape.last() else { return Vec::new() };
    let texts: Vec<&str> = shape.iter().map(|(_, text)| text.as_str()).collect();
    let number = |text: &str| texts.iter().position(|t| *t == text);
    let words: Vec<usize> = texts.iter().filter_map(|text| number(text)).collect();
    let (at, events): (Vec<usize>, Vec<(u32, usize)>) = tokens
        .iter()
        .enumerate()
        .filter_map(|(i, token)| number(token.text).map(|word| (i, (token.position, word))))
        .unzip();
    let stretches = Near::new(&words, *last, slop).stretches(&events);
    stretches.into_iter().map(|r| at[*r.start()]..=at[*r.end()]).collect()
}
