//! Nodes that are killed while an index is read and written. Each fault is done `YINDE_ROUNDS`
//! times.

use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::{Briefs, Cluster, Nodes, Ran, name, rounds, text};

/// Number of nodes that `tests/cluster/run` starts.
const NODES: u32 = 3;

/// Briefs in three shards with this number of replicas.
pub(crate) fn in_three_shards(cluster: Cluster, replicas: u32, number: usize) -> Briefs {
    let briefs = Briefs::empty(cluster);
    let template = json!({
        "index_patterns": [format!("{}-*", briefs.name)],
        "template": {"settings": {
            "index.number_of_shards": 3,
            "index.number_of_replicas": replicas,
            "index.unassigned.node_left.delayed_timeout": "0s",
        }},
    });
    let path = format!("/_index_template/{}", briefs.name);
    assert_eq!(
        briefs
            .cluster
            .ask("PUT", &path, Some(&template))
            .0,
        200
    );
    for at in 0..number {
        briefs.write(&name(at), &text(at));
    }
    let ran = briefs.index(&[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    wait_for(&briefs, "green");
    briefs
}

/// Waits until the index has this health.
fn wait_for(briefs: &Briefs, health: &str) {
    let path = format!(
        "/_cluster/health/{}?wait_for_status={health}&timeout=60s",
        briefs.name
    );
    let (_, answer) = briefs
        .cluster
        .ask("GET", &path, None);
    assert_eq!(answer["timed_out"], false, "{answer}");
}

/// Number of the node that is killed: not the first, whose address the tests use.
fn victim(round: u32) -> u32 {
    2 + round % (NODES - 1)
}

/// Reads the index again and again while a node is killed, and returns what was read.
fn read_while_killing(briefs: &Briefs, nodes: &Nodes, node: u32) -> Vec<Ran> {
    let mut answers = Vec::new();
    let start = Instant::now();
    let mut is_killed = false;
    while start.elapsed() < Duration::from_secs(6) {
        if !is_killed && start.elapsed() > Duration::from_secs(1) {
            nodes.kill(node);
            is_killed = true;
        }
        answers.push(briefs.run(&["verify", "--json"]));
    }
    answers
}

#[test]
fn a_node_is_killed_while_reading_with_replicas() {
    let Some((cluster, nodes)) = Cluster::alone() else {
        return;
    };
    let briefs = in_three_shards(cluster, 1, 40);
    let sound = briefs.verify();
    for round in 0..rounds() {
        let node = victim(round);
        for ran in read_while_killing(&briefs, &nodes, node) {
            assert_eq!(ran.code, 0, "{ran:?}");
            assert_eq!(ran.json(), sound);
        }
        nodes.start(&[node]);
        wait_for(&briefs, "green");
    }
}

#[test]
fn a_node_is_killed_while_reading_without_replicas() {
    let Some((cluster, nodes)) = Cluster::alone() else {
        return;
    };
    let briefs = in_three_shards(cluster, 0, 40);
    let sound = briefs.verify();
    for round in 0..rounds() {
        let node = victim(round);
        let mut refused = 0;
        for ran in read_while_killing(&briefs, &nodes, node) {
            if ran.code == 0 {
                assert_eq!(
                    ran.json(),
                    sound,
                    "a part is not shown as a whole"
                );
            } else {
                assert_troubled(&ran.trouble());
                refused += 1;
            }
        }
        assert!(refused > 0, "the node had no shard");
        nodes.start(&[node]);
        wait_for(&briefs, "green");
        assert_eq!(briefs.verify(), sound);
    }
}

/// Checks that a kind of error is one of a cluster that lacks a node.
fn assert_troubled(kind: &str) {
    let kinds = [
        "partial",
        "unavailable",
        "time-out",
        "unreachable",
        "refused",
    ];
    assert!(kinds.contains(&kind), "{kind}");
}

#[test]
fn a_node_is_killed_while_indexing() {
    let Some((cluster, nodes)) = Cluster::alone() else {
        return;
    };
    let briefs = in_three_shards(cluster, 1, 20);
    for round in 0..rounds() {
        let node = victim(round);
        change(&briefs, round);
        let run = briefs.start_index(&[]);
        sleep(Duration::from_millis(u64::from(
            100 + round * 331 % 1500,
        )));
        nodes.kill(node);
        let ran = Ran::of(
            run.wait_with_output()
                .expect("an end"),
        );
        // It ended well, or says that it did not.
        if ran.code != 0 {
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(!ran.stderr.is_empty());
        }
        briefs.verify();
        nodes.start(&[node]);
        wait_for(&briefs, "green");
        let ran = briefs.index(&["--wait", "90"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(briefs.verify()["briefs"], 400);
    }
}

/// Changes briefs so that a run has much to do.
fn change(briefs: &Briefs, round: u32) {
    for at in 0..400 {
        briefs.write(
            &name(at),
            &text(at + 1000 * (round as usize + 1)),
        );
    }
}

#[test]
fn the_cluster_is_stopped_and_started_while_indexing() {
    let Some((cluster, nodes)) = Cluster::alone() else {
        return;
    };
    let briefs = in_three_shards(cluster, 1, 20);
    for round in 0..rounds() {
        change(&briefs, round);
        let run = briefs.start_index(&[]);
        sleep(Duration::from_millis(u64::from(
            200 + round * 457 % 1500,
        )));
        for node in 1..=NODES {
            nodes.kill(node);
        }
        let down = briefs.run(&["status", "--json"]);
        assert_eq!(down.trouble(), "unreachable");
        nodes.start(&[1, 2, 3]);
        let ran = Ran::of(
            run.wait_with_output()
                .expect("an end"),
        );
        assert!([0, 2].contains(&ran.code), "{ran:?}");
        wait_for(&briefs, "green");
        briefs.verify();
        let ran = briefs.index(&["--wait", "90"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert_eq!(briefs.verify()["briefs"], 400);
    }
}

#[test]
fn a_run_that_cannot_reach_all_shards_commits_nothing() {
    let Some((cluster, nodes)) = Cluster::alone() else {
        return;
    };
    let briefs = in_three_shards(cluster, 0, 20);
    let state: Value = briefs.state();
    nodes.kill(2);
    change(&briefs, 0);
    let ran = briefs.index(&["--json"]);
    assert_troubled(&ran.trouble());
    nodes.start(&[2]);
    wait_for(&briefs, "green");
    assert_eq!(briefs.state(), state);
    briefs.verify();
    let ran = briefs.index(&["--wait", "90"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(briefs.verify()["briefs"], 400);
}
