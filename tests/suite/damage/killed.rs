//! Runs that are killed.

use std::fs;

use yinde::index::{self, Index};

use super::super::support::{Briefs, total};
use super::{Moments, assert_like_fresh, copy_samples, kills, run};

fn marker(round: usize) -> String {
    format!("Brief #99: Marker\n\nRound number{round} is here.\n")
}

/// A corpus in which two briefs change together, so that a half-done state shows.
struct Marked {
    briefs: Briefs,
    /// The last round that a run acknowledged.
    acknowledged: usize,
}

impl Marked {
    fn new() -> Self {
        let briefs = Briefs::empty();
        copy_samples(&briefs);
        briefs.write("marker.txt", marker(0));
        run(&briefs, &["index"]);
        Self {
            briefs,
            acknowledged: 0,
        }
    }

    /// Changes both briefs.
    fn mark(&self, round: usize) {
        self.briefs
            .write("marker.txt", marker(round));
        let twin = format!("Brief #98: Twin\n\nIts twin number{round} is 这里有一句话 here.\n");
        self.briefs
            .write("2023/twin.txt", twin);
    }

    /// Checks that the index has the state of one round, which is not before the acknowledged one.
    /// Returns that round.
    fn check(&self, round: usize) -> usize {
        let index = Index::open(&self.briefs.index()).expect("always openable");
        let count = |n: usize| total(&index, &format!("\"number{n}\""));
        let found: Vec<usize> = (0..=round)
            .filter(|&n| count(n) > 0)
            .collect();
        let [state] = found[..] else {
            panic!("round {round}: {found:?}")
        };
        assert!(
            state >= self.acknowledged,
            "round {round}: {} was acknowledged, {state} is there",
            self.acknowledged
        );
        // The second of the two briefs is written in round 1.
        let briefs = state.min(1) + 1;
        assert_eq!(count(state), briefs);
        assert_eq!(total(&index, "\"united front\""), 34);
        state
    }
}

/// What came of runs that were to be killed.
#[derive(Default)]
struct Kills {
    killed: usize,
    finished: usize,
    /// Number of killed runs whose changes are in the index, since they were killed at their end.
    killed_after_commit: usize,
}

/// Kills runs at random moments. The index has all changes of an acknowledged run, and either all
/// or none of the changes of a killed run. The next run makes it equal to a fresh one.
fn kill(times: usize, seed: u8) -> Kills {
    let mut marked = Marked::new();
    let mut kills = Kills::default();
    let mut round = 1;
    marked.mark(round);
    let mut moments = Moments::measure(seed, || {
        run(&marked.briefs, &["index", "--quiet"]);
    });
    while kills.killed < times {
        round += 1;
        marked.mark(round);
        let is_finished = moments.kill(&marked.briefs);
        if is_finished {
            marked.acknowledged = round;
            kills.finished += 1;
        } else {
            kills.killed += 1;
        }
        let state = marked.check(round);
        kills.killed_after_commit += usize::from(!is_finished && state == round);
        // Often a run is killed after one that was killed.
        if round % 3 == 0 {
            run(&marked.briefs, &["index", "--quiet"]);
            marked.acknowledged = round;
            marked.check(round);
            assert_like_fresh(&marked.briefs);
        }
        if round % 20 == 0 {
            let verified = index::verify(&marked.briefs.index()).expect("a manifest");
            assert!(verified.is_sound());
        }
    }
    assert!(
        kills.finished > times / 20,
        "{} finished: the moments are chosen badly",
        kills.finished
    );
    // No lock is stuck and nothing is left behind.
    run(&marked.briefs, &["index"]);
    let left = fs::read_dir(marked.briefs.index()).expect("a folder");
    assert_eq!(left.count(), 3);
    kills
}

#[test]
fn a_hundred_and_fifty_killed_runs_lose_nothing() {
    kill(150, 1);
}

/// `YINDE_KILLS=1000 cargo test --test suite -- --ignored --nocapture many_more_killed`
#[test]
#[ignore = "takes half an hour"]
fn many_more_killed_runs_lose_nothing() {
    let Kills {
        killed,
        finished,
        killed_after_commit,
    } = kill(kills(), 2);
    eprintln!(
        "{killed} later runs killed, of these {killed_after_commit} after the commit; {finished} \
         ended before; 0 lost, 0 stuck"
    );
}
