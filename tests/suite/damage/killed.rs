//! Runs that are killed.

use std::fs;
use std::process::Stdio;
use std::time::Duration;

use yinde::index::{self, Index};

use super::super::support::{Briefs, below, rng, total};
use super::{copy_samples, run};

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

    /// Starts a run and kills it after some time. Returns whether it ended before.
    fn run_for(&self, microseconds: usize) -> bool {
        let mut command = self
            .briefs
            .command(&["index", "--quiet"]);
        let mut child = command
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        std::thread::sleep(Duration::from_micros(
            microseconds as u64,
        ));
        child.kill().expect("a kill");
        child
            .wait()
            .expect("it ends")
            .success()
    }

    /// Checks that the index has the state of one round, which is not before the acknowledged one.
    fn check(&self, round: usize) {
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
    }
}

/// Kills runs at random moments. The index has all changes of an acknowledged run, and either all
/// or none of the changes of a killed run.
fn kill(times: usize, seed: u8) {
    let mut marked = Marked::new();
    let mut rng = rng(seed);
    let mut killed = 0;
    // From the first instruction to a little more than a run takes, however fast the machine is.
    let mut longest = 150_000;
    for round in 1..=times {
        marked.mark(round);
        let microseconds = below(&mut rng, longest);
        if marked.run_for(microseconds) {
            marked.acknowledged = round;
            longest -= longest / 20;
        } else {
            killed += 1;
            longest += longest / 50;
        }
        marked.check(round);
        if round % 20 == 0 {
            let verified = index::verify(&marked.briefs.index()).expect("a manifest");
            assert_eq!(verified.damaged.len(), 0);
        }
    }
    let finished = times - killed;
    assert!(
        killed > times / 10 && finished > 0,
        "{killed} killed, {finished} finished: the moments are chosen badly"
    );
    // No lock is stuck and nothing is left behind.
    run(&marked.briefs, &["index"]);
    let left = fs::read_dir(marked.briefs.index()).expect("a folder");
    assert_eq!(left.count(), 3);
}

#[test]
fn two_hundred_killed_runs_lose_nothing() {
    kill(200, 1);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_killed_runs_lose_nothing() {
    kill(1000, 2);
}
