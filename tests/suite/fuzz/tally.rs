//! Asks many queries, and counts their outcomes.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use proptest::test_runner::{RngAlgorithm, TestRng};
use yinde::Error;
use yinde::index::Index;
use yinde::query::{self, Query};
use yinde::search::{self, Request, Results, Sort};

use super::texts::text;

/// Maximum time of an answer at once.
pub(super) const AT_ONCE: Duration = Duration::from_millis(100);

/// The outcomes of many queries.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) asked: usize,
    pub(super) searched: usize,
    pub(super) found: usize,
    pub(super) refused: usize,
    /// The queries that took too long each of four times, with the shortest time of each.
    pub(super) slow: Vec<(Duration, String)>,
    /// The queries that made the program panic or gave an error that is not about the query, with
    /// the error.
    pub(super) wrong: BTreeMap<String, String>,
    /// The query that took the longest.
    pub(super) slowest: (Duration, String),
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.asked += other.asked;
        self.searched += other.searched;
        self.found += other.found;
        self.refused += other.refused;
        self.slow.extend(other.slow);
        self.wrong.extend(other.wrong);
        if other.slowest > self.slowest {
            self.slowest = other.slowest;
        }
    }

    /// Asks for `text`, searching `index` if there is one; `options` chooses how.
    pub(super) fn ask(&mut self, index: Option<&Index>, text: &str, options: usize) {
        self.asked += 1;
        self.searched += usize::from(index.is_some());
        let Timed { mut took, outcome } = ask(index, text, options);
        // The machine may have been busy.
        for _ in 0..3 {
            if took > AT_ONCE {
                took = took.min(ask(index, text, options).took);
            }
        }
        if took > AT_ONCE {
            eprintln!("{took:?} for {text:?} with {options}");
            self.slow
                .push((took, text.to_owned()));
        }
        if took > self.slowest.0 {
            self.slowest = (took, text.to_owned());
        }
        match outcome {
            Outcome::Parsed => {}
            Outcome::Answered(results) => self.found += usize::from(results.total > 0),
            Outcome::Refused => self.refused += 1,
            Outcome::Wrong(error) => {
                self.wrong
                    .insert(text.to_owned(), error);
            }
        }
        if self.asked.is_multiple_of(500_000) {
            self.print_progress();
        }
    }

    fn print_progress(&self) {
        let (wrong, slow) = (self.wrong.len(), self.slow.len());
        eprintln!(
            "{} asked, {wrong} wrong, {slow} too slow",
            self.asked
        );
    }
}

pub(super) enum Outcome {
    /// It is a query; nothing was searched.
    Parsed,
    Answered(Box<Results>),
    /// The query has an error.
    Refused,
    /// A panic, or an error that is not about the query.
    Wrong(String),
}

/// An outcome, and the time that it took.
pub(super) struct Timed {
    pub(super) took: Duration,
    pub(super) outcome: Outcome,
}

/// Asks for `text`, searching `index` if there is one; `options` chooses how.
pub(super) fn ask(index: Option<&Index>, text: &str, options: usize) -> Timed {
    let start = Instant::now();
    let results = catch_unwind(AssertUnwindSafe(|| {
        let query = query::parse(text)?;
        index
            .map(|index| search::search(index, &request(query, options)))
            .transpose()
    }));
    let outcome = match results {
        Ok(Ok(None)) => Outcome::Parsed,
        Ok(Ok(Some(results))) => Outcome::Answered(Box::new(results)),
        Ok(Err(Error::Query { .. })) => Outcome::Refused,
        Ok(Err(other)) => Outcome::Wrong(other.to_string()),
        Err(_) => Outcome::Wrong("a panic".to_owned()),
    };
    Timed {
        took: start.elapsed(),
        outcome,
    }
}

/// A request with default options, or with one option that `options` chooses.
fn request(query: Query, options: usize) -> Request {
    let mut request = Request::new(query);
    match options % 32 {
        0 => request.fuzzy = true,
        1 => request.explain = true,
        2 => {
            request.facets = true;
            request.limit = Some(1);
            request.offset = 3;
        }
        3 => request.group = Some(3),
        4 => {
            request.sort = Sort::Newest;
            request.limit = None;
        }
        _ => {}
    }
    request
}

/// Asks `cases` texts in as many threads as there are cores, and searches for one in `every`.
pub(super) fn fuzz(index: &Path, cases: usize, every: usize) -> Tally {
    let index = Index::open(index).expect("an index");
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let cases = cases.div_ceil(threads);
    let mut all = Tally::default();
    thread::scope(|scope| {
        let index = &index;
        let running: Vec<_> = (0..threads)
            .map(|number| scope.spawn(move || fuzz_in_thread(index, number, cases, every)))
            .collect();
        for thread in running {
            let tally = thread.join();
            all.add(tally.expect("a tally"));
        }
    });
    all
}

/// The number of the thread is the seed.
fn fuzz_in_thread(index: &Index, number: usize, cases: usize, every: usize) -> Tally {
    let seed = [u8::try_from(number % 256).expect("a byte"); 32];
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut tally = Tally::default();
    for n in 0..cases {
        let text = text(&mut rng);
        let index = (n % every == 0).then_some(index);
        tally.ask(index, &text, n / every);
    }
    tally
}
