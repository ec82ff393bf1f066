//! An answer that misses shards is never shown as a whole one.

use crate::faults::in_three_shards;
use crate::support::{Briefs, Cluster, rounds};

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
