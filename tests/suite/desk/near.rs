//! Words near matches, and words of parts, counted as a naive reader does.

#![expect(clippy::cast_precision_loss, reason = "counts of a small corpus")]

use std::collections::{BTreeMap, HashMap};

use yinde::desk::{self, Measure, Span};
use yinde::search::Request;

use super::model::generated;
use super::naive::{Naive, Token, phrase};

/// The words near `node` in the naive model: by word, the numbers on the left and on the right.
fn near(naive: &Naive, node: &str, span: usize) -> BTreeMap<String, [u64; 2]> {
    let mut counts: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    for passage in naive
        .briefs
        .iter()
        .flat_map(|brief| &brief.passages)
    {
        let words = words(passage);
        for (at, word) in words.iter().enumerate() {
            if word == node {
                continue;
            }
            let distance = |other: &usize| words[*other] == node;
            let after = (at + 1..words.len())
                .take(span)
                .find(distance);
            let before = (0..at)
                .rev()
                .take(span)
                .find(distance);
            let side = match (after, before) {
                (Some(after), Some(before)) => usize::from(at - before <= after - at),
                (Some(_), None) => 0,
                (None, Some(_)) => 1,
                (None, None) => continue,
            };
            counts
                .entry(word.clone())
                .or_default()[side] += 1;
        }
    }
    counts
}

/// The words of a passage: pairs of Han characters, and the others.
fn words(passage: &[Token]) -> Vec<String> {
    let mut words = Vec::new();
    let mut tokens = passage.iter();
    while let Some(token) = tokens.next() {
        let mut word = token.text.clone();
        if !word.is_ascii() {
            word += &tokens
                .next()
                .expect("words of two characters")
                .text;
        }
        words.push(word);
    }
    words
}

#[test]
fn collocates_agree_with_a_naive_count() {
    let naive = generated();
    let (index, briefs) = naive.open();
    for node in ["harbour", "经济"] {
        let (_, request) = phrase(node);
        let span: Span = "5".parse().expect("a span");
        let found = desk::collocates(
            &index,
            &briefs,
            &request,
            span,
            1,
            Measure::LogDice,
        );
        let found = found.expect("collocates");
        let mut wanted = near(&naive, node, 5);
        assert!(wanted.len() >= 5);
        for word in &found.words {
            let [left, right] = wanted
                .remove(&word.word)
                .unwrap_or_default();
            assert_eq!(
                (word.left, word.right),
                (left, right),
                "{node}: {}",
                word.word
            );
            assert_eq!(word.with, word.left + word.right);
            let all: usize = naive
                .briefs
                .iter()
                .map(|brief| brief.count(&word.word))
                .sum();
            assert_eq!(word.all, all as u64, "{}", word.word);
            assert!(
                word.with <= word.all && word.log_dice <= 14.0,
                "{word:?}"
            );
            let pairs = word.with.min(found.matches) as f64;
            let dice = 2.0 * pairs / (found.matches + word.all) as f64;
            assert!((word.log_dice - 14.0 - dice.log2()).abs() < 1e-9);
        }
        assert!(wanted.is_empty(), "{node}: {wanted:?}");
        assert!(
            found
                .words
                .windows(2)
                .all(|pair| pair[0].log_dice >= pair[1].log_dice)
        );
    }
    for wrong in ["5L", "x", "5R,5L", "21", "5L,99R"] {
        assert!(
            wrong.parse::<Span>().is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn keyness_is_antisymmetric_and_counts_all_words() {
    let naive = generated();
    let (index, briefs) = naive.open();
    let request = |name, value| Request::from_options("", [(name, value)]).expect("a request");
    let dated = Request::from_options("", [("date", "..2100")]).expect("a request");
    let undated = Request::from_options("NOT date:..2100", []).expect("a request");
    let early = request("date", "..2100");
    assert_eq!(early, dated);
    let one = desk::keyness(&index, &briefs, &dated, 1).expect("words");
    let other = desk::keyness(&index, &briefs, &undated, 1).expect("words");
    assert_eq!(
        (one.words, one.other_words),
        (other.other_words, other.words)
    );
    assert!(one.words > 0 && one.other_words > 0);
    let others: HashMap<&str, &desk::KeyWord> = other
        .key_words
        .iter()
        .map(|word| (word.word.as_str(), word))
        .collect();
    assert_eq!(one.key_words.len(), others.len());
    for word in &one.key_words {
        let other = others[word.word.as_str()];
        assert!(
            (word.g2 + other.g2).abs() < 1e-9,
            "{word:?} {other:?}"
        );
        assert!((word.log_ratio + other.log_ratio).abs() < 1e-9);
        if ["harbour", "干部"].contains(&word.word.as_str()) {
            let here = naive
                .briefs
                .iter()
                .filter(|brief| !brief.date.is_empty());
            let here: usize = here
                .map(|brief| brief.count(&word.word))
                .sum();
            assert_eq!(word.here, here as u64);
            assert!(
                (word.g2.abs() - g2(word, &one)).abs() < 1e-6,
                "{word:?}"
            );
        }
    }
}

/// G² by its formula: twice the sum of observed times the logarithm of observed over expected.
fn g2(word: &desk::KeyWord, found: &desk::Keyness) -> f64 {
    let [a, b] = [word.here as f64, word.elsewhere as f64];
    let [c, d] = [found.words as f64 - a, found.other_words as f64 - b];
    let all = a + b + c + d;
    let part = |observed: f64, row: f64, column: f64| {
        if observed == 0.0 {
            0.0
        } else {
            observed * (observed * all / (row * column)).ln()
        }
    };
    2.0 * (part(a, a + c, a + b)
        + part(b, b + d, a + b)
        + part(c, a + c, c + d)
        + part(d, b + d, c + d))
}
