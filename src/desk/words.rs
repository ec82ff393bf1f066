//! The words of a text in a row: English words as they occur, Chinese words as jieba segments them.

use std::ops::Range;

use crate::analysis::{self, Normalized, Token, segment};

/// A normalized text with its words.
pub(super) struct Text {
    normalized: Normalized,
    words: Vec<Word>,
}

/// A word, or a match that stands apart from the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes in the normalized text.
    pub range: Range<usize>,
    /// Whether it is one of the matches.
    pub is_node: bool,
}

impl Text {
    /// Splits `text` into words. The matches at `nodes`, in bytes of `text`, which are in order and
    /// apart, are no words and never part of one: the text before a match is segmented apart from
    /// the match.
    pub(super) fn new(text: &str, nodes: &[Range<usize>]) -> Self {
        let normalized = analysis::normalize(text);
        let mut words: Vec<Word> = Vec::new();
        let mut han: Vec<Range<usize>> = Vec::new();
        let mut last_node = None;
        // The nodes before it end before the token at hand.
        let mut next = 0;
        for token in analysis::tokens(&normalized.text) {
            let source = normalized.source(token.range.clone());
            next += nodes[next..].partition_point(|node| node.end <= source.start);
            let meets = |node: &usize| nodes[*node].start < source.end;
            let node = Some(next).filter(|node| *node < nodes.len() && meets(node));
            if node.is_some() || !token.han {
                flush(&normalized, &mut han, &mut words);
            }
            match node {
                Some(node) if last_node == Some(node) => {}
                Some(_) => words.push(Word {
                    range: token.range,
                    is_node: true,
                }),
                None if token.han => push_han(
                    &normalized,
                    &mut han,
                    &token,
                    &mut words,
                ),
                None => words.push(Word {
                    range: token.range.start..token.range.start + token.text.len(),
                    is_node: false,
                }),
            }
            last_node = node;
        }
        flush(&normalized, &mut han, &mut words);
        Self { normalized, words }
    }

    /// Returns the words and matches, in order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Returns the text of a word.
    pub(super) fn text(&self, word: &Word) -> &str {
        &self.normalized.text[word.range.clone()]
    }
}

/// Adds a Han character to the run before it, if it touches that.
fn push_han(
    normalized: &Normalized,
    run: &mut Vec<Range<usize>>,
    token: &Token<'_>,
    words: &mut Vec<Word>,
) {
    if run
        .last()
        .is_some_and(|last| last.end != token.range.start)
    {
        flush(normalized, run, words);
    }
    run.push(token.range.start..token.range.start + token.text.len());
}

/// Adds the words of a run of Han characters, and empties the run.
fn flush(normalized: &Normalized, run: &mut Vec<Range<usize>>, words: &mut Vec<Word>) {
    let (Some(first), Some(last)) = (run.first(), run.last()) else {
        return;
    };
    for range in segment::cut(normalized, &(first.start..last.end)) {
        words.push(Word {
            range,
            is_node: false,
        });
    }
    run.clear();
}
