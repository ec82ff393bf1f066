//! First runs that are killed.

use std::fs;

use crate::damage::{Moments, assert_like_fresh, kills};
use crate::support::Briefs;

/// Returns a corpus of four briefs without an index.
fn four_briefs() -> Briefs {
    let briefs = Briefs::empty();
    for number in 0..4 {
        let name = format!("{number}.txt");
        briefs.write(
            &name,
            format!("Brief #{number}: Ports\n\nThe harbour 旧港口.\n"),
        );
    }
    briefs
}

/// Asserts that a search and a run work, and that the index is then that of an undisturbed run.
fn assert_works(briefs: &Briefs, round: usize) {
    // A search makes the index if there is none, or finds everything.
    let found = briefs.run(&["search", "harbour", "--format", "jsonl"]);
    assert_eq!(
        found.code, 0,
        "round {round}: {}",
        found.stderr
    );
    assert_eq!(found.stdout.lines().count(), 4);
    let again = briefs.run(&["index"]);
    assert_eq!(
        again.code, 0,
        "round {round}: {}",
        again.stderr
    );
    let left = fs::read_dir(briefs.index()).expect("a folder");
    assert_eq!(left.count(), 3, "round {round}");
    assert_like_fresh(briefs);
}

/// Kills first runs at random moments. After each, a search and another run work. Returns the
/// number of runs that ended before they were killed.
fn kill(times: usize, seed: u8) -> usize {
    let mut moments = Moments::measure(seed, || {
        assert_eq!(four_briefs().run(&["index"]).code, 0);
    });
    let [mut killed, mut finished] = [0, 0];
    while killed < times {
        let briefs = four_briefs();
        if moments.kill(&briefs) {
            finished += 1;
        } else {
            killed += 1;
        }
        assert_works(&briefs, killed + finished);
    }
    assert!(
        finished > times / 20,
        "{finished} finished: the moments are chosen badly"
    );
    finished
}

#[test]
fn killed_first_runs_leave_nothing_stuck() {
    kill(75, 5);
}

/// `YINDE_KILLS=1000 cargo test --test suite -- --ignored --nocapture many_more_killed`
#[test]
#[ignore = "takes half an hour"]
fn many_more_killed_first_runs_leave_nothing_stuck() {
    let kills = kills();
    let finished = kill(kills, 6);
    eprintln!("{kills} first runs killed; {finished} ended before; 0 lost, 0 stuck");
}
