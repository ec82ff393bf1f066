//! `yinde bench`: its report of the times that it measured.

use serde_json::Value;

use super::support::{Ran, sample, yinde};

fn bench(args: &[&str]) -> Ran {
    Ran::of(
        yinde()
            .arg("bench")
            .args(args)
            .arg("--index")
            .arg(sample())
            .output()
            .expect("it runs"),
    )
}

#[test]
fn every_answer_is_counted_once_and_percentiles_rise() {
    for args in [
        &["--rounds", "4", "--json"][..],
        &["--rounds", "4", "--threads", "2", "--json"],
    ] {
        let out = bench(args);
        assert_eq!(out.code, 0, "{}", out.stderr);
        let report: Value = serde_json::from_str(&out.stdout).expect("JSON");
        let threads = report["threads"]
            .as_u64()
            .expect("a number");
        let classes = report["classes"]
            .as_array()
            .expect("classes");
        assert_eq!(report["passages"], 374);
        let mut queries = 0;
        for class in classes {
            let time = |key: &str| {
                class[key]
                    .as_f64()
                    .expect("a time")
            };
            assert!(
                0.0 < time("p50_us") && time("p50_us") <= time("p90_us"),
                "{class}"
            );
            assert!(
                time("p90_us") <= time("p99_us") && time("p99_us") <= time("max_us"),
                "{class}"
            );
            let counted: u64 = class["histogram"]
                .as_array()
                .expect("counts")
                .iter()
                .filter_map(Value::as_u64)
                .sum();
            assert_eq!(
                counted,
                class["queries"]
                    .as_u64()
                    .expect("a number")
                    * 4
                    * threads
            );
            queries += if class["name"] == "all" {
                0
            } else {
                class["queries"]
                    .as_u64()
                    .expect("a number")
            };
        }
        let all = classes
            .last()
            .expect("all of them");
        assert_eq!(
            (all["name"].as_str(), all["queries"].as_u64()),
            (Some("all"), Some(queries))
        );
    }
}

#[test]
fn a_cold_run_fails_against_a_warm_baseline() {
    let folder = tempfile::tempdir().expect("a folder");
    let queries = folder
        .path()
        .join("queries.txt");
    std::fs::write(
        &queries,
        "# two classes\n\"united front\"\n统战工作\n",
    )
    .expect("queries");
    let queries = queries.to_string_lossy();
    let warm = bench(&["--queries", &queries, "--rounds", "5", "--json"]);
    let baseline = folder
        .path()
        .join("warm.json");
    std::fs::write(&baseline, &warm.stdout).expect("a report");
    let baseline = baseline.to_string_lossy();
    // A new process is far slower than an answer in an open one: past any allowance.
    let cold = bench(&[
        "--queries",
        &queries,
        "--rounds",
        "5",
        "--cold",
        "--baseline",
        &baseline,
        "--max-regress",
        "10",
    ]);
    assert_eq!(cold.code, 1, "{}", cold.stdout);
    assert!(
        cold.stdout
            .contains("whole processes")
            && cold.stdout.contains("RATIO"),
        "{}",
        cold.stdout
    );
    for words in [
        "5 rounds, 1 thread\n",
        "queries/s  histogram (µs, log scale from",
    ] {
        assert!(
            cold.stdout.contains(words),
            "{words}: {}",
            cold.stdout
        );
    }
    for name in ["en phrase", "zh word", "all"] {
        assert_eq!(
            cold.stdout
                .lines()
                .filter(|line| line.starts_with(name))
                .count(),
            2,
            "{name}: {}",
            cold.stdout
        );
    }
    let again = bench(&[
        "--queries",
        &queries,
        "--rounds",
        "5",
        "--baseline",
        &baseline,
        "--max-regress",
        "100000",
    ]);
    assert_eq!(again.code, 0, "{}", again.stdout);
}

#[test]
fn a_baseline_that_cannot_be_read_is_named() {
    let missing = bench(&["--baseline", "nowhere.json"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing
            .stderr
            .contains("nowhere.json"),
        "{}",
        missing.stderr
    );
}
