//! An answer that misses shards is never shown as a whole one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::fake::{Reply, forward, serve};
use crate::faults::in_three_shards;
use crate::support::{Briefs, Cluster, Ran, rounds, yinde};

/// Runs a command with the index through another server.
fn through(server: &str, briefs: &Briefs, args: &[&str]) -> Ran {
    let mut command = yinde();
    command
        .current_dir(briefs.folder())
        .args(args)
        .arg("--index")
        .arg(format!("{server}/{}", briefs.name));
    Ran::of(
        command
            .output()
            .expect("the program runs"),
    )
}

#[test]
fn shards_that_are_missing_for_a_moment_are_asked_again() {
    let Some(cluster) = Cluster::find() else {
        return;
    };
    let briefs = Briefs::of(cluster, 6);
    let real = briefs.cluster.server.clone();
    let is_missing = Arc::new(AtomicBool::new(false));
    let misses = Arc::clone(&is_missing);
    let server = serve(move |request| {
        let (status, mut answer) = forward(&real, request, &request.body);
        let is_search = request.path.contains("_search");
        if is_search && misses.swap(false, Ordering::Relaxed) {
            answer["_shards"] = json!({"total": 1, "successful": 0, "failed": 1});
            answer["hits"] = json!({"total": {"value": 0}, "hits": []});
            answer["aggregations"] = json!({});
        }
        Reply::Json(status, answer)
    });
    for args in [
        &["search", "harbour", "--format", "csv"][..],
        &["search", "harbour", "--sort", "newest", "--format", "csv"],
        &["kwic", "harbour", "--format", "csv"],
        &["list", "issues", "--json"],
        &["verify", "--json"],
        &["index", "--json"],
    ] {
        let here = briefs.run(args);
        assert_eq!(here.code, 0, "{here:?}");
        // The first search of the command misses a shard.
        is_missing.store(true, Ordering::Relaxed);
        let there = through(&server, &briefs, args);
        assert_eq!(there.code, 0, "{there:?}");
        assert!(
            !is_missing.load(Ordering::Relaxed),
            "{args:?}"
        );
        if args[0] != "index" {
            let real = &briefs.cluster.server;
            assert_eq!(
                there.stdout.replace(&server, real),
                here.stdout
            );
        }
    }
}

/// Returns the number of a node whose shard does not have the state, without which nothing can be
/// told of the others. It is not the first, whose address the tests use.
fn without_state(briefs: &Briefs) -> u32 {
    let path = format!(
        "/{}/_search_shards?routing=state",
        briefs.name
    );
    let (status, answer) = briefs
        .cluster
        .ask("GET", &path, None);
    assert_eq!(status, 200, "{answer}");
    let node = answer["shards"][0][0]["node"]
        .as_str()
        .expect("a node");
    let name = &answer["nodes"][node]["name"];
    if name == "node-2" {
        3
    } else {
        2
    }
}

#[test]
fn a_lost_node_without_replicas_is_told() {
    for _ in 0..rounds() {
        let Some((cluster, nodes)) = Cluster::alone() else {
            return;
        };
        let briefs = in_three_shards(cluster, 0, 40);
        let whole = briefs.run(&["search", "harbour", "--format", "json"]);
        let total = whole.json()["total"]
            .as_u64()
            .expect("a number");
        let victim = without_state(&briefs);
        nodes.kill(victim);
        let mut refused = 0;
        for _ in 0..8 {
            for command in ["search", "kwic"] {
                let ran = briefs.run(&[command, "harbour", "--format", "json"]);
                if ran.code == 2 {
                    refused += usize::from(
                        ran.stderr
                            .contains("of 3 shards answered"),
                    );
                    continue;
                }
                assert_eq!(ran.code, 0, "{ran:?}");
                let is_whole = command == "kwic" || ran.json()["total"] == total;
                assert!(is_whole, "a partial answer: {ran:?}");
            }
        }
        assert!(
            refused > 8,
            "{refused} of 16 answers told why: {}",
            briefs
                .run(&["search", "harbour"])
                .stderr
        );
        let shown = briefs.run(&["search", "harbour", "--format", "json", "--partial"]);
        assert_eq!(shown.code, 0, "{shown:?}");
        let answer = shown.json();
        assert!(
            answer["total"].as_u64() < Some(total),
            "{answer}"
        );
        assert!(
            answer["notes"]
                .to_string()
                .contains("of 3 shards answered"),
            "{answer}"
        );
        let count = briefs.run(&["search", "harbour", "--count", "--partial"]);
        assert!(
            count
                .stderr
                .contains("of 3 shards answered"),
            "{count:?}"
        );
        let csv = briefs.run(&["search", "harbour", "--format", "csv", "--partial"]);
        assert!(
            csv.stderr
                .contains("of 3 shards answered"),
            "{csv:?}"
        );
        nodes.start(&[victim]);
    }
}
