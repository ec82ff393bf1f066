//! Any text at all is a query that is answered or refused, never a panic, and soon.

mod long;
mod tally;
mod texts;

use std::time::Instant;

use self::tally::fuzz;
use super::support::{Briefs, sample, shared};

#[test]
fn any_text_is_answered_or_refused() {
    let tally = fuzz(sample(), 100_000, 20);
    assert!(
        tally.wrong.is_empty(),
        "{:#?}",
        tally.wrong
    );
    // Neither are all queries nonsense nor do all make sense.
    assert!(
        tally.found * 10 > tally.searched,
        "{} of {}",
        tally.found,
        tally.searched
    );
    assert!(
        tally.refused * 100 > tally.asked && tally.refused * 2 < tally.asked,
        "{}",
        tally.refused
    );
}

/// `QUERY_CASES=10000000 cargo test --profile fast --test suite ten_million -- --ignored
/// --nocapture`
#[test]
#[ignore = "half an hour, and only optimised"]
fn ten_million_texts_are_answered_at_once() {
    let Some(brief) = shared("corpus/brief-042.txt") else {
        return;
    };
    let text = std::fs::read_to_string(brief).expect("the real brief");
    let briefs = Briefs::of(&[("brief-042.txt", &text)]);
    let cases = std::env::var("QUERY_CASES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000_000);
    let start = Instant::now();
    let tally = fuzz(&briefs.index(), cases, 1);
    eprintln!(
        "{} queries in {:?}: {} found something, {} were refused",
        tally.asked,
        start.elapsed(),
        tally.found,
        tally.refused
    );
    let (longest, text) = &tally.slowest;
    eprintln!(
        "{} were wrong, {} too slow; the slowest took {longest:?}: {text:?}",
        tally.wrong.len(),
        tally.slow.len()
    );
    assert!(
        tally.wrong.is_empty() && tally.slow.is_empty(),
        "{:#?} {:#?}",
        tally.wrong,
        tally.slow
    );
}
