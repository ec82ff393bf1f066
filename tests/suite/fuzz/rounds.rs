//! How long a test with random inputs goes on.

use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use proptest::test_runner::TestRng;

use crate::support::rng;

/// The rounds of a test: a few, or as many as `YINDE_FUZZ_SECONDS` seconds allow.
pub(crate) struct Rounds {
    few: usize,
    seconds: Option<Duration>,
    start: Instant,
    /// Number of rounds that were begun.
    pub(crate) begun: usize,
}

impl Rounds {
    pub(crate) fn new(few: usize) -> Self {
        Self {
            few,
            seconds: variable("YINDE_FUZZ_SECONDS").map(Duration::from_secs),
            start: Instant::now(),
            begun: 0,
        }
    }

    /// Begins a round. Returns `false` if there have been enough.
    pub(crate) fn begin(&mut self) -> bool {
        let goes_on = match self.seconds {
            None => self.begun < self.few,
            Some(seconds) => self.start.elapsed() < seconds,
        };
        self.begun += usize::from(goes_on);
        goes_on
    }

    /// Whether the test takes a given time, and not just a few rounds.
    pub(crate) fn are_many(&self) -> bool {
        self.seconds.is_some()
    }

    /// Says how many rounds a long test of `what` had, and what came of them.
    pub(crate) fn report(&self, what: &str, outcome: &str) {
        if self.are_many() {
            let minutes = self.start.elapsed().as_secs_f64() / 60.;
            eprintln!(
                "{what}: {} inputs in {minutes:.1} minutes; {outcome}",
                self.begun
            );
        }
    }
}

/// Returns the time that this thread has computed: a busy machine makes it no longer.
pub(super) fn computed() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = statistics.split(' ').next();
    match nanoseconds.map(str::parse) {
        Some(Ok(nanoseconds)) => Duration::from_nanos(nanoseconds),
        // Other systems than Linux.
        _ => start.elapsed(),
    }
}

/// Returns random numbers: the same in each run, or those of the seed `YINDE_FUZZ_SEED`.
pub(crate) fn seeded() -> TestRng {
    let seed = variable("YINDE_FUZZ_SEED").unwrap_or(1);
    rng(u8::try_from(seed).expect("a seed below 256"))
}

fn variable(name: &str) -> Option<u64> {
    let value = std::env::var(name).ok()?;
    Some(value.parse().expect("a number"))
}
