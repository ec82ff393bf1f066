//! First runs that are killed.

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::support::{Briefs, below, rng};

/// Kills first runs at random moments. After each, a search and another run work.
fn kill(times: usize, seed: u8) {
    let mut rng = rng(seed);
    // A little more than a run takes, however fast the machine is.
    let mut longest = 100_000;
    let mut killed = 0;
    for round in 0..times {
        let briefs = Briefs::empty();
        for number in 0..4 {
            let name = format!("{number}.txt");
            briefs.write(
                &name,
                format!("Brief #{number}: Ports\n\nThe harbour 旧港口.\n"),
            );
        }
        let mut command = briefs.command(&["index", "--quiet"]);
        let mut child = command
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let moment = below(&mut rng, longest);
        sleep(Duration::from_micros(moment as u64));
        child.kill().expect("a kill");
        let ended = child
            .wait()
            .expect("it ends")
            .success();
        if ended {
            longest -= longest / 20;
        } else {
            killed += 1;
            longest += longest / 50;
        }
        // A search says that there is no index, or finds everything.
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
    }
    assert!(
        killed > times / 10,
        "{killed} killed: the moments are chosen badly"
    );
}

#[test]
fn killed_first_runs_leave_nothing_stuck() {
    kill(100, 5);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_killed_first_runs_leave_nothing_stuck() {
    kill(1000, 6);
}
