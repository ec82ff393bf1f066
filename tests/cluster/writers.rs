//! Two writers, and writers that are killed.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Briefs, Cluster, Ran, name, rounds, text};

/// Briefs that take a moment to index.
fn many(cluster: Cluster) -> Briefs {
    let briefs = Briefs::of(cluster, 10);
    for at in 10..600 {
        briefs.write(&name(at), &text(at));
    }
    briefs
}

/// Waits until a run holds the lock.
fn wait_for_lock(briefs: &Briefs) {
    let path = format!("/{}/_doc/lock", briefs.name);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(20) {
        let (_, answer) = briefs
            .cluster
            .ask("GET", &path, None);
        if answer["_source"]["data"]["holder"].is_object() {
            return;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("no run took the lock");
}

#[test]
fn of_two_writers_one_is_refused_and_told_who_writes() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = many(cluster);
    for _ in 0..rounds() {
        let first = briefs.start_index(&["--rebuild"]);
        wait_for_lock(&briefs);
        let second = briefs.index(&["--json"]);
        assert_eq!(second.trouble(), "locked");
        let holder = format!("process {} on ", first.id());
        assert!(
            second.stderr.contains(&holder),
            "{second:?}"
        );
        // A third one that waits has its turn.
        let third = briefs.index(&["--wait", "120", "--json"]);
        assert_eq!(third.code, 0, "{third:?}");
        let first = Ran::of(
            first
                .wait_with_output()
                .expect("an end"),
        );
        assert_eq!(first.code, 0, "{first:?}");
        assert_eq!(briefs.verify()["briefs"], 600);
    }
}

#[test]
fn killed_at_any_moment_and_cleaned_up_by_the_next_run() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = many(cluster);
    let mut seen = briefs.list();
    let mut unfinished = 0;
    for round in 0..rounds().max(3) {
        let args: &[&str] = if round % 3 == 2 {
            &["--rebuild"]
        } else {
            &[]
        };
        let mut run = briefs.start_index(args);
        sleep(Duration::from_millis(u64::from(
            150 + round * 217 % 1400,
        )));
        run.kill()
            .expect("it can be killed");
        run.wait().expect("an end");
        let now = briefs.list();
        let verified = briefs.verify();
        if now == seen {
            unfinished += 1;
        } else {
            // It was quicker than the signal, and all of it is seen.
            assert_eq!(verified["briefs"], 600);
            briefs.write(&name(0), &text(1000 + round as usize));
            seen = now;
        }
    }
    assert!(
        unfinished > 0,
        "no run was killed before its end"
    );
    let ran = briefs.index(&["--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("took over") || !ran.json()["took_over"].is_string());
    briefs.index(&[]);
    let verified = briefs.verify();
    assert_eq!(verified["briefs"], 600);
    // Nothing is left of the killed runs: passages, records, the state and the lock.
    let passages = verified["passages"]
        .as_u64()
        .expect("a number");
    assert_eq!(briefs.documents(), passages + 600 + 2);
    assert_eq!(briefs.indices().len(), 1);
}

#[test]
fn a_lock_that_nobody_renews_is_taken_over_and_that_is_said() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 2);
    let path = format!("/{}/_doc/lock", briefs.name);
    let (_, answer) = briefs
        .cluster
        .ask("GET", &path, None);
    let run = answer["_source"]["data"]["run"]
        .as_u64()
        .expect("a number");
    // Held by another machine, and last renewed in 2020.
    let lock = json!({"doc": "lock", "data": {
        "holder": {
            "shown": "process 7 on elsewhere since 2020-09-20 10:00:00 UTC",
            "token": "t",
            "process": 7,
            "machine": "elsewhere",
        },
        "last": null,
        "run": run + 1,
        "renewed": 1_600_000_000,
    }});
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &path, Some(&lock))
            .0,
        200
    );
    // A passage of the run that ended.
    let left = format!("/{}/_doc/left", briefs.name);
    let passage = json!({"doc": "passage", "since": run + 1, "version": "x"});
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &left, Some(&passage))
            .0,
        201
    );
    briefs.write("new.txt", &text(9));
    let ran = briefs.index(&["--json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let report = ran.json();
    assert!(
        ran.stderr
            .contains("process 7 on elsewhere"),
        "{ran:?}"
    );
    assert!(report["took_over"].is_string());
    briefs.verify();
    assert_eq!(briefs.state()["run"], run + 2);
    assert_eq!(
        briefs
            .cluster
            .ask("GET", &left, None)
            .0,
        404
    );
}
