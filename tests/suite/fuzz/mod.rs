//! Any text at all is a query that is answered or refused, and any file is read or refused: never a
//! panic, and soon.

mod formats;
mod long;
mod mutation;
pub(crate) mod rounds;
mod tally;
mod texts;

use std::time::{Duration, Instant};

use self::rounds::{Rounds, computed, seeded};
use self::tally::{Tally, fuzz};
use super::support::{Briefs, sample, shared};
use yinde::index::Index;

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

/// Maximum time of an answer, in a build for tests.
const PATIENCE: Duration = Duration::from_secs(4);

#[test]
fn random_queries_are_answered_or_refused_for_a_while() {
    let index = Index::open(sample()).expect("an index");
    let mut rng = seeded();
    let mut rounds = Rounds::new(2000);
    let mut tally = Tally::default();
    let mut slowest = (Duration::ZERO, String::new());
    while rounds.begin() {
        let text = texts::text(&mut rng);
        let start = computed();
        tally.ask(Some(&index), &text, rounds.begun);
        let took = computed().saturating_sub(start);
        if took > slowest.0 {
            slowest = (took, text);
        }
    }
    let (longest, text) = &slowest;
    rounds.report(
        "query",
        &format!(
            "{} found something, {} were refused; the slowest took {longest:?}: {text:?}",
            tally.found, tally.refused
        ),
    );
    assert!(
        tally.wrong.is_empty() && *longest < PATIENCE,
        "{longest:?} {:#?}",
        tally.wrong
    );
}

/// `QUERY_CASES=10000000 cargo test --release --test suite ten_million -- --ignored
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
