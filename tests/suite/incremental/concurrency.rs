//! Several runs at once, and searches while runs go on.

use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use yinde::index::{self, Index, Session};

use super::super::support::{Briefs, Ran, reindex, total};
use super::{brief, found, run_index, run_index_with_error};

#[test]
fn the_second_writer_reports_who_holds_the_lock() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    let session = Session::open(&briefs.index(), false, Duration::ZERO).expect("the lock");
    let holder = format!(
        "process {} since 20",
        std::process::id()
    );
    run_index_with_error(&briefs, &[], &holder);
    // Searches go on.
    assert_eq!(found(&briefs, ["barley"]), [3]);
    drop(session);
    run_index(&briefs, &[]);
}

fn start_run(briefs: &Briefs) -> Child {
    let mut command = briefs.command(&["index", "--quiet"]);
    command.stderr(Stdio::piped());
    command.spawn().expect("it runs")
}

#[test]
fn two_concurrent_writers_leave_a_correct_index() {
    let briefs = Briefs::of(&[("a.txt", &brief(1, "barley"))]);
    for round in 0..10 {
        briefs.write("a.txt", brief(round, "millet"));
        let children = [start_run(&briefs), start_run(&briefs)];
        let outs = children.map(|child| {
            let output = child.wait_with_output();
            Ran::of(output.expect("it ends"))
        });
        assert!(
            outs.iter().any(|out| out.code == 0),
            "{outs:?}"
        );
        for out in &outs {
            let waited = out
                .stderr
                .contains("another run is writing");
            assert!(out.code == 0 || waited, "{outs:?}");
        }
        let issue = format!("\"issue {round}\"");
        assert_eq!(found(&briefs, [&issue]), [1]);
    }
}

/// Sets the flag when the writer ends, even if it panics.
struct Done<'a>(&'a AtomicBool);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        self.0
            .store(true, Ordering::Relaxed);
    }
}

/// Reads the index, at least ten times, until the writer is done.
fn read_until_done(briefs: &Briefs, done: &AtomicBool) {
    let mut reads = 0;
    while !done.load(Ordering::Relaxed) || reads < 10 {
        let index = Index::open(&briefs.index()).expect("it opens while runs go on");
        // Each run changes both briefs from one word to the other.
        let both = [total(&index, "\"barley\""), total(&index, "\"millet\"")];
        assert!(
            both == [6, 0] || both == [0, 6],
            "{both:?}"
        );
        index::briefs(&briefs.index()).expect("the briefs");
        reads += 1;
    }
}

#[test]
fn readers_see_either_the_old_or_the_new_state() {
    let briefs = Briefs::of(&[
        ("a.txt", &brief(1, "barley")),
        ("b.txt", &brief(2, "barley")),
    ]);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let readers = [(); 2].map(|()| scope.spawn(|| read_until_done(&briefs, &done)));
        let writing = Done(&done);
        for round in 0..50 {
            let word = ["millet", "barley"][round % 2];
            briefs.write("a.txt", brief(1, word));
            briefs.write("b.txt", brief(2, word));
            assert_eq!(reindex(&briefs).updated.len(), 2);
        }
        drop(writing);
        for reader in readers {
            reader.join().expect("no panic");
        }
    });
}
