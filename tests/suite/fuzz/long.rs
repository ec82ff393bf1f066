//! Long queries are answered or refused, too.

use yinde::index::Index;

use super::tally::{AT_ONCE, Outcome, Timed, ask};
use crate::support::sample;

/// Options that change nothing of a request.
const DEFAULT: usize = 9;

/// The parts of long queries.
const PARTS: &[&str] = &[
    "(",
    ")",
    "()",
    "(a ",
    "(a OR ",
    "\"",
    "\" ",
    "“",
    "-",
    "- ",
    "-a ",
    "OR ",
    "a OR ",
    "NOT ",
    "AND ",
    "*",
    "* ",
    "a* ",
    "统* ",
    "\"a b",
    "\"a b\" ",
    "\"the of\"~9 ",
    "\"united fr*\" ",
    "~2",
    ":",
    "topic:",
    "topic:x ",
    "topic:\"",
    "lang:zh ",
    "since:2020 ",
    "-lang:en ",
    "a",
    "a ",
    "united front ",
    "zebra ",
    "untied ",
    "统",
    "统战工作",
    "党的领导",
    "的",
    "鲸鱼 ",
    "统战，",
    "what ",
    "\u{301}",
    "👩‍👩‍👧",
    "\u{3000}",
    "\0",
    "ﷺ",
    "-\"",
    "-(",
];

/// Each part again and again, up to this length.
fn monsters(bytes: usize) -> Vec<String> {
    PARTS
        .iter()
        .map(|part| part.repeat(bytes / part.len()))
        .collect()
}

/// The first `chars` characters of `text`.
fn start(text: &str, chars: usize) -> String {
    text.chars().take(chars).collect()
}

#[test]
fn queries_that_are_too_long_are_refused_at_once() {
    let mut texts = monsters(1_000_000);
    texts.extend([
        "(".repeat(100_000),
        "(a ".repeat(100_000) + &")".repeat(100_000),
        "-(".repeat(100_000),
    ]);
    for part in ["\"", "-", "OR", "*", "- ", "OR ", "* ", "a* "] {
        texts.push(part.repeat(100_000));
    }
    for text in texts {
        let Timed { took, outcome } = ask(None, &text, DEFAULT);
        let start = start(&text, 10);
        assert!(
            matches!(outcome, Outcome::Refused),
            "{start}…"
        );
        assert!(took < AT_ONCE, "{start}… took {took:?}");
    }
}

#[test]
fn queries_of_the_maximum_length_are_answered_or_refused() {
    let index = Index::open(sample()).expect("an index");
    for text in monsters(10_000) {
        let Timed { took, outcome } = ask(Some(&index), &text, DEFAULT);
        let start = start(&text, 20);
        if let Outcome::Wrong(error) = outcome {
            panic!("{start}…: {error}");
        }
        if took > AT_ONCE {
            eprintln!(
                "{took:?} for {} bytes: {start}…",
                text.len()
            );
        }
    }
}
