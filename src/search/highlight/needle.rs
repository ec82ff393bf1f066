//! What a query looks for in a passage's own text, so that it can be marked there.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::search::highlight::near::Near;

use crate::analysis::token::Tokens;
use crate::analysis::{self, Normalized, Token, stem};

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
            Self::Phrase(shape, _) | Self::Prefix(shape) => {
                shape.first().map(|(_, first)| first.as_str())
            }
        }
    }
}

/// The positions of `tokens` from the first, with their texts.
#[must_use]
pub fn shape(tokens: &[Token<'_>]) -> Vec<(u32, String)> {
    let first = tokens.first().map_or(0, |t| t.position);
    tokens
        .iter()
        .map(|t| (t.position - first, t.text.to_owned()))
        .collect()
}

/// The spans of `text` (in bytes, whole graphemes) that needles match, in order, none overlapping
/// another. Where they would, the earlier and then the longer is kept.
#[must_use]
pub fn spans(text: &str, sought: &Sought<'_>) -> Vec<Range<usize>> {
    let mut spans = spans_in(&analysis::normalize(text), sought);
    spans.extend(
        analysis::normalize_unhyphenated(text)
            .iter()
            .flat_map(|reading| spans_in(reading, sought)),
    );
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
fn spans_in(normalized: &Normalized, sought: &Sought<'_>) -> Vec<Range<usize>> {
    let text = normalized.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut tokens = Tokens::new(text);
    // Nearly every token of a text begins with something else than what is sought, and is not even
    // cut out.
    let mut from = 0;
    while let Some(at) = sought.next_beginning(text, from) {
        from = at + 1;
        tokens.skip_to(at);
        let Some(token) = tokens.find(|token| token.range.start >= at) else {
            break;
        };
        if sought.has_stem(&token) {
            found.push(token.range.clone());
        }
        let phrases = sought.phrases.get(token.text).into_iter().flatten();
        found.extend(phrases.filter_map(|shape| exact_at(&token, &tokens, shape, false)));
        found.extend(
            sought
                .prefixes
                .iter()
                .filter_map(|shape| exact_at(&token, &tokens, shape, true)),
        );
    }
    if !sought.loose.is_empty() {
        let tokens = analysis::tokens(text);
        sought
            .loose
            .iter()
            .for_each(|(shape, slop)| found.extend(loose(&tokens, shape, *slop)));
    }
    found
        .into_iter()
        .map(|range| normalized.source(range))
        .collect()
}

/// Needles by what they begin with, so that a text is gone through once for all of them.
pub struct Sought<'a> {
    /// Of the characters that any of them begins with, the first byte in UTF-8 and the last of the
    /// number.
    leads: [bool; 256],
    lasts: [bool; 256],
    stems: HashSet<&'a str>,
    /// By their first token.
    phrases: HashMap<&'a str, Vec<&'a [(u32, String)]>>,
    prefixes: Vec<&'a [(u32, String)]>,
    loose: Vec<(&'a [(u32, String)], u32)>,
}

impl<'a> Sought<'a> {
    /// Sorts `needles`.
    #[must_use]
    pub fn of(needles: &'a [Needle]) -> Self {
        let mut sought = Self {
            leads: [false; 256],
            lasts: [false; 256],
            stems: HashSet::new(),
            phrases: HashMap::new(),
            prefixes: Vec::new(),
            loose: Vec::new(),
        };
        for needle in needles {
            let first = needle.first().unwrap_or_default();
            if let (Some(lead), Some(c)) = (first.bytes().next(), first.chars().next()) {
                sought.leads[usize::from(lead)] = true;
                sought.lasts[last_byte(c)] = true;
            }
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

    /// The next byte of `text`, at `from` or later, where a token may begin that a needle begins
    /// with. (A stem begins as its word does.)
    fn next_beginning(&self, text: &str, mut from: usize) -> Option<usize> {
        loop {
            let at = from
                + text.as_bytes()[from..]
                    .iter()
                    .position(|&byte| self.leads[usize::from(byte)])?;
            if self.may_begin(text, at) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    fn may_begin(&self, text: &str, at: usize) -> bool {
        let byte = text.as_bytes()[at];
        let in_word = |at: usize| text.as_bytes()[at].is_ascii_alphanumeric();
        if byte.is_ascii() {
            return !(in_word(at) && at > 0 && in_word(at - 1));
        }
        text[at..]
            .chars()
            .next()
            .is_some_and(|c| self.lasts[last_byte(c)])
    }

    fn has_stem(&self, token: &Token<'_>) -> bool {
        !token.han && !self.stems.is_empty() && self.stems.contains(stem::stem(token.text).as_str())
    }
}

fn last_byte(c: char) -> usize {
    c as usize % 256
}

/// The stretch of `first` and the tokens after it, `rest`, if these are those of `shape`, with
/// clause punctuation where it has some and nowhere else.
fn exact_at(
    first: &Token<'_>,
    rest: &Tokens<'_>,
    shape: &[(u32, String)],
    prefix: bool,
) -> Option<Range<usize>> {
    let stands = |(token, (n, (offset, text))): (&Token<'_>, (usize, &(u32, String)))| {
        let open = prefix && n + 1 == shape.len();
        token.position == first.position + offset
            && (token.text == text || open && token.text.starts_with(text.as_str()))
    };
    let mut shape_at = shape.iter().enumerate();
    let mut end = stands((first, shape_at.next()?)).then_some(first.range.end)?;
    let mut rest = rest.clone();
    for part in shape_at {
        end = rest.next().filter(|token| stands((token, part)))?.range.end;
    }
    Some(first.range.start..end)
}

/// Where the words of `shape` stand near each other.
fn loose(tokens: &[Token<'_>], shape: &[(u32, String)], slop: u32) -> Vec<Range<usize>> {
    let Some((last, _)) = shape.last() else {
        return Vec::new();
    };
    let texts: Vec<&str> = shape.iter().map(|(_, text)| text.as_str()).collect();
    let number = |text: &str| texts.iter().position(|t| *t == text);
    let words: Vec<usize> = texts.iter().filter_map(|text| number(text)).collect();
    let (at, events): (Vec<&Range<usize>>, Vec<(u32, usize)>) = tokens
        .iter()
        .filter_map(|token| number(token.text).map(|word| (&token.range, (token.position, word))))
        .unzip();
    let stretches = Near::new(&words, *last, slop).stretches(&events);
    stretches
        .into_iter()
        .map(|r| at[*r.start()].start..at[*r.end()].end)
        .collect()
}
