//! What a query looks for in a passage's own text, so that it can be marked there.

use std::ops::Range;

use crate::analysis::{self, Token, stem};

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
    let folded = analysis::fold(text);
    let tokens = analysis::tokens(&folded.text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for needle in needles {
        let tokens_of = |r: Range<usize>| folded.source(tokens[r.start].range.start..tokens[r.end].range.end);
        match needle {
            Needle::Phrase(shape, slop) => found.extend(phrases(&tokens, shape, *slop, false).map(tokens_of)),
            Needle::Prefix(shape) => found.extend(phrases(&tokens, shape, 0, true).map(tokens_of)),
            Needle::Stem(wanted) => {
                let words = tokens.iter().filter(|t| !t.han && stem::stem(t.text) == *wanted);
                found.extend(words.map(|t| folded.source(t.range.clone())));
            }
        }
    }
    found.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut end = 0;
    found.retain(|span| {
        let free = span.start >= end && !span.is_empty();
        if free {
            end = span.end;
        }
        free
    });
    found
}

/// Where `shape` stands in `tokens`: index of the first and of the last token.
fn phrases<'a>(
    tokens: &'a [Token<'_>],
    shape: &'a [(u32, String)],
    slop: u32,
    prefix: bool,
) -> impl Iterator<Item = Range<usize>> + 'a {
    (0..tokens.len()).filter_map(move |i| match slop {
        0 => exact_at(tokens, shape, i, prefix),
        _ => loose_at(tokens, shape, i, slop),
    })
}

/// The tokens from `i` on are those of `shape`, with clause punctuation where it has some and nowhere else.
fn exact_at(tokens: &[Token<'_>], shape: &[(u32, String)], i: usize, prefix: bool) -> Option<Range<usize>> {
    let here = tokens.get(i..i + shape.len())?;
    let stands = |(n, (token, (offset, text))): (usize, (&Token<'_>, &(u32, String)))| {
        let open = prefix && n + 1 == shape.len();
        token.position == here[0].position + offset
            && (token.text == text || open && token.text.starts_with(text.as_str()))
    };
    let all = here.iter().zip(shape).enumerate().all(stands);
    (all && !shape.is_empty()).then(|| i..i + shape.len() - 1)
}

/// The shortest stretch from token `i` that has every token of `shape` and is no longer than the shape and `slop`.
fn loose_at(tokens: &[Token<'_>], shape: &[(u32, String)], i: usize, slop: u32) -> Option<Range<usize>> {
    let length = shape.last()?.0 + slop;
    let mut missing: Vec<&str> = shape.iter().map(|(_, text)| text.as_str()).collect();
    for (n, token) in tokens[i..].iter().enumerate() {
        if token.position - tokens[i].position > length {
            return None;
        }
        match missing.iter().position(|m| *m == token.text) {
            Some(found) => {
                missing.swap_remove(found);
            }
            None if n == 0 => return None,
            None => {}
        }
        if missing.is_empty() {
            return Some(i..i + n);
        }
    }
    None
}
